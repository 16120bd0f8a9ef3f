package builtins

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// all, any, sorted, min, max.

var (
	sortSig = object.NewSignature("sort", "*", "key=", "reverse=")
	extreme = map[string]*object.Signature{
		"min": object.NewSignature("min", "*args", "key=", "default="),
		"max": object.NewSignature("max", "*args", "key=", "default="),
	}
)

func sorted(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if len(args) != 1 {
		return nil, object.TypeErrorf("sorted expected 1 argument, got %d", len(args))
	}
	a, err := sortSig.Bind(nil, kw)
	if err != nil {
		return nil, err
	}
	items, err := object.Collect(t, args[0])
	if err != nil {
		return nil, err
	}
	rev := false
	if a[1] != nil {
		n, err := object.AsIndex(t, a[1])
		if err != nil {
			return nil, err
		}
		rev = n != 0
	}
	l := object.NewList(items)
	if err := object.SortList(t, l, a[0], rev); err != nil {
		return nil, err
	}
	return l, nil
}

// minMax makes min and max, which keep the first of equals.
func minMax(name string, op object.CompareOp) function {
	sig := extreme[name]
	return function{name, func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		if len(args) == 0 {
			return nil, object.TypeErrorf("%s expected at least 1 argument, got 0", name)
		}
		var key, def object.Object
		if kw.Len() > 0 {
			a, err := sig.Bind(nil, kw)
			if err != nil {
				return nil, err
			}
			key, def = a[1], a[2]
		}
		if key == object.None {
			key = nil
		}
		var src object.Object
		if len(args) == 1 {
			src = args[0]
		} else {
			if def != nil {
				return nil, object.TypeErrorf("Cannot specify a default for %s() with multiple positional arguments", name)
			}
			src = object.NewTuple(args...) // read at once, so sharing args is safe
		}
		var best, bestKey object.Object
		err := object.ForEach(t, src, func(x object.Object) (bool, error) {
			k := x
			if key != nil {
				var err error
				if k, err = object.Call(t, key, []object.Object{x}, nil); err != nil {
					return false, err
				}
			}
			if best == nil {
				best, bestKey = x, k
				return true, nil
			}
			better, err := compare(t, k, bestKey, op)
			if better {
				best, bestKey = x, k
			}
			return true, err
		})
		if err != nil {
			return nil, err
		}
		if best == nil {
			if def != nil {
				return def, nil
			}
			return nil, object.ValueErrorf("%s() arg is an empty sequence", name)
		}
		return best, nil
	}}
}

func compare(t *object.Thread, a, b object.Object, op object.CompareOp) (bool, error) {
	if x, ok := a.(object.Int); ok {
		if y, ok := b.(object.Int); ok {
			if op == object.LT {
				return x < y, nil
			}
			return x > y, nil
		}
	}
	r, err := object.RichCompare(t, a, b, op)
	if err != nil {
		return false, err
	}
	return object.Truth(t, r)
}

func quantifier(name string, stop bool) function {
	return one(name, func(t *object.Thread, o object.Object) (object.Object, error) {
		found := false
		err := object.ForEach(t, o, func(x object.Object) (bool, error) {
			b, err := object.Truth(t, x)
			found = b == stop && err == nil
			return !found, err
		})
		return object.NewBool(found == stop), err
	})
}

func init() {
	register(
		quantifier("all", false), quantifier("any", true),
		function{"sorted", sorted}, minMax("min", object.LT), minMax("max", object.GT),
	)
}
