package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// orderColumn is one entry of the ORDER BY clause.
type orderColumn struct {
	expr   Expression
	sql    string
	params Params
	isRef  bool
}

type orderPair struct {
	expr  *OrderBy
	isRef bool
}

// orderDir is get_order_dir(field, default).
func orderDir(name, def string) (string, string) {
	other := "DESC"
	if def == "DESC" {
		other = "ASC"
	}
	if strings.HasPrefix(name, "-") {
		return name[1:], other
	}
	return name, def
}

// selectRefs finds columns of the SELECT clause for the ordering: by alias, or by the expression itself.
type selectRefs struct{ cols []selectColumn }

func (s selectRefs) byName(name string) *Ref {
	for i := len(s.cols) - 1; i >= 0; i-- {
		if s.cols[i].Alias == name && name != "" {
			return s.ref(i)
		}
	}
	return nil
}

func (s selectRefs) byExpr(t *object.Thread, e Expression) *Ref {
	for i := len(s.cols) - 1; i >= 0; i-- {
		if Equal(t, s.cols[i].Expr, e) {
			return s.ref(i)
		}
	}
	return nil
}

func (s selectRefs) ref(i int) *Ref {
	return makeExpr(&Ref{Name: s.cols[i].Alias, Source: s.cols[i].Expr, ordinal: i + 1}, PositionRefType)
}

// orderByPairs is _order_by_pairs.
func (c *SQLCompiler) orderByPairs(t *object.Thread) ([]orderPair, error) {
	q := c.Query
	c.metaOrdering = false
	var ordering []object.Object
	switch {
	case len(q.ExtraOrderBy) > 0:
		ordering = q.ExtraOrderBy
	case !q.DefaultOrdering || len(q.OrderBy) > 0:
		ordering = q.OrderBy
	default:
		if m := q.Meta(); m != nil && len(m.Ordering()) > 0 {
			ordering = m.Ordering()
			c.metaOrdering = true
		}
	}
	if len(ordering) == 0 {
		return nil, nil
	}
	def := "ASC"
	if !q.StandardOrdering {
		def = "DESC"
	}
	refs := selectRefs{c.Select}
	var out []orderPair
	for _, item := range ordering {
		name, isStr := object.AsStr(item)
		if !isStr {
			e, ok := AsExpression(t, item)
			if !ok {
				return nil, object.AttributeErrorf(item, "resolve_expression", "'%s' object has no attribute 'resolve_expression'", object.TypeName(item))
			}
			p, err := c.orderExpression(t, e, refs)
			if err != nil {
				return nil, err
			}
			out = append(out, p)
			continue
		}
		if name == "?" {
			out = append(out, orderPair{NewOrderBy(newFunc(randomType), false), false})
			continue
		}
		ps, err := c.orderName(t, name, def, refs)
		if err != nil {
			return nil, err
		}
		out = append(out, ps...)
	}
	return out, nil
}

func (c *SQLCompiler) orderExpression(t *object.Thread, e Expression, refs selectRefs) (orderPair, error) {
	q := c.Query
	if v, ok := e.(*Value); ok {
		// A bare constant would be taken for a column's number.
		f, err := OutputField(t, v)
		if err != nil {
			return orderPair{}, err
		}
		e = newCast(v, f)
	}
	o, ok := e.(*OrderBy)
	if !ok {
		o = NewOrderBy(e, false)
	}
	if !q.StandardOrdering {
		o = o.Copy().(*OrderBy)
		o.ReverseOrdering()
	}
	ref := refs.byExpr(t, o.Expr)
	if ref == nil {
		if f, ok := o.Expr.(*F); ok && f.class == FType {
			ref = refs.byName(f.Name)
		}
	}
	if ref != nil {
		o = o.Copy().(*OrderBy)
		o.Expr = ref
	}
	return orderPair{o, ref != nil}, nil
}

func (c *SQLCompiler) orderName(t *object.Thread, field, def string, refs selectRefs) ([]orderPair, error) {
	q := c.Query
	col, order := orderDir(field, def)
	desc := order == "DESC"
	if ref := refs.byName(col); ref != nil {
		return []orderPair{{NewOrderBy(ref, desc), true}}, nil
	}
	var transforms []string
	name := col
	e := q.annotation(col)
	if e == nil {
		parts := splitName(col)
		if e = q.annotation(parts[0]); e != nil {
			name, transforms = parts[0], parts[1:]
		}
	}
	if e != nil {
		if q.Combinator != "" && len(c.Select) > 0 {
			if len(transforms) > 0 {
				return nil, object.NotImplementedErrorf("Ordering combined queries by transforms is not implemented.")
			}
			// Another of the combined queries may define it differently.
			e = NewF(name)
		}
		for _, tr := range transforms {
			var err error
			if e, err = q.tryTransform(t, e, tr, nil); err != nil {
				return nil, err
			}
		}
		if v, ok := e.(*Value); ok {
			f, err := OutputField(t, v)
			if err != nil {
				return nil, err
			}
			e = newCast(v, f)
		}
		return []orderPair{{NewOrderBy(e, desc), false}}, nil
	}
	if strings.Contains(field, ".") {
		// From extra(order_by=…): taken as it is.
		table, column, _ := strings.Cut(col, ".")
		return []orderPair{{NewOrderBy(newRawSQL(c.quoteNameUnlessAlias(table)+"."+column, nil), desc), false}}, nil
	}
	if x := q.findExtra(col); x != nil {
		if q.findExtraSelect(col) != nil {
			return []orderPair{{NewOrderBy(NewRef(col, newRawSQL(x.sql, x.params)), desc), true}}, nil
		}
		return []orderPair{{NewOrderBy(newRawSQL(x.sql, x.params), desc), false}}, nil
	}
	if q.Combinator != "" && len(c.Select) > 0 {
		return []orderPair{{NewOrderBy(NewF(col), desc), false}}, nil
	}
	return c.findOrderingName(t, field, q.Meta(), "", def, nil)
}

// findOrderingName is find_ordering_name: a relation is ordered by its model's own ordering.
func (c *SQLCompiler) findOrderingName(t *object.Thread, field string, opts Options, alias, def string, seen [][]*table) ([]orderPair, error) {
	name, order := orderDir(field, def)
	desc := order == "DESC"
	pieces := splitName(name)
	ji, err := c.setupJoins(t, pieces, opts, alias)
	if err != nil {
		return nil, err
	}
	opts, alias = ji.opts, ji.joins[len(ji.joins)-1]
	info := ji.finalField.Info()
	attname := info.Attname
	if _, isRel := ji.finalField.(Rel); isRel {
		attname = ""
	}
	if info.IsRelation && len(opts.Ordering()) > 0 && attname != pieces[len(pieces)-1] && name != "pk" && len(ji.transforms) == 0 {
		var joins []*table
		for _, j := range ji.joins {
			joins = append(joins, c.Query.joinOf(j))
		}
		for _, s := range seen {
			if sameJoinCols(s, joins) {
				return nil, fieldError("Infinite loop caused by ordering.")
			}
		}
		seen = append(seen, joins)
		prefix := name + LookupSep
		var out []orderPair
		for _, item := range opts.Ordering() {
			s, isStr := object.AsStr(item)
			if !isStr {
				e, ok := AsExpression(t, item)
				if !ok {
					continue
				}
				o, ok := e.(*OrderBy)
				if !ok {
					o = NewOrderBy(e, desc)
				}
				out = append(out, orderPair{o.PrefixReferences(prefix).(*OrderBy), false})
				continue
			}
			ps, err := c.findOrderingName(t, s, opts, alias, order, seen)
			if err != nil {
				return nil, err
			}
			for _, p := range ps {
				out = append(out, orderPair{p.expr.PrefixReferences(prefix).(*OrderBy), p.isRef})
			}
		}
		return out, nil
	}
	targets, alias, _, err := c.Query.trimJoins(ji.targets, ji.joins, ji.path)
	if err != nil {
		return nil, err
	}
	out := make([]orderPair, 0, len(targets))
	for _, f := range targets {
		e, err := ji.transform(t, f, alias)
		if err != nil {
			return nil, err
		}
		out = append(out, orderPair{NewOrderBy(e, desc), false})
	}
	return out, nil
}

func sameJoinCols(a, b []*table) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if len(a[i].joinFields) != len(b[i].joinFields) {
			return false
		}
		for k := range a[i].joinFields {
			x, y := a[i].joinFields[k], b[i].joinFields[k]
			if x[0].Info().Column != y[0].Info().Column || x[1].Info().Column != y[1].Info().Column {
				return false
			}
		}
	}
	return true
}

// getOrderBy is get_order_by.
func (c *SQLCompiler) getOrderBy(t *object.Thread) ([]orderColumn, error) {
	pairs, err := c.orderByPairs(t)
	if err != nil || len(pairs) == 0 {
		return nil, err
	}
	q := c.Query
	out := make([]orderColumn, 0, len(pairs))
	seen := make([]sqlParams, 0, len(pairs))
next:
	for _, p := range pairs {
		r, err := Resolve(t, p.expr, q, resolveDefault)
		if err != nil {
			return nil, err
		}
		res, ok := r.(*OrderBy)
		if ok && !p.isRef && q.Combinator != "" && len(c.Select) > 0 {
			if err := c.orderCombined(t, res, p.expr); err != nil {
				return nil, err
			}
		}
		s, params, err := c.Compile(t, r)
		if err != nil {
			return nil, err
		}
		// The same column is not ordered by twice, whatever the directions.
		bare := withoutOrdering(s)
		for _, x := range seen {
			if x.sql == bare && sameParams(t, x.params, params) {
				continue next
			}
		}
		seen = append(seen, sqlParams{bare, params})
		out = append(out, orderColumn{r, s, params, p.isRef})
	}
	return out, nil
}

// withoutOrdering cuts the last " ASC…" or " DESC…" off.
func withoutOrdering(s string) string {
	a, d := strings.LastIndex(s, " ASC"), strings.LastIndex(s, " DESC")
	if a < d {
		a = d
	}
	if a < 0 {
		return s
	}
	return s[:a]
}

// orderCombined makes the ordering of a combined query refer to a column that all its parts select.
func (c *SQLCompiler) orderCombined(t *object.Thread, res, given *OrderBy) error {
	q := c.Query
	src, exprSrc := res.Expr, given.Expr
	for _, s := range c.Select {
		if !Equal(t, src, s.Expr) {
			continue
		}
		if q.hasSelected && s.Alias != "" && q.selectedAnnotation(s.Alias) != nil {
			if f, ok := exprSrc.(*F); !ok || f.Name != s.Alias {
				continue
			}
		}
		name := s.Alias
		if name == "" {
			if col, ok := src.(*Col); ok {
				name = col.Target.Info().Column
			}
		}
		res.Expr = NewRef(name, src)
		return nil
	}
	alias := "__orderbycol" + itoa(len(q.Select)+1)
	for _, x := range q.CombinedQueries {
		if x.hasSelected {
			return object.Errorf(utils.DatabaseError, "ORDER BY term does not match any column in the result set.")
		}
		if err := x.AddAnnotation(t, exprSrc, alias, true); err != nil {
			return err
		}
	}
	q.addSelectCol(res.Copy(), alias)
	res.Expr = NewRef(alias, src)
	return nil
}

// getExtraSelect is get_extra_select: DISTINCT needs what it is ordered by among its columns.
func (c *SQLCompiler) getExtraSelect(t *object.Thread, order []orderColumn) []selectColumn {
	q := c.Query
	if !q.Distinct || len(q.DistinctFields) > 0 {
		return nil
	}
	var out []selectColumn
next:
	for _, o := range order {
		if o.isRef {
			continue
		}
		bare := withoutOrdering(o.sql)
		for _, s := range c.Select {
			if s.SQL == bare && sameParams(t, s.Params, o.params) {
				continue next
			}
		}
		out = append(out, selectColumn{Expr: o.expr, SQL: bare, Params: o.params})
	}
	return out
}

// getGroupBy is get_group_by(select, order_by).
func (c *SQLCompiler) getGroupBy(t *object.Thread, sel []selectColumn, order []orderColumn) ([]sqlParams, error) {
	q := c.Query
	var exprs []Expression
	refs := &AliasSet{}
	if q.groupBy == groupByList {
		for _, e := range q.groupByExprs {
			if r, ok := e.(*Ref); ok {
				if !refs.Has(r.Name) {
					refs.Add(r.Name)
					exprs = append(exprs, r.Source)
				}
			} else {
				exprs = append(exprs, e)
			}
		}
	}
	type position struct {
		expr Expression
		n    int
	}
	var positions []position
	for i, s := range sel {
		if s.Alias != "" {
			positions = append(positions, position{s.Expr, i + 1})
			if refs.Has(s.Alias) {
				continue
			}
		}
		cols, err := groupByCols(t, s.Expr)
		if err != nil {
			return nil, err
		}
		exprs = append(exprs, cols...)
	}
	if !c.metaOrdering {
		for _, o := range order {
			if o.isRef {
				continue
			}
			cols, err := groupByCols(t, o.expr)
			if err != nil {
				return nil, err
			}
			exprs = append(exprs, cols...)
		}
	}
	if c.having != nil {
		cols, err := groupByCols(t, c.having)
		if err != nil {
			return nil, err
		}
		exprs = append(exprs, cols...)
	}
	var out []sqlParams
next:
	for _, e := range exprs {
		s, params, err := c.Compile(t, e)
		if err != nil {
			if isEmptyResultSet(err) || isFullResultSet(err) {
				continue
			}
			return nil, err
		}
		pos := 0
		for _, p := range positions {
			if Equal(t, p.expr, e) {
				pos = p.n
			}
		}
		if pos > 0 {
			s, params = itoa(pos), nil
		} else if s, params, err = selectFormat(t, e, c, s, params); err != nil {
			return nil, err
		}
		for _, x := range out {
			if x.sql == s && sameParams(t, x.params, params) {
				continue next
			}
		}
		out = append(out, sqlParams{s, params})
	}
	return out, nil
}
