package main

import (
	"context"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// testEntry runs every test of the program's modules, as `manage.py test`
// finds them: modules whose name begins with "test", or main.py when there
// is no such module.
const testEntry = `import sys
import unittest

suite = unittest.TestSuite()
for name in MODULES:
    suite.addTests(unittest.defaultTestLoader.loadTestsFromName(name))
outcome = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
if not outcome.wasSuccessful():
    raise SystemExit(1)
`

// testCommand runs the unittest and django.test classes in PATH.
func testCommand(ctx context.Context, args []string, s streams) error {
	f := flags("test", s)
	asJSON := f.Bool("json", false, "print one JSON object about the run")
	paths, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(paths) != 1 {
		return wrong("give one PATH with tests: a .py file, a project folder or a .txtar case")
	}
	files, err := readProgram(paths[0])
	if err != nil {
		return err
	}
	program, err := testProgram(paths[0], files)
	if err != nil {
		return err
	}
	ran, err := newRunner(0)(ctx, program, nil)
	if err != nil {
		return err
	}
	return report(ran.Result, *asJSON, s)
}

// testProgram puts a main.py in front that runs the tests.
func testProgram(path string, files []lesson.File) ([]lesson.File, error) {
	var program []lesson.File
	modules := ""
	for _, file := range files {
		name := file.Name
		switch {
		case isTestFile(name):
			modules += pyName(name) + ", "
		case name == "main.py" && len(files) == 1:
			file.Name = "tests.py"
			modules += `"tests", `
		case name == "main.py":
			continue // the program itself is not part of its tests
		}
		program = append(program, file)
	}
	if modules == "" {
		return nil, wrong("%s has no tests: a file of tests has a name that begins with test", path)
	}
	return append(program, lesson.File{Name: "main.py", Text: "MODULES = [" + modules + "]\n" + testEntry}), nil
}
