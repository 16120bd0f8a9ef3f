package asyncio

import (
	"strings"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// This file tells the runtime's Tracer, when there is one, what tasks do.

func (k *Task) traceCreated(t *object.Thread) {
	tr := t.RT.Trace
	if tr == nil {
		return
	}
	e := trace.Event{Kind: trace.Task, What: trace.Created, Task: int32(k.ID)}
	e.Name, _ = object.AsStr(k.name)
	e.Coro, _ = callableName(t, k.coro)
	if e.Coro == "BaseEventLoop.shutdown_asyncgens" || e.Coro == "BaseEventLoop.shutdown_default_executor" {
		if w, ok := k.coro.(object.Waiting); ok {
			f, _ := w.WaitsAt()
			k.quiet = f == nil || strings.HasPrefix(f.Filename(), "<frozen ")
		}
	}
	if k.quiet {
		return
	}
	if by := Current(t); by != nil {
		e.By = int32(by.ID)
	}
	tr.Trace(t, e)
}

// traceStep tells that a step begins: the first, or one after waiting.
func (k *Task) traceStep(t *object.Thread) {
	tr := t.RT.Trace
	if tr == nil || k.quiet {
		return
	}
	e := trace.Event{Kind: trace.Task, What: trace.Resumed, Task: int32(k.ID)}
	if !k.begun {
		k.begun, e.What = true, trace.Started
		var inner object.Frame
		k.at, k.via = k.waitsAt(tr, &inner)
	}
	e.Position, e.Via = k.at, k.via
	tr.Trace(t, e)
}

// traceSuspended tells where the task waits, and for what.
func (k *Task) traceSuspended(t *object.Thread, yielded object.Object) {
	tr := t.RT.Trace
	if tr == nil || k.quiet {
		return
	}
	e := trace.Event{Kind: trace.Task, What: trace.Suspended, Task: int32(k.ID)}
	var inner object.Frame
	e.Position, e.Via = k.waitsAt(tr, &inner)
	k.at, k.via = e.Position, e.Via
	f := asFuture(yielded)
	switch {
	case yielded == object.None:
		e.Cause = trace.ForTurn
	case f == nil:
		e.Cause = trace.ForFuture
	case f.task != nil:
		e.Cause, e.On = trace.ForTask, int32(f.task.ID)
	case f.cause != trace.NoCause:
		e.Cause, e.On = f.cause, f.ref
	case f.class != nil && f.class.Name == "_GatheringFuture":
		e.Cause, e.Name = trace.ForTasks, "gather"
	default:
		e.Cause = trace.ForFuture
		if inner != nil {
			switch e.Name = inner.FuncName(); e.Name {
			case "wait", "wait_for", "_cancel_and_wait", "TaskGroup.__aexit__", "as_completed.<locals>._wait_for_one":
				e.Cause = trace.ForTasks
			}
		}
	}
	tr.Trace(t, e)
}

// positioner is what a tracer can be asked besides: whether a frame is of the learner's files.
type positioner interface {
	Position(f object.Frame) (trace.Position, bool)
}

// waitsAt follows the awaits of a suspended task inwards. It gives the innermost line of the learner's, and those around it, inside out; inner gets the
// innermost frame of all, apart from what the library's functions have for themselves: Queue.get and not the helper that it waits in.
func (k *Task) waitsAt(tr object.Tracer, inner *object.Frame) (at trace.Position, via []trace.Position) {
	p, ok := tr.(positioner)
	if !ok {
		return at, nil
	}
	var o object.Object = k.coro
	own := true // inner is the learner's
	for depth := 0; o != nil && depth < maxAwaits; depth++ {
		w, ok := o.(object.Waiting)
		if !ok {
			break
		}
		f, on := w.WaitsAt()
		if f == nil {
			break
		}
		pos, mine := p.Position(f)
		if mine || own || !isPrivate(f.FuncName()) {
			*inner, own = f, mine
		}
		if mine {
			if at.Line != 0 && at != pos {
				via = append(via, at)
			}
			at = pos
		}
		o = on
	}
	for i, j := 0, len(via)-1; i < j; i, j = i+1, j-1 {
		via[i], via[j] = via[j], via[i]
	}
	return at, via
}

// isPrivate tells whether a qualified name is no interface: _Waiters.join, Queue._wait_in. A function in a function is named for both.
func isPrivate(name string) bool {
	for at := 0; at < len(name); at++ {
		if begins := at == 0 || name[at-1] == '.'; begins && name[at] == '_' && !strings.HasPrefix(name[at:], "__") {
			return true
		}
	}
	return false
}

// maxAwaits bounds how many nested awaits are looked at: as many as there may be frames.
const maxAwaits = object.DefaultRecursion

func (k *Task) traceEnd(t *object.Thread, what trace.What, exc *object.Exception) {
	tr := t.RT.Trace
	if tr == nil || k.quiet {
		return
	}
	e := trace.Event{Kind: trace.Task, What: what, Task: int32(k.ID)}
	if exc != nil {
		e.Text = exc.Error()
	}
	tr.Trace(t, e)
}

func (k *Task) traceCancelling(t *object.Thread) {
	tr := t.RT.Trace
	if tr == nil || k.quiet {
		return
	}
	e := trace.Event{Kind: trace.Task, What: trace.Cancelling, Task: int32(k.ID)}
	if by := Current(t); by != nil {
		e.By = int32(by.ID)
	} else if Running(t) != nil {
		e.Name = "callback" // of the loop: a TaskGroup's, a timeout's, the program's own
	}
	tr.Trace(t, e)
}

// traceBlocked tells that a callback took virtual time, and with it the loop.
func (l *Loop) traceBlocked(t *object.Thread, since time.Duration) {
	if tr := t.RT.Trace; tr != nil {
		tr.Trace(t, trace.Event{Kind: trace.Blocked, Start: since})
	}
}

type hopsKey struct{}

// NewJob makes a job of t's current task and tells that it waits for its thread. Threads know of jobs also when nobody looks: statements get their line from them.
func NewJob(t *object.Thread, name string, sensitive bool, j object.Job) *object.Job {
	if k := Current(t); k != nil {
		j.Task = int32(k.ID)
	}
	j.Queued = t.RT.Sched.Now()
	if tr := t.RT.Trace; tr != nil {
		n := t.RT.State(hopsKey{}, func() any { return new(int32) }).(*int32)
		*n++
		j.Hop = *n
		tr.Trace(t, trace.Event{Kind: trace.Hop, What: trace.Queued, Hop: j.Hop, Task: j.Task, Name: name, Sensitive: sensitive})
	}
	return &j
}

// DoJob runs f as the job j on thread w.
func DoJob(w *object.Thread, j *object.Job, f func() (object.Object, error)) (object.Object, error) {
	outer, base := w.Job, w.Base
	w.Job, w.Base = j, w.Frame // the frames that are there wait in async_to_sync: what the job does is not of their lines
	tr := w.RT.Trace
	if tr != nil {
		tr.Trace(w, trace.Event{Kind: trace.Hop, What: trace.Started, Hop: j.Hop, Task: j.Task})
	}
	r, err := f()
	if tr != nil {
		e := trace.Event{Kind: trace.Hop, What: trace.Finished, Hop: j.Hop, Task: j.Task}
		if exc := object.AsException(err); exc != nil {
			e.Text = exc.Error()
		}
		tr.Trace(w, e)
	}
	w.Job, w.Base = outer, base
	return r, err
}

// hopCall is a function that is going to be called on another thread.
type hopCall struct {
	fn  object.Object
	job *object.Job
}

var hopCallType = object.Declare("_hop", "_asyncio")

func (*hopCall) Type() *object.Type { return hopCallType }

func init() {
	hopCallType.Define(object.Spec{Final: true, Slots: object.Slots{
		Call: func(t *object.Thread, o object.Object, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			h := o.(*hopCall)
			return DoJob(t, h.job, func() (object.Object, error) { return object.Call(t, h.fn, args, kw) })
		},
	}})
}

func newHopCall(t *object.Thread, fn object.Object) *hopCall {
	var j object.Job
	if place := t.RT.Place; place != nil {
		j.File, j.Func, j.Line = place(t) // of a function that is none of the program's, a queryset's method, it is the line
	}
	return &hopCall{fn, NewJob(t, CallName(t, fn), false, j)}
}

// CallName is the name of a callable as the trace shows it: of what a partial or a wrapper stands for.
func CallName(t *object.Thread, fn object.Object) string {
	for range 4 {
		if p, err := object.GetAttrOpt(t, fn, strFunc); err == nil && p != nil && object.IsCallable(p) {
			if args, err := object.GetAttrOpt(t, fn, strArgs); err == nil {
				// partial(context.run, f): what to_thread makes
				if tu, ok := object.AsTuple(args); ok && len(tu.Items) > 0 && object.IsCallable(tu.Items[0]) {
					p = tu.Items[0]
				}
			}
			fn = p
			continue
		}
		break
	}
	s, err := callableName(t, fn)
	if err != nil {
		return object.TypeName(fn)
	}
	return s
}

var strFunc, strArgs = object.Intern("func"), object.Intern("args")
