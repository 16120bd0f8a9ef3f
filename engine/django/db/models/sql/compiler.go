package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// SQLCompilerType and its siblings are the classes of django.db.models.sql.compiler.
var (
	SQLCompilerType          = object.Declare("SQLCompiler", "django.db.models.sql.compiler")
	SQLInsertCompilerType    = object.Declare("SQLInsertCompiler", "django.db.models.sql.compiler", SQLCompilerType)
	SQLDeleteCompilerType    = object.Declare("SQLDeleteCompiler", "django.db.models.sql.compiler", SQLCompilerType)
	SQLUpdateCompilerType    = object.Declare("SQLUpdateCompiler", "django.db.models.sql.compiler", SQLCompilerType)
	SQLAggregateCompilerType = object.Declare("SQLAggregateCompiler", "django.db.models.sql.compiler", SQLCompilerType)
)

// SQLCompiler turns a Query into SQL and runs it.
type SQLCompiler struct {
	Query *Query
	Conn  Connection
	// elideEmpty: a query that cannot match anything is not sent.
	elideEmpty bool
	// foreign is a compiler that a program made: as_sql() was called with it, and its compile() is asked for the parts.
	foreign object.Object

	// Select is the SELECT clause after setup: expression, SQL and alias of each column.
	Select           []selectColumn
	AnnotationColMap []NamedIndex
	KlassInfo        *KlassInfo
	colCount         int
	metaOrdering     bool
	hasExtraSelect   bool

	where, having, qualify *WhereNode
	plan                   *plan // what Select and KlassInfo were taken from, or nil
}

type selectColumn struct {
	Expr   Expression
	SQL    string
	Params Params
	Alias  string // "" for None
}

// NamedIndex is an entry of annotation_col_map: an annotation's column.
type NamedIndex struct {
	Name  string
	Index int
}

// KlassInfo tells which columns belong to which model of a select_related tree.
type KlassInfo struct {
	Model        *object.Type
	SelectFields []int
	Related      []*KlassInfo
	// Fields is what package models makes of the fields of SelectFields, kept with the plan.
	Fields any

	FromParent  bool
	LocalSetter func(t *object.Thread, from, obj object.Object) error
	// RemoteSetter may be nil.
	RemoteSetter func(t *object.Thread, obj, from object.Object) error
}

// Type implements object.Object.
func (c *SQLCompiler) Type() *object.Type {
	switch {
	case c.Query.class.IsSubtype(InsertQueryType):
		return SQLInsertCompilerType
	case c.Query.class.IsSubtype(UpdateQueryType):
		return SQLUpdateCompilerType
	case c.Query.class.IsSubtype(DeleteQueryType):
		return SQLDeleteCompilerType
	case c.Query.class.IsSubtype(AggregateQueryType):
		return SQLAggregateCompilerType
	}
	return SQLCompilerType
}

// GetCompiler is get_compiler(connection=conn).
func (q *Query) GetCompiler(conn Connection) *SQLCompiler { return q.compilerFor(conn, true) }

func (q *Query) compilerFor(conn Connection, elideEmpty bool) *SQLCompiler {
	return &SQLCompiler{Query: q, Conn: conn, elideEmpty: elideEmpty}
}

// Compile is compile(node): its as_sqlite if it has one, else its as_sql.
func (c *SQLCompiler) Compile(t *object.Thread, e Expression) (string, Params, error) {
	if c.foreign != nil {
		r, err := object.CallMethod(t, c.foreign, "compile", e)
		if err != nil {
			return "", nil, err
		}
		return sqlResult(t, r)
	}
	if e.Type().Flags&object.Heap != 0 {
		if ce, ok := e.(*CustomExpression); ok {
			ce.t = t
		}
		if override(e, strAsSQLite) != nil {
			return callAsSQL(t, e, strAsSQLite, c, nil)
		}
	}
	return e.AsSQLite(t, c, nil)
}

// quoteNameUnlessAlias is quote_name_unless_alias.
func (c *SQLCompiler) quoteNameUnlessAlias(name string) string {
	q := c.Query
	if name == "*" {
		return name
	}
	if q.findExtraSelect(name) != nil {
		return name
	}
	if !q.hasTable(name) {
		if q.hasAlias(name) {
			return name
		}
		for _, x := range q.externalAliases {
			if x.alias == name && x.aliased {
				return name
			}
		}
	}
	return QuoteName(name)
}

// setupQuery is setup_query.
func (c *SQLCompiler) setupQuery(t *object.Thread, withColAliases bool) error {
	q := c.Query
	used := false
	for i := range q.tables {
		if q.tables[i].refs != 0 {
			used = true
			break
		}
	}
	if !used {
		q.initialAlias()
	}
	err := c.getSelect(t, withColAliases)
	c.colCount = len(c.Select)
	for i := range c.Select {
		if cp, ok := c.Select[i].Expr.(*ColPairs); ok {
			c.colCount += len(cp.Targets) - 1
		}
	}
	return err
}

// preSQLSetup is pre_sql_setup: it must come before the FROM clause is made, since it may add joins.
func (c *SQLCompiler) preSQLSetup(t *object.Thread, withColAliases bool) (extra []selectColumn, order []orderColumn, group []sqlParams, err error) {
	if err = c.setupQuery(t, withColAliases); err != nil {
		return
	}
	if order, err = c.getOrderBy(t); err != nil {
		return
	}
	if c.where, c.having, c.qualify, err = c.Query.Where.splitHavingQualify(false, c.Query.groupBy != groupByNone); err != nil {
		return
	}
	extra = c.getExtraSelect(t, order)
	c.hasExtraSelect = len(extra) > 0
	if c.Query.groupBy != groupByNone {
		cols := append(c.Select[:len(c.Select):len(c.Select)], extra...)
		group, err = c.getGroupBy(t, cols, order)
	}
	return
}

// sqlParams is a piece of SQL with its parameters.
type sqlParams struct {
	sql    string
	params Params
}

// compileWhere compiles a possibly absent condition; what matches everything is left out.
func (c *SQLCompiler) compileWhere(t *object.Thread, w *WhereNode) (string, Params, error) {
	if w == nil || len(w.Children) == 0 && !w.Negated {
		return "", nil, nil
	}
	s, params, err := c.Compile(t, w)
	if err != nil && isFullResultSet(err) {
		return "", nil, nil
	}
	return s, params, err
}

// AsSQL is as_sql(with_limits, with_col_aliases) for the compiler of the query's kind.
func (c *SQLCompiler) AsSQL(t *object.Thread, withLimits, withColAliases bool) (string, Params, error) {
	switch {
	case c.Query.class == QueryType:
	case c.Query.class.IsSubtype(AggregateQueryType):
		return c.aggregateSQL(t)
	case c.Query.class.IsSubtype(UpdateQueryType):
		return c.updateSQL(t)
	case c.Query.class.IsSubtype(DeleteQueryType):
		return c.deleteSQL(t)
	case c.Query.class.IsSubtype(InsertQueryType):
		stmts, err := c.insertSQL(t, nil)
		if err != nil || len(stmts) == 0 {
			return "", nil, err
		}
		return stmts[0].sql, stmts[0].params, nil
	}
	if withLimits && !withColAliases && c.Query.plain() {
		return c.planSQL(t)
	}
	return c.selectSQL(t, withLimits, withColAliases)
}

func (c *SQLCompiler) selectSQL(t *object.Thread, withLimits, withColAliases bool) (string, Params, error) {
	q := c.Query
	before := q.refcounts()
	defer func() { q.resetRefcounts(before) }()

	extra, order, group, err := c.preSQLSetup(t, withColAliases || q.Combinator != "")
	if err != nil {
		return "", nil, err
	}
	var b strings.Builder
	b.Grow(256)
	var params Params
	if q.explain != nil {
		b.WriteString("EXPLAIN QUERY PLAN ")
	}
	switch {
	case q.Combinator != "":
		s, ps, err := c.combinatorSQL(t)
		if err != nil {
			return "", nil, err
		}
		params = ps
		b.WriteString(s)
	case c.qualify != nil:
		s, ps, err := c.qualifySQL(t)
		if err != nil {
			return "", nil, err
		}
		b.WriteString(s)
		params, order = ps, nil
	default:
		if params, err = c.writeSelect(t, &b, extra, group, len(order) > 0); err != nil {
			return "", nil, err
		}
		if len(group) > 0 && c.metaOrdering {
			order = nil
		}
	}
	if len(order) > 0 {
		b.WriteString(" ORDER BY ")
		for i, o := range order {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(o.sql)
			params = append(params, o.params...)
		}
	}
	if withLimits && q.IsSliced() {
		writeLimitOffset(&b, q.LowMark, q.HighMark)
	}
	if q.Subquery && len(extra) > 0 {
		return c.hideExtraSelect(t, b.String(), params)
	}
	return b.String(), params, nil
}

// hideExtraSelect wraps a subquery whose ordering forced more columns into its SELECT than its user expects.
func (c *SQLCompiler) hideExtraSelect(t *object.Thread, inner string, params Params) (string, Params, error) {
	var cols []string
	var sub Params
	for _, s := range c.Select {
		if s.Alias != "" {
			cols = append(cols, QuoteName("subquery")+"."+QuoteName(s.Alias))
			continue
		}
		m := AliasMap{}
		if col, ok := s.Expr.(*Col); ok {
			m[col.Alias] = "subquery"
		}
		x, ps, err := c.Compile(t, s.Expr.RelabeledClone(m))
		if err != nil {
			return "", nil, err
		}
		cols, sub = append(cols, x), append(sub, ps...)
	}
	return "SELECT " + strings.Join(cols, ", ") + " FROM (" + inner + ") subquery", append(sub, params...), nil
}

// writeSelect writes SELECT … FROM … WHERE … GROUP BY … HAVING.
func (c *SQLCompiler) writeSelect(t *object.Thread, b *strings.Builder, extra []selectColumn, group []sqlParams, ordered bool) (Params, error) {
	q := c.Query
	distinctSQL, err := c.getDistinct(t)
	if err != nil {
		return nil, err
	}
	// FROM must be made after everything that may add joins, and the conditions before that could fail.
	var from strings.Builder
	fromParams, err := c.writeFrom(t, &from)
	if err != nil {
		return nil, err
	}
	where, whereParams, err := c.compileWhere(t, c.where)
	if err != nil {
		if !isEmptyResultSet(err) || c.elideEmpty {
			return nil, err
		}
		where, whereParams = "0 = 1", nil
	}
	having, havingParams, err := c.compileWhere(t, c.having)
	if err != nil {
		return nil, err
	}
	var params Params
	b.WriteString("SELECT ")
	b.WriteString(distinctSQL)
	n := 0
	write := func(cols []selectColumn) {
		for _, s := range cols {
			if n > 0 {
				b.WriteString(", ")
			}
			n++
			b.WriteString(s.SQL)
			if s.Alias != "" {
				b.WriteString(" AS ")
				b.WriteString(QuoteName(s.Alias))
			}
			params = append(params, s.Params...)
		}
	}
	write(c.Select)
	write(extra)
	if from.Len() > 0 {
		b.WriteString(" FROM ")
		b.WriteString(from.String())
	}
	params = append(params, fromParams...)
	if where != "" {
		b.WriteString(" WHERE ")
		b.WriteString(where)
		params = append(params, whereParams...)
	}
	for i, g := range group {
		if i == 0 {
			if len(q.DistinctFields) > 0 {
				return nil, object.NotImplementedErrorf("annotate() + distinct(fields) is not implemented.")
			}
			b.WriteString(" GROUP BY ")
		} else {
			b.WriteString(", ")
		}
		b.WriteString(g.sql)
		params = append(params, g.params...)
	}
	if having != "" {
		b.WriteString(" HAVING ")
		b.WriteString(having)
		params = append(params, havingParams...)
	}
	return params, nil
}

// writeFrom writes the FROM entries.
func (c *SQLCompiler) writeFrom(t *object.Thread, b *strings.Builder) (Params, error) {
	q := c.Query
	var params Params
	tables := append([]aliasEntry(nil), q.tables...)
	for _, e := range tables {
		if q.refcount(e.alias) == 0 {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		ps, err := e.table.writeSQL(t, c, b)
		if err != nil {
			return nil, err
		}
		params = append(params, ps...)
	}
	for _, name := range q.ExtraTables {
		alias := q.tableAlias(name, false, nil)
		// Reference counts say whether somebody else brought the table in already.
		if e := q.entry(alias); e == nil || e.refs == 1 {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(", ")
			b.WriteString(c.quoteNameUnlessAlias(alias))
		}
	}
	return params, nil
}

// getDistinct is the DISTINCT keyword, refused with fields: SQLite has no DISTINCT ON.
func (c *SQLCompiler) getDistinct(t *object.Thread) (string, error) {
	q := c.Query
	if !q.Distinct {
		return "", nil
	}
	if len(q.DistinctFields) == 0 {
		return "DISTINCT ", nil
	}
	for _, name := range q.DistinctFields {
		if _, err := c.setupJoins(t, splitName(name), q.Meta(), ""); err != nil {
			return "", err
		}
	}
	return "", notSupported("DISTINCT ON fields is not supported by this database backend")
}

// setupJoins is the compiler's _setup_joins.
func (c *SQLCompiler) setupJoins(t *object.Thread, names []string, opts Options, alias string) (*joinInfo, error) {
	if alias == "" {
		alias = c.Query.initialAlias()
	}
	return c.Query.setupJoins(t, names, opts, alias, nil, true)
}

func writeLimitOffset(b *strings.Builder, low, high int) {
	switch {
	case high >= 0:
		b.WriteString(" LIMIT ")
		b.WriteString(itoa(high - low))
	case low > 0:
		b.WriteString(" LIMIT -1")
	}
	if low > 0 {
		b.WriteString(" OFFSET ")
		b.WriteString(itoa(low))
	}
}

// aggregateSQL is SQLAggregateCompiler.as_sql.
func (c *SQLCompiler) aggregateSQL(t *object.Thread) (string, Params, error) {
	var parts []string
	var params Params
	for _, a := range c.Query.annotationSelect() {
		s, ps, err := c.Compile(t, a.expr)
		if err != nil {
			return "", nil, err
		}
		if s, ps, err = selectFormat(t, a.expr, c, s, ps); err != nil {
			return "", nil, err
		}
		parts, params = append(parts, s), append(params, ps...)
	}
	c.colCount = len(c.Query.annotationSelect())
	inner, ps, err := c.Query.innerQuery.compilerFor(c.Conn, c.elideEmpty).AsSQL(t, true, true)
	if err != nil {
		return "", nil, err
	}
	return "SELECT " + strings.Join(parts, ", ") + " FROM (" + inner + ") subquery", append(params, ps...), nil
}

var (
	sigCompile = pysig.New("SQLCompiler.compile", "self", "node")
	sigQuote   = pysig.New("SQLCompiler.quote_name_unless_alias", "self", "name")
)

func init() {
	compile := func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		a, err := sigCompile.Bind(args, kw)
		if err != nil {
			return nil, err
		}
		e, err := exprResult(t, a[1])
		if err != nil {
			return nil, err
		}
		return sqlPair(a[0].(*SQLCompiler).Compile(t, e))
	}
	quote := func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		a, err := sigQuote.Bind(args, kw)
		if err != nil {
			return nil, err
		}
		s, _ := object.AsStr(a[1])
		return object.NewStr(a[0].(*SQLCompiler).quoteNameUnlessAlias(s)), nil
	}
	SQLCompilerType.Define(object.Spec{
		Slots: object.Slots{
			Repr: compilerRepr,
			Call: func(t *object.Thread, o object.Object, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				return quote(t, append([]object.Object{o}, args...), kw)
			},
		},
		Methods: []object.Method{
			{Name: "compile", Fn: compile},
			{Name: "quote_name_unless_alias", Fn: quote},
			{Name: "quote_name", Fn: quote},
			{Name: "execute_sql", Fn: executeSQL}, {Name: "results_iter", Fn: resultsIter},
			{Name: "pre_sql_setup", Fn: preSQLSetup},
			{Name: "as_sql", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				s, params, err := args[0].(*SQLCompiler).AsSQL(t, true, false)
				if err != nil {
					return nil, err
				}
				return object.NewTuple(object.NewStr(s), object.NewTuple(params...)), nil
			}},
		},
		GetSets: []object.GetSet{
			{Name: "query", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*SQLCompiler).Query, nil }},
			{Name: "connection", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*SQLCompiler).Conn, nil }},
			{Name: "using", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewStr(o.(*SQLCompiler).Conn.Alias()), nil
			}},
		},
	})
	for _, tp := range []*object.Type{SQLInsertCompilerType, SQLDeleteCompilerType, SQLUpdateCompilerType, SQLAggregateCompilerType} {
		tp.Define(object.Spec{})
	}
}
