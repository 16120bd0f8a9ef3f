package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// ExpressionWrapper gives an expression an output_field; NegatedExpression is the same struct with another class.
type ExpressionWrapper struct {
	Base
	Expr Expression
}

// NewNegated is NegatedExpression(e); inverting a NegatedExpression gives the inner one back.
func NewNegated(e Expression) Expression {
	if n, ok := e.(*ExpressionWrapper); ok && n.negated() {
		return n.Expr.Copy()
	}
	n := makeExpr(&ExpressionWrapper{Expr: e}, NegatedExpressionType)
	n.outputField = newField("BooleanField")
	return n
}

func newWrapper(e Expression, f Field) *ExpressionWrapper {
	w := makeExpr(&ExpressionWrapper{Expr: e}, ExpressionWrapperType)
	w.outputField, w.fieldGiven = f, true
	return w
}

func (w *ExpressionWrapper) negated() bool { return w.class.IsSubtype(NegatedExpressionType) }

func (w *ExpressionWrapper) Copy() Expression {
	c := *w
	c.copied(&c)
	return &c
}
func (w *ExpressionWrapper) SourceExpressions() []Expression      { return []Expression{w.Expr} }
func (w *ExpressionWrapper) SetSourceExpressions(es []Expression) { w.Expr = es[0] }

func (w *ExpressionWrapper) ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	e, err := w.Base.ResolveExpression(t, q, r)
	if err != nil || !w.negated() {
		return e, err
	}
	ok, err := isConditional(t, e.(*ExpressionWrapper).Expr)
	if err == nil && !ok {
		err = object.TypeErrorf("Cannot negate non-conditional expressions.")
	}
	return e, err
}

func (w *ExpressionWrapper) GroupByCols(t *object.Thread) ([]Expression, error) {
	if w.Expr.Type().IsSubtype(ExpressionType) {
		e := w.Expr.Copy()
		e.base().outputField = w.outputField
		return groupByCols(t, e)
	}
	return w.Base.GroupByCols(t)
}

func (w *ExpressionWrapper) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	s, params, err := c.Compile(t, w.Expr)
	if !w.negated() {
		return s, params, err
	}
	if err != nil {
		if isEmptyResultSet(err) {
			return c.Compile(t, NewValue(object.True))
		}
		return "", nil, err
	}
	return "NOT " + s, params, nil
}

func (w *ExpressionWrapper) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	s, params, err := asSQL(t, w.self, c, ctx)
	if err != nil {
		return "", nil, err
	}
	return numericCast(t, w.self, s, params)
}

func (w *ExpressionWrapper) SelectFormat(t *object.Thread, c *SQLCompiler, sql string, params Params) (string, Params, error) {
	if w.negated() {
		return sql, params, nil
	}
	return w.Base.SelectFormat(t, c, sql, params)
}

// ExpressionList joins several expressions with commas (PARTITION BY, ORDER BY of a window, and tuples).
type ExpressionList struct{ Func }

func newExpressionList(cls *object.Type, es []Expression) *ExpressionList {
	l := &ExpressionList{}
	l.Sources = es
	return makeExpr(l, cls)
}

func (l *ExpressionList) Copy() Expression {
	c := *l
	c.copyFunc(&c)
	return &c
}

func (l *ExpressionList) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if len(l.Sources) == 0 {
		return "", nil, nil
	}
	return l.Func.AsSQL(t, c, ctx)
}

// AsSQLite needs no cast.
func (l *ExpressionList) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	return asSQL(t, l.self, c, ctx)
}

func (l *ExpressionList) GroupByCols(t *object.Thread) ([]Expression, error) {
	return groupBySources(t, l)
}

// orderByList parses what Window(order_by=…) and Aggregate(order_by=…) take.
func orderByList(t *object.Thread, cls *object.Type, context string, param object.Object) (*ExpressionList, error) {
	if param == nil || param == object.None {
		return nil, nil
	}
	var items []object.Object
	if l, ok := object.AsList(param); ok {
		items = l.Items
	} else if tu, ok := object.AsTuple(param); ok {
		items = tu.Items
	} else if _, ok := object.AsStr(param); ok || HasResolveExpression(param) {
		items = []object.Object{param}
	} else {
		return nil, object.ValueErrorf("%s must be either a string reference to a field, an expression, or a list or tuple of them.", context)
	}
	if len(items) == 0 {
		return nil, nil
	}
	return newExpressionList(cls, orderByItems(t, items)), nil
}

func orderByItems(t *object.Thread, items []object.Object) []Expression {
	es := make([]Expression, len(items))
	for i, x := range items {
		if s, ok := object.AsStr(x); ok && strings.HasPrefix(s, "-") {
			es[i] = NewOrderBy(NewF(s[1:]), true)
			continue
		}
		es[i] = ParseExpression(t, x)
	}
	return es
}

// OrderBy is an expression with a direction.
type OrderBy struct {
	Base
	Expr                  Expression
	Descending            bool
	NullsFirst, NullsLast bool
}

// NewOrderBy is OrderBy(e, descending).
func NewOrderBy(e Expression, descending bool) *OrderBy {
	return makeExpr(&OrderBy{Expr: e, Descending: descending}, OrderByType)
}

func (o *OrderBy) Copy() Expression {
	c := *o
	c.copied(&c)
	return &c
}
func (o *OrderBy) SourceExpressions() []Expression      { return []Expression{o.Expr} }
func (o *OrderBy) SetSourceExpressions(es []Expression) { o.Expr = es[0] }

func (o *OrderBy) Conditional(t *object.Thread) (bool, error) { return false, nil }

const orderByTemplate = "%(expression)s %(ordering)s"

func (o *OrderBy) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if cp, ok := o.Expr.(*ColPairs); ok {
		var parts []string
		for _, col := range cp.Cols() {
			x := o.Copy().(*OrderBy)
			x.Expr = col
			s, _, err := c.Compile(t, x)
			if err != nil {
				return "", nil, err
			}
			parts = append(parts, s)
		}
		return strings.Join(parts, ", "), nil, nil
	}
	template := classStr(o, strTemplate)
	if ctx != nil && ctx.Template != "" {
		template = ctx.Template
	}
	switch {
	case o.NullsLast:
		template += " NULLS LAST"
	case o.NullsFirst:
		template += " NULLS FIRST"
	}
	s, params, err := c.Compile(t, o.Expr)
	if err != nil {
		return "", nil, err
	}
	dir := "ASC"
	if o.Descending {
		dir = "DESC"
	}
	if template == orderByTemplate {
		return s + " " + dir, params, nil
	}
	if n := strings.Count(template, "%(expression)s"); n != 1 {
		once := params
		params = nil
		for ; n > 0; n-- {
			params = append(params, once...)
		}
	}
	out, err := formatNamed(template, func(name string) (string, bool) {
		switch name {
		case "expression":
			return s, true
		case "ordering":
			return dir, true
		}
		return ctx.get(name)
	})
	return strings.TrimRight(out, " \t\n"), params, err
}

func (o *OrderBy) GroupByCols(t *object.Thread) ([]Expression, error) { return groupBySources(t, o) }

// ReverseOrdering is reverse_ordering(): it changes o.
func (o *OrderBy) ReverseOrdering() {
	o.Descending = !o.Descending
	if o.NullsFirst || o.NullsLast {
		o.NullsFirst, o.NullsLast = o.NullsLast, o.NullsFirst
	}
}

func (o *OrderBy) sameAs(t *object.Thread, x Expression) bool {
	p := x.(*OrderBy)
	return o.Descending == p.Descending && o.NullsFirst == p.NullsFirst && o.NullsLast == p.NullsLast
}

func initOrderBy(t *object.Thread, o *OrderBy, args []object.Object, kw *object.Kwargs) error {
	a, err := sigOrdering.Bind(prependSelf(o, args), kw)
	if err != nil {
		return err
	}
	first, last := a[3], a[4]
	if first != nil && last != nil && first != object.None && last != object.None {
		ft, _ := object.Truth(t, first)
		lt, _ := object.Truth(t, last)
		if ft && lt {
			return object.ValueErrorf("nulls_first and nulls_last are mutually exclusive")
		}
	}
	if first == object.False || last == object.False {
		return object.ValueErrorf("nulls_first and nulls_last values must be True or None.")
	}
	o.NullsFirst, o.NullsLast = first == object.True, last == object.True
	if a[2] != nil {
		if o.Descending, err = object.Truth(t, a[2]); err != nil {
			return err
		}
	}
	e, ok := AsExpression(t, a[1])
	if !ok {
		return object.ValueErrorf("expression must be an expression type")
	}
	o.Expr = e
	return nil
}

var (
	sigWrapper = pysig.New("ExpressionWrapper.__init__", "self", "expression", "output_field")
	sigNegated = pysig.New("NegatedExpression.__init__", "self", "expression")
)

func init() {
	ExpressionWrapperType.Define(object.Spec{
		Slots: object.Slots{
			New: newOf(func() *ExpressionWrapper { return &ExpressionWrapper{} }),
			Init: initOf(func(t *object.Thread, w *ExpressionWrapper, args []object.Object, kw *object.Kwargs) error {
				a, err := sigWrapper.Bind(prependSelf(w, args), kw)
				if err == nil {
					w.Expr = ParseExpression(t, a[1])
					setOutputField(w, a[2])
				}
				return err
			}),
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				s, err := exprStr(t, o.(*ExpressionWrapper).Expr)
				return o.Type().Name + "(" + s + ")", err
			},
		},
		GetSets: []object.GetSet{{Name: "expression", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
			return o.(*ExpressionWrapper).Expr, nil
		}}},
	})
	NegatedExpressionType.Define(object.Spec{Slots: object.Slots{
		Init: initOf(func(t *object.Thread, w *ExpressionWrapper, args []object.Object, kw *object.Kwargs) error {
			a, err := sigNegated.Bind(prependSelf(w, args), kw)
			if err == nil {
				w.Expr = ParseExpression(t, a[1])
				w.outputField = newField("BooleanField")
			}
			return err
		}),
	}})
	ExpressionListType.Define(object.Spec{
		Slots: object.Slots{
			New: newOf(func() *ExpressionList { return &ExpressionList{} }),
			Init: initOf(func(t *object.Thread, l *ExpressionList, args []object.Object, kw *object.Kwargs) error {
				if len(args) == 0 {
					return object.ValueErrorf("%s requires at least one expression.", l.class.Name)
				}
				return initFunc(t, l, args, kw)
			}),
			Str: func(t *object.Thread, o object.Object) (string, error) {
				l := o.(*ExpressionList)
				return exprStrs(t, l.Sources, classStr(l, strArgJoiner))
			},
		},
		Attrs: attrs("template", "%(expressions)s"),
	})
	OrderByListType.Define(object.Spec{
		Slots: object.Slots{
			Init: initOf(func(t *object.Thread, l *ExpressionList, args []object.Object, kw *object.Kwargs) error {
				if err := initFunc(t, l, args, kw); err != nil {
					return err
				}
				l.Sources = orderByItems(t, args)
				return nil
			}),
		},
		Attrs: attrs("template", "ORDER BY %(expressions)s"),
	})
	OrderByType.Define(object.Spec{
		Slots: object.Slots{
			New: newOf(func() *OrderBy { return &OrderBy{} }), Init: initOf(initOrderBy),
			Repr: func(t *object.Thread, x object.Object) (string, error) {
				o := x.(*OrderBy)
				s, err := exprStr(t, o.Expr)
				d := "False"
				if o.Descending {
					d = "True"
				}
				return x.Type().Name + "(" + s + ", descending=" + d + ")", err
			},
		},
		GetSets: []object.GetSet{
			{Name: "expression", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*OrderBy).Expr, nil }},
			{Name: "descending", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewBool(o.(*OrderBy).Descending), nil
			}},
		},
		Methods: []object.Method{
			{Name: "asc", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				args[0].(*OrderBy).Descending = false
				return object.None, nil
			}},
			{Name: "desc", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				args[0].(*OrderBy).Descending = true
				return object.None, nil
			}},
		},
		Attrs: attrs("template", orderByTemplate, "constraint_validation_compatible", false, "allows_composite_expressions", true),
	})
}
