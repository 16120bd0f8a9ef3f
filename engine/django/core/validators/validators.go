// Package validators is django.core.validators. It runs only where a program validates (full_clean, clean_fields),
// never while rows are read or written, so it is written in Python: learners subclass its classes, and
// what they override must be called as in Django.
package validators

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed validators.py
var source string

const module = "django.core.validators"

func init() {
	object.RegisterModule(&object.NativeModule{Name: module, Source: source})
}

// Get gives a name of the module as the run sees it: validate_slug, MaxLengthValidator …
func Get(t *object.Thread, name string) (object.Object, error) {
	m, err := t.RT.Import(t, module)
	if err != nil {
		return nil, err
	}
	return object.GetAttrName(t, m, name)
}
