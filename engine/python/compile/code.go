package compile

import (
	"fmt"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// Code is a compiled block: a module, a function's body, a class's body. It does not change once made and may be shared by runs.
type Code struct {
	Name, Qualname *object.Str
	Filename       string
	FirstLine      int
	Flags          CodeFlags
	ArgCount       int           // positional parameters, positional-only ones included
	PosOnly        int           // positional-only parameters
	KwOnly         int           // keyword-only parameters
	VarNames       []*object.Str // locals; parameters first: positional, keyword-only, *args, **kwargs
	CellVars       []*object.Str // registers len(VarNames)…
	FreeVars       []*object.Str // the registers after those
	NumRegs        int           // locals, cells, free variables and temporaries; constants follow
	Consts         []object.Object
	Instrs         []Instr
	Doc            object.Object // the docstring, or None
	Names          []*object.Str // for co_names
}

// Instr is one instruction; see Op for what the fields hold.
type Instr struct {
	Op         Op
	A, B, C, D int32
	Jump       int32
	Handler    int32 // index of the first instruction of its exception handler, or -1
	ExcReg     int32 // where the handler finds the exception
	Restore    int32 // register of the exception that is being handled again when the handler starts; -1: the same as here
	Drop       bool  // a call whose result is not used
	Name       *object.Str
	Args       []int32
	Aux        any
	Pos        Position
}

// Position is the source range of an instruction: lines from 1, columns in code points from 0; Line 0: none.
type Position struct{ Line, EndLine, Col, EndCol int32 }

func position(p *syntax.Pos) Position {
	return Position{int32(p.Line), int32(p.EndLine), int32(p.Col), int32(p.EndCol)}
}

// CodeFlags are co_flags.
type CodeFlags int

// The flags, with CPython's values.
const (
	Optimized         CodeFlags = 0x1
	NewLocals         CodeFlags = 0x2
	VarArgs           CodeFlags = 0x4
	VarKeywords       CodeFlags = 0x8
	Nested            CodeFlags = 0x10
	Generator         CodeFlags = 0x20
	Coroutine         CodeFlags = 0x80
	IterableCoroutine CodeFlags = 0x100
	AsyncGenerator    CodeFlags = 0x200
	FutureAnnotations CodeFlags = 0x1000000
	// Sweep, not one of CPython's, asks for an OpSweep at the end of each statement.
	Sweep CodeFlags = 0x80000000
	// TopLevelAwait is compile()'s flag ast.PyCF_ALLOW_TOP_LEVEL_AWAIT.
	TopLevelAwait CodeFlags = 0x2000
)

// CodeType is the class of code objects.
var CodeType = object.Declare("code", "builtins")

// Type implements object.Object.
func (*Code) Type() *object.Type { return CodeType }

// NumLocals is the number of parameters and other locals.
func (c *Code) NumLocals() int { return len(c.VarNames) }

// NumParams is the number of parameters of all kinds.
func (c *Code) NumParams() int {
	n := c.ArgCount + c.KwOnly
	if c.Flags&VarArgs != 0 {
		n++
	}
	if c.Flags&VarKeywords != 0 {
		n++
	}
	return n
}

// Dump lists the instructions, for tests and for the curious.
func (c *Code) Dump() string {
	var b strings.Builder
	reg := func(r int32) string {
		n := int(r)
		nl, nc := len(c.VarNames), len(c.CellVars)
		switch {
		case n < 0:
			return "-"
		case n < nl:
			return c.VarNames[n].String()
		case n < nl+nc:
			return "cell " + c.CellVars[n-nl].String()
		case n < nl+nc+len(c.FreeVars):
			return "free " + c.FreeVars[n-nl-nc].String()
		case n < c.NumRegs:
			return fmt.Sprintf("t%d", n-nl-nc-len(c.FreeVars))
		case n < c.NumRegs+len(c.Consts):
			return fmt.Sprintf("k%d", n-c.NumRegs)
		}
		return fmt.Sprint(n)
	}
	fmt.Fprintf(&b, "%s: %d registers\n", c.Qualname, c.NumRegs)
	for i := range c.Instrs {
		in := &c.Instrs[i]
		fmt.Fprintf(&b, "%4d %3d %-14s", in.Pos.Line, i, in.Op)
		for _, f := range in.Op.operands() {
			switch f {
			case 'a':
				b.WriteString(" " + reg(in.A))
			case 'b':
				b.WriteString(" " + reg(in.B))
			default:
				b.WriteString(" " + reg(in.C))
			}
		}
		for _, a := range in.Args {
			b.WriteString(" " + reg(a))
		}
		if in.Name != nil {
			b.WriteString(" ." + in.Name.String())
		}
		if in.Jump > 0 {
			fmt.Fprintf(&b, " -> %d", in.Jump)
		}
		if in.Handler >= 0 {
			fmt.Fprintf(&b, " except %d", in.Handler)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
