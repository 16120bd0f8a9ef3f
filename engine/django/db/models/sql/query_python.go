package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What programs see of a query: print(qs.query), qs.query.where and their like.

// SQLWithParams is sql_with_params().
func (q *Query) SQLWithParams(t *object.Thread) (string, Params, error) {
	conn, err := Connections(t, DefaultDBAlias)
	if err != nil {
		return "", nil, err
	}
	return q.compilerFor(conn, true).AsSQL(t, true, false)
}

// queryText is str(query): the SQL with the parameters filled in by %, not quoted.
func queryText(t *object.Thread, q *Query) (string, error) {
	s, params, err := q.SQLWithParams(t)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+1 < len(s) {
			i++
			switch s[i] {
			case 's':
				if n >= len(params) {
					return "", object.TypeErrorf("not enough arguments for format string")
				}
				x, err := object.ToStr(t, params[n])
				if err != nil {
					return "", err
				}
				b.WriteString(x)
				n++
				continue
			case '%':
				b.WriteByte('%')
				continue
			}
			b.WriteByte('%')
		}
		b.WriteByte(s[i])
	}
	return b.String(), nil
}

func init() {
	mark := func(name string, f func(q *Query) *int) object.GetSet {
		return object.GetSet{Name: name,
			Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if n := *f(o.(*Query)); n >= 0 {
					return object.NewInt(int64(n)), nil
				}
				return object.None, nil
			},
			Set: func(t *object.Thread, o, v object.Object) error {
				n, ok := object.AsInt(v)
				if !ok {
					n = -1
				}
				*f(o.(*Query)) = int(n)
				return nil
			}}
	}
	get := func(name string, f func(q *Query) object.Object) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *object.Thread, o object.Object) (object.Object, error) { return f(o.(*Query)), nil }}
	}
	flag := func(name string, f func(q *Query) *bool) object.GetSet {
		return object.GetSet{Name: name,
			Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewBool(*f(o.(*Query))), nil
			},
			Set: func(t *object.Thread, o, v object.Object) error {
				b, err := object.Truth(t, v)
				*f(o.(*Query)) = b
				return err
			}}
	}
	annotations := func(as []annotation) object.Object {
		d := object.NewDict()
		for _, a := range as {
			d.SetName(a.alias, a.expr)
		}
		return d
	}
	slots := object.Slots{
		Str: func(t *object.Thread, o object.Object) (string, error) { return queryText(t, o.(*Query)) },
	}
	querySlots(&slots)
	defineTables()
	QueryType.Define(object.Spec{
		Slots: slots,
		GetSets: []object.GetSet{
			get("model", func(q *Query) object.Object {
				if q.Model == nil {
					return object.None
				}
				return q.Model
			}),
			get("where", func(q *Query) object.Object { return q.Where }),
			get("annotations", func(q *Query) object.Object { return annotations(q.annotations) }),
			get("annotation_select", func(q *Query) object.Object { return annotations(q.annotationSelect()) }),
			get("select", func(q *Query) object.Object {
				items := make([]object.Object, len(q.Select))
				for i, e := range q.Select {
					items[i] = e
				}
				return object.NewTuple(items...)
			}),
			get("values_select", func(q *Query) object.Object { return object.NewTuple(object.Strs(q.ValuesSelect)...) }),
			get("order_by", func(q *Query) object.Object {
				return object.NewTuple(append([]object.Object(nil), q.OrderBy...)...)
			}),
			get("group_by", func(q *Query) object.Object {
				switch q.groupBy {
				case groupByAll:
					return object.True
				case groupByList:
					items := make([]object.Object, len(q.groupByExprs))
					for i, e := range q.groupByExprs {
						items[i] = e
					}
					return object.NewTuple(items...)
				}
				return object.None
			}),
			mark("low_mark", func(q *Query) *int { return &q.LowMark }),
			mark("high_mark", func(q *Query) *int { return &q.HighMark }),
			get("is_sliced", func(q *Query) object.Object { return object.NewBool(q.IsSliced()) }),
			get("alias_map", func(q *Query) object.Object {
				d := object.NewDict()
				for _, e := range q.tables {
					d.SetName(e.alias, e.table.withAlias(e.alias))
				}
				return d
			}),
			get("base_table", func(q *Query) object.Object {
				if len(q.tables) == 0 {
					return object.None
				}
				return object.NewStr(q.tables[0].alias)
			}),
			get("alias_prefix", func(q *Query) object.Object { return object.NewStr(q.aliasPrefix) }),
			{Name: "subq_aliases", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return strSet(t, o.(*Query).subqAliases), nil
			}},
			{Name: "used_aliases", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return strSet(t, o.(*Query).usedAliases.names), nil
			}},
			get("extra", func(q *Query) object.Object { return extraDict(q.extra) }),
			get("extra_select", func(q *Query) object.Object { return extraDict(q.extraSelect()) }),
			get("extra_tables", func(q *Query) object.Object { return object.NewTuple(object.Strs(q.ExtraTables)...) }),
			get("extra_order_by", func(q *Query) object.Object { return object.NewTuple(q.ExtraOrderBy...) }),
			get("has_select_fields", func(q *Query) object.Object { return object.NewBool(q.HasSelectFields()) }),
			get("combined_queries", func(q *Query) object.Object {
				items := make([]object.Object, len(q.CombinedQueries))
				for i, x := range q.CombinedQueries {
					items[i] = x
				}
				return object.NewTuple(items...)
			}),
			get("distinct_fields", func(q *Query) object.Object { return object.NewTuple(object.Strs(q.DistinctFields)...) }),
			get("alias_refcount", func(q *Query) object.Object {
				d := object.NewDict()
				for _, e := range q.tables {
					d.SetName(e.alias, object.NewInt(int64(e.refs)))
				}
				return d
			}),
			get("combinator", func(q *Query) object.Object {
				if q.Combinator == "" {
					return object.None
				}
				return object.NewStr(q.Combinator)
			}),
			get("select_related", func(q *Query) object.Object { return relatedObject(q.SelectRelated) }),
			get("deferred_loading", func(q *Query) object.Object {
				return object.NewTuple(object.NewTuple(object.Strs(q.deferred.names)...), object.NewBool(q.deferred.deferring))
			}),
			flag("distinct", func(q *Query) *bool { return &q.Distinct }),
			flag("default_ordering", func(q *Query) *bool { return &q.DefaultOrdering }),
			flag("standard_ordering", func(q *Query) *bool { return &q.StandardOrdering }),
			flag("default_cols", func(q *Query) *bool { return &q.DefaultCols }),
			flag("subquery", func(q *Query) *bool { return &q.Subquery }),
			flag("select_for_update", func(q *Query) *bool { return &q.SelectForUpdate }),
		},
		Methods: append(queryBuilding(), []object.Method{
			{Name: "sql_with_params", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				s, params, err := args[0].(*Query).SQLWithParams(t)
				if err != nil {
					return nil, err
				}
				return object.NewTuple(object.NewStr(s), object.NewTuple(params...)), nil
			}},
			{Name: "clone", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				return args[0].(*Query).Clone(), nil
			}},
			{Name: "chain", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				return args[0].(*Query).Chain(), nil
			}},
			{Name: "get_meta", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				if m := args[0].(*Query).Meta(); m != nil {
					return m, nil
				}
				return object.None, nil
			}},
			{Name: "get_compiler", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				alias := DefaultDBAlias
				var using object.Object
				if len(args) > 1 {
					using = args[1]
				} else if v := kw.Get("using"); v != nil {
					using = v
				}
				if s, ok := using.(*object.Str); ok {
					alias = s.String()
				}
				if c, ok := kw.Get("connection").(Connection); ok {
					return args[0].(*Query).GetCompiler(c), nil
				}
				conn, err := Connections(t, alias)
				if err != nil {
					return nil, err
				}
				return args[0].(*Query).GetCompiler(conn), nil
			}},
			{Name: "is_empty", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.NewBool(args[0].(*Query).IsEmpty()), nil
			}},
			{Name: "clear_ordering", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				force := len(args) > 1 && args[1] == object.True || kw.Get("force") == object.True
				args[0].(*Query).ClearOrdering(force, kw.Get("clear_default") != object.False)
				return object.None, nil
			}},
		}...),
	})
}

func strSet(t *object.Thread, names []string) object.Object {
	s := object.NewSet()
	for _, n := range object.Strs(names) {
		s.Add(t, n)
	}
	return s
}

func extraDict(items []extraSelect) object.Object {
	d := object.NewDict()
	for _, x := range items {
		d.SetName(x.name, object.NewTuple(object.NewStr(x.sql), object.NewList(append([]object.Object(nil), x.params...))))
	}
	return d
}

func relatedObject(s SelectRelated) object.Object {
	if s.Names == nil {
		return object.NewBool(s.All)
	}
	var tree func(r *RelatedNames) object.Object
	tree = func(r *RelatedNames) object.Object {
		d := object.NewDict()
		for i, n := range r.Names {
			d.SetName(n, tree(r.Subs[i]))
		}
		return d
	}
	return tree(s.Names)
}
