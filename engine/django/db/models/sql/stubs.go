package sql

import "github.com/asyncshelf/asyncshelf/engine/python/object"

type Base struct{}
type AliasSet struct{}
type Col struct{}
type Query struct{}
type WhereNode struct{}
type SQLCompiler struct{}
type FilteredRelation struct{}

func registerBuiltinLookups(name string, cls *object.Type) {}
