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
// Building a query (names are field paths; whatever can fail returns an error):
//
//	NewQuery(model), NewUnaliasedQuery(model)            q.Clone(), q.Chain()
//	q.AddQ(t, *Q); NewQ(t, args, kw), QFilter(path, v), AsQ(o), q.AddFilter(t, path, value)
//	q.AddAnnotation(t, expr, alias, selected), q.AddFilteredRelation(t, fr, alias)
//	q.AddFields(t, names, allowM2M), q.SetValues(t, names), q.AddSelectRelated(names)
//	q.AddOrdering(t, items), q.ClearOrdering(force, clearDefault), q.AddDistinctFields(names)
//	q.SetLimits(low, high) (-1: none), q.ClearLimits(), q.CanFilter(), q.IsSliced(), q.HasLimitOne(), SlicedPrefetch
//	q.AddDeferredLoading(names), q.AddImmediateLoading(names), q.ClearDeferredLoading(), q.DeferredLoading()
//	q.SetGroupBy(t, allowAliases), q.SetAnnotationMask(names), q.AppendAnnotationMask(names), q.AnnotationSelect()
//	q.Combine(t, rhs, "AND" | "OR" | "XOR"); union and the like set q.Combinator, q.CombinatorAll, q.CombinedQueries
//	q.AddExtra(t, select, selParams, where, params, tables, orderBy), q.SetExtraMask(names)
//
// Asking it:
//
//	q.GetCount(t, conn), q.HasResults(t, conn), q.GetAggregation(t, conn, dict), q.Explain(t, conn, format, options)
//	q.SQLWithParams(t); str(query) is Slots.Str
//	c := q.GetCompiler(conn); rows, err := c.ResultsIter(t, chunk): rows.Next(t) gives a converted row, nil at the end
//	c.Select, c.KlassInfo and c.AnnotationColMap say what a row holds
//
// Writing:
//
//	q := NewInsertQuery(model, fields, objs, raw); q.OnConflict(kind, update, unique); q.ExecuteInsert(t, conn, returning)
//	q := NewUpdateQuery(model) or q.ChainUpdate(); q.AddUpdateValues(t, dict), q.AddUpdateFields(t, values); q.ExecuteUpdate(t, conn), q.UpdateBatch(t, pks, values, conn)
//	q := NewDeleteQuery(model) or q.ChainDelete(); q.ExecuteDelete(t, conn), q.DeleteBatch(t, pks, conn)
//
// Look-ups: RegisterFieldClass puts the built-in ones on a field class, and register_lookup() and its siblings among its methods; GetClassLookup finds what is
// registered for Field.get_lookup and get_transform.
//
// Constraints and checks: CheckQ evaluates a Q against values, ReplaceExpressions and NewExact build the condition of a UniqueConstraint, FieldReferences
// lists the paths in an expression.
//
// Names to put into modules: Exports for django.db.models, JSONNames for django.db.models.fields.json; other modules are registered here.
package sql
