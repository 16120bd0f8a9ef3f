package object

import (
	"math"
	"math/big"
)

// Slice is Python's slice: None where a part is absent.
type Slice struct{ Start, Stop, Step Object }

// SliceType is Python's slice.
var SliceType = Declare("slice", "builtins")

func (*Slice) Type() *Type { return SliceType }

// NewSlice makes a slice; nil parts become None.
func NewSlice(start, stop, step Object) *Slice {
	return &Slice{orNone(start), orNone(stop), orNone(step)}
}

func sliceIndex(t *Thread, o Object, absent int) (int, error) {
	if o == None {
		return absent, nil
	}
	if i, ok := o.(Int); ok {
		return int(i), nil
	}
	if o.Type().Slots.Index == nil {
		return 0, TypeErrorf("slice indices must be integers or None or have an __index__ method")
	}
	return AsIndexClamped(t, o)
}

// Indices fits the slice to a sequence of n items: the items are start, start+step, …, count of them. It may run __index__ methods;
// for a sequence that they can change, take unpack and adjustIndices.
func (s *Slice) Indices(t *Thread, n int) (start, stop, step, count int, err error) {
	if start, stop, step, err = s.unpack(t); err == nil {
		start, stop, count = adjustIndices(start, stop, step, n)
	}
	return
}

func (s *Slice) unpack(t *Thread) (start, stop, step int, err error) {
	if step, err = sliceIndex(t, s.Step, 1); err != nil {
		return
	}
	if step == 0 {
		err = ValueErrorf("slice step cannot be zero")
		return
	}
	if step < -math.MaxInt {
		step = -math.MaxInt
	}
	from, to := 0, math.MaxInt
	if step < 0 {
		from, to = math.MaxInt, math.MinInt
	}
	if start, err = sliceIndex(t, s.Start, from); err != nil {
		return
	}
	stop, err = sliceIndex(t, s.Stop, to)
	return
}

func adjustIndices(start, stop, step, n int) (int, int, int) {
	clamp := func(i int) int {
		if i < 0 {
			if i += n; i < 0 {
				if step < 0 {
					return -1
				}
				return 0
			}
		} else if i >= n {
			if step < 0 {
				return n - 1
			}
			return n
		}
		return i
	}
	start, stop = clamp(start), clamp(stop)
	switch {
	case step < 0 && stop < start:
		return start, stop, (start-stop-1)/(-step) + 1
	case step > 0 && start < stop:
		return start, stop, (stop-start-1)/step + 1
	}
	return start, stop, 0
}

// clampRange fits optional start and stop arguments (of find, index, count …) to a sequence of n items.
func clampRange(t *Thread, args []Object, n int) (start, stop int, err error) {
	stop = math.MaxInt
	if len(args) > 0 && args[0] != nil {
		if start, err = sliceIndex(t, args[0], 0); err != nil {
			return
		}
	}
	if len(args) > 1 && args[1] != nil {
		if stop, err = sliceIndex(t, args[1], math.MaxInt); err != nil {
			return
		}
	}
	if start < 0 {
		start = max(start+n, 0)
	}
	if stop < 0 {
		stop = max(stop+n, 0)
	}
	return start, min(stop, n), nil
}

// indexRange is clampRange for arguments that cannot be None (list.index, tuple.index: _PyEval_SliceIndexNotNone).
func indexRange(t *Thread, args []Object, n int) (start, stop int, err error) {
	for _, a := range args {
		if a.Type().Slots.Index == nil {
			return 0, 0, TypeErrorf("slice indices must be integers or have an __index__ method")
		}
	}
	return clampRange(t, args, n)
}

// seqIndex is the index into a sequence of n items that key stands for, -1 when there is none; what names the sequence for messages.
// Since it may run an __index__ method, the length of a sequence that can change must be looked at again afterwards.
func seqIndex(t *Thread, key Object, n int, what string) (int, error) {
	i, ok := key.(Int)
	if !ok {
		if key.Type().Slots.Index == nil {
			return 0, TypeErrorf("%s indices must be integers or slices, not %s", what, TypeName(key))
		}
		r, err := ToIndex(t, key)
		if err != nil {
			return 0, err
		}
		v, ok := AsInt(r)
		if !ok {
			return 0, IndexErrorf("cannot fit '%s' into an index-sized integer", TypeName(key))
		}
		i = Int(v)
	}
	if i < 0 {
		i += Int(n)
	}
	if i < 0 || i >= Int(n) {
		return -1, nil
	}
	return int(i), nil
}

func (s *Slice) bigIndices(t *Thread, n *big.Int) (*Tuple, error) {
	part := func(o Object) (*big.Int, error) {
		if o == None {
			return nil, nil
		}
		if o.Type().Slots.Index == nil {
			return nil, TypeErrorf("slice indices must be integers or None or have an __index__ method")
		}
		r, err := ToIndex(t, o)
		if err != nil {
			return nil, err
		}
		b, _ := AsBig(r)
		return b, nil
	}
	step, err := part(s.Step)
	if err != nil {
		return nil, err
	}
	if step == nil {
		step = big.NewInt(1)
	}
	if step.Sign() == 0 {
		return nil, ValueErrorf("slice step cannot be zero")
	}
	neg := step.Sign() < 0
	lower, upper := big.NewInt(0), n
	if neg {
		lower, upper = big.NewInt(-1), new(big.Int).Sub(n, big.NewInt(1))
	}
	fit := func(o Object, absent *big.Int) (*big.Int, error) {
		v, err := part(o)
		if err != nil {
			return nil, err
		}
		if v == nil {
			return absent, nil
		}
		if v.Sign() < 0 {
			v = new(big.Int).Add(v, n)
			if v.Cmp(lower) < 0 {
				v = lower
			}
		} else if v.Cmp(upper) > 0 {
			v = upper
		}
		return v, nil
	}
	from, to := lower, upper
	if neg {
		from, to = upper, lower
	}
	start, err := fit(s.Start, from)
	if err != nil {
		return nil, err
	}
	stop, err := fit(s.Stop, to)
	if err != nil {
		return nil, err
	}
	return NewTuple(NewBig(start), NewBig(stop), NewBig(step)), nil
}

func init() {
	member := func(name string, get func(*Slice) Object) GetSet {
		return GetSet{Name: name, Member: true, Get: func(t *Thread, o Object) (Object, error) { return get(o.(*Slice)), nil }}
	}
	tuple := func(s *Slice) *Tuple { return NewTuple(s.Start, s.Stop, s.Step) }
	SliceType.Define(Spec{
		Final: true,
		Slots: Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				if err := CheckArgs("slice", args, kw, 1, 3); err != nil {
					return nil, err
				}
				switch len(args) {
				case 1:
					return NewSlice(nil, args[0], nil), nil
				case 2:
					return NewSlice(args[0], args[1], nil), nil
				}
				return NewSlice(args[0], args[1], args[2]), nil
			},
			Repr: func(t *Thread, o Object) (string, error) {
				r, err := Repr(t, tuple(o.(*Slice)))
				return "slice" + r, err
			},
			RichCompare: func(t *Thread, a, b Object, op CompareOp) (Object, error) {
				y, ok := b.(*Slice)
				if !ok {
					return NotImplemented, nil
				}
				return RichCompare(t, tuple(a.(*Slice)), tuple(y), op)
			},
			Unhashable: true,
		},
		GetSets: []GetSet{
			member("start", func(s *Slice) Object { return s.Start }),
			member("stop", func(s *Slice) Object { return s.Stop }),
			member("step", func(s *Slice) Object { return s.Step }),
		},
		Methods: []Method{{Name: "indices", Fn: oneArg("slice.indices", func(t *Thread, o, x Object) (Object, error) {
			r, err := ToIndex(t, x)
			if err != nil {
				return nil, err
			}
			n, _ := AsBig(r)
			if n.Sign() < 0 {
				return nil, ValueErrorf("length should not be negative")
			}
			return o.(*Slice).bigIndices(t, n)
		})}},
	})
}
