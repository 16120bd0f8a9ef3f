package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The part of Query that programs call to build a query by hand, and the entries of its alias_map.

// BaseTableType and JoinType are the classes of django.db.models.sql.datastructures.
var (
	BaseTableType = object.Declare("BaseTable", "django.db.models.sql.datastructures")
	JoinType      = object.Declare("Join", "django.db.models.sql.datastructures")
)

// Type implements object.Object.
func (j *table) Type() *object.Type {
	if j.isJoin() {
		return JoinType
	}
	return BaseTableType
}

// withAlias is the table under the alias that a query knows it by.
func (j *table) withAlias(alias string) *table {
	if j.alias == alias {
		return j
	}
	n := *j
	n.alias = alias
	return &n
}

func strOrNone(s string) object.Object {
	if s == "" {
		return object.None
	}
	return object.NewStr(s)
}

func defineTables() {
	get := func(name string, f func(j *table) object.Object) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *object.Thread, o object.Object) (object.Object, error) { return f(o.(*table)), nil }}
	}
	spec := object.Spec{
		Final: true,
		Slots: object.Slots{
			RichCompare: func(t *object.Thread, a, b object.Object, op object.CompareOp) (object.Object, error) {
				x, ok1 := a.(*table)
				y, ok2 := b.(*table)
				if !ok1 || !ok2 || op != object.EQ && op != object.NE {
					return object.NotImplemented, nil
				}
				return object.NewBool(x.same(t, y) == (op == object.EQ)), nil
			},
			Hash: func(t *object.Thread, o object.Object) (int64, error) {
				return object.NewStr(o.(*table).name).Hash(), nil
			},
		},
		GetSets: []object.GetSet{
			get("table_name", func(j *table) object.Object { return object.NewStr(j.name) }),
			get("table_alias", func(j *table) object.Object { return strOrNone(j.alias) }),
			get("parent_alias", func(j *table) object.Object { return strOrNone(j.parentAlias) }),
			get("join_type", func(j *table) object.Object { return strOrNone(j.joinType) }),
			get("join_field", func(j *table) object.Object {
				if !j.isJoin() {
					return object.None
				}
				return FieldObject(j.joinField)
			}),
			get("nullable", func(j *table) object.Object { return object.NewBool(j.nullable) }),
			get("filtered_relation", func(j *table) object.Object {
				if j.filtered == nil {
					return object.None
				}
				return j.filtered
			}),
			get("join_cols", func(j *table) object.Object {
				items := make([]object.Object, len(j.joinFields))
				for i, p := range j.joinFields {
					items[i] = object.NewTuple(object.NewStr(p[0].Info().Column), object.NewStr(p[1].Info().Column))
				}
				return object.NewTuple(items...)
			}),
		},
	}
	BaseTableType.Define(spec)
	JoinType.Define(spec)
}

var (
	sigQueryInit    = pysig.New("Query.__init__", "self", "model", "alias_cols=")
	sigAddQ         = pysig.New("Query.add_q", "self", "q_object", "reuse_all=")
	sigBuildWhere   = pysig.New("Query.build_where", "self", "filter_expr")
	sigSetLimits    = pysig.New("Query.set_limits", "self", "low=", "high=")
	sigAnnotate     = pysig.New("Query.add_annotation", "self", "annotation", "alias", "select=")
	sigResolveRef   = pysig.New("Query.resolve_ref", "self", "name", "allow_joins=", "reuse=", "summarize=")
	sigUsing        = pysig.New("Query.get_count", "self", "using")
	sigAddFields    = pysig.New("Query.add_fields", "self", "field_names", "allow_m2m=")
	sigBumpPrefix   = pysig.New("Query.bump_prefix", "self", "other_query", "exclude=")
	sigBuildLookup  = pysig.New("Query.build_lookup", "self", "lookups", "lhs", "rhs")
	sigSelectRelate = pysig.New("Query.add_select_related", "self", "fields")
	sigSetGroupBy   = pysig.New("Query.set_group_by", "self", "allow_aliases=")
	sigDeferred     = pysig.New("Query.add_deferred_loading", "self", "field_names")
	sigAliases      = pysig.New("Query.promote_joins", "self", "aliases")
	sigNamesToPath  = pysig.New("Query.names_to_path", "self", "names", "opts", "allow_many=", "fail_on_missing=")
	sigGetCompiler  = pysig.New("Query.get_initial_alias", "self")
)

// PathInfoObject is a PathInfo as programs see it.
func PathInfoObject(t *object.Thread, p PathInfo) (object.Object, error) {
	m, err := t.RT.Import(t, "django.db.models.query_utils")
	if err != nil {
		return nil, err
	}
	targets := make([]object.Object, len(p.TargetFields))
	for i, f := range p.TargetFields {
		targets[i] = FieldObject(f)
	}
	var filtered object.Object = object.None
	if p.FilteredRelation != nil {
		filtered = p.FilteredRelation
	}
	return object.CallMethod(t, m, "PathInfo", p.FromOpts, p.ToOpts, object.NewTuple(targets...), FieldObject(p.JoinField), object.NewBool(p.M2M), object.NewBool(p.Direct), filtered)
}

// querySlots let programs make a Query(model).
func querySlots(s *object.Slots) {
	s.New = func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		a, err := sigQueryInit.Bind(append([]object.Object{object.None}, args...), kw)
		if err != nil {
			return nil, err
		}
		model, _ := a[1].(*object.Type)
		q := NewQuery(model)
		q.class = cls
		q.noAliasCols = a[2] == object.False
		return q, nil
	}
	s.Init = func(*object.Thread, object.Object, []object.Object, *object.Kwargs) error { return nil }
}

// queryBuilding are the methods that build.
func queryBuilding() []object.Method {
	def := func(name string, sig *pysig.Sig, f func(t *object.Thread, q *Query, a []object.Object) (object.Object, error)) object.Method {
		return object.Method{Name: name, Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			a, err := sig.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			v, err := f(t, args[0].(*Query), a[1:])
			if v == nil && err == nil {
				v = object.None
			}
			return v, err
		}}
	}
	plain := func(name string, f func(q *Query) object.Object) object.Method {
		return def(name, sigGetCompiler, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) { return f(q), nil })
	}
	condition := func(o object.Object) (*Q, bool) {
		q, ok := o.(*Q)
		if !ok && HasResolveExpression(o) {
			q = newQ(AND)
			q.Children, ok = []object.Object{o}, true
		}
		return q, ok
	}
	names := func(t *object.Thread, o object.Object) ([]string, error) {
		items, err := object.Collect(t, o)
		if err != nil {
			return nil, err
		}
		out := make([]string, len(items))
		for i, x := range items {
			out[i], _ = object.AsStr(x)
		}
		return out, nil
	}
	using := func(t *object.Thread, o object.Object) (Connection, error) {
		alias, _ := object.AsStr(o)
		return Connections(t, alias)
	}
	return []object.Method{
		plain("get_initial_alias", func(q *Query) object.Object { return object.NewStr(q.initialAlias()) }),
		plain("count_active_tables", func(q *Query) object.Object { return object.NewInt(int64(q.countActiveTables())) }),
		plain("clear_limits", func(q *Query) object.Object { q.ClearLimits(); return object.None }),
		plain("can_filter", func(q *Query) object.Object { return object.NewBool(q.CanFilter()) }),
		plain("has_limit_one", func(q *Query) object.Object { return object.NewBool(q.HasLimitOne()) }),
		plain("set_empty", func(q *Query) object.Object { q.SetEmpty(); return object.None }),
		plain("clear_select_clause", func(q *Query) object.Object { q.ClearSelectClause(); return object.None }),
		plain("clear_select_fields", func(q *Query) object.Object { q.ClearSelectFields(); return object.None }),
		plain("clear_where", func(q *Query) object.Object { q.ClearWhere(); return object.None }),
		def("add_q", sigAddQ, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			c, ok := condition(a[0])
			if !ok {
				return nil, object.AttributeErrorf(a[0], "children", "'%s' object has no attribute 'children'", object.TypeName(a[0]))
			}
			return nil, q.addQReuse(t, c, a[1] == object.True)
		}),
		def("build_where", sigBuildWhere, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			c, ok := condition(a[0])
			if !ok {
				c = newQ(AND)
				c.Children = []object.Object{a[0]}
			}
			w, err := q.BuildWhere(t, c)
			if err != nil {
				return nil, err
			}
			return w, nil
		}),
		def("build_lookup", sigBuildLookup, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			ns, err := names(t, a[0])
			if err != nil {
				return nil, err
			}
			lhs, ok := AsExpression(t, a[1])
			if f, isField := AsField(a[1]); isField {
				lhs, ok = NewCol("", f, nil), true // a field has the methods of an expression that this needs
			}
			if !ok {
				return nil, object.AttributeErrorf(a[1], "get_lookup", "'%s' object has no attribute 'get_lookup'", object.TypeName(a[1]))
			}
			l, err := q.buildLookup(t, ns, lhs, a[2])
			if l == nil || err != nil {
				return nil, err
			}
			return l, nil
		}),
		def("set_limits", sigSetLimits, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			at := func(o object.Object) int {
				if n, ok := object.AsInt(o); o != nil && ok {
					return int(n)
				}
				return -1
			}
			q.SetLimits(at(a[0]), at(a[1]))
			return nil, nil
		}),
		def("add_annotation", sigAnnotate, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			alias, _ := object.AsStr(a[1])
			return nil, q.AddAnnotation(t, a[0], alias, a[2] != object.False)
		}),
		def("add_ordering", pysig.New("Query.add_ordering", "self", "*ordering"), func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			return nil, q.AddOrdering(t, a[0].(*object.Tuple).Items)
		}),
		def("add_fields", sigAddFields, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			ns, err := names(t, a[0])
			if err != nil {
				return nil, err
			}
			return nil, q.AddFields(t, ns, a[1] != object.False)
		}),
		def("add_select_related", sigSelectRelate, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			ns, err := names(t, a[0])
			q.AddSelectRelated(ns)
			return nil, err
		}),
		def("add_deferred_loading", sigDeferred, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			ns, err := names(t, a[0])
			q.AddDeferredLoading(ns)
			return nil, err
		}),
		def("add_immediate_loading", sigDeferred, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			ns, err := names(t, a[0])
			q.AddImmediateLoading(ns)
			return nil, err
		}),
		def("set_group_by", sigSetGroupBy, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			return nil, q.SetGroupBy(t, a[0] != object.False)
		}),
		def("set_values", sigDeferred, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			ns, err := names(t, a[0])
			if err != nil {
				return nil, err
			}
			return nil, q.SetValues(t, ns)
		}),
		def("resolve_ref", sigResolveRef, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			name, _ := object.AsStr(a[0])
			r := ResolveArgs{AllowJoins: a[1] != object.False, Summarize: a[3] == object.True}
			r.Reuse, _ = a[2].(*AliasSet)
			e, err := q.ResolveRef(t, name, r)
			if err != nil {
				return nil, err
			}
			return e, nil
		}),
		def("bump_prefix", sigBumpPrefix, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			other, ok := a[0].(*Query)
			if !ok {
				return nil, object.AttributeErrorf(a[0], "alias_prefix", "'%s' object has no attribute 'alias_prefix'", object.TypeName(a[0]))
			}
			return nil, q.bumpPrefix(t, other, "")
		}),
		def("promote_joins", sigAliases, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			ns, err := names(t, a[0])
			q.PromoteJoins(ns)
			return nil, err
		}),
		def("demote_joins", sigAliases, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			ns, err := names(t, a[0])
			q.demoteJoins(ns)
			return nil, err
		}),
		def("names_to_path", sigNamesToPath, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			ns, err := names(t, a[0])
			if err != nil {
				return nil, err
			}
			opts, _ := a[1].(Options)
			p, err := q.namesToPath(t, ns, opts, a[2] != object.False, a[3] == object.True)
			if err != nil {
				return nil, err
			}
			targets := make([]object.Object, len(p.targets))
			for i, f := range p.targets {
				targets[i] = FieldObject(f)
			}
			path := []object.Object{}
			for _, info := range p.path {
				o, err := PathInfoObject(t, info)
				if err != nil {
					return nil, err
				}
				path = append(path, o)
			}
			return object.NewTuple(object.NewList(path), FieldObject(p.finalField), object.NewTuple(targets...), object.NewList(object.Strs(p.rest))), nil
		}),
		def("get_count", sigUsing, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			conn, err := using(t, a[0])
			if err != nil {
				return nil, err
			}
			n, err := q.GetCount(t, conn)
			return object.NewInt(n), err
		}),
		def("has_results", sigUsing, func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			conn, err := using(t, a[0])
			if err != nil {
				return nil, err
			}
			ok, err := q.HasResults(t, conn)
			return object.NewBool(ok), err
		}),
		def("exists", pysig.New("Query.exists", "self", "limit="), func(t *object.Thread, q *Query, a []object.Object) (object.Object, error) {
			e, err := q.Exists(t, a[0] != object.False)
			if err != nil {
				return nil, err
			}
			return e, nil
		}),
	}
}
