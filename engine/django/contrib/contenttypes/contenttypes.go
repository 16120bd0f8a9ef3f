// Package contenttypes is django.contrib.contenttypes: the ContentType model (Python, models.py). GenericForeignKey and GenericRelation, which are
// fields, are in package models (generic.go).
package contenttypes

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed models.py
var source string

func init() {
	object.RegisterModule(&object.NativeModule{Name: "django.contrib.contenttypes", Package: true})
	object.RegisterModule(&object.NativeModule{Name: "django.contrib.contenttypes.models", Source: source})
	object.RegisterModule(&object.NativeModule{Name: "django.contrib.contenttypes.fields", Init: func(t *object.Thread, m *object.Module) error {
		for _, tp := range []*object.Type{models.GenericForeignKeyType, models.GenericRelationType, models.GenericRelType} {
			m.Set(tp.Name, tp)
		}
		return nil
	}})
}
