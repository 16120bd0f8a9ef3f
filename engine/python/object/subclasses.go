package object

import (
	"sort"
)

// nativeSubclasses is the first part of what __subclasses__() gives: the native types that come from tp, of built-ins and of modules that are imported. The program's own
// follow. CPython makes its exceptions in the order of their names, all but ExceptionGroup, which is made at the end.
func (rt *Runtime) nativeSubclasses(tp *Type) []*Type {
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
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		return late(a) < late(b) || late(a) == late(b) && a.Name < b.Name
	})
	return out
}
