package engine

import (
	"context"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/latency"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
	"github.com/asyncshelf/asyncshelf/engine/timeline"
)

// DjangoVersion is the Django whose behaviour this engine has.
const DjangoVersion = "5.2"

// Version is this engine's.
const Version = "0.1.0"

// What a statement and an instruction take in the page, and so in what the build records and in checks.
const (
	PageLatency  = 25 * time.Millisecond
	PageStepCost = 20 * time.Nanosecond
)

// File is one file of a program.
type File struct {
	Name string `json:"name"` // "models.py", "seed.py", "main.py" …
	Text string `json:"text"`
	// Role is "entry" for the file of a hidden part that is to be run; "" otherwise.
	Role string `json:"role,omitempty"`
}

// Program is what a learner wrote. models.py is the module books.models; seed.py fills the tables before main.py, which runs as __main__; other files are
// modules of the app (books.queries), which main.py may also import by their bare names.
type Program struct {
	Files []File `json:"files"`
	// App is the app's label and package; "" means "books".
	App string `json:"app,omitempty"`
	// Packages are apps beside it, each a package of its own whose name is its label. Nothing of them is imported unless the program does.
	Packages []Package `json:"packages,omitempty"`
}

// Package is an app whose files are importable as Name.file only.
type Package struct {
	Name  string `json:"name"`
	Files []File `json:"files"` // names are relative to the package
}

// Limits bound a run; zero fields take the defaults of object.Limits.
type Limits struct {
	Steps     int64 `json:"steps,omitempty"`     // instructions
	Memory    int64 `json:"memory,omitempty"`    // bytes
	Output    int64 `json:"output,omitempty"`    // bytes
	Recursion int   `json:"recursion,omitempty"` // frames
}

// Options say how to run.
type Options struct {
	// Latency is the virtual time that a statement takes; Latencies, if set, says it more exactly.
	Latency   time.Duration
	Latencies *latency.Model
	// StepCost is the virtual time that an instruction of Python takes, in whole milliseconds between two waits (object.Settle); 0: computing
	// takes none. CPython does some fifty million such instructions a second: 20ns.
	StepCost time.Duration
	Limits   Limits
	// Open opens the run's database; nil: the platform's driver.
	Open func(ctx context.Context) (sqlite.Conn, error)
	// OnEvent is called, on the machine's goroutine, as things happen; nil: nobody looks.
	OnEvent func(Event)
	// Trace adds what tasks and threads do to the events, and makes Result.Timeline of it.
	Trace bool
	// Main, if set, is run instead of main.py.
	Main func(p *Process) error
	// After is called when main.py has ended, however it ended, except when the run was stopped. The files that it gives become importable by
	// bare name and the one with role "entry" is run, in the same process and outside of any event loop; its output and errors go to Result.After,
	// its statements nowhere. How checks run.
	After func(*Result) []File
	// Keep leaves the database open after the run, in Result.DB: for queries about what the run left. The caller closes it.
	Keep bool
	// Unrecorded leaves statements out of Result.Queries and of the events: tests run thousands of them and nobody looks.
	Unrecorded bool
	// Yield, if set, is called every few milliseconds of work: a browser's worker reads its messages there.
	Yield func()
}

// Result is all that is known about a run when it has ended.
type Result struct {
	Stdout    string    `json:"stdout"`
	Stderr    string    `json:"stderr"`
	Queries   []*Query  `json:"queries"`
	Value     *View     `json:"value"`
	Error     *Error    `json:"error"`
	Stopped   string    `json:"stopped"` // "", "cancelled", "steps", "memory", "output", "deadlock"
	Tables    []*Table  `json:"tables"`
	Warnings  []Warning `json:"warnings"`
	VirtualMS float64   `json:"virtual_ms"` // time on the run's own clock
	RealMS    float64   `json:"real_ms"`
	Steps     int64     `json:"steps"`
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
	Error  string // "" or "Type: message", or why it was stopped
}

// Query is one statement that the program caused.
type Query struct {
	SQL     string  `json:"sql"`
	Params  []any   `json:"params"`
	File    string  `json:"file,omitempty"`
	Line    int     `json:"line,omitempty"`
	Func    string  `json:"func,omitempty"`
	Thread  string  `json:"thread"`
	Start   float64 `json:"start"` // virtual milliseconds since the run began
	End     float64 `json:"end"`
	Awaited bool    `json:"awaited"` // the event loop was free meanwhile
	// With Options.Trace: the statement's number, the task that it is for and the call on another thread that it is part of; 0 for none.
	Number int32 `json:"statement,omitempty"`
	Task   int32 `json:"task,omitempty"`
	Hop    int32 `json:"hop,omitempty"`
	// Lazy is set when an attribute was read that had not been fetched.
	Lazy      *Lazy    `json:"lazy,omitempty"`
	Columns   []Column `json:"columns,omitempty"`
	Rows      [][]any  `json:"rows,omitempty"`
	RowCount  int      `json:"row_count"`
	Truncated bool     `json:"truncated,omitempty"`
	Affected  int64    `json:"affected"`
	MS        float64  `json:"ms"` // real milliseconds
	Error     string   `json:"error,omitempty"`
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

// View is a value as the Rows panel shows it.
type View struct {
	Kind     string   `json:"kind"` // "table" or "text"
	Repr     string   `json:"repr"`
	Type     string   `json:"type"` // "list[Book]"
	Name     string   `json:"name"` // the variable, "" for an expression
	Columns  []Column `json:"columns,omitempty"`
	Rows     [][]any  `json:"rows,omitempty"`
	RowCount int      `json:"row_count"`
}

// Table is a table of the database after the run.
type Table struct {
	Name     string   `json:"name"`
	Model    string   `json:"model"`
	SQL      string   `json:"sql"`
	Columns  []Column `json:"columns"`
	Rows     [][]any  `json:"rows"`
	RowCount int      `json:"row_count"`
}

// Error is the exception that ended the program.
type Error struct {
	Type      string      `json:"type"`
	Message   string      `json:"message"`
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
	Col       int         `json:"col,omitempty"` // code points from 0
	EndLine   int         `json:"end_line,omitempty"`
	EndCol    int         `json:"end_col,omitempty"`
	Traceback string      `json:"traceback"`
	Frames    []FrameLine `json:"frames"`
	Hint      string      `json:"hint"`
}

// FrameLine is one frame of the learner's in a traceback; one without a file says how many are left out there.
type FrameLine struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Func string `json:"func"`
	Text string `json:"text"`
}

// Warning is a warning that belongs to a line: a coroutine never awaited.
type Warning struct {
	Message string `json:"message"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
}
