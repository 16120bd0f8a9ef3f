package syntax

// matchStmt is a match statement, if it is one: match is an ordinary name
// everywhere else.
func (p *parser) matchStmt() Stmt {
	start := p.pos
	p.pos++
	if m := p.matchStmtPlain(start); m != nil {
		return m
	}
	if p.diag && !p.quiet {
		p.pos = start
		p.invalidMatchStmt()
	}
	return nil
}

func (p *parser) matchStmtPlain(start int) Stmt {
	m := &Match{Subject: p.subjectExpr()}
	if m.Subject == nil || !p.accept(tokColon) || !p.accept(tokNewline) || !p.accept(tokIndent) {
		return nil
	}
	for p.atWord("case") {
		mark := p.pos
		c := p.caseBlock()
		if c == nil {
			p.pos = mark
			break
		}
		m.Cases = append(m.Cases, c)
	}
	if m.Cases == nil || !p.accept(tokDedent) {
		return nil
	}
	m.Pos = p.sinceBlock(start)
	return m
}

func (p *parser) subjectExpr() Expr {
	start := p.pos
	e := p.starNamedExpression()
	if e == nil {
		return nil
	}
	if p.accept(tokComma) {
		elts := append([]Expr{e}, p.starNamedExpressions()...)
		return &Tuple{Pos: p.since(start), Elts: elts}
	}
	if _, isStarred := e.(*Starred); isStarred {
		return nil
	}
	return e
}

func (p *parser) caseBlock() *MatchCase {
	start := p.pos
	if p.diag && !p.quiet {
		p.invalidCaseBlock()
		p.pos = start
	}
	p.pos++
	c := &MatchCase{Pattern: p.patterns()}
	if c.Pattern == nil {
		return nil
	}
	c.Guard = p.guard()
	if c.Body = p.suite(); c.Body == nil {
		return nil
	}
	c.Pos = p.sinceBlock(start)
	return c
}

// guard is an optional `"if" named_expression`.
func (p *parser) guard() Expr {
	mark := p.pos
	if !p.accept(kwIf) {
		return nil
	}
	e := p.namedExpression()
	if e == nil {
		p.pos = mark
	}
	return e
}

// patterns is what stands behind case: a pattern or a sequence without
// brackets.
func (p *parser) patterns() Pattern {
	start := p.pos
	first := p.maybeStarPattern()
	if first == nil {
		return nil
	}
	if p.accept(tokComma) {
		list := append([]Pattern{first}, p.sequenceTail()...)
		return &MatchSequence{Pos: p.since(start), Patterns: list}
	}
	if _, isStar := first.(*MatchStar); isStar {
		return nil
	}
	return first
}

// sequenceTail is any number of patterns separated by commas, perhaps with
// one behind the last.
func (p *parser) sequenceTail() []Pattern {
	var list []Pattern
	for {
		mark := p.pos
		next := p.maybeStarPattern()
		if next == nil {
			p.pos = mark
			return list
		}
		list = append(list, next)
		if !p.accept(tokComma) {
			return list
		}
	}
}

func (p *parser) maybeStarPattern() Pattern {
	if !p.at(tokStar) {
		return p.pattern()
	}
	start := p.pos
	p.pos++
	if p.atWord("_") {
		p.pos++
		return &MatchStar{Pos: p.since(start)}
	}
	name, ok := p.captureTarget()
	if !ok {
		return nil
	}
	return &MatchStar{Pos: p.since(start), Name: name}
}

// captureTarget is a name that is not "_" and not the start of something longer.
func (p *parser) captureTarget() (string, bool) {
	if !p.at(tokName) || p.atWord("_") {
		return "", false
	}
	switch p.ahead() {
	case tokDot, tokLPar, tokEqual:
		return "", false
	}
	return p.name()
}

// pattern is an or-pattern, perhaps with a name for what it matches.
func (p *parser) pattern() Pattern {
	start := p.pos
	first := p.orPattern()
	if first == nil || !p.at(kwAs) {
		return first
	}
	mark := p.pos
	p.pos++
	if name, ok := p.captureTarget(); ok {
		return &MatchAs{Pos: p.since(start), Pattern: first, Name: name}
	}
	if p.diag && !p.quiet {
		p.pos = mark
		p.invalidAsPattern()
	}
	p.pos = mark
	return first
}

func (p *parser) orPattern() Pattern {
	start := p.pos
	first := p.closedPattern()
	if first == nil || !p.at(tokVBar) {
		return first
	}
	list := []Pattern{first}
	for p.at(tokVBar) {
		mark := p.pos
		p.pos++
		next := p.closedPattern()
		if next == nil {
			p.pos = mark
			break
		}
		list = append(list, next)
	}
	if len(list) == 1 {
		return first
	}
	return &MatchOr{Pos: p.since(start), Patterns: list}
}

func (p *parser) closedPattern() Pattern {
	p.enter()
	defer p.leave()
	start := p.pos
	switch p.kind() {
	case tokNumber, tokMinus:
		return p.numberPattern()
	case tokString:
		e := p.strings()
		return &MatchValue{Pos: p.since(start), Value: e}
	case kwNone, kwTrue, kwFalse:
		c := p.keywordAtom().(*Constant)
		return &MatchSingleton{Pos: c.Pos, Value: c.Value}
	case tokName:
		return p.namePattern()
	case tokLPar:
		return p.groupOrSequencePattern()
	case tokLSqb:
		p.pos++
		list := p.sequenceTail()
		if !p.accept(tokRSqb) {
			return nil
		}
		return &MatchSequence{Pos: p.since(start), Patterns: list}
	case tokLBrace:
		return p.mappingPattern()
	}
	return nil
}

func (p *parser) numberPattern() Pattern {
	start := p.pos
	e := p.literalNumber()
	if e == nil {
		return nil
	}
	return &MatchValue{Pos: p.since(start), Value: e}
}

// literalNumber is a number with an optional sign, or a complex number as the
// sum or difference of two.
func (p *parser) literalNumber() Expr {
	start := p.pos
	e := p.signedNumber()
	if e == nil {
		return nil
	}
	op := Add
	switch p.kind() {
	case tokPlus:
	case tokMinus:
		op = Sub
	default:
		return e
	}
	p.requireNumber(e, false)
	p.pos++
	if !p.at(tokNumber) {
		return nil
	}
	imag := p.number()
	p.requireNumber(imag, true)
	return &BinOp{Pos: p.since(start), Left: e, Op: op, Right: imag}
}

func (p *parser) signedNumber() Expr {
	start := p.pos
	minus := p.accept(tokMinus)
	if !p.at(tokNumber) {
		return nil
	}
	e := p.number()
	if minus {
		e = &UnaryOp{Pos: p.since(start), Op: USub, Operand: e}
	}
	return e
}

// requireNumber raises unless e is real or imaginary as wanted.
func (p *parser) requireNumber(e Expr, imaginary bool) {
	if u, ok := e.(*UnaryOp); ok {
		e = u.Operand
	}
	_, isComplex := e.(*Constant).Value.(complex128)
	if isComplex == imaginary {
		return
	}
	if imaginary {
		p.raiseAt(e.Span(), "imaginary number required in complex literal")
	}
	p.raiseAt(e.Span(), "real number required in complex literal")
}

// namePattern is a capture, the wildcard, a dotted name or a class pattern.
func (p *parser) namePattern() Pattern {
	start := p.pos
	if name, ok := p.captureTarget(); ok {
		return &MatchAs{Pos: p.since(start), Name: name}
	}
	if p.atWord("_") {
		p.pos++
		return &MatchAs{Pos: p.since(start)}
	}
	e := p.nameOrAttr()
	switch p.kind() {
	case tokLPar:
		return p.classPattern(start, e)
	case tokDot, tokEqual:
		return nil
	}
	if _, isName := e.(*Name); isName {
		return nil
	}
	return &MatchValue{Pos: p.since(start), Value: e}
}

// nameOrAttr is a name with any number of attributes.
func (p *parser) nameOrAttr() Expr {
	start := p.pos
	var e Expr = p.nameExpr(Load)
	for p.at(tokDot) {
		mark := p.pos
		p.pos++
		name, ok := p.name()
		if !ok {
			p.pos = mark
			break
		}
		e = &Attribute{Pos: p.since(start), Value: e, Attr: name}
	}
	return e
}

func (p *parser) groupOrSequencePattern() Pattern {
	start := p.pos
	p.pos++
	if p.accept(tokRPar) {
		return &MatchSequence{Pos: p.since(start)}
	}
	first := p.maybeStarPattern()
	if first == nil {
		return nil
	}
	if p.accept(tokComma) {
		list := append([]Pattern{first}, p.sequenceTail()...)
		if !p.accept(tokRPar) {
			return nil
		}
		return &MatchSequence{Pos: p.since(start), Patterns: list}
	}
	if _, isStar := first.(*MatchStar); isStar || !p.accept(tokRPar) {
		return nil
	}
	return first
}

func (p *parser) mappingPattern() Pattern {
	start := p.pos
	p.pos++
	m := &MatchMapping{}
	for !p.at(tokRBrace) {
		if p.accept(tokDoubleStar) {
			name, ok := p.captureTarget()
			if !ok {
				return nil
			}
			m.Rest = name
			p.accept(tokComma)
			break
		}
		key := p.mappingKey()
		if key == nil || !p.accept(tokColon) {
			return nil
		}
		value := p.pattern()
		if value == nil {
			return nil
		}
		m.Keys = append(m.Keys, key)
		m.Patterns = append(m.Patterns, value)
		if !p.accept(tokComma) {
			break
		}
	}
	if !p.accept(tokRBrace) {
		return nil
	}
	m.Pos = p.since(start)
	return m
}

// mappingKey is a literal or a dotted name.
func (p *parser) mappingKey() Expr {
	switch p.kind() {
	case tokNumber, tokMinus:
		return p.literalNumber()
	case tokString:
		return p.strings()
	case kwNone, kwTrue, kwFalse:
		return p.keywordAtom()
	case tokName:
		if a, ok := p.nameOrAttr().(*Attribute); ok {
			return a
		}
	}
	return nil
}

// classPattern is a class pattern behind the name of the class.
func (p *parser) classPattern(start int, cls Expr) Pattern {
	m := &MatchClass{Cls: cls}
	open := p.pos
	p.pos++
	if p.classPatternArguments(m) {
		m.Pos = p.since(start)
		return m
	}
	if p.diag && !p.quiet {
		p.pos = open + 1
		p.invalidClassPattern()
	}
	return nil
}

func (p *parser) classPatternArguments(m *MatchClass) bool {
	for !p.at(tokRPar) {
		if p.at(tokName) && p.ahead() == tokEqual {
			name, _ := p.name()
			p.pos++
			value := p.pattern()
			if value == nil {
				return false
			}
			m.KwdAttrs = append(m.KwdAttrs, name)
			m.KwdPatterns = append(m.KwdPatterns, value)
		} else {
			if m.KwdAttrs != nil {
				return false
			}
			value := p.pattern()
			if value == nil {
				return false
			}
			m.Patterns = append(m.Patterns, value)
		}
		if !p.accept(tokComma) {
			break
		}
	}
	return p.accept(tokRPar)
}
