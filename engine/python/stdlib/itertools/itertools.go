// Package itertools is Python's itertools. Each function is a class whose instances hold a Go closure that gives the next item.
//
// A chain of iterators, each over another, nests Go calls as deep as it is long; so an iterator knows its level and
// too deep a chain is refused when it is made. Endless iterators (count, cycle, repeat) charge steps now and then, so that a
// native consumer of one can be stopped.
package itertools

import "github.com/asyncshelf/asyncshelf/engine/python/object"

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// iterator is an instance of any of the classes.
type iterator struct {
	class   *object.Type
	next    func(t *thread) (value, error) // nil, nil at the end; may be called again then
	repr    func(t *thread) (string, error)
	hint    func() int                         // what is left, where that is known
	like    func(t *thread) (form, error)      // what makes its like, for copy and pickle
	restore func(t *thread, state value) error // __setstate__; nil: it has none
	level   int
	n       int
	groups  *grouping    // of a groupby
	dict    *object.Dict // of an instance of a subclass
}

func (it *iterator) Type() *object.Type { return it.class }

// InstDict implements object.HasDict: instances of the program's subclasses have a __dict__.
func (it *iterator) InstDict(create bool) *object.Dict {
	if it.dict == nil && create && it.class.Flags&object.Heap != 0 && it.class.Flags&object.NoDict == 0 {
		it.dict = object.NewDict()
	}
	return it.dict
}

// Remake implements object.Remaker.
func (it *iterator) Remake(t *thread) (value, []value, value, error) {
	f, err := it.like(t)
	return f.fn, f.args, f.state, err
}

// maxLevel bounds how deep iterators of this module may nest.
const maxLevel = 1000

func newIterator(class *object.Type, next func(t *thread) (value, error), sources ...value) (value, error) {
	it := &iterator{class: class, next: next}
	for _, s := range sources {
		if in, ok := s.(*iterator); ok && in.level >= it.level {
			it.level = in.level + 1
		}
	}
	if it.level > maxLevel {
		return nil, object.RecursionErrorf("maximum recursion depth exceeded: %d iterators over one another", it.level)
	}
	return it, nil
}

func iterNext(t *thread, o value) (value, error) {
	it := o.(*iterator)
	if it.n++; it.n&511 == 0 {
		if err := t.Checkpoint(512); err != nil {
			return nil, err
		}
	}
	return it.next(t)
}

// ended stops an iterator for good.
func ended(*thread) (value, error) { return nil, nil }

type newFunc = func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error)

var classes []*object.Type

// withoutKeywords are the classes that take no keyword arguments.
var withoutKeywords = map[string]bool{
	"filterfalse": true, "chain": true, "starmap": true, "islice": true, "takewhile": true, "dropwhile": true, "cycle": true, "pairwise": true,
}

// define declares one of the module's classes.
func define(name string, make newFunc, methods ...object.Method) *object.Type {
	tp := object.Declare(name, "itertools")
	plain := make
	make = func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
		if kw.Len() > 0 && withoutKeywords[name] && cls.LookupName("__init__") != tp.LookupName("__init__") {
			kw = nil // they are for the subclass's __init__
		}
		return plain(t, cls, args, kw)
	}
	spec := object.Spec{
		Slots: object.Slots{
			New:  make,
			Init: func(*thread, value, []value, *kwargs) error { return nil },
			Iter: func(t *thread, o value) (value, error) { return o, nil },
			Next: iterNext,
			Repr: func(t *thread, o value) (string, error) {
				if it := o.(*iterator); it.repr != nil {
					return it.repr(t)
				}
				return object.ObjectType.Slots.Repr(t, o)
			},
		},
		Methods: withState(name, methods),
		NoDict:  true,
	}
	if name != "pairwise" { // which cannot be copied
		spec = object.Remakable(spec, false)
	}
	tp.Define(spec)
	classes = append(classes, tp)
	return tp
}

func init() {
	object.RegisterModule(&object.NativeModule{Name: "itertools", Init: func(t *thread, m *object.Module) error {
		for _, c := range classes {
			m.Set(c.Name, c)
		}
		m.SetFunc("tee", tee)
		return nil
	}})
}

// iters gives an iterator for each argument.
func iters(t *thread, args []value) ([]value, error) {
	out := make([]value, len(args))
	for i, a := range args {
		it, err := object.Iter(t, a)
		if err != nil {
			return nil, err
		}
		out[i] = it
	}
	return out, nil
}

func truth(t *thread, v value, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	return object.Truth(t, v)
}

func call1(t *thread, fn, x value) (value, error) {
	return object.Call(t, fn, []value{x}, nil)
}

func noKeywords(name string, kw *kwargs) error {
	if kw.Len() > 0 {
		return object.TypeErrorf("%s() takes no keyword arguments", name)
	}
	return nil
}
