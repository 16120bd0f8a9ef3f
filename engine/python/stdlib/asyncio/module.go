package asyncio

import (
	"embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

//go:embed py/*.py
var sources embed.FS

func source(name string) func() string { return object.EmbeddedFiles(sources, "py/"+name+".py") }

type policyKey struct{}

// policyOf is the event loop policy that the program has set or asked for, or nil: the default one, which needs no object.
func policyOf(t *object.Thread) object.Object {
	if p := stateOf(t).policy; p != nil && p != object.None {
		return p
	}
	return nil
}

// GetEventLoop is asyncio.get_event_loop: the running loop, else the policy's.
func GetEventLoop(t *object.Thread) (*Loop, error) {
	if l := Running(t); l != nil {
		return l, nil
	}
	var o object.Object
	var err error
	if p := policyOf(t); p != nil {
		o, err = object.CallMethod(t, p, "get_event_loop")
	} else {
		o, err = threadLoop(t, func() (object.Object, error) { return newLoop(t, LoopType) })
	}
	if err != nil {
		return nil, err
	}
	l, ok := o.(*Loop)
	if !ok {
		return nil, object.TypeErrorf("loop must be an event loop, not %s", object.TypeName(o))
	}
	return l, nil
}

// threadLoop is the default policy's get_event_loop: the thread's loop; the main thread gets one at its first call.
func threadLoop(t *object.Thread, create func() (object.Object, error)) (object.Object, error) {
	l, set := t.Local[policyKey{}].(*Loop)
	if l != nil {
		return l, nil
	}
	if t.Name != "MainThread" || set {
		return nil, object.RuntimeErrorf("There is no current event loop in thread '%s'.", t.Name)
	}
	o, err := create()
	if err != nil {
		return nil, err
	}
	return o, setThreadLoop(t, o)
}

func setThreadLoop(t *object.Thread, o object.Object) error {
	l, ok := o.(*Loop)
	if !ok && o != object.None {
		return object.TypeErrorf("loop must be an instance of AbstractEventLoop or None, not '%s'", object.TypeName(o))
	}
	if t.Local == nil {
		t.Local = map[any]any{}
	}
	t.Local[policyKey{}] = l
	return nil
}

func init() {
	object.RegisterModule(&object.NativeModule{Name: "_asyncio", Init: initCore})
	object.RegisterModule(&object.NativeModule{Name: "asyncio", Package: true, Read: source("__init__")})
	for _, n := range []string{"events", "exceptions", "futures", "locks", "queues", "runners", "tasks", "taskgroups", "threads", "timeouts", "coroutines", "base_events", "log", "mixins", "constants", "streams", "unix_events", "base_tasks", "base_futures", "staggered", "format_helpers", "protocols", "transports"} {
		object.RegisterModule(&object.NativeModule{Name: "asyncio." + n, Read: source(n)})
	}
}

var sigAllTasks = object.NewSignature("all_tasks", "loop=")

// loopOf is the loop that a call of all_tasks or current_task names, or the running one.
func loopOf(t *object.Thread, a []object.Object, kw *object.Kwargs) (*Loop, error) {
	b, err := sigAllTasks.Bind(a, kw)
	if err != nil {
		return nil, err
	}
	l := Running(t)
	if b[0] != nil && b[0] != object.None {
		l, _ = b[0].(*Loop)
	}
	if l == nil {
		return nil, object.RuntimeErrorf("no running event loop")
	}
	return l, nil
}

func initCore(t *object.Thread, m *object.Module) error {
	m.Set("Future", FutureType)
	m.Set("Task", TaskType)
	m.Set("AbstractEventLoop", AbstractLoopType)
	m.Set("BaseEventLoop", BaseLoopType)
	m.Set("SelectorEventLoop", LoopType)
	m.Set("Handle", HandleType)
	m.Set("TimerHandle", TimerHandleType)
	m.Set("CancelledError", CancelledErrorType)
	m.Set("InvalidStateError", InvalidStateErrorType)
	m.SetFunc("_get_policy", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if p := policyOf(t); p != nil {
			return p, nil
		}
		return object.None, nil
	})
	m.SetFunc("_set_policy", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("_set_policy", a, kw, 1, 1); err != nil {
			return nil, err
		}
		stateOf(t).policy = a[0]
		return object.None, nil
	})
	m.SetFunc("_default_get_event_loop", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("get_event_loop", a, kw, 1, 1); err != nil {
			return nil, err
		}
		return threadLoop(t, func() (object.Object, error) { return object.CallArgs(t, a[0]) })
	})
	m.SetFunc("_default_set_event_loop", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("set_event_loop", a, kw, 1, 1); err != nil {
			return nil, err
		}
		return object.None, setThreadLoop(t, a[0])
	})
	m.SetFunc("_set_running_loop", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("_set_running_loop", a, kw, 1, 1); err != nil {
			return nil, err
		}
		if t.RunningLoop = a[0]; a[0] == object.None {
			t.RunningLoop = nil
		}
		return object.None, nil
	})
	m.SetFunc("new_event_loop", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("new_event_loop", a, kw, 0, 0); err != nil {
			return nil, err
		}
		if p := policyOf(t); p != nil {
			return object.CallMethod(t, p, "new_event_loop")
		}
		return newLoop(t, LoopType)
	})
	m.SetFunc("get_event_loop", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		l, err := GetEventLoop(t)
		if err != nil {
			return nil, err
		}
		return l, nil
	})
	m.SetFunc("set_event_loop", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("set_event_loop", a, kw, 1, 1); err != nil {
			return nil, err
		}
		if p := policyOf(t); p != nil {
			return object.CallMethod(t, p, "set_event_loop", a[0])
		}
		return object.None, setThreadLoop(t, a[0])
	})
	m.SetFunc("get_running_loop", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if l := Running(t); l != nil {
			return l, nil
		}
		return nil, object.RuntimeErrorf("no running event loop")
	})
	m.SetFunc("_get_running_loop", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if l := Running(t); l != nil {
			return l, nil
		}
		return object.None, nil
	})
	m.SetFunc("current_task", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		l, err := loopOf(t, a, kw)
		if err != nil {
			return nil, err
		}
		if k := stateOf(t).current[l]; k != nil {
			return k, nil
		}
		return object.None, nil
	})
	// _tasks lists the loop's tasks that are not done, oldest first; all_tasks makes a set of them.
	m.SetFunc("_tasks", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		l, err := loopOf(t, a, kw)
		if err != nil {
			return nil, err
		}
		var out []object.Object
		for _, k := range stateOf(t).all {
			if k.loop == l && !k.done() {
				out = append(out, k)
			}
		}
		return object.NewList(out), nil
	})
	// _sleep is the future that asyncio.sleep waits for: native, because it is the commonest wait of all.
	m.SetFunc("_sleep", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("sleep", a, kw, 2, 2); err != nil {
			return nil, err
		}
		l := Running(t)
		if l == nil {
			return nil, object.RuntimeErrorf("no running event loop")
		}
		d, err := number(t, a[0])
		if err != nil {
			return nil, err
		}
		f, v := newFuture(t, l), a[1]
		if l.overridden("call_later") {
			return l.sleepOwn(t, f, a[0], v)
		}
		if tr := t.RT.Trace; tr != nil {
			tr.Trace(t, trace.Event{Kind: trace.Sleep, For: object.Seconds(d)})
			f.cause = trace.ForSleep
		}
		h := l.CallLater(t, d, func(t *object.Thread) error {
			if f.done() {
				return nil
			}
			return f.SetResult(t, v)
		})
		h.name = "_set_result_unless_cancelled()"
		return object.NewTuple(f, h), nil
	})
	// _hop(func) is func, or while somebody looks, func telling when it runs on its thread; _waits_for(future, func) says that the future is for that.
	m.SetFunc("_hop", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("_hop", a, kw, 1, 1); err != nil || t.RT.Trace == nil {
			return a[0], err
		}
		return newHopCall(t, a[0]), nil
	})
	m.SetFunc("_waits_for", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("_waits_for", a, kw, 2, 2); err != nil {
			return nil, err
		}
		if h, ok := a[1].(*hopCall); ok {
			f := asFuture(a[0])
			f.cause, f.ref = trace.ForHop, h.job.Hop
		}
		return a[0], nil
	})
	// _create_task(loop, coro, name, context) is create_task of asyncio and of task groups.
	m.SetFunc("_create_task", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("create_task", a, kw, 4, 4); err != nil {
			return nil, err
		}
		return createTask(t, a[0], a[1], a[2], a[3])
	})
	// _end_tasks is called at the end of the program.
	m.SetFunc("_end_tasks", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.None, endTasks(t)
	})
	// _collect is called by gc.collect().
	m.SetFunc("_collect", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.None, reportEnded(t, reportsOf(t))
	})
	m.SetFunc("_take_asyncgens", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("_take_asyncgens", a, kw, 1, 1); err != nil {
			return nil, err
		}
		return object.NewList(object.TakeAsyncGens(t, a[0])), nil
	})
	m.SetHelper("_is_coroutine", 1, func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.NewBool(isCoroutine(a[0])), nil
	})
	m.SetHelper("_is_future", 1, func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.NewBool(asFuture(a[0]) != nil), nil
	})
	return nil
}
