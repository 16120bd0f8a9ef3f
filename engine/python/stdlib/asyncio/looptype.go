package asyncio

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
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

func checkCallback(t *object.Thread, fn object.Object, method string) error {
	if isCoroutine(fn) {
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
			return nil, err
		}
		l := a[0].(*Loop)
		if err := l.checkClosed(); err != nil {
			return nil, err
		}
		if err := checkCallback(t, b[0], name); err != nil {
			return nil, err
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

func timerMethod(name string, sig *object.Signature, base func(l *Loop, t *object.Thread) float64) object.NativeFunc {
	return func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		b, err := sig.Bind(a[1:], kw)
		if err != nil {
			return nil, err
		}
		l := a[0].(*Loop)
		if err := l.checkClosed(); err != nil {
			return nil, err
		}
		if b[0] == object.None {
			return nil, object.TypeErrorf("%s must not be None", map[string]string{"call_later": "delay", "call_at": "when cannot be None"}[name])
		}
		d, err := number(t, b[0])
		if err != nil {
			return nil, err
		}
		if err := checkCallback(t, b[1], name); err != nil {
			return nil, err
		}
		ctx, err := contextArg(b[3])
		if err != nil {
			return nil, err
		}
		h := l.addTimer(t, base(l, t)+d, ctx)
		h.fn, h.args = b[1], b[2].(*object.Tuple).Items
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
	AbstractLoopType.Define(object.Spec{Slots: object.Slots{New: func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		return nil, object.TypeErrorf("event loops of other kinds are not supported here; use asyncio.new_event_loop()")
	}}})
	LoopType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				l := o.(*Loop)
				b := func(v bool) string {
					if v {
						return "True"
					}
					return "False"
				}
				return "<_UnixSelectorEventLoop running=" + b(l.thread != nil) + " closed=" + b(l.closed) + " debug=" + b(l.debug) + ">", nil
			},
		},
		Methods: []object.Method{
			{Name: "call_soon", Fn: callSoonMethod("call_soon")},
			{Name: "call_soon_threadsafe", Fn: callSoonMethod("call_soon_threadsafe")},
			{Name: "call_later", Fn: timerMethod("call_later", sigCallLater, func(l *Loop, t *object.Thread) float64 { return l.Time(t.RT) })},
			{Name: "call_at", Fn: timerMethod("call_at", sigCallAt, func(*Loop, *object.Thread) float64 { return 0 })},
			{Name: "time", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.Float(a[0].(*Loop).Time(t.RT)), nil
			}},
			{Name: "create_future", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return NewFuture(a[0].(*Loop)), nil
			}},
			{Name: "create_task", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				b, err := sigCreateTask.Bind(a[1:], kw)
				if err != nil {
					return nil, err
				}
				l := a[0].(*Loop)
				if err := l.checkClosed(); err != nil {
					return nil, err
				}
				ctx, err := contextArg(b[2])
				if err != nil {
					return nil, err
				}
				return NewTask(t, l, b[0], b[1], ctx)
			}},
			{Name: "run_forever", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.None, a[0].(*Loop).runForever(t)
			}},
			{Name: "run_until_complete", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("run_until_complete", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				return a[0].(*Loop).runUntilComplete(t, a[1])
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
				err := ReportUnretrieved(t)
				l.closed, l.ready, l.timers = true, nil, nil
				return object.None, err
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
			delegate("run_in_executor"), delegate("set_default_executor"), delegate("shutdown_asyncgens"), delegate("shutdown_default_executor"),
			refuse("create_connection"), refuse("create_server"), refuse("subprocess_exec"), refuse("subprocess_shell"), refuse("add_reader"), refuse("add_signal_handler"),
			{Name: "default_exception_handler", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				d, ok := object.AsDict(a[1])
				if !ok {
					return nil, object.TypeErrorf("context must be a dict")
				}
				return object.None, defaultExceptionHandler(t, d)
			}},
		},
	})
	handleMethods := []object.Method{
		{Name: "cancel", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			h := a[0].(*Handle)
			h.cancelled, h.args = true, nil
			return object.None, nil
		}},
		{Name: "cancelled", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			return object.NewBool(a[0].(*Handle).cancelled), nil
		}},
	}
	HandleType.Define(object.Spec{Slots: object.Slots{Repr: handleRepr}, Methods: handleMethods})
	TimerHandleType.Define(object.Spec{Methods: []object.Method{{Name: "when", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.Float(a[0].(*Handle).when), nil
	}}}})
}

func handleRepr(t *object.Thread, o object.Object) (string, error) {
	h := o.(*Handle)
	s := "<" + o.Type().Name
	if h.cancelled {
		s += " cancelled"
	}
	if h.timer {
		w, err := object.Repr(t, object.Float(h.when))
		if err != nil {
			return "", err
		}
		s += " when=" + w
	}
	if h.fn != nil {
		n, err := callableName(t, h.fn)
		if err != nil {
			return "", err
		}
		s += " " + n + "("
		for i, a := range h.args {
			if i > 0 {
				s += ", "
			}
			r, err := object.Repr(t, a)
			if err != nil {
				return "", err
			}
			s += r
		}
		s += ")"
	}
	return s + ">", nil
}

// runUntilComplete is loop.run_until_complete.
func (l *Loop) runUntilComplete(t *object.Thread, o object.Object) (object.Object, error) {
	if err := l.checkClosed(); err != nil {
		return nil, err
	}
	f := asFuture(o)
	if f == nil {
		k, err := NewTask(t, l, o, nil, nil)
		if err != nil {
			return nil, err
		}
		f = &k.Future
	}
	stop := callback{native: func(t *object.Thread, f *Future) error {
		l.stopping = true
		return nil
	}}
	f.addCallback(t, stop)
	if err := l.runForever(t); err != nil {
		if f.done() && f.state != cancelled {
			f.logTB = false
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
