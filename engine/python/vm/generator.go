package vm

import (
	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// genKind tells the three kinds of suspended frames apart.
type genKind uint8

const (
	plainGenerator genKind = iota
	coroutine
	asyncGenerator
)

var genNames = [...]string{"generator", "coroutine", "async generator"}

// Generator is a generator, a coroutine, or the frame inside an asynchronous generator.
type Generator struct {
	kind     genKind
	frame    *Frame // nil when finished
	code     *Code
	name     *object.Str
	qualname *object.Str
	running  bool
	started  bool
	// owned: only a for loop has it, so that leaving the loop closes it. maker is the call instruction that made it.
	owned bool
	maker *Instr
	// ending closes it when nobody refers to it any longer; nil: there is nothing to do then.
	ending *object.Ending
	// Where a coroutine was made, for the warning that it was never awaited.
	warned   bool
	madeFile string
	madeLine int
	origin   *object.Tuple // the frames of its making, or nil
	ag       *agenState
}

// The types of the three kinds.
var (
	GeneratorType      = object.Declare("generator", "builtins")
	CoroutineType      = object.Declare("coroutine", "builtins")
	AsyncGeneratorType = object.Declare("async_generator", "builtins")
)

// Type implements object.Object.
func (g *Generator) Type() *object.Type {
	switch g.kind {
	case coroutine:
		return CoroutineType
	case asyncGenerator:
		return AsyncGeneratorType
	}
	return GeneratorType
}

// warnUnawaited reports a coroutine that is dropped without having been awaited.
func (g *Generator) warnUnawaited(t *object.Thread) {
	g.warned = true
	if st := stateOf(t.RT); len(st.lost) < maxLost {
		st.lost = append(st.lost, Unawaited{nil, g.qualname.String(), g.madeFile, g.madeLine})
	}
	if warn := t.RT.Warn; warn != nil {
		if err := warn("RuntimeWarning", g.NeverAwaited(t.RT), t.Frame); err != nil {
			t.Unraisable(err, g)
		}
	}
}

// newGenerator makes the generator or coroutine that a call of fn gives; f is its frame, arguments bound.
func newGenerator(t *object.Thread, fn *Function, f *Frame) *Generator {
	g := &Generator{frame: f, code: fn.code, name: fn.name, qualname: fn.qualname}
	f.gen, f.in, f.sent = g, nil, nil
	switch flags := fn.code.Code.Flags; {
	case flags&compile.Coroutine != 0:
		g.kind = coroutine
		st := fn.code.st
		if caller := t.Frame; caller != nil {
			g.madeFile, g.madeLine = caller.Filename(), caller.Line()
		}
		st.noteCoroutine(g)
		if t.RT.OriginDepth > 0 {
			g.noteOrigin(t)
		}
	case flags&compile.AsyncGenerator != 0:
		g.kind = asyncGenerator
		g.ag = &agenState{}
	}
	return g
}

// WaitsAt implements object.Waiting.
func (g *Generator) WaitsAt() (object.Frame, object.Object) {
	f := g.frame
	if f == nil {
		return nil, nil
	}
	if f.in != nil && f.in.op == compile.OpYieldFrom {
		return f, f.regs[f.in.b]
	}
	return f, nil
}

// finish marks the generator as ended.
func (g *Generator) finish() {
	g.frame, g.running = nil, false
	g.ending.Cancel()
}

// convertStop turns a StopIteration that leaves a generator's frame into a RuntimeError.
func (g *Generator) convertStop(e *object.Exception) *object.Exception {
	what := ""
	switch {
	case e.Class.IsSubtype(object.StopIterationType):
		what = "StopIteration"
	case g.kind == asyncGenerator && e.Class.IsSubtype(object.StopAsyncIterationType):
		what = "StopAsyncIteration"
	default:
		return e
	}
	r := object.Errorf(object.RuntimeErrorType, "%s raised %s", genNames[g.kind], what)
	r.Cause, r.Context, r.SuppressContext = e, e, true
	return r
}

// ready says why g cannot be resumed with v.
func (g *Generator) ready(v object.Object) error {
	if g.running {
		if g.kind == coroutine {
			return object.ValueErrorf("coroutine already executing")
		}
		return object.ValueErrorf("generator already executing")
	}
	if g.frame == nil {
		if g.kind == coroutine {
			return object.RuntimeErrorf("cannot reuse already awaited coroutine")
		}
		return nil
	}
	if !g.started && v != nil && v != object.None {
		return object.TypeErrorf("can't send non-None value to a just-started %s", genNames[g.kind])
	}
	return nil
}

// push makes g's frame the current one, called from instruction in of the current frame, and resumes it with v.
func (m *machine) push(g *Generator, kind frameKind, in *Instr, v object.Object) *Instr {
	f := g.frame
	f.gen = g
	back := m.f
	f.kind = kind
	if next := m.enter(f, back, in); m.f != f {
		return next // too deep
	}
	return m.continueGen(g, v)
}

// continueGen goes on with a generator whose frame is the current one.
func (m *machine) continueGen(g *Generator, v object.Object) *Instr {
	f := g.frame
	g.running = true
	if f.exc != nil {
		m.t.Handling = f.exc
	}
	if !g.started {
		g.started = true
		return f.code.first
	}
	if f.in.op == compile.OpYieldFrom {
		f.sent = v
		return f.in
	}
	f.regs[f.in.a] = v
	return f.in.next
}

// yield suspends the current frame, and those that delegate to it, with value v.
func (m *machine) yield(f *Frame, v object.Object) *Instr {
	t := m.t
	for {
		back, kind := f.back, f.kind
		f.back = nil
		g := f.gen
		g.running = false
		if g.noticeEnd(t); g.ending != nil {
			f.gen = nil // Go does not finalize what refers to itself
		}
		t.Depth--
		m.f = back
		m.setFrame(back)
		if f.exc != nil {
			m.rehandle(back)
		}
		switch kind {
		case forFrame:
			back.regs[back.in.a] = v
			return back.in.jump
		case sendFrame:
			f = back // it delegates, so it yields the value too
			continue
		}
		m.result, m.yielded = v, true
		return nil
	}
}

// Resume implements object.Resumable.
func (g *Generator) Resume(t *object.Thread, v object.Object, e *object.Exception) (r object.Object, done bool, err error) {
	if err := g.ready(v); err != nil {
		return nil, false, err
	}
	if g.frame == nil {
		if e != nil {
			return nil, false, e
		}
		return object.None, true, nil
	}
	if e != nil && !g.started {
		// It never gets to run; the exception is raised at its first line.
		g.started = true
		f := g.frame
		addTraceback(e, f, compile.Position{Line: int32(f.code.Code.FirstLine)})
		g.finish()
		f.gen = nil
		return nil, false, e
	}
	if err := t.EnterNative(" while calling a Python object"); err != nil {
		return nil, false, err
	}
	m := g.code.st.newMachine(t)
	f := g.frame
	f.gen = g
	f.kind = entryFrame
	back, _ := t.Frame.(*Frame)
	if m.enter(f, back, nil); m.f == f {
		if e != nil {
			m.run(m.throwInto(g, e))
		} else {
			m.run(m.continueGen(g, v))
		}
	}
	r, done, err = m.result, !m.yielded, m.err
	m.release()
	t.LeaveNative()
	return r, done, err
}

// throwInto raises e where generator g, whose frame is the current one, waits: in the innermost generator that it delegates to.
func (m *machine) throwInto(g *Generator, e *object.Exception) *Instr {
	for {
		f := g.frame
		g.running = true
		if f.exc != nil {
			m.t.Handling = f.exc
			if e != f.exc {
				e.SetContext(f.exc) // whatever it had: _PyErr_ChainStackItem
			}
		}
		in := f.in
		if in.op != compile.OpYieldFrom {
			return m.unwind(e, true)
		}
		sub := f.regs[in.b]
		if e.Class.IsSubtype(object.GeneratorExitType) {
			if err := closeIter(m.t, sub); err != nil {
				return m.raise(err, true)
			}
			return m.raise(e, true)
		}
		if s, ok := sub.(*Generator); ok && s.kind != asyncGenerator && s.frame != nil && s.started && !s.running {
			s.frame.gen, s.frame.kind = s, sendFrame
			if next := m.enter(s.frame, f, in); m.f != s.frame {
				return next
			}
			g = s
			continue
		}
		r, done, err := throwAt(m.t, sub, e)
		if err != nil {
			if x := object.AsException(err); x != nil && f.exc != nil && x != f.exc {
				x.SetContext(f.exc)
			}
			return m.raise(err, true)
		}
		if done {
			f.regs[in.a] = r
			return in.next
		}
		return m.yield(f, r)
	}
}

// throwAt throws e into what a generator delegates to, if it has a throw method.
func throwAt(t *object.Thread, sub object.Object, e *object.Exception) (object.Object, bool, error) {
	if _, ok := sub.(object.Resumable); !ok {
		f, err := object.GetAttrOpt(t, sub, strThrow)
		if err != nil {
			return nil, false, err
		}
		if f == nil {
			return nil, false, e
		}
	}
	return object.Throw(t, sub, e)
}

var strThrow = object.Intern("throw")

// closeIter closes what a generator delegates to.
func closeIter(t *object.Thread, sub object.Object) error {
	if g, ok := sub.(*Generator); ok && g.kind != asyncGenerator {
		return g.Close(t)
	}
	c, err := object.GetAttrOpt(t, sub, strClose)
	if err != nil || c == nil {
		return err
	}
	_, err = object.CallArgs(t, c)
	return err
}

var strClose = object.Intern("close")

// Close is close(): it raises GeneratorExit where the generator waits.
func (g *Generator) Close(t *object.Thread) error {
	if g.running {
		return g.ready(nil)
	}
	if g.frame == nil {
		return nil
	}
	if !g.started {
		g.started = true
		g.frame.gen = nil
		g.finish()
		return nil
	}
	_, done, err := g.Resume(t, nil, object.NewException(object.GeneratorExitType))
	if err != nil {
		if object.IsException(err, object.GeneratorExitType) || object.IsException(err, object.StopIterationType) {
			return nil
		}
		return err
	}
	if !done {
		return object.RuntimeErrorf("%s ignored GeneratorExit", genNames[g.kind])
	}
	return nil
}

// stopValue turns the outcome of Resume into what a method returns: a generator that is done raises StopIteration.
func stopValue(r object.Object, done bool, err error) (object.Object, error) {
	if err == nil && done {
		return nil, object.StopIteration(r)
	}
	return r, err
}

// instantiate makes an exception of a class. What goes wrong with that is an exception itself, and thrown in its place.
func instantiate(t *object.Thread, c *object.Type, args []object.Object) (*object.Exception, error) {
	v, err := object.Call(t, c, args, nil)
	if err == nil {
		if x, ok := v.(*object.Exception); ok {
			return x, nil
		}
		var r string
		if r, err = object.Repr(t, c); err == nil {
			err = object.TypeErrorf("calling %s should have returned an instance of BaseException, not %s", r, object.TypeName(v))
		}
	}
	if x := object.AsException(err); x != nil {
		return x, nil
	}
	return nil, err
}

// thrown makes the exception of throw(type, value, traceback).
func thrown(t *object.Thread, name string, args []object.Object, kw *object.Kwargs) (*object.Exception, error) {
	if err := object.CheckArgs(name, args, kw, 1, 3); err != nil {
		return nil, err
	}
	cls, val, tb := args[0], object.Object(object.None), object.Object(object.None)
	if len(args) > 1 {
		val = args[1]
	}
	if len(args) > 2 {
		tb = args[2]
	}
	if _, ok := tb.(*object.Traceback); !ok && tb != object.None {
		return nil, object.TypeErrorf("throw() third argument must be a traceback object")
	}
	var e *object.Exception
	switch c := cls.(type) {
	case *object.Exception:
		if val != object.None {
			return nil, object.TypeErrorf("instance exception may not have a separate value")
		}
		e = c
	case *object.Type:
		if !c.IsSubtype(object.BaseExceptionType) {
			return nil, object.TypeErrorf("exceptions must be classes or instances deriving from BaseException, not type")
		}
		if x, ok := val.(*object.Exception); ok && x.Class.IsSubtype(c) {
			e = x
			break
		}
		var a []object.Object
		if tu, ok := object.AsTuple(val); ok {
			a = tu.Items
		} else if val != object.None {
			a = []object.Object{val}
		}
		x, err := instantiate(t, c, a)
		if err != nil {
			return nil, err
		}
		e = x
	default:
		return nil, object.TypeErrorf("exceptions must be classes or instances deriving from BaseException, not %s", object.TypeName(cls))
	}
	if x, ok := tb.(*object.Traceback); ok {
		e.Traceback = x
	}
	return e, nil
}

func init() {
	attrs := func(prefix string) []object.GetSet {
		return []object.GetSet{
			{Name: "__name__", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Generator).name, nil },
				Deletes: true, Set: func(t *object.Thread, o, v object.Object) error {
					s, ok := v.(*object.Str)
					if !ok {
						return object.TypeErrorf("__name__ must be set to a string object")
					}
					o.(*Generator).name = s
					return nil
				}},
			{Name: "__qualname__", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Generator).qualname, nil },
				Deletes: true, Set: func(t *object.Thread, o, v object.Object) error {
					s, ok := v.(*object.Str)
					if !ok {
						return object.TypeErrorf("__qualname__ must be set to a string object")
					}
					o.(*Generator).qualname = s
					return nil
				}},
			{Name: prefix + "_running", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewBool(o.(*Generator).running), nil
			}},
			{Name: prefix + "_code", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Generator).code.Code, nil }},
			{Name: prefix + "_frame", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if f := o.(*Generator).frame; f != nil {
					f.keep = true
					return f, nil
				}
				return object.None, nil
			}},
			{Name: prefix + "_suspended", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				g := o.(*Generator)
				return object.NewBool(g.started && !g.running && g.frame != nil), nil
			}},
			{Name: map[string]string{"gi": "gi_yieldfrom", "cr": "cr_await", "ag": "ag_await"}[prefix], Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				g := o.(*Generator)
				if f := g.frame; f != nil && g.started && !g.running && f.in.op == compile.OpYieldFrom {
					return orNone(f.regs[f.in.b]), nil
				}
				return object.None, nil
			}},
		}
	}
	repr := func(t *object.Thread, o object.Object) (string, error) {
		g := o.(*Generator)
		return "<" + object.TypeName(o) + " object " + g.qualname.String() + " at " + object.Address(t, o) + ">", nil
	}
	methods := func(name string) []object.Method {
		return []object.Method{
			{Name: "send", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs(name+".send", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				return stopValue(a[0].(*Generator).Resume(t, a[1], nil))
			}},
			{Name: "throw", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				e, err := thrown(t, "throw", a[1:], kw)
				if err != nil {
					return nil, err
				}
				return stopValue(a[0].(*Generator).Resume(t, nil, e))
			}},
			{Name: "close", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("close", a[1:], kw, 0, 0); err != nil {
					return nil, err
				}
				return object.None, a[0].(*Generator).Close(t)
			}},
		}
	}
	self := func(t *object.Thread, o object.Object) (object.Object, error) { return o, nil }
	GeneratorType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			Iter: self,
			Next: func(t *object.Thread, o object.Object) (object.Object, error) {
				r, done, err := o.(*Generator).Resume(t, object.None, nil)
				if err != nil {
					return nil, err
				}
				if done {
					if r != object.None {
						return nil, object.StopIteration(r)
					}
					return nil, nil
				}
				return r, nil
			},
			Repr: repr,
		},
		GetSets: attrs("gi"), Methods: methods("generator"),
	})
	CoroutineType.Define(object.Spec{Final: true,
		Slots: object.Slots{Await: func(t *object.Thread, o object.Object) (object.Object, error) {
			return &coroWrapper{o.(*Generator)}, nil
		}, Repr: repr},
		GetSets: append(attrs("cr"), object.GetSet{Name: "cr_origin", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
			if g := o.(*Generator); g.origin != nil {
				return g.origin, nil
			}
			return object.None, nil
		}}),
		Methods: methods("coroutine"),
	})
	AsyncGeneratorType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			AIter: self,
			ANext: func(t *object.Thread, o object.Object) (object.Object, error) {
				return newASend(t, o.(*Generator), object.None)
			},
			Repr: repr,
		},
		GetSets: attrs("ag"), Methods: asyncGenMethods,
	})
	wrapper := func(f func(t *object.Thread, g *Generator, a []object.Object, kw *object.Kwargs) (object.Object, error)) object.NativeFunc {
		return func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			return f(t, a[0].(*coroWrapper).g, a[1:], kw)
		}
	}
	coroWrapperType.Define(object.Spec{Final: true,
		Slots: object.Slots{Iter: self, Next: func(t *object.Thread, o object.Object) (object.Object, error) {
			r, done, err := o.(*coroWrapper).g.Resume(t, object.None, nil)
			if err == nil && done {
				if r == object.None {
					return nil, nil
				}
				return nil, object.StopIteration(r)
			}
			return r, err
		}},
		Methods: []object.Method{
			{Name: "send", Fn: wrapper(func(t *object.Thread, g *Generator, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("send", a, kw, 1, 1); err != nil {
					return nil, err
				}
				return stopValue(g.Resume(t, a[0], nil))
			})},
			{Name: "throw", Fn: wrapper(func(t *object.Thread, g *Generator, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				e, err := thrown(t, "throw", a, kw)
				if err != nil {
					return nil, err
				}
				return stopValue(g.Resume(t, nil, e))
			})},
			{Name: "close", Fn: wrapper(func(t *object.Thread, g *Generator, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.None, g.Close(t)
			})},
		},
	})
}

// coroWrapper is what coroutine.__await__() gives.
type coroWrapper struct{ g *Generator }

var coroWrapperType = object.Declare("coroutine_wrapper", "builtins")

// Type implements object.Object.
func (*coroWrapper) Type() *object.Type { return coroWrapperType }

// WaitsAt implements object.Waiting.
func (w *coroWrapper) WaitsAt() (object.Frame, object.Object) { return w.g.WaitsAt() }

// Resume implements object.Resumable.
func (w *coroWrapper) Resume(t *object.Thread, v object.Object, e *object.Exception) (object.Object, bool, error) {
	return w.g.Resume(t, v, e)
}

// noteCoroutine remembers a coroutine until it starts, for the warning at the end of the run.
func (st *state) noteCoroutine(g *Generator) {
	if len(st.pending) >= st.pendingMax {
		// Forget those that have started since.
		kept := st.pending[:0]
		for _, p := range st.pending {
			if !p.started && !p.warned {
				kept = append(kept, p)
			}
		}
		clear(st.pending[len(kept):])
		st.pending, st.pendingMax = kept, max(64, 2*len(kept))
	}
	st.pending = append(st.pending, g)
}

// NeverAwaited gives the coroutines that were made and not started, with where each was made; it forgets them.
func NeverAwaited(rt *object.Runtime) []Unawaited {
	st := stateOf(rt)
	var out []Unawaited
	for _, g := range st.pending {
		if !g.started && !g.warned {
			out = append(out, Unawaited{g, g.qualname.String(), g.madeFile, g.madeLine})
		}
	}
	st.pending = nil
	return out
}

// maxLost is how many coroutines are remembered of those that were lost at once.
const maxLost = 100

// Lost gives the coroutines that were never awaited and of which the program was told while it ran.
func Lost(rt *object.Runtime) []Unawaited { return stateOf(rt).lost }

// Unawaited is a coroutine that was never awaited.
type Unawaited struct {
	Coroutine  *Generator // nil for those that are lost
	Name, File string
	Line       int
}
