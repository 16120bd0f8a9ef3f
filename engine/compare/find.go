package compare

import (
	"fmt"
	"sort"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// This file finds the function that a name stands for, without running files that have nothing to do with it.

// definition is a name that a file defines at its top level.
type definition struct {
	file, name string
	class      bool
}

// definitions reads the functions and classes off the text of the program: main.py last, as what belongs there is what runs and not what is served.
func definitions(files []engine.File) (out []definition) {
	var last []definition
	for _, f := range files {
		if f.Name == "seed.py" || !strings.HasSuffix(f.Name, ".py") {
			continue
		}
		list := &out
		if f.Name == "main.py" {
			list = &last
		}
		for line := range strings.Lines(f.Text) {
			if name, class := defines(line); name != "" {
				*list = append(*list, definition{f.Name, name, class})
			}
		}
	}
	return append(out, last...)
}

// defines gives the name that a line at the left margin defines, "" for none.
func defines(line string) (name string, class bool) {
	rest, ok := strings.CutPrefix(strings.TrimPrefix(line, "async "), "def ")
	if !ok {
		if rest, class = strings.CutPrefix(line, "class "); !class {
			before, _, assigned := strings.Cut(line, "=")
			if name = strings.TrimSpace(before); assigned && isName(name) && name == strings.TrimRight(before, " ") {
				return name, false
			}
			return "", false
		}
	}
	name = strings.TrimLeft(rest, " ")
	if end := strings.IndexAny(name, "(: \t\r\n"); end >= 0 {
		name = name[:end]
	}
	return name, class
}

func isName(s string) bool {
	for i, r := range s {
		if r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (i == 0 || r < '0' || r > '9') && r < 0x80 {
			return false
		}
	}
	return s != ""
}

// missing is the error for a name that the program does not define.
type missing struct {
	Problem
}

func (m *missing) Error() string { return m.Message }

// find loads the file that defines a name and gives what it stands for; params are what such functions take, for the hint that it is not there.
func find(p *engine.Process, files []engine.File, wanted, params string) (object.Object, error) {
	module, name := "", wanted
	if i := strings.LastIndexByte(wanted, '.'); i >= 0 {
		module, name = wanted[:i], wanted[i+1:]
	}
	all := definitions(files)
	for _, d := range all {
		if d.name != name || !inModule(d.file, module) {
			continue
		}
		mod, err := p.Load(d.file)
		if err != nil {
			return nil, err
		}
		if o := mod.Dict.GetName(name); o != nil {
			return o, nil
		}
	}
	return nil, &missing{unknown(files, all, wanted, name, params)}
}

// inModule tells whether a file is the module that a dotted name means, with or without its package.
func inModule(file, module string) bool {
	own := "." + strings.ReplaceAll(strings.TrimSuffix(file, ".py"), "/", ".")
	return module == "" || "."+module == own || strings.HasSuffix("."+module, own)
}

// unknown says that there is no such function, and which there are.
func unknown(files []engine.File, all []definition, wanted, name, params string) Problem {
	var names []string
	for _, d := range all {
		if !d.class && isFunction(files, d) {
			names = append(names, d.name)
		}
	}
	sort.SliceStable(names, func(i, j int) bool { return alike(names[i], name) > alike(names[j], name) })
	names = names[:min(len(names), 6)]
	p := Problem{Message: fmt.Sprintf("The program has no function %s().", wanted)}
	if len(names) == 0 {
		p.Hint = fmt.Sprintf("Define it at the left margin of a file, such as async def %s(%s): in views.py.", name, params)
	} else {
		p.Hint = "It defines " + list(names) + ": check the spelling, or write the name of one of these."
	}
	return p
}

// alike is how many pairs of neighbouring letters two names share.
func alike(a, b string) (n int) {
	for i := 2; i <= len(a); i++ {
		if strings.Contains(b, a[i-2:i]) {
			n++
		}
	}
	return n
}

func isFunction(files []engine.File, d definition) bool {
	for _, f := range files {
		if f.Name == d.file {
			return strings.Contains("\n"+f.Text, "def "+d.name+"(")
		}
	}
	return false
}

// list is "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
