package syntax

// The second pass over parameter lists. Here the rules are followed to the
// letter, each parameter including the comma behind it, because they decide
// between mistakes by how much of a list they match.

// atEnd reports whether the token that ends the list comes next.
func (p *parser) atEnd(in params) bool { return p.at(in.end) }

// param is one parameter up to its comma, or up to the end of the list. The
// default must be there, must not be there, or may be.
func (p *parser) param(in params, def defaultUse) *Arg {
	a := p.parameter(in, false)
	if a == nil {
		return nil
	}
	if def != noDefault {
		if !p.paramDefault(in) && def == withDefault {
			return nil
		}
	}
	if !p.accept(tokComma) && !p.atEnd(in) {
		return nil
	}
	return a
}

type defaultUse uint8

const (
	noDefault defaultUse = iota
	withDefault
	maybeDefault
)

// paramDefault is `"=" expression`.
func (p *parser) paramDefault(in params) bool {
	mark := p.pos
	if !p.accept(tokEqual) {
		return false
	}
	if p.expression() != nil {
		return true
	}
	p.pos = mark + 1
	if !p.quiet && (p.at(tokRPar) || p.at(tokComma)) {
		p.raiseToken(&p.toks[mark], "expected default value expression")
	}
	p.pos = mark
	return false
}

// paramsWhile is as many parameters of the kind as match.
func (p *parser) paramsWhile(in params, def defaultUse) int {
	n := 0
	for {
		mark := p.pos
		if p.param(in, def) == nil {
			p.pos = mark
			return n
		}
		n++
	}
}

// slash is `"/" ","`, or "/" at the end of the list.
func (p *parser) slash(in params) bool {
	return p.accept(tokSlash) && (p.accept(tokComma) || p.atEnd(in))
}

func (p *parser) slashNoDefault(in params) bool {
	mark := p.pos
	if p.paramsWhile(in, noDefault) > 0 && p.slash(in) {
		return true
	}
	p.pos = mark
	return false
}

func (p *parser) slashWithDefault(in params) bool {
	mark := p.pos
	p.paramsWhile(in, noDefault)
	if p.paramsWhile(in, withDefault) > 0 && p.slash(in) {
		return true
	}
	p.pos = mark
	return false
}

// diagnoseParameters is the list itself.
func (p *parser) diagnoseParameters(in params) bool {
	start := p.pos
	switch {
	case p.slashNoDefault(in):
		p.paramsWhile(in, noDefault)
	case p.slashWithDefault(in):
	default:
		p.paramsWhile(in, noDefault)
	}
	p.paramsWhile(in, withDefault)
	p.starEtc(in)
	return p.pos > start
}

// starEtc is "*" and what may follow it, or "**" and a name.
func (p *parser) starEtc(in params) bool {
	start := p.pos
	if !p.quiet {
		p.invalidStarEtc(in)
		p.pos = start
	}
	if p.accept(tokStar) {
		mark := p.pos
		if p.param(in, noDefault) == nil {
			p.pos = mark
			if !p.starAnnotated(in) {
				p.pos = mark
				if !p.accept(tokComma) || p.paramsWhile(in, maybeDefault) == 0 {
					p.pos = start
					return false
				}
			}
		}
		p.paramsWhile(in, maybeDefault)
		p.kwds(in)
		return true
	}
	return p.kwds(in)
}

// starAnnotated is a parameter with a starred annotation.
func (p *parser) starAnnotated(in params) bool {
	return in.annotations && p.parameter(in, true) != nil && (p.accept(tokComma) || p.atEnd(in))
}

func (p *parser) kwds(in params) bool {
	start := p.pos
	if !p.quiet {
		p.invalidKwds(in)
		p.pos = start
	}
	if p.accept(tokDoubleStar) && p.param(in, noDefault) != nil {
		return true
	}
	p.pos = start
	return false
}

func (p *parser) invalidStarEtc(in params) {
	if !p.at(tokStar) {
		return
	}
	star := p.pos
	p.pos++
	bare := p.at(in.end)
	if !bare && p.accept(tokComma) {
		bare = p.at(in.end) || p.at(tokDoubleStar)
	}
	if bare {
		if in.annotations {
			p.raiseToken(&p.toks[star], "named arguments must follow bare *")
		}
		p.pos++
		p.raiseLast("named arguments must follow bare *")
	}
	p.pos = star + 1
	if p.parameter(in, false) != nil && p.at(tokEqual) {
		p.raiseToken(&p.toks[p.pos], "var-positional argument cannot have default value")
	}
	p.pos = star + 1
	if p.paramOrComma(in) {
		p.paramsWhile(in, maybeDefault)
		again := p.pos
		if p.accept(tokStar) && p.paramOrComma(in) {
			p.raiseToken(&p.toks[again], "* argument may appear only once")
		}
	}
}

// paramOrComma is what may follow "*".
func (p *parser) paramOrComma(in params) bool {
	mark := p.pos
	if p.param(in, noDefault) != nil {
		return true
	}
	p.pos = mark
	return p.accept(tokComma)
}

func (p *parser) invalidKwds(in params) {
	if !p.accept(tokDoubleStar) || p.parameter(in, false) == nil {
		return
	}
	if p.at(tokEqual) {
		p.raiseToken(&p.toks[p.pos], "var-keyword argument cannot have default value")
	}
	if !p.accept(tokComma) {
		return
	}
	mark := p.pos
	if a := p.parameter(in, false); a != nil {
		p.raiseAt(&a.Pos, "arguments cannot follow var-keyword argument")
	}
	p.pos = mark
	switch p.kind() {
	case tokStar, tokDoubleStar, tokSlash:
		p.raiseToken(&p.toks[mark], "arguments cannot follow var-keyword argument")
	}
}

// invalidParameters looks for parameters in an impossible order.
func (p *parser) invalidParameters(in params) {
	start := p.pos
	p.invalidDefaultOrder(in)
	p.pos = start
	p.invalidParenthesized(in)
	p.pos = start
	if p.at(tokSlash) && p.ahead() == tokComma {
		p.raiseToken(&p.toks[start], "at least one argument must precede /")
	}
	p.pos = start
	if p.slashNoDefault(in) || p.slashWithDefault(in) {
		p.paramsWhile(in, maybeDefault)
		if p.at(tokSlash) {
			p.raiseToken(&p.toks[p.pos], "/ may appear only once")
		}
	}
	p.pos = start
	if !p.slashNoDefault(in) {
		p.slashWithDefault(in)
	}
	p.paramsWhile(in, maybeDefault)
	if p.accept(tokStar) && p.commaOrParam(in) {
		p.paramsWhile(in, maybeDefault)
		if p.at(tokSlash) {
			p.raiseToken(&p.toks[p.pos], "/ must be ahead of *")
		}
	}
	p.pos = start
	if p.paramsWhile(in, maybeDefault) > 0 && p.accept(tokSlash) && p.at(tokStar) {
		p.raiseToken(&p.toks[p.pos], "expected comma between / and *")
	}
}

func (p *parser) commaOrParam(in params) bool {
	return p.accept(tokComma) || p.param(in, noDefault) != nil
}

// invalidDefaultOrder looks for a parameter without default behind one with.
func (p *parser) invalidDefaultOrder(in params) {
	p.paramsWhile(in, noDefault)
	if !p.slashWithDefault(in) && p.paramsWhile(in, withDefault) == 0 {
		return
	}
	if a := p.param(in, noDefault); a != nil {
		p.raiseAt(&a.Pos, "non-default argument follows default argument")
	}
}

// invalidParenthesized looks for the tuple parameters of Python 2.
func (p *parser) invalidParenthesized(in params) {
	p.paramsWhile(in, noDefault)
	open := p.pos
	if !p.accept(tokLPar) {
		return
	}
	if in.annotations {
		if p.paramsWhile(in, noDefault) == 0 {
			return
		}
	} else if !p.parameterList(in) {
		return
	}
	p.accept(tokComma)
	if !p.at(tokRPar) {
		return
	}
	a, b := p.toks[open].pos(), p.toks[p.pos].pos()
	if in.annotations {
		p.raiseRange(&a, &b, "Function parameters cannot be parenthesized")
	}
	p.raiseRange(&a, &b, "Lambda expression parameters cannot be parenthesized")
}

// parameterList is one or more parameters separated by commas.
func (p *parser) parameterList(in params) bool {
	for n := 0; ; n++ {
		mark := p.pos
		if n > 0 && !p.accept(tokComma) {
			return true
		}
		if p.parameter(in, false) == nil {
			p.pos = mark
			return n > 0
		}
	}
}
