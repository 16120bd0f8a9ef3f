package object

import (
	"embed"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/unidata"
)

// This file reads the Python sources that are embedded in the program, and the tables of package unidata. In a page, those that no lesson imports are not in the first part of the engine (see
// wasm/build/postlink): in their place stands a mark, which is a zero byte and a number, until the part has been loaded that has them.

// LoadSource, when set, brings in the embedded source, or the body of a function, whose mark has a number. In native programs every source is there.
var LoadSource func(number int)

func init() { unidata.Present = func(text string) { present(text) } }

// present sees to it that an embedded text is there, and tells whether it had to be loaded.
func present(text string) bool {
	if len(text) < 4 || text[0] != 0 || LoadSource == nil {
		return false
	}
	LoadSource(int(text[1]) | int(text[2])<<8 | int(text[3])<<16)
	return true
}

// EmbeddedFiles gives a module's [NativeModule.Read]: the texts of files of fsys, one after the other. They are read when the module is imported, not when the
// program starts.
func EmbeddedFiles(fsys embed.FS, names ...string) func() string {
	read := func(name string) string {
		b, err := fsys.ReadFile(name)
		if err != nil {
			panic(err)
		}
		return string(b)
	}
	return func() string {
		texts := make([]string, len(names))
		for i, name := range names {
			if texts[i] = read(name); present(texts[i]) {
				texts[i] = read(name) // that was a copy of the mark
			}
		}
		return strings.Join(texts, "\n")
	}
}
