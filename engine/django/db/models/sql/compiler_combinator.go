package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

func notSupported(format string, args ...any) error { return utils.NotSupportedf(format, args...) }

func databaseError(msg string) error { return object.Errorf(utils.DatabaseError, "%s", msg) }

// setOperators are connection.ops.set_operators.
var setOperators = map[string]string{"union": "UNION", "difference": "EXCEPT", "intersection": "INTERSECT"}

// combinatorSQL is get_combinator_sql. SQLite takes neither LIMIT nor ORDER BY in the parts of a compound statement, nor parentheses around them.
func (c *SQLCompiler) combinatorSQL(t *object.Thread) (string, Params, error) {
	q := c.Query
	parts := make([]*SQLCompiler, len(q.CombinedQueries))
	for i, x := range q.CombinedQueries {
		parts[i] = x.compilerFor(c.Conn, c.elideEmpty)
	}
	for _, p := range parts {
		if p.Query.IsSliced() {
			return "", nil, databaseError("LIMIT/OFFSET not allowed in subqueries of compound statements.")
		}
		order, err := p.getOrderBy(t)
		if err != nil {
			return "", nil, err
		}
		if len(order) > 0 {
			return "", nil, databaseError("ORDER BY not allowed in subqueries of compound statements.")
		}
	}
	var sqls []string
	var params Params
	var empty *SQLCompiler
	for _, p := range parts {
		s, ps, err := c.combinatorPart(t, p)
		if err != nil {
			// An empty part is left out of a UNION, and of a difference unless it comes first.
			if isEmptyResultSet(err) && (q.Combinator == "union" || q.Combinator == "difference" && len(sqls) > 0) {
				empty = p
				continue
			}
			return "", nil, err
		}
		sqls, params = append(sqls, s), append(params, ps...)
	}
	if len(sqls) == 0 {
		return "", nil, emptyResultSet()
	}
	if len(sqls) == 1 && q.Combinator == "union" && q.IsSliced() && empty != nil {
		// A sliced union of one part could end up with two LIMITs.
		empty.elideEmpty = false
		s, ps, err := c.combinatorPart(t, empty)
		if err != nil {
			return "", nil, err
		}
		sqls, params = append(sqls, s), append(params, ps...)
	}
	op := setOperators[q.Combinator]
	if q.CombinatorAll && q.Combinator == "union" {
		op += " ALL"
	}
	return strings.Join(sqls, " "+op+" "), params, nil
}

func (c *SQLCompiler) combinatorPart(t *object.Thread, p *SQLCompiler) (string, Params, error) {
	q := c.Query
	if q.hasSelected && !p.Query.hasSelected {
		// All parts select the same columns.
		p.Query = p.Query.Clone()
		if err := p.Query.SetValues(t, q.SelectedNames()); err != nil {
			return "", nil, err
		}
	}
	s, params, err := p.AsSQL(t, true, true)
	if err == nil && p.Query.Combinator != "" {
		s = "SELECT * FROM (" + s + ")"
	}
	return s, params, err
}

// qualifySQL is get_qualify_sql: conditions on window functions are put around the query.
func (c *SQLCompiler) qualifySQL(t *object.Thread) (string, Params, error) {
	q := c.Query
	inner := q.Clone()
	inner.Subquery = true
	inner.Where = NewWhere(AND)
	if c.where != nil {
		inner.Where.Children = append(inner.Where.Children, c.where)
	}
	if c.having != nil {
		inner.Where.Children = append(inner.Where.Children, c.having)
	}
	shown := q.compilerFor(c.Conn, true)
	if err := shown.getSelect(t, true); err != nil {
		return "", nil, err
	}
	var qual []string
	repl := &Replacements{}
	collect := func(work []Expression) error {
	next:
		for len(work) > 0 {
			e := work[len(work)-1]
			work = work[:len(work)-1]
			if repl.get(t, e) != nil {
				continue
			}
			for _, s := range shown.Select {
				if Equal(t, s.Expr, e) {
					repl.add(e, NewRef(s.Alias, e))
					continue next
				}
			}
			switch x := e.(type) {
			case lookupLike:
				for _, s := range x.SourceExpressions() {
					if s != nil {
						work = append(work, s)
					}
				}
				continue
			case *Ref:
				known := false
				for _, s := range shown.Select {
					known = known || s.Alias == x.Name
				}
				if !known {
					work = append(work, x.Source)
				}
				continue
			}
			alias := "qual" + itoa(len(qual))
			qual = append(qual, alias)
			if err := inner.AddAnnotation(t, e, alias, true); err != nil {
				return err
			}
			repl.add(e, NewRef(alias, e))
		}
		return nil
	}
	if err := collect(c.qualify.leaves(nil)); err != nil {
		return "", nil, err
	}
	x, err := c.qualify.ReplaceExpressions(t, repl)
	if err != nil {
		return "", nil, err
	}
	qualify := x
	pairs, err := c.getOrderBy(t)
	if err != nil {
		return "", nil, err
	}
	var ordering []Expression
	for _, p := range pairs {
		if err := collect(append([]Expression(nil), p.expr.SourceExpressions()...)); err != nil {
			return "", nil, err
		}
		o, err := p.expr.ReplaceExpressions(t, repl)
		if err != nil {
			return "", nil, err
		}
		ordering = append(ordering, o)
	}
	ic := inner.compilerFor(c.Conn, c.elideEmpty)
	is, ip, err := ic.AsSQL(t, false, true)
	if err != nil {
		return "", nil, err
	}
	qs, qp, err := c.Compile(t, qualify)
	if err != nil {
		return "", nil, err
	}
	s := "SELECT * FROM ( " + is + " ) " + QuoteName("qualify") + " WHERE " + qs
	if len(qual) > 0 {
		var cols []string
		for _, col := range shown.Select {
			cols = append(cols, QuoteName(col.Alias))
		}
		s = "SELECT " + strings.Join(cols, ", ") + " FROM ( " + s + " ) " + QuoteName("qualify_mask")
	}
	params := joinParams(ip, qp)
	if len(ordering) > 0 {
		parts := make([]string, len(ordering))
		for i, o := range ordering {
			os, op, err := c.Compile(t, o)
			if err != nil {
				return "", nil, err
			}
			parts[i] = os
			params = joinParams(params, op)
		}
		s += " ORDER BY " + strings.Join(parts, ", ")
	}
	return s, params, nil
}
