package object

// The table that ties dunder names to slots: CPython's slotdefs in Objects/typeobject.c.

func init() {
	defSlot(func(s *Slots) bool { return s.Init != nil }, func(d, s *Slots) { d.Init = s.Init }, func(d *Slots) { d.Init = dynamicInit },
		[]string{"__init__"}, func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			return None, s.Init(t, a[0], a[1:], kw)
		})
	defSlot(func(s *Slots) bool { return s.Call != nil }, func(d, s *Slots) { d.Call = s.Call }, func(d *Slots) { d.Call = dynamicCall },
		[]string{"__call__"}, func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) { return s.Call(t, a[0], a[1:], kw) })
	for _, x := range []struct {
		name string
		slot func(*Slots) *func(*Thread, Object) (string, error)
	}{
		{"__repr__", func(s *Slots) *func(*Thread, Object) (string, error) { return &s.Repr }},
		{"__str__", func(s *Slots) *func(*Thread, Object) (string, error) { return &s.Str }},
	} {
		slot, name := x.slot, Intern(x.name)
		dyn := dynamicString(name)
		defSlot(func(s *Slots) bool { return *slot(s) != nil }, func(d, s *Slots) { *slot(d) = *slot(s) }, func(d *Slots) { *slot(d) = dyn },
			[]string{x.name}, func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
				if err := slotArgs(a[1:], kw, 0, 0); err != nil {
					return nil, err
				}
				r, err := (*slot(s))(t, a[0])
				if err != nil {
					return nil, err
				}
				return NewStr(r), nil
			})
	}
	defSlot(func(s *Slots) bool { return s.Format != nil }, func(d, s *Slots) { d.Format = s.Format }, func(d *Slots) { d.Format = dynamicFormat },
		[]string{"__format__"}, func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			if err := slotArgs(a[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			spec, ok := AsStr(a[1])
			if !ok {
				return nil, TypeErrorf("__format__() argument must be str, not %s", ArgTypeName(a[1]))
			}
			r, err := s.Format(t, a[0], spec)
			if err != nil {
				return nil, err
			}
			return NewStr(r), nil
		})
	defSlot(func(s *Slots) bool { return s.Hash != nil }, func(d, s *Slots) { d.Hash = s.Hash }, func(d *Slots) { d.Hash = dynamicHash },
		[]string{"__hash__"}, func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			h, err := s.Hash(t, a[0])
			if err != nil {
				return nil, err
			}
			return NewInt(h), nil
		})
	defSlot(func(s *Slots) bool { return s.Bool != nil }, func(d, s *Slots) { d.Bool = s.Bool }, func(d *Slots) { d.Bool = dynamicBool },
		[]string{"__bool__"}, func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			b, err := s.Bool(t, a[0])
			return NewBool(b), err
		})
	defSlot(func(s *Slots) bool { return s.Len != nil }, func(d, s *Slots) { d.Len = s.Len }, func(d *Slots) { d.Len = dynamicLen },
		[]string{"__len__"}, func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			if err := slotArgs(a[1:], kw, 0, 0); err != nil {
				return nil, err
			}
			n, err := s.Len(t, a[0])
			return NewInt(int64(n)), err
		})
	var cmp []slotWrap
	for op := LT; op <= GE; op++ {
		op := op
		cmp = append(cmp, func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			if len(a) != 2 {
				return nil, TypeErrorf("expected 1 argument, got %d", len(a)-1)
			}
			return s.RichCompare(t, a[0], a[1], op)
		})
	}
	defSlot(func(s *Slots) bool { return s.RichCompare != nil }, func(d, s *Slots) { d.RichCompare = s.RichCompare }, func(d *Slots) { d.RichCompare = dynamicCompare },
		[]string{"__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"}, cmp...)

	defSlot(func(s *Slots) bool { return s.GetAttr != nil }, func(d, s *Slots) { d.GetAttr = s.GetAttr }, func(d *Slots) { d.GetAttr = dynamicGetAttr },
		[]string{"__getattribute__"}, func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			name, err := attrName(a, 2)
			if err != nil {
				return nil, err
			}
			return s.GetAttr(t, a[0], name)
		})
	defSlot(func(s *Slots) bool { return s.SetAttr != nil }, func(d, s *Slots) { d.SetAttr = s.SetAttr }, func(d *Slots) { d.SetAttr = dynamicSetAttr },
		[]string{"__setattr__", "__delattr__"},
		func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			name, err := attrName(a, 3)
			if err != nil {
				return nil, err
			}
			if err := checkOwnSetAttr(s, a[0], "__setattr__"); err != nil {
				return nil, err
			}
			return None, s.SetAttr(t, a[0], name, a[2])
		},
		func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			name, err := attrName(a, 2)
			if err != nil {
				return nil, err
			}
			if err := checkOwnSetAttr(s, a[0], "__delattr__"); err != nil {
				return nil, err
			}
			return None, s.SetAttr(t, a[0], name, nil)
		})
	defSlot(func(s *Slots) bool { return s.DescrGet != nil }, func(d, s *Slots) { d.DescrGet = s.DescrGet }, func(d *Slots) { d.DescrGet = dynamicDescrGet },
		[]string{"__get__"}, func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			if err := slotArgs(a[1:], kw, 1, 2); err != nil {
				return nil, err
			}
			obj := a[1]
			var owner *Type
			if len(a) > 2 {
				owner, _ = a[2].(*Type)
			}
			if obj == None {
				if owner == nil {
					return nil, TypeErrorf("__get__(None, None) is invalid")
				}
				obj = nil
			} else if owner == nil {
				owner = obj.Type()
			}
			return s.DescrGet(t, a[0], obj, owner)
		})
	defSlot(func(s *Slots) bool { return s.DescrSet != nil }, func(d, s *Slots) { d.DescrSet = s.DescrSet }, func(d *Slots) { d.DescrSet = dynamicDescrSet },
		[]string{"__set__", "__delete__"},
		func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			if err := slotArgs(a[1:], kw, 2, 2); err != nil {
				return nil, err
			}
			return None, s.DescrSet(t, a[0], a[1], a[2])
		},
		func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			if err := slotArgs(a[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			return None, s.DescrSet(t, a[0], a[1], nil)
		})
	defSlot(func(s *Slots) bool { return s.Next != nil }, func(d, s *Slots) { d.Next = s.Next }, func(d *Slots) { d.Next = dynamicNext },
		[]string{"__next__"}, func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			v, err := s.Next(t, a[0])
			if v == nil && err == nil {
				err = StopIteration(nil)
			}
			return v, err
		})
	defSlot(func(s *Slots) bool { return s.GetItem != nil }, func(d, s *Slots) { d.GetItem = s.GetItem }, func(d *Slots) { d.GetItem = dynamicGetItem },
		[]string{"__getitem__"}, func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			if err := slotArgs(a[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			return s.GetItem(t, a[0], a[1])
		})
	defSlot(func(s *Slots) bool { return s.SetItem != nil }, func(d, s *Slots) { d.SetItem = s.SetItem }, func(d *Slots) { d.SetItem = dynamicSetItem },
		[]string{"__setitem__", "__delitem__"},
		func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			if err := slotArgs(a[1:], kw, 2, 2); err != nil {
				return nil, err
			}
			return None, s.SetItem(t, a[0], a[1], a[2])
		},
		func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			if err := slotArgs(a[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			return None, s.SetItem(t, a[0], a[1], nil)
		})
	defSlot(func(s *Slots) bool { return s.Contains != nil }, func(d, s *Slots) { d.Contains = s.Contains }, func(d *Slots) { d.Contains = dynamicContains },
		[]string{"__contains__"}, func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			if err := slotArgs(a[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			b, err := s.Contains(t, a[0], a[1])
			return NewBool(b), err
		})

	type binarySlot struct {
		name string
		slot func(*Slots) *BinaryFunc
		dyn  bool
	}
	var bins []binarySlot
	for op := BinOp(0); op < NumBinaryOps; op++ {
		op := op
		bins = append(bins,
			binarySlot{"__" + binOpNames[op] + "__", func(s *Slots) *BinaryFunc { return &s.Binary[op] }, true},
			binarySlot{"__r" + binOpNames[op] + "__", func(s *Slots) *BinaryFunc { return &s.RBinary[op] }, true})
		if op != DivMod {
			bins = append(bins, binarySlot{"__i" + binOpNames[op] + "__", func(s *Slots) *BinaryFunc { return &s.InPlace[op] }, true})
		}
	}
	bins = append(bins,
		binarySlot{"__add__", func(s *Slots) *BinaryFunc { return (*BinaryFunc)(&s.Concat) }, false},
		binarySlot{"__iadd__", func(s *Slots) *BinaryFunc { return (*BinaryFunc)(&s.InPlaceConcat) }, false})
	for _, b := range bins {
		slot, name := b.slot, Intern(b.name)
		var dyn func(d *Slots)
		if b.dyn {
			f := func(t *Thread, self, other Object) (Object, error) { return callSpecial(t, self, name, other) }
			dyn = func(d *Slots) { *slot(d) = f }
		}
		defSlot(func(s *Slots) bool { return *slot(s) != nil }, func(d, s *Slots) { *slot(d) = *slot(s) }, dyn,
			[]string{b.name}, func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
				if len(a) == 3 && name.s == "__pow__" {
					return PowMod(t, a[0], a[1], a[2])
				}
				if err := slotArgs(a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				return (*slot(s))(t, a[0], a[1])
			})
	}
	for _, r := range []struct {
		names []string
		slot  func(*Slots) *func(*Thread, Object, int) (Object, error)
	}{
		{[]string{"__mul__", "__rmul__"}, func(s *Slots) *func(*Thread, Object, int) (Object, error) { return &s.Repeat }},
		{[]string{"__imul__"}, func(s *Slots) *func(*Thread, Object, int) (Object, error) { return &s.InPlaceRepeat }},
	} {
		slot := r.slot
		wrap := func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
			if err := slotArgs(a[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			n, err := AsIndex(t, a[1])
			if err != nil {
				return nil, err
			}
			return (*slot(s))(t, a[0], n)
		}
		var wraps []slotWrap
		for range r.names {
			wraps = append(wraps, wrap)
		}
		defSlot(func(s *Slots) bool { return *slot(s) != nil }, func(d, s *Slots) { *slot(d) = *slot(s) }, nil, r.names, wraps...)
	}
	for _, u := range []struct {
		name string
		slot func(*Slots) *UnaryFunc
	}{
		{"__neg__", func(s *Slots) *UnaryFunc { return &s.Neg }},
		{"__pos__", func(s *Slots) *UnaryFunc { return &s.Pos }},
		{"__abs__", func(s *Slots) *UnaryFunc { return &s.Abs }},
		{"__invert__", func(s *Slots) *UnaryFunc { return &s.Invert }},
		{"__int__", func(s *Slots) *UnaryFunc { return &s.Int }},
		{"__float__", func(s *Slots) *UnaryFunc { return &s.Float }},
		{"__index__", func(s *Slots) *UnaryFunc { return &s.Index }},
		{"__iter__", func(s *Slots) *UnaryFunc { return (*UnaryFunc)(&s.Iter) }},
		{"__await__", func(s *Slots) *UnaryFunc { return &s.Await }},
		{"__aiter__", func(s *Slots) *UnaryFunc { return &s.AIter }},
		{"__anext__", func(s *Slots) *UnaryFunc { return &s.ANext }},
	} {
		slot, name := u.slot, Intern(u.name)
		f := UnaryFunc(func(t *Thread, self Object) (Object, error) { return callSpecial(t, self, name) })
		if u.name == "__iter__" {
			f = func(t *Thread, self Object) (Object, error) {
				if self.Type().Lookup(name) == None {
					return nil, TypeErrorf("'%s' object is not iterable", TypeName(self))
				}
				return callSpecial(t, self, name)
			}
		}
		defSlot(func(s *Slots) bool { return *slot(s) != nil }, func(d, s *Slots) { *slot(d) = *slot(s) }, func(d *Slots) { *slot(d) = f },
			[]string{u.name}, func(s *Slots, t *Thread, a []Object, kw *Kwargs) (Object, error) {
				if err := slotArgs(a[1:], kw, 0, 0); err != nil {
					return nil, err
				}
				return (*slot(s))(t, a[0])
			})
	}
	// Types defined in files whose init ran before this one had no table yet.
	tableReady = true
	for _, f := range afterTable {
		f()
	}
	afterTable = nil
}

// tableReady tells Define that the table above is there; until then types wait in afterTable.
var (
	tableReady bool
	afterTable []func()
)

// slotArgs checks the arguments of a dunder method that stands for a slot.
func slotArgs(args []Object, kw *Kwargs, min, max int) error {
	n := len(args)
	switch {
	case kw.Len() > 0:
		return TypeErrorf("wrapper takes no keyword arguments")
	case n >= min && n <= max:
		return nil
	case min == max:
		return TypeErrorf("%sexpected %d argument%s, got %d", nameless(max), min, plural(min), n)
	case n < min:
		return TypeErrorf("%sexpected at least %d argument%s, got %d", nameless(max), min, plural(min), n)
	}
	return TypeErrorf("%sexpected at most %d argument%s, got %d", nameless(max), max, plural(max), n)
}

// nameless is what stands before a complaint about the arguments of a slot that takes several: CPython words it for a function whose name is empty.
func nameless(max int) string {
	if max > 1 {
		return " "
	}
	return ""
}

func attrName(a []Object, n int) (*Str, error) {
	if len(a) != n {
		return nil, TypeErrorf("%sexpected %d argument%s, got %d", nameless(n-1), n-1, plural(n-1), len(a)-1)
	}
	switch s := a[1].(type) {
	case *Str:
		return s, nil
	}
	if s, ok := AsStr(a[1]); ok {
		return NewStr(s), nil
	}
	return nil, TypeErrorf("attribute name must be string, not '%s'", TypeName(a[1]))
}

// checkOwnSetAttr refuses to jump over a native type's way of setting attributes: object.__setattr__(str, "name", 1) would change a built-in class.
func checkOwnSetAttr(s *Slots, o Object, name string) error {
	for _, b := range o.Type().MRO {
		if b.Flags&Heap == 0 && b.own.SetAttr != nil {
			if s != &b.own && b == TypeType {
				return TypeErrorf("can't apply this %s to %s object", name, o.Type().Name)
			}
			return nil
		}
	}
	return nil
}
