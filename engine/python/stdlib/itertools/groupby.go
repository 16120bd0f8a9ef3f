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

// members is the iterator over the group whose key was found last; parent is the groupby.
func (g *grouping) members(parent value) (value, error) {
	mine, target := g.group, g.key
	r, err := newIterator(grouperType, func(t *thread) (value, error) {
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
	return stated(r, err, func(t *thread) (form, error) {
		if g.group != mine {
			return form{fn: object.IterBuiltin(t), args: []value{object.EmptyTuple}}, nil
		}
		return form{args: []value{parent, target}}, nil
	}, nil)
}

// grouperType is the class of groups. A program makes one only by copying one.
var grouperType = object.Declare("_grouper", "itertools")

func init() {
	grouperType.Define(object.Remakable(object.Spec{Final: true, Slots: object.Slots{
		New: func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("_grouper", args, kw, 2, 2); err != nil {
				return nil, err
			}
			parent, ok := args[0].(*iterator)
			if !ok || parent.groups == nil {
				return nil, object.TypeErrorf("_grouper() argument 1 must be itertools.groupby, not %s", object.TypeName(args[0]))
			}
			g := parent.groups
			g.group++
			key := g.key
			g.key = args[1]
			r, err := g.members(parent)
			g.key = key
			return r, err
		},
		Init: func(*thread, value, []value, *kwargs) error { return nil },
		Iter: func(t *thread, o value) (value, error) { return o, nil },
		Next: iterNext,
	}}, false))
}

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
	var self value
	self, err = newIterator(cls, func(t *thread) (value, error) {
		g.group++
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
		group, err := g.members(self)
		if err != nil {
			return nil, err
		}
		return object.NewTuple(g.key, group), nil
	}, it)
	if err != nil {
		return nil, err
	}
	self.(*iterator).groups = g
	return stated(self, nil, func(t *thread) (form, error) {
		f := form{args: []value{g.it, orNone(g.keyFunc)}}
		if g.target != nil && g.key != nil && g.item != nil {
			f.state = object.NewTuple(g.item, g.target, g.key)
		}
		return f, nil
	}, func(t *thread, state value) error {
		parts, ok := object.AsTuple(state)
		if !ok {
			return object.TypeErrorf("state is not a tuple")
		}
		if len(parts.Items) != 3 {
			return argumentCount(len(parts.Items), 3, 3)
		}
		g.item, g.target, g.key = parts.Items[0], parts.Items[1], parts.Items[2]
		return nil
	})
})
