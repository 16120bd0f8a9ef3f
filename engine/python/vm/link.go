package vm

import (
	"strconv"

	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Instr is an instruction ready to run: a compile.Instr with its function, its successors as pointers and its inline cache.
type Instr struct {
	fn         instrFunc
	next, jump *Instr
	a, b, c, d int32
	pc         int32
	cost       int32 // of a jump backwards, in instructions
	op         compile.Op
	drop       bool      // a call whose result is not used
	slow       instrFunc // the general function that fn falls back to
	imm        int64     // a constant operand
	args       []int32
	name       *object.Str
	handler    *Instr
	excReg     int32
	restore    int32
	aux        any
	cache      cache
	kwCode     *Code   // a call with keywords: what kwRegs is about
	kwRegs     []int32 // the parameter of each keyword
}

// instrFunc executes one instruction and gives the next, nil when the machine is to stop.
type instrFunc func(m *machine, in *Instr) *Instr

// cache is an instruction's inline cache. What its fields mean is up to the instruction.
type cache struct {
	typ  *object.Type
	val  object.Object
	fn   *Function
	dict *object.Dict
	ver  uint32
	idx  int
	kind uint8
}

// Code is a code object linked for one runtime: its instructions have caches, so runs must not share them.
type Code struct {
	Code   *compile.Code
	st     *state
	instrs []Instr // none until the code is run for the first time
	first  *Instr
	free   *Frame // recycled frames, linked through back
	nclear int    // registers to clear when a frame is recycled; constants follow
	// simple is the number of arguments of a call that needs no sorting, or -1; lazy is the same for functions whose call gives a generator.
	simple  int
	lazy    int
	freeReg int  // register of the first free variable
	temps   int  // register of the first temporary
	loops   bool // there are loops that may own a generator
}

// state is what the machine keeps per run.
type state struct {
	codes    map[*compile.Code]*Code
	machines *machine // idle ones
	importer *Importer
	fatalTB  *object.Traceback
	pending  []*Generator // coroutines made and not yet started
	lost     []Unawaited  // and those that were dropped before they could be
	// pendingMax is when to look which of them have started.
	pendingMax int
}

type stateKey struct{}

func stateOf(rt *object.Runtime) *state {
	return rt.State(stateKey{}, func() any { return &state{codes: map[*compile.Code]*Code{}} }).(*state)
}

// link gives the code object as this runtime runs it.
func (st *state) link(co *compile.Code) *Code {
	if c := st.codes[co]; c != nil {
		return c
	}
	c := &Code{Code: co, st: st, simple: -1, lazy: -1}
	if co.KwOnly == 0 && co.Flags&(compile.VarArgs|compile.VarKeywords) == 0 {
		if co.Flags&genFlags == 0 {
			c.simple = co.ArgCount
		} else {
			c.lazy = co.ArgCount
		}
	}
	st.codes[co] = c
	return c
}

// linkInstrs makes the instructions. That waits for the first frame: they take more memory than all else that an import makes, and most functions of most modules are not called.
func (c *Code) linkInstrs() {
	co := c.Code
	complete(co)
	c.nclear, c.freeReg = co.NumRegs, len(co.VarNames)+len(co.CellVars)
	c.temps = c.freeReg + len(co.FreeVars)
	c.instrs = make([]Instr, len(co.Instrs))
	for i := range co.Instrs {
		src, in := &co.Instrs[i], &c.instrs[i]
		in.op, in.a, in.b, in.c, in.d = src.Op, src.A, src.B, src.C, src.D
		in.pc, in.args, in.name, in.aux = int32(i), src.Args, src.Name, src.Aux
		in.excReg, in.restore, in.drop = src.ExcReg, src.Restore, src.Drop
		if src.Handler >= 0 {
			in.handler = &c.instrs[src.Handler]
		}
		in.fn = instrFuncs[src.Op]
		c.loops = c.loops || src.Op == compile.OpCloseIter || (src.Op == compile.OpGetIter || src.Op == compile.OpGetAIter) && src.D != 0
		if i+1 < len(c.instrs) {
			in.next = &c.instrs[i+1]
		}
		if int(src.Jump) < len(c.instrs) {
			in.jump = &c.instrs[src.Jump]
		}
	}
	counts := countsBefore(co)
	for i := range c.instrs {
		specialize(&c.instrs[i], co, counts)
		if co.Flags&compile.Sweep != 0 {
			if fn := lettingGo()[c.instrs[i].op]; fn != nil {
				c.instrs[i].fn = fn
			}
		}
	}
	c.first = &c.instrs[0]
}

// newFrame gives a frame whose constants are in place and whose other registers are empty.
func (c *Code) newFrame() *Frame {
	if f := c.free; f != nil {
		c.free = f.back
		return f
	}
	return c.makeFrame()
}

func (c *Code) makeFrame() *Frame {
	if c.first == nil {
		c.linkInstrs()
	}
	n := c.nclear + len(c.Code.Consts)
	f := &Frame{code: c, regs: make([]object.Object, n)}
	copy(f.regs[c.nclear:], c.Code.Consts)
	return f
}

// recycle takes back a frame that nobody can look at any more.
func (f *Frame) recycle() {
	c := f.code
	clear(f.regs[:c.nclear])
	f.kind, f.exc = callFrame, nil
	if f.inst != nil {
		f.inst = nil
	}
	if f.locals != nil {
		f.locals = nil
	}
	if f.ns != nil {
		f.ns, f.nsDict = nil, nil
	}
	f.back = c.free
	c.free = f
}

func itoa(n int) string { return strconv.Itoa(n) }
