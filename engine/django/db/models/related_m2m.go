package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The manager of a many-to-many relation (create_forward_many_to_many_manager).

// newSet makes a set, whose order is that of CPython's.
func newSet(t *Thread, items []Object) (*object.Set, error) {
	s := object.NewSet()
	for _, x := range items {
		if err := s.Add(t, x); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func init() {
	const cls = "create_forward_many_to_many_manager.<locals>.ManyRelatedManager"
	counted := func(name string) object.Method {
		return relMethod(cls, name, nil, func(t *Thread, m *Manager, a []Object) (Object, error) {
			// Where no condition on the target is needed, its table need not be joined.
			if m.related.super == ManagerType && m.prefetched() == nil {
				qs, err := m.constrainedTarget(t)
				if err != nil {
					return nil, err
				}
				if qs != nil {
					if name == "count" {
						n, err := qs.count(t)
						return object.NewInt(n), err
					}
					b, err := qs.exists(t)
					return object.NewBool(b), err
				}
			}
			return m.superCall(t, name, nil, nil)
		})
	}
	made := func(method string) object.Method {
		return relMethod(cls, method, []string{"*", "through_defaults=", "**kwargs"}, func(t *Thread, m *Manager, a []Object) (Object, error) {
			c := m.onDB(m.writeDB())
			r, err := c.superCall(t, method, nil, kwDict(a[1].(*object.Dict)))
			if err != nil {
				return nil, err
			}
			obj := r
			if method != "create" {
				tu, ok := object.AsTuple(r)
				if !ok || len(tu.Items) != 2 {
					return r, nil
				}
				if tu.Items[1] != object.True {
					return r, nil
				}
				obj = tu.Items[0]
			}
			return r, m.addItems(t, []Object{obj}, a[0])
		})
	}
	manyRelatedManagerType.Define(object.Spec{
		Slots: object.Slots{Call: func(t *Thread, self Object, args []Object, kw *Kwargs) (Object, error) {
			return otherManager(t, self, args, kw)
		}},
		GetSets: []object.GetSet{
			relGetSet("instance", func(m *Manager) Object { return m.related.instance }),
			relGetSet("through", func(m *Manager) Object { return typeOrNone(m.related.through) }),
			relGetSet("symmetrical", func(m *Manager) Object { return object.NewBool(m.related.symmetrical) }),
			relGetSet("reverse", func(m *Manager) Object { return object.NewBool(m.related.reverse) }),
			relGetSet("source_field_name", func(m *Manager) Object { return str(m.related.sourceName) }),
			relGetSet("target_field_name", func(m *Manager) Object { return str(m.related.targetName) }),
			relGetSet("source_field", func(m *Manager) Object { return m.related.source.Self }),
			relGetSet("target_field", func(m *Manager) Object { return m.related.target.Self }),
			relGetSet("query_field_name", func(m *Manager) Object { return str(m.related.queryField) }),
			relGetSet("prefetch_cache_name", func(m *Manager) Object { return str(m.related.cacheName) }),
			relGetSet("related_val", func(m *Manager) Object { return object.NewTuple(append([]Object(nil), m.related.relatedVal...)...) }),
		},
		Methods: []object.Method{
			relMethod(cls, "get_queryset", nil, func(t *Thread, m *Manager, a []Object) (Object, error) { return qsResult(m.relatedQuerySet(t)) }),
			managerPrefetch[0], managerPrefetch[1],
			counted("count"),
			counted("exists"),
			relMethod(cls, "add", []string{"*objs", "through_defaults="}, func(t *Thread, m *Manager, a []Object) (Object, error) {
				return none, m.addItems(t, sql.ActualItems(t, a[1].(*object.Tuple).Items), a[0])
			}),
			relMethod(cls, "remove", []string{"*objs"}, func(t *Thread, m *Manager, a []Object) (Object, error) {
				m.removePrefetched()
				return none, m.removeItems(t, sql.ActualItems(t, a[0].(*object.Tuple).Items))
			}),
			relMethod(cls, "clear", nil, func(t *Thread, m *Manager, a []Object) (Object, error) { return none, m.clearItems(t) }),
			relMethod(cls, "set", []string{"objs", "*", "clear=", "through_defaults="}, func(t *Thread, m *Manager, a []Object) (Object, error) {
				clear, err := truth(t, a[1])
				if err != nil {
					return nil, err
				}
				return none, m.setItems(t, a[0], clear, a[2])
			}),
			made("create"), made("get_or_create"), made("update_or_create"),
			addPlanMethod(cls), missingMethod(cls),
			relMethod(cls, "_remove_prefetched_objects", nil, func(t *Thread, m *Manager, a []Object) (Object, error) {
				m.removePrefetched()
				return none, nil
			}),
		},
	})
}

// constrainedTarget is the property of that name: the rows of the intermediate table alone.
func (m *Manager) constrainedTarget(t *Thread) (*QuerySet, error) {
	r := m.related
	if r.target.fk == nil || !r.target.fk.dbConstraint {
		return nil, nil
	}
	if !sql.Feature(t, "supports_foreign_keys") {
		return nil, nil
	}
	qs, err := baseQuerySet(t, r.through)
	if err != nil {
		return nil, err
	}
	if m.db != "" {
		qs = qs.onDB(m.db)
	}
	d := object.NewDict()
	d.SetName(r.sourceName, r.relatedVal[0])
	if r.target.Null {
		d.SetName(r.targetName+"__isnull", object.False)
	}
	return qs.filterDict(t, d, false)
}

func (m *Manager) m2mAtomic(t *Thread, fn func() error) error {
	conn, err := connection(t, m.writeDB())
	if err != nil {
		return err
	}
	return conn.Atomic(t, false, fn)
}

// sendChanged sends m2m_changed.
func (m *Manager) sendChanged(t *Thread, action string, pks Object) error {
	r := m.related
	s := signalsOf(t).m2mChanged
	if !s.listening() {
		return nil
	}
	return s.send(t, r.through, "action", str(action), "instance", r.instance, "reverse", object.NewBool(r.reverse), "model", m.model, "pk_set", pks, "using", str(m.writeDB()))
}

// addItems is add().
func (m *Manager) addItems(t *Thread, objs []Object, defaults Object) error {
	m.removePrefetched()
	r := m.related
	return m.m2mAtomic(t, func() error {
		if err := m.addSide(t, r.source, r.target, objs, defaults); err != nil {
			return err
		}
		// The mirror entries of a symmetrical relation.
		if r.symmetrical {
			return m.addSide(t, r.target, r.source, objs, defaults)
		}
		return nil
	})
}

// addSide is _add_items.
func (m *Manager) addSide(t *Thread, source, target *Field, objs []Object, defaults Object) error {
	if len(objs) == 0 {
		return nil
	}
	r := m.related
	extra := object.NewDict()
	if d := asDictOrNil(defaults); d != nil {
		var err error
		if extra, err = resolveCallables(t, d); err != nil {
			return err
		}
	}
	ids, err := m.targetIDs(t, target, objs)
	if err != nil {
		return err
	}
	db := m.writeDB()
	ignore, signal, fast, err := m.plan(t, db, source)
	if err != nil {
		return err
	}
	insert := func(ids []Object) error {
		var rows []Object
		for _, id := range ids {
			kw := extra.Copy()
			kw.SetName(source.Attname, r.relatedVal[0])
			kw.SetName(target.Attname, id)
			row, err := object.Call(t, r.through, nil, kwDict(kw))
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		qs, err := defaultQuerySet(t, r.through)
		if err != nil {
			return err
		}
		_, err = object.CallMethodKw(t, qs.onDB(db).Self, object.Intern("bulk_create"), []Object{object.NewList(rows)}, object.Kw("ignore_conflicts", object.NewBool(ignore)))
		return err
	}
	if fast {
		return insert(ids.Items())
	}
	missing, err := m.missing(t, source.Name, target.Name, db, ids)
	if err != nil {
		return err
	}
	missingIDs, err := object.Collect(t, missing)
	if err != nil {
		return err
	}
	return m.m2mAtomic(t, func() error {
		if signal {
			if err := m.sendChanged(t, "pre_add", missing); err != nil {
				return err
			}
		}
		if err := insert(missingIDs); err != nil {
			return err
		}
		if signal {
			return m.sendChanged(t, "post_add", missing)
		}
		return nil
	})
}

// targetIDs is _get_target_ids.
func (m *Manager) targetIDs(t *Thread, target *Field, objs []Object) (*object.Set, error) {
	s := object.NewSet()
	for _, o := range objs {
		var id Object
		switch {
		case object.IsInstance(o, m.model):
			if err := m.sameDatabase(t, o); err != nil {
				return nil, err
			}
			vals, err := target.valuesOf(t, o, 1)
			if err != nil {
				return nil, err
			}
			if id = vals[0]; id == none {
				r, err := repr(t, o)
				if err != nil {
					return nil, err
				}
				return nil, object.ValueErrorf("Cannot add \"%s\": the value for field \"%s\" is None", r, target.Name)
			}
		case isModelInstance(o):
			return nil, m.checkInstance(t, o)
		default:
			var err error
			if id, err = target.GetPrepValue(t, o); err != nil {
				return nil, err
			}
		}
		if err := s.Add(t, id); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// sameDatabase refuses an instance of another database, unless a router allows it.
func (m *Manager) sameDatabase(t *Thread, o Object) error {
	mine, its := stateOf(m.related.instance).db, stateOf(o).db
	ok, err := sql.AllowRelation(t, o, m.related.instance, mine == its)
	if err != nil || ok {
		return err
	}
	r, err := repr(t, o)
	if err != nil {
		return err
	}
	shown := func(db string) string {
		if db == "" {
			return "None"
		}
		return db
	}
	return object.ValueErrorf("Cannot add \"%s\": instance is on database \"%s\", value is on database \"%s\"", r, shown(mine), shown(its))
}

// removeFilters is _build_remove_filters; removed is nil, a set of ids or a queryset.
func (m *Manager) removeFilters(t *Thread, removed Object) (*sql.Q, error) {
	r := m.related
	side := func(source, target string) (*sql.Q, error) {
		q := sql.QFilter(source, object.NewTuple(append([]Object(nil), r.relatedVal...)...))
		if removed != nil {
			return q.And(t, sql.QFilter(target+"__in", removed))
		}
		return q, nil
	}
	q, err := side(r.sourceName, r.targetName)
	if err != nil || !r.symmetrical {
		return q, err
	}
	s, err := side(r.targetName, r.sourceName)
	if err != nil {
		return nil, err
	}
	return q.Or(t, s)
}

// deleteThrough deletes the rows of the intermediate table that q names.
func (m *Manager) deleteThrough(t *Thread, q *sql.Q) error {
	qs, err := defaultQuerySet(t, m.related.through)
	if err != nil {
		return err
	}
	if qs, err = qs.onDB(m.writeDB()).filterQ(t, q, false, true); err != nil {
		return err
	}
	_, err = deleteQuerySet(t, qs, nil)
	return err
}

func (m *Manager) removeItems(t *Thread, objs []Object) error {
	if len(objs) == 0 {
		return nil
	}
	r := m.related
	ids := object.NewSet()
	for _, o := range objs {
		if object.IsInstance(o, m.model) {
			vals, err := r.target.valuesOf(t, o, 1)
			if err != nil {
				return err
			}
			o = vals[0]
		}
		if err := ids.Add(t, o); err != nil {
			return err
		}
	}
	return m.m2mAtomic(t, func() error {
		if err := m.sendChanged(t, "pre_remove", ids); err != nil {
			return err
		}
		qs, err := m.superQuerySet(t)
		if err != nil {
			return err
		}
		var old Object = ids
		if qs.query.HasFilters() {
			g, err := r.target.target(t)
			if err != nil {
				return err
			}
			if qs, err = qs.onDB(m.writeDB()).filterKw(t, g.Attname+"__in", ids); err != nil {
				return err
			}
			old = qs.Self
		}
		q, err := m.removeFilters(t, old)
		if err != nil {
			return err
		}
		if err := m.deleteThrough(t, q); err != nil {
			return err
		}
		return m.sendChanged(t, "post_remove", ids)
	})
}

func (m *Manager) clearItems(t *Thread) error {
	return m.m2mAtomic(t, func() error {
		if err := m.sendChanged(t, "pre_clear", none); err != nil {
			return err
		}
		m.removePrefetched()
		qs, err := m.superQuerySet(t)
		if err != nil {
			return err
		}
		var removed Object
		if qs.query.HasFilters() {
			removed = qs.onDB(m.writeDB()).Self
		}
		q, err := m.removeFilters(t, removed)
		if err != nil {
			return err
		}
		if err := m.deleteThrough(t, q); err != nil {
			return err
		}
		return m.sendChanged(t, "post_clear", none)
	})
}

func (m *Manager) setItems(t *Thread, objsObj Object, clear bool, defaults Object) error {
	objs, err := object.Collect(t, objsObj)
	if err != nil {
		return err
	}
	objs = sql.ActualItems(t, objs)
	r := m.related
	add := func(objs []Object) error {
		var kw *Kwargs
		if defaults != nil {
			kw = object.Kw("through_defaults", defaults)
		}
		_, err := object.CallMethodKw(t, m.Self, object.Intern("add"), objs, kw)
		return err
	}
	return m.m2mAtomic(t, func() error {
		if clear {
			if _, err := object.CallMethod(t, m.Self, "clear"); err != nil {
				return err
			}
			return add(objs)
		}
		g, err := r.target.target(t)
		if err != nil {
			return err
		}
		qs, err := m.querySet(t)
		if err != nil {
			return err
		}
		if qs, err = qs.onDB(m.writeDB()).values(t, []Object{str(g.Attname)}, nil); err != nil {
			return err
		}
		qs.iter = iterFlat
		have, err := qs.fetch(t)
		if err != nil {
			return err
		}
		old, err := newSet(t, have)
		if err != nil {
			return err
		}
		var fresh []Object
		for _, o := range objs {
			var id Object
			if object.IsInstance(o, m.model) {
				vals, err := r.target.valuesOf(t, o, 1)
				if err != nil {
					return err
				}
				id = vals[0]
			} else if id, err = r.target.GetPrepValue(t, o); err != nil {
				return err
			}
			had, err := old.Discard(t, id)
			if err != nil {
				return err
			}
			if !had {
				fresh = append(fresh, o)
			}
		}
		if _, err := object.CallMethodKw(t, m.Self, object.Intern("remove"), old.Items(), nil); err != nil {
			return err
		}
		return add(fresh)
	})
}
