package syntax

func (p *parser) tryStmt() Stmt {
	start := p.pos
	if p.diag && !p.quiet {
		p.invalidTryStmt()
		p.pos = start
	}
	p.pos++
	body := p.forcedSuite()
	if body == nil {
		return nil
	}
	if p.at(kwFinally) {
		final := p.finallyBlock()
		if final == nil {
			return nil
		}
		return &Try{Pos: p.sinceBlock(start), Body: body, Finalbody: final}
	}
	mark := p.pos
	star := false
	handlers := p.exceptBlocks(false)
	if handlers == nil {
		p.pos = mark
		star = true
		if handlers = p.exceptBlocks(true); handlers == nil {
			return nil
		}
	}
	orelse := p.elseBlock()
	var final []Stmt
	if p.at(kwFinally) {
		mark := p.pos
		if final = p.finallyBlock(); final == nil {
			p.pos = mark
		}
	}
	if star {
		return &TryStar{Pos: p.sinceBlock(start), Body: body, Handlers: handlers, Orelse: orelse, Finalbody: final}
	}
	return &Try{Pos: p.sinceBlock(start), Body: body, Handlers: handlers, Orelse: orelse, Finalbody: final}
}

// exceptBlocks is as many except (or except*) clauses as match.
func (p *parser) exceptBlocks(star bool) []*ExceptHandler {
	var list []*ExceptHandler
	for p.at(kwExcept) {
		mark := p.pos
		h := p.exceptBlock(star)
		if h == nil {
			p.pos = mark
			break
		}
		list = append(list, h)
	}
	return list
}

func (p *parser) exceptBlock(star bool) *ExceptHandler {
	start := p.pos
	if p.diag && !p.quiet {
		p.invalidExceptStmtIndent(star)
		p.pos = start
	}
	if h := p.exceptBlockPlain(star); h != nil {
		h.Pos = p.sinceBlock(start)
		return h
	}
	if p.diag && !p.quiet {
		p.pos = start
		p.invalidExceptStmt()
	}
	return nil
}

func (p *parser) exceptBlockPlain(star bool) *ExceptHandler {
	p.pos++
	h := &ExceptHandler{}
	if star {
		if !p.accept(tokStar) {
			return nil
		}
	}
	if star || !p.at(tokColon) {
		if h.Type = p.expression(); h.Type == nil {
			return nil
		}
		mark := p.pos
		if p.accept(kwAs) {
			var ok bool
			if h.Name, ok = p.name(); !ok {
				p.pos = mark
			}
		}
	}
	if h.Body = p.suite(); h.Body == nil {
		return nil
	}
	return h
}

// finallyBlock is a finally clause.
func (p *parser) finallyBlock() []Stmt {
	mark := p.pos
	if p.diag && !p.quiet {
		p.invalidFinallyStmt()
		p.pos = mark
	}
	p.pos++
	return p.forcedSuite()
}
