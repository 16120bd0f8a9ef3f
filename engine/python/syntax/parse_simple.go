package syntax

// Simple statements, those that fit on a line.

// simpleStmts is a line of simple statements; it appends them to list.
func (p *parser) simpleStmts(list []Stmt) ([]Stmt, bool) {
	for {
		s := p.simpleStmt()
		if s == nil {
			return list, false
		}
		list = append(list, s)
		if p.accept(tokNewline) {
			return list, true
		}
		if !p.accept(tokSemi) {
			return list, false
		}
		if p.accept(tokNewline) {
			return list, true
		}
	}
}

func (p *parser) simpleStmt() Stmt {
	if p.diag {
		return p.memoStmt(ruleSimpleStmt, (*parser).diagnoseSimpleStmt)
	}
	k := p.kind()
	if k < kwFalse {
		return p.expressionStmt()
	}
	if s, ok := p.keywordStmt(k); ok {
		return s
	}
	return p.expressionStmt()
}

// keywordStmt parses a simple statement that starts with the keyword k; ok is false if
// there is none.
func (p *parser) keywordStmt(k kind) (s Stmt, ok bool) {
	switch k {
	case kwReturn:
		return p.returnStmt(), true
	case kwImport:
		return p.importName(), true
	case kwFrom:
		return p.importFrom(), true
	case kwRaise:
		return p.raiseStmt(), true
	case kwPass:
		return &Pass{p.keywordPos()}, true
	case kwDel:
		return p.delStmt(), true
	case kwYield:
		return p.yieldStmt(), true
	case kwAssert:
		return p.assertStmt(), true
	case kwBreak:
		return &Break{p.keywordPos()}, true
	case kwContinue:
		return &Continue{p.keywordPos()}, true
	case kwGlobal, kwNonlocal:
		return p.scopeStmt(k), true
	}
	return nil, false
}

// keywordPos consumes a keyword and returns its range.
func (p *parser) keywordPos() Pos {
	p.pos++
	return p.toks[p.pos-1].pos()
}

// expressionStmt is a statement that starts with an expression: a call, an
// assignment of any kind.
func (p *parser) expressionStmt() Stmt {
	start := p.pos
	e := p.starExpressions()
	if e == nil {
		return nil
	}
	k := p.kind()
	switch {
	case k == tokNewline || k == tokSemi:
		return &ExprStmt{Pos: p.since(start), Value: e}
	case k == tokEqual:
		return p.assign(start, e)
	case k == tokColon:
		return p.annAssign(start, e)
	case tokPlusEqual <= k && k <= tokDoubleSlashEqual || k == tokAtEqual:
		return p.augAssign(start, e)
	}
	return &ExprStmt{Pos: p.since(start), Value: e}
}

// assign is the rest of an assignment behind its first target.
func (p *parser) assign(start int, e Expr) Stmt {
	a := &Assign{}
	for p.at(tokEqual) {
		if !store(e) {
			return nil
		}
		a.Targets = append(a.Targets, e)
		p.pos++
		if e = p.yieldOrStarExpressions(); e == nil {
			return nil
		}
	}
	a.Value = e
	a.Pos = p.since(start)
	return a
}

// annAssign is the rest of an annotated assignment behind its target.
func (p *parser) annAssign(start int, target Expr) Stmt {
	switch target.(type) {
	case *Name, *Attribute, *Subscript:
	default:
		return nil
	}
	store(target)
	a := &AnnAssign{Target: target, Simple: p.pos == start+1}
	p.pos++
	if a.Annotation = p.expression(); a.Annotation == nil {
		return nil
	}
	if p.accept(tokEqual) {
		if a.Value = p.yieldOrStarExpressions(); a.Value == nil {
			return nil
		}
	}
	a.Pos = p.since(start)
	return a
}

// augAssign is the rest of an augmented assignment behind its target.
func (p *parser) augAssign(start int, target Expr) Stmt {
	switch target.(type) {
	case *Name, *Attribute, *Subscript:
	default:
		return nil
	}
	store(target)
	op := Operator(p.kind() - tokPlusEqual)
	p.pos++
	value := p.yieldOrStarExpressions()
	if value == nil {
		return nil
	}
	return &AugAssign{Pos: p.since(start), Target: target, Op: op, Value: value}
}

func (p *parser) returnStmt() Stmt {
	start := p.pos
	p.pos++
	mark := p.pos
	e := p.starExpressions()
	if e == nil {
		p.pos = mark
	}
	return &Return{Pos: p.since(start), Value: e}
}

func (p *parser) yieldStmt() Stmt {
	start := p.pos
	e := p.yieldExpr()
	if p.at(tokEqual) {
		return nil // so that the tokens seen are those of CPython's parser
	}
	return &ExprStmt{Pos: p.since(start), Value: e}
}

func (p *parser) raiseStmt() Stmt {
	start := p.pos
	p.pos++
	r := &Raise{}
	mark := p.pos
	if r.Exc = p.expression(); r.Exc == nil {
		p.pos = mark
		return &Raise{Pos: p.since(start)}
	}
	mark = p.pos
	if p.accept(kwFrom) {
		if r.Cause = p.expression(); r.Cause == nil {
			p.pos = mark
		}
	}
	r.Pos = p.since(start)
	return r
}

func (p *parser) assertStmt() Stmt {
	start := p.pos
	p.pos++
	a := &Assert{}
	if a.Test = p.expression(); a.Test == nil {
		return nil
	}
	mark := p.pos
	if p.accept(tokComma) {
		if a.Msg = p.expression(); a.Msg == nil {
			p.pos = mark
		}
	}
	a.Pos = p.since(start)
	return a
}

func (p *parser) delStmt() Stmt {
	start := p.pos
	p.pos++
	if first := p.target(Del); first != nil {
		d := &Delete{Targets: p.moreTargets(Del, first)}
		if k := p.kind(); k == tokSemi || k == tokNewline {
			d.Pos = p.since(start)
			return d
		}
	}
	if p.diag && !p.quiet {
		p.pos = start + 1
		if e := p.starExpressions(); e != nil {
			p.raiseInvalidTarget(e, deleteTarget)
		}
	}
	return nil
}

// scopeStmt is a global or nonlocal statement.
func (p *parser) scopeStmt(k kind) Stmt {
	start := p.pos
	p.pos++
	name, ok := p.name()
	if !ok {
		return nil
	}
	names := []string{name}
	for p.at(tokComma) {
		mark := p.pos
		p.pos++
		if name, ok = p.name(); !ok {
			p.pos = mark
			break
		}
		names = append(names, name)
	}
	if k == kwGlobal {
		return &Global{Pos: p.since(start), Names: names}
	}
	return &Nonlocal{Pos: p.since(start), Names: names}
}
