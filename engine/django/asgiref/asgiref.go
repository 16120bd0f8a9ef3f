// Package asgiref is asgiref.sync, the bridge between Django's synchronous ORM and an event loop, with its thread-sensitive model:
//
//   - sync_to_async(f)() runs f on a database thread and waits for it; the loop is free meanwhile;
//   - thread-sensitive calls (the default, and all of Django's) of one context run on one thread, one after another: so three gathered queries take
//     three latencies. Which thread: the one that called async_to_sync further out; else that of the ThreadSensitiveContext (Django's handler makes one for each
//     request); else one for the whole process;
//   - thread_sensitive=False runs on a pool.
//
// The coroutine functions are Python (sync.py); submitting work and serving it are here. Contexts (contextvars) travel to the thread and what the function
// changed in them travels back, as asgiref does.
package asgiref

import (
	_ "embed"
	"strconv"

	"github.com/asyncshelf/asyncshelf/engine/django/db/backends/sqlite3"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/asyncio"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/contextvars"
)

//go:embed testing.py
var testingSource string

//go:embed local.py
var localSource string

//go:embed sync.py
var source string

// Executor is a thread or pool of threads that sync functions run on.
type Executor struct{ x *asyncio.Executor }

// ExecutorType is its class.
var ExecutorType = object.Declare("_Executor", "asgiref.sync")

func (*Executor) Type() *object.Type { return ExecutorType }

func init() {
	ExecutorType.Define(object.Spec{Slots: object.Slots{
		// _Executor(name, threads): threads 0 for one that a waiting thread serves.
		New: func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			if err := object.CheckArgs("_Executor", args, kw, 2, 2); err != nil {
				return nil, err
			}
			name, _ := object.AsStr(args[0])
			n, err := object.AsIndex(t, args[1])
			if err != nil {
				return nil, err
			}
			x := asyncio.NewExecutor(name, n)
			switch name {
			case "worker": // the loop's own pool, in asgiref
				x.Shown = "asyncio"
			case "thread-sensitive": // made with the module
				x.Shown = "ThreadPoolExecutor-" + strconv.Itoa(t.RT.Sched.NextPool())
			}
			return &Executor{x}, nil
		},
		Init: func(*object.Thread, object.Object, []object.Object, *object.Kwargs) error { return nil },
	}, Methods: []object.Method{
		{Name: "run", Fn: run},
		{Name: "serve", Fn: serve},
		{Name: "wake", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			return object.None, a[0].(*Executor).x.Submit(t, func(*object.Thread) {})
		}},
		{Name: "shutdown", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			a[0].(*Executor).x.Shutdown()
			return object.None, nil
		}},
	}})
	object.RegisterModule(&object.NativeModule{Name: "asgiref", Package: true})
	object.RegisterModule(&object.NativeModule{Name: "asgiref.sync", Source: source, Init: func(t *object.Thread, m *object.Module) error {
		m.Set("_Executor", ExecutorType)
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "asgiref.testing", Source: testingSource})
	object.RegisterModule(&object.NativeModule{Name: "asgiref.local", Source: localSource})
}

// run(func, args, kwargs, target, sensitive) submits a call and gives the asyncio future of its result; target is what the program asked to have called.
func run(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("run", a[1:], kw, 5, 5); err != nil {
		return nil, err
	}
	l := asyncio.Running(t)
	if l == nil {
		return nil, object.RuntimeErrorf("no running event loop")
	}
	fn := a[1]
	args, ok := object.AsTuple(a[2])
	if !ok {
		return nil, object.TypeErrorf("args must be a tuple")
	}
	var call *object.Kwargs
	if d, ok := object.AsDict(a[3]); ok && d.Len() > 0 {
		call = &object.Kwargs{}
		for pos := 0; ; {
			k, v, next, ok := d.Next(pos)
			if !ok {
				break
			}
			pos = next
			s, _ := object.AsStr(k)
			call.Names, call.Vals = append(call.Names, object.Intern(s)), append(call.Vals, v)
		}
	}
	task := contextvars.Current(t)
	ctx := contextvars.Copy(t)
	var j object.Job
	if cfg := sqlite3.ConfigOf(t.RT); cfg != nil && cfg.Locate != nil {
		o := cfg.Locate(t)
		j.File, j.Func, j.Line = o.File, o.Func, o.Line
	}
	name := ""
	if t.RT.Trace != nil {
		name = asyncio.CallName(t, a[4])
	}
	job := asyncio.NewJob(t, name, a[5] == object.True, j)
	return a[0].(*Executor).x.Run(t, l, job, func(w *object.Thread) (object.Object, error) {
		r, err := ctx.Run(w, fn, args.Items, call)
		task.Adopt(ctx)
		if err != nil && object.IsException(err, object.StopIterationType) {
			// As in asgiref, a StopIteration cannot be put into a future.
			err = object.RuntimeErrorf("generator raised StopIteration")
		}
		return r, err
	})
}

// serve(future) runs the executor's jobs on the calling thread until the concurrent future is done.
func serve(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("serve", a[1:], kw, 1, 1); err != nil {
		return nil, err
	}
	var fail error
	err := a[0].(*Executor).x.Serve(t, func() bool {
		r, err := object.CallMethod(t, a[1], "done")
		if err != nil {
			fail = err
			return true
		}
		return r == object.True
	})
	if err == nil {
		err = fail
	}
	return object.None, err
}
