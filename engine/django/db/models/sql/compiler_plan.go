package sql

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// A SELECT of a model's own columns, with no more than plain comparisons of them, compiles to the same text whatever it compares with. Loops, and the pages of
// a course, run few such queries many times, and compiling was an eighth of a query's time. So a model keeps what the last few of them came to, under all that
// the text depends on: see Query.plain and plan.params. Django compiles each time; nothing that a program can see differs.

// maxPlans is how many plans a model keeps; more shapes than that in turn are rare, and each is looked through in every query.
const maxPlans = 8

// maxSolved bounds the names of look-ups that a model remembers, which a program can make without end.
const maxSolved = 64

// Plans is what the newest plain SELECTs of a model compiled to. The zero value is empty; Options forgets it with all that it derives from the fields.
type Plans struct {
	kept [maxPlans]*plan
	next int

	solved map[string]solvedLookup // of names that lead to fields of the model's own table
}

// solve keeps what a name of a look-up stands for.
func (ps *Plans) solve(path string, s solvedLookup) {
	if ps.solved == nil || len(ps.solved) >= maxSolved {
		ps.solved = map[string]solvedLookup{}
	}
	ps.solved[path] = s
}

// A plan is one compiled SELECT. What it holds is shared by the compilers that follow it, which only read it.
type plan struct {
	table      string
	low, high  int
	conditions []Expression // look-ups, of which only the values may differ
	sql        string
	columns    []selectColumn
	klass      *KlassInfo
	converters *rowConverters // nil until rows were read
}

// plain tells whether the query has nothing but a model, conditions and limits.
func (q *Query) plain() bool {
	w := q.Where
	return q.class == QueryType && len(q.tables) == 1 && q.DefaultCols && q.class.Flags&object.Patched == 0 && w.Connector == AND && !w.Negated && !w.resolved &&
		len(q.annotations)+len(q.extra)+len(q.filteredRels)+len(q.ExtraTables)+len(q.ExtraOrderBy)+len(q.OrderBy)+len(q.deferred.names)+len(q.Combinator) == 0 &&
		!(q.hasSelected || q.SelectRelated.Set() || q.Distinct || q.Subquery || q.noAliasCols || q.groupBy != groupByNone || q.explain != nil || !q.deferred.deferring) &&
		(!q.DefaultOrdering || len(q.Meta().Ordering()) == 0)
}

// planSQL is AsSQL of a plain query.
func (c *SQLCompiler) planSQL(t *object.Thread) (string, Params, error) {
	q := c.Query
	plans := q.Meta().Plans()
	for _, p := range plans.kept {
		if p == nil {
			break
		}
		if params := p.params(t, c); params != nil {
			c.plan, c.Select, c.KlassInfo, c.colCount, c.where = p, p.columns, p.klass, len(p.columns), q.Where
			return p.sql, params, nil
		}
	}
	text, params, err := c.selectSQL(t, true, false)
	if err == nil && len(q.tables) == 1 && len(params) == len(q.Where.Children) && c.repeatable() {
		plans.kept[plans.next] = &plan{table: q.tables[0].alias, low: q.LowMark, high: q.HighMark, conditions: q.Where.Children, sql: text, columns: c.Select, klass: c.KlassInfo}
		plans.next = (plans.next + 1) % maxPlans
	}
	return text, params, err
}

// params gives the values of the compiler's query if it differs from the plan's in nothing else, nil if it does.
func (p *plan) params(t *object.Thread, c *SQLCompiler) Params {
	q := c.Query
	if len(q.Where.Children) != len(p.conditions) || q.tables[0].alias != p.table || q.LowMark != p.low || q.HighMark != p.high {
		return nil
	}
	params := make(Params, len(p.conditions))
	for i, e := range q.Where.Children {
		if e.Type() != p.conditions[i].Type() || e.Type().Flags&object.Patched != 0 {
			return nil
		}
		l := e.(lookupLike)
		if l.asLookup().Lhs != p.conditions[i].(lookupLike).asLookup().Lhs || !l.asLookup().comparesPlainly() {
			return nil
		}
		s, ps, err := processRHS(t, l, c)
		if err != nil || s != "%s" {
			return nil // a value that nothing or everything matches, or a wrong one
		}
		params[i] = ps[0]
	}
	return params
}

// comparesPlainly tells whether the right side is a number or a text, of which the SQL is a placeholder.
func (l *Lookup) comparesPlainly() bool {
	switch l.Rhs.(type) {
	case object.Int, *object.Str:
		return len(l.bilateral) == 0
	}
	return false
}

// repeatable tells whether what was just compiled is certain to be the same the next time: with classes of the program's own it need not be.
func (c *SQLCompiler) repeatable() bool {
	for i := range c.Select {
		if !native(c.Select[i].Expr) {
			return false
		}
	}
	for _, e := range c.Query.Where.Children {
		switch e.(type) {
		case *Exact, *IntegerFieldExact, *integerLookup, *prepValueLookup:
			l := e.(lookupLike).asLookup()
			if l.class.Flags&object.Heap == 0 && native(l.Lhs) && l.comparesPlainly() {
				continue
			}
		}
		return false
	}
	return true
}

// native tells whether an expression is a column of the model's own table, and its field's class none of the program's.
func native(e Expression) bool {
	col, ok := e.(*Col)
	return ok && col.sql != "" && col.outputField == col.Target && col.Target.Info().Self.Class.Flags&(object.Heap|object.Patched) == 0
}
