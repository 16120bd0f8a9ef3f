//go:build js && !stub

package main

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// hostLoadSource loads the part of the engine that the mark of an embedded source names; see object.LoadSource.
//
//go:wasmimport shelf load_source
func hostLoadSource(number int32)

func init() {
	object.LoadSource = func(number int) { hostLoadSource(int32(number)) }
}
