package models

import (
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The methods of QuerySet that read.

func querySetMethods() []object.Method {
	ms := []object.Method{
		filterMethod("filter", false),
		filterMethod("exclude", true),
		qsMethod("all", nil, func(t *Thread, qs *QuerySet, a []Object) (Object, error) { return qsResult(qs.chain(t)) }),
		qsMethod("none", nil, func(t *Thread, qs *QuerySet, a []Object) (Object, error) { return qsResult(qs.none(t)) }),
		qsMethod("_clone", nil, func(t *Thread, qs *QuerySet, a []Object) (Object, error) { return qsResult(qs.plainClone(t)) }),
		qsMethod("_chain", nil, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			c, err := qs.clone(t)
			if err == nil && c.sticky {
				c.query.FilterIsSticky, c.sticky = true, false
			}
			return qsResult(c, err)
		}),
		qsMethod("_next_is_sticky", nil, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			qs.sticky = true
			return qs.Self, nil
		}),
		qsMethod("_fetch_all", nil, func(t *Thread, qs *QuerySet, a []Object) (Object, error) { return none, qs.fetchAll(t) }),
		qsMethod("get", []string{"*args", "**kwargs"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			args, kw := a[0].(*object.Tuple).Items, a[1].(*object.Dict)
			given := len(args) > 0 || kw.Len() > 0
			if qs.query.Combinator != "" && given {
				return nil, utils.NotSupportedf("Calling QuerySet.get(...) with filters after %s() is not supported.", qs.query.Combinator)
			}
			var c *QuerySet
			var err error
			if qs.query.Combinator != "" {
				c, err = qs.chain(t)
			} else {
				q, qerr := filterConditions(t, args, kwDict(kw))
				if qerr != nil {
					return nil, qerr
				}
				c, err = qs.filterQ(t, q, false, given)
			}
			if err != nil {
				return nil, err
			}
			return qs.getOne(t, c)
		}),
		qsMethod("complex_filter", []string{"filter_obj"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			return qsResult(qs.complexFilter(t, a[0]))
		}),
		qsMethod("count", nil, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			n, err := qs.count(t)
			return object.NewInt(n), err
		}),
		qsMethod("exists", nil, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			b, err := qs.exists(t)
			return object.NewBool(b), err
		}),
		qsMethod("contains", []string{"obj"}, contains_),
		qsMethod("first", nil, func(t *Thread, qs *QuerySet, a []Object) (Object, error) { return qs.first(t) }),
		qsMethod("last", nil, func(t *Thread, qs *QuerySet, a []Object) (Object, error) { return qs.last(t) }),
		qsMethod("earliest", []string{"*fields"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			if qs.query.IsSliced() {
				return nil, object.TypeErrorf("Cannot change a query once a slice has been taken.")
			}
			return qs.earliest(t, a[0].(*object.Tuple).Items)
		}),
		qsMethod("latest", []string{"*fields"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			if qs.query.IsSliced() {
				return nil, object.TypeErrorf("Cannot change a query once a slice has been taken.")
			}
			r, err := qs.reverse(t)
			if err != nil {
				return nil, err
			}
			return r.earliest(t, a[0].(*object.Tuple).Items)
		}),
		qsMethod("in_bulk", []string{"id_list=", "*", "field_name="}, inBulk),
		qsMethod("aggregate", []string{"*args", "**kwargs"}, aggregate),
		qsMethod("annotate", []string{"*args", "**kwargs"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			if err := qs.notCombined("annotate"); err != nil {
				return nil, err
			}
			return qsResult(qs.annotate(t, a[0].(*object.Tuple).Items, a[1].(*object.Dict), true))
		}),
		qsMethod("alias", []string{"*args", "**kwargs"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			if err := qs.notCombined("alias"); err != nil {
				return nil, err
			}
			return qsResult(qs.annotate(t, a[0].(*object.Tuple).Items, a[1].(*object.Dict), false))
		}),
		qsMethod("order_by", []string{"*field_names"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			return qsResult(qs.orderBy(t, a[0].(*object.Tuple).Items))
		}),
		qsMethod("distinct", []string{"*field_names"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			if err := qs.notCombined("distinct"); err != nil {
				return nil, err
			}
			if qs.query.IsSliced() {
				return nil, object.TypeErrorf("Cannot create distinct fields once a slice has been taken.")
			}
			c, err := qs.chain(t)
			if err != nil {
				return nil, err
			}
			var names []string
			for _, n := range a[0].(*object.Tuple).Items {
				names = append(names, asStr(n))
			}
			c.query.AddDistinctFields(names)
			return c.Self, nil
		}),
		qsMethod("reverse", nil, func(t *Thread, qs *QuerySet, a []Object) (Object, error) { return qsResult(qs.reverse(t)) }),
		qsMethod("values", []string{"*fields", "**expressions"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			names := append([]Object(nil), a[0].(*object.Tuple).Items...)
			exprs := a[1].(*object.Dict)
			names = append(names, exprs.Keys()...)
			c, err := qs.values(t, names, exprs)
			if err != nil {
				return nil, err
			}
			c.iter = iterValues
			return c.Self, nil
		}),
		qsMethod("values_list", []string{"*fields", "flat=", "named="}, valuesList),
		qsMethod("dates", []string{"field_name", "kind", "order="}, dates),
		qsMethod("datetimes", []string{"field_name", "kind", "order=", "tzinfo="}, datetimesMethod),
		qsMethod("only", []string{"*fields"}, only),
		qsMethod("defer", []string{"*fields"}, deferMethod),
		qsMethod("select_related", []string{"*fields"}, selectRelated),
		qsMethod("prefetch_related", []string{"*lookups"}, prefetchRelated),
		qsMethod("select_for_update", []string{"nowait=", "skip_locked=", "of=", "no_key="}, selectForUpdate),
		qsMethod("union", []string{"*other_qs", "all="}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			all, err := truth(t, a[0])
			if err != nil {
				return nil, err
			}
			return union(t, qs, a[1].(*object.Tuple).Items, all)
		}),
		qsMethod("intersection", []string{"*other_qs"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			others, err := querySets(a[0].(*object.Tuple).Items)
			if err != nil {
				return nil, err
			}
			for _, o := range append([]*QuerySet{qs}, others...) {
				if o.query.IsEmpty() {
					return qsResult(o, nil)
				}
			}
			return qsResult(qs.combinator(t, "intersection", others, false))
		}),
		qsMethod("difference", []string{"*other_qs"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			others, err := querySets(a[0].(*object.Tuple).Items)
			if err != nil {
				return nil, err
			}
			if qs.query.IsEmpty() {
				return qs.Self, nil
			}
			return qsResult(qs.combinator(t, "difference", others, false))
		}),
		qsMethod("extra", []string{"select=", "where=", "params=", "tables=", "order_by=", "select_params="}, extra),
		qsMethod("using", []string{"alias"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			c, err := qs.chain(t)
			if err != nil {
				return nil, err
			}
			c.db = asStr(a[0])
			return c.Self, nil
		}),
		qsMethod("iterator", []string{"chunk_size="}, iterator),
		qsMethod("explain", []string{"*", "format=", "**options"}, explain),
		qsMethod("raw", []string{"raw_query", "params=", "translations=", "using="}, rawMethod),
		qsMethod("resolve_expression", []string{"*args", "**kwargs"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			return sql.ResolveQuerySet(t, qs, a[0].(*object.Tuple).Items, kwDict(a[1].(*object.Dict)))
		}),
		{Name: "as_manager", Class: true, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			cls, err := fromQuerySet(t, []Object{ManagerType, args[0]}, nil)
			if err != nil {
				return nil, err
			}
			o, err := object.Call(t, cls, nil, nil)
			if err != nil {
				return nil, err
			}
			m, err := managerOf(o)
			if err != nil {
				return nil, err
			}
			m.asManager = true
			return o, nil
		}},
		{Name: "__deepcopy__", Fn: deepCopyQuerySet},
		reduceWith("reduce_queryset"),
		{Name: "__getstate__", Fn: callPickling("queryset_state")},
		{Name: "__setstate__", Fn: callPickling("set_queryset_state")},
		{Name: "_take", Fn: takeQuerySet},
		itselfOfItem,
	}
	return append(ms, writeMethods()...)
}

func querySets(items []Object) ([]*QuerySet, error) {
	out := make([]*QuerySet, len(items))
	for i, o := range items {
		qs, err := querySetOf(o)
		if err != nil {
			return nil, err
		}
		out[i] = qs
	}
	return out, nil
}

func contains_(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	if err := qs.notCombined("contains"); err != nil {
		return nil, err
	}
	if qs.hasFields {
		return nil, object.TypeErrorf("Cannot call QuerySet.contains() after .values() or .values_list().")
	}
	obj := sql.Actual(t, a[0])
	o := metaOf(obj)
	if o == nil {
		return nil, object.TypeErrorf("'obj' must be a model instance.")
	}
	if o.concreteModel != optionsOf(qs.model).concreteModel {
		return object.False, nil
	}
	if set, err := pkIsSet(t, obj); err != nil {
		return nil, err
	} else if !set {
		return nil, object.ValueErrorf("QuerySet.contains() cannot be used on unsaved objects.")
	}
	if qs.result != nil {
		for _, x := range qs.result.Items {
			if eq, err := object.Equal(t, x, obj); err != nil || eq {
				return object.NewBool(eq), err
			}
		}
		return object.False, nil
	}
	pk, err := pkOf(t, obj)
	if err != nil {
		return nil, err
	}
	c, err := qs.filterKw(t, "pk", pk)
	if err != nil {
		return nil, err
	}
	b, err := c.exists(t)
	return object.NewBool(b), err
}

// earliest is _earliest.
func (qs *QuerySet) earliest(t *Thread, fields []Object) (Object, error) {
	order := fields
	if len(order) == 0 {
		latest := optionsOf(qs.model).getLatestBy
		if isNone(latest) {
			return nil, object.ValueErrorf("earliest() and latest() require either fields as positional arguments or 'get_latest_by' in the model's Meta.")
		}
		if _, ok := object.AsStr(latest); ok {
			order = []Object{latest}
		} else {
			var err error
			if order, err = object.Collect(t, latest); err != nil {
				return nil, err
			}
		}
	}
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	c.query.SetLimits(0, 1)
	c.query.ClearOrdering(true, true)
	if err := c.query.AddOrdering(t, order); err != nil {
		return nil, err
	}
	return c.getOne(t, c)
}

func inBulk(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	if qs.query.IsSliced() {
		return nil, object.TypeErrorf("Cannot use 'limit' or 'offset' with in_bulk().")
	}
	if qs.hasFields && qs.iter != iterModel {
		return nil, object.TypeErrorf("in_bulk() cannot be used with values() or values_list().")
	}
	name := asStr(orNone(a[1]))
	if name == "" {
		name = "pk"
	}
	opts := optionsOf(qs.model)
	if name != "pk" {
		f, err := opts.GetField(t, name)
		if err != nil {
			return nil, err
		}
		unique := f.Info().Unique
		for _, c := range opts.constraints {
			if u, ok := native[*UniqueConstraint](c); ok && u.total() && len(u.fields) == 1 && u.fields[0] == f.Info().Name {
				unique = true
			}
		}
		if !unique && !(len(qs.query.DistinctFields) == 1 && qs.query.DistinctFields[0] == name) {
			return nil, object.ValueErrorf("in_bulk()'s field_name must be a unique field but '%s' isn't.", name)
		}
	}
	out := object.NewDict()
	sets := []*QuerySet{}
	if isNone(a[0]) {
		c, err := qs.chain(t)
		if err != nil {
			return nil, err
		}
		sets = append(sets, c)
	} else {
		if yes, err := object.Truth(t, a[0]); err != nil {
			return nil, err
		} else if !yes {
			return out, nil
		}
		ids, err := object.Collect(t, a[0])
		if err != nil {
			return nil, err
		}
		const batch = maxQueryParams
		for i := 0; i < len(ids); i += batch {
			part := ids[i:min(len(ids), i+batch)]
			c, err := qs.filterKw(t, name+"__in", object.NewTuple(append([]Object(nil), part...)...))
			if err != nil {
				return nil, err
			}
			sets = append(sets, c)
		}
	}
	attr := object.Intern(name)
	for _, c := range sets {
		items, err := c.fetch(t)
		if err != nil {
			return nil, err
		}
		for _, o := range items {
			k, err := object.GetAttr(t, o, attr)
			if err != nil {
				return nil, err
			}
			if err := out.Set(t, k, o); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// defaultAlias gives an expression's default_alias; what aggregate() and annotate() say where there is none differs.
func defaultAlias(t *Thread, e Object, what string) (string, error) {
	v, err := object.GetAttrName(t, e, "default_alias")
	if err == nil {
		return asStr(v), nil
	}
	if object.IsException(err, object.TypeErrorType) || what == "aggregates" && object.IsException(err, object.AttributeErrorType) {
		return "", object.TypeErrorf("Complex %s require an alias", what)
	}
	return "", err
}

func aggregate(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	args, kw := a[0].(*object.Tuple).Items, a[1].(*object.Dict)
	if len(qs.query.DistinctFields) > 0 {
		return nil, object.NotImplementedErrorf("aggregate() + distinct(fields) not implemented.")
	}
	if err := validateExpressions(t, append(append([]Object(nil), args...), dictValues(kw)...), "aggregate"); err != nil {
		return nil, err
	}
	for _, x := range args {
		alias, err := defaultAlias(t, x, "aggregates")
		if err != nil {
			return nil, err
		}
		kw.SetName(alias, x)
	}
	q, err := qs.SQLQuery(t)
	if err != nil {
		return nil, err
	}
	conn, err := qs.conn(t)
	if err != nil {
		return nil, err
	}
	return q.Chain().GetAggregation(t, conn, kw)
}

func dictValues(d *object.Dict) []Object {
	var out []Object
	_ = each(d, func(_, v Object) error { out = append(out, v); return nil })
	return out
}

// validateExpressions is _validate_values_are_expressions.
func validateExpressions(t *Thread, vals []Object, method string) error {
	var bad []string
	for _, v := range vals {
		if !sql.HasResolveExpression(v) {
			s, err := object.ToStr(t, v)
			if err != nil {
				return err
			}
			bad = append(bad, s)
		}
	}
	if bad != nil {
		return object.TypeErrorf("QuerySet.%s() received non-expression(s): %s.", method, strings.Join(bad, ", "))
	}
	return nil
}

func (qs *QuerySet) annotate(t *Thread, args []Object, kw *object.Dict, sel bool) (*QuerySet, error) {
	method := "annotate"
	if !sel {
		method = "alias"
	}
	if err := validateExpressions(t, append(append([]Object(nil), args...), dictValues(kw)...), method); err != nil {
		return nil, err
	}
	type item struct {
		alias string
		v     Object
	}
	var items []item
	for _, x := range args {
		alias, err := defaultAlias(t, x, "annotations")
		if err != nil {
			return nil, err
		}
		if kw.GetName(alias) != nil {
			return nil, object.ValueErrorf("The named annotation '%s' conflicts with the default name for another annotation.", alias)
		}
		items = append(items, item{alias, x})
	}
	_ = each(kw, func(k, v Object) error { items = append(items, item{asStr(k), v}); return nil })
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	opts := optionsOf(qs.model)
	taken := map[string]bool{}
	if !c.hasFields {
		for _, x := range opts.GetFields() {
			i := x.Info()
			taken[i.Name] = true
			if i.Attname != "" {
				taken[i.Attname] = true
			}
		}
	} else {
		for _, f := range c.fields {
			taken[asStr(f)] = true
		}
	}
	for _, it := range items {
		if taken[it.alias] {
			return nil, object.ValueErrorf("The annotation '%s' conflicts with a field on the model.", it.alias)
		}
		if fr, ok := sql.AsFilteredRelation(it.v); ok {
			if err := c.query.AddFilteredRelation(t, fr, it.alias); err != nil {
				return nil, err
			}
			continue
		}
		if err := c.query.AddAnnotation(t, it.v, it.alias, sel); err != nil {
			return nil, err
		}
	}
	for _, it := range items {
		if _, ok := sql.AsFilteredRelation(it.v); ok {
			continue
		}
		e := c.query.Annotation(it.alias)
		if e != nil && sql.ContainsAggregate(t, e) {
			if !c.hasFields {
				c.query.SetGroupByAll()
			} else if err := c.query.SetGroupBy(t, true); err != nil {
				return nil, err
			}
			break
		}
	}
	return c, nil
}

// values is _values().
func (qs *QuerySet) values(t *Thread, names []Object, exprs *object.Dict) (*QuerySet, error) {
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	if exprs != nil && exprs.Len() > 0 {
		if c, err = c.annotate(t, nil, exprs, true); err != nil {
			return nil, err
		}
	}
	c.fields, c.hasFields = names, true
	ns := make([]string, len(names))
	for i, n := range names {
		ns[i] = asStr(n)
	}
	return c, c.query.SetValues(t, ns)
}

func valuesList(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	flat, err := truth(t, a[0])
	if err != nil {
		return nil, err
	}
	named, err := truth(t, a[1])
	if err != nil {
		return nil, err
	}
	fields := a[2].(*object.Tuple).Items
	if flat && named {
		return nil, object.TypeErrorf("'flat' and 'named' can't be used together.")
	}
	if flat && len(fields) > 1 {
		return nil, object.TypeErrorf("'flat' is not valid when values_list is called with more than one field.")
	}
	seen := map[string]bool{}
	for _, f := range fields {
		if s, ok := object.AsStr(f); ok {
			seen[s] = true
		}
	}
	exprs := object.NewDict()
	var names []Object
	counter := 1
	for _, f := range fields {
		if !sql.HasResolveExpression(f) {
			names = append(names, f)
			continue
		}
		prefix := ""
		if v, err := object.GetAttrName(t, f, "default_alias"); err == nil {
			prefix = asStr(v)
		}
		if prefix == "" {
			prefix = strings.ToLower(f.Type().Name)
		}
		var id string
		for {
			id = prefix + strconv.Itoa(counter)
			counter++
			if !seen[id] {
				break
			}
		}
		seen[id] = true
		exprs.SetName(id, f)
		names = append(names, str(id))
	}
	c, err := qs.values(t, names, exprs)
	if err != nil {
		return nil, err
	}
	switch {
	case named:
		c.iter = iterNamed
	case flat:
		c.iter = iterFlat
	default:
		c.iter = iterValuesList
	}
	return c.Self, nil
}

func dates(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	kind := asStr(a[1])
	order := "ASC"
	if a[2] != nil {
		order = asStr(a[2])
	}
	if !contains([]string{"year", "month", "week", "day"}, kind) {
		return nil, object.ValueErrorf("'kind' must be one of 'year', 'month', 'week', or 'day'.")
	}
	return truncated(t, qs, asStr(a[0]), kind, order, nil, "DateField")
}

func datetimesMethod(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	kind := asStr(a[1])
	order := "ASC"
	if a[2] != nil {
		order = asStr(a[2])
	}
	if !contains([]string{"year", "month", "week", "day", "hour", "minute", "second"}, kind) {
		return nil, object.ValueErrorf("'kind' must be one of 'year', 'month', 'week', 'day', 'hour', 'minute', or 'second'.")
	}
	return truncated(t, qs, asStr(a[0]), kind, order, orNone(a[3]), "DateTimeField")
}

// truncated is what dates() and datetimes() share.
func truncated(t *Thread, qs *QuerySet, name, kind, order string, tz Object, fieldType string) (Object, error) {
	if order != "ASC" && order != "DESC" {
		return nil, object.ValueErrorf("'order' must be either 'ASC' or 'DESC'.")
	}
	trunc, err := sql.NewTrunc(t, name, kind, fieldType, tz)
	if err != nil {
		return nil, err
	}
	by := strings.ToLower(fieldType)
	d := object.NewDict()
	d.SetName(by, trunc)
	d.SetName("plain_field", sql.NewF(name))
	c, err := qs.annotate(t, nil, d, true)
	if err != nil {
		return nil, err
	}
	if c, err = c.values(t, []Object{str(by)}, nil); err != nil {
		return nil, err
	}
	c.iter = iterFlat
	c.query.Distinct = true
	if c, err = c.filterKw(t, "plain_field__isnull", object.False); err != nil {
		return nil, err
	}
	if order == "DESC" {
		by = "-" + by
	}
	return qsResult(c.orderBy(t, []Object{str(by)}))
}

func only(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	if err := qs.notCombined("only"); err != nil {
		return nil, err
	}
	if qs.hasFields {
		return nil, object.TypeErrorf("Cannot call only() after .values() or .values_list()")
	}
	var names []string
	for _, f := range a[0].(*object.Tuple).Items {
		if f == none {
			return nil, object.TypeErrorf("Cannot pass None as an argument to only().")
		}
		n := asStr(f)
		if contains(qs.query.FilteredRelationNames(), strings.SplitN(n, "__", 2)[0]) {
			return nil, object.ValueErrorf("only() is not supported with FilteredRelation.")
		}
		names = append(names, n)
	}
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	c.query.AddImmediateLoading(names)
	return c.Self, nil
}

func deferMethod(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	if err := qs.notCombined("defer"); err != nil {
		return nil, err
	}
	if qs.hasFields {
		return nil, object.TypeErrorf("Cannot call defer() after .values() or .values_list()")
	}
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	items := a[0].(*object.Tuple).Items
	if len(items) == 1 && items[0] == none {
		c.query.ClearDeferredLoading()
		return c.Self, nil
	}
	var names []string
	for _, f := range items {
		names = append(names, asStr(f))
	}
	c.query.AddDeferredLoading(names)
	return c.Self, nil
}

func selectRelated(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	if err := qs.notCombined("select_related"); err != nil {
		return nil, err
	}
	if qs.hasFields {
		return nil, object.TypeErrorf("Cannot call select_related() after .values() or .values_list()")
	}
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	items := a[0].(*object.Tuple).Items
	switch {
	case len(items) == 1 && items[0] == none:
		c.query.SelectRelated = sql.SelectRelated{}
	case len(items) > 0:
		var names []string
		for _, f := range items {
			names = append(names, asStr(f))
		}
		c.query.AddSelectRelated(names)
	default:
		c.query.SelectRelated = sql.SelectRelated{All: true}
	}
	return c.Self, nil
}

func selectForUpdate(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	nowait, err := truth(t, a[0])
	if err != nil {
		return nil, err
	}
	skip, err := truth(t, a[1])
	if err != nil {
		return nil, err
	}
	if nowait && skip {
		return nil, object.ValueErrorf("The nowait option cannot be used with skip_locked.")
	}
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	c.forWrite = true
	q := c.query
	q.SelectForUpdate, q.SelectForUpdateNowait, q.SelectForUpdateSkipLocked = true, nowait, skip
	if a[2] != nil {
		if q.SelectForUpdateOf, err = stringList(t, a[2]); err != nil {
			return nil, err
		}
	}
	q.SelectForNoKeyUpdate, err = truth(t, a[3])
	return c.Self, err
}

// combinator is _combinator_query.
func (qs *QuerySet) combinator(t *Thread, name string, others []*QuerySet, all bool) (*QuerySet, error) {
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	c.query.ClearOrdering(true, true)
	c.query.ClearLimits()
	own, err := qs.SQLQuery(t)
	if err != nil {
		return nil, err
	}
	queries := []*sql.Query{own}
	for _, o := range others {
		q, err := o.SQLQuery(t)
		if err != nil {
			return nil, err
		}
		queries = append(queries, q)
	}
	c.query.CombinedQueries, c.query.Combinator, c.query.CombinatorAll = queries, name, all
	return c, nil
}

func union(t *Thread, qs *QuerySet, items []Object, all bool) (Object, error) {
	others, err := querySets(items)
	if err != nil {
		return nil, err
	}
	if !qs.query.IsEmpty() {
		return qsResult(qs.combinator(t, "union", others, all))
	}
	// An empty queryset adds nothing: what is left is the union of the others.
	var full []*QuerySet
	for _, o := range others {
		if !o.query.IsEmpty() {
			full = append(full, o)
		}
	}
	switch len(full) {
	case 0:
		return qs.Self, nil
	case 1:
		return full[0].Self, nil
	}
	return qsResult(full[0].combinator(t, "union", full[1:], all))
}

func extra(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	if err := qs.notCombined("extra"); err != nil {
		return nil, err
	}
	if qs.query.IsSliced() {
		return nil, object.TypeErrorf("Cannot change a query once a slice has been taken.")
	}
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	return c.Self, c.query.AddExtra(t, orNone(a[0]), orNone(a[5]), orNone(a[1]), orNone(a[2]), orNone(a[3]), orNone(a[4]))
}

func iterator(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	if isNone(a[0]) {
		if qs.prefetch != nil {
			return nil, object.ValueErrorf("chunk_size must be provided when using QuerySet.iterator() after prefetch_related().")
		}
		return qs.iterate(t, 2000)
	}
	n, err := object.AsIndex(t, a[0])
	if err != nil {
		return nil, err
	}
	if n <= 0 {
		return nil, object.ValueErrorf("Chunk size must be strictly positive.")
	}
	return qs.iterate(t, n)
}

func explain(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	q, err := qs.SQLQuery(t)
	if err != nil {
		return nil, err
	}
	conn, err := qs.conn(t)
	if err != nil {
		return nil, err
	}
	return q.Explain(t, conn, orNone(a[0]), a[1].(*object.Dict))
}

// deepCopyQuerySet copies a queryset without the rows that it has fetched.
func deepCopyQuerySet(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	qs, err := querySetOf(args[0])
	if err != nil {
		return nil, err
	}
	return qsResult(qs.plainClone(t))
}

// takeQuerySet makes a queryset that was unpickled what another is, with rows already fetched.
func takeQuerySet(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := object.CheckArgs("_take", args[1:], kw, 2, 2); err != nil {
		return nil, err
	}
	qs, err := querySetOf(args[0])
	if err != nil {
		return nil, err
	}
	from, err := querySetOf(args[1])
	if err != nil {
		return nil, err
	}
	self := qs.Self
	*qs = *from
	qs.Self = self
	qs.result, _ = object.AsList(args[2])
	return none, nil
}
