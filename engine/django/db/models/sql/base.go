package sql

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// Params are the parameters of a piece of SQL, in order.
type Params = []object.Object

// Expression is a node of a query: what Django calls anything with resolve_expression and as_sql. Lookups, aggregates and Query itself are Expressions.
//
// The methods are Django's own without regard to Python overrides; callers use the functions of dispatch.go (Compile, Resolve, OutputField …), which honour them.
type Expression interface {
	object.Object
	object.HasDict
	base() *Base

	// SourceExpressions is get_source_expressions(); entries may be nil (None). The slice must not be changed.
	SourceExpressions() []Expression
	// SetSourceExpressions is set_source_expressions().
	SetSourceExpressions(es []Expression)
	// Copy is copy(): a shallow copy.
	Copy() Expression

	// ResolveExpression is resolve_expression(query, allow_joins, reuse, summarize, for_save).
	ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error)
	// AsSQL is as_sql(compiler, connection); AsSQLite is as_sqlite where there is one, else the same.
	AsSQL(t *object.Thread, c *SQLCompiler) (string, Params, error)
	AsSQLite(t *object.Thread, c *SQLCompiler) (string, Params, error)
	// ResolveOutputField is _resolve_output_field(): nil when there is nothing to infer from.
	ResolveOutputField(t *object.Thread) (Field, error)

	// RelabeledClone is relabeled_clone(change_map).
	RelabeledClone(m AliasMap) Expression
	// GroupByCols is get_group_by_cols().
	GroupByCols(t *object.Thread) ([]Expression, error)
	// Conditional tells whether the output is boolean (the property conditional).
	Conditional(t *object.Thread) (bool, error)

	ContainsAggregate(t *object.Thread) bool
	ContainsOverClause(t *object.Thread) bool
	ContainsColumnReferences(t *object.Thread) bool
	ContainsSubquery(t *object.Thread) bool
	// sameAs compares what sources and class do not tell; both have the same Go type.
	sameAs(t *object.Thread, o Expression) bool
}

// ResolveArgs are the arguments of resolve_expression.
type ResolveArgs struct {
	AllowJoins bool
	// Reuse holds the aliases that may be reused; nil means all of them (None).
	Reuse              *AliasSet
	Summarize, ForSave bool
}

// AliasMap is a change map from old aliases to new ones.
type AliasMap map[string]string
