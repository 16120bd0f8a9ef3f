package syntax

// The second pass tries many rules at the same place, one after the other.
// Remembering what the busiest of them found keeps it linear. The rules are
// those that CPython remembers; which ones matters for what is reported, because a
// result that was found while not looking for mistakes is found again later.

type rule uint8

const (
	ruleExpression rule = iota
	ruleDisjunction
	ruleConjunction
	ruleInversion
	ruleBitwiseOr
	rulePrimary
	ruleStrings
	ruleArguments
	ruleNamedExpression
	ruleSimpleStmt
	ruleBlock
	ruleTarget // and one more for each Context
	_
	_
)

type memoKey struct {
	rule rule
	pos  int
}

// memoVal is what a rule found, nil if it did not match, and where it ended.
type memoVal struct {
	node Node
	list []Stmt
	end  int
}

// step counts the work of the second pass.
func (p *parser) step() {
	p.steps++
	if p.steps > maxDiagnoseSteps {
		panic(&bailout{})
	}
}

func (p *parser) memoExpr(r rule, f func(*parser) Expr) Expr {
	key := memoKey{r, p.pos}
	if m, ok := p.memo[key]; ok {
		p.pos = m.end
		e, _ := m.node.(Expr)
		return e
	}
	p.kind()
	p.step()
	e := f(p)
	if e == nil {
		p.pos = key.pos
		p.memo[key] = memoVal{end: key.pos}
		return nil
	}
	p.memo[key] = memoVal{node: e, end: p.pos}
	return e
}

func (p *parser) memoStmt(r rule, f func(*parser) Stmt) Stmt {
	key := memoKey{r, p.pos}
	if m, ok := p.memo[key]; ok {
		p.pos = m.end
		s, _ := m.node.(Stmt)
		return s
	}
	p.kind()
	p.step()
	s := f(p)
	if s == nil {
		p.pos = key.pos
		p.memo[key] = memoVal{end: key.pos}
		return nil
	}
	p.memo[key] = memoVal{node: s, end: p.pos}
	return s
}

func (p *parser) memoBlock() []Stmt {
	key := memoKey{ruleBlock, p.pos}
	if m, ok := p.memo[key]; ok {
		p.pos = m.end
		return m.list
	}
	p.kind()
	p.step()
	list := p.blockPlain()
	if list == nil {
		p.pos = key.pos
	}
	p.memo[key] = memoVal{list: list, end: p.pos}
	return list
}
