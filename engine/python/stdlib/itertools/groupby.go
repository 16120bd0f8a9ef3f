package itertools

import "github.com/asyncshelf/asyncshelf/engine/python/object"

var groupbySig = object.NewSignature("groupby", "iterable", "key=")

// grouping is the state that groupby shares with the groups it gave out: only the group given last sees items.
type grouping struct {
	it, keyFunc       value
	target, key, item value
	group             int // counts the groups given out
}

func (g *grouping) step(t *thread) (more bool, err error) {
	x, err := object.Next(t, g.it)
	if x == nil || err != nil {
		return false, err
	}
	k := x
	if g.keyFunc != nil {
		if k, err = call1(t, g.keyFunc, x); err != nil {
			return false, err
		}
	}
	g.item, g.key = x, k
	return true, nil
}

var grouperType = func() *object.Type {
	tp := object.Declare("_grouper", "itertools")
	tp.Define(object.Spec{Final: true, Slots: object.Slots{
		Iter: func(t *thread, o value) (value, error) { return o, nil },
		Next: iterNext,
	}})
	return tp
}()

var _ = define("groupby", func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	a, err := groupbySig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	it, err := object.Iter(t, a[0])
	if err != nil {
		return nil, err
	}
	g := &grouping{it: it, keyFunc: a[1]}
	if a[1] == object.None {
		g.keyFunc = nil
	}
	return newIterator(cls, func(t *thread) (value, error) {
		g.group++
		mine := g.group
		for n := 1; ; n++ {
			if g.key != nil {
				if g.target == nil {
					break
				}
				eq, err := object.Equal(t, g.target, g.key)
				if err != nil {
					return nil, err
				}
				if !eq {
					break
				}
			}
			more, err := g.step(t)
			if !more || err != nil {
				return nil, err
			}
			if err := turn(t, n); err != nil {
				return nil, err
			}
		}
		g.target = g.key
		target := g.key
		group, err := newIterator(grouperType, func(t *thread) (value, error) {
			if g.group != mine {
				return nil, nil
			}
			if g.item == nil {
				more, err := g.step(t)
				if !more || err != nil {
					return nil, err
				}
			}
			eq, err := object.Equal(t, target, g.key)
			if !eq || err != nil {
				return nil, err
			}
			x := g.item
			g.item = nil
			return x, nil
		}, g.it)
		if err != nil {
			return nil, err
		}
		return object.NewTuple(target, group), nil
	}, it)
})
