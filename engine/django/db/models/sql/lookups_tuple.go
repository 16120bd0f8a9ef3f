package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Look-ups over several columns at once (django.db.models.fields.tuple_lookups), for relations and keys of more than one column. SQLite
// compares row values itself.

// tupleValues prepares one value per column.
func tupleValues(t *object.Thread, c *SQLCompiler, cp *ColPairs, v object.Object) ([]string, Params, error) {
	vs, err := normalizedValue(t, v, cp)
	if err != nil {
		return nil, nil, err
	}
	if len(vs) != len(cp.Targets) {
		return nil, nil, object.ValueErrorf("the look-up must have %d elements", len(cp.Targets))
	}
	sqls := make([]string, len(vs))
	var params Params
	for i, x := range vs {
		e, ok := AsExpression(t, x)
		if !ok {
			e = NewValueAs(x, cp.Targets[i])
		}
		if e, err = Resolve(t, e, c.Query, resolveDefault); err != nil {
			return nil, nil, err
		}
		s, ps, err := c.Compile(t, e)
		if err != nil {
			return nil, nil, err
		}
		sqls[i], params = s, append(params, ps...)
	}
	return sqls, params, nil
}

// tupleCompare compiles exact, isnull and the orderings over columns.
func tupleCompare(t *object.Thread, c *SQLCompiler, l *Lookup, cp *ColPairs) (string, Params, error) {
	name := l.lookupName()
	cols := make([]string, len(cp.Targets))
	for i, col := range cp.Cols() {
		s, _, err := c.Compile(t, col)
		if err != nil {
			return "", nil, err
		}
		cols[i] = s
	}
	if name == "isnull" {
		op, sep := " IS NULL", " OR "
		if l.Rhs == object.False {
			op, sep = " IS NOT NULL", " AND "
		}
		for i := range cols {
			cols[i] += op
		}
		return "(" + strings.Join(cols, sep) + ")", nil, nil
	}
	if !l.rhsIsDirect() {
		if _, ok := l.Rhs.(*Query); !ok || name != "exact" {
			return "", nil, object.ValueErrorf("'%s' doesn't support multi-column subqueries.", name)
		}
		s, params, err := l.ProcessRHS(t, c)
		return "(" + strings.Join(cols, ", ") + ") = " + s, params, err
	}
	vals, params, err := tupleValues(t, c, cp, l.Rhs)
	if err != nil {
		return "", nil, err
	}
	if name == "exact" {
		for i := range cols {
			cols[i] += " = " + vals[i]
		}
		return "(" + strings.Join(cols, " AND ") + ")", params, nil
	}
	return "(" + strings.Join(cols, ", ") + ") " + formatPositional(operators[name], "("+strings.Join(vals, ", ")+")"), params, nil
}

// tupleIn compiles IN over columns.
func tupleIn(t *object.Thread, c *SQLCompiler, l *Lookup, cp *ColPairs) (string, Params, error) {
	cols := make([]string, len(cp.Targets))
	for i, col := range cp.Cols() {
		s, _, err := c.Compile(t, col)
		if err != nil {
			return "", nil, err
		}
		cols[i] = s
	}
	lhs := "(" + strings.Join(cols, ", ") + ")"
	if !l.rhsIsDirect() {
		s, params, err := l.ProcessRHS(t, c)
		return lhs + " IN " + s, params, err
	}
	items, err := object.Collect(t, l.Rhs)
	if err != nil {
		return "", nil, err
	}
	if len(items) == 0 {
		return "", nil, emptyResultSet()
	}
	var rows []string
	var params Params
	for _, v := range items {
		vals, ps, err := tupleValues(t, c, cp, v)
		if err != nil {
			return "", nil, err
		}
		rows, params = append(rows, "("+strings.Join(vals, ", ")+")"), append(params, ps...)
	}
	return lhs + " IN (" + strings.Join(rows, ", ") + ")", params, nil
}
