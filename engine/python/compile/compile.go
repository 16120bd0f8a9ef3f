package compile

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// Options say how to compile.
type Options struct {
	Filename string
	Source   string // for the text of errors
	Mode     syntax.Mode
	// Flags may hold TopLevelAwait and FutureAnnotations.
	Flags CodeFlags
	// NoText leaves the source line out of errors found after parsing: CPython reads it from the file, and there is none for
	// eval and exec.
	NoText bool
	// Count makes the code count how often each statement begins.
	Count bool
	// Result makes a module give the value of the expression that is its last statement, as the interactive interpreter would show it.
	Result bool
}

// Warning is a SyntaxWarning, or a DeprecationWarning.
type Warning struct {
	Msg        string
	Pos        Position
	Deprecated bool
}

// compiler translates one module.
type compiler struct {
	file       *source
	st         *symtable
	opts       Options
	u          *unit
	depth      int
	warnings   []Warning
	future     bool // annotations
	futureSeen map[*syntax.ImportFrom]bool
	// loc is the position of what is being compiled, for instructions that CPython gives no position of their own: a condition's
	// jump has its statement's, or that of the comparison before it.
	loc *syntax.Pos
	// sets are the frozensets of constants so far, by their items: equal ones are one constant, in the order of the first.
	sets map[string]object.Object
}

// Source parses and compiles source text.
func Source(o Options) (*Code, []Warning, error) {
	mod, err := syntax.Parse(o.Filename, o.Source, o.Mode)
	if err != nil {
		return nil, nil, err
	}
	return Compile(mod, o)
}

// Compile compiles a syntax tree. The error is a *syntax.Error.
func Compile(mod *syntax.Module, o Options) (code *Code, warnings []Warning, err error) {
	file := &source{filename: o.Filename, text: o.Source}
	if o.NoText {
		file.text = ""
	}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(compileError)
			if !ok {
				panic(r)
			}
			code, err = nil, e.err
		}
	}()
	c := &compiler{file: file, opts: o}
	for _, w := range mod.Warnings {
		c.warnings = append(c.warnings, Warning{w.Msg, Position{Line: int32(w.Line), EndLine: int32(w.Line)}, w.Deprecated})
	}
	c.future = o.Flags&FutureAnnotations != 0
	c.futureImports(mod)
	c.st = &symtable{file: file, scopes: map[syntax.Node]*scope{}, future: c.future, topAwait: o.Flags&TopLevelAwait != 0}
	c.st.build(mod)
	c.st.analyze()
	return c.module(mod), c.warnings, nil
}

func (c *compiler) fail(pos *syntax.Pos, format string, args ...any) {
	panic(c.file.errorf(pos, format, args...))
}

func (c *compiler) warn(pos *syntax.Pos, msg string) {
	c.warnings = append(c.warnings, Warning{Msg: msg, Pos: position(pos)})
}

func (c *compiler) deeper() {
	if c.depth++; c.depth > maxDepth {
		panic(tooDeep)
	}
}

var futureFeatures = map[string]bool{
	"nested_scopes": true, "generators": true, "division": true, "absolute_import": true, "with_statement": true,
	"print_function": true, "unicode_literals": true, "generator_stop": true, "annotations": true,
}

// futureImports finds the `from __future__ import` statements at the start of the module.
func (c *compiler) futureImports(mod *syntax.Module) {
	for i, s := range mod.Body {
		if e, ok := s.(*syntax.ExprStmt); ok && i == 0 {
			if k, ok := e.Value.(*syntax.Constant); ok {
				if _, ok := k.Value.(string); ok {
					continue
				}
			}
		}
		im, ok := s.(*syntax.ImportFrom)
		if !ok || im.Module != "__future__" || im.Level > 0 {
			return
		}
		for _, a := range im.Names {
			switch {
			case a.Name == "annotations":
				c.future = true
			case a.Name == "braces":
				c.fail(noEnd(im.Span()), "not a chance")
			case !futureFeatures[a.Name]:
				c.fail(noEnd(im.Span()), "future feature %s is not defined", a.Name)
			}
		}
		// An import from __future__ that is not among these is misplaced: importFrom refuses it.
		if c.futureSeen == nil {
			c.futureSeen = map[*syntax.ImportFrom]bool{}
		}
		c.futureSeen[im] = true
	}
}

// noEnd is a position for which CPython gives no end column.
func noEnd(p *syntax.Pos) *syntax.Pos {
	return &syntax.Pos{Line: p.Line, Col: p.Col, EndLine: p.Line, EndCol: -3}
}

func (c *compiler) module(mod *syntax.Module) *Code {
	c.enter(mod, "<module>", 1)
	u := c.u
	u.code.FirstLine = 1
	if c.st.topAwait && c.st.top.hasAwait {
		u.code.Flags |= Coroutine
	}
	body := mod.Body
	switch c.opts.Mode {
	case syntax.ModeEval:
		e := body[0].(*syntax.ExprStmt)
		r := c.expr(e.Value)
		u.emit(OpReturn, e.Value.Span(), -1, r, 0)
		return c.leave(false)
	case syntax.ModeSingle:
		u.single = true
	}
	u.code.Doc = docstring(body)
	if hasAnnotations(body) {
		u.emit(OpSetupAnnotations, nil, 0, 0, 0)
	}
	if u.code.Doc != object.None && !u.single {
		c.storeName("__doc__", u.konst(u.code.Doc), body[0].Span())
	}
	if last := c.lastExpression(body); last != nil {
		c.stmts(body[:len(body)-1])
		if !u.dead {
			c.begin(last)
			u.emit(OpReturn, last.Span(), -1, c.expr(last.Value), 0)
			return c.leave(false)
		}
		return c.leave(true)
	}
	c.stmts(body)
	return c.leave(true)
}

// lastExpression is the statement whose value a module gives, if it is asked for one. A constant is a comment, or a docstring.
func (c *compiler) lastExpression(body []syntax.Stmt) *syntax.ExprStmt {
	if !c.opts.Result || len(body) == 0 {
		return nil
	}
	last, ok := body[len(body)-1].(*syntax.ExprStmt)
	if !ok {
		return nil
	}
	if _, ok := last.Value.(*syntax.Constant); ok {
		return nil
	}
	return last
}

func docstring(body []syntax.Stmt) object.Object {
	if len(body) > 0 {
		if e, ok := body[0].(*syntax.ExprStmt); ok {
			if k, ok := e.Value.(*syntax.Constant); ok {
				if s, ok := k.Value.(string); ok {
					return object.NewStr(s)
				}
			}
		}
	}
	return object.None
}

// hasAnnotations tells whether a module's or class's body annotates a variable (functions have their own).
func hasAnnotations(body []syntax.Stmt) bool {
	found := false
	for _, s := range body {
		syntax.Inspect(s, func(n syntax.Node) bool {
			switch n.(type) {
			case *syntax.AnnAssign:
				found = true
			case *syntax.FunctionDef, *syntax.AsyncFunctionDef, *syntax.ClassDef, syntax.Expr:
				return false
			}
			return !found
		})
	}
	return found
}
