// Package copy is Python's copy module; the work is done in Python.
package copy

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed copy.py
var source string

func init() {
	object.RegisterModule(&object.NativeModule{Name: "copy", Source: source, Init: func(t *object.Thread, m *object.Module) error {
		m.SetFunc("_opaque", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			if err := object.CheckArgs("_opaque", a, kw, 1, 1); err != nil {
				return nil, err
			}
			return object.NewBool(opaque(a[0])), nil
		})
		return nil
	}})
}

// opaque tells whether o has state that Python code cannot see, so that its class alone knows how to copy it: generators,
// locks, modules. What can be seen are an instance's attributes and the built-in value that it derives from.
func opaque(o object.Object) bool {
	switch o := o.(type) {
	case *object.Exception:
		return false
	case *object.Instance:
		if o.Native == nil {
			return false
		}
		n, ok := o.Native.(object.Object)
		return !ok || !visible(n)
	}
	return !visible(o)
}

func visible(o object.Object) bool {
	switch o.(type) {
	case *object.List, *object.Dict, *object.Tuple, *object.Set, *object.FrozenSet, *object.Str, *object.Bytes, *object.ByteArray,
		object.Int, *object.BigInt, object.Float, object.Complex, object.Bool:
		return true
	}
	return false
}
