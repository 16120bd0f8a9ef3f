package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// get_prefetch_querysets for programs: prefetch_related() itself calls the Go side.

var sigPrefetchQuerysets = pysig.New("get_prefetch_querysets", "self", "instances", "querysets=")

// prefetchMethod is get_prefetch_querysets(instances, querysets=None) of a descriptor or manager.
func prefetchMethod(of func(self Object) (func(t *Thread, instances []Object, qs *QuerySet) (*prefetchResult, error), error)) object.Method {
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

// managerPrefetch is that method of related managers.
var managerPrefetch = prefetchMethod(func(self Object) (func(t *Thread, instances []Object, qs *QuerySet) (*prefetchResult, error), error) {
	m, err := managerOf(self)
	if err != nil {
		return nil, err
	}
	if m.related == nil {
		return nil, object.TypeErrorf("get_prefetch_querysets() needs the manager of a relation")
	}
	return m.prefetch, nil
})
