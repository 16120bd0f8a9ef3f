package syntax

func (p *parser) importName() Stmt {
	start := p.pos
	p.pos++
	names := p.aliases(true)
	if names == nil {
		return nil
	}
	return &Import{Pos: p.since(start), Names: names}
}

// importFrom is a from … import statement.
func (p *parser) importFrom() Stmt {
	start := p.pos
	p.pos++
	s := &ImportFrom{}
	for {
		if p.accept(tokDot) {
			s.Level++
		} else if p.accept(tokEllipsis) {
			s.Level += 3
		} else {
			break
		}
	}
	if !p.at(kwImport) || s.Level == 0 {
		if s.Module = p.dottedName(); s.Module == "" {
			return nil
		}
	}
	if !p.accept(kwImport) {
		return nil
	}
	if s.Names = p.importFromTargets(); s.Names == nil {
		return nil
	}
	s.Pos = p.since(start)
	return s
}

func (p *parser) importFromTargets() []*Alias {
	switch p.kind() {
	case tokLPar:
		p.pos++
		names := p.aliases(false)
		p.accept(tokComma)
		if names == nil || !p.accept(tokRPar) {
			return nil
		}
		return names
	case tokStar:
		p.pos++
		return []*Alias{{Pos: p.toks[p.pos-1].pos(), Name: "*"}}
	}
	names := p.aliases(false)
	if names == nil || !p.at(tokComma) {
		return names
	}
	p.pos++
	if p.accept(tokNewline) && p.diag && !p.quiet {
		p.raiseLast("trailing comma not allowed without surrounding parentheses")
	}
	return nil
}

// aliases is one or more names, each with its alias, separated by commas.
func (p *parser) aliases(dotted bool) []*Alias {
	var list []*Alias
	for {
		mark := p.pos
		if list != nil && !p.accept(tokComma) {
			return list
		}
		a := p.alias(dotted)
		if a == nil {
			p.pos = mark
			return list
		}
		list = append(list, a)
	}
}

func (p *parser) alias(dotted bool) *Alias {
	start := p.pos
	a := &Alias{}
	if dotted {
		a.Name = p.dottedName()
	} else {
		a.Name, _ = p.name()
	}
	if a.Name == "" {
		return nil
	}
	mark := p.pos
	if p.accept(kwAs) {
		var ok bool
		if a.AsName, ok = p.name(); !ok {
			p.pos = mark
		}
	}
	a.Pos = p.since(start)
	return a
}

// dottedName returns "" if no name comes next.
func (p *parser) dottedName() string {
	name, ok := p.name()
	for ok && p.at(tokDot) {
		mark := p.pos
		p.pos++
		var next string
		if next, ok = p.name(); ok {
			name += "." + next
		} else {
			p.pos = mark
		}
	}
	return name
}
