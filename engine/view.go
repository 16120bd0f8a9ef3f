package engine

import (
	"strconv"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// lastValue finds what the Rows panel shows first: the value of the last expression of main.py, else the variable that was bound last to something
// made of rows. Nothing is fetched for it: a queryset that was not evaluated shows no rows.
func (r *recorder) lastValue(ns *object.Dict, last object.Object) *View {
	if last != nil && last != object.None {
		if v := r.view(last, ""); v != nil {
			return v
		}
	}
	for pos := ns.End(); ; {
		k, v, prev, ok := ns.Prev(pos)
		if !ok {
			return nil
		}
		pos = prev
		name, isStr := object.AsStr(k)
		if !isStr || name == "" || name[0] == '_' {
			continue
		}
		if view := r.view(v, name); view != nil && view.Kind == "table" {
			return view
		}
	}
}

// view makes a table of anything made of rows, and a text of other values; nil for modules, functions and classes.
func (r *recorder) view(o object.Object, name string) *View {
	v := &View{Name: name, Type: object.TypeName(o), Kind: "text"}
	var items []object.Object
	switch {
	case sql.MetaOf(o) != nil:
		items = []object.Object{o}
	case models.IsQuerySet(o):
		cache, ok := models.ResultCache(o)
		if !ok {
			return nil
		}
		items = cache
	default:
		switch o.(type) {
		case *object.Type, *object.Module, *object.Builtin:
			return nil
		}
		if l, ok := object.AsList(o); ok {
			items = l.Items
		} else if tu, ok := object.AsTuple(o); ok {
			items = tu.Items
		} else if d, ok := object.AsDict(o); ok {
			return r.dictView(d, v)
		} else if name != "" {
			return nil
		} else {
			v.Repr = r.repr(o)
			return v
		}
	}
	v.RowCount = len(items)
	if len(items) > maxRows {
		items = items[:maxRows]
	}
	v.Repr = clip(r.repr(o))
	if len(items) == 0 {
		v.Kind, v.Columns, v.Rows = "table", []Column{}, [][]any{}
		return v
	}
	if !r.rows(v, items) {
		return nil
	}
	if v.Type == "list" || v.Type == "tuple" || v.Type == "QuerySet" {
		v.Type += "[" + object.TypeName(items[0]) + "]"
	}
	v.Kind = "table"
	return v
}

func clip(s string) string {
	if len(s) > 10_000 {
		return s[:10_000] + "…"
	}
	return s
}

// rows fills in columns and rows from the items' common shape.
func (r *recorder) rows(v *View, items []object.Object) bool {
	if meta := sql.MetaOf(items[0]); meta != nil {
		var names []*object.Str
		for _, f := range meta.ConcreteFields() {
			info := f.Info()
			names = append(names, object.Intern(info.Attname))
			v.Columns = append(v.Columns, Column{Name: info.Attname, Type: fieldType(r.t, f)})
		}
		for _, o := range items {
			if sql.MetaOf(o) != meta {
				return false
			}
			d := o.(object.HasDict).InstDict(false)
			row := make([]any, len(names))
			for i, n := range names {
				if d == nil {
					continue
				}
				if x := d.GetStr(n); x != nil {
					row[i] = r.value(x)
				} else {
					row[i] = "(deferred)"
				}
			}
			v.Rows = append(v.Rows, row)
		}
		return true
	}
	if d, ok := object.AsDict(items[0]); ok {
		for _, k := range d.Keys() {
			v.Columns = append(v.Columns, Column{Name: r.text(k)})
		}
		keys := d.Keys()
		for _, o := range items {
			d, ok := object.AsDict(o)
			if !ok {
				return false
			}
			row := make([]any, len(keys))
			for i, k := range keys {
				if x, err := d.Get(r.t, k); err == nil && x != nil {
					row[i] = r.value(x)
				}
			}
			v.Rows = append(v.Rows, row)
		}
		return true
	}
	if first, ok := object.AsTuple(items[0]); ok {
		for i := range first.Items {
			v.Columns = append(v.Columns, Column{Name: strconv.Itoa(i)})
		}
		for _, o := range items {
			tu, ok := object.AsTuple(o)
			if !ok {
				return false
			}
			var row []any
			for _, x := range tu.Items {
				row = append(row, r.value(x))
			}
			v.Rows = append(v.Rows, row)
		}
		return true
	}
	v.Columns = []Column{{Name: "value"}}
	for _, o := range items {
		v.Rows = append(v.Rows, []any{r.value(o)})
	}
	return true
}

func (r *recorder) dictView(d *object.Dict, v *View) *View {
	v.Kind, v.Repr, v.RowCount = "table", clip(r.repr(d)), d.Len()
	v.Columns = []Column{{Name: "key"}, {Name: "value"}}
	v.Rows = [][]any{}
	for pos := 0; len(v.Rows) < maxRows; {
		k, x, next, ok := d.Next(pos)
		if !ok {
			break
		}
		pos = next
		v.Rows = append(v.Rows, []any{r.value(k), r.value(x)})
	}
	return v
}

func fieldType(t *object.Thread, f sql.Field) string {
	switch f.InternalType(t) {
	case "AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField", "SmallIntegerField", "PositiveIntegerField",
		"PositiveSmallIntegerField", "PositiveBigIntegerField", "ForeignKey", "OneToOneField":
		return "integer"
	case "FloatField":
		return "real"
	case "DecimalField":
		return "decimal"
	case "BooleanField":
		return "boolean"
	case "DateField":
		return "date"
	case "DateTimeField":
		return "datetime"
	case "TimeField":
		return "time"
	case "BinaryField":
		return "blob"
	}
	return "text"
}
