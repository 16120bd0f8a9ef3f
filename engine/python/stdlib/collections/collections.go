// Package collections is Python's collections and collections.abc. What programs use most, deque, defaultdict, named tuples and the
// counting loop of Counter, is in Go; the classes made of other classes are in Python.
package collections

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed collections.py
var source string

//go:embed abc.py
var abcSource string

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

func init() {
	object.RegisterModule(&object.NativeModule{Name: "collections", Package: true, Source: source, Init: func(t *thread, m *object.Module) error {
		m.Set("deque", DequeType)
		m.SetFunc("namedtuple", namedTuple)
		m.SetFunc("_count_elements", countElements)
		m.SetFunc("_move", move)
		m.SetFunc("_pop_first", popFirst)
		m.SetFunc("_views", views)
		dd, err := newDefaultDict(t)
		if err != nil {
			return err
		}
		m.Set("defaultdict", dd)
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "collections.abc", Source: abcSource})
}

// addMethods gives a class made at run time native methods.
func addMethods(cls *object.Type, methods map[string]object.NativeFunc) {
	for name, fn := range methods {
		cls.SetClassAttr(name, &object.MethodDescr{Name: name, Owner: cls, Fn: fn})
	}
}

// countElements is Counter's loop: mapping[x] += 1 for each item. A Counter whose __getitem__ and __setitem__ are dict's is
// counted without calling them.
func countElements(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("_count_elements", a, kw, 2, 2); err != nil {
		return nil, err
	}
	d, ok := object.AsDict(a[0])
	tp := a[0].Type()
	if ok && tp.LookupName("__setitem__") == object.DictType.LookupName("__setitem__") && tp.LookupName("get") == object.DictType.LookupName("get") {
		n := 0
		return object.None, object.ForEach(t, a[1], func(x value) (bool, error) {
			if n++; n&1023 == 0 {
				if err := t.Checkpoint(1024); err != nil {
					return false, err
				}
			}
			old, err := d.Get(t, x)
			if err != nil {
				return false, err
			}
			var v value
			switch c := old.(type) {
			case nil:
				v = object.NewInt(1)
			case object.Int:
				if c < 1<<62 {
					v = object.NewInt(int64(c) + 1)
				}
			}
			if v == nil {
				if v, err = object.BinaryOp(t, object.Add, old, object.NewInt(1)); err != nil {
					return false, err
				}
			}
			return true, d.Set(t, x, v)
		})
	}
	return object.None, object.ForEach(t, a[1], func(x value) (bool, error) {
		old, err := object.CallMethod(t, a[0], "get", x, object.NewInt(0))
		if err != nil {
			return false, err
		}
		v, err := object.BinaryOp(t, object.Add, old, object.NewInt(1))
		if err != nil {
			return false, err
		}
		return true, object.SetItem(t, a[0], x, v)
	})
}

// move is OrderedDict.move_to_end(key, last) on the dict underneath.
func move(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("move_to_end", a, kw, 3, 3); err != nil {
		return nil, err
	}
	d, ok := object.AsDict(a[0])
	if !ok {
		return nil, object.TypeErrorf("a dict is required, not '%s'", object.TypeName(a[0]))
	}
	last, err := object.Truth(t, a[2])
	if err != nil {
		return nil, err
	}
	v, err := d.Del(t, a[1])
	if err != nil {
		return nil, err
	}
	if v == nil {
		return nil, object.KeyError(a[1])
	}
	if last {
		return object.None, d.Set(t, a[1], v)
	}
	// To the front: the others are put in again behind it.
	rest := d.Copy()
	d.Clear()
	if err := d.Set(t, a[1], v); err != nil {
		return nil, err
	}
	return object.None, d.Update(t, rest)
}

// views gives the three views of an OrderedDict.
func views(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("_views", a, kw, 1, 1); err != nil {
		return nil, err
	}
	d, ok := object.AsDict(a[0])
	if !ok {
		return nil, object.TypeErrorf("a dict is required, not '%s'", object.TypeName(a[0]))
	}
	v := object.OrderedViews(d)
	return object.NewTuple(v[:]...), nil
}

// popFirst removes and gives the oldest item of a dict as a pair.
func popFirst(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("_pop_first", a, kw, 1, 1); err != nil {
		return nil, err
	}
	d, ok := object.AsDict(a[0])
	if !ok {
		return nil, object.TypeErrorf("a dict is required, not '%s'", object.TypeName(a[0]))
	}
	k, v, _, ok := d.Next(0)
	if !ok {
		return nil, object.KeyError(object.NewStr("dictionary is empty"))
	}
	_, err := d.Del(t, k)
	return object.NewTuple(k, v), err
}
