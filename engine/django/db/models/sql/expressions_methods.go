package sql

import (
	"strconv"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What Python code sees of BaseExpression, Expression and Combinable.

func itoa(n int) string { return strconv.Itoa(n) }

func self(args []object.Object) Expression {
	e, _ := args[0].(Expression)
	return e
}

var (
	sigResolve       = pysig.New("BaseExpression.resolve_expression", "self", "query=", "allow_joins=", "reuse=", "summarize=", "for_save=")
	sigSetSources    = pysig.New("BaseExpression.set_source_expressions", "self", "exprs")
	sigAsSQL         = pysig.New("as_sql", "self", "compiler", "connection", "function=", "template=", "arg_joiner=", "**extra_context")
	sigName          = pysig.New("BaseExpression.get_lookup", "self", "lookup")
	sigReplace       = pysig.New("BaseExpression.replace_expressions", "self", "replacements")
	sigRelabel       = pysig.New("BaseExpression.relabeled_clone", "self", "change_map")
	sigPrefix        = pysig.New("BaseExpression.prefix_references", "self", "prefix")
	sigSelectFormat  = pysig.New("BaseExpression.select_format", "self", "compiler", "sql", "params")
	sigOutputFieldKw = pysig.New("BaseExpression.__init__", "self", "output_field=")
)

// resolveMethod is resolve_expression as Python code calls it (often as super().resolve_expression(...)).
func resolveMethod() object.Method {
	return object.Method{Name: "resolve_expression", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		a, err := sigResolve.Bind(args, kw)
		if err != nil {
			return nil, err
		}
		r := ResolveArgs{AllowJoins: true}
		var q *Query
		if a[1] != nil && a[1] != object.None {
			q, _ = a[1].(*Query)
		}
		if a[2] != nil {
			if r.AllowJoins, err = object.Truth(t, a[2]); err != nil {
				return nil, err
			}
		}
		if a[3] != nil {
			r.Reuse, _ = a[3].(*AliasSet)
		}
		if a[4] != nil {
			if r.Summarize, err = object.Truth(t, a[4]); err != nil {
				return nil, err
			}
		}
		if a[5] != nil {
			if r.ForSave, err = object.Truth(t, a[5]); err != nil {
				return nil, err
			}
		}
		e, err := self(args).ResolveExpression(t, q, r)
		if err != nil {
			return nil, err
		}
		return e, nil
	}}
}

func copyMethod() object.Method {
	return object.Method{Name: "copy", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		return self(args).Copy(), nil
	}}
}

// copyHook is what copy.copy and copy.deepcopy call: expressions are not changed once they are in a query, so a shallow copy does for both.
func copyHook(name string) object.Method {
	m := copyMethod()
	m.Name = name
	return m
}

// ReduceHook is __reduce__ of the values of this package; package models sets it.
var ReduceHook object.NativeFunc

func reduceMethod() object.Method {
	return object.Method{Name: "__reduce__", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		return ReduceHook(t, args, kw)
	}}
}

// orderingMethods are asc() and desc().
func orderingMethods() []object.Method {
	mk := func(descending bool) object.NativeFunc {
		return func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			o := makeExpr(&OrderBy{}, OrderByType)
			n := &object.Kwargs{}
			if kw != nil {
				n.Names, n.Vals = append(n.Names, kw.Names...), append(n.Vals, kw.Vals...)
			}
			n.Names, n.Vals = append(n.Names, object.Intern("descending")), append(n.Vals, object.NewBool(descending))
			return o, initOrderBy(t, o, []object.Object{args[0]}, n)
		}
	}
	return []object.Method{{Name: "asc", Fn: mk(false)}, {Name: "desc", Fn: mk(true)}}
}

// bindContext sorts the arguments of as_sql(compiler, connection, **extra_context).
func bindContext(t *object.Thread, args []object.Object, kw *object.Kwargs) (*SQLCompiler, *Context, error) {
	a, err := sigAsSQL.Bind(args, kw)
	if err != nil {
		return nil, nil, err
	}
	c, err := compilerArg(a[1])
	if err != nil {
		return nil, nil, err
	}
	ctx := &Context{}
	for i, dst := range []*string{&ctx.Function, &ctx.Template, &ctx.ArgJoiner} {
		if v := a[3+i]; v != nil && v != object.None {
			if *dst, err = object.ToStr(t, v); err != nil {
				return nil, nil, err
			}
		}
	}
	d := a[6].(*object.Dict)
	for pos := 0; ; {
		k, v, next, ok := d.Next(pos)
		if !ok {
			return c, ctx, nil
		}
		pos = next
		ks, _ := object.AsStr(k)
		s, err := object.ToStr(t, v)
		if err != nil {
			return nil, nil, err
		}
		ctx.Names, ctx.Values = append(ctx.Names, ks), append(ctx.Values, s)
	}
}

func asSQLMethods() []object.Method {
	return []object.Method{
		{Name: "as_sql", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			c, ctx, err := bindContext(t, args, kw)
			if err != nil {
				return nil, err
			}
			return sqlPair(self(args).AsSQL(t, c, ctx))
		}},
		{Name: "as_sqlite", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			c, ctx, err := bindContext(t, args, kw)
			if err != nil {
				return nil, err
			}
			return sqlPair(self(args).AsSQLite(t, c, ctx))
		}},
	}
}

func exprsOf(t *object.Thread, o object.Object) ([]Expression, error) {
	items, err := object.Collect(t, o)
	if err != nil {
		return nil, err
	}
	out := make([]Expression, len(items))
	for i, x := range items {
		if x != object.None {
			out[i] = ParseExpression(t, x)
		}
	}
	return out, nil
}

// flatten is flatten(): the expression and all below it, depth first.
func flatten(e Expression, out []Expression) []Expression {
	if q, ok := e.(*Q); ok {
		for _, o := range flattenQ(q, nil) {
			if x, ok := o.(Expression); ok {
				out = append(out, x)
			}
		}
		return out
	}
	out = append(out, e)
	for _, s := range e.SourceExpressions() {
		if s != nil {
			if _, isF := s.(*F); isF {
				out = append(out, s)
				continue
			}
			out = flatten(s, out)
		}
	}
	return out
}

func boolGet(f func(Expression) bool) func(*object.Thread, object.Object) (object.Object, error) {
	return func(t *object.Thread, o object.Object) (object.Object, error) {
		return object.NewBool(f(o.(Expression))), nil
	}
}

func fieldGet(t *object.Thread, o object.Object) (object.Object, error) {
	f, err := OutputField(t, o.(Expression))
	if err != nil {
		return nil, err
	}
	return FieldObject(f), nil
}

// oneArgument is a method of one argument, besides self.
func oneArgument(sig *pysig.Sig, f func(t *object.Thread, e Expression, a object.Object) (object.Object, error)) object.NativeFunc {
	return func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		a, err := sig.Bind(args, kw)
		if err != nil {
			return nil, err
		}
		return f(t, self(args), a[1])
	}
}

func init() {
	none := func(f func(t *object.Thread, e Expression) (object.Object, error)) object.NativeFunc {
		return func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			return f(t, self(args))
		}
	}
	methods := []object.Method{
		{Name: "deconstruct", Fn: none(deconstruct)},
		{Name: "get_expression_for_validation", Fn: none(expressionForValidation)},
		resolveMethod(), copyMethod(), copyHook("__copy__"), copyHook("__deepcopy__"), reduceMethod(),
		{Name: "get_source_expressions", Fn: none(func(t *object.Thread, e Expression) (object.Object, error) {
			return exprList(e.SourceExpressions()), nil
		})},
		{Name: "set_source_expressions", Fn: oneArgument(sigSetSources, func(t *object.Thread, e Expression, a object.Object) (object.Object, error) {
			es, err := exprsOf(t, a)
			if err == nil {
				e.SetSourceExpressions(es)
			}
			return object.None, err
		})},
		{Name: "_parse_expressions", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			return exprList(parseExpressions(t, args[1:])), nil
		}},
		{Name: "_resolve_output_field", Fn: none(func(t *object.Thread, e Expression) (object.Object, error) {
			f, err := e.ResolveOutputField(t)
			if err != nil || f == nil {
				return object.None, err
			}
			return FieldObject(f), nil
		})},
		{Name: "get_source_fields", Fn: none(func(t *object.Thread, e Expression) (object.Object, error) {
			fs, err := e.SourceFields(t)
			items := make([]object.Object, len(fs))
			for i, f := range fs {
				if items[i] = object.None; f != nil {
					items[i] = FieldObject(f)
				}
			}
			return object.NewList(items), err
		})},
		{Name: "get_group_by_cols", Fn: none(func(t *object.Thread, e Expression) (object.Object, error) {
			es, err := e.GroupByCols(t)
			return exprList(es), err
		})},
		{Name: "get_lookup", Fn: oneArgument(sigName, func(t *object.Thread, e Expression, a object.Object) (object.Object, error) {
			s, _ := object.AsStr(a)
			return orNone(e.GetLookup(t, s))
		})},
		{Name: "get_transform", Fn: oneArgument(sigName, func(t *object.Thread, e Expression, a object.Object) (object.Object, error) {
			s, _ := object.AsStr(a)
			return orNone(e.GetTransform(t, s))
		})},
		{Name: "relabeled_clone", Fn: oneArgument(sigRelabel, func(t *object.Thread, e Expression, a object.Object) (object.Object, error) {
			m := AliasMap{}
			if d, ok := object.AsDict(a); ok {
				for _, k := range d.Keys() {
					v, _ := d.Get(t, k)
					ks, _ := object.AsStr(k)
					m[ks], _ = object.AsStr(v)
				}
			}
			return e.RelabeledClone(m), nil
		})},
		{Name: "prefix_references", Fn: oneArgument(sigPrefix, func(t *object.Thread, e Expression, a object.Object) (object.Object, error) {
			s, _ := object.AsStr(a)
			return e.PrefixReferences(s), nil
		})},
		{Name: "get_refs", Fn: none(func(t *object.Thread, e Expression) (object.Object, error) {
			s := &AliasSet{}
			e.Refs(s)
			set := object.NewSet()
			for _, n := range s.names {
				if err := set.Add(t, object.NewStr(n)); err != nil {
					return nil, err
				}
			}
			return set, nil
		})},
		replaceMethod(),
		{Name: "flatten", Fn: none(func(t *object.Thread, e Expression) (object.Object, error) {
			return flattened(t, "BaseExpression", exprList(flatten(e, nil)).Items)
		})},
		{Name: "reverse_ordering", Fn: none(func(t *object.Thread, e Expression) (object.Object, error) {
			if o, ok := e.(*OrderBy); ok {
				o.ReverseOrdering()
			}
			return e, nil
		})},
		{Name: "select_format", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			a, err := sigSelectFormat.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			c, _ := a[1].(*SQLCompiler)
			s, _ := object.AsStr(a[2])
			params, err := object.Collect(t, a[3])
			if err != nil {
				return nil, err
			}
			return sqlPair(self(args).SelectFormat(t, c, s, params))
		}},
	}
	methods = append(methods, asSQLMethods()...)
	methods = append(methods, orderingMethods()...)
	setField := func(t *object.Thread, o, v object.Object) error {
		b := o.(Expression).base()
		b.outputField = nil
		if v != nil && v != object.None {
			b.outputField, _ = AsField(v)
		}
		return nil
	}
	BaseExpressionType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				return makeExpr(&CustomExpression{t: t}, cls), nil
			},
			Init: func(t *object.Thread, o object.Object, args []object.Object, kw *object.Kwargs) error {
				a, err := sigOutputFieldKw.Bind(prependSelf(o, args), kw)
				if err == nil {
					setOutputField(o.(Expression), a[1])
				}
				return err
			},
		},
		Methods: methods,
		GetSets: []object.GetSet{
			{Name: "output_field", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if x := strangeOutputField(o.(Expression)); x != nil {
					return x, nil
				}
				return fieldGet(t, o)
			}, Set: setField},
			{Name: "field", Get: fieldGet},
			{Name: "_output_field_or_none", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				f, err := OutputFieldOrNone(t, o.(Expression))
				if err != nil || f == nil {
					return object.None, err
				}
				return FieldObject(f), nil
			}},
			{Name: "conditional", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				b, err := o.(Expression).Conditional(t)
				return object.NewBool(b), err
			}},
			cachedFlag("contains_aggregate", Expression.ContainsAggregate, func(b *Base) *tristate { return &b.aggregate }),
			cachedFlag("contains_over_clause", Expression.ContainsOverClause, func(b *Base) *tristate { return &b.overClause }),
			cachedFlag("contains_column_references", Expression.ContainsColumnReferences, func(b *Base) *tristate { return &b.columnRefs }),
			cachedFlag("contains_subquery", Expression.ContainsSubquery, func(b *Base) *tristate { return &b.subqueries }),
			{Name: "convert_value", Get: convertValueOf},
			{Name: "empty_result_set_value", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return o.(Expression).EmptyResultSetValue(), nil
			}},
			{Name: "is_summary", Get: boolGet(func(e Expression) bool { return e.base().isSummary }), Set: func(t *object.Thread, o, v object.Object) error {
				o.(Expression).base().isSummary = v == object.True
				return nil
			}},
		},
		Attrs: attrs("filterable", true, "window_compatible", false, "allowed_default", false,
			"constraint_validation_compatible", true, "set_returning", false, "allows_composite_expressions", false),
	})
	ExpressionType.Define(object.Spec{
		Slots: object.Slots{
			RichCompare: func(t *object.Thread, a, b object.Object, op object.CompareOp) (object.Object, error) {
				x, ok1 := a.(Expression)
				y, ok2 := b.(Expression)
				if !ok1 || !ok2 || op != object.EQ && op != object.NE || !b.Type().IsSubtype(ExpressionType) {
					return object.NotImplemented, nil
				}
				return object.NewBool(Equal(t, x, y) == (op == object.EQ)), nil
			},
			Hash: func(t *object.Thread, o object.Object) (int64, error) { return hashOf(t, o.(Expression)) },
		},
		GetSets: []object.GetSet{
			{Name: "identity", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewTuple(o.Type(), exprList(o.(Expression).SourceExpressions())), nil
			}},
		},
	})
}

func orNone(o object.Object, err error) (object.Object, error) {
	if o == nil && err == nil {
		return object.None, nil
	}
	return o, err
}

// CustomExpression is what a Python class gets that derives from BaseExpression or Expression directly: everything it does is in its own methods.
type CustomExpression struct {
	Base
	t *object.Thread // the thread that last resolved or compiled it: where its get_source_expressions runs
}

// SourceExpressions implements Expression: the Python method's answer.
func (e *CustomExpression) SourceExpressions() []Expression {
	if t := e.t; t != nil && override(e, strGetSources) != nil {
		if src, err := SourcesOf(t, e); err == nil {
			return src
		}
	}
	return nil
}

// SetSourceExpressions implements Expression.
func (e *CustomExpression) SetSourceExpressions(es []Expression) {
	if t := e.t; t != nil && override(e, strSetSources) != nil {
		callOverride(t, e, strSetSources, exprList(es))
	}
}

func (e *CustomExpression) Copy() Expression {
	c := *e
	c.copied(&c)
	return &c
}

func (e *CustomExpression) sameAs(t *object.Thread, o Expression) bool {
	x, y := e.dict, o.base().dict
	if x == nil || y == nil || x.Len() != y.Len() {
		return (x == nil || x.Len() == 0) && (y == nil || y.Len() == 0)
	}
	eq, err := object.Equal(t, x, y)
	return eq && err == nil
}

// expressionForValidation is get_expression_for_validation: what stands for an expression that no constraint can be checked with.
func expressionForValidation(t *object.Thread, e Expression) (object.Object, error) {
	v, err := object.GetAttrName(t, e, "constraint_validation_compatible")
	if err != nil {
		return nil, err
	}
	if ok, err := object.Truth(t, v); err != nil || ok {
		return e, err
	}
	if src := e.SourceExpressions(); len(src) == 1 {
		return src[0], nil
	}
	return nil, object.ValueErrorf("Expressions with constraint_validation_compatible set to False must have only one source expression.")
}
