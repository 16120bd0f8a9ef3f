package sql

import (
	"strings"
	"unicode"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// checkAlias is check_alias: characters that could break out of a quoted alias are refused.
func checkAlias(alias string) error {
	bad := strings.Contains(alias, "--") || strings.Contains(alias, "/*") || strings.Contains(alias, "*/")
	for _, r := range alias {
		switch r {
		case '\'', '`', '"', ']', '[', ';':
			bad = true
		default:
			bad = bad || unicode.IsSpace(r)
		}
	}
	if bad {
		return object.ValueErrorf("Column aliases cannot contain whitespace characters, quotation marks, semicolons, or SQL comments.")
	}
	return nil
}

// AddAnnotation is add_annotation(annotation, alias, select).
func (q *Query) AddAnnotation(t *object.Thread, e object.Object, alias string, selected bool) error {
	if err := checkAlias(alias); err != nil {
		return err
	}
	x, ok := AsExpression(t, e)
	if !ok {
		return object.AttributeErrorf(e, "resolve_expression", "'%s' object has no attribute 'resolve_expression'", object.TypeName(e))
	}
	res, err := Resolve(t, x, q, resolveDefault)
	if err != nil {
		return err
	}
	if selected {
		q.AppendAnnotationMask([]string{alias})
	} else {
		names := q.AnnotationSelect()
		var keep []string
		for _, n := range names {
			if n != alias {
				keep = append(keep, n)
			}
		}
		q.SetAnnotationMask(keep)
	}
	q.setAnnotation(alias, res)
	if selected && len(q.selected) > 0 {
		q.setSelected(selectedItem{name: alias, ref: alias, col: -1})
	}
	return nil
}

func (q *Query) setSelected(s selectedItem) {
	for i := range q.selected {
		if q.selected[i].name == s.name {
			q.selected = append([]selectedItem(nil), q.selected...)
			q.selected[i] = s
			return
		}
	}
	q.selected = append(q.selected[:len(q.selected):len(q.selected)], s)
}

// SetAnnotationMask is set_annotation_mask(names).
func (q *Query) SetAnnotationMask(names []string) {
	q.annotationCache = nil
	q.annotationMask = &AliasSet{append([]string(nil), names...)}
	if len(q.selected) > 0 {
		var out []selectedItem
		for _, s := range q.selected {
			if s.ref == "" || q.annotationMask.Has(s.ref) {
				out = append(out, s)
			}
		}
		q.selected = out
		for _, n := range names {
			q.setSelected(selectedItem{name: n, ref: n, col: -1})
		}
	}
}

// ClearAnnotationMask is set_annotation_mask(None).
func (q *Query) ClearAnnotationMask() { q.annotationMask, q.annotationCache = nil, nil }

// AppendAnnotationMask is append_annotation_mask(names).
func (q *Query) AppendAnnotationMask(names []string) {
	if q.annotationMask != nil {
		q.SetAnnotationMask(unionStrings(q.annotationMask.names, names))
	}
}

// SetExtraMask is set_extra_mask(names).
func (q *Query) SetExtraMask(names []string) {
	q.extraMask = &AliasSet{append([]string(nil), names...)}
}

// ClearSelectClause is clear_select_clause().
func (q *Query) ClearSelectClause() {
	q.Select = nil
	q.DefaultCols = false
	q.SelectRelated = SelectRelated{}
	q.SetExtraMask(nil)
	q.SetAnnotationMask(nil)
	q.clearSelected()
}

func (q *Query) clearSelected() { q.selected, q.hasSelected = nil, false }

// ClearSelectFields is clear_select_fields().
func (q *Query) ClearSelectFields() {
	q.Select, q.ValuesSelect = nil, nil
	q.clearSelected()
}

func (q *Query) setSelect(cols []Expression) {
	q.DefaultCols = false
	q.Select = cols
}

// addSelectCol is add_select_col(col, name).
func (q *Query) addSelectCol(col Expression, name string) {
	q.Select = append(q.Select[:len(q.Select):len(q.Select)], col)
	q.ValuesSelect = append(q.ValuesSelect[:len(q.ValuesSelect):len(q.ValuesSelect)], name)
	if q.hasSelected {
		q.setSelected(selectedItem{name: name, col: len(q.Select) - 1})
	}
}

// AddDistinctFields is add_distinct_fields(*names).
func (q *Query) AddDistinctFields(names []string) {
	q.DistinctFields = names
	q.Distinct = true
}

// AddFields is add_fields(names, allow_m2m).
func (q *Query) AddFields(t *object.Thread, names []string, allowM2M bool) error {
	alias := q.initialAlias()
	opts := q.Meta()
	var cols []Expression
	for _, name := range names {
		col, err := q.fieldCol(t, name, opts, alias, allowM2M)
		if err != nil {
			if _, many := err.(*multiJoin); many {
				return fieldError("Invalid field name: '%s'", name)
			}
			if !isFieldError(err) || strings.Contains(name, LookupSep) {
				return err
			}
			extra := make([]string, len(q.extra))
			for i, e := range q.extra {
				extra[i] = e.name
			}
			return fieldError("Cannot resolve keyword '%s' into field. Choices are: %s", name,
				sortedNames(fieldNames(opts), extra, q.AnnotationSelect(), q.FilteredRelationNames()))
		}
		cols = append(cols, col)
	}
	if len(cols) > 0 {
		q.setSelect(cols)
	}
	return nil
}

func (q *Query) fieldCol(t *object.Thread, name string, opts Options, alias string, allowM2M bool) (Expression, error) {
	ji, err := q.setupJoins(t, splitName(name), opts, alias, nil, allowM2M)
	if err != nil {
		return nil, err
	}
	targets, final, _, err := q.trimJoins(ji.targets, ji.joins, ji.path)
	if err != nil {
		return nil, err
	}
	if len(targets) > 1 {
		return NewColPairs(final, targets, targets, outputOf(ji.finalField)), nil
	}
	return ji.transform(t, targets[0], final)
}

// AddOrdering is add_ordering(*ordering).
func (q *Query) AddOrdering(t *object.Thread, items []object.Object) error {
	var bad []object.Object
	for _, item := range items {
		if s, ok := object.AsStr(item); ok {
			if s == "?" {
				continue
			}
			s = strings.TrimPrefix(s, "-")
			if q.annotation(s) != nil || q.findExtra(s) != nil {
				continue
			}
			// names_to_path complains about names that do not exist.
			if _, err := q.namesToPath(t, splitName(s), q.Meta(), true, false); err != nil {
				return err
			}
			continue
		}
		if !HasResolveExpression(item) {
			bad = append(bad, item)
			continue
		}
		if e, ok := item.(Expression); ok && containsAggregate(t, e) {
			s, err := object.ToStr(t, item)
			if err != nil {
				return err
			}
			return fieldError("Using an aggregate in order_by() without also including it in annotate() is not allowed: %s", s)
		}
	}
	if len(bad) > 0 {
		r, err := object.Repr(t, object.NewList(bad))
		if err != nil {
			return err
		}
		return fieldError("Invalid order_by arguments: %s", r)
	}
	if len(items) > 0 {
		q.OrderBy = append(q.OrderBy[:len(q.OrderBy):len(q.OrderBy)], items...)
	} else {
		q.DefaultOrdering = false
	}
	return nil
}

// ClearOrdering is clear_ordering(force, clear_default).
func (q *Query) ClearOrdering(force, clearDefault bool) {
	if !force && (q.IsSliced() || len(q.DistinctFields) > 0 || q.SelectForUpdate) {
		return
	}
	q.OrderBy, q.ExtraOrderBy = nil, nil
	if clearDefault {
		q.DefaultOrdering = false
	}
	for _, c := range q.CombinedQueries {
		c.ClearOrdering(false, clearDefault)
	}
}

// SetGroupByAll is group_by = True; GroupedByAll tells whether it is so. ClearGroupBy is group_by = None.
func (q *Query) SetGroupByAll()      { q.groupBy, q.groupByExprs = groupByAll, nil }
func (q *Query) GroupedByAll() bool  { return q.groupBy == groupByAll }
func (q *Query) IsGrouped() bool     { return q.groupBy != groupByNone }
func (q *Query) GroupByIsSet() bool  { return q.groupBy != groupByNone }
func (q *Query) GroupByIsList() bool { return q.groupBy == groupByList }
func (q *Query) ClearGroupBy()       { q.groupBy, q.groupByExprs = groupByNone, nil }

// SetGroupBy is set_group_by(allow_aliases).
func (q *Query) SetGroupBy(t *object.Thread, allowAliases bool) error {
	if allowAliases && len(q.ValuesSelect) > 0 {
		// Selected expressions that are no columns become annotations, so that they can be grouped by alias.
		var moved []annotation
		var names []string
		var values []string
		var cols []Expression
		for i, alias := range q.ValuesSelect {
			if i >= len(q.Select) {
				break
			}
			if _, ok := q.Select[i].(*Col); ok {
				values, cols = append(values, alias), append(cols, q.Select[i])
			} else {
				moved, names = append(moved, annotation{alias, q.Select[i]}), append(names, alias)
			}
		}
		if len(moved) > 0 {
			all := append([]annotation(nil), moved...)
			for _, a := range q.annotations {
				dup := false
				for i := range all {
					if all[i].alias == a.alias {
						all[i].expr, dup = a.expr, true
					}
				}
				if !dup {
					all = append(all, a)
				}
			}
			q.annotations, q.annotationCache = all, nil
		}
		q.AppendAnnotationMask(names)
		q.Select, q.ValuesSelect = cols, values
		if q.hasSelected {
			for i, v := range values {
				q.setSelected(selectedItem{name: v, col: i})
			}
			for _, n := range names {
				q.setSelected(selectedItem{name: n, ref: n, col: -1})
			}
		}
	}
	groupBy := append([]Expression(nil), q.Select...)
	for _, a := range q.annotationSelect() {
		cols, err := groupByCols(t, a.expr)
		if err != nil {
			return err
		}
		if len(cols) == 0 {
			continue
		}
		if allowAliases && !containsAggregate(t, a.expr) {
			groupBy = append(groupBy, NewRef(a.alias, a.expr))
		} else {
			groupBy = append(groupBy, cols...)
		}
	}
	q.groupBy, q.groupByExprs = groupByList, groupBy
	return nil
}

// AddSelectRelated is add_select_related(fields).
func (q *Query) AddSelectRelated(names []string) {
	tree := q.SelectRelated.Names
	if tree == nil {
		tree = &RelatedNames{}
	}
	for _, n := range names {
		d := tree
		for _, part := range splitName(n) {
			d = d.add(part)
		}
	}
	q.SelectRelated = SelectRelated{Names: tree}
}

// AddExtra is add_extra(select, select_params, where, params, tables, order_by). Each may be None.
func (q *Query) AddExtra(t *object.Thread, sel, selParams, where, params, tables, orderBy object.Object) error {
	var lists [5][]object.Object
	for i, o := range []object.Object{selParams, where, params, tables, orderBy} {
		if o == nil || o == object.None {
			continue
		}
		var err error
		if lists[i], err = object.Collect(t, o); err != nil {
			return err
		}
	}
	d, _ := object.AsDict(sel)
	return q.addExtra(t, d, lists[0], lists[1], lists[2], lists[3], lists[4])
}

func (q *Query) addExtra(t *object.Thread, sel *object.Dict, selParams, where, params, tables, orderBy []object.Object) error {
	if sel != nil && sel.Len() > 0 {
		rest := selParams
		for _, k := range sel.Keys() {
			v, _ := sel.Get(t, k)
			name, _ := object.AsStr(k)
			if err := checkAlias(name); err != nil {
				return err
			}
			entry, err := object.ToStr(t, v)
			if err != nil {
				return err
			}
			var ps Params
			for pos := strings.Index(entry, "%s"); pos >= 0; {
				if pos == 0 || entry[pos-1] != '%' {
					if len(rest) == 0 {
						return object.StopIteration(nil)
					}
					ps, rest = append(ps, rest[0]), rest[1:]
				}
				next := strings.Index(entry[pos+2:], "%s")
				if next < 0 {
					break
				}
				pos += 2 + next
			}
			q.setExtra(extraSelect{name, entry, ps})
		}
	}
	if len(where) > 0 || len(params) > 0 {
		w := makeExpr(&ExtraWhere{params: params}, ExtraWhereType)
		for _, x := range where {
			s, err := object.ToStr(t, x)
			if err != nil {
				return err
			}
			w.sqls = append(w.sqls, s)
		}
		q.Where.Add(w, AND)
	}
	for _, x := range tables {
		s, _ := object.AsStr(x)
		q.ExtraTables = append(q.ExtraTables[:len(q.ExtraTables):len(q.ExtraTables)], s)
	}
	if len(orderBy) > 0 {
		q.ExtraOrderBy = orderBy
	}
	return nil
}

func (q *Query) setExtra(e extraSelect) {
	for i := range q.extra {
		if q.extra[i].name == e.name {
			q.extra = append([]extraSelect(nil), q.extra...)
			q.extra[i] = e
			return
		}
	}
	q.extra = append(q.extra, e)
}

// SetValues is set_values(fields).
func (q *Query) SetValues(t *object.Thread, fields []string) error {
	q.SelectRelated = SelectRelated{}
	q.ClearDeferredLoading()
	q.ClearSelectFields()
	var selected []selectedItem
	var names []string
	add := func(s selectedItem) {
		for i := range selected {
			if selected[i].name == s.name {
				selected[i] = s
				return
			}
		}
		selected = append(selected, s)
	}
	if len(fields) > 0 {
		for _, f := range fields {
			if err := checkAlias(f); err != nil {
				return err
			}
		}
		var extraNames, annotationNames []string
		if len(q.extra) == 0 && len(q.annotations) == 0 {
			names = fields
			for i, f := range fields {
				add(selectedItem{name: f, col: i})
			}
		} else {
			q.DefaultCols = false
			for _, f := range fields {
				if e := q.findExtraSelect(f); e != nil {
					extraNames = append(extraNames, f)
					add(selectedItem{name: f, col: -1, expr: newRawSQL(e.sql, e.params)})
				} else if q.selectedAnnotation(f) != nil {
					annotationNames = append(annotationNames, f)
					add(selectedItem{name: f, col: -1, ref: f})
				} else if q.annotation(f) != nil {
					return fieldError("Cannot select the '%s' alias. Use annotate() to promote it.", f)
				} else {
					// The error must name annotations that are about to be masked.
					if len(q.annotationSelect()) > 0 {
						if _, err := q.namesToPath(t, splitName(f), q.Meta(), true, false); err != nil {
							return err
						}
					}
					add(selectedItem{name: f, col: len(names)})
					names = append(names, f)
				}
			}
		}
		q.SetExtraMask(extraNames)
		q.SetAnnotationMask(annotationNames)
	} else {
		for _, f := range q.Meta().ConcreteFields() {
			names = append(names, f.Info().Attname)
			add(selectedItem{name: f.Info().Attname, col: -1})
		}
	}
	switch q.groupBy {
	case groupByAll:
		var all []string
		for _, f := range q.Meta().ConcreteFields() {
			all = append(all, f.Info().Attname)
		}
		if err := q.AddFields(t, all, false); err != nil {
			return err
		}
		if err := q.SetGroupBy(t, false); err != nil {
			return err
		}
		q.ClearSelectFields()
	case groupByList:
		out := make([]Expression, len(q.groupByExprs))
		for i, e := range q.groupByExprs {
			if r, ok := e.(*Ref); ok {
				in := false
				for _, s := range selected {
					in = in || s.name == r.Name
				}
				if !in {
					e = q.annotation(r.Name)
				}
			}
			out[i] = e
		}
		q.groupByExprs = out
	}
	q.ValuesSelect = names
	if err := q.AddFields(t, names, true); err != nil {
		return err
	}
	if len(fields) > 0 {
		q.selected, q.hasSelected = selected, true
	} else {
		q.clearSelected()
	}
	return nil
}

// SelectedNames lists query.selected's names in order; nil when nothing was chosen.
func (q *Query) SelectedNames() []string {
	if !q.hasSelected {
		return nil
	}
	out := make([]string, len(q.selected))
	for i, s := range q.selected {
		out[i] = s.name
	}
	return out
}

// ClearAnnotations is annotations = {}.
func (q *Query) ClearAnnotations() { q.annotations, q.annotationCache = nil, nil }
