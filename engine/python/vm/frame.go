package vm

import (
	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// frameKind says why a frame was entered and so what happens to its result.
type frameKind uint8

const (
	callFrame  frameKind = iota // the result goes to the register of the caller's instruction
	entryFrame                  // the first frame of a machine: leaving it ends the machine
	initFrame                   // an __init__: the result is the instance
	forFrame                    // a generator as a for loop's iterator
	sendFrame                   // a generator or coroutine that another one delegates to
)

// Frame is one activation of a code object.
type Frame struct {
	regs    []object.Object
	code    *Code
	in      *Instr // the instruction being executed, up to date whenever other code can look
	back    *Frame
	globals *object.Dict
	ns      object.Object     // the namespace of a class body or exec; nil: there is none, or it is globals
	nsDict  *object.Dict      // ns, if it is exactly a dict
	exc     *object.Exception // being handled in this frame
	gen     *Generator        // whose frame this is
	inst    object.Object     // initFrame's instance
	sent    object.Object     // what a resumed `yield from` passes on
	locals  *object.Dict      // what locals() gave
	kind    frameKind
	keep    bool
}

// FrameType is the class of frames.
var FrameType = object.Declare("frame", "builtins")

// Type implements object.Object.
func (f *Frame) Type() *object.Type { return FrameType }

// FuncName is the code's qualified name.
func (f *Frame) FuncName() string { return f.code.Code.Qualname.String() }

// CodeName is the code's plain name, which is what tracebacks print.
func (f *Frame) CodeName() string { return f.code.Code.Name.String() }

// Filename is the file as tracebacks print it.
func (f *Frame) Filename() string { return f.code.Code.Filename }

// Line is the line being executed.
func (f *Frame) Line() int {
	if f.in == nil {
		return f.code.Code.FirstLine
	}
	return int(f.position().Line)
}

// Code is the code object.
func (f *Frame) Code() *compile.Code { return f.code.Code }

// Globals is the module's namespace.
func (f *Frame) Globals() *object.Dict { return f.globals }

// Back is the caller's frame, or nil.
func (f *Frame) Back() object.Frame {
	if f.back == nil {
		return nil
	}
	return f.back
}

// Keep implements object.Frame. The callers are kept in their turn, when f is left.
func (f *Frame) Keep() { f.keep = true }

// position of the instruction being executed; instructions without one of their own have the line of the one before.
func (f *Frame) position() compile.Position {
	co := f.code.Code
	if f.in == nil {
		return compile.Position{Line: int32(co.FirstLine)}
	}
	i := int(f.in.pc)
	p := co.Instrs[i].Pos
	if p.Line == 0 {
		for ; i >= 0 && p.Line == 0; i-- {
			p.Line = co.Instrs[i].Pos.Line
		}
		if p.Line == 0 {
			p.Line = int32(co.FirstLine)
		}
	}
	return p
}

// LocalNames lists the names that are visible in the frame besides its globals, for "Did you mean".
func (f *Frame) LocalNames() []string {
	co := f.code.Code
	var out []string
	for i, n := range co.VarNames {
		if f.regs[i] != nil {
			out = append(out, n.String())
		}
	}
	base := len(co.VarNames)
	for _, list := range [][]*object.Str{co.CellVars, co.FreeVars} {
		for _, n := range list {
			if c, ok := f.regs[base].(*Cell); ok && c.Value != nil {
				out = append(out, n.String())
			}
			base++
		}
	}
	if f.nsDict != nil {
		for _, k := range f.nsDict.Keys() {
			if s, ok := object.AsStr(k); ok {
				out = append(out, s)
			}
		}
	}
	return out
}

// Locals is locals(): for a function a dict made anew from its variables, else the namespace itself.
func (f *Frame) Locals() object.Object {
	if f.ns != nil {
		return f.ns
	}
	co := f.code.Code
	if co.Flags&compile.Optimized == 0 {
		return f.globals
	}
	if f.locals == nil {
		f.locals = object.NewDict()
	}
	d := f.locals
	set := func(n *object.Str, v object.Object) {
		if v == nil {
			d.DelStr(n)
		} else {
			d.SetStr(n, v)
		}
	}
	for i, n := range co.VarNames {
		set(n, f.regs[i])
	}
	base := len(co.VarNames)
	for _, list := range [][]*object.Str{co.CellVars, co.FreeVars} {
		for _, n := range list {
			if c, ok := f.regs[base].(*Cell); ok {
				set(n, c.Value)
			}
			base++
		}
	}
	return d
}

func init() {
	FrameType.Define(object.Spec{Final: true,
		Slots: object.Slots{Repr: func(t *object.Thread, o object.Object) (string, error) {
			f := o.(*Frame)
			file, _ := object.Repr(t, object.NewStr(f.Filename()))
			return "<frame at " + object.Address(t, o) + ", file " + file + ", line " + itoa(f.Line()) + ", code " + f.CodeName() + ">", nil
		}},
		GetSets: []object.GetSet{
			{Name: "f_back", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if b := o.(*Frame).Back(); b != nil {
					b.Keep()
					return b, nil
				}
				return object.None, nil
			}},
			{Name: "f_code", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Frame).code.Code, nil }},
			{Name: "f_globals", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Frame).globals, nil }},
			{Name: "f_builtins", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return t.RT.Builtins, nil }},
			{Name: "f_locals", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Frame).Locals(), nil }},
			{Name: "f_lineno", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewInt(int64(o.(*Frame).Line())), nil
			}},
			{Name: "f_lasti", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if in := o.(*Frame).in; in != nil {
					return object.NewInt(int64(in.pc)), nil
				}
				return object.NewInt(-1), nil
			}},
			{Name: "f_trace", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return object.None, nil }},
		},
		Methods: []object.Method{
			{Name: "clear", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.None, nil
			}},
		},
	})
}

// Cell holds a variable that functions share.
type Cell struct{ Value object.Object }

// CellType is the class of cells.
var CellType = object.Declare("cell", "builtins")

// Type implements object.Object.
func (*Cell) Type() *object.Type { return CellType }

// SetCell is what the making of a class calls on __classcell__.
func (c *Cell) SetCell(v object.Object) { c.Value = v }

func init() {
	CellType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			New: func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("cell", args, kw, 0, 1); err != nil {
					return nil, err
				}
				c := &Cell{}
				if len(args) > 0 {
					c.Value = args[0]
				}
				return c, nil
			},
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				c := o.(*Cell)
				if c.Value == nil {
					return "<cell at " + object.Address(t, c) + ": empty>", nil
				}
				return "<cell at " + object.Address(t, c) + ": " + object.TypeName(c.Value) + " object at " + object.Address(t, c.Value) + ">", nil
			},
			RichCompare: func(t *object.Thread, a, b object.Object, op object.CompareOp) (object.Object, error) {
				x, y := a.(*Cell).Value, object.Object(nil)
				c, ok := b.(*Cell)
				if !ok {
					return object.NotImplemented, nil
				}
				if y = c.Value; x != nil && y != nil {
					return object.RichCompare(t, x, y, op)
				}
				// An empty cell comes before all others.
				full := func(v object.Object) object.Object { return object.NewBool(v != nil) }
				return object.RichCompare(t, full(x), full(y), op)
			},
		},
		GetSets: []object.GetSet{{Name: "cell_contents",
			Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if v := o.(*Cell).Value; v != nil {
					return v, nil
				}
				return nil, object.ValueErrorf("Cell is empty")
			},
			Deletes: true, Set: func(t *object.Thread, o, v object.Object) error { o.(*Cell).Value = v; return nil },
		}},
	})
}
