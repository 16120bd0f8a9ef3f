package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// namedPath is one name of a look-up with the steps that it takes.
type namedPath struct {
	name string
	path []PathInfo
}

// multiJoin stops setupJoins at a multi-valued relation (Django's MultiJoin exception).
type multiJoin struct{ names []namedPath }

func (m *multiJoin) Error() string { return "multi-valued join" }

// fieldPath is what namesToPath finds.
type fieldPath struct {
	path       []PathInfo
	finalField FieldOrRel
	targets    []Field
	rest       []string
}

// splitName is name.split("__").
func splitName(name string) []string { return strings.Split(name, LookupSep) }

// namesToPath is names_to_path(names, opts, allow_many, fail_on_missing).
func (q *Query) namesToPath(t *object.Thread, names []string, opts Options, allowMany, failOnMissing bool) (*fieldPath, error) {
	r := &fieldPath{}
	var withPath []namedPath
	pos := 0
	for ; pos < len(names); pos++ {
		name := names[pos]
		if name == "pk" && opts != nil {
			name = opts.PK().Info().Name
		}
		cur := namedPath{name: names[pos]}
		var field FieldOrRel
		var fr *FilteredRelation
		if opts != nil {
			field = opts.FindField(name)
		}
		if field == nil {
			if a := q.selectedAnnotation(name); a != nil {
				f, err := OutputField(t, a)
				if err != nil {
					return nil, err
				}
				field = f
			} else if pos == 0 {
				if fr = q.filteredRelation(name); fr != nil {
					if strings.Contains(fr.RelationName, LookupSep) {
						p, err := q.namesToPath(t, splitName(fr.RelationName), opts, allowMany, failOnMissing)
						if err != nil {
							return nil, err
						}
						r.path = append(r.path, p.path[:len(p.path)-1]...)
						field = p.finalField
					} else {
						f, err := opts.GetField(t, fr.RelationName)
						if err != nil {
							return nil, err
						}
						field = f
					}
				}
			}
		}
		if field == nil {
			if pos == 0 || failOnMissing {
				return nil, fieldError("Cannot resolve keyword '%s' into field. Choices are: %s", name,
					sortedNames(fieldNames(opts), q.AnnotationSelect(), q.FilteredRelationNames()))
			}
			break
		}
		info := field.Info()
		if info.IsRelation && info.RelatedModel == nil {
			return nil, fieldError("Field '%s' does not generate an automatic reverse relation and therefore cannot be used for reverse querying. If it is a GenericForeignKey, consider adding a GenericRelation.", name)
		}
		var model *object.Type
		if m := Meta(info.Model); m != nil {
			model = m.ConcreteModel()
		}
		if opts != nil && model != nil && model != opts.Model() {
			// The field lives in a parent model.
			up, err := opts.GetPathToParent(model)
			if err != nil {
				return nil, err
			}
			if len(up) > 0 {
				r.path = append(r.path, up...)
				cur.path = append(cur.path, up...)
			}
		}
		rel, ok := field.(Relational)
		if !ok || !info.IsRelation {
			f, isField := field.(Field)
			if !isField {
				return nil, object.AttributeErrorf(info.Self, "column", "'%s' object has no attribute 'column'", info.Self.Class.Name)
			}
			r.finalField, r.targets = f, []Field{f}
			if failOnMissing && pos+1 != len(names) {
				return nil, fieldError("Cannot resolve keyword '%s' into field. Join on '%s' not permitted.", names[pos+1], name)
			}
			pos++
			r.rest = names[pos:]
			return r, nil
		}
		infos, err := rel.PathInfos(fr)
		if err != nil {
			return nil, err
		}
		if !allowMany {
			for i, p := range infos {
				if p.M2M {
					cur.path = append(cur.path, infos[:i+1]...)
					return nil, &multiJoin{append(withPath, cur)}
				}
			}
		}
		last := infos[len(infos)-1]
		r.path = append(r.path, infos...)
		r.finalField, opts, r.targets = last.JoinField, last.ToOpts, last.TargetFields
		cur.path = append(cur.path, infos...)
		withPath = append(withPath, cur)
	}
	r.rest = names[pos:]
	return r, nil
}

// joinInfo is Django's JoinInfo.
type joinInfo struct {
	finalField FieldOrRel
	targets    []Field
	opts       Options
	joins      []string
	path       []PathInfo
	// transforms are the names that stand for transforms; lastError is the FieldError to raise instead of an unknown transform's.
	transforms []string
	lastError  error
	q          *Query
}

// transform is transform_function(field, alias): the column, wrapped in the transforms that the path named.
func (ji *joinInfo) transform(t *object.Thread, f Field, alias string) (Expression, error) {
	if ji.q.noAliasCols {
		alias = ""
	}
	e, err := f.GetCol(alias, nil)
	if err != nil {
		return nil, err
	}
	for _, name := range ji.transforms {
		if e, err = ji.q.tryTransform(t, e, name, nil); err != nil {
			if isFieldError(err) && ji.lastError != nil {
				if _, isField := ji.finalField.(Field); isField {
					return nil, ji.lastError
				}
			}
			return nil, err
		}
	}
	return e, nil
}

// setupJoins is setup_joins(names, opts, alias, can_reuse, allow_many).
func (q *Query) setupJoins(t *object.Thread, names []string, opts Options, alias string, canReuse *AliasSet, allowMany bool) (*joinInfo, error) {
	ji := &joinInfo{q: q, opts: opts}
	var p *fieldPath
	for pivot := len(names); pivot > 0; pivot-- {
		var err error
		p, err = q.namesToPath(t, names[:pivot], opts, allowMany, true)
		if err == nil {
			ji.transforms = names[pivot:]
			break
		}
		if !isFieldError(err) || pivot == 1 {
			return nil, err
		}
		ji.lastError = err
	}
	ji.finalField, ji.targets, ji.path = p.finalField, p.targets, p.path
	ji.joins = append(make([]string, 0, len(p.path)+1), alias)
	if q.resolving != nil && canReuse != nil && q.resolving.alias == names[0] {
		// The condition of a relation of several steps goes the same way as the join that it belongs to.
		for _, a := range q.resolving.joins {
			canReuse.Add(a)
		}
	}
	for _, step := range p.path {
		var fr *FilteredRelation
		tableAlias := ""
		if step.FilteredRelation != nil {
			fr = step.FilteredRelation.clone()
			tableAlias = fr.Alias
		}
		ji.opts = step.ToOpts
		nullable := true
		if step.Direct {
			nullable = isNullable(step.JoinField)
		}
		j, err := newJoin(ji.opts.DBTable(), alias, tableAlias, step.JoinField, nullable, fr)
		if err != nil {
			return nil, err
		}
		var reuse *AliasSet
		if step.M2M {
			reuse = canReuse
		}
		if alias, err = q.join(t, j, reuse, ji.joins); err != nil {
			return nil, err
		}
		ji.joins = append(ji.joins, alias)
		if fr != nil && canReuse != nil {
			canReuse.Add(alias)
		}
	}
	return ji, nil
}

// trimJoins is trim_joins: joins whose target column the table before has already are left out again.
func (q *Query) trimJoins(targets []Field, joins []string, path []PathInfo) ([]Field, string, []string, error) {
	joins = joins[:len(joins):len(joins)]
	for i := len(path) - 1; i >= 0; i-- {
		info := path[i]
		if len(joins) == 1 || !info.Direct || info.FilteredRelation != nil {
			break
		}
		pairs, err := info.JoinField.RelatedFields()
		if err != nil {
			return nil, "", nil, err
		}
		next := make([]Field, len(targets))
		all := true
		for k, f := range targets {
			for _, p := range pairs {
				if p[1].Info().Column == f.Info().Column {
					next[k] = p[0]
				}
			}
			if next[k] == nil {
				all = false
			}
		}
		if !all {
			break
		}
		targets = next
		q.unrefAlias(joins[len(joins)-1])
		joins = joins[:len(joins)-1]
	}
	return targets, joins[len(joins)-1], joins, nil
}

// ResolveRef is resolve_ref(name, allow_joins, reuse, summarize): what F(name) stands for.
func (q *Query) ResolveRef(t *object.Thread, name string, r ResolveArgs) (Expression, error) {
	if a := q.annotation(name); a != nil {
		if !r.AllowJoins {
			cols, err := genCols(t, []Expression{a}, false, true, nil)
			if err != nil {
				return nil, err
			}
			for _, c := range cols {
				if j := q.joinOf(c.Alias); j != nil && j.isJoin() {
					return nil, fieldError("Joined field references are not permitted in this query")
				}
			}
		}
		if !r.Summarize {
			return a, nil
		}
		sel := q.selectedAnnotation(name)
		if sel == nil {
			return nil, fieldError("Cannot aggregate over the '%s' alias. Use annotate() to promote it.", name)
		}
		return NewRef(name, sel), nil
	}
	names := splitName(name)
	if a := q.annotation(names[0]); a != nil {
		var err error
		for _, tr := range names[1:] {
			if a, err = q.tryTransform(t, a, tr, nil); err != nil {
				return nil, err
			}
		}
		return a, nil
	}
	ji, err := q.setupJoins(t, names, q.Meta(), q.initialAlias(), r.Reuse, true)
	if err != nil {
		return nil, err
	}
	targets, alias, joins, err := q.trimJoins(ji.targets, ji.joins, ji.path)
	if err != nil {
		return nil, err
	}
	if !r.AllowJoins && len(joins) > 1 {
		return nil, fieldError("Joined field references are not permitted in this query")
	}
	if len(targets) > 1 {
		return nil, fieldError("Referencing multicolumn fields with F() objects isn't supported")
	}
	e, err := ji.transform(t, targets[0], alias)
	if err == nil && r.Reuse != nil {
		r.Reuse.addAll(joins)
	}
	return e, err
}

// tryTransform is try_transform(lhs, name, lookups).
func (q *Query) tryTransform(t *object.Thread, lhs Expression, name string, lookups []string) (Expression, error) {
	cls, err := getTransform(t, lhs, name)
	if err != nil {
		return nil, err
	}
	if cls != nil {
		return applyTransform(t, cls, lhs)
	}
	f, err := OutputField(t, lhs)
	if err != nil {
		return nil, err
	}
	fcls := f.Info().Self.Class
	field := f
	if r, ok := f.(*relOutput); ok {
		field = r.Rel.Field()
	}
	suggestion := "."
	if close := closeMatches(name, fieldLookupNames(t, field.Info().Self), 3, 0.6); len(close) > 0 {
		suggestion = ", perhaps you meant " + strings.Join(close, " or ") + "?"
	}
	unsupported := name
	for i, l := range lookups {
		if l == name {
			unsupported = strings.Join(lookups[i:], LookupSep)
			break
		}
	}
	return nil, fieldError("Unsupported lookup '%s' for %s or join on the field not permitted%s", unsupported, fcls.Name, suggestion)
}
