package engine

// The modules that programs can import.
import (
	_ "github.com/asyncshelf/asyncshelf/engine/django"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/all"
)
