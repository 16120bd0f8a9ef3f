// Package threading is Python's _thread and threading on the machine's virtual threads: one runs at a time, time is virtual, and the
// order is the same in every run. Locks park their waiters first come, first served.
package threading

import (
	_ "embed"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed threading.py
var source string

//go:embed futures.py
var futuresSource string

//go:embed queue.py
var queueSource string

// Lock is threading.Lock.
type Lock struct {
	held    bool
	waiters []*object.Thread
}

// LockType is the class.
var LockType = object.Declare("lock", "_thread")

func (*Lock) Type() *object.Type { return LockType }

var sigAcquire = object.NewSignature("acquire", "blocking=", "timeout=")

// Acquire takes the lock; timeout is in seconds, negative to wait for ever.
func (l *Lock) Acquire(t *object.Thread, blocking bool, timeout float64) (bool, error) {
	if !l.held {
		l.held = true
		return true, nil
	}
	if !blocking {
		return false, nil
	}
	now := t.RT.Sched.Now()
	deadline := time.Duration(-1)
	if timeout >= 0 {
		deadline = now + object.Seconds(timeout)
	}
	for {
		l.waiters = append(l.waiters, t)
		timedOut, err := t.Park(deadline)
		for i, w := range l.waiters {
			if w == t {
				l.waiters = append(l.waiters[:i:i], l.waiters[i+1:]...)
				break
			}
		}
		if err != nil {
			return false, err
		}
		if !l.held {
			l.held = true
			return true, nil
		}
		if timedOut {
			return false, nil
		}
	}
}

// Release frees the lock and wakes the first that waits.
func (l *Lock) Release() error {
	if !l.held {
		return object.RuntimeErrorf("release unlocked lock")
	}
	l.held = false
	if len(l.waiters) > 0 {
		w := l.waiters[0]
		l.waiters = l.waiters[1:]
		w.Unpark()
	}
	return nil
}

// acquireArgs are the arguments of a lock's acquire.
func acquireArgs(t *object.Thread, a []object.Object, kw *object.Kwargs) (blocking bool, timeout float64, err error) {
	b, err := sigAcquire.Bind(a, kw)
	if err != nil {
		return false, 0, err
	}
	blocking, timeout = true, -1.0
	if b[0] != nil {
		if blocking, err = object.Truth(t, b[0]); err != nil {
			return false, 0, err
		}
	}
	if b[1] != nil {
		if f, ok := object.AsFloat(b[1]); ok {
			timeout = f
		} else {
			n, err := object.ToIndex(t, b[1])
			if err != nil {
				return false, 0, err
			}
			i, _ := object.AsInt(n)
			timeout = float64(i)
		}
	}
	switch {
	case !blocking && timeout != -1:
		return false, 0, object.ValueErrorf("can't specify a timeout for a non-blocking call")
	case timeout < 0 && timeout != -1:
		return false, 0, object.ValueErrorf("timeout value must be a non-negative number")
	case timeout > 9223372036:
		return false, 0, object.OverflowErrorf("timeout value is too large")
	}
	return blocking, timeout, nil
}

func init() {
	acquire := func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		blocking, timeout, err := acquireArgs(t, a[1:], kw)
		if err != nil {
			return nil, err
		}
		got, err := a[0].(*Lock).Acquire(t, blocking, timeout)
		return object.NewBool(got), err
	}
	release := func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.None, a[0].(*Lock).Release()
	}
	LockType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			New: func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				return &Lock{}, nil
			},
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				state := "unlocked"
				if o.(*Lock).held {
					state = "locked"
				}
				return "<" + state + " _thread.lock object at " + object.Address(t, o) + ">", nil
			},
		},
		Methods: []object.Method{
			{Name: "acquire", Fn: acquire},
			{Name: "release", Fn: release},
			{Name: "locked", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.NewBool(a[0].(*Lock).held), nil
			}},
			{Name: "__enter__", Fn: acquire},
			{Name: "__exit__", Fn: release},
		},
	})
	object.RegisterModule(&object.NativeModule{Name: "_thread", Init: initThread})
	object.RegisterModule(&object.NativeModule{Name: "threading", Source: source})
	object.RegisterModule(&object.NativeModule{Name: "concurrent", Package: true})
	object.RegisterModule(&object.NativeModule{Name: "concurrent.futures", Package: true, Source: futuresSource})
	// The modules where CPython has the classes: editors write imports from them.
	for name, names := range map[string]string{
		"_base":  "ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, BrokenExecutor, CancelledError, Error, Executor, Future, InvalidStateError, TimeoutError, as_completed, wait",
		"thread": "BrokenThreadPool, ThreadPoolExecutor", "process": "ProcessPoolExecutor",
	} {
		object.RegisterModule(&object.NativeModule{Name: "concurrent.futures." + name, Source: "from concurrent.futures import " + names})
	}
	object.RegisterModule(&object.NativeModule{Name: "queue", Source: queueSource})
}

// interruptMain is _thread.interrupt_main: as if a signal had come, SIGINT unless another is named. What has no handler is not delivered.
func interruptMain(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("interrupt_main", a, kw, 0, 1); err != nil {
		return nil, err
	}
	var number object.Object = object.NewInt(2)
	if len(a) == 1 {
		number = a[0]
	}
	m, err := t.RT.Import(t, "signal")
	if err != nil {
		return nil, err
	}
	handler, err := object.CallMethod(t, m, "getsignal", number)
	if err != nil || !object.IsCallable(handler) {
		return object.None, err
	}
	raise := func(t *object.Thread) error {
		_, err := object.CallMethod(t, m, "raise_signal", number)
		return err
	}
	if t.RT.Sched.IsMain(t) {
		return object.None, raise(t)
	}
	t.RT.Sched.CallMain(raise) // handlers run on the main thread
	return object.None, nil
}

type localKey struct{ owner object.Object }

func initThread(t *object.Thread, m *object.Module) error {
	m.Set("LockType", LockType)
	m.Set("RLock", RLockType)
	m.Set("error", object.RuntimeErrorType)
	m.SetFunc("allocate_lock", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return &Lock{}, nil
	})
	m.SetFunc("get_ident", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.NewInt(t.ID), nil
	})
	m.SetFunc("interrupt_main", interruptMain)
	m.SetFunc("_is_main", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.NewBool(t.RT.Sched.IsMain(t)), nil
	})
	m.SetFunc("_name", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.NewStr(t.Name), nil
	})
	// _pooled is the name of a pool's thread that was not started here, or None.
	m.SetFunc("_pooled", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if t.Shown == "" {
			return object.None, nil
		}
		return object.NewStr(t.Shown), nil
	})
	// _next_pool gives pools without a name their numbers.
	m.SetFunc("_next_pool", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.NewInt(int64(t.RT.Sched.NextPool())), nil
	})
	// _rename(ident, name) gives a running thread another name.
	m.SetFunc("_rename", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("_rename", a, kw, 2, 2); err != nil {
			return nil, err
		}
		id, _ := object.AsInt(a[0])
		name, _ := object.AsStr(a[1])
		t.RT.Sched.Rename(id, name)
		return object.None, nil
	})
	// start_new_thread(function, args, name): function must handle its own exceptions, as threading.Thread's does.
	m.SetFunc("start_new_thread", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("start_new_thread", a, kw, 2, 3); err != nil {
			return nil, err
		}
		args, ok := object.AsTuple(a[1])
		if !ok {
			return nil, object.TypeErrorf("2nd arg must be a tuple")
		}
		fn, name := a[0], "Thread"
		if len(a) > 2 {
			name, _ = object.AsStr(a[2])
		}
		n := t.Spawn(name, func(t *object.Thread) {
			if _, err := object.Call(t, fn, args.Items, nil); err != nil {
				if e := object.AsException(err); e != nil {
					_ = t.Write(2, "Exception in thread "+t.Name+": "+e.Error()+"\n")
				}
			}
		})
		return object.NewInt(n.ID), nil
	})
	// _local_dict(owner, make=False) is the calling thread's dict for a threading.local; None while it has none, unless make says so.
	m.SetFunc("_local_dict", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("_local_dict", a, kw, 1, 2); err != nil {
			return nil, err
		}
		key := localKey{a[0]}
		d, ok := t.Local[key].(*object.Dict)
		switch {
		case ok:
			return d, nil
		case len(a) == 1:
			return object.None, nil
		}
		d = object.NewDict()
		t.Local[key] = d
		return d, nil
	})
	return nil
}
