package compile

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// expr compiles e and gives the operand that holds its value: a local, a constant or a new temporary.
func (c *compiler) expr(e syntax.Expr) int32 {
	u := c.u
	switch n := e.(type) {
	case *syntax.Constant:
		return u.konst(constant(n.Value))
	case *syntax.Name:
		if r, ok := c.localOperand(n); ok {
			return r
		}
	}
	if k, ok := c.fold(e); ok {
		return u.konst(k)
	}
	t := u.temp()
	c.exprInto(e, t)
	return t
}

// localOperand gives the register of a name that can be used as an operand as it is.
func (c *compiler) localOperand(n *syntax.Name) (int32, bool) {
	u := c.u
	name := mangle(u.private, n.Id)
	r, ok := u.locals[name]
	if !ok || u.cells[name] != 0 || !u.scope.isFunction() {
		return 0, false
	}
	if u.scope.walrus[name] {
		return 0, false // it may be rebound before the operand is read
	}
	if !u.bound.has(int(r)) {
		u.emitName(OpCheckLocal, n.Span(), r, 0, name)
		u.flowBind(r)
	}
	return r, true
}

// exprTemp compiles e into a new temporary that may be changed.
func (c *compiler) exprTemp(e syntax.Expr) int32 {
	t := c.u.temp()
	c.exprInto(e, t)
	return t
}

// effect compiles e for its effect alone.
func (c *compiler) effect(e syntax.Expr) {
	m := c.u.mark()
	c.expr(e)
	c.u.release(m)
}

// exprInto compiles e so that its value ends up in register dst. If dst is a local, it is written only once and last: e may use its old
// value, and must leave it alone if it fails.
func (c *compiler) exprInto(e syntax.Expr, dst int32) {
	c.deeper()
	u, loc := c.u, c.loc
	m := u.mark()
	c.loc = e.Span()
	defer func() { c.depth--; c.loc = loc; u.release(m) }()
	if k, ok := c.fold(e); ok {
		u.emit(OpMove, e.Span(), dst, u.konst(k), 0)
		return
	}
	switch e := e.(type) {
	case *syntax.Constant:
		u.emit(OpMove, e.Span(), dst, u.konst(constant(e.Value)), 0)
	case *syntax.Name:
		c.loadName(e.Id, e.Span(), dst)
	case *syntax.BinOp:
		c.binOp(e, dst)
	case *syntax.UnaryOp:
		op := [...]Op{OpInvert, OpNot, OpPos, OpNeg}[e.Op]
		u.emit(op, e.Span(), dst, c.expr(e.Operand), 0)
	case *syntax.Attribute:
		c.attribute(e, dst)
	case *syntax.Subscript:
		c.notSubscriptable(e)
		o := c.expr(e.Value)
		u.emit(OpGetItem, e.Span(), dst, o, c.expr(e.Slice))
	case *syntax.Call:
		c.call(e, dst)
	case *syntax.Lambda:
		c.lambda(e, dst)
	case *syntax.ListComp:
		c.comprehension(e, "<listcomp>", e.Generators, e.Elt, nil, dst)
	case *syntax.SetComp:
		c.comprehension(e, "<setcomp>", e.Generators, e.Elt, nil, dst)
	case *syntax.DictComp:
		c.comprehension(e, "<dictcomp>", e.Generators, e.Key, e.Value, dst)
	case *syntax.GeneratorExp:
		c.comprehension(e, "<genexpr>", e.Generators, e.Elt, nil, dst)
	case *syntax.Await:
		c.await(e, dst)
	case *syntax.Yield:
		c.yield(e, dst)
	case *syntax.YieldFrom:
		c.yieldFrom(e, dst)
	case *syntax.Starred:
		c.fail(e.Span(), "can't use starred expression here")
	case *syntax.Tuple:
		if args, ok := c.operands(e.Elts); ok {
			u.emitArgs(OpBuildTuple, e.Span(), dst, 0, args)
			return
		}
		t := u.temp()
		c.listDisplay(e.Elts, e.Span(), t)
		u.emit(OpListToTuple, e.Span(), dst, t, 0)
	default:
		c.exprMulti(e, dst)
	}
}

// exprMulti compiles the expressions that write their result in several places or steps.
func (c *compiler) exprMulti(e syntax.Expr, dst int32) {
	u := c.u
	t := dst
	if u.isLocal(dst) {
		t = u.temp()
	}
	switch e := e.(type) {
	case *syntax.NamedExpr:
		c.exprInto(e.Value, t)
		c.assign(e.Target, t)
	case *syntax.BoolOp:
		end := newLabel()
		op := OpJumpIfFalse
		if e.Op == syntax.Or {
			op = OpJumpIfTrue
		}
		for i, v := range e.Values {
			c.exprInto(v, t)
			if i < len(e.Values)-1 {
				u.jump(op, e.Span(), end, 0, t, 0)
			}
		}
		u.place(end)
	case *syntax.IfExp:
		orelse, end := newLabel(), newLabel()
		c.jumpIf(e.Test, orelse, false)
		c.exprInto(e.Body, t)
		u.jump(OpJump, nil, end, 0, 0, 0)
		u.place(orelse)
		c.exprInto(e.Orelse, t)
		u.place(end)
	case *syntax.Compare:
		if len(e.Ops) == 1 {
			l := c.expr(e.Left)
			c.compareOp(e, 0, dst, l, c.compareRight(e.Ops[0], e.Comparators[0]), e.Span())
			return
		}
		c.compareChain(e, t)
	case *syntax.List:
		if args, ok := c.operands(e.Elts); ok {
			u.emitArgs(OpBuildList, e.Span(), dst, 0, args)
			return
		}
		c.listDisplay(e.Elts, e.Span(), t)
	case *syntax.Set:
		if len(e.Elts) > 2 {
			if f, ok := c.foldSet(e); ok {
				u.emitArgs(OpBuildSet, e.Span(), t, 0, nil)
				u.emit(OpSetUpdate, e.Span(), t, u.konst(f), 0)
				break
			}
		}
		if args, ok := c.operands(e.Elts); ok {
			u.emitArgs(OpBuildSet, e.Span(), dst, 0, args)
			return
		}
		u.emitArgs(OpBuildSet, e.Span(), t, 0, nil)
		for _, x := range e.Elts {
			m := u.mark()
			if s, ok := x.(*syntax.Starred); ok {
				u.emit(OpSetUpdate, e.Span(), t, c.expr(s.Value), 0)
			} else {
				u.emit(OpSetAdd, e.Span(), t, c.expr(x), 0)
			}
			u.release(m)
		}
	case *syntax.Dict:
		c.dictDisplay(e, t)
	case *syntax.JoinedStr:
		c.joinedStr(e, dst)
		return
	case *syntax.FormattedValue:
		c.formatted(e, dst)
		return
	case *syntax.Slice:
		u.emitArgs(OpBuildSlice, e.Span(), dst, 0, c.sliceArgs(e))
		return
	default:
		c.fail(e.Span(), "expression of an unknown kind")
	}
	if t != dst {
		u.emit(OpMove, e.Span(), dst, t, 0)
	}
}

// operands compiles a list without stars into operands; false if there are stars or too many elements for registers.
func (c *compiler) operands(list []syntax.Expr) ([]int32, bool) {
	if len(list) > 60 {
		return nil, false
	}
	for _, x := range list {
		if _, ok := x.(*syntax.Starred); ok {
			return nil, false
		}
	}
	args := make([]int32, len(list))
	for i, x := range list {
		args[i] = c.expr(x)
	}
	return args, true
}

// listDisplay builds a list in t piece by piece.
func (c *compiler) listDisplay(elts []syntax.Expr, pos *syntax.Pos, t int32) {
	u := c.u
	u.emitArgs(OpBuildList, pos, t, 0, nil)
	for _, x := range elts {
		m := u.mark()
		if s, ok := x.(*syntax.Starred); ok {
			u.emit(OpListExtend, pos, t, c.expr(s.Value), 0)
		} else {
			u.emit(OpListAppend, pos, t, c.expr(x), 0)
		}
		u.release(m)
	}
}

func (c *compiler) dictDisplay(e *syntax.Dict, t int32) {
	u := c.u
	plain := len(e.Keys) <= 30
	for _, k := range e.Keys {
		plain = plain && k != nil
	}
	if plain {
		m := u.mark()
		args := make([]int32, 0, 2*len(e.Keys))
		for i, k := range e.Keys {
			args = append(args, c.expr(k), c.expr(e.Values[i]))
		}
		u.emitArgs(OpBuildMap, e.Span(), t, 0, args)
		u.release(m)
		return
	}
	u.emitArgs(OpBuildMap, e.Span(), t, 0, nil)
	for i, k := range e.Keys {
		m := u.mark()
		if k == nil {
			u.emit(OpDictUpdate, e.Span(), t, c.expr(e.Values[i]), 0)
		} else {
			kr := c.expr(k)
			u.emit(OpMapAdd, e.Span(), t, kr, c.expr(e.Values[i]))
		}
		u.release(m)
	}
}

var binOps = [...]object.BinOp{
	syntax.Add: object.Add, syntax.Sub: object.Sub, syntax.Mult: object.Mul, syntax.MatMult: object.MatMul, syntax.Div: object.TrueDiv,
	syntax.Mod: object.Mod, syntax.Pow: object.Pow, syntax.LShift: object.LShift, syntax.RShift: object.RShift, syntax.BitOr: object.Or,
	syntax.BitXor: object.Xor, syntax.BitAnd: object.And, syntax.FloorDiv: object.FloorDiv,
}

// binOp walks down the left spine of a + b + c … in a loop.
func (c *compiler) binOp(e *syntax.BinOp, dst int32) {
	u := c.u
	var spine []*syntax.BinOp
	var left syntax.Expr = e
	for {
		b, ok := left.(*syntax.BinOp)
		if !ok {
			break
		}
		if len(spine) > 0 {
			if _, ok := c.fold(b); ok {
				break
			}
		}
		spine = append(spine, b)
		left = b.Left
	}
	t := int32(-1)
	if len(spine) > 1 {
		t = u.temp()
	}
	l := c.expr(left)
	for i := len(spine) - 1; i >= 0; i-- {
		b := spine[i]
		m := u.mark()
		r := c.expr(b.Right)
		d := dst
		if i > 0 {
			d = t
		}
		u.emitD(OpBinary, b.Span(), d, l, r, int32(binOps[b.Op]))
		u.release(m)
		l = d
	}
}

func (c *compiler) attribute(e *syntax.Attribute, dst int32) {
	o := c.expr(e.Value)
	c.u.emitName(OpLoadAttr, attrPos(e), dst, o, mangle(c.u.private, e.Attr))
}

// attrPos is where an attribute access is in the source: when it spans lines, CPython points at the line of the name.
func attrPos(e *syntax.Attribute) *syntax.Pos {
	p := *e.Span()
	if p.Line != p.EndLine {
		n := len([]rune(e.Attr))
		if n <= p.EndCol {
			p.Line, p.Col = p.EndLine, p.EndCol-n
		}
	}
	return &p
}

func (c *compiler) sliceArgs(e *syntax.Slice) []int32 {
	args := make([]int32, 3)
	for i, x := range []syntax.Expr{e.Lower, e.Upper, e.Step} {
		if x == nil {
			args[i] = c.u.konst(object.None)
		} else {
			args[i] = c.expr(x)
		}
	}
	return args
}

func (c *compiler) joinedStr(e *syntax.JoinedStr, dst int32) {
	u := c.u
	if len(e.Values) == 1 {
		if f, ok := e.Values[0].(*syntax.FormattedValue); ok {
			c.formatted(f, dst)
			return
		}
	}
	if len(e.Values) > 60 {
		// In parts, so that the frame doesn't grow without end.
		t := u.temp()
		u.emitArgs(OpBuildString, e.Span(), t, 0, nil)
		for rest := e.Values; len(rest) > 0; {
			m := u.mark()
			n := min(len(rest), 60)
			args := []int32{t}
			for _, v := range rest[:n] {
				args = append(args, c.expr(v))
			}
			u.emitArgs(OpBuildString, e.Span(), t, 0, args)
			u.release(m)
			rest = rest[n:]
		}
		u.emit(OpMove, e.Span(), dst, t, 0)
		return
	}
	args := make([]int32, len(e.Values))
	for i, v := range e.Values {
		args[i] = c.expr(v)
	}
	u.emitArgs(OpBuildString, e.Span(), dst, 0, args)
}

func (c *compiler) formatted(e *syntax.FormattedValue, dst int32) {
	v := c.expr(e.Value)
	spec := int32(-1)
	if e.FormatSpec != nil {
		spec = c.expr(e.FormatSpec)
	}
	c.u.emitD(OpFormat, e.Span(), dst, v, spec, int32(e.Conversion))
}

func (c *compiler) await(e *syntax.Await, dst int32) {
	u := c.u
	s := u.scope
	switch {
	case s.kind == moduleScope && c.st.topAwait:
	case !s.isFunction():
		c.fail(e.Span(), "'await' outside function")
	case !s.isAsync && s.comp == noComp:
		c.fail(e.Span(), "'await' outside async function")
	}
	v := c.expr(e.Value)
	t := u.temp()
	u.emitD(OpGetAwaitable, e.Span(), t, v, 0, 0)
	u.emit(OpYieldFrom, e.Span(), dst, t, 0)
}

func (c *compiler) yield(e *syntax.Yield, dst int32) {
	u := c.u
	if !u.scope.isFunction() {
		c.fail(e.Span(), "'yield' outside function")
	}
	v := u.konst(object.None)
	if e.Value != nil {
		v = c.expr(e.Value)
	}
	u.emit(OpYield, e.Span(), dst, v, 0)
}

func (c *compiler) yieldFrom(e *syntax.YieldFrom, dst int32) {
	u := c.u
	if !u.scope.isFunction() {
		c.fail(e.Span(), "'yield' outside function")
	}
	if u.scope.isAsync {
		c.fail(e.Span(), "'yield from' inside async function")
	}
	v := c.expr(e.Value)
	t := u.temp()
	u.emit(OpGetYieldIter, e.Span(), t, v, 0)
	u.emit(OpYieldFrom, e.Span(), dst, t, 0)
}
