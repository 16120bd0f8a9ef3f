// Package django is Django 5.2 as far as a course on models and asynchronous querying needs it, laid out as Django's own source is.
//
// What every query goes through is Go, in packages that are named after Django's:
//
//	asgiref          sync_to_async and async_to_sync, with the one database thread of a context
//	core/exceptions  the errors that every layer raises
//	dispatch         signals
//	db               connections, the router, transactions
//	db/models        model classes, fields, relations, managers, querysets; db/models/sql turns what they say into SQL
//	db/backends      the SQLite backend, over engine/sqlite
//
// What stands around that (http, urls, views, test, utils, most of core and contrib) is Python of our own under py/, embedded here: it is small, it is made
// of classes that learners subclass, and it is never hot. Where Go and Python make up one module together, the Python file stands beside the Go. What
// Django has and this does not says so by name (absent.go).
package django

import (
	"embed"
	"io/fs"
	"path"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"

	// The packages that register modules of their own.
	_ "github.com/asyncshelf/asyncshelf/engine/django/asgiref"
	_ "github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	_ "github.com/asyncshelf/asyncshelf/engine/django/db"
	_ "github.com/asyncshelf/asyncshelf/engine/django/db/models"
)

//go:embed all:py
var files embed.FS

func init() {
	err := fs.WalkDir(files, "py", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name := strings.TrimSuffix(strings.TrimPrefix(p, "py/"), ".py")
		pkg := path.Base(name) == "__init__"
		if pkg {
			name = path.Dir(name)
		}
		name = "django." + strings.ReplaceAll(name, "/", ".")
		if name == "django.." {
			name = "django"
		}
		if object.FindNativeModule(name) == nil {
			object.RegisterModule(&object.NativeModule{Name: name, Package: pkg, Read: object.EmbeddedFiles(files, p)})
		}
		return nil
	})
	if err != nil {
		panic(err)
	}
	registerAbsent()
}
