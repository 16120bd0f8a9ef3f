// Package weakref is Python's weakref: what the collector must be asked in Go, the rest in Python.
//
// When objects end, and how that is noticed, is told in package object (finalize.go).
package weakref

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed weakref.py
var source string

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// handle is what the classes in Python hold instead of their referent. Called, it gives the referent, or None.
type handle struct {
	ref  *object.WeakRef
	kept value // the referent, of a type whose objects cannot be held weakly
}

var handleType = object.Declare("handle", "_weakref")

// Type implements object.Object.
func (*handle) Type() *object.Type { return handleType }

func (h *handle) get() value {
	if h.kept != nil {
		return h.kept
	}
	if o := h.ref.Get(); o != nil {
		return o
	}
	return object.None
}

func init() {
	handleType.Define(object.Spec{Final: true, Slots: object.Slots{
		Call: func(t *thread, o value, a []value, kw *kwargs) (value, error) { return o.(*handle).get(), nil },
	}})
	object.RegisterModule(&object.NativeModule{Name: "_weakref", Init: func(t *thread, m *object.Module) error {
		m.SetFunc("handle", func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("handle", a, kw, 2, 2); err != nil {
				return nil, err
			}
			var notify func(t *thread) error
			if call := a[1]; call != object.None {
				notify = func(t *thread) error {
					_, err := object.CallArgs(t, call)
					return t.Unraisable(err, call)
				}
			}
			r, ok := object.NewWeakRef(t.RT, a[0], notify)
			if !ok {
				return &handle{kept: a[0]}, nil
			}
			return &handle{ref: r}, nil
		})
		m.SetFunc("sweep", func(t *thread, a []value, kw *kwargs) (value, error) {
			_, err := t.Sweep()
			return object.None, err
		})
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "weakref", Source: source})
}
