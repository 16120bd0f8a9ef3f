package models

import (
	"sort"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The methods of QuerySet that write.

// maxQueryParams is the sqlite3 backend's features.max_query_params.
const maxQueryParams = 999

// insertConflict is on_conflict with its fields.
type insertConflict struct {
	kind   string // "", "ignore", "update"
	update []*Field
	unique []*Field
}

func writeMethods() []object.Method {
	return []object.Method{
		qsMethod("create", []string{"**kwargs"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			return qs.create(t, a[0].(*object.Dict))
		}),
		qsMethod("get_or_create", []string{"defaults=", "**kwargs"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			return getOrCreate(t, qs, a[0], a[1].(*object.Dict))
		}),
		qsMethod("update_or_create", []string{"defaults=", "create_defaults=", "**kwargs"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			return updateOrCreate(t, qs, a[0], a[1], a[2].(*object.Dict))
		}),
		qsMethod("bulk_create", []string{"objs", "batch_size=", "ignore_conflicts=", "update_conflicts=", "update_fields=", "unique_fields="}, bulkCreate),
		qsMethod("bulk_update", []string{"objs", "fields", "batch_size="}, bulkUpdate),
		qsMethod("update", []string{"**kwargs"}, update),
		qsMethod("_update", []string{"values"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			items, err := object.Collect(t, a[0])
			if err != nil {
				return nil, err
			}
			var vs []sql.UpdateValue
			for _, it := range items {
				tu, ok := object.AsTuple(it)
				if !ok || len(tu.Items) != 3 {
					return nil, object.TypeErrorf("_update() needs (field, model, value) tuples")
				}
				f, ok := sql.AsField(tu.Items[0])
				if !ok {
					return nil, object.TypeErrorf("_update() needs (field, model, value) tuples")
				}
				vs = append(vs, sql.UpdateValue{Field: f, Value: tu.Items[2]})
			}
			n, err := qs.updateValues(t, vs)
			return object.NewInt(n), err
		}),
		qsMethod("_insert", []string{"objs", "fields", "returning_fields=", "raw=", "using=", "on_conflict=", "update_fields=", "unique_fields="}, insertMethod),
		qsMethod("delete", nil, deleteQuerySet),
		qsMethod("_raw_delete", []string{"using"}, func(t *Thread, qs *QuerySet, a []Object) (Object, error) {
			n, err := qs.rawDelete(t, asStr(a[0]))
			return object.NewInt(n), err
		}),
	}
}

func (qs *QuerySet) create(t *Thread, kw *object.Dict) (Object, error) {
	var reverse []string
	opts := optionsOf(qs.model)
	for _, k := range kw.Keys() {
		if r, ok := opts.FindField(asStr(k)).(*Rel); ok && r.OneToOne {
			reverse = append(reverse, asStr(k))
		}
	}
	if reverse != nil {
		return nil, object.ValueErrorf("The following fields do not exist in this model: %s", strings.Join(reverse, ", "))
	}
	obj, err := object.Call(t, qs.model, nil, kwDict(kw))
	if err != nil {
		return nil, err
	}
	qs.forWrite = true
	if err := qs.pin(t); err != nil {
		return nil, err
	}
	return obj, callSave(t, obj, object.Kw("force_insert", object.True, "using", str(qs.using())))
}

// params is _extract_model_params: defaults over the look-ups that name plain fields.
func (qs *QuerySet) params(t *Thread, defaults, kw *object.Dict) (*object.Dict, error) {
	out := object.NewDict()
	_ = each(kw, func(k, v Object) error {
		if !strings.Contains(asStr(k), "__") {
			out.SetName(asStr(k), v)
		}
		return nil
	})
	if defaults != nil {
		copyInto(out, defaults)
	}
	opts := optionsOf(qs.model)
	var invalid []string
	for _, k := range out.Keys() {
		n := asStr(k)
		if f := opts.FindField(n); f != nil {
			continue
		}
		if n == "pk" {
			continue
		}
		if p, ok := qs.model.LookupName(n).(*object.Property); ok && p.Set != nil {
			continue
		}
		invalid = append(invalid, n)
	}
	if invalid != nil {
		sort.Strings(invalid)
		return nil, exceptions.FieldErrorf("Invalid field name(s) for model %s: '%s'.", opts.objectName, strings.Join(invalid, "', '"))
	}
	return out, nil
}

// resolveCallables calls the callables among the values of a dict.
func resolveCallables(t *Thread, d *object.Dict) (*object.Dict, error) {
	out := object.NewDict()
	err := each(d, func(k, v Object) error {
		if object.IsCallable(v) {
			var err error
			if v, err = object.Call(t, v, nil, nil); err != nil {
				return err
			}
		}
		out.SetName(asStr(k), v)
		return nil
	})
	return out, err
}

func asDictOrNil(o Object) *object.Dict {
	d, _ := object.AsDict(orNone(o))
	return d
}

func getOrCreate(t *Thread, qs *QuerySet, defaults Object, kw *object.Dict) (Object, error) {
	qs.forWrite = true
	c, err := qs.filterDict(t, kw, false)
	if err != nil {
		return nil, err
	}
	obj, err := qs.getOne(t, c)
	if err == nil {
		return object.NewTuple(obj, object.False), nil
	}
	missing, _ := qs.model.Lookup(strDoesNotExist).(*Type)
	if missing == nil || !object.IsException(err, missing) {
		return nil, err
	}
	params, perr := qs.params(t, asDictOrNil(defaults), kw)
	if perr != nil {
		return nil, perr
	}
	conn, cerr := qs.conn(t)
	if cerr != nil {
		return nil, cerr
	}
	cerr = conn.Atomic(t, true, func() error {
		params, err := resolveCallables(t, params)
		if err != nil {
			return err
		}
		obj, err = qs.callCreate(t, params)
		return err
	})
	if cerr == nil {
		return object.NewTuple(obj, object.True), nil
	}
	if object.IsException(cerr, utils.IntegrityError) {
		// Someone else may have made it meanwhile.
		c, err := qs.filterDict(t, kw, false)
		if err == nil {
			if obj, err = qs.getOne(t, c); err == nil {
				return object.NewTuple(obj, object.False), nil
			}
			if !object.IsException(err, missing) {
				return nil, err
			}
		}
	}
	return nil, cerr
}

var strCreate = object.Intern("create")

// callCreate is self.create(**params), the program's override where it has one.
func (qs *QuerySet) callCreate(t *Thread, params *object.Dict) (Object, error) {
	if userAttr(qs.Self.Class, strCreate) != nil {
		return object.CallMethodKw(t, qs.Self, strCreate, nil, kwDict(params))
	}
	return qs.create(t, params)
}

func updateOrCreate(t *Thread, qs *QuerySet, defaults, createDefaults Object, kw *object.Dict) (Object, error) {
	upd := asDictOrNil(defaults)
	if upd == nil {
		upd = object.NewDict()
	}
	cre := upd
	if d := asDictOrNil(createDefaults); d != nil {
		cre = d
	}
	qs.forWrite = true
	conn, err := qs.conn(t)
	if err != nil {
		return nil, err
	}
	var result Object
	err = conn.Atomic(t, true, func() error {
		locked, err := qs.chain(t)
		if err != nil {
			return err
		}
		locked.query.SelectForUpdate = true
		locked.forWrite = true
		pair, err := getOrCreate(t, locked, cre, kw)
		if err != nil {
			return err
		}
		tu := pair.(*object.Tuple)
		obj := tu.Items[0]
		if tu.Items[1] == object.True {
			result = pair
			return nil
		}
		resolved, err := resolveCallables(t, upd)
		if err != nil {
			return err
		}
		if err := each(resolved, func(k, v Object) error { return object.SetAttrName(t, obj, asStr(k), v) }); err != nil {
			return err
		}
		opts := optionsOf(qs.model)
		concrete := true
		var names []string
		for _, k := range resolved.Keys() {
			n := asStr(k)
			f := opts.field(n)
			if f == nil || !f.Concrete || opts.inKey(f) || f.m2m != nil {
				concrete = false
			}
			names = append(names, n)
		}
		args := object.Kw("using", str(qs.using()))
		if concrete && names != nil {
			// What pre_save changes (auto_now) is saved too.
			for _, f := range opts.localConcreteFields() {
				if opts.inKey(f) || contains(names, f.Name) {
					continue
				}
				if f.date != nil || userAttr(f.Self.Class, strPreSave) != nil {
					names = append(names, f.Name)
					if f.Name != f.Attname {
						names = append(names, f.Attname)
					}
				}
			}
			args = object.Kw("using", str(qs.using()), "update_fields", strTuple(names))
		} else if names == nil && concrete {
			// An empty dict of defaults: Django still saves with the fields that pre_save may change.
			for _, f := range opts.localConcreteFields() {
				if !opts.inKey(f) && f.date != nil {
					names = append(names, f.Name)
				}
			}
			args = object.Kw("using", str(qs.using()), "update_fields", strTuple(names))
		}
		result = object.NewTuple(obj, object.False)
		return callSave(t, obj, args)
	})
	return result, err
}

var strPreSave = object.Intern("pre_save")

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

func update(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	kw := a[0].(*object.Dict)
	if err := qs.notCombined("update"); err != nil {
		return nil, err
	}
	if qs.query.IsSliced() {
		return nil, object.TypeErrorf("Cannot update a query once a slice has been taken.")
	}
	qs.forWrite = true
	q, err := qs.SQLQuery(t)
	if err != nil {
		return nil, err
	}
	conn, err := qs.conn(t)
	if err != nil {
		return nil, err
	}
	u := q.ChainUpdate()
	if err := u.AddUpdateValues(t, kw); err != nil {
		return nil, err
	}
	if err := u.InlineOrderAnnotations(t); err != nil {
		return nil, err
	}
	var n int64
	err = conn.MarkForRollbackOnError(t, func() error {
		n, err = u.ExecuteUpdate(t, conn)
		return err
	})
	qs.result = nil
	return object.NewInt(n), err
}

// updateValues is QuerySet._update.
func (qs *QuerySet) updateValues(t *Thread, values []sql.UpdateValue) (int64, error) {
	if qs.query.IsSliced() {
		return 0, object.TypeErrorf("Cannot update a query once a slice has been taken.")
	}
	q, err := qs.SQLQuery(t)
	if err != nil {
		return 0, err
	}
	conn, err := qs.conn(t)
	if err != nil {
		return 0, err
	}
	u := q.ChainUpdate()
	if err := u.AddUpdateFields(t, values); err != nil {
		return 0, err
	}
	u.ClearAnnotations()
	qs.result = nil
	return u.ExecuteUpdate(t, conn)
}

func deleteQuerySet(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	if err := qs.notCombined("delete"); err != nil {
		return nil, err
	}
	if qs.query.IsSliced() {
		return nil, object.TypeErrorf("Cannot use 'limit' or 'offset' with delete().")
	}
	if len(qs.query.DistinctFields) > 0 {
		return nil, object.TypeErrorf("Cannot call delete() after .distinct(*fields).")
	}
	if qs.hasFields {
		return nil, object.TypeErrorf("Cannot call delete() after .values() or .values_list()")
	}
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	c.forWrite = true
	c.query.SelectForUpdate = false
	c.query.SelectRelated = sql.SelectRelated{}
	c.query.ClearOrdering(true, true)
	if err := c.pin(t); err != nil {
		return nil, err
	}
	col := newCollector(c.using(), qs.Self)
	if err := col.collectQuerySet(t, c); err != nil {
		return nil, err
	}
	r, err := col.delete(t)
	qs.result = nil
	return r, err
}

// rawDelete is _raw_delete: a DELETE without fetching anything.
func (qs *QuerySet) rawDelete(t *Thread, using string) (int64, error) {
	q, err := qs.SQLQuery(t)
	if err != nil {
		return 0, err
	}
	conn, err := connection(t, using)
	if err != nil {
		return 0, err
	}
	return q.ChainDelete().ExecuteDelete(t, conn)
}
