package object

import (
	"math"
	"math/big"
)

// Range is Python's range. Where start, stop and step fit in 64 bits and the length in an int, small holds them and
// everything is done on machine words; else the ints are of any size.
type Range struct {
	start, stop, step Object
	small             bool
	lo, st            int64
	n                 int // the length, when small
}

// RangeIter iterates over a small range, BigRangeIter over any other.
type (
	RangeIter struct {
		next, step int64
		left, n    int // items to come, of how many
	}
	BigRangeIter struct {
		next, step, left, n *big.Int
	}
)

// The types of range and its iterators.
var (
	RangeType        = Declare("range", "builtins")
	RangeIterType    = Declare("range_iterator", "builtins")
	BigRangeIterType = Declare("longrange_iterator", "builtins")
)

// Type implements Object.
func (*Range) Type() *Type { return RangeType }

// Type implements Object.
func (*RangeIter) Type() *Type { return RangeIterType }

// Type implements Object.
func (*BigRangeIter) Type() *Type { return BigRangeIterType }

func newRange(start, stop, step Object) (*Range, error) {
	r := &Range{start: start, stop: stop, step: step}
	a, ok1 := start.(Int)
	b, ok2 := stop.(Int)
	c, ok3 := step.(Int)
	const safe = 1 << 62 // so that differences fit
	if ok1 && ok2 && ok3 && -safe < a && a < safe && -safe < b && b < safe && -safe < c && c < safe {
		if c == 0 {
			return nil, ValueErrorf("range() arg 3 must not be zero")
		}
		n := int64(0)
		switch {
		case c > 0 && a < b:
			n = (int64(b)-int64(a)-1)/int64(c) + 1
		case c < 0 && a > b:
			n = (int64(a)-int64(b)-1)/-int64(c) + 1
		}
		if n <= math.MaxInt {
			r.small, r.lo, r.st, r.n = true, int64(a), int64(c), int(n)
		}
		return r, nil
	}
	if ok3 && c == 0 {
		return nil, ValueErrorf("range() arg 3 must not be zero")
	}
	return r, nil
}

func rangeNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	if kw.Len() > 0 {
		return nil, TypeErrorf("range() takes no keyword arguments")
	}
	if err := CheckArgs("range", args, nil, 1, 3); err != nil {
		return nil, err
	}
	var v [3]Object
	for i, a := range args {
		n, err := ToIndex(t, a)
		if err != nil {
			return nil, err
		}
		v[i] = plainInt(n)
	}
	switch len(args) {
	case 1:
		return newRange(NewInt(0), v[0], NewInt(1))
	case 2:
		return newRange(v[0], v[1], NewInt(1))
	}
	return newRange(v[0], v[1], v[2])
}

// length is the number of items as an int of any size.
func (r *Range) length() *big.Int {
	if r.small {
		return big.NewInt(int64(r.n))
	}
	a, _ := AsBig(r.start)
	b, _ := AsBig(r.stop)
	c, _ := AsBig(r.step)
	if c.Sign() < 0 {
		a, b, c = b, a, new(big.Int).Neg(c)
	}
	d := new(big.Int).Sub(b, a)
	if d.Sign() <= 0 {
		return new(big.Int)
	}
	d.Sub(d, big.NewInt(1))
	d.Quo(d, c)
	return d.Add(d, big.NewInt(1))
}

// at is the i-th item.
func (r *Range) at(i *big.Int) Object {
	a, _ := AsBig(r.start)
	c, _ := AsBig(r.step)
	v := new(big.Int).Mul(i, c)
	return NewBig(v.Add(v, a))
}

func rangeLen(t *Thread, o Object) (int, error) {
	r := o.(*Range)
	if r.small {
		return r.n, nil
	}
	n := r.length()
	if !n.IsInt64() || n.Int64() > math.MaxInt {
		return 0, OverflowErrorf("Python int too large to convert to C ssize_t")
	}
	return int(n.Int64()), nil
}

func rangeGetItem(t *Thread, o, key Object) (Object, error) {
	r := o.(*Range)
	if s, ok := key.(*Slice); ok {
		if r.small {
			start, stop, step, _, err := s.Indices(t, r.n)
			if err != nil {
				return nil, err
			}
			if step > -1<<31 && step < 1<<31 && r.st > -1<<31 && r.st < 1<<31 && r.n < 1<<31 {
				return newRange(NewInt(r.lo+int64(start)*r.st), NewInt(r.lo+int64(stop)*r.st), NewInt(int64(step)*r.st))
			}
		}
		tu, err := s.bigIndices(t, r.length())
		if err != nil {
			return nil, err
		}
		start, _ := AsBig(tu.Items[0])
		stop, _ := AsBig(tu.Items[1])
		step, err := intMul(t, tu.Items[2], r.step)
		if err != nil {
			return nil, err
		}
		return newRange(r.at(start), r.at(stop), step)
	}
	if i, ok := key.(Int); ok && r.small {
		if i < 0 {
			i += Int(r.n)
		}
		if i < 0 || i >= Int(r.n) {
			return nil, IndexErrorf("range object index out of range")
		}
		return NewInt(r.lo + int64(i)*r.st), nil
	}
	if key.Type().Slots.Index == nil {
		return nil, TypeErrorf("range indices must be integers or slices, not %s", TypeName(key))
	}
	k, err := ToIndex(t, key)
	if err != nil {
		return nil, err
	}
	i, _ := AsBig(k)
	n := r.length()
	if i.Sign() < 0 {
		i = new(big.Int).Add(i, n)
	}
	if i.Sign() < 0 || i.Cmp(n) >= 0 {
		return nil, IndexErrorf("range object index out of range")
	}
	return r.at(i), nil
}

// position gives the index of an int in the range, nil when it is not there.
func (r *Range) position(v Object) *big.Int {
	a, _ := AsBig(r.start)
	c, _ := AsBig(r.step)
	x, _ := AsBig(v)
	i, rem := new(big.Int).QuoRem(new(big.Int).Sub(x, a), c, new(big.Int))
	if rem.Sign() != 0 || i.Sign() < 0 || i.Cmp(r.length()) >= 0 {
		return nil
	}
	return i
}

func rangeFind(t *Thread, r *Range, v Object) (*big.Int, error) {
	switch v.(type) {
	case Int, *BigInt, Bool:
		return r.position(v), nil
	}
	i := int64(0)
	var found *big.Int
	err := ForEach(t, r, func(x Object) (bool, error) {
		eq, err := Equal(t, x, v)
		if eq {
			found = big.NewInt(i)
		}
		if i++; i&1023 == 0 && err == nil {
			err = t.Checkpoint(1024)
		}
		return !eq, err
	})
	return found, err
}

// key is what equality and hash of ranges go by: length, first item, step; the latter two only where they matter.
func (r *Range) key() *Tuple {
	n := r.length()
	switch {
	case n.Sign() == 0:
		return NewTuple(NewInt(0), None, None)
	case n.IsInt64() && n.Int64() == 1:
		return NewTuple(NewInt(1), r.start, None)
	}
	return NewTuple(NewBig(n), r.start, r.step)
}

// NextItem is the next item, or nil at the end.
func (it *RangeIter) NextItem() Object {
	if it.left <= 0 {
		return nil
	}
	v := it.next
	it.next += it.step
	it.left--
	return NewInt(v)
}

// NextInt is NextItem for the machine, which boxes ints itself.
func (it *RangeIter) NextInt() (v int64, ok bool) {
	if it.left <= 0 {
		return 0, false
	}
	v = it.next
	it.next += it.step
	it.left--
	return v, true
}

func (it *BigRangeIter) nextItem() Object {
	if it.left.Sign() <= 0 {
		return nil
	}
	v := new(big.Int).Set(it.next)
	it.next.Add(it.next, it.step)
	it.left.Sub(it.left, big.NewInt(1))
	return NewBig(v)
}

func (r *Range) iter() Object {
	if r.small {
		return &RangeIter{r.lo, r.st, r.n, r.n}
	}
	a, _ := AsBig(r.start)
	c, _ := AsBig(r.step)
	return &BigRangeIter{new(big.Int).Set(a), c, r.length(), r.length()}
}

func (r *Range) reversed() Object {
	if r.small {
		return &RangeIter{r.lo + int64(r.n-1)*r.st, -r.st, r.n, r.n}
	}
	n := r.length()
	last, _ := AsBig(r.at(new(big.Int).Sub(n, big.NewInt(1))))
	c, _ := AsBig(r.step)
	return &BigRangeIter{new(big.Int).Set(last), new(big.Int).Neg(c), new(big.Int).Set(n), n}
}

func init() {
	RangeType.Define(Spec{
		Final: true,
		Slots: Slots{
			New:         rangeNew,
			Repr:        rangeRepr,
			Hash:        func(t *Thread, o Object) (int64, error) { return hashTuple(t, rngOf(o).key().Items) },
			Bool:        func(t *Thread, o Object) (bool, error) { return rngOf(o).length().Sign() > 0, nil },
			RichCompare: rangeRichCompare,
			Len:         rangeLen,
			Iter:        func(t *Thread, o Object) (Object, error) { return rngOf(o).iter(), nil },
			GetItem:     rangeGetItem,
			Contains:    rangeContains,
		},
		GetSets: []GetSet{
			rangeMember("start", func(r *Range) Object { return r.start }),
			rangeMember("stop", func(r *Range) Object { return r.stop }),
			rangeMember("step", func(r *Range) Object { return r.step }),
		},
		Methods: []Method{
			{Name: "count", Fn: oneArg("range.count", rangeCount)},
			{Name: "index", Fn: oneArg("range.index", rangeIndex)},
			{Name: "__reversed__", Fn: noArgs("range.__reversed__", func(t *Thread, o Object) (Object, error) { return rngOf(o).reversed(), nil })},
		},
	})
	RangeIterType.Define(Remakable(IterSpec(func(t *Thread, o Object) (Object, error) { return o.(*RangeIter).NextItem(), nil },
		func(o Object) int { return o.(*RangeIter).left }), true))
	BigRangeIterType.Define(Remakable(IterSpec(func(t *Thread, o Object) (Object, error) { return o.(*BigRangeIter).nextItem(), nil },
		func(o Object) int {
			if n := o.(*BigRangeIter).left; n.IsInt64() {
				return int(n.Int64())
			}
			return -1
		}), true))
}

// rangeRepr is RangeType's Repr.
func rangeRepr(t *Thread, o Object) (string, error) {
	r := rngOf(o)
	s := "range(" + FormatInt(r.start) + ", " + FormatInt(r.stop)
	if r.step != Object(Int(1)) {
		s += ", " + FormatInt(r.step)
	}
	return s + ")", nil
}

// rangeRichCompare is RangeType's RichCompare.
func rangeRichCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	y, ok := b.(*Range)
	if !ok || op != EQ && op != NE {
		return NotImplemented, nil
	}
	return RichCompare(t, rngOf(a).key(), y.key(), op)
}

// rangeContains is RangeType's Contains.
func rangeContains(t *Thread, o, v Object) (bool, error) {
	i, err := rangeFind(t, rngOf(o), v)
	return i != nil, err
}

// rangeCount is Range.count().
func rangeCount(t *Thread, o, v Object) (Object, error) {
	switch v.(type) {
	case Int, *BigInt, Bool:
		if rngOf(o).position(v) == nil {
			return NewInt(0), nil
		}
		return NewInt(1), nil
	}
	n := int64(0)
	err := ForEach(t, o, func(x Object) (bool, error) {
		eq, err := Equal(t, x, v)
		if eq {
			n++
		}
		return true, err
	})
	return NewInt(n), err
}

// rangeIndex is Range.index().
func rangeIndex(t *Thread, o, v Object) (Object, error) {
	i, err := rangeFind(t, rngOf(o), v)
	if err != nil {
		return nil, err
	}
	if i != nil {
		return NewBig(i), nil
	}
	switch v.(type) {
	case Int, *BigInt, Bool:
		r, err := Repr(t, v)
		if err != nil {
			return nil, err
		}
		return nil, ValueErrorf("%s is not in range", r)
	}
	return nil, ValueErrorf("sequence.index(x): x not in sequence")
}

func rangeMember(name string, get func(*Range) Object) GetSet {
	return GetSet{Name: name, Member: true, Get: func(t *Thread, o Object) (Object, error) { return get(rngOf(o)), nil }}
}

func rngOf(o Object) *Range { return o.(*Range) }
