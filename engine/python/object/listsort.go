package object

import "slices"

// Sorting. As in CPython the list is empty while it is being sorted, so that a key or a comparison that changes it is
// noticed; items of one simple type are compared in Go, all others through __lt__.

var sortSig = NewSignature("sort", "*", "key=", "reverse=")

func listSort(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if len(args) > 1 {
		return nil, TypeErrorf("sort() takes no positional arguments")
	}
	a, err := sortSig.Bind(nil, kw)
	if err != nil {
		return nil, err
	}
	rev := false
	if a[1] != nil {
		n, err := AsIndex(t, a[1])
		if err != nil {
			return nil, err
		}
		rev = n != 0
	}
	return None, SortList(t, listOf(args[0]), a[0], rev)
}

type sortItem struct{ key, val Object }

// SortList is l.sort(key=key, reverse=reverse); key may be nil or None.
func SortList(t *Thread, l *List, key Object, reverse bool) error {
	items := l.Items
	l.Items = nil
	restore := func(err error) error {
		changed := l.Items != nil
		l.Items = items
		if err == nil && changed {
			return ValueErrorf("list modified during sort")
		}
		return err
	}
	if key == nil || key == None {
		if reverse {
			slices.Reverse(items)
		}
		err := sortObjects(t, items)
		if reverse {
			slices.Reverse(items)
		}
		return restore(err)
	}
	if err := t.Alloc(int64(len(items)) * 32); err != nil {
		return restore(err)
	}
	pairs := make([]sortItem, len(items))
	for i, x := range items {
		k, err := Call(t, key, []Object{x}, nil)
		if err != nil {
			return restore(err)
		}
		pairs[i] = sortItem{k, x}
	}
	if reverse {
		slices.Reverse(pairs)
	}
	err := sortPairs(t, pairs)
	if reverse {
		slices.Reverse(pairs)
	}
	for i := range pairs {
		items[i] = pairs[i].val
	}
	return restore(err)
}

// sortKind finds out whether all keys are of one simple type: 'i' ints, 's' strs, 'f' floats, else 0.
func sortKind(n int, key func(int) Object) byte {
	kind := byte(0)
	for i := 0; i < n; i++ {
		k := byte(0)
		switch key(i).(type) {
		case Int:
			k = 'i'
		case *Str:
			k = 's'
		case Float:
			k = 'f'
		}
		if k == 0 || kind != 0 && k != kind {
			return 0
		}
		kind = k
	}
	return kind
}

func sortObjects(t *Thread, items []Object) error {
	if err := t.Checkpoint(len(items)); err != nil {
		return err
	}
	switch sortKind(len(items), func(i int) Object { return items[i] }) {
	case 'i':
		return mergeSort(t, items, func(a, b Object) (bool, error) { return a.(Int) < b.(Int), nil })
	case 's':
		return mergeSort(t, items, func(a, b Object) (bool, error) { return a.(*Str).s < b.(*Str).s, nil })
	}
	return mergeSort(t, items, func(a, b Object) (bool, error) { return sortLess(t, a, b) })
}

func sortPairs(t *Thread, pairs []sortItem) error {
	if err := t.Checkpoint(len(pairs)); err != nil {
		return err
	}
	switch sortKind(len(pairs), func(i int) Object { return pairs[i].key }) {
	case 'i':
		return mergeSort(t, pairs, func(a, b sortItem) (bool, error) { return a.key.(Int) < b.key.(Int), nil })
	case 's':
		return mergeSort(t, pairs, func(a, b sortItem) (bool, error) { return a.key.(*Str).s < b.key.(*Str).s, nil })
	}
	return mergeSort(t, pairs, func(a, b sortItem) (bool, error) { return sortLess(t, a.key, b.key) })
}

// cmpStrs compares by code points. UTF-8 keeps their order, and so does WTF-8.
func cmpStrs(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func sortLess(t *Thread, a, b Object) (bool, error) {
	switch x := a.(type) {
	case Float:
		if y, ok := b.(Float); ok {
			return x < y, nil
		}
	case Int:
		if y, ok := b.(Int); ok {
			return x < y, nil
		}
	case *Str:
		if y, ok := b.(*Str); ok {
			return x.s < y.s, nil
		}
	}
	return Less(t, a, b)
}

// mergeSort is a stable sort that only asks less(later, earlier), as list.sort does: natural runs (a falling one is turned
// round), short ones filled up by binary insertion, then merged pairwise.
func mergeSort[T any](t *Thread, s []T, less func(a, b T) (bool, error)) error {
	const minRun = 32
	n := len(s)
	if n < 2 {
		return nil
	}
	run := minRun
	if n < 64 {
		run = n
	}
	type span struct{ lo, hi int }
	var runs []span
	for lo := 0; lo < n; {
		hi := lo + 1
		if hi < n {
			down, err := less(s[hi], s[lo])
			if err != nil {
				return err
			}
			for hi++; hi < n; hi++ {
				lt, err := less(s[hi], s[hi-1])
				if err != nil {
					return err
				}
				if lt != down {
					break
				}
			}
			if down {
				slices.Reverse(s[lo:hi])
			}
		}
		end := min(lo+run, n)
		for ; hi < end; hi++ {
			l, r, pivot := lo, hi, s[hi]
			for l < r {
				m := int(uint(l+r) >> 1)
				lt, err := less(pivot, s[m])
				if err != nil {
					return err
				}
				if lt {
					r = m
				} else {
					l = m + 1
				}
			}
			copy(s[l+1:hi+1], s[l:hi])
			s[l] = pivot
		}
		runs = append(runs, span{lo, hi})
		lo = hi
	}
	if len(runs) == 1 {
		return nil
	}
	tmp := make([]T, n)
	for len(runs) > 1 {
		if err := t.Checkpoint(n / 4); err != nil {
			return err
		}
		var next []span
		for i := 0; i < len(runs); i += 2 {
			if i+1 == len(runs) {
				next = append(next, runs[i])
				break
			}
			a, b := runs[i], runs[i+1]
			if err := mergeRuns(s[a.lo:b.hi], a.hi-a.lo, tmp, less); err != nil {
				return err
			}
			next = append(next, span{a.lo, b.hi})
		}
		runs = next
	}
	return nil
}

// mergeRuns merges s[:mid] and s[mid:]. When less fails, s still holds every item once.
func mergeRuns[T any](s []T, mid int, tmp []T, less func(a, b T) (bool, error)) error {
	left := tmp[:copy(tmp, s[:mid])]
	i, j, k := 0, mid, 0
	for i < len(left) && j < len(s) {
		lt, err := less(s[j], left[i])
		if err != nil {
			copy(s[k:], left[i:])
			return err
		}
		if lt {
			s[k] = s[j]
			j++
		} else {
			s[k] = left[i]
			i++
		}
		k++
	}
	copy(s[k:], left[i:])
	return nil
}
