package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Smaller things that package models asks for.

// ContainsAggregate is e.contains_aggregate.
func ContainsAggregate(t *object.Thread, e Expression) bool { return containsAggregate(t, e) }

// NewWhen is When(condition, then=result).
func NewWhen(t *object.Thread, cond Expression, result Expression) (Expression, error) {
	return newWhen(cond, result), nil
}

// NewCase is Case(*whens, output_field=f), with None for the default.
func NewCase(t *object.Thread, whens []Expression, f Field) (Expression, error) {
	c := newCase(NewValue(object.None), whens...)
	if f != nil {
		c.outputField, c.fieldGiven = f, true
	}
	return c, nil
}

// GroupByHasPK tells whether the model's primary key is among the explicit GROUP BY expressions.
func (q *Query) GroupByHasPK() bool {
	pk := q.Meta().PK()
	for _, e := range q.groupByExprs {
		if c, ok := e.(*Col); ok && c.Target == pk {
			return true
		}
	}
	return false
}

// InlineOrderAnnotations is what QuerySet.update does with order_by(): annotations are put in place of their names, then forgotten.
func (q *Query) InlineOrderAnnotations(t *object.Thread) error {
	var order []object.Object
	for _, item := range q.OrderBy {
		name, isStr := "", false
		switch x := item.(type) {
		case *OrderBy:
			if f, ok := x.Expr.(*F); ok {
				if a := q.annotation(f.Name); a != nil {
					if err := noAggregateOrder(t, a); err != nil {
						return err
					}
					o := x.Copy().(*OrderBy)
					o.Expr = a
					order = append(order, o)
					continue
				}
			}
		default:
			name, isStr = object.AsStr(item)
		}
		if isStr {
			bare, dir := orderDir(name, "ASC")
			if a := q.annotation(bare); a != nil {
				if err := noAggregateOrder(t, a); err != nil {
					return err
				}
				order = append(order, NewOrderBy(a, dir == "DESC"))
				continue
			}
		}
		order = append(order, item)
	}
	q.OrderBy = order
	q.ClearAnnotations()
	return nil
}

// noAggregateOrder refuses the order of an UPDATE by an aggregate.
func noAggregateOrder(t *object.Thread, a Expression) error {
	if !containsAggregate(t, a) {
		return nil
	}
	s, err := object.Repr(t, a)
	if err != nil {
		return err
	}
	return exceptions.FieldErrorf("Cannot update when ordering by an aggregate: %s", s)
}

// ResolveQuerySet is QuerySet.resolve_expression(*args, **kwargs).
func ResolveQuerySet(t *object.Thread, qs QuerySetLike, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	q, err := qs.SQLQuery(t)
	if err != nil {
		return nil, err
	}
	a, err := sigResolve.Bind(append([]object.Object{q}, args...), kw)
	if err != nil {
		return nil, err
	}
	r := ResolveArgs{AllowJoins: true}
	outer, _ := a[1].(*Query)
	if a[2] != nil {
		r.AllowJoins = a[2] == object.True
	}
	if a[3] != nil {
		r.Reuse, _ = a[3].(*AliasSet)
	}
	r.Summarize, r.ForSave = a[4] == object.True, a[5] == object.True
	e, err := q.ResolveExpression(t, outer, r)
	if err != nil {
		return nil, err
	}
	e.(*Query).DB = qs.UsingDB()
	return e, nil
}

// ColumnConverters are the converters of a field's own column: the backend's, then the field's.
func ColumnConverters(t *object.Thread, f Field, conn Connection) ([]Converter, error) {
	col, err := f.GetCol("", nil)
	if err != nil {
		return nil, err
	}
	cs, err := backendConverters(t, col)
	if err != nil {
		return nil, err
	}
	more, err := col.DBConverters(t, conn)
	return append(cs[:len(cs):len(cs)], more...), err
}

// SlicedPrefetch is the condition that _filter_prefetch_queryset puts in place of a slice: the row number within its group of related objects.
func SlicedPrefetch(t *object.Thread, q *Query, conn Connection, name string, low, high int) (*Q, error) {
	c := q.compilerFor(conn, true)
	if err := c.setupQuery(t, false); err != nil {
		return nil, err
	}
	order, err := c.getOrderBy(t)
	if err != nil {
		return nil, err
	}
	w := &Window{Source: newFunc(rowNumberType()), PartitionBy: newExpressionList(ExpressionListType, []Expression{NewF(name)})}
	makeExpr(w, WindowType)
	if len(order) > 0 {
		es := make([]Expression, len(order))
		for i, o := range order {
			es[i] = o.expr
		}
		w.OrderBy = newExpressionList(OrderByListType, es)
	}
	pred := newQ(AND)
	one, err := NewLookup(t, GreaterThanType, w, object.NewInt(int64(low)))
	if err != nil {
		return nil, err
	}
	pred.Children = append(pred.Children, one)
	if high >= 0 {
		two, err := NewLookup(t, LessThanOrEqualType, w, object.NewInt(int64(high)))
		if err != nil {
			return nil, err
		}
		pred.Children = append(pred.Children, two)
	}
	return pred, nil
}

func rowNumberType() *object.Type {
	for _, tp := range functionTypes {
		if tp.Name == "RowNumber" {
			return tp
		}
	}
	return nil
}
