package ast

import (
	"reflect"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// What the parser never makes, but a program that builds a tree can: lists that are empty or of the wrong length, names that are no
// names, targets that cannot be assigned to. compile() refuses it, in CPython's words; the compiler relies on that.

// validator keeps the first thing that is wrong.
type validator struct{ err error }

// validate checks the tree of a module.
func validate(m *syntax.Module) error {
	v := &validator{}
	v.stmts(m.Body)
	return v.err
}

func (v *validator) fail(format string, args ...any) {
	if v.err == nil {
		v.err = object.ValueErrorf(format, args...)
	}
}

func (v *validator) name(id string) {
	switch id {
	case "None", "True", "False":
		v.fail("identifier field can't represent '%s' constant", id)
	}
}

func (v *validator) exprs(list []syntax.Expr, ctx syntax.Context) {
	for _, e := range list {
		if e == nil {
			v.fail("None disallowed in expression list")
		}
		v.expr(e, ctx)
	}
}

// expr checks an expression; nil is none, where one may be left out.
func (v *validator) expr(e syntax.Expr, ctx syntax.Context) {
	if e == nil || v.err != nil {
		return
	}
	has, settable := syntax.Load, true
	switch e := e.(type) {
	case *syntax.Name:
		v.name(e.Id)
		has = e.Ctx
	case *syntax.Attribute:
		has = e.Ctx
	case *syntax.Subscript:
		has = e.Ctx
	case *syntax.Starred:
		has = e.Ctx
	case *syntax.List:
		has = e.Ctx
	case *syntax.Tuple:
		has = e.Ctx
	default:
		settable = false
	}
	if !settable && ctx != syntax.Load {
		v.fail("expression which can't be assigned to in %s context", ctx)
	} else if has != ctx {
		v.fail("expression must have %s context but has %s instead", ctx, has)
	}
	v.parts(e, ctx)
}

// parts checks what an expression is made of.
func (v *validator) parts(e syntax.Expr, ctx syntax.Context) {
	load := func(list ...syntax.Expr) {
		for _, x := range list {
			v.expr(x, syntax.Load)
		}
	}
	switch e := e.(type) {
	case *syntax.BoolOp:
		if len(e.Values) < 2 {
			v.fail("BoolOp with less than 2 values")
		}
		v.exprs(e.Values, syntax.Load)
	case *syntax.NamedExpr:
		if _, ok := e.Target.(*syntax.Name); !ok && v.err == nil {
			v.err = object.TypeErrorf("NamedExpr target must be a Name")
		}
		load(e.Value)
	case *syntax.BinOp:
		load(e.Left, e.Right)
	case *syntax.UnaryOp:
		load(e.Operand)
	case *syntax.Lambda:
		v.arguments(e.Args)
		load(e.Body)
	case *syntax.IfExp:
		load(e.Test, e.Body, e.Orelse)
	case *syntax.Dict:
		if len(e.Keys) != len(e.Values) {
			v.fail("Dict doesn't have the same number of keys as values")
		}
		load(e.Keys...)
		v.exprs(e.Values, syntax.Load)
	case *syntax.Set:
		v.exprs(e.Elts, syntax.Load)
	case *syntax.List:
		v.exprs(e.Elts, ctx)
	case *syntax.Tuple:
		v.exprs(e.Elts, ctx)
	case *syntax.ListComp:
		v.comprehension(e.Generators, e.Elt)
	case *syntax.SetComp:
		v.comprehension(e.Generators, e.Elt)
	case *syntax.GeneratorExp:
		v.comprehension(e.Generators, e.Elt)
	case *syntax.DictComp:
		v.comprehension(e.Generators, e.Key, e.Value)
	case *syntax.Await:
		load(e.Value)
	case *syntax.Yield:
		load(e.Value)
	case *syntax.YieldFrom:
		load(e.Value)
	case *syntax.Compare:
		if len(e.Comparators) == 0 {
			v.fail("Compare with no comparators")
		}
		if len(e.Comparators) != len(e.Ops) {
			v.fail("Compare has a different number of comparators and operands")
		}
		v.exprs(e.Comparators, syntax.Load)
		load(e.Left)
	case *syntax.Call:
		load(e.Func)
		v.exprs(e.Args, syntax.Load)
		v.keywords(e.Keywords)
	case *syntax.JoinedStr:
		v.exprs(e.Values, syntax.Load)
	case *syntax.FormattedValue:
		load(e.Value, e.FormatSpec)
	case *syntax.Attribute:
		load(e.Value)
	case *syntax.Subscript:
		load(e.Slice, e.Value)
	case *syntax.Starred:
		v.expr(e.Value, ctx)
	case *syntax.Slice:
		load(e.Lower, e.Upper, e.Step)
	}
}

func (v *validator) comprehension(generators []*syntax.Comprehension, results ...syntax.Expr) {
	if len(generators) == 0 {
		v.fail("comprehension with no generators")
	}
	for _, g := range generators {
		v.expr(g.Target, syntax.Store)
		v.expr(g.Iter, syntax.Load)
		v.exprs(g.Ifs, syntax.Load)
	}
	v.exprs(results, syntax.Load)
}

func (v *validator) keywords(list []*syntax.Keyword) {
	for _, k := range list {
		v.expr(k.Value, syntax.Load)
	}
}

func (v *validator) arguments(a *syntax.Arguments) {
	if a == nil || v.err != nil {
		return
	}
	for _, list := range [][]*syntax.Arg{a.PosOnlyArgs, a.Args, {a.VarArg}, a.KwOnlyArgs, {a.KwArg}} {
		for _, p := range list {
			if p != nil {
				v.expr(p.Annotation, syntax.Load)
			}
		}
	}
	if len(a.Defaults) > len(a.PosOnlyArgs)+len(a.Args) {
		v.fail("more positional defaults than args on arguments")
	}
	if len(a.KwDefaults) != len(a.KwOnlyArgs) {
		v.fail("length of kwonlyargs is not the same as kw_defaults on arguments")
	}
	v.exprs(a.Defaults, syntax.Load)
	for _, d := range a.KwDefaults {
		v.expr(d, syntax.Load)
	}
}

// body checks the statements of a block, of which there has to be one.
func (v *validator) body(list []syntax.Stmt, owner string) {
	v.some(len(list), "body", owner)
	v.stmts(list)
}

func (v *validator) some(n int, what, owner string) {
	if n == 0 {
		v.fail("empty %s on %s", what, owner)
	}
}

func (v *validator) stmts(list []syntax.Stmt) {
	for _, s := range list {
		if s == nil {
			v.fail("None disallowed in statement list")
		} else if v.err == nil {
			v.stmt(s, nodeName(reflect.TypeOf(s).Elem()))
		}
	}
}

func (v *validator) stmt(s syntax.Stmt, kind string) {
	load := func(list ...syntax.Expr) {
		for _, x := range list {
			v.expr(x, syntax.Load)
		}
	}
	switch s := s.(type) {
	case *syntax.FunctionDef:
		v.function(s, kind)
	case *syntax.AsyncFunctionDef:
		f := syntax.FunctionDef(*s)
		v.function(&f, kind)
	case *syntax.ClassDef:
		v.body(s.Body, kind)
		v.exprs(s.Bases, syntax.Load)
		v.keywords(s.Keywords)
		v.exprs(s.DecoratorList, syntax.Load)
	case *syntax.Return:
		load(s.Value)
	case *syntax.Delete:
		v.some(len(s.Targets), "targets", kind)
		v.exprs(s.Targets, syntax.Del)
	case *syntax.Assign:
		v.some(len(s.Targets), "targets", kind)
		v.exprs(s.Targets, syntax.Store)
		load(s.Value)
	case *syntax.AugAssign:
		v.expr(s.Target, syntax.Store)
		load(s.Value)
	case *syntax.AnnAssign:
		if _, ok := s.Target.(*syntax.Name); !ok && s.Simple && v.err == nil {
			v.err = object.TypeErrorf("AnnAssign with simple non-Name target")
		}
		v.expr(s.Target, syntax.Store)
		load(s.Value, s.Annotation)
	case *syntax.For:
		v.loop(s, kind)
	case *syntax.AsyncFor:
		f := syntax.For(*s)
		v.loop(&f, kind)
	case *syntax.While:
		load(s.Test)
		v.body(s.Body, kind)
		v.stmts(s.Orelse)
	case *syntax.If:
		load(s.Test)
		v.body(s.Body, kind)
		v.stmts(s.Orelse)
	case *syntax.With:
		v.with(s, kind)
	case *syntax.AsyncWith:
		w := syntax.With(*s)
		v.with(&w, kind)
	case *syntax.Match:
		load(s.Subject)
		v.some(len(s.Cases), "cases", kind)
		for _, c := range s.Cases {
			v.pattern(c.Pattern, false)
			load(c.Guard)
			v.body(c.Body, "match_case")
		}
	case *syntax.Raise:
		if s.Exc == nil && s.Cause != nil {
			v.fail("Raise with cause but no exception")
		}
		load(s.Exc, s.Cause)
	case *syntax.Try:
		v.try(s, kind)
	case *syntax.TryStar:
		t := syntax.Try(*s)
		v.try(&t, kind)
	case *syntax.Assert:
		load(s.Test, s.Msg)
	case *syntax.Import:
		v.some(len(s.Names), "names", kind)
	case *syntax.ImportFrom:
		if s.Level < 0 {
			v.fail("Negative ImportFrom level")
		}
		v.some(len(s.Names), "names", kind)
	case *syntax.Global:
		v.some(len(s.Names), "names", kind)
	case *syntax.Nonlocal:
		v.some(len(s.Names), "names", kind)
	case *syntax.ExprStmt:
		load(s.Value)
	}
}

func (v *validator) function(f *syntax.FunctionDef, kind string) {
	v.body(f.Body, kind)
	v.arguments(f.Args)
	v.exprs(f.DecoratorList, syntax.Load)
	v.expr(f.Returns, syntax.Load)
}

func (v *validator) loop(s *syntax.For, kind string) {
	v.expr(s.Target, syntax.Store)
	v.expr(s.Iter, syntax.Load)
	v.body(s.Body, kind)
	v.stmts(s.Orelse)
}

func (v *validator) with(s *syntax.With, kind string) {
	v.some(len(s.Items), "items", kind)
	for _, i := range s.Items {
		v.expr(i.ContextExpr, syntax.Load)
		v.expr(i.OptionalVars, syntax.Store)
	}
	v.body(s.Body, kind)
}

func (v *validator) try(s *syntax.Try, kind string) {
	v.body(s.Body, kind)
	if len(s.Handlers) == 0 && len(s.Finalbody) == 0 {
		v.fail("%s has neither except handlers nor finalbody", kind)
	}
	if len(s.Handlers) == 0 && len(s.Orelse) > 0 {
		v.fail("%s has orelse but no except handlers", kind)
	}
	for _, h := range s.Handlers {
		v.expr(h.Type, syntax.Load)
		v.body(h.Body, "ExceptHandler")
	}
	v.stmts(s.Finalbody)
	v.stmts(s.Orelse)
}

func (v *validator) patterns(list []syntax.Pattern, star bool) {
	for _, p := range list {
		v.pattern(p, star)
	}
}

// pattern checks a pattern; star says whether it may be a starred one.
func (v *validator) pattern(p syntax.Pattern, star bool) {
	if v.err != nil {
		return
	}
	switch p := p.(type) {
	case *syntax.MatchValue:
		v.matched(p.Value, false)
	case *syntax.MatchSingleton:
		if _, ok := p.Value.(bool); !ok && p.Value != nil {
			v.fail("MatchSingleton can only contain True, False and None")
		}
	case *syntax.MatchSequence:
		v.patterns(p.Patterns, true)
	case *syntax.MatchMapping:
		if len(p.Keys) != len(p.Patterns) {
			v.fail("MatchMapping doesn't have the same number of keys as patterns")
		}
		v.capture(p.Rest)
		for _, k := range p.Keys {
			v.matched(k, true)
		}
		v.patterns(p.Patterns, false)
	case *syntax.MatchClass:
		if len(p.KwdAttrs) != len(p.KwdPatterns) {
			v.fail("MatchClass doesn't have the same number of keyword attributes as patterns")
		}
		cls := p.Cls
		for a, ok := cls.(*syntax.Attribute); ok; a, ok = cls.(*syntax.Attribute) {
			cls = a.Value
		}
		if _, ok := cls.(*syntax.Name); !ok {
			v.fail("MatchClass cls field can only contain Name or Attribute nodes.")
		}
		v.expr(p.Cls, syntax.Load)
		for _, n := range p.KwdAttrs {
			v.name(n)
		}
		v.patterns(p.Patterns, false)
		v.patterns(p.KwdPatterns, false)
	case *syntax.MatchStar:
		if !star {
			v.fail("can't use MatchStar here")
		}
		v.capture(p.Name)
	case *syntax.MatchAs:
		v.capture(p.Name)
		if p.Pattern == nil {
			return
		}
		if p.Name == "" {
			v.fail("MatchAs must specify a target name if a pattern is given")
		}
		v.pattern(p.Pattern, false)
	case *syntax.MatchOr:
		if len(p.Patterns) < 2 {
			v.fail("MatchOr requires at least 2 patterns")
		}
		v.patterns(p.Patterns, false)
	}
}

func (v *validator) capture(name string) {
	if name == "_" {
		v.fail("can't capture name '_' in patterns")
	}
	v.name(name)
}

// matched checks what a pattern compares with; key says that it is a mapping's key, which may be None, True or False.
func (v *validator) matched(e syntax.Expr, key bool) {
	v.expr(e, syntax.Load)
	switch e := e.(type) {
	case *syntax.Constant:
		switch e.Value.(type) {
		case nil, bool:
			if key {
				return
			}
		case syntax.Ellipsis:
		default:
			return
		}
		v.fail("unexpected constant inside of a literal pattern")
	case *syntax.Attribute, *syntax.UnaryOp, *syntax.BinOp, *syntax.JoinedStr:
	default:
		v.fail("patterns may only match literals and attribute lookups")
	}
}
