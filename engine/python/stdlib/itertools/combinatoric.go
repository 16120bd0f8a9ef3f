package itertools

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// Iterators over selections from pools that are collected at the beginning.

// pick makes a tuple of a pool's items.
func pick(pool []value, indices []int) value {
	out := make([]value, len(indices))
	for i, k := range indices {
		out[i] = pool[k]
	}
	return object.NewTuple(out...)
}

var _ = define("product", func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	repeat := 1
	if kw != nil {
		for i, n := range kw.Names {
			if n.String() != "repeat" {
				return nil, object.TypeErrorf("'%s' is an invalid keyword argument for product()", n.String())
			}
			var err error
			if repeat, err = object.AsIndex(t, kw.Vals[i]); err != nil {
				return nil, err
			}
			if repeat < 0 {
				return nil, object.ValueErrorf("repeat argument cannot be negative")
			}
		}
	}
	var pools [][]value
	for _, a := range args {
		p, err := object.Collect(t, a)
		if err != nil {
			return nil, err
		}
		pools = append(pools, p)
	}
	if repeat > 0 && len(pools) > (1<<24)/repeat {
		return nil, object.OverflowErrorf("repeat argument too large")
	}
	if err := t.Alloc(int64(len(pools)) * int64(repeat) * 32); err != nil {
		return nil, err
	}
	n := len(pools)
	if repeat == 0 {
		pools, n = nil, 0
	}
	for i := 1; i < repeat; i++ {
		pools = append(pools, pools[:n]...)
	}
	indices := make([]int, len(pools))
	started := false
	for _, p := range pools {
		if len(p) == 0 {
			return stopped(cls, object.EmptyTuple)
		}
	}
	done := false
	r, err := newIterator(cls, func(t *thread) (value, error) {
		if done {
			return nil, nil
		}
		if started {
			i := len(indices) - 1
			for ; i >= 0; i-- {
				if indices[i]++; indices[i] < len(pools[i]) {
					break
				}
				indices[i] = 0
			}
			if i < 0 {
				done = true
				return nil, nil
			}
		}
		started = true
		out := make([]value, len(pools))
		for i, p := range pools {
			out[i] = p[indices[i]]
		}
		return object.NewTuple(out...), nil
	})
	return stated(r, err, func(*thread) (form, error) {
		if done {
			return form{args: []value{object.EmptyTuple}}, nil
		}
		var f form
		for _, p := range pools {
			f.args = append(f.args, object.NewTuple(p...))
		}
		if started {
			f.state = tupleOfInts(indices)
		}
		return f, nil
	}, func(t *thread, state value) error {
		v, err := intsOf(t, state, len(pools))
		if err != nil {
			return err
		}
		for i, n := range v {
			indices[i] = clamp(n, 0, len(pools[i])-1)
		}
		started = true
		return nil
	})
})

// poolAndR reads the arguments (iterable, r) of the functions below; r is -1 where it was not given and may be left out.
func poolAndR(t *thread, sig *object.Signature, args []value, kw *kwargs) (pool []value, r int, err error) {
	a, err := sig.Bind(args, kw)
	if err != nil {
		return nil, 0, err
	}
	if pool, err = object.Collect(t, a[0]); err != nil {
		return nil, 0, err
	}
	if a[1] == nil || a[1] == object.None && sig == permutationsSig {
		return pool, -1, nil
	}
	if sig == permutationsSig && !object.IsInstance(a[1], object.IntType) {
		return nil, 0, object.TypeErrorf("Expected int as r")
	}
	if r, err = object.AsIndex(t, a[1]); err != nil {
		return nil, 0, err
	}
	if r < 0 {
		return nil, 0, object.ValueErrorf("r must be non-negative")
	}
	if r > len(pool) && sig != withReplacementSig {
		return pool, r, nil
	}
	return pool, r, t.Alloc(int64(r) * 8)
}

var (
	combinationsSig    = object.NewSignature("combinations", "iterable", "r")
	withReplacementSig = object.NewSignature("combinations_with_replacement", "iterable", "r")
	permutationsSig    = object.NewSignature("permutations", "iterable", "r=")
)

var _ = define("combinations", func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	pool, r, err := poolAndR(t, combinationsSig, args, kw)
	if err != nil {
		return nil, err
	}
	if r > len(pool) {
		return stopped(cls, object.NewTuple(pool...), object.NewInt(int64(r)))
	}
	n := len(pool)
	indices := make([]int, r)
	for i := range indices {
		indices[i] = i
	}
	started, done := false, false
	it, err := newIterator(cls, func(t *thread) (value, error) {
		if done {
			return nil, nil
		}
		if started {
			i := r - 1
			for i >= 0 && indices[i] == i+n-r {
				i--
			}
			if i < 0 {
				done = true
				return nil, nil
			}
			indices[i]++
			for j := i + 1; j < r; j++ {
				indices[j] = indices[j-1] + 1
			}
		}
		started = true
		return pick(pool, indices), nil
	})
	return selecting(it, err, pool, indices, &started, &done, func(i int) int { return i + n - r })
})

var _ = define("combinations_with_replacement", func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	pool, r, err := poolAndR(t, withReplacementSig, args, kw)
	if err != nil {
		return nil, err
	}
	n := len(pool)
	if n == 0 && r > 0 {
		return stopped(cls, object.NewTuple(pool...), object.NewInt(int64(r)))
	}
	indices := make([]int, r)
	started, done := false, false
	it, err := newIterator(cls, func(t *thread) (value, error) {
		if done {
			return nil, nil
		}
		if started {
			i := r - 1
			for i >= 0 && indices[i] == n-1 {
				i--
			}
			if i < 0 {
				done = true
				return nil, nil
			}
			next := indices[i] + 1
			for ; i < r; i++ {
				indices[i] = next
			}
		}
		started = true
		return pick(pool, indices), nil
	})
	return selecting(it, err, pool, indices, &started, &done, func(int) int { return n - 1 })
})

var _ = define("permutations", func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	pool, r, err := poolAndR(t, permutationsSig, args, kw)
	if err != nil {
		return nil, err
	}
	n := len(pool)
	if r < 0 {
		r = n
	}
	if r > n {
		return stopped(cls, object.NewTuple(pool...), object.NewInt(int64(r)))
	}
	indices, cycles := make([]int, n), make([]int, r)
	for i := range indices {
		indices[i] = i
	}
	for i := range cycles {
		cycles[i] = n - i
	}
	started, done := false, false
	it, err := newIterator(cls, func(t *thread) (value, error) {
		if done {
			return nil, nil
		}
		if started {
			i := r - 1
			for ; i >= 0; i-- {
				cycles[i]--
				if cycles[i] > 0 {
					j := n - cycles[i]
					indices[i], indices[j] = indices[j], indices[i]
					break
				}
				// The item at i has been in every place: put it last.
				first := indices[i]
				copy(indices[i:], indices[i+1:])
				indices[n-1] = first
				cycles[i] = n - i
			}
			if i < 0 {
				done = true
				return nil, nil
			}
		}
		started = true
		return pick(pool, indices[:r]), nil
	})
	return stated(it, err, func(*thread) (form, error) {
		size := object.NewInt(int64(r))
		if done {
			return form{args: []value{object.EmptyTuple, size}}, nil
		}
		f := form{args: []value{object.NewTuple(pool...), size}}
		if started {
			f.state = object.NewTuple(tupleOfInts(indices), tupleOfInts(cycles))
		}
		return f, nil
	}, func(t *thread, state value) error {
		parts, ok := object.AsTuple(state)
		if !ok {
			return object.TypeErrorf("state is not a tuple")
		}
		if len(parts.Items) != 2 {
			return argumentCount(len(parts.Items), 2, 2)
		}
		order, err := intsOf(t, parts.Items[0], n)
		if err != nil {
			return err
		}
		left, err := intsOf(t, parts.Items[1], r)
		if err != nil {
			return err
		}
		for i, k := range order {
			indices[i] = clamp(k, 0, n-1)
		}
		for i, k := range left {
			cycles[i] = clamp(k, 1, n-i)
		}
		started = true
		return nil
	})
})
