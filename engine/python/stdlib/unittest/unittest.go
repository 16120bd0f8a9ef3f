// Package unittest is Python's unittest, in Python of our own: test cases with their assertions and messages, async ones, subtests, the
// loader, the runner and its report. unittest.mock is the files of mock, one after the
// other.
package unittest

import (
	"embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed *.py mock/*.py
var files embed.FS

func source(name string) func() string { return object.EmbeddedFiles(files, name+".py") }

func init() {
	object.RegisterModule(&object.NativeModule{Name: "unittest", Package: true, Read: source("__init__")})
	for _, n := range []string{"case", "async_case", "result", "suite", "loader", "runner", "main", "util"} {
		object.RegisterModule(&object.NativeModule{Name: "unittest." + n, Read: source(n)})
	}
	object.RegisterModule(&object.NativeModule{Name: "unittest.mock", Read: object.EmbeddedFiles(files,
		"mock/base.py", "mock/mock.py", "mock/magic.py", "mock/async_mock.py", "mock/calls.py", "mock/patch.py", "mock/autospec.py")})
}
