package compile

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// Loops and the blocks that return, break and continue must unwind (CPython's fblocks).

type blockKind uint8

const (
	loopBlock    blockKind = iota
	finallyBlock           // the try part of try/finally
	exceptBody             // an except clause's body
	finallyBody            // a finally clause's body on the exceptional path
	withBlock
	starBody // an except* clause's body, which return, break and continue may not leave
)

type block struct {
	kind       blockKind
	brk, cont  *label
	iter       int32 // loopBlock: the iterator if only the loop has it, else -1
	final      []syntax.Stmt
	saved      int32  // register of OpPushExc
	name       string // of `except … as name`
	exit       int32  // register of __exit__
	async      bool
	pos        *syntax.Pos
	outer      *handler
	outerSaved int // len(u.saved) around the block
}

func (u *unit) push(b *block) *block {
	b.outer, b.outerSaved = u.handler, len(u.saved)
	u.blocks = append(u.blocks, b)
	return b
}

func (u *unit) pop() { u.blocks = u.blocks[:len(u.blocks)-1] }

// unwind emits what leaving all blocks inside stop (nil: all blocks) does on the way out.
func (c *compiler) unwind(stop *block, pos *syntax.Pos) {
	u := c.u
	blocks, h, saved := u.blocks, u.handler, u.saved
	for i := len(blocks) - 1; i >= 0 && blocks[i] != stop; i-- {
		b := blocks[i]
		u.blocks, u.handler, u.saved = blocks[:i:i], b.outer, saved[:b.outerSaved:b.outerSaved]
		m := u.mark()
		switch b.kind {
		case finallyBlock:
			c.stmts(b.final)
		case exceptBody:
			u.emit(OpPopExc, pos, 0, b.saved, 0)
			if b.name != "" {
				c.unbindName(b.name)
			}
		case finallyBody:
			u.emit(OpPopExc, pos, 0, b.saved, 0)
		case withBlock:
			c.exitNormally(b)
		case loopBlock:
			c.closeIter(b, pos)
		}
		u.release(m)
	}
	u.blocks, u.handler, u.saved = blocks, h, saved
}

func (u *unit) mustUnwind() bool {
	for _, b := range u.blocks {
		if b.kind != loopBlock || b.iter >= 0 {
			return true
		}
	}
	return false
}

// ownIter tells whether the value of a loop's iterable expression, if it is a generator, can be nobody else's: then it is closed when
// the loop is left early, as CPython's reference counting does.
func ownIter(e syntax.Expr) bool {
	switch e.(type) {
	case *syntax.Call, *syntax.GeneratorExp, *syntax.Name, *syntax.Attribute:
		return true
	}
	return false
}

func (c *compiler) closeIter(b *block, pos *syntax.Pos) {
	if b.iter >= 0 {
		c.u.emit(OpCloseIter, pos, 0, b.iter, 0)
	}
}

// iterable compiles what is iterated over: a set of constants is one constant.
func (c *compiler) iterable(e syntax.Expr) int32 {
	if s, ok := e.(*syntax.Set); ok {
		if f, ok := c.foldSet(s); ok {
			return c.u.konst(f)
		}
	}
	return c.expr(e)
}

// getIter emits the start of a loop over e.
func (c *compiler) getIter(op Op, e syntax.Expr, it int32, pos *syntax.Pos) int32 {
	u := c.u
	m := u.mark()
	v := c.iterable(e)
	own := int32(0)
	if ownIter(e) {
		own = 1
	}
	u.emitD(op, pos, it, v, 0, own)
	u.release(m)
	if own == 0 {
		return -1
	}
	return it
}

func (c *compiler) returnStmt(s *syntax.Return) {
	u := c.u
	if !u.scope.isFunction() {
		c.fail(s.Span(), "'return' outside function")
	}
	for _, b := range u.blocks {
		if b.kind == starBody {
			pos := s.Span()
			if k, ok := s.Value.(*syntax.Constant); ok {
				pos = k.Span()
			}
			c.fail(pos, "'break', 'continue' and 'return' cannot appear in an except* block")
		}
	}
	v := u.konst(object.None)
	if s.Value != nil {
		if u.mustUnwind() {
			if k, ok := s.Value.(*syntax.Constant); ok {
				v = c.expr(k)
			} else {
				v = c.exprTemp(s.Value)
			}
		} else {
			v = c.expr(s.Value)
		}
	}
	c.unwind(nil, s.Span())
	u.emit(OpReturn, s.Span(), -1, v, 0)
	u.dead = true
}

func (u *unit) loop() *block {
	for i := len(u.blocks) - 1; i >= 0; i-- {
		if u.blocks[i].kind == loopBlock {
			return u.blocks[i]
		}
	}
	return nil
}

func (c *compiler) leaveStar(pos *syntax.Pos) {
	for i := len(c.u.blocks) - 1; i >= 0; i-- {
		switch c.u.blocks[i].kind {
		case loopBlock:
			return
		case starBody:
			c.fail(pos, "'break', 'continue' and 'return' cannot appear in an except* block")
		}
	}
}

func (c *compiler) breakStmt(s *syntax.Break) {
	l := c.u.loop()
	c.leaveStar(s.Span())
	if l == nil {
		c.fail(s.Span(), "'break' outside loop")
	}
	c.unwind(l, s.Span())
	c.closeIter(l, s.Span())
	c.u.jump(OpJump, s.Span(), l.brk, 0, 0, 0)
	c.u.dead = true
}

func (c *compiler) continueStmt(s *syntax.Continue) {
	l := c.u.loop()
	c.leaveStar(s.Span())
	if l == nil {
		c.fail(s.Span(), "'continue' not properly in loop")
	}
	c.unwind(l, s.Span())
	op := OpJump
	if l.cont.pos >= 0 {
		op = OpJumpBack
	}
	c.u.jump(op, s.Span(), l.cont, 0, 0, 0)
	c.u.dead = true
}

// while and for test at the bottom of the loop, so that a turn takes one jump: the loop is entered by a jump to the test.
func (c *compiler) while(s *syntax.While) {
	u := c.u
	body, test, end := newLabel(), newLabel(), newLabel()
	if k, ok := s.Test.(*syntax.Constant); ok {
		if b, ok := constTruth(k); ok && b {
			u.place(body)
			u.push(&block{kind: loopBlock, brk: end, cont: body, iter: -1})
			c.stmts(s.Body)
			u.jump(OpJumpBack, s.Test.Span(), body, 0, 0, 0)
			u.pop()
			c.stmts(s.Orelse)
			u.place(end)
			return
		}
	}
	u.jump(OpJump, s.Span(), test, 0, 0, 0)
	u.flowEnter(test)
	u.place(body)
	u.push(&block{kind: loopBlock, brk: end, cont: test, iter: -1})
	c.stmts(s.Body)
	u.pop()
	u.place(test)
	c.loc = s.Span()
	c.jumpIf(s.Test, body, true)
	c.stmts(s.Orelse)
	u.place(end)
}

// forLoop emits a for loop over iterator it: the next item goes into target before body runs.
func (c *compiler) forLoop(target syntax.Expr, it int32, pos *syntax.Pos, next *label, body func()) {
	u := c.u
	start := newLabel()
	u.jump(OpJump, pos, next, 0, 0, 0)
	u.flowEnter(next)
	u.place(start)
	r, direct := c.storeTarget(target)
	m := u.mark()
	if direct {
		u.flowBind(r)
	} else {
		r = u.temp()
		c.assign(target, r)
		u.release(m)
	}
	body()
	u.place(next)
	u.jump(OpForIter, pos, start, r, it, 0)
}

func (c *compiler) forStmt(s *syntax.For) {
	u := c.u
	it := u.temp()
	own := c.getIter(OpGetIter, s.Iter, it, s.Span())
	next, end := newLabel(), newLabel()
	b := &block{kind: loopBlock, brk: end, cont: next, iter: own}
	c.forLoop(s.Target, it, s.Span(), next, func() {
		u.push(b)
		c.stmts(s.Body)
		u.pop()
	})
	c.stmts(s.Orelse)
	u.place(end)
}

// asyncLoop is the head of an async for: StopAsyncIteration from __anext__ ends it.
type asyncLoop struct {
	handler *handler
	flow    bitset
}

// asyncNext emits the head of an async for loop.
func (c *compiler) asyncNext(target syntax.Expr, it int32, pos *syntax.Pos) *asyncLoop {
	u := c.u
	l := &asyncLoop{handler: &handler{label: newLabel(), reg: u.temp(), depth: len(u.saved)}, flow: u.flowSave()}
	t := u.temps(2)
	outer := u.handler
	u.handler = l.handler
	u.emit(OpGetANext, pos, t, it, 0)
	u.emit(OpYieldFrom, pos, t+1, t, 0)
	u.handler = outer
	c.assign(target, t+1)
	return l
}

// endAsync emits the end of an async for loop's iteration.
func (c *compiler) endAsync(l *asyncLoop, pos *syntax.Pos) {
	u := c.u
	u.flowRestore(l.flow)
	u.place(l.handler.label)
	u.emit(OpEndAsyncFor, pos, 0, l.handler.reg, 0)
}

func (c *compiler) asyncFor(s *syntax.AsyncFor) {
	u := c.u
	if !u.scope.isAsync && !(u.scope.kind == moduleScope && c.st.topAwait) {
		c.fail(s.Span(), "'async for' outside async function")
	}
	it := u.temp()
	own := c.getIter(OpGetAIter, s.Iter, it, s.Span())
	head, end := newLabel(), newLabel()
	u.place(head)
	l := c.asyncNext(s.Target, it, s.Span())
	u.push(&block{kind: loopBlock, brk: end, cont: head, iter: own})
	c.stmts(s.Body)
	u.jump(OpJumpBack, s.Span(), head, 0, 0, 0)
	u.pop()
	c.endAsync(l, s.Iter.Span())
	c.stmts(s.Orelse)
	u.place(end)
}
