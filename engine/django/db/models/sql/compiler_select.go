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

// maxRelatedDepth is how far select_related() without names follows foreign keys (max_depth of Django's compiler).
const maxRelatedDepth = 5

// relatedSelections is get_related_selections: it appends the columns of related models to sel.
func (c *SQLCompiler) relatedSelections(t *object.Thread, sel *[]selectColumn, mask *selectMask, opts Options, root string, depth int, requested *RelatedNames, restricted bool) ([]*KlassInfo, error) {
	if !restricted && depth > maxRelatedDepth {
		return nil, nil
	}
	if opts == nil {
		opts, root = c.Query.Meta(), c.Query.initialAlias()
	}
	r := &relatedSelector{c: c, sel: sel, mask: mask, opts: opts, root: root, depth: depth, requested: requested, restricted: restricted}
	if err := r.forward(t); err != nil || !restricted {
		return r.infos, err
	}
	if err := r.reverse(t); err != nil {
		return nil, err
	}
	if depth == 1 {
		if err := r.filtered(t); err != nil {
			return nil, err
		}
	}
	return r.infos, r.unknown()
}

// A relatedSelector selects the relations of one model: opts, whose table has the alias root.
type relatedSelector struct {
	c          *SQLCompiler
	sel        *[]selectColumn
	mask       *selectMask
	opts       Options
	root       string
	depth      int // 1 for the model of the query
	requested  *RelatedNames
	restricted bool // select_related() was given names
	infos      []*KlassInfo
	found      AliasSet // the names that stand for something
}

// add selects the columns of a related model, and those of its own relations.
func (r *relatedSelector) add(t *object.Thread, k *KlassInfo, cols []Expression, mask *selectMask, opts Options, alias string, next *RelatedNames) error {
	r.infos = append(r.infos, k)
	for _, col := range cols {
		k.SelectFields = append(k.SelectFields, len(*r.sel))
		*r.sel = append(*r.sel, selectColumn{Expr: col})
	}
	var err error
	k.Related, err = r.c.relatedSelections(t, r.sel, mask, opts, alias, r.depth+1, next, r.restricted)
	return err
}

// next is what is requested beyond a name.
func (r *relatedSelector) next(name string) *RelatedNames {
	if next, _ := r.requested.Get(name); next != nil {
		return next
	}
	return &RelatedNames{}
}

// forward selects what the model's own foreign keys lead to.
func (r *relatedSelector) forward(t *object.Thread) error {
	for _, f := range r.opts.Fields() {
		i := f.Info()
		r.found.Add(i.Name)
		var next *RelatedNames
		if r.restricted {
			if _, ok := r.requested.Get(i.Name); ok && !i.IsRelation {
				return fieldError("Non-relational field given in select_related: '%s'. Choices are: %s", i.Name, r.choices())
			}
			next = r.next(i.Name)
		}
		ok, err := selectRelatedDescend(f, i.Name, r.restricted, r.requested, r.mask, false)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		related := Meta(i.Remote.Info().Model)
		sub, _ := r.mask.get("", f)
		k := &KlassInfo{Model: related.Model(), LocalSetter: cacheSetter(f)}
		if i.Unique {
			k.RemoteSetter = cacheSetter(i.Remote)
		}
		ji, err := r.c.Query.setupJoins(t, []string{i.Name}, r.opts, r.root, nil, true)
		if err != nil {
			return err
		}
		alias := ji.joins[len(ji.joins)-1]
		cols, err := r.c.defaultColumns(t, sub, alias, related, nil)
		if err != nil {
			return err
		}
		if err := r.add(t, k, cols, sub, related, alias, next); err != nil {
			return err
		}
	}
	return nil
}

// reverse selects the models that have one row for each of this one's: those with a one-to-one field to it.
func (r *relatedSelector) reverse(t *object.Thread) error {
	for _, rel := range r.opts.RelatedObjects() {
		f := rel.Field()
		if !f.Info().Unique || rel.Info().ManyToMany {
			continue
		}
		model := rel.Info().RelatedModel
		name := rel.RelatedQueryName()
		sub, _ := r.mask.get("", rel)
		ok, err := selectRelatedDescend(f, name, r.restricted, r.requested, sub, true)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		r.found.Add(name)
		ji, err := r.c.Query.setupJoins(t, []string{name}, r.opts, r.root, nil, true)
		if err != nil {
			return err
		}
		alias := ji.joins[len(ji.joins)-1]
		k := &KlassInfo{Model: model, FromParent: r.fromParent(model), LocalSetter: cacheSetter(rel), RemoteSetter: cacheSetter(f)}
		cols, err := r.c.defaultColumns(t, sub, alias, Meta(model), r.opts)
		if err != nil {
			return err
		}
		if err := r.add(t, k, cols, sub, Meta(model), alias, r.next(name)); err != nil {
			return err
		}
	}
	return nil
}

// filtered selects what the query's FilteredRelations lead to.
func (r *relatedSelector) filtered(t *object.Thread) error {
	for _, name := range r.requested.Names {
		if r.c.Query.filteredRelation(name) == nil {
			continue
		}
		r.found.Add(name)
		ji, err := r.c.Query.setupJoins(t, []string{name}, r.opts, r.root, nil, true)
		if err != nil {
			return err
		}
		model := ji.opts.Model()
		alias := ji.joins[len(ji.joins)-1]
		k := &KlassInfo{Model: model, FromParent: r.fromParent(model)}
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
		k.RemoteSetter = func(t *object.Thread, obj, from object.Object) error {
			return object.SetAttrName(t, from, name, obj)
		}
		sub, _ := r.mask.get(name, ji.finalField)
		cols, err := r.c.defaultColumns(t, sub, alias, Meta(model), r.opts)
		if err != nil {
			return err
		}
		if err := r.add(t, k, cols, sub, Meta(model), alias, r.next(name)); err != nil {
			return err
		}
	}
	return nil
}

// fromParent tells whether a model inherits from the selector's, whose columns are then selected already.
func (r *relatedSelector) fromParent(model *object.Type) bool {
	return model != r.opts.Model() && model.IsSubtype(r.opts.Model())
}

// unknown is the error for requested names that stand for nothing.
func (r *relatedSelector) unknown() error {
	missing := minusStrings(r.requested.Names, r.found.names)
	if len(missing) == 0 {
		return nil
	}
	for i, m := range missing {
		missing[i] = "'" + m + "'"
	}
	return fieldError("Invalid field name(s) given in select_related: %s. Choices are: %s", strings.Join(missing, ", "), r.choices())
}

// choices lists what may be given to select_related, for an error.
func (r *relatedSelector) choices() string {
	var names []string
	for _, f := range r.opts.Fields() {
		if f.Info().IsRelation {
			names = append(names, f.Info().Name)
		}
	}
	for _, rel := range r.opts.RelatedObjects() {
		if rel.Field().Info().Unique {
			names = append(names, rel.RelatedQueryName())
		}
	}
	names = append(names, r.c.Query.FilteredRelationNames()...)
	if len(names) == 0 {
		return "(none)"
	}
	return strings.Join(names, ", ")
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
