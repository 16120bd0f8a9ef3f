package sqlite

import (
	"context"
	"fmt"
)

// SQLite's primary result codes that the engine distinguishes.
const (
	CodeError      = 1
	CodeInternal   = 2
	CodePerm       = 3
	CodeAbort      = 4
	CodeBusy       = 5
	CodeLocked     = 6
	CodeNoMem      = 7
	CodeReadOnly   = 8
	CodeInterrupt  = 9
	CodeIOErr      = 10
	CodeCorrupt    = 11
	CodeNotFound   = 12
	CodeFull       = 13
	CodeCantOpen   = 14
	CodeProtocol   = 15
	CodeEmpty      = 16
	CodeSchema     = 17
	CodeTooBig     = 18
	CodeConstraint = 19
	CodeMismatch   = 20
	CodeMisuse     = 21
	CodeAuth       = 23
	CodeRange      = 25
	CodeNotADB     = 26
)

// Which of our own bounds ended a statement; see [Error.Limit].
const (
	LimitCancelled = "cancelled" // the context, or Interrupt
	LimitSteps     = "steps"     // Limits.Steps
	LimitMemory    = "memory"    // Limits.Memory
	LimitResult    = "result"    // Limits.Result
)

// An Error is what SQLite, or this package in its stead, has to say against a statement.
type Error struct {
	// Code is SQLite's primary result code, ExtendedCode the extended one.
	Code, ExtendedCode int
	// Msg is SQLite's message as it stands ("UNIQUE constraint failed: books_book.title"), the text that Django shows.
	Msg string
	// Offset is the byte in the SQL where the error was found, or -1.
	Offset int
	// Limit names the bound that was hit, when the statement was ended by one.
	Limit string
	// Wait says, of [CodeBusy], that it makes sense to try again: whoever has the database locked does not wait for this session.
	Wait bool
}

// Error returns SQLite's message.
func (e *Error) Error() string { return e.Msg }

// Unwrap makes a cancelled statement recognisable by errors.Is(err, context.Canceled).
func (e *Error) Unwrap() error {
	if e.Limit == LimitCancelled {
		return context.Canceled
	}
	return nil
}

// Class returns the name of the exception of Python's sqlite3 module (3.11) for the error. Django's exceptions
// (django.db.utils) have the same names.
func (e *Error) Class() string {
	switch e.Code {
	case CodeInternal, CodeNotFound:
		return "InternalError"
	case CodeNoMem:
		return "MemoryError"
	case CodeError, CodePerm, CodeAbort, CodeBusy, CodeLocked, CodeReadOnly, CodeInterrupt, CodeIOErr,
		CodeFull, CodeCantOpen, CodeProtocol, CodeEmpty, CodeSchema:
		return "OperationalError"
	case CodeTooBig:
		return "DataError"
	case CodeConstraint, CodeMismatch:
		return "IntegrityError"
	case CodeMisuse, CodeRange:
		return "ProgrammingError"
	}
	return "DatabaseError"
}

// newError returns an error that SQLite itself did not raise.
func newError(code int, limit, format string, args ...any) *Error {
	return &Error{Code: code & 0xff, ExtendedCode: code, Offset: -1, Limit: limit, Msg: fmt.Sprintf(format, args...)}
}

// The next two are found by Python's sqlite3 before SQLite is asked; the words are its.

func errOneStatement() *Error {
	return newError(CodeMisuse, "", "You can only execute one statement at a time.")
}

func errBindings(want, got int) *Error {
	return newError(CodeMisuse, "", "Incorrect number of bindings supplied. The current statement uses %d, and there are %d supplied.", want, got)
}

func errClosed() *Error { return newError(CodeMisuse, "", "Cannot operate on a closed database.") }

func errCancelled() *Error { return newError(CodeInterrupt, LimitCancelled, "interrupted") }

func errSteps(limit int64) *Error {
	return newError(CodeInterrupt, LimitSteps, "interrupted: the statement took more than %d steps", limit)
}

func errResult(limit int64) *Error {
	return newError(CodeTooBig, LimitResult, "the result is larger than %d bytes", limit)
}

func errMemory() *Error { return newError(CodeNoMem, LimitMemory, "out of memory") }
