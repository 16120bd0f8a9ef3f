// Package typing is Python's typing, in Python of our own. It is split by topic; the parts run one after the other in the one namespace of the
// module.
package typing

import (
	"embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed *.py
var files embed.FS

func init() {
	var parts []string
	for _, name := range []string{"base", "vars", "aliases", "forms", "generic", "protocol", "hints", "records", "names"} {
		parts = append(parts, name+".py")
	}
	object.RegisterModule(&object.NativeModule{Name: "typing", Read: object.EmbeddedFiles(files, parts...)})
}
