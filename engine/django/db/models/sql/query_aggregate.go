package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/re/sre"
)

// NamedExpr is an aggregate with its alias.
type NamedExpr struct {
	Name string
	Expr object.Object
}

// GetAggregation is get_aggregation(using, aggregate_exprs), from a dict of aggregates by alias to a dict of values. It changes q.
func (q *Query) GetAggregation(t *object.Thread, conn Connection, aggregates *object.Dict) (object.Object, error) {
	var exprs []NamedExpr
	for _, k := range aggregates.Keys() {
		v, _ := aggregates.Get(t, k)
		name, _ := object.AsStr(k)
		exprs = append(exprs, NamedExpr{name, v})
	}
	return q.aggregation(t, conn, exprs)
}

func (q *Query) aggregation(t *object.Thread, conn Connection, exprs []NamedExpr) (*object.Dict, error) {
	if len(exprs) == 0 {
		return object.NewDict(), nil
	}
	refsSubquery, refsWindow := false, false
	replacements := &Replacements{}
	mask := q.annotationMask.clone()
	aggregates := make([]annotation, 0, len(exprs))
	for _, x := range exprs {
		if err := checkAlias(x.Name); err != nil {
			return nil, err
		}
		e, ok := AsExpression(t, x.Expr)
		if !ok {
			return nil, object.AttributeErrorf(x.Expr, "resolve_expression", "'%s' object has no attribute 'resolve_expression'", object.TypeName(x.Expr))
		}
		agg, err := Resolve(t, e, q, ResolveArgs{AllowJoins: true, Summarize: true})
		if err != nil {
			return nil, err
		}
		if !containsAggregate(t, agg) {
			return nil, object.TypeErrorf("%s is not an aggregate expression", x.Name)
		}
		// Later ones may refer to this one.
		q.AppendAnnotationMask([]string{x.Name})
		refs := &AliasSet{}
		agg.Refs(refs)
		for _, r := range refs.names {
			a := q.annotation(r)
			if a == nil {
				return nil, object.KeyError(object.NewStr(r))
			}
			refsSubquery = refsSubquery || a.ContainsSubquery() || isSubquery(a)
			refsWindow = refsWindow || a.ContainsOverClause()
		}
		if agg, err = agg.ReplaceExpressions(t, replacements); err != nil {
			return nil, err
		}
		q.setAnnotation(x.Name, agg)
		replacements.add(NewRef(x.Name, agg), agg)
	}
	kept := q.annotations[:0:0]
	for _, a := range q.annotations {
		own := false
		for _, x := range exprs {
			own = own || x.Name == a.alias
		}
		if own {
			aggregates = append(aggregates, a)
		} else {
			kept = append(kept, a)
		}
	}
	// pop() in the order of the arguments
	ordered := make([]annotation, 0, len(aggregates))
	for _, x := range exprs {
		for _, a := range aggregates {
			if a.alias == x.Name {
				ordered = append(ordered, a)
			}
		}
	}
	aggregates = ordered
	q.annotations, q.annotationCache = kept, nil
	if mask == nil {
		q.ClearAnnotationMask()
	} else {
		q.SetAnnotationMask(mask.names)
	}
	_, having, qualify, err := q.Where.splitHavingQualify(false, false)
	if err != nil {
		return nil, err
	}
	existing := having != nil
	for _, a := range q.annotations {
		existing = existing || containsAggregate(t, a.expr)
	}
	outer := q
	if q.groupBy == groupByList || q.IsSliced() || existing || refsSubquery || refsWindow || qualify != nil || q.Distinct || q.Combinator != "" {
		if outer, err = q.aggregateOver(t, aggregates, existing, qualify != nil); err != nil {
			return nil, err
		}
	} else {
		q.Select = nil
		q.clearSelected()
		q.DefaultCols = false
		q.extra = nil
		if len(q.annotations) > 0 {
			inline := &Replacements{}
			for _, a := range q.annotations {
				inline.add(NewRef(a.alias, a.expr), a.expr)
			}
			for i := range aggregates {
				if aggregates[i].expr, err = aggregates[i].expr.ReplaceExpressions(t, inline); err != nil {
					return nil, err
				}
			}
		}
		q.annotations = aggregates
		names := make([]string, len(aggregates))
		for i, a := range aggregates {
			names[i] = a.alias
		}
		q.SetAnnotationMask(names)
	}
	cols := outer.annotationSelect()
	empty := make([]object.Object, len(cols))
	elide := true
	for i, a := range cols {
		empty[i] = a.expr.EmptyResultSetValue()
		elide = elide && empty[i] != object.NotImplemented
	}
	outer.ClearOrdering(true, true)
	outer.ClearLimits()
	outer.SelectForUpdate = false
	outer.SelectRelated = SelectRelated{}
	c := outer.compilerFor(conn, elide)
	row, err := c.executeSingle(t)
	if err != nil {
		return nil, err
	}
	if row == nil {
		row = empty
	} else {
		es := make([]Expression, len(cols))
		for i, a := range cols {
			es[i] = a.expr
		}
		conv, err := c.converters(t, es)
		if err != nil {
			return nil, err
		}
		if err := conv.apply(t, row); err != nil {
			return nil, err
		}
	}
	d := object.NewDict()
	for i, a := range cols {
		d.SetName(a.alias, row[i])
	}
	return d, nil
}

// aggregateOver makes the AggregateQuery that aggregates over q as a subquery.
func (q *Query) aggregateOver(t *object.Thread, aggregates []annotation, existing, qualify bool) (*Query, error) {
	inner := q.Clone()
	inner.Subquery = true
	outer := NewQuery(q.Model)
	outer.class = AggregateQueryType
	outer.innerQuery = inner
	inner.SelectForUpdate = false
	inner.SelectRelated = SelectRelated{}
	inner.SetAnnotationMask(q.AnnotationSelect())
	inner.ClearOrdering(false, true)
	pkCol := func() (Expression, error) { return q.Meta().PK().GetCol(inner.initialAlias(), nil) }
	if !inner.Distinct {
		if inner.DefaultCols && existing {
			col, err := pkCol()
			if err != nil {
				return nil, err
			}
			inner.groupBy, inner.groupByExprs = groupByList, []Expression{col}
		}
		inner.DefaultCols = false
		if !qualify && q.Combinator == "" {
			// Annotations that the aggregates do not refer to need not be selected.
			keep := &AliasSet{}
			if q.groupBy == groupByList {
				for _, e := range q.groupByExprs {
					e.Refs(keep)
				}
			}
			for _, a := range aggregates {
				a.expr.Refs(keep)
			}
			for _, a := range q.annotationSelect() {
				cols, err := groupByCols(t, a.expr)
				if err != nil {
					return nil, err
				}
				if len(cols) > 0 {
					keep.Add(a.alias)
				}
			}
			inner.SetAnnotationMask(keep.names)
		}
	}
	// Columns that the aggregates mention are selected inside under names of their own.
	var cols []*Col
	var refs []*Ref
	for _, a := range aggregates {
		repl := &Replacements{}
		found, err := genCols(t, []Expression{a.expr}, false, false, nil)
		if err != nil {
			return nil, err
		}
		for _, c := range found {
			var ref *Ref
			for i := range cols {
				if Equal(t, cols[i], c) {
					ref = refs[i]
				}
			}
			if ref == nil {
				name := "__col" + itoa(len(cols)+1)
				ref = NewRef(name, c)
				cols, refs = append(cols, c), append(refs, ref)
				if err := inner.AddAnnotation(t, c, name, true); err != nil {
					return nil, err
				}
			}
			repl.add(c, ref)
		}
		e, err := a.expr.ReplaceExpressions(t, repl)
		if err != nil {
			return nil, err
		}
		outer.annotations = append(outer.annotations, annotation{a.alias, e})
	}
	if len(inner.Select) == 0 && !inner.DefaultCols && (inner.annotationMask == nil || len(inner.annotationMask.names) == 0) {
		// Something must be selected for the rows to be counted.
		col, err := pkCol()
		if err != nil {
			return nil, err
		}
		inner.Select = []Expression{col}
	}
	return outer, nil
}

// GetCount is get_count(using).
func (q *Query) GetCount(t *object.Thread, conn Connection) (int64, error) {
	c := q.Clone()
	d, err := c.aggregation(t, conn, []NamedExpr{{"__count", newCount(newStar())}})
	if err != nil {
		return 0, err
	}
	n, _ := object.AsInt(d.GetName("__count"))
	return n, nil
}

// Exists is exists(limit): the query as it stands inside EXISTS.
func (q *Query) Exists(t *object.Thread, limit bool) (*Query, error) {
	c := q.Clone()
	if !(c.Distinct && c.IsSliced()) {
		if c.groupBy == groupByAll {
			var names []string
			for _, f := range q.Meta().ConcreteFields() {
				names = append(names, f.Info().Attname)
			}
			if err := c.AddFields(t, names, false); err != nil {
				return nil, err
			}
			if err := c.SetGroupBy(t, false); err != nil {
				return nil, err
			}
		}
		c.ClearSelectClause()
	}
	if len(c.CombinedQueries) > 0 && c.Combinator == "union" {
		for i, x := range c.CombinedQueries {
			e, err := x.Exists(t, false)
			if err != nil {
				return nil, err
			}
			c.CombinedQueries[i] = e
		}
	}
	c.ClearOrdering(true, true)
	if limit {
		c.SetLimits(-1, 1)
	}
	return c, c.AddAnnotation(t, newInt(1), "a", true)
}

// HasResults is has_results(using).
func (q *Query) HasResults(t *object.Thread, conn Connection) (bool, error) {
	e, err := q.Exists(t, true)
	if err != nil {
		return false, err
	}
	row, err := e.compilerFor(conn, true).executeSingle(t)
	return row != nil, err
}

var explainOption = sre.Own{Source: `[\w\-]+$`}

// Explain is explain(using, format, **options).
func (q *Query) Explain(t *object.Thread, conn Connection, format object.Object, options *object.Dict) (object.Object, error) {
	c := q.Clone()
	kw := dictKwargs(options)
	if kw != nil {
		for _, n := range kw.Names {
			if s := n.String(); explainOption.Match(s) == nil || strings.Contains(s, "--") {
				shown, err := object.Repr(t, n)
				if err != nil {
					return nil, err
				}
				return nil, object.ValueErrorf("Invalid option name: %s.", shown)
			}
		}
	}
	name, _ := object.AsStr(format)
	c.explain = &explainInfo{name, kw}
	s, err := c.compilerFor(conn, true).explainQuery(t)
	return object.NewStr(s), err
}
