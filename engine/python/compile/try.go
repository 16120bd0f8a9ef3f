package compile

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// try and with.

func (u *unit) newHandler() *handler {
	return &handler{label: newLabel(), reg: u.temp(), depth: len(u.saved)}
}

// placeHandler starts the code of a handler; flow is the state before the code it guards.
func (u *unit) placeHandler(h *handler, flow bitset) {
	u.flowRestore(flow)
	u.place(h.label)
}

func (c *compiler) try(s *syntax.Try) {
	if len(s.Finalbody) == 0 {
		c.tryExcept(s)
		return
	}
	c.finally(s.Finalbody, func() {
		if len(s.Handlers) > 0 {
			c.tryExcept(s)
		} else {
			c.stmts(s.Body)
			c.stmts(s.Orelse)
		}
	})
}

func (c *compiler) tryStar(s *syntax.TryStar) {
	if len(s.Finalbody) == 0 {
		c.tryExceptStar(s)
		return
	}
	c.finally(s.Finalbody, func() { c.tryExceptStar(s) })
}

// finally compiles body with a finally clause, which is emitted once for each way out.
func (c *compiler) finally(final []syntax.Stmt, body func()) {
	u := c.u
	h := u.newHandler()
	flow := u.flowSave()
	u.push(&block{kind: finallyBlock, final: final})
	outer := u.handler
	u.handler = h
	body()
	u.handler = outer
	u.pop()
	c.stmts(final)
	end := newLabel()
	u.jump(OpJump, nil, end, 0, 0, 0)

	u.placeHandler(h, flow)
	saved := u.temp()
	u.emit(OpPushExc, nil, saved, h.reg, 0)
	u.push(&block{kind: finallyBody, saved: saved})
	u.saved = append(u.saved, saved)
	c.stmts(final)
	u.emit(OpReraise, nil, 0, h.reg, 0)
	u.saved = u.saved[:len(u.saved)-1]
	u.pop()
	u.dead = true
	u.place(end)
}

func (c *compiler) tryExcept(s *syntax.Try) {
	u := c.u
	h := u.newHandler()
	flow := u.flowSave()
	outer := u.handler
	u.handler = h
	c.stmts(s.Body)
	u.handler = outer
	end := newLabel()
	c.stmts(s.Orelse)
	u.jump(OpJump, nil, end, 0, 0, 0)

	u.placeHandler(h, flow)
	saved := u.temp()
	u.emit(OpPushExc, nil, saved, h.reg, 0)
	u.saved = append(u.saved, saved)
	for i, x := range s.Handlers {
		if x.Type == nil && i < len(s.Handlers)-1 {
			c.fail(x.Span(), "default 'except:' must be last")
		}
		next := newLabel()
		if x.Type != nil {
			m := u.mark()
			u.jump(OpJumpNoMatch, x.Span(), next, 0, h.reg, c.expr(x.Type))
			u.release(m)
		}
		flow := u.flowSave()
		c.exceptBody(x, saved, h.reg)
		if !u.dead {
			u.jump(OpJump, nil, end, 0, 0, 0)
		}
		u.flowRestore(flow)
		u.place(next)
	}
	u.emit(OpReraise, nil, 0, h.reg, 0)
	u.saved = u.saved[:len(u.saved)-1]
	u.dead = true
	u.place(end)
}

// exceptBody compiles one clause's body and the end of the handling; exc holds the exception.
func (c *compiler) exceptBody(x *syntax.ExceptHandler, saved, exc int32) {
	u := c.u
	b := &block{kind: exceptBody, saved: saved, name: x.Name}
	// The block around the clause is the one before the exception was pushed.
	b.outer, b.outerSaved = u.handler, len(u.saved)-1
	if x.Name == "" {
		u.blocks = append(u.blocks, b)
		c.stmts(x.Body)
		u.pop()
		c.endExcept(saved, x.Span())
		return
	}
	c.storeName(x.Name, exc, x.Span())
	h := u.newHandler()
	flow := u.flowSave()
	u.blocks = append(u.blocks, b)
	outer := u.handler
	u.handler = h
	c.stmts(x.Body)
	u.handler = outer
	u.pop()
	dead := u.dead
	c.endExcept(saved, x.Span())
	c.unbindName(x.Name)
	end := newLabel()
	if !dead {
		u.jump(OpJump, nil, end, 0, 0, 0)
	}
	u.placeHandler(h, flow)
	c.unbindName(x.Name)
	u.emit(OpReraise, nil, 0, h.reg, 0)
	u.dead = true
	u.place(end)
}

// endExcept ends the handling on the normal path; it is no longer part of the handler's body.
func (c *compiler) endExcept(saved int32, pos *syntax.Pos) {
	u := c.u
	sv := u.saved
	u.saved = sv[:len(sv)-1]
	u.emit(OpPopExc, pos, 0, saved, 0)
	u.saved = sv
}

// tryExceptStar: every clause gets its part of the group; what is left over or raised on the way is raised together at the end.
func (c *compiler) tryExceptStar(s *syntax.TryStar) {
	u := c.u
	h := u.newHandler()
	flow := u.flowSave()
	outer := u.handler
	u.handler = h
	c.stmts(s.Body)
	u.handler = outer
	end := newLabel()
	c.stmts(s.Orelse)
	u.jump(OpJump, nil, end, 0, 0, 0)

	u.placeHandler(h, flow)
	saved, raised, rest := u.temp(), u.temp(), u.temp()
	u.emit(OpPushExc, nil, saved, h.reg, 0)
	u.saved = append(u.saved, saved)
	u.emitArgs(OpBuildList, nil, raised, 0, nil)
	u.emit(OpMove, nil, rest, h.reg, 0)
	match := u.temps(2)
	for _, x := range s.Handlers {
		if x.Type == nil {
			c.fail(x.Span(), "expected one or more exception types")
		}
		next := newLabel()
		m := u.mark()
		t := c.expr(x.Type)
		u.emit(OpCheckGroup, x.Span(), match, rest, t)
		u.emit(OpMove, nil, rest, match+1, 0)
		u.release(m)
		u.jump(OpJumpIfNone, x.Span(), next, 0, match, 0)
		flow := u.flowSave()
		if x.Name != "" {
			c.storeName(x.Name, match, x.Span())
		}
		inner := u.newHandler()
		u.push(&block{kind: starBody})
		out := u.handler
		u.handler = inner
		// The part that matched is what the clause handles.
		sv2 := u.temp()
		u.emit(OpPushExc, nil, sv2, match, 0)
		u.saved = append(u.saved, sv2)
		c.stmts(x.Body)
		u.saved = u.saved[:len(u.saved)-1]
		u.handler = out
		u.pop()
		u.emit(OpPopExc, nil, 0, sv2, 0)
		if x.Name != "" {
			c.unbindName(x.Name)
		}
		u.jump(OpJump, nil, next, 0, 0, 0)
		u.placeHandler(inner, flow)
		if x.Name != "" {
			c.unbindName(x.Name)
		}
		u.emit(OpListAppend, nil, raised, inner.reg, 0)
		u.flowRestore(flow)
		u.place(next)
	}
	u.emit(OpListAppend, nil, raised, rest, 0)
	t := u.temp()
	u.emit(OpPrepReraise, nil, t, h.reg, raised)
	none := newLabel()
	u.jump(OpJumpIfNone, nil, none, 0, t, 0)
	u.emit(OpReraise, nil, 0, t, 0)
	u.place(none)
	u.saved = u.saved[:len(u.saved)-1]
	u.emit(OpPopExc, nil, 0, saved, 0)
	u.place(end)
}

// with compiles the items from the first on, each around the rest.
func (c *compiler) with(items []*syntax.WithItem, body []syntax.Stmt, pos *syntax.Pos, async bool) {
	c.deeper()
	defer func() { c.depth-- }()
	u := c.u
	if len(items) == 0 {
		c.stmts(body)
		return
	}
	it := items[0]
	exit := u.temp()
	enter := u.temps(2)
	m := u.mark()
	ctx := c.expr(it.ContextExpr)
	d := int32(0)
	if async {
		d = 1
	}
	u.emitD(OpWithEnter, pos, exit, ctx, 0, d)
	u.release(m)
	val := u.temp()
	u.emitArgs(OpCallMethod, pos, val, enter, nil)
	if async {
		u.emitD(OpGetAwaitable, pos, val, val, 0, 1)
		t := u.temp()
		u.emit(OpYieldFrom, pos, t, val, 0)
		val = t
	}
	h := u.newHandler()
	flow := u.flowSave()
	b := u.push(&block{kind: withBlock, exit: exit, async: async, pos: pos})
	outer := u.handler
	u.handler = h
	if it.OptionalVars != nil {
		c.assign(it.OptionalVars, val)
	}
	c.with(items[1:], body, pos, async)
	u.handler = outer
	u.pop()
	c.exitNormally(b)
	end, ok := newLabel(), newLabel()
	u.jump(OpJump, pos, end, 0, 0, 0)

	u.placeHandler(h, flow)
	saved := u.temp()
	u.emit(OpPushExc, pos, saved, h.reg, 0)
	u.saved = append(u.saved, saved)
	r := u.temp()
	u.emit(OpWithExit, pos, r, exit, h.reg)
	if async {
		u.emitD(OpGetAwaitable, pos, r, r, 0, 2)
		t := u.temp()
		u.emit(OpYieldFrom, pos, t, r, 0)
		r = t
	}
	u.jump(OpJumpIfTrue, pos, ok, 0, r, 0)
	u.emit(OpReraise, pos, 0, h.reg, 0)
	u.place(ok)
	u.saved = u.saved[:len(u.saved)-1]
	u.emit(OpPopExc, pos, 0, saved, 0)
	u.place(end)
}

// exitNormally calls __exit__(None, None, None).
func (c *compiler) exitNormally(b *block) {
	u := c.u
	m := u.mark()
	none := u.konst(object.None)
	r := u.temp()
	u.emitArgs(OpCall, b.pos, r, b.exit, []int32{none, none, none})
	if b.async {
		u.emitD(OpGetAwaitable, b.pos, r, r, 0, 2)
		u.emit(OpYieldFrom, b.pos, u.temp(), r, 0)
	}
	u.release(m)
}
