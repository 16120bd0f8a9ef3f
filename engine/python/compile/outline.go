package compile

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// This file compares what is compiled of a module's outline, from which bodies of functions are missing (object/outline.go), with what is compiled of the module.

// MissingBody gives the number of the body that the code lacks.
func (c *Code) MissingBody() (number int, missing bool) {
	if len(c.Names) == 0 {
		return 0, false
	}
	return object.MissingBody(c.Names[0].String())
}

// EachMissing visits the functions in outline whose bodies are missing, with the same functions in whole, whose bodies may be missing too.
func EachMissing(outline, whole *Code, visit func(number int, outline, whole *Code)) {
	if outline.Qualname != whole.Qualname || outline.FirstLine != whole.FirstLine {
		return
	}
	if number, missing := outline.MissingBody(); missing {
		visit(number, outline, whole)
		return
	}
	a, b := outline.inner(), whole.inner()
	for i := range min(len(a), len(b)) {
		EachMissing(a[i], b[i], visit)
	}
}

// inner gives the code objects of the functions and classes that this one makes, in the order of the instructions.
func (c *Code) inner() []*Code {
	var list []*Code
	for i := range c.Instrs {
		if info, ok := c.Instrs[i].Aux.(*FuncInfo); ok {
			list = append(list, info.Code)
		}
	}
	return list
}
