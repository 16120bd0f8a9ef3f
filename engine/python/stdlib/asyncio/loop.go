package asyncio

import (
	"strconv"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/contextvars"
)

// Loop is an event loop. It belongs to the thread that runs it.
type Loop struct {
	dict     *object.Dict
	ready    []*Handle
	timers   timerHeap
	read     time.Duration  // how far the clock was ahead when loop.time() was called last
	thread   *object.Thread // running it, or nil
	stopping bool
	turns    int // without a wait
	closed   bool
	debug    bool
	handler  object.Object // exception handler, or nil
	factory  object.Object // of tasks, or nil
	class    *object.Type  // a subclass of the program's, or nil
	// slow is slow_callback_duration: what debug mode calls too long for one callback, in seconds.
	slow          object.Object
	currentHandle *Handle // debug mode's: what runs just now
}

// Handle is a callback scheduled with call_soon, TimerHandle one with call_later or call_at.
type Handle struct {
	loop      *Loop
	fn        object.Object
	native    func(t *object.Thread) error // instead of fn: tasks' own steps
	name      string                       // native's, as a repr shows it
	task      *Task                        // whose step or wake-up it is, or nil
	args      []object.Object
	ctx       *contextvars.Context
	when      float64       // by the loop's clock, which is somewhat ahead (see object.Scheduler.Late)
	due       time.Duration // the same by the scheduler's
	index     int           // in the loop's heap
	timer     bool
	cancelled bool
	given     object.Object // when as the program has given it, or nil
	scheduled bool          // says a loop of the program's own
	origin    *origin       // where it was made (debug mode), or nil
	repr      string        // of a cancelled handle (debug mode): it has let go of its callback
}

// The classes.
var (
	AbstractLoopType = object.Declare("AbstractEventLoop", "asyncio.events")
	BaseLoopType     = object.Declare("BaseEventLoop", "asyncio.base_events", AbstractLoopType)
	LoopType         = object.Declare("_UnixSelectorEventLoop", "asyncio.unix_events", BaseLoopType)
	HandleType       = object.Declare("Handle", "asyncio.events")
	TimerHandleType  = object.Declare("TimerHandle", "asyncio.events", HandleType)
)

// Type is the class: learners never see which selector the loop has.
func (l *Loop) Type() *object.Type {
	if l.class != nil {
		return l.class
	}
	return LoopType
}

// InstDict implements object.HasDict.
func (l *Loop) InstDict(create bool) *object.Dict {
	if l.dict == nil && create {
		l.dict = object.NewDict()
	}
	return l.dict
}

// Type is Handle or TimerHandle.
func (h *Handle) Type() *object.Type {
	if h.timer {
		return TimerHandleType
	}
	return HandleType
}

// Running is the loop that runs on t just now, or nil.
func Running(t *object.Thread) *Loop {
	l, _ := t.RunningLoop.(*Loop)
	return l
}

// newLoop makes a loop as new_event_loop does. cls: a class of the program's, or nil.
func newLoop(t *object.Thread, cls *object.Type) (*Loop, error) {
	l := &Loop{slow: object.Float(0.1)}
	if cls != LoopType {
		l.class = cls
	}
	// asyncio says which selector it has; a program that logs at level DEBUG shows it.
	return l, logLine(t, "debug", "Using selector: EpollSelector")
}

// CallSoon queues native work with a context (nil: a copy of the current one).
func (l *Loop) CallSoon(t *object.Thread, ctx *contextvars.Context, f func(t *object.Thread) error) *Handle {
	if ctx == nil {
		ctx = contextvars.Copy(t)
	}
	h := &Handle{loop: l, native: f, ctx: ctx}
	l.ready = append(l.ready, h)
	return h
}

func (l *Loop) callSoon(t *object.Thread, ctx *contextvars.Context, fn object.Object, args []object.Object) *Handle {
	if ctx == nil {
		ctx = contextvars.Copy(t)
	}
	h := &Handle{loop: l, fn: fn, args: args, ctx: ctx, origin: l.originHere(t)}
	l.ready = append(l.ready, h)
	return h
}

// CallSoonThreadsafe is CallSoon for other threads: it wakes the loop.
func (l *Loop) CallSoonThreadsafe(t *object.Thread, f func(t *object.Thread) error) {
	l.ready = append(l.ready, &Handle{loop: l, native: f, ctx: contextvars.Copy(t)})
	l.wakeUp()
}

func (l *Loop) wakeUp() {
	if l.thread != nil {
		l.thread.Unpark()
	}
}

func (l *Loop) checkRunning(t *object.Thread) error {
	if l.thread != nil {
		return object.RuntimeErrorf("This event loop is already running")
	}
	if Running(t) != nil {
		return object.RuntimeErrorf("Cannot run the event loop while another loop is running")
	}
	return nil
}

// runForever runs iterations until stop().
func (l *Loop) runForever(t *object.Thread) error {
	if l.watched(t) {
		t.RT.DropTemporaries()
	}
	if l.closed {
		return object.RuntimeErrorf("Event loop is closed")
	}
	if err := l.checkRunning(t); err != nil {
		return err
	}
	l.thread, t.RunningLoop = t, l
	if l.debug {
		defer func(old int) { t.RT.OriginDepth = old }(t.RT.OriginDepth)
		t.RT.OriginDepth = 10
	}
	defer func() {
		l.thread, t.RunningLoop, l.stopping = nil, nil, false
	}()
	for {
		if err := l.runOnce(t); err != nil {
			return err
		}
		if l.stopping {
			return nil
		}
	}
}

func (l *Loop) runOnce(t *object.Thread) error {
	for len(l.timers) > 0 && l.timers[0].cancelled {
		l.timers.pop()
	}
	if err := l.poll(t); err != nil {
		return err
	}
	if len(l.timers) > 0 {
		l.takeDue(t)
	}
	n := len(l.ready)
	for i := 0; i < n; i++ {
		h := l.ready[0]
		l.ready[0] = nil
		l.ready = l.ready[1:]
		if h.cancelled {
			continue
		}
		run := h.run
		if l.debug {
			run = h.runTimed
		}
		began := t.RT.Sched.Now()
		t.BeginStretch()
		err := run(t)
		t.Settle()
		if now := t.RT.Sched.Now(); now != began {
			l.traceBlocked(t, began)
		}
		if err != nil {
			return err
		}
		if rs := reportsOf(t); rs.fresh {
			h, run = nil, nil
			if err := reportEnded(t, rs); err != nil {
				return err
			}
		}
	}
	return nil
}

// runTimed is run for debug mode: it tells of callbacks that block the loop.
func (h *Handle) runTimed(t *object.Thread) error {
	l := h.loop
	limit, err := number(t, l.slow)
	if err != nil {
		return err
	}
	l.currentHandle = h
	from := l.Time(t)
	err = h.run(t)
	l.currentHandle = nil
	took := l.Time(t) - from
	if err != nil || took < limit {
		return err
	}
	var what object.Object = h
	if h.task != nil {
		what = h.task
	}
	r, err := object.Repr(t, what)
	if err != nil {
		return err
	}
	return logLine(t, "warning", "Executing "+r+" took "+strconv.FormatFloat(took, 'f', 3, 64)+" seconds")
}

// A loop that turns again and again without ever having nothing to do pays for its turns, as many as it takes; the first ones are free.
const (
	freeTurns = 100
	turnCost  = 25 * time.Microsecond
)

// poll is the selector: it parks the thread while there is nothing to do.
func (l *Loop) poll(t *object.Thread) error {
	if len(l.ready) > 0 || l.stopping {
		if l.turns++; l.turns > freeTurns && !l.stopping {
			// It spins, as `while not done: await asyncio.sleep(0)` does. What it waits for comes about only if time passes and other threads get to run.
			t.RT.Sched.Advance(turnCost)
			return t.LetOthers()
		}
		return t.Checkpoint(1)
	}
	l.turns = 0
	if rs := reportsOf(t); len(rs.weak) > 0 {
		if err := reportEnded(t, rs); err != nil || len(l.ready) > 0 {
			return err
		}
	}
	deadline := time.Duration(-1)
	if len(l.timers) > 0 {
		if deadline = l.timers[0].due; deadline <= t.RT.Sched.Now() {
			return t.Checkpoint(1)
		}
	}
	_, err := t.Park(deadline)
	return err
}

func (h *Handle) run(t *object.Thread) error {
	if h.fn == nil && h.native == nil {
		return nil // cancelled
	}
	leave := h.ctx.Enter(t)
	var err error
	if h.native != nil {
		err = h.native(t)
	} else {
		_, err = object.Call(t, h.fn, h.args, nil)
	}
	leave()
	if err == nil {
		return nil
	}
	e := object.AsException(err)
	if e == nil || ends(e) {
		return err
	}
	return h.loop.exceptionInCallback(t, h, e)
}
