package syntax

// The second pass over statements; see diagnose_expr.go for the conventions.

// diagnoseSimpleStmt tries the alternatives of a simple statement one by one.
func (p *parser) diagnoseSimpleStmt() Stmt {
	start := p.pos
	if s := p.diagnoseAssignment(); s != nil {
		return s
	}
	p.pos = start
	if e := p.starExpressions(); e != nil {
		return &ExprStmt{Pos: p.since(start), Value: e}
	}
	p.pos = start
	s, _ := p.keywordStmt(p.kind())
	return s
}

func (p *parser) diagnoseAssignment() Stmt {
	start := p.pos
	if s := p.diagnoseAnnAssign(); s != nil {
		return s
	}
	p.pos = start
	if s := p.diagnoseAssign(); s != nil {
		return s
	}
	p.pos = start
	if t := p.singleTarget(); t != nil {
		if k := p.kind(); tokPlusEqual <= k && k <= tokDoubleSlashEqual {
			// From here on it can be nothing else.
			return p.augAssign(start, t)
		}
	}
	if !p.quiet {
		p.pos = start
		p.invalidAssignment()
	}
	return nil
}

func (p *parser) diagnoseAnnAssign() Stmt {
	start := p.pos
	var target Expr
	if p.at(tokName) && p.ahead() == tokColon {
		target = p.nameExpr(Store)
	} else if p.accept(tokLPar) {
		if target = p.singleTarget(); target != nil && !p.accept(tokRPar) {
			target = nil
		}
	}
	if target == nil || !p.at(tokColon) {
		p.pos = start
		if target = p.singleSubscriptAttributeTarget(); target == nil || !p.at(tokColon) {
			return nil
		}
	}
	p.pos++
	a := &AnnAssign{Target: target}
	if a.Annotation = p.expression(); a.Annotation == nil {
		return nil
	}
	mark := p.pos
	if p.accept(tokEqual) {
		if a.Value = p.yieldOrStarExpressions(); a.Value == nil {
			p.pos = mark
		}
	}
	a.Pos = p.since(start)
	return a
}

func (p *parser) diagnoseAssign() Stmt {
	start := p.pos
	a := &Assign{Targets: p.targetsAndEquals()}
	if a.Targets == nil {
		return nil
	}
	if a.Value = p.yieldOrStarExpressions(); a.Value == nil || p.at(tokEqual) {
		return nil
	}
	a.Pos = p.since(start)
	return a
}

// targetsAndEquals is `(star_targets "=")*`.
func (p *parser) targetsAndEquals() []Expr {
	var list []Expr
	for {
		mark := p.pos
		t := p.starTargets()
		if t == nil || !p.accept(tokEqual) {
			p.pos = mark
			return list
		}
		list = append(list, t)
	}
}

func (p *parser) invalidAssignment() {
	start := p.pos
	if a := p.invalidAnnAssignTarget(); a != nil && p.accept(tokColon) && p.expression() != nil {
		p.raiseAt(a.Span(), "only single target (not %s) can be annotated", exprName(a))
	}
	p.pos = start
	if a := p.starNamedExpression(); a != nil && p.accept(tokComma) {
		for {
			mark := p.pos
			if p.starNamedExpressions() == nil {
				p.pos = mark
				break
			}
		}
		if p.accept(tokColon) && p.expression() != nil {
			p.raiseAt(a.Span(), "only single target (not tuple) can be annotated")
		}
	}
	p.pos = start
	if a := p.expression(); a != nil && p.accept(tokColon) && p.expression() != nil {
		p.raiseAt(a.Span(), "illegal target for annotation")
	}
	p.pos = start
	p.targetsAndEquals()
	mark := p.pos
	if a := p.starExpressions(); a != nil && p.accept(tokEqual) {
		p.raiseInvalidTarget(a, assignTarget)
	}
	p.pos = mark
	if p.at(kwYield) {
		if a := p.yieldExpr(); p.accept(tokEqual) {
			p.raiseAt(a.Span(), "assignment to yield expression not possible")
		}
	}
	p.pos = start
	a := p.starExpressions()
	if a == nil {
		return
	}
	if k := p.kind(); tokPlusEqual <= k && k <= tokDoubleSlashEqual {
		p.pos++
		if p.yieldOrStarExpressions() != nil {
			p.raiseAt(a.Span(), "'%s' is an illegal expression for augmented assignment", exprName(a))
		}
	}
}

// invalidAnnAssignTarget is a list or tuple, perhaps in parentheses.
func (p *parser) invalidAnnAssignTarget() Expr {
	switch p.kind() {
	case tokLSqb:
		return p.diagnoseList()
	case tokLPar:
		start := p.pos
		if e := p.diagnoseTuple(); e != nil {
			return e
		}
		p.pos = start + 1
		p.enter()
		defer p.leave()
		if e := p.invalidAnnAssignTarget(); e != nil && p.accept(tokRPar) {
			return e
		}
	}
	return nil
}

// targetUse says what an invalid target was to be used for.
type targetUse uint8

const (
	assignTarget targetUse = iota
	deleteTarget
	forTarget
)

// raiseInvalidTarget reports the part of e that cannot be a target, if there
// is one.
func (p *parser) raiseInvalidTarget(e Expr, use targetUse) {
	bad := invalidTarget(e, use)
	if bad == nil {
		return
	}
	if use == deleteTarget {
		p.raiseAt(bad.Span(), "cannot delete %s", exprName(bad))
	}
	p.raiseAt(bad.Span(), "cannot assign to %s", exprName(bad))
}

func invalidTarget(e Expr, use targetUse) Expr {
	switch e := e.(type) {
	case *List:
		return invalidTargetIn(e.Elts, use)
	case *Tuple:
		return invalidTargetIn(e.Elts, use)
	case *Starred:
		if use == deleteTarget {
			return e
		}
		return invalidTarget(e.Value, use)
	case *Compare:
		// `a in b` between for and a missing in.
		if use == forTarget {
			if e.Ops[0] == In {
				return invalidTarget(e.Left, use)
			}
			return nil
		}
		return e
	case *Name, *Subscript, *Attribute:
		return nil
	}
	return e
}

func invalidTargetIn(list []Expr, use targetUse) Expr {
	for _, e := range list {
		if bad := invalidTarget(e, use); bad != nil {
			return bad
		}
	}
	return nil
}

// exprName returns what CPython's messages call an expression of this kind.
func exprName(e Expr) string {
	switch e := e.(type) {
	case *Attribute:
		return "attribute"
	case *Subscript:
		return "subscript"
	case *Starred:
		return "starred"
	case *Name:
		return "name"
	case *List:
		return "list"
	case *Tuple:
		return "tuple"
	case *Lambda:
		return "lambda"
	case *Call:
		return "function call"
	case *BoolOp, *BinOp, *UnaryOp:
		return "expression"
	case *GeneratorExp:
		return "generator expression"
	case *Yield, *YieldFrom:
		return "yield expression"
	case *Await:
		return "await expression"
	case *ListComp:
		return "list comprehension"
	case *SetComp:
		return "set comprehension"
	case *DictComp:
		return "dict comprehension"
	case *Dict:
		return "dict literal"
	case *Set:
		return "set display"
	case *JoinedStr, *FormattedValue:
		return "f-string expression"
	case *Compare:
		return "comparison"
	case *IfExp:
		return "conditional expression"
	case *NamedExpr:
		return "named expression"
	case *Constant:
		return constantName(e)
	}
	return "expression"
}

func constantName(c *Constant) string {
	switch v := c.Value.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case Ellipsis:
		return "ellipsis"
	}
	return "literal"
}

// invalidForTarget looks behind for; the position is at for or async.
func (p *parser) invalidForTarget() {
	p.accept(kwAsync)
	if !p.accept(kwFor) {
		return
	}
	if a := p.starExpressions(); a != nil {
		p.raiseInvalidTarget(a, forTarget)
	}
}

func (p *parser) invalidWithItem() {
	if !p.accept(kwAs) {
		return
	}
	if a := p.expression(); a != nil {
		if k := p.kind(); k == tokComma || k == tokRPar || k == tokColon {
			p.raiseInvalidTarget(a, assignTarget)
		}
	}
}
