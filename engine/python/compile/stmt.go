package compile

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

func (c *compiler) stmts(list []syntax.Stmt) {
	for _, s := range list {
		m := c.u.mark()
		c.stmt(s)
		c.u.release(m)
		if c.opts.Flags&Sweep != 0 && !c.u.dead && dropsReferences(s) {
			c.u.emit(OpSweep, nil, c.u.base+m, 0, 0)
		}
	}
}

// dropsReferences tells whether an object's last reference may go with statement s itself.
func dropsReferences(s syntax.Stmt) bool {
	switch s := s.(type) {
	case *syntax.If, *syntax.FunctionDef, *syntax.AsyncFunctionDef, *syntax.Import, *syntax.ImportFrom, *syntax.Pass, *syntax.Global, *syntax.Nonlocal:
		return false
	case *syntax.ExprStmt:
		call, ok := s.Value.(*syntax.Call)
		if !ok {
			_, constant := s.Value.(*syntax.Constant)
			return !constant
		}
		if f, ok := call.Func.(*syntax.Name); ok && f.Id == "print" {
			for _, a := range call.Args {
				switch a.(type) {
				case *syntax.Name, *syntax.Constant:
				default:
					return true
				}
			}
			return false
		}
	}
	return true
}

// begin notes where a statement begins.
func (c *compiler) begin(s syntax.Stmt) {
	c.loc = s.Span()
	if c.opts.Count && !c.u.dead {
		c.u.emit(OpCount, s.Span(), 0, 0, 0)
	}
}

func (c *compiler) stmt(s syntax.Stmt) {
	c.deeper()
	defer func() { c.depth-- }()
	u := c.u
	c.begin(s)
	switch s := s.(type) {
	case *syntax.FunctionDef:
		c.functionDef(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns)
	case *syntax.AsyncFunctionDef:
		c.functionDef(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns)
	case *syntax.ClassDef:
		c.classDef(s)
	case *syntax.Return:
		c.returnStmt(s)
	case *syntax.Delete:
		for _, t := range s.Targets {
			c.delete(t)
		}
	case *syntax.Assign:
		c.assignStmt(s)
	case *syntax.AugAssign:
		c.augAssign(s)
	case *syntax.AnnAssign:
		c.annAssign(s)
	case *syntax.For:
		c.forStmt(s)
	case *syntax.AsyncFor:
		c.asyncFor(s)
	case *syntax.While:
		c.while(s)
	case *syntax.If:
		c.ifStmt(s)
	case *syntax.With:
		c.with(s.Items, s.Body, s.Span(), false)
	case *syntax.AsyncWith:
		if !u.scope.isAsync && !(u.scope.kind == moduleScope && c.st.topAwait) {
			c.fail(s.Span(), "'async with' outside async function")
		}
		c.with(s.Items, s.Body, s.Span(), true)
	case *syntax.Match:
		c.match(s)
	case *syntax.Raise:
		exc, cause := int32(-1), int32(-1)
		if s.Exc != nil {
			exc = c.expr(s.Exc)
			if s.Cause != nil {
				cause = c.expr(s.Cause)
			}
		}
		u.emit(OpRaise, s.Span(), 0, exc, cause)
		u.dead = true
	case *syntax.Try:
		c.try(s)
	case *syntax.TryStar:
		c.tryStar(s)
	case *syntax.Assert:
		c.assert(s)
	case *syntax.Import:
		c.importStmt(s)
	case *syntax.ImportFrom:
		c.importFrom(s)
	case *syntax.ExprStmt:
		if u.single && u.parent == nil {
			u.emit(OpPrintExpr, s.Span(), 0, c.expr(s.Value), 0)
			return
		}
		if _, ok := s.Value.(*syntax.Constant); ok {
			return
		}
		c.effect(s.Value)
		if _, ok := s.Value.(*syntax.Call); ok {
			u.instr(len(u.code.Instrs) - 1).Drop = true
		}
	case *syntax.Break:
		c.breakStmt(s)
	case *syntax.Continue:
		c.continueStmt(s)
	}
}

func (c *compiler) assignStmt(s *syntax.Assign) {
	u := c.u
	if len(s.Targets) == 1 {
		if r, ok := c.storeTarget(s.Targets[0]); ok {
			c.exprInto(s.Value, r)
			u.flowBind(r)
			return
		}
		if c.assignPairs(s.Targets[0], s.Value) {
			return
		}
	}
	v := c.expr(s.Value)
	if len(s.Targets) > 1 && u.isLocal(v) {
		// x = y = x must not read x after it has changed.
		t := u.temp()
		u.emit(OpMove, s.Value.Span(), t, v, 0)
		v = t
	}
	for _, t := range s.Targets {
		c.assign(t, v)
	}
}

// assignPairs compiles a, b = b, a without making a tuple.
func (c *compiler) assignPairs(target, value syntax.Expr) bool {
	l, ok1 := target.(*syntax.Tuple)
	r, ok2 := value.(*syntax.Tuple)
	if !ok1 || !ok2 || len(l.Elts) != len(r.Elts) || len(l.Elts) < 2 || len(l.Elts) > 3 {
		return false
	}
	for i := range l.Elts {
		if _, ok := l.Elts[i].(*syntax.Starred); ok {
			return false
		}
		if _, ok := r.Elts[i].(*syntax.Starred); ok {
			return false
		}
	}
	u := c.u
	regs := make([]int32, len(r.Elts))
	for i, e := range r.Elts {
		v := c.expr(e)
		if u.isLocal(v) && i > 0 {
			// An earlier target may overwrite it before it is stored. The first one is stored first.
			t := u.temp()
			u.emit(OpMove, e.Span(), t, v, 0)
			v = t
		}
		regs[i] = v
	}
	for i, t := range l.Elts {
		c.assign(t, regs[i])
	}
	return true
}

func (c *compiler) augAssign(s *syntax.AugAssign) {
	u := c.u
	op := int32(binOps[s.Op])
	switch t := s.Target.(type) {
	case *syntax.Name:
		load := &syntax.Name{Pos: t.Pos, Id: t.Id, Ctx: syntax.Load}
		l := c.expr(load)
		v := c.expr(s.Value)
		if r, ok := c.storeTarget(t); ok {
			u.emitD(OpInPlace, s.Span(), r, l, v, op)
			return
		}
		d := u.temp()
		u.emitD(OpInPlace, s.Span(), d, l, v, op)
		c.storeName(t.Id, d, t.Span())
	case *syntax.Attribute:
		o := c.expr(t.Value)
		name := mangle(u.private, t.Attr)
		d := u.temp()
		u.emitName(OpLoadAttr, attrPos(t), d, o, name)
		v := c.expr(s.Value)
		u.emitD(OpInPlace, s.Span(), d, d, v, op)
		u.emitName(OpStoreAttr, attrPos(t), o, d, name)
	case *syntax.Subscript:
		o := c.expr(t.Value)
		k := c.expr(t.Slice)
		d := u.temp()
		u.emit(OpGetItem, t.Span(), d, o, k)
		v := c.expr(s.Value)
		u.emitD(OpInPlace, s.Span(), d, d, v, op)
		u.emit(OpSetItem, t.Span(), o, k, d)
	}
}

func (c *compiler) annAssign(s *syntax.AnnAssign) {
	u := c.u
	if s.Value != nil {
		if r, ok := c.storeTarget(s.Target); ok {
			c.exprInto(s.Value, r)
			u.flowBind(r)
		} else {
			c.assign(s.Target, c.expr(s.Value))
		}
	}
	switch t := s.Target.(type) {
	case *syntax.Name:
		c.notDebug(t.Id, t.Span())
		if !s.Simple || u.scope.isFunction() {
			if u.scope.isFunction() {
				return
			}
			// (x): int — evaluated, not recorded.
			if !c.future {
				c.effect(s.Annotation)
			}
			return
		}
		m := u.mark()
		v := c.annotation(s.Annotation)
		d := u.temp()
		u.emitName(OpLoadName, s.Span(), d, 0, "__annotations__")
		u.emit(OpSetItem, s.Span(), d, u.konst(object.Intern(mangle(u.private, t.Id))), v)
		u.release(m)
	case *syntax.Attribute:
		if s.Value == nil {
			c.effect(t.Value)
		}
		if !c.future && !u.scope.isFunction() {
			c.effect(s.Annotation)
		}
	case *syntax.Subscript:
		if s.Value == nil {
			c.effect(t.Value)
			c.effect(t.Slice)
		}
		if !c.future && !u.scope.isFunction() {
			c.effect(s.Annotation)
		}
	}
}

func (c *compiler) assert(s *syntax.Assert) {
	u := c.u
	if t, ok := s.Test.(*syntax.Tuple); ok && len(t.Elts) > 0 {
		c.warn(s.Span(), "assertion is always true, perhaps remove parentheses?")
	}
	end := newLabel()
	c.jumpIf(s.Test, end, true)
	e := u.temp()
	u.emit(OpLoadAssertionError, c.loc, e, 0, 0)
	if s.Msg != nil {
		u.emitArgs(OpCall, c.loc, e, e, []int32{c.expr(s.Msg)})
	}
	u.emit(OpRaise, c.loc, 0, e, -1)
	u.dead = true
	u.place(end)
}

// ifStmt compiles an elif chain in a loop: it is as deep as it is long.
func (c *compiler) ifStmt(s *syntax.If) {
	u := c.u
	end := newLabel()
	for {
		next := newLabel()
		c.jumpIf(s.Test, next, false)
		c.stmts(s.Body)
		if len(s.Orelse) == 0 {
			u.place(next)
			break
		}
		if !u.dead {
			u.jump(OpJump, nil, end, 0, 0, 0)
		}
		u.place(next)
		if len(s.Orelse) == 1 {
			if elif, ok := s.Orelse[0].(*syntax.If); ok {
				s = elif
				continue
			}
		}
		c.stmts(s.Orelse)
		break
	}
	u.place(end)
}

func (c *compiler) importStmt(s *syntax.Import) {
	u := c.u
	for _, a := range s.Names {
		m := u.mark()
		t := u.temp()
		u.emitName(OpImportName, s.Span(), t, 0, a.Name)
		dot := -1
		for i := 0; i < len(a.Name) && dot < 0; i++ {
			if a.Name[i] == '.' {
				dot = i
			}
		}
		switch {
		case a.AsName == "" && dot >= 0:
			c.storeName(a.Name[:dot], t, s.Span())
		case a.AsName == "":
			c.storeName(a.Name, t, s.Span())
		default:
			// import a.b.c as d walks down from a.
			rest := ""
			if dot >= 0 {
				rest = a.Name[dot+1:]
			}
			for rest != "" {
				part := rest
				rest = ""
				for i := 0; i < len(part); i++ {
					if part[i] == '.' {
						part, rest = part[:i], part[i+1:]
						break
					}
				}
				u.emitName(OpImportFrom, s.Span(), t, t, part)
			}
			c.storeName(a.AsName, t, s.Span())
		}
		u.release(m)
	}
}

func (c *compiler) importFrom(s *syntax.ImportFrom) {
	u := c.u
	if s.Module == "__future__" && s.Level == 0 && !c.futureSeen[s] {
		c.fail(s.Span(), "from __future__ imports must occur at the beginning of the file")
	}
	names := make([]object.Object, len(s.Names))
	for i, a := range s.Names {
		names[i] = object.Intern(a.Name)
	}
	t := u.temp()
	i := u.emitName(OpImportName, s.Span(), t, 0, s.Module)
	u.instr(i).D = int32(s.Level)
	u.instr(i).Aux = object.NewTuple(names...)
	if len(s.Names) == 1 && s.Names[0].Name == "*" {
		u.emit(OpImportStar, s.Span(), 0, t, 0)
		return
	}
	for _, a := range s.Names {
		as := a.AsName
		if as == "" {
			as = a.Name
		}
		if r, ok := c.storeTarget(&syntax.Name{Pos: *s.Span(), Id: as}); ok {
			u.emitName(OpImportFrom, s.Span(), r, t, a.Name)
			u.flowBind(r)
			continue
		}
		m := u.mark()
		v := u.temp()
		u.emitName(OpImportFrom, s.Span(), v, t, a.Name)
		c.storeName(as, v, s.Span())
		u.release(m)
	}
}
