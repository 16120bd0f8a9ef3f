package asyncio

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/contextvars"
	"github.com/asyncshelf/asyncshelf/engine/trace"
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
	excTB     *object.Traceback // exc's when it was set, until it has been raised from here once
	callbacks []callback
	// blocking is set while a task is being told, by yielding the future, to wait for it (_asyncio_future_blocking).
	blocking  bool
	cancelMsg object.Object // nil: none given
	cancelExc *object.Exception
	logTB     bool    // its exception has not been looked at by anybody
	task      *Task   // the task this future is the base of, or nil
	origin    *origin // where it was made (debug mode), or nil
	report    *report // of its exception, while nobody has looked at that; nil: none is made
	// noPending: nobody needs to hear that it is still pending when the run ends.
	noPending bool
	// What a task that waits for it waits for, for the trace.
	cause trace.Cause
	ref   int32
}

type callback struct {
	fn     object.Object
	native func(t *object.Thread, f *Future) error
	name   string // native's, as a repr shows it
	task   *Task  // that native wakes, or nil
	id     *callback
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

// newFuture is NewFuture for programs: in debug mode it notes where.
func newFuture(t *object.Thread, l *Loop) *Future { return &Future{loop: l, origin: l.originHere(t)} }

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
func (f *Future) schedule(t *object.Thread) error {
	cbs := f.callbacks
	f.callbacks = nil
	for _, cb := range cbs {
		if err := f.callSoon(t, cb); err != nil {
			return err
		}
	}
	return nil
}

func (f *Future) callSoon(t *object.Thread, cb callback) error {
	if err := f.loop.checkClosed(); err != nil {
		return err
	}
	if f.loop.class != nil || f.loop.dict != nil {
		if own, err := f.loop.callSoonOwn(t, cb.ctx, cb.wrapped(f), f.self()); own {
			return err
		}
	}
	if cb.native != nil {
		n := cb.native
		h := f.loop.CallSoon(t, cb.ctx, func(t *object.Thread) error { return n(t, f) })
		h.name, h.task = cb.name, cb.task
		return nil
	}
	f.loop.callSoon(t, cb.ctx, cb.fn, []object.Object{f.self()})
	return nil
}

func (f *Future) addCallback(t *object.Thread, cb callback) error {
	if cb.ctx == nil {
		cb.ctx = contextvars.Copy(t)
	}
	if f.done() {
		return f.callSoon(t, cb)
	}
	f.callbacks = append(f.callbacks, cb)
	return nil
}

// removeCallback takes a native callback away again.
func (f *Future) removeCallback(id *callback) {
	for i, cb := range f.callbacks {
		if cb.id == id {
			f.callbacks = append(f.callbacks[:i:i], f.callbacks[i+1:]...)
			return
		}
	}
}

// retrieved notes that somebody has looked at the exception.
func (f *Future) retrieved() {
	f.logTB = false
	if f.report != nil {
		f.report.seen = true
		f.report = nil
	}
}

// SetResult is set_result.
func (f *Future) SetResult(t *object.Thread, v object.Object) error {
	if f.done() {
		return f.invalid(t)
	}
	f.state, f.result = finished, v
	return f.schedule(t)
}

// SetException is set_exception.
func (f *Future) SetException(t *object.Thread, e *object.Exception) error {
	if f.done() {
		return f.invalid(t)
	}
	if e.Class == object.StopIterationType {
		return object.TypeErrorf("StopIteration interacts badly with generators and cannot be raised into a Future")
	}
	f.state, f.exc, f.excTB, f.logTB = finished, e, e.Traceback, true
	noteUnretrieved(t, f)
	return f.schedule(t)
}

func (f *Future) invalid(*object.Thread) error {
	return object.Errorf(InvalidStateErrorType, "invalid state")
}

// cancelFuture is Future.cancel (not Task.cancel).
func (f *Future) cancelFuture(t *object.Thread, msg object.Object) (bool, error) {
	f.retrieved()
	if f.done() {
		return false, nil
	}
	f.state, f.cancelMsg = cancelled, msg
	return true, f.schedule(t)
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
	f.retrieved()
	if f.exc != nil {
		e := f.raise()
		e.Chain(t)
		return nil, e
	}
	return f.result, nil
}

// raise gives the exception to whom the future raises it. Raised again and again, it does not gather the traces of all who have waited; that the second sees not
// even where it came from is as in CPython's C code.
func (f *Future) raise() *object.Exception {
	f.exc.Traceback, f.excTB = f.excTB, nil
	return f.exc
}

func (f *Future) exception() (object.Object, error) {
	switch f.state {
	case cancelled:
		return nil, f.cancelledError()
	case pending:
		return nil, object.Errorf(InvalidStateErrorType, "Exception is not set.")
	}
	f.retrieved()
	if f.exc != nil {
		return f.exc, nil
	}
	return object.None, nil
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
