// Package operator is Python's operator module: the operators as functions, and the callables that fetch items, attributes and methods.
package operator

import (
	"github.com/asyncshelf/asyncshelf/engine/internal/order"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

type function struct {
	name string
	n    int // number of arguments
	fn   func(t *thread, a []value) (value, error)
	// dunder is set for those that are also there as __name__.
	dunder bool
}

func binary(op object.BinOp) func(t *thread, a []value) (value, error) {
	return func(t *thread, a []value) (value, error) { return object.BinaryOp(t, op, a[0], a[1]) }
}

func inPlace(op object.BinOp) func(t *thread, a []value) (value, error) {
	return func(t *thread, a []value) (value, error) { return object.InPlaceOp(t, op, a[0], a[1]) }
}

func compare(op object.CompareOp) func(t *thread, a []value) (value, error) {
	return func(t *thread, a []value) (value, error) { return object.RichCompare(t, a[0], a[1], op) }
}

func unary(op object.UnOp) func(t *thread, a []value) (value, error) {
	return func(t *thread, a []value) (value, error) { return object.UnaryOperation(t, op, a[0]) }
}

func isSequence(o value) bool {
	return o.Type().Slots.GetItem != nil && !object.IsInstance(o, object.DictType)
}

func concat(inPlace bool) func(t *thread, a []value) (value, error) {
	return func(t *thread, a []value) (value, error) {
		if !isSequence(a[0]) {
			return nil, object.TypeErrorf("'%s' object can't be concatenated", object.TypeName(a[0]))
		}
		if inPlace {
			return object.InPlaceOp(t, object.Add, a[0], a[1])
		}
		return object.BinaryOp(t, object.Add, a[0], a[1])
	}
}

// items calls f with each item of what is searched; the error of what has none is that of `in`.
func items(t *thread, o value, f func(x value) (bool, error)) error {
	it, err := object.Iter(t, o)
	if err != nil {
		if o.Type().Slots.Iter == nil && object.IsException(err, object.TypeErrorType) {
			err = object.TypeErrorf("argument of type '%s' is not iterable", object.TypeName(o))
		}
		return err
	}
	return object.ForEach(t, it, f)
}

var functions = []function{
	{"lt", 2, compare(object.LT), true}, {"le", 2, compare(object.LE), true}, {"eq", 2, compare(object.EQ), true},
	{"ne", 2, compare(object.NE), true}, {"gt", 2, compare(object.GT), true}, {"ge", 2, compare(object.GE), true},
	{"add", 2, binary(object.Add), true}, {"sub", 2, binary(object.Sub), true}, {"mul", 2, binary(object.Mul), true},
	{"matmul", 2, binary(object.MatMul), true}, {"truediv", 2, binary(object.TrueDiv), true},
	{"floordiv", 2, binary(object.FloorDiv), true}, {"mod", 2, binary(object.Mod), true}, {"pow", 2, binary(object.Pow), true},
	{"lshift", 2, binary(object.LShift), true}, {"rshift", 2, binary(object.RShift), true}, {"and_", 2, binary(object.And), true},
	{"or_", 2, binary(object.Or), true}, {"xor", 2, binary(object.Xor), true},
	{"iadd", 2, inPlace(object.Add), true}, {"isub", 2, inPlace(object.Sub), true}, {"imul", 2, inPlace(object.Mul), true},
	{"imatmul", 2, inPlace(object.MatMul), true}, {"itruediv", 2, inPlace(object.TrueDiv), true},
	{"ifloordiv", 2, inPlace(object.FloorDiv), true}, {"imod", 2, inPlace(object.Mod), true}, {"ipow", 2, inPlace(object.Pow), true},
	{"ilshift", 2, inPlace(object.LShift), true}, {"irshift", 2, inPlace(object.RShift), true}, {"iand", 2, inPlace(object.And), true},
	{"ior", 2, inPlace(object.Or), true}, {"ixor", 2, inPlace(object.Xor), true},
	{"concat", 2, concat(false), true}, {"iconcat", 2, concat(true), true},
	{"neg", 1, unary(object.Neg), true}, {"pos", 1, unary(object.Pos), true}, {"inv", 1, unary(object.Invert), true},
	{"invert", 1, unary(object.Invert), true},
	{"abs", 1, func(t *thread, a []value) (value, error) {
		f := a[0].Type().Slots.Abs
		if f == nil {
			return nil, object.TypeErrorf("bad operand type for abs(): '%s'", object.TypeName(a[0]))
		}
		return f(t, a[0])
	}, true},
	{"index", 1, func(t *thread, a []value) (value, error) {
		n, err := object.ToIndex(t, a[0])
		if b, ok := n.(object.Bool); ok {
			n = object.NewInt(0)
			if b {
				n = object.NewInt(1)
			}
		}
		return n, err
	}, true},
	{"not_", 1, func(t *thread, a []value) (value, error) {
		b, err := object.Truth(t, a[0])
		return object.NewBool(!b), err
	}, true},
	{"truth", 1, func(t *thread, a []value) (value, error) {
		b, err := object.Truth(t, a[0])
		return object.NewBool(b), err
	}, false},
	{"is_", 2, func(t *thread, a []value) (value, error) { return object.NewBool(object.Is(a[0], a[1])), nil }, false},
	{"is_not", 2, func(t *thread, a []value) (value, error) { return object.NewBool(!object.Is(a[0], a[1])), nil }, false},
	{"contains", 2, func(t *thread, a []value) (value, error) {
		b, err := object.Contains(t, a[0], a[1])
		return object.NewBool(b), err
	}, true},
	{"getitem", 2, func(t *thread, a []value) (value, error) { return object.GetItem(t, a[0], a[1]) }, true},
	{"setitem", 3, func(t *thread, a []value) (value, error) {
		return object.None, object.SetItem(t, a[0], a[1], a[2])
	}, true},
	{"delitem", 2, func(t *thread, a []value) (value, error) { return object.None, object.DelItem(t, a[0], a[1]) }, true},
	{"countOf", 2, func(t *thread, a []value) (value, error) {
		n := 0
		err := items(t, a[0], func(x value) (bool, error) {
			eq, err := object.Equal(t, x, a[1])
			if eq {
				n++
			}
			return true, err
		})
		return object.NewInt(int64(n)), err
	}, false},
	{"indexOf", 2, func(t *thread, a []value) (value, error) {
		n, found := 0, false
		err := items(t, a[0], func(x value) (bool, error) {
			eq, err := object.Equal(t, x, a[1])
			if found = eq; !eq {
				n++
			}
			return !eq, err
		})
		if err == nil && !found {
			err = object.ValueErrorf("sequence.index(x): x not in sequence")
		}
		return object.NewInt(int64(n)), err
	}, false},
}

func init() {
	object.RegisterModule(&object.NativeModule{Name: "operator", Init: func(t *thread, m *object.Module) error {
		for _, f := range functions {
			f := f
			fn := func(t *thread, a []value, kw *kwargs) (value, error) {
				if err := object.CheckArgs(f.name, a, kw, f.n, f.n); err != nil {
					return nil, err
				}
				return f.fn(t, a)
			}
			m.SetFunc(f.name, fn)
			if f.dunder {
				name := f.name
				if name[len(name)-1] == '_' {
					name = name[:len(name)-1]
				}
				m.Set("__"+name+"__", m.Dict.GetName(f.name))
			}
		}
		m.SetFunc("length_hint", lengthHint)
		m.SetFunc("call", func(t *thread, a []value, kw *kwargs) (value, error) {
			if len(a) == 0 {
				return nil, object.TypeErrorf("call expected at least 1 argument, got 0")
			}
			return object.Call(t, a[0], append([]value(nil), a[1:]...), kw)
		})
		m.Set("__call__", m.Dict.GetName("call"))
		m.Set("itemgetter", itemGetterType)
		m.Set("attrgetter", attrGetterType)
		m.Set("methodcaller", methodCallerType)
		var all []string
		for _, k := range m.Dict.Keys() {
			if s, ok := object.AsStr(k); ok && s[0] != '_' {
				all = append(all, s)
			}
		}
		order.Strings(all)
		m.Set("__all__", object.NewList(object.Strs(all)))
		return nil
	}})
}

func lengthHint(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("length_hint", a, kw, 1, 2); err != nil {
		return nil, err
	}
	var def value = object.NewInt(0)
	if len(a) == 2 {
		def = a[1]
		if !object.IsInstance(def, object.IntType) {
			return nil, object.TypeErrorf("'%s' object cannot be interpreted as an integer", object.TypeName(def))
		}
	}
	if a[0].Type().Slots.Len != nil {
		n, err := object.Len(t, a[0])
		if err == nil {
			return object.NewInt(int64(n)), nil
		}
		if !object.IsException(err, object.TypeErrorType) {
			return nil, err
		}
	}
	hint, err := object.LookupSpecial(t, a[0], "__length_hint__")
	if err != nil || hint == nil {
		return def, err
	}
	r, err := object.CallArgs(t, hint)
	if err != nil {
		if object.IsException(err, object.TypeErrorType) {
			return def, nil
		}
		return nil, err
	}
	if r == object.NotImplemented {
		return def, nil
	}
	n, ok := object.AsInt(r)
	if !ok {
		return nil, object.TypeErrorf("__length_hint__ must be an integer, not %s", object.TypeName(r))
	}
	if n < 0 {
		return nil, object.ValueErrorf("__length_hint__() should return >= 0")
	}
	return r, nil
}
