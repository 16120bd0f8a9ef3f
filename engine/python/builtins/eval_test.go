package builtins_test

import (
	"fmt"
	"math/big"

	"github.com/asyncshelf/asyncshelf/engine/python/builtins"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// A small evaluator of expressions, so that the built-in types can be compared with CPython without the machine.

type env struct {
	t      *object.Thread
	locals *object.Dict
}

func newEnv(l object.Limits) *env {
	rt := object.NewRuntime(l)
	t := rt.Sched.Main()
	builtins.Install(t)
	return &env{t, object.NewDict()}
}

// eval evaluates an expression's text.
func (e *env) eval(src string) (object.Object, error) {
	m, err := syntax.Parse("<test>", src, syntax.ModeEval)
	if err != nil {
		return nil, err
	}
	return e.expr(m.Body[0].(*syntax.ExprStmt).Value)
}

var binOps = map[syntax.Operator]object.BinOp{
	syntax.Add: object.Add, syntax.Sub: object.Sub, syntax.Mult: object.Mul, syntax.MatMult: object.MatMul, syntax.Div: object.TrueDiv,
	syntax.Mod: object.Mod, syntax.Pow: object.Pow, syntax.LShift: object.LShift, syntax.RShift: object.RShift, syntax.BitOr: object.Or,
	syntax.BitXor: object.Xor, syntax.BitAnd: object.And, syntax.FloorDiv: object.FloorDiv,
}

func (e *env) exprs(xs []syntax.Expr) ([]object.Object, error) {
	out := []object.Object{}
	for _, x := range xs {
		if s, ok := x.(*syntax.Starred); ok {
			v, err := e.expr(s.Value)
			if err != nil {
				return nil, err
			}
			items, err := object.Collect(e.t, v)
			if err != nil {
				return nil, err
			}
			out = append(out, items...)
			continue
		}
		v, err := e.expr(x)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (e *env) expr(x syntax.Expr) (object.Object, error) {
	t := e.t
	switch x := x.(type) {
	case *syntax.Constant:
		switch v := x.Value.(type) {
		case nil:
			return object.None, nil
		case bool:
			return object.NewBool(v), nil
		case int64:
			return object.NewInt(v), nil
		case *big.Int:
			return object.NewBig(v), nil
		case float64:
			return object.Float(v), nil
		case complex128:
			return object.Complex(v), nil
		case string:
			return object.NewStr(v), nil
		case syntax.Bytes:
			return object.NewBytes(v), nil
		case syntax.Ellipsis:
			return object.Ellipsis, nil
		}
	case *syntax.Name:
		if v := e.locals.GetName(x.Id); v != nil {
			return v, nil
		}
		if v := t.RT.Builtins.GetName(x.Id); v != nil {
			return v, nil
		}
		return nil, object.NameErrorf(x.Id, "name '%s' is not defined", x.Id)
	case *syntax.BinOp:
		a, err := e.expr(x.Left)
		if err != nil {
			return nil, err
		}
		b, err := e.expr(x.Right)
		if err != nil {
			return nil, err
		}
		return object.BinaryOp(t, binOps[x.Op], a, b)
	case *syntax.UnaryOp:
		a, err := e.expr(x.Operand)
		if err != nil {
			return nil, err
		}
		switch x.Op {
		case syntax.Not:
			b, err := object.Truth(t, a)
			return object.NewBool(!b), err
		case syntax.USub:
			return object.UnaryOperation(t, object.Neg, a)
		case syntax.UAdd:
			return object.UnaryOperation(t, object.Pos, a)
		}
		return object.UnaryOperation(t, object.Invert, a)
	case *syntax.Compare:
		a, err := e.expr(x.Left)
		if err != nil {
			return nil, err
		}
		var r object.Object
		for i, op := range x.Ops {
			b, err := e.expr(x.Comparators[i])
			if err != nil {
				return nil, err
			}
			if r, err = e.compare(op, a, b); err != nil {
				return nil, err
			}
			if ok, err := object.Truth(t, r); err != nil || !ok {
				return r, err
			}
			a = b
		}
		return r, nil
	case *syntax.BoolOp:
		var v object.Object
		for _, y := range x.Values {
			var err error
			if v, err = e.expr(y); err != nil {
				return nil, err
			}
			b, err := object.Truth(t, v)
			if err != nil {
				return nil, err
			}
			if b != (x.Op == 0) {
				break
			}
		}
		return v, nil
	case *syntax.IfExp:
		c, err := e.expr(x.Test)
		if err != nil {
			return nil, err
		}
		if b, err := object.Truth(t, c); err != nil {
			return nil, err
		} else if b {
			return e.expr(x.Body)
		}
		return e.expr(x.Orelse)
	case *syntax.NamedExpr:
		v, err := e.expr(x.Value)
		if err == nil {
			e.locals.SetName(x.Target.(*syntax.Name).Id, v)
		}
		return v, err
	case *syntax.Tuple:
		items, err := e.exprs(x.Elts)
		return object.NewTuple(items...), err
	case *syntax.List:
		items, err := e.exprs(x.Elts)
		return object.NewList(items), err
	case *syntax.Set:
		items, err := e.exprs(x.Elts)
		if err != nil {
			return nil, err
		}
		s := object.NewSet()
		if !constants(x.Elts) || len(items) < 3 {
			for _, item := range items {
				if err := s.Add(t, item); err != nil {
					return nil, err
				}
			}
			return s, nil
		}
		// As compiled: a frozenset, made anew from its own order, that the set takes in.
		f, err := object.NewFrozenSet(t, object.NewTuple(items...))
		if err == nil {
			f, err = object.NewFrozenSet(t, object.NewTuple(f.Items()...))
		}
		if err != nil {
			return nil, err
		}
		return s, s.Update(t, f)
	case *syntax.Dict:
		d := object.NewDict()
		for i, k := range x.Keys {
			v, err := e.expr(x.Values[i])
			if err != nil {
				return nil, err
			}
			if k == nil {
				if err := d.Update(t, v); err != nil {
					return nil, err
				}
				continue
			}
			kv, err := e.expr(k)
			if err != nil {
				return nil, err
			}
			if err := d.Set(t, kv, v); err != nil {
				return nil, err
			}
		}
		return d, nil
	case *syntax.Attribute:
		v, err := e.expr(x.Value)
		if err != nil {
			return nil, err
		}
		return object.GetAttrName(t, v, x.Attr)
	case *syntax.Subscript:
		v, err := e.expr(x.Value)
		if err != nil {
			return nil, err
		}
		k, err := e.expr(x.Slice)
		if err != nil {
			return nil, err
		}
		return object.GetItem(t, v, k)
	case *syntax.Slice:
		var p [3]object.Object
		for i, y := range []syntax.Expr{x.Lower, x.Upper, x.Step} {
			if y != nil {
				v, err := e.expr(y)
				if err != nil {
					return nil, err
				}
				p[i] = v
			}
		}
		return object.NewSlice(p[0], p[1], p[2]), nil
	case *syntax.Call:
		f, err := e.expr(x.Func)
		if err != nil {
			return nil, err
		}
		args, err := e.exprs(x.Args)
		if err != nil {
			return nil, err
		}
		var kw *object.Kwargs
		for _, k := range x.Keywords {
			v, err := e.expr(k.Value)
			if err != nil {
				return nil, err
			}
			if kw == nil {
				kw = &object.Kwargs{}
			}
			kw.Names = append(kw.Names, object.Intern(k.Arg))
			kw.Vals = append(kw.Vals, v)
		}
		return object.Call(t, f, args, kw)
	case *syntax.Lambda:
		return object.NewBuiltin("<lambda>", func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			saved := e.locals
			e.locals = saved.Copy()
			defer func() { e.locals = saved }()
			for i, a := range x.Args.Args {
				if i < len(args) {
					e.locals.SetName(a.Arg, args[i])
				}
			}
			return e.expr(x.Body)
		}), nil
	case *syntax.ListComp:
		out := object.NewList(nil)
		return out, e.comp(x.Generators, func() error {
			v, err := e.expr(x.Elt)
			out.Items = append(out.Items, v)
			return err
		})
	case *syntax.SetComp:
		out := object.NewSet()
		return out, e.comp(x.Generators, func() error {
			v, err := e.expr(x.Elt)
			if err != nil {
				return err
			}
			return out.Add(t, v)
		})
	case *syntax.GeneratorExp:
		out := object.NewList(nil)
		err := e.comp(x.Generators, func() error {
			v, err := e.expr(x.Elt)
			out.Items = append(out.Items, v)
			return err
		})
		if err != nil {
			return nil, err
		}
		return object.Iter(t, out)
	case *syntax.DictComp:
		out := object.NewDict()
		return out, e.comp(x.Generators, func() error {
			k, err := e.expr(x.Key)
			if err != nil {
				return err
			}
			v, err := e.expr(x.Value)
			if err != nil {
				return err
			}
			return out.Set(t, k, v)
		})
	}
	return nil, fmt.Errorf("the test evaluator does not know %T", x)
}

func (e *env) comp(gens []*syntax.Comprehension, body func() error) error {
	if len(gens) == 0 {
		return body()
	}
	g := gens[0]
	it, err := e.expr(g.Iter)
	if err != nil {
		return err
	}
	return object.ForEach(e.t, it, func(v object.Object) (bool, error) {
		if err := e.assign(g.Target, v); err != nil {
			return false, err
		}
		for _, c := range g.Ifs {
			x, err := e.expr(c)
			if err != nil {
				return false, err
			}
			if b, err := object.Truth(e.t, x); !b || err != nil {
				return true, err
			}
		}
		return true, e.comp(gens[1:], body)
	})
}

func (e *env) assign(target syntax.Expr, v object.Object) error {
	switch x := target.(type) {
	case *syntax.Name:
		e.locals.SetName(x.Id, v)
	case *syntax.Tuple:
		items, err := object.Collect(e.t, v)
		if err != nil {
			return err
		}
		for i, y := range x.Elts {
			if err := e.assign(y, items[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *env) compare(op syntax.CmpOp, a, b object.Object) (object.Object, error) {
	switch op {
	case syntax.Eq:
		return object.RichCompare(e.t, a, b, object.EQ)
	case syntax.NotEq:
		return object.RichCompare(e.t, a, b, object.NE)
	case syntax.Lt:
		return object.RichCompare(e.t, a, b, object.LT)
	case syntax.LtE:
		return object.RichCompare(e.t, a, b, object.LE)
	case syntax.Gt:
		return object.RichCompare(e.t, a, b, object.GT)
	case syntax.GtE:
		return object.RichCompare(e.t, a, b, object.GE)
	case syntax.Is, syntax.IsNot:
		return object.NewBool(object.Is(a, b) == (op == syntax.Is)), nil
	}
	in, err := object.Contains(e.t, b, a)
	return object.NewBool(in == (op == syntax.In)), err
}

func constants(xs []syntax.Expr) bool {
	for _, x := range xs {
		if _, ok := x.(*syntax.Constant); !ok {
			return false
		}
	}
	return true
}
