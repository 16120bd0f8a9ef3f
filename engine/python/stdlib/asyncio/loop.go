package asyncio

import (
	"container/heap"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/contextvars"
)

// Loop is an event loop. It belongs to the thread that runs it.
type Loop struct {
	dict     *object.Dict
	ready    []*Handle
	timers   timerHeap
	seq      int
	thread   *object.Thread // running it, or nil
	stopping bool
	closed   bool
	debug    bool
	handler  object.Object // exception handler, or nil
}

// Handle is a callback scheduled with call_soon, TimerHandle one with call_later or call_at.
type Handle struct {
	loop      *Loop
	fn        object.Object
	native    func(t *object.Thread) error // instead of fn: tasks' own steps
	args      []object.Object
	ctx       *contextvars.Context
	when      float64
	timer     bool
	seq       int
	cancelled bool
}

// The classes.
var (
	AbstractLoopType = object.Declare("AbstractEventLoop", "asyncio.events")
	LoopType         = object.Declare("_UnixSelectorEventLoop", "asyncio.unix_events", AbstractLoopType)
	HandleType       = object.Declare("Handle", "asyncio.events")
	TimerHandleType  = object.Declare("TimerHandle", "asyncio.events", HandleType)
)

// Type is the class: learners never see which selector the loop has.
func (*Loop) Type() *object.Type { return LoopType }

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

type timerHeap []*Handle

func (h timerHeap) Len() int { return len(h) }
func (h timerHeap) Less(i, j int) bool {
	return h[i].when < h[j].when || h[i].when == h[j].when && h[i].seq < h[j].seq
}
func (h timerHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *timerHeap) Push(x any)   { *h = append(*h, x.(*Handle)) }
func (h *timerHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

// Running is the loop that runs on t just now, or nil.
func Running(t *object.Thread) *Loop {
	l, _ := t.RunningLoop.(*Loop)
	return l
}

// Time is loop.time(): seconds of virtual time.
func (l *Loop) Time(rt *object.Runtime) float64 { return rt.Sched.Now().Seconds() }

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
	h := &Handle{loop: l, fn: fn, args: args, ctx: ctx}
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

// CallAt queues native work for a time of the loop's clock, in seconds.
func (l *Loop) CallAt(t *object.Thread, when float64, f func(t *object.Thread) error) *Handle {
	h := l.addTimer(t, when, nil)
	h.native = f
	return h
}

func (l *Loop) addTimer(t *object.Thread, when float64, ctx *contextvars.Context) *Handle {
	if ctx == nil {
		ctx = contextvars.Copy(t)
	}
	l.seq++
	h := &Handle{loop: l, timer: true, when: when, seq: l.seq, ctx: ctx}
	heap.Push(&l.timers, h)
	return h
}

// runForever runs iterations until stop().
func (l *Loop) runForever(t *object.Thread) error {
	if l.closed {
		return object.RuntimeErrorf("Event loop is closed")
	}
	if l.thread != nil {
		return object.RuntimeErrorf("This event loop is already running")
	}
	if Running(t) != nil {
		return object.RuntimeErrorf("Cannot run the event loop while another loop is running")
	}
	l.thread, t.RunningLoop = t, l
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

// clockResolution is what asyncio adds when it asks which timers are due.
const clockResolution = 1e-9

func (l *Loop) runOnce(t *object.Thread) error {
	for len(l.timers) > 0 && l.timers[0].cancelled {
		heap.Pop(&l.timers)
	}
	if err := l.poll(t); err != nil {
		return err
	}
	end := l.Time(t.RT) + clockResolution
	for len(l.timers) > 0 && l.timers[0].when < end {
		h := heap.Pop(&l.timers).(*Handle)
		if !h.cancelled {
			l.ready = append(l.ready, h)
		}
	}
	n := len(l.ready)
	for i := 0; i < n; i++ {
		h := l.ready[0]
		l.ready[0] = nil
		l.ready = l.ready[1:]
		if h.cancelled {
			continue
		}
		began := t.RT.Sched.Now()
		err := h.run(t)
		if now := t.RT.Sched.Now(); now != began {
			l.traceBlocked(t, began)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// poll is the selector: it parks the thread while there is nothing to do.
func (l *Loop) poll(t *object.Thread) error {
	if len(l.ready) > 0 || l.stopping {
		return t.Checkpoint(1)
	}
	deadline := time.Duration(-1)
	if len(l.timers) > 0 {
		if deadline = object.Seconds(l.timers[0].when); deadline <= t.RT.Sched.Now() {
			return t.Checkpoint(1)
		}
	}
	_, err := t.Park(deadline)
	return err
}

func (h *Handle) run(t *object.Thread) error {
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
	if e == nil || e.Class.IsSubtype(object.SystemExitType) || e.Class.IsSubtype(object.KeyboardInterruptType) {
		return err
	}
	return h.loop.exceptionInCallback(t, h, e)
}

func (l *Loop) exceptionInCallback(t *object.Thread, h *Handle, e *object.Exception) error {
	r, err := object.Repr(t, h)
	if err != nil {
		return err
	}
	ctx := object.NewDict()
	ctx.SetName("message", object.NewStr("Exception in callback "+r))
	ctx.SetName("exception", e)
	ctx.SetName("handle", h)
	return l.callExceptionHandler(t, ctx)
}

// callExceptionHandler reports what nobody waits for: to the program's own handler or, as asyncio's logger does, to stderr.
func (l *Loop) callExceptionHandler(t *object.Thread, ctx *object.Dict) error {
	if l.handler != nil && l.handler != object.None {
		_, err := object.CallArgs(t, l.handler, l, ctx)
		return err
	}
	return defaultExceptionHandler(t, ctx)
}

func defaultExceptionHandler(t *object.Thread, ctx *object.Dict) error {
	msg := "Unhandled exception in event loop"
	if m := ctx.GetName("message"); m != nil {
		if s, ok := object.AsStr(m); ok && s != "" {
			msg = s
		}
	}
	for _, key := range []string{"future", "handle", "task"} {
		if v := ctx.GetName(key); v != nil {
			r, err := object.Repr(t, v)
			if err != nil {
				return err
			}
			msg += "\n" + key + ": " + r
		}
	}
	if e, ok := ctx.GetName("exception").(*object.Exception); ok {
		tb, err := formatException(t, e)
		if err != nil {
			return err
		}
		msg += "\n" + tb
	}
	return t.Write(2, msg+"\n")
}

// formatException uses the traceback module, so that it reads as every other traceback.
func formatException(t *object.Thread, e *object.Exception) (string, error) {
	m, err := t.RT.Import(t, "traceback")
	if err != nil {
		return e.Error(), nil
	}
	lines, err := object.CallMethod(t, m, "format_exception", e)
	if err != nil {
		return "", err
	}
	s, err := object.CallMethod(t, object.NewStr(""), "join", lines)
	if err != nil {
		return "", err
	}
	text, _ := object.AsStr(s)
	for len(text) > 0 && text[len(text)-1] == '\n' {
		text = text[:len(text)-1]
	}
	return text, nil
}
