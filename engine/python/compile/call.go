package compile

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// Calls.

func (c *compiler) call(e *syntax.Call, dst int32) {
	c.checkKeywords(e.Keywords)
	if plainArgs(e.Args, e.Keywords) {
		if a, ok := e.Func.(*syntax.Attribute); ok && a.Ctx == syntax.Load {
			c.callMethod(e, a, dst)
			return
		}
		c.notCallable(e.Func)
		fn := c.expr(e.Func)
		c.plainCall(OpCall, OpCallKw, e.Args, e.Keywords, e.Span(), dst, fn)
		return
	}
	fn := c.expr(e.Func)
	c.callEx(e.Args, e.Keywords, nil, e.Span(), dst, fn)
}

// literalType is the name of a display's or literal's type; "": e is neither.
func literalType(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Constant:
		return object.TypeName(constant(e.Value))
	case *syntax.Tuple:
		return "tuple"
	case *syntax.List, *syntax.ListComp:
		return "list"
	case *syntax.Dict, *syntax.DictComp:
		return "dict"
	case *syntax.Set, *syntax.SetComp:
		return "set"
	case *syntax.GeneratorExp:
		return "generator"
	case *syntax.Lambda:
		return "function"
	case *syntax.JoinedStr:
		return "str"
	}
	return ""
}

// notCallable warns of `"text" (x)`, where a comma is probably missing.
func (c *compiler) notCallable(e syntax.Expr) {
	if what := literalType(e); what != "" && what != "function" {
		c.warn(e.Span(), "'"+what+"' object is not callable; perhaps you missed a comma?")
	}
}

// notSubscriptable warns of `1 [x]` and of `[1] [2.5]`, for the same reason.
func (c *compiler) notSubscriptable(e *syntax.Subscript) {
	switch what := literalType(e.Value); what {
	case "NoneType", "ellipsis", "int", "bool", "float", "complex", "set", "generator", "function":
		c.warn(e.Span(), "'"+what+"' object is not subscriptable; perhaps you missed a comma?")
	case "str", "bytes", "tuple", "list":
		switch index := literalType(e.Slice); index {
		case "", "int", "bool":
		default:
			c.warn(e.Span(), what+" indices must be integers or slices, not "+index+"; perhaps you missed a comma?")
		}
	}
}

func plainArgs(args []syntax.Expr, kws []*syntax.Keyword) bool {
	for _, a := range args {
		if _, ok := a.(*syntax.Starred); ok {
			return false
		}
	}
	for _, k := range kws {
		if k.Arg == "" {
			return false
		}
	}
	return true
}

func (c *compiler) checkKeywords(kws []*syntax.Keyword) {
	distinct := len(kws) > 16 && allDistinct(kws)
	for i, k := range kws {
		if k.Arg == "" {
			continue
		}
		if k.Arg == "__debug__" {
			c.fail(c.loc, "cannot assign to __debug__")
		}
		if distinct {
			continue
		}
		for _, o := range kws[i+1:] {
			if o.Arg == k.Arg {
				c.fail(o.Span(), "keyword argument repeated: %s", k.Arg)
			}
		}
	}
}

// allDistinct spares a call of very many keywords the comparison of each with each.
func allDistinct(kws []*syntax.Keyword) bool {
	seen := make(map[string]bool, len(kws))
	for _, k := range kws {
		if k.Arg != "" && seen[k.Arg] {
			return false
		}
		seen[k.Arg] = true
	}
	return true
}

// plainCall emits a call without stars; fn is the callee's operand.
func (c *compiler) plainCall(op, kwOp Op, args []syntax.Expr, kws []*syntax.Keyword, pos *syntax.Pos, dst, fn int32) {
	u := c.u
	regs := make([]int32, 0, len(args)+len(kws))
	for _, a := range args {
		regs = append(regs, c.expr(a))
	}
	var names []*object.Str
	for _, k := range kws {
		regs = append(regs, c.expr(k.Value))
		names = append(names, object.Intern(mangle(u.private, k.Arg)))
	}
	if len(kws) > 0 {
		op = kwOp
	}
	i := u.emitArgs(op, pos, dst, fn, regs)
	if len(kws) > 0 {
		u.instr(i).Aux = names
	}
}

// callMethod emits o.name(…). The attribute is looked up before the arguments are computed, unless computing them has no
// effect, so that look-up and call can be one instruction.
func (c *compiler) callMethod(e *syntax.Call, a *syntax.Attribute, dst int32) {
	u := c.u
	o := c.expr(a.Value)
	name := mangle(u.private, a.Attr)
	ap := attrPos(a)
	pos := *e.Span()
	if a.Span().Line != a.Span().EndLine {
		pos.Line, pos.Col = ap.Line, ap.Col
		if pos.EndLine < pos.Line {
			pos.EndLine = pos.Line
		}
	}
	if len(e.Keywords) == 0 && ap.Line == e.Span().Line {
		simple := true
		for _, x := range e.Args {
			simple = simple && c.simpleOperand(x)
		}
		if simple {
			regs := make([]int32, len(e.Args))
			for i, x := range e.Args {
				regs[i] = c.expr(x)
			}
			i := u.emitName(OpCallAttr, &pos, dst, o, name)
			u.instr(i).Args = regs
			// The position of the attribute alone, for its own error.
			u.instr(i).Aux = position(ap)
			return
		}
	}
	t := u.temps(2)
	u.emitName(OpLoadMethod, ap, t, o, name)
	c.plainCall(OpCallMethod, OpCallMethodKw, e.Args, e.Keywords, &pos, dst, t)
}

// simpleOperand tells whether e is a constant or a local known to be bound.
func (c *compiler) simpleOperand(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Constant:
		return true
	case *syntax.Name:
		u := c.u
		name := mangle(u.private, e.Id)
		r, ok := u.locals[name]
		return ok && u.cells[name] == 0 && !u.scope.walrus[name] && u.bound.has(int(r))
	}
	_, ok := c.fold(e)
	return ok
}

// callEx emits a call with * or **; first are operands that go in front (a class statement's function and name).
func (c *compiler) callEx(args []syntax.Expr, kws []*syntax.Keyword, first []int32, pos *syntax.Pos, dst, fn int32) {
	u := c.u
	var list int32
	if len(first) == 0 && len(args) == 1 {
		if s, ok := args[0].(*syntax.Starred); ok {
			list = c.starArg(s, pos, fn)
		}
	}
	if list == 0 {
		list = u.temp()
		u.emitArgs(OpBuildList, pos, list, 0, first)
		for _, x := range args {
			m := u.mark()
			if s, ok := x.(*syntax.Starred); ok {
				u.emit(OpListExtend, pos, list, c.expr(s.Value), 0)
			} else {
				u.emit(OpListAppend, pos, list, c.expr(x), 0)
			}
			u.release(m)
		}
	}
	kw := int32(-1)
	if len(kws) > 0 {
		kw = u.temp()
		u.emitArgs(OpBuildMap, pos, kw, 0, nil)
		for _, k := range kws {
			m := u.mark()
			if k.Arg == "" {
				u.emit(OpDictMerge, pos, kw, c.expr(k.Value), fn)
			} else {
				n := u.konst(object.Intern(mangle(u.private, k.Arg)))
				v := c.expr(k.Value)
				// Through a one-entry dict, so that a name given twice is found.
				t := u.temp()
				u.emitArgs(OpBuildMap, pos, t, 0, []int32{n, v})
				u.emit(OpDictMerge, pos, kw, t, fn)
			}
			u.release(m)
		}
	}
	u.emitD(OpCallEx, pos, dst, fn, list, kw)
}

// starArg makes the argument list of f(*args).
func (c *compiler) starArg(s *syntax.Starred, pos *syntax.Pos, fn int32) int32 {
	u := c.u
	list := u.temp()
	u.emitArgs(OpBuildList, pos, list, 0, nil)
	m := u.mark()
	u.emit(OpArgsExtend, pos, list, c.expr(s.Value), fn)
	u.release(m)
	return list
}
