package random

import (
	"math"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Choosing from sequences.

func choice(g *gen, a []value) (value, error) {
	n, err := object.Len(g.t, a[0])
	if err != nil {
		return nil, err
	}
	if n == 0 {
		return nil, object.IndexErrorf("Cannot choose from an empty sequence")
	}
	i, err := g.below(n)
	if err != nil {
		return nil, err
	}
	return object.GetItem(g.t, a[0], object.NewInt(int64(i)))
}

func shuffle(g *gen, a []value) (value, error) {
	t := g.t
	n, err := object.Len(t, a[0])
	if err != nil {
		return nil, err
	}
	l, plain := a[0].(*object.List)
	for i := n - 1; i > 0; i-- {
		if i&1023 == 1023 {
			if err := t.Checkpoint(1024); err != nil {
				return nil, err
			}
		}
		j, err := g.below(i + 1)
		if err != nil {
			return nil, err
		}
		if plain && i < len(l.Items) {
			l.Items[i], l.Items[j] = l.Items[j], l.Items[i]
			continue
		}
		oi, oj := object.NewInt(int64(i)), object.NewInt(int64(j))
		x, err := object.GetItem(t, a[0], oi)
		if err != nil {
			return nil, err
		}
		y, err := object.GetItem(t, a[0], oj)
		if err != nil {
			return nil, err
		}
		if err := object.SetItem(t, a[0], oi, y); err != nil {
			return nil, err
		}
		if err := object.SetItem(t, a[0], oj, x); err != nil {
			return nil, err
		}
	}
	return object.None, nil
}

// isSequence is isinstance(o, collections.abc.Sequence).
func isSequence(t *thread, o value) (bool, error) {
	for _, tp := range []*object.Type{object.ListType, object.TupleType, object.StrType, object.RangeType, object.BytesType, object.ByteArrayType} {
		if object.IsInstance(o, tp) {
			return true, nil
		}
	}
	for _, tp := range []*object.Type{object.SetType, object.FrozenSetType, object.DictType, object.IntType} {
		if object.IsInstance(o, tp) {
			return false, nil
		}
	}
	m, err := t.RT.Import(t, "collections.abc")
	if err != nil {
		return o.Type().Slots.GetItem != nil && o.Type().Slots.Len != nil, nil
	}
	seq, err := object.GetAttrName(t, m, "Sequence")
	if err != nil {
		return false, err
	}
	return object.IsInstanceOf(t, o, seq)
}

func sample(g *gen, a []value) (value, error) {
	t := g.t
	pop := a[0]
	ok, err := isSequence(t, pop)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, object.TypeErrorf("Population must be a sequence.  For dicts or sets, use sorted(d).")
	}
	n, err := object.Len(t, pop)
	if err != nil {
		return nil, err
	}
	var cum []value
	if a[2] != nil && a[2] != object.None {
		if cum, err = accumulate(t, a[2]); err != nil {
			return nil, err
		}
		if len(cum) != n {
			return nil, object.ValueErrorf("The number of counts does not match the population")
		}
		if len(cum) == 0 {
			return nil, object.IndexErrorf("pop from empty list")
		}
		total, ok := object.AsInt(cum[len(cum)-1])
		if !ok {
			return nil, object.TypeErrorf("Counts must be integers")
		}
		if total <= 0 {
			return nil, object.ValueErrorf("Total of counts must be greater than zero")
		}
		cum = cum[:len(cum)-1]
		n = int(total)
	}
	k, err := object.AsIndex(t, a[1])
	if err != nil {
		if kf, isFloat := object.AsFloat(a[1]); isFloat && (kf < 0 || kf > float64(n)) {
			return nil, object.ValueErrorf("Sample larger than population or is negative")
		} else if isFloat {
			return nil, object.TypeErrorf("can't multiply sequence by non-int of type 'float'")
		}
		if _, cmp := object.RichCompare(t, object.NewInt(0), a[1], object.LE); cmp != nil {
			return nil, cmp
		}
		return nil, err
	}
	if k < 0 || k > n {
		return nil, object.ValueErrorf("Sample larger than population or is negative")
	}
	if k > 1024 {
		if err := t.Alloc(int64(k) * 24); err != nil {
			return nil, err
		}
	}
	picks, err := g.pick(n, k)
	if err != nil {
		return nil, err
	}
	out := make([]value, k)
	for i, p := range picks {
		at := object.NewInt(int64(p))
		if cum != nil {
			j, err := bisect(t, cum, at, 0, len(cum))
			if err != nil {
				return nil, err
			}
			at = object.NewInt(int64(j))
		}
		if out[i], err = object.GetItem(t, pop, at); err != nil {
			return nil, err
		}
	}
	return object.NewList(out), nil
}

// pick draws k different numbers below n: from a pool where that is not much larger than the sample, else by trying again.
func (g *gen) pick(n, k int) ([]int, error) {
	t := g.t
	out := make([]int, k)
	size := 21
	if k > 5 {
		p := 1
		for p < k*3 {
			p *= 4
		}
		size += p
	}
	tick := func(i int) error {
		if i&1023 == 1023 {
			return t.Checkpoint(1024)
		}
		return nil
	}
	if n <= size {
		pool := make([]int, n)
		for i := range pool {
			pool[i] = i
		}
		for i := range out {
			if err := tick(i); err != nil {
				return nil, err
			}
			j, err := g.below(n - i)
			if err != nil {
				return nil, err
			}
			out[i] = pool[j]
			pool[j] = pool[n-i-1]
		}
		return out, nil
	}
	seen := make(map[int]struct{}, k)
	for i := range out {
		if err := tick(i); err != nil {
			return nil, err
		}
		for turn := 0; ; turn++ {
			if err := tick(turn); err != nil {
				return nil, err
			}
			j, err := g.below(n)
			if err != nil {
				return nil, err
			}
			if _, dup := seen[j]; !dup {
				seen[j] = struct{}{}
				out[i] = j
				break
			}
		}
	}
	return out, nil
}

// accumulate gives the running totals of an iterable.
func accumulate(t *thread, o value) ([]value, error) {
	items, err := object.Collect(t, o)
	if err != nil {
		return nil, err
	}
	for i := 1; i < len(items); i++ {
		if items[i], err = object.BinaryOp(t, object.Add, items[i-1], items[i]); err != nil {
			return nil, err
		}
	}
	return items, nil
}

// bisect is bisect_right.
func bisect(t *thread, items []value, x value, lo, hi int) (int, error) {
	for lo < hi {
		mid := (lo + hi) / 2
		less, err := object.Less(t, x, items[mid])
		if err != nil {
			return 0, err
		}
		if less {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo, nil
}

func choices(g *gen, a []value) (value, error) {
	t := g.t
	pop, weights, cumArg := a[0], a[1], a[2]
	n, err := object.Len(t, pop)
	if err != nil {
		return nil, err
	}
	var cum []value
	count := func() (int, error) {
		if a[3] == nil {
			return 1, nil
		}
		k, err := object.AsIndex(t, a[3])
		if err == nil && k > 1024 {
			err = t.Alloc(int64(k) * 16)
		}
		return max(k, 0), err
	}
	tick := func(i int) error {
		if i&1023 == 1023 {
			return t.Checkpoint(1024)
		}
		return nil
	}
	if cumArg == nil || cumArg == object.None {
		if weights == nil || weights == object.None {
			k, err := count()
			if err != nil {
				return nil, err
			}
			out := make([]value, k)
			for i := range out {
				if err := tick(i); err != nil {
					return nil, err
				}
				f, err := g.float()
				if err != nil {
					return nil, err
				}
				if out[i], err = object.GetItem(t, pop, object.NewInt(int64(math.Floor(f*float64(n))))); err != nil {
					return nil, err
				}
			}
			return object.NewList(out), nil
		}
		if cum, err = accumulate(t, weights); err != nil {
			if object.IsException(err, object.TypeErrorType) && object.IsInstance(weights, object.IntType) {
				r, err := object.Repr(t, weights)
				if err != nil {
					return nil, err
				}
				return nil, object.TypeErrorf("The number of choices must be a keyword argument: k=%s", r)
			}
			return nil, err
		}
	} else {
		if weights != nil && weights != object.None {
			return nil, object.TypeErrorf("Cannot specify both weights and cumulative weights")
		}
		if cum, err = object.Collect(t, cumArg); err != nil {
			return nil, err
		}
	}
	if len(cum) != n {
		return nil, object.ValueErrorf("The number of weights does not match the population")
	}
	if n == 0 {
		return nil, object.IndexErrorf("list index out of range")
	}
	last, err := object.BinaryOp(t, object.Add, cum[n-1], object.Float(0))
	if err != nil {
		return nil, err
	}
	total, err := object.ToFloat(t, last)
	if err != nil {
		return nil, err
	}
	if total <= 0 {
		return nil, object.ValueErrorf("Total of weights must be greater than zero")
	}
	if math.IsNaN(total) || math.IsInf(total, 0) {
		return nil, object.ValueErrorf("Total of weights must be finite")
	}
	k, err := count()
	if err != nil {
		return nil, err
	}
	// Numbers that a float holds exactly are compared as floats.
	floats := make([]float64, n)
	fast := true
	for i, c := range cum {
		switch x := c.(type) {
		case object.Float:
			floats[i] = float64(x)
		case object.Int:
			floats[i] = float64(x)
			fast = fast && x > -1<<53 && x < 1<<53
		default:
			fast = false
		}
	}
	out := make([]value, k)
	for i := range out {
		if err := tick(i); err != nil {
			return nil, err
		}
		f, err := g.float()
		if err != nil {
			return nil, err
		}
		x := f * total
		j := 0
		if fast {
			lo, hi := 0, n-1
			for lo < hi {
				if mid := (lo + hi) / 2; x < floats[mid] {
					hi = mid
				} else {
					lo = mid + 1
				}
			}
			j = lo
		} else if j, err = bisect(t, cum, object.Float(x), 0, n-1); err != nil {
			return nil, err
		}
		if out[i], err = object.GetItem(t, pop, object.NewInt(int64(j))); err != nil {
			return nil, err
		}
	}
	return object.NewList(out), nil
}
