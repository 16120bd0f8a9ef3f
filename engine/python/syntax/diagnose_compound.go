package syntax

// The second pass over the headers of compound statements: a missing colon, and
// a missing block behind the line with the colon.

// missingColon raises if the line ends where the header does.
func (p *parser) missingColon() {
	if p.accept(tokNewline) {
		p.raiseLast("expected ':'")
	}
}

// missingBlock raises if the header, which starts with the token at start, ends
// with its line and no indented block follows.
func (p *parser) missingBlock(start int, what string) {
	if p.accept(tokColon) && p.accept(tokNewline) && !p.at(tokIndent) {
		p.raiseIndent("expected an indented block after %s on line %d", what, p.toks[start].line)
	}
}

// testHeader is `keyword named_expression` of if, elif and while.
func (p *parser) testHeader(what string) {
	start := p.pos
	p.pos++
	if p.namedExpression() == nil {
		return
	}
	p.missingColon()
	p.missingBlock(start, what)
}

func (p *parser) invalidIfStmt()    { p.testHeader("'if' statement") }
func (p *parser) invalidElifStmt()  { p.testHeader("'elif' statement") }
func (p *parser) invalidWhileStmt() { p.testHeader("'while' statement") }

func (p *parser) invalidElseStmt() {
	p.pos++
	p.missingBlock(p.pos-1, "'else' statement")
}

func (p *parser) invalidFinallyStmt() {
	p.pos++
	p.missingBlock(p.pos-1, "'finally' statement")
}

func (p *parser) invalidForStmt() {
	p.accept(kwAsync)
	start := p.pos
	p.pos++
	if p.starTargets() == nil || !p.accept(kwIn) || p.starExpressions() == nil {
		return
	}
	p.missingColon()
	p.missingBlock(start, "'for' statement")
}

func (p *parser) invalidDefRaw() {
	p.accept(kwAsync)
	start := p.pos
	p.pos++
	if _, ok := p.name(); !ok || !p.accept(tokLPar) {
		return
	}
	p.optionalParameters(defParams)
	if !p.accept(tokRPar) {
		return
	}
	mark := p.pos
	if p.accept(tokArrow) && p.expression() == nil {
		p.pos = mark
	}
	p.missingBlock(start, "function definition")
}

func (p *parser) invalidClassDefRaw() {
	start := p.pos
	p.pos++
	if _, ok := p.name(); !ok {
		return
	}
	mark := p.pos
	if p.at(tokLPar) && !p.diagnoseArgumentList() {
		p.pos = mark
	}
	p.missingColon()
	p.missingBlock(start, "class definition")
}

// invalidWithStmtIndent looks for a with statement without its block, and
// invalidWithStmt for one without its colon.
func (p *parser) invalidWithStmtIndent() {
	p.withHeaders(func(start int) { p.missingBlock(start, "'with' statement") })
}

func (p *parser) invalidWithStmt() {
	p.withHeaders(func(int) { p.missingColon() })
}

// withHeaders calls found behind each reading of the header.
func (p *parser) withHeaders(found func(start int)) {
	p.accept(kwAsync)
	start := p.pos
	p.pos++
	mark := p.pos
	if p.looseWithItems((*parser).expression) {
		found(start)
	}
	p.pos = mark
	if p.accept(tokLPar) && p.looseWithItems((*parser).expressions) {
		p.accept(tokComma)
		if p.accept(tokRPar) {
			found(start)
		}
	}
}

// looseWithItems is one or more `value ["as" target]`.
func (p *parser) looseWithItems(value func(*parser) Expr) bool {
	found := false
	for {
		mark := p.pos
		if found && !p.accept(tokComma) {
			return found
		}
		if value(p) == nil {
			p.pos = mark
			return found
		}
		found = true
		mark = p.pos
		if p.accept(kwAs) && p.target(Store) == nil {
			p.pos = mark
		}
	}
}

func (p *parser) invalidTryStmt() {
	start := p.pos
	p.pos++
	p.missingBlock(start, "'try' statement")
	p.pos = start + 1
	if !p.accept(tokColon) {
		return
	}
	mark := p.pos
	if p.block() != nil && !p.at(kwExcept) && !p.at(kwFinally) {
		p.raiseLast("expected 'except' or 'finally' block")
	}
	p.pos = mark
	for p.skipBlock() {
	}
	mark = p.pos
	if p.exceptBlocks(false) != nil {
		p.mixedExcept(true)
	}
	p.pos = mark
	if p.exceptBlocks(true) != nil {
		p.mixedExcept(false)
	}
}

// skipBlock consumes a block if there is one.
func (p *parser) skipBlock() bool {
	mark := p.pos
	if p.block() == nil {
		p.pos = mark
		return false
	}
	return true
}

// mixedExcept raises if an except* clause comes next, or without star an
// except clause.
func (p *parser) mixedExcept(star bool) {
	start := p.pos
	if !p.accept(kwExcept) {
		return
	}
	end := start
	if star {
		if end = p.pos; !p.accept(tokStar) {
			return
		}
	}
	if star || !p.at(tokColon) {
		if p.expression() == nil {
			return
		}
		p.optionalAs()
	}
	if p.accept(tokColon) {
		a, b := p.toks[start].pos(), p.toks[end].pos()
		p.raiseRange(&a, &b, "cannot have both 'except' and 'except*' on the same 'try'")
	}
}

func (p *parser) invalidExceptStmt() {
	start := p.pos
	p.pos++
	p.accept(tokStar)
	mark := p.pos
	if a := p.expression(); a != nil {
		if p.accept(tokComma) && p.expressions() != nil {
			p.optionalAs()
			if p.accept(tokColon) {
				p.raiseFrom(a.Span().Line, a.Span().Col, "multiple exception types must be parenthesized")
			}
		}
		p.pos = mark
		p.expression()
		p.optionalAs()
		p.missingColon()
	}
	p.pos = start + 1
	p.missingColon()
	if p.accept(tokStar) && (p.accept(tokNewline) || p.accept(tokColon)) {
		p.raiseLast("expected one or more exception types")
	}
}

// optionalAs is `["as" NAME]`.
func (p *parser) optionalAs() {
	mark := p.pos
	if p.accept(kwAs) && !p.accept(tokName) {
		p.pos = mark
	}
}

func (p *parser) invalidExceptStmtIndent(star bool) {
	start := p.pos
	p.pos++
	what := "'except' statement"
	if star {
		what = "'except*' statement"
		if !p.accept(tokStar) {
			return
		}
	}
	if p.expression() != nil {
		p.optionalAs()
		p.missingBlock(start, what)
	}
	if !star {
		p.pos = start + 1
		p.missingBlock(start, what)
	}
}

func (p *parser) invalidMatchStmt() {
	start := p.pos
	p.pos++
	if p.subjectExpr() == nil {
		return
	}
	p.missingColon()
	p.missingBlock(start, "'match' statement")
}

func (p *parser) invalidCaseBlock() {
	start := p.pos
	p.pos++
	if p.patterns() == nil {
		return
	}
	p.guard()
	p.missingColon()
	p.missingBlock(start, "'case' statement")
}

// invalidAsPattern looks behind a pattern; the position is at as.
func (p *parser) invalidAsPattern() {
	p.pos++
	if p.atWord("_") {
		p.raiseToken(&p.toks[p.pos], "cannot use '_' as a target")
	}
	if p.at(tokName) {
		return
	}
	if a := p.expression(); a != nil {
		p.raiseAt(a.Span(), "invalid pattern target")
	}
}

// invalidClassPattern looks for positional patterns behind keyword patterns; the
// position is behind the opening parenthesis.
func (p *parser) invalidClassPattern() {
	p.patternList((*parser).pattern)
	mark := p.pos
	if p.pos > 0 && p.toks[p.pos-1].kind != tokLPar && !p.accept(tokComma) {
		return
	}
	if p.patternList((*parser).keywordPattern) == nil || !p.accept(tokComma) {
		p.pos = mark
		return
	}
	if list := p.patternList((*parser).pattern); list != nil {
		p.raiseRange(list[0].Span(), list[len(list)-1].Span(), "positional patterns follow keyword patterns")
	}
}

func (p *parser) patternList(element func(*parser) Pattern) []Pattern {
	var list []Pattern
	for {
		mark := p.pos
		if list != nil && !p.accept(tokComma) {
			return list
		}
		e := element(p)
		if e == nil {
			p.pos = mark
			return list
		}
		list = append(list, e)
	}
}

func (p *parser) keywordPattern() Pattern {
	if !p.at(tokName) || p.ahead() != tokEqual {
		return nil
	}
	p.pos += 2
	return p.pattern()
}
