// Package trace is what a run tells about itself while it happens: one flat stream of events with virtual times and source positions.
//
// # What is told
//
//	task       a task was created (by which task, at which line), started, suspended (at which await, for what), resumed, finished, asked
//	           to end (cancelling, by whom) or cancelled
//	hop        a call went to another thread and back: sync_to_async, run_in_executor, to_thread. queued, started, finished
//	statement  a statement of SQL was started; the event "query", which the engine makes, is its end, with its rows
//	sleep      a task sleeps (asyncio.sleep), or a thread does (time.sleep), which under an event loop blocks it
//	blocked    the event loop was kept from everything else from start to t, and by what: a sleep, a query, a lock, computing
//	lock       a statement waited from start to t because another connection had the database locked
//	thread     a thread of the program's began or ended
//	request    a test client's request was started or finished
//	exception  an exception was raised in, or came up to, the learner's code
//	stdout, stderr  something was printed
//	truncated  there was more than is kept; nothing follows but output and queries
//
// Times are the run's virtual clock. Events of the learner's code have its line: where the program was, or, for what a database thread does, the line whose
// call is waiting for it. A task waits at its innermost await; Via lists the awaits around that, inside out.
//
// The JSON form is schema.json beside this file, which a test holds every event to. It is the same natively and in the browser.
package trace

import "time"

// Kind is an event's "type".
type Kind uint8

// Kinds of event. The engine adds "query", "warning" and "result", which carry more than an Event does.
const (
	None Kind = iota
	Stdout
	Stderr
	Task
	Hop
	Statement
	Sleep
	Blocked
	Thread
	Exception
	Truncated
	Lock
	Query
	Warning
	Result
	Request
)

var kinds = [...]string{"", "stdout", "stderr", "task", "hop", "statement", "sleep", "blocked", "thread", "exception", "truncated", "lock", "query", "warning", "result", "request"}

// String is the word of the JSON form.
func (k Kind) String() string { return kinds[k] }

// What says which moment in the life of a task, hop, statement or thread an event is.
type What uint8

// Moments.
const (
	NoMoment What = iota
	Created
	Queued
	Started
	Suspended
	Resumed
	Finished
	Cancelling
	Cancelled
)

var whats = [...]string{"", "created", "queued", "started", "suspended", "resumed", "finished", "cancelling", "cancelled"}

// String is the word of the JSON form.
func (w What) String() string { return whats[w] }

// Cause says what a task waits for, or what blocked the loop.
type Cause uint8

// Causes. A task waits for one of the first group; the loop is blocked by one of the second, or by a sleep.
const (
	NoCause   Cause = iota
	ForSleep        // asyncio.sleep; blocking: time.sleep
	ForHop          // a call on another thread: On is the hop
	ForTask         // another task: On is its number
	ForTasks        // several: gather, wait, TaskGroup
	ForTurn         // one turn of the loop: sleep(0)
	ForFuture       // anything else: a lock, an event, a queue; Name is the coroutine that waits
	ByQuery         // a statement on the loop's own thread
	ByWork          // computing
	ByWait          // a lock or a thread that the loop's thread waited for
)

var causes = [...]string{"", "sleep", "hop", "task", "tasks", "turn", "future", "query", "work", "wait"}

// String is the word of the JSON form.
func (c Cause) String() string { return causes[c] }

// Position is a line of the learner's.
type Position struct {
	File string
	Line int32
}

// An Event is one thing that happened. Which fields are set depends on Kind; numbers of tasks, hops and statements begin at 1.
type Event struct {
	Kind  Kind
	What  What
	Cause Cause
	// Blocking is set for a sleep that blocks an event loop. Async, for statements, says that an awaited call waits for it: the loop is free.
	Blocking, Async bool
	// Sensitive is set for a hop that must share its context's one thread.
	Sensitive bool

	T     time.Duration
	Start time.Duration // blocked, lock: when it began; statement: when its call was queued
	For   time.Duration // sleep: how long

	Task int32 // whose event it is, or for whom a thread works
	By   int32 // the task that created or cancels it; 0: code outside of tasks
	Hop  int32
	Stmt int32
	On   int32

	Position
	Via []Position

	Name   string // of a task, a hop's function, a thread; the coroutine that a future's waiter is in
	Coro   string // a new task's coroutine
	Text   string // printed text, a statement's SQL, an exception as "Type: message"
	Thread string // the thread that it happened on, "" for the main thread
}
