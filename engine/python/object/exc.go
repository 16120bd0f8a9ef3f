package object

import (
	"errors"
	"fmt"
)

// Exception is an instance of BaseException or of any class derived from it, in Python or Go. It is a Go error, so that native
// functions return it as one.
type Exception struct {
	Class           *Type
	Args            *Tuple
	Dict            *Dict
	Cause           Object // nil or None: no `from`
	Context         *Exception
	SuppressContext bool
	Traceback       *Traceback
	// Name and Obj are AttributeError.name/.obj, NameError.name, ImportError.name/.path: what "Did you mean" needs.
	Name, Obj Object
	// Native is for exception classes with state of their own (SyntaxError's position, ExceptionGroup's members, OSError …).
	Native any
	slots  []Object
}

// Traceback is one entry of a traceback: outermost first, Next is the callee's.
type Traceback struct {
	Next  *Traceback
	Frame Frame
	// Line and the columns of the failing expression: lines from 1; columns in code points from 0, EndCol behind the end. EndLine 0: unknown.
	Line, EndLine, Col, EndCol int
}

func (e *Exception) Type() *Type { return e.Class }

// InstDict implements HasDict.
func (e *Exception) InstDict(create bool) *Dict {
	if e.Dict == nil && create {
		e.Dict = NewDict()
	}
	return e.Dict
}

// Note gives an exception just made a note, which its traceback ends with.
func (e *Exception) Note(text string) {
	e.InstDict(true).SetName("__notes__", NewList([]Object{NewStr(text)}))
}

// Error is the last line of the traceback, for Go's eyes.
func (e *Exception) Error() string {
	if len(e.Args.Items) > 0 {
		if s, ok := AsStr(e.Args.Items[0]); ok {
			return e.Class.String() + ": " + s
		}
		switch v := e.Args.Items[0].(type) {
		case Int, Float:
			return e.Class.String() + ": " + fmt.Sprint(v)
		}
	}
	return e.Class.String()
}

// Arg gives the i-th of args, or None.
func (e *Exception) Arg(i int) Object {
	if i < len(e.Args.Items) {
		return e.Args.Items[i]
	}
	return None
}

// DeclareException declares an exception class for native modules: name may be dotted. It is ready at once; its bases must be.
func DeclareException(name, module string, bases ...*Type) *Type {
	return Declare(name, module, bases...).Define(Spec{})
}

func exc(name string, base *Type) *Type { return Declare(name, "builtins", base) }

// The built-in exceptions: CPython 3.11's tree.
var (
	BaseExceptionType      = Declare("BaseException", "builtins")
	BaseExceptionGroupType = exc("BaseExceptionGroup", BaseExceptionType)
	GeneratorExitType      = exc("GeneratorExit", BaseExceptionType)
	KeyboardInterruptType  = exc("KeyboardInterrupt", BaseExceptionType)
	SystemExitType         = exc("SystemExit", BaseExceptionType)
	ExceptionType          = exc("Exception", BaseExceptionType)
	ExceptionGroupType     = Declare("ExceptionGroup", "builtins", BaseExceptionGroupType, ExceptionType)

	ArithmeticErrorType     = exc("ArithmeticError", ExceptionType)
	FloatingPointErrorType  = exc("FloatingPointError", ArithmeticErrorType)
	OverflowErrorType       = exc("OverflowError", ArithmeticErrorType)
	ZeroDivisionErrorType   = exc("ZeroDivisionError", ArithmeticErrorType)
	AssertionErrorType      = exc("AssertionError", ExceptionType)
	AttributeErrorType      = exc("AttributeError", ExceptionType)
	BufferErrorType         = exc("BufferError", ExceptionType)
	EOFErrorType            = exc("EOFError", ExceptionType)
	ImportErrorType         = exc("ImportError", ExceptionType)
	ModuleNotFoundErrorType = exc("ModuleNotFoundError", ImportErrorType)
	LookupErrorType         = exc("LookupError", ExceptionType)
	IndexErrorType          = exc("IndexError", LookupErrorType)
	KeyErrorType            = exc("KeyError", LookupErrorType)
	MemoryErrorType         = exc("MemoryError", ExceptionType)
	NameErrorType           = exc("NameError", ExceptionType)
	UnboundLocalErrorType   = exc("UnboundLocalError", NameErrorType)

	OSErrorType                = exc("OSError", ExceptionType)
	BlockingIOErrorType        = exc("BlockingIOError", OSErrorType)
	ChildProcessErrorType      = exc("ChildProcessError", OSErrorType)
	ConnectionErrorType        = exc("ConnectionError", OSErrorType)
	BrokenPipeErrorType        = exc("BrokenPipeError", ConnectionErrorType)
	ConnectionAbortedErrorType = exc("ConnectionAbortedError", ConnectionErrorType)
	ConnectionRefusedErrorType = exc("ConnectionRefusedError", ConnectionErrorType)
	ConnectionResetErrorType   = exc("ConnectionResetError", ConnectionErrorType)
	FileExistsErrorType        = exc("FileExistsError", OSErrorType)
	FileNotFoundErrorType      = exc("FileNotFoundError", OSErrorType)
	InterruptedErrorType       = exc("InterruptedError", OSErrorType)
	IsADirectoryErrorType      = exc("IsADirectoryError", OSErrorType)
	NotADirectoryErrorType     = exc("NotADirectoryError", OSErrorType)
	PermissionErrorType        = exc("PermissionError", OSErrorType)
	ProcessLookupErrorType     = exc("ProcessLookupError", OSErrorType)
	TimeoutErrorType           = exc("TimeoutError", OSErrorType)

	ReferenceErrorType        = exc("ReferenceError", ExceptionType)
	RuntimeErrorType          = exc("RuntimeError", ExceptionType)
	NotImplementedErrorType   = exc("NotImplementedError", RuntimeErrorType)
	RecursionErrorType        = exc("RecursionError", RuntimeErrorType)
	StopAsyncIterationType    = exc("StopAsyncIteration", ExceptionType)
	StopIterationType         = exc("StopIteration", ExceptionType)
	SyntaxErrorType           = exc("SyntaxError", ExceptionType)
	IndentationErrorType      = exc("IndentationError", SyntaxErrorType)
	TabErrorType              = exc("TabError", IndentationErrorType)
	SystemErrorType           = exc("SystemError", ExceptionType)
	TypeErrorType             = exc("TypeError", ExceptionType)
	ValueErrorType            = exc("ValueError", ExceptionType)
	UnicodeErrorType          = exc("UnicodeError", ValueErrorType)
	UnicodeDecodeErrorType    = exc("UnicodeDecodeError", UnicodeErrorType)
	UnicodeEncodeErrorType    = exc("UnicodeEncodeError", UnicodeErrorType)
	UnicodeTranslateErrorType = exc("UnicodeTranslateError", UnicodeErrorType)

	WarningType                   = exc("Warning", ExceptionType)
	BytesWarningType              = exc("BytesWarning", WarningType)
	DeprecationWarningType        = exc("DeprecationWarning", WarningType)
	EncodingWarningType           = exc("EncodingWarning", WarningType)
	FutureWarningType             = exc("FutureWarning", WarningType)
	ImportWarningType             = exc("ImportWarning", WarningType)
	PendingDeprecationWarningType = exc("PendingDeprecationWarning", WarningType)
	ResourceWarningType           = exc("ResourceWarning", WarningType)
	RuntimeWarningType            = exc("RuntimeWarning", WarningType)
	SyntaxWarningType             = exc("SyntaxWarning", WarningType)
	UnicodeWarningType            = exc("UnicodeWarning", WarningType)
	UserWarningType               = exc("UserWarning", WarningType)
)

// NewException makes an exception of class cls with these args, without running __init__.
func NewException(cls *Type, args ...Object) *Exception {
	e := &Exception{Class: cls, Args: NewTuple(args...)}
	if cls.nslots > 0 {
		e.slots = make([]Object, cls.nslots)
	}
	return e
}

// Errorf makes an exception of class cls with a formatted message.
func Errorf(cls *Type, format string, args ...any) *Exception {
	msg := format
	if len(args) > 0 {
		msg = fmt.Sprintf(format, args...)
	}
	return NewException(cls, NewStr(msg))
}

// TypeErrorf and its siblings make the exceptions that native code raises most.
func TypeErrorf(format string, args ...any) error { return Errorf(TypeErrorType, format, args...) }

// ValueErrorf makes a ValueError.
func ValueErrorf(format string, args ...any) error { return Errorf(ValueErrorType, format, args...) }

// IndexErrorf makes an IndexError.
func IndexErrorf(format string, args ...any) error { return Errorf(IndexErrorType, format, args...) }

// RuntimeErrorf makes a RuntimeError.
func RuntimeErrorf(format string, args ...any) error {
	return Errorf(RuntimeErrorType, format, args...)
}

// RecursionErrorf makes a RecursionError.
func RecursionErrorf(format string, args ...any) error {
	return Errorf(RecursionErrorType, format, args...)
}

// OverflowErrorf makes an OverflowError.
func OverflowErrorf(format string, args ...any) error {
	return Errorf(OverflowErrorType, format, args...)
}

// ZeroDivisionErrorf makes a ZeroDivisionError.
func ZeroDivisionErrorf(format string, args ...any) error {
	return Errorf(ZeroDivisionErrorType, format, args...)
}

// NotImplementedErrorf makes a NotImplementedError.
func NotImplementedErrorf(format string, args ...any) error {
	return Errorf(NotImplementedErrorType, format, args...)
}

// AssertionErrorf makes an AssertionError.
func AssertionErrorf(format string, args ...any) error {
	return Errorf(AssertionErrorType, format, args...)
}

// ImportErrorf makes an ImportError.
func ImportErrorf(name, format string, args ...any) error {
	e := Errorf(ImportErrorType, format, args...)
	e.Name = NewStr(name)
	return e
}

// AttributeErrorf makes an AttributeError about attribute name of obj.
func AttributeErrorf(obj Object, name, format string, args ...any) error {
	e := Errorf(AttributeErrorType, format, args...)
	e.Name, e.Obj = NewStr(name), obj
	return e
}

// NameErrorf makes a NameError about name.
func NameErrorf(name, format string, args ...any) error {
	e := Errorf(NameErrorType, format, args...)
	e.Name = NewStr(name)
	return e
}

// KeyError makes a KeyError for a key.
func KeyError(key Object) error { return NewException(KeyErrorType, key) }

// StopIteration makes a StopIteration that carries a value (nil or None: none).
func StopIteration(v Object) error {
	if v == nil || v == None {
		return NewException(StopIterationType)
	}
	return NewException(StopIterationType, v)
}

// AsException gives the Python exception in err; nil when err is nil, a Fatal or our own failure.
func AsException(err error) *Exception {
	if e, ok := err.(*Exception); ok {
		return e
	}
	e, _ := errors.AsType[*Exception](err)
	return e
}

// IsException tells whether err is a Python exception of class cls or a subclass.
func IsException(err error, cls *Type) bool {
	e, ok := err.(*Exception)
	return ok && e.Class.IsSubtype(cls)
}

// notAnException is the error about an exception class that makes something else when it is called. CPython shows what has come of raise by its class, what has come of
// throw() by the class's name.
func notAnException(t *Thread, cls *Type, made *Type) error {
	c, err := Repr(t, cls)
	if err != nil {
		return err
	}
	m, err := Repr(t, made)
	if err != nil {
		return err
	}
	return TypeErrorf("calling %s should have returned an instance of BaseException, not %s", c, m)
}

// MakeException turns what `raise` got, a class or an instance, into an exception.
func MakeException(t *Thread, o Object) (*Exception, error) {
	if e, ok := o.(*Exception); ok {
		return e, nil
	}
	if tp, ok := o.(*Type); ok && tp.IsSubtype(BaseExceptionType) {
		v, err := Call(t, tp, nil, nil)
		if err != nil {
			return nil, err
		}
		e, ok := v.(*Exception)
		if !ok {
			return nil, notAnException(t, tp, v.Type())
		}
		return e, nil
	}
	return nil, TypeErrorf("exceptions must derive from BaseException")
}

// Chain makes the exception being handled the context of e if that has none.
func (e *Exception) Chain(t *Thread) {
	if h := t.Handling; h != nil && h != e && e.Context == nil {
		e.SetContext(h)
	}
}

// SetContext makes h the context of e without making a ring. The program may have made one itself: slow is half as fast and meets x there.
func (e *Exception) SetContext(h *Exception) {
	slow, step := h, false
	for x := h; x.Context != nil; step = !step {
		if x.Context == e {
			x.Context = nil
			break
		}
		if x = x.Context; x == slow {
			break
		}
		if step {
			slow = slow.Context
		}
	}
	e.Context = h
}
