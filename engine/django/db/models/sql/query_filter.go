package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// filterArgs are the keyword arguments of build_filter and _add_q.
type filterArgs struct {
	branchNegated, currentNegated bool
	canReuse                      *AliasSet // nil: None
	allowJoins, splitSubq         bool
	checkFilterable, summarize    bool
	updateJoinTypes               bool
}

var filterDefaults = filterArgs{allowJoins: true, splitSubq: true, checkFilterable: true, updateJoinTypes: true}

// AddFilter is add_filter(path, value).
func (q *Query) AddFilter(t *object.Thread, path string, value object.Object) error {
	return q.AddQ(t, QFilter(path, value))
}

// AddQ is add_q(q_object).
func (q *Query) AddQ(t *object.Thread, qo *Q) error {
	if override(q, strAddQ) != nil {
		_, err := callOverride(t, q, strAddQ, qo)
		return err
	}
	return q.addQReuse(t, qo, false)
}

// AddQReuseAll is add_q(q_object, reuse_all=True).
func (q *Query) AddQReuseAll(t *object.Thread, qo *Q) error {
	if override(q, strAddQ) != nil {
		_, err := object.CallMethodKw(t, q, strAddQ, []object.Object{qo}, object.Kw("reuse_all", object.True))
		return err
	}
	return q.addQReuse(t, qo, true)
}

var strAddQ = object.Intern("add_q")

func (q *Query) addQReuse(t *object.Thread, qo *Q, reuseAll bool) error {
	// Joins that are inner before stay so: the new condition is ANDed.
	var inner []string
	for i := range q.tables {
		if q.tables[i].table.joinType == INNER {
			inner = append(inner, q.tables[i].alias)
		}
	}
	args := filterDefaults
	args.canReuse = q.usedAliases
	if reuseAll {
		args.canReuse = &AliasSet{q.aliases()}
	}
	clause, _, err := q.addQ(t, qo, args)
	if err != nil {
		return err
	}
	if !clause.Empty() {
		q.Where.Add(clause, AND)
	}
	q.demoteJoins(inner)
	return nil
}

// BuildWhere is build_where(filter_expr): for conditions of constraints.
func (q *Query) BuildWhere(t *object.Thread, qo *Q) (*WhereNode, error) {
	args := filterDefaults
	args.allowJoins = false
	w, _, err := q.buildFilter(t, qo, args)
	return w, err
}

// addQ is _add_q: the WhereNode of a Q and the joins that it needs to be inner.
func (q *Query) addQ(t *object.Thread, qo *Q, a filterArgs) (*WhereNode, []string, error) {
	a.currentNegated = a.currentNegated != qo.Negated
	a.branchNegated = a.branchNegated || qo.Negated
	target := NewWhere(qo.Connector)
	target.Negated = qo.Negated
	promoter := newJoinPromoter(qo.Connector, len(qo.Children), a.currentNegated)
	for _, child := range qo.Children {
		clause, needed, err := q.buildFilter(t, child, a)
		if err != nil {
			return nil, nil, err
		}
		promoter.addVotes(needed)
		if !clause.Empty() {
			target.Add(clause, qo.Connector)
		}
	}
	if !a.updateJoinTypes {
		return target, nil, nil
	}
	return target, promoter.updateJoinTypes(q), nil
}

// buildFilter is build_filter(filter_expr, …): a WhereNode for one child of a Q.
func (q *Query) buildFilter(t *object.Thread, filter object.Object, a filterArgs) (*WhereNode, []string, error) {
	switch f := filter.(type) {
	case *Q:
		return q.addQ(t, f, a)
	case *object.Dict:
		return nil, nil, fieldError("Cannot parse keyword query as dict")
	}
	if HasResolveExpression(filter) {
		return q.filterExpression(t, filter, a)
	}
	if it, err := object.Iter(t, filter); err != nil || it == nil {
		return nil, nil, object.TypeErrorf("cannot unpack non-iterable %s object", object.TypeName(filter))
	}
	pair, err := object.Collect(t, filter)
	if err != nil {
		return nil, nil, err
	}
	if len(pair) != 2 {
		if len(pair) < 2 {
			return nil, nil, object.ValueErrorf("not enough values to unpack (expected 2, got %d)", len(pair))
		}
		return nil, nil, object.ValueErrorf("too many values to unpack (expected 2)")
	}
	path, _ := object.AsStr(pair[0])
	if path == "" {
		r, err := object.Repr(t, pair[0])
		if err != nil {
			return nil, nil, err
		}
		return nil, nil, fieldError("Cannot parse keyword query %s", r)
	}
	value := pair[1]
	solved, err := q.solveLookupType(t, path, a.summarize)
	if err != nil {
		return nil, nil, err
	}
	if a.checkFilterable && solved.reffed != nil {
		if err := checkFilterable(t, solved.reffed); err != nil {
			return nil, nil, err
		}
	}
	if !a.allowJoins && len(solved.fields) > 1 {
		return nil, nil, fieldError("Joined field references are not permitted in this query")
	}
	var used []string
	if mayResolve(value) {
		before := q.refcounts()
		if value, err = q.resolveLookupValue(t, value, a); err != nil {
			return nil, nil, err
		}
		used = q.usedSince(before)
		if a.checkFilterable {
			if e, ok := value.(Expression); ok {
				if err := checkFilterable(t, e); err != nil {
					return nil, nil, err
				}
			}
		}
	}
	if solved.reffed != nil {
		cond, err := q.buildLookup(t, solved.lookups, solved.reffed, value)
		if err != nil {
			return nil, nil, err
		}
		return NewWhere(AND, cond), nil, nil
	}

	opts := q.Meta()
	alias := q.initialAlias()
	var ji *joinInfo
	if p := solved.path; len(p.path) == 0 && q.resolving == nil { // a field of the model's own table: there is nothing to join
		ji = &joinInfo{q: q, opts: opts, finalField: p.finalField, targets: p.targets, joins: []string{alias}}
	} else if ji, err = q.setupJoins(t, solved.fields, opts, alias, a.canReuse, !a.branchNegated || !a.splitSubq); err != nil {
		if mj, many := err.(*multiJoin); many {
			return q.splitExclude(t, path, pair[1], a.canReuse, mj.names)
		}
		return nil, nil, err
	}
	if value, err = listOfIterator(t, value); err != nil {
		return nil, nil, err
	}
	if err := q.checkRelatedObjects(t, ji.finalField, value, ji.opts); err != nil {
		return nil, nil, err
	}
	q.lookupJoins = ji.joins

	used = unionStrings(used, ji.joins)
	targets, alias, joins, err := q.trimJoins(ji.targets, ji.joins, ji.path)
	if err != nil {
		return nil, nil, err
	}
	if a.canReuse != nil {
		a.canReuse.addAll(joins)
	}
	var col Expression
	if len(targets) > 1 && ji.finalField.Info().IsRelation {
		col = NewColPairs(alias, targets, ji.targets, outputOf(ji.finalField))
	} else if col, err = q.getCol(targets[0], ji.finalField, alias); err != nil {
		return nil, nil, err
	}
	cond, err := q.buildLookup(t, solved.lookups, col, value)
	if err != nil {
		return nil, nil, err
	}
	return q.finishFilter(t, cond, targets, ji, alias, joins, used, value, a)
}

// finishFilter adds the IS NOT NULL conditions that negation needs.
func (q *Query) finishFilter(t *object.Thread, cond Expression, targets []Field, ji *joinInfo, alias string, joins, used []string, value object.Object, a filterArgs) (*WhereNode, []string, error) {
	clause := NewWhere(AND, cond)
	lookupType := ""
	var rhs object.Object = object.None
	if l, ok := cond.(lookupLike); ok {
		lookupType, rhs = l.asLookup().lookupName(), l.asLookup().Rhs
	}
	requireOuter := lookupType == "isnull" && rhs == object.True && !a.currentNegated
	if a.currentNegated && (lookupType != "isnull" || rhs == object.False) && rhs != object.None {
		requireOuter = true
		if lookupType != "isnull" {
			// NOT (col = someval AND col IS NOT NULL): in Python's eyes None != someval.
			if isNullable(targets[0]) || q.joinOf(joins[len(joins)-1]).joinType == LOUTER {
				cls, err := targets[0].GetLookup(t, "isnull")
				if err != nil {
					return nil, nil, err
				}
				col, err := q.getCol(targets[0], ji.targets[0], alias)
				if err != nil {
					return nil, nil, err
				}
				l, err := NewLookup(t, cls, col, object.False)
				if err != nil {
					return nil, nil, err
				}
				clause.Add(l, AND)
			}
			// Where someval is a nullable column, it must not be NULL either.
			if c, ok := value.(*Col); ok && isNullable(c.Target) {
				cls, err := c.Target.GetLookup(t, "isnull")
				if err != nil {
					return nil, nil, err
				}
				l, err := NewLookup(t, cls, c, object.False)
				if err != nil {
					return nil, nil, err
				}
				clause.Add(l, AND)
			}
		}
	}
	if requireOuter {
		return clause, nil, nil
	}
	return clause, used, nil
}

func (q *Query) filterExpression(t *object.Thread, filter object.Object, a filterArgs) (*WhereNode, []string, error) {
	cond := false
	e, ok := filter.(Expression)
	if ok {
		var err error
		if cond, err = isConditional(t, e); err != nil {
			return nil, nil, err
		}
	}
	if !cond {
		return nil, nil, object.TypeErrorf("Cannot filter against a non-conditional expression.")
	}
	res, err := Resolve(t, e, q, ResolveArgs{AllowJoins: a.allowJoins, Reuse: a.canReuse, Summarize: a.summarize})
	if err != nil {
		return nil, nil, err
	}
	if _, isLookup := res.(lookupLike); !isLookup {
		if res, err = q.buildLookup(t, []string{"exact"}, res, object.True); err != nil {
			return nil, nil, err
		}
	}
	return NewWhere(AND, res), nil, nil
}

// getCol is _get_col(target, field, alias).
func (q *Query) getCol(target Field, field FieldOrRel, alias string) (Expression, error) {
	if q.noAliasCols {
		alias = ""
	}
	return target.GetCol(alias, outputOf(field))
}

// mayResolve tells whether resolve_lookup_value could change v.
func mayResolve(v object.Object) bool {
	if HasResolveExpression(v) {
		return true
	}
	if l, ok := object.AsList(v); ok {
		return anyResolves(l.Items)
	}
	if tu, ok := object.AsTuple(v); ok {
		return anyResolves(tu.Items)
	}
	return false
}

func anyResolves(items []object.Object) bool {
	for _, x := range items {
		if mayResolve(x) {
			return true
		}
	}
	return false
}

// resolveLookupValue is resolve_lookup_value.
func (q *Query) resolveLookupValue(t *object.Thread, v object.Object, a filterArgs) (object.Object, error) {
	if HasResolveExpression(v) {
		return ResolveObject(t, v, q, ResolveArgs{AllowJoins: a.allowJoins, Reuse: a.canReuse, Summarize: a.summarize})
	}
	each := func(items []object.Object) ([]object.Object, error) {
		out := make([]object.Object, len(items))
		for i, x := range items {
			var err error
			if out[i], err = q.resolveLookupValue(t, x, a); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	if l, ok := object.AsList(v); ok {
		items, err := each(l.Items)
		return object.NewList(items), err
	}
	if tu, ok := object.AsTuple(v); ok {
		items, err := each(tu.Items)
		return object.NewTuple(items...), err
	}
	return v, nil
}

// listOfIterator consumes an iterator so that it can be looked at twice.
func listOfIterator(t *object.Thread, v object.Object) (object.Object, error) {
	switch v.(type) {
	case *object.Str, object.Int, object.Bool, *object.List, *object.Tuple, Expression:
		return v, nil
	}
	s := &v.Type().Slots
	if s.Next == nil || s.Iter == nil {
		return v, nil
	}
	items, err := object.Collect(t, v)
	if err != nil {
		return nil, err
	}
	return object.NewList(items), nil
}

// solvedLookup is what solveLookupType finds: the look-ups, the names of the fields and where they lead, or else the annotation that the path starts with.
type solvedLookup struct {
	lookups, fields []string
	path            *fieldPath
	reffed          Expression
}

// solveLookupType is solve_lookup_type.
func (q *Query) solveLookupType(t *object.Thread, path string, summarize bool) (s solvedLookup, err error) {
	opts := q.Meta()
	own := opts != nil && len(q.annotations)+len(q.filteredRels) == 0 // then the names depend on the model alone
	if own {
		if s, ok := opts.Plans().solved[path]; ok {
			return s, nil
		}
	}
	names := splitName(path)
	if len(q.annotations) > 0 {
		if alias, rest := refsExpression(names, q.annotations); alias != "" {
			s.lookups, s.reffed = rest, q.annotation(alias)
			if summarize {
				s.reffed = NewRef(alias, s.reffed)
			}
			return s, nil
		}
	}
	if s.path, err = q.namesToPath(t, names, opts, true, false); err != nil {
		return s, err
	}
	s.lookups = s.path.rest
	s.fields = names[:len(names)-len(s.lookups)]
	if len(s.lookups) > 1 && len(s.fields) == 0 {
		return s, fieldError("Invalid lookup \"%s\" for model %s\".", path, q.Model.Name)
	}
	if own && len(s.path.path) == 0 {
		opts.Plans().solve(path, s)
	}
	return s, nil
}

// refsExpression is refs_expression: the longest annotation name that the look-up starts with, and what follows.
func refsExpression(names []string, as []annotation) (string, []string) {
	for n := 1; n <= len(names); n++ {
		joined := names[0]
		if n > 1 {
			joined = strings.Join(names[:n], LookupSep)
		}
		for _, a := range as {
			if a.alias == joined {
				return joined, names[n:]
			}
		}
	}
	return "", nil
}

// checkRelatedObjects is check_related_objects.
func (q *Query) checkRelatedObjects(t *object.Thread, field FieldOrRel, value object.Object, opts Options) error {
	if !field.Info().IsRelation {
		return nil
	}
	if v, ok := value.(*Query); ok && !v.HasSelectFields() && !relLookupCompatible(v.Model, opts, field) {
		return object.ValueErrorf("Cannot use QuerySet for \"%s\": Use a QuerySet for \"%s\".", v.Meta().ObjectName(), opts.ObjectName())
	}
	switch value.(type) {
	case object.Int, *object.Str, object.Bool, Expression:
		return nil
	}
	if metaOfValue(t, value) != nil {
		return checkQueryObjectType(t, value, opts, field)
	}
	if value.Type().Slots.Iter == nil {
		return nil
	}
	return object.ForEach(t, value, func(v object.Object) (bool, error) {
		return true, checkQueryObjectType(t, v, opts, field)
	})
}

// metaOfValue is value._meta for model instances and model classes.
func metaOfValue(t *object.Thread, v object.Object) Options {
	if cls, ok := v.(*object.Type); ok {
		return Meta(cls)
	}
	return Meta(classOf(t, v))
}

func checkQueryObjectType(t *object.Thread, v object.Object, opts Options, field FieldOrRel) error {
	m := metaOfValue(t, v)
	if m == nil || relLookupCompatible(m.Model(), opts, field) {
		return nil
	}
	s, err := object.ToStr(t, v)
	if err != nil {
		return err
	}
	return object.ValueErrorf("Cannot query \"%s\": Must be \"%s\" instance.", s, opts.ObjectName())
}

// relLookupCompatible is check_rel_lookup_compatibility(model, target_opts, field).
func relLookupCompatible(model *object.Type, target Options, field FieldOrRel) bool {
	check := func(opts Options) bool {
		c := opts.ConcreteModel()
		return Meta(model).ConcreteModel() == c || model != c && model.IsSubtype(c) || opts.Model() != model && opts.Model().IsSubtype(model)
	}
	if check(target) {
		return true
	}
	i := field.Info()
	return i.PrimaryKey && i.Model != nil && check(Meta(i.Model))
}

// checkFilterable is check_filterable(expression).
func checkFilterable(t *object.Thread, e Expression) error {
	switch e.(type) {
	case *Col, *Value, *Query:
		return nil
	}
	if v := classAttr(e, strFilterable); v == object.False {
		return utils.NotSupportedf("%s is disallowed in the filter clause.", e.Type().Name)
	}
	src, err := SourcesOf(t, e)
	if err != nil {
		return err
	}
	for _, s := range src {
		if s != nil {
			if err := checkFilterable(t, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// buildLookup is build_lookup(lookups, lhs, rhs).
func (q *Query) buildLookup(t *object.Thread, lookups []string, lhs Expression, rhs object.Object) (Expression, error) {
	name := "exact"
	var err error
	if len(lookups) > 0 {
		for _, n := range lookups[:len(lookups)-1] {
			if lhs, err = q.tryTransform(t, lhs, n, lookups); err != nil {
				return nil, err
			}
		}
		name = lookups[len(lookups)-1]
	}
	cls, err := getLookup(t, lhs, name)
	if err != nil {
		return nil, err
	}
	if cls == nil {
		if lhs, err = q.tryTransform(t, lhs, name, nil); err != nil {
			return nil, err
		}
		name = "exact"
		if cls, err = getLookup(t, lhs, name); err != nil {
			return nil, err
		}
		if cls == nil {
			return nil, object.AttributeErrorf(object.None, "lookup_name", "'NoneType' object has no attribute 'lookup_name'")
		}
	}
	l, err := NewLookup(t, cls, lhs, rhs)
	if err != nil {
		return nil, err
	}
	lk := l.asLookup()
	if lk.Rhs == object.None && !classFlag(l, strCanUseNone) {
		if name != "exact" && name != "iexact" {
			return nil, object.ValueErrorf("Cannot use None as a query value")
		}
		isnull, err := getLookup(t, lhs, "isnull")
		if err != nil {
			return nil, err
		}
		return NewLookup(t, isnull, lhs, object.True)
	}
	return l, nil
}

// AddFilteredRelation is add_filtered_relation(filtered_relation, alias).
func (q *Query) AddFilteredRelation(t *object.Thread, fr *FilteredRelation, alias string) error {
	if strings.Contains(alias, ".") {
		return object.ValueErrorf("FilteredRelation doesn't support aliases with periods (got '%s').", alias)
	}
	if err := checkAlias(alias); err != nil {
		return err
	}
	fr.Alias = alias
	relation, err := q.solveLookupType(t, fr.RelationName, false)
	if err != nil {
		return err
	}
	if len(relation.lookups) > 0 {
		return object.ValueErrorf("FilteredRelation's relation_name cannot contain lookups (got '%s').", fr.RelationName)
	}
	for _, lookup := range qPaths(t, fr.Condition) {
		solved, err := q.solveLookupType(t, lookup, false)
		if err != nil {
			return err
		}
		parts, relParts := solved.fields, relation.fields
		shift := 1
		if len(solved.lookups) == 0 {
			shift = 2
		}
		for i := 0; i < len(parts)-shift; i++ {
			if len(relParts) > i && relParts[i] != parts[i] {
				return object.ValueErrorf("FilteredRelation's condition doesn't support relations outside the '%s' (got '%s').", fr.RelationName, lookup)
			}
		}
		if len(parts) > len(relParts)+1 {
			return object.ValueErrorf("FilteredRelation's condition doesn't support nested relations deeper than the relation_name (got '%s' for '%s').", lookup, fr.RelationName)
		}
	}
	n := fr.clone()
	n.Condition, err = renamePrefix(t, fr.RelationName, alias, n.Condition)
	if err != nil {
		return err
	}
	for i, x := range q.filteredRels {
		if x.Alias == alias {
			q.filteredRels = append([]*FilteredRelation(nil), q.filteredRels...)
			q.filteredRels[i] = n
			return nil
		}
	}
	q.filteredRels = append(q.filteredRels, n)
	return nil
}

// qPaths is get_children_from_q: every path that a Q mentions.
func qPaths(t *object.Thread, q *Q) []string {
	var out []string
	var exprPaths func(e Expression)
	exprPaths = func(e Expression) {
		switch e := e.(type) {
		case nil:
		case *F:
			out = append(out, e.Name)
		case *Q:
			out = append(out, qPaths(t, e)...)
		default:
			for _, s := range e.SourceExpressions() {
				exprPaths(s)
			}
		}
	}
	for _, c := range q.Children {
		switch c := c.(type) {
		case *Q:
			out = append(out, qPaths(t, c)...)
		case *object.Tuple:
			if len(c.Items) == 2 {
				s, _ := object.AsStr(c.Items[0])
				out = append(out, s)
				if e, ok := c.Items[1].(Expression); ok {
					exprPaths(e)
				}
			}
		case Expression:
			exprPaths(c)
		}
	}
	return out
}

// renamePrefix is rename_prefix_from_q.
func renamePrefix(t *object.Thread, prefix, replacement string, q *Q) (*Q, error) {
	n := makeExpr(&Q{Connector: q.Connector, Negated: q.Negated}, q.class)
	for _, c := range q.Children {
		x, err := renameChild(t, prefix, replacement, c)
		if err != nil {
			return nil, err
		}
		n.Children = append(n.Children, x)
	}
	return n, nil
}

func renameName(prefix, replacement, name string) string {
	if strings.HasPrefix(name, prefix+LookupSep) {
		return replacement + name[len(prefix):]
	}
	return name
}

func renameChild(t *object.Thread, prefix, replacement string, c object.Object) (object.Object, error) {
	switch c := c.(type) {
	case *Q:
		return renamePrefix(t, prefix, replacement, c)
	case *object.Tuple:
		lhs, _ := object.AsStr(c.Items[0])
		rhs := c.Items[1]
		if _, isF := rhs.(*F); !isF && HasResolveExpression(rhs) {
			var err error
			if rhs, err = renameChild(t, prefix, replacement, rhs); err != nil {
				return nil, err
			}
		}
		return object.NewTuple(object.NewStr(renameName(prefix, replacement, lhs)), rhs), nil
	case *F:
		n := c.Copy().(*F)
		n.Name = renameName(prefix, replacement, n.Name)
		return n, nil
	case Expression:
		n := c.Copy()
		src := n.SourceExpressions()
		out := make([]Expression, len(src))
		for i, s := range src {
			if s == nil {
				continue
			}
			x, err := renameChild(t, prefix, replacement, s)
			if err != nil {
				return nil, err
			}
			out[i] = x.(Expression)
		}
		if len(out) > 0 {
			n.SetSourceExpressions(out)
		}
		return n, nil
	}
	if _, ok := object.Native(c).(QuerySetLike); ok {
		return nil, object.ValueErrorf("Passing a QuerySet within a FilteredRelation is not supported.")
	}
	return c, nil
}

// splitExclude is split_exclude: an exclude across a multi-valued relation becomes NOT EXISTS(subquery).
func (q *Query) splitExclude(t *object.Thread, path string, rhs object.Object, canReuse *AliasSet, names []namedPath) (*WhereNode, []string, error) {
	inner := NewQuery(q.Model)
	inner.filteredRels = q.filteredRels
	if f, ok := rhs.(*F); ok {
		o := NewOuterRef(f.Name)
		if f.isa(OuterRefType) {
			o.outer = f
		}
		rhs = o
	}
	if err := inner.AddFilter(t, path, rhs); err != nil {
		return nil, nil, err
	}
	inner.ClearOrdering(true, true)
	prefix, louter, err := inner.trimStart(t, names)
	if err != nil {
		return nil, nil, err
	}
	col := inner.Select[0].(*Col)
	alias := col.Alias
	exact, err := col.Target.GetLookup(t, "exact")
	if err != nil {
		return nil, nil, err
	}
	if canReuse.Has(alias) {
		pk := Meta(col.Target.Info().Model).PK()
		// The outer query's filters must hold for the subquery's rows too.
		if err := inner.bumpPrefix(t, q, ""); err != nil {
			return nil, nil, err
		}
		in, err := pk.GetCol(inner.Select[0].(*Col).Alias, nil)
		if err != nil {
			return nil, nil, err
		}
		out, err := pk.GetCol(alias, nil)
		if err != nil {
			return nil, nil, err
		}
		l, err := NewLookup(t, exact, in, out)
		if err != nil {
			return nil, nil, err
		}
		inner.Where.Add(l, AND)
		inner.setExternal(alias, true)
	} else {
		l, err := NewLookup(t, exact, col, newResolvedOuterRef(prefix))
		if err != nil {
			return nil, nil, err
		}
		inner.Where.Add(l, AND)
	}
	ex, err := NewExists(t, inner)
	if err != nil {
		return nil, nil, err
	}
	cond, needed, err := q.buildFilter(t, ex, filterDefaults)
	if err != nil {
		return nil, nil, err
	}
	if louter {
		a := filterDefaults
		a.currentNegated, a.branchNegated, a.canReuse = true, true, canReuse
		orNull, _, err := q.buildFilter(t, object.NewTuple(object.NewStr(prefix+"__isnull"), object.True), a)
		if err != nil {
			return nil, nil, err
		}
		cond.Add(orNull, OR)
	}
	return cond, needed, nil
}

func (q *Query) setExternal(alias string, aliased bool) {
	for i := range q.externalAliases {
		if q.externalAliases[i].alias == alias {
			q.externalAliases[i].aliased = aliased
			return
		}
	}
	q.externalAliases = append(q.externalAliases, externalAlias{alias, aliased})
}

// trimStart is trim_start: it cuts the leading joins of a subquery made for an exclude.
func (q *Query) trimStart(t *object.Thread, names []namedPath) (string, bool, error) {
	var all []PathInfo
	for _, n := range names {
		all = append(all, n.path...)
	}
	var tables []string
	for i, e := range q.tables {
		in := i == 0
		for _, j := range q.lookupJoins {
			in = in || j == e.alias
		}
		if in {
			tables = append(tables, e.alias)
		}
	}
	louter := false
	trimmed := 0
	for trimmed < len(all)-1 && !all[trimmed].M2M {
		if q.joinOf(tables[trimmed+1]).joinType == LOUTER {
			louter = true
		}
		q.unrefAlias(tables[trimmed])
		trimmed++
	}
	rel, isRel := all[trimmed].JoinField.(Rel)
	joinField := all[trimmed].JoinField
	var pairs [][2]Field
	var err error
	if isRel {
		ok := false
		if joinField, ok = rel.Field().(JoinField); !ok {
			return "", false, object.TypeErrorf("%s is not a join field", rel.Info().Name)
		}
		pairs, err = joinField.RelatedFields()
	} else {
		// A generic relation from the other side: its restriction is about the rows that the join starts from, so they stay and are told by their keys.
		for _, f := range all[trimmed].FromOpts.PKFields() {
			pairs = append(pairs, [2]Field{f, f})
		}
	}
	if err != nil {
		return "", false, err
	}
	inPrefix := trimmed
	var prefix []string
	for _, n := range names {
		if inPrefix-len(n.path) < 0 {
			break
		}
		prefix = append(prefix, n.name)
		inPrefix -= len(n.path)
	}
	prefix = append(prefix, pairs[0][1].Info().Name)
	first := q.joinOf(tables[trimmed+1])
	side := 1
	alias := tables[trimmed]
	if isRel && first.joinType != LOUTER && first.filtered == nil {
		side = 0
		alias = tables[trimmed+1]
		q.unrefAlias(tables[trimmed])
		extra, err := joinField.ExtraRestriction(t, "", tables[trimmed+1])
		if err != nil {
			return "", false, err
		}
		if !extra.Empty() {
			q.Where.Add(extra, AND)
		}
	}
	for i := range q.tables {
		if e := &q.tables[i]; e.refs > 0 {
			// The first entry of FROM must not be a join.
			e.table = &table{name: e.table.name, alias: e.alias}
			break
		}
	}
	cols := make([]Expression, len(pairs))
	for i, p := range pairs {
		if cols[i], err = p[side].GetCol(alias, nil); err != nil {
			return "", false, err
		}
	}
	q.setSelect(cols)
	return strings.Join(prefix, LookupSep), louter, nil
}
