package schema

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/django/db/backends/sqlite3"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed schema.py
var source string

//go:embed introspection.py
var introspectionSource string

// The schema editor for programs and migrations: schema.py has what it does, this file what its statements are.
func init() {
	for _, name := range []string{"django.db.backends", "django.db.backends.sqlite3"} {
		object.RegisterModule(&object.NativeModule{Name: name, Package: true})
	}
	object.RegisterModule(&object.NativeModule{Name: "django.db.backends.sqlite3.introspection", Source: introspectionSource})
	object.RegisterModule(&object.NativeModule{Name: "django.db.backends.sqlite3.schema", Source: source, Init: func(t *object.Thread, m *object.Module) error {
		for name, f := range map[string]func(e *editor, args []object.Object) (object.Object, error){
			"_create": pyCreate, "_definition": pyDefinition, "_indexes": pyIndexes, "_index": pyIndex, "_unique": pyUnique, "_constraint": pyConstraint, "_inline": pyInline,
			"_quote_value": func(e *editor, args []object.Object) (object.Object, error) {
				s, err := e.value(args[0])
				return object.NewStr(s), err
			},
			"_expression": func(e *editor, args []object.Object) (object.Object, error) {
				s, err := e.expression(args[0])
				return object.NewStr(s), err
			},
		} {
			m.SetFunc(name, func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				cls, ok := args[0].(*object.Type)
				if !ok || models.OptionsOf(cls) == nil {
					return nil, object.TypeErrorf("a model class expected, not '%s'", object.TypeName(args[0]))
				}
				e, err := newEditor(t, cls)
				if err != nil {
					return nil, err
				}
				return f(e, args[1:])
			})
		}
		m.SetFunc("_give_way", giveWay)
		return nil
	}})
}

// giveWay is _give_way(connection, model): a table that the run has made of a model, and that has no rows, is no more there for a program that makes it
// itself, as a script does in a database of its own.
func giveWay(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	w, ok := args[0].(*sqlite3.Wrapper)
	cls, isModel := args[1].(*object.Type)
	if !ok || !isModel {
		return object.None, nil
	}
	opts := models.OptionsOf(cls)
	if opts == nil || models.AppsOf(t).GetModel(opts.AppLabel(), opts.ModelName()) != cls || models.DeclaredInTest(cls) {
		return object.None, nil
	}
	return object.None, w.DropEmpty(opts.DBTable())
}

func texts(ss []string) object.Object {
	out := make([]object.Object, len(ss))
	for i, s := range ss {
		out[i] = object.NewStr(s)
	}
	return object.NewList(out)
}

func (e *editor) names(o object.Object) ([]string, error) {
	if o == object.None {
		return nil, nil
	}
	items, err := object.Collect(e.t, o)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(items))
	for i, x := range items {
		out[i], _ = object.AsStr(x)
	}
	return out, nil
}

// pyCreate is _create(model, table, order): the statement that makes the table, and those that follow it.
func pyCreate(e *editor, args []object.Object) (object.Object, error) {
	var err error
	if e.order, err = e.names(args[1]); err != nil {
		return nil, err
	}
	if name, ok := object.AsStr(args[0]); ok {
		e.table = name
	}
	if err := e.createTable(); err != nil {
		return nil, err
	}
	create := e.out[0]
	if err := e.indexes(); err != nil {
		return nil, err
	}
	return object.NewTuple(object.NewStr(create), texts(e.out[1:])), nil
}

// pyDefinition is _definition(model, name): one column.
func pyDefinition(e *editor, args []object.Object) (object.Object, error) {
	name, _ := object.AsStr(args[0])
	for _, f := range e.opts.LocalFields() {
		if f.Name == name {
			s, err := e.definition(f)
			return object.NewStr(s), err
		}
	}
	return object.NewStr(""), nil
}

// pyIndexes is _indexes(model, name): what makes the index of one column, if it has one.
func pyIndexes(e *editor, args []object.Object) (object.Object, error) {
	name, _ := object.AsStr(args[0])
	var out []string
	for _, f := range e.opts.LocalFields() {
		if f.Name == name && f.DBIndex() && !f.Unique {
			out = append(out, "CREATE INDEX "+quote(e.indexName([]string{f.Column}, ""))+" ON "+quote(e.opts.DBTable())+" ("+quote(f.Column)+")")
		}
	}
	return texts(out), nil
}

// pyIndex is _index(model, index).
func pyIndex(e *editor, args []object.Object) (object.Object, error) {
	x, ok := models.AsIndex(args[0])
	if !ok {
		return nil, object.TypeErrorf("an Index expected, not '%s'", object.TypeName(args[0]))
	}
	s, err := e.index("CREATE INDEX", x.Name(), x.Fields(), x.Expressions(), x.Condition())
	return object.NewStr(s), err
}

// pyUnique is _unique(model, names): the name and the statement of a unique_together.
func pyUnique(e *editor, args []object.Object) (object.Object, error) {
	names, err := e.names(args[0])
	if err != nil {
		return nil, err
	}
	cols := e.columns(names)
	name := e.indexName(cols, "_uniq")
	return object.NewTuple(object.NewStr(name), object.NewStr("CREATE UNIQUE INDEX "+quote(name)+" ON "+quote(e.opts.DBTable())+" ("+quoteAll(cols)+")")), nil
}

// pyConstraint is _constraint(model, constraint): a statement of its own, or None for one that only CREATE TABLE can have.
func pyConstraint(e *editor, args []object.Object) (object.Object, error) {
	if _, err := e.constraint(args[0]); err != nil {
		return nil, err
	}
	if len(e.deferred) == 0 {
		return object.None, nil
	}
	return object.NewStr(e.deferred[0]), nil
}

// pyInline is _inline(model, constraint): the constraint as CREATE TABLE has it.
func pyInline(e *editor, args []object.Object) (object.Object, error) {
	s, err := e.constraint(args[0])
	return object.NewStr(s), err
}
