package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/internal/order"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The methods of QuerySet that write.

// maxQueryParams is the sqlite3 backend's features.max_query_params.
const maxQueryParams = 999

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
		order.Strings(invalid)
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
