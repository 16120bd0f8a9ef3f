package vm

import (
	"runtime"
	"runtime/debug"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// run executes instructions until the frame that it began with is left.
//
// Native code that panics (an index out of range, a nil pointer) is a fault of ours. CPython reports such faults of its own as SystemError, and so do we, at the
// line that met it: a program with such a line ends with a traceback or handles it, and the run goes on. Runtime.Fault hears of it. Other panics are not the runtime's and pass.
func (m *machine) run(in *Instr) {
	native := m.t.NativeDepth()
	for in != nil {
		in = m.runGuarded(in, native)
	}
}

// runGuarded is run until something panics. native is how deep Go's own recursion was when the machine began. It gives the instruction to go on with.
func (m *machine) runGuarded(in *Instr, native int) (next *Instr) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		fault, ok := p.(runtime.Error)
		if !ok || m.f == nil || m.f.in == nil {
			panic(p)
		}
		m.t.RT.Faulted(p, debug.Stack())
		// What was entered inside the native code is gone.
		m.t.SetNativeDepth(native)
		m.t.Depth = 0
		for f := m.f; f != nil; f = f.back {
			m.t.Depth++
		}
		m.setFrame(m.f)
		next = m.fail(m.f.in, object.Errorf(object.SystemErrorType, "%v (a fault of the playground, not of your code)", fault))
	}()
	for in != nil {
		in = in.fn(m, in)
	}
	return nil
}
