package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Iterables as programs make and derive them: a class with an __iter__ of its own decides what a queryset yields.

// iterable is BaseIterable(queryset, chunked_fetch, chunk_size).
type iterable struct {
	qs      *QuerySet
	chunked bool
	chunk   int
}

var sigIterable = pysig.New("BaseIterable.__init__", "self", "queryset", "chunked_fetch=", "chunk_size=")

func newIterable(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	a, err := sigIterable.Bind(append([]Object{cls}, args...), kw)
	if err != nil {
		return nil, err
	}
	qs, err := querySetOf(a[1])
	if err != nil {
		return nil, err
	}
	it := &iterable{qs: qs, chunk: 100}
	if it.chunked, err = truth(t, a[2]); err != nil {
		return nil, err
	}
	if a[3] != nil {
		if it.chunk, err = object.AsIndex(t, a[3]); err != nil {
			return nil, err
		}
	}
	return object.NewInstance(cls, it), nil
}

func iterableOf(o Object) (*iterable, error) {
	if it, ok := native[*iterable](o); ok {
		return it, nil
	}
	return nil, object.TypeErrorf("expected an iterable of querysets, not '%s'", object.TypeName(o))
}

// iterRows is __iter__ of Django's own iterables: the queryset's rows as objects of the kind.
func iterRows(kind iterKind) func(t *Thread, self Object) (Object, error) {
	return func(t *Thread, self Object) (Object, error) {
		it, err := iterableOf(self)
		if err != nil {
			return nil, err
		}
		qs := *it.qs
		qs.iter, qs.iterClass, qs.prefetch = kind, nil, nil
		chunk := 0
		if it.chunked {
			chunk = it.chunk
		}
		return qs.iterate(t, chunk)
	}
}

func iterableAttrs() []object.GetSet {
	get := func(name string, f func(it *iterable) Object) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *Thread, o Object) (Object, error) {
			it, err := iterableOf(o)
			if err != nil {
				return nil, err
			}
			return f(it), nil
		}}
	}
	return []object.GetSet{
		get("queryset", func(it *iterable) Object { return it.qs.Self }),
		get("chunked_fetch", func(it *iterable) Object { return object.NewBool(it.chunked) }),
		get("chunk_size", func(it *iterable) Object { return object.NewInt(int64(it.chunk)) }),
	}
}

// ownIterable tells whether the objects of a queryset with an _iterable_class come from an __iter__ of the program's.
func (qs *QuerySet) ownIterable() bool {
	return qs.iterClass.IsSubtype(iterableClasses[qs.iter]) && userAttr(qs.iterClass, strIter) != nil
}

// ownIterator is iter(qs._iterable_class(qs, chunked_fetch, chunk_size)); chunk is 0 for everything at once.
func (qs *QuerySet) ownIterator(t *Thread, chunk int) (Object, error) {
	args := []Object{qs.Self}
	if chunk > 0 {
		args = append(args, object.True, object.NewInt(int64(chunk)))
	}
	it, err := object.Call(t, qs.iterClass, args, nil)
	if err != nil {
		return nil, err
	}
	return object.Iter(t, it)
}

// ownRows fetches everything that such an iterable yields.
func (qs *QuerySet) ownRows(t *Thread) ([]Object, error) {
	it, err := qs.ownIterator(t, 0)
	if err != nil {
		return nil, err
	}
	return object.Collect(t, it)
}

// ownIterate is iterator() of such a queryset.
func (qs *QuerySet) ownIterate(t *Thread, chunk int) (Object, error) {
	if qs.prefetch == nil || qs.prefetchDone {
		return qs.ownIterator(t, chunk)
	}
	rows, err := qs.ownRows(t)
	if err != nil {
		return nil, err
	}
	if err := prefetchRelatedObjects(t, rows, qs.prefetch); err != nil {
		return nil, err
	}
	return object.Iter(t, object.NewList(rows))
}
