package syntax

// Inspect calls visit for node and then, if visit returned true, for each node
// below it in source order (roughly; a Dict gives all keys before all values,
// as its fields do). Nil parts are not visited.
//
// A long chain such as a + b + c … is a tree that leans to the left as deep as
// the chain is long. Inspect descends such a spine in a loop, so that its use
// of the Go stack depends on how deeply the source is nested and not on how long it is.
func Inspect(node Node, visit func(Node) bool) {
	w := walker{visit: visit}
	w.node(node)
}

type walker struct {
	visit func(Node) bool
}

func (w *walker) node(n Node) {
	switch n := n.(type) {
	case Expr:
		w.expr(n)
	case Stmt:
		w.stmt(n)
	case Pattern:
		w.pattern(n)
	default:
		w.part(n)
	}
}

func (w *walker) expr(e Expr) {
	// Go down the left spine, then finish each node on the way back up.
	var spine []Expr
	for e != nil && w.visit(e) {
		left := leftmost(e)
		if left == nil {
			w.exprRest(e)
			break
		}
		spine = append(spine, e)
		e = left
	}
	for i := len(spine) - 1; i >= 0; i-- {
		w.exprRest(spine[i])
	}
}

// leftmost returns the part of e that left recursion in the grammar makes deep.
func leftmost(e Expr) Expr {
	switch e := e.(type) {
	case *BinOp:
		return e.Left
	case *Attribute:
		return e.Value
	case *Subscript:
		return e.Value
	case *Call:
		return e.Func
	}
	return nil
}

// exprRest walks the parts of e without its leftmost one.
func (w *walker) exprRest(e Expr) {
	switch e := e.(type) {
	case *BinOp:
		w.expr(e.Right)
	case *Subscript:
		w.expr(e.Slice)
	case *Call:
		w.exprs(e.Args)
		w.keywords(e.Keywords)
	case *BoolOp:
		w.exprs(e.Values)
	case *NamedExpr:
		w.expr(e.Target)
		w.expr(e.Value)
	case *UnaryOp:
		w.expr(e.Operand)
	case *Lambda:
		w.part(e.Args)
		w.expr(e.Body)
	case *IfExp:
		w.expr(e.Test)
		w.expr(e.Body)
		w.expr(e.Orelse)
	case *Dict:
		w.exprs(e.Keys)
		w.exprs(e.Values)
	case *Set:
		w.exprs(e.Elts)
	case *ListComp:
		w.expr(e.Elt)
		w.comprehensions(e.Generators)
	case *SetComp:
		w.expr(e.Elt)
		w.comprehensions(e.Generators)
	case *DictComp:
		w.expr(e.Key)
		w.expr(e.Value)
		w.comprehensions(e.Generators)
	case *GeneratorExp:
		w.expr(e.Elt)
		w.comprehensions(e.Generators)
	case *Await:
		w.expr(e.Value)
	case *Yield:
		w.expr(e.Value)
	case *YieldFrom:
		w.expr(e.Value)
	case *Compare:
		w.expr(e.Left)
		w.exprs(e.Comparators)
	case *FormattedValue:
		w.expr(e.Value)
		w.expr(e.FormatSpec)
	case *JoinedStr:
		w.exprs(e.Values)
	case *Starred:
		w.expr(e.Value)
	case *List:
		w.exprs(e.Elts)
	case *Tuple:
		w.exprs(e.Elts)
	case *Slice:
		w.expr(e.Lower)
		w.expr(e.Upper)
		w.expr(e.Step)
	}
}

func (w *walker) exprs(list []Expr) {
	for _, e := range list {
		w.expr(e)
	}
}

func (w *walker) keywords(list []*Keyword) {
	for _, k := range list {
		w.part(k)
	}
}

func (w *walker) comprehensions(list []*Comprehension) {
	for _, c := range list {
		w.part(c)
	}
}

func (w *walker) stmts(list []Stmt) {
	for _, s := range list {
		w.stmt(s)
	}
}

func (w *walker) stmt(s Stmt) {
	// An elif chain is as deep as it is long; the loop walks it flat.
	for {
		n, ok := s.(*If)
		if !ok {
			break
		}
		if !w.visit(n) {
			return
		}
		w.expr(n.Test)
		w.stmts(n.Body)
		if len(n.Orelse) != 1 {
			w.stmts(n.Orelse)
			return
		}
		s = n.Orelse[0]
	}
	if w.visit(s) {
		w.stmtParts(s)
	}
}

func (w *walker) stmtParts(s Stmt) {
	switch s := s.(type) {
	case *FunctionDef:
		w.exprs(s.DecoratorList)
		w.part(s.Args)
		w.expr(s.Returns)
		w.stmts(s.Body)
	case *AsyncFunctionDef:
		w.exprs(s.DecoratorList)
		w.part(s.Args)
		w.expr(s.Returns)
		w.stmts(s.Body)
	case *ClassDef:
		w.exprs(s.DecoratorList)
		w.exprs(s.Bases)
		w.keywords(s.Keywords)
		w.stmts(s.Body)
	case *Return:
		w.expr(s.Value)
	case *Delete:
		w.exprs(s.Targets)
	case *Assign:
		w.exprs(s.Targets)
		w.expr(s.Value)
	case *AugAssign:
		w.expr(s.Target)
		w.expr(s.Value)
	case *AnnAssign:
		w.expr(s.Target)
		w.expr(s.Annotation)
		w.expr(s.Value)
	case *ExprStmt:
		w.expr(s.Value)
	case *Raise:
		w.expr(s.Exc)
		w.expr(s.Cause)
	case *Assert:
		w.expr(s.Test)
		w.expr(s.Msg)
	default:
		w.blockParts(s)
	}
}

func (w *walker) blockParts(s Stmt) {
	switch s := s.(type) {
	case *For:
		w.expr(s.Target)
		w.expr(s.Iter)
		w.stmts(s.Body)
		w.stmts(s.Orelse)
	case *AsyncFor:
		w.expr(s.Target)
		w.expr(s.Iter)
		w.stmts(s.Body)
		w.stmts(s.Orelse)
	case *While:
		w.expr(s.Test)
		w.stmts(s.Body)
		w.stmts(s.Orelse)
	case *With:
		w.withParts(s.Items, s.Body)
	case *AsyncWith:
		w.withParts(s.Items, s.Body)
	case *Match:
		w.expr(s.Subject)
		for _, c := range s.Cases {
			w.part(c)
		}
	case *Try:
		w.tryParts(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *TryStar:
		w.tryParts(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *Import:
		w.aliases(s.Names)
	case *ImportFrom:
		w.aliases(s.Names)
	}
}

func (w *walker) withParts(items []*WithItem, body []Stmt) {
	for _, it := range items {
		w.part(it)
	}
	w.stmts(body)
}

func (w *walker) tryParts(body []Stmt, handlers []*ExceptHandler, orelse, finalbody []Stmt) {
	w.stmts(body)
	for _, h := range handlers {
		w.part(h)
	}
	w.stmts(orelse)
	w.stmts(finalbody)
}

func (w *walker) aliases(list []*Alias) {
	for _, a := range list {
		w.part(a)
	}
}

// part walks the nodes that are neither statement, expression nor pattern.
func (w *walker) part(n Node) {
	if !w.visit(n) {
		return
	}
	switch n := n.(type) {
	case *Module:
		w.stmts(n.Body)
	case *ExceptHandler:
		w.expr(n.Type)
		w.stmts(n.Body)
	case *WithItem:
		w.expr(n.ContextExpr)
		w.expr(n.OptionalVars)
	case *MatchCase:
		w.pattern(n.Pattern)
		w.expr(n.Guard)
		w.stmts(n.Body)
	case *Comprehension:
		w.expr(n.Target)
		w.expr(n.Iter)
		w.exprs(n.Ifs)
	case *Arguments:
		w.arguments(n)
	case *Arg:
		w.expr(n.Annotation)
	case *Keyword:
		w.expr(n.Value)
	}
}

func (w *walker) arguments(a *Arguments) {
	for _, p := range a.PosOnlyArgs {
		w.part(p)
	}
	for _, p := range a.Args {
		w.part(p)
	}
	if a.VarArg != nil {
		w.part(a.VarArg)
	}
	for _, p := range a.KwOnlyArgs {
		w.part(p)
	}
	w.exprs(a.KwDefaults)
	if a.KwArg != nil {
		w.part(a.KwArg)
	}
	w.exprs(a.Defaults)
}

func (w *walker) patterns(list []Pattern) {
	for _, p := range list {
		w.pattern(p)
	}
}

func (w *walker) pattern(p Pattern) {
	if p == nil || !w.visit(p) {
		return
	}
	switch p := p.(type) {
	case *MatchValue:
		w.expr(p.Value)
	case *MatchSequence:
		w.patterns(p.Patterns)
	case *MatchMapping:
		w.exprs(p.Keys)
		w.patterns(p.Patterns)
	case *MatchClass:
		w.expr(p.Cls)
		w.patterns(p.Patterns)
		w.patterns(p.KwdPatterns)
	case *MatchAs:
		w.pattern(p.Pattern)
	case *MatchOr:
		w.patterns(p.Patterns)
	}
}
