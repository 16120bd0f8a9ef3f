// Package sqlite is the one door between the engine and SQLite.
//
// # One interface, two drivers
//
// Everything above this package (the ORM, the schema editor, the lesson checks) talks to a [Conn]: prepare and run
// one statement, get the whole typed result back, register a function written in Go. Underneath are two drivers,
// chosen by the platform, as their files' build tags say:
//
//   - native.go: go-sqlite3 on wazero, for tests, the shelf command and the pages rendered at build time;
//   - bridge_js.go: in the browser, SQLite runs beside the engine as a WebAssembly module of its own, and every
//     statement crosses to it in one call, or through one Promise if it takes its time.
//
// Both run the same sqlite3.wasm, so a result proved by a native test holds in the page. Package sqlitetest is the
// contract in executable form; both drivers pass it.
//
// # Why whole result sets
//
// The crossing between Go's WebAssembly and JavaScript costs far more than a step of SQLite's own machine, so a
// cursor that crosses once a row would be slower than SQLite by an order of magnitude. A statement crosses once: SQL
// and parameters over, the complete result back in one buffer (wire.go has the format). Limits
// bound what a whole result may weigh.
//
// # Values
//
// A [Value] is nil, int64, float64, string or []byte, SQLite's five storage classes and nothing else. Parameters may
// also be bool (bound as 0 or 1, as Python's sqlite3 does) and int. Converting to dates, decimals or booleans is the
// business of the ORM's fields and backends, as in Django.
//
// # Databases and sessions
//
// A database lives in memory and dies with its Conn: a run never touches a disk. Foreign keys are enforced. Django gives
// each thread a connection of its own; for a shared in-memory database those are several connections to the same
// data. Here one Conn holds the data and [Conn.Session] opens further connections to it. The sessions share SQLite's
// single connection underneath; lock.go gives them the transactions that connections to one file have. A statement that would have to wait
// for another session fails with [CodeBusy], "database is locked", and says whether to try again: how long to wait is the caller's to decide, whose clock is virtual.
//
// # Stopping
//
// A learner's statement may be a cross join without end. Three things stop it: the context given to [Conn.Query],
// [Conn.Interrupt], and the budgets of [Limits], which count SQLite's own instructions and so are the same on every machine.
package sqlite

import (
	"context"
	"time"
)

// A Value is a value in SQLite: nil, int64, float64, string or []byte. As a parameter it may also be bool or int.
type Value = any

// A Column describes one column of a result.
type Column struct {
	// Name is the column's name: its alias, or what SQLite makes of its expression.
	Name string
	// DeclType is the type written in CREATE TABLE, for a result column that is a table's column; else empty.
	DeclType string
}

// A ResultSet is everything that one statement gave back.
type ResultSet struct {
	// Columns is nil for a statement that returns no rows by nature (INSERT without RETURNING, CREATE TABLE, …).
	Columns []Column
	// Rows holds a slice a row, each as long as Columns. The rows share one backing array.
	Rows [][]Value
	// Changes is the number of rows that an INSERT, UPDATE or DELETE wrote; 0 for other statements.
	Changes int64
	// LastInsertID is the rowid of the connection's most recent successful INSERT.
	LastInsertID int64
	// InTransaction tells whether a transaction is open after the statement.
	InTransaction bool
}

// A Conn is a connection to an in-memory database.
//
// A Conn serves one goroutine at a time, as a Python connection serves one thread; only Interrupt may be called from another goroutine.
// Errors from SQLite are [*Error].
type Conn interface {
	// Query prepares sql (or finds it in the statement cache), binds params in order, runs it to its end and
	// returns its whole result. sql must hold exactly one statement. Cancelling ctx interrupts it.
	Query(ctx context.Context, sql string, params []Value) (*ResultSet, error)

	// QueryMany runs one statement once for each set of parameters, in one crossing, and returns the sum of the
	// changes: Python's cursor.executemany. It stops at the first error. Rows are discarded.
	QueryMany(ctx context.Context, sql string, params [][]Value) (*ResultSet, error)

	// Exec runs a script: any number of statements without parameters, their rows discarded.
	Exec(ctx context.Context, script string) error

	// RegisterFunc makes a function written in Go callable from SQL, replacing one of the same name and number
	// of arguments. The function must not use the Conn.
	RegisterFunc(f Function) error

	// Interrupt stops the statement that is running, which then fails with [CodeInterrupt]. Without one it does nothing.
	Interrupt()

	// Session opens another connection to the same database, with its own transactions (see the package comment).
	Session() (Conn, error)

	// Serialize returns the database as the bytes of an SQLite file.
	Serialize() ([]byte, error)

	// Deserialize replaces the database by one that Serialize (or SQLite itself) wrote.
	Deserialize(data []byte) error

	// SetLimits sets what later statements may consume.
	SetLimits(l Limits) error

	// SetClock says what 'now' and CURRENT_TIMESTAMP are in the database's later statements, to the millisecond: a run has a clock of its own, and what
	// SQL says must agree with what Python does. Until then, and with nil, it is the machine's time. now is called as a statement begins.
	SetClock(now func() time.Time) error

	// Close releases the connection and the sessions that were opened from it; the database goes with the last one. Closing twice is harmless.
	Close() error
}

// Options says how to open a database.
type Options struct {
	// Limits for the connection; the zero value stands for [DefaultLimits].
	Limits Limits
}

// Limits bounds what a statement, or the database as a whole, may consume. A zero field takes its value from
// [DefaultLimits]; a negative one means without limit.
type Limits struct {
	// Steps is how many of SQLite's instructions one statement may execute. It is checked every [StepInterval].
	Steps int64
	// Memory is how many bytes SQLite's heap may hold, the database included.
	Memory int64
	// Result is how many bytes one result set may weigh.
	Result int64
	// Length is how many bytes a string, a blob or a row may have.
	Length int
	// SQLLength is how many bytes a statement may have.
	SQLLength int
	// Variables is the highest number of parameters in a statement.
	Variables int
}

// StepInterval is how many of SQLite's instructions run between two looks at budgets and interruptions.
const StepInterval = 1000

// DefaultLimits is generous to a lesson and far below what hurts a phone.
var DefaultLimits = Limits{
	Steps:     50_000_000, // about a second
	Memory:    64 << 20,
	Result:    32 << 20,
	Length:    16 << 20,
	SQLLength: 1 << 20,
	// Python's sqlite3 is built with SQLite's own default on most systems; Django reads it from the connection.
	Variables: 250_000,
}

// withDefaults fills the zero fields of l.
func (l Limits) withDefaults() Limits {
	d := DefaultLimits
	if l.Steps != 0 {
		d.Steps = l.Steps
	}
	if l.Memory != 0 {
		d.Memory = l.Memory
	}
	if l.Result != 0 {
		d.Result = l.Result
	}
	if l.Length != 0 {
		d.Length = l.Length
	}
	if l.SQLLength != 0 {
		d.SQLLength = l.SQLLength
	}
	if l.Variables != 0 {
		d.Variables = l.Variables
	}
	return d
}

// A Function is an SQL function written in Go: a scalar one if Scalar is set, an aggregate one if Aggregate is.
type Function struct {
	Name string
	// NArg is the number of arguments; -1 accepts any number.
	NArg int
	// Deterministic promises the same result for the same arguments, which lets SQLite use the function in indexes and
	// evaluate it once for constant arguments.
	Deterministic bool

	// Scalar computes the function. An error becomes the statement's error, with its text as message.
	Scalar func(args []Value) (Value, error)

	// Aggregate starts the aggregation of one group. If what it returns is a [WindowAggregate], the function can
	// also be used with OVER.
	Aggregate func() Aggregate
}

// An Aggregate accumulates the rows of one group. Args are only valid during the call.
type Aggregate interface {
	Step(args []Value) error
	Value() (Value, error)
}

// A WindowAggregate is an Aggregate that can also take back the oldest row that it was given.
type WindowAggregate interface {
	Aggregate
	Inverse(args []Value) error
}
