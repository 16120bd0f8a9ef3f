package syntax

// The second pass over expressions. The methods named invalid… look for one kind of
// mistake each and raise when they find it; they return nothing, and the
// caller moves the position back. The methods named diagnose… do the work of a rule of
// the first pass, trying its alternatives one by one in CPython's order,
// because which mistake is found first depends on it.

func (p *parser) expressionDiagnosed() Expr {
	start := p.pos
	if !p.quiet {
		p.invalidExpression()
		p.pos = start
		p.invalidLegacyExpression()
		p.pos = start
	}
	return p.expressionPlain()
}

// quietly runs the rule without looking for mistakes below it.
func (p *parser) quietly(f func(*parser) Expr) Expr {
	saved := p.quiet
	p.quiet = true
	e := f(p)
	p.quiet = saved
	return e
}

// invalidExpression looks for two expressions side by side within brackets, and for a
// conditional expression without else.
func (p *parser) invalidExpression() {
	p.nest(nestedExpression)
	defer func() { p.depth -= nestedExpression }()
	start := p.pos
	if p.kind() == tokName && (p.ahead() == tokString || p.isSoftKeyword()) {
		p.pos = start
	} else if a := p.disjunction(); a != nil {
		b := p.quietly((*parser).expressionPlain)
		if b != nil && !isLegacyStmt(a) && p.toks[p.pos-1].level > 0 {
			p.raiseRange(a.Span(), b.Span(), "invalid syntax. Perhaps you forgot a comma?")
		}
	}
	p.pos = start
	a := p.disjunction()
	if a == nil || !p.accept(kwIf) {
		return
	}
	if b := p.disjunction(); b != nil && !p.at(kwElse) && !p.at(tokColon) {
		p.raiseRange(a.Span(), b.Span(), "expected 'else' after 'if' expression")
	}
}

// isSoftKeyword reports whether the next token counts as a soft keyword for
// CPython, which takes any abbreviation of one for it.
func (p *parser) isSoftKeyword() bool {
	s := p.text(&p.toks[p.pos])
	for _, word := range [...]string{"_", "case", "match"} {
		if len(s) <= len(word) && word[:len(s)] == s {
			return true
		}
	}
	return false
}

// isLegacyStmt reports whether e names a statement of Python 2 that is a
// function now.
func isLegacyStmt(e Expr) bool {
	n, ok := e.(*Name)
	return ok && (n.Id == "print" || n.Id == "exec")
}

func (p *parser) invalidLegacyExpression() {
	if !p.at(tokName) {
		return
	}
	a := p.nameExpr(Load)
	if p.at(tokLPar) {
		return
	}
	if b := p.starExpressions(); b != nil && isLegacyStmt(a) {
		p.raiseRange(&a.Pos, b.Span(), "Missing parentheses in call to '%s'. Did you mean %s(...)?", a.Id, a.Id)
	}
}

func (p *parser) invalidNamedExpression() {
	p.memoExpr(ruleNamedExpression, func(p *parser) Expr {
		p.invalidNamedExpressionOnce()
		return nil
	})
}

func (p *parser) invalidNamedExpressionOnce() {
	start := p.pos
	if a := p.expression(); a != nil && p.accept(tokColonEqual) && p.expression() != nil {
		p.raiseAt(a.Span(), "cannot use assignment expressions with %s", exprName(a))
	}
	p.pos = start
	if p.at(tokName) && p.ahead() == tokEqual {
		a := p.nameExpr(Load)
		p.pos++
		if b := p.bitwiseOr(); b != nil && !p.at(tokEqual) && !p.at(tokColonEqual) {
			p.raiseRange(&a.Pos, b.Span(), "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
		}
		p.pos = start
	}
	if p.atDisplay() {
		return
	}
	p.pos = start
	a := p.bitwiseOr()
	if a == nil || !p.accept(tokEqual) {
		return
	}
	if p.bitwiseOr() != nil && !p.at(tokEqual) && !p.at(tokColonEqual) {
		p.raiseAt(a.Span(), "cannot assign to %s here. Maybe you meant '==' instead of '='?", exprName(a))
	}
}

// atDisplay reports whether a list, tuple, generator expression or constant
// keyword comes next.
func (p *parser) atDisplay() bool {
	switch p.kind() {
	case kwTrue, kwNone, kwFalse:
		return true
	case tokLSqb:
		return p.diagnoseList() != nil
	case tokLPar:
		start := p.pos
		if p.diagnoseTuple() != nil {
			return true
		}
		p.pos = start
		return p.diagnoseGenexp() != nil
	}
	return false
}

// diagnoseParenthesized is `tuple | group | genexp`.
func (p *parser) diagnoseParenthesized() Expr {
	start := p.pos
	if e := p.diagnoseTuple(); e != nil {
		return e
	}
	p.pos = start
	if e := p.diagnoseGroup(); e != nil {
		return e
	}
	p.pos = start
	return p.diagnoseGenexp()
}

func (p *parser) diagnoseTuple() Expr {
	start := p.pos
	p.pos++
	t := &Tuple{}
	mark := p.pos
	if e := p.starNamedExpression(); e != nil && p.accept(tokComma) {
		t.Elts = append([]Expr{e}, p.starNamedExpressions()...)
	} else {
		p.pos = mark
	}
	if !p.accept(tokRPar) {
		return nil
	}
	t.Pos = p.since(start)
	return t
}

func (p *parser) diagnoseGroup() Expr {
	start := p.pos
	p.pos++
	var e Expr
	if p.at(kwYield) {
		e = p.yieldExpr()
	} else {
		e = p.namedExpression()
	}
	if e != nil && p.accept(tokRPar) {
		return e
	}
	if !p.quiet {
		p.pos = start + 1
		p.invalidGroup()
	}
	return nil
}

func (p *parser) invalidGroup() {
	start := p.pos
	if a := p.starredExpression(); a != nil && p.accept(tokRPar) {
		p.raiseAt(a.Span(), "cannot use starred expression here")
	}
	p.pos = start
	if p.accept(tokDoubleStar) && p.expression() != nil && p.accept(tokRPar) {
		p.raiseToken(&p.toks[start], "cannot use double starred expression here")
	}
}

// diagnoseGenexp is a generator expression with its parentheses.
func (p *parser) diagnoseGenexp() Expr {
	start := p.pos
	p.pos++
	if elt := p.walrusOrExpression(); elt != nil {
		if e := p.generator(start, elt); e != nil {
			return e
		}
	}
	p.pos = start
	p.invalidComprehension()
	return nil
}

// diagnoseListDisplay is `list | listcomp`.
func (p *parser) diagnoseListDisplay() Expr {
	start := p.pos
	if e := p.diagnoseList(); e != nil {
		return e
	}
	p.pos = start + 1
	if elt := p.namedExpression(); elt != nil {
		if gens := p.forIfClauses(); gens != nil && p.accept(tokRSqb) {
			return &ListComp{Pos: p.since(start), Elt: elt, Generators: gens}
		}
	}
	p.pos = start
	p.invalidComprehension()
	return nil
}

func (p *parser) diagnoseList() Expr {
	start := p.pos
	p.pos++
	elts := p.starNamedExpressions()
	if !p.accept(tokRSqb) {
		return nil
	}
	return &List{Pos: p.since(start), Elts: elts}
}

// diagnoseBraces is `dict | set | dictcomp | setcomp`.
func (p *parser) diagnoseBraces() Expr {
	start := p.pos
	if e := p.diagnoseDict(); e != nil {
		return e
	}
	p.pos = start + 1
	if elts := p.starNamedExpressions(); elts != nil && p.accept(tokRBrace) {
		return &Set{Pos: p.since(start), Elts: elts}
	}
	p.pos = start + 1
	if e := p.diagnoseDictComp(start); e != nil {
		return e
	}
	p.pos = start + 1
	if elt := p.namedExpression(); elt != nil {
		if gens := p.forIfClauses(); gens != nil && p.accept(tokRBrace) {
			return &SetComp{Pos: p.since(start), Elt: elt, Generators: gens}
		}
	}
	p.pos = start
	p.invalidComprehension()
	return nil
}

func (p *parser) diagnoseDict() Expr {
	start := p.pos
	p.pos++
	d := &Dict{}
	p.doubleStarredKVPairs(d)
	if p.accept(tokRBrace) {
		d.Pos = p.since(start)
		return d
	}
	p.pos = start + 1
	p.invalidDoubleStarredKVPairs()
	return nil
}

func (p *parser) diagnoseDictComp(start int) Expr {
	if key, value := p.kvPair(); value != nil {
		if gens := p.forIfClauses(); gens != nil && p.accept(tokRBrace) {
			return &DictComp{Pos: p.since(start), Key: key, Value: value, Generators: gens}
		}
	}
	p.pos = start + 1
	if !p.quiet && p.accept(tokDoubleStar) && p.bitwiseOr() != nil && p.forIfClauses() != nil && p.accept(tokRBrace) {
		p.raiseToken(&p.toks[start+1], "dict unpacking cannot be used in dict comprehension")
	}
	return nil
}

// invalidDoubleStarredKVPairs looks for a pair that lacks a part.
func (p *parser) invalidDoubleStarredKVPairs() {
	start := p.pos
	for {
		mark := p.pos
		if _, value := p.doubleStarredKVPair(); value == nil {
			p.pos = mark
			break
		}
		mark = p.pos
		if !p.accept(tokComma) {
			break
		}
		// The last comma belongs to the broken pair, if there is one.
		again := p.pos
		if _, value := p.doubleStarredKVPair(); value == nil {
			p.pos = again
			p.invalidKVPair()
			p.pos = mark
			break
		}
		p.pos = again
	}
	p.pos = start
	p.invalidValue()
}

func (p *parser) invalidKVPair() {
	start := p.pos
	if a := p.expression(); a != nil && !p.at(tokColon) {
		pos := a.Span()
		p.raise(p.newError(SyntaxError, "':' expected after dictionary key", pos.Line, pos.EndCol-1, pos.EndLine, -1))
	}
	p.pos = start
	p.invalidValue()
}

// invalidValue looks for a key with a starred value, or none.
func (p *parser) invalidValue() {
	if p.expression() == nil {
		return
	}
	colon := p.pos
	if !p.accept(tokColon) {
		return
	}
	star := &p.toks[p.pos]
	if p.accept(tokStar) {
		if p.bitwiseOr() != nil {
			p.raiseFrom(int(star.line), int(star.col), "cannot use a starred expression in a dictionary value")
		}
		return
	}
	if p.at(tokRBrace) || p.at(tokComma) {
		p.raiseToken(&p.toks[colon], "expression expected after dictionary key and ':'")
	}
}

// invalidComprehension looks at a display that is none for a comprehension with an
// element that cannot be one.
func (p *parser) invalidComprehension() {
	if p.quiet {
		return
	}
	open := p.kind()
	p.pos++
	start := p.pos
	if a := p.starredExpression(); a != nil && p.forIfClauses() != nil {
		p.raiseAt(a.Span(), "iterable unpacking cannot be used in comprehension")
	}
	if open == tokLPar {
		return
	}
	p.pos = start
	a := p.starNamedExpression()
	if a == nil || !p.accept(tokComma) {
		return
	}
	comma := p.pos - 1
	if elts := p.starNamedExpressions(); elts != nil && p.forIfClauses() != nil {
		p.raiseRange(a.Span(), elts[len(elts)-1].Span(), "did you forget parentheses around the comprehension target?")
	}
	p.pos = comma + 1
	if p.forIfClauses() != nil {
		pos := p.toks[comma].pos()
		p.raiseRange(a.Span(), &pos, "did you forget parentheses around the comprehension target?")
	}
}
