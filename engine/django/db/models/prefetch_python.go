package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Prefetching as programs see it: get_prefetch_querysets, which prefetch_related() calls on the Go side, and prefetchers that a program writes.

type prefetchFunc = func(t *Thread, instances []Object, qs *QuerySet) (*prefetchResult, error)

var (
	sigPrefetchQuerysets = pysig.New("get_prefetch_querysets", "self", "instances", "querysets=")
	sigPrefetchQueryset  = pysig.New("get_prefetch_queryset", "self", "instances", "queryset=")
	sigPrefetchOneLevel  = pysig.New("prefetch_one_level", "instances", "prefetcher", "lookup", "level")

	strPrefetchQuerysets = object.Intern("get_prefetch_querysets")
	strPrefetchQueryset  = object.Intern("get_prefetch_queryset")
)

// prefetchMethods are get_prefetch_querysets(instances, querysets=None) of a descriptor or manager, and what it was called before.
func prefetchMethods(of func(self Object) (prefetchFunc, error)) []object.Method {
	return []object.Method{prefetchMethod(of), {Name: "get_prefetch_queryset", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		a, err := sigPrefetchQueryset.Bind(args, kw)
		if err != nil {
			return nil, err
		}
		if err := warnRemoved(t, "get_prefetch_queryset() is deprecated. Use get_prefetch_querysets() instead."); err != nil {
			return nil, err
		}
		rest := []Object{a[1]}
		if !isNone(a[2]) {
			rest = append(rest, object.NewList([]Object{a[2]}))
		}
		return object.CallMethodKw(t, a[0], strPrefetchQuerysets, rest, nil)
	}}}
}

func prefetchMethod(of func(self Object) (prefetchFunc, error)) object.Method {
	return object.Method{Name: "get_prefetch_querysets", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		a, err := sigPrefetchQuerysets.Bind(args, kw)
		if err != nil {
			return nil, err
		}
		fetch, err := of(a[0])
		if err != nil {
			return nil, err
		}
		insts, err := object.Collect(t, a[1])
		if err != nil {
			return nil, err
		}
		var qs *QuerySet
		if !isNone(a[2]) {
			many, err := object.Collect(t, a[2])
			if err != nil {
				return nil, err
			}
			if len(many) != 1 {
				return nil, object.ValueErrorf("querysets argument of get_prefetch_querysets() should have a length of 1.")
			}
			if qs, err = querySetOf(many[0]); err != nil {
				return nil, err
			}
		}
		r, err := fetch(t, insts, qs)
		if err != nil {
			return nil, err
		}
		key := func(name string, f func(t *Thread, o Object) (Object, error)) Object {
			return object.NewBuiltin(name, func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				if err := object.CheckArgs(name, args, kw, 1, 1); err != nil {
					return nil, err
				}
				return f(t, args[0])
			})
		}
		return object.NewTuple(r.qs.Self, key("rel_obj_attr", r.objKey), key("instance_attr", r.instKey), object.NewBool(r.single), str(r.cacheName), object.False), nil
	}}
}

// managerPrefetch are those methods of related managers.
var managerPrefetch = prefetchMethods(func(self Object) (prefetchFunc, error) {
	m, err := managerOf(self)
	if err != nil {
		return nil, err
	}
	if m.related == nil {
		return nil, object.TypeErrorf("get_prefetch_querysets() needs the manager of a relation")
	}
	return m.prefetch, nil
})

// prefetchLevels are the methods of Prefetch that say what is wanted of one part of the path.
func prefetchLevels(of func(o Object) *Prefetch) []object.Method {
	level := func(name string, get func(t *Thread, p *Prefetch, level int) (Object, error)) object.Method {
		sig := pysig.New("Prefetch."+name, "self", "level")
		return object.Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			a, err := sig.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			n, _ := object.AsInt(a[1])
			return get(t, of(a[0]), int(n))
		}}
	}
	return []object.Method{
		level("get_current_prefetch_to", func(t *Thread, p *Prefetch, n int) (Object, error) { return str(p.currentTo(n)), nil }),
		level("get_current_to_attr", func(t *Thread, p *Prefetch, n int) (Object, error) {
			name, asAttr := p.currentToAttr(n)
			return object.NewTuple(str(name), object.NewBool(asAttr)), nil
		}),
		level("get_current_querysets", func(t *Thread, p *Prefetch, n int) (Object, error) { return p.querysetsAt(n), nil }),
		level("get_current_queryset", func(t *Thread, p *Prefetch, n int) (Object, error) {
			if err := warnRemoved(t, "Prefetch.get_current_queryset() is deprecated. Use get_current_querysets() instead."); err != nil {
				return nil, err
			}
			if l, ok := p.querysetsAt(n).(*object.List); ok && len(l.Items) > 0 {
				return l.Items[0], nil
			}
			return none, nil
		}),
	}
}

// querysetsAt is get_current_querysets(level).
func (p *Prefetch) querysetsAt(level int) Object {
	if p.currentTo(level) != p.to {
		return none
	}
	if p.many != nil {
		l := object.NewList(nil)
		for _, qs := range p.many {
			l.Items = append(l.Items, qs.Self)
		}
		return l
	}
	if p.queryset != nil {
		return object.NewList([]Object{p.queryset.Self})
	}
	return none
}

// programPrefetcher is a prefetcher that a program wrote: an object with get_prefetch_querysets(), or get_prefetch_queryset() as it was before; nil for others.
func programPrefetcher(t *Thread, o Object) *prefetcher {
	if userAttr(o.Type(), strPrefetchQuerysets) == nil && userAttr(o.Type(), strPrefetchQueryset) == nil {
		return nil
	}
	many := func(t *Thread, insts []Object, qs []*QuerySet) (*prefetchResult, error) {
		list := object.NewList(nil)
		for _, q := range qs {
			list.Items = append(list.Items, q.Self)
		}
		return programPrefetch(t, o, insts, list)
	}
	return &prefetcher{fetchMany: many, fetch: func(t *Thread, insts []Object, qs *QuerySet) (*prefetchResult, error) {
		if qs == nil {
			return programPrefetch(t, o, insts, nil)
		}
		return many(t, insts, []*QuerySet{qs})
	}}
}

// programPrefetch asks a program's prefetcher; given is nil for no querysets.
func programPrefetch(t *Thread, o Object, insts []Object, given *object.List) (*prefetchResult, error) {
	all := object.NewList(append([]Object(nil), insts...))
	var qs Object = none
	name := strPrefetchQuerysets
	if m, err := attrOpt(t, o, name.String()); err != nil {
		return nil, err
	} else if m == nil {
		name = strPrefetchQueryset
		if err := warnRemoved(t, "The usage of get_prefetch_queryset() in prefetch_related_objects() is deprecated. Implement get_prefetch_querysets() instead."); err != nil {
			return nil, err
		}
		if given != nil && len(given.Items) > 0 {
			qs = given.Items[0]
		}
	} else if given != nil {
		qs = given
	}
	v, err := object.CallMethodKw(t, o, name, []Object{all, qs}, nil)
	if err != nil {
		return nil, err
	}
	items, err := object.Collect(t, v)
	if err != nil {
		return nil, err
	}
	if len(items) != 6 {
		return nil, object.ValueErrorf("%s() must give six values, not %d", name, len(items))
	}
	call := func(f Object) func(t *Thread, o Object) (Object, error) {
		return func(t *Thread, o Object) (Object, error) { return object.CallArgs(t, f, o) }
	}
	r := &prefetchResult{objKey: call(items[1]), instKey: call(items[2]), cacheName: asStr(items[4])}
	if r.single, err = object.Truth(t, items[3]); err != nil {
		return nil, err
	}
	if r.descriptor, err = object.Truth(t, items[5]); err != nil {
		return nil, err
	}
	if found, ok := native[*QuerySet](items[0]); ok {
		r.qs, r.extra = found, found.prefetch
		r.objs, err = found.resultAlone(t)
	} else {
		r.objs, err = object.Collect(t, items[0])
	}
	return r, err
}

// programFetched tells what a program's prefetcher has fetched already: where to_attr is given its value is looked for, else is_cached() is asked.
func programFetched(o Object, attr, toAttr string) func(t *Thread, in Object) (bool, error) {
	return func(t *Thread, in Object) (bool, error) {
		if toAttr != attr {
			v, err := attrOpt(t, in, toAttr)
			return v != nil, err
		}
		v, err := object.CallMethod(t, o, "is_cached", in)
		if err != nil {
			return false, err
		}
		return object.Truth(t, v)
	}
}

// prefetchOneLevelFunction is prefetch_one_level(instances, prefetcher, lookup, level).
func prefetchOneLevelFunction(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	a, err := sigPrefetchOneLevel.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	insts, err := object.Collect(t, a[0])
	if err != nil {
		return nil, err
	}
	p, ok := native[*Prefetch](a[2])
	if !ok {
		return nil, object.AttributeErrorf(a[2], "get_current_querysets", "'%s' object has no attribute 'get_current_querysets'", object.TypeName(a[2]))
	}
	level, _ := object.AsInt(a[3])
	pf := programPrefetcher(t, a[1])
	if pf == nil {
		switch d := object.Native(a[1]).(type) {
		case *forwardDescriptor:
			pf = &prefetcher{fetch: d.prefetch}
		case *reverseOneToOne:
			pf = &prefetcher{fetch: d.prefetch}
		case *Manager:
			if d.related != nil {
				pf = &prefetcher{fetch: d.prefetch}
			}
		}
	}
	if pf == nil {
		return nil, object.AttributeErrorf(a[1], "get_prefetch_queryset", "'%s' object has no attribute 'get_prefetch_queryset'", object.TypeName(a[1]))
	}
	found, more, err := prefetchOneLevel(t, insts, pf, p, int(level))
	if err != nil {
		return nil, err
	}
	return object.NewTuple(object.NewList(found), object.NewList(more)), nil
}
