package asyncio

import (
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/contextvars"
)

var (
	sigCallSoon   = object.NewSignature("call_soon", "callback", "*args", "*", "context=")
	sigCallLater  = object.NewSignature("call_later", "delay", "callback", "*args", "*", "context=")
	sigCallAt     = object.NewSignature("call_at", "when", "callback", "*args", "*", "context=")
	sigCreateTask = object.NewSignature("create_task", "coro", "*", "name=", "context=")
)

func (l *Loop) checkClosed() error {
	if l.closed {
		return object.RuntimeErrorf("Event loop is closed")
	}
	return nil
}

// checkCall is what debug mode asks of a callback: that it is one, and that it is given on the loop's own thread.
func (l *Loop) checkCall(t *object.Thread, fn object.Object, method string) error {
	if l.thread != nil && l.thread != t && method != "call_soon_threadsafe" {
		return object.RuntimeErrorf("Non-thread-safe operation invoked on an event loop other than the current one")
	}
	m, err := t.RT.Import(t, "asyncio.coroutines")
	if err != nil {
		return err
	}
	r, err := object.CallMethod(t, m, "iscoroutinefunction", fn)
	if err != nil {
		return err
	}
	yes, err := object.Truth(t, r)
	if err != nil {
		return err
	}
	if yes || isCoroutine(fn) {
		return object.TypeErrorf("coroutines cannot be used with %s()", method)
	}
	if !object.IsCallable(fn) {
		r, err := object.Repr(t, fn)
		if err != nil {
			return err
		}
		return object.TypeErrorf("a callable object was expected by %s(), got %s", method, r)
	}
	return nil
}

func callSoonMethod(name string) object.NativeFunc {
	return func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		b, err := sigCallSoon.Bind(a[1:], kw)
		if err != nil {
			return nil, wrongCall(name, []string{"callback"}, a, kw, err)
		}
		l := a[0].(*Loop)
		if err := l.checkClosed(); err != nil {
			return nil, err
		}
		if l.debug {
			if err := l.checkCall(t, b[0], name); err != nil {
				return nil, err
			}
		}
		ctx, err := contextArg(b[2])
		if err != nil {
			return nil, err
		}
		h := l.callSoon(t, ctx, b[0], b[1].(*object.Tuple).Items)
		if name == "call_soon_threadsafe" {
			l.wakeUp()
		}
		return h, nil
	}
}

func timerMethod(name string, sig *object.Signature, add func(l *Loop, t *object.Thread, d float64, ctx *contextvars.Context) *Handle) object.NativeFunc {
	return func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		b, err := sig.Bind(a[1:], kw)
		if err != nil {
			return nil, wrongCall(name, []string{map[string]string{"call_later": "delay", "call_at": "when"}[name], "callback"}, a, kw, err)
		}
		l := a[0].(*Loop)
		if err := l.checkClosed(); err != nil {
			return nil, err
		}
		if b[0] == object.None {
			return nil, object.TypeErrorf("%s", map[string]string{"call_later": "delay must not be None", "call_at": "when cannot be None"}[name])
		}
		d, err := number(t, b[0])
		if err != nil {
			return nil, err
		}
		if l.debug {
			if err := l.checkCall(t, b[1], "call_at"); err != nil {
				return nil, err
			}
		}
		ctx, err := contextArg(b[3])
		if err != nil {
			return nil, err
		}
		h := add(l, t, d, ctx)
		h.fn, h.args = b[1], b[2].(*object.Tuple).Items
		if name == "call_at" {
			h.given = b[0]
		}
		return h, nil
	}
}

// number is a float of any real number.
func number(t *object.Thread, o object.Object) (float64, error) {
	if f, ok := object.AsFloat(o); ok {
		return f, nil
	}
	if i, ok := object.AsInt(o); ok {
		return float64(i), nil
	}
	f := o.Type().Slots.Float
	if f == nil {
		return 0, object.TypeErrorf("unsupported operand type(s) for +: 'float' and '%s'", object.TypeName(o))
	}
	v, err := f(t, o)
	if err != nil {
		return 0, err
	}
	r, _ := object.AsFloat(v)
	return r, nil
}

func init() {
	AbstractLoopType.Define(abstractLoop())
	LoopType.Define(object.Spec{})
	BaseLoopType.Define(object.Spec{
		Attrs: map[string]object.Object{"_default_executor": object.None},
		Slots: object.Slots{
			New: func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				return newLoop(t, cls)
			},
			Init: func(t *object.Thread, self object.Object, args []object.Object, kw *object.Kwargs) error {
				return object.CheckArgs("__init__", args, kw, 0, 1) // the selector, of which there are no others here
			},
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				l := o.(*Loop)
				b := func(v bool) string {
					if v {
						return "True"
					}
					return "False"
				}
				return "<" + l.Type().Name + " running=" + b(l.thread != nil) + " closed=" + b(l.closed) + " debug=" + b(l.debug) + ">", nil
			},
		},
		GetSets: []object.GetSet{
			{Name: "slow_callback_duration", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return o.(*Loop).slow, nil
			}, Set: func(t *object.Thread, o, v object.Object) error {
				o.(*Loop).slow = v
				return nil
			}},
			{Name: "_ready", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Loop).waiting(t) }},
			{Name: "_scheduled", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return handleList(o.(*Loop).timers), nil
			}},
		},
		Methods: withFixedParams([]object.Method{
			{Name: "call_soon", Fn: callSoonMethod("call_soon")},
			{Name: "call_soon_threadsafe", Fn: callSoonMethod("call_soon_threadsafe")},
			{Name: "call_later", Fn: timerMethod("call_later", sigCallLater, (*Loop).callLater)},
			{Name: "call_at", Fn: timerMethod("call_at", sigCallAt, (*Loop).callAt)},
			{Name: "time", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				now := t.Look(time.Nanosecond)
				a[0].(*Loop).read = t.RT.Sched.Late()
				return object.Float((object.ClockBase + now).Seconds()), nil
			}},
			{Name: "create_future", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return newFuture(t, a[0].(*Loop)), nil
			}},
			{Name: "create_task", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				b, err := sigCreateTask.Bind(a[1:], kw)
				if err != nil {
					return nil, wrongTask(a, kw, err)
				}
				l := a[0].(*Loop)
				if err := l.checkClosed(); err != nil {
					return nil, err
				}
				ctx, err := contextArg(b[2])
				if err != nil {
					return nil, err
				}
				if l.factoryMade() {
					return l.taskFromFactory(t, b[0], b[1], b[2])
				}
				k, err := NewTask(t, l, b[0], b[1], ctx)
				if err != nil {
					return nil, err
				}
				return k, nil
			}},
			{Name: "set_task_factory", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if a[1] != object.None && !object.IsCallable(a[1]) {
					return nil, object.TypeErrorf("task factory must be a callable or None")
				}
				a[0].(*Loop).factory = a[1]
				return object.None, nil
			}},
			{Name: "get_task_factory", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if f := a[0].(*Loop).factory; f != nil {
					return f, nil
				}
				return object.None, nil
			}},
			{Name: "run_forever", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.None, a[0].(*Loop).runForever(t)
			}},
			{Name: "run_until_complete", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return a[0].(*Loop).runUntilComplete(t, a[1])
			}},
			{Name: "_timer_handle_cancelled", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.None, nil
			}},
			{Name: "_run_once", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				l := a[0].(*Loop)
				if len(l.ready) == 0 && len(l.timers) == 0 {
					return object.None, nil // nothing can come: there is nothing to wait for
				}
				return object.None, l.runOnce(t)
			}},
			{Name: "stop", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				a[0].(*Loop).stopping = true
				return object.None, nil
			}},
			{Name: "is_running", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.NewBool(a[0].(*Loop).thread != nil), nil
			}},
			{Name: "is_closed", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.NewBool(a[0].(*Loop).closed), nil
			}},
			{Name: "close", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				l := a[0].(*Loop)
				if l.thread != nil {
					return nil, object.RuntimeErrorf("Cannot close a running event loop")
				}
				if l.closed {
					return object.None, nil
				}
				if l.debug {
					r, err := object.Repr(t, l)
					if err != nil {
						return nil, err
					}
					if err := logLine(t, "debug", "Close "+r); err != nil {
						return nil, err
					}
				}
				err := ReportUnretrieved(t)
				l.closed, l.ready, l.timers = true, nil, nil
				if err != nil {
					return nil, err
				}
				m, err := t.RT.Import(t, "asyncio.base_events")
				if err != nil {
					return nil, err
				}
				return object.CallMethod(t, m, "_close_executor", l)
			}},
			{Name: "get_debug", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.NewBool(a[0].(*Loop).debug), nil
			}},
			{Name: "set_debug", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				b, err := object.Truth(t, a[1])
				a[0].(*Loop).debug = b
				return object.None, err
			}},
			{Name: "set_exception_handler", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if a[1] != object.None && !object.IsCallable(a[1]) {
					r, err := object.Repr(t, a[1])
					if err != nil {
						return nil, err
					}
					return nil, object.TypeErrorf("A callable object or None is expected, got %s", r)
				}
				a[0].(*Loop).handler = a[1]
				if a[0].(*Loop).watched(t) {
					t.RT.DropTemporaries()
				}
				return object.None, nil
			}},
			{Name: "get_exception_handler", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if h := a[0].(*Loop).handler; h != nil {
					return h, nil
				}
				return object.None, nil
			}},
			{Name: "call_exception_handler", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				d, ok := object.AsDict(a[1])
				if !ok {
					return nil, object.TypeErrorf("context must be a dict")
				}
				return object.None, a[0].(*Loop).callExceptionHandler(t, d)
			}},
			{Name: "default_exception_handler", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				d, ok := object.AsDict(a[1])
				if !ok {
					return nil, object.TypeErrorf("context must be a dict")
				}
				return object.None, a[0].(*Loop).defaultExceptionHandler(t, d)
			}},
			delegate("run_in_executor"), delegate("set_default_executor"), delegate("shutdown_asyncgens"), delegate("shutdown_default_executor"),
			delegate("add_signal_handler"), delegate("remove_signal_handler"),
			refuse("create_connection"), refuse("create_server"), refuse("create_datagram_endpoint"), refuse("create_unix_connection"),
			refuse("create_unix_server"), refuse("connect_accepted_socket"), refuse("connect_read_pipe"), refuse("connect_write_pipe"),
			refuse("subprocess_exec"), refuse("subprocess_shell"), refuse("add_reader"), refuse("remove_reader"), refuse("add_writer"),
			refuse("remove_writer"), refuse("getaddrinfo"), refuse("getnameinfo"), refuse("sendfile"), refuse("start_tls"), refuse("sock_accept"),
			refuse("sock_connect"), refuse("sock_recv"), refuse("sock_recv_into"), refuse("sock_sendall"), refuse("sock_sendfile"),
		}),
	})
	handleMethods := []object.Method{
		{Name: "cancel", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			return object.None, a[0].(*Handle).cancel(t)
		}},
		{Name: "cancelled", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			return object.NewBool(a[0].(*Handle).cancelled), nil
		}},
	}
	handleMethods = append(handleMethods, object.Method{Name: "_run", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.None, a[0].(*Handle).run(t)
	}})
	HandleType.Define(object.Spec{Slots: object.Slots{New: newHandle, Repr: handleRepr}, Methods: handleMethods, GetSets: handleAttrs})
	TimerHandleType.Define(object.Spec{
		Slots: object.Slots{
			Repr: handleRepr,
			Hash: func(t *object.Thread, o object.Object) (int64, error) {
				return object.Hash(t, o.(*Handle).moment())
			},
			RichCompare: compareTimers,
		},
		GetSets: timerAttrs,
		Methods: []object.Method{{Name: "when", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			return a[0].(*Handle).moment(), nil
		}}},
	})
}

// compareTimers orders timers by their time; equal ones must also be the same call.
func compareTimers(t *object.Thread, a, b object.Object, op object.CompareOp) (object.Object, error) {
	x, y := a.(*Handle), (*Handle)(nil)
	if h, ok := b.(*Handle); ok && h.timer {
		y = h
	}
	if y == nil {
		return object.NotImplemented, nil
	}
	equal := x.when == y.when && x.cancelled == y.cancelled && x.fn == y.fn && len(x.args) == len(y.args)
	for i := range x.args {
		if !equal {
			break
		}
		var err error
		if equal, err = object.Equal(t, x.args[i], y.args[i]); err != nil {
			return nil, err
		}
	}
	return object.NewBool(map[object.CompareOp]bool{
		object.LT: x.when < y.when, object.LE: x.when < y.when || equal, object.GT: x.when > y.when, object.GE: x.when > y.when || equal,
		object.EQ: equal, object.NE: !equal,
	}[op]), nil
}

// cancel is Handle.cancel: the handle lets go of its callback, so that nothing is kept alive by a timer.
func (h *Handle) cancel(t *object.Thread) error {
	if h.cancelled {
		return nil
	}
	if h.timer && h.loop.overridden("_timer_handle_cancelled") {
		if _, err := object.CallMethod(t, h.loop, "_timer_handle_cancelled", h); err != nil {
			return err
		}
	}
	h.cancelled = true
	if h.loop.debug {
		r, err := handleRepr(t, h)
		if err != nil {
			return err
		}
		h.repr = r
	}
	h.fn, h.args, h.native = nil, nil, nil
	return nil
}

// factoryMade tells whether tasks come from the program's task factory.
func (l *Loop) factoryMade() bool { return l.factory != nil && l.factory != object.None }

func (l *Loop) taskFromFactory(t *object.Thread, coro, name, ctx object.Object) (object.Object, error) {
	var kw *object.Kwargs
	if ctx != nil && ctx != object.None {
		kw = object.Kw("context", ctx)
	}
	k, err := object.Call(t, l.factory, []object.Object{l, coro}, kw)
	if err != nil {
		return nil, err
	}
	return k, setTaskName(t, k, name)
}

// setTaskName names what a factory or a loop of the program's own has made, if it can be named.
func setTaskName(t *object.Thread, k, name object.Object) error {
	if name == nil || name == object.None {
		return nil
	}
	set, err := object.GetAttrOpt(t, k, object.Intern("set_name"))
	if set == nil || err != nil {
		return err
	}
	_, err = object.CallArgs(t, set, name)
	return err
}

// createTask is asyncio.create_task. It has the loop make a task without a name and then names it, so that the task has had a number too.
func createTask(t *object.Thread, loop, coro, name, ctx object.Object) (object.Object, error) {
	l, ok := loop.(*Loop)
	if !ok || l.factoryMade() || l.overridden("create_task") {
		var kw *object.Kwargs
		if ctx != object.None {
			kw = object.Kw("context", ctx)
		}
		k, err := object.CallMethodKw(t, loop, object.Intern("create_task"), []object.Object{coro}, kw)
		if err != nil {
			return nil, err
		}
		return k, setTaskName(t, k, name)
	}
	c, err := contextArg(ctx)
	if err != nil {
		return nil, err
	}
	if err := l.checkClosed(); err != nil {
		return nil, err
	}
	k, err := NewTask(t, l, coro, name, c)
	if err != nil {
		return nil, err
	}
	if name != object.None {
		stateOf(t).unnamed++
	}
	return k, nil
}

// runUntilComplete is loop.run_until_complete.
func (l *Loop) runUntilComplete(t *object.Thread, o object.Object) (object.Object, error) {
	if err := l.checkClosed(); err != nil {
		return nil, err
	}
	if err := l.checkRunning(t); err != nil {
		return nil, err
	}
	f := asFuture(o)
	made := f == nil
	switch {
	case made && isCoroutine(o) && l.class == nil && !l.factoryMade():
		k, err := NewTask(t, l, o, nil, nil)
		if err != nil {
			return nil, err
		}
		f = &k.Future
	case made:
		m, err := t.RT.Import(t, "asyncio.tasks")
		if err != nil {
			return nil, err
		}
		r, err := object.CallMethodKw(t, m, object.Intern("ensure_future"), []object.Object{o}, object.Kw("loop", l))
		if err != nil {
			return nil, err
		}
		if f = asFuture(r); f == nil || f.overridden("add_done_callback") {
			return l.runUntilForeign(t, r)
		}
	case f.loop != l:
		return nil, object.ValueErrorf("The future belongs to a different loop than the one specified as the loop argument")
	case f.overridden("add_done_callback"):
		return l.runUntilForeign(t, o)
	}
	if made {
		f.noPending = true
	}
	stop := callback{name: "_run_until_complete_cb() at <frozen asyncio.base_events>:1", native: func(t *object.Thread, f *Future) error {
		if f.state == finished && f.exc != nil {
			f.retrieved()
			if ends(f.exc) {
				return nil // the exception itself ends the loop
			}
		}
		l.stopping = true
		return nil
	}}
	id := &stop
	stop.id = id
	if err := f.addCallback(t, stop); err != nil {
		return nil, err
	}
	err := l.runForever(t)
	f.removeCallback(id)
	if err != nil {
		if made && f.done() && f.state != cancelled {
			f.retrieved()
		}
		return nil, err
	}
	if !f.done() {
		return nil, object.RuntimeErrorf("Event loop stopped before Future completed.")
	}
	return f.Result(t)
}

// delegate makes a method that is written in Python, in py/base_events.py.
func delegate(name string) object.Method {
	return object.Method{Name: name, Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		m, err := t.RT.Import(t, "asyncio.base_events")
		if err != nil {
			return nil, err
		}
		return object.Call(t, m.Dict.GetName(name), append([]object.Object(nil), a...), kw)
	}}
}

func refuse(name string) object.Method {
	return object.Method{Name: name, Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return nil, object.NotImplementedErrorf("loop.%s() is not part of the playground: there is no network, process or signal here", name)
	}}
}
