package syntax

// Expressions, from the loosest binding to the operators. The names of the
// methods are those of the rules in the language reference.

// expressions is `expression ("," expression)* [","]`.
func (p *parser) expressions() Expr {
	return p.tupleOf((*parser).expression)
}

// starExpressions is `star_expression ("," star_expression)* [","]`.
func (p *parser) starExpressions() Expr {
	return p.tupleOf((*parser).starExpression)
}

// tupleOf parses one element, or a tuple when there is a comma.
func (p *parser) tupleOf(element func(*parser) Expr) Expr {
	start := p.pos
	first := element(p)
	if first == nil || !p.at(tokComma) {
		return first
	}
	elts := []Expr{first}
	for p.accept(tokComma) {
		mark := p.pos
		e := element(p)
		if e == nil {
			p.pos = mark
			break
		}
		elts = append(elts, e)
	}
	return &Tuple{Pos: p.since(start), Elts: elts}
}

func (p *parser) starExpression() Expr {
	if p.at(tokStar) {
		return p.starred()
	}
	return p.expression()
}

// starred is `"*" bitwise_or`.
func (p *parser) starred() Expr {
	start := p.pos
	p.pos++
	e := p.bitwiseOr()
	if e == nil {
		return nil
	}
	return &Starred{Pos: p.since(start), Value: e}
}

// starredExpression is `"*" expression`, an argument or a subscript.
func (p *parser) starredExpression() Expr {
	start := p.pos
	if !p.accept(tokStar) {
		return nil
	}
	e := p.expression()
	if e == nil {
		return nil
	}
	return &Starred{Pos: p.since(start), Value: e}
}

func (p *parser) starNamedExpression() Expr {
	if p.at(tokStar) {
		return p.starred()
	}
	return p.namedExpression()
}

// starNamedExpressions is `star_named_expression ("," star_named_expression)* [","]`;
// it may match nothing.
func (p *parser) starNamedExpressions() []Expr {
	var elts []Expr
	for {
		mark := p.pos
		e := p.starNamedExpression()
		if e == nil {
			p.pos = mark
			return elts
		}
		elts = append(elts, e)
		if !p.accept(tokComma) {
			return elts
		}
	}
}

// assignmentExpression is `NAME ":=" expression`.
func (p *parser) assignmentExpression() Expr {
	if !p.at(tokName) || p.ahead() != tokColonEqual {
		return nil
	}
	start := p.pos
	target := p.nameExpr(Store)
	p.pos++
	value := p.expression()
	if value == nil {
		return nil
	}
	return &NamedExpr{Pos: p.since(start), Target: target, Value: value}
}

func (p *parser) namedExpression() Expr {
	mark := p.pos
	if p.at(tokName) && p.ahead() == tokColonEqual {
		if e := p.assignmentExpression(); e != nil {
			return e
		}
		p.pos = mark
	}
	if p.diag && !p.quiet {
		p.invalidNamedExpression()
		p.pos = mark
	}
	return p.expressionNotWalrus()
}

// expressionNotWalrus is `expression !":="`.
func (p *parser) expressionNotWalrus() Expr {
	e := p.expression()
	if e == nil || p.at(tokColonEqual) {
		return nil
	}
	return e
}

// walrusOrExpression is `assignment_expression | expression !":="`.
func (p *parser) walrusOrExpression() Expr {
	mark := p.pos
	if e := p.assignmentExpression(); e != nil {
		return e
	}
	p.pos = mark
	return p.expressionNotWalrus()
}

func (p *parser) expression() Expr {
	if p.diag {
		return p.memoExpr(ruleExpression, (*parser).expressionDiagnosed)
	}
	return p.expressionPlain()
}

func (p *parser) expressionPlain() Expr {
	if p.kind() == kwLambda {
		return p.lambda()
	}
	p.nest(nestedExpression)
	start := p.pos
	e := p.disjunction()
	if e != nil && p.at(kwIf) {
		e = p.conditional(start, e)
	}
	p.depth -= nestedExpression
	return e
}

// conditional is what follows the body of a conditional expression. If it does
// not match, the body alone is the expression.
func (p *parser) conditional(start int, body Expr) Expr {
	mark := p.pos
	p.pos++
	test := p.disjunction()
	if test == nil || !p.accept(kwElse) {
		p.pos = mark
		return body
	}
	orelse := p.expression()
	if orelse == nil {
		p.pos = mark
		return body
	}
	return &IfExp{Pos: p.since(start), Test: test, Body: body, Orelse: orelse}
}

func (p *parser) lambda() Expr {
	p.enter()
	start := p.pos
	p.pos++
	args := p.optionalParameters(lambdaParams)
	if !p.accept(tokColon) {
		return p.left(nil)
	}
	body := p.expression()
	if body == nil {
		return p.left(nil)
	}
	return p.left(&Lambda{Pos: p.since(start), Args: args, Body: body})
}

// left is leave for a method that returns an expression.
func (p *parser) left(e Expr) Expr {
	p.leave()
	return e
}

// yieldExpr is a yield expression; the next token is yield.
func (p *parser) yieldExpr() Expr {
	start := p.pos
	p.pos++
	mark := p.pos
	if p.accept(kwFrom) {
		if e := p.expression(); e != nil {
			return &YieldFrom{Pos: p.since(start), Value: e}
		}
		p.pos = mark
	}
	e := p.starExpressions()
	if e == nil {
		p.pos = mark
	}
	return &Yield{Pos: p.since(start), Value: e}
}

// yieldOrStarExpressions is the right-hand side of assignments.
func (p *parser) yieldOrStarExpressions() Expr {
	if p.at(kwYield) {
		return p.yieldExpr()
	}
	return p.starExpressions()
}

func (p *parser) disjunction() Expr {
	if p.diag {
		return p.memoExpr(ruleDisjunction, (*parser).disjunctionPlain)
	}
	return p.disjunctionPlain()
}

func (p *parser) disjunctionPlain() Expr {
	start := p.pos
	e := p.conjunction()
	if e == nil || !p.at(kwOr) {
		return e
	}
	return p.boolOp(start, Or, kwOr, e, (*parser).conjunction)
}

func (p *parser) conjunction() Expr {
	if p.diag {
		return p.memoExpr(ruleConjunction, (*parser).conjunctionPlain)
	}
	return p.conjunctionPlain()
}

func (p *parser) conjunctionPlain() Expr {
	start := p.pos
	e := p.inversion()
	if e == nil || !p.at(kwAnd) {
		return e
	}
	return p.boolOp(start, And, kwAnd, e, (*parser).inversion)
}

// boolOp parses the rest of a chain of the operator.
func (p *parser) boolOp(start int, op BoolOperator, k kind, first Expr, operand func(*parser) Expr) Expr {
	values := []Expr{first}
	for p.at(k) {
		mark := p.pos
		p.pos++
		e := operand(p)
		if e == nil {
			p.pos = mark
			break
		}
		values = append(values, e)
	}
	if len(values) == 1 {
		return first
	}
	return &BoolOp{Pos: p.since(start), Op: op, Values: values}
}

func (p *parser) inversion() Expr {
	if p.diag {
		return p.memoExpr(ruleInversion, (*parser).inversionPlain)
	}
	return p.inversionPlain()
}

func (p *parser) inversionPlain() Expr {
	if !p.at(kwNot) {
		return p.comparison()
	}
	p.enter()
	start := p.pos
	p.pos++
	e := p.inversion()
	if e == nil {
		return p.left(nil)
	}
	return p.left(&UnaryOp{Pos: p.since(start), Op: Not, Operand: e})
}

func (p *parser) comparison() Expr {
	start := p.pos
	e := p.bitwiseOr()
	if e == nil {
		return nil
	}
	mark := p.pos
	op, ok := p.compareOp()
	if !ok {
		p.pos = mark
		return e
	}
	c := &Compare{Left: e}
	for ok {
		right := p.bitwiseOr()
		if right == nil {
			break
		}
		c.Ops = append(c.Ops, op)
		c.Comparators = append(c.Comparators, right)
		mark = p.pos
		op, ok = p.compareOp()
	}
	p.pos = mark
	if len(c.Ops) == 0 {
		return e
	}
	c.Pos = p.since(start)
	return c
}

// compareOp consumes a comparison operator if one comes next.
func (p *parser) compareOp() (op CmpOp, ok bool) {
	k := p.kind()
	if tokEqEqual <= k && k <= tokGreaterEqual {
		p.pos++
		return Eq + CmpOp(k-tokEqEqual), true
	}
	switch k {
	case kwIn:
		p.pos++
		return In, true
	case kwNot:
		p.pos++
		return NotIn, p.accept(kwIn)
	case kwIs:
		p.pos++
		if p.accept(kwNot) {
			return IsNot, true
		}
		return Is, true
	}
	return 0, false
}

// binaryOp is a row of binaryOps: how tightly a binary operator binds (0: the
// token is none) and what it is.
type binaryOp struct {
	prec uint8
	op   Operator
}

var binaryOps = [256]binaryOp{
	tokVBar:        {1, BitOr},
	tokCircumflex:  {2, BitXor},
	tokAmper:       {3, BitAnd},
	tokLShift:      {4, LShift},
	tokRShift:      {4, RShift},
	tokPlus:        {5, Add},
	tokMinus:       {5, Sub},
	tokStar:        {6, Mult},
	tokSlash:       {6, Div},
	tokDoubleSlash: {6, FloorDiv},
	tokPercent:     {6, Mod},
	tokAt:          {6, MatMult},
}

func (p *parser) bitwiseOr() Expr {
	if p.diag {
		return p.memoExpr(ruleBitwiseOr, (*parser).bitwiseOrPlain)
	}
	return p.bitwiseOrPlain()
}

func (p *parser) bitwiseOrPlain() Expr { return p.binary(1) }

// binary parses operators that bind at least as tightly as prec.
func (p *parser) binary(prec uint8) Expr {
	start := p.pos
	e := p.factor()
	if e == nil {
		return nil
	}
	for {
		b := binaryOps[p.kind()]
		if b.prec < prec || b.prec == 0 {
			return e
		}
		mark := p.pos
		p.pos++
		right := p.binary(b.prec + 1)
		if right == nil {
			p.pos = mark
			return e
		}
		e = &BinOp{Pos: p.since(start), Left: e, Op: b.op, Right: right}
	}
}

// factor is a unary operator or a power.
func (p *parser) factor() Expr {
	var op UnaryOperator
	switch p.kind() {
	case tokPlus:
		op = UAdd
	case tokMinus:
		op = USub
	case tokTilde:
		op = Invert
	default:
		return p.power()
	}
	p.enter()
	start := p.pos
	p.pos++
	e := p.factor()
	if e == nil {
		return p.left(nil)
	}
	return p.left(&UnaryOp{Pos: p.since(start), Op: op, Operand: e})
}

func (p *parser) power() Expr {
	start := p.pos
	e := p.awaitPrimary()
	if e == nil || !p.at(tokDoubleStar) {
		return e
	}
	mark := p.pos
	p.pos++
	p.enter()
	right := p.factor()
	p.leave()
	if right == nil {
		p.pos = mark
		return e
	}
	return &BinOp{Pos: p.since(start), Left: e, Op: Pow, Right: right}
}

func (p *parser) awaitPrimary() Expr {
	if !p.at(kwAwait) {
		return p.primary()
	}
	start := p.pos
	p.pos++
	e := p.primary()
	if e == nil {
		return nil
	}
	return &Await{Pos: p.since(start), Value: e}
}
