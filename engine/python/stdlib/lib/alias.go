package lib

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// aliases are other names of modules: in CPython the parts that are written in C, and the path functions of POSIX. What is defined there
// says that it is of this module (_io.StringIO), so pickles name it too.
var aliases = [...][2]string{
	{"_ast", "ast"}, {"_bisect", "bisect"}, {"_collections", "collections"}, {"_collections_abc", "collections.abc"}, {"_datetime", "datetime"},
	{"_decimal", "decimal"}, {"_functools", "functools"}, {"_heapq", "heapq"}, {"_io", "io"}, {"_operator", "operator"},
	{"_random", "random"}, {"_struct", "struct"}, {"_weakrefset", "weakref"}, {"posixpath", "os.path"},
}

func init() {
	for _, a := range aliases {
		target := a[1]
		object.RegisterModule(&object.NativeModule{Name: a[0], Init: func(t *object.Thread, m *object.Module) error {
			of, err := t.RT.Import(t, target)
			if err != nil {
				return err
			}
			for _, k := range of.Dict.Keys() {
				if name, ok := object.AsStr(k); ok && (!strings.HasPrefix(name, "__") || name == "__all__" || name == "__getattr__") {
					m.Set(name, of.Dict.GetName(name))
				}
			}
			return nil
		}})
	}
}
