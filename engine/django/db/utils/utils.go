// Package utils declares the classes of django.db.utils: the exceptions of PEP 249 as Django wraps them.
package utils

import "github.com/asyncshelf/asyncshelf/engine/python/object"

func declare(name string, bases ...*object.Type) *object.Type {
	return object.DeclareException(name, "django.db.utils", bases...)
}

// The database exceptions.
var (
	Error             = declare("Error", object.ExceptionType)
	InterfaceError    = declare("InterfaceError", Error)
	DatabaseError     = declare("DatabaseError", Error)
	DataError         = declare("DataError", DatabaseError)
	OperationalError  = declare("OperationalError", DatabaseError)
	IntegrityError    = declare("IntegrityError", DatabaseError)
	InternalError     = declare("InternalError", DatabaseError)
	ProgrammingError  = declare("ProgrammingError", DatabaseError)
	NotSupportedError = declare("NotSupportedError", DatabaseError)
)

// Classes lists the exception classes for a module's namespace.
func Classes() []*object.Type {
	return []*object.Type{Error, InterfaceError, DatabaseError, DataError, OperationalError, IntegrityError, InternalError, ProgrammingError, NotSupportedError}
}

// NotSupportedf makes a NotSupportedError.
func NotSupportedf(format string, args ...any) error {
	return object.Errorf(NotSupportedError, format, args...)
}
