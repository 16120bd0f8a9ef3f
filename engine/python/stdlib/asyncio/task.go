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
	waiter     *Future // what it waits for
	mustCancel bool
	cancels    int // cancel() calls not undone by uncancel()
	begun      bool
	quiet      bool           // asyncio's own: the trace leaves it out
	at         trace.Position // where it waits, for the trace
	via        []trace.Position
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

type tasksKey struct{}

// taskState is what asyncio keeps in module globals.
type taskState struct {
	next    int
	current map[*Loop]*Task
	all     []*Task // not done yet, in order of creation
}

func stateOf(t *object.Thread) *taskState {
	return t.RT.State(tasksKey{}, func() any { return &taskState{current: map[*Loop]*Task{}} }).(*taskState)
}

// NewTask makes a task and queues its first step.
func NewTask(t *object.Thread, l *Loop, coro, name object.Object, ctx *contextvars.Context) (*Task, error) {
	if !isCoroutine(coro) {
		r, err := object.Repr(t, coro)
		if err != nil {
			return nil, err
		}
		return nil, object.TypeErrorf("a coroutine was expected, got %s", r)
	}
	s := stateOf(t)
	k := &Task{Future: Future{loop: l}, coro: coro, ctx: ctx}
	k.Future.task = k
	if ctx == nil {
		k.ctx = contextvars.Copy(t)
	}
	s.next++
	k.ID = s.next
	k.name = name
	if name == nil || name == object.None {
		k.name = object.NewStr("Task-" + strconv.Itoa(s.next))
	} else if n, ok := object.AsStr(name); !ok {
		str, err := object.ToStr(t, name)
		if err != nil {
			return nil, err
		}
		k.name = object.NewStr(str)
	} else {
		k.name = object.NewStr(n)
	}
	s.all = append(s.all, k)
	k.traceCreated(t)
	l.CallSoon(t, k.ctx, func(t *object.Thread) error { return k.step(t, nil) })
	return k, nil
}

func isCoroutine(o object.Object) bool {
	if _, ok := o.(object.Resumable); ok && o.Type().Name == "coroutine" {
		return true
	}
	// A class written in Python with the coroutine protocol (collections.abc.Coroutine).
	tp := o.Type()
	return tp.LookupName("send") != nil && tp.LookupName("throw") != nil && tp.LookupName("__await__") != nil
}

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
		return object.Errorf(InvalidStateErrorType, "__step(): already done: %s", "task")
	}
	if k.mustCancel {
		if e == nil || !e.Class.IsSubtype(CancelledErrorType) {
			e = k.cancelledError()
		}
		k.mustCancel = false
	}
	k.waiter = nil
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
			k.cancelFuture(t, k.cancelMsg)
			return nil
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
		k.cancelFuture(t, k.cancelMsg)
		return nil
	case e.Class.IsSubtype(object.KeyboardInterruptType) || e.Class.IsSubtype(object.SystemExitType):
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
		f.blocking = false
		f.addCallback(t, callback{native: k.wakeup, ctx: k.ctx})
		k.waiter = f
		if k.mustCancel {
			done, err := cancelAny(t, f, k.cancelMsg)
			if err != nil {
				return err
			}
			if done {
				k.mustCancel = false
			}
		}
		return nil
	}
	if r == object.None {
		k.loop.CallSoon(t, k.ctx, func(t *object.Thread) error { return k.step(t, nil) })
		return nil
	}
	if r.Type().Name == "generator" {
		return k.throwSoon(t, "yield was used instead of yield from for generator in task %s with %s", k, r)
	}
	return k.throwSoon(t, "Task got bad yield: %s", r)
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
	k.loop.CallSoon(t, k.ctx, func(t *object.Thread) error { return k.step(t, e) })
	return nil
}

// wakeup is the callback on what the task waited for. A result is not passed on: the future's iterator fetches it.
func (k *Task) wakeup(t *object.Thread, f *Future) error {
	switch {
	case f.state == cancelled:
		return k.step(t, f.cancelledError())
	case f.exc != nil:
		f.logTB = false
		return k.step(t, f.exc)
	}
	return k.step(t, nil)
}

// Cancel is Task.cancel.
func (k *Task) Cancel(t *object.Thread, msg object.Object) (bool, error) {
	k.logTB = false
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

// cancelAny calls cancel() on a future or task, a Python override of it included (gather's future).
func cancelAny(t *object.Thread, f *Future, msg object.Object) (bool, error) {
	if f.class != nil {
		var kw *object.Kwargs
		if msg != nil && msg != object.None {
			kw = object.Kw("msg", msg)
		}
		r, err := object.CallMethodKw(t, f.self(), object.Intern("cancel"), nil, kw)
		if err != nil {
			return false, err
		}
		return object.Truth(t, r)
	}
	if f.task != nil {
		return f.task.Cancel(t, msg)
	}
	return f.cancelFuture(t, msg), nil
}

func taskRepr(t *object.Thread, o object.Object) (string, error) {
	k := o.(*Task)
	s := "<" + k.Type().Name
	switch {
	case k.mustCancel:
		s += " cancelling"
	default:
		s += [...]string{" pending", " cancelled", " finished"}[k.state]
	}
	name, err := object.Repr(t, k.name)
	if err != nil {
		return "", err
	}
	s += " name=" + name
	coro, err := coroRepr(t, k.coro)
	if err != nil {
		return "", err
	}
	s += " coro=<" + coro + ">"
	if k.waiter != nil {
		w, err := object.Repr(t, k.waiter.self())
		if err != nil {
			return "", err
		}
		s += " wait_for=" + w
	}
	if k.state == finished {
		if k.exc != nil {
			r, err := object.Repr(t, k.exc)
			if err != nil {
				return "", err
			}
			s += " exception=" + r
		} else {
			r, err := object.Repr(t, k.result)
			if err != nil {
				return "", err
			}
			s += " result=" + r
		}
	}
	cb, err := k.callbacksInfo(t)
	if cb != "" {
		s += " " + cb
	}
	return s + ">", err
}

// coroRepr is a coroutine as a task's repr shows it: main() running at main.py:3.
func coroRepr(t *object.Thread, coro object.Object) (string, error) {
	n, err := callableName(t, coro)
	if err != nil {
		return "", err
	}
	n += "()"
	state := " done"
	if v, err := object.GetAttrOpt(t, coro, object.Intern("cr_frame")); err != nil {
		return "", err
	} else if f, ok := v.(object.Frame); ok {
		return n + " running at " + f.Filename() + ":" + strconv.Itoa(f.Line()), nil
	}
	code, err := object.GetAttrOpt(t, coro, object.Intern("cr_code"))
	if err != nil || code == nil {
		return n + state, err
	}
	file, err1 := object.GetAttrName(t, code, "co_filename")
	line, err2 := object.GetAttrName(t, code, "co_firstlineno")
	if err1 != nil || err2 != nil {
		return n + state, nil
	}
	fs, _ := object.AsStr(file)
	ln, _ := object.AsInt(line)
	return n + " done, defined at " + fs + ":" + strconv.Itoa(int(ln)), nil
}
