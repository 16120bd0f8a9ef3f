package object

import (
	"slices"
	"strings"
)

// allSubclasses is what __subclasses__() gives: the native types that come from tp, of built-ins and of modules that are imported, and
// then the program's own. CPython makes its exceptions in the order of their names, all but ExceptionGroup, which is made at the end.
func (rt *Runtime) allSubclasses(tp *Type) []*Type {
	var out []*Type
	for _, s := range tp.subclasses {
		if s.Flags&Heap != 0 {
			continue
		}
		if s.Module == "builtins" || rt.Modules.GetStr(Intern(s.Module)) != nil {
			out = append(out, s)
		}
	}
	late := func(tp *Type) int {
		switch {
		case tp.Module != "builtins":
			return 2
		case len(tp.Bases) > 1:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(out, func(a, b *Type) int {
		if d := late(a) - late(b); d != 0 {
			return d
		}
		return strings.Compare(a.Name, b.Name)
	})
	return append(out, rt.subclassesOf(tp)...)
}
