package vm

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// machine runs frames, from an entry frame until that is left.
type machine struct {
	box
	t       *object.Thread
	f       *Frame
	st      *state
	result  object.Object
	err     error
	yielded bool // the entry frame, a generator's, is suspended and not finished
	next    *machine
	buf     [12]object.Object // arguments of a native call
}

func (st *state) newMachine(t *object.Thread) *machine {
	if m := st.machines; m != nil {
		st.machines = m.next
		m.t, m.next = t, nil
		return m
	}
	return &machine{t: t, st: st}
}

func (m *machine) release() {
	m.f, m.result, m.err, m.yielded = nil, nil, nil, false
	clear(m.buf[:])
	m.next = m.st.machines
	m.st.machines = m
}

// runFrame runs a prepared frame to its end on a machine of its own: how native code enters Python code.
func runFrame(t *object.Thread, f *Frame) (object.Object, error) {
	if err := t.EnterNative(" while calling a Python object"); err != nil {
		return nil, err
	}
	st := f.code.st
	m := st.newMachine(t)
	back, _ := t.Frame.(*Frame)
	f.kind = entryFrame
	in := m.enter(f, back, nil)
	m.run(in)
	r, err := m.result, m.err
	m.release()
	t.LeaveNative()
	return r, err
}

// enter makes f the current frame, called from back; in is back's instruction on this machine, nil if back is another machine's.
func (m *machine) enter(f, back *Frame, in *Instr) *Instr {
	t := m.t
	f.back = back
	if in != nil {
		back.in = in
	}
	m.f = f
	t.Frame = f
	if t.Depth++; t.Depth > t.RT.Limits.Recursion {
		return m.tooDeep(f)
	}
	return f.code.first
}

// tooDeep raises RecursionError at the caller, before f has started.
func (m *machine) tooDeep(f *Frame) *Instr {
	m.t.Depth--
	m.f = f.back
	m.setFrame(f.back)
	kind := f.kind
	if f.gen == nil {
		f.recycle()
	} else {
		f.back = nil
		f.gen.warned = true // it was awaited
	}
	e := object.RecursionErrorf("maximum recursion depth exceeded")
	if kind == entryFrame {
		m.err = e
		return nil
	}
	return m.raise(e, true)
}

func (m *machine) setFrame(f *Frame) {
	if f == nil {
		m.t.Frame = nil
	} else {
		m.t.Frame = f
	}
}

// leave ends frame f, the current one, with result v.
func (m *machine) leave(f *Frame, v object.Object) *Instr {
	t := m.t
	back := f.back
	t.Depth--
	if f.kind != callFrame || f.keep {
		return m.leaveSpecial(f, v)
	}
	m.f = back
	t.Frame = back
	in := back.in
	back.regs[in.a] = v
	f.recycle()
	return in.next
}

func (m *machine) leaveSpecial(f *Frame, v object.Object) *Instr {
	back, kind := f.back, f.kind
	m.f = back
	m.setFrame(back)
	if f.exc != nil {
		f.exc = nil
		m.rehandle(back)
	}
	inst := f.inst
	m.drop(f)
	switch kind {
	case entryFrame:
		m.result = v
		return nil
	case initFrame:
		if v != object.None {
			return m.fail(back.in, object.TypeErrorf("__init__() should return None, not '%s'", object.TypeName(v)))
		}
		v = inst
	case forFrame:
		return back.in.next
	}
	back.regs[back.in.a] = v
	return back.in.next
}

// drop ends the life of a frame that has been left.
func (m *machine) drop(f *Frame) {
	if g := f.gen; g != nil {
		g.finish()
		f.gen = nil
		if f.keep {
			f.back = nil
		} else {
			f.recycle()
		}
		return
	}
	if f.keep {
		// Whoever looks at it may want to see the callers too.
		if f.back != nil {
			f.back.keep = true
		}
		return
	}
	f.recycle()
}

// rehandle finds the exception that is being handled once frames inside f are gone.
func (m *machine) rehandle(f *Frame) {
	for ; f != nil; f = f.back {
		if f.exc != nil {
			m.t.Handling = f.exc
			return
		}
	}
	m.t.Handling = nil
}

// fail raises err at instruction in of the current frame.
func (m *machine) fail(in *Instr, err error) *Instr {
	m.f.in = in
	return m.raise(err, true)
}

// failAt is fail for an instruction that failed in a part of its source range.
func (m *machine) failAt(in *Instr, pos compile.Position, err error) *Instr {
	m.f.in = in
	e, ok := err.(*object.Exception)
	if !ok {
		return m.raise(err, true)
	}
	m.context(e)
	addTraceback(e, m.f, pos)
	return m.unwind(e, false)
}

// raise unwinds to the handler of err; trace says whether the current frame gets a traceback entry (a re-raised exception has one).
func (m *machine) raise(err error, trace bool) *Instr {
	e, ok := err.(*object.Exception)
	if !ok {
		if e = object.AsException(err); e == nil {
			return m.abandon(err)
		}
	}
	if trace {
		m.context(e)
	}
	return m.unwind(e, trace)
}

// context makes the exception being handled the context of a new one. One that comes from further in keeps what it got there, none included.
func (m *machine) context(e *object.Exception) {
	if e.Traceback == nil {
		e.Chain(m.t)
	}
}

func (m *machine) unwind(e *object.Exception, trace bool) *Instr {
	f := m.f
	for {
		in := f.in
		if trace {
			addTraceback(e, f, f.position())
		}
		if tr := m.t.RT.Trace; tr != nil {
			tr.Raised(m.t, e, f)
		}
		if f.code.loops {
			from := f.code.temps
			if in.handler != nil {
				from = int(in.excReg)
			}
			m.f = f
			if err := m.discardOwned(f, from); err != nil {
				return m.abandon(err)
			}
		}
		if in.handler != nil {
			if in.restore >= 0 {
				m.restoreExc(f, f.regs[in.restore])
			}
			f.regs[in.excReg] = e
			m.f = f
			return in.handler
		}
		if e, f = m.leaveRaising(f, e); f == nil {
			return nil
		}
		trace = true
	}
}

// leaveRaising leaves frame f with exception e. It gives the caller's frame, nil if the machine ends.
func (m *machine) leaveRaising(f *Frame, e *object.Exception) (*object.Exception, *Frame) {
	back, kind := f.back, f.kind
	m.t.Depth--
	m.f = back
	m.setFrame(back)
	if f.exc != nil {
		f.exc = nil
		m.rehandle(back)
	}
	if g := f.gen; g != nil {
		e = g.convertStop(e)
	}
	m.drop(f)
	if kind == entryFrame {
		m.err = e
		return e, nil
	}
	return e, back
}

// abandon unwinds everything for an error that no program may catch.
func (m *machine) abandon(err error) *Instr {
	tb := m.st.fatalTB
	for f := m.f; ; {
		pos := f.position()
		tb = &object.Traceback{Next: tb, Frame: f, Line: int(pos.Line), EndLine: int(pos.EndLine), Col: int(pos.Col), EndCol: int(pos.EndCol)}
		f.keep = true
		back, kind := f.back, f.kind
		m.t.Depth--
		m.f = back
		m.setFrame(back)
		f.exc = nil
		m.drop(f)
		if kind == entryFrame {
			break
		}
		f = back
	}
	m.st.fatalTB = tb
	m.rehandle(m.f)
	m.err = err
	return nil
}

func addTraceback(e *object.Exception, f *Frame, pos compile.Position) {
	e.Traceback = &object.Traceback{Next: e.Traceback, Frame: f, Line: int(pos.Line), EndLine: int(pos.EndLine), Col: int(pos.Col), EndCol: int(pos.EndCol)}
	f.keep = true
}

// restoreExc makes v, an exception or nil, the one handled in f.
func (m *machine) restoreExc(f *Frame, v object.Object) {
	e, _ := v.(*object.Exception)
	f.exc = e
	if e != nil {
		m.t.Handling = e
		return
	}
	m.rehandle(f.back)
}

// store puts the result of a native operation into the instruction's register.
func (m *machine) store(in *Instr, v object.Object, err error) *Instr {
	if err != nil {
		return m.fail(in, err)
	}
	m.f.regs[in.a] = v
	return in.next
}

// charge pays for a turn of a loop or a call; it gives an error at the end of the budget or when asked to stop.
func (m *machine) charge(n int) error {
	t := m.t
	if t.Tick -= n; t.Tick > 0 {
		return nil
	}
	spent := object.CheckEvery - t.Tick
	t.Tick = object.CheckEvery
	if err := t.Checkpoint(spent); err != nil || !t.Overdue() || strings.HasPrefix(m.f.Filename(), FrozenPrefix) {
		return err // the library's own lines are never cut short: it is written without the locks that CPython's C code has
	}
	return t.LetOthers()
}

// gather collects operands for a native call.
func (m *machine) gather(f *Frame, args []int32) []object.Object {
	var buf []object.Object
	if len(args) <= len(m.buf) {
		buf = m.buf[:len(args)]
	} else {
		buf = make([]object.Object, len(args))
	}
	for i, r := range args {
		buf[i] = f.regs[r]
	}
	return buf
}

// FatalTraceback is where the run was when a limit or Stop ended it.
func FatalTraceback(rt *object.Runtime) *object.Traceback { return stateOf(rt).fatalTB }
