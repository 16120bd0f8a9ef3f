package engine

import (
	"context"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/latency"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// The virtual time that a statement and an instruction take in the page, and so in what the build records and in checks.
const (
	PageLatency  = 25 * time.Millisecond
	PageStepCost = 20 * time.Nanosecond
)

// Limits bound a run; zero fields take the defaults of object.Limits.
type Limits struct {
	Steps     int64 `json:"steps,omitempty"`     // instructions
	Memory    int64 `json:"memory,omitempty"`    // bytes
	Output    int64 `json:"output,omitempty"`    // bytes
	Recursion int   `json:"recursion,omitempty"` // frames
}

// Options say how to run.
type Options struct {
	// Latency is the virtual time that a statement takes. Latencies, if set, replaces it: by table, or drawn from a distribution.
	Latency   time.Duration
	Latencies *latency.Model
	// StepCost is the virtual time that an instruction of Python takes; 0: computing takes no time. Between two waits it is counted in whole milliseconds
	// (object.Thread.Settle). CPython executes some fifty million such instructions a second, which is 20 ns for each.
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
	// After is how checks run. It is called when main.py has ended, however it ended, unless the run was stopped. The files that it returns become importable by
	// their bare names, and the one with the role "entry" is run in the same process, outside of any event loop. Its output and errors go to Result.After;
	// its statements are not recorded.
	After func(*Result) []File
	// Keep leaves the database open after the run, in Result.DB: for queries about what the run left. The caller closes it.
	Keep bool
	// Unrecorded leaves statements out of Result.Queries and of the events: test suites run thousands of them, and nobody looks at them.
	Unrecorded bool
	// Yield, if set, is called every few milliseconds of work: a browser's worker reads its messages there.
	Yield func()
}
