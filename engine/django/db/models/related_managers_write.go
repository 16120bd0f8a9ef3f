package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What the manager of a reverse foreign key or of a generic relation writes: add, create, remove, clear and set.

// attachGeneric sets the two columns that point at the instance.
func (m *Manager) attachGeneric(t *Thread, o Object) error {
	r := m.related
	if err := m.checkInstance(t, o); err != nil {
		return err
	}
	pk, err := pkOf(t, r.instance)
	if err != nil {
		return err
	}
	ct, err := contentTypeByID(t, r.contentType)
	if err != nil {
		return err
	}
	if err := object.SetAttrName(t, o, r.generic.contentTypeField, ct); err != nil {
		return err
	}
	return object.SetAttrName(t, o, r.generic.objectIDField, pk)
}

func (m *Manager) addReverse(t *Thread, objs []Object, bulk bool) error {
	r := m.related
	if r.generic != nil {
		return m.addGeneric(t, objs, bulk)
	}
	if err := m.checkFK(t); err != nil {
		return err
	}
	m.removePrefetched()
	db := m.writeDB()
	attach := func(o Object) error {
		if err := m.checkInstance(t, o); err != nil {
			return err
		}
		return object.SetAttr(t, o, r.field.nameStr, r.instance)
	}
	if bulk {
		var pks []Object
		for _, o := range objs {
			if err := attach(o); err != nil {
				return err
			}
			if st := stateOf(o); st.adding || st.db != db {
				return unsaved(t, o)
			}
			pk, err := pkOf(t, o)
			if err != nil {
				return err
			}
			pks = append(pks, pk)
		}
		qs, err := baseQuerySet(t, m.model)
		if err != nil {
			return err
		}
		if qs, err = qs.onDB(db).filterKw(t, "pk__in", object.NewList(pks)); err != nil {
			return err
		}
		return qs.updateOne(t, r.field.Name, r.instance)
	}
	conn, err := connection(t, db)
	if err != nil {
		return err
	}
	return conn.Atomic(t, false, func() error {
		for _, o := range objs {
			if err := attach(o); err != nil {
				return err
			}
			if err := callSave(t, o, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

func (m *Manager) addGeneric(t *Thread, objs []Object, bulk bool) error {
	m.removePrefetched()
	db := m.writeDB()
	conn, err := connection(t, db)
	if err != nil {
		return err
	}
	if !bulk {
		return conn.Atomic(t, false, func() error {
			for _, o := range objs {
				if err := m.attachGeneric(t, o); err != nil {
					return err
				}
				if err := callSave(t, o, nil); err != nil {
					return err
				}
			}
			return nil
		})
	}
	var pks []Object
	for _, o := range objs {
		if err := m.checkInstance(t, o); err != nil {
			return err
		}
		if st := stateOf(o); st.adding || st.db != db {
			return unsaved(t, o)
		}
		if err := m.attachGeneric(t, o); err != nil {
			return err
		}
		pk, err := pkOf(t, o)
		if err != nil {
			return err
		}
		pks = append(pks, pk)
	}
	qs, err := baseQuerySet(t, m.model)
	if err != nil {
		return err
	}
	if qs, err = qs.onDB(db).filterKw(t, "pk__in", object.NewList(pks)); err != nil {
		return err
	}
	ct, err := contentTypeByID(t, m.related.contentType)
	if err != nil {
		return err
	}
	pk, err := pkOf(t, m.related.instance)
	if err != nil {
		return err
	}
	d := object.NewDict()
	d.SetName(m.related.generic.contentTypeField, ct)
	d.SetName(m.related.generic.objectIDField, pk)
	_, err = object.CallMethodKw(t, qs.Self, object.Intern("update"), nil, kwDict(d))
	return err
}

// updateOne is update(**{name: v}).
func (qs *QuerySet) updateOne(t *Thread, name string, v Object) error {
	d := object.NewDict()
	d.SetName(name, v)
	_, err := object.CallMethodKw(t, qs.Self, object.Intern("update"), nil, kwDict(d))
	return err
}

func (m *Manager) createReverse(t *Thread, method string, kw *object.Dict) (Object, error) {
	if g := m.related.generic; g != nil {
		m.removePrefetched()
		ct, err := contentTypeByID(t, m.related.contentType)
		if err != nil {
			return nil, err
		}
		pk, err := pkOf(t, m.related.instance)
		if err != nil {
			return nil, err
		}
		kw.SetName(g.contentTypeField, ct)
		kw.SetName(g.objectIDField, pk)
		return m.onDB(m.writeDB()).superCall(t, method, nil, kwDict(kw))
	}
	if err := m.checkFK(t); err != nil {
		return nil, err
	}
	if method == "create" {
		m.removePrefetched()
	}
	kw.SetName(m.related.field.Name, m.related.instance)
	c := m.onDB(m.writeDB())
	return c.superCall(t, method, nil, kwDict(kw))
}

func (m *Manager) removeReverse(t *Thread, objs []Object, bulk bool) error {
	if len(objs) == 0 {
		return nil
	}
	r := m.related
	if r.generic != nil {
		var pks []Object
		for _, o := range objs {
			pk, err := pkOf(t, o)
			if err != nil {
				return err
			}
			pks = append(pks, pk)
		}
		qs, err := m.querySet(t)
		if err != nil {
			return err
		}
		if qs, err = qs.filterKw(t, "pk__in", object.NewList(pks)); err != nil {
			return err
		}
		m.removePrefetched()
		_, err = deleteQuerySet(t, qs, nil)
		return err
	}
	if err := m.checkFK(t); err != nil {
		return err
	}
	val, err := r.field.valuesOf(t, r.instance, 1)
	if err != nil {
		return err
	}
	var ids []Object
	for _, o := range objs {
		if err := m.checkInstance(t, o); err != nil {
			return err
		}
		own, err := r.field.valuesOf(t, o, 0)
		if err != nil {
			return err
		}
		eq, err := equalAll(t, own, val)
		if err != nil {
			return err
		}
		if !eq {
			a, err := repr(t, o)
			if err != nil {
				return err
			}
			b, err := repr(t, r.instance)
			if err != nil {
				return err
			}
			return doesNotExist(r.rel.to, "%s is not related to %s.", a, b)
		}
		pk, err := pkOf(t, o)
		if err != nil {
			return err
		}
		ids = append(ids, pk)
	}
	set, err := newSet(t, ids)
	if err != nil {
		return err
	}
	qs, err := m.querySet(t)
	if err != nil {
		return err
	}
	if qs, err = qs.filterKw(t, "pk__in", set); err != nil {
		return err
	}
	return m.detach(t, qs, bulk)
}

func (m *Manager) clearReverse(t *Thread, bulk bool) error {
	if m.related.generic != nil {
		qs, err := m.querySet(t)
		if err != nil {
			return err
		}
		m.removePrefetched()
		_, err = deleteQuerySet(t, qs, nil)
		return err
	}
	if err := m.checkFK(t); err != nil {
		return err
	}
	qs, err := m.querySet(t)
	if err != nil {
		return err
	}
	if qs, err = qs.chain(t); err != nil {
		return err
	}
	return m.detach(t, qs, bulk)
}

// detach is _clear: it sets the key of the rows to NULL.
func (m *Manager) detach(t *Thread, qs *QuerySet, bulk bool) error {
	f := m.related.field
	m.removePrefetched()
	db := m.writeDB()
	qs, err := qs.chain(t)
	if err != nil {
		return err
	}
	qs.db = db
	if bulk {
		return qs.updateOne(t, f.Name, none)
	}
	conn, err := connection(t, db)
	if err != nil {
		return err
	}
	return conn.Atomic(t, false, func() error {
		items, err := qs.fetch(t)
		if err != nil {
			return err
		}
		for _, o := range items {
			if err := object.SetAttr(t, o, f.nameStr, none); err != nil {
				return err
			}
			if err := callSave(t, o, object.Kw("update_fields", strTuple([]string{f.Name}))); err != nil {
				return err
			}
		}
		return nil
	})
}

func (m *Manager) setReverse(t *Thread, objsObj Object, bulk, clear bool) error {
	generic := m.related.generic != nil
	if !generic {
		if err := m.checkFK(t); err != nil {
			return err
		}
	}
	objs, err := object.Collect(t, objsObj)
	if err != nil {
		return err
	}
	objs = sql.ActualItems(t, objs)
	call := func(name string, args []Object) error {
		_, err := object.CallMethodKw(t, m.Self, object.Intern(name), args, object.Kw("bulk", object.NewBool(bulk)))
		return err
	}
	if !generic && !m.related.field.Null {
		return call("add", objs)
	}
	db := m.writeDB()
	conn, err := connection(t, db)
	if err != nil {
		return err
	}
	return conn.Atomic(t, false, func() error {
		if clear {
			if err := call("clear", nil); err != nil {
				return err
			}
			return call("add", objs)
		}
		qs, err := m.querySet(t)
		if err != nil {
			return err
		}
		if qs, err = qs.chain(t); err != nil {
			return err
		}
		qs.db = db
		items, err := qs.fetch(t)
		if err != nil {
			return err
		}
		old, err := newSet(t, items)
		if err != nil {
			return err
		}
		var fresh []Object
		for _, o := range objs {
			had, err := old.Discard(t, o)
			if err != nil {
				return err
			}
			if !had {
				fresh = append(fresh, o)
			}
		}
		if err := call("remove", old.Items()); err != nil {
			return err
		}
		return call("add", fresh)
	})
}

// unsaved is the error of add() for an object without a row.
func unsaved(t *Thread, o Object) error {
	rp, err := repr(t, o)
	if err != nil {
		return err
	}
	return object.ValueErrorf("%s instance isn't saved. Use bulk=False or save the object first.", rp)
}
