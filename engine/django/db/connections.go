package db

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/backends/sqlite3"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// proxy is django.db.connection: attribute access goes to the calling thread's connection.
type proxy struct{ alias string }

// handler is django.db.connections.
type handler struct{}

var (
	proxyType   = object.Declare("ConnectionProxy", "django.utils.connection")
	handlerType = object.Declare("ConnectionHandler", "django.db.utils")
)

func (*proxy) Type() *object.Type   { return proxyType }
func (*handler) Type() *object.Type { return handlerType }

func init() {
	proxyType.Define(object.Spec{Final: true, Slots: object.Slots{
		GetAttr: func(t *object.Thread, o object.Object, name *object.Str) (object.Object, error) {
			w, err := sqlite3.For(t, o.(*proxy).alias)
			if err != nil {
				return nil, err
			}
			return object.GetAttr(t, w, name)
		},
		SetAttr: func(t *object.Thread, o object.Object, name *object.Str, v object.Object) error {
			w, err := sqlite3.For(t, o.(*proxy).alias)
			if err != nil {
				return err
			}
			return object.SetAttr(t, w, name, v)
		},
		RichCompare: func(t *object.Thread, a, b object.Object, op object.CompareOp) (object.Object, error) {
			w, err := sqlite3.For(t, a.(*proxy).alias)
			if err != nil {
				return nil, err
			}
			if p, ok := b.(*proxy); ok {
				if b, err = sqlite3.For(t, p.alias); err != nil {
					return nil, err
				}
			}
			return object.RichCompare(t, w, b, op)
		},
		Hash: func(t *object.Thread, o object.Object) (int64, error) { return object.HashPointer(t, o), nil },
		Repr: func(t *object.Thread, o object.Object) (string, error) {
			return "<django.utils.connection.ConnectionProxy object at " + object.Address(t, o) + ">", nil
		},
	}})
	get := func(t *object.Thread, alias object.Object) (object.Object, error) {
		name, ok := object.AsStr(alias)
		if !ok {
			name = sql.DefaultDBAlias
		}
		w, err := sqlite3.For(t, name)
		if err != nil {
			return nil, err
		}
		return w, nil
	}
	every := func(t *object.Thread) ([]object.Object, error) {
		names, err := sqlite3.Aliases(t)
		if err != nil {
			return nil, err
		}
		all := make([]object.Object, len(names))
		for i, n := range names {
			if all[i], err = sqlite3.For(t, n); err != nil {
				return nil, err
			}
		}
		return all, nil
	}
	handlerType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			New: func(t *object.Thread, cls *object.Type, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if len(a) == 1 && a[0] != object.None {
					return fromBackends(t, "ConnectionHandler", a, kw)
				}
				return &handler{}, nil
			},
			GetItem: func(t *object.Thread, o, key object.Object) (object.Object, error) { return get(t, key) },
			Iter: func(t *object.Thread, o object.Object) (object.Object, error) {
				names, err := sqlite3.Aliases(t)
				if err != nil {
					return nil, err
				}
				list := make([]object.Object, len(names))
				for i, n := range names {
					list[i] = object.NewStr(n)
				}
				return object.Iter(t, object.NewList(list))
			},
		},
		Methods: []object.Method{
			{Name: "all", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				all, err := every(t)
				return object.NewList(all), err
			}},
			{Name: "close_all", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				all, err := every(t)
				if err != nil {
					return nil, err
				}
				for _, w := range all {
					if _, err := object.CallMethod(t, w, "close"); err != nil {
						return nil, err
					}
				}
				return object.None, nil
			}},
		},
	})
}

// fromBackends calls a function of the module that is in Python: few programs have settings beside those of the run.
func fromBackends(t *object.Thread, name string, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	m, err := t.RT.Import(t, "django.db._backends")
	if err != nil {
		return nil, err
	}
	f, err := object.GetAttrName(t, m, name)
	if err != nil {
		return nil, err
	}
	return object.Call(t, f, append([]object.Object(nil), args...), kw)
}
