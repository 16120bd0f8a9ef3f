// Package html is Python's html package: escape and unescape, html.parser and html.entities.
package html

import (
	"embed"
	"html"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed html.py
var source string

//go:embed parser.py entities.py
var files embed.FS

func init() {
	object.RegisterModule(&object.NativeModule{Name: "_html", Init: func(t *object.Thread, m *object.Module) error {
		// _named(s) is the text of "&" + s, a reference by name: Go's table is HTML's own, but for two names.
		m.SetHelper("_named", 1, func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			s, ok := object.AsStr(a[0])
			if !ok {
				return nil, object.TypeErrorf("str expected, not %s", object.TypeName(a[0]))
			}
			switch s { // the two that Go's table lacks
			case "nGt;":
				return object.NewStr("\u226b\u20d2"), nil
			case "nLt;":
				return object.NewStr("\u226a\u20d2"), nil
			}
			return object.NewStr(html.UnescapeString("&" + s)), nil
		})
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "html", Package: true, Source: source})
	object.RegisterModule(&object.NativeModule{Name: "html.parser", Read: object.EmbeddedFiles(files, "parser.py")})
	object.RegisterModule(&object.NativeModule{Name: "html.entities", Read: object.EmbeddedFiles(files, "entities.py")})
}
