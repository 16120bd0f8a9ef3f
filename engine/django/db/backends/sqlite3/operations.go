package sqlite3

import (
	"math"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// operations is connection.ops: the part of DatabaseOperations that programs and their tests call.
type operations struct{ w *Wrapper }

var operationsType = object.Declare("DatabaseOperations", "django.db.backends.sqlite3.operations")

// Type implements object.Object.
func (*operations) Type() *object.Type { return operationsType }

// integerRanges are the values that SQLite's integer columns take for each field; SQLite itself keeps 64 bits for all of them.
func integerRange(internalType string) (object.Object, object.Object) {
	switch internalType {
	case "PositiveBigIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField":
		return object.NewInt(0), object.NewInt(math.MaxInt64)
	}
	return object.NewInt(math.MinInt64), object.NewInt(math.MaxInt64)
}

// timeSQL is date_extract_sql and its like: a call of a function that the connection defines, over the SQL given.
// kind: a first argument says what to take; zoned: time zones come last.
func timeSQL(name, function string, kind, zoned bool) object.Method {
	return object.Method{Name: name, Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		self, a := a[0].(*operations), a[1:]
		want := 2
		if kind {
			want++
		}
		zone := object.Object(object.None)
		if v := kw.Get("tzname"); v != nil && zoned {
			zone = v
		} else if zoned && len(a) == want+1 {
			zone = a[want]
			a = a[:want]
		}
		if len(a) != want {
			return nil, object.TypeErrorf("DatabaseOperations.%s() takes %d positional arguments but %d were given", name, want+1, len(a)+1)
		}
		var params []object.Object
		format := function + "("
		if kind {
			k, err := object.ToStr(t, a[0])
			if err != nil {
				return nil, err
			}
			params = append(params, object.NewStr(strings.ToLower(k)))
			format += "%s, "
			a = a[1:]
		}
		sql, err := object.ToStr(t, a[0])
		if err != nil {
			return nil, err
		}
		more, err := object.Collect(t, a[1])
		if err != nil {
			return nil, err
		}
		params = append(params, more...)
		format += sql
		if zoned {
			format += ", %s, %s"
			own := object.Object(object.None)
			if zone != object.None {
				if own, err = object.GetAttrName(t, self.w, "timezone_name"); err != nil {
					return nil, err
				}
			}
			params = append(params, zone, own)
		}
		return object.NewTuple(object.NewStr(format+")"), object.NewTuple(params...)), nil
	}}
}

var sigOperations = pysig.New("BaseDatabaseOperations.__init__", "self", "connection")

func init() {
	text := func(a object.Object) string {
		s, _ := object.AsStr(a)
		return s
	}
	op := func(name string, n int, f func(t *object.Thread, o *operations, a []object.Object) (object.Object, error)) object.Method {
		return object.Method{Name: name, Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			if err := object.CheckArgs(name, a[1:], nil, n, n+2); err != nil {
				return nil, err
			}
			return f(t, a[0].(*operations), a[1:])
		}}
	}
	same := func(name string) object.Method {
		return op(name, 1, func(t *object.Thread, o *operations, a []object.Object) (object.Object, error) { return a[0], nil })
	}
	operationsType.Define(object.Spec{
		Final: true,
		Slots: object.Slots{
			GetAttr: orRare("DatabaseOperations"),
			New: func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				a, err := sigOperations.Bind(append([]object.Object{cls}, args...), kw)
				if err != nil {
					return nil, err
				}
				alias, err := object.GetAttrName(t, a[1], "alias")
				if err != nil {
					return nil, err
				}
				w, err := For(t, text(alias))
				return &operations{w}, err
			},
		},
		Attrs: map[string]object.Object{
			"explain_prefix": object.NewStr("EXPLAIN QUERY PLAN"), "compiler_module": object.NewStr("django.db.models.sql.compiler"),
			"cast_char_field_without_max_length": object.NewStr("text"),
		},
		GetSets: []object.GetSet{
			{Name: "connection", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*operations).w, nil }},
		},
		Methods: append(opsSQLMethods(), []object.Method{
			op("quote_name", 1, func(t *object.Thread, o *operations, a []object.Object) (object.Object, error) {
				name := text(a[0])
				if len(name) > 1 && name[0] == '"' && name[len(name)-1] == '"' {
					return a[0], nil
				}
				return object.NewStr(`"` + name + `"`), nil
			}),
			op("integer_field_range", 1, func(t *object.Thread, o *operations, a []object.Object) (object.Object, error) {
				low, high := integerRange(text(a[0]))
				return object.NewTuple(low, high), nil
			}),
			op("bulk_batch_size", 2, func(t *object.Thread, o *operations, a []object.Object) (object.Object, error) {
				fields, err := object.Collect(t, a[0])
				if err != nil {
					return nil, err
				}
				switch n := len(fields); {
				case n == 1:
					return object.NewInt(500), nil
				case n > 1:
					return object.NewInt(int64(maxQueryParams / n)), nil
				}
				objs, err := object.Collect(t, a[1])
				return object.NewInt(int64(len(objs))), err
			}),
			op("_last_executed_query", 2, func(t *object.Thread, o *operations, a []object.Object) (object.Object, error) {
				params, err := object.Collect(t, a[1])
				if err != nil {
					return nil, err
				}
				s, err := LastExecutedQuery(t, text(a[0]), params)
				return object.NewStr(s), err
			}),
			op("no_limit_value", 0, func(t *object.Thread, o *operations, a []object.Object) (object.Object, error) {
				return object.NewInt(-1), nil
			}),
			op("max_name_length", 0, func(t *object.Thread, o *operations, a []object.Object) (object.Object, error) {
				return object.None, nil
			}),
			op("max_in_list_size", 0, func(t *object.Thread, o *operations, a []object.Object) (object.Object, error) {
				return object.None, nil
			}),
			op("lookup_cast", 1, func(t *object.Thread, o *operations, a []object.Object) (object.Object, error) {
				return object.NewStr("%s"), nil
			}),
			op("prep_for_like_query", 1, func(t *object.Thread, o *operations, a []object.Object) (object.Object, error) {
				s, err := object.ToStr(t, a[0])
				out := make([]byte, 0, len(s))
				for i := 0; i < len(s); i++ {
					if c := s[i]; c == '\\' || c == '%' || c == '_' {
						out = append(out, '\\')
					}
					out = append(out, s[i])
				}
				return object.NewStr(string(out)), err
			}),
			timeSQL("date_extract_sql", "django_date_extract", true, false), timeSQL("time_extract_sql", "django_time_extract", true, false),
			timeSQL("datetime_extract_sql", "django_datetime_extract", true, true), timeSQL("date_trunc_sql", "django_date_trunc", true, true),
			timeSQL("time_trunc_sql", "django_time_trunc", true, true), timeSQL("datetime_trunc_sql", "django_datetime_trunc", true, true),
			timeSQL("datetime_cast_date_sql", "django_datetime_cast_date", false, true), timeSQL("datetime_cast_time_sql", "django_datetime_cast_time", false, true),
			op("pk_default_value", 0, func(t *object.Thread, o *operations, a []object.Object) (object.Object, error) {
				return object.NewStr("NULL"), nil
			}),
			same("format_for_duration_arithmetic"), same("unification_cast_sql"), same("adapt_integerfield_value"), same("validate_autopk_value"), same("process_clob"),
		}...),
	})
}
