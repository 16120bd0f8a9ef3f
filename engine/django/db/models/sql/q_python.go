package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What programs ask of a Q beside combining and deconstructing it.

// ResolveOutputField implements Expression: a Q has no output_field, as an F has none.
func (q *Q) ResolveOutputField(t *object.Thread) (Field, error) {
	return nil, object.AttributeErrorf(q, "output_field", "'%s' object has no attribute 'output_field'", q.class.Name)
}

// flattenQ is Q.flatten(): the Q, and depth first what its conditions compare with and the expressions that are conditions themselves.
func flattenQ(q *Q, out []object.Object) []object.Object {
	out = append(out, q)
	for _, c := range q.Children {
		if tu, ok := c.(*object.Tuple); ok && len(tu.Items) == 2 {
			c = tu.Items[1]
		}
		switch c := c.(type) {
		case *Q:
			out = flattenQ(c, out)
		case Expression:
			for _, e := range flatten(c, nil) {
				out = append(out, e)
			}
		default:
			out = append(out, c)
		}
	}
	return out
}

// flattened gives what flatten() yields, as the generator of a method that class has.
func flattened(t *object.Thread, class string, found []object.Object) (object.Object, error) {
	m, err := t.RT.Import(t, "django.db.models.query_utils")
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, m, "_flattened", object.NewStr(class+".flatten"), object.NewList(found))
}

// MakeHashable is django.utils.hashable.make_hashable.
func MakeHashable(t *object.Thread, v object.Object) (object.Object, error) {
	if d, ok := object.AsDict(v); ok {
		var pairs []object.Object
		for _, k := range d.Keys() {
			x, err := d.Get(t, k)
			if err == nil {
				x, err = MakeHashable(t, x)
			}
			if err != nil {
				return nil, err
			}
			pairs = append(pairs, object.NewTuple(k, x))
		}
		l := object.NewList(pairs)
		_, err := object.CallMethod(t, l, "sort")
		return object.NewTuple(l.Items...), err
	}
	_, err := object.Hash(t, v)
	if err == nil || !object.IsException(err, object.TypeErrorType) {
		return v, err
	}
	items, notIterable := object.Collect(t, v)
	if notIterable != nil {
		return nil, err
	}
	for i, x := range items {
		if items[i], err = MakeHashable(t, x); err != nil {
			return nil, err
		}
	}
	return object.NewTuple(items...), nil
}

// hashableChild gives a condition as Q.identity has it: values that cannot be hashed are tuples there, so that lists equal tuples.
func hashableChild(t *object.Thread, c object.Object) (object.Object, error) {
	tu, ok := c.(*object.Tuple)
	if !ok || len(tu.Items) != 2 {
		return c, nil
	}
	v, err := MakeHashable(t, tu.Items[1])
	if err != nil {
		return nil, err
	}
	return object.NewTuple(tu.Items[0], v), nil
}

// sameHashable tells whether two conditions are equal once their values are hashable.
func sameHashable(t *object.Thread, a, b object.Object) bool {
	x, err := hashableChild(t, a)
	if err != nil {
		return false
	}
	y, err := hashableChild(t, b)
	if err != nil {
		return false
	}
	eq, err := object.Equal(t, x, y)
	return eq && err == nil
}

// hashQ is Q.__hash__.
func hashQ(t *object.Thread, o object.Object) (int64, error) {
	q := o.(*Q)
	h := object.NewStr(q.Connector).Hash()
	if q.Negated {
		h = ^h
	}
	for _, c := range q.Children {
		c, err := hashableChild(t, c)
		if err != nil {
			return 0, err
		}
		n, err := object.Hash(t, c)
		if err != nil {
			return 0, err
		}
		h = h*1000003 ^ n
	}
	return h, nil
}

// logCheckFailed says in the log that the database could not evaluate a condition.
func logCheckFailed(t *object.Thread, q *Q, failure error) error {
	logging, err := t.RT.Import(t, "logging")
	if err != nil {
		return err
	}
	logger, err := object.CallMethod(t, logging, "getLogger", object.NewStr("django.db.models"))
	if err != nil {
		return err
	}
	e := object.AsException(failure)
	_, err = object.CallMethod(t, logger, "warning", object.NewStr("Got a database error calling check() on %r: %s"), q, e)
	return err
}

var (
	sigQCreate = pysig.New("Q.create", "children=", "connector=", "negated=")
	sigQCheck  = pysig.New("Q.check", "self", "against", "using=")
)

// qMethods are the methods that hardly a program calls.
func qMethods() []object.Method {
	return []object.Method{
		{Name: "create", Class: true, Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			a, err := sigQCreate.Bind(args[1:], kw)
			if err != nil {
				return nil, err
			}
			q := makeExpr(&Q{Connector: AND}, args[0].(*object.Type))
			if a[0] != nil && a[0] != object.None {
				if q.Children, err = object.Collect(t, a[0]); err != nil {
					return nil, err
				}
			}
			if a[1] != nil && a[1] != object.None {
				q.Connector, _ = object.AsStr(a[1])
			}
			if a[2] != nil {
				q.Negated, err = object.Truth(t, a[2])
			}
			return q, err
		}},
		{Name: "flatten", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			return flattened(t, "Q", flattenQ(args[0].(*Q), nil))
		}},
		{Name: "check", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			a, err := sigQCheck.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			alias := DefaultDBAlias
			if a[2] != nil {
				if alias, err = object.ToStr(t, a[2]); err != nil {
					return nil, err
				}
			}
			conn, err := Connections(t, alias)
			if err != nil {
				return nil, err
			}
			against, ok := object.AsDict(a[1])
			if !ok {
				return nil, object.AttributeErrorf(a[1], "items", "'%s' object has no attribute 'items'", object.TypeName(a[1]))
			}
			holds, err := CheckQ(t, a[0].(*Q), against, conn)
			return object.NewBool(holds), err
		}},
	}
}

// referencedBaseFields is Q.referenced_base_fields: the first parts of all paths in it.
func referencedBaseFields(t *object.Thread, o object.Object) (object.Object, error) {
	s := object.NewSet()
	for _, path := range qPaths(t, o.(*Q)) {
		name, _, _ := strings.Cut(path, LookupSep)
		if err := s.Add(t, object.NewStr(name)); err != nil {
			return nil, err
		}
	}
	return s, nil
}
