package engine

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python"
	"github.com/asyncshelf/asyncshelf/engine/python/vm"
)

// File is one file of a program.
type File struct {
	Name string `json:"name"` // "models.py", "seed.py", "main.py" …
	Text string `json:"text"`
	// Role is "entry" for the file of a hidden part that is to be run; "" otherwise.
	Role string `json:"role,omitempty"`
}

// Program is what a learner wrote. models.py is the module books.models; seed.py fills the tables before main.py runs, as __main__; other files are
// modules of the app (books.queries), which main.py may also import by their bare names.
type Program struct {
	Files []File `json:"files"`
	// App is the app's label and package; "" means "books".
	App string `json:"app,omitempty"`
	// Packages are apps beside it, each a package of its own whose name is its label. Nothing of them is imported unless the program does.
	Packages []Package `json:"packages,omitempty"`
}

// Package is an app whose files are importable as Name.file only.
type Package struct {
	Name  string `json:"name"`
	Files []File `json:"files"` // names are relative to the package
}

// file gives the program's file with the name, nil when there is none.
func (p *Program) file(name string) *File {
	for i := range p.Files {
		if p.Files[i].Name == name {
			return &p.Files[i]
		}
	}
	return nil
}

// app is the label of the app that Files are of.
func (p *Program) app() string {
	if p.App == "" {
		return "books"
	}
	return p.App
}

// each calls f for every file: first the app's own, then those of the packages. The filename is the one that tracebacks show.
func (p *Program) each(f func(app, filename string, file File)) {
	for _, file := range p.Files {
		f(p.app(), file.Name, file)
	}
	for _, pkg := range p.Packages {
		for _, file := range pkg.Files {
			f(pkg.Name, pkg.Name+"/"+file.Name, file)
		}
	}
}

// dataFiles are the texts of the files that hold no Python, such as fixtures, by app and name.
func (p *Program) dataFiles() map[string]string {
	var out map[string]string
	p.each(func(app, _ string, f File) {
		if isPython(f.Name) {
			return
		}
		if out == nil {
			out = map[string]string{}
		}
		out[app+"/"+f.Name] = f.Text
	})
	return out
}

func isPython(name string) bool { return strings.HasSuffix(name, ".py") }

// modules are the program's modules by full dotted name. main.py is none of them: it runs as __main__.
func (p *Program) modules() map[string]python.Source {
	m := modules{p.app(): emptyPackage(p.app())}
	for _, f := range p.Files {
		if f.Name != "main.py" && isPython(f.Name) {
			m.addOfApp(p.app(), f)
		}
	}
	for _, pkg := range p.Packages {
		m[pkg.Name] = emptyPackage(pkg.Name)
		for _, f := range pkg.Files {
			if isPython(f.Name) {
				m.add(pkg.Name, pkg.Name+"/"+f.Name, f)
			}
		}
	}
	return m
}

// modules maps full dotted names to sources.
type modules map[string]python.Source

// addOfApp makes a file a module of the app that can be imported by its bare name too: that is the same module, not a second copy.
func (m modules) addOfApp(app string, f File) {
	name, isPackage := m.add(app, f.Name, f)
	if name == "" {
		return
	}
	m[name] = python.Source{Filename: vm.FrozenPrefix + name + ">", Package: isPackage,
		Text: "import sys, importlib\nsys.modules[__name__] = importlib.import_module(" + quote(app+"."+name) + ")\n"}
}

// add makes a file, which tracebacks show as filename, a module of the package pkg. Folders on the way that have no __init__.py become packages too.
// It gives the module's name inside pkg, "" for pkg itself.
func (m modules) add(pkg, filename string, f File) (name string, isPackage bool) {
	name = moduleName(f.Name)
	if strings.HasSuffix(name, ".__init__") || name == "__init__" {
		name, isPackage = strings.TrimSuffix(strings.TrimSuffix(name, "__init__"), "."), true
	}
	full := pkg
	if name != "" {
		full += "." + name
	}
	m[full] = python.Source{Filename: filename, Text: f.Text, Package: isPackage}
	root := strings.TrimSuffix(filename, f.Name)
	for dir := name; strings.Contains(dir, "."); {
		dir = dir[:strings.LastIndexByte(dir, '.')]
		if _, ok := m[pkg+"."+dir]; !ok {
			m[pkg+"."+dir] = emptyPackage(root + strings.ReplaceAll(dir, ".", "/"))
		}
	}
	return name, isPackage
}

// emptyPackage is a package whose __init__.py nobody has written.
func emptyPackage(folder string) python.Source {
	return python.Source{Filename: folder + "/__init__.py", Package: true}
}

// moduleName is a file's dotted name inside its package: "queries.py" is "queries", "sub/x.py" is "sub.x".
func moduleName(file string) string {
	return strings.ReplaceAll(strings.TrimSuffix(file, ".py"), "/", ".")
}

func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }
