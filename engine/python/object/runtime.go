package object

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// Limits bound a run. Zero means the default.
type Limits struct {
	Steps     int64 // instructions of the machine; default 50 million
	Memory    int64 // bytes of heap that the run may add; default 256 MiB
	Output    int64 // bytes written to stdout and stderr together; default 1 MiB
	Recursion int   // Python frames on one thread (sys.getrecursionlimit()); default 1000
}

// Defaults of Limits.
const (
	DefaultSteps     = 50_000_000
	DefaultMemory    = 256 << 20
	DefaultOutput    = 1 << 20
	DefaultRecursion = 1000
	// MaxNative bounds Go recursion: native code calling Python calling native code. The smallest browser stack stands
	// about 12,000 small Go frames; one level here costs up to some thirty.
	MaxNative = 150
)

// Fatal ends a run whatever the program does: no except or finally clause sees it.
type Fatal struct {
	Kind    string // "cancelled", "steps", "memory", "output", "exit" …
	Message string // plain words for the learner
}

func (f *Fatal) Error() string { return f.Message }

// Runtime is one run of one program: its modules, clock, limits and output. All its threads share it; only one of them runs
// at a time, so it needs no locks. Only Interrupt may be called from outside.
type Runtime struct {
	Modules  *Dict // sys.modules
	Builtins *Dict // the builtins module's namespace
	Stdout   io.Writer
	Stderr   io.Writer
	Limits   Limits
	Sched    *Scheduler
	Argv     []string // sys.argv
	// Import imports a module by its full dotted name and gives it (the last part, not the first). Set by the importer.
	Import func(t *Thread, name string) (*Module, error)
	// Yield is called every few milliseconds of work so that a browser's worker can read its messages; nil natively.
	Yield func()
	// Warn reports a warning that has no thread of control to raise in (a coroutine never awaited). An exception is what the program's filters have made of it.
	Warn func(category, message string, frame Frame) error
	// FormatException gives the text that the interpreter prints for an exception.
	FormatException func(e *Exception) string
	// Fault is told of a panic in native code and the Go stack that it had; nil: the stack goes to the process's stderr, the console of a page.
	Fault func(p any, stack []byte)
	// Trace receives what the timeline shows; nil when nobody looks.
	Trace Tracer

	// Place gives the line of the learner's files that t is at; nil: nobody asks.
	Place func(t *Thread) (file, fn string, line int)
	// StepCost is the virtual time that an instruction costs; see Settle.
	StepCost time.Duration

	// OriginDepth is how many frames of the making of a coroutine are noted.
	OriginDepth int

	StepsUsed  int64
	OutputUsed int64

	ctx          context.Context
	interrupted  chan struct{}
	stop         *Fatal
	state        map[any]any
	recent       [6]stateEntry
	oldest       int // the place in recent that the next one takes
	ids          map[Object]int64
	nextID       int64
	nans         uint64
	exportChecks int
	memBase      uint64
	memAsked     int64
	fin          finalizers
}

// Tracer is told what tasks and threads do: see package trace for the stream of events that it makes.
type Tracer interface {
	// Trace takes an event that happens on t. The time is always the tracer's to set; the thread, and what is zero of task and position, it finds out.
	Trace(t *Thread, e trace.Event)
	// Raised is told of each frame that an exception comes up to.
	Raised(t *Thread, e *Exception, f Frame)
	// Busy says that computing has moved the clock on by d.
	Busy(t *Thread, d time.Duration)
}

// LazyLoad is a value of a model's that is fetched when it is read: "Book.author", and the queryset method that would have fetched it before.
type LazyLoad struct{ Relation, Advice string }

// LoadLazily notes that what f does loads l, when somebody looks.
func (t *Thread) LoadLazily(l func() LazyLoad, f func() (Object, error)) (Object, error) {
	if t.RT.Trace == nil {
		return f()
	}
	outer := t.Lazy
	t.Lazy = l()
	r, err := f()
	t.Lazy = outer
	return r, err
}

// Job is a call that a thread does for somebody on another thread: a task that awaits it.
type Job struct {
	Hop, Task int32
	Queued    time.Duration // virtual time of the call
	// Where in the learner's files the call was.
	File, Func string
	Line       int
}

// NewRuntime makes a runtime with limits l (zero fields: the defaults).
func NewRuntime(l Limits) *Runtime {
	if l.Steps == 0 {
		l.Steps = DefaultSteps
	}
	if l.Memory == 0 {
		l.Memory = DefaultMemory
	}
	if l.Output == 0 {
		l.Output = DefaultOutput
	}
	if l.Recursion == 0 {
		l.Recursion = DefaultRecursion
	}
	rt := &Runtime{
		Modules: NewDict(), Builtins: NewDict(), Stdout: io.Discard, Stderr: io.Discard, Limits: l,
		interrupted: make(chan struct{}, 1), state: map[any]any{}, ids: map[Object]int64{}, nextID: 0x7f0000001000,
	}
	rt.Sched = newScheduler(rt)
	if rt.memBase = rt.heap(); rt.memBase > 32<<20 {
		collectGarbage() // what an earlier run left behind must not count as this one's base
		rt.memBase = rt.heap()
	}
	return rt
}

// SetContext gives the run a context: what native code that waits for something real (a statement) passes on, so that Stop reaches it.
func (rt *Runtime) SetContext(ctx context.Context) { rt.ctx = ctx }

// Context is the run's context.
func (rt *Runtime) Context() context.Context {
	if rt.ctx == nil {
		return context.Background()
	}
	return rt.ctx
}

// State gives the run's value for key, made by mk at first: where native modules keep what CPython keeps in globals.
func (rt *Runtime) State(key any, mk func() any) any {
	for i := range rt.recent {
		if e := &rt.recent[i]; e.key == key {
			return e.value
		}
	}
	v, ok := rt.state[key]
	if !ok {
		v = mk()
		rt.state[key] = v
	}
	rt.recent[rt.oldest] = stateEntry{key, v}
	rt.oldest = (rt.oldest + 1) % len(rt.recent)
	return v
}

// A stateEntry is a value that State gave a moment ago: a query asks for the same few again and again, and a map's answer takes ten times as long.
type stateEntry struct{ key, value any }

// SetState replaces the run's value for key.
func (rt *Runtime) SetState(key, v any) {
	rt.state[key] = v
	clear(rt.recent[:])
}

// dropState forgets the run's value for key.
func (rt *Runtime) dropState(key any) {
	delete(rt.state, key)
	clear(rt.recent[:])
}

// ID is id(o): a number that no other object of the run has, given at the first asking.
func (rt *Runtime) ID(o Object) int64 {
	if in, ok := o.(*Instance); ok && rt.fin.enabled {
		return rt.weakID(in)
	}
	if o != o { // a NaN, which a map never finds again
		return idOfNaN(o)
	}
	id, ok := rt.ids[o]
	if !ok {
		if a, placed := o.(Placed); placed {
			if id = a.Address(); id != 0 {
				return id // and the object can end: what rt.ids has stays for good
			}
		}
		id = rt.nextID
		rt.nextID += 16
		rt.ids[o] = id
	}
	return id
}

// Placed is an object with an address of its own choice: the order of a set is that of its items' addresses, where they have no other hash.
type Placed interface {
	Object
	// Address is a number that no other object has, always the same from the first that is not 0.
	Address() int64
}

func idOfNaN(o Object) int64 {
	bits := uint64(0)
	switch x := o.(type) {
	case Float:
		bits = math.Float64bits(float64(x))
	case Complex:
		bits = math.Float64bits(real(complex128(x)))<<20 ^ math.Float64bits(imag(complex128(x)))
	}
	return 0x7e0000000000 + int64(bits&(1<<36-1))<<4
}

// Interrupt asks the run to end with f. It may be called from any goroutine, and more than once; the first wins.
func (rt *Runtime) Interrupt() {
	select {
	case rt.interrupted <- struct{}{}:
	default:
	}
}

// heap is how many bytes objects take. Reading the same through package runtime/metrics would link and start a description of every metric there is.
func (rt *Runtime) heap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// Frame is one activation of a code object as native code sees it.
type Frame interface {
	Object
	// FuncName is the code's qualified name, CodeName its plain one, as tracebacks print it and Filename its file, Line the line being executed.
	FuncName() string
	CodeName() string
	Filename() string
	Line() int
	Globals() *Dict
	// Back is the caller's frame, or nil.
	Back() Frame
	// Keep says that the program gets to see the frame, so that it must not be used again when it has ended.
	Keep()
}

// Thread is one Python thread.
type Thread struct {
	RT   *Runtime
	Name string
	// Shown is the name under which the program sees the thread, where that is another one: "" for the same.
	Shown string
	ID    int64
	// Frame is the innermost Python frame, nil when none runs. The machine maintains it.
	Frame Frame
	// Depth counts Python frames (RecursionError beyond Limits.Recursion).
	Depth int
	// Handling is the exception that an except clause handles just now (sys.exc_info), or nil. The machine maintains it.
	Handling *Exception
	// RunningLoop is the asyncio loop that runs on this thread just now, or nil: what makes synchronous ORM calls refuse.
	RunningLoop Object
	// Context is the current contextvars.Context, or nil.
	Context Object
	// Local holds thread-local state of native modules (threading.local, Django's connections).
	Local map[any]any
	// Tick counts instructions until the next Checkpoint.
	Tick int
	// Job is what the thread does for somebody else, or nil.
	Job *Job
	// Lazy says, while somebody looks, what is being loaded because an attribute was read: the relation and what would have spared it. See LoadLazily.
	Lazy LazyLoad
	// Base is the frame that the running task's step, or Job, was called from: frames from there on are the loop's, not the task's.
	Base Frame

	charged int64         // instructions that Checkpoint was told of
	stretch int64         // Steps when the thread last began to compute
	paid    time.Duration // of this stretch
	native  int
	light   int   // EnterLight's levels
	reprs   []any // containers whose repr is being made (repr.go)
	sched   schedThread
}

// CheckEvery is how many instructions pass between Checkpoints.
const CheckEvery = 2000

// Checkpoint charges n instructions and looks for Stop, limits and the browser's messages. The machine calls it every CheckEvery
// instructions, natives with long loops of their own now and then.
func (t *Thread) Checkpoint(n int) error {
	rt := t.RT
	rt.StepsUsed += int64(n)
	t.charged += int64(n)
	t.Settle()
	if rt.StepsUsed > rt.Limits.Steps {
		return t.fatal("steps", fmt.Sprintf("stopped after %s steps: the program did not come to an end. Is there a loop whose condition never becomes false?", thousands(rt.Limits.Steps)))
	}
	if rt.Yield != nil {
		rt.Yield()
	}
	select {
	case <-rt.interrupted:
		return t.fatal("cancelled", "stopped")
	default:
	}
	if rt.stop != nil {
		return rt.stop
	}
	if rt.StepsUsed&0x3ffff < int64(n) {
		return t.checkHeap(0)
	}
	return nil
}

// Work charges native work that is worth n instructions. It is cheap: the machine's next Checkpoint settles what is small.
func (t *Thread) Work(n int) error {
	if t.Tick -= n; t.Tick > -CheckEvery {
		return nil
	}
	spent := CheckEvery - t.Tick
	t.Tick = CheckEvery
	return t.Checkpoint(spent)
}

func (t *Thread) fatal(kind, msg string) error {
	if t.RT.stop == nil {
		t.RT.stop = &Fatal{kind, msg}
	}
	return t.RT.stop
}

// Fail makes the run end with a Fatal of this kind; it gives the one in force.
func (t *Thread) Fail(kind, msg string) error { return t.fatal(kind, msg) }

// Alloc asks for n bytes before they are allocated: by everything that can be large ("a" * n, list growth, big ints).
func (t *Thread) Alloc(n int64) error {
	rt := t.RT
	if n > rt.Limits.Memory {
		return t.tooLarge(n)
	}
	rt.memAsked += n
	if rt.memAsked > 16<<20 {
		return t.checkHeap(n)
	}
	return nil
}

// noMachine is the size in bytes that no machine has for one object: CPython's own allocation fails there at once.
const noMachine = 1 << 40

// tooLarge is what a request for more than the run may use gives: what CPython cannot allocate either is its MemoryError, which a
// program may catch since nothing has been taken; what it can is the end of the run, with the limit's message.
func (t *Thread) tooLarge(n int64) error {
	if n >= noMachine {
		return NewException(MemoryErrorType)
	}
	return t.OutOfMemory()
}

// OutOfMemory ends the run: the program needs more than its limit.
func (t *Thread) OutOfMemory() error {
	return t.fatal("memory", fmt.Sprintf("stopped: the program needs more than the %d MB of memory that a run may use", t.RT.Limits.Memory>>20))
}

func (t *Thread) checkHeap(extra int64) error {
	rt := t.RT
	rt.memAsked = 0
	limit := rt.memBase + uint64(rt.Limits.Memory)
	if rt.heap()+uint64(extra) <= limit {
		return nil
	}
	collectGarbage()
	if rt.heap()+uint64(extra) <= limit {
		return nil
	}
	return t.OutOfMemory()
}

// EnterNative counts one level of Go recursion; LeaveNative undoes it. what completes CPython's message, e.g. " in comparison".
func (t *Thread) EnterNative(what string) error {
	if t.native >= MaxNative*nativeLevel {
		return RecursionErrorf("maximum recursion depth exceeded%s", what)
	}
	t.native += nativeLevel
	return nil
}

// LeaveNative undoes a successful EnterNative.
func (t *Thread) LeaveNative() { t.native -= nativeLevel }

// Faulted tells of a panic.
func (rt *Runtime) Faulted(p any, stack []byte) {
	if rt.Fault != nil {
		rt.Fault(p, stack)
		return
	}
	os.Stderr.Write(stack)
}

// NativeDepth is what EnterNative and EnterLight have counted, for SetNativeDepth to restore when a panic has passed by their ends.
func (t *Thread) NativeDepth() int { return t.native }

// SetNativeDepth sets it.
func (t *Thread) SetNativeDepth(n int) { t.native = n }

// nativeLevel is how many of EnterLight's levels take the Go stack of one of EnterNative's.
const nativeLevel = 7

// EnterLight is EnterNative for recursion that stays in small native functions (the repr of a list of lists): it counts a seventh.
// CPython counts such levels together with Python's frames, so the sum of both is what Limits.Recursion bounds.
func (t *Thread) EnterLight(what string) error {
	if t.native >= MaxNative*nativeLevel || t.light+t.Depth >= t.RT.Limits.Recursion {
		return RecursionErrorf("maximum recursion depth exceeded%s", what)
	}
	t.native++
	t.light++
	return nil
}

// LeaveLight undoes a successful EnterLight.
func (t *Thread) LeaveLight() { t.native--; t.light-- }

// Write prints to stdout (fd 1) or stderr (2) within the output limit.
func (t *Thread) Write(fd int, s string) error {
	rt := t.RT
	w := rt.Stdout
	if fd == 2 {
		w = rt.Stderr
	}
	over := false
	if left := rt.Limits.Output - rt.OutputUsed; int64(len(s)) > left {
		s, over = s[:max(left, 0)], true
	}
	rt.OutputUsed += int64(len(s))
	if _, err := io.WriteString(w, s); err != nil {
		return t.fatal("output", "stopped: the output could not be written")
	}
	if over {
		return t.fatal("output", fmt.Sprintf("stopped: the program printed more than %d KB", rt.Limits.Output>>10))
	}
	return nil
}

func thousands(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
