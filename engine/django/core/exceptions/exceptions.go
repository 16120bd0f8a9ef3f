// Package exceptions is django.core.exceptions: the errors that every layer of Django raises. It depends on
// the object model alone, so that any package may use it.
package exceptions

import "github.com/asyncshelf/asyncshelf/engine/python/object"

const module = "django.core.exceptions"

func declare(name string, base *object.Type) *object.Type {
	return object.DeclareException(name, module, base)
}

// The classes of django.core.exceptions, except ValidationError (validation.go).
var (
	FieldDoesNotExist        = declare("FieldDoesNotExist", object.ExceptionType)
	AppRegistryNotReady      = declare("AppRegistryNotReady", object.ExceptionType)
	ObjectDoesNotExist       = declare("ObjectDoesNotExist", object.ExceptionType)
	MultipleObjectsReturned  = declare("MultipleObjectsReturned", object.ExceptionType)
	SuspiciousOperation      = declare("SuspiciousOperation", object.ExceptionType)
	SuspiciousMultipartForm  = declare("SuspiciousMultipartForm", SuspiciousOperation)
	SuspiciousFileOperation  = declare("SuspiciousFileOperation", SuspiciousOperation)
	DisallowedHost           = declare("DisallowedHost", SuspiciousOperation)
	DisallowedRedirect       = declare("DisallowedRedirect", SuspiciousOperation)
	TooManyFieldsSent        = declare("TooManyFieldsSent", SuspiciousOperation)
	TooManyFilesSent         = declare("TooManyFilesSent", SuspiciousOperation)
	RequestDataTooBig        = declare("RequestDataTooBig", SuspiciousOperation)
	RequestAborted           = declare("RequestAborted", object.ExceptionType)
	BadRequest               = declare("BadRequest", object.ExceptionType)
	PermissionDenied         = declare("PermissionDenied", object.ExceptionType)
	ViewDoesNotExist         = declare("ViewDoesNotExist", object.ExceptionType)
	MiddlewareNotUsed        = declare("MiddlewareNotUsed", object.ExceptionType)
	ImproperlyConfigured     = declare("ImproperlyConfigured", object.ExceptionType)
	FieldError               = declare("FieldError", object.ExceptionType)
	EmptyResultSet           = declare("EmptyResultSet", object.ExceptionType)
	FullResultSet            = declare("FullResultSet", object.ExceptionType)
	SynchronousOnlyOperation = declare("SynchronousOnlyOperation", object.ExceptionType)
)

// NonFieldErrors is NON_FIELD_ERRORS: the key of errors that belong to no field.
const NonFieldErrors = "__all__"

// names are the classes that the module shows, beside ValidationError.
var names = []*object.Type{
	FieldDoesNotExist, AppRegistryNotReady, ObjectDoesNotExist, MultipleObjectsReturned, SuspiciousOperation, SuspiciousMultipartForm,
	SuspiciousFileOperation, DisallowedHost, DisallowedRedirect, TooManyFieldsSent, TooManyFilesSent, RequestDataTooBig, RequestAborted,
	BadRequest, PermissionDenied, ViewDoesNotExist, MiddlewareNotUsed, ImproperlyConfigured, FieldError, EmptyResultSet, FullResultSet,
	SynchronousOnlyOperation,
}

func init() {
	object.RegisterModule(&object.NativeModule{Name: module, Init: func(t *object.Thread, m *object.Module) error {
		for _, tp := range names {
			m.Set(tp.Name, tp)
		}
		m.Set("ValidationError", ValidationError)
		m.Set("NON_FIELD_ERRORS", object.NewStr(NonFieldErrors))
		return nil
	}})
}

// FieldErrorf makes a FieldError.
func FieldErrorf(format string, args ...any) error { return object.Errorf(FieldError, format, args...) }
