package engine

import (
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
	"github.com/asyncshelf/asyncshelf/engine/timeline"
)

// DjangoVersion is the Django whose behaviour this engine has.
const DjangoVersion = "5.2"

// Version is the version of this engine.
const Version = "0.1.0"

// Result is all that is known about a run when it has ended.
type Result struct {
	Stdout  string   `json:"stdout"`
	Stderr  string   `json:"stderr"`
	Queries []*Query `json:"queries"` // in the order in which they ended
	// Value is what the Rows panel shows first; nil when main.py ends with no value and no variable of it holds rows, or the program failed.
	Value *View `json:"value"`
	// Error is the exception that ended the program, or the limit that it went over; nil: it ended well, or Stop ended it.
	Error     *Error    `json:"error"`
	Stopped   string    `json:"stopped"` // "", or what ended the run early: "cancelled", "steps", "memory", "output", "deadlock"
	Tables    []*Table  `json:"tables"`  // in the order in which they were made
	Warnings  []Warning `json:"warnings"`
	VirtualMS float64   `json:"virtual_ms"` // milliseconds on the run's own clock
	RealMS    float64   `json:"real_ms"`
	Steps     int64     `json:"steps"` // instructions of the machine
	Django    string    `json:"django"`
	Version   string    `json:"version"`

	// Timeline is there with Options.Trace.
	Timeline *timeline.Timeline `json:"timeline,omitempty"`

	After *AfterResult `json:"-"`
	DB    sqlite.Conn  `json:"-"`
}

// AfterResult is the outcome of the hidden part of a run (Options.After).
type AfterResult struct {
	Stdout string
	Error  string // "", the traceback of the exception that ended it, or why it was stopped
}

// Query is one statement that the program caused.
type Query struct {
	SQL    string `json:"sql"`
	Params []any  `json:"params"`
	// File, Line (from 1) and Func are the innermost place in the learner's files that the statement was sent from; empty when there is none.
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	Func string `json:"func,omitempty"`
	// Thread is "main", "thread-sensitive" for asgiref's database thread, or the name of another thread.
	Thread  string  `json:"thread"`
	Start   float64 `json:"start"` // virtual milliseconds since the run began
	End     float64 `json:"end"`
	Awaited bool    `json:"awaited"` // the event loop was free meanwhile
	// With Options.Trace: the statement's number, the task that it is for and the call on another thread that it is part of; 0 for none.
	Number int32 `json:"statement,omitempty"`
	Task   int32 `json:"task,omitempty"`
	Hop    int32 `json:"hop,omitempty"`
	// Lazy is set when the program read an attribute that had not been fetched.
	Lazy    *Lazy    `json:"lazy,omitempty"`
	Columns []Column `json:"columns,omitempty"`
	// Rows are the first rows, a thousand at most; RowCount counts all of them, and Truncated says that some are left out. Of a text longer than 2,000 bytes the
	// beginning is kept, here and in Params.
	Rows      [][]any `json:"rows,omitempty"`
	RowCount  int     `json:"row_count"`
	Truncated bool    `json:"truncated,omitempty"`
	Affected  int64   `json:"affected"` // rows inserted, updated or deleted
	MS        float64 `json:"ms"`       // real milliseconds
	Error     string  `json:"error,omitempty"`
}

// Lazy is a value of a model's that was loaded when it was read, and the method of querysets that would have loaded it before.
type Lazy struct {
	Relation string `json:"relation"` // "Book.author"
	Advice   string `json:"advice"`   // "select_related", "prefetch_related", "only"
}

// Column is a column of a result or of a table.
type Column struct {
	Name string `json:"name"`
	Type string `json:"type"` // "integer", "real", "text", "blob", "boolean", "date", "datetime" … ; "" unknown
}

// View is a variable, or the value of the expression that ends main.py, as the Rows panel shows it.
type View struct {
	Kind     string   `json:"kind"` // "table", or "text" for a last value that is not made of rows
	Repr     string   `json:"repr"` // shortened, when it is very long
	Type     string   `json:"type"` // "list[Book]"
	Name     string   `json:"name"` // the variable; "" for the last expression
	Columns  []Column `json:"columns,omitempty"`
	Rows     [][]any  `json:"rows,omitempty"` // the first thousand
	RowCount int      `json:"row_count"`      // all of them
}

// Table is a model's table after the run.
type Table struct {
	Name     string   `json:"name"`
	Model    string   `json:"model"` // the model's class
	SQL      string   `json:"sql"`   // CREATE TABLE …
	Columns  []Column `json:"columns"`
	Rows     [][]any  `json:"rows"`      // the first hundred
	RowCount int      `json:"row_count"` // all of them
}

// Error is the exception that ended the program.
type Error struct {
	Type    string `json:"type"` // the dotted name of its class; "Stopped" for a limit
	Message string `json:"message"`
	// The place that a learner looks at first: in main.py if the traceback leads there, else in another of their files. Line and EndLine count from 1,
	// Col and EndCol are code points from 0.
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
	Col       int         `json:"col,omitempty"`
	EndLine   int         `json:"end_line,omitempty"`
	EndCol    int         `json:"end_col,omitempty"`
	Traceback string      `json:"traceback"`
	Frames    []FrameLine `json:"frames"` // outermost first
	Hint      string      `json:"hint"`   // in plain words, code between backticks; "" when there is none
}

// FrameLine is one frame of the learner's in a traceback. One without a file stands for frames that are left out, and its Text says how many.
type FrameLine struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Func string `json:"func"`
	Text string `json:"text"` // the source line
}

// Warning is a warning of the program's, such as that of a coroutine that was never awaited.
type Warning struct {
	Message string `json:"message"`
	File    string `json:"file,omitempty"` // "" when its place is not in the learner's files
	Line    int    `json:"line,omitempty"`
}
