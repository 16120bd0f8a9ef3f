// Package ast is Python's ast module: literal_eval, and the trees of package syntax as programs see them. The classes of the nodes, visitors, dump and unparse are
// Python, in py/; tree.go and back.go lead from one kind of tree to the other.
package ast

import (
	"embed"
	"errors"
	"fmt"
	"reflect"
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
	where := ""
	if line := e.Span().Line; line > 0 {
		where = fmt.Sprintf(" on line %d", line)
	}
	return object.ValueErrorf("malformed node or string%s: <ast.%s object at %s>", where, name, object.Address(r.t, object.NewStr(name)))
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
		if len(e.Keys) != len(e.Values) {
			break
		}
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
		return literalOfNode(t, a[0])
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

// literalOfNode is literal_eval of a tree instead of a text.
func literalOfNode(t *thread, o value) (value, error) {
	r := &reverter{t: t, kinds: kinds(), loose: true}
	if o.Type().Name == "Expression" {
		body, err := attribute(t, o, "body")
		if err != nil {
			return nil, err
		}
		o = body
	}
	var e syntax.Expr
	if k := r.kinds[r.className(o)]; k == nil || !reflect.PointerTo(k).Implements(reflect.TypeFor[syntax.Expr]()) {
		s, err := object.Repr(t, o)
		if err != nil {
			return nil, err
		}
		line := ""
		if n, err := r.optional(o, "lineno"); err != nil {
			return nil, err
		} else if i, ok := object.AsInt(n); ok {
			line = fmt.Sprintf(" on line %d", i)
		}
		return nil, object.ValueErrorf("malformed node or string%s: %s", line, s)
	}
	if err := r.node(o, reflect.ValueOf(&e).Elem()); err != nil {
		return nil, err
	}
	return reader{t}.value(e)
}

// tree is _tree(source, filename, mode).
func tree(classes *object.Module) object.NativeFunc {
	return func(t *thread, a []value, kw *kwargs) (value, error) {
		text, err := vm.SourceText(t, a[0], "compile() arg 1")
		if err != nil {
			return nil, err
		}
		file, ok := object.AsStr(a[1])
		if !ok {
			return nil, object.TypeErrorf("expected str, bytes or os.PathLike object, not %s", object.TypeName(a[1]))
		}
		mode, _ := object.AsStr(a[2])
		o, err := treeOf(t, classes, file, text, mode)
		if bad, ok := errors.AsType[*syntax.Error](err); ok {
			return nil, vm.ParseError(t, bad, text, mode == "eval")
		}
		return o, err
	}
}

// compileTree is _compile(tree, filename, mode, flags).
func compileTree(t *thread, a []value, kw *kwargs) (value, error) {
	file, ok := object.AsStr(a[1])
	if !ok {
		return nil, object.TypeErrorf("expected str, bytes or os.PathLike object, not %s", object.TypeName(a[1]))
	}
	mode, _ := object.AsStr(a[2])
	m, err := moduleOf(t, a[0], mode)
	if err != nil {
		return nil, err
	}
	flags, err := object.AsIndex(t, a[3])
	if err != nil {
		return nil, err
	}
	o := compile.Options{Filename: file, NoText: true, Flags: compile.CodeFlags(flags)}
	switch mode {
	case "eval":
		o.Mode = syntax.ModeEval
	case "single":
		o.Mode = syntax.ModeSingle
	}
	return vm.CompileTree(t, m, o)
}

//go:embed py/*.py
var sources embed.FS

func init() {
	object.RegisterModule(&object.NativeModule{Name: "ast", Read: object.EmbeddedFiles(sources, "py/nodes.py", "py/visit.py", "py/unparse.py"), Init: func(t *thread, m *object.Module) error {
		m.SetFunc("literal_eval", literalEval)
		m.SetFunc("_tree", tree(m))
		m.SetFunc("_compile", compileTree)
		return nil
	}})
}
