package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// testCommand runs the unittest and django.test classes in each PATH and
// prints one report about all of them.
func testCommand(ctx context.Context, args []string, s streams) error {
	f := flags("test", s)
	asJSON := f.Bool("json", false, "print one JSON object about the run")
	verbose := f.Bool("v", false, "print a line a test")
	var patterns patternFlag
	f.Var(&patterns, "k", "run only tests whose name contains `PATTERN`, or matches it when it has a *; may be repeated")
	paths, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return wrong("give a PATH with tests: a .py file, a project folder, a package or a .txtar case")
	}
	var targets []*testTarget
	for _, path := range apps(paths) {
		target, err := readTests(path)
		if err != nil {
			return err
		}
		targets = append(targets, target)
	}
	report := newTestReport(s.out, *verbose)
	report.silent = *asJSON
	for _, target := range targets {
		if err := target.run(ctx, patterns, report); err != nil {
			return err
		}
	}
	if *asJSON {
		out, err := json.MarshalIndent(report.summary(), "", "  ")
		if err != nil {
			return err
		}
		fmt.Fprintln(s.out, string(out))
	} else {
		report.print()
	}
	if !report.successful() {
		return errFailed
	}
	return nil
}

// patternFlag gathers the patterns of -k as unittest takes them: one
// without a star may stand anywhere in the name.
type patternFlag []string

func (p *patternFlag) String() string { return strings.Join(*p, ",") }

func (p *patternFlag) Set(v string) error {
	if !strings.Contains(v, "*") {
		v = "*" + v + "*"
	}
	*p = append(*p, v)
	return nil
}

// A testTarget is one PATH: a program with tests, or an app package whose
// tests are modules of its own.
type testTarget struct {
	path     string
	program  engine.Program
	modules  []string
	settings map[string]any
}

// suiteSettings are those under which Django's own tests run (its
// test_sqlite.py): a package of models and tests with no program is tested
// under them.
var suiteSettings = map[string]any{"USE_TZ": false, "TIME_ZONE": "America/Chicago", "DEFAULT_AUTO_FIELD": "django.db.models.AutoField",
	"DATABASES": map[string]any{"default": sqliteDatabase, "other": sqliteDatabase}}

var sqliteDatabase = map[string]any{"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}

// apps puts the apps of a folder in its place where there are several in it and no program, each tested on its own, as in the folder of Django's own tests.
func apps(paths []string) []string {
	var out []string
	for _, path := range paths {
		found := []string{path}
		if isDir(path) && !hasAny(path, "__init__.py", "main.py", "manage.py", "models.py", "tests.py", "seed.py") {
			if inside := appsIn(path); len(inside) > 1 {
				found = inside
			}
		}
		out = append(out, found...)
	}
	return out
}

// appsIn lists the folders of a folder that are packages with models or tests.
func appsIn(path string) []string {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		dir := filepath.Join(path, e.Name())
		if !e.IsDir() || !isFile(filepath.Join(dir, "__init__.py")) || !hasAny(dir, "models.py", "tests.py", "tests/__init__.py") {
			continue
		}
		if files, err := readProgram(dir); err == nil && slices.ContainsFunc(files, func(f lesson.File) bool { return isTestFile(f.Name) }) {
			out = append(out, dir)
		}
	}
	return out
}

func hasAny(dir string, names ...string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return isFile(filepath.Join(dir, n)) })
}

// readTests reads what lies at a path.
func readTests(path string) (*testTarget, error) {
	files, err := readProgram(path)
	if err != nil {
		return nil, err
	}
	target := &testTarget{path: path}
	if isDir(path) && hasMain(path, files) != nil {
		if err := target.readPackage(files); err != nil {
			return nil, err
		}
	} else {
		target.readProject(files)
	}
	if len(target.modules) == 0 {
		return nil, wrong("%s has no tests: a file of tests has a name that begins with test", path)
	}
	return target, nil
}

// readProject makes a target of a program: its main.py is not part of its
// tests, unless it is all there is.
func (g *testTarget) readProject(files []lesson.File) {
	for _, f := range files {
		switch {
		case isTestFile(f.Name):
			g.modules = append(g.modules, moduleName(f.Name))
		case f.Name == "main.py" && len(files) == 1:
			f.Name = "tests.py"
			g.modules = append(g.modules, "tests")
		case f.Name == "main.py":
			continue
		}
		g.program.Files = append(g.program.Files, engine.File{Name: f.Name, Text: f.Text, Role: f.Role})
	}
}

// readPackage makes a target of an app's package, whose label is the
// folder's name. Packages beside it that its files import come along.
func (g *testTarget) readPackage(files []lesson.File) error {
	root, err := filepath.Abs(g.path)
	if err != nil {
		return err
	}
	name := filepath.Base(root)
	for _, f := range files {
		if isTestFile(f.Name) {
			g.modules = append(g.modules, name+"."+moduleName(f.Name))
		}
	}
	have := map[string]bool{name: true}
	g.addPackage(name, files)
	for i := 0; i < len(g.program.Packages); i++ {
		for _, other := range imported(g.program.Packages[i].Files) {
			dir := filepath.Join(filepath.Dir(root), other)
			if have[other] || !isFile(filepath.Join(dir, "__init__.py")) {
				continue
			}
			have[other] = true
			files, err := readProgram(dir)
			if err != nil {
				return err
			}
			g.addPackage(other, files)
		}
	}
	g.settings = map[string]any{}
	for k, v := range suiteSettings {
		g.settings[k] = v
	}
	apps := []string{"django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sites", "django.contrib.sessions", "django.contrib.messages"}
	for _, p := range g.program.Packages {
		apps = append(apps, p.Name)
	}
	g.settings["INSTALLED_APPS"] = apps
	return nil
}

func (g *testTarget) addPackage(name string, files []lesson.File) {
	p := engine.Package{Name: name}
	for _, f := range files {
		p.Files = append(p.Files, engine.File{Name: f.Name, Text: f.Text})
	}
	g.program.Packages = append(g.program.Packages, p)
}

// imported lists the first parts of the modules that files import.
func imported(files []engine.File) []string {
	var out []string
	for _, f := range files {
		for _, line := range strings.Split(f.Text, "\n") {
			words := strings.Fields(line)
			if len(words) < 2 || words[0] != "from" && words[0] != "import" {
				continue
			}
			if first, _, _ := strings.Cut(strings.TrimSuffix(words[1], ","), "."); first != "" && first != "django" {
				out = append(out, first)
			}
		}
	}
	return out
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func moduleName(file string) string {
	return strings.ReplaceAll(strings.TrimSuffix(file, ".py"), "/", ".")
}
