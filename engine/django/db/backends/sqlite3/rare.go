package sqlite3

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed rare.py
var rareSource string

const rareModule = "django.db.backends.sqlite3._rare"

func init() {
	object.RegisterModule(&object.NativeModule{Name: rareModule, Source: rareSource})
}

// orRare is the attribute look-up of connections and their operations: what few programs ask for is written in rare.py, in the class of this name,
// and loaded when somebody asks for it.
func orRare(class string) func(t *object.Thread, self object.Object, name *object.Str) (object.Object, error) {
	return func(t *object.Thread, self object.Object, name *object.Str) (object.Object, error) {
		v, err := object.GenericGetAttr(t, self, name)
		if err == nil || !object.IsException(err, object.AttributeErrorType) {
			return v, err
		}
		if s := name.String(); s == "resolve_expression" || len(s) > 1 && s[:2] == "__" {
			return v, err
		}
		m, importErr := t.RT.Import(t, rareModule)
		if importErr != nil {
			return nil, importErr
		}
		c, importErr := object.GetAttrName(t, m, class)
		if importErr != nil {
			return nil, importErr
		}
		attr := c.(*object.Type).Lookup(name)
		if attr == nil {
			return v, err
		}
		if get := attr.Type().Slots.DescrGet; get != nil {
			return get(t, attr, self, self.Type())
		}
		return attr, nil
	}
}

// logged tells the logger django.db.backends of a statement, if the program has loaded logging: nobody can be listening otherwise.
func (w *Wrapper) logged(t *object.Thread, shown string, params []object.Object, sets [][]object.Object, seconds float64) error {
	if t.RT.Modules.GetName("logging") == nil {
		return nil
	}
	m, err := t.RT.Import(t, "django.db.backends.utils")
	if err != nil {
		return err
	}
	var given object.Object = object.None
	switch {
	case sets != nil:
		rows := make([]object.Object, len(sets))
		for i, s := range sets {
			rows[i] = object.NewTuple(s...)
		}
		given = object.NewList(rows)
	case params != nil:
		given = object.NewTuple(params...)
	}
	_, err = object.CallMethod(t, m, "_log_statement", object.NewStr(shown), given, object.NewStr(w.alias), object.Float(seconds))
	return err
}
