// Package csv is Python's csv module: _csv, the reader and the writer, in Go; the classes around them in Python.
package csv

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// ErrorType is csv.Error.
var ErrorType = object.DeclareException("Error", "_csv", object.ExceptionType)

func fail(format string, args ...any) error { return object.Errorf(ErrorType, format, args...) }

//go:embed csv.py
var source string

// state is one run's registry of dialects and its limit for fields.
type state struct {
	dialects *object.Dict
	limit    int64
}

type stateKey struct{}

func stateOf(t *thread) *state {
	return t.RT.State(stateKey{}, func() any { return &state{object.NewDict(), 131072} }).(*state)
}

func lookup(t *thread, name value) (value, error) {
	d, err := stateOf(t).dialects.Get(t, name)
	if err == nil && d == nil {
		err = fail("unknown dialect")
	}
	return d, err
}

func init() {
	object.RegisterModule(&object.NativeModule{Name: "csv", Source: source})
	object.RegisterModule(&object.NativeModule{Name: "_csv", Init: func(t *thread, m *object.Module) error {
		m.Set("Error", ErrorType)
		m.Set("Dialect", DialectType)
		m.Set("__version__", object.NewStr("1.0"))
		for i, name := range []string{"QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE"} {
			m.Set(name, object.NewInt(int64(i)))
		}
		m.SetFunc("reader", newReader)
		m.SetFunc("writer", newWriter)
		m.SetFunc("register_dialect", func(t *thread, a []value, kw *kwargs) (value, error) {
			if len(a) == 0 || len(a) > 2 {
				return nil, object.CheckArgs("register_dialect", a, nil, 1, 2)
			}
			if !object.IsInstance(a[0], object.StrType) {
				return nil, object.TypeErrorf("dialect name must be a string")
			}
			d, err := makeDialect(t, a[1:], kw)
			if err != nil {
				return nil, err
			}
			return object.None, stateOf(t).dialects.Set(t, a[0], d)
		})
		m.SetFunc("unregister_dialect", func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("unregister_dialect", a, kw, 1, 1); err != nil {
				return nil, err
			}
			if _, err := lookup(t, a[0]); err != nil {
				return nil, err
			}
			return object.None, object.DelItem(t, stateOf(t).dialects, a[0])
		})
		m.SetFunc("get_dialect", func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("get_dialect", a, kw, 1, 1); err != nil {
				return nil, err
			}
			return lookup(t, a[0])
		})
		m.SetFunc("list_dialects", func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("list_dialects", a, kw, 0, 0); err != nil {
				return nil, err
			}
			return object.NewList(stateOf(t).dialects.Keys()), nil
		})
		m.SetFunc("field_size_limit", func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("field_size_limit", a, kw, 0, 1); err != nil {
				return nil, err
			}
			s := stateOf(t)
			old := object.NewInt(s.limit)
			if len(a) > 0 {
				n, ok := object.AsInt(a[0])
				if !ok {
					return nil, object.TypeErrorf("limit must be an integer")
				}
				s.limit = n
			}
			return old, nil
		})
		return nil
	}})
}
