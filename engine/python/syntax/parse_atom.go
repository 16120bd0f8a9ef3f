package syntax

// Primaries and atoms: names, literals, displays, comprehensions, and what can
// be appended to them.

func (p *parser) primary() Expr {
	if p.diag {
		return p.memoExpr(rulePrimary, (*parser).primaryPlain)
	}
	return p.primaryPlain()
}

func (p *parser) primaryPlain() Expr {
	start := p.pos
	e := p.atom()
	for e != nil {
		mark := p.pos
		next := p.trailer(start, e)
		if next == nil {
			p.pos = mark
			break
		}
		e = next
	}
	return e
}

// trailer applies the attribute, call or subscript that comes next to e.
func (p *parser) trailer(start int, e Expr) Expr {
	if p.diag && !p.quiet && (p.at(tokLSqb) || p.at(tokLBrace)) {
		// CPython looks for a generator expression as an argument here, and
		// finds the mistakes of every kind of comprehension.
		mark := p.pos
		p.invalidComprehension()
		p.pos = mark
	}
	switch p.kind() {
	case tokDot:
		p.pos++
		name, ok := p.name()
		if !ok {
			return nil
		}
		return &Attribute{Pos: p.since(start), Value: e, Attr: name}
	case tokLPar:
		return p.call(start, e)
	case tokLSqb:
		p.pos++
		index := p.slices()
		if index == nil || !p.accept(tokRSqb) {
			return nil
		}
		return &Subscript{Pos: p.since(start), Value: e, Slice: index}
	}
	return nil
}

// slices is the inside of a subscript.
func (p *parser) slices() Expr {
	start := p.pos
	if !p.at(tokStar) {
		e := p.slice()
		if e == nil && !p.diag || e != nil && !p.at(tokComma) {
			return e
		}
		p.pos = start
	}
	var elts []Expr
	for {
		mark := p.pos
		var e Expr
		if p.at(tokStar) {
			e = p.starredExpression()
		} else {
			e = p.slice()
		}
		if e == nil {
			p.pos = mark
			break
		}
		elts = append(elts, e)
		if !p.accept(tokComma) {
			break
		}
	}
	if elts == nil {
		return nil
	}
	return &Tuple{Pos: p.since(start), Elts: elts}
}

func (p *parser) slice() Expr {
	start := p.pos
	if p.at(tokName) && p.ahead() == tokColonEqual {
		return p.namedExpression()
	}
	var lower Expr
	if !p.at(tokColon) {
		if lower = p.expression(); lower == nil || !p.at(tokColon) {
			if lower != nil && !p.diag && !p.at(tokColonEqual) {
				return lower
			}
			p.pos = start
			return p.namedExpression()
		}
	}
	p.pos++
	s := &Slice{Lower: lower}
	s.Upper = p.optionalExpression()
	if p.accept(tokColon) {
		s.Step = p.optionalExpression()
	}
	s.Pos = p.since(start)
	return s
}

// optionalExpression is an expression or nothing.
func (p *parser) optionalExpression() Expr {
	mark := p.pos
	e := p.expression()
	if e == nil {
		p.pos = mark
	}
	return e
}

func (p *parser) atom() Expr {
	switch p.kind() {
	case tokName:
		return p.nameExpr(Load)
	case tokNumber:
		return p.number()
	case tokString:
		return p.strings()
	case tokLPar:
		if p.diag {
			return p.diagnoseParenthesized()
		}
		return p.parenthesized()
	case tokLSqb:
		if p.diag {
			return p.diagnoseListDisplay()
		}
		return p.listDisplay()
	case tokLBrace:
		if p.diag {
			return p.diagnoseBraces()
		}
		return p.braces()
	}
	return p.keywordAtom()
}

func (p *parser) keywordAtom() Expr {
	var v any
	switch p.kind() {
	case kwNone:
	case kwTrue:
		v = true
	case kwFalse:
		v = false
	case tokEllipsis:
		v = Ellipsis{}
	default:
		return nil
	}
	p.pos++
	return &Constant{Pos: p.toks[p.pos-1].pos(), Value: v}
}

func (p *parser) number() Expr {
	t := &p.toks[p.pos]
	p.pos++
	v, ok := numberValue(p.text(t))
	if !ok {
		p.raise(p.newError(SyntaxError, "Exceeds the limit (4300 digits) for integer string conversion: value has "+
			decimalLength(p.text(t))+" digits; use sys.set_int_max_str_digits() to increase the limit"+
			" - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.",
			int(t.line), -1, int(t.endLine), -1))
	}
	return &Constant{Pos: t.pos(), Value: v}
}

// parenthesized is a tuple, a group or a generator expression.
func (p *parser) parenthesized() Expr {
	start := p.pos
	p.pos++
	var first Expr
	switch p.kind() {
	case tokRPar:
		p.pos++
		return &Tuple{Pos: p.since(start)}
	case kwYield:
		first = p.yieldExpr()
		if !p.accept(tokRPar) {
			return nil
		}
		return first
	}
	first = p.starNamedExpression()
	if first == nil {
		return nil
	}
	_, isStarred := first.(*Starred)
	switch p.kind() {
	case tokRPar:
		if isStarred {
			return nil
		}
		p.pos++
		return first
	case tokComma:
		p.pos++
		elts := append([]Expr{first}, p.starNamedExpressions()...)
		if !p.accept(tokRPar) {
			return nil
		}
		return &Tuple{Pos: p.since(start), Elts: elts}
	case kwFor, kwAsync:
		if isStarred {
			return nil
		}
		return p.generator(start, first)
	}
	return nil
}

// generator is the rest of a generator expression behind its element.
func (p *parser) generator(start int, elt Expr) Expr {
	gens := p.forIfClauses()
	if gens == nil || !p.accept(tokRPar) {
		return nil
	}
	return &GeneratorExp{Pos: p.since(start), Elt: elt, Generators: gens}
}

// listDisplay is a list or a list comprehension.
func (p *parser) listDisplay() Expr {
	start := p.pos
	p.pos++
	elts := p.starNamedExpressions()
	if p.accept(tokRSqb) {
		return &List{Pos: p.since(start), Elts: elts}
	}
	gens := p.comprehensionAfter(elts)
	if gens == nil || !p.accept(tokRSqb) {
		return nil
	}
	return &ListComp{Pos: p.since(start), Elt: elts[0], Generators: gens}
}

// comprehensionAfter parses the clauses of a comprehension when elts can be
// its element.
func (p *parser) comprehensionAfter(elts []Expr) []*Comprehension {
	if len(elts) != 1 || p.toks[p.pos-1].kind == tokComma {
		return nil
	}
	if _, isStarred := elts[0].(*Starred); isStarred {
		return nil
	}
	return p.forIfClauses()
}

// braces is a dict, a set or a comprehension of either.
func (p *parser) braces() Expr {
	start := p.pos
	if p.badBraces[start] {
		return nil
	}
	e := p.bracesPlain(start)
	if e == nil {
		// CPython looks for broken pairs in its first pass already. That means
		// parsing the inside again; remembering the result keeps it from
		// taking exponential time when braces are nested.
		p.pos = start + 1
		p.invalidDoubleStarredKVPairs()
		if p.badBraces == nil {
			p.badBraces = make(map[int]bool)
		}
		p.badBraces[start] = true
	}
	return e
}

func (p *parser) bracesPlain(start int) Expr {
	p.pos++
	if p.accept(tokRBrace) {
		return &Dict{Pos: p.since(start)}
	}
	if p.at(tokDoubleStar) {
		return p.dictDisplay(start)
	}
	mark := p.pos
	first := p.starNamedExpression()
	if first == nil {
		return nil
	}
	if p.at(tokColon) {
		if k := p.toks[mark].kind; k == tokStar || k == tokName && p.toks[mark+1].kind == tokColonEqual {
			return nil
		}
		return p.dictOrDictComp(start, first)
	}
	elts := []Expr{first}
	if p.accept(tokComma) {
		elts = append(elts, p.starNamedExpressions()...)
	}
	if p.accept(tokRBrace) {
		return &Set{Pos: p.since(start), Elts: elts}
	}
	gens := p.comprehensionAfter(elts)
	if gens == nil || !p.accept(tokRBrace) {
		return nil
	}
	return &SetComp{Pos: p.since(start), Elt: first, Generators: gens}
}

// dictOrDictComp is the rest of a dict behind its first key.
func (p *parser) dictOrDictComp(start int, key Expr) Expr {
	p.pos++
	value := p.expression()
	if value == nil {
		return nil
	}
	if k := p.kind(); k == kwFor || k == kwAsync {
		gens := p.forIfClauses()
		if gens == nil || !p.accept(tokRBrace) {
			return nil
		}
		return &DictComp{Pos: p.since(start), Key: key, Value: value, Generators: gens}
	}
	d := &Dict{Keys: []Expr{key}, Values: []Expr{value}}
	if p.accept(tokComma) {
		p.doubleStarredKVPairs(d)
	}
	return p.closeDict(start, d)
}

// dictDisplay is the rest of a dict behind its opening brace.
func (p *parser) dictDisplay(start int) Expr {
	d := &Dict{}
	p.doubleStarredKVPairs(d)
	return p.closeDict(start, d)
}

func (p *parser) closeDict(start int, d *Dict) Expr {
	if !p.accept(tokRBrace) {
		return nil
	}
	d.Pos = p.since(start)
	return d
}

// doubleStarredKVPairs adds pairs to the dict, as many as match.
func (p *parser) doubleStarredKVPairs(d *Dict) {
	for {
		mark := p.pos
		key, value := p.doubleStarredKVPair()
		if value == nil {
			p.pos = mark
			return
		}
		d.Keys = append(d.Keys, key)
		d.Values = append(d.Values, value)
		if !p.accept(tokComma) {
			return
		}
	}
}

// doubleStarredKVPair is `"**" bitwise_or | expression ":" expression`; the
// value is nil if it does not match.
func (p *parser) doubleStarredKVPair() (key, value Expr) {
	if p.accept(tokDoubleStar) {
		return nil, p.bitwiseOr()
	}
	return p.kvPair()
}

func (p *parser) kvPair() (key, value Expr) {
	key = p.expression()
	if key == nil || !p.accept(tokColon) {
		return nil, nil
	}
	return key, p.expression()
}

// forIfClauses is one or more clauses of a comprehension.
func (p *parser) forIfClauses() []*Comprehension {
	var list []*Comprehension
	for {
		mark := p.pos
		c := p.forIfClause()
		if c == nil {
			p.pos = mark
			return list
		}
		list = append(list, c)
	}
}

func (p *parser) forIfClause() *Comprehension {
	start := p.pos
	c := &Comprehension{IsAsync: p.accept(kwAsync)}
	if !p.accept(kwFor) {
		return nil
	}
	c.Target = p.starTargets()
	if c.Target == nil || !p.accept(kwIn) {
		if p.diag && !p.quiet {
			p.pos = start
			p.invalidForTarget()
		}
		return nil
	}
	c.Iter = p.disjunction()
	if c.Iter == nil {
		return nil
	}
	for p.at(kwIf) {
		mark := p.pos
		p.pos++
		test := p.disjunction()
		if test == nil {
			p.pos = mark
			break
		}
		c.Ifs = append(c.Ifs, test)
	}
	c.Pos = p.since(start)
	return c
}
