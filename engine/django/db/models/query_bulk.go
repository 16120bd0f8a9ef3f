package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// bulk_create and bulk_update: many rows with few statements.

// insertConflict is on_conflict with its fields.
type insertConflict struct {
	kind   string // "", "ignore", "update"
	update []*Field
	unique []*Field
}

// bulkBatchSize is ops.bulk_batch_size of the sqlite3 backend.
func bulkBatchSize(fields, objs int) int {
	switch {
	case fields == 1:
		return 500
	case fields > 1:
		return max(maxQueryParams/fields, 1)
	}
	return max(objs, 1)
}

func (qs *QuerySet) conflictOptions(t *Thread, ignore, upd bool, updateFields, uniqueFields Object) (insertConflict, error) {
	c := insertConflict{}
	if ignore && upd {
		return c, object.ValueErrorf("ignore_conflicts and update_conflicts are mutually exclusive.")
	}
	if ignore {
		c.kind = "ignore"
		return c, nil
	}
	if !upd {
		return c, nil
	}
	opts := optionsOf(qs.model)
	resolve := func(o Object) ([]*Field, error) {
		if isNone(o) {
			return nil, nil
		}
		names, err := stringList(t, o)
		if err != nil {
			return nil, err
		}
		var out []*Field
		for _, n := range names {
			if n == "pk" {
				out = append(out, opts.pk)
				continue
			}
			f, err := opts.GetField(t, n)
			if err != nil {
				return nil, err
			}
			g, _ := f.(*Field) // nil for the other side of a relation
			out = append(out, g)
		}
		return out, nil
	}
	var err error
	if c.unique, err = resolve(uniqueFields); err != nil {
		return c, err
	}
	if c.update, err = resolve(updateFields); err != nil {
		return c, err
	}
	if len(c.update) == 0 {
		return c, object.ValueErrorf("Fields that will be updated when a row insertion fails on conflicts must be provided.")
	}
	if len(c.unique) == 0 {
		return c, object.ValueErrorf("Unique fields that can trigger the upsert must be provided.")
	}
	concrete := func(fields []*Field, arg string) error {
		for _, f := range fields {
			if f == nil || !f.Concrete || f.ManyToMany {
				return object.ValueErrorf("bulk_create() can only be used with concrete fields in %s.", arg)
			}
		}
		return nil
	}
	if err := concrete(c.update, "update_fields"); err != nil {
		return c, err
	}
	for _, f := range c.update {
		if opts.inKey(f) {
			return c, object.ValueErrorf("bulk_create() cannot be used with primary keys in update_fields.")
		}
	}
	if err := concrete(c.unique, "unique_fields"); err != nil {
		return c, err
	}
	c.kind = "update"
	return c, nil
}

func bulkCreate(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	batch := 0
	if !isNone(a[1]) {
		n, err := object.AsIndex(t, a[1])
		if err != nil {
			return nil, err
		}
		if n <= 0 {
			return nil, object.ValueErrorf("Batch size must be a positive integer.")
		}
		batch = n
	}
	opts := optionsOf(qs.model)
	for _, p := range opts.allParents() {
		if optionsOf(p).concreteModel != opts.concreteModel {
			return nil, object.ValueErrorf("Can't bulk create a multi-table inherited model")
		}
	}
	if any, err := object.Truth(t, a[0]); err != nil {
		return nil, err
	} else if !any {
		return a[0], nil
	}
	ignore, err := truth(t, a[2])
	if err != nil {
		return nil, err
	}
	upd, err := truth(t, a[3])
	if err != nil {
		return nil, err
	}
	conflict, err := qs.conflictOptions(t, ignore, upd, a[4], a[5])
	if err != nil {
		return nil, err
	}
	qs.forWrite = true
	objs, err := object.Collect(t, a[0])
	if err != nil {
		return nil, err
	}
	var with, without []Object
	for _, o := range objs {
		om := metaOf(o)
		if om == nil {
			return nil, object.AttributeErrorf(o, "pk", "'%s' object has no attribute 'pk'", object.TypeName(o))
		}
		set, err := pkIsSet(t, o)
		if err != nil {
			return nil, err
		}
		if !set && om.pk.composite == nil {
			if has, err := om.pk.m(t).hasDefault(t, om.pk); err != nil {
				return nil, err
			} else if has {
				v, err := om.pk.m(t).getDefault(t, om.pk)
				if err != nil {
					return nil, err
				}
				if err := setPK(t, o, v); err != nil {
					return nil, err
				}
				if set, err = pkIsSet(t, o); err != nil {
					return nil, err
				}
			}
		}
		// SQLite has no DEFAULT keyword in VALUES: the default's own expression goes in.
		for _, f := range om.concreteFields() {
			if f.HasDBDefault && !f.Generated {
				if v := instDict(o).GetStr(f.attnameStr); v != nil {
					if _, ok := native[*sql.DatabaseDefault](v); ok {
						if err := object.SetAttr(t, o, f.attnameStr, f.DBDefault); err != nil {
							return nil, err
						}
					}
				}
			}
		}
		if err := prepareRelated(t, o, "bulk_create", nil); err != nil {
			return nil, err
		}
		if set {
			with = append(with, o)
		} else {
			without = append(without, o)
		}
	}
	var fields, noAuto []*Field
	for _, f := range opts.concreteFields() {
		if f.Generated {
			continue
		}
		fields = append(fields, f)
		if !f.Self.Class.IsSubtype(AutoFieldType) {
			noAuto = append(noAuto, f)
		}
	}
	conn, err := qs.conn(t)
	if err != nil {
		return nil, err
	}
	returning := opts.dbReturningFields(t)
	return object.NewList(objs), conn.Atomic(t, false, func() error {
		if opts.isOrdered() {
			if err := fillOrders(t, qs, opts, objs); err != nil {
				return err
			}
		}
		for _, part := range []struct {
			objs   []Object
			fields []*Field
			hasPK  bool
		}{{with, fields, true}, {without, noAuto, false}} {
			if len(part.objs) == 0 {
				continue
			}
			rows, err := qs.batchedInsert(t, part.objs, part.fields, batch, conflict)
			if err != nil {
				return err
			}
			for i, o := range part.objs {
				if i < len(rows) && (part.hasPK || conflict.kind != "ignore") {
					for j, f := range returning {
						if j < len(rows[i]) && !(part.hasPK && f == opts.pk) {
							if err := object.SetAttr(t, o, f.attnameStr, rows[i][j]); err != nil {
								return err
							}
						}
					}
				}
				st := stateOf(o)
				st.adding, st.db = false, qs.using()
			}
		}
		return nil
	})
}

// batchedInsert is _batched_insert.
func (qs *QuerySet) batchedInsert(t *Thread, objs []Object, fields []*Field, batch int, conflict insertConflict) ([][]Object, error) {
	limit := bulkBatchSize(len(fields), len(objs))
	if batch == 0 || batch > limit {
		batch = limit
	}
	var rows [][]Object
	var returning []*Field
	if conflict.kind != "ignore" {
		returning = optionsOf(qs.model).dbReturningFields(t)
	}
	for i := 0; i < len(objs); i += batch {
		part := objs[i:min(len(objs), i+batch)]
		r, err := insertRows(t, qs.model, part, fields, returning, false, qs.using(), conflict)
		if err != nil {
			return nil, err
		}
		rows = append(rows, r...)
		if err := t.Checkpoint(len(part)); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// insertRows is QuerySet._insert: one INSERT; it gives the returned columns a row.
func insertRows(t *Thread, model *Type, objs []Object, fields, returning []*Field, raw bool, using string, conflict insertConflict) ([][]Object, error) {
	conn, err := connection(t, using)
	if err != nil {
		return nil, err
	}
	q := sql.NewInsertQuery(model, sqlFields(fields), objs, raw)
	q.OnConflict(conflict.kind, sqlFields(conflict.update), sqlFields(conflict.unique))
	return q.ExecuteInsert(t, conn, sqlFields(returning))
}

// insertMethod is _insert as Python sees it.
func insertMethod(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	objs, err := object.Collect(t, a[0])
	if err != nil {
		return nil, err
	}
	list := func(o Object) ([]*Field, error) {
		if isNone(o) {
			return nil, nil
		}
		items, err := object.Collect(t, o)
		if err != nil {
			return nil, err
		}
		var out []*Field
		for _, x := range items {
			f, err := fieldOf(x)
			if err != nil {
				return nil, err
			}
			out = append(out, f)
		}
		return out, nil
	}
	fields, err := list(a[1])
	if err != nil {
		return nil, err
	}
	returning, err := list(a[2])
	if err != nil {
		return nil, err
	}
	raw, err := truth(t, a[3])
	if err != nil {
		return nil, err
	}
	using := asStr(orNone(a[4]))
	if using == "" {
		qs.forWrite = true
		if err := qs.pin(t); err != nil {
			return nil, err
		}
		using = qs.using()
	}
	rows, err := insertRows(t, qs.model, objs, fields, returning, raw, using, insertConflict{})
	if err != nil {
		return nil, err
	}
	out := make([]Object, len(rows))
	for i, r := range rows {
		out[i] = object.NewTuple(r...)
	}
	return object.NewList(out), nil
}

func sqlFields(fs []*Field) []sql.Field {
	if fs == nil {
		return nil
	}
	out := make([]sql.Field, len(fs))
	for i, f := range fs {
		out[i] = f
	}
	return out
}

func bulkUpdate(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	batch := 0
	if !isNone(a[2]) {
		n, err := object.AsIndex(t, a[2])
		if err != nil {
			return nil, err
		}
		if n <= 0 {
			return nil, object.ValueErrorf("Batch size must be a positive integer.")
		}
		batch = n
	}
	names, err := stringList(t, a[1])
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, object.ValueErrorf("Field names must be given to bulk_update().")
	}
	objs, err := object.Collect(t, a[0])
	if err != nil {
		return nil, err
	}
	for _, o := range objs {
		if set, err := pkIsSet(t, o); err != nil {
			return nil, err
		} else if !set {
			return nil, object.ValueErrorf("All bulk_update() objects must have a primary key set.")
		}
	}
	opts := optionsOf(qs.model)
	var fields []*Field
	for _, n := range names {
		f, err := opts.GetField(t, n)
		if err != nil {
			return nil, err
		}
		g, ok := f.(*Field)
		if !ok || !g.Concrete || g.ManyToMany {
			return nil, object.ValueErrorf("bulk_update() can only be used with concrete fields.")
		}
		fields = append(fields, g)
	}
	for _, f := range fields {
		if opts.inKey(f) {
			return nil, object.ValueErrorf("bulk_update() cannot be used with primary key fields.")
		}
		for _, p := range opts.allParents() {
			if optionsOf(p).inKey(f) {
				return nil, object.ValueErrorf("bulk_update() cannot be used with primary key fields.")
			}
		}
	}
	if len(objs) == 0 {
		return object.NewInt(0), nil
	}
	for _, o := range objs {
		if err := prepareRelated(t, o, "bulk_update", fields); err != nil {
			return nil, err
		}
	}
	qs.forWrite = true
	conn, err := qs.conn(t)
	if err != nil {
		return nil, err
	}
	// One parameter a primary key in pk IN (…), and two for each WHEN.
	limit := bulkBatchSize(2*len(fields)+1, len(objs))
	if batch == 0 || batch > limit {
		batch = limit
	}
	type job struct {
		pks    []Object
		kwargs *object.Dict
	}
	var jobs []job
	for i := 0; i < len(objs); i += batch {
		part := objs[i:min(len(objs), i+batch)]
		j := job{kwargs: object.NewDict()}
		for _, o := range part {
			pk, err := pkOf(t, o)
			if err != nil {
				return nil, err
			}
			j.pks = append(j.pks, pk)
		}
		for _, f := range fields {
			var whens []sql.Expression
			for k, o := range part {
				v, err := object.GetAttr(t, o, f.attnameStr)
				if err != nil {
					return nil, err
				}
				e, ok := sql.AsExpression(t, v)
				if !ok {
					e = sql.NewValueAs(v, f)
				}
				w, err := sql.NewWhen(t, sql.QFilter("pk", j.pks[k]), e)
				if err != nil {
					return nil, err
				}
				whens = append(whens, w)
			}
			c, err := sql.NewCase(t, whens, f)
			if err != nil {
				return nil, err
			}
			j.kwargs.SetName(f.Attname, c)
		}
		jobs = append(jobs, j)
	}
	var total int64
	err = conn.Atomic(t, false, func() error {
		base, err := qs.chain(t)
		if err != nil {
			return err
		}
		for _, j := range jobs {
			c, err := base.filterKw(t, "pk__in", object.NewList(j.pks))
			if err != nil {
				return err
			}
			n, err := update(t, c, []Object{j.kwargs})
			if err != nil {
				return err
			}
			k, _ := object.AsInt(n)
			total += k
		}
		return nil
	})
	return object.NewInt(total), err
}
