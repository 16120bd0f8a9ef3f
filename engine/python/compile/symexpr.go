package compile

import "github.com/asyncshelf/asyncshelf/engine/python/syntax"

// The symbol table's first pass over expressions and patterns.

func (st *symtable) exprs(list []syntax.Expr) {
	for _, e := range list {
		st.exprOpt(e)
	}
}

func (st *symtable) exprOpt(e syntax.Expr) {
	if e != nil {
		st.expr(e)
	}
}

func (st *symtable) keywords(list []*syntax.Keyword) {
	for _, k := range list {
		st.expr(k.Value)
	}
}

func (st *symtable) expr(e syntax.Expr) {
	st.deeper()
	defer func() { st.depth-- }()
	switch e := e.(type) {
	case *syntax.NamedExpr:
		st.namedExpr(e)
	case *syntax.BoolOp:
		st.exprs(e.Values)
	case *syntax.BinOp:
		// a + b + c … leans to the left as deep as it is long.
		var spine []*syntax.BinOp
		var left syntax.Expr = e
		for {
			b, ok := left.(*syntax.BinOp)
			if !ok {
				break
			}
			spine = append(spine, b)
			left = b.Left
		}
		if len(spine) > maxSpine {
			panic(tooDeep)
		}
		st.expr(left)
		for i := len(spine) - 1; i >= 0; i-- {
			st.expr(spine[i].Right)
		}
	case *syntax.UnaryOp:
		st.expr(e.Operand)
	case *syntax.Lambda:
		st.exprs(e.Args.Defaults)
		st.exprs(e.Args.KwDefaults)
		s := st.enter(functionScope, e)
		s.lambda = true
		st.arguments(e.Args)
		st.expr(e.Body)
		st.leave()
	case *syntax.IfExp:
		st.expr(e.Test)
		st.expr(e.Body)
		st.expr(e.Orelse)
	case *syntax.Dict:
		st.exprs(e.Keys)
		st.exprs(e.Values)
	case *syntax.Set:
		st.exprs(e.Elts)
	case *syntax.ListComp:
		st.comprehension(e, listComp, e.Generators, e.Elt, nil)
	case *syntax.SetComp:
		st.comprehension(e, setComp, e.Generators, e.Elt, nil)
	case *syntax.DictComp:
		st.comprehension(e, dictComp, e.Generators, e.Key, e.Value)
	case *syntax.GeneratorExp:
		st.comprehension(e, genExp, e.Generators, e.Elt, nil)
	case *syntax.Yield:
		st.notInAnnotation("yield expression", e.Span())
		st.exprOpt(e.Value)
		st.cur.hasYield = true
		st.notInComprehension(e.Span())
	case *syntax.YieldFrom:
		st.notInAnnotation("yield expression", e.Span())
		st.expr(e.Value)
		st.cur.hasYield = true
		st.notInComprehension(e.Span())
	case *syntax.Await:
		st.notInAnnotation("await expression", e.Span())
		st.expr(e.Value)
		st.cur.hasAwait = true
	case *syntax.Compare:
		st.expr(e.Left)
		st.exprs(e.Comparators)
	case *syntax.Call:
		st.expr(e.Func)
		st.exprs(e.Args)
		st.keywords(e.Keywords)
	case *syntax.FormattedValue:
		st.expr(e.Value)
		st.exprOpt(e.FormatSpec)
	case *syntax.JoinedStr:
		st.exprs(e.Values)
	case *syntax.Attribute:
		st.expr(e.Value)
	case *syntax.Subscript:
		st.expr(e.Value)
		st.expr(e.Slice)
	case *syntax.Starred:
		st.expr(e.Value)
	case *syntax.Slice:
		st.exprOpt(e.Lower)
		st.exprOpt(e.Upper)
		st.exprOpt(e.Step)
	case *syntax.Name:
		st.name(e)
	case *syntax.List:
		st.exprs(e.Elts)
	case *syntax.Tuple:
		st.exprs(e.Elts)
	}
}

func (st *symtable) name(e *syntax.Name) {
	switch e.Ctx {
	case syntax.Load:
		st.def(e.Id, defUse, e.Span())
		// Zero-argument super() needs the class cell.
		if e.Id == "super" && st.cur.isFunction() {
			st.def("__class__", defUse, e.Span())
		}
	case syntax.Del:
		st.def(e.Id, defLocal, e.Span())
		st.unbind(e.Id)
	default:
		st.def(e.Id, defLocal, e.Span())
	}
}

func (st *symtable) notInAnnotation(what string, pos *syntax.Pos) {
	if st.cur.kind == annotationScope {
		st.fail(pos, "%s cannot be used within an annotation", what)
	}
}

func (st *symtable) notInComprehension(pos *syntax.Pos) {
	if st.cur.comp != noComp {
		st.fail(pos, "'yield' inside %s", compNames[st.cur.comp])
	}
}

// comprehension enters its scope; the first iterable belongs to the scope around it.
func (st *symtable) comprehension(node syntax.Node, kind compKind, gens []*syntax.Comprehension, elt, val syntax.Expr) {
	first := gens[0]
	st.cur.compIterExpr++
	st.expr(first.Iter)
	st.cur.compIterExpr--
	s := st.enter(functionScope, node)
	s.comp = kind
	if first.IsAsync {
		s.hasAwait = true
	}
	st.def(".0", defParam, node.Span())
	st.compTarget(first.Target)
	st.exprs(first.Ifs)
	for _, g := range gens[1:] {
		st.compTarget(g.Target)
		s.compIterExpr++
		st.expr(g.Iter)
		s.compIterExpr--
		st.exprs(g.Ifs)
		if g.IsAsync {
			s.hasAwait = true
		}
	}
	if val != nil {
		st.expr(val)
	}
	st.expr(elt)
	st.leave()
	if s.hasAwait && kind != genExp {
		st.cur.hasAwait = true
	}
}

func (st *symtable) compTarget(e syntax.Expr) {
	st.cur.compIterTarget = true
	st.expr(e)
	st.cur.compIterTarget = false
}

func (st *symtable) namedExpr(e *syntax.NamedExpr) {
	st.notInAnnotation("named expression", e.Span())
	target := e.Target.(*syntax.Name)
	if st.cur.compIterExpr > 0 {
		st.fail(e.Span(), "assignment expression cannot be used in a comprehension iterable expression")
	}
	if st.cur.comp != noComp {
		st.extendNamedExpr(target)
	}
	st.expr(e.Value)
	st.expr(target)
	m := mangle(st.private, target.Id)
	if st.cur.walrus == nil {
		st.cur.walrus = map[string]bool{}
	}
	st.cur.walrus[m] = true
}

// extendNamedExpr binds a walrus target of a comprehension in the scope that contains it.
func (st *symtable) extendNamedExpr(target *syntax.Name) {
	name := mangle(st.private, target.Id)
	for s := st.cur; s != nil; s = s.parent {
		switch {
		case s.comp != noComp:
			if y := s.syms[name]; y != nil && y.flags&defCompIter != 0 {
				st.fail(target.Span(), "assignment expression cannot rebind comprehension iteration variable '%s'", target.Id)
			}
		case s.kind == functionScope:
			f := defNonlocal
			if y := s.syms[name]; y != nil && y.flags&defGlobal != 0 {
				f = defGlobal
			}
			st.def(target.Id, f, target.Span())
			st.cur.directives = append(st.cur.directives, directive{name, *target.Span()})
			st.defIn(s, target.Id, defLocal, target.Span())
			return
		case s.kind == moduleScope:
			st.def(target.Id, defGlobal, target.Span())
			st.cur.directives = append(st.cur.directives, directive{name, *target.Span()})
			st.defIn(s, target.Id, defGlobal, target.Span())
			return
		case s.kind == classScope:
			st.fail(target.Span(), "assignment expression within a comprehension cannot be used in a class body")
		}
	}
}

func (st *symtable) pattern(p syntax.Pattern) {
	st.deeper()
	defer func() { st.depth-- }()
	switch p := p.(type) {
	case *syntax.MatchValue:
		st.expr(p.Value)
	case *syntax.MatchSequence:
		st.patterns(p.Patterns)
	case *syntax.MatchStar:
		if p.Name != "" {
			st.def(p.Name, defLocal, p.Span())
		}
	case *syntax.MatchMapping:
		st.exprs(p.Keys)
		st.patterns(p.Patterns)
		if p.Rest != "" {
			st.def(p.Rest, defLocal, p.Span())
		}
	case *syntax.MatchClass:
		st.expr(p.Cls)
		st.patterns(p.Patterns)
		st.patterns(p.KwdPatterns)
	case *syntax.MatchAs:
		if p.Pattern != nil {
			st.pattern(p.Pattern)
		}
		if p.Name != "" {
			st.def(p.Name, defLocal, p.Span())
		}
	case *syntax.MatchOr:
		st.patterns(p.Patterns)
	}
}

func (st *symtable) patterns(list []syntax.Pattern) {
	for _, p := range list {
		st.pattern(p)
	}
}
