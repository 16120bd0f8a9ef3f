package models

import (
	"sort"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The second half of a deletion: what the Collector has collected is deleted, and updated, in an order that the database accepts.

// sortModels is Collector.sort: models after those that depend on them.
func (c *Collector) sortModels() {
	var sorted []*Type
	done := map[*Type]bool{}
	concrete := map[*Type]bool{}
	for len(sorted) < len(c.models) {
		found := false
		for _, m := range c.models {
			if done[m] {
				continue
			}
			ok := true
			for dep := range c.deps[optionsOf(m).concreteModel] {
				ok = ok && concrete[dep]
			}
			if ok {
				sorted, done[m], found = append(sorted, m), true, true
				concrete[optionsOf(m).concreteModel] = true
			}
		}
		if !found {
			return
		}
	}
	c.models = sorted
}

// sortByPK sorts instances by primary key.
func sortByPK(t *Thread, objs []Object) error {
	keys := make([]Object, len(objs))
	idx := make([]int, len(objs))
	for i, o := range objs {
		pk, err := pkOf(t, o)
		if err != nil {
			return err
		}
		keys[i], idx[i] = pk, i
	}
	var failed error
	sort.SliceStable(idx, func(i, j int) bool {
		less, err := object.Less(t, keys[idx[i]], keys[idx[j]])
		if err != nil && failed == nil {
			failed = err
		}
		return less
	})
	if failed != nil {
		return failed
	}
	out := make([]Object, len(objs))
	for i, j := range idx {
		out[i] = objs[j]
	}
	copy(objs, out)
	return nil
}

// delete carries the deletion out and gives (count, {label: count}).
func (c *Collector) delete(t *Thread) (Object, error) {
	for _, m := range c.models {
		if err := sortByPK(t, c.data[m].objs); err != nil {
			return nil, err
		}
	}
	c.sortModels()
	conn, err := connection(t, c.using)
	if err != nil {
		return nil, err
	}
	counts := object.NewDict()
	var total int64
	count := func(m *Type, n int64) {
		if n <= 0 {
			return
		}
		label := object.Intern(optionsOf(m).Label())
		old, _ := object.AsInt(orNone(counts.GetStr(label)))
		counts.SetStr(label, object.NewInt(old+n))
		total += n
	}
	result := func() Object { return object.NewTuple(object.NewInt(total), counts) }

	if len(c.models) == 1 && len(c.data[c.models[0]].objs) == 1 {
		m := c.models[0]
		obj := c.data[m].objs[0]
		if c.canFastDelete(t, m, nil) {
			pk, err := pkOf(t, obj)
			if err != nil {
				return nil, err
			}
			var n int64
			err = conn.MarkForRollbackOnError(t, func() error {
				n, err = sql.NewDeleteQuery(m).DeleteBatch(t, []Object{pk}, conn)
				return err
			})
			if err != nil {
				return nil, err
			}
			counts.SetName(optionsOf(m).Label(), object.NewInt(n))
			total = n
			return result(), clearPK(t, obj, m)
		}
	}
	sigs := signalsOf(t)
	send := func(s signal, m *Type, obj Object) error {
		if optionsOf(m).autoCreated != nil || !s.listening() {
			return nil
		}
		return s.send(t, m, "instance", obj, "using", str(c.using), "origin", orNone(c.origin))
	}
	err = conn.Atomic(t, false, func() error {
		for _, m := range c.models {
			for _, obj := range c.data[m].objs {
				if err := send(sigs.preDelete, m, obj); err != nil {
					return err
				}
			}
		}
		for _, qs := range c.fast {
			n, err := qs.rawDelete(t, c.using)
			if err != nil {
				return err
			}
			count(qs.model, n)
		}
		for _, u := range c.updates {
			if err := c.runUpdate(t, u, conn); err != nil {
				return err
			}
		}
		for _, m := range c.models {
			objs := c.data[m].objs
			for i, j := 0, len(objs)-1; i < j; i, j = i+1, j-1 {
				objs[i], objs[j] = objs[j], objs[i]
			}
		}
		for _, m := range c.models {
			objs := c.data[m].objs
			pks := make([]Object, len(objs))
			for i, o := range objs {
				pk, err := pkOf(t, o)
				if err != nil {
					return err
				}
				pks[i] = pk
			}
			n, err := sql.NewDeleteQuery(m).DeleteBatch(t, pks, conn)
			if err != nil {
				return err
			}
			count(m, n)
			for _, o := range objs {
				if err := send(sigs.postDelete, m, o); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, m := range c.models {
		for _, o := range c.data[m].objs {
			if err := clearPK(t, o, m); err != nil {
				return nil, err
			}
		}
	}
	return result(), nil
}

func clearPK(t *Thread, o Object, m *Type) error {
	pk := optionsOf(m).pk
	if pk.composite != nil {
		return nil
	}
	return object.SetAttr(t, o, pk.attnameStr, none)
}

// runUpdate is the part of delete() for one field and value.
func (c *Collector) runUpdate(t *Thread, u *fieldUpdate, conn sql.Connection) error {
	var pending *QuerySet
	var objs []Object
	for _, qs := range u.sets {
		if qs.result != nil {
			objs = append(objs, qs.result.Items...)
			continue
		}
		if pending == nil {
			pending = qs
			continue
		}
		o, err := object.BinaryOp(t, object.Or, pending.Self, qs.Self)
		if err != nil {
			return err
		}
		if pending, err = querySetOf(o); err != nil {
			return err
		}
	}
	if pending != nil {
		if err := pending.updateOne(t, u.field.Name, u.value); err != nil {
			return err
		}
	}
	if len(objs) == 0 {
		return nil
	}
	set := object.NewSet()
	for _, o := range objs {
		pk, err := pkOf(t, o)
		if err != nil {
			return err
		}
		if err := set.Add(t, pk); err != nil {
			return err
		}
	}
	return sql.NewUpdateQuery(objs[0].Type()).UpdateBatch(t, set.Items(), []sql.NamedValue{{Name: u.field.Name, Value: u.value}}, conn)
}
