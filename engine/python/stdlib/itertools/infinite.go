package itertools

import (
	"math"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

var (
	countSig  = object.NewSignature("count", "start=", "step=")
	repeatSig = object.NewSignature("repeat", "object", "times=")
)

func isNumber(o value) bool {
	s := &o.Type().Slots
	return s.Index != nil || s.Float != nil || s.Int != nil || object.IsInstance(o, object.ComplexType)
}

var _ = define("count", func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	a, err := countSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	cur, step := a[0], a[1]
	if cur == nil {
		cur = object.NewInt(0)
	}
	if step == nil {
		step = object.NewInt(1)
	}
	if !isNumber(cur) || !isNumber(step) {
		return nil, object.TypeErrorf("a number is required")
	}
	r, err := newIterator(cls, func(t *thread) (value, error) {
		v := cur
		i, ok1 := cur.(object.Int)
		s, ok2 := step.(object.Int)
		if ok1 && ok2 && i < math.MaxInt64/2 && i > math.MinInt64/2 && s < math.MaxInt64/2 && s > math.MinInt64/2 {
			cur = object.NewInt(int64(i + s))
			return v, nil
		}
		next, err := object.BinaryOp(t, object.Add, cur, step)
		if err != nil {
			return nil, err
		}
		cur = next
		return v, nil
	})
	if err != nil {
		return nil, err
	}
	r.(*iterator).like = func(*thread) (form, error) {
		if object.Is(step, object.NewInt(1)) {
			return form{args: []value{cur}}, nil
		}
		return form{args: []value{cur, step}}, nil
	}
	r.(*iterator).repr = func(t *thread) (string, error) {
		c, err := object.Repr(t, cur)
		if err != nil {
			return "", err
		}
		if object.Is(step, object.NewInt(1)) {
			return "count(" + c + ")", nil
		}
		s, err := object.Repr(t, step)
		return "count(" + c + ", " + s + ")", err
	}
	return r, nil
})

var _ = define("repeat", func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	a, err := repeatSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	left := -1
	if a[1] != nil {
		if left, err = object.AsIndex(t, a[1]); err != nil {
			return nil, err
		}
		left = max(left, 0)
	}
	x := a[0]
	r, err := newIterator(cls, func(*thread) (value, error) {
		if left == 0 {
			return nil, nil
		}
		if left > 0 {
			left--
		}
		return x, nil
	})
	if err != nil {
		return nil, err
	}
	r.(*iterator).repr = func(t *thread) (string, error) {
		s, err := object.Repr(t, x)
		if left >= 0 {
			s += ", " + object.FormatInt(object.NewInt(int64(left)))
		}
		return "repeat(" + s + ")", err
	}
	r.(*iterator).hint = func() int { return left }
	r.(*iterator).like = func(*thread) (form, error) {
		if left < 0 {
			return form{args: []value{x}}, nil
		}
		return form{args: []value{x, object.NewInt(int64(left))}}, nil
	}
	return r, nil
}, object.Method{Name: "__length_hint__", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
	n := a[0].(*iterator).hint()
	if n < 0 {
		return nil, object.TypeErrorf("len() of unsized object")
	}
	return object.NewInt(int64(n)), nil
}})

var _ = define("cycle", func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("cycle", args, kw, 1, 1); err != nil {
		return nil, err
	}
	it, err := object.Iter(t, args[0])
	if err != nil {
		return nil, err
	}
	var saved []value
	i, whole := 0, false // whole: what it gives is in saved already
	r, err := newIterator(cls, func(t *thread) (value, error) {
		if src := it; src != nil {
			x, err := object.Next(t, src)
			if err != nil {
				return nil, err
			}
			if x != nil {
				if !whole {
					saved = append(saved, x)
				}
				return x, nil
			}
			it = nil
		}
		if len(saved) == 0 {
			return nil, nil
		}
		x := saved[i]
		if i++; i >= len(saved) {
			i = 0
		}
		return x, nil
	}, it)
	return stated(r, err, func(t *thread) (form, error) {
		all := object.NewList(append([]value(nil), saved...))
		if it != nil {
			return form{args: []value{it}, state: object.NewTuple(all, object.NewBool(whole))}, nil
		}
		again, err := object.Iter(t, all)
		if err == nil && i > 0 {
			_, err = object.CallMethod(t, again, "__setstate__", object.NewInt(int64(i)))
		}
		return form{args: []value{again}, state: object.NewTuple(all, object.True)}, err
	}, func(t *thread, state value) error {
		parts, ok := object.AsTuple(state)
		if !ok {
			return object.TypeErrorf("state is not a tuple")
		}
		if len(parts.Items) != 2 {
			return argumentCount(len(parts.Items), 2, 2)
		}
		list, ok := parts.Items[0].(*object.List)
		if !ok {
			return object.TypeErrorf("argument 1 must be list, not %s", object.TypeName(parts.Items[0]))
		}
		n, err := object.AsIndex(t, parts.Items[1])
		if err == nil {
			saved, whole, i = append([]value(nil), list.Items...), n != 0, 0
		}
		return err
	})
})
