package models

import (
	"sort"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// How each kind of relation is fetched for many instances at once: get_prefetch_querysets of the descriptors and managers.

// keyOf makes one key of the values that a relation joins by.
func keyOf(t *Thread, vals []Object) Object {
	if len(vals) == 1 {
		return vals[0]
	}
	return object.NewTuple(vals...)
}

// keyed gives, for an object on a side of the relation as valuesOf counts them, the key of its values.
func (f *Field) keyed(side int) func(t *Thread, o Object) (Object, error) {
	return func(t *Thread, o Object) (Object, error) {
		vals, err := f.valuesOf(t, o, side)
		if err != nil {
			return nil, err
		}
		return keyOf(t, vals), nil
	}
}

// prefetch fetches what foreign keys and one-to-one fields point at.
func (d *forwardDescriptor) prefetch(t *Thread, insts []Object, qs *QuerySet) (*prefetchResult, error) {
	f := d.field
	var err error
	if qs == nil {
		if qs, err = baseQuerySet(t, f.RelatedModel); err != nil {
			return nil, err
		}
	}
	qs.addHint("instance", insts[0])
	pairs, err := f.RelatedFields()
	if err != nil {
		return nil, err
	}
	byKey := object.NewDict()
	for _, in := range insts {
		vals, err := f.valuesOf(t, in, 0)
		if err != nil {
			return nil, err
		}
		if err := byKey.Set(t, keyOf(t, vals), in); err != nil {
			return nil, err
		}
	}
	// The keys of TupleIn: each value once, in the order of its first instance.
	var cond *sql.Q
	for _, key := range byKey.Keys() {
		vals := []Object{key}
		if len(pairs) > 1 {
			vals = key.(*object.Tuple).Items
		}
		var all *sql.Q
		for i, p := range pairs {
			target, err := keyIn(t, qs, p[1].(*Field))
			if err != nil {
				return nil, err
			}
			col := sql.DefaultGetCol(target, optionsOf(qs.model).dbTable, nil)
			l, err := sql.NewExact(t, col, vals[i])
			if err != nil {
				return nil, err
			}
			one, err := sql.NewQ(t, []Object{l}, nil)
			if err != nil {
				return nil, err
			}
			if all == nil {
				all = one
			} else if all, err = all.And(t, one); err != nil {
				return nil, err
			}
		}
		if cond == nil {
			cond = all
		} else if cond, err = cond.Or(t, all); err != nil {
			return nil, err
		}
	}
	if qs, err = qs.filterQ(t, cond, false, true); err != nil {
		return nil, err
	}
	// One row an instance: an order would be work for nothing.
	qs.query.ClearOrdering(true, true)
	read := qs.resultAlone
	if !f.rel.multiple {
		read = qs.fetch // to set the way back, so with its own prefetches
	}
	objs, err := read(t)
	if err != nil {
		return nil, err
	}
	if !f.rel.multiple {
		name := object.Intern(f.rel.CacheName())
		for _, o := range objs {
			vals, err := f.valuesOf(t, o, 1)
			if err != nil {
				return nil, err
			}
			in, err := byKey.Get(t, keyOf(t, vals))
			if err != nil {
				return nil, err
			}
			if in != nil {
				if err := setCached(o, name, in); err != nil {
					return nil, err
				}
			}
		}
	}
	return &prefetchResult{objs: objs, extra: qs.prefetch, qs: qs, single: true, cacheName: f.Name,
		objKey: f.keyed(1), instKey: f.keyed(0)}, nil
}

// keyIn gives the field of the queryset's own table for a field of the relation's model: the link to the parent where the queryset is of a child.
func keyIn(t *Thread, qs *QuerySet, f *Field) (*Field, error) {
	if optionsOf(qs.model).dbTable == optionsOf(f.Model).dbTable {
		return f, nil
	}
	e, err := qs.query.Clone().ResolveRef(t, f.Name, sql.ResolveArgs{AllowJoins: true})
	if err != nil {
		return nil, err
	}
	if c, ok := e.(*sql.Col); ok {
		if g, ok := c.Target.(*Field); ok {
			return g, nil
		}
	}
	return f, nil
}

// resultAlone runs the query without its own prefetches: those join the queue of the caller. Where the objects found are told at once where they come
// from, Django has run the whole queryset by then, prefetches included.
func (qs *QuerySet) resultAlone(t *Thread) ([]Object, error) {
	done := qs.prefetchDone
	qs.prefetchDone = true
	items, err := qs.fetch(t)
	qs.prefetchDone = done
	return items, err
}

// prefetch fetches the rows whose one-to-one fields point at the instances.
func (d *reverseOneToOne) prefetch(t *Thread, insts []Object, qs *QuerySet) (*prefetchResult, error) {
	f := d.rel.field
	var err error
	if qs == nil {
		if qs, err = baseQuerySet(t, f.Model); err != nil {
			return nil, err
		}
	}
	qs.addHint("instance", insts[0])
	if qs, err = qs.filterKw(t, f.Name+"__in", object.NewList(append([]Object(nil), insts...))); err != nil {
		return nil, err
	}
	qs.query.ClearOrdering(true, true)
	objs, err := qs.fetch(t)
	if err != nil {
		return nil, err
	}
	byKey := object.NewDict()
	instKey := f.keyed(1)
	objKey := f.keyed(0)
	for _, in := range insts {
		k, err := instKey(t, in)
		if err != nil {
			return nil, err
		}
		if err := byKey.Set(t, k, in); err != nil {
			return nil, err
		}
	}
	for _, o := range objs {
		k, err := objKey(t, o)
		if err != nil {
			return nil, err
		}
		in, err := byKey.Get(t, k)
		if err != nil {
			return nil, err
		}
		if in != nil {
			if err := setCached(o, f.nameStr, in); err != nil {
				return nil, err
			}
		}
	}
	return &prefetchResult{objs: objs, extra: qs.prefetch, qs: qs, single: true, cacheName: d.rel.CacheName(), objKey: objKey, instKey: instKey}, nil
}

// filterPrefetch is _filter_prefetch_queryset.
func filterPrefetch(t *Thread, qs *QuerySet, name string, insts []Object) (*QuerySet, error) {
	pred := sql.QFilter(name+"__in", object.NewList(append([]Object(nil), insts...)))
	if qs.query.IsSliced() {
		low, high := qs.query.LowMark, qs.query.HighMark
		conn, err := qs.conn(t)
		if err != nil {
			return nil, err
		}
		cond, err := sql.SlicedPrefetch(t, qs.query, conn, name, low, high)
		if err != nil {
			return nil, err
		}
		if pred, err = pred.And(t, cond); err != nil {
			return nil, err
		}
		qs.query.ClearLimits()
	}
	return qs, qs.query.AddQReuseAll(t, pred)
}

// prefetch fetches for the manager of a reverse foreign key or of a many-to-many relation.
func (m *Manager) prefetch(t *Thread, insts []Object, qs *QuerySet) (*prefetchResult, error) {
	r := m.related
	var err error
	if qs == nil {
		if qs, err = m.superQuerySet(t); err != nil {
			return nil, err
		}
	}
	qs.addHint("instance", insts[0])
	if qs.db == "" && m.db != "" {
		qs = qs.onDB(m.db)
	} else if qs, err = qs.chain(t); err != nil {
		return nil, err
	}
	if r.generic != nil {
		return m.prefetchGeneric(t, insts, qs)
	}
	if !r.m2m {
		f := r.field
		if qs, err = filterPrefetch(t, qs, f.Name, insts); err != nil {
			return nil, err
		}
		objs, err := qs.fetch(t)
		if err != nil {
			return nil, err
		}
		objKey := f.keyed(0)
		instKey := f.keyed(1)
		byKey := object.NewDict()
		for _, in := range insts {
			k, err := instKey(t, in)
			if err != nil {
				return nil, err
			}
			if err := byKey.Set(t, k, in); err != nil {
				return nil, err
			}
		}
		for _, o := range objs {
			if getCached(o, f.nameStr) != nil {
				continue
			}
			k, err := objKey(t, o)
			if err != nil {
				return nil, err
			}
			in, err := byKey.Get(t, k)
			if err != nil {
				return nil, err
			}
			if in != nil {
				if err := object.SetAttr(t, o, f.nameStr, in); err != nil {
					return nil, err
				}
			}
		}
		return &prefetchResult{objs: objs, extra: qs.prefetch, qs: qs, cacheName: r.cacheName, objKey: objKey, instKey: instKey}, nil
	}
	qs.query.FilterIsSticky = true
	if qs, err = filterPrefetch(t, qs, r.queryField, insts); err != nil {
		return nil, err
	}
	conn, err := qs.conn(t)
	if err != nil {
		return nil, err
	}
	pairs, err := r.source.RelatedFields()
	if err != nil {
		return nil, err
	}
	sel := object.NewDict()
	table := optionsOf(r.source.Model).dbTable
	var names []*object.Str
	for _, p := range pairs {
		lf := p[0].(*Field)
		n := "_prefetch_related_val_" + lf.Attname
		names = append(names, object.Intern(n))
		sel.SetName(n, str(sql.QuoteName(table)+"."+sql.QuoteName(lf.Column)))
	}
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	if err := c.query.AddExtra(t, sel, nil, nil, nil, nil, nil); err != nil {
		return nil, err
	}
	objs, err := c.resultAlone(t)
	if err != nil {
		return nil, err
	}
	prep := func(t *Thread, o Object, side int, attr func(i int) *object.Str) (Object, error) {
		vals := make([]Object, len(pairs))
		for i, p := range pairs {
			v, err := object.GetAttr(t, o, attr(i))
			if err != nil {
				return nil, err
			}
			if vals[i], err = p[side].GetDBPrepValue(t, v, conn, false); err != nil {
				return nil, err
			}
		}
		return keyOf(t, vals), nil
	}
	return &prefetchResult{objs: objs, extra: c.prefetch, qs: c, cacheName: r.cacheName,
		objKey: func(t *Thread, o Object) (Object, error) {
			return prep(t, o, 0, func(i int) *object.Str { return names[i] })
		},
		instKey: func(t *Thread, o Object) (Object, error) {
			return prep(t, o, 1, func(i int) *object.Str { return pairs[i][1].(*Field).attnameStr })
		}}, nil
}

// prefetchGeneric is get_prefetch_querysets of a generic relation's manager.
func (m *Manager) prefetchGeneric(t *Thread, insts []Object, qs *QuerySet) (*prefetchResult, error) {
	r := m.related
	// The instances may be of several models: their keys are told apart by their content types.
	types := map[*Type]Object{}
	typeOf := func(in Object) (Object, error) {
		cls := in.Type()
		if id := types[cls]; id != nil {
			return id, nil
		}
		ct, err := contentTypeOf(t, cls, r.generic.concrete)
		if err != nil {
			return nil, err
		}
		types[cls], err = pkOf(t, ct)
		return types[cls], err
	}
	var ids []Object
	sets := map[Object]*object.Set{}
	for _, in := range insts {
		id, err := typeOf(in)
		if err != nil {
			return nil, err
		}
		set := sets[id]
		if set == nil {
			set = object.NewSet()
			sets[id], ids = set, append(ids, id)
		}
		pk, err := pkOf(t, in)
		if err != nil {
			return nil, err
		}
		if err := set.Add(t, pk); err != nil {
			return nil, err
		}
	}
	sort.SliceStable(ids, func(i, j int) bool {
		a, _ := object.AsInt(ids[i])
		b, _ := object.AsInt(ids[j])
		return a < b
	})
	var query *sql.Q
	for _, id := range ids {
		q, err := sql.NewQ(t, []Object{object.NewTuple(str(r.generic.contentTypeField+"__pk"), id), object.NewTuple(str(r.generic.objectIDField+"__in"), sets[id])}, nil)
		if err != nil {
			return nil, err
		}
		if query == nil {
			query = q
		} else if query, err = query.Or(t, q); err != nil {
			return nil, err
		}
	}
	qs, err := qs.filterQ(t, query, false, true)
	if err != nil {
		return nil, err
	}
	objs, err := qs.resultAlone(t)
	if err != nil {
		return nil, err
	}
	pk := optionsOf(r.field.Model).pk
	key := object.Intern(r.generic.objectIDField)
	typeKey := object.Intern(r.generic.contentTypeField + "_id")
	return &prefetchResult{objs: objs, extra: qs.prefetch, qs: qs, cacheName: r.cacheName,
		objKey: func(t *Thread, o Object) (Object, error) {
			v, err := object.GetAttr(t, o, key)
			if err != nil {
				return nil, err
			}
			if v, err = pk.m(t).toPython(t, pk, v); err != nil {
				return nil, err
			}
			ct, err := object.GetAttr(t, o, typeKey)
			return object.NewTuple(v, orNone(ct)), err
		},
		instKey: func(t *Thread, o Object) (Object, error) {
			v, err := pkOf(t, o)
			if err != nil {
				return nil, err
			}
			ct, err := typeOf(o)
			return object.NewTuple(v, orNone(ct)), err
		}}, nil
}

// superOrOwn is manager.get_queryset() for a prefetch that is to be put by.
func (m *Manager) superOrOwn(t *Thread) (*QuerySet, error) {
	if m.related == nil {
		return m.querySet(t)
	}
	qs, err := m.superQuerySet(t)
	if err != nil {
		return nil, err
	}
	return m.applyFilters(t, qs)
}
