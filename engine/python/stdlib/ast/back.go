package ast

import (
	"fmt"
	"math/big"
	"reflect"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// This file is the way back: it makes syntax's nodes of a tree that a program made or changed, for compile() and literal_eval().

// kinds are the nodes that a field of an interface type may hold, by Python's names.
func kinds() map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for _, n := range []syntax.Node{
		&syntax.BoolOp{}, &syntax.NamedExpr{}, &syntax.BinOp{}, &syntax.UnaryOp{}, &syntax.Lambda{}, &syntax.IfExp{}, &syntax.Dict{}, &syntax.Set{}, &syntax.ListComp{},
		&syntax.SetComp{}, &syntax.DictComp{}, &syntax.GeneratorExp{}, &syntax.Await{}, &syntax.Yield{}, &syntax.YieldFrom{}, &syntax.Compare{}, &syntax.Call{},
		&syntax.FormattedValue{}, &syntax.JoinedStr{}, &syntax.Constant{}, &syntax.Attribute{}, &syntax.Subscript{}, &syntax.Starred{}, &syntax.Name{}, &syntax.List{},
		&syntax.Tuple{}, &syntax.Slice{}, &syntax.FunctionDef{}, &syntax.AsyncFunctionDef{}, &syntax.ClassDef{}, &syntax.Return{}, &syntax.Delete{}, &syntax.Assign{},
		&syntax.AugAssign{}, &syntax.AnnAssign{}, &syntax.For{}, &syntax.AsyncFor{}, &syntax.While{}, &syntax.If{}, &syntax.With{}, &syntax.AsyncWith{}, &syntax.Match{},
		&syntax.Raise{}, &syntax.Try{}, &syntax.TryStar{}, &syntax.Assert{}, &syntax.Import{}, &syntax.ImportFrom{}, &syntax.Global{}, &syntax.Nonlocal{},
		&syntax.ExprStmt{}, &syntax.Pass{}, &syntax.Break{}, &syntax.Continue{}, &syntax.MatchValue{}, &syntax.MatchSingleton{}, &syntax.MatchSequence{},
		&syntax.MatchMapping{}, &syntax.MatchClass{}, &syntax.MatchStar{}, &syntax.MatchAs{}, &syntax.MatchOr{}, &syntax.ExceptHandler{}, &syntax.Alias{}, &syntax.Arg{},
		&syntax.Arguments{}, &syntax.Keyword{}, &syntax.WithItem{}, &syntax.MatchCase{}, &syntax.Comprehension{},
	} {
		t := reflect.TypeOf(n).Elem()
		out[nodeName(t)] = t
	}
	return out
}

// reverter makes syntax's nodes of Python's.
type reverter struct {
	t     *thread
	kinds map[string]reflect.Type
	loose bool // positions and contexts may be missing, as literal_eval asks for none
}

// className is the name of the AST class that o is an instance of, or of the first base that is a node of the grammar.
func (r *reverter) className(o value) string {
	for _, c := range o.Type().MRO {
		if r.kinds[c.Name] != nil {
			return c.Name
		}
	}
	return o.Type().Name
}

// optional gives an attribute, nil if it is missing.
func (r *reverter) optional(o value, name string) (value, error) {
	v, err := attribute(r.t, o, name)
	if object.IsException(err, object.AttributeErrorType) {
		return nil, nil
	}
	return v, err
}

func (r *reverter) node(o value, into reflect.Value) error {
	if err := r.t.EnterNative(" during compilation"); err != nil {
		return err
	}
	defer r.t.LeaveNative()
	name := r.className(o)
	kind := r.kinds[name]
	n := reflect.New(reflect.TypeOf(0))
	if kind != nil {
		n = reflect.New(kind)
	}
	if !n.Type().AssignableTo(into.Type()) {
		s, err := object.Repr(r.t, o)
		if err != nil {
			return err
		}
		what := strings.ToLower(strings.TrimPrefix(into.Type().Name(), "*"))
		if into.Kind() == reflect.Pointer {
			what = nodeName(into.Type().Elem())
		}
		return object.TypeErrorf("expected some sort of %s, but got %s", what, s)
	}
	fields, err := names(r.t, o, "_fields")
	if err != nil {
		return err
	}
	for _, f := range fields {
		gf := goField(n.Elem(), f)
		if !gf.IsValid() {
			continue
		}
		v, err := r.optional(o, f)
		if err != nil {
			return err
		}
		if v == nil && gf.Kind() != reflect.Slice && !r.loose {
			return object.TypeErrorf("required field \"%s\" missing from %s", f, name)
		}
		if v == nil {
			continue
		}
		if v == object.None && ((gf.Kind() == reflect.Interface || gf.Kind() == reflect.Pointer) && required[name+"."+f] || gf.Kind() == reflect.String && requiredName(name, f)) {
			return object.ValueErrorf("field '%s' is required for %s", f, name)
		}
		if name == "Constant" && f == "value" || name == "MatchSingleton" {
			err = r.constant(v, gf)
		} else {
			err = r.value(v, gf)
		}
		if err != nil {
			return err
		}
	}
	attributes, err := names(r.t, o, "_attributes")
	if err != nil {
		return err
	}
	if len(attributes) > 0 {
		p := n.Interface().(syntax.Node).Span()
		for i, at := range [4]*int{&p.Line, &p.Col, &p.EndLine, &p.EndCol} {
			v, err := r.optional(o, attributes[i])
			if err != nil {
				return err
			}
			if v == nil || v == object.None {
				if r.loose {
					break
				}
				if i < 2 {
					return object.TypeErrorf("required field \"%s\" missing from %s", attributes[i], familyOf(n))
				}
				*at = *[2]*int{&p.Line, &p.Col}[i-2]
				continue
			}
			x, ok := object.AsInt(v)
			if !ok {
				s, err := object.Repr(r.t, v)
				if err != nil {
					return err
				}
				return object.ValueErrorf("invalid integer value: %s", s)
			}
			*at = int(x)
		}
	}
	into.Set(n)
	return nil
}

// required are the fields of an interface type that may not be None.
var required = map[string]bool{
	"BinOp.left": true, "BinOp.right": true, "UnaryOp.operand": true, "Call.func": true, "Attribute.value": true, "Subscript.value": true, "Subscript.slice": true,
	"Expr.value": true, "Assign.value": true, "AugAssign.target": true, "AugAssign.value": true, "If.test": true, "While.test": true, "For.target": true, "For.iter": true,
	"IfExp.test": true, "IfExp.body": true, "IfExp.orelse": true, "Lambda.body": true, "Compare.left": true, "Await.value": true, "Lambda.args": true, "ListComp.elt": true, "SetComp.elt": true, "GeneratorExp.elt": true, "DictComp.key": true, "DictComp.value": true,
	"comprehension.target": true, "comprehension.iter": true, "match_case.pattern": true, "withitem.context_expr": true, "Match.subject": true, "YieldFrom.value": true,
	"FormattedValue.value": true, "NamedExpr.target": true, "NamedExpr.value": true, "AnnAssign.target": true, "AnnAssign.annotation": true, "Assert.test": true,
	"MatchValue.value": true, "MatchClass.cls": true, "FunctionDef.args": true, "AsyncFunctionDef.args": true, "AsyncFor.target": true, "AsyncFor.iter": true,
	"Starred.value": true, "keyword.value": true,
}

// requiredName says whether the name in a field may not be None.
func requiredName(node, field string) bool {
	switch node + "." + field {
	case "Name.id", "Attribute.attr", "alias.name", "arg.arg", "FunctionDef.name", "AsyncFunctionDef.name", "ClassDef.name":
		return true
	}
	return false
}

func familyOf(n reflect.Value) string {
	switch n.Interface().(type) {
	case syntax.Expr:
		return "expr"
	case syntax.Stmt:
		return "stmt"
	case syntax.Pattern:
		return "pattern"
	}
	return nodeName(n.Type().Elem())
}

// wordCounts are how many values each type of operators and contexts has; wordBases are the types' names in Python.
var (
	wordCounts = map[string]uint64{"Context": 3, "BoolOperator": 2, "Operator": 13, "UnaryOperator": 4, "CmpOp": 10}
	wordBases  = map[string]string{"Context": "expr_context", "BoolOperator": "boolop", "Operator": "operator", "UnaryOperator": "unaryop", "CmpOp": "cmpop"}
)

func (r *reverter) value(v value, into reflect.Value) error {
	if into.Kind() == reflect.Uint8 {
		// An operator: try each value of its type for the name.
		name := v.Type().Name
		for i := range wordCounts[into.Type().Name()] {
			into.SetUint(i)
			if into.Interface().(fmt.Stringer).String() == name {
				return nil
			}
		}
		s, err := object.Repr(r.t, v)
		if err != nil {
			return err
		}
		return object.TypeErrorf("expected some sort of %s, but got %s", wordBases[into.Type().Name()], s)
	}
	switch into.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v == object.None {
			return nil
		}
		return r.node(v, into)
	case reflect.Slice:
		l, ok := v.(*object.List)
		if !ok {
			return object.TypeErrorf("field must be a list, not a %s", object.TypeName(v))
		}
		into.Set(reflect.MakeSlice(into.Type(), len(l.Items), len(l.Items)))
		for i := range into.Len() {
			if err := r.value(l.Items[i], into.Index(i)); err != nil {
				return err
			}
		}
	case reflect.String:
		if v == object.None {
			return nil
		}
		s, ok := object.AsStr(v)
		if !ok {
			return object.TypeErrorf("AST identifier must be of type str")
		}
		into.SetString(s)
	case reflect.Bool:
		yes, err := object.Truth(r.t, v)
		if err != nil {
			return err
		}
		into.SetBool(yes)
	default:
		if v == object.None {
			return nil
		}
		n, err := object.AsIndex(r.t, v)
		if err != nil {
			return err
		}
		into.SetInt(int64(n))
	}
	return nil
}

// constant puts a literal's value into a Constant.
func (r *reverter) constant(v value, into reflect.Value) error {
	var x any
	switch v := v.(type) {
	case *object.Bytes:
		x = syntax.Bytes(v.B)
	case object.Float:
		x = float64(v)
	case object.Complex:
		x = complex128(v)
	default:
		switch {
		case v == object.None:
		case v == object.True || v == object.False:
			x = v == object.True
		case v == object.Ellipsis:
			x = syntax.Ellipsis{}
		default:
			if s, ok := object.AsStr(v); ok {
				x = s
			} else if n, ok := object.AsInt(v); ok {
				x = int64(n)
			} else if n, ok := object.AsBig(v); ok {
				x = new(big.Int).Set(n)
			} else {
				var err error
				if x, err = r.collection(v); err != nil {
					return err
				}
			}
		}
	}
	if x != nil {
		into.Set(reflect.ValueOf(x))
	}
	return nil
}

// collection is a tuple or frozenset of constants, which no literal is, but a Constant may hold.
func (r *reverter) collection(v value) (any, error) {
	switch v.(type) {
	case *object.Tuple, *object.FrozenSet:
		items, err := object.Collect(r.t, v)
		if err != nil {
			return nil, err
		}
		for _, x := range items {
			var hold any
			if err := r.constant(x, reflect.ValueOf(&hold).Elem()); err != nil {
				return nil, err
			}
		}
		return v, nil
	}
	return nil, object.TypeErrorf("got an invalid type in Constant: %s", object.TypeName(v))
}

// moduleOf makes the module that compile() is given a tree of.
func moduleOf(t *thread, tree value, mode string) (*syntax.Module, error) {
	r := &reverter{t: t, kinds: kinds()}
	root, m := map[string]string{"exec": "Module", "eval": "Expression", "single": "Interactive"}[mode], &syntax.Module{}
	if tree.Type().Name != root {
		return nil, object.TypeErrorf("expected %s node, got %s", root, tree.Type().Name)
	}
	body, err := r.optional(tree, "body")
	if err != nil {
		return nil, err
	}
	if body == nil {
		return nil, object.TypeErrorf("required field \"body\" missing from %s", root)
	}
	if mode == "exec" {
		if ignores, err := r.optional(tree, "type_ignores"); ignores == nil {
			if err == nil {
				err = object.TypeErrorf("required field \"type_ignores\" missing from Module")
			}
			return nil, err
		}
	}
	if mode != "eval" {
		if err := r.value(body, reflect.ValueOf(&m.Body).Elem()); err != nil {
			return nil, err
		}
		return m, validate(m)
	}
	e := &syntax.ExprStmt{}
	if err := r.value(body, reflect.ValueOf(&e.Value).Elem()); err != nil {
		return nil, err
	}
	if e.Value == nil {
		return nil, object.ValueErrorf("field 'body' is required for Expression")
	}
	e.Pos = *e.Value.Span()
	m.Body = []syntax.Stmt{e}
	return m, validate(m)
}
