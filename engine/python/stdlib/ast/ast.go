// Package ast is what programs use of Python's ast module without looking at trees: literal_eval. The trees themselves (parse, dump,
// visitors) are not shown to programs.
package ast

import (
	"fmt"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
	"github.com/asyncshelf/asyncshelf/engine/python/vm"
)

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// reader makes the values of literals.
type reader struct{ t *thread }

func (r reader) malformed(e syntax.Expr) error {
	if e == nil {
		return object.ValueErrorf("malformed node or string: None")
	}
	_, name, _ := strings.Cut(fmt.Sprintf("%T", e), ".")
	return object.ValueErrorf("malformed node or string on line %d: <ast.%s object at %s>", e.Span().Line, name, object.Address(r.t, object.NewStr(name)))
}

func (r reader) items(list []syntax.Expr) ([]value, error) {
	out := make([]value, len(list))
	for i, e := range list {
		v, err := r.value(e)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

// number takes a number, with signs in front of it where signed is set.
func (r reader) number(e syntax.Expr, signed bool) (value, error) {
	if u, ok := e.(*syntax.UnaryOp); ok && signed && (u.Op == syntax.UAdd || u.Op == syntax.USub) {
		v, err := r.number(u.Operand, false)
		if err != nil {
			return nil, err
		}
		op := object.Pos
		if u.Op == syntax.USub {
			op = object.Neg
		}
		return object.UnaryOperation(r.t, op, v)
	}
	if k, ok := e.(*syntax.Constant); ok {
		switch v := compile.Constant(k.Value).(type) {
		case object.Int, *object.BigInt, object.Float, object.Complex:
			return v, nil
		}
	}
	return nil, r.malformed(e)
}

func (r reader) value(e syntax.Expr) (value, error) {
	switch e := e.(type) {
	case *syntax.Constant:
		return compile.Constant(e.Value), nil
	case *syntax.Tuple:
		items, err := r.items(e.Elts)
		return object.NewTuple(items...), err
	case *syntax.List:
		items, err := r.items(e.Elts)
		return object.NewList(items), err
	case *syntax.Set:
		items, err := r.items(e.Elts)
		if err != nil {
			return nil, err
		}
		return object.CallArgs(r.t, object.SetType, object.NewList(items))
	case *syntax.Call:
		if f, ok := e.Func.(*syntax.Name); ok && f.Id == "set" && len(e.Args) == 0 && len(e.Keywords) == 0 {
			return object.CallArgs(r.t, object.SetType)
		}
	case *syntax.Dict:
		d := object.NewDict()
		for i, k := range e.Keys {
			if k == nil {
				return nil, r.malformed(nil)
			}
			key, err := r.value(k)
			if err != nil {
				return nil, err
			}
			v, err := r.value(e.Values[i])
			if err != nil {
				return nil, err
			}
			if err := d.Set(r.t, key, v); err != nil {
				return nil, err
			}
		}
		return d, nil
	case *syntax.BinOp:
		if e.Op != syntax.Add && e.Op != syntax.Sub {
			break
		}
		left, err := r.number(e.Left, true)
		if err != nil {
			return nil, err
		}
		right, err := r.number(e.Right, false)
		if err != nil {
			return nil, err
		}
		_, isComplex := right.(object.Complex)
		if _, twice := left.(object.Complex); twice || !isComplex {
			break
		}
		op := object.Add
		if e.Op == syntax.Sub {
			op = object.Sub
		}
		return object.BinaryOp(r.t, op, left, right)
	case *syntax.UnaryOp:
		return r.number(e, true)
	}
	return nil, r.malformed(e)
}

func literalEval(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("literal_eval", a, kw, 1, 1); err != nil {
		return nil, err
	}
	text, ok := object.AsStr(a[0])
	if !ok {
		s, err := object.Repr(t, a[0])
		if err != nil {
			return nil, err
		}
		return nil, object.ValueErrorf("malformed node or string: %s", s)
	}
	m, err := syntax.Parse("<unknown>", strings.TrimLeft(text, " \t"), syntax.ModeEval)
	if err != nil {
		return nil, vm.SyntaxException(err)
	}
	e, ok := m.Body[0].(*syntax.ExprStmt)
	if !ok {
		return nil, object.ValueErrorf("malformed node or string")
	}
	return reader{t}.value(e.Value)
}

func init() {
	object.RegisterModule(&object.NativeModule{Name: "ast", Init: func(t *thread, m *object.Module) error {
		m.SetFunc("literal_eval", literalEval)
		for _, name := range []string{"parse", "dump", "unparse", "walk", "get_docstring", "NodeVisitor", "NodeTransformer"} {
			m.SetFunc(name, func(*thread, []value, *kwargs) (value, error) {
				return nil, object.NotImplementedErrorf("ast.%s() is not supported here; ast.literal_eval() is", name)
			})
		}
		return nil
	}})
}
