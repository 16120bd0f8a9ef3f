package sqlite3

import (
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The methods of connection.ops that give pieces of SQL and adapt values. The compiler writes its SQL without them: programs call them from an as_sql of their own.

type opsFunc func(t *object.Thread, a []object.Object) (object.Object, error)

// opsMethod is a method of connection.ops with a signature as Python writes it; f gets the arguments after self, nil where one was left out.
func opsMethod(name, params string, f opsFunc) object.Method {
	var sig *pysig.Sig
	return object.Method{Name: name, Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		if sig == nil {
			sig = pysig.New("DatabaseOperations."+name, append([]string{"self"}, strings.Fields(params)...)...)
		}
		a, err := sig.Bind(args, kw)
		if err != nil {
			return nil, err
		}
		return f(t, a[1:])
	}}
}

func opsText(name, text string) object.Method {
	return opsMethod(name, "", func(*object.Thread, []object.Object) (object.Object, error) { return object.NewStr(text), nil })
}

// opsSavepoint is one of the three statements about savepoints.
func opsSavepoint(name, verb string) object.Method {
	return opsMethod(name, "sid", func(t *object.Thread, a []object.Object) (object.Object, error) {
		sid, err := object.ToStr(t, a[0])
		return object.NewStr(verb + ` "` + sid + `"`), err
	})
}

func given(o object.Object) bool { return o != nil && o != object.None }

func strs(t *object.Thread, o object.Object) ([]string, error) {
	items, err := object.Collect(t, o)
	out := make([]string, len(items))
	for i, x := range items {
		if out[i], err = object.ToStr(t, x); err != nil {
			return nil, err
		}
	}
	return out, err
}

func combineExpression(t *object.Thread, a []object.Object) (object.Object, error) {
	connector, err := object.ToStr(t, a[0])
	if err != nil {
		return nil, err
	}
	parts, err := strs(t, a[1])
	switch connector {
	case "^":
		return object.NewStr("POWER(" + strings.Join(parts, ",") + ")"), err
	case "#":
		return object.NewStr("BITXOR(" + strings.Join(parts, ",") + ")"), err
	}
	return object.NewStr(strings.Join(parts, " "+connector+" ")), err
}

func combineDuration(t *object.Thread, a []object.Object) (object.Object, error) {
	connector, err := object.ToStr(t, a[0])
	if err != nil {
		return nil, err
	}
	if len(connector) != 1 || !strings.Contains("+-*/", connector) {
		return nil, object.NewException(utils.DatabaseError, object.NewStr("Invalid connector for timedelta: "+connector+"."))
	}
	parts, err := strs(t, a[1])
	return object.NewStr("django_format_dtdelta(" + strings.Join(append([]string{"'" + connector + "'"}, parts...), ", ") + ")"), err
}

func limitOffset(t *object.Thread, a []object.Object) (object.Object, error) {
	var low, high int64
	for i, dst := range []*int64{&low, &high} {
		if given(a[i]) {
			n, err := object.AsIndex(t, a[i])
			if err != nil {
				return nil, err
			}
			*dst = int64(n)
		}
	}
	var parts []string
	limit := int64(0)
	if given(a[1]) {
		limit = high - low
	} else if low != 0 {
		limit = -1
	}
	if limit != 0 {
		parts = append(parts, "LIMIT "+strconv.FormatInt(limit, 10))
	}
	if low != 0 {
		parts = append(parts, "OFFSET "+strconv.FormatInt(low, 10))
	}
	return object.NewStr(strings.Join(parts, " ")), nil
}

// adaptTemporal is adapt_datefield_value and its like: the text of a value. Aware ones are refused, or made naive by the connection's time zone.
func adaptTemporal(name, refused string) object.Method {
	return object.Method{Name: name, Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs(name, a[1:], kw, 1, 1); err != nil {
			return nil, err
		}
		v := a[1]
		if v == object.None {
			return v, nil
		}
		if m, err := object.GetAttrOpt(t, v, object.Intern("resolve_expression")); m != nil || err != nil {
			return v, err
		}
		if refused != "" {
			zone, err := object.GetAttrName(t, v, "tzinfo")
			if err != nil {
				return nil, err
			}
			if zone != object.None {
				if v, err = naive(t, a[0].(*operations).w, v, refused); err != nil {
					return nil, err
				}
			}
		}
		s, err := object.ToStr(t, v)
		return object.NewStr(s), err
	}}
}

// naive makes an aware datetime naive in the connection's time zone.
func naive(t *object.Thread, w *Wrapper, v object.Object, refused string) (object.Object, error) {
	zone, err := object.GetAttrName(t, w, "timezone")
	if err != nil {
		return nil, err
	}
	if zone == object.None || strings.HasSuffix(refused, "times.") {
		return nil, object.ValueErrorf("%s", refused)
	}
	m, err := t.RT.Import(t, "django.utils.timezone")
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, m, "make_naive", v, zone)
}

func opsSQLMethods() []object.Method {
	return []object.Method{
		opsMethod("combine_expression", "connector sub_expressions", combineExpression),
		opsMethod("combine_duration_expression", "connector sub_expressions", combineDuration),
		opsMethod("limit_offset_sql", "low_mark high_mark", limitOffset),
		opsSavepoint("savepoint_create_sql", "SAVEPOINT"), opsSavepoint("savepoint_commit_sql", "RELEASE SAVEPOINT"),
		opsSavepoint("savepoint_rollback_sql", "ROLLBACK TO SAVEPOINT"),
		opsText("deferrable_sql", " DEFERRABLE INITIALLY DEFERRED"), opsText("start_transaction_sql", "BEGIN;"), opsText("set_time_zone_sql", ""),
		opsMethod("end_transaction_sql", "success=", func(t *object.Thread, a []object.Object) (object.Object, error) {
			if a[0] != nil {
				if ok, err := object.Truth(t, a[0]); !ok {
					return object.NewStr("ROLLBACK;"), err
				}
			}
			return object.NewStr("COMMIT;"), nil
		}),
		opsMethod("distinct_sql", "fields params", func(t *object.Thread, a []object.Object) (object.Object, error) {
			if some, err := object.Truth(t, a[0]); some || err != nil {
				if err == nil {
					err = utils.NotSupportedf("DISTINCT ON fields is not supported by this database backend")
				}
				return nil, err
			}
			return object.NewTuple(object.NewList([]object.Object{object.NewStr("DISTINCT")}), object.NewList(nil)), nil
		}),
		opsMethod("last_insert_id", "cursor table_name pk_name", func(t *object.Thread, a []object.Object) (object.Object, error) {
			return object.GetAttrName(t, a[0], "lastrowid")
		}),
		opsMethod("adapt_json_value", "value encoder", func(t *object.Thread, a []object.Object) (object.Object, error) {
			m, err := t.RT.Import(t, "json")
			if err != nil {
				return nil, err
			}
			return object.CallMethodKw(t, m, object.Intern("dumps"), a[:1], object.Kw("cls", a[1]))
		}),
		opsMethod("field_cast_sql", "db_type internal_type", func(*object.Thread, []object.Object) (object.Object, error) { return object.NewStr("%s"), nil }),
		opsMethod("force_no_ordering", "", func(*object.Thread, []object.Object) (object.Object, error) { return object.NewList(nil), nil }),
		opsMethod("binary_placeholder_sql", "value", func(*object.Thread, []object.Object) (object.Object, error) { return object.NewStr("%s"), nil }),
		opsMethod("conditional_expression_supported_in_where_clause", "expression", func(*object.Thread, []object.Object) (object.Object, error) {
			return object.True, nil
		}),
		adaptTemporal("adapt_datefield_value", ""), adaptTemporal("adapt_timefield_value", "SQLite backend does not support timezone-aware times."),
		adaptTemporal("adapt_datetimefield_value", "SQLite backend does not support timezone-aware datetimes when USE_TZ is False."),
	}
}
