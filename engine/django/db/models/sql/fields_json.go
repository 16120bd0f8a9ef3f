package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

type jsonInLike interface {
	paramSQL(s string, v object.Object, ps Params) string
}

var jsonLookupTypes []*object.Type
