// Package copy is Python's copy module; the work is done in Python.
package copy

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/pickle" // copyreg, which knows what objects are made of
)

//go:embed copy.py
var source string

func init() {
	object.RegisterModule(&object.NativeModule{Name: "copy", Source: source})
}
