package object

import "math/big"

// How iterators are copied and pickled: as a call that makes one like it, and the position in it.

// Remaker is an iterator that says how to make its like: by calling fn (nil: its class) with args, then __setstate__(state) unless that is nil.
type Remaker interface {
	Remake(t *Thread) (fn Object, args []Object, state Object, err error)
}

// winder is an iterator with a position that __setstate__ sets.
type winder interface{ wind(n int) }

// Remakable adds __reduce__ to the spec of an iterator type whose values are Remakers, and __setstate__ if they have a position.
func Remakable(s Spec, positioned bool) Spec {
	s.Methods = append(s.Methods, Method{Name: "__reduce__", Fn: noArgs("__reduce__", func(t *Thread, o Object) (Object, error) {
		fn, args, state, err := nativePart(o).(Remaker).Remake(t)
		if err != nil {
			return nil, err
		}
		if fn == nil {
			fn = o.Type()
		}
		parts := []Object{fn, NewTuple(args...)}
		if state != nil {
			parts = append(parts, state)
		}
		return NewTuple(parts...), nil
	})})
	if positioned {
		s.Methods = append(s.Methods, Method{Name: "__setstate__", Fn: oneArg("__setstate__", func(t *Thread, o, v Object) (Object, error) {
			n, err := AsIndex(t, v)
			if err != nil {
				return nil, err
			}
			nativePart(o).(winder).wind(max(n, 0))
			return None, nil
		})})
	}
	return s
}

func nativePart(o Object) any {
	if in, ok := o.(*Instance); ok && in.Native != nil {
		return in.Native
	}
	return o
}

// IterBuiltin is the builtin function iter, as the program sees it.
func IterBuiltin(t *Thread) Object { return orNone(t.RT.Builtins.GetName("iter")) }

// remakeSeq is iter(seq) at position i, or at the end of an empty one when there is no seq left.
func remakeSeq(t *Thread, seq, empty Object, i int) (Object, []Object, Object, error) {
	if seq == nil {
		return IterBuiltin(t), []Object{empty}, nil, nil
	}
	return IterBuiltin(t), []Object{seq}, Int(i), nil
}

// Remake implements Remaker.
func (it *ListIter) Remake(t *Thread) (Object, []Object, Object, error) {
	if it.list == nil {
		return remakeSeq(t, nil, NewList(nil), 0)
	}
	return remakeSeq(t, it.list, nil, it.i)
}

func (it *ListIter) wind(n int) {
	if it.list != nil {
		it.i = min(n, len(it.list.Items))
	}
}

// Remake implements Remaker.
func (it *TupleIter) Remake(t *Thread) (Object, []Object, Object, error) {
	if it.items == nil {
		return remakeSeq(t, nil, EmptyTuple, 0)
	}
	return remakeSeq(t, NewTuple(it.items...), nil, it.i)
}

func (it *TupleIter) wind(n int) { it.i = min(n, len(it.items)) }

// Remake implements Remaker.
func (it *ListReverseIter) Remake(t *Thread) (Object, []Object, Object, error) {
	if it.list == nil {
		return remakeSeq(t, nil, NewList(nil), 0)
	}
	return orNone(t.RT.Builtins.GetName("reversed")), []Object{it.list}, Int(it.i), nil
}

func (it *ListReverseIter) wind(n int) {
	if it.list != nil {
		it.i = min(n, len(it.list.Items)-1)
	}
}

// Remake implements Remaker.
func (it *StrIter) Remake(t *Thread) (Object, []Object, Object, error) {
	if it.i >= len(it.s.s) {
		return remakeSeq(t, nil, NewStr(""), 0)
	}
	return remakeSeq(t, it.s, nil, countPoints(it.s.s[:it.i]))
}

func (it *StrIter) wind(n int) {
	for it.i = 0; n > 0 && it.i < len(it.s.s); n-- {
		_, size := DecodeRune(it.s.s[it.i:])
		it.i += size
	}
}

// Remake implements Remaker.
func (it *BytesIter) Remake(t *Thread) (Object, []Object, Object, error) {
	return remakeSeq(t, it.src, EmptyTuple, it.i)
}

func (it *BytesIter) wind(n int) { it.i = n }

// Remake implements Remaker.
func (it *SeqIter) Remake(t *Thread) (Object, []Object, Object, error) {
	return remakeSeq(t, it.seq, EmptyTuple, it.i)
}

func (it *SeqIter) wind(n int) { it.i = n }

// Remake implements Remaker: the whole range and how far it has come.
func (it *RangeIter) Remake(t *Thread) (Object, []Object, Object, error) {
	return (&BigRangeIter{big.NewInt(it.next), big.NewInt(it.step), big.NewInt(int64(it.left)), big.NewInt(int64(it.n))}).Remake(t)
}

func (it *RangeIter) wind(n int) {
	n = min(n, it.n)
	it.next += int64(n-(it.n-it.left)) * it.step
	it.left = it.n - n
}

// Remake implements Remaker.
func (it *BigRangeIter) Remake(t *Thread) (Object, []Object, Object, error) {
	given := new(big.Int).Sub(it.n, it.left)
	start := new(big.Int).Mul(it.step, given)
	start.Sub(it.next, start)
	stop := new(big.Int).Mul(it.step, it.n)
	stop.Add(start, stop)
	r, err := Call(t, RangeType, []Object{NewBig(start), NewBig(stop), NewBig(new(big.Int).Set(it.step))}, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	return IterBuiltin(t), []Object{r}, NewBig(given), nil
}

func (it *BigRangeIter) wind(n int) {
	left := new(big.Int).Sub(it.n, big.NewInt(int64(n)))
	if left.Sign() < 0 {
		left.SetInt64(0)
	}
	skip := new(big.Int).Sub(it.left, left)
	it.next = new(big.Int).Add(it.next, skip.Mul(skip, it.step))
	it.left = left
}

// remakeRest is iter() over what an iterator of a table still has to give: a copy of it is used up for that.
func remakeRest(t *Thread, it Object) (Object, []Object, Object, error) {
	items, err := Collect(t, it)
	return IterBuiltin(t), []Object{NewList(items)}, nil, err
}

// Remake implements Remaker.
func (it *DictIter) Remake(t *Thread) (Object, []Object, Object, error) {
	c := *it
	return remakeRest(t, &c)
}

// Remake implements Remaker.
func (it *SetIter) Remake(t *Thread) (Object, []Object, Object, error) {
	c := *it
	return remakeRest(t, &c)
}
