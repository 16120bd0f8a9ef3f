package asyncio

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/contextvars"
)

// The loop, its tasks and its futures call each other natively. This file is for programs that have put something of their own in between:
// a loop or a future whose class, or the object itself, has another call_soon, call_later, call_exception_handler or add_done_callback,
// and futures that are not asyncio's at all.

// overridden tells whether a method of the loop is the program's own.
func (l *Loop) overridden(name string) bool {
	if l.dict != nil && l.dict.GetName(name) != nil {
		return true
	}
	return l.class != nil && l.class.LookupName(name) != LoopType.LookupName(name)
}

// overridden tells whether a method of the future is the program's own.
func (f *Future) overridden(name string) bool {
	if f.class == nil {
		return false
	}
	base := FutureType
	if f.task != nil {
		base = TaskType
	}
	return f.class.LookupName(name) != base.LookupName(name)
}

// callSoonOwn queues native work through the program's own call_soon, if there is one.
func (l *Loop) callSoonOwn(t *object.Thread, ctx *contextvars.Context, fn object.Object, args ...object.Object) (own bool, err error) {
	if !l.overridden("call_soon") {
		return false, nil
	}
	_, err = object.CallMethodKw(t, l, object.Intern("call_soon"), append([]object.Object{fn}, args...), object.Kw("context", ctx))
	return true, err
}

// sleepOwn is what asyncio.sleep waits for on a loop with a call_later of the program's own.
func (l *Loop) sleepOwn(t *object.Thread, f *Future, delay, result object.Object) (object.Object, error) {
	m, err := t.RT.Import(t, "asyncio.futures")
	if err != nil {
		return nil, err
	}
	h, err := object.CallMethod(t, l, "call_later", delay, m.Dict.GetName("_set_result_unless_cancelled"), f, result)
	return object.NewTuple(f, h), err
}

// wrapped is a native callback as an object that programs can call.
func (cb callback) wrapped(f *Future) object.Object {
	if cb.fn != nil {
		return cb.fn
	}
	return object.NewBuiltin(cb.name, func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.None, cb.native(t, f)
	})
}

// stepper is a task's next step as an object that programs can call.
func (k *Task) stepper(e *object.Exception) object.Object {
	return object.NewBuiltin("TaskStepMethWrapper", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.None, k.step(t, e)
	})
}

// runUntilForeign is run_until_complete for what only has a future's methods, or has its own instead of them.
func (l *Loop) runUntilForeign(t *object.Thread, o object.Object) (object.Object, error) {
	stop := object.NewBuiltin("_run_until_complete_cb", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		l.stopping = true
		return object.None, nil
	})
	if _, err := object.CallMethod(t, o, "add_done_callback", stop); err != nil {
		return nil, err
	}
	err := l.runForever(t)
	if _, e := object.CallMethod(t, o, "remove_done_callback", stop); err == nil {
		err = e
	}
	if err != nil {
		return nil, err
	}
	done, err := object.CallMethod(t, o, "done")
	if err != nil {
		return nil, err
	}
	if ok, err := object.Truth(t, done); err != nil || !ok {
		if err == nil {
			err = object.RuntimeErrorf("Event loop stopped before Future completed.")
		}
		return nil, err
	}
	return object.CallMethod(t, o, "result")
}

// waiting is loop._ready: the handles whose turn comes next.
func (l *Loop) waiting(t *object.Thread) (object.Object, error) {
	m, err := t.RT.Import(t, "collections")
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, m, "deque", handleList(l.ready))
}

func handleList(hs []*Handle) object.Object {
	out := make([]object.Object, len(hs))
	for i, h := range hs {
		out[i] = h
	}
	return object.NewList(out)
}
