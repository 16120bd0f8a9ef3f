package vm

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Sorting a call's arguments into parameters, with CPython's messages. (initialize_locals in ceval.c.)

func (fn *Function) bindSlow(f *Frame, args []object.Object, kw *object.Kwargs) error {
	co := fn.code.Code
	npos, nkw := co.ArgCount, co.KwOnly
	total := npos + nkw
	regs := f.regs
	n := min(len(args), npos)
	copy(regs, args[:n])
	if co.Flags&compile.VarArgs != 0 {
		if len(args) > npos {
			regs[total] = object.NewTuple(append([]object.Object(nil), args[npos:]...)...)
		} else {
			regs[total] = object.EmptyTuple
		}
	}
	var extra *object.Dict
	if co.Flags&compile.VarKeywords != 0 {
		extra = object.NewDict()
		i := total
		if co.Flags&compile.VarArgs != 0 {
			i++
		}
		regs[i] = extra
	}
	if kw != nil {
		if err := fn.bindKeywords(regs, kw, extra); err != nil {
			return err
		}
	}
	if len(args) > npos && co.Flags&compile.VarArgs == 0 {
		return fn.tooManyArgs(regs, len(args))
	}
	return fn.bindDefaults(regs, len(args))
}

func (fn *Function) bindKeywords(regs []object.Object, kw *object.Kwargs, extra *object.Dict) error {
	co := fn.code.Code
	total := co.ArgCount + co.KwOnly
next:
	for i, name := range kw.Names {
		for j := co.PosOnly; j < total; j++ {
			if co.VarNames[j] == name {
				if regs[j] != nil {
					return object.TypeErrorf("%s() got multiple values for argument '%s'", fn.qualname, name)
				}
				regs[j] = kw.Vals[i]
				continue next
			}
		}
		for j := co.PosOnly; j < total; j++ {
			if co.VarNames[j].String() == name.String() {
				if regs[j] != nil {
					return object.TypeErrorf("%s() got multiple values for argument '%s'", fn.qualname, name)
				}
				regs[j] = kw.Vals[i]
				continue next
			}
		}
		if extra != nil {
			extra.SetStr(name, kw.Vals[i])
			continue
		}
		return fn.unexpectedKeyword(kw, name)
	}
	return nil
}

func (fn *Function) unexpectedKeyword(kw *object.Kwargs, name *object.Str) error {
	co := fn.code.Code
	var posOnly []string
	for j := 0; j < co.PosOnly; j++ {
		for _, n := range kw.Names {
			if n.String() == co.VarNames[j].String() {
				posOnly = append(posOnly, n.String())
			}
		}
	}
	if len(posOnly) > 0 {
		return object.TypeErrorf("%s() got some positional-only arguments passed as keyword arguments: '%s'", fn.qualname, strings.Join(posOnly, ", "))
	}
	return object.TypeErrorf("%s() got an unexpected keyword argument '%s'", fn.qualname, name)
}

func (fn *Function) bindDefaults(regs []object.Object, given int) error {
	co := fn.code.Code
	npos := co.ArgCount
	if given < npos {
		nd := 0
		if fn.defaults != nil {
			nd = len(fn.defaults.Items)
		}
		required := npos - nd
		var missing []string
		for i := given; i < required; i++ {
			if regs[i] == nil {
				missing = append(missing, co.VarNames[i].String())
			}
		}
		if len(missing) > 0 {
			return fn.missing("positional", missing)
		}
		for i := max(required, 0); i < npos; i++ {
			if regs[i] == nil {
				regs[i] = fn.defaults.Items[i-required]
			}
		}
	}
	if co.KwOnly > 0 {
		var missing []string
		for i := npos; i < npos+co.KwOnly; i++ {
			if regs[i] != nil {
				continue
			}
			if fn.kwDefaults != nil {
				if v := fn.kwDefaults.GetStr(co.VarNames[i]); v != nil {
					regs[i] = v
					continue
				}
			}
			missing = append(missing, co.VarNames[i].String())
		}
		if len(missing) > 0 {
			return fn.missing("keyword-only", missing)
		}
	}
	return nil
}

func (fn *Function) missing(kind string, names []string) error {
	for i, n := range names {
		names[i] = "'" + n + "'"
	}
	var list string
	switch n := len(names); n {
	case 1:
		list = names[0]
	case 2:
		list = names[0] + " and " + names[1]
	default:
		list = strings.Join(names[:n-1], ", ") + ", and " + names[n-1]
	}
	return object.TypeErrorf("%s() missing %d required %s argument%s: %s", fn.qualname, len(names), kind, plural(len(names)), list)
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

func (fn *Function) tooManyArgs(regs []object.Object, given int) error {
	co := fn.code.Code
	npos := co.ArgCount
	kwGiven := 0
	for i := npos; i < npos+co.KwOnly; i++ {
		if regs[i] != nil {
			kwGiven++
		}
	}
	nd := 0
	if fn.defaults != nil {
		nd = len(fn.defaults.Items)
	}
	takes := itoa(npos)
	many := npos != 1
	if nd > 0 {
		takes = "from " + itoa(npos-nd) + " to " + takes
		many = true
	}
	s := "s"
	if !many {
		s = ""
	}
	kwText := ""
	if kwGiven > 0 {
		kwText = " positional argument" + plural(given) + " (and " + itoa(kwGiven) + " keyword-only argument" + plural(kwGiven) + ")"
	}
	verb := "were"
	if given == 1 && kwGiven == 0 {
		verb = "was"
	}
	return object.TypeErrorf("%s() takes %s positional argument%s but %d%s %s given", fn.qualname, takes, s, given, kwText, verb)
}
