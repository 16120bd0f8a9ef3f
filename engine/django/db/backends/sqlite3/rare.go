package sqlite3

import (
	"context"
	_ "embed"
	"strings"

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
		rare, rareErr := fromRare(t, class, self, name)
		if rare == nil && rareErr == nil {
			return nil, err
		}
		return rare, rareErr
	}
}

// fromRare looks an attribute up in a class of rare.py; nil if it is not there.
func fromRare(t *object.Thread, class string, self object.Object, name *object.Str) (object.Object, error) {
	m, err := t.RT.Import(t, rareModule)
	if err != nil {
		return nil, err
	}
	c, err := object.GetAttrName(t, m, class)
	if err != nil {
		return nil, err
	}
	attr := c.(*object.Type).Lookup(name)
	if attr == nil {
		return nil, nil
	}
	if get := attr.Type().Slots.DescrGet; get != nil {
		return get(t, attr, self, self.Type())
	}
	return attr, nil
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

// DropEmpty takes a table away if it is there and has no rows. The program doesn't hear of it.
func (w *Wrapper) DropEmpty(table string) error {
	if w.sess == nil {
		return nil
	}
	ctx := context.Background()
	found, err := w.sess.Query(ctx, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", []any{table})
	if err != nil || len(found.Rows) == 0 {
		return err
	}
	name := `"` + strings.ReplaceAll(table, `"`, `""`) + `"`
	rows, err := w.sess.Query(ctx, "SELECT 1 FROM "+name+" LIMIT 1", nil)
	if err != nil || len(rows.Rows) > 0 {
		return err
	}
	return w.sess.Exec(ctx, "DROP TABLE "+name)
}
