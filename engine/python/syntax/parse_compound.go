package syntax

// Compound statements. In the second pass each of them first looks for its
// typical mistakes (the invalid… methods, see diagnose_stmt.go).

// statements is as many statements as match, none included.
func (p *parser) statements() []Stmt {
	var list []Stmt
	for {
		mark := p.pos
		next := p.statement(list)
		if next == nil {
			p.pos = mark
			return list
		}
		list = next
	}
}

// statement appends the statements of a line, or one compound statement, to
// list. It returns nil if there are none.
func (p *parser) statement(list []Stmt) []Stmt {
	k := p.kind()
	if k == tokDedent || k == tokEnd {
		return nil
	}
	mark := p.pos
	if k >= kwFalse || k == tokAt || k == tokName && p.atWord("match") {
		p.enter()
		s := p.compoundStmt(k)
		p.leave()
		if s != nil {
			return append(list, s)
		}
		p.pos = mark
	}
	list, ok := p.simpleStmts(list)
	if !ok {
		return nil
	}
	return list
}

// compoundStmt returns nil if the token k starts no compound statement.
func (p *parser) compoundStmt(k kind) Stmt {
	switch k {
	case kwDef:
		return p.functionDef(p.pos, nil)
	case tokAt:
		return p.decorated()
	case kwAsync:
		return p.asyncStmt()
	case kwIf:
		return p.ifStmt()
	case kwClass:
		return p.classDef(p.pos, nil)
	case kwWith:
		return p.withStmt(p.pos)
	case kwFor:
		return p.forStmt(p.pos)
	case kwTry:
		return p.tryStmt()
	case kwWhile:
		return p.whileStmt()
	case tokName:
		return p.matchStmt()
	}
	return nil
}

func (p *parser) asyncStmt() Stmt {
	switch p.ahead() {
	case kwDef:
		return p.functionDef(p.pos, nil)
	case kwWith:
		return p.withStmt(p.pos)
	case kwFor:
		return p.forStmt(p.pos)
	}
	return nil
}

// block is an indented block, or simple statements on the same line.
func (p *parser) block() []Stmt {
	if p.diag {
		return p.memoBlock()
	}
	return p.blockPlain()
}

func (p *parser) blockPlain() []Stmt {
	if !p.accept(tokNewline) {
		list, ok := p.simpleStmts(nil)
		if !ok {
			return nil
		}
		return list
	}
	if !p.accept(tokIndent) {
		if p.diag && !p.quiet {
			p.raiseIndent("expected an indented block")
		}
		return nil
	}
	list := p.statements()
	if list == nil || !p.accept(tokDedent) {
		return nil
	}
	return list
}

// suite is `":" block`.
func (p *parser) suite() []Stmt {
	if !p.accept(tokColon) {
		return nil
	}
	return p.block()
}

// forcedSuite is suite where CPython insists on the colon.
func (p *parser) forcedSuite() []Stmt {
	p.expect(tokColon, ":")
	return p.block()
}

func (p *parser) decorated() Stmt {
	start := p.pos
	var list []Expr
	for p.accept(tokAt) {
		e := p.namedExpression()
		if e == nil || !p.accept(tokNewline) {
			return nil
		}
		list = append(list, e)
	}
	switch p.kind() {
	case kwClass:
		return p.classDef(p.pos, list)
	case kwDef:
		return p.functionDef(p.pos, list)
	case kwAsync:
		if p.ahead() == kwDef {
			return p.functionDef(p.pos, list)
		}
	}
	p.pos = start
	return nil
}

func (p *parser) functionDef(start int, decorators []Expr) Stmt {
	if p.diag && !p.quiet {
		p.invalidDefRaw()
		p.pos = start
	}
	async := p.accept(kwAsync)
	p.pos++
	name, ok := p.name()
	if !ok {
		return nil
	}
	p.expect(tokLPar, "(")
	args := p.optionalParameters(defParams)
	if !p.accept(tokRPar) {
		return nil
	}
	mark := p.pos
	var returns Expr
	if p.accept(tokArrow) {
		if returns = p.expression(); returns == nil {
			p.pos = mark
		}
	}
	body := p.forcedSuite()
	if body == nil {
		return nil
	}
	if async {
		return &AsyncFunctionDef{Pos: p.sinceBlock(start), Name: name, Args: args, Body: body, DecoratorList: decorators, Returns: returns}
	}
	return &FunctionDef{Pos: p.sinceBlock(start), Name: name, Args: args, Body: body, DecoratorList: decorators, Returns: returns}
}

func (p *parser) classDef(start int, decorators []Expr) Stmt {
	if p.diag && !p.quiet {
		p.invalidClassDefRaw()
		p.pos = start
	}
	p.pos++
	name, ok := p.name()
	if !ok {
		return nil
	}
	c := &ClassDef{Name: name, DecoratorList: decorators}
	if p.at(tokLPar) {
		mark := p.pos
		if !p.classArguments(c) {
			p.pos = mark
		}
	}
	if c.Body = p.suite(); c.Body == nil {
		return nil
	}
	c.Pos = p.sinceBlock(start)
	return c
}

func (p *parser) classArguments(c *ClassDef) bool {
	if p.diag {
		return p.diagnoseArgumentList()
	}
	return p.parenthesizedArguments(&c.Bases, &c.Keywords, false)
}

// elifClause is one if or elif of a chain.
type elifClause struct {
	start int
	stmt  *If
}

// ifStmt parses a chain of if, elif and else. The chain is a tree as deep as
// it is long, so it is built in a loop.
func (p *parser) ifStmt() Stmt {
	var chain []elifClause
	what, invalid := kwIf, (*parser).invalidIfStmt
	for {
		start := p.pos
		if p.diag && !p.quiet {
			invalid(p)
			p.pos = start
		}
		p.accept(what)
		s := &If{Test: p.namedExpression()}
		if s.Test == nil {
			break
		}
		if s.Body = p.suite(); s.Body == nil {
			break
		}
		chain = append(chain, elifClause{start, s})
		if !p.at(kwElif) {
			return p.closeIf(chain)
		}
		what, invalid = kwElif, (*parser).invalidElifStmt
	}
	// The clause does not match, so the statement ends before it.
	return nil
}

// closeIf parses the else clause and links the chain.
func (p *parser) closeIf(chain []elifClause) Stmt {
	last := chain[len(chain)-1].stmt
	last.Orelse = p.elseBlock()
	for i, c := range chain {
		c.stmt.Pos = p.sinceBlock(c.start)
		if i > 0 {
			chain[i-1].stmt.Orelse = []Stmt{c.stmt}
		}
	}
	return chain[0].stmt
}

// elseBlock is an optional else clause.
func (p *parser) elseBlock() []Stmt {
	if !p.at(kwElse) {
		return nil
	}
	mark := p.pos
	if p.diag && !p.quiet {
		p.invalidElseStmt()
		p.pos = mark
	}
	p.pos++
	body := p.forcedSuite()
	if body == nil {
		p.pos = mark
	}
	return body
}

func (p *parser) whileStmt() Stmt {
	start := p.pos
	if p.diag && !p.quiet {
		p.invalidWhileStmt()
		p.pos = start
	}
	p.pos++
	s := &While{Test: p.namedExpression()}
	if s.Test == nil {
		return nil
	}
	if s.Body = p.suite(); s.Body == nil {
		return nil
	}
	s.Orelse = p.elseBlock()
	s.Pos = p.sinceBlock(start)
	return s
}

func (p *parser) forStmt(start int) Stmt {
	if p.diag && !p.quiet {
		p.invalidForStmt()
		p.pos = start
	}
	async := p.accept(kwAsync)
	p.pos++
	target := p.starTargets()
	if target == nil || !p.accept(kwIn) {
		if p.diag && !p.quiet {
			p.pos = start
			p.invalidForTarget()
		}
		return nil
	}
	iter := p.starExpressions()
	if iter == nil {
		return nil
	}
	body := p.suite()
	if body == nil {
		return nil
	}
	orelse := p.elseBlock()
	if async {
		return &AsyncFor{Pos: p.sinceBlock(start), Target: target, Iter: iter, Body: body, Orelse: orelse}
	}
	return &For{Pos: p.sinceBlock(start), Target: target, Iter: iter, Body: body, Orelse: orelse}
}

func (p *parser) withStmt(start int) Stmt {
	if p.diag && !p.quiet {
		p.invalidWithStmtIndent()
		p.pos = start
	}
	async := p.accept(kwAsync)
	p.pos++
	mark := p.pos
	items, body := p.parenthesizedWith()
	if body == nil {
		p.pos = mark
		if items = p.withItems(); items != nil {
			body = p.suite()
		}
	}
	if body == nil {
		if p.diag && !p.quiet {
			p.pos = start
			p.invalidWithStmt()
		}
		return nil
	}
	if async {
		return &AsyncWith{Pos: p.sinceBlock(start), Items: items, Body: body}
	}
	return &With{Pos: p.sinceBlock(start), Items: items, Body: body}
}

// parenthesizedWith is `"(" with_item ("," with_item)* [","] ")" ":" block`. It may turn out
// that the parentheses belong to an expression; then the body is nil.
func (p *parser) parenthesizedWith() ([]*WithItem, []Stmt) {
	if !p.accept(tokLPar) {
		return nil, nil
	}
	items := p.withItems()
	if items == nil {
		return nil, nil
	}
	p.accept(tokComma)
	if !p.accept(tokRPar) || !p.at(tokColon) {
		return nil, nil
	}
	return items, p.suite()
}

func (p *parser) withItems() []*WithItem {
	var list []*WithItem
	for {
		mark := p.pos
		if list != nil && !p.accept(tokComma) {
			return list
		}
		it := p.withItem()
		if it == nil {
			p.pos = mark
			return list
		}
		list = append(list, it)
	}
}

func (p *parser) withItem() *WithItem {
	start := p.pos
	it := &WithItem{ContextExpr: p.expression()}
	if it.ContextExpr == nil {
		return nil
	}
	mark := p.pos
	if p.accept(kwAs) {
		it.OptionalVars = p.target(Store)
		if k := p.kind(); it.OptionalVars == nil || k != tokComma && k != tokRPar && k != tokColon {
			it.OptionalVars = nil
			if p.diag && !p.quiet {
				p.pos = mark
				p.invalidWithItem()
			}
			p.pos = mark
		}
	}
	it.Pos = p.since(start)
	return it
}
