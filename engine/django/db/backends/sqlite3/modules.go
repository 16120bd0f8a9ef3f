package sqlite3

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The modules of django.db.backends by which programs and tests name the backend's classes. There is one backend, so a class and the base that Django
// derives it from are the same.

//go:embed utils.py
var utilsSource string

//go:embed creation.py
var creationSource string

const signalsSource = `from django.dispatch import Signal

connection_created = Signal()
`

func init() {
	types := func(name string, source string, names map[string]*object.Type) {
		object.RegisterModule(&object.NativeModule{Name: name, Source: source, Init: func(t *object.Thread, m *object.Module) error {
			for n, tp := range names {
				m.Set(n, tp)
			}
			return nil
		}})
	}
	object.RegisterModule(&object.NativeModule{Name: "django.db.backends.base", Package: true})
	types("django.db.backends.utils", utilsSource, map[string]*object.Type{"CursorWrapper": CursorType, "CursorDebugWrapper": CursorType})
	types("django.db.backends.signals", signalsSource, nil)
	types("django.db.backends.base.base", "", map[string]*object.Type{"BaseDatabaseWrapper": WrapperType})
	types("django.db.backends.base.operations", "", map[string]*object.Type{"BaseDatabaseOperations": operationsType})
	types("django.db.backends.base.features", "", map[string]*object.Type{"BaseDatabaseFeatures": featuresType})
	types("django.db.backends.sqlite3.base", "", map[string]*object.Type{"DatabaseWrapper": WrapperType, "SQLiteCursorWrapper": CursorType})
	types("django.db.backends.sqlite3.operations", "", map[string]*object.Type{"DatabaseOperations": operationsType})
	types("django.db.backends.sqlite3.features", "", map[string]*object.Type{"DatabaseFeatures": featuresType})
	types("django.db.backends.sqlite3.creation", creationSource, nil)
	types("django.db.backends.base.creation", "from django.db.backends.sqlite3.creation import BaseDatabaseCreation\n", nil)
	types("django.db.backends.base.schema", "from django.db.backends.sqlite3.schema import DatabaseSchemaEditor as BaseDatabaseSchemaEditor\n", nil)
	types("django.db.backends.base.introspection", "from django.db.backends.sqlite3.introspection import DatabaseIntrospection as BaseDatabaseIntrospection\n", nil)
}
