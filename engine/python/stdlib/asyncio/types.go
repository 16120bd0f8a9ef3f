package asyncio

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/contextvars"
)

func contextArg(o object.Object) (*contextvars.Context, error) {
	if o == nil || o == object.None {
		return nil, nil
	}
	c, ok := o.(*contextvars.Context)
	if !ok {
		return nil, object.TypeErrorf("context must be a contextvars.Context, not %s", object.TypeName(o))
	}
	return c, nil
}

var (
	sigFuture   = object.NewSignature("Future", "*", "loop=")
	sigTask     = object.NewSignature("Task", "coro", "*", "loop=", "name=", "context=")
	sigCancel   = object.NewSignature("cancel", "msg=")
	sigCallback = object.NewSignature("add_done_callback", "fn", "/", "*", "context=")
)

// ready is a method of a future whose __init__ has run: a subclass may have left it out.
func ready(m object.Method) object.Method {
	fn := m.Fn
	m.Fn = func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if asFuture(a[0]).loop == nil {
			return nil, errNotInitialized()
		}
		return fn(t, a, kw)
	}
	return m
}

func loopArg(t *object.Thread, o object.Object) (*Loop, error) {
	if o == nil || o == object.None {
		return GetEventLoop(t)
	}
	l, ok := o.(*Loop)
	if !ok {
		return nil, object.TypeErrorf("loop must be an event loop, not %s", object.TypeName(o))
	}
	return l, nil
}

func init() {
	CancelledErrorType.Define(object.Spec{})
	InvalidStateErrorType.Define(object.Spec{})
	FutureType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				f := &Future{}
				if cls != FutureType {
					f.class = cls
				}
				return f, nil
			},
			Init: func(t *object.Thread, self object.Object, args []object.Object, kw *object.Kwargs) error {
				a, err := sigFuture.Bind(args, kw)
				if err != nil {
					return err
				}
				f := self.(*Future)
				if f.loop, err = loopArg(t, a[0]); err == nil {
					f.origin = f.loop.originHere(t)
				}
				return err
			},
			Repr: futureRepr, Iter: futureAwait, Await: futureAwait,
		},
		GetSets: []object.GetSet{
			{Name: "_state", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewStr([...]string{"PENDING", "CANCELLED", "FINISHED"}[asFuture(o).state]), nil
			}},
			{Name: "_loop", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return asFuture(o).loop, nil }},
			{Name: "_exception", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if e := asFuture(o).exc; e != nil {
					return e, nil
				}
				return object.None, nil
			}},
			{Name: "_cancel_message", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if m := asFuture(o).cancelMsg; m != nil {
					return m, nil
				}
				return object.None, nil
			}, Set: func(t *object.Thread, o, v object.Object) error {
				asFuture(o).cancelMsg = v
				return nil
			}},
			{Name: "_asyncio_future_blocking", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewBool(asFuture(o).blocking), nil
			}, Set: func(t *object.Thread, o, v object.Object) error {
				b, err := object.Truth(t, v)
				asFuture(o).blocking = b
				return err
			}},
			{Name: "_log_destroy_pending", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewBool(!asFuture(o).noPending), nil
			}, Set: func(t *object.Thread, o, v object.Object) error {
				b, err := object.Truth(t, v)
				asFuture(o).noPending = !b
				return err
			}},
			{Name: "_result", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if r := asFuture(o).result; r != nil {
					return r, nil
				}
				return object.None, nil
			}},
			{Name: "_source_traceback", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if s := asFuture(o).origin.stack(t); s != nil {
					return s, nil
				}
				return object.None, nil
			}},
			{Name: "_callbacks", Get: callbacksOf},
			{Name: "_log_traceback", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewBool(asFuture(o).logTB), nil
			}, Set: func(t *object.Thread, o, v object.Object) error {
				b, err := object.Truth(t, v)
				if err == nil && b {
					return object.ValueErrorf("_log_traceback can only be set to False")
				}
				asFuture(o).retrieved()
				return err
			}},
		},
		Methods: []object.Method{
			object.ClassGetItem("Future"),
			{Name: "done", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.NewBool(asFuture(a[0]).done()), nil
			}},
			{Name: "cancelled", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.NewBool(asFuture(a[0]).state == cancelled), nil
			}},
			{Name: "result", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return asFuture(a[0]).Result(t)
			}},
			{Name: "exception", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return asFuture(a[0]).exception()
			}},
			ready(object.Method{Name: "get_loop", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return asFuture(a[0]).loop, nil
			}}),
			ready(object.Method{Name: "set_result", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("set_result", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				return object.None, asFuture(a[0]).SetResult(t, a[1])
			}}),
			ready(object.Method{Name: "set_exception", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("set_exception", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				if f := asFuture(a[0]); f.done() {
					return nil, f.invalid(t)
				}
				e, err := object.MakeException(t, a[1])
				if err != nil {
					return nil, object.TypeErrorf("invalid exception object")
				}
				return object.None, asFuture(a[0]).SetException(t, e)
			}}),
			ready(object.Method{Name: "cancel", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				b, err := sigCancel.Bind(a[1:], kw)
				if err != nil {
					return nil, err
				}
				ok, err := asFuture(a[0]).cancelFuture(t, b[0])
				return object.NewBool(ok), err
			}}),
			ready(object.Method{Name: "add_done_callback", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				b, err := sigCallback.Bind(a[1:], kw)
				if err != nil {
					return nil, err
				}
				ctx, err := contextArg(b[1])
				if err != nil {
					return nil, err
				}
				return object.None, asFuture(a[0]).addCallback(t, callback{fn: b[0], ctx: ctx})
			}}),
			ready(object.Method{Name: "remove_done_callback", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("remove_done_callback", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				f := asFuture(a[0])
				var kept []callback
				for _, cb := range f.callbacks {
					same := false
					if cb.fn != nil {
						var err error
						if same, err = object.Equal(t, cb.fn, a[1]); err != nil {
							return nil, err
						}
					}
					if !same {
						kept = append(kept, cb)
					}
				}
				n := len(f.callbacks) - len(kept)
				f.callbacks = kept
				return object.NewInt(int64(n)), nil
			}}),
			{Name: "_make_cancelled_error", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return asFuture(a[0]).cancelledError(), nil
			}},
		},
	})
	TaskType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				k := &Task{}
				k.Future.task = k
				if cls != TaskType {
					k.class = cls
				}
				return k, nil
			},
			Init: func(t *object.Thread, self object.Object, args []object.Object, kw *object.Kwargs) error {
				a, err := sigTask.Bind(args, kw)
				if err != nil {
					return err
				}
				l, err := loopArg(t, a[1])
				if err != nil {
					return err
				}
				ctx, err := contextArg(a[3])
				if err != nil {
					return err
				}
				return self.(*Task).start(t, l, a[0], a[2], ctx)
			},
			Repr: taskRepr,
		},
		Methods: []object.Method{
			ready(object.Method{Name: "cancel", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				b, err := sigCancel.Bind(a[1:], kw)
				if err != nil {
					return nil, err
				}
				ok, err := a[0].(*Task).Cancel(t, b[0])
				return object.NewBool(ok), err
			}}),
			{Name: "cancelling", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.NewInt(int64(a[0].(*Task).cancels)), nil
			}},
			{Name: "uncancel", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				k := a[0].(*Task)
				if k.cancels > 0 {
					k.cancels--
				}
				return object.NewInt(int64(k.cancels)), nil
			}},
			{Name: "get_name", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return a[0].(*Task).name, nil
			}},
			{Name: "set_name", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("set_name", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				s, err := object.ToStr(t, a[1])
				a[0].(*Task).name = object.NewStr(s)
				return object.None, err
			}},
			{Name: "get_coro", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return a[0].(*Task).coro, nil
			}},
			delegateTask("get_stack", "limit="), delegateTask("print_stack", "limit=", "file="),
			{Name: "set_result", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return nil, object.RuntimeErrorf("Task does not support set_result operation")
			}},
			{Name: "set_exception", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return nil, object.RuntimeErrorf("Task does not support set_exception operation")
			}},
		},
		GetSets: []object.GetSet{
			{Name: "_coro", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Task).coro, nil }},
			{Name: "_must_cancel", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewBool(o.(*Task).mustCancel), nil
			}},
			{Name: "_fut_waiter", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if w := o.(*Task).waiter; w != nil {
					return w, nil
				}
				return object.None, nil
			}},
		},
	})
	futureIterType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			Iter: func(t *object.Thread, o object.Object) (object.Object, error) { return o, nil },
			Next: func(t *object.Thread, o object.Object) (object.Object, error) {
				r, done, err := o.(*futureIter).Resume(t, object.None, nil)
				if done && err == nil {
					if r == object.None {
						return nil, nil
					}
					return nil, object.StopIteration(r)
				}
				return r, err
			},
		},
		Methods: []object.Method{
			{Name: "send", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return resumeMethod(a[0].(*futureIter).Resume(t, object.None, nil))
			}},
			{Name: "throw", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				e, err := thrown(t, a[1:])
				if err != nil {
					return nil, err
				}
				return resumeMethod(a[0].(*futureIter).Resume(t, nil, e))
			}},
			{Name: "close", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				a[0].(*futureIter).f = nil
				return object.None, nil
			}},
		},
	})
}

// thrown is the exception that throw(type, value, traceback) or throw(exception) means.
func thrown(t *object.Thread, a []object.Object) (*object.Exception, error) {
	if len(a) == 0 || len(a) > 3 {
		return nil, object.TypeErrorf("throw expected 1 to 3 arguments, got %d", len(a))
	}
	if len(a) == 3 && a[2] != object.None {
		if _, ok := a[2].(*object.Traceback); !ok {
			return nil, object.TypeErrorf("throw() third argument must be a traceback")
		}
	}
	what := a[0]
	if len(a) > 1 && a[1] != object.None {
		if _, isClass := what.(*object.Type); !isClass {
			return nil, object.TypeErrorf("instance exception may not have a separate value")
		}
		if v, ok := a[1].(*object.Exception); ok {
			return v, nil
		}
		v, err := object.CallArgs(t, what, a[1])
		if err != nil {
			return nil, err
		}
		what = v
	}
	e, err := object.MakeException(t, what)
	if err != nil {
		return nil, object.TypeErrorf("exceptions must be classes or instances deriving from BaseException, not %s", object.TypeName(what))
	}
	return e, nil
}

func resumeMethod(r object.Object, done bool, err error) (object.Object, error) {
	if err == nil && done {
		return nil, object.StopIteration(r)
	}
	return r, err
}

func futureAwait(t *object.Thread, o object.Object) (object.Object, error) {
	if asFuture(o).loop == nil {
		return nil, errNotInitialized()
	}
	return &futureIter{f: asFuture(o)}, nil
}

// callbacksOf is Future._callbacks: pairs of callback and context, as CPython shows them; None when there are none.
func callbacksOf(t *object.Thread, o object.Object) (object.Object, error) {
	f := asFuture(o)
	if len(f.callbacks) == 0 {
		return object.None, nil
	}
	var out []object.Object
	for _, cb := range f.callbacks {
		out = append(out, object.NewTuple(cb.wrapped(f), cb.ctx))
	}
	return object.NewList(out), nil
}

// delegateTask makes a method of tasks that is written in Python, in py/base_tasks.py; its arguments are given by name.
func delegateTask(name string, params ...string) object.Method {
	sig := object.NewSignature(name, append([]string{"*"}, params...)...)
	return object.Method{Name: name, Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if len(a) > 1 {
			return nil, object.TypeErrorf("%s() takes no positional arguments", name)
		}
		b, err := sig.Bind(nil, kw)
		if err != nil {
			return nil, err
		}
		m, err := t.RT.Import(t, "asyncio.base_tasks")
		if err != nil {
			return nil, err
		}
		args := []object.Object{a[0]}
		for _, o := range b {
			if o == nil {
				o = object.None
			}
			args = append(args, o)
		}
		return object.CallMethod(t, m, "_task_"+name, args...)
	}}
}

func errNotInitialized() error { return object.RuntimeErrorf("Future object is not initialized.") }
