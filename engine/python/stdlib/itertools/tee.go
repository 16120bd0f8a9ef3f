package itertools

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// teeSource is what the iterators of one tee share: the iterator and, as a linked list, the items that not all have seen.
type teeSource struct {
	it      value
	running bool
}

type teeLink struct {
	item value
	next *teeLink // nil: not yet asked for
}

type teeIter struct {
	src  *teeSource
	link *teeLink
}

var teeType = object.Declare("_tee", "itertools")

func (*teeIter) Type() *object.Type { return teeType }

func (it *teeIter) step(t *thread) (value, error) {
	l := it.link
	if l.next == nil {
		if it.src.running {
			return nil, object.RuntimeErrorf("cannot re-enter the tee iterator")
		}
		it.src.running = true
		x, err := object.Next(t, it.src.it)
		it.src.running = false
		if x == nil || err != nil {
			return nil, err
		}
		l.next = &teeLink{item: x}
	}
	it.link = l.next
	return it.link.item, nil
}

func init() {
	teeType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			New: func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
				if err := object.CheckArgs("_tee", args, kw, 1, 1); err != nil {
					return nil, err
				}
				all, err := tee(t, []value{args[0], object.NewInt(1)}, nil)
				if err != nil {
					return nil, err
				}
				return all.(*object.Tuple).Items[0], nil
			},
			Init: func(*thread, value, []value, *kwargs) error { return nil },
			Iter: func(t *thread, o value) (value, error) { return o, nil },
			Next: func(t *thread, o value) (value, error) { return o.(*teeIter).step(t) },
		},
		Methods: []object.Method{{Name: "__copy__", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			it := *a[0].(*teeIter)
			return &it, nil
		}}},
	})
}

func tee(t *thread, args []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("tee", args, kw, 1, 2); err != nil {
		return nil, err
	}
	n := 2
	if len(args) == 2 {
		var err error
		if n, err = object.AsIndex(t, args[1]); err != nil {
			return nil, err
		}
		if n < 0 {
			return nil, object.ValueErrorf("n must be >= 0")
		}
		if err := t.Alloc(int64(n) * 48); err != nil {
			return nil, err
		}
	}
	it, err := object.Iter(t, args[0])
	if err != nil {
		return nil, err
	}
	out := make([]value, n)
	first, ok := it.(*teeIter)
	if !ok {
		first = &teeIter{src: &teeSource{it: it}, link: &teeLink{}}
	}
	for i := range out {
		c := *first
		out[i] = &c
	}
	if ok && n > 0 {
		out[0] = first // as tee keeps what already is one
	}
	return object.NewTuple(out...), nil
}
