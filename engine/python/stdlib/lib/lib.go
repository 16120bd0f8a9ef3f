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

// packages are the modules with submodules. A double underscore in a file's name stands for a dot: xml__dom__minidom.py is xml.dom.minidom.
var packages = map[string]bool{"http": true, "importlib": true, "os": true, "urllib": true, "xml": true, "xml.dom": true, "xml.etree": true, "xml.parsers": true, "xml.sax": true}

// natives are the parts of these modules that are written in Go.
var natives = map[string]func(t *object.Thread, m *object.Module) error{"codecs": initCodecs}

func init() {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		name := strings.ReplaceAll(strings.TrimSuffix(e.Name(), ".py"), "__", ".")
		object.RegisterModule(&object.NativeModule{Name: name, Read: object.EmbeddedFiles(files, e.Name()), Package: packages[name], Init: natives[name]})
	}
}

func initCodecs(t *object.Thread, m *object.Module) error {
	m.SetFunc("_canonical_name", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("_canonical_name", a, kw, 1, 1); err != nil {
			return nil, err
		}
		s, _ := object.AsStr(a[0])
		name, err := object.CodecName(s)
		return object.NewStr(name), err
	})
	return nil
}
