package vm

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// This file gives functions of embedded modules the bodies that the first part of the engine in a page has not; see object/outline.go.

// missingBody tells which body a code object lacks.
func missingBody(co *compile.Code) (number int, ok bool) {
	if len(co.Names) == 0 {
		return 0, false
	}
	return object.MissingBody(co.Names[0].String())
}

// complete sees to it that a code object has its body. All others that its module has by then get theirs too: with the one all come that the page lacks.
func complete(co *compile.Code) {
	number, ok := missingBody(co)
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
	if whole, err := compileEmbedded(object.FindNativeModule(name)); err == nil {
		fill(outline, whole)
	}
}

// fill puts the bodies of a module's functions, which are the same in whole, into what was compiled of its outline.
func fill(outline, whole *compile.Code) {
	if outline.Qualname != whole.Qualname || outline.FirstLine != whole.FirstLine {
		return
	}
	if _, lacks := missingBody(outline); lacks {
		if _, lacks := missingBody(whole); !lacks {
			*outline = *whole // in its place: functions have been made of it
		}
		return
	}
	a, b := outline.Inner(), whole.Inner()
	for i := range min(len(a), len(b)) {
		fill(a[i], b[i])
	}
}
