package engine

import (
	"strconv"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// lastValue finds what the Rows panel shows first: what the expression that ends main.py came to, as python -m asyncio would show it, else a variable. Nothing
// is fetched for it: a queryset that was not evaluated shows no rows.
func (r *recorder) lastValue(variables *object.Dict, last object.Object) *View {
	if last == nil || last == object.None {
		return r.lastTable(variables)
	}
	if v := r.table(last, ""); v != nil {
		return v
	}
	v := &View{Kind: "text", Type: object.TypeName(last)}
	if models.IsQuerySet(last) {
		v.Repr = clip(r.question(last), maxRepr)
	} else {
		v.Repr = r.repr(last, maxRepr)
	}
	return v
}

// question says what a queryset that nothing has asked for its rows would ask.
func (r *recorder) question(queryset object.Object) string {
	out := "A queryset that nothing has asked for its rows."
	if query, err := object.GetAttrName(r.t, queryset, "query"); err == nil {
		if sql, err := object.ToStr(r.t, query); err == nil {
			out += " It would send\n" + sql
		}
	}
	return out
}

// lastTable finds, of the variables of main.py that hold something made of rows, the one that was bound last.
func (r *recorder) lastTable(variables *object.Dict) *View {
	for pos := variables.End(); ; {
		k, v, prev, ok := variables.Prev(pos)
		if !ok {
			return nil
		}
		pos = prev
		name, isStr := object.AsStr(k)
		if !isStr || name == "" || name[0] == '_' {
			continue
		}
		if view := r.table(v, name); view != nil {
			return view
		}
	}
}

// table shows a model instance, a queryset, a list, a tuple or a dict as a table; nil for everything else, and for items that have no shape in common, or too wide a one.
func (r *recorder) table(o object.Object, name string) *View {
	v := &View{Kind: "table", Name: name, Type: object.TypeName(o)}
	var items []object.Object
	if sql.MetaOf(o) != nil {
		items = []object.Object{o}
	} else if models.IsQuerySet(o) {
		cache, ok := models.ResultCache(o)
		if !ok {
			return nil
		}
		items = cache
	} else if l, ok := object.AsList(o); ok {
		items = l.Items
	} else if tu, ok := object.AsTuple(o); ok {
		items = tu.Items
	} else if d, ok := object.AsDict(o); ok {
		r.entries(v, d)
		return v
	} else {
		return nil
	}
	v.RowCount = len(items)
	if len(items) > maxRows {
		items = items[:maxRows]
	}
	v.Repr = r.repr(o, maxRepr)
	if len(items) == 0 {
		v.Columns, v.Rows = []Column{}, [][]any{}
		return v
	}
	if !r.rows(v, items) {
		return nil
	}
	if v.Type == "list" || v.Type == "tuple" || v.Type == "QuerySet" {
		v.Type += "[" + object.TypeName(items[0]) + "]"
	}
	return v
}

// rows fills in columns and rows by the shape of the first item; false when another item has a different one.
func (r *recorder) rows(v *View, items []object.Object) bool {
	if meta := sql.MetaOf(items[0]); meta != nil {
		return r.instances(v, meta, items)
	}
	if first, ok := object.AsDict(items[0]); ok {
		return r.dicts(v, first.Keys(), items)
	}
	if first, ok := object.AsTuple(items[0]); ok {
		return r.tuples(v, len(first.Items), items)
	}
	v.Columns = []Column{{Name: "value"}}
	for _, o := range items {
		v.Rows = append(v.Rows, []any{r.value(o)})
	}
	return true
}

func (r *recorder) instances(v *View, meta sql.Options, items []object.Object) bool {
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

func (r *recorder) dicts(v *View, keys []object.Object, items []object.Object) bool {
	if len(keys) > maxColumns {
		return false
	}
	for _, k := range keys {
		v.Columns = append(v.Columns, Column{Name: clip(r.text(k), fewText)})
	}
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

func (r *recorder) tuples(v *View, width int, items []object.Object) bool {
	if width > maxColumns {
		return false
	}
	for i := range width {
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

// entries shows the keys and values of one dict.
func (r *recorder) entries(v *View, d *object.Dict) {
	v.Repr, v.RowCount = r.repr(d, maxRepr), d.Len()
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
}

// fieldType is the type of a field as [Column] names it.
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
