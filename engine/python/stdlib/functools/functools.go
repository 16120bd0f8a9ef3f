// Package functools is Python's functools: partial, reduce, cmp_to_key and the tables of lru_cache in Go, the decorators in Python.
//
// lru_cache's wrapper is a Python function over a Go table, not a Go callable: a memoised function usually calls itself, and calls
// that go from Python through Go to Python nest on the Go stack, where only some hundred levels are allowed; from Python
// to Python they take none of it.
package functools

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed functools.py
var source string

func init() {
	object.RegisterModule(&object.NativeModule{Name: "functools", Source: source, Init: func(t *object.Thread, m *object.Module) error {
		m.Set("partial", PartialType)
		m.Set("_Cache", cacheType)
		m.Set("_Key", cacheKeyType)
		m.SetFunc("reduce", reduce)
		m.SetFunc("cmp_to_key", cmpToKey)
		return nil
	}})
}

func reduce(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("reduce", a, kw, 2, 3); err != nil {
		return nil, err
	}
	fn := a[0]
	it, err := object.Iter(t, a[1])
	if err != nil {
		if object.IsException(err, object.TypeErrorType) && a[1].Type().Slots.Iter == nil {
			return nil, object.TypeErrorf("reduce() arg 2 must support iteration")
		}
		return nil, err
	}
	var acc object.Object
	if len(a) == 3 {
		acc = a[2]
	}
	for n := 1; ; n++ {
		x, err := object.Next(t, it)
		if err != nil {
			return nil, err
		}
		if x == nil {
			break
		}
		if acc == nil {
			acc = x
		} else if acc, err = object.Call(t, fn, []object.Object{acc, x}, nil); err != nil {
			return nil, err
		}
		if n&1023 == 0 {
			if err := t.Checkpoint(1024); err != nil {
				return nil, err
			}
		}
	}
	if acc == nil {
		return nil, object.TypeErrorf("reduce() of empty iterable with no initial value")
	}
	return acc, nil
}
