// Package html is Python's html package: escape and unescape, and html.parser.
package html

import (
	"embed"
	"html"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed html.py
var source string

//go:embed parser.py
var parserFile embed.FS

func init() {
	object.RegisterModule(&object.NativeModule{Name: "html", Package: true, Source: source, Init: func(t *object.Thread, m *object.Module) error {
		// _named(s) is the text of "&" + s, a reference by name: Go's table is HTML's own, too.
		m.SetHelper("_named", 1, func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			s, ok := object.AsStr(a[0])
			if !ok {
				return nil, object.TypeErrorf("str expected, not %s", object.TypeName(a[0]))
			}
			return object.NewStr(html.UnescapeString("&" + s)), nil
		})
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "html.parser", Read: object.EmbeddedFiles(parserFile, "parser.py")})
}
