package syntax

// Targets: what can be assigned to, deleted, or stand between for and in.

// starTargets is what stands before "=" or between for and in.
func (p *parser) starTargets() Expr {
	start := p.pos
	first := p.target(Store)
	if first == nil || !p.at(tokComma) {
		return first
	}
	return &Tuple{Elts: p.moreTargets(Store, first), Pos: p.since(start), Ctx: Store}
}

// moreTargets is the rest of a comma-separated list behind its first element.
func (p *parser) moreTargets(ctx Context, first Expr) []Expr {
	elts := []Expr{first}
	for p.accept(tokComma) {
		mark := p.pos
		e := p.target(ctx)
		if e == nil {
			p.pos = mark
			break
		}
		elts = append(elts, e)
	}
	return elts
}

// target is one target. A starred one may be stored to, but not deleted.
func (p *parser) target(ctx Context) Expr {
	if p.diag {
		return p.memoExpr(ruleTarget+rule(ctx), func(p *parser) Expr { return p.targetPlain(ctx) })
	}
	return p.targetPlain(ctx)
}

func (p *parser) targetPlain(ctx Context) Expr {
	p.enter()
	defer p.leave()
	if ctx != Store || !p.at(tokStar) {
		return p.targetWithStarAtom(ctx)
	}
	start := p.pos
	p.pos++
	if p.at(tokStar) {
		return nil
	}
	e := p.target(ctx)
	if e == nil {
		return nil
	}
	return &Starred{Pos: p.since(start), Value: e, Ctx: Store}
}

// targetWithStarAtom is an attribute or subscript of a primary, or an atom.
// Which of them it is shows only behind the atom.
func (p *parser) targetWithStarAtom(ctx Context) Expr {
	mark := p.pos
	if p.diag || p.at(tokName) {
		if e := p.targetPrimary(ctx); e != nil {
			return e
		}
		p.pos = mark
		return p.targetAtom(ctx)
	}
	// The atom first: trying it second would take exponential time for nested
	// tuples.
	if e := p.targetAtom(ctx); e != nil && !p.atTrailer() {
		return e
	}
	p.pos = mark
	return p.targetPrimary(ctx)
}

// atTrailer reports whether an attribute, call or subscript comes next.
func (p *parser) atTrailer() bool {
	k := p.kind()
	return k == tokDot || k == tokLPar || k == tokLSqb
}

// targetPrimary is a primary that ends with an attribute or subscript.
func (p *parser) targetPrimary(ctx Context) Expr {
	start := p.pos
	e := p.atom()
	if e == nil || !p.atTrailer() {
		return nil
	}
	for p.atTrailer() {
		if e = p.trailer(start, e); e == nil {
			return nil
		}
	}
	switch e := e.(type) {
	case *Attribute:
		e.Ctx = ctx
		return e
	case *Subscript:
		e.Ctx = ctx
		return e
	}
	return nil
}

// targetAtom is a name, a parenthesised target, a tuple or a list.
func (p *parser) targetAtom(ctx Context) Expr {
	start := p.pos
	switch p.kind() {
	case tokName:
		return p.nameExpr(ctx)
	case tokLPar:
		p.pos++
		if p.accept(tokRPar) {
			return &Tuple{Pos: p.since(start), Ctx: ctx}
		}
		first := p.target(ctx)
		if first == nil {
			return nil
		}
		if _, isStarred := first.(*Starred); !isStarred && p.accept(tokRPar) {
			return first
		}
		if !p.at(tokComma) {
			return nil
		}
		elts := p.moreTargets(ctx, first)
		if !p.accept(tokRPar) {
			return nil
		}
		return &Tuple{Pos: p.since(start), Elts: elts, Ctx: ctx}
	case tokLSqb:
		p.pos++
		if p.accept(tokRSqb) {
			return &List{Pos: p.since(start), Ctx: ctx}
		}
		first := p.target(ctx)
		if first == nil {
			return nil
		}
		elts := p.moreTargets(ctx, first)
		if !p.accept(tokRSqb) {
			return nil
		}
		return &List{Pos: p.since(start), Elts: elts, Ctx: ctx}
	}
	return nil
}

// singleTarget is the target of an augmented assignment: a name, attribute or
// subscript, perhaps in parentheses.
func (p *parser) singleTarget() Expr {
	mark := p.pos
	if e := p.singleSubscriptAttributeTarget(); e != nil {
		return e
	}
	p.pos = mark
	if p.at(tokName) {
		return p.nameExpr(Store)
	}
	if !p.accept(tokLPar) {
		return nil
	}
	e := p.singleTarget()
	if e == nil || !p.accept(tokRPar) {
		return nil
	}
	return e
}

// singleSubscriptAttributeTarget is an attribute or subscript.
func (p *parser) singleSubscriptAttributeTarget() Expr { return p.targetPrimary(Store) }

// store turns an expression that has been parsed already into a target. It
// reports false if it cannot be one.
func store(e Expr) bool {
	switch e := e.(type) {
	case *Name:
		e.Ctx = Store
	case *Attribute:
		e.Ctx = Store
	case *Subscript:
		e.Ctx = Store
	case *Starred:
		e.Ctx = Store
		return store(e.Value)
	case *Tuple:
		e.Ctx = Store
		return storeAll(e.Elts)
	case *List:
		e.Ctx = Store
		return storeAll(e.Elts)
	default:
		return false
	}
	return true
}

func storeAll(list []Expr) bool {
	for _, e := range list {
		if !store(e) {
			return false
		}
	}
	return true
}
