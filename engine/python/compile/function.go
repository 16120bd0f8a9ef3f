package compile

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// Functions, classes and comprehensions: everything that has a code object of its own.

// FuncInfo goes with OpMakeFunction: A = function of Code. Args of the instruction are, in this order, the parts present.
type FuncInfo struct {
	Code        *Code
	Defaults    bool    // a tuple
	KwDefaults  bool    // a dict
	Annotations bool    // a dict
	Closure     []int32 // registers of the cells
}

// funcParts are the operands of a function's defaults and annotations; -1: none.
type funcParts struct{ defaults, kwDefaults, annotations int32 }

func (c *compiler) functionDef(node syntax.Stmt, name string, a *syntax.Arguments, body []syntax.Stmt, decorators []syntax.Expr, returns syntax.Expr) {
	u := c.u
	m := u.mark()
	defer u.release(m)
	decs := c.decorators(decorators)
	parts := c.functionParts(a, returns)
	line := node.Span().Line
	if len(decorators) > 0 {
		line = decorators[0].Span().Line
	}
	inner := c.enter(node, name, line)
	c.parameters(a)
	c.setFlags()
	inner.code.Doc = docstring(body)
	if inner.code.Doc != object.None {
		body = body[1:]
	}
	c.stmts(body)
	code := c.leave(true)
	fn := u.temp()
	defPos := *node.Span()
	c.makeFunction(code, parts, &defPos, fn)
	c.decorate(decorators, decs, fn)
	c.storeName(name, fn, node.Span())
}

func (c *compiler) decorators(list []syntax.Expr) []int32 {
	var out []int32
	for _, d := range list {
		out = append(out, c.exprTemp(d))
	}
	return out
}

func (c *compiler) decorate(list []syntax.Expr, decs []int32, fn int32) {
	for i := len(decs) - 1; i >= 0; i-- {
		c.u.emitArgs(OpCall, list[i].Span(), fn, decs[i], []int32{fn})
	}
}

// setFlags sets the flags that make the current function a generator or coroutine.
func (c *compiler) setFlags() {
	u := c.u
	s := u.scope
	co := u.code
	switch {
	case s.comp == genExp && s.hasAwait, s.isAsync && s.hasYield:
		co.Flags |= AsyncGenerator
	case s.comp == genExp, s.hasYield:
		co.Flags |= Generator
	case s.isAsync, s.comp != noComp && s.hasAwait:
		co.Flags |= Coroutine
	}
	if c.future {
		co.Flags |= FutureAnnotations
	}
	if s.isAsync && s.hasYield && s.returnValue != nil {
		c.fail(s.returnValue, "'return' with value in async generator")
	}
}

// parameters completes the code object's parameter counts; the symbol table has made them the first locals.
func (c *compiler) parameters(a *syntax.Arguments) {
	co := c.u.code
	co.PosOnly = len(a.PosOnlyArgs)
	co.ArgCount = len(a.PosOnlyArgs) + len(a.Args)
	co.KwOnly = len(a.KwOnlyArgs)
	for _, list := range [][]*syntax.Arg{a.PosOnlyArgs, a.Args, a.KwOnlyArgs} {
		for _, p := range list {
			c.notDebug(p.Arg, c.loc)
		}
	}
	for _, p := range []*syntax.Arg{a.VarArg, a.KwArg} {
		if p != nil {
			c.notDebug(p.Arg, c.loc)
		}
	}
}

func (c *compiler) notDebug(name string, pos *syntax.Pos) {
	if name == "__debug__" {
		c.fail(pos, "cannot assign to __debug__")
	}
}

// functionParts evaluates defaults and annotations in the scope around the function.
func (c *compiler) functionParts(a *syntax.Arguments, returns syntax.Expr) funcParts {
	u := c.u
	p := funcParts{-1, -1, -1}
	if len(a.Defaults) > 0 {
		p.defaults = u.temp()
		m := u.mark()
		regs := make([]int32, len(a.Defaults))
		for i, d := range a.Defaults {
			regs[i] = c.expr(d)
		}
		u.emitArgs(OpBuildTuple, a.Defaults[0].Span(), p.defaults, 0, regs)
		u.release(m)
	}
	var kws []int32
	t := int32(-1)
	for _, d := range a.KwDefaults {
		if d != nil && t < 0 {
			t = u.temp()
		}
	}
	m := u.mark()
	for i, d := range a.KwDefaults {
		if d != nil {
			kws = append(kws, u.konst(object.Intern(mangle(u.private, a.KwOnlyArgs[i].Arg))), c.expr(d))
		}
	}
	if len(kws) > 0 {
		p.kwDefaults = t
		u.emitArgs(OpBuildMap, nil, t, 0, kws)
	}
	u.release(m)
	c.annotations(a, returns, &p)
	return p
}

func (c *compiler) annotations(a *syntax.Arguments, returns syntax.Expr, p *funcParts) {
	u := c.u
	var list []*syntax.Arg
	list = append(list, a.PosOnlyArgs...)
	list = append(list, a.Args...)
	if a.VarArg != nil {
		list = append(list, a.VarArg)
	}
	list = append(list, a.KwOnlyArgs...)
	if a.KwArg != nil {
		list = append(list, a.KwArg)
	}
	any := returns != nil
	for _, x := range list {
		any = any || x.Annotation != nil
	}
	if !any {
		return
	}
	p.annotations = u.temp()
	m := u.mark()
	var regs []int32
	add := func(name string, e syntax.Expr) {
		if e == nil {
			return
		}
		regs = append(regs, u.konst(object.Intern(mangle(u.private, name))), c.annotation(e))
	}
	for _, x := range list {
		add(x.Arg, x.Annotation)
	}
	add("return", returns)
	u.emitArgs(OpBuildMap, nil, p.annotations, 0, regs)
	u.release(m)
}

// annotation gives the operand of an annotation: its value, or its text under `from __future__ import annotations`.
func (c *compiler) annotation(e syntax.Expr) int32 {
	if c.future {
		return c.u.konst(object.NewStr(Unparse(e)))
	}
	if s, ok := e.(*syntax.Starred); ok {
		// *args: *Ts — the one item that unpacking gives.
		t := c.u.temp()
		v := c.expr(s.Value)
		c.u.emitArgs(OpUnpack, e.Span(), 0, v, []int32{t})
		return t
	}
	return c.expr(e)
}

func (c *compiler) makeFunction(code *Code, p funcParts, pos *syntax.Pos, dst int32) {
	u := c.u
	info := &FuncInfo{Code: code}
	var args []int32
	add := func(r int32, flag *bool) {
		if r >= 0 {
			args = append(args, r)
			*flag = true
		}
	}
	add(p.defaults, &info.Defaults)
	add(p.kwDefaults, &info.KwDefaults)
	add(p.annotations, &info.Annotations)
	info.Closure = c.closure(code)
	i := u.emitArgs(OpMakeFunction, pos, dst, 0, args)
	u.instr(i).Aux = info
}

// closure gives the registers, in the current unit, of the cells that code needs.
func (c *compiler) closure(code *Code) []int32 {
	var out []int32
	for _, n := range code.FreeVars {
		r, ok := c.u.cells[n.String()]
		if u := c.u; u.isClass && u.scope.needsClass && n.String() == "__class__" {
			r, ok = u.classCell, true
		}
		if !ok {
			panic("compile: no cell for " + n.String())
		}
		out = append(out, r)
	}
	return out
}

func (c *compiler) lambda(e *syntax.Lambda, dst int32) {
	parts := c.functionParts(e.Args, nil)
	c.enter(e, "<lambda>", e.Span().Line)
	c.parameters(e.Args)
	c.setFlags()
	r := c.expr(e.Body)
	c.u.emit(OpReturn, e.Body.Span(), -1, r, 0)
	code := c.leave(false)
	c.makeFunction(code, parts, e.Span(), dst)
}

func (c *compiler) classDef(s *syntax.ClassDef) {
	u := c.u
	m := u.mark()
	defer u.release(m)
	decs := c.decorators(s.DecoratorList)
	line := s.Span().Line
	if len(s.DecoratorList) > 0 {
		line = s.DecoratorList[0].Span().Line
	}
	inner := c.enter(s, s.Name, line)
	inner.private = s.Name
	first := &syntax.Pos{Line: line, EndLine: line}
	t := inner.temp()
	inner.emitName(OpLoadGlobal, first, t, 0, "__name__")
	inner.instr(len(inner.code.Instrs) - 1).Op = OpLoadName
	c.storeName("__module__", t, first)
	c.storeName("__qualname__", inner.konst(inner.code.Qualname), first)
	inner.release(0)
	if hasAnnotations(s.Body) {
		inner.emit(OpSetupAnnotations, first, 0, 0, 0)
	}
	body := s.Body
	if d := docstring(body); d != object.None {
		c.storeName("__doc__", inner.konst(d), body[0].Span())
		body = body[1:]
	}
	c.stmts(body)
	if s := inner.scope; s.needsClass {
		cell := inner.classCell
		inner.emitName(OpStoreName, nil, 0, cell, "__classcell__")
		inner.emit(OpReturn, nil, -1, cell, 0)
	}
	code := c.leave(true)
	u.release(u.mark())
	build := u.temp()
	u.emit(OpLoadBuildClass, s.Span(), build, 0, 0)
	fn := u.temp()
	c.makeFunction(code, funcParts{-1, -1, -1}, s.Span(), fn)
	name := u.konst(object.Intern(s.Name))
	dst := u.temp()
	c.checkKeywords(s.Keywords)
	if plainArgs(s.Bases, s.Keywords) {
		regs := []int32{fn, name}
		for _, b := range s.Bases {
			regs = append(regs, c.expr(b))
		}
		var names []*object.Str
		for _, k := range s.Keywords {
			regs = append(regs, c.expr(k.Value))
			names = append(names, object.Intern(k.Arg))
		}
		op := OpCall
		if len(names) > 0 {
			op = OpCallKw
		}
		i := u.emitArgs(op, s.Span(), dst, build, regs)
		if len(names) > 0 {
			u.instr(i).Aux = names
		}
	} else {
		c.callEx(s.Bases, s.Keywords, []int32{fn, name}, s.Span(), dst, build)
	}
	c.decorate(s.DecoratorList, decs, dst)
	c.storeName(s.Name, dst, s.Span())
}

// comprehension compiles a comprehension as the call of a nested function whose argument is the first iterator.
func (c *compiler) comprehension(e syntax.Expr, name string, gens []*syntax.Comprehension, elt, val syntax.Expr, dst int32) {
	outer := c.u
	inner := c.enter(e, name, e.Span().Line)
	inner.code.ArgCount = 1
	s := inner.scope
	async := s.hasAwait
	if async && s.comp != genExp && !outer.scope.isAsync && outer.scope.comp == noComp && !(outer.scope.kind == moduleScope && c.st.topAwait) {
		c.fail(e.Span(), "asynchronous comprehension outside of an asynchronous function")
	}
	c.setFlags()
	acc := int32(-1)
	switch s.comp {
	case listComp:
		acc = inner.temp()
		inner.emitArgs(OpBuildList, e.Span(), acc, 0, nil)
	case setComp:
		acc = inner.temp()
		inner.emitArgs(OpBuildSet, e.Span(), acc, 0, nil)
	case dictComp:
		acc = inner.temp()
		inner.emitArgs(OpBuildMap, e.Span(), acc, 0, nil)
	}
	c.compLoop(e, gens, 0, elt, val, acc)
	if acc < 0 {
		acc = inner.konst(object.None)
	}
	inner.emit(OpReturn, e.Span(), -1, acc, 0)
	code := c.leave(false)
	u := outer
	fn := u.temp()
	c.makeFunction(code, funcParts{-1, -1, -1}, e.Span(), fn)
	it := u.temp()
	if gens[0].IsAsync {
		u.emit(OpGetAIter, e.Span(), it, c.expr(gens[0].Iter), 0)
	} else {
		u.emit(OpGetIter, e.Span(), it, c.iterable(gens[0].Iter), 0)
	}
	if async && s.comp != genExp {
		t := u.temp()
		u.emitArgs(OpCall, e.Span(), t, fn, []int32{it})
		u.emitD(OpGetAwaitable, e.Span(), t, t, 0, 0)
		u.emit(OpYieldFrom, e.Span(), dst, t, 0)
		return
	}
	u.emitArgs(OpCall, e.Span(), dst, fn, []int32{it})
}

// compLoop emits the loops from the i-th `for` clause inwards.
func (c *compiler) compLoop(e syntax.Expr, gens []*syntax.Comprehension, i int, elt, val syntax.Expr, acc int32) {
	c.deeper()
	defer func() { c.depth-- }()
	u := c.u
	if i == len(gens) {
		m := u.mark()
		switch u.scope.comp {
		case genExp:
			v := c.expr(elt)
			u.emit(OpYield, e.Span(), u.temp(), v, 0)
		case listComp:
			u.emit(OpListAppend, e.Span(), acc, c.expr(elt), 0)
		case setComp:
			u.emit(OpSetAdd, e.Span(), acc, c.expr(elt), 0)
		case dictComp:
			k := c.expr(elt)
			v := c.expr(val)
			pos := *elt.Span()
			pos.EndLine, pos.EndCol = val.Span().EndLine, val.Span().EndCol
			u.emit(OpMapAdd, &pos, acc, k, v)
		}
		u.release(m)
		return
	}
	g := gens[i]
	m := u.mark()
	it := int32(0) // parameter .0
	if i > 0 {
		it = u.temp()
		if g.IsAsync {
			u.emit(OpGetAIter, e.Span(), it, c.expr(g.Iter), 0)
		} else {
			u.emit(OpGetIter, e.Span(), it, c.iterable(g.Iter), 0)
		}
	}
	saved := u.flowSave()
	next := newLabel()
	inner := func() {
		for _, x := range g.Ifs {
			c.jumpIf(x, next, false)
		}
		c.compLoop(e, gens, i+1, elt, val, acc)
	}
	if g.IsAsync {
		head := newLabel()
		u.place(head)
		loop := c.asyncNext(g.Target, it, e.Span())
		inner()
		u.place(next)
		u.jump(OpJumpBack, e.Span(), head, 0, 0, 0)
		c.endAsync(loop, e.Span())
	} else {
		c.forLoop(g.Target, it, e.Span(), next, inner)
	}
	u.flowRestore(saved)
	u.release(m)
}
