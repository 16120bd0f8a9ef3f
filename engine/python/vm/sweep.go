package vm

import (
	"sync"

	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The moments when the machine asks which objects have ended: see object/finalize.go.

// letGo wraps the instructions that take a value from a variable: old finds it.
func letGo(fn instrFunc, old func(m *machine, in *Instr) object.Object) instrFunc {
	return func(m *machine, in *Instr) *Instr {
		if m.t.RT.MustSweep() {
			m.t.EndsBackwards(old(m, in))
		}
		return fn(m, in)
	}
}

// lettingGo gives the instructions of code with Sweep that differ from other code's.
var lettingGo = sync.OnceValue(func() map[compile.Op]instrFunc {
	out := map[compile.Op]instrFunc{compile.OpReturn: opReturnSweep}
	local := func(m *machine, in *Instr) object.Object { return m.f.regs[in.a] }
	global := func(m *machine, in *Instr) object.Object { return m.f.globals.GetStr(in.name) }
	attr := func(m *machine, in *Instr) object.Object {
		if o, ok := m.f.regs[in.a].(*object.Instance); ok && o.Dict != nil {
			return o.Dict.GetStr(in.name)
		}
		return nil
	}
	list := func(m *machine, in *Instr) object.Object {
		if in.name == strClear {
			return m.f.regs[in.b]
		}
		return nil
	}
	for op, old := range map[compile.Op]func(m *machine, in *Instr) object.Object{
		compile.OpDelLocal: local, compile.OpDelGlobal: global, compile.OpStoreGlobal: global, compile.OpDelName: global, compile.OpStoreName: global,
		compile.OpDelAttr: attr, compile.OpStoreAttr: attr, compile.OpCallAttr: list,
		compile.OpSetItem: local, compile.OpDelItem: local,
	} {
		out[op] = letGo(instrFuncs[op], old)
	}
	return out
})

var strClear = object.Intern("clear")

// opSweep is the end of a statement.
func opSweep(m *machine, in *Instr) *Instr {
	if !m.t.RT.MustDrop() {
		return in.next
	}
	f := m.f
	temps := f.regs[in.a:f.code.nclear]
	for _, v := range temps {
		m.t.EndsBackwards(v)
	}
	clear(temps)
	clear(m.buf[:])
	if !m.t.RT.MustSweep() {
		return in.next
	}
	f.in = in
	if err := m.sweep(in); err != nil {
		return m.raise(err, true)
	}
	return in.next
}

// opReturnSweep is a return in code with Sweep: the function's variables end before the caller goes on.
func opReturnSweep(m *machine, in *Instr) *Instr {
	f := m.f
	if m.t.RT.MustSweep() {
		for _, v := range f.regs[:len(f.code.Code.VarNames)] {
			m.t.EndsBackwards(v)
		}
	}
	next := m.leave(f, f.regs[in.b])
	if !m.t.RT.MustSweep() {
		return next
	}
	f = nil
	if err := m.sweep(in); err != nil {
		if next == nil {
			m.err = err
			return nil
		}
		return m.raise(err, true)
	}
	return next
}

// sweep asks, unless in has asked often without finding anything: then it is asked half as often each time.
func (m *machine) sweep(in *Instr) error {
	const patience = 4
	c := &in.cache
	if c.idx > 0 {
		c.idx--
		return nil
	}
	if !m.t.MaySweep() {
		return nil
	}
	clear(m.buf[:])
	found, err := m.t.Sweep()
	if found {
		c.ver = 0
	} else if c.ver++; c.ver > patience {
		c.idx = 1 << min(c.ver-patience, 20)
	}
	return err
}

// hasHandlers tells whether closing a suspended frame of co would execute something of the program's.
func hasHandlers(co *compile.Code) bool {
	for i := range co.Instrs {
		if co.Instrs[i].Handler >= 0 {
			return true
		}
	}
	return false
}

// noticeEnd arranges that a generator is closed when nothing refers to it any longer. An asynchronous one that only a loop has needs
// no such thing.
func (g *Generator) noticeEnd(t *object.Thread) {
	if g.ending != nil || g.kind == coroutine || !t.RT.FinalizersEnabled() || g.owned && g.kind == asyncGenerator || !hasHandlers(g.code.Code) {
		return
	}
	g.ending = object.AtEnd(t.RT, g, func(t *object.Thread, o object.Object) error {
		g := o.(*Generator)
		if g.kind == asyncGenerator {
			return t.Unraisable(g.abandon(t), g)
		}
		return t.Unraisable(g.Close(t), g)
	})
}

// Weakly makes functions referents of weak references.
func (fn *Function) Weakly() func() object.Object { return object.WeakGetter(fn) }

// Weakly makes generators referents of weak references.
func (g *Generator) Weakly() func() object.Object { return object.WeakGetter(g) }
