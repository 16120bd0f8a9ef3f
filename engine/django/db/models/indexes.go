package models

import (
	"crypto/md5"
	"encoding/hex"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Meta.indexes.

// IndexType is django.db.models.Index.
var IndexType = object.Declare("Index", "django.db.models.indexes")

// Index is its Go part.
type Index struct {
	self        *object.Instance
	name        string
	fields      []string // with "-" for descending
	expressions []Object
	condition   *sql.Q
	include     []string
	opclasses   []string
}

// Name, Fields, Expressions and Condition are for the schema editor.
func (x *Index) Name() string          { return x.name }
func (x *Index) Fields() []string      { return x.fields }
func (x *Index) Expressions() []Object { return x.expressions }
func (x *Index) Condition() *sql.Q     { return x.condition }

var sigIndex = pysig.New("Index.__init__", "self", "*expressions", "fields=", "name=", "db_tablespace=", "opclasses=", "condition=", "include=")

// NamesDigest is django.db.backends.utils.names_digest: a short hash of names.
func NamesDigest(length int, names ...string) string {
	h := md5.New()
	for _, n := range names {
		h.Write([]byte(n))
	}
	return hex.EncodeToString(h.Sum(nil))[:length]
}

func copyIndex(t *Thread, o Object) (Object, error) {
	x, ok := native[*Index](o)
	if !ok {
		return o, nil
	}
	c := *x
	c.self = object.NewInstance(x.self.Class, &c)
	return c.self, nil
}

// nameIndex is set_name_with_model.
func nameIndex(t *Thread, o Object, opts *Options) error {
	x, ok := native[*Index](o)
	if !ok || x.name != "" {
		return nil
	}
	table := strings.Trim(opts.dbTable, `"`)
	data := []string{table}
	var first string
	for i, n := range x.fields {
		desc := strings.HasPrefix(n, "-")
		f := opts.field(strings.TrimPrefix(n, "-"))
		if f == nil {
			return object.Errorf(exceptions.FieldDoesNotExist, "%s has no field named '%s'", opts.objectName, strings.TrimPrefix(n, "-"))
		}
		col := f.Column
		if i == 0 {
			first = col
		}
		if desc {
			col = "-" + col
		}
		data = append(data, col)
	}
	data = append(data, "idx")
	x.name = cut(table, 11) + "_" + cut(first, 7) + "_" + NamesDigest(6, data...) + "_idx"
	if c := x.name[0]; c == '_' || c >= '0' && c <= '9' {
		x.name = "D" + x.name[1:]
	}
	return nil
}

func cut(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

func init() {
	of := func(o Object) *Index { x, _ := native[*Index](o); return x }
	attr := func(name string, get func(x *Index) Object, set func(x *Index, v Object)) object.GetSet {
		gs := object.GetSet{Name: name, Get: func(t *Thread, o Object) (Object, error) { return get(of(o)), nil }}
		if set != nil {
			gs.Set = func(t *Thread, o, v Object) error { set(of(o), orNone(v)); return nil }
		}
		return gs
	}
	IndexType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				x := &Index{}
				x.self = object.NewInstance(cls, x)
				return x.self, nil
			},
			Init: func(t *Thread, self Object, args []Object, kw *Kwargs) error {
				a, err := sigIndex.Bind(append([]Object{self}, args...), kw)
				if err != nil {
					return err
				}
				x := of(self)
				exprs := a[7].(*object.Tuple).Items
				x.name = asStr(orNone(a[2]))
				if !isNone(a[1]) {
					_, l := object.AsList(a[1])
					_, tu := object.AsTuple(a[1])
					if !l && !tu {
						return object.ValueErrorf("Index.fields must be a list or tuple.")
					}
					items, err := object.Collect(t, a[1])
					if err != nil {
						return err
					}
					for _, i := range items {
						s, ok := object.AsStr(i)
						if !ok {
							return object.ValueErrorf("Index.fields must contain only strings with field names.")
						}
						x.fields = append(x.fields, s)
					}
				}
				if !isNone(a[5]) {
					q, ok := sql.AsQ(a[5])
					if !ok {
						return object.ValueErrorf("Index.condition must be a Q instance.")
					}
					if x.name == "" {
						return object.ValueErrorf("An index must be named to use condition.")
					}
					x.condition = q
				}
				if len(exprs) == 0 && len(x.fields) == 0 {
					return object.ValueErrorf("At least one field or expression is required to define an index.")
				}
				if len(exprs) > 0 && len(x.fields) > 0 {
					return object.ValueErrorf("Index.fields and expressions are mutually exclusive.")
				}
				if len(exprs) > 0 && x.name == "" {
					return object.ValueErrorf("An index must be named to use expressions.")
				}
				if !isNone(a[4]) {
					if x.opclasses, err = stringList(t, a[4]); err != nil {
						return err
					}
				}
				if !isNone(a[6]) {
					if x.name == "" {
						return object.ValueErrorf("A covering index must be named.")
					}
					if x.include, err = stringList(t, a[6]); err != nil {
						return err
					}
				}
				for _, e := range exprs {
					if s, ok := object.AsStr(e); ok {
						e = sql.NewF(s)
					}
					x.expressions = append(x.expressions, e)
				}
				return nil
			},
			Repr: func(t *Thread, self Object) (string, error) {
				x := of(self)
				s := "<Index:"
				if len(x.fields) > 0 {
					l, err := repr(t, strList(x.fields))
					if err != nil {
						return "", err
					}
					s += " fields=" + l
				}
				if len(x.expressions) > 0 {
					l, err := repr(t, object.NewTuple(x.expressions...))
					if err != nil {
						return "", err
					}
					s += " expressions=" + l
				}
				if x.name != "" {
					n, err := repr(t, str(x.name))
					if err != nil {
						return "", err
					}
					s += " name=" + n
				}
				return s + ">", nil
			},
		},
		Methods: []object.Method{
			{Name: "deconstruct", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) { return of(args[0]).deconstruct(), nil }},
			{Name: "clone", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) { return copyIndex(t, args[0]) }},
			{Name: "set_name_with_model", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				if err := object.CheckArgs("set_name_with_model", args[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				cls, _ := args[1].(*Type)
				if optionsOf(cls) == nil {
					return nil, object.TypeErrorf("a model class expected, not '%s'", object.TypeName(args[1]))
				}
				return none, nameIndex(t, args[0], optionsOf(cls))
			}},
		},
		GetSets: []object.GetSet{
			attr("fields_orders", func(x *Index) Object {
				var out []Object
				for _, n := range x.fields {
					name, order := strings.TrimPrefix(n, "-"), ""
					if name != n {
						order = "DESC"
					}
					out = append(out, object.NewTuple(str(name), str(order)))
				}
				return object.NewList(out)
			}, nil),
			attr("opclasses", func(x *Index) Object { return strTuple(x.opclasses) }, nil),
			attr("name", func(x *Index) Object { return str(x.name) }, func(x *Index, v Object) { x.name = asStr(v) }),
			attr("fields", func(x *Index) Object { return strList(x.fields) }, nil),
			attr("expressions", func(x *Index) Object { return object.NewTuple(append([]Object(nil), x.expressions...)...) }, nil),
			attr("include", func(x *Index) Object { return strTuple(x.include) }, nil),
			attr("condition", func(x *Index) Object {
				if x.condition != nil {
					return x.condition
				}
				return none
			}, nil),
		},
	})
	object.RegisterModule(&object.NativeModule{Name: "django.db.models.indexes", Init: func(t *Thread, m *object.Module) error {
		m.Set("Index", IndexType)
		return nil
	}})
}
