package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/internal/order"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// QueryType is django.db.models.sql.query.Query; the others are those of sql.subqueries.
var (
	QueryType          = object.Declare("Query", "django.db.models.sql.query", BaseExpressionType)
	DeleteQueryType    = object.Declare("DeleteQuery", "django.db.models.sql.subqueries", QueryType)
	UpdateQueryType    = object.Declare("UpdateQuery", "django.db.models.sql.subqueries", QueryType)
	InsertQueryType    = object.Declare("InsertQuery", "django.db.models.sql.subqueries", QueryType)
	AggregateQueryType = object.Declare("AggregateQuery", "django.db.models.sql.subqueries", QueryType)
)

// Query is one SQL query in the making. Its kind (SELECT, UPDATE …) is its class, as in Django.
type Query struct {
	Base
	Model *object.Type
	// DB is _db: the alias of the database that a queryset used as a value was bound to.
	DB string

	tables          []aliasEntry // alias_map and alias_refcount, in order
	tableMap        []tableAliases
	extraRefs       map[string]int // reference counts of extra(tables=…), which have no alias_map entry
	externalAliases []externalAlias
	noAliasCols     bool // not alias_cols
	usedAliases     *AliasSet
	lookupJoins     []string
	aliasPrefix     string
	subqAliases     []string

	Where           *WhereNode
	annotations     []annotation
	annotationMask  *AliasSet // nil: all are selected
	annotationCache []annotation
	extra           []extraSelect
	extraMask       *AliasSet
	filteredRels    []*FilteredRelation
	resolving       *resolvingRelation

	DefaultCols      bool
	DefaultOrdering  bool
	StandardOrdering bool
	FilterIsSticky   bool
	Subquery         bool

	// Select holds the columns chosen by values(), Selected the order of everything chosen.
	Select       []Expression
	ValuesSelect []string
	selected     []selectedItem // nil and hasSelected false: None
	hasSelected  bool

	groupBy      groupByMode
	groupByExprs []Expression

	OrderBy      []object.Object // names and expressions
	ExtraOrderBy []object.Object
	ExtraTables  []string

	LowMark, HighMark int // HighMark -1: None
	Distinct          bool
	DistinctFields    []string

	SelectForUpdate, SelectForUpdateNowait, SelectForUpdateSkipLocked, SelectForNoKeyUpdate bool
	SelectForUpdateOf                                                                       []string

	SelectRelated SelectRelated
	deferred      deferredLoading

	Combinator      string
	CombinatorAll   bool
	CombinedQueries []*Query

	explain *explainInfo

	update *updateState
	insert *insertState
	// innerQuery is what an AggregateQuery aggregates over.
	innerQuery *Query
}

// resolvingRelation is the FilteredRelation whose condition is being resolved, and the joins that lead to its table.
type resolvingRelation struct {
	alias string
	joins []string
}

type aliasEntry struct {
	alias string
	refs  int
	table *table
}

type tableAliases struct {
	name    string
	aliases []string
}

type externalAlias struct {
	alias   string
	aliased bool
}

type annotation struct {
	alias string
	expr  Expression
}

type extraSelect struct {
	name   string
	sql    string
	params Params
}

// selectedItem is one entry of Query.selected: a column of Select (col >= 0), an annotation's alias, or an expression.
type selectedItem struct {
	name string
	col  int
	ref  string
	expr Expression
}

type groupByMode uint8

const (
	groupByNone groupByMode = iota
	groupByAll              // True: by all fields of the model
	groupByList
)

// SelectRelated is query.select_related: False, True (All) or a tree of names.
type SelectRelated struct {
	All   bool
	Names *RelatedNames
}

// Set tells whether select_related is anything but False.
func (s SelectRelated) Set() bool { return s.All || s.Names != nil }

// RelatedNames is a tree of relation names, in order.
type RelatedNames struct {
	Names []string
	Subs  []*RelatedNames
}

// Get gives the names below name; ok tells whether name is there.
func (r *RelatedNames) Get(name string) (sub *RelatedNames, ok bool) {
	if r != nil {
		for i, n := range r.Names {
			if n == name {
				return r.Subs[i], true
			}
		}
	}
	return nil, false
}

func (r *RelatedNames) add(name string) *RelatedNames {
	if s, ok := r.Get(name); ok {
		return s
	}
	s := &RelatedNames{}
	r.Names, r.Subs = append(r.Names, name), append(r.Subs, s)
	return s
}

func (r *RelatedNames) clone() *RelatedNames {
	if r == nil {
		return nil
	}
	c := &RelatedNames{Names: append([]string(nil), r.Names...), Subs: make([]*RelatedNames, len(r.Subs))}
	for i, s := range r.Subs {
		c.Subs[i] = s.clone()
	}
	return c
}

type explainInfo struct {
	format  string
	options *object.Kwargs
}

// NewQuery is Query(model).
func NewQuery(model *object.Type) *Query {
	// In one piece of memory with what nearly every query needs: a page's programs make many.
	n := &struct {
		query    Query
		where    WhereNode
		used     AliasSet
		tables   [1]aliasEntry
		tableMap [1]tableAliases
	}{}
	q := &n.query
	q.Model, q.Where, q.usedAliases, q.tables, q.tableMap = model, &n.where, &n.used, n.tables[:0], n.tableMap[:0]
	q.Where.Connector = AND
	q.Where.init(WhereNodeType, q.Where)
	q.DefaultCols, q.DefaultOrdering, q.StandardOrdering, q.HighMark = true, true, true, -1
	q.aliasPrefix, q.subqAliases = "T", firstPrefix
	q.deferred.deferring = true
	q.init(QueryType, q)
	return q
}

// firstPrefix is subq_aliases of a new query; those are never changed in place.
var firstPrefix = []string{"T"}

// Meta is get_meta().
func (q *Query) Meta() Options { return Meta(q.Model) }

// Clone is clone().
func (q *Query) Clone() *Query {
	c := *q
	c.self = &c
	if c.dict != nil {
		c.dict = c.dict.Copy()
	}
	c.tables = append(make([]aliasEntry, 0, len(q.tables)+2), q.tables...)
	c.tableMap = cloneTableMap(q.tableMap)
	c.externalAliases = append([]externalAlias(nil), q.externalAliases...)
	c.Where = q.Where.Clone()
	c.annotations = q.annotations[:len(q.annotations):len(q.annotations)]
	c.annotationMask = q.annotationMask.clone()
	c.annotationCache = nil
	c.extra = q.extra[:len(q.extra):len(q.extra)]
	c.extraMask = q.extraMask.clone()
	c.filteredRels = q.filteredRels[:len(q.filteredRels):len(q.filteredRels)]
	if len(q.CombinedQueries) > 0 {
		c.CombinedQueries = make([]*Query, len(q.CombinedQueries))
		for i, x := range q.CombinedQueries {
			c.CombinedQueries[i] = x.Clone()
		}
	}
	if q.SelectRelated.Names != nil {
		c.SelectRelated.Names = q.SelectRelated.Names.clone()
	}
	c.usedAliases = q.usedAliases.clone()
	if q.extraRefs != nil {
		c.extraRefs = map[string]int{}
		for k, v := range q.extraRefs {
			c.extraRefs[k] = v
		}
	}
	c.selected = q.selected[:len(q.selected):len(q.selected)]
	if q.update != nil {
		c.update = q.update.clone()
	}
	return &c
}

func cloneTableMap(m []tableAliases) []tableAliases {
	if len(m) == 0 {
		return nil
	}
	out := make([]tableAliases, len(m), len(m)+2)
	for i, e := range m {
		out[i] = tableAliases{e.name, e.aliases[:len(e.aliases):len(e.aliases)]}
	}
	return out
}

// Copy implements Expression.
func (q *Query) Copy() Expression { return q.Clone() }

// Chain is chain(): a clone ready for another operation.
func (q *Query) Chain() *Query {
	c := q.Clone()
	if !c.FilterIsSticky {
		c.usedAliases = &AliasSet{}
	}
	c.FilterIsSticky = false
	if c.update != nil && c.class.IsSubtype(UpdateQueryType) {
		c.setupUpdate()
	}
	return c
}

// chainAs is chain(klass).
func (q *Query) chainAs(cls *object.Type) *Query {
	c := q.Clone()
	c.class = cls
	if !c.FilterIsSticky {
		c.usedAliases = &AliasSet{}
	}
	c.FilterIsSticky = false
	if cls.IsSubtype(UpdateQueryType) {
		c.setupUpdate()
	}
	return c
}

func (q *Query) entry(alias string) *aliasEntry {
	for i := range q.tables {
		if q.tables[i].alias == alias {
			return &q.tables[i]
		}
	}
	return nil
}

func (q *Query) joinOf(alias string) *table {
	if e := q.entry(alias); e != nil {
		return e.table
	}
	return nil
}

func (q *Query) hasAlias(alias string) bool { return q.entry(alias) != nil }

func (q *Query) hasTable(name string) bool {
	for i := range q.tableMap {
		if q.tableMap[i].name == name {
			return true
		}
	}
	return false
}

func (q *Query) baseTable() string {
	if len(q.tables) == 0 {
		return ""
	}
	return q.tables[0].alias
}

func (q *Query) aliases() []string {
	out := make([]string, len(q.tables))
	for i := range q.tables {
		out[i] = q.tables[i].alias
	}
	return out
}

// annotation gives an annotation by alias, nil when absent.
func (q *Query) annotation(alias string) Expression {
	for i := range q.annotations {
		if q.annotations[i].alias == alias {
			return q.annotations[i].expr
		}
	}
	return nil
}

// HasAnnotation tells whether alias is an annotation, selected or not.
func (q *Query) HasAnnotation(alias string) bool { return q.annotation(alias) != nil }

// Annotation is query.annotations[alias]; nil when absent.
func (q *Query) Annotation(alias string) Expression { return q.annotation(alias) }

// AnnotationNames lists query.annotations.
func (q *Query) AnnotationNames() []string {
	out := make([]string, len(q.annotations))
	for i, a := range q.annotations {
		out[i] = a.alias
	}
	return out
}

func (q *Query) setAnnotation(alias string, e Expression) {
	q.annotationCache = nil
	for i := range q.annotations {
		if q.annotations[i].alias == alias {
			q.annotations = append([]annotation(nil), q.annotations...)
			q.annotations[i].expr = e
			return
		}
	}
	q.annotations = append(q.annotations, annotation{alias, e})
}

// annotationSelect is annotation_select.
func (q *Query) annotationSelect() []annotation {
	if q.annotationMask == nil || len(q.annotations) == 0 {
		return q.annotations
	}
	if q.annotationCache == nil {
		q.annotationCache = make([]annotation, 0, len(q.annotations))
		for _, a := range q.annotations {
			if q.annotationMask.Has(a.alias) {
				q.annotationCache = append(q.annotationCache, a)
			}
		}
	}
	return q.annotationCache
}

func (q *Query) selectedAnnotation(alias string) Expression {
	for _, a := range q.annotationSelect() {
		if a.alias == alias {
			return a.expr
		}
	}
	return nil
}

// AnnotationSelect lists the names of annotation_select.
func (q *Query) AnnotationSelect() []string {
	as := q.annotationSelect()
	out := make([]string, len(as))
	for i, a := range as {
		out[i] = a.alias
	}
	return out
}

// extraSelect is extra_select.
func (q *Query) extraSelect() []extraSelect {
	if q.extraMask == nil || len(q.extra) == 0 {
		return q.extra
	}
	var out []extraSelect
	for _, e := range q.extra {
		if q.extraMask.Has(e.name) {
			out = append(out, e)
		}
	}
	return out
}

// ExtraSelectNames lists the names of extra_select.
func (q *Query) ExtraSelectNames() []string {
	es := q.extraSelect()
	out := make([]string, len(es))
	for i, e := range es {
		out[i] = e.name
	}
	return out
}

func (q *Query) findExtra(name string) *extraSelect {
	for i := range q.extra {
		if q.extra[i].name == name {
			return &q.extra[i]
		}
	}
	return nil
}

func (q *Query) findExtraSelect(name string) *extraSelect {
	if q.extraMask != nil && !q.extraMask.Has(name) {
		return nil
	}
	return q.findExtra(name)
}

func (q *Query) filteredRelation(alias string) *FilteredRelation {
	for _, f := range q.filteredRels {
		if f.Alias == alias {
			return f
		}
	}
	return nil
}

// FilteredRelationNames lists the aliases of filtered relations.
func (q *Query) FilteredRelationNames() []string {
	out := make([]string, len(q.filteredRels))
	for i, f := range q.filteredRels {
		out[i] = f.Alias
	}
	return out
}

// ResolveOutputField is the property output_field; it is not kept, since the query changes.
func (q *Query) ResolveOutputField(t *object.Thread) (Field, error) {
	if len(q.Select) == 1 {
		switch c := q.Select[0].(type) {
		case *Col:
			return c.Target, nil
		default:
			return OutputField(t, c)
		}
	}
	if as := q.annotationSelect(); len(as) == 1 {
		return OutputField(t, as[0].expr)
	}
	return nil, nil
}

// SetEmpty is set_empty().
func (q *Query) SetEmpty() {
	q.Where.Add(newNothing(), AND)
	for _, c := range q.CombinedQueries {
		c.SetEmpty()
	}
}

// IsEmpty is is_empty().
func (q *Query) IsEmpty() bool {
	for _, c := range q.Where.Children {
		if _, ok := c.(*NothingNode); ok {
			return true
		}
	}
	return false
}

// SetLimits is set_limits(low, high); -1 stands for None.
func (q *Query) SetLimits(low, high int) {
	if high >= 0 {
		if q.HighMark >= 0 {
			q.HighMark = min(q.HighMark, q.LowMark+high)
		} else {
			q.HighMark = q.LowMark + high
		}
	}
	if low >= 0 {
		if q.HighMark >= 0 {
			q.LowMark = min(q.HighMark, q.LowMark+low)
		} else {
			q.LowMark += low
		}
	}
	if q.LowMark == q.HighMark {
		q.SetEmpty()
	}
}

// ClearLimits is clear_limits().
func (q *Query) ClearLimits() { q.LowMark, q.HighMark = 0, -1 }

// IsSliced, HasLimitOne and CanFilter are the query's properties of those names.
func (q *Query) IsSliced() bool    { return q.LowMark != 0 || q.HighMark >= 0 }
func (q *Query) HasLimitOne() bool { return q.HighMark >= 0 && q.HighMark-q.LowMark == 1 }
func (q *Query) CanFilter() bool   { return !q.IsSliced() }

// ClearWhere is clear_where().
func (q *Query) ClearWhere() { q.Where = NewWhere(AND) }

// HasFilters tells whether there are conditions.
func (q *Query) HasFilters() bool { return !q.Where.Empty() }

// HasSelectFields is has_select_fields.
func (q *Query) HasSelectFields() bool { return q.hasSelected }

// isNullable is is_nullable(field) on SQLite.
func isNullable(f FieldOrRel) bool { return f.Info().Null }

// fieldNames is get_field_names_from_opts, as a list.
func fieldNames(opts Options) []string {
	if opts == nil {
		return nil
	}
	seen := &AliasSet{}
	for _, f := range opts.GetFields() {
		i := f.Info()
		seen.Add(i.Name)
		if i.Concrete {
			seen.Add(i.Attname)
		}
	}
	return seen.names
}

// sortedNames joins name lists, sorted, for messages.
func sortedNames(lists ...[]string) string {
	var all []string
	for _, l := range lists {
		all = append(all, l...)
	}
	order.Strings(all)
	return strings.Join(all, ", ")
}

// GroupByCols implements Expression.
func (q *Query) GroupByCols(t *object.Thread) ([]Expression, error) { return q.groupByColsFor(t, q) }

// groupByColsFor is get_group_by_cols(wrapper).
func (q *Query) groupByColsFor(t *object.Thread, wrapper Expression) ([]Expression, error) {
	cols, err := q.externalCols(t)
	if err != nil {
		return nil, err
	}
	for _, c := range cols {
		if c.possiblyMultivalued {
			return []Expression{wrapper}, nil
		}
	}
	out := make([]Expression, len(cols))
	for i, c := range cols {
		out[i] = c
	}
	return out, nil
}

// externalCols is get_external_cols(): columns of outer queries that this one refers to.
func (q *Query) externalCols(t *object.Thread) ([]*Col, error) {
	var exprs []Expression
	for _, a := range q.annotations {
		exprs = append(exprs, a.expr)
	}
	exprs = append(exprs, q.Where.Children...)
	cols, err := genCols(t, exprs, true, true, nil)
	if err != nil {
		return nil, err
	}
	var out []*Col
	for _, c := range cols {
		for _, x := range q.externalAliases {
			if x.alias == c.Alias {
				out = append(out, c)
				break
			}
		}
	}
	return out, nil
}

// genCols is _gen_cols: the columns below exprs.
func genCols(t *object.Thread, exprs []Expression, external, resolveRefs bool, out []*Col) ([]*Col, error) {
	for _, e := range exprs {
		switch e := e.(type) {
		case nil:
		case *Col:
			out = append(out, e)
		case *Query:
			if external {
				cols, err := e.externalCols(t)
				if err != nil {
					return nil, err
				}
				out = append(out, cols...)
			}
		case *Subquery:
			if external {
				cols, err := e.Query.externalCols(t)
				if err != nil {
					return nil, err
				}
				out = append(out, cols...)
				continue
			}
		case *Ref:
			if resolveRefs {
				var err error
				if out, err = genCols(t, []Expression{e.Source}, external, resolveRefs, out); err != nil {
					return nil, err
				}
			}
		default:
			src, err := SourcesOf(t, e)
			if err != nil {
				return nil, err
			}
			if out, err = genCols(t, src, external, resolveRefs, out); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}
