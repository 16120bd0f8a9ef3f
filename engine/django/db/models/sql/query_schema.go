package sql

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// NewUnaliasedQuery is Query(model, alias_cols=False): its columns are written without their table, as in CHECK and CREATE INDEX.
func NewUnaliasedQuery(model *object.Type) *Query {
	q := NewQuery(model)
	q.noAliasCols = true
	return q
}
