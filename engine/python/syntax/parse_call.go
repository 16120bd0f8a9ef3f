package syntax

// call is a call of fn; the next token is its opening parenthesis.
func (p *parser) call(start int, fn Expr) Expr {
	if p.diag {
		return p.diagnoseCall(start, fn)
	}
	c := &Call{Func: fn}
	if !p.parenthesizedArguments(&c.Args, &c.Keywords, true) {
		return nil
	}
	c.Pos = p.since(start)
	return c
}

// parenthesizedArguments is `"(" [arguments] ")"`. A bare generator expression
// is only an argument where genexp says so: not in a class statement.
func (p *parser) parenthesizedArguments(args *[]Expr, keywords *[]*Keyword, genexp bool) bool {
	open := p.pos
	p.pos++
	unpacked := false // a ** argument has been seen
	for !p.accept(tokRPar) {
		switch {
		case p.at(tokStar):
			if unpacked {
				return false
			}
			e := p.starredExpression()
			if e == nil {
				return false
			}
			*args = append(*args, e)
		case p.at(tokDoubleStar):
			k := p.keywordArgument(true)
			if k == nil {
				return false
			}
			unpacked = true
			*keywords = append(*keywords, k)
		case p.at(tokName) && p.ahead() == tokEqual:
			k := p.keywordArgument(false)
			if k == nil {
				return false
			}
			*keywords = append(*keywords, k)
		default:
			if len(*keywords) > 0 {
				return false
			}
			e := p.walrusOrExpression()
			if e == nil {
				return false
			}
			if k := p.kind(); k == kwFor || k == kwAsync {
				if !genexp || len(*args) > 0 {
					return false
				}
				if e = p.generator(open, e); e == nil {
					return false
				}
				*args = append(*args, e)
				return true
			}
			*args = append(*args, e)
		}
		if !p.accept(tokComma) {
			return p.accept(tokRPar)
		}
	}
	// A comma needs an argument before it.
	return p.toks[p.pos-2].kind != tokComma || len(*args)+len(*keywords) > 0
}

// keywordArgument is `NAME "=" expression`, or `"**" expression`.
func (p *parser) keywordArgument(unpack bool) *Keyword {
	start := p.pos
	k := &Keyword{}
	if !unpack {
		k.Arg = p.ident(&p.toks[p.pos])
		p.pos++
	}
	p.pos++
	if k.Value = p.expression(); k.Value == nil {
		return nil
	}
	k.Pos = p.since(start)
	return k
}
