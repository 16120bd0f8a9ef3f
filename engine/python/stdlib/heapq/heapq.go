// Package heapq is Python's heapq: the heap operations in Go, with CPython's order of comparisons (a program sees the list's
// layout), the rest in Python.
package heapq

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed heapq.py
var source string

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// order tells whether a goes above b: a < b for a min-heap, b < a for a max-heap.
type order func(t *thread, a, b value) (bool, error)

func less(t *thread, a, b value) (bool, error)    { return object.Less(t, a, b) }
func greater(t *thread, a, b value) (bool, error) { return object.Less(t, b, a) }

var errChanged = "list changed size during iteration"

// siftDown moves the item at pos up towards start until its parent is above it.
func siftDown(t *thread, h *object.List, start, pos int, above order) error {
	n := len(h.Items)
	if pos >= n {
		return object.IndexErrorf("index out of range")
	}
	item := h.Items[pos]
	for pos > start {
		parent := (pos - 1) >> 1
		up, err := above(t, item, h.Items[parent])
		if err != nil {
			return err
		}
		if len(h.Items) != n {
			return object.RuntimeErrorf("%s", errChanged)
		}
		if !up {
			break
		}
		h.Items[pos], h.Items[parent] = h.Items[parent], h.Items[pos]
		item = h.Items[parent]
		pos = parent
	}
	return nil
}

// siftUp moves the smaller children up from pos to a leaf and then sifts the item down again: fewer comparisons than asking for
// the item at each level.
func siftUp(t *thread, h *object.List, pos int, above order) error {
	n := len(h.Items)
	start, limit := pos, n>>1
	for pos < limit {
		child := 2*pos + 1
		if child+1 < n {
			up, err := above(t, h.Items[child], h.Items[child+1])
			if err != nil {
				return err
			}
			if !up {
				child++
			}
			if len(h.Items) != n {
				return object.RuntimeErrorf("%s", errChanged)
			}
		}
		h.Items[pos], h.Items[child] = h.Items[child], h.Items[pos]
		pos = child
	}
	return siftDown(t, h, start, pos, above)
}

func heapify(t *thread, h *object.List, above order) error {
	for i := len(h.Items)/2 - 1; i >= 0; i-- {
		if err := siftUp(t, h, i, above); err != nil {
			return err
		}
		if i&255 == 0 {
			if err := t.Checkpoint(256); err != nil {
				return err
			}
		}
	}
	return nil
}

func pop(t *thread, h *object.List, above order) (value, error) {
	n := len(h.Items)
	if n == 0 {
		return nil, object.IndexErrorf("index out of range")
	}
	last := h.Items[n-1]
	h.Items[n-1] = nil
	h.Items = h.Items[:n-1]
	if n == 1 {
		return last, nil
	}
	top := h.Items[0]
	h.Items[0] = last
	return top, siftUp(t, h, 0, above)
}

func replace(t *thread, h *object.List, x value, above order) (value, error) {
	if len(h.Items) == 0 {
		return nil, object.IndexErrorf("index out of range")
	}
	top := h.Items[0]
	h.Items[0] = x
	return top, siftUp(t, h, 0, above)
}

func init() {
	object.RegisterModule(&object.NativeModule{Name: "heapq", Source: source, Init: func(t *thread, m *object.Module) error {
		add := func(name string, n int, f func(t *thread, h *object.List, a []value) (value, error)) {
			m.SetFunc(name, func(t *thread, a []value, kw *kwargs) (value, error) {
				if err := object.CheckArgs(name, a, kw, n, n); err != nil {
					return nil, err
				}
				h, ok := object.AsList(a[0])
				if !ok {
					if n == 1 {
						return nil, object.TypeErrorf("%s() argument must be list, not %s", name, object.TypeName(a[0]))
					}
					return nil, object.TypeErrorf("%s() argument 1 must be list, not %s", name, object.TypeName(a[0]))
				}
				return f(t, h, a)
			})
		}
		add("heappush", 2, func(t *thread, h *object.List, a []value) (value, error) {
			if err := h.Append(t, a[1]); err != nil {
				return nil, err
			}
			return object.None, siftDown(t, h, 0, len(h.Items)-1, less)
		})
		add("heappop", 1, func(t *thread, h *object.List, a []value) (value, error) { return pop(t, h, less) })
		add("_heappop_max", 1, func(t *thread, h *object.List, a []value) (value, error) { return pop(t, h, greater) })
		add("heapify", 1, func(t *thread, h *object.List, a []value) (value, error) { return object.None, heapify(t, h, less) })
		add("_heapify_max", 1, func(t *thread, h *object.List, a []value) (value, error) {
			return object.None, heapify(t, h, greater)
		})
		add("heapreplace", 2, func(t *thread, h *object.List, a []value) (value, error) { return replace(t, h, a[1], less) })
		add("_heapreplace_max", 2, func(t *thread, h *object.List, a []value) (value, error) { return replace(t, h, a[1], greater) })
		add("heappushpop", 2, func(t *thread, h *object.List, a []value) (value, error) {
			if len(h.Items) == 0 {
				return a[1], nil
			}
			x := a[1]
			up, err := less(t, h.Items[0], x)
			if err != nil {
				return nil, err
			}
			if !up {
				return x, nil
			}
			return replace(t, h, x, less)
		})
		return nil
	}})
}
