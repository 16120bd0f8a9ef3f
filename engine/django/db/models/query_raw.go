package models

import (
	"slices"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// RawQuerySet: Model.objects.raw().

// RawQuerySet is the Go part of a raw queryset.
type RawQuerySet struct {
	Self         *object.Instance
	query        string
	model        *Type
	params       Object
	translations *object.Dict
	db           string
	result       *object.List
	cursor       Object // the statement's, once it has been sent
	prefetch     []Object
}

// RawQuerySetType is django.db.models.query.RawQuerySet.
var RawQuerySetType = object.Declare("RawQuerySet", queryModule)

var sigRaw = pysig.New("RawQuerySet.__init__", "self", "raw_query", "model=", "query=", "params=", "translations=", "using=", "hints=")

func rawMethod(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	r := &RawQuerySet{query: asStr(a[0]), model: qs.model, params: orNone(a[1]), translations: asDictOrNil(a[2]), db: qs.db, prefetch: slices.Clone(qs.prefetch)}
	if s := asStr(orNone(a[3])); s != "" {
		r.db = s
	}
	r.Self = object.NewInstance(RawQuerySetType, r)
	return r.Self, nil
}

func (r *RawQuerySet) using(t *Thread) (string, error) {
	if r.db != "" {
		return r.db, nil
	}
	alias, err := sql.Route(t, false, typeOrNone(r.model), nil)
	if alias == "" {
		alias = sql.DefaultDBAlias
	}
	return alias, err
}

func (r *RawQuerySet) conn(t *Thread) (sql.Connection, error) {
	alias, err := r.using(t)
	if err != nil {
		return nil, err
	}
	return connection(t, alias)
}

// paramList gives the SQL and its parameters in order; %(name)s takes from a dict.
func (r *RawQuerySet) paramList(t *Thread) (string, []Object, error) {
	if isNone(r.params) {
		return r.query, nil, nil
	}
	d, ok := object.AsDict(r.params)
	if !ok {
		params, err := object.Collect(t, r.params)
		return r.query, params, err
	}
	var params []Object
	for rest := r.query; ; {
		_, after, found := strings.Cut(rest, "%(")
		if !found {
			return r.query, params, nil
		}
		name, tail, closed := strings.Cut(after, ")s")
		if !closed {
			return r.query, params, nil
		}
		v, err := d.Get(t, str(name))
		if err != nil {
			return "", nil, err
		}
		if v == nil {
			return "", nil, object.KeyError(str(name))
		}
		params = append(params, v)
		rest = tail
	}
}

// adaptUnknown is connection.ops.adapt_unknown_value for the parameters of raw SQL: aware datetimes are compared in the database's time zone.
func adaptUnknown(t *Thread, conn sql.Connection, params []Object) error {
	if t.RT.Modules.GetName("datetime") == nil {
		return nil
	}
	vt, err := datetimes(t)
	if err != nil {
		return err
	}
	for i, p := range params {
		if !object.IsInstance(p, vt.datetime) {
			continue
		}
		zone, err := object.GetAttrName(t, p, "tzinfo")
		if err != nil {
			return err
		}
		if zone == none {
			continue
		}
		ops, err := object.GetAttrName(t, conn.(Object), "ops")
		if err != nil {
			return err
		}
		if params[i], err = object.CallMethod(t, ops, "adapt_datetimefield_value", p); err != nil {
			return err
		}
	}
	return nil
}

func (r *RawQuerySet) fetch(t *Thread) ([]Object, error) {
	if r.result != nil {
		return r.result.Items, nil
	}
	conn, err := r.conn(t)
	if err != nil {
		return nil, err
	}
	text, params, err := r.paramList(t)
	if err == nil {
		err = adaptUnknown(t, conn, params)
	}
	if err != nil {
		return nil, err
	}
	cur, err := conn.Execute(t, text, params)
	if err != nil {
		return nil, err
	}
	defer cur.Close()
	if r.cursor, _ = cur.(Object); r.cursor == nil {
		r.cursor = object.True
	}
	opts := optionsOf(r.model)
	// Columns that are fields make the instance; the others become attributes.
	var fields []*Field
	var fieldCols []int
	var extra []*object.Str
	var extraCols []int
	byColumn := map[string]*Field{}
	for _, f := range opts.concreteFields() {
		byColumn[strings.ToLower(f.Column)] = f
	}
	cols := cur.Columns()
	colOf := map[*Field]int{}
	for i, c := range cols {
		name := c
		if r.translations != nil {
			if v := r.translations.GetName(c); v != nil {
				name = asStr(v)
			}
		}
		f := byColumn[strings.ToLower(name)]
		if f == nil {
			f = opts.field(name)
			if f != nil && (!f.Concrete || f.m2m != nil) {
				f = nil
			}
		}
		if f != nil {
			colOf[f] = i
		} else {
			extra, extraCols = append(extra, object.Intern(name)), append(extraCols, i)
		}
	}
	hasPK := false
	var convs [][]sql.Converter
	for _, f := range opts.concreteFields() {
		i, ok := colOf[f]
		if !ok {
			continue
		}
		hasPK = hasPK || f == opts.pk
		fields, fieldCols = append(fields, f), append(fieldCols, i)
		cs, err := sql.ColumnConverters(t, f, conn)
		if err != nil {
			return nil, err
		}
		convs = append(convs, cs)
	}
	if !hasPK {
		return nil, object.Errorf(exceptions.FieldDoesNotExist, "Raw query must include the primary key")
	}
	rows, err := cur.Fetch(t, -1)
	if err != nil {
		return nil, err
	}
	out := []Object{}
	for _, row := range rows {
		values := make([]Object, len(fields))
		for i, c := range fieldCols {
			v := row[c]
			for _, fn := range convs[i] {
				if v, err = fn(t, v, sql.DefaultGetCol(fields[i], opts.dbTable, nil), conn); err != nil {
					return nil, err
				}
			}
			values[i] = v
		}
		o, err := opts.fromDB(t, conn.Alias(), fields, values)
		if err != nil {
			return nil, err
		}
		for i, n := range extra {
			v := row[extraCols[i]]
			if d, ok := cur.(interface {
				Declared(t *Thread, column int, v Object) (Object, error)
			}); ok {
				if v, err = d.Declared(t, extraCols[i], v); err != nil {
					return nil, err
				}
			}
			if err := object.SetAttr(t, o, n, v); err != nil {
				return nil, err
			}
		}
		out = append(out, o)
	}
	r.result = object.NewList(out)
	if r.prefetch != nil {
		if err := prefetchRelatedObjects(t, out, r.prefetch); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func init() {
	rawOf := func(o Object) (*RawQuerySet, error) {
		if r, ok := native[*RawQuerySet](o); ok {
			return r, nil
		}
		return nil, object.TypeErrorf("expected a RawQuerySet, not '%s'", object.TypeName(o))
	}
	RawQuerySetType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				r := &RawQuerySet{params: none}
				r.Self = object.NewInstance(cls, r)
				return r.Self, nil
			},
			Init: func(t *Thread, self Object, args []Object, kw *Kwargs) error {
				a, err := sigRaw.Bind(append([]Object{self}, args...), kw)
				if err != nil {
					return err
				}
				r, err := rawOf(self)
				if err != nil {
					return err
				}
				r.query, r.params, r.translations, r.db = asStr(a[1]), orNone(a[4]), asDictOrNil(a[5]), asStr(orNone(a[6]))
				r.model, _ = orNone(a[2]).(*Type)
				return nil
			},
			Repr: func(t *Thread, self Object) (string, error) {
				r, err := rawOf(self)
				if err != nil {
					return "", err
				}
				s, err := r.shown(t)
				return "<RawQuerySet: " + s + ">", err
			},
			Iter: func(t *Thread, self Object) (Object, error) {
				r, err := rawOf(self)
				if err != nil {
					return nil, err
				}
				items, err := r.fetch(t)
				if err != nil {
					return nil, err
				}
				return object.Iter(t, object.NewList(items))
			},
			AIter: func(t *Thread, self Object) (Object, error) { return callTwin(t, "RawQuerySet", "__aiter__", self) },
			Len: func(t *Thread, self Object) (int, error) {
				r, err := rawOf(self)
				if err != nil {
					return 0, err
				}
				items, err := r.fetch(t)
				return len(items), err
			},
			GetItem: func(t *Thread, self, key Object) (Object, error) {
				r, err := rawOf(self)
				if err != nil {
					return nil, err
				}
				items, err := r.fetch(t)
				if err != nil {
					return nil, err
				}
				return object.GetItem(t, object.NewList(items), key)
			},
		},
		Methods: []object.Method{
			{Name: "prefetch_related", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				r, err := rawOf(args[0])
				if err != nil {
					return nil, err
				}
				c := *r
				c.result = nil
				c.Self = object.NewInstance(r.Self.Class, &c)
				if len(args) == 2 && args[1] == none {
					c.prefetch = nil
				} else {
					c.prefetch = append(append([]Object(nil), r.prefetch...), args[1:]...)
				}
				return c.Self, nil
			}},
			{Name: "using", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				r, err := rawOf(args[0])
				if err != nil {
					return nil, err
				}
				if len(args) != 2 {
					return nil, object.TypeErrorf("RawQuerySet.using() missing 1 required positional argument: 'alias'")
				}
				c := *r
				c.result, c.db = nil, asStr(args[1])
				c.Self = object.NewInstance(r.Self.Class, &c)
				return c.Self, nil
			}},
			{Name: "iterator", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				r, err := rawOf(args[0])
				if err != nil {
					return nil, err
				}
				again := *r
				again.result, again.prefetch = nil, nil
				items, err := again.fetch(t)
				if err != nil {
					return nil, err
				}
				return object.Iter(t, object.NewList(items))
			}},
		},
		GetSets: []object.GetSet{
			{Name: "query", Get: func(t *Thread, o Object) (Object, error) {
				r, err := rawOf(o)
				if err != nil {
					return nil, err
				}
				return &rawQuery{r}, nil
			}},
			{Name: "raw_query", Get: func(t *Thread, o Object) (Object, error) {
				r, err := rawOf(o)
				if err != nil {
					return nil, err
				}
				return str(r.query), nil
			}},
			{Name: "model", Get: func(t *Thread, o Object) (Object, error) {
				r, err := rawOf(o)
				if err != nil {
					return nil, err
				}
				return typeOrNone(r.model), nil
			}},
			{Name: "db", Get: func(t *Thread, o Object) (Object, error) {
				r, err := rawOf(o)
				if err != nil {
					return nil, err
				}
				alias, err := r.using(t)
				return str(alias), err
			}},
			{Name: "columns", Get: func(t *Thread, o Object) (Object, error) {
				r, err := rawOf(o)
				if err != nil {
					return nil, err
				}
				conn, err := r.conn(t)
				if err != nil {
					return nil, err
				}
				text, params, err := r.paramList(t)
				if err != nil {
					return nil, err
				}
				cur, err := conn.Execute(t, text, params)
				if err != nil {
					return nil, err
				}
				defer cur.Close()
				return strList(cur.Columns()), nil
			}},
		},
	})
}
