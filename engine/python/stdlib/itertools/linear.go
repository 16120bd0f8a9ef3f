package itertools

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// Iterators that go through their source once.

func chainOf(cls *object.Type, outer value) (value, error) {
	var cur value
	var self *iterator
	r, err := newIterator(cls, func(t *thread) (value, error) {
		for {
			if cur == nil {
				if outer == nil {
					return nil, nil
				}
				src, err := object.Next(t, outer)
				if err != nil || src == nil {
					outer = nil
					return nil, err
				}
				it, err := object.Iter(t, src)
				if err != nil {
					outer = nil
					return nil, err
				}
				if in, ok := it.(*iterator); ok && in.level >= self.level {
					if self.level = in.level + 1; self.level > maxLevel {
						return nil, object.RecursionErrorf("maximum recursion depth exceeded: %d iterators over one another", self.level)
					}
				}
				cur = it
			}
			// What it calls may come back here and go on to the next source.
			it := cur
			x, err := object.Next(t, it)
			if x != nil || err != nil {
				return x, err
			}
			if cur == it {
				cur = nil
			}
		}
	})
	if err != nil {
		return nil, err
	}
	self = r.(*iterator)
	return stated(r, nil, func(*thread) (form, error) {
		switch {
		case outer == nil:
			return form{}, nil
		case cur == nil:
			return form{state: object.NewTuple(outer)}, nil
		}
		return form{state: object.NewTuple(outer, cur)}, nil
	}, func(t *thread, state value) error {
		parts, ok := object.AsTuple(state)
		if !ok {
			return object.TypeErrorf("state is not a tuple")
		}
		if len(parts.Items) < 1 || len(parts.Items) > 2 {
			return argumentCount(len(parts.Items), 1, 2)
		}
		for _, p := range parts.Items {
			if p.Type().Slots.Next == nil {
				return object.TypeErrorf("Arguments must be iterators.")
			}
		}
		outer, cur = parts.Items[0], nil
		if len(parts.Items) == 2 {
			cur = parts.Items[1]
		}
		return nil
	})
}

var chainType = define("chain", func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	if err := noKeywords("chain", kw); err != nil {
		return nil, err
	}
	it, err := object.Iter(t, object.NewTuple(append([]value(nil), args...)...))
	if err != nil {
		return nil, err
	}
	r, err := chainOf(cls, it)
	if err != nil {
		return nil, err
	}
	for _, a := range args {
		if in, ok := a.(*iterator); ok && in.level >= r.(*iterator).level {
			if r.(*iterator).level = in.level + 1; in.level >= maxLevel {
				return nil, object.RecursionErrorf("maximum recursion depth exceeded: %d iterators over one another", in.level)
			}
		}
	}
	return r, nil
}, object.Method{Name: "from_iterable", Class: true, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("chain.from_iterable", a[1:], kw, 1, 1); err != nil {
		return nil, err
	}
	it, err := object.Iter(t, a[1])
	if err != nil {
		return nil, err
	}
	return chainOf(a[0].(*object.Type), it)
}}, object.ClassGetItem("chain"))

var accumulateSig = object.NewSignature("accumulate", "iterable", "func=", "*", "initial=")

var _ = define("accumulate", func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	a, err := accumulateSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	it, err := object.Iter(t, a[0])
	if err != nil {
		return nil, err
	}
	fn, initial := a[1], a[2]
	if fn == object.None {
		fn = nil
	}
	if initial == object.None {
		initial = nil
	}
	var total value
	r, err := newIterator(cls, func(t *thread) (value, error) {
		if initial != nil {
			total, initial = initial, nil
			return total, nil
		}
		x, err := object.Next(t, it)
		if x == nil || err != nil {
			return nil, err
		}
		switch {
		case total == nil:
			total = x
			return x, nil
		case fn == nil:
			x, err = object.BinaryOp(t, object.Add, total, x)
		default:
			x, err = object.Call(t, fn, []value{total, x}, nil)
		}
		if err != nil {
			return nil, err
		}
		total = x
		return x, nil
	}, it)
	return stated(r, err, func(t *thread) (form, error) {
		ahead := func(x value) (value, error) {
			first, err := object.Iter(t, object.NewTuple(object.NewTuple(x), it))
			if err != nil {
				return nil, err
			}
			return chainOf(chainType, first)
		}
		if initial != nil {
			src, err := ahead(initial)
			return form{args: []value{src, orNone(fn)}, state: object.None}, err
		}
		if total == object.Object(object.None) {
			// As a state None would say that nothing has been added yet, so it is added again and its sum is passed over.
			src, err := ahead(total)
			if err != nil {
				return form{}, err
			}
			sums, err := object.Call(t, cls, []value{src, orNone(fn)}, nil)
			return form{fn: isliceType, args: []value{sums, object.NewInt(1), object.None}}, err
		}
		return form{args: []value{it, orNone(fn)}, state: orNone(total)}, nil
	}, func(t *thread, state value) error {
		if total = state; state == object.Object(object.None) {
			total = nil
		}
		return nil
	})
})

var compressSig = object.NewSignature("compress", "data", "selectors")

var _ = define("compress", func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	a, err := compressSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	src, err := iters(t, a)
	if err != nil {
		return nil, err
	}
	r, err := newIterator(cls, func(t *thread) (value, error) {
		for n := 1; ; n++ {
			x, err := object.Next(t, src[0])
			if x == nil || err != nil {
				return nil, err
			}
			s, err := object.Next(t, src[1])
			if s == nil || err != nil {
				return nil, err
			}
			if ok, err := object.Truth(t, s); err != nil {
				return nil, err
			} else if ok {
				return x, nil
			}
			if err := turn(t, n); err != nil {
				return nil, err
			}
		}
	}, src...)
	return stated(r, err, func(*thread) (form, error) { return form{args: src}, nil }, nil)
})

// turn charges a loop that may go on without giving an item.
func turn(t *thread, n int) error {
	if n&511 == 0 {
		return t.Checkpoint(512)
	}
	return nil
}

// predicated makes the iterators of a predicate and an iterable.
func predicated(name string, step func(t *thread, pred, it value, state *int) (value, error)) *object.Type {
	return define(name, func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
		if err := object.CheckArgs(name, args, kw, 2, 2); err != nil {
			return nil, err
		}
		pred := args[0]
		it, err := object.Iter(t, args[1])
		if err != nil {
			return nil, err
		}
		state := 0
		r, err := newIterator(cls, func(t *thread) (value, error) { return step(t, pred, it, &state) }, it)
		f := form{args: []value{pred, it}}
		if name == "filterfalse" {
			return stated(r, err, func(*thread) (form, error) { return f, nil }, nil)
		}
		return stated(r, err, func(*thread) (form, error) {
			f.state = object.NewInt(int64(state))
			return f, nil
		}, func(t *thread, v value) error {
			ok, err := object.Truth(t, v)
			if state = 0; ok {
				state = 1
			}
			return err
		})
	})
}

var _ = predicated("dropwhile", func(t *thread, pred, it value, state *int) (value, error) {
	for n := 1; ; n++ {
		x, err := object.Next(t, it)
		if x == nil || err != nil || *state == 1 {
			return x, err
		}
		r, err := call1(t, pred, x)
		if ok, err := truth(t, r, err); err != nil {
			return nil, err
		} else if !ok {
			*state = 1
			return x, nil
		}
		if err := turn(t, n); err != nil {
			return nil, err
		}
	}
})

var _ = predicated("takewhile", func(t *thread, pred, it value, state *int) (value, error) {
	if *state == 1 {
		return nil, nil
	}
	x, err := object.Next(t, it)
	if x == nil || err != nil {
		return nil, err
	}
	r, err := call1(t, pred, x)
	if ok, err := truth(t, r, err); err != nil {
		return nil, err
	} else if !ok {
		*state = 1
		return nil, nil
	}
	return x, nil
})

var _ = predicated("filterfalse", func(t *thread, pred, it value, state *int) (value, error) {
	for n := 1; ; n++ {
		x, err := object.Next(t, it)
		if x == nil || err != nil {
			return nil, err
		}
		r := x
		if pred != object.None && pred != object.Object(object.BoolType) {
			if r, err = call1(t, pred, x); err != nil {
				return nil, err
			}
		}
		if ok, err := object.Truth(t, r); err != nil {
			return nil, err
		} else if !ok {
			return x, nil
		}
		if err := turn(t, n); err != nil {
			return nil, err
		}
	}
})

var _ = define("starmap", func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("starmap", args, kw, 2, 2); err != nil {
		return nil, err
	}
	fn := args[0]
	it, err := object.Iter(t, args[1])
	if err != nil {
		return nil, err
	}
	r, err := newIterator(cls, func(t *thread) (value, error) {
		x, err := object.Next(t, it)
		if x == nil || err != nil {
			return nil, err
		}
		items, err := object.Collect(t, x)
		if err != nil {
			return nil, err
		}
		return object.Call(t, fn, items, nil)
	}, it)
	return stated(r, err, func(*thread) (form, error) { return form{args: []value{fn, it}}, nil }, nil)
})

var _ = define("pairwise", func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("pairwise", args, kw, 1, 1); err != nil {
		return nil, err
	}
	it, err := object.Iter(t, args[0])
	if err != nil {
		return nil, err
	}
	var old value
	return newIterator(cls, func(t *thread) (value, error) {
		src := it // what it calls may come back here and end the iterator
		if src == nil {
			return nil, nil
		}
		if old == nil {
			x, err := object.Next(t, src)
			if x == nil || err != nil {
				it = nil
				return nil, err
			}
			if old = x; it == nil {
				return nil, nil
			}
		}
		x, err := object.Next(t, src)
		if x == nil || err != nil {
			it = nil
			return nil, err
		}
		pair := object.NewTuple(old, x)
		old = x
		return pair, nil
	}, it)
})

const isliceStop = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
const isliceIndices = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."

var isliceType = define("islice", func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("islice", args, kw, 2, 4); err != nil {
		return nil, err
	}
	index := func(o value, none int, msg string) (int, error) {
		if o == object.None {
			return none, nil
		}
		if o.Type().Slots.Index == nil {
			return 0, object.ValueErrorf("%s", msg)
		}
		n, err := object.AsIndex(t, o)
		if err != nil || n < 0 {
			return 0, object.ValueErrorf("%s", msg)
		}
		return n, nil
	}
	start, stop, step := 0, -1, 1
	var err error
	if len(args) == 2 {
		if stop, err = index(args[1], -1, isliceStop); err != nil {
			return nil, err
		}
	} else {
		if start, err = index(args[1], 0, isliceIndices); err != nil {
			return nil, err
		}
		if stop, err = index(args[2], -1, isliceStop); err != nil {
			return nil, err
		}
		if len(args) == 4 {
			step, err = index(args[3], 1, "")
			if err != nil || step < 1 {
				return nil, object.ValueErrorf("Step for islice() must be a positive integer or None.")
			}
		}
	}
	it, err := object.Iter(t, args[0])
	if err != nil {
		return nil, err
	}
	pos, next := 0, start // items taken so far; index of the next one wanted
	r, err := newIterator(cls, func(t *thread) (value, error) {
		src := it // what it calls may come back here and end the iterator
		if src == nil {
			return nil, nil
		}
		want := next
		if stop >= 0 && want > stop {
			want = stop
		}
		for n := 1; pos < want; n++ {
			x, err := object.Next(t, src)
			if x == nil || err != nil {
				it = nil
				return nil, err
			}
			pos++
			if err := turn(t, n); err != nil {
				return nil, err
			}
		}
		if stop >= 0 && pos >= stop {
			it = nil
			return nil, nil
		}
		x, err := object.Next(t, src)
		if x == nil || err != nil {
			it = nil
			return nil, err
		}
		pos++
		if next += step; next < 0 { // overflow: far beyond any end
			next = int(^uint(0) >> 1)
		}
		return x, nil
	}, it)
	return stated(r, err, func(t *thread) (form, error) {
		if it == nil {
			none, err := object.Iter(t, object.NewList(nil))
			return form{args: []value{none, object.NewInt(0)}, state: object.NewInt(0)}, err
		}
		var end value = object.None
		if stop >= 0 {
			end = object.NewInt(int64(stop))
		}
		return form{args: []value{it, object.NewInt(int64(next)), end, object.NewInt(int64(step))}, state: object.NewInt(int64(pos))}, nil
	}, func(t *thread, state value) error {
		n, err := object.AsIndex(t, state)
		if err == nil {
			pos = n
		}
		return err
	})
})

var _ = define("zip_longest", func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	var fill value = object.None
	if kw != nil {
		for i, n := range kw.Names {
			if n.String() != "fillvalue" {
				return nil, object.TypeErrorf("zip_longest() got an unexpected keyword argument")
			}
			fill = kw.Vals[i]
		}
	}
	src, err := iters(t, args)
	if err != nil {
		return nil, err
	}
	active := len(src)
	sources := append([]value(nil), src...)
	r, err := newIterator(cls, func(t *thread) (value, error) {
		if active <= 0 {
			return nil, nil
		}
		out := make([]value, len(src))
		for i, it := range src {
			if it == nil {
				out[i] = fill
				continue
			}
			x, err := object.Next(t, it)
			if err != nil {
				active = 0
				return nil, err
			}
			if x == nil {
				if src[i] != nil {
					src[i] = nil
					active--
				}
				if active <= 0 {
					return nil, nil
				}
				x = fill
			}
			out[i] = x
		}
		return object.NewTuple(out...), nil
	}, sources...)
	return stated(r, err, func(*thread) (form, error) {
		f := form{state: fill}
		for _, it := range src {
			if it == nil {
				it = object.EmptyTuple
			}
			f.args = append(f.args, it)
		}
		return f, nil
	}, func(t *thread, state value) error {
		fill = state
		return nil
	})
})
