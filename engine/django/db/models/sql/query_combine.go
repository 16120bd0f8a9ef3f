package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Combine is combine(rhs, connector): rhs's conditions are merged into q; rhs is not changed.
func (q *Query) Combine(t *object.Thread, rhs *Query, connector string) error {
	switch {
	case q.Model != rhs.Model:
		return object.TypeErrorf("Cannot combine queries on two different base models.")
	case q.IsSliced():
		return object.TypeErrorf("Cannot combine queries once a slice has been taken.")
	case q.Distinct != rhs.Distinct:
		return object.TypeErrorf("Cannot combine a unique query with a non-unique query.")
	case !sameStrings(q.DistinctFields, rhs.DistinctFields):
		return object.TypeErrorf("Cannot combine queries with different distinct fields.")
	}
	// Aliases of both sides must not clash, except the base table's, which both have.
	initial := q.initialAlias()
	rhs = rhs.Clone()
	if err := rhs.bumpPrefix(t, q, initial); err != nil {
		return err
	}
	m := AliasMap{}
	// ANDed conditions on a multi-valued relation may hold for different rows, so their joins are made anew.
	reuse := &AliasSet{}
	if connector != AND {
		reuse.names = q.aliases()
	}
	promoter := newJoinPromoter(connector, 2, false)
	var inner []string
	for i := range q.tables {
		if q.tables[i].table.joinType == INNER {
			inner = append(inner, q.tables[i].alias)
		}
	}
	promoter.addVotes(inner)
	var votes []string
	if len(rhs.tables) > 0 {
		for _, e := range rhs.tables[1:] {
			j := e.table.relabeled(m)
			before := len(q.tables)
			alias, err := q.join(t, j, reuse, nil)
			if err != nil {
				return err
			}
			joinType := j.joinType
			if len(q.tables) > before {
				joinType = q.joinOf(alias).joinType // a new join of a nullable relation is an outer one
			}
			if joinType == INNER {
				votes = unionStrings(votes, []string{alias})
			}
			reuse.remove(alias) // one join of q stands for one of rhs
			if e.alias != alias {
				m[e.alias] = alias
			}
			if e.refs == 0 {
				q.unrefAlias(alias)
			}
		}
	}
	promoter.addVotes(votes)
	promoter.updateJoinTypes(q)
	q.subqAliases = unionStrings(q.subqAliases, rhs.subqAliases)

	w := rhs.Where.Clone()
	w.relabelAliases(m)
	q.Where.Add(w, connector)

	if len(rhs.Select) > 0 {
		q.setSelect(relabelAll(rhs.Select, m))
	} else {
		q.Select = nil
	}
	if connector == OR && len(q.extra) > 0 && len(rhs.extra) > 0 {
		return object.ValueErrorf("When merging querysets using 'or', you cannot have extra(select=...) on both sides.")
	}
	for _, e := range rhs.extra {
		q.setExtra(e)
	}
	var mask []string
	if q.extraMask != nil {
		mask = unionStrings(mask, q.extraMask.names)
	}
	if rhs.extraMask != nil {
		mask = unionStrings(mask, rhs.extraMask.names)
	}
	if len(mask) > 0 {
		q.SetExtraMask(mask)
	}
	q.ExtraTables = append(q.ExtraTables[:len(q.ExtraTables):len(q.ExtraTables)], rhs.ExtraTables...)
	if len(rhs.OrderBy) > 0 {
		q.OrderBy = rhs.OrderBy
	}
	if len(rhs.ExtraOrderBy) > 0 {
		q.ExtraOrderBy = rhs.ExtraOrderBy
	}
	return nil
}

func sameStrings(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// ResolveExpression implements Expression: the query becomes a subquery of outer.
func (q *Query) ResolveExpression(t *object.Thread, outer *Query, r ResolveArgs) (Expression, error) {
	c := q.Clone()
	if outer == nil {
		return nil, object.AttributeErrorf(object.None, "alias_prefix", "'NoneType' object has no attribute 'alias_prefix'")
	}
	if err := c.bumpPrefix(t, outer, ""); err != nil {
		return nil, err
	}
	c.Subquery = true
	if err := c.Where.resolveNode(t, outer, r); err != nil {
		return nil, err
	}
	if c.Combinator != "" {
		for i, x := range c.CombinedQueries {
			e, err := x.ResolveExpression(t, outer, r)
			if err != nil {
				return nil, err
			}
			c.CombinedQueries[i] = e.(*Query)
		}
	}
	for i := range c.annotations {
		res, err := Resolve(t, c.annotations[i].expr, outer, r)
		if err != nil {
			return nil, err
		}
		var inner *Query
		switch x := res.(type) {
		case *Query:
			inner = x
		case *Subquery:
			inner = x.Query
		}
		if inner != nil {
			for _, x := range c.externalAliases {
				inner.setExternal(x.alias, x.aliased)
			}
		}
		if i == 0 {
			c.annotations = append([]annotation(nil), c.annotations...)
		}
		c.annotations[i].expr = res
	}
	c.annotationCache = nil
	// The outer query's aliases are external ones here.
	for _, e := range outer.tables {
		aliased := false
		if e.table.isJoin() {
			aliased = Meta(e.table.joinField.Info().RelatedModel).DBTable() != e.alias
		} else {
			aliased = e.table.name != e.table.alias
		}
		c.setExternal(e.alias, aliased)
	}
	return c, nil
}

// AsSQL implements Expression: a query inside another one.
func (q *Query) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	sub := q.compilerFor(c.Conn, true)
	s, params, err := sub.AsSQL(t, true, false)
	if err != nil {
		return "", nil, err
	}
	if q.Subquery {
		s = "(" + s + ")"
	}
	return s, params, nil
}

// AsSQLite implements Expression.
func (q *Query) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	return q.AsSQL(t, c, ctx)
}

// ContainsAggregate and its siblings look into the query no further: what it contains is its own business.
func (q *Query) ContainsAggregate() bool            { return false }
func (q *Query) ContainsOverClause() bool           { return false }
func (q *Query) ContainsColumnReferences() bool     { return false }
func (q *Query) ContainsSubquery() bool             { return false }
func (q *Query) EmptyResultSetValue() object.Object { return object.None }
func (q *Query) Refs(s *AliasSet)                   {}

func (q *Query) Conditional(t *object.Thread) (bool, error) {
	f, err := OutputFieldOrNone(t, q)
	if err != nil || f == nil {
		return false, err
	}
	return isField(f, "BooleanField"), nil
}

// SelectFormat formats as the single selected column does.
func (q *Query) SelectFormat(t *object.Thread, c *SQLCompiler, sql string, params Params) (string, Params, error) {
	f, err := OutputFieldOrNone(t, q)
	if err != nil || f == nil {
		return sql, params, err
	}
	return f.SelectFormat(t, c, sql, params)
}
