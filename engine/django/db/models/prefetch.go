package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// prefetch_related, Prefetch and prefetch_related_objects.

// Prefetch is the Go part of a Prefetch object, and of every look-up once it is normalised.
type Prefetch struct {
	Self     *object.Instance
	through  string // prefetch_through: the path
	to       string // prefetch_to: the path with to_attr as its last part
	queryset *QuerySet
	toAttr   string
	// many are GenericPrefetch's querysets, one a model that the key may point at.
	many []*QuerySet
}

// PrefetchType is django.db.models.Prefetch.
var PrefetchType = object.Declare("Prefetch", queryModule)

var sigPrefetch = pysig.New("Prefetch.__init__", "self", "lookup", "queryset=", "to_attr=")

func initPrefetch(t *Thread, p *Prefetch, a []Object) error {
	p.through, p.to = asStr(a[0]), asStr(a[0])
	if !isNone(a[1]) {
		qs, ok := native[*QuerySet](a[1])
		if !ok || qs.iter != iterModel {
			return object.ValueErrorf("Prefetch querysets cannot use raw(), values(), and values_list().")
		}
		p.queryset = qs
	}
	if s := asStr(orNone(a[2])); s != "" {
		p.toAttr = s
		parts := strings.Split(p.through, "__")
		parts[len(parts)-1] = s
		p.to = strings.Join(parts, "__")
	}
	return nil
}

func init() {
	of := func(o Object) *Prefetch { p, _ := native[*Prefetch](o); return p }
	attr := func(name string, get func(p *Prefetch) Object) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *Thread, o Object) (Object, error) { return get(of(o)), nil }}
	}
	PrefetchType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				p := &Prefetch{}
				p.Self = object.NewInstance(cls, p)
				return p.Self, nil
			},
			Init: func(t *Thread, self Object, args []Object, kw *Kwargs) error {
				a, err := sigPrefetch.Bind(append([]Object{self}, args...), kw)
				if err != nil {
					return err
				}
				return initPrefetch(t, of(self), a[1:])
			},
			RichCompare: func(t *Thread, a, b Object, op object.CompareOp) (Object, error) {
				x, y := of(a), of(b)
				if x == nil || y == nil || op != object.EQ && op != object.NE {
					return object.NotImplemented, nil
				}
				return object.NewBool((x.to == y.to) == (op == object.EQ)), nil
			},
			Hash: func(t *Thread, o Object) (int64, error) { return object.Hash(t, str(of(o).to)) },
		},
		GetSets: []object.GetSet{
			attr("prefetch_through", func(p *Prefetch) Object { return str(p.through) }),
			attr("prefetch_to", func(p *Prefetch) Object { return str(p.to) }),
			attr("to_attr", func(p *Prefetch) Object { return strOrNoneObj(p.toAttr) }),
			attr("queryset", func(p *Prefetch) Object {
				if p.queryset == nil {
					return none
				}
				return p.queryset.Self
			}),
		},
		Methods: append(prefetchLevels(of), []object.Method{
			{Name: "add_prefix", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				if err := object.CheckArgs("add_prefix", args[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				p, s := of(args[0]), asStr(args[1])
				p.through, p.to = s+"__"+p.through, s+"__"+p.to
				return none, nil
			}},
		}...),
	})
}

func prefetchRelated(t *Thread, qs *QuerySet, a []Object) (Object, error) {
	if err := qs.notCombined("prefetch_related"); err != nil {
		return nil, err
	}
	c, err := qs.chain(t)
	if err != nil {
		return nil, err
	}
	items := a[0].(*object.Tuple).Items
	if len(items) == 1 && items[0] == none {
		c.prefetch = nil
		return c.Self, nil
	}
	for _, l := range items {
		name := asStr(l)
		if p, ok := native[*Prefetch](l); ok {
			name = p.to
		}
		if contains(qs.query.FilteredRelationNames(), strings.SplitN(name, "__", 2)[0]) {
			return nil, object.ValueErrorf("prefetch_related() is not supported with FilteredRelation.")
		}
	}
	c.prefetch = append(append([]Object(nil), c.prefetch...), items...)
	return c.Self, nil
}

// genericPrefetchType is django.contrib.contenttypes.prefetch.GenericPrefetch.
var genericPrefetchType = object.Declare("GenericPrefetch", "django.contrib.contenttypes.prefetch", PrefetchType)

var sigGenericPrefetch = pysig.New("GenericPrefetch.__init__", "self", "lookup", "querysets", "to_attr=")

func init() {
	genericPrefetchType.Define(object.Spec{Slots: object.Slots{
		Init: func(t *Thread, self Object, args []Object, kw *Kwargs) error {
			a, err := sigGenericPrefetch.Bind(append([]Object{self}, args...), kw)
			if err != nil {
				return err
			}
			p, _ := native[*Prefetch](self)
			list, err := object.Collect(t, a[2])
			if err != nil {
				return err
			}
			for _, o := range list {
				qs, ok := native[*QuerySet](o)
				if !ok || qs.iter != iterModel {
					return object.ValueErrorf("Prefetch querysets cannot use raw(), values(), and values_list().")
				}
				p.many = append(p.many, qs)
			}
			return initPrefetch(t, p, []Object{a[1], none, a[3]})
		},
	}})
	object.RegisterModule(&object.NativeModule{Name: "django.contrib.contenttypes.prefetch", Init: func(t *Thread, m *object.Module) error {
		set(m, genericPrefetchType)
		return nil
	}})
}

// currentTo is get_current_prefetch_to(level), currentQuerySet get_current_querysets(level).
func (p *Prefetch) currentTo(level int) string {
	parts := strings.Split(p.to, "__")
	return strings.Join(parts[:min(level+1, len(parts))], "__")
}

func (p *Prefetch) currentQuerySet(level int) *QuerySet {
	if p.currentTo(level) == p.to {
		return p.queryset
	}
	return nil
}

func (p *Prefetch) currentToAttr(level int) (attr string, asAttr bool) {
	parts := strings.Split(p.to, "__")
	name := parts[min(level, len(parts)-1)]
	return name, p.toAttr != "" && level == len(parts)-1
}

// normalizeLookups is normalize_prefetch_lookups.
func normalizeLookups(lookups []Object, prefix string) ([]*Prefetch, error) {
	var out []*Prefetch
	for _, l := range lookups {
		p, ok := native[*Prefetch](l)
		if !ok {
			s, isStr := object.AsStr(l)
			if !isStr {
				return nil, object.AttributeErrorf(l, "prefetch_to", "'%s' object has no attribute 'prefetch_to'", object.TypeName(l))
			}
			p = &Prefetch{through: s, to: s}
		}
		if prefix != "" {
			c := *p
			c.through, c.to = prefix+"__"+p.through, prefix+"__"+p.to
			p = &c
		}
		out = append(out, p)
	}
	return out, nil
}

// prefetchRelatedObjects is prefetch_related_objects(instances, *lookups).
func prefetchRelatedObjects(t *Thread, instances []Object, related []Object) error {
	if len(instances) == 0 {
		return nil
	}
	queue, err := normalizeLookups(related, "")
	if err != nil {
		return err
	}
	done := map[string]bool{}
	results := map[string][]Object{} // prefetch_to: the objects found
	auto := map[*Prefetch]bool{}
	followed := map[Object]bool{} // descriptors already followed

	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		if done[p.to] {
			if p.queryset != nil || p.many != nil {
				return object.ValueErrorf("'%s' lookup was already seen with a different queryset. You may need to adjust the ordering of your lookups.", p.to)
			}
			continue
		}
		objs := instances
		through := strings.Split(p.through, "__")
		for level, attr := range through {
			if len(objs) == 0 {
				break
			}
			to := p.currentTo(level)
			if r, ok := results[to]; ok && done[to] {
				objs = r
				continue
			}
			good := true
			for _, o := range objs {
				if !isModelInstance(o) {
					if h, has := o.(object.HasDict); !has || h.InstDict(true) == nil {
						good = false
					}
					continue
				}
				d := instDict(o)
				if c := d.GetStr(strPrefetch); c == nil {
					d.SetStr(strPrefetch, object.NewDict())
				}
			}
			if !good {
				break
			}
			first := objs[0]
			toAttr, _ := p.currentToAttr(level)
			pf, descriptor, found, isFetched, err := getPrefetcher(t, first, attr, toAttr)
			if err != nil {
				return err
			}
			if !found {
				return object.AttributeErrorf(first, attr, "Cannot find '%s' on %s object, '%s' is an invalid parameter to prefetch_related()", attr, first.Type().Name, p.through)
			}
			if level == len(through)-1 && pf == nil {
				return object.ValueErrorf("'%s' does not resolve to an item that supports prefetching - this is an invalid parameter to prefetch_related().", p.through)
			}
			var todo []Object
			if pf != nil {
				for _, o := range objs {
					yes, err := isFetched(t, o)
					if err != nil {
						return err
					}
					if !yes {
						todo = append(todo, o)
					}
				}
			}
			if todo != nil {
				found, more, err := prefetchOneLevel(t, todo, pf, p, level)
				if err != nil {
					return err
				}
				// A level that is only passed through on the way, to objects of the same relation, is not noted, so that loops end.
				if !(done[to] || auto[p] && followed[descriptor]) {
					results[to] = found
					done[to] = true
				}
				extra, err := normalizeLookups(more, to)
				if err != nil {
					return err
				}
				for _, e := range extra {
					auto[e] = true
				}
				queue = append(extra, queue...)
				if descriptor != nil {
					followed[descriptor] = true
				}
				objs = found
				continue
			}
			if level == len(through)-1 {
				break
			}
			// Already there, or a plain attribute: walk on through it.
			var next []Object
			for _, o := range objs {
				var v Object
				if m := prefetchedOf(o, attr); m != nil {
					v = m
				} else {
					var err error
					if v, err = object.GetAttrName(t, o, attr); err != nil {
						if object.IsException(err, exceptionsDoesNotExist) {
							continue
						}
						return err
					}
				}
				if v == none {
					continue
				}
				if l, ok := object.AsList(v); ok {
					next = append(next, l.Items...)
				} else if qs, ok := native[*QuerySet](v); ok {
					items, err := qs.fetch(t)
					if err != nil {
						return err
					}
					next = append(next, items...)
				} else if m, ok := native[*Manager](v); ok {
					qs, err := m.querySet(t)
					if err != nil {
						return err
					}
					items, err := qs.fetch(t)
					if err != nil {
						return err
					}
					next = append(next, items...)
				} else {
					next = append(next, v)
				}
			}
			objs = next
		}
	}
	return nil
}

func prefetchedOf(o Object, attr string) Object {
	if !isModelInstance(o) {
		return nil
	}
	d, ok := object.AsDict(orNone(instDict(o).GetStr(strPrefetch)))
	if !ok {
		return nil
	}
	return d.GetName(attr)
}

// prefetcher fetches one relation for many instances: get_prefetch_querysets with what Django's tuple says.
type prefetcher struct {
	fetch func(t *Thread, instances []Object, qs *QuerySet) (*prefetchResult, error)
	// fetchMany is that of relations which a GenericPrefetch may be used for.
	fetchMany func(t *Thread, instances []Object, many []*QuerySet) (*prefetchResult, error)
}

type prefetchResult struct {
	objs      []Object
	extra     []Object // lookups of the queryset used
	qs        *QuerySet
	objKey    func(t *Thread, o Object) (Object, error)
	instKey   func(t *Thread, o Object) (Object, error)
	single    bool
	cacheName string
	// descriptor says that cacheName is an attribute to be set, which a program's own prefetcher may ask for.
	descriptor bool
}

// Prefetcher is implemented by the descriptors of relations that fetch for prefetch_related() in a way of their own: generic foreign keys.
type Prefetcher interface {
	// PrefetchObjects fetches for instances; qs is the Prefetch object's queryset or nil.
	// GenericPrefetch gives several querysets.
	PrefetchObjects(t *Thread, instances []Object, qs []*QuerySet) (*PrefetchResult, error)
	IsFetched(t *Thread, instance Object) (bool, error)
}

// PrefetchResult is what a Prefetcher found.
type PrefetchResult struct {
	Objects         []Object
	QuerySet        *QuerySet
	ObjKey, InstKey func(t *Thread, o Object) (Object, error)
	Single          bool
	CacheName       string
}

var exceptionsDoesNotExist = exceptions.ObjectDoesNotExist

// getPrefetcher is get_prefetcher.
func getPrefetcher(t *Thread, instance Object, attr, toAttr string) (pf *prefetcher, descriptor Object, found bool, isFetched func(t *Thread, o Object) (bool, error), err error) {
	hasAttr := func(t *Thread, o Object) (bool, error) {
		if d := instDict(o).GetName(toAttr); d != nil {
			return true, nil
		}
		return false, nil
	}
	desc := instance.Type().LookupName(attr)
	if desc == nil {
		v, err := attrOpt(t, instance, attr)
		return nil, nil, v != nil, hasAttr, err
	}
	if p, ok := object.Native(desc).(Prefetcher); ok {
		many := func(t *Thread, insts []Object, qs []*QuerySet) (*prefetchResult, error) {
			r, err := p.PrefetchObjects(t, insts, qs)
			if err != nil {
				return nil, err
			}
			res := &prefetchResult{objs: r.Objects, qs: r.QuerySet, objKey: r.ObjKey, instKey: r.InstKey, single: r.Single, cacheName: r.CacheName}
			if r.QuerySet != nil {
				res.extra = r.QuerySet.prefetch
			}
			return res, nil
		}
		one := func(t *Thread, insts []Object, qs *QuerySet) (*prefetchResult, error) {
			if qs == nil {
				return many(t, insts, nil)
			}
			return many(t, insts, []*QuerySet{qs})
		}
		return &prefetcher{one, many}, desc, true, p.IsFetched, nil
	}
	if desc.Type().Flags&(object.Heap|object.Patched) != 0 {
		if pf := programPrefetcher(t, desc); pf != nil {
			return pf, desc, true, programFetched(desc, attr, toAttr), nil
		}
	}
	single := func(name *object.Str) func(t *Thread, o Object) (bool, error) {
		if toAttr != attr {
			return hasAttr
		}
		return func(t *Thread, o Object) (bool, error) { return getCached(o, name) != nil, nil }
	}
	switch d := object.Native(desc).(type) {
	case *forwardDescriptor:
		return &prefetcher{fetch: d.prefetch}, desc, true, single(d.field.nameStr), nil
	case *reverseOneToOne:
		return &prefetcher{fetch: d.prefetch}, desc, true, single(object.Intern(d.rel.CacheName())), nil
	case *reverseManyToOne:
		m, err := d.manager(t, instance)
		if err != nil {
			return nil, nil, false, nil, err
		}
		fetched := func(t *Thread, o Object) (bool, error) { return prefetchedOf(o, m.related.cacheName) != nil, nil }
		if toAttr != attr {
			// Prefetched to a list under another name.
			fetched = func(t *Thread, o Object) (bool, error) {
				v := instDict(o).GetName(toAttr)
				return v != nil, nil
			}
		}
		return &prefetcher{fetch: m.prefetch}, desc, true, fetched, nil
	}
	v, err := attrOpt(t, instance, attr)
	if v != nil && v.Type().Flags&object.Heap != 0 {
		// What the attribute holds may know how to prefetch, as managers do.
		pf = programPrefetcher(t, v)
	}
	return pf, desc, v != nil || err == nil, hasAttr, err
}

// prefetchOneLevel is prefetch_one_level.
func prefetchOneLevel(t *Thread, insts []Object, pf *prefetcher, p *Prefetch, level int) (found []Object, more []Object, err error) {
	qs := p.currentQuerySet(level)
	if qs != nil {
		// The same Prefetch may be used again: work on a copy.
		if qs, err = qs.chain(t); err != nil {
			return nil, nil, err
		}
	}
	var r *prefetchResult
	if many := p.many; many != nil && p.currentTo(level) == p.to {
		if pf.fetchMany == nil {
			return nil, nil, object.ValueErrorf("querysets argument of get_prefetch_querysets() should have a length of 1.")
		}
		r, err = pf.fetchMany(t, insts, many)
	} else {
		r, err = pf.fetch(t, insts, qs)
	}
	if err != nil {
		return nil, nil, err
	}
	groups := object.NewDict()
	for _, o := range r.objs {
		k, err := r.objKey(t, o)
		if err != nil {
			return nil, nil, err
		}
		g, err := groups.Get(t, k)
		if err != nil {
			return nil, nil, err
		}
		l, _ := g.(*object.List)
		if l == nil {
			l = object.NewList(nil)
			if err := groups.Set(t, k, l); err != nil {
				return nil, nil, err
			}
		}
		l.Items = append(l.Items, o)
	}
	toAttr, asAttr := p.currentToAttr(level)
	if asAttr && len(insts) > 0 {
		opts := metaOf(insts[0])
		if opts != nil && opts.FindField(toAttr) != nil {
			return nil, nil, object.ValueErrorf("to_attr=%s conflicts with a field on the %s model.", toAttr, insts[0].Type().Name)
		}
	}
	attr := object.Intern(toAttr)
	for _, in := range insts {
		k, err := r.instKey(t, in)
		if err != nil {
			return nil, nil, err
		}
		g, err := groups.Get(t, k)
		if err != nil {
			return nil, nil, err
		}
		var vals []Object
		if l, ok := g.(*object.List); ok {
			vals = l.Items
		}
		if r.single {
			var v Object = none
			if len(vals) > 0 {
				v = vals[0]
			}
			if asAttr {
				if err := object.SetAttr(t, in, attr, v); err != nil {
					return nil, nil, err
				}
			} else if r.descriptor {
				if err := object.SetAttr(t, in, object.Intern(r.cacheName), v); err != nil {
					return nil, nil, err
				}
			} else if err := setCached(in, object.Intern(r.cacheName), v); err != nil {
				return nil, nil, err
			}
			continue
		}
		if asAttr {
			if err := object.SetAttr(t, in, attr, object.NewList(append([]Object(nil), vals...))); err != nil {
				return nil, nil, err
			}
			continue
		}
		mo, err := object.GetAttrName(t, in, toAttr)
		if err != nil {
			return nil, nil, err
		}
		m, err := managerOf(mo)
		if err != nil {
			return nil, nil, err
		}
		var sub *QuerySet
		if p.currentQuerySet(level) != nil {
			if sub, err = m.applyFilters(t, p.currentQuerySet(level)); err != nil {
				return nil, nil, err
			}
		} else {
			if sub, err = m.superOrOwn(t); err != nil {
				return nil, nil, err
			}
		}
		sub.result = object.NewList(append([]Object(nil), vals...))
		sub.prefetchDone = true
		cache, ok := object.AsDict(orNone(instDict(in).GetStr(strPrefetch)))
		if !ok {
			cache = object.NewDict()
			instDict(in).SetStr(strPrefetch, cache)
		}
		cache.SetName(r.cacheName, sub.Self)
	}
	return r.objs, r.extra, nil
}
