// Package sql turns what a queryset says into SQL: Django's django.db.models.sql together with the modules that it cannot do
// without (expressions, lookups, aggregates, functions, query_utils.Q). They are one Go package because they refer to each other in
// every direction; files are named after Django's modules: query_*.go is sql/query.py, compiler_*.go is sql/compiler.py, where.go,
// datastructures.go, expressions_*.go, lookups_*.go, aggregates.go, functions_*.go.
//
// Package models (fields, querysets, model classes) lies above and implements the interfaces of interfaces.go; it tells this package
// about its classes through the Register functions there. Package db (connections) implements Connection.
//
// # Values
//
// Expressions are Python objects: each Go struct that implements Expression (Col, Func, Exact, …) is an object.Object itself, with its class in
// Base, so that a Python subclass (class Soundex(Func)) is the same Go struct with another class. Lookups, transforms and aggregates are
// expressions too. What a Python class overrides (as_sql, as_sqlite, process_lhs, resolve_expression, get_prep_lookup …) is found by
// the dispatch functions of dispatch.go, which ask only classes made at run time; for everything else a call is a Go method call.
//
// Parameters are Python objects until the connection adapts them.
//
// # What package models calls
//
// Building (t is the thread; names are field paths; every method that can fail returns an error):
//
//	NewQuery(model *object.Type) *Query          q.Clone(), q.Chain()
//	q.AddQ(t, *Q)                                 NewQ(t, args []object.Object, kw *object.Kwargs) (*Q, error); AsQ(o)
//	q.AddFilter(t, path string, value object.Object)
//	q.AddAnnotation(t, expr object.Object, alias string, selected bool)
//	q.AddFields(t, names []string, allowM2M bool) q.SetValues(t, fields []string)
//	q.AddOrdering(t, items []object.Object)       q.ClearOrdering(force, clearDefault bool)
//	q.SetLimits(low, high int)  (-1: none)        q.ClearLimits(), q.CanFilter(), q.IsSliced(), q.HasLimitOne()
//	q.SetEmpty(), q.IsEmpty()                     q.AddDistinctFields(names)
//	q.AddSelectRelated(t, names)                  q.SelectRelated.All / .Names
//	q.AddDeferredLoading(names), q.AddImmediateLoading(names), q.ClearDeferredLoading(), q.DeferredFields (names, defer bool)
//	q.SetGroupBy(t, allowAliases bool)            q.SetAnnotationMask(names or nil), q.AppendAnnotationMask(names), q.AnnotationSelect()
//	q.Combine(t, rhs *Query, connector string)    "AND", "OR", "XOR"
//	q.SetCombinator via fields Combinator, CombinatorAll, CombinedQueries
//	q.AddExtra(t, select, selectParams, where, params, tables, orderBy), q.SetExtraMask(names)
//	q.GetCount(t, conn) (int64, error)            q.HasResults(t, conn) (bool, error)
//	q.GetAggregation(t, conn, []NamedExpr) (*object.Dict, error)
//	q.Explain(t, conn, format string, options *object.Kwargs) (string, error)
//	q.SQLWithParams(t) (string, []object.Object, error); str(query) is Slots.Str
//	q.ResolveExpression for QuerySets used as values: package models implements QuerySetLike instead
//
// Running:
//
//	c, err := q.GetCompiler(t, conn)              // *SQLCompiler for the kind of query
//	rows, err := c.ResultsIter(t, chunkSize)      // *RowIter: Next(t) gives a converted row, nil at the end; rows are yours
//	c.Select, c.KlassInfo, c.AnnotationColMap     // set after ResultsIter/PreSQLSetup; KlassInfo as in Django's compiler
//	c.ResultsIterTuples: values_list rows in the order of q.Selected are c.ValuesNames()
//
// Writing:
//
//	NewInsertQuery(model, onConflict string, updateFields, uniqueFields []Field); q.InsertValues(fields []Field, objs []object.Object, raw bool)
//	q.ExecuteInsert(t, conn, returning []Field) ([][]object.Object, error)
//	q.ChainUpdate() *Query or NewUpdateQuery(model); q.AddUpdateValues(t, []NamedValue), q.AddUpdateFields([]FieldValue)
//	q.ExecuteUpdate(t, conn) (rows int64, err error); q.UpdateBatch(t, pks, []NamedValue, conn)
//	q.ChainDelete() *Query or NewDeleteQuery(model); q.ExecuteDelete(t, conn) (int64, error); q.DeleteBatch(t, pks, conn)
//
// Look-ups: RegisterLookupMixinType (a base of package models' Field class) has register_lookup & co. in Python;
// GetClassLookup(t, fieldClass, name), ClassLookups(t, fieldClass). JSONField's get_transform falls back to KeyTransformFactory(name).
//
// Backend (SQLite) functions of connection.ops live here as package functions, in ops.go: QuoteName, AdaptDate/DateTime/Time/Decimal, BulkBatchSize, MaxInList …
//
// RelatedLookups: RegisterFieldClass("ForeignObject", …) registers RelatedExact, RelatedIn … by itself.
//
// Names to re-export from django.db.models: Exports().
package sql
