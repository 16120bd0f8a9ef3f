// Package pickle is Python's modules pickle and copyreg. Both are written in Python; what they cannot see from there, whether an
// object has hidden state, is told by Go.
package pickle

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

var (
	//go:embed copyreg.py
	copyregSource string
	//go:embed pickle.py
	pickleSource string
)

func init() {
	object.RegisterModule(&object.NativeModule{Name: "pickle", Source: pickleSource})
	object.RegisterModule(&object.NativeModule{Name: "copyreg", Source: copyregSource, Init: func(t *object.Thread, m *object.Module) error {
		one := func(name string, fn func(object.Object) object.Object) {
			m.SetFunc(name, func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs(name, a, kw, 1, 1); err != nil {
					return nil, err
				}
				return fn(a[0]), nil
			})
		}
		one("_opaque", func(o object.Object) object.Object { return object.NewBool(opaque(o)) })
		one("_c_name", func(o object.Object) object.Object {
			if tp, ok := o.(*object.Type); ok {
				return object.NewStr(tp.CName())
			}
			return object.None
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
	if o == object.None {
		return true
	}
	switch o.(type) {
	case *object.List, *object.Dict, *object.Tuple, *object.Set, *object.FrozenSet, *object.Str, *object.Bytes, *object.ByteArray,
		object.Int, *object.BigInt, object.Float, object.Complex, object.Bool:
		return true
	}
	return false
}
