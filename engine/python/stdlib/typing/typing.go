// Package typing is Python's typing, in Python of our own. It is split by topic; the parts run one after the other in the one namespace of the
// module.
package typing

import (
	"embed"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed *.py
var files embed.FS

func init() {
	var b strings.Builder
	for _, name := range []string{"base", "vars", "aliases", "forms", "generic", "protocol", "hints", "records", "names"} {
		src, err := files.ReadFile(name + ".py")
		if err != nil {
			panic(err)
		}
		b.Write(src)
		b.WriteByte('\n')
	}
	object.RegisterModule(&object.NativeModule{Name: "typing", Source: b.String()})
}
