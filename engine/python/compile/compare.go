package compile

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// Comparisons and conditions.

var compareOps = [...]object.CompareOp{syntax.Eq: object.EQ, syntax.NotEq: object.NE, syntax.Lt: object.LT, syntax.LtE: object.LE, syntax.Gt: object.GT, syntax.GtE: object.GE}

// compareOp emits the i-th comparison of e.
func (c *compiler) compareOp(e *syntax.Compare, i int, dst, l, r int32, pos *syntax.Pos) {
	u := c.u
	left := e.Left
	if i > 0 {
		left = e.Comparators[i-1]
	}
	switch op := e.Ops[i]; op {
	case syntax.Is:
		c.isLiteral(op, left, e.Comparators[i], e.Span())
		u.emit(OpIs, pos, dst, l, r)
	case syntax.IsNot:
		c.isLiteral(op, left, e.Comparators[i], e.Span())
		u.emit(OpIsNot, pos, dst, l, r)
	case syntax.In:
		u.emit(OpIn, pos, dst, l, r)
	case syntax.NotIn:
		u.emit(OpNotIn, pos, dst, l, r)
	default:
		u.emitD(OpCompare, pos, dst, l, r, int32(compareOps[op]))
	}
}

// isLiteral warns of `x is 5`.
func (c *compiler) isLiteral(op syntax.CmpOp, l, r syntax.Expr, pos *syntax.Pos) {
	for _, x := range []syntax.Expr{l, r} {
		k, ok := x.(*syntax.Constant)
		if tu, isTuple := x.(*syntax.Tuple); isTuple {
			_, folded := c.fold(tu)
			if !folded {
				continue
			}
		} else if !ok {
			continue
		} else {
			switch k.Value.(type) {
			case nil, bool, syntax.Ellipsis:
				continue
			}
		}
		if op == syntax.Is {
			c.warn(pos, `"is" with a literal. Did you mean "=="?`)
		} else {
			c.warn(pos, `"is not" with a literal. Did you mean "!="?`)
		}
		return
	}
}

// compareRight compiles the right operand of a comparison; `in [1, 2]` tests against a constant tuple, `in {1, 2}` against a constant frozenset.
func (c *compiler) compareRight(op syntax.CmpOp, e syntax.Expr) int32 {
	if op == syntax.In || op == syntax.NotIn {
		if l, ok := e.(*syntax.List); ok {
			if k, ok := c.foldItems(l.Elts); ok {
				return c.u.konst(k)
			}
		}
		return c.iterable(e)
	}
	return c.expr(e)
}

// compareChain computes a < b < c into temporary t.
func (c *compiler) compareChain(e *syntax.Compare, t int32) {
	u := c.u
	end := newLabel()
	l := c.expr(e.Left)
	for i := range e.Ops {
		r := c.compareRight(e.Ops[i], e.Comparators[i])
		c.compareOp(e, i, t, l, r, e.Span())
		if i < len(e.Ops)-1 {
			u.jump(OpJumpIfFalse, e.Span(), end, 0, t, 0)
		}
		l = r
	}
	u.place(end)
}

// jumpIf jumps to l if e's truth is sense, else goes on.
func (c *compiler) jumpIf(e syntax.Expr, l *label, sense bool) {
	c.deeper()
	defer func() { c.depth-- }()
	u := c.u
	m := u.mark()
	defer u.release(m)
	switch n := e.(type) {
	case *syntax.UnaryOp:
		if n.Op == syntax.Not {
			c.jumpIf(n.Operand, l, !sense)
			return
		}
	case *syntax.BoolOp:
		c.jumpBool(n, l, sense)
		return
	case *syntax.IfExp:
		orelse, end := newLabel(), newLabel()
		c.jumpIf(n.Test, orelse, false)
		c.jumpIf(n.Body, l, sense)
		u.jump(OpJump, nil, end, 0, 0, 0)
		u.place(orelse)
		c.jumpIf(n.Orelse, l, sense)
		u.place(end)
		return
	case *syntax.Compare:
		c.loc = n.Span()
		if len(n.Ops) == 1 {
			left := c.expr(n.Left)
			c.jumpCompare(n, 0, left, c.compareRight(n.Ops[0], n.Comparators[0]), l, sense)
			return
		}
		end := newLabel()
		left := c.expr(n.Left)
		for i := range n.Ops {
			r := c.compareRight(n.Ops[i], n.Comparators[i])
			switch {
			case i == len(n.Ops)-1:
				c.jumpCompare(n, i, left, r, l, sense)
			case sense:
				c.jumpCompare(n, i, left, r, end, false)
			default:
				c.jumpCompare(n, i, left, r, l, false)
			}
			left = r
		}
		u.place(end)
		return
	case *syntax.Constant:
		if b, ok := constTruth(n); ok {
			if b == sense {
				u.jump(OpJump, n.Span(), l, 0, 0, 0)
			}
			return
		}
	}
	op := OpJumpIfFalse
	if sense {
		op = OpJumpIfTrue
	}
	r := c.expr(e)
	u.jump(op, c.loc, l, 0, r, 0)
}

func constTruth(k *syntax.Constant) (truth, ok bool) {
	switch v := k.Value.(type) {
	case nil:
		return false, true
	case bool:
		return v, true
	case int64:
		return v != 0, true
	case string:
		return v != "", true
	case float64:
		return v != 0, true
	}
	return false, false
}

// jumpBool compiles `and` and `or` as a condition.
func (c *compiler) jumpBool(e *syntax.BoolOp, l *label, sense bool) {
	u := c.u
	last := len(e.Values) - 1
	if (e.Op == syntax.Or) == sense {
		// Any value with this sense decides.
		for _, v := range e.Values {
			c.jumpIf(v, l, sense)
		}
		return
	}
	end := newLabel()
	for i, v := range e.Values {
		if i == last {
			c.jumpIf(v, l, sense)
		} else {
			c.jumpIf(v, end, !sense)
		}
	}
	u.place(end)
}

func (c *compiler) jumpCompare(e *syntax.Compare, i int, l, r int32, target *label, sense bool) {
	u := c.u
	left := e.Left
	if i > 0 {
		left = e.Comparators[i-1]
	}
	op := e.Ops[i]
	var code Op
	switch op {
	case syntax.Is, syntax.IsNot:
		c.isLiteral(op, left, e.Comparators[i], e.Span())
		if code = OpJumpIsNot; (op == syntax.Is) == sense {
			code = OpJumpIs
		}
		if k, ok := e.Comparators[i].(*syntax.Constant); ok && k.Value == nil {
			if code == OpJumpIs {
				code = OpJumpIfNone
			} else {
				code = OpJumpIfNotNone
			}
		}
	case syntax.In, syntax.NotIn:
		if code = OpJumpNotIn; (op == syntax.In) == sense {
			code = OpJumpIn
		}
	default:
		if code = OpJumpNotCmp; sense {
			code = OpJumpCmp
		}
		j := u.jump(code, e.Span(), target, 0, l, r)
		u.instr(j).D = int32(compareOps[op])
		return
	}
	u.jump(code, e.Span(), target, 0, l, r)
}
