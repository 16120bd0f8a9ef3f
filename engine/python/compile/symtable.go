package compile

import (
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// The symbol table's first pass: collect what each scope does with each name. (CPython's Python/symtable.c.)

type scopeKind uint8

const (
	moduleScope scopeKind = iota
	functionScope
	classScope
	annotationScope // an annotation under `from __future__ import annotations`: visited for its errors alone
)

type compKind uint8

const (
	noComp compKind = iota
	listComp
	setComp
	dictComp
	genExp
)

var compNames = [...]string{"", "list comprehension", "set comprehension", "dict comprehension", "generator expression"}

type symFlags uint16

const (
	defGlobal symFlags = 1 << iota
	defLocal
	defParam
	defNonlocal
	defUse
	defImport
	defAnnot
	defCompIter
	defFreeClass

	defBound = defLocal | defParam | defImport
)

// nameScope is what the analysis finds out about a name.
type nameScope uint8

const (
	unknownScope nameScope = iota
	localScope
	globalExplicit
	globalImplicit
	freeScope
	cellScope
)

type symbol struct {
	flags symFlags
	scope nameScope
}

type directive struct {
	name string
	pos  syntax.Pos
}

// scope is one block of the program.
type scope struct {
	kind     scopeKind
	comp     compKind
	pos      syntax.Pos
	parent   *scope
	children []*scope

	syms     map[string]*symbol
	order    []string // names in order of appearance
	params   []string // parameters in order of declaration
	free     []string // filled by the analysis, in order
	walrus   map[string]bool
	unbinds  map[string]bool // names that del or an except clause's end may unbind
	nested   bool
	lambda   bool
	isAsync  bool // async def
	varargs  bool
	varkw    bool
	hasYield bool
	hasAwait bool // an await, async for/with or asynchronous comprehension inside
	// returnValue is the position of the first return with a value.
	returnValue *syntax.Pos
	needsClass  bool // class scope: a method uses __class__

	compIterTarget bool // inside a comprehension's `for` target
	compIterExpr   int  // inside an iterable of a comprehension
	directives     []directive
}

func (s *scope) isFunction() bool { return s.kind == functionScope }

func (s *scope) sym(name string) *symbol {
	y := s.syms[name]
	if y == nil {
		y = &symbol{}
		s.syms[name] = y
		s.order = append(s.order, name)
	}
	return y
}

type symtable struct {
	file     *source
	scopes   map[syntax.Node]*scope
	cur      *scope
	top      *scope
	private  string // name of the innermost class
	depth    int
	future   bool // annotations
	topAwait bool
}

// maxDepth bounds recursion over the tree, here and in the generator: CPython allows 3,000 levels; the smallest
// browser stack sets the bound here.
const maxDepth = 600

func (st *symtable) enter(kind scopeKind, node syntax.Node) *scope {
	s := &scope{kind: kind, pos: *node.Span(), parent: st.cur, syms: map[string]*symbol{}}
	if p := st.cur; p != nil {
		p.children = append(p.children, s)
		s.nested = p.nested || p.isFunction()
		s.compIterExpr = p.compIterExpr
	}
	st.scopes[node] = s
	st.cur = s
	return s
}

func (st *symtable) leave() { st.cur = st.cur.parent }

func (st *symtable) fail(pos *syntax.Pos, format string, args ...any) {
	panic(st.file.errorf(pos, format, args...))
}

func (st *symtable) deeper() {
	if st.depth++; st.depth > maxDepth {
		panic(tooDeep)
	}
}

// mangle gives the name that a private name has inside class.
func mangle(class, name string) string {
	if class == "" || len(name) < 3 || name[:2] != "__" || name[len(name)-2:] == "__" {
		return name
	}
	for i := 0; i < len(name); i++ {
		if name[i] == '.' {
			return name
		}
	}
	for len(class) > 0 && class[0] == '_' {
		class = class[1:]
	}
	if class == "" {
		return name
	}
	return "_" + class + name
}

func (st *symtable) def(name string, f symFlags, pos *syntax.Pos) {
	st.defIn(st.cur, name, f, pos)
}

func (st *symtable) defIn(s *scope, name string, f symFlags, pos *syntax.Pos) {
	m := mangle(st.private, name)
	y := s.sym(m)
	if f&defParam != 0 && y.flags&defParam != 0 {
		st.fail(pos, "duplicate argument '%s' in function definition", name)
	}
	y.flags |= f
	if s.compIterTarget {
		// A name bound by the iteration may not be rebound by a walrus, and the other way round.
		if y.flags&(defGlobal|defNonlocal) != 0 {
			st.fail(pos, "comprehension inner loop cannot rebind assignment expression target '%s'", name)
		}
		y.flags |= defCompIter
	}
	if f&defParam != 0 {
		s.params = append(s.params, m)
	} else if f&defGlobal != 0 {
		st.top.sym(m).flags |= f
	}
}

// build runs the first pass over a module.
func (st *symtable) build(mod *syntax.Module) {
	st.top = st.enter(moduleScope, mod)
	st.stmts(mod.Body)
	st.leave()
}

func (st *symtable) stmts(list []syntax.Stmt) {
	for _, s := range list {
		st.stmt(s)
	}
}

func (st *symtable) stmt(s syntax.Stmt) {
	st.deeper()
	defer func() { st.depth-- }()
	switch s := s.(type) {
	case *syntax.FunctionDef:
		st.def(s.Name, defLocal, s.Span())
		st.function(s, s.Args, s.Body, s.DecoratorList, s.Returns, false)
	case *syntax.AsyncFunctionDef:
		st.def(s.Name, defLocal, s.Span())
		st.function(s, s.Args, s.Body, s.DecoratorList, s.Returns, true)
	case *syntax.ClassDef:
		st.def(s.Name, defLocal, s.Span())
		st.exprs(s.Bases)
		st.keywords(s.Keywords)
		st.exprs(s.DecoratorList)
		st.enter(classScope, s)
		saved := st.private
		st.private = s.Name
		st.stmts(s.Body)
		st.private = saved
		st.leave()
	case *syntax.Return:
		if s.Value != nil {
			st.expr(s.Value)
			if st.cur.returnValue == nil {
				st.cur.returnValue = s.Span()
			}
		}
	case *syntax.Delete:
		st.exprs(s.Targets)
	case *syntax.Assign:
		st.exprs(s.Targets)
		st.expr(s.Value)
	case *syntax.AnnAssign:
		st.annAssign(s)
	case *syntax.AugAssign:
		st.expr(s.Target)
		st.expr(s.Value)
	case *syntax.For:
		st.expr(s.Target)
		st.expr(s.Iter)
		st.stmts(s.Body)
		st.stmts(s.Orelse)
	case *syntax.AsyncFor:
		st.cur.hasAwait = true
		st.expr(s.Target)
		st.expr(s.Iter)
		st.stmts(s.Body)
		st.stmts(s.Orelse)
	case *syntax.While:
		st.expr(s.Test)
		st.stmts(s.Body)
		st.stmts(s.Orelse)
	case *syntax.If:
		st.ifStmt(s)
	case *syntax.Match:
		st.expr(s.Subject)
		for _, c := range s.Cases {
			st.pattern(c.Pattern)
			st.exprOpt(c.Guard)
			st.stmts(c.Body)
		}
	case *syntax.Raise:
		st.exprOpt(s.Exc)
		st.exprOpt(s.Cause)
	case *syntax.Try:
		st.try(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *syntax.TryStar:
		st.try(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *syntax.Assert:
		st.expr(s.Test)
		st.exprOpt(s.Msg)
	case *syntax.Import:
		for _, a := range s.Names {
			st.alias(a)
		}
	case *syntax.ImportFrom:
		for _, a := range s.Names {
			st.alias(a)
		}
	case *syntax.Global:
		st.global(s.Names, s.Span(), defGlobal, "global")
	case *syntax.Nonlocal:
		st.global(s.Names, s.Span(), defNonlocal, "nonlocal")
	case *syntax.ExprStmt:
		st.expr(s.Value)
	case *syntax.With:
		st.with(s.Items, s.Body)
	case *syntax.AsyncWith:
		st.cur.hasAwait = true
		st.with(s.Items, s.Body)
	}
}

// ifStmt walks an elif chain in a loop: it is as deep as it is long.
func (st *symtable) ifStmt(s *syntax.If) {
	for {
		st.expr(s.Test)
		st.stmts(s.Body)
		if len(s.Orelse) == 1 {
			if next, ok := s.Orelse[0].(*syntax.If); ok {
				s = next
				continue
			}
		}
		st.stmts(s.Orelse)
		return
	}
}

func (st *symtable) with(items []*syntax.WithItem, body []syntax.Stmt) {
	for _, it := range items {
		st.expr(it.ContextExpr)
		st.exprOpt(it.OptionalVars)
	}
	st.stmts(body)
}

func (st *symtable) try(body []syntax.Stmt, hs []*syntax.ExceptHandler, orelse, final []syntax.Stmt) {
	st.stmts(body)
	for _, h := range hs {
		st.exprOpt(h.Type)
		if h.Name != "" {
			st.def(h.Name, defLocal, h.Span())
			st.unbind(h.Name)
		}
		st.stmts(h.Body)
	}
	st.stmts(orelse)
	st.stmts(final)
}

func (st *symtable) unbind(name string) {
	if st.cur.unbinds == nil {
		st.cur.unbinds = map[string]bool{}
	}
	st.cur.unbinds[mangle(st.private, name)] = true
}

func (st *symtable) annAssign(s *syntax.AnnAssign) {
	if n, ok := s.Target.(*syntax.Name); ok {
		f := st.cur.syms[mangle(st.private, n.Id)]
		if f != nil && f.flags&(defGlobal|defNonlocal) != 0 && st.cur != st.top && s.Simple {
			what := "nonlocal"
			if f.flags&defGlobal != 0 {
				what = "global"
			}
			st.fail(s.Span(), "annotated name '%s' can't be %s", n.Id, what)
		}
		if s.Simple {
			st.def(n.Id, defAnnot|defLocal, n.Span())
		} else if s.Value != nil {
			st.def(n.Id, defLocal, n.Span())
		}
	} else {
		st.expr(s.Target)
	}
	st.annotation(s.Annotation)
	st.exprOpt(s.Value)
}

func (st *symtable) annotation(e syntax.Expr) {
	if e == nil {
		return
	}
	if st.future {
		st.enter(annotationScope, e)
		st.expr(e)
		st.leave()
		// Not part of the program: its names bind nothing.
		p := st.cur
		p.children = p.children[:len(p.children)-1]
		delete(st.scopes, e)
		return
	}
	st.expr(e)
}

func (st *symtable) global(names []string, pos *syntax.Pos, f symFlags, word string) {
	for _, n := range names {
		if y := st.cur.syms[mangle(st.private, n)]; y != nil && y.flags&(defParam|defLocal|defUse|defAnnot) != 0 {
			switch {
			case y.flags&defParam != 0:
				st.fail(pos, "name '%s' is parameter and %s", n, word)
			case y.flags&defUse != 0:
				st.fail(pos, "name '%s' is used prior to %s declaration", n, word)
			case y.flags&defAnnot != 0:
				st.fail(pos, "annotated name '%s' can't be %s", n, word)
			default:
				st.fail(pos, "name '%s' is assigned to before %s declaration", n, word)
			}
		}
		st.def(n, f, pos)
		st.cur.directives = append(st.cur.directives, directive{mangle(st.private, n), *pos})
	}
}

func (st *symtable) alias(a *syntax.Alias) {
	name := a.AsName
	if name == "" {
		name = a.Name
		for i := 0; i < len(name); i++ {
			if name[i] == '.' {
				name = name[:i]
				break
			}
		}
	}
	if a.Name == "*" {
		if st.cur.kind != moduleScope {
			st.fail(a.Span(), "import * only allowed at module level")
		}
		return
	}
	st.def(name, defImport, a.Span())
}

// function enters a def's scope. Its defaults, annotations and decorators belong to the scope around it.
func (st *symtable) function(node syntax.Node, a *syntax.Arguments, body []syntax.Stmt, decorators []syntax.Expr, returns syntax.Expr, async bool) {
	st.exprs(a.Defaults)
	st.exprs(a.KwDefaults)
	for _, list := range [][]*syntax.Arg{a.PosOnlyArgs, a.Args} {
		for _, p := range list {
			st.annotation(p.Annotation)
		}
	}
	if a.VarArg != nil {
		st.annotation(a.VarArg.Annotation)
	}
	if a.KwArg != nil {
		st.annotation(a.KwArg.Annotation)
	}
	for _, p := range a.KwOnlyArgs {
		st.annotation(p.Annotation)
	}
	st.annotation(returns)
	st.exprs(decorators)
	s := st.enter(functionScope, node)
	s.isAsync = async
	st.arguments(a)
	st.stmts(body)
	st.leave()
}

func (st *symtable) arguments(a *syntax.Arguments) {
	for _, list := range [][]*syntax.Arg{a.PosOnlyArgs, a.Args, a.KwOnlyArgs} {
		for _, p := range list {
			st.def(p.Arg, defParam, p.Span())
		}
	}
	if a.VarArg != nil {
		st.def(a.VarArg.Arg, defParam, a.VarArg.Span())
		st.cur.varargs = true
	}
	if a.KwArg != nil {
		st.def(a.KwArg.Arg, defParam, a.KwArg.Span())
		st.cur.varkw = true
	}
}
