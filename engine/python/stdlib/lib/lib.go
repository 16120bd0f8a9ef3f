// Package lib holds the standard-library modules that are written in Python: ours, embedded, and run by the machine like any
// learner's module. A module belongs here when speed does not matter or when it is made of classes that programs subclass;
// what is hot or needs the machine's insides is a Go package beside this one, and may still take a part of itself from here.
package lib

import (
	"embed"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed *.py
var files embed.FS

// packages are the modules with submodules. A file name's underscores between double ones stand for dots: collections__abc.py is collections.abc.
var packages = map[string]bool{"importlib": true, "os": true, "unittest": true, "urllib": true}

func init() {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		name := strings.ReplaceAll(strings.TrimSuffix(e.Name(), ".py"), "__", ".")
		object.RegisterModule(&object.NativeModule{Name: name, Read: object.EmbeddedFiles(files, e.Name()), Package: packages[name]})
	}
}
