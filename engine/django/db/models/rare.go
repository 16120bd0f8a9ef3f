package models

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed rare.py
var rareSource string

const rareModule = "django.db.models._rare"

func init() {
	object.RegisterModule(&object.NativeModule{Name: rareModule, Source: rareSource})
}

// rareOption is what few programs ask of _meta: it is written in rare.py, and loaded when somebody asks for it by name. Nil for any other name.
func rareOption(t *Thread, o *Options, name *object.Str) (Object, error) {
	switch name.String() {
	case "can_migrate", "get_path_to_parent", "get_path_from_parent", "_reverse_one_to_one_field_names":
	default:
		return nil, nil
	}
	m, err := t.RT.Import(t, rareModule)
	if err != nil {
		return nil, err
	}
	c, err := object.GetAttrName(t, m, "Options")
	if err != nil {
		return nil, err
	}
	attr := c.(*Type).Lookup(name)
	return attr.Type().Slots.DescrGet(t, attr, o, o.Type())
}
