package sql

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// A SELECT of a model's own columns, with no more than plain comparisons of them, compiles to the same text whatever it compares with. Loops, and the pages of
// a course, run few such queries many times, and compiling was an eighth of a query's time. So a model keeps what the last few of them came to, under all that
// the text depends on: see Query.plain and plan.suits. Django compiles each time; nothing that a program can see differs.

// maxPlans is how many plans a model keeps; more shapes than that in turn are rare, and each is looked through in every query.
const maxPlans = 8

// Plans is what the newest plain SELECTs of a model compiled to. The zero value is empty; Options forgets it with all that it derives from the fields.
type Plans struct {
	kept [maxPlans]*plan
	next int
}

// A plan is one compiled SELECT. What it holds is shared by the compilers that follow it, which only read it.
type plan struct {
	table      string
	low, high  int
	conditions []planCondition
	sql        string
	columns    []selectColumn
	klass      *KlassInfo
	converters *rowConverters // nil until rows were read
}

// A planCondition is a look-up of the WHERE clause without its value.
type planCondition struct {
	class *object.Type
	col   *Col
}

// plain tells whether the query has nothing but a model, conditions and limits.
func (q *Query) plain() bool {
	w := q.Where
	switch {
	case q.class != QueryType || q.class.Flags&object.Patched != 0, !q.DefaultCols, q.hasSelected, q.SelectRelated.Set(), q.Distinct, q.Subquery, q.noAliasCols,
		len(q.annotations) > 0, len(q.extra) > 0, len(q.filteredRels) > 0, len(q.ExtraTables) > 0, len(q.ExtraOrderBy) > 0, len(q.OrderBy) > 0, len(q.tables) != 1,
		len(q.deferred.names) > 0, !q.deferred.deferring, q.groupBy != groupByNone, q.Combinator != "", q.explain != nil,
		w.Connector != AND, w.Negated, w.resolved:
		return false
	}
	return !q.DefaultOrdering || len(q.Meta().Ordering()) == 0
}

// planned finds the plan that suits the query, and the values of its conditions.
func (c *SQLCompiler) planned(t *object.Thread, plans *Plans) (*plan, Params) {
	q := c.Query
	for _, p := range plans.kept {
		if p == nil {
			break
		}
		if !p.suits(q) {
			continue
		}
		params := make(Params, len(p.conditions))
		for i, e := range q.Where.Children {
			s, ps, err := processRHS(t, e.(lookupLike), c)
			if err != nil || s != "%s" {
				return nil, nil // a value that nothing or everything matches, or a wrong one
			}
			params[i] = ps[0]
		}
		return p, params
	}
	return nil, nil
}

// suits tells whether a plain query differs from the plan's in nothing but values.
func (p *plan) suits(q *Query) bool {
	children := q.Where.Children
	if len(children) != len(p.conditions) || q.tables[0].alias != p.table || q.LowMark != p.low || q.HighMark != p.high {
		return false
	}
	for i, e := range children {
		if e.Type() != p.conditions[i].class || e.Type().Flags&object.Patched != 0 {
			return false
		}
		l := e.(lookupLike).asLookup()
		if l.Lhs != Expression(p.conditions[i].col) || !comparesPlainly(l) {
			return false
		}
	}
	return true
}

// comparesPlainly tells whether the look-up's right side is a number or a text, of which the SQL is a placeholder.
func comparesPlainly(l *Lookup) bool {
	switch l.Rhs.(type) {
	case object.Int, *object.Str:
		return len(l.bilateral) == 0
	}
	return false
}

// keep keeps what the query compiled to, if that is certain to be the same the next time: with classes of the program's own it need not be.
func (ps *Plans) keep(c *SQLCompiler, text string, params Params) {
	q := c.Query
	p := &plan{table: q.tables[0].alias, low: q.LowMark, high: q.HighMark, sql: text, columns: c.Select, klass: c.KlassInfo}
	if p.table != q.Meta().DBTable() || len(q.tables) != 1 || len(params) != len(q.Where.Children) {
		return
	}
	for _, s := range c.Select {
		if col, ok := s.Expr.(*Col); !ok || !native(col) {
			return
		}
	}
	for _, e := range q.Where.Children {
		switch e.(type) {
		case *Exact, *IntegerFieldExact, *integerLookup, *prepValueLookup:
		default:
			return
		}
		l := e.(lookupLike).asLookup()
		col, ok := l.Lhs.(*Col)
		if !ok || !native(col) || l.class.Flags&object.Heap != 0 || !comparesPlainly(l) {
			return
		}
		p.conditions = append(p.conditions, planCondition{l.class, col})
	}
	ps.kept[ps.next] = p
	ps.next = (ps.next + 1) % maxPlans
}

// native tells whether the column is one of the model's own table, and its field's class none of the program's.
func native(col *Col) bool {
	return col.sql != "" && col.outputField == col.Target && col.Target.Info().Self.Class.Flags&(object.Heap|object.Patched) == 0
}
