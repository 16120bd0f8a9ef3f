package vm

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// This file gives functions of embedded modules the bodies that the first part of the engine in a page has not; see object/outline.go.

// complete sees to it that a code object has its body. All others that its module has by then get theirs too: with the one all come that the page lacks.
func complete(co *compile.Code) {
	number, ok := co.MissingBody()
	if !ok || object.LoadSource == nil {
		return
	}
	name, ok := strings.CutPrefix(co.Filename, FrozenPrefix)
	if !ok {
		return
	}
	name = strings.TrimSuffix(name, ">")
	embeddedMu.Lock()
	defer embeddedMu.Unlock()
	outline := embeddedCode[name]
	if outline == nil {
		return // a program's own code with such a name
	}
	object.LoadSource(number)
	whole, err := compileEmbedded(object.FindNativeModule(name))
	if err != nil {
		return
	}
	compile.EachMissing(outline, whole, func(_ int, outline, whole *compile.Code) {
		if _, missing := whole.MissingBody(); !missing {
			*outline = *whole // in its place: functions have been made of it
		}
	})
}
