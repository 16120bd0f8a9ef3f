package compile

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// Unparse writes an expression as CPython writes annotations under `from __future__ import annotations`.
func Unparse(e syntax.Expr) string {
	var u unparser
	u.expr(e, precTest)
	return u.String()
}

// Precedences, loosest first.
const (
	precTuple = iota
	precTest
	precOr
	precAnd
	precNot
	precCmp
	precBitOr
	precBitXor
	precBitAnd
	precShift
	precArith
	precTerm
	precFactor
	precPower
	precAwait
	precAtom
)

type unparser struct {
	strings.Builder
	depth int
}

var binPrec = [...]int{
	syntax.Add: precArith, syntax.Sub: precArith, syntax.Mult: precTerm, syntax.MatMult: precTerm, syntax.Div: precTerm, syntax.Mod: precTerm,
	syntax.Pow: precPower, syntax.LShift: precShift, syntax.RShift: precShift, syntax.BitOr: precBitOr, syntax.BitXor: precBitXor,
	syntax.BitAnd: precBitAnd, syntax.FloorDiv: precTerm,
}

func (u *unparser) paren(on bool, f func()) {
	if on {
		u.WriteByte('(')
	}
	f()
	if on {
		u.WriteByte(')')
	}
}

func (u *unparser) list(es []syntax.Expr) {
	for i, e := range es {
		if i > 0 {
			u.WriteString(", ")
		}
		u.expr(e, precTest)
	}
}

func (u *unparser) expr(e syntax.Expr, level int) {
	if u.depth++; u.depth > maxDepth {
		panic(tooDeep)
	}
	defer func() { u.depth-- }()
	switch e := e.(type) {
	case *syntax.BoolOp:
		p := precAnd
		if e.Op == syntax.Or {
			p = precOr
		}
		u.paren(level > p, func() {
			for i, v := range e.Values {
				if i > 0 {
					u.WriteString(" " + e.Op.Symbol() + " ")
				}
				u.expr(v, p+1)
			}
		})
	case *syntax.NamedExpr:
		u.paren(level > precTuple, func() {
			u.expr(e.Target, precAtom)
			u.WriteString(" := ")
			u.expr(e.Value, precAtom)
		})
	case *syntax.BinOp:
		p := binPrec[e.Op]
		l, r := p, p+1
		if e.Op == syntax.Pow {
			l, r = p+1, p
		}
		u.paren(level > p, func() {
			u.expr(e.Left, l)
			u.WriteString(" " + e.Op.Symbol() + " ")
			u.expr(e.Right, r)
		})
	case *syntax.UnaryOp:
		p := precFactor
		sym := e.Op.Symbol()
		if e.Op == syntax.Not {
			p, sym = precNot, "not "
		}
		u.paren(level > p, func() {
			u.WriteString(sym)
			u.expr(e.Operand, p)
		})
	case *syntax.Lambda:
		u.paren(level > precTest, func() {
			u.WriteString("lambda")
			if u.args(e.Args, " "); true {
				u.WriteString(": ")
			}
			u.expr(e.Body, precTest)
		})
	case *syntax.IfExp:
		u.paren(level > precTest, func() {
			u.expr(e.Body, precTest+1)
			u.WriteString(" if ")
			u.expr(e.Test, precTest+1)
			u.WriteString(" else ")
			u.expr(e.Orelse, precTest)
		})
	case *syntax.Dict:
		u.WriteByte('{')
		for i, k := range e.Keys {
			if i > 0 {
				u.WriteString(", ")
			}
			if k == nil {
				u.WriteString("**")
				u.expr(e.Values[i], precBitOr)
				continue
			}
			u.expr(k, precTest)
			u.WriteString(": ")
			u.expr(e.Values[i], precTest)
		}
		u.WriteByte('}')
	case *syntax.Set:
		u.WriteByte('{')
		u.list(e.Elts)
		u.WriteByte('}')
	case *syntax.ListComp:
		u.comp("[", "]", e.Elt, nil, e.Generators)
	case *syntax.SetComp:
		u.comp("{", "}", e.Elt, nil, e.Generators)
	case *syntax.GeneratorExp:
		u.comp("(", ")", e.Elt, nil, e.Generators)
	case *syntax.DictComp:
		u.comp("{", "}", e.Key, e.Value, e.Generators)
	case *syntax.Await:
		u.paren(level > precAwait, func() {
			u.WriteString("await ")
			u.expr(e.Value, precAtom)
		})
	case *syntax.Yield:
		u.WriteString("(yield")
		if e.Value != nil {
			u.WriteByte(' ')
			u.expr(e.Value, precTest)
		}
		u.WriteByte(')')
	case *syntax.YieldFrom:
		u.WriteString("(yield from ")
		u.expr(e.Value, precTest)
		u.WriteByte(')')
	case *syntax.Compare:
		u.paren(level > precCmp, func() {
			u.expr(e.Left, precCmp+1)
			for i, op := range e.Ops {
				u.WriteString(" " + op.Symbol() + " ")
				u.expr(e.Comparators[i], precCmp+1)
			}
		})
	case *syntax.Call:
		u.call(e)
	case *syntax.FormattedValue, *syntax.JoinedStr:
		u.WriteString("f" + quote(fstring(e)))
	case *syntax.Constant:
		u.constant(e)
	case *syntax.Attribute:
		u.expr(e.Value, precAtom)
		if k, ok := e.Value.(*syntax.Constant); ok {
			if _, ok := k.Value.(int64); ok {
				u.WriteByte(' ')
			}
		}
		u.WriteString("." + e.Attr)
	case *syntax.Subscript:
		u.expr(e.Value, precAtom)
		u.WriteByte('[')
		u.expr(e.Slice, precTuple)
		u.WriteByte(']')
	case *syntax.Starred:
		u.WriteByte('*')
		u.expr(e.Value, precBitOr)
	case *syntax.Name:
		u.WriteString(e.Id)
	case *syntax.List:
		u.WriteByte('[')
		u.list(e.Elts)
		u.WriteByte(']')
	case *syntax.Tuple:
		u.paren(len(e.Elts) == 0 || level > precTuple, func() {
			u.list(e.Elts)
			if len(e.Elts) == 1 {
				u.WriteByte(',')
			}
		})
	case *syntax.Slice:
		if e.Lower != nil {
			u.expr(e.Lower, precTest)
		}
		u.WriteByte(':')
		if e.Upper != nil {
			u.expr(e.Upper, precTest)
		}
		if e.Step != nil {
			u.WriteByte(':')
			u.expr(e.Step, precTest)
		}
	}
}

func (u *unparser) call(e *syntax.Call) {
	u.expr(e.Func, precAtom)
	if len(e.Args) == 1 && len(e.Keywords) == 0 {
		if g, ok := e.Args[0].(*syntax.GeneratorExp); ok {
			u.expr(g, precTest)
			return
		}
	}
	u.WriteByte('(')
	u.list(e.Args)
	for i, k := range e.Keywords {
		if i > 0 || len(e.Args) > 0 {
			u.WriteString(", ")
		}
		if k.Arg == "" {
			u.WriteString("**")
		} else {
			u.WriteString(k.Arg + "=")
		}
		u.expr(k.Value, precTest)
	}
	u.WriteByte(')')
}

func (u *unparser) comp(open, end string, elt, val syntax.Expr, gens []*syntax.Comprehension) {
	u.WriteString(open)
	u.expr(elt, precTest)
	if val != nil {
		u.WriteString(": ")
		u.expr(val, precTest)
	}
	for _, g := range gens {
		if g.IsAsync {
			u.WriteString(" async")
		}
		u.WriteString(" for ")
		u.expr(g.Target, precTuple)
		u.WriteString(" in ")
		u.expr(g.Iter, precTest+1)
		for _, x := range g.Ifs {
			u.WriteString(" if ")
			u.expr(x, precTest+1)
		}
	}
	u.WriteString(end)
}

func (u *unparser) args(a *syntax.Arguments, lead string) {
	first := true
	sep := func() {
		if first {
			u.WriteString(lead)
		} else {
			u.WriteString(", ")
		}
		first = false
	}
	pos := append(append([]*syntax.Arg(nil), a.PosOnlyArgs...), a.Args...)
	for i, p := range pos {
		sep()
		u.WriteString(p.Arg)
		if d := i - (len(pos) - len(a.Defaults)); d >= 0 {
			u.WriteByte('=')
			u.expr(a.Defaults[d], precTest)
		}
		if n := len(a.PosOnlyArgs); n > 0 && i == n-1 {
			u.WriteString(", /")
		}
	}
	if a.VarArg != nil || len(a.KwOnlyArgs) > 0 {
		sep()
		u.WriteByte('*')
		if a.VarArg != nil {
			u.WriteString(a.VarArg.Arg)
		}
	}
	for i, p := range a.KwOnlyArgs {
		sep()
		u.WriteString(p.Arg)
		if a.KwDefaults[i] != nil {
			u.WriteByte('=')
			u.expr(a.KwDefaults[i], precTest)
		}
	}
	if a.KwArg != nil {
		sep()
		u.WriteString("**" + a.KwArg.Arg)
	}
}

func (u *unparser) constant(e *syntax.Constant) {
	switch v := e.Value.(type) {
	case nil:
		u.WriteString("None")
	case bool:
		if v {
			u.WriteString("True")
		} else {
			u.WriteString("False")
		}
	case syntax.Ellipsis:
		u.WriteString("...")
	case string:
		u.WriteString(e.Kind + quote(v))
	case *big.Int:
		u.WriteString(v.String())
	case int64:
		u.WriteString(strconv.FormatInt(v, 10))
	default:
		r, err := object.Repr(literalThread(), constant(v))
		if err != nil {
			r = fmt.Sprint(v)
		}
		u.WriteString(strings.ReplaceAll(r, "inf", "1e309"))
	}
}

// literalThread is enough of a thread for the repr of a literal.
func literalThread() *object.Thread {
	return object.NewRuntime(object.Limits{}).Sched.Main()
}

func quote(s string) string {
	r, err := object.Repr(literalThread(), object.NewStr(s))
	if err != nil {
		return strconv.Quote(s)
	}
	return r
}

// fstring gives the text between the quotes of an f-string.
func fstring(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.JoinedStr:
		var b strings.Builder
		for _, v := range e.Values {
			b.WriteString(fstring(v))
		}
		return b.String()
	case *syntax.Constant:
		s, _ := e.Value.(string)
		return strings.NewReplacer("{", "{{", "}", "}}").Replace(s)
	case *syntax.FormattedValue:
		var u unparser
		u.expr(e.Value, precTest+1)
		s := "{" + u.String()
		if strings.HasPrefix(s, "{{") {
			s = "{ " + s[1:]
		}
		if e.Conversion > 0 {
			s += "!" + string(rune(e.Conversion))
		}
		if e.FormatSpec != nil {
			s += ":" + fstring(e.FormatSpec)
		}
		return s + "}"
	}
	return ""
}
