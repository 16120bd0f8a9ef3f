// Package bisect is Python's bisect module.
package bisect

import "github.com/asyncshelf/asyncshelf/engine/python/object"

type (
	thread = object.Thread
	value  = object.Object
)

// search finds the place for x in a sorted sequence: right of equal items, or left of them.
func search(t *thread, seq, x value, lo, hi int, key value, right bool) (int, error) {
	if lo < 0 {
		return 0, object.ValueErrorf("lo must be non-negative")
	}
	if hi < 0 {
		n, err := object.Len(t, seq)
		if err != nil {
			return 0, err
		}
		hi = n
	}
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		item, err := object.GetItem(t, seq, object.NewInt(int64(mid)))
		if err != nil {
			return 0, err
		}
		if key != nil {
			if item, err = object.CallArgs(t, key, item); err != nil {
				return 0, err
			}
		}
		var before bool
		if right {
			before, err = object.Less(t, x, item)
			before = !before
		} else {
			before, err = object.Less(t, item, x)
		}
		if err != nil {
			return 0, err
		}
		if before {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, nil
}

func init() {
	object.RegisterModule(&object.NativeModule{Name: "bisect", Init: func(t *thread, m *object.Module) error {
		add := func(name string, right, insert bool) {
			sig := object.NewSignature(name, "a", "x", "lo=", "hi=", "*", "key=")
			m.SetFunc(name, func(t *thread, args []value, kw *object.Kwargs) (value, error) {
				a, err := sig.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				lo, hi := 0, -1
				if a[2] != nil {
					if lo, err = object.AsIndex(t, a[2]); err != nil {
						return nil, err
					}
				}
				if a[3] != nil && a[3] != object.None {
					if hi, err = object.AsIndex(t, a[3]); err != nil {
						return nil, err
					}
				}
				key := a[4]
				if key == object.None {
					key = nil
				}
				x := a[1]
				if insert && key != nil {
					if x, err = object.CallArgs(t, key, x); err != nil {
						return nil, err
					}
				}
				i, err := search(t, a[0], x, lo, hi, key, right)
				if err != nil {
					return nil, err
				}
				if !insert {
					return object.NewInt(int64(i)), nil
				}
				_, err = object.CallMethod(t, a[0], "insert", object.NewInt(int64(i)), a[1])
				return object.None, err
			})
		}
		add("bisect_left", false, false)
		add("bisect_right", true, false)
		add("insort_left", false, true)
		add("insort_right", true, true)
		m.Set("bisect", m.Dict.GetName("bisect_right"))
		m.Set("insort", m.Dict.GetName("insort_right"))
		return nil
	}})
}
