package syntax

// diagnoseCall is `genexp | "(" [arguments] ")"` behind a primary.
func (p *parser) diagnoseCall(start int, fn Expr) Expr {
	open := p.pos
	if e := p.diagnoseGenexp(); e != nil {
		return &Call{Pos: p.since(start), Func: fn, Args: []Expr{e}}
	}
	p.pos = open
	if !p.diagnoseArgumentList() {
		return nil
	}
	return &Call{Pos: p.since(start), Func: fn}
}

// diagnoseArgumentList is `"(" [arguments] ")"`.
func (p *parser) diagnoseArgumentList() bool {
	p.pos++
	mark := p.pos
	if p.memoExpr(ruleArguments, (*parser).diagnoseArguments) == nil {
		p.pos = mark
	}
	return p.accept(tokRPar)
}

func (p *parser) diagnoseArguments() Expr {
	start := p.pos
	if a := p.args(); a != nil {
		p.accept(tokComma)
		if p.at(tokRPar) {
			return a
		}
	}
	if !p.quiet {
		p.pos = start
		p.invalidArguments()
	}
	return nil
}

// args is a list of arguments without the trailing comma: positional ones,
// then keywords. What stops it is left to the caller.
func (p *parser) args() *Call {
	start := p.pos
	c := &Call{}
	for {
		mark := p.pos
		if len(c.Args) > 0 && !p.accept(tokComma) {
			break
		}
		e := p.positionalArgument()
		if e == nil {
			p.pos = mark
			break
		}
		c.Args = append(c.Args, e)
	}
	mark := p.pos
	if len(c.Args) == 0 {
		if !p.kwargs(c) {
			return nil
		}
	} else if !p.accept(tokComma) || !p.kwargs(c) {
		p.pos = mark
	}
	c.Pos = p.since(start)
	return c
}

// argsWithKeywords is args where the keywords have to be there, with or
// without positional arguments before them.
func (p *parser) argsWithKeywords(positional bool) bool {
	if positional {
		for n := 0; ; n++ {
			mark := p.pos
			if n > 0 && !p.accept(tokComma) {
				return false
			}
			if p.positionalArgument() == nil {
				p.pos = mark
				if n == 0 {
					return false
				}
				break
			}
		}
		if !p.accept(tokComma) {
			return false
		}
	}
	return p.kwargs(&Call{})
}

// positionalArgument is `(starred_expression | walrusOrExpression) !"="`.
func (p *parser) positionalArgument() Expr {
	mark := p.pos
	if e := p.starredExpression(); e != nil {
		return e
	}
	p.pos = mark
	e := p.walrusOrExpression()
	if e == nil || p.at(tokEqual) {
		return nil
	}
	return e
}

// kwargs is keywords mixed with starred arguments, then keywords mixed with
// double-starred ones.
func (p *parser) kwargs(c *Call) bool {
	start := p.pos
	first := p.kwargList(c, tokStar)
	if first {
		mark := p.pos
		if !p.accept(tokComma) || !p.kwargList(c, tokDoubleStar) {
			p.pos = mark
		}
		return true
	}
	p.pos = start
	return p.kwargList(c, tokDoubleStar)
}

func (p *parser) kwargList(c *Call, unpack kind) bool {
	found := false
	for {
		mark := p.pos
		if found && !p.accept(tokComma) {
			return found
		}
		if !p.kwarg(c, unpack) {
			p.pos = mark
			return found
		}
		found = true
	}
}

func (p *parser) kwarg(c *Call, unpack kind) bool {
	start := p.pos
	if !p.quiet {
		p.invalidKwarg()
		p.pos = start
	}
	if p.at(tokName) && p.ahead() == tokEqual {
		if k := p.keywordArgument(false); k != nil {
			c.Keywords = append(c.Keywords, k)
			return true
		}
		p.pos = start
	}
	if !p.at(unpack) {
		return false
	}
	if unpack == tokDoubleStar {
		k := p.keywordArgument(true)
		if k != nil {
			c.Keywords = append(c.Keywords, k)
		}
		return k != nil
	}
	e := p.starredExpression()
	if e != nil {
		c.Args = append(c.Args, e)
	}
	return e != nil
}

func (p *parser) invalidKwarg() {
	start := p.pos
	switch p.kind() {
	case kwTrue, kwFalse, kwNone:
		if p.ahead() == tokEqual {
			a, b := p.toks[start].pos(), p.toks[start+1].pos()
			p.raiseRange(&a, &b, "cannot assign to %s", p.text(&p.toks[start]))
		}
	case tokName:
		if p.ahead() == tokEqual {
			p.pos += 2
			if p.expression() != nil && p.forIfClauses() != nil {
				a, b := p.toks[start].pos(), p.toks[start+1].pos()
				p.raiseRange(&a, &b, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
			}
			return
		}
	}
	if a := p.expression(); a != nil && p.at(tokEqual) {
		b := p.toks[p.pos].pos()
		p.raiseRange(a.Span(), &b, "expression cannot contain assignment, perhaps you meant \"==\"?")
	}
}

func (p *parser) invalidArguments() {
	start := p.pos
	for _, positional := range [...]bool{true, false} {
		p.pos = start
		if p.argsWithKeywords(positional) && p.accept(tokComma) && p.accept(tokStar) {
			p.raiseToken(&p.toks[p.pos-1], "iterable argument unpacking follows keyword argument unpacking")
		}
	}
	p.pos = start
	if a := p.expression(); a != nil {
		if gens := p.forIfClauses(); gens != nil && p.accept(tokComma) {
			// More arguments may follow; it is wrong with and without them.
			p.args()
			p.raiseRange(a.Span(), comprehensionEnd(gens), "Generator expression must be parenthesized")
		}
	}
	p.pos = start
	if p.at(tokName) && p.ahead() == tokEqual {
		p.pos += 2
		if p.expression() != nil && p.forIfClauses() != nil {
			a, b := p.toks[start].pos(), p.toks[start+1].pos()
			p.raiseRange(&a, &b, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
		}
	}
	p.pos = start
	a := p.args()
	if a == nil {
		return
	}
	mark := p.pos
	if gens := p.forIfClauses(); gens != nil && len(a.Args) > 1 {
		p.raiseRange(a.Args[len(a.Args)-1].Span(), comprehensionEnd(gens), "Generator expression must be parenthesized")
	}
	p.pos = mark
	if !p.accept(tokComma) {
		return
	}
	mark = p.pos
	if e := p.expression(); e != nil {
		if gens := p.forIfClauses(); gens != nil {
			p.raiseRange(e.Span(), comprehensionEnd(gens), "Generator expression must be parenthesized")
		}
	}
	p.pos = mark
	if p.args() == nil {
		return
	}
	for _, k := range a.Keywords {
		if k.Arg == "" {
			p.raiseLast("positional argument follows keyword argument unpacking")
		}
	}
	p.raiseLast("positional argument follows keyword argument")
}

// comprehensionEnd returns the range of the last part of the clauses.
func comprehensionEnd(list []*Comprehension) *Pos {
	c := list[len(list)-1]
	if n := len(c.Ifs); n > 0 {
		return c.Ifs[n-1].Span()
	}
	return c.Iter.Span()
}
