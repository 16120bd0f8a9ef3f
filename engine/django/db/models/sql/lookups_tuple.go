package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Look-ups over several columns at once (django.db.models.fields.tuple_lookups): composite primary keys, and relations of more than one column.
// For SQLite each becomes conditions on the single columns (supports_tuple_lookups is false).

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

// tupleColumns are the columns on the left: those of a composite key, or what a tuple was made of.
func tupleColumns(t *object.Thread, lhs Expression) ([]Expression, bool) {
	if cp, ok := lhs.(*ColPairs); ok {
		return cp.SourceExpressions(), true
	}
	if isTuple(lhs) {
		src, err := SourcesOf(t, lhs)
		return src, err == nil
	}
	return nil, false
}

// isTuple tells whether e is a Tuple, which is a class of its module's Python.
func isTuple(e Expression) bool {
	f, ok := e.(*Func)
	return ok && f.class.Name == "Tuple"
}

// tupleOf is Tuple(*items).
func tupleOf(t *object.Thread, items []object.Object) (Expression, error) {
	m, err := t.RT.Import(t, tupleModule)
	if err != nil {
		return nil, err
	}
	cls, err := object.GetAttrName(t, m, "Tuple")
	if err != nil {
		return nil, err
	}
	o, err := object.CallArgs(t, cls, items...)
	if err != nil {
		return nil, err
	}
	e, _ := AsExpression(t, o)
	return e, nil
}

// lhsText is get_lhs_str().
func (l *tupleLookup) lhsText(t *object.Thread) string {
	if cp, ok := l.Lhs.(*ColPairs); ok {
		return "'" + cp.outputField.Info().Name + "'"
	}
	cols, _ := tupleColumns(t, l.Lhs)
	names := make([]string, len(cols))
	for i, c := range cols {
		switch c := c.(type) {
		case *F:
			names[i] = "'" + c.Name + "'"
		case *Col:
			names[i] = "'" + c.Target.Info().Name + "'"
		}
	}
	return "(" + strings.Join(names, ", ") + ")"
}

// Sequence gives the items of a tuple or list.
func Sequence(o object.Object) ([]object.Object, bool) {
	if tu, ok := object.AsTuple(o); ok {
		return tu.Items, true
	}
	if l, ok := object.AsList(o); ok {
		return l.Items, true
	}
	return nil, false
}

func (l *tupleLookup) PrepLookup(t *object.Thread) (object.Object, error) {
	name := l.lookupName()
	if name == "isnull" {
		rhs := l.Rhs
		if items, ok := Sequence(rhs); ok && len(items) == 1 {
			rhs = items[0]
		}
		if _, ok := rhs.(object.Bool); !ok {
			return nil, object.ValueErrorf("The QuerySet value for an isnull lookup must be True or False.")
		}
		return rhs, nil
	}
	cols, ok := tupleColumns(t, l.Lhs)
	if !ok {
		return l.Rhs, nil
	}
	n := len(cols)
	if !l.rhsIsDirect() {
		return l.prepExpression(t, name)
	}
	items, ok := Sequence(l.Rhs)
	if !ok {
		return nil, object.ValueErrorf("'%s' lookup of %s must be a tuple or a list", name, l.lhsText(t))
	}
	if name != "in" {
		if len(items) != n {
			return nil, object.ValueErrorf("'%s' lookup of %s must have %d elements", name, l.lhsText(t), n)
		}
		return l.Rhs, nil
	}
	for _, x := range items {
		if _, ok := Sequence(x); !ok {
			return nil, object.ValueErrorf("'in' lookup of %s must be a collection of tuples or lists", l.lhsText(t))
		}
	}
	for _, x := range items {
		if vs, _ := Sequence(x); len(vs) != n {
			return nil, object.ValueErrorf("'in' lookup of %s must have %d elements each", l.lhsText(t), n)
		}
	}
	return l.Rhs, nil
}

// prepExpression prepares a right side that is an expression: only some make sense.
func (l *tupleLookup) prepExpression(t *object.Thread, name string) (object.Object, error) {
	q, isQuery := l.Rhs.(*Query)
	_, isOuter := l.Rhs.(*F)
	isOuter = isOuter && l.Rhs.Type().IsSubtype(ResolvedOuterRefType)
	_, isSubquery := l.Rhs.(*Subquery)
	switch {
	case name == "in" && !isQuery && !isSubquery:
		return nil, object.ValueErrorf("'in' subquery lookup of %s must be a Query object (received '%s')", l.lhsText(t), object.TypeName(l.Rhs))
	case name != "in" && !isQuery && !isOuter:
		return nil, object.ValueErrorf("'%s' subquery lookup of %s only supports OuterRef and QuerySet objects (received '%s')", name, l.lhsText(t), object.TypeName(l.Rhs))
	case !isQuery:
		return l.Rhs, nil
	case name == "in":
		in := &In{listLookup{builtinLookup{l.Lookup}}}
		return in.PrepLookup(t)
	case name == "exact":
		ex := &Exact{l.prepValueLookup}
		return ex.PrepLookup(t)
	}
	return q, nil
}

// ProcessLHS is TupleLookupMixin.process_lhs.
func (l *tupleLookup) ProcessLHS(t *object.Thread, c *SQLCompiler, lhs Expression) (string, Params, error) {
	s, params, err := l.prepValueLookup.ProcessLHS(t, c, lhs)
	if !isTuple(l.Lhs) {
		s = "(" + s + ")"
	}
	return s, params, err
}

func (l *tupleLookup) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if _, ok := tupleColumns(t, l.Lhs); !ok {
		return l.prepValueLookup.AsSQL(t, c, ctx)
	}
	switch name := l.lookupName(); name {
	case "isnull":
		connector := AND
		if l.Rhs == object.True {
			connector = OR
		}
		w := NewWhere(connector)
		return l.each(t, c, w, IsNullType, func(int) object.Object { return l.Rhs })
	case "in":
		return l.in(t, c)
	case "exact":
		if q, ok := l.Rhs.(*Query); ok {
			return l.withQuery(t, c, q, "exact")
		}
		vs, err := l.values(t, c)
		if err != nil {
			return "", nil, err
		}
		return l.each(t, c, NewWhere(AND), ExactType, func(i int) object.Object { return vs[i] })
	default:
		return l.ordered(t, c, name)
	}
}

// withQuery compares the row of columns with a subquery.
func (l *tupleLookup) withQuery(t *object.Thread, c *SQLCompiler, q Expression, name string) (string, Params, error) {
	s, params, err := l.ProcessLHS(t, c, nil)
	if err != nil {
		return "", nil, err
	}
	rs, rp, err := c.Compile(t, q)
	if err != nil {
		return "", nil, err
	}
	if rs == "" || rs[0] != '(' {
		rs = "(" + rs + ")"
	}
	op := "IN " + rs
	if name != "in" {
		op = formatPositional(operators[name], rs)
	}
	return s + " " + op, joinParams(params, rp), nil
}

// each compiles one look-up per column.
func (l *tupleLookup) each(t *object.Thread, c *SQLCompiler, w *WhereNode, tp *object.Type, value func(int) object.Object) (string, Params, error) {
	cols, _ := tupleColumns(t, l.Lhs)
	for i, col := range cols {
		x, err := NewLookup(t, tp, col, value(i))
		if err != nil {
			return "", nil, err
		}
		w.Children = append(w.Children, x)
	}
	return w.AsSQL(t, c, nil)
}

// values are the right side's values, one for each column. They are compiled first, for what that refuses.
func (l *tupleLookup) values(t *object.Thread, c *SQLCompiler) ([]object.Object, error) {
	cols, _ := tupleColumns(t, l.Lhs)
	if e := l.rhsExpr(); e != nil {
		if _, _, err := c.Compile(t, e); err != nil {
			return nil, err
		}
		cp, ok := e.(*ColPairs)
		if !ok {
			if _, ok := e.(*Query); ok {
				return nil, object.TypeErrorf("'Query' object is not iterable")
			}
			return nil, object.ValueErrorf("Composite field lookups only work with composite expressions.")
		}
		var out []object.Object
		for _, x := range cp.Cols() {
			out = append(out, x)
		}
		return out, nil
	}
	vs, _ := Sequence(l.Rhs)
	for i, v := range vs {
		e, ok := AsExpression(t, v)
		if !ok && i < len(cols) {
			f, err := OutputFieldOrNone(t, cols[i])
			if err != nil {
				return nil, err
			}
			e = NewValueAs(v, f)
		}
		if _, _, err := c.Compile(t, e); err != nil {
			return nil, err
		}
	}
	if len(vs) > len(cols) {
		vs = vs[:len(cols)]
	}
	return vs, nil
}

// ordered compiles (a, b, c) > (x, y, z): a > x OR (a = x AND (b > y OR (b = y AND c > z))).
func (l *tupleLookup) ordered(t *object.Thread, c *SQLCompiler, name string) (string, Params, error) {
	vs, err := l.values(t, c)
	if err != nil {
		return "", nil, err
	}
	cols, _ := tupleColumns(t, l.Lhs)
	tp := GreaterThanType
	if strings.HasPrefix(name, "lt") {
		tp = LessThanType
	}
	n := 2 * len(cols)
	if len(name) == 2 {
		n-- // the last column is never equal
	}
	var root, node *WhereNode
	for i := range n {
		kind, connector := tp, OR
		if i%2 == 1 {
			kind, connector = ExactType, AND
		}
		x, err := NewLookup(t, kind, cols[i/2], vs[i/2])
		if err != nil {
			return "", nil, err
		}
		child := NewWhere(connector, x)
		if node == nil {
			root = child
		} else {
			node.Children = append(node.Children, child)
		}
		node = child
	}
	return root.AsSQL(t, c, nil)
}

// in compiles IN over columns: (a = x1 AND b = y1) OR (a = x2 AND b = y2), and EXISTS for a query.
func (l *tupleLookup) in(t *object.Thread, c *SQLCompiler) (string, Params, error) {
	cols, _ := tupleColumns(t, l.Lhs)
	if q, ok := l.Rhs.(*Query); ok {
		inner, err := q.GetCompiler(c.Conn).selectedExpressions(t)
		if err != nil {
			return "", nil, err
		}
		w := NewWhere(AND)
		for i, col := range cols {
			if i >= len(inner) {
				break
			}
			x, err := NewLookup(t, ExactType, col, inner[i])
			if err != nil {
				return "", nil, err
			}
			w.Children = append(w.Children, x)
		}
		q = q.Clone()
		q.Where.Add(w, AND)
		ex, err := NewExists(t, q)
		if err != nil {
			return "", nil, err
		}
		return c.Compile(t, ex)
	}
	if e := l.rhsExpr(); e != nil {
		return l.withQuery(t, c, e, "in")
	}
	rows, _ := Sequence(l.Rhs)
	w := NewWhere(OR)
rows:
	for _, v := range rows {
		vs, _ := Sequence(v)
		for _, x := range vs {
			if x == object.None {
				continue rows // NULL is never equal to anything
			}
		}
		row := NewWhere(AND)
		for i, col := range cols {
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
	if len(w.Children) == 0 {
		return "", nil, emptyResultSet()
	}
	return w.AsSQL(t, c, nil)
}

// selectedExpressions are the expressions that a query selects, the columns of composite keys one by one.
func (c *SQLCompiler) selectedExpressions(t *object.Thread) ([]Expression, error) {
	if err := c.setupQuery(t, false); err != nil {
		return nil, err
	}
	var out []Expression
	for _, s := range c.Select {
		if cp, ok := s.Expr.(*ColPairs); ok {
			out = append(out, cp.SourceExpressions()...)
		} else {
			out = append(out, s.Expr)
		}
	}
	return out, nil
}

// relatedTuple compiles a related look-up over several columns.
func relatedTuple(t *object.Thread, c *SQLCompiler, l *Lookup, cp *ColPairs) (string, Params, error) {
	name := l.lookupName()
	rhs := l.Rhs
	switch {
	case name == "in" && l.rhsIsDirect():
		items, err := object.Collect(t, rhs)
		if err != nil {
			return "", nil, err
		}
		out := make([]object.Object, len(items))
		for i, v := range items {
			vs, err := normalizedValue(t, v, cp)
			if err != nil {
				return "", nil, err
			}
			out[i] = object.NewTuple(vs...)
		}
		rhs = object.NewList(out)
	case name == "in":
	case !l.rhsIsDirect():
		return "", nil, object.ValueErrorf("'%s' doesn't support multi-column subqueries.", name)
	default:
		vs, err := normalizedValue(t, rhs, cp)
		if err != nil {
			return "", nil, err
		}
		rhs = object.NewTuple(vs...)
	}
	x, err := NewLookup(t, tupleLookupType(name), cp, rhs)
	if err != nil {
		return "", nil, err
	}
	return c.Compile(t, x)
}

// tupleLookupType is tuple_lookups[name], nil where there is none.
func tupleLookupType(name string) *object.Type {
	switch name {
	case "exact":
		return TupleExactType
	case "gt":
		return TupleGreaterThanType
	case "gte":
		return TupleGreaterThanOrEqualType
	case "lt":
		return TupleLessThanType
	case "lte":
		return TupleLessThanOrEqualType
	case "in":
		return TupleInType
	case "isnull":
		return TupleIsNullType
	}
	return nil
}

func init() {
	mk := func() lookupLike { return &tupleLookup{} }
	for _, tp := range []*object.Type{TupleExactType, TupleGreaterThanType, TupleGreaterThanOrEqualType, TupleLessThanType, TupleLessThanOrEqualType, TupleInType, TupleIsNullType} {
		defLookup(tp, mk, nil)
	}
}
