package lesson

import (
	"errors"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// This file cuts a learner's source into the facts that checks ask about:
// which functions there are and whether they are async, what is called and
// what happens to the result, what is assigned where. It works on the syntax
// tree, so that a word in a comment or a string never counts; what a check
// may not learn from it, such as the value of a name, it asks the program.
//
// The facts reach the checks as objects (see shelf.py), one for each entry,
// with these fields as attributes.

type outline struct {
	Functions   []outlineFunction   `json:"functions"`
	Classes     []outlineClass      `json:"classes"`
	Assignments []outlineAssignment `json:"assignments"`
	Calls       []outlineCall       `json:"calls"`
	Loops       []outlineLoop       `json:"loops"`
	Awaits      []outlineAwait      `json:"awaits"`
	Returns     []outlineReturn     `json:"returns"`
	Imports     []outlineImport     `json:"imports"`
	Comments    []outlineComment    `json:"comments"`
	Errors      []outlineError      `json:"errors"`
}

// outlineError is a file's SyntaxError. The run need not have met it: a file
// that main.py does not import is not compiled.
type outlineError struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Type    string `json:"type"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

type outlineFunction struct {
	File       string   `json:"file"`
	Line       int      `json:"line"`
	EndLine    int      `json:"end_line"`
	Name       string   `json:"name"`
	Scope      string   `json:"scope"` // dotted names around it; "" at module level
	IsAsync    bool     `json:"is_async"`
	Yields     bool     `json:"yields"`
	Parameters []string `json:"parameters"`
	Decorators []string `json:"decorators"`
}

type outlineClass struct {
	File    string   `json:"file"`
	Line    int      `json:"line"`
	EndLine int      `json:"end_line"`
	Name    string   `json:"name"`
	Scope   string   `json:"scope"`
	Bases   []string `json:"bases"`
}

type outlineAssignment struct {
	File       string `json:"file"`
	Line       int    `json:"line"`
	Name       string `json:"name"`
	Scope      string `json:"scope"`
	ScopeKind  string `json:"scope_kind"` // "module", "class", "function"
	Annotation string `json:"annotation"`
	Value      string `json:"value"` // source; "" for a bare annotation
	Kind       string `json:"kind"`  // node type of the value: "Constant", "Tuple", "Call", …
}

type outlineCall struct {
	File     string            `json:"file"`
	Line     int               `json:"line"` // of the called name, so the right one in a chain
	Callee   string            `json:"callee"`
	Name     string            `json:"name"` // its last part
	Args     []string          `json:"args"`
	Keywords map[string]string `json:"keywords"`
	Scope    string            `json:"scope"`
	InAsync  bool              `json:"in_async"`
	// Use says what becomes of the result: "awaited", "for", "async for",
	// "returned", "assigned", "discarded", "argument", "attribute", "other".
	Use string `json:"use"`
	// With says by what: the function it is an argument of, the attribute
	// read from it, the name assigned.
	With string `json:"with_"`
}

type outlineLoop struct {
	File          string `json:"file"`
	Line          int    `json:"line"`
	IsAsync       bool   `json:"is_async"`
	Comprehension string `json:"comprehension"` // "", "ListComp", "GeneratorExp", …
	Target        string `json:"target"`
	Iter          string `json:"iter"`
	Scope         string `json:"scope"`
	InAsync       bool   `json:"in_async"`
}

type outlineAwait struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Value   string `json:"value"`
	Kind    string `json:"kind"`
	Scope   string `json:"scope"`
	InAsync bool   `json:"in_async"`
}

type outlineReturn struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Value  string `json:"value"`
	Kind   string `json:"kind"`
	Scope  string `json:"scope"`
	InLoop bool   `json:"in_loop"`
}

type outlineImport struct {
	File   string   `json:"file"`
	Line   int      `json:"line"`
	Module string   `json:"module"`
	Names  []string `json:"names"` // as bound here; ["*"] for a star
}

type outlineComment struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Text string `json:"text"` // without the "#" and the blanks around
}

// outlineOf gathers the facts of all files that parse. A file that does not
// parse contributes its comments and its error only.
func outlineOf(files []File) *outline {
	o := &outline{
		Functions: []outlineFunction{}, Classes: []outlineClass{}, Assignments: []outlineAssignment{},
		Calls: []outlineCall{}, Loops: []outlineLoop{}, Awaits: []outlineAwait{}, Returns: []outlineReturn{},
		Imports: []outlineImport{}, Comments: []outlineComment{}, Errors: []outlineError{},
	}
	for _, f := range files {
		if f.Role == "seed" || !strings.HasSuffix(f.Name, ".py") {
			continue
		}
		lines := strings.Split(f.Text, "\n")
		for i, line := range lines {
			if t, ok := strings.CutPrefix(strings.TrimSpace(line), "#"); ok {
				o.Comments = append(o.Comments, outlineComment{f.Name, i + 1, strings.TrimSpace(t)})
			}
		}
		module, err := syntax.Parse(f.Name, f.Text, syntax.ModeExec)
		if err != nil {
			o.Errors = append(o.Errors, errorOf(f.Name, lines, err))
			continue
		}
		v := &outliner{out: o, file: f.Name, lines: lines}
		v.stmts(module.Body, scope{kind: "module"})
	}
	return o
}

// errorOf is the error of a file that is not Python.
func errorOf(file string, lines []string, err error) outlineError {
	e := outlineError{File: file, Type: "SyntaxError", Message: err.Error()}
	if mistake, ok := errors.AsType[*syntax.Error](err); ok {
		e.Line, e.Type, e.Message = mistake.Line, mistake.Kind, mistake.Msg
	}
	if e.Line >= 1 && e.Line <= len(lines) {
		e.Hint = syntax.Pasted(e.Message, lines[e.Line-1])
	}
	return e
}

// A scope is where a node stands.
type scope struct {
	name    string // dotted
	kind    string // "module", "class", "function"
	inAsync bool
	inLoop  bool
	fn      int // index of the function in out.Functions, when kind is "function"
}

func (s scope) inside(name, kind string) scope {
	if s.name != "" {
		name = s.name + "." + name
	}
	return scope{name: name, kind: kind}
}

// A use is what becomes of an expression's value.
type use struct{ how, with string }

var other = use{how: "other"}

type outliner struct {
	out   *outline
	file  string
	lines []string
}

func (v *outliner) stmts(list []syntax.Stmt, s scope) {
	for _, stmt := range list {
		v.stmt(stmt, s)
	}
}

func (v *outliner) stmt(stmt syntax.Stmt, s scope) {
	switch n := stmt.(type) {
	case *syntax.FunctionDef:
		v.function(n.Span(), n.Name, n.Args, n.Body, n.DecoratorList, false, s)
	case *syntax.AsyncFunctionDef:
		v.function(n.Span(), n.Name, n.Args, n.Body, n.DecoratorList, true, s)
	case *syntax.ClassDef:
		v.out.Classes = append(v.out.Classes, outlineClass{v.file, n.Line, n.EndLine, n.Name, s.name, v.texts(n.Bases)})
		for _, base := range n.Bases {
			v.expr(base, other, s)
		}
		v.stmts(n.Body, s.inside(n.Name, "class"))
	case *syntax.Assign:
		with := ""
		for _, target := range n.Targets {
			if name, ok := target.(*syntax.Name); ok {
				with = name.Id
				v.assign(n.Span(), name.Id, "", n.Value, s)
			} else {
				v.expr(target, other, s)
			}
		}
		v.expr(n.Value, use{"assigned", with}, s)
	case *syntax.AnnAssign:
		name, ok := n.Target.(*syntax.Name)
		if !ok {
			v.expr(n.Target, other, s)
			name = &syntax.Name{}
		} else {
			v.assign(n.Span(), name.Id, v.text(n.Annotation), n.Value, s)
		}
		if n.Value != nil {
			v.expr(n.Value, use{"assigned", name.Id}, s)
		}
	case *syntax.Return:
		r := outlineReturn{File: v.file, Line: n.Line, Scope: s.name, InLoop: s.inLoop}
		if n.Value != nil {
			r.Value, r.Kind = v.text(n.Value), syntax.Kind(n.Value)
			v.expr(n.Value, use{how: "returned"}, s)
		}
		v.out.Returns = append(v.out.Returns, r)
	case *syntax.ExprStmt:
		v.expr(n.Value, use{how: "discarded"}, s)
	case *syntax.For:
		v.loop(n.Span(), n.Target, n.Iter, n.Body, n.Orelse, false, s)
	case *syntax.AsyncFor:
		v.loop(n.Span(), n.Target, n.Iter, n.Body, n.Orelse, true, s)
	case *syntax.While:
		v.expr(n.Test, other, s)
		inner := s
		inner.inLoop = true
		v.stmts(n.Body, inner)
		v.stmts(n.Orelse, s)
	case *syntax.Import:
		for _, a := range n.Names {
			bound := a.AsName
			if bound == "" {
				bound, _, _ = strings.Cut(a.Name, ".")
			}
			v.out.Imports = append(v.out.Imports, outlineImport{v.file, n.Line, a.Name, []string{bound}})
		}
	case *syntax.ImportFrom:
		names := []string{}
		for _, a := range n.Names {
			if a.AsName != "" {
				names = append(names, a.AsName)
			} else {
				names = append(names, a.Name)
			}
		}
		v.out.Imports = append(v.out.Imports, outlineImport{v.file, n.Line, strings.Repeat(".", n.Level) + n.Module, names})
	default:
		v.children(stmt, s)
	}
}

func (v *outliner) function(pos *syntax.Pos, name string, args *syntax.Arguments, body []syntax.Stmt, decorators []syntax.Expr, isAsync bool, s scope) {
	f := outlineFunction{
		File: v.file, Line: v.defLine(pos.Line, name), EndLine: pos.EndLine, Name: name, Scope: s.name, IsAsync: isAsync,
		Parameters: []string{}, Decorators: v.texts(decorators),
	}
	if args != nil {
		for _, list := range [][]*syntax.Arg{args.PosOnlyArgs, args.Args, {args.VarArg}, args.KwOnlyArgs, {args.KwArg}} {
			for _, a := range list {
				if a != nil {
					f.Parameters = append(f.Parameters, a.Arg)
				}
			}
		}
		v.children(args, s)
	}
	for _, d := range decorators {
		v.expr(d, other, s)
	}
	index := len(v.out.Functions)
	v.out.Functions = append(v.out.Functions, f)
	inner := s.inside(name, "function")
	inner.inAsync, inner.fn = isAsync, index
	v.stmts(body, inner)
}

// defLine is the line of "def NAME" itself: a decorated function's range may
// begin at its decorator.
func (v *outliner) defLine(line int, name string) int {
	for i := line; i <= len(v.lines) && i < line+20; i++ {
		if strings.Contains(v.lines[i-1], "def "+name) {
			return i
		}
	}
	return line
}

func (v *outliner) loop(pos *syntax.Pos, target, iter syntax.Expr, body, orelse []syntax.Stmt, isAsync bool, s scope) {
	v.addLoop(pos.Line, "", target, iter, isAsync, s)
	inner := s
	inner.inLoop = true
	v.stmts(body, inner)
	v.stmts(orelse, s)
}

func (v *outliner) addLoop(line int, comprehension string, target, iter syntax.Expr, isAsync bool, s scope) {
	v.out.Loops = append(v.out.Loops, outlineLoop{
		File: v.file, Line: line, IsAsync: isAsync, Comprehension: comprehension,
		Target: v.text(target), Iter: v.text(iter), Scope: s.name, InAsync: s.inAsync,
	})
	how := "for"
	if isAsync {
		how = "async for"
	}
	v.expr(iter, use{how: how}, s)
}

func (v *outliner) assign(pos *syntax.Pos, name, annotation string, value syntax.Expr, s scope) {
	a := outlineAssignment{
		File: v.file, Line: pos.Line, Name: name, Scope: s.name, ScopeKind: s.kind, Annotation: annotation,
	}
	if value != nil {
		a.Value, a.Kind = v.text(value), syntax.Kind(value)
	}
	v.out.Assignments = append(v.out.Assignments, a)
}

func (v *outliner) expr(e syntax.Expr, u use, s scope) {
	switch n := e.(type) {
	case nil:
	case *syntax.Call:
		c := outlineCall{
			File: v.file, Line: n.Func.Span().EndLine, Callee: v.text(n.Func), Args: v.texts(n.Args), Keywords: map[string]string{},
			Scope: s.name, InAsync: s.inAsync, Use: u.how, With: u.with,
		}
		c.Name = c.Callee
		if a, ok := n.Func.(*syntax.Attribute); ok {
			c.Name = a.Attr
			v.expr(a.Value, use{"attribute", a.Attr}, s)
		} else {
			v.expr(n.Func, use{"attribute", "__call__"}, s)
		}
		for _, k := range n.Keywords {
			if k.Arg != "" {
				c.Keywords[k.Arg] = v.text(k.Value)
			}
		}
		v.out.Calls = append(v.out.Calls, c)
		for _, a := range n.Args {
			v.expr(a, use{"argument", c.Name}, s)
		}
		for _, k := range n.Keywords {
			v.expr(k.Value, use{"argument", c.Name}, s)
		}
	case *syntax.Await:
		v.out.Awaits = append(v.out.Awaits, outlineAwait{v.file, n.Line, v.text(n.Value), syntax.Kind(n.Value), s.name, s.inAsync})
		v.expr(n.Value, use{how: "awaited"}, s)
	case *syntax.Attribute:
		v.expr(n.Value, use{"attribute", n.Attr}, s)
	case *syntax.ListComp:
		v.comprehension(n, n.Generators, s, n.Elt)
	case *syntax.SetComp:
		v.comprehension(n, n.Generators, s, n.Elt)
	case *syntax.GeneratorExp:
		v.comprehension(n, n.Generators, s, n.Elt)
	case *syntax.DictComp:
		v.comprehension(n, n.Generators, s, n.Key, n.Value)
	case *syntax.Yield, *syntax.YieldFrom:
		if s.kind == "function" {
			v.out.Functions[s.fn].Yields = true
		}
		v.children(e, s)
	default:
		v.children(e, s)
	}
}

func (v *outliner) comprehension(n syntax.Expr, generators []*syntax.Comprehension, s scope, elts ...syntax.Expr) {
	for _, g := range generators {
		v.addLoop(g.Target.Span().Line, syntax.Kind(n), g.Target, g.Iter, g.IsAsync, s)
		for _, cond := range g.Ifs {
			v.expr(cond, other, s)
		}
	}
	for _, e := range elts {
		v.expr(e, other, s)
	}
}

// children visits what hangs below a node that has no meaning of its own
// here.
func (v *outliner) children(node syntax.Node, s scope) {
	syntax.Inspect(node, func(n syntax.Node) bool {
		if n == node {
			return true
		}
		switch n := n.(type) {
		case syntax.Stmt:
			v.stmt(n, s)
		case syntax.Expr:
			v.expr(n, other, s)
		default:
			return true
		}
		return false
	})
}

func (v *outliner) texts(list []syntax.Expr) []string {
	out := []string{}
	for _, e := range list {
		out = append(out, v.text(e))
	}
	return out
}

// text is the source of an expression on one line: runs of blanks, as at a
// line break inside brackets, become one.
func (v *outliner) text(e syntax.Expr) string {
	if e == nil {
		return ""
	}
	p := e.Span()
	if p.Line < 1 || p.EndLine > len(v.lines) || p.EndLine < p.Line {
		return ""
	}
	var b strings.Builder
	for line := p.Line; line <= p.EndLine; line++ {
		runes := []rune(v.lines[line-1])
		from, to := 0, len(runes)
		if line == p.Line {
			from = min(max(p.Col, 0), to)
		}
		if line == p.EndLine {
			to = min(max(p.EndCol, from), to)
		}
		part := string(runes[from:to])
		if line > p.Line {
			part = strings.TrimSpace(part)
			if s := b.String(); part != "" && s != "" && !strings.ContainsAny(s[len(s)-1:], "([{.") && !strings.ContainsAny(part[:1], ".)]}") {
				b.WriteByte(' ')
			}
		}
		if line < p.EndLine {
			part = strings.TrimRight(part, " \t\\")
		}
		b.WriteString(part)
	}
	return b.String()
}
