package vm

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Asynchronous generators. The generator's frame yields two kinds of things: values, which are wrapped in agenValue, and
// what it awaits, which passes through to the event loop. The awaitables of asend, athrow and aclose tell them apart.

type agenState struct {
	closed  bool
	busy    bool // an asend or athrow is under way
	started bool // the hooks have been told
	// loop will close it; nil: none. finalizer is the program's hook instead, if it has set one.
	loop      object.Object
	thread    *object.Thread
	finalizer object.Object
}

// agenValue wraps a value that an asynchronous generator yields.
type agenValue struct{ v object.Object }

var agenValueType = object.Declare("async_generator_wrapped_value", "builtins")

// Type implements object.Object.
func (*agenValue) Type() *object.Type { return agenValueType }

type agenOp uint8

const (
	opASend agenOp = iota
	opAThrow
	opAClose
)

// agenAwait is the awaitable of one asend, athrow or aclose.
type agenAwait struct {
	g     *Generator
	op    agenOp
	v     object.Object
	e     *object.Exception
	state uint8 // 0 new, 1 under way, 2 done
}

var (
	asendType  = object.Declare("async_generator_asend", "builtins")
	athrowType = object.Declare("async_generator_athrow", "builtins")
)

// Type implements object.Object.
func (a *agenAwait) Type() *object.Type {
	if a.op == opASend {
		return asendType
	}
	return athrowType
}

func newASend(t *object.Thread, g *Generator, v object.Object) (object.Object, error) {
	if err := g.firstUse(t); err != nil {
		return nil, err
	}
	return &agenAwait{g: g, v: v}, nil
}

// AsyncGenHooks are sys.set_asyncgen_hooks' for the thread: the event loop closes the generators that are left.
type AsyncGenHooks struct{ FirstIter, Finalizer object.Object }

type hooksKey struct{}

// Hooks gives the hooks of t.
func Hooks(t *object.Thread) *AsyncGenHooks {
	if t.Local == nil {
		t.Local = map[any]any{}
	}
	h, _ := t.Local[hooksKey{}].(*AsyncGenHooks)
	if h == nil {
		h = &AsyncGenHooks{}
		t.Local[hooksKey{}] = h
	}
	return h
}

func (g *Generator) firstUse(t *object.Thread) error {
	if g.ag.started {
		return nil
	}
	g.ag.started = true
	if t.RunningLoop != nil {
		g.ag.loop, g.ag.thread = t.RunningLoop, t
		get := func() object.Object { return g }
		if t.RT.FinalizersEnabled() {
			get = g.Weakly()
		}
		object.NoteAsyncGen(t, get)
	}
	hooks := Hooks(t)
	g.ag.finalizer = hooks.Finalizer
	if f := hooks.FirstIter; f != nil && f != object.None {
		_, err := object.CallArgs(t, f, g)
		return err
	}
	return nil
}

// forget takes a generator that has ended off the loop's record.
func (g *Generator) forget() {
	if g.frame == nil && g.ag.loop != nil {
		g.ag.loop = nil
		object.ForgetAsyncGen(g.ag.thread, g)
	}
}

// abandon is what becomes of an asynchronous generator that nobody has any longer: its loop closes it, in a task of its own.
func (g *Generator) abandon(t *object.Thread) error {
	l := g.ag.loop
	if g.ag.closed || !g.ag.started {
		return nil
	}
	if f := g.ag.finalizer; l == nil && f != nil && f != object.None {
		_, err := object.CallArgs(t, f, g)
		return err
	}
	if l == nil {
		return nil
	}
	g.ag.loop = nil
	object.ForgetAsyncGen(g.ag.thread, g)
	create, err := object.GetAttrName(t, l, "create_task")
	if err == nil {
		_, err = object.CallMethod(t, l, "call_soon_threadsafe", create, &agenAwait{g: g, op: opAClose})
	}
	return onlyFatal(err)
}

// WaitsAt implements object.Waiting.
func (a *agenAwait) WaitsAt() (object.Frame, object.Object) { return a.g.WaitsAt() }

// Resume implements object.Resumable.
func (a *agenAwait) Resume(t *object.Thread, v object.Object, e *object.Exception) (object.Object, bool, error) {
	if a.op == opASend {
		return a.resumeSend(t, v, e)
	}
	return a.resumeThrow(t, v, e)
}

func (a *agenAwait) resumeSend(t *object.Thread, v object.Object, e *object.Exception) (object.Object, bool, error) {
	ag := a.g.ag
	if a.state == 2 {
		return nil, false, object.RuntimeErrorf("cannot reuse already awaited __anext__()/asend()")
	}
	if a.state == 0 {
		if ag.busy {
			return nil, false, object.RuntimeErrorf("anext(): asynchronous generator is already running")
		}
		if e == nil {
			if v == nil || v == object.None {
				v = a.v
			}
		}
		a.state, ag.busy = 1, true
	}
	r, done, err := a.g.Resume(t, v, e)
	return a.unwrap(r, done, err)
}

// unwrap looks at what the frame did: a wrapped value ends the awaiting, anything else is passed on.
func (a *agenAwait) unwrap(r object.Object, done bool, err error) (object.Object, bool, error) {
	ag := a.g.ag
	if err != nil {
		a.state, ag.busy = 2, false
		if object.IsException(err, object.StopAsyncIterationType) || object.IsException(err, object.GeneratorExitType) {
			ag.closed = true
		}
		a.g.forget()
		return nil, false, err
	}
	if done {
		a.state, ag.busy, ag.closed = 2, false, true
		a.g.forget()
		return nil, false, object.NewException(object.StopAsyncIterationType)
	}
	if w, ok := r.(*agenValue); ok {
		a.state, ag.busy = 2, false
		return w.v, true, nil
	}
	return r, false, nil
}

func (a *agenAwait) resumeThrow(t *object.Thread, v object.Object, e *object.Exception) (object.Object, bool, error) {
	g, ag := a.g, a.g.ag
	name := "athrow"
	if a.op == opAClose {
		name = "aclose"
	}
	if a.state == 2 {
		return nil, false, object.RuntimeErrorf("cannot reuse already awaited aclose()/athrow()")
	}
	if g.frame == nil { // it has ended
		a.state = 2
		return object.None, true, nil
	}
	var r object.Object
	var done bool
	var err error
	if a.state == 0 {
		if ag.busy {
			a.state = 2
			return nil, false, object.RuntimeErrorf("%s(): asynchronous generator is already running", name)
		}
		if ag.closed {
			a.state = 2
			return nil, false, object.NewException(object.StopAsyncIterationType)
		}
		a.state, ag.busy = 1, true
		if e != nil {
			r, done, err = g.Resume(t, nil, e)
		} else if a.op == opAClose {
			ag.closed = true
			r, done, err = g.Resume(t, nil, object.NewException(object.GeneratorExitType))
		} else {
			r, done, err = g.Resume(t, nil, a.e)
		}
	} else {
		r, done, err = g.Resume(t, v, e)
	}
	if a.op == opAThrow {
		return a.unwrap(r, done, err)
	}
	a.g.forget()
	if err != nil {
		a.state, ag.busy = 2, false
		if object.IsException(err, object.StopAsyncIterationType) || object.IsException(err, object.GeneratorExitType) {
			return object.None, true, nil
		}
		return nil, false, err
	}
	if done {
		a.state, ag.busy = 2, false
		return object.None, true, nil
	}
	if _, ok := r.(*agenValue); ok {
		a.state, ag.busy = 2, false
		return nil, false, object.RuntimeErrorf("async generator ignored GeneratorExit")
	}
	return r, false, nil
}

var asyncGenMethods = []object.Method{
	{Name: "asend", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("async_generator.asend", a[1:], kw, 1, 1); err != nil {
			return nil, err
		}
		return newASend(t, a[0].(*Generator), a[1])
	}},
	{Name: "athrow", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		e, err := thrown(t, "athrow", a[1:], kw)
		if err != nil {
			return nil, err
		}
		g := a[0].(*Generator)
		return &agenAwait{g: g, op: opAThrow, e: e}, g.firstUse(t)
	}},
	{Name: "aclose", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("aclose", a[1:], kw, 0, 0); err != nil {
			return nil, err
		}
		g := a[0].(*Generator)
		return &agenAwait{g: g, op: opAClose}, g.firstUse(t)
	}},
	object.ClassGetItem("async_generator"),
}

func init() {
	agenValueType.Define(object.Spec{Final: true})
	self := func(t *object.Thread, o object.Object) (object.Object, error) { return o, nil }
	for _, tp := range []*object.Type{asendType, athrowType} {
		tp.Define(object.Spec{Final: true,
			Slots: object.Slots{
				Iter: self, Await: self,
				Next: func(t *object.Thread, o object.Object) (object.Object, error) {
					return stopValue(o.(*agenAwait).Resume(t, object.None, nil))
				},
			},
			Methods: []object.Method{
				{Name: "send", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
					if err := object.CheckArgs("send", a[1:], kw, 1, 1); err != nil {
						return nil, err
					}
					return stopValue(a[0].(*agenAwait).Resume(t, a[1], nil))
				}},
				{Name: "throw", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
					e, err := thrown(t, "throw", a[1:], kw)
					if err != nil {
						return nil, err
					}
					return stopValue(a[0].(*agenAwait).Resume(t, nil, e))
				}},
				{Name: "close", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
					a[0].(*agenAwait).state = 2
					return object.None, nil
				}},
			},
		})
	}
}
