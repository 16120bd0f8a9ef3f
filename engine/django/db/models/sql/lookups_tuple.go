package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Look-ups over several columns at once (django.db.models.fields.tuple_lookups): composite primary keys, and relations of more than one column.
// SQLite compares row values itself, but knows no list of them after IN.

const tupleModule = "django.db.models.fields.tuple_lookups"

var (
	TupleExactType              = object.Declare("TupleExact", tupleModule, ExactType)
	TupleGreaterThanType        = object.Declare("TupleGreaterThan", tupleModule, GreaterThanType)
	TupleGreaterThanOrEqualType = object.Declare("TupleGreaterThanOrEqual", tupleModule, GreaterThanOrEqualType)
	TupleLessThanType           = object.Declare("TupleLessThan", tupleModule, LessThanType)
	TupleLessThanOrEqualType    = object.Declare("TupleLessThanOrEqual", tupleModule, LessThanOrEqualType)
	TupleInType                 = object.Declare("TupleIn", tupleModule, InType)
	TupleIsNullType             = object.Declare("TupleIsNull", tupleModule, IsNullType)
)

// tupleLookup is any of them; its name says what it does.
type tupleLookup struct{ prepValueLookup }

func (l *tupleLookup) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *tupleLookup) lhsText() string {
	if cp, ok := l.Lhs.(*ColPairs); ok {
		return "'" + cp.outputField.Info().Name + "'"
	}
	return l.Lhs.Type().Name
}

// sequence gives the items of a tuple or list.
func sequence(o object.Object) ([]object.Object, bool) {
	if tu, ok := object.AsTuple(o); ok {
		return tu.Items, true
	}
	if l, ok := object.AsList(o); ok {
		return l.Items, true
	}
	return nil, false
}

func (l *tupleLookup) PrepLookup(t *object.Thread) (object.Object, error) {
	cp, ok := l.Lhs.(*ColPairs)
	name := l.lookupName()
	if !ok {
		return l.Rhs, nil
	}
	if name == "isnull" {
		if items, ok := sequence(l.Rhs); ok && len(items) == 1 {
			return items[0], nil
		}
		if _, ok := l.Rhs.(object.Bool); !ok {
			return nil, object.ValueErrorf("The QuerySet value for an isnull lookup must be True or False.")
		}
		return l.Rhs, nil
	}
	n := len(cp.Targets)
	if q, ok := l.Rhs.(*Query); ok {
		if got := selectWidth(q); q.HasSelectFields() && got != n {
			return nil, object.ValueErrorf("'%s' subquery lookup of %s must have %d fields (received %d)", name, l.lhsText(), n, got)
		}
		return l.Rhs, nil
	}
	if !l.rhsIsDirect() {
		return l.Rhs, nil
	}
	items, ok := sequence(l.Rhs)
	if !ok && name == "in" {
		var err error
		if items, err = object.Collect(t, l.Rhs); err != nil {
			return nil, err
		}
		ok = true
	}
	if !ok {
		return nil, object.ValueErrorf("'%s' lookup of %s must be a tuple or a list", name, l.lhsText())
	}
	if name != "in" {
		if len(items) != n {
			return nil, object.ValueErrorf("'%s' lookup of %s must have %d elements", name, l.lhsText(), n)
		}
		return object.NewTuple(items...), nil
	}
	for _, x := range items {
		if _, ok := sequence(x); !ok {
			return nil, object.ValueErrorf("'in' lookup of %s must be a collection of tuples or lists", l.lhsText())
		}
	}
	for _, x := range items {
		if vs, _ := sequence(x); len(vs) != n {
			return nil, object.ValueErrorf("'in' lookup of %s must have %d elements each", l.lhsText(), n)
		}
	}
	return object.NewList(items), nil
}

// selectWidth is the number of columns that a query selects.
func selectWidth(q *Query) int {
	n := 0
	for _, e := range q.Select {
		if cp, ok := e.(*ColPairs); ok {
			n += len(cp.Targets)
		} else {
			n++
		}
	}
	return n
}

func (l *tupleLookup) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	cp, ok := l.Lhs.(*ColPairs)
	if !ok {
		return l.prepValueLookup.AsSQL(t, c, ctx)
	}
	if l.lookupName() == "in" {
		return tupleIn(t, c, &l.Lookup, cp)
	}
	return tupleCompare(t, c, &l.Lookup, cp)
}

// tupleCompare compiles exact, isnull and the orderings over columns.
func tupleCompare(t *object.Thread, c *SQLCompiler, l *Lookup, cp *ColPairs) (string, Params, error) {
	name := l.lookupName()
	if name == "isnull" {
		connector := AND
		if l.Rhs == object.True {
			connector = OR
		}
		w := NewWhere(connector)
		for _, col := range cp.Cols() {
			x, err := NewLookup(t, IsNullType, col, l.Rhs)
			if err != nil {
				return "", nil, err
			}
			w.Children = append(w.Children, x)
		}
		return w.AsSQL(t, c, nil)
	}
	cols, err := tupleColumns(t, c, cp)
	if err != nil {
		return "", nil, err
	}
	if e := l.rhsExpr(); e != nil {
		s, params, err := c.Compile(t, e)
		if err != nil {
			return "", nil, err
		}
		if s == "" || s[0] != '(' {
			s = "(" + s + ")"
		}
		return cols + " " + formatPositional(operators[name], s), params, nil
	}
	vs, err := normalizedValue(t, l.Rhs, cp)
	if err != nil {
		return "", nil, err
	}
	if len(vs) != len(cp.Targets) {
		return "", nil, object.ValueErrorf("'%s' lookup of '%s' must have %d elements", name, cp.outputField.Info().Name, len(cp.Targets))
	}
	parts := make([]string, len(vs))
	var params Params
	for i, v := range vs {
		s, ps, err := c.Compile(t, NewValueAs(v, cp.Sources[i]))
		if err != nil {
			return "", nil, err
		}
		parts[i], params = s, append(params, ps...)
	}
	return cols + " " + formatPositional(operators[name], "("+strings.Join(parts, ", ")+")"), params, nil
}

func tupleColumns(t *object.Thread, c *SQLCompiler, cp *ColPairs) (string, error) {
	s, _, err := c.Compile(t, cp)
	return "(" + s + ")", err
}

// tupleIn compiles IN over columns: (a = x1 AND b = y1) OR (a = x2 AND b = y2).
func tupleIn(t *object.Thread, c *SQLCompiler, l *Lookup, cp *ColPairs) (string, Params, error) {
	if q, ok := l.Rhs.(*Query); ok {
		if !q.HasSelectFields() {
			names := make([]string, len(cp.Sources))
			for i, f := range cp.Sources {
				names[i] = f.Info().Name
			}
			q = q.Clone()
			if err := q.SetValues(t, names); err != nil {
				return "", nil, err
			}
		}
		q.ClearOrdering(false, true)
		cols, err := tupleColumns(t, c, cp)
		if err != nil {
			return "", nil, err
		}
		s, params, err := c.Compile(t, q)
		return cols + " IN " + s, params, err
	}
	items, err := object.Collect(t, l.Rhs)
	if err != nil {
		return "", nil, err
	}
	if len(items) == 0 {
		return "", nil, emptyResultSet()
	}
	w := NewWhere(OR)
	for _, v := range items {
		vs, ok := sequence(v)
		if !ok {
			if vs, err = normalizedValue(t, v, cp); err != nil {
				return "", nil, err
			}
		}
		row := NewWhere(AND)
		for i, col := range cp.Cols() {
			if i >= len(vs) {
				break
			}
			x, err := NewLookup(t, ExactType, col, vs[i])
			if err != nil {
				return "", nil, err
			}
			row.Children = append(row.Children, x)
		}
		w.Children = append(w.Children, row)
	}
	return w.AsSQL(t, c, nil)
}

func init() {
	mk := func() lookupLike { return &tupleLookup{} }
	for _, tp := range []*object.Type{TupleExactType, TupleGreaterThanType, TupleGreaterThanOrEqualType, TupleLessThanType, TupleLessThanOrEqualType, TupleInType, TupleIsNullType} {
		defLookup(tp, mk, nil)
	}
}
