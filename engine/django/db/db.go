// Package db is django.db: the connection handler, the proxy that stands for the current thread's connection, the router, and django.db.transaction.
// Models, and the SQL that they are turned into, are below it in models; the connections themselves, with their transactions, in backends/sqlite3.
package db

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/backends/sqlite3"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

func init() {
	object.RegisterModule(&object.NativeModule{Name: "django.db.utils", Init: func(t *object.Thread, m *object.Module) error {
		exceptions(m)
		m.Set("DEFAULT_DB_ALIAS", object.NewStr(sql.DefaultDBAlias))
		m.Set("DJANGO_VERSION_PICKLE_KEY", object.NewStr("_django_version"))
		m.Set("ConnectionHandler", handlerType)
		m.SetFunc("load_backend", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			return fromBackends(t, "load_backend", a, kw)
		})
		m.Set("ConnectionRouter", routerType)
		m.Set("ConnectionDoesNotExist", sqlite3.ConnectionDoesNotExist)
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "django.utils.connection", Init: func(t *object.Thread, m *object.Module) error {
		m.Set("ConnectionDoesNotExist", sqlite3.ConnectionDoesNotExist)
		m.Set("ConnectionProxy", proxyType)
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "django.db", Package: true, Init: func(t *object.Thread, m *object.Module) error {
		exceptions(m)
		m.Set("DEFAULT_DB_ALIAS", object.NewStr(sql.DefaultDBAlias))
		m.Set("connection", &proxy{sql.DefaultDBAlias})
		m.Set("connections", &handler{})
		m.Set("router", &router{})
		m.Set("DJANGO_VERSION_PICKLE_KEY", object.NewStr("_django_version"))
		m.SetFunc("reset_queries", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			w, err := sqlite3.For(t, sql.DefaultDBAlias)
			if err != nil {
				return nil, err
			}
			return object.CallMethod(t, w, "_reset_queries")
		})
		m.SetFunc("close_old_connections", func(*object.Thread, []object.Object, *object.Kwargs) (object.Object, error) { return object.None, nil })
		return nil
	}})
}

// exceptions puts the exceptions of PEP 249 into a module.
func exceptions(m *object.Module) {
	for _, c := range utils.Classes() {
		m.Set(c.Name, c)
	}
}
