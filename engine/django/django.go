// Package django is Django 5.2 as far as a course on models and asynchronous querying needs it. The ORM is Go: db/models, db/models/sql, db/backends/sqlite3,
// db/transaction. What stands around it (http, shortcuts, urls, views, test, utils, conf) is Python of our own, laid out as Django's
// packages are and embedded here: it is small, made of classes that learners subclass, and never hot.
package django

import (
	"embed"
	"io/fs"
	"path"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"

	// The packages that register modules of their own.
	_ "github.com/asyncshelf/asyncshelf/engine/django/asgiref"
	_ "github.com/asyncshelf/asyncshelf/engine/django/contrib/contenttypes"
	_ "github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	_ "github.com/asyncshelf/asyncshelf/engine/django/core/validators"
	_ "github.com/asyncshelf/asyncshelf/engine/django/db/models"
	_ "github.com/asyncshelf/asyncshelf/engine/django/db/transaction"
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
