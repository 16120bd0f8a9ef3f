package object

// Set is Python's set, FrozenSet its frozenset.
type (
	Set       struct{ SetTable }
	FrozenSet struct {
		SetTable
		hash int64 // 0: not yet known
	}
	// SetIter iterates over a set's table.
	SetIter struct {
		s    *SetTable // nil at the end
		pos  int
		used int
	}
)

// The types of sets.
var (
	SetType       = Declare("set", "builtins")
	FrozenSetType = Declare("frozenset", "builtins")
	SetIterType   = Declare("set_iterator", "builtins")
)

// Type implements Object.
func (*Set) Type() *Type { return SetType }

// Type implements Object.
func (*FrozenSet) Type() *Type { return FrozenSetType }

// Type implements Object.
func (*SetIter) Type() *Type { return SetIterType }

// NewSet makes an empty set.
func NewSet() *Set { return &Set{} }

// NewFrozenSet makes a frozenset of an iterable's items. Without a thread, for the compiler, the items are constants, and nobody is charged.
func NewFrozenSet(t *Thread, o Object) (*FrozenSet, error) {
	f := &FrozenSet{}
	return f, f.Update(t, o)
}

// asSetTable gives the table of a set, a frozenset or an instance of a subclass.
func asSetTable(o Object) (*SetTable, bool) {
	switch s := Native(o).(type) {
	case *Set:
		return &s.SetTable, true
	case *FrozenSet:
		return &s.SetTable, true
	}
	return nil, false
}

// AsFrozenSet gives the frozenset if o is one or an instance of a subclass.
func AsFrozenSet(o Object) (*FrozenSet, bool) {
	s, ok := Native(o).(*FrozenSet)
	return s, ok
}

// NextItem is the next item, or nil at the end.
func (it *SetIter) NextItem() (Object, error) {
	if it.s == nil {
		return nil, nil
	}
	if it.used != it.s.used {
		it.used = -1
		return nil, RuntimeErrorf("Set changed size during iteration")
	}
	k, next, ok := it.s.Next(it.pos)
	if !ok {
		it.s = nil
		return nil, nil
	}
	it.pos = next
	return k, nil
}

// likeSet wraps a table as o's own kind, set or frozenset (never a subclass: operators give the base type).
func likeSet(o Object, s SetTable) Object {
	if _, ok := Native(o).(*FrozenSet); ok {
		return &FrozenSet{SetTable: s}
	}
	return &Set{s}
}

func setNew(native *Type) func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	if native == SetType {
		return func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
			if cls == SetType {
				return &Set{}, nil
			}
			return NewInstance(cls, &Set{}), nil
		}
	}
	return func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
		if err := newWithoutKeywords(cls, FrozenSetType, kw); err != nil {
			return nil, err
		}
		if err := CheckArgs("frozenset", args, nil, 0, 1); err != nil {
			return nil, err
		}
		f := &FrozenSet{}
		if len(args) == 1 {
			if x, ok := args[0].(*FrozenSet); ok && cls == FrozenSetType {
				return x, nil
			}
			if err := f.Update(t, args[0]); err != nil {
				return nil, err
			}
		}
		if cls != FrozenSetType {
			return NewInstance(cls, f), nil
		}
		return f, nil
	}
}

func setRepr(t *Thread, o Object) (string, error) {
	s, _ := asSetTable(o)
	name := TypeName(o)
	if s.used == 0 {
		return name + "()", nil
	}
	if !t.enterRepr(s) {
		return name + "(...)", nil
	}
	defer t.leaveRepr(s)
	items := s.Items()
	open, end := name+"({", "})"
	if o.Type() == SetType {
		open, end = "{", "}"
	}
	return reprItems(t, func() []Object { return items }, open, end)
}

func setCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	x, ok1 := asSetTable(a)
	y, ok2 := asSetTable(b)
	if !ok1 || !ok2 {
		return NotImplemented, nil
	}
	r, err := false, error(nil)
	switch op {
	case EQ, NE:
		if x.used == y.used {
			r, err = x.isSubset(t, y)
		}
		r = r == (op == EQ)
	case LE:
		r, err = x.isSubset(t, y)
	case LT:
		if x.used < y.used {
			r, err = x.isSubset(t, y)
		}
	case GE:
		r, err = y.isSubset(t, x)
	case GT:
		if y.used < x.used {
			r, err = y.isSubset(t, x)
		}
	}
	return NewBool(r), err
}

// withSetKey calls f with key; where key is a set, which is not hashable, f gets a frozenset of it (s in set_of_frozensets).
func withSetKey(t *Thread, key Object, f func(Object) (bool, error)) (bool, error) {
	r, err := f(key)
	if err != nil && IsException(err, TypeErrorType) {
		if s, ok := Native(key).(*Set); ok {
			c, cerr := s.copyTable(t)
			if cerr != nil {
				return false, cerr
			}
			return f(&FrozenSet{SetTable: c})
		}
	}
	return r, err
}

// setOperator makes the slots of | & - ^ of a function on tables.
func setOperator(f func(t *Thread, a *SetTable, b Object) (SetTable, error)) BinaryFunc {
	return func(t *Thread, a, b Object) (Object, error) {
		x, ok1 := asSetTable(a)
		_, ok2 := asSetTable(b)
		if !ok1 || !ok2 {
			return NotImplemented, nil
		}
		r, err := f(t, x, b)
		if err != nil {
			return nil, err
		}
		return likeSet(a, r), nil
	}
}

func setUnion(t *Thread, a *SetTable, b Object) (SetTable, error) {
	r, err := a.copyTable(t)
	if err == nil {
		err = r.Update(t, b)
	}
	return r, err
}

func setXor(t *Thread, a *SetTable, b Object) (SetTable, error) {
	var r SetTable
	err := r.Update(t, b)
	if err == nil {
		err = r.SymmetricDifferenceUpdate(t, &Set{*a})
	}
	return r, err
}

func setIntersect(t *Thread, a *SetTable, b Object) (SetTable, error) { return a.intersection(t, b) }

func setDifference(t *Thread, a *SetTable, b Object) (SetTable, error) { return a.difference(t, b) }

func setInPlace(f func(t *Thread, s *SetTable, o Object) error) BinaryFunc {
	return func(t *Thread, a, b Object) (Object, error) {
		if _, ok := asSetTable(b); !ok {
			return NotImplemented, nil
		}
		s, _ := asSetTable(a)
		return a, f(t, s, b)
	}
}

func init() {
	bin := [NumBinaryOps]BinaryFunc{Or: setOperator(setUnion), And: setOperator(setIntersect), Sub: setOperator(setDifference), Xor: setOperator(setXor)}
	common := func(native *Type) Slots {
		return Slots{
			New: setNew(native), Repr: setRepr, RichCompare: setCompare,
			Len:  func(t *Thread, o Object) (int, error) { return tableOf(o).used, nil },
			Iter: iter,
			Contains: func(t *Thread, o, k Object) (bool, error) {
				return withSetKey(t, k, func(k Object) (bool, error) { return tableOf(o).Has(t, k) })
			},
			Binary: bin, RBinary: reflectedAll(bin),
		}
	}
	slots := common(SetType)
	slots.Unhashable = true
	slots.Init = func(t *Thread, o Object, args []Object, kw *Kwargs) error {
		if kw.Len() > 0 {
			return TypeErrorf("set() takes no keyword arguments")
		}
		if err := CheckArgs("set", args, nil, 0, 1); err != nil {
			return err
		}
		s := tableOf(o)
		s.Clear()
		if len(args) == 1 {
			return s.Update(t, args[0])
		}
		return nil
	}
	slots.InPlace = [NumBinaryOps]BinaryFunc{
		Or: setInPlace(setMerge), And: setInPlace(setIntersectionUpdate), Sub: setInPlace(setDifferenceUpdate),
		Xor: setInPlace(func(t *Thread, s *SetTable, o Object) error { return s.SymmetricDifferenceUpdate(t, o) }),
	}
	SetType.Define(Spec{NoDict: true, Slots: slots, Methods: append(setMethods("set"), []Method{
		{Name: "add", Fn: oneArg("set.add", func(t *Thread, o, k Object) (Object, error) { return None, tableOf(o).Add(t, k) })},
		{Name: "discard", Fn: oneArg("set.discard", setDiscard)},
		{Name: "remove", Fn: oneArg("set.remove", setRemove)},
		{Name: "pop", Fn: noArgs("set.pop", setPop)},
		{Name: "clear", Fn: noArgs("set.clear", func(t *Thread, o Object) (Object, error) { tableOf(o).Clear(); return None, nil })},
		{Name: "update", Fn: setUpdate("set.update", setMerge)},
		{Name: "intersection_update", Fn: setUpdate("set.intersection_update", setIntersectionUpdate)},
		{Name: "difference_update", Fn: setUpdate("set.difference_update", setDifferenceUpdate)},
		{Name: "symmetric_difference_update", Fn: oneArg("set.symmetric_difference_update", func(t *Thread, o, x Object) (Object, error) {
			return None, tableOf(o).SymmetricDifferenceUpdate(t, x)
		})},
	}...)})
	fslots := common(FrozenSetType)
	fslots.Hash = func(t *Thread, o Object) (int64, error) {
		f, _ := AsFrozenSet(o)
		if f.hash == 0 {
			f.hash = f.hashItems()
		}
		return f.hash, nil
	}
	FrozenSetType.Define(Spec{NoDict: true, Slots: fslots, Methods: setMethods("frozenset")})
	SetIterType.Define(Remakable(IterSpec(func(t *Thread, o Object) (Object, error) { return o.(*SetIter).NextItem() },
		func(o Object) int {
			it := o.(*SetIter)
			if it.s == nil || it.used != it.s.used {
				return 0
			}
			n := 0
			for pos, ok := it.pos, true; ok; n++ {
				_, pos, ok = it.s.Next(pos)
			}
			return n - 1
		}), false))
}

// iter is Iter.
func iter(t *Thread, o Object) (Object, error) {
	s := tableOf(o)
	return &SetIter{s: s, used: s.used}, nil
}

// setDiscard is Set.discard().
func setDiscard(t *Thread, o, k Object) (Object, error) {
	_, err := withSetKey(t, k, func(k Object) (bool, error) { return tableOf(o).Discard(t, k) })
	return None, err
}

// setRemove is Set.remove().
func setRemove(t *Thread, o, k Object) (Object, error) {
	found, err := withSetKey(t, k, func(k Object) (bool, error) { return tableOf(o).Discard(t, k) })
	if err == nil && !found {
		err = KeyError(k)
	}
	return None, err
}

// setPop is Set.pop().
func setPop(t *Thread, o Object) (Object, error) {
	k := tableOf(o).Pop()
	if k == nil {
		return nil, KeyError(NewStr("pop from an empty set"))
	}
	return k, nil
}

func setMethods(owner string) []Method {
	return []Method{
		{Name: "copy", Fn: noArgs(owner+".copy", func(t *Thread, o Object) (Object, error) {
			if f, ok := o.(*FrozenSet); ok {
				return f, nil
			}
			c, err := tableOf(o).copyTable(t)
			return likeSet(o, c), err
		})},
		{Name: "union", Fn: setFold(owner+".union", setUnion, setMerge)},
		{Name: "intersection", Fn: setFold(owner+".intersection", setIntersect, setIntersectionUpdate)},
		{Name: "difference", Fn: setFold(owner+".difference", setDifference, setDifferenceUpdate)},
		{Name: "symmetric_difference", Fn: oneArg(owner+".symmetric_difference", func(t *Thread, o, x Object) (Object, error) {
			r, err := setXor(t, tableOf(o), x)
			if err != nil {
				return nil, err
			}
			return likeSet(o, r), nil
		})},
		{Name: "isdisjoint", Fn: oneArg(owner+".isdisjoint", func(t *Thread, o, x Object) (Object, error) {
			s, disjoint := tableOf(o), true
			if y, ok := asSetTable(x); ok && y.used > s.used {
				s, x = y, o
			}
			err := ForEach(t, x, func(k Object) (bool, error) {
				in, err := s.Has(t, k)
				disjoint = !in
				return disjoint, err
			})
			return NewBool(disjoint), err
		})},
		{Name: "issubset", Fn: oneArg(owner+".issubset", func(t *Thread, o, x Object) (Object, error) {
			y, err := anySetTable(t, x)
			if err != nil {
				return nil, err
			}
			r, err := tableOf(o).isSubset(t, y)
			return NewBool(r), err
		})},
		{Name: "issuperset", Fn: oneArg(owner+".issuperset", func(t *Thread, o, x Object) (Object, error) {
			y, err := anySetTable(t, x)
			if err != nil {
				return nil, err
			}
			r, err := y.isSubset(t, tableOf(o))
			return NewBool(r), err
		})},
		ClassGetItem(owner),
	}
}

// setFold makes the methods that take any number of iterables.
func setFold(name string, first func(t *Thread, a *SetTable, b Object) (SetTable, error), rest func(t *Thread, s *SetTable, o Object) error) NativeFunc {
	return func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if kw.Len() > 0 {
			return nil, TypeErrorf("%s() takes no keyword arguments", name)
		}
		a := tableOf(args[0])
		var r SetTable
		var err error
		if len(args) == 1 {
			r, err = a.copyTable(t)
		} else if r, err = first(t, a, args[1]); err == nil {
			for _, o := range args[2:] {
				if err = rest(t, &r, o); err != nil {
					break
				}
			}
		}
		if err != nil {
			return nil, err
		}
		return likeSet(args[0], r), nil
	}
}

func setUpdate(name string, f func(t *Thread, s *SetTable, o Object) error) NativeFunc {
	return func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if kw.Len() > 0 {
			return nil, TypeErrorf("%s() takes no keyword arguments", name)
		}
		for _, o := range args[1:] {
			if err := f(t, tableOf(args[0]), o); err != nil {
				return nil, err
			}
		}
		return None, nil
	}
}

func tableOf(o Object) *SetTable { s, _ := asSetTable(o); return s }

func setIntersectionUpdate(t *Thread, s *SetTable, o Object) error { return s.IntersectionUpdate(t, o) }

func setDifferenceUpdate(t *Thread, s *SetTable, o Object) error { return s.DifferenceUpdate(t, o) }

func setMerge(t *Thread, s *SetTable, o Object) error { return s.Update(t, o) }

func anySetTable(t *Thread, o Object) (*SetTable, error) {
	if s, ok := asSetTable(o); ok {
		return s, nil
	}
	s := &SetTable{}
	return s, s.Update(t, o)
}
