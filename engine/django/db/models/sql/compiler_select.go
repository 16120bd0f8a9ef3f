package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// getSelect is get_select: it fills Select, KlassInfo and AnnotationColMap.
func (c *SQLCompiler) getSelect(t *object.Thread, withColAliases bool) error {
	q := c.Query
	mask, err := q.getSelectMask(t)
	if err != nil {
		return err
	}
	cols := q.Select
	if q.DefaultCols {
		if cols, err = c.defaultColumns(t, mask, "", nil, nil); err != nil {
			return err
		}
	}
	sel := make([]selectColumn, 0, len(cols)+len(q.annotations))
	c.AnnotationColMap = nil
	c.KlassInfo = nil
	if !q.hasSelected {
		for _, e := range q.extraSelect() {
			c.AnnotationColMap = append(c.AnnotationColMap, NamedIndex{e.name, len(sel)})
			sel = append(sel, selectColumn{Expr: newRawSQL(e.sql, e.params), Alias: e.name})
		}
		if len(cols) > 0 {
			fields := make([]int, len(cols))
			for i, col := range cols {
				fields[i] = len(sel)
				sel = append(sel, selectColumn{Expr: col})
			}
			c.KlassInfo = &KlassInfo{Model: q.Model, SelectFields: fields}
		}
		for _, a := range q.annotationSelect() {
			c.AnnotationColMap = append(c.AnnotationColMap, NamedIndex{a.alias, len(sel)})
			sel = append(sel, selectColumn{Expr: a.expr, Alias: a.alias})
		}
	} else {
		for _, s := range q.selected {
			e := s.expr
			switch {
			case s.ref != "":
				if e = q.selectedAnnotation(s.ref); e == nil {
					return object.KeyError(object.NewStr(s.ref))
				}
			case s.col >= 0 && e == nil:
				if s.col >= len(cols) {
					return object.IndexErrorf("tuple index out of range")
				}
				e = cols[s.col]
			}
			alias := s.name
			if _, ok := e.(*ColPairs); ok {
				alias = ""
			} else {
				c.AnnotationColMap = append(c.AnnotationColMap, NamedIndex{alias, len(sel)})
			}
			sel = append(sel, selectColumn{Expr: e, Alias: alias})
		}
	}
	if q.SelectRelated.Set() && c.KlassInfo != nil {
		if c.KlassInfo.Related, err = c.relatedSelections(t, &sel, mask, nil, "", 1, q.SelectRelated.Names, q.SelectRelated.Names != nil); err != nil {
			return err
		}
		selectFromParent(c.KlassInfo)
	}
	idx := 1
	for i := range sel {
		s := &sel[i]
		if err := c.compileColumn(t, s); err != nil {
			return err
		}
		if s.Alias == "" && withColAliases {
			s.Alias = "col" + itoa(idx)
			idx++
		}
	}
	c.Select = sel
	return nil
}

// compileColumn compiles one column of the SELECT clause.
func (c *SQLCompiler) compileColumn(t *object.Thread, s *selectColumn) error {
	sql, params, err := c.Compile(t, s.Expr)
	switch {
	case err == nil:
		sql, params, err = selectFormat(t, s.Expr, c, sql, params)
	case isEmptyResultSet(err):
		v := s.Expr.EmptyResultSetValue()
		if v == object.NotImplemented {
			sql, params, err = "0", nil, nil // a condition that is always false
		} else {
			sql, params, err = c.Compile(t, NewValue(v))
		}
	case isFullResultSet(err):
		sql, params, err = c.Compile(t, NewValue(object.True))
	}
	s.SQL, s.Params = sql, params
	return err
}

// selectFromParent gives a child model the columns of the parent that are selected anyway.
func selectFromParent(k *KlassInfo) {
	for _, r := range k.Related {
		if r.FromParent {
			r.SelectFields = append(append([]int(nil), k.SelectFields...), r.SelectFields...)
		}
		selectFromParent(r)
	}
}

// defaultColumns is get_default_columns(select_mask, start_alias, opts, from_parent).
func (c *SQLCompiler) defaultColumns(t *object.Thread, mask *selectMask, start string, opts Options, fromParent Options) ([]Expression, error) {
	q := c.Query
	if opts == nil {
		if opts = q.Meta(); opts == nil {
			return nil, nil
		}
	}
	if start == "" {
		start = q.initialAlias()
	}
	seen := &seenModels{models: []*object.Type{nil}, aliases: []string{start}}
	fields := opts.ConcreteFields()
	out := make([]Expression, 0, len(fields))
	for _, f := range fields {
		model := Meta(f.Info().Model).ConcreteModel()
		if model == opts.Model() {
			model = nil
		}
		if fromParent != nil && model != nil && fromParent.ConcreteModel().IsSubtype(Meta(model).ConcreteModel()) {
			continue // the parent's columns are selected already
		}
		if !mask.empty() && !mask.has(f) {
			continue
		}
		alias := start
		if model != nil {
			var err error
			if alias, err = q.joinParentModel(t, opts, model, start, seen); err != nil {
				return nil, err
			}
		}
		col, err := f.GetCol(alias, nil)
		if err != nil {
			return nil, err
		}
		out = append(out, col)
	}
	return out, nil
}

// relatedSelections is get_related_selections: it appends the columns of related models to sel.
func (c *SQLCompiler) relatedSelections(t *object.Thread, sel *[]selectColumn, mask *selectMask, opts Options, root string, depth int, requested *RelatedNames, restricted bool) ([]*KlassInfo, error) {
	q := c.Query
	if !restricted && depth > 5 { // max_depth
		return nil, nil
	}
	if opts == nil {
		opts = q.Meta()
		root = q.initialAlias()
	}
	choices := func() string {
		var names []string
		for _, f := range opts.Fields() {
			if f.Info().IsRelation {
				names = append(names, f.Info().Name)
			}
		}
		for _, r := range opts.RelatedObjects() {
			if r.Field().Info().Unique {
				names = append(names, r.RelatedQueryName())
			}
		}
		names = append(names, q.FilteredRelationNames()...)
		if len(names) == 0 {
			return "(none)"
		}
		return strings.Join(names, ", ")
	}
	var infos []*KlassInfo
	found := &AliasSet{}
	add := func(k *KlassInfo, cols []Expression, mask *selectMask, opts Options, alias string, next *RelatedNames) error {
		infos = append(infos, k)
		for _, col := range cols {
			k.SelectFields = append(k.SelectFields, len(*sel))
			*sel = append(*sel, selectColumn{Expr: col})
		}
		var err error
		k.Related, err = c.relatedSelections(t, sel, mask, opts, alias, depth+1, next, restricted)
		return err
	}
	for _, f := range opts.Fields() {
		i := f.Info()
		found.Add(i.Name)
		var next *RelatedNames
		if restricted {
			sub, ok := requested.Get(i.Name)
			next = sub
			if !i.IsRelation && ok {
				return nil, fieldError("Non-relational field given in select_related: '%s'. Choices are: %s", i.Name, choices())
			}
			if next == nil {
				next = &RelatedNames{}
			}
		}
		ok, err := selectRelatedDescend(f, i.Name, restricted, requested, mask, false)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		related := Meta(i.Remote.Info().Model)
		sub, _ := mask.get("", f)
		k := &KlassInfo{Model: related.Model(), Field: f, LocalSetter: cacheSetter(f)}
		if i.Unique {
			k.RemoteSetter = cacheSetter(i.Remote)
		}
		ji, err := q.setupJoins(t, []string{i.Name}, opts, root, nil, true)
		if err != nil {
			return nil, err
		}
		alias := ji.joins[len(ji.joins)-1]
		cols, err := c.defaultColumns(t, sub, alias, related, nil)
		if err != nil {
			return nil, err
		}
		if err := add(k, cols, sub, related, alias, next); err != nil {
			return nil, err
		}
	}
	if !restricted {
		return infos, nil
	}
	for _, r := range opts.RelatedObjects() {
		f := r.Field()
		if !f.Info().Unique || r.Info().ManyToMany {
			continue
		}
		model := r.Info().RelatedModel
		name := r.RelatedQueryName()
		sub, _ := mask.get("", r)
		ok, err := selectRelatedDescend(f, name, restricted, requested, sub, true)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		found.Add(name)
		ji, err := q.setupJoins(t, []string{name}, opts, root, nil, true)
		if err != nil {
			return nil, err
		}
		alias := ji.joins[len(ji.joins)-1]
		k := &KlassInfo{Model: model, Field: f, Reverse: true, FromParent: model != opts.Model() && model.IsSubtype(opts.Model()),
			LocalSetter: cacheSetter(r), RemoteSetter: cacheSetter(f)}
		cols, err := c.defaultColumns(t, sub, alias, Meta(model), opts)
		if err != nil {
			return nil, err
		}
		next, _ := requested.Get(name)
		if next == nil {
			next = &RelatedNames{}
		}
		if err := add(k, cols, sub, Meta(model), alias, next); err != nil {
			return nil, err
		}
	}
	if depth == 1 {
		for _, name := range requested.Names {
			if q.filteredRelation(name) == nil {
				continue
			}
			found.Add(name)
			ji, err := q.setupJoins(t, []string{name}, opts, root, nil, true)
			if err != nil {
				return nil, err
			}
			model := ji.opts.Model()
			alias := ji.joins[len(ji.joins)-1]
			k := &KlassInfo{Model: model, Field: ji.finalField, Reverse: true, FromParent: model != opts.Model() && model.IsSubtype(opts.Model())}
			k.LocalSetter = func(*object.Thread, object.Object, object.Object) error { return nil }
			if len(ji.joins) <= 2 {
				if set := cacheSetter(ji.finalField.Info().Remote); set != nil {
					k.LocalSetter = func(t *object.Thread, from, obj object.Object) error {
						if obj == object.None {
							return nil
						}
						return set(t, obj, from)
					}
				}
			}
			attr := name
			k.RemoteSetter = func(t *object.Thread, obj, from object.Object) error {
				return object.SetAttrName(t, from, attr, obj)
			}
			sub, _ := mask.get(name, ji.finalField)
			cols, err := c.defaultColumns(t, sub, alias, Meta(model), opts)
			if err != nil {
				return nil, err
			}
			next, _ := requested.Get(name)
			if next == nil {
				next = &RelatedNames{}
			}
			if err := add(k, cols, sub, Meta(model), alias, next); err != nil {
				return nil, err
			}
		}
	}
	if missing := minusStrings(requested.Names, found.names); len(missing) > 0 {
		for i, m := range missing {
			missing[i] = "'" + m + "'"
		}
		return nil, fieldError("Invalid field name(s) given in select_related: %s. Choices are: %s", strings.Join(missing, ", "), choices())
	}
	return infos, nil
}

// cacheSetter gives f.set_cached_value(instance, value).
func cacheSetter(f FieldOrRel) func(t *object.Thread, instance, value object.Object) error {
	if c, ok := f.(Cacher); ok {
		return c.SetCachedValue
	}
	return nil
}

// selectRelatedDescend is select_related_descend(field, restricted, requested, select_mask, reverse); name is what the relation is requested by.
func selectRelatedDescend(f Field, name string, restricted bool, requested *RelatedNames, mask *selectMask, reverse bool) (bool, error) {
	i := f.Info()
	if i.Remote == nil || !i.IsRelation {
		return false, nil
	}
	if i.ParentLink && !reverse {
		return false, nil
	}
	asked := false
	if restricted {
		if _, asked = requested.Get(name); !asked {
			return false, nil
		}
	} else if i.Null {
		return false, nil
	}
	if restricted && !reverse && !mask.empty() && !mask.has(f) {
		if _, ok := requested.Get(i.Name); ok {
			return false, fieldError("Field %s.%s cannot be both deferred and traversed using select_related at the same time.", Meta(i.Model).ObjectName(), i.Name)
		}
	}
	return true, nil
}
