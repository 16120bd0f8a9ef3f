package asyncio

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/contextvars"
	"github.com/asyncshelf/asyncshelf/engine/trace"
	"strconv"
)

// Task is asyncio.Task: a coroutine driven by the loop.
type Task struct {
	Future
	ID         int // from 1, in order of creation: what the timeline shows
	coro       object.Object
	name       object.Object
	ctx        *contextvars.Context
	waiter     object.Object // the future it waits for, or nil
	mustCancel bool
	cancels    int // cancel() calls not undone by uncancel()
	begun      bool
	stepped    bool // its coroutine has run
	// Where in the learner's files it was created.
	madeFile, madeFunc string
	madeLine           int
	quiet              bool           // asyncio's own: the trace leaves it out
	at                 trace.Position // where it waits, for the trace
	via                []trace.Position
}

// TaskType is the class.
var TaskType = object.Declare("Task", "_asyncio", FutureType)

// Type is the class.
func (k *Task) Type() *object.Type {
	if k.class != nil {
		return k.class
	}
	return TaskType
}

// Address implements object.Placed. In what order a set has its tasks, as asyncio.wait and all_tasks return them, many programs print. It is no accident:
// once asyncio is imported CPython's allocator has the same few gaps for tasks every time (here in units of 16 bytes after the first task), and then gives
// them places one after the other. So small sets are in order of creation, and of five the fourth task comes second.
func (k *Task) Address() int64 {
	gaps := [...]int64{0, 168, 180, 312}
	n := int64(k.ID - 1)
	if k.ID <= 0 {
		return 0
	}
	const first, size = 0x7e4000000000>>4 + 376, 12
	if k.ID <= len(gaps) {
		return (first + gaps[n]) << 4
	}
	return (first + 336 + size*(n-int64(len(gaps)))) << 4
}

type tasksKey struct{}

// taskState is what asyncio keeps in module globals.
type taskState struct {
	next    int
	unnamed int // tasks that were given a name by asyncio
	current map[*Loop]*Task
	all     []*Task       // not done yet, in order of creation
	policy  object.Object // the program's event loop policy, or nil
}

func stateOf(t *object.Thread) *taskState {
	return t.RT.State(tasksKey{}, func() any { return &taskState{current: map[*Loop]*Task{}} }).(*taskState)
}

// NewTask makes a task and queues its first step.
func NewTask(t *object.Thread, l *Loop, coro, name object.Object, ctx *contextvars.Context) (*Task, error) {
	k := &Task{}
	k.Future.task = k
	return k, k.start(t, l, coro, name, ctx)
}

// start is Task.__init__.
func (k *Task) start(t *object.Thread, l *Loop, coro, name object.Object, ctx *contextvars.Context) error {
	if !isCoroutine(coro) {
		r, err := object.Repr(t, coro)
		if err != nil {
			return err
		}
		return object.TypeErrorf("a coroutine was expected, got %s", r)
	}
	s := stateOf(t)
	k.loop, k.coro, k.ctx, k.origin = l, coro, ctx, l.originHere(t)
	if ctx == nil {
		k.ctx = contextvars.Copy(t)
	}
	s.next++
	k.ID = s.next
	if name == nil || name == object.None {
		s.unnamed++
		k.name = object.NewStr("Task-" + strconv.Itoa(s.unnamed))
	} else {
		str, err := object.ToStr(t, name)
		if err != nil {
			return err
		}
		k.name = object.NewStr(str)
	}
	if place := t.RT.Place; place != nil {
		k.madeFile, k.madeFunc, k.madeLine = place(t)
	}
	if err := l.checkClosed(); err != nil {
		return err
	}
	if err := k.stepSoon(t, nil); err != nil {
		return err
	}
	s.all = append(s.all, k)
	k.traceCreated(t)
	return nil
}

// stepSoon queues a step: with e, one that raises it in the coroutine.
func (k *Task) stepSoon(t *object.Thread, e *object.Exception) error {
	if k.loop.class != nil || k.loop.dict != nil {
		if own, err := k.loop.callSoonOwn(t, k.ctx, k.stepper(e)); own {
			return err
		}
	}
	h := k.loop.CallSoon(t, k.ctx, func(t *object.Thread) error { return k.step(t, e) })
	h.name, h.task = "<TaskStepMethWrapper object>()", k
	return nil
}

func isCoroutine(o object.Object) bool {
	// Generators count too: asyncio.coroutines._COROUTINE_TYPES.
	if _, ok := o.(object.Resumable); ok && (o.Type().Name == "coroutine" || o.Type().Name == "generator") {
		return true
	}
	// A class written in Python with the coroutine protocol (collections.abc.Coroutine).
	tp := o.Type()
	return tp.LookupName("send") != nil && tp.LookupName("throw") != nil && tp.LookupName("__await__") != nil
}

// Made is where in the learner's files the task was created.
func (k *Task) Made() (file, fn string, line int) { return k.madeFile, k.madeFunc, k.madeLine }

// Current is the task that runs on t just now, or nil.
func Current(t *object.Thread) *Task {
	l := Running(t)
	if l == nil {
		return nil
	}
	return stateOf(t).current[l]
}

func (s *taskState) remove(k *Task) {
	for i, x := range s.all {
		if x == k {
			if s.all[i] = nil; i == 0 {
				s.all = s.all[1:] // tasks mostly end in the order in which they began
			} else {
				s.all = append(s.all[:i], s.all[i+1:]...)
			}
			return
		}
	}
}

// step resumes the coroutine once: CPython's task_step.
func (k *Task) step(t *object.Thread, e *object.Exception) error {
	if k.done() {
		r, err := object.Repr(t, k)
		if err != nil {
			return err
		}
		why := "None"
		if e != nil {
			if why, err = object.Repr(t, e); err != nil {
				return err
			}
		}
		return object.Errorf(InvalidStateErrorType, "__step(): already done: %s %s", r, why)
	}
	if k.mustCancel {
		if e == nil || !e.Class.IsSubtype(CancelledErrorType) {
			e = k.cancelledError()
		}
		k.mustCancel = false
	}
	k.waiter, k.stepped = nil, true
	s := stateOf(t)
	prev := s.current[k.loop]
	s.current[k.loop] = k
	base := t.Base
	t.Base = t.Frame
	k.traceStep(t)
	var r object.Object
	var done bool
	var err error
	if e == nil {
		r, done, err = object.Send(t, k.coro, object.None)
	} else {
		r, done, err = object.Throw(t, k.coro, e)
	}
	t.Settle()
	t.Base = base
	if prev == nil {
		delete(s.current, k.loop)
	} else {
		s.current[k.loop] = prev
	}
	switch {
	case err != nil:
		return k.failed(t, err)
	case done:
		s.remove(k)
		if k.mustCancel { // cancelled just before it returned
			k.mustCancel = false
			k.traceEnd(t, trace.Cancelled, nil)
			_, err := k.cancelFuture(t, k.cancelMsg)
			return err
		}
		k.traceEnd(t, trace.Finished, nil)
		return k.SetResult(t, r)
	}
	k.traceSuspended(t, r)
	return k.waitFor(t, r)
}

func (k *Task) failed(t *object.Thread, err error) error {
	e := object.AsException(err)
	if e == nil {
		return err
	}
	stateOf(t).remove(k)
	switch {
	case e.Class.IsSubtype(CancelledErrorType):
		k.cancelExc = e
		k.traceEnd(t, trace.Cancelled, nil)
		_, err := k.cancelFuture(t, nil)
		return err
	case ends(e):
		k.traceEnd(t, trace.Finished, e)
		if err := k.SetException(t, e); err != nil {
			return err
		}
		return e
	}
	k.traceEnd(t, trace.Finished, e)
	if e.Class.IsSubtype(object.StopIterationType) {
		r := object.Errorf(object.RuntimeErrorType, "coroutine raised StopIteration")
		r.Cause, r.Context = e, e
		e = r
	}
	return k.SetException(t, e)
}

// yieldSteps is what `await asyncio.sleep(0)` counts for beside its instructions when a run is measured against its limit: about what a turn of the loop
// takes. So a loop of nothing else is stopped about as soon as every other.
const yieldSteps = 20

// waitFor looks at what the coroutine yielded.
func (k *Task) waitFor(t *object.Thread, r object.Object) error {
	if f := asFuture(r); f != nil {
		switch {
		case f.loop != k.loop:
			return k.throwSoon(t, "Task %s got Future %s attached to a different loop", k, r)
		case !f.blocking:
			return k.throwSoon(t, "yield was used instead of yield from in task %s with %s", k, r)
		case f == &k.Future:
			return k.throwSoon(t, "Task cannot await on itself: %s", k)
		}
		if f.overridden("add_done_callback") {
			return k.waitForForeign(t, r, object.NewBool(true)) // the subclass wants to know
		}
		f.blocking = false
		if err := f.addCallback(t, callback{native: k.wakeup, name: "Task.task_wakeup()", task: k, ctx: k.ctx}); err != nil {
			return err
		}
		return k.waitsFor(t, r)
	}
	if r == object.None {
		t.RT.StepsUsed += yieldSteps
		return k.stepSoon(t, nil)
	}
	if blocking, err := object.GetAttrOpt(t, r, object.Intern("_asyncio_future_blocking")); err != nil {
		return err
	} else if blocking != nil && blocking != object.None {
		return k.waitForForeign(t, r, blocking)
	}
	if r.Type().Name == "generator" {
		return k.throwSoon(t, "yield was used instead of yield from for generator in task %s with %s", k, r)
	}
	return k.throwSoon(t, "Task got bad yield: %s", r)
}

// waitsFor notes what the task waits for now; a cancellation that came meanwhile goes there.
func (k *Task) waitsFor(t *object.Thread, r object.Object) error {
	k.waiter = r
	if !k.mustCancel {
		return nil
	}
	ok, err := cancelAny(t, r, k.cancelMsg)
	if ok {
		k.mustCancel = false
	}
	return err
}

// waitForForeign waits for an object that has a future's protocol without being one.
func (k *Task) waitForForeign(t *object.Thread, r, blocking object.Object) error {
	set, err := object.Truth(t, blocking)
	if err != nil {
		return err
	}
	if !set {
		return k.throwSoon(t, "yield was used instead of yield from in task %s with %s", k, r)
	}
	if err := object.SetAttr(t, r, object.Intern("_asyncio_future_blocking"), object.NewBool(false)); err != nil {
		return err
	}
	wake := object.NewBuiltin("task_wakeup", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("task_wakeup", a, kw, 1, 1); err != nil {
			return nil, err
		}
		_, err := object.CallMethod(t, a[0], "result")
		if err == nil {
			return object.None, k.step(t, nil)
		}
		if e := object.AsException(err); e != nil {
			return object.None, k.step(t, e)
		}
		return nil, err
	})
	if _, err := object.CallMethodKw(t, r, object.Intern("add_done_callback"), []object.Object{wake}, object.Kw("context", k.ctx)); err != nil {
		return err
	}
	return k.waitsFor(t, r)
}

func (k *Task) throwSoon(t *object.Thread, format string, objs ...object.Object) error {
	args := make([]any, len(objs))
	for i, o := range objs {
		r, err := object.Repr(t, o)
		if err != nil {
			return err
		}
		args[i] = r
	}
	e := object.Errorf(object.RuntimeErrorType, format, args...)
	return k.stepSoon(t, e)
}

// wakeup is the callback on what the task waited for. A result is not passed on: the future's iterator fetches it.
func (k *Task) wakeup(t *object.Thread, f *Future) error {
	switch {
	case f.state == cancelled:
		return k.step(t, f.cancelledError())
	case f.exc != nil:
		f.retrieved()
		return k.step(t, f.raise())
	}
	return k.step(t, nil)
}

// Cancel is Task.cancel.
func (k *Task) Cancel(t *object.Thread, msg object.Object) (bool, error) {
	k.retrieved()
	if k.done() {
		return false, nil
	}
	k.cancels++
	k.traceCancelling(t)
	if k.waiter != nil {
		ok, err := cancelAny(t, k.waiter, msg)
		if ok || err != nil {
			return ok, err
		}
	}
	k.mustCancel, k.cancelMsg = true, msg
	return true, nil
}

// cancelAny calls cancel() on a future, task or whatever stands for one, a Python override of it included (gather's future).
func cancelAny(t *object.Thread, o, msg object.Object) (bool, error) {
	if f := asFuture(o); f != nil && f.class == nil {
		if f.task != nil {
			return f.task.Cancel(t, msg)
		}
		return f.cancelFuture(t, msg)
	}
	var kw *object.Kwargs
	if msg != nil && msg != object.None {
		kw = object.Kw("msg", msg)
	}
	r, err := object.CallMethodKw(t, o, object.Intern("cancel"), nil, kw)
	if err != nil {
		return false, err
	}
	return object.Truth(t, r)
}
