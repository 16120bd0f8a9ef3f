package sqlite3

import (
	"errors"

	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// The exceptions of Python's sqlite3 module: what Django's are caused by.
var driverErrors = func() map[string]*object.Type {
	m := map[string]*object.Type{}
	add := func(name string, base *object.Type) *object.Type {
		m[name] = object.DeclareException(name, "sqlite3", base)
		return m[name]
	}
	add("Warning", object.ExceptionType)
	e := add("Error", object.ExceptionType)
	add("InterfaceError", e)
	db := add("DatabaseError", e)
	for _, n := range []string{"InternalError", "OperationalError", "ProgrammingError", "IntegrityError", "DataError", "NotSupportedError"} {
		add(n, db)
	}
	return m
}()

func init() {
	object.RegisterModule(&object.NativeModule{Name: "sqlite3", Init: func(t *object.Thread, m *object.Module) error {
		for n, tp := range driverErrors {
			m.Set(n, tp)
		}
		m.Set("sqlite_version", object.NewStr("3.51.2"))
		m.SetFunc("connect", func(*object.Thread, []object.Object, *object.Kwargs) (object.Object, error) {
			return nil, object.NotImplementedErrorf("sqlite3.connect() is not part of the playground: there are no files here; use your models or django.db.connection")
		})
		return nil
	}})
}

func djangoError(name string) *object.Type {
	for _, c := range utils.Classes() {
		if c.Name == name {
			return c
		}
	}
	return utils.DatabaseError
}

// raise makes a django.db.utils exception caused by the driver's of the same name (DatabaseErrorWrapper).
func (w *Wrapper) raise(t *object.Thread, class, msg string) error {
	cause := object.Errorf(driverErrors[class], "%s", msg)
	e := object.Errorf(djangoError(class), "%s", msg)
	e.Cause, e.Context, e.SuppressContext = cause, cause, true
	return e
}

// translate turns an error of package sqlite into an exception, or into the end of the run where a limit was hit.
func (w *Wrapper) translate(t *object.Thread, err error) error {
	se, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return err
	}
	switch se.Limit {
	case sqlite.LimitCancelled:
		return t.Fail("cancelled", "stopped")
	case sqlite.LimitSteps:
		return t.Fail("steps", "stopped: a statement ran too long in the database. Does it join tables without a condition?")
	case sqlite.LimitMemory, sqlite.LimitResult:
		return t.Fail("memory", "stopped: a statement's result or the database became too large")
	}
	class := se.Class()
	if class == "MemoryError" || driverErrors[class] == nil {
		class = "DatabaseError"
	}
	return w.raise(t, class, se.Msg)
}
