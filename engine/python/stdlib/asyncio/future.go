package asyncio

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/contextvars"
	"github.com/asyncshelf/asyncshelf/engine/trace"
	"strconv"
)

type futureState uint8

const (
	pending futureState = iota
	cancelled
	finished
)

// Future is asyncio.Future. Task embeds it.
type Future struct {
	class     *object.Type
	dict      *object.Dict
	loop      *Loop
	state     futureState
	result    object.Object
	exc       *object.Exception
	callbacks []callback
	// blocking is set while a task is being told, by yielding the future, to wait for it (_asyncio_future_blocking).
	blocking  bool
	cancelMsg object.Object // nil: none given
	cancelExc *object.Exception
	logTB     bool  // its exception has not been looked at by anybody
	task      *Task // the task this future is the base of, or nil
	// What a task that waits for it waits for, for the trace.
	cause trace.Cause
	ref   int32
}

type callback struct {
	fn     object.Object
	native func(t *object.Thread, f *Future) error
	ctx    *contextvars.Context
}

// The classes and exceptions.
var (
	FutureType            = object.Declare("Future", "_asyncio")
	CancelledErrorType    = object.Declare("CancelledError", "asyncio.exceptions", object.BaseExceptionType)
	InvalidStateErrorType = object.Declare("InvalidStateError", "asyncio.exceptions", object.ExceptionType)
)

// Type is the class.
func (f *Future) Type() *object.Type {
	if f.class != nil {
		return f.class
	}
	return FutureType
}

// InstDict implements object.HasDict.
func (f *Future) InstDict(create bool) *object.Dict {
	if f.dict == nil && create {
		f.dict = object.NewDict()
	}
	return f.dict
}

// NewFuture makes a pending future of a loop.
func NewFuture(l *Loop) *Future { return &Future{loop: l} }

// asFuture gives the future that o is, a task's included.
func asFuture(o object.Object) *Future {
	switch f := o.(type) {
	case *Future:
		return f
	case *Task:
		return &f.Future
	}
	return nil
}

// self is the Python object of f.
func (f *Future) self() object.Object {
	if f.task != nil {
		return f.task
	}
	return f
}

func (f *Future) done() bool { return f.state != pending }

// schedule hands the callbacks to the loop, each with the context it was added in.
func (f *Future) schedule(t *object.Thread) {
	cbs := f.callbacks
	f.callbacks = nil
	for _, cb := range cbs {
		f.callSoon(t, cb)
	}
}

func (f *Future) callSoon(t *object.Thread, cb callback) {
	if cb.native != nil {
		n := cb.native
		f.loop.CallSoon(t, cb.ctx, func(t *object.Thread) error { return n(t, f) })
		return
	}
	f.loop.callSoon(t, cb.ctx, cb.fn, []object.Object{f.self()})
}

func (f *Future) addCallback(t *object.Thread, cb callback) {
	if cb.ctx == nil {
		cb.ctx = contextvars.Copy(t)
	}
	if f.done() {
		f.callSoon(t, cb)
		return
	}
	f.callbacks = append(f.callbacks, cb)
}

// SetResult is set_result.
func (f *Future) SetResult(t *object.Thread, v object.Object) error {
	if f.done() {
		return f.invalid(t)
	}
	f.state, f.result = finished, v
	f.schedule(t)
	return nil
}

// SetException is set_exception.
func (f *Future) SetException(t *object.Thread, e *object.Exception) error {
	if f.done() {
		return f.invalid(t)
	}
	if e.Class == object.StopIterationType {
		return object.TypeErrorf("StopIteration interacts badly with generators and cannot be raised into a Future")
	}
	f.state, f.exc, f.logTB = finished, e, true
	noteUnretrieved(t, f)
	f.schedule(t)
	return nil
}

func (f *Future) invalid(*object.Thread) error {
	return object.Errorf(InvalidStateErrorType, "invalid state")
}

// cancelFuture is Future.cancel (not Task.cancel).
func (f *Future) cancelFuture(t *object.Thread, msg object.Object) bool {
	f.logTB = false
	if f.done() {
		return false
	}
	f.state, f.cancelMsg = cancelled, msg
	f.schedule(t)
	return true
}

// cancelledError is the CancelledError that waiting for a cancelled future raises.
func (f *Future) cancelledError() *object.Exception {
	if e := f.cancelExc; e != nil {
		f.cancelExc = nil
		return e
	}
	if f.cancelMsg == nil || f.cancelMsg == object.None {
		return object.NewException(CancelledErrorType)
	}
	return object.NewException(CancelledErrorType, f.cancelMsg)
}

// Result is Future.result().
func (f *Future) Result(t *object.Thread) (object.Object, error) {
	switch f.state {
	case cancelled:
		return nil, f.cancelledError()
	case pending:
		return nil, object.Errorf(InvalidStateErrorType, "Result is not set.")
	}
	f.logTB = false
	if f.exc != nil {
		return nil, f.exc
	}
	return f.result, nil
}

func (f *Future) exception() (object.Object, error) {
	switch f.state {
	case cancelled:
		return nil, f.cancelledError()
	case pending:
		return nil, object.Errorf(InvalidStateErrorType, "Exception is not set.")
	}
	f.logTB = false
	if f.exc != nil {
		return f.exc, nil
	}
	return object.None, nil
}

// unretrieved lists futures whose exception nobody has looked at: asyncio reports those when they are collected; here, since Go's
// collector has no fixed times, when the loop closes.
type unretrievedKey struct{}

func noteUnretrieved(t *object.Thread, f *Future) {
	l := t.RT.State(unretrievedKey{}, func() any { return new([]*Future) }).(*[]*Future)
	if len(*l) > 64 { // most have been retrieved by now
		kept := (*l)[:0]
		for _, g := range *l {
			if g.logTB {
				kept = append(kept, g)
			}
		}
		*l = kept
	}
	*l = append(*l, f)
}

// ReportUnretrieved tells of exceptions that were never retrieved, in the order in which they were set.
func ReportUnretrieved(t *object.Thread) error {
	l := t.RT.State(unretrievedKey{}, func() any { return new([]*Future) }).(*[]*Future)
	fs := *l
	*l = nil
	for _, f := range fs {
		if !f.logTB {
			continue
		}
		f.logTB = false
		ctx := object.NewDict()
		key := "future"
		name := "Future"
		if f.task != nil {
			name = "Task"
		}
		ctx.SetName("message", object.NewStr(name+" exception was never retrieved"))
		ctx.SetName("exception", f.exc)
		ctx.SetName(key, f.self())
		if err := f.loop.callExceptionHandler(t, ctx); err != nil {
			return err
		}
	}
	return nil
}

// futureIter is what Future.__await__ gives: it yields the future once, then returns its result.
type futureIter struct {
	f    *Future
	sent bool
}

var futureIterType = object.Declare("FutureIter", "_asyncio")

func (*futureIter) Type() *object.Type { return futureIterType }

// Resume implements object.Resumable.
func (it *futureIter) Resume(t *object.Thread, v object.Object, e *object.Exception) (object.Object, bool, error) {
	f := it.f
	if f == nil {
		if e != nil {
			return nil, false, e
		}
		return object.None, true, nil
	}
	if e != nil {
		it.f = nil
		return nil, false, e
	}
	if !f.done() {
		if it.sent {
			it.f = nil
			return nil, false, object.RuntimeErrorf("await wasn't used with future")
		}
		it.sent, f.blocking = true, true
		return f.self(), false, nil
	}
	it.f = nil
	r, err := f.Result(t)
	return r, err == nil, err
}

func futureRepr(t *object.Thread, o object.Object) (string, error) {
	f := asFuture(o)
	s := "<" + f.Type().Name
	info, err := f.info(t)
	return s + info + ">", err
}

func (f *Future) info(t *object.Thread) (string, error) {
	s := [...]string{" pending", " cancelled", " finished"}[f.state]
	if f.state == finished {
		var v object.Object = f.result
		label := " result="
		if f.exc != nil {
			v, label = f.exc, " exception="
		}
		r, err := object.Repr(t, v)
		if err != nil {
			return "", err
		}
		s += label + r
	}
	if cb, err := f.callbacksInfo(t); err != nil {
		return "", err
	} else if cb != "" {
		s += " " + cb
	}
	return s, nil
}

func (f *Future) callbacksInfo(t *object.Thread) (string, error) {
	var names []string
	for _, cb := range f.callbacks {
		if cb.native != nil {
			names = append(names, "TaskWakeupMethWrapper()")
			continue
		}
		n, err := callableName(t, cb.fn)
		if err != nil {
			return "", err
		}
		names = append(names, n+"()")
	}
	switch len(names) {
	case 0:
		return "", nil
	case 1:
		return "cb=[" + names[0] + "]", nil
	case 2:
		return "cb=[" + names[0] + ", " + names[1] + "]", nil
	}
	return "cb=[" + names[0] + ", <" + strconv.Itoa(len(names)-2) + " more>, " + names[len(names)-1] + "]", nil
}

func callableName(t *object.Thread, fn object.Object) (string, error) {
	for _, n := range []string{"__qualname__", "__name__"} {
		v, err := object.GetAttrOpt(t, fn, object.Intern(n))
		if err != nil {
			return "", err
		}
		if v != nil {
			if s, ok := object.AsStr(v); ok {
				return s, nil
			}
		}
	}
	return object.Repr(t, fn)
}
