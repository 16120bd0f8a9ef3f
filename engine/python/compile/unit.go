package compile

import (
	"math"
	"math/big"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// constBase is where operands that are constants start until the code is assembled.
const constBase = 1 << 24

// unit is the code object being made for one scope.
type unit struct {
	parent  *unit
	scope   *scope
	code    *Code
	private string // class name for mangling
	single  bool   // interactive: print expression statements

	nlocals int
	locals  map[string]int32
	cells   map[string]int32 // cell and free variables
	ntemps  int32            // temporaries in use; numbers start behind the cells
	maxTemp int32
	base    int32

	consts  map[constKey]int32
	names   map[string]bool
	blocks  []*block
	handler *handler // of the instructions being emitted
	saved   []int32  // their OpPushExc registers
	bound   bitset   // locals known to be bound here (flow.go)
	dead    bool     // the code being emitted cannot be reached
	pending []patch
	isClass bool
	// classCell is the cell of __class__ in a class's body that needs one.
	classCell int32
}

// handler is where exceptions of a stretch of code go.
type handler struct {
	label *label
	reg   int32
	depth int // handler bodies around the try statement
}

type label struct {
	pos  int32 // -1: not yet placed
	refs []int
	// bound is the intersection of the flow states of the jumps to it (flow.go).
	bound   bitset
	reached bool
}

type patch struct {
	instr int
	h     *handler
	saved int32
}

type constKey struct {
	kind string
	val  any
}

func (c *compiler) enter(node syntax.Node, name string, line int) *unit {
	s := c.st.scopes[node]
	u := &unit{
		parent: c.u, scope: s, locals: map[string]int32{}, cells: map[string]int32{},
		consts: map[constKey]int32{}, names: map[string]bool{},
		code: &Code{Name: object.Intern(name), Filename: c.opts.Filename, FirstLine: line, Doc: object.None},
	}
	if c.u != nil {
		u.private = c.u.private
	}
	u.isClass = s.kind == classScope
	co := u.code
	co.Flags |= c.opts.Flags & Sweep
	co.Qualname = object.Intern(c.qualname(s, name))
	if s.isFunction() {
		co.Flags |= Optimized | NewLocals
		for _, p := range s.params {
			u.addLocal(p)
		}
		for _, n := range s.order {
			if s.syms[n].scope == localScope {
				u.addLocal(n)
			}
		}
		if s.nested {
			co.Flags |= Nested
		}
		if s.varargs {
			co.Flags |= VarArgs
		}
		if s.varkw {
			co.Flags |= VarKeywords
		}
	}
	u.nlocals = len(co.VarNames)
	for _, n := range s.order {
		if s.syms[n].scope == cellScope {
			co.CellVars = append(co.CellVars, object.Intern(n))
		}
	}
	for i, n := range co.CellVars {
		u.cells[n.String()] = int32(u.nlocals + i)
	}
	if s.kind == classScope && s.needsClass {
		// Not in cells: to the class's own body, __class__ is a name like any other, perhaps that of the function around it.
		u.classCell = int32(u.nlocals + len(co.CellVars))
		co.CellVars = append(co.CellVars, object.Intern("__class__"))
	}
	for i, n := range s.free {
		co.FreeVars = append(co.FreeVars, object.Intern(n))
		u.cells[n] = int32(u.nlocals + len(co.CellVars) + i)
	}
	u.base = int32(u.nlocals + len(co.CellVars) + len(co.FreeVars))
	u.bound = newBitset(u.nlocals)
	for i := range s.params {
		u.bound.set(i)
	}
	c.u = u
	for _, n := range co.CellVars {
		from := int32(-1)
		if r, ok := u.locals[n.String()]; ok {
			from = r
		}
		cell := u.cells[n.String()]
		if u.isClass {
			cell = u.classCell // a class has no other
		}
		u.emit(OpMakeCell, nil, cell, from, 0)
	}
	return u
}

func (u *unit) addLocal(name string) {
	if _, ok := u.locals[name]; !ok {
		u.locals[name] = int32(len(u.code.VarNames))
		u.code.VarNames = append(u.code.VarNames, object.Intern(name))
	}
}

// qualname is the __qualname__ of a block inside the current unit.
func (c *compiler) qualname(s *scope, name string) string {
	p := c.u
	if p == nil || p.parent == nil && p.scope.kind == moduleScope {
		return name
	}
	if s.kind == functionScope && s.comp == noComp && !s.lambda || s.kind == classScope {
		if y := p.scope.syms[mangle(p.private, name)]; y != nil && y.scope == globalExplicit {
			return name
		}
	}
	q := p.code.Qualname.String()
	if p.scope.isFunction() {
		q += ".<locals>"
	}
	return q + "." + name
}

// emit appends an instruction and gives its index.
func (u *unit) emit(op Op, pos *syntax.Pos, a, b, cc int32) int {
	in := Instr{Op: op, A: a, B: b, C: cc, Handler: -1, ExcReg: -1, Restore: -1}
	if pos != nil {
		in.Pos = position(pos)
	}
	i := len(u.code.Instrs)
	if h := u.handler; h != nil {
		saved := int32(-1)
		if len(u.saved) > h.depth {
			saved = u.saved[h.depth]
		}
		u.pending = append(u.pending, patch{i, h, saved})
	}
	u.code.Instrs = append(u.code.Instrs, in)
	return i
}

func (u *unit) emitName(op Op, pos *syntax.Pos, a, b int32, name string) int {
	i := u.emit(op, pos, a, b, 0)
	u.code.Instrs[i].Name = object.Intern(name)
	if !u.names[name] && op != OpCheckLocal && op != OpDelLocal && op != OpLoadDeref && op != OpDelDeref {
		u.names[name] = true
		u.code.Names = append(u.code.Names, object.Intern(name))
	}
	return i
}

func (u *unit) emitArgs(op Op, pos *syntax.Pos, a, b int32, args []int32) int {
	i := u.emit(op, pos, a, b, 0)
	u.code.Instrs[i].Args = args
	return i
}

func (u *unit) emitD(op Op, pos *syntax.Pos, a, b, cc, d int32) int {
	i := u.emit(op, pos, a, b, cc)
	u.code.Instrs[i].D = d
	return i
}

func (u *unit) instr(i int) *Instr { return &u.code.Instrs[i] }

// Labels.

func newLabel() *label { return &label{pos: -1} }

// jump emits a jumping instruction to l.
func (u *unit) jump(op Op, pos *syntax.Pos, l *label, a, b, cc int32) int {
	i := u.emit(op, pos, a, b, cc)
	u.instr(i).Jump = l.pos
	if l.pos < 0 {
		l.refs = append(l.refs, i)
		u.flowTo(l)
	}
	if op == OpJump || op == OpJumpBack {
		u.dead = true
	}
	return i
}

// place puts l here.
func (u *unit) place(l *label) {
	l.pos = int32(len(u.code.Instrs))
	for _, r := range l.refs {
		u.instr(r).Jump = l.pos
	}
	u.flowAt(l)
}

// Temporaries: a stack of registers.

func (u *unit) temp() int32 { return u.temps(1) }

func (u *unit) temps(n int32) int32 {
	t := u.base + u.ntemps
	u.ntemps += n
	u.maxTemp = max(u.maxTemp, u.ntemps)
	return t
}

func (u *unit) mark() int32     { return u.ntemps }
func (u *unit) release(m int32) { u.ntemps = m }

func (u *unit) isLocal(r int32) bool { return r < int32(u.nlocals) }

// konst gives the operand that is the constant v.
func (u *unit) konst(v object.Object) int32 {
	k := keyOf(v)
	if k.kind == "" {
		k = constKey{"?", v}
	}
	if i, ok := u.consts[k]; ok {
		return i
	}
	i := int32(constBase + len(u.code.Consts))
	u.code.Consts = append(u.code.Consts, v)
	u.consts[k] = i
	return i
}

// keyOf tells constants apart that are equal but not the same: 1, 1.0 and True; 0.0 and -0.0.
func keyOf(v object.Object) constKey {
	switch v := v.(type) {
	case object.Int:
		return constKey{"int", int64(v)}
	case object.Bool:
		return constKey{"bool", bool(v)}
	case object.Float:
		return constKey{"float", math.Float64bits(float64(v))}
	case object.Complex:
		return constKey{"complex", [2]uint64{math.Float64bits(real(complex128(v))), math.Float64bits(imag(complex128(v)))}}
	case *object.Str:
		return constKey{"str", v.String()}
	case *object.BigInt:
		return constKey{"big", (*big.Int)(&v.Int).String()}
	}
	return constKey{}
}

// leave finishes the current unit: implicit says whether to add `return None` at the end.
func (c *compiler) leave(implicit bool) *Code {
	u := c.u
	if implicit {
		// CPython gives it the last statement's line.
		i := u.emit(OpReturn, nil, -1, u.konst(object.None), 0)
		if i > 0 {
			u.instr(i).Pos = Position{Line: u.instr(i - 1).Pos.Line}
		}
	}
	co := u.code
	co.NumRegs = int(u.base + u.maxTemp)
	for _, p := range u.pending {
		in := u.instr(p.instr)
		in.Handler, in.ExcReg, in.Restore = p.h.label.pos, p.h.reg, p.saved
	}
	shift := func(r *int32) {
		if *r >= constBase {
			*r += int32(co.NumRegs) - constBase
		}
	}
	for i := range co.Instrs {
		in := &co.Instrs[i]
		shift(&in.A)
		shift(&in.B)
		shift(&in.C)
		shift(&in.D)
		for j := range in.Args {
			shift(&in.Args[j])
		}
	}
	c.u = u.parent
	return co
}
