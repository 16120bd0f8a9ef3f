package models

import (
	"crypto/md5"
	"encoding/hex"
	"errors"
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
	tablespace  Object
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
	suffix := "idx"
	if v, ok := object.AsStr(orNone(x.self.Class.LookupName("suffix"))); ok {
		suffix = v
	}
	data = append(data, suffix)
	x.name = cut(table, 11) + "_" + cut(first, 7) + "_" + NamesDigest(6, data...) + "_" + suffix
	if len(x.name) > 30 {
		return object.ValueErrorf("Index too long for multiple database support. Is self.suffix longer than 3 characters?")
	}
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

// setFieldsOrders is the assignment index.fields_orders = [(name, "DESC" or ""), ...], from which names and SQL are made.
func setFieldsOrders(t *Thread, x *Index, v Object) error {
	pairs, err := object.Collect(t, v)
	if err != nil {
		return err
	}
	fields := make([]string, len(pairs))
	for i, pair := range pairs {
		p, err := stringList(t, pair)
		if err != nil {
			return err
		}
		if len(p) != 2 {
			return object.ValueErrorf("Index.fields_orders must be pairs of a field's name and an order.")
		}
		fields[i] = p[0]
		if p[1] == "DESC" {
			fields[i] = "-" + p[0]
		}
	}
	x.fields = fields
	return nil
}

func init() {
	of := func(o Object) *Index { x, _ := native[*Index](o); return x }
	attr := func(name string, get func(x *Index) Object, set func(t *Thread, x *Index, v Object) error) object.GetSet {
		gs := object.GetSet{Name: name, Get: func(t *Thread, o Object) (Object, error) { return get(of(o)), nil }}
		if set != nil {
			gs.Set = func(t *Thread, o, v Object) error { return set(t, of(o), orNone(v)) }
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
				x.name, x.tablespace = asStr(orNone(a[2])), a[3]
				fields, opclasses, include := a[1], a[4], orNone(a[6])
				if fields == nil {
					fields = object.EmptyTuple
				}
				if opclasses == nil {
					opclasses = object.EmptyTuple
				}
				given := func(o Object) bool {
					yes, err := object.Truth(t, o)
					return err == nil && yes
				}
				condition := orNone(a[5])
				q, isQ := sql.AsQ(condition)
				switch {
				case given(opclasses) && x.name == "":
					return object.ValueErrorf("An index must be named to use opclasses.")
				case condition != none && !isQ:
					return object.ValueErrorf("Index.condition must be a Q instance.")
				case given(condition) && x.name == "":
					return object.ValueErrorf("An index must be named to use condition.")
				case !isSequence(fields):
					return object.ValueErrorf("Index.fields must be a list or tuple.")
				case !isSequence(opclasses):
					return object.ValueErrorf("Index.opclasses must be a list or tuple.")
				case len(exprs) == 0 && !given(fields):
					return object.ValueErrorf("At least one field or expression is required to define an index.")
				case len(exprs) > 0 && given(fields):
					return object.ValueErrorf("Index.fields and expressions are mutually exclusive.")
				case len(exprs) > 0 && x.name == "":
					return object.ValueErrorf("An index must be named to use expressions.")
				case len(exprs) > 0 && given(opclasses):
					return object.ValueErrorf("Index.opclasses cannot be used with expressions. Use django.contrib.postgres.indexes.OpClass() instead.")
				}
				names, err := object.Collect(t, fields)
				if err != nil {
					return err
				}
				if x.opclasses, err = stringList(t, opclasses); err != nil {
					return err
				}
				if len(x.opclasses) > 0 && len(names) != len(x.opclasses) {
					return object.ValueErrorf("Index.fields and Index.opclasses must have the same number of elements.")
				}
				for _, n := range names {
					s, ok := object.AsStr(n)
					if !ok {
						return object.ValueErrorf("Index.fields must contain only strings with field names.")
					}
					x.fields = append(x.fields, s)
				}
				if given(include) && x.name == "" {
					return object.ValueErrorf("A covering index must be named.")
				}
				if include != none {
					if !isSequence(include) {
						return object.ValueErrorf("Index.include must be a list or tuple.")
					}
					if x.include, err = stringList(t, include); err != nil {
						return err
					}
				}
				if isQ {
					x.condition = q
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
				s := "<" + self.Type().Qualname + ":"
				add := func(name string, v Object, show bool) error {
					if !show {
						return nil
					}
					text, err := repr(t, v)
					s += " " + name + "=" + text
					return err
				}
				var condition Object = none
				if x.condition != nil {
					condition = x.condition
				}
				err := errors.Join(add("fields", strList(x.fields), len(x.fields) > 0), add("expressions", object.NewTuple(x.expressions...), len(x.expressions) > 0),
					add("name", str(x.name), x.name != ""), add("db_tablespace", orNone(x.tablespace), !isNone(x.tablespace)))
				if err == nil && condition != none {
					var text string
					text, err = object.ToStr(t, condition)
					s += " condition=" + text
				}
				if err != nil {
					return "", err
				}
				err = errors.Join(add("include", strTuple(x.include), len(x.include) > 0), add("opclasses", strList(x.opclasses), len(x.opclasses) > 0))
				return s + ">", err
			},
			RichCompare: func(t *Thread, a, b Object, op object.CompareOp) (Object, error) {
				if op != object.EQ && op != object.NE || a.Type() != b.Type() {
					return object.NotImplemented, nil
				}
				same, err := object.Equal(t, of(a).deconstruct(), of(b).deconstruct())
				return object.NewBool(same == (op == object.EQ)), err
			},
		},
		Attrs: map[string]Object{"suffix": str("idx"), "max_name_length": object.NewInt(30)},
		Methods: []object.Method{
			{Name: "deconstruct", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) { return of(args[0]).deconstruct(), nil }},
			{Name: "clone", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) { return copyIndex(t, args[0]) }},
			{Name: "__copy__", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) { return copyIndex(t, args[0]) }},
			{Name: "__deepcopy__", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) { return copyIndex(t, args[0]) }},
			reduceWith("keep"), schemaMethod("create_sql", "_index_sql"), schemaMethod("remove_sql", "_drop_index_sql"),
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
			}, setFieldsOrders),
			attr("opclasses", func(x *Index) Object { return strTuple(x.opclasses) }, nil),
			attr("db_tablespace", func(x *Index) Object { return orNone(x.tablespace) }, nil),
			attr("contains_expressions", func(x *Index) Object { return object.NewBool(len(x.expressions) > 0) }, nil),
			attr("name", func(x *Index) Object { return str(x.name) }, func(t *Thread, x *Index, v Object) error { x.name = asStr(v); return nil }),
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
	object.RegisterModule(&object.NativeModule{Name: "django.db.models.indexes", Source: indexExpression, Init: func(t *Thread, m *object.Module) error {
		m.Set("Index", IndexType)
		return nil
	}})
}

// indexExpression is the class that an index wraps its expressions in: programs may ask it which classes stay outside the parentheses.
const indexExpression = `
from django.db.models.expressions import Func, OrderBy
from django.db.models.functions import Collate


class IndexExpression(Func):
    template = "%(expressions)s"
    wrapper_classes = (OrderBy, Collate)

    @classmethod
    def register_wrappers(cls, *wrapper_classes):
        cls.wrapper_classes = wrapper_classes
`
