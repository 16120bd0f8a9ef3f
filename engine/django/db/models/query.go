package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

const queryModule = "django.db.models.query"

// QuerySet is the Go part of a queryset.
type QuerySet struct {
	Self  *object.Instance
	model *Type
	db    string // "" for None
	hints *object.Dict
	query *sql.Query

	result   *object.List // _result_cache; nil: not fetched
	sticky   bool
	forWrite bool
	route    string // what a router has answered; not for clones

	prefetch     []Object // names and Prefetch objects
	prefetchDone bool
	known        []knownRelated
	related      *Manager // whose queryset it is, if it is a related manager's
	iter         iterKind
	fields       []Object // _fields; nil: None
	hasFields    bool

	iterClass *Type // _iterable_class, where a program derived one of its own; iter is then that of its base

	deferNext bool // a filter put off until the query is used: what a related manager's queryset does
	deferred  *deferredFilter
}

type iterKind uint8

const (
	iterModel iterKind = iota
	iterValues
	iterValuesList
	iterFlat
	iterNamed
	iterOwn // an iterable that derives from BaseIterable alone
)

// knownRelated is one entry of _known_related_objects: instances that a foreign key's value leads to without a query.
type knownRelated struct {
	field *Field
	objs  []Object
}

type deferredFilter struct {
	negate bool
	q      *sql.Q
}

// QuerySetType is django.db.models.query.QuerySet.
var QuerySetType = object.Declare("QuerySet", queryModule)

var _ sql.QuerySetLike = (*QuerySet)(nil)

// maxGetResults is MAX_GET_RESULTS, reprOutputSize REPR_OUTPUT_SIZE.
const (
	maxGetResults  = 21
	reprOutputSize = 20
)

func newQuerySet(cls *Type, model *Type, q *sql.Query, db string, hints *object.Dict) *QuerySet {
	if q == nil {
		q = sql.NewQuery(model)
	}
	qs := &QuerySet{model: model, query: q, db: db, hints: hints}
	qs.Self = object.NewInstance(cls, qs)
	return qs
}

// querySetOf gives the Go part of a queryset.
func querySetOf(o Object) (*QuerySet, error) {
	if qs, ok := native[*QuerySet](o); ok {
		return qs, nil
	}
	return nil, object.TypeErrorf("expected a QuerySet, not '%s'", object.TypeName(orNone(o)))
}

// defaultQuerySet is model._default_manager.get_queryset(), baseQuerySet model._base_manager.get_queryset().
func defaultQuerySet(t *Thread, model *Type) (*QuerySet, error) {
	m, err := optionsOf(model).defaultManager(t)
	if err != nil {
		return nil, err
	}
	if m == nil {
		return newQuerySet(QuerySetType, model, nil, "", nil), nil
	}
	return m.querySet(t)
}

func baseQuerySet(t *Thread, model *Type) (*QuerySet, error) {
	m, err := optionsOf(model).baseManager(t)
	if err != nil {
		return nil, err
	}
	return m.querySet(t)
}

// SQLQuery implements sql.QuerySetLike.
func (qs *QuerySet) SQLQuery(t *Thread) (*sql.Query, error) {
	if d := qs.deferred; d != nil {
		qs.deferred = nil
		q := d.q
		if d.negate {
			q = q.Invert()
		}
		if err := qs.query.AddQ(t, q); err != nil {
			return nil, err
		}
	}
	return qs.query, nil
}

// UsingDB implements sql.QuerySetLike.
func (qs *QuerySet) UsingDB() string { return qs.db }

// using is qs.db: the alias that a query goes to.
func (qs *QuerySet) using() string {
	if qs.db == "" && qs.route != "" {
		return qs.route
	}
	return routed(qs.db, qs.hints)
}

// pin asks the program's routers where the query goes.
func (qs *QuerySet) pin(t *Thread) (err error) {
	if qs.db == "" {
		qs.route, err = sql.Route(t, qs.forWrite, typeOrNone(qs.model), qs.hints)
	}
	return err
}

// routed is what router.db_for_read and db_for_write say: the database of the instance that a query is about, else the default one.
func routed(db string, hints *object.Dict) string {
	if db == "" && hints != nil {
		if in := hints.GetStr(strInstance); in != nil && isModelInstance(in) {
			db = stateOf(in).db
		}
	}
	if db == "" {
		return sql.DefaultDBAlias
	}
	return db
}

var strInstance = object.Intern("instance")

func (qs *QuerySet) conn(t *Thread) (sql.Connection, error) {
	if err := qs.pin(t); err != nil {
		return nil, err
	}
	return connection(t, qs.using())
}

var (
	strClone = object.Intern("_clone")
	strChain = object.Intern("_chain")
)

// clone is _clone().
func (qs *QuerySet) clone(t *Thread) (*QuerySet, error) {
	if userAttr(qs.Self.Class, strClone) != nil {
		o, err := object.CallMethodKw(t, qs.Self, strClone, nil, nil)
		if err != nil {
			return nil, err
		}
		return querySetOf(o)
	}
	return qs.plainClone(t)
}

func (qs *QuerySet) plainClone(t *Thread) (*QuerySet, error) {
	q, err := qs.SQLQuery(t)
	if err != nil {
		return nil, err
	}
	var c *QuerySet
	cls := qs.Self.Class
	if cls.Flags&object.Heap != 0 && userAttr(cls, strInit) != nil {
		o, err := object.Call(t, cls, nil, object.Kw("model", typeOrNone(qs.model), "query", q.Chain(), "using", strOrNoneObj(qs.db), "hints", dictOrNone(qs.hints)))
		if err != nil {
			return nil, err
		}
		if c, err = querySetOf(o); err != nil {
			return nil, err
		}
	} else {
		c = &QuerySet{model: qs.model, query: q.Chain(), db: qs.db, hints: qs.hints}
		c.Self = object.NewInstance(cls, c)
	}
	c.sticky, c.forWrite = qs.sticky, qs.forWrite
	if qs.prefetch != nil {
		c.prefetch = append([]Object(nil), qs.prefetch...)
	}
	c.known, c.iter, c.iterClass, c.fields, c.hasFields = qs.known, qs.iter, qs.iterClass, qs.fields, qs.hasFields
	c.related = qs.related
	return c, nil
}

// chain is _chain(): a clone that is ready for one more operation.
func (qs *QuerySet) chain(t *Thread) (*QuerySet, error) {
	var c *QuerySet
	var err error
	if userAttr(qs.Self.Class, strChain) != nil {
		o, cerr := object.CallMethodKw(t, qs.Self, strChain, nil, nil)
		if cerr != nil {
			return nil, cerr
		}
		c, err = querySetOf(o)
	} else {
		c, err = qs.clone(t)
	}
	if err != nil {
		return nil, err
	}
	if c.sticky {
		c.query.FilterIsSticky = true
		c.sticky = false
	}
	return c, nil
}

// near sends a query about an instance to that instance's database, as the hint does that Django gives the router.
func (qs *QuerySet) near(t *Thread, instance Object) *QuerySet {
	if routers, err := sql.Routers(t); err == nil && routers != nil {
		qs.hints = object.NewDict()
		qs.hints.SetStr(strInstance, instance)
		return qs
	}
	if db := stateOf(instance).db; db != "" && db != sql.DefaultDBAlias {
		return qs.onDB(db)
	}
	return qs
}

func (qs *QuerySet) onDB(alias string) *QuerySet {
	if alias == "" || qs.db == alias {
		return qs
	}
	c := *qs
	c.Self = object.NewInstance(qs.Self.Class, &c)
	c.query = qs.query.Chain()
	c.result, c.db = nil, alias
	return &c
}

// notCombined is _not_support_combined_queries.
func (qs *QuerySet) notCombined(operation string) error {
	if qs.query.Combinator != "" {
		return utils.NotSupportedf("Calling QuerySet.%s() after %s() is not supported.", operation, qs.query.Combinator)
	}
	return nil
}

// filterQ adds a condition: filter(), or exclude() when negate is set.
func (qs *QuerySet) filterQ(t *Thread, q *sql.Q, negate, given bool) (*QuerySet, error) {
	if given && qs.query.IsSliced() {
		return nil, object.TypeErrorf("Cannot filter a query once a slice has been taken.")
	}
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	if qs.deferNext {
		qs.deferNext = false
		c.deferred = &deferredFilter{negate, q}
		return c, nil
	}
	return c.addQ(t, q, negate)
}

// addQ adds a condition to the queryset itself.
func (qs *QuerySet) addQ(t *Thread, q *sql.Q, negate bool) (*QuerySet, error) {
	if negate {
		q = q.Invert()
	}
	return qs, qs.query.AddQ(t, q)
}

// filterConditions is the Q of filter()'s arguments, which may not say how it is to combine them: they often come from elsewhere, as a dict.
func filterConditions(t *Thread, args []Object, kw *Kwargs) (*sql.Q, error) {
	if kw != nil {
		invalid := ""
		for _, name := range []string{"_connector", "_negated"} {
			if kw.Get(name) != nil {
				invalid += ", '" + name + "'"
			}
		}
		if invalid != "" {
			return nil, object.TypeErrorf("The following kwargs are invalid: %s", invalid[2:])
		}
	}
	return sql.LookupsQ(args, kw), nil
}

// filterKw is filter(**{name: value}); filterDict filter(**d).
func (qs *QuerySet) filterKw(t *Thread, name string, v Object) (*QuerySet, error) {
	return qs.filterQ(t, sql.QFilter(name, v), false, true)
}

func (qs *QuerySet) filterDict(t *Thread, d *object.Dict, negate bool) (*QuerySet, error) {
	q, err := filterConditions(t, nil, kwDict(d))
	if err != nil {
		return nil, err
	}
	return qs.filterQ(t, q, negate, d.Len() > 0)
}

// complexFilter is complex_filter(): a Q or a dict.
func (qs *QuerySet) complexFilter(t *Thread, cond Object) (*QuerySet, error) {
	if q, ok := sql.AsQ(cond); ok {
		c, err := qs.chain(t)
		if err != nil {
			return nil, err
		}
		return c, c.query.AddQ(t, q)
	}
	d, ok := object.AsDict(cond)
	if !ok {
		return nil, object.TypeErrorf("django.db.models.query.QuerySet.filter() argument after ** must be a mapping, not %s", object.TypeName(cond))
	}
	return qs.filterDict(t, d, false)
}

// none is qs.none().
func (qs *QuerySet) none(t *Thread) (*QuerySet, error) {
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	c.query.SetEmpty()
	return c, nil
}

// fetchAll is _fetch_all().
func (qs *QuerySet) fetchAll(t *Thread) error {
	if qs.result == nil {
		if qs.related != nil && t.RT.Trace != nil {
			outer := t.Lazy
			t.Lazy = qs.related.lazyLoad()
			defer func() { t.Lazy = outer }()
		}
		rows, err := qs.rows(t)
		if err != nil {
			return err
		}
		qs.result = object.NewList(rows)
	}
	if qs.prefetch != nil && !qs.prefetchDone {
		return qs.runPrefetch(t)
	}
	return nil
}

// fetch gives the result as a slice that must not be changed.
func (qs *QuerySet) fetch(t *Thread) ([]Object, error) {
	if err := qs.fetchAll(t); err != nil {
		return nil, err
	}
	return qs.result.Items, nil
}

func (qs *QuerySet) runPrefetch(t *Thread) error {
	// Marked as done first: what the prefetch itself iterates over must not prefetch again.
	if err := prefetchRelatedObjects(t, qs.result.Items, qs.prefetch); err != nil {
		return err
	}
	qs.prefetchDone = true
	return nil
}

// exists is qs.exists().
func (qs *QuerySet) exists(t *Thread) (bool, error) {
	if qs.result != nil {
		return len(qs.result.Items) > 0, nil
	}
	q, err := qs.SQLQuery(t)
	if err != nil {
		return false, err
	}
	conn, err := qs.conn(t)
	if err != nil {
		return false, err
	}
	return q.HasResults(t, conn)
}

// count is qs.count().
func (qs *QuerySet) count(t *Thread) (int64, error) {
	if qs.result != nil {
		return int64(len(qs.result.Items)), nil
	}
	q, err := qs.SQLQuery(t)
	if err != nil {
		return 0, err
	}
	conn, err := qs.conn(t)
	if err != nil {
		return 0, err
	}
	return q.GetCount(t, conn)
}

// getOne is what QuerySet.get() does after its filter.
func (qs *QuerySet) getOne(t *Thread, clone *QuerySet) (Object, error) {
	if qs.query.CanFilter() && qs.query.DistinctFields == nil {
		var err error
		if clone, err = clone.orderBy(t, nil); err != nil {
			return nil, err
		}
	}
	clone.query.SetLimits(0, maxGetResults)
	items, err := clone.fetch(t)
	if err != nil {
		return nil, err
	}
	switch n := len(items); {
	case n == 1:
		return items[0], nil
	case n == 0:
		return nil, doesNotExist(qs.model, "%s matching query does not exist.", qs.model.Name)
	case n < maxGetResults:
		return nil, modelError(qs.model, strMultiple, "get() returned more than one %s -- it returned %d!", qs.model.Name, n)
	}
	return nil, modelError(qs.model, strMultiple, "get() returned more than one %s -- it returned more than %d!", qs.model.Name, maxGetResults-1)
}

// doesNotExist and modelError make a model's own exceptions.
func doesNotExist(model *Type, format string, args ...any) error {
	return modelError(model, strDoesNotExist, format, args...)
}

func modelError(model *Type, name *object.Str, format string, args ...any) error {
	cls, _ := model.Lookup(name).(*Type)
	if cls == nil {
		cls = object.ExceptionType
	}
	return object.Errorf(cls, format, args...)
}

// orderBy is order_by(*names).
func (qs *QuerySet) orderBy(t *Thread, names []Object) (*QuerySet, error) {
	if qs.query.IsSliced() {
		return nil, object.TypeErrorf("Cannot reorder a query once a slice has been taken.")
	}
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	c.query.ClearOrdering(true, false)
	return c, c.query.AddOrdering(t, names)
}

// slice is qs[start:stop]; stop < 0 means no end.
func (qs *QuerySet) slice(t *Thread, start, stop int) (*QuerySet, error) {
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	c.query.SetLimits(start, stop)
	return c, nil
}

// first and last are first() and last().
func (qs *QuerySet) first(t *Thread) (Object, error) {
	c := qs
	var err error
	ordered, err := qs.ordered(t)
	if err != nil {
		return nil, err
	}
	if !ordered {
		if err := qs.checkOrderingAllowed("first"); err != nil {
			return nil, err
		}
		if c, err = qs.orderBy(t, []Object{str("pk")}); err != nil {
			return nil, err
		}
	}
	return c.onlyFirst(t)
}

func (qs *QuerySet) last(t *Thread) (Object, error) {
	ordered, err := qs.ordered(t)
	if err != nil {
		return nil, err
	}
	var c *QuerySet
	if ordered {
		c, err = qs.reverse(t)
	} else {
		if err := qs.checkOrderingAllowed("last"); err != nil {
			return nil, err
		}
		c, err = qs.orderBy(t, []Object{str("-pk")})
	}
	if err != nil {
		return nil, err
	}
	return c.onlyFirst(t)
}

func (qs *QuerySet) onlyFirst(t *Thread) (Object, error) {
	if qs.result != nil {
		if len(qs.result.Items) > 0 {
			if err := qs.fetchAll(t); err != nil {
				return nil, err
			}
			return qs.result.Items[0], nil
		}
		return none, nil
	}
	c, err := qs.slice(t, 0, 1)
	if err != nil {
		return nil, err
	}
	items, err := c.fetch(t)
	if err != nil || len(items) == 0 {
		return none, err
	}
	return items[0], nil
}

// checkOrderingAllowed is _check_ordering_first_last_queryset_aggregation.
func (qs *QuerySet) checkOrderingAllowed(method string) error {
	if qs.query.GroupByIsList() && !qs.query.GroupByHasPK() {
		return object.TypeErrorf("Cannot use QuerySet.%s() on an unordered queryset performing aggregation. Add an ordering with order_by().", method)
	}
	return nil
}

func (qs *QuerySet) reverse(t *Thread) (*QuerySet, error) {
	if qs.query.IsSliced() {
		return nil, object.TypeErrorf("Cannot reverse a query once a slice has been taken.")
	}
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	c.query.StandardOrdering = !c.query.StandardOrdering
	return c, nil
}

// ordered is the property of that name.
func (qs *QuerySet) ordered(t *Thread) (bool, error) {
	q, err := qs.SQLQuery(t)
	if err != nil {
		return false, err
	}
	if q.IsEmpty() {
		return true, nil
	}
	if len(q.ExtraOrderBy) > 0 || len(q.OrderBy) > 0 {
		return true, nil
	}
	return q.DefaultOrdering && len(optionsOf(qs.model).ordering) > 0 && !q.GroupByIsSet(), nil
}

var sigQuerySet = pysig.New("QuerySet.__init__", "self", "model=", "query=", "using=", "hints=")

func initQuerySet(t *Thread, self Object, args []Object, kw *Kwargs) error {
	a, err := sigQuerySet.Bind(append([]Object{self}, args...), kw)
	if err != nil {
		return err
	}
	qs, err := querySetOf(self)
	if err != nil {
		return err
	}
	qs.model, _ = orNone(a[1]).(*Type)
	if q, ok := native[*sql.Query](a[2]); ok {
		qs.query = q
	} else {
		qs.query = sql.NewQuery(qs.model)
	}
	qs.db = asStr(orNone(a[3]))
	qs.hints, _ = object.AsDict(orNone(a[4]))
	return nil
}
