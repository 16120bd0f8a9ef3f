// Package timeline lays a trace out as a picture, and sums it up: lanes with spans, moments, figures, a few sentences, and an account of each source line.
//
// It is the one home of what the Timeline panel shows. The page's script and the build's components only draw it; SVG in this package is what the
// build puts into a page before any script has arrived, and the page's module draws the same.
//
// # Lanes
//
// One for each event loop (or for the main thread, in a program without a loop), one for each task in order of creation, one for each other thread:
//
//	loop     free, but for the spans in which something blocked it
//	task     waits (for a thread's turn, for an answer, a sleep, another task), is held up (it could go on, but the loop is blocked), runs
//	thread   calls (a sync_to_async hop), with the statements and sleeps in them
//
// A task's run takes no time as long as computing costs none; it is a span all the same.
package timeline

import "time"

// Kind says what a span shows.
type Kind string

// Kinds of spans.
const (
	Run     Kind = "run"     // a task's step
	Wait    Kind = "wait"    // a task waits, the loop is free
	Queue   Kind = "queue"   // a task's call waits for its turn on its thread
	Held    Kind = "held"    // a task could go on, the loop is blocked or busy
	Blocked Kind = "blocked" // the loop, or a thread's program, can do nothing else
	Call    Kind = "call"    // a thread does a call for a task
	Query   Kind = "query"   // a statement
	Sleep   Kind = "sleep"   // a thread sleeps
)

// LaneKind says whose lane it is.
type LaneKind string

// Kinds of lanes.
const (
	Loop   LaneKind = "loop"
	Main   LaneKind = "main" // the main thread of a program without a loop
	Task   LaneKind = "task"
	Thread LaneKind = "thread"
)

// Lane is one row of the picture.
type Lane struct {
	Kind LaneKind
	Name string
	// From and To are its life.
	From, To time.Duration
}

// Span is a stretch of a lane.
type Span struct {
	Lane       int
	Kind       Kind
	Start, End time.Duration
	File       string
	Line       int32
	Task       int32
	// Query is the position of the statement in Result.Queries plus 1, 0 for none: a click leads to it.
	Query int32
	Text  string // what happens, in words
}

// Moment is something that took no time.
type Moment struct {
	Lane int
	Kind string // "print", "exception", "cancel"
	At   time.Duration
	File string
	Line int32
	Text string
}

// Figures are the numbers of a run, for the summary and for checks on time.
type Figures struct {
	Total time.Duration
	// Statements that were sent, those of them that were awaited, and those that blocked an event loop.
	Statements, Awaited, Blocking int
	// DB is what the statements took, each counted in full.
	DB time.Duration
	// Loop is how long event loops lived; Blocked and Free are their parts. Longest is the longest time that one was blocked, by BlockedBy, at File and Line.
	Loop, Blocked, Free, Longest time.Duration
	BlockedBy                    string // "sleep", "query", "work", "wait"
	File                         string
	Line                         int32
	// Overlap is how long at least two statements or sleeps were under way at once; Serial is what all of them take one after the other.
	Overlap, Serial time.Duration
	Tasks           int
}

// Mark is advice about a source line.
type Mark struct {
	Kind string // "n+1", "lazy", "many", "blocking", "never-awaited"
	Text string
}

// Line is the account of a source line.
type Line struct {
	File       string
	Line       int32
	Runs       int64
	Wait       time.Duration // at least one task waited here
	Blocked    time.Duration // the loop was blocked from here
	Statements int
	DB         time.Duration
	Marks      []Mark
}

// Timeline is the whole.
type Timeline struct {
	End       time.Duration
	Lanes     []Lane
	Spans     []Span // ordered by start
	Moments   []Moment
	Figures   Figures
	Summary   []string
	Lines     []Line // ordered by file and line
	Truncated bool
}
