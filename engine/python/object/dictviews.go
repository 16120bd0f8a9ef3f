package object

// What of a dict a view or an iterator shows.
type dictPart uint8

const (
	dictKeys dictPart = iota
	dictValues
	dictItems
)

// DictView is d.keys(), d.values() or d.items().
type DictView struct {
	d       *Dict
	part    dictPart
	ordered bool // an OrderedDict's
}

// DictIter iterates over a dict, forwards or backwards. It ends with RuntimeError when the dict's size changes under it.
type DictIter struct {
	d    *Dict // nil at the end
	part dictPart
	back bool
	pos  int
	used int
	left int
}

// The types of dict views and iterators, by part.
var (
	DictViewTypes = [3]*Type{Declare("dict_keys", "builtins"), Declare("dict_values", "builtins"), Declare("dict_items", "builtins")}
	orderedTypes  = [3]*Type{Declare("odict_keys", "builtins", DictViewTypes[dictKeys]), Declare("odict_values", "builtins", DictViewTypes[dictValues]), Declare("odict_items", "builtins", DictViewTypes[dictItems])}
	dictIterTypes = [3]*Type{Declare("dict_keyiterator", "builtins"), Declare("dict_valueiterator", "builtins"), Declare("dict_itemiterator", "builtins")}
	dictRevTypes  = [3]*Type{Declare("dict_reversekeyiterator", "builtins"), Declare("dict_reversevalueiterator", "builtins"), Declare("dict_reverseitemiterator", "builtins")}
)

// Type implements Object.
func (v *DictView) Type() *Type {
	if v.ordered {
		return orderedTypes[v.part]
	}
	return DictViewTypes[v.part]
}

// OrderedViews gives the three views of the dict under an OrderedDict: its keys, values and items.
func OrderedViews(d *Dict) (views [3]Object) {
	for part := range views {
		views[part] = &DictView{d, dictPart(part), true}
	}
	return views
}

// Type implements Object.
func (it *DictIter) Type() *Type {
	if it.back {
		return dictRevTypes[it.part]
	}
	return dictIterTypes[it.part]
}

// Dict is the dict that the view shows.
func (v *DictView) Dict() *Dict { return v.d }

func newDictIter(d *Dict, part dictPart, back bool) *DictIter {
	it := &DictIter{d: d, part: part, back: back, used: d.used, left: d.used}
	if back {
		it.pos = d.End()
	}
	return it
}

// NextItem is the next item, or nil at the end.
func (it *DictIter) NextItem() (Object, error) {
	if it.d == nil {
		return nil, nil
	}
	if it.used != it.d.used {
		it.used = -1 // stays in error
		return nil, RuntimeErrorf("dictionary changed size during iteration")
	}
	var k, v Object
	var ok bool
	if it.back {
		k, v, it.pos, ok = it.d.Prev(it.pos)
	} else {
		k, v, it.pos, ok = it.d.Next(it.pos)
	}
	if !ok {
		it.d = nil
		return nil, nil
	}
	if it.left == 0 {
		it.d = nil
		return nil, RuntimeErrorf("dictionary keys changed during iteration")
	}
	it.left--
	switch it.part {
	case dictKeys:
		return k, nil
	case dictValues:
		return v, nil
	}
	return NewTuple(k, v), nil
}

// viewSet makes a set of an operand of a view's set operation.
func viewSet(t *Thread, o Object) (*Set, error) {
	s := NewSet()
	if v, ok := o.(*DictView); ok && v.part == dictKeys {
		o = v.d // sized at once, which shows in the order
	}
	return s, s.Update(t, o)
}

// setLike tells whether o can stand beside a keys or items view: sets and such views (and abc.Set through its methods).
func setLike(o Object) bool {
	if _, ok := asSetTable(o); ok {
		return true
	}
	v, ok := o.(*DictView)
	return ok && v.part != dictValues
}

func viewOp(f func(t *Thread, s *Set, other Object) error) BinaryFunc {
	return func(t *Thread, a, b Object) (Object, error) {
		if !setLike(a) && !setLike(b) {
			return NotImplemented, nil
		}
		s, err := viewSet(t, a)
		if err != nil {
			return nil, err
		}
		return s, f(t, s, b)
	}
}

// viewAnd is a & b where one is a keys or items view; like CPython's it goes through the smaller side where it knows sizes.
func viewAnd(t *Thread, a, b Object) (Object, error) {
	if !setLike(a) && !setLike(b) {
		return NotImplemented, nil
	}
	v, ok := a.(*DictView)
	if !ok || v.part == dictValues {
		a, b = b, a
		v = a.(*DictView)
	}
	if s, ok := b.(*Set); ok && v.d.used <= s.used {
		r, err := s.intersection(t, v)
		return &Set{r}, err
	}
	if w, ok := b.(*DictView); ok && w.part != dictValues && w.d.used > v.d.used {
		v, b = w, v
	}
	s := NewSet()
	return s, ForEach(t, b, func(x Object) (bool, error) {
		in, err := v.contains(t, x)
		if in && err == nil {
			err = s.Add(t, x)
		}
		return true, err
	})
}

func (v *DictView) contains(t *Thread, x Object) (bool, error) {
	switch v.part {
	case dictKeys:
		got, err := v.d.Get(t, x)
		return got != nil, err
	case dictItems:
		p, ok := AsTuple(x)
		if !ok || len(p.Items) != 2 {
			return false, nil
		}
		got, err := v.d.Get(t, p.Items[0])
		if got == nil || err != nil {
			return false, err
		}
		return Equal(t, got, p.Items[1])
	}
	for i := 0; i < len(v.d.entries); i++ {
		if e := v.d.entries[i]; e.key != nil {
			if eq, err := Equal(t, e.val, x); eq || err != nil {
				return eq, err
			}
		}
	}
	return false, nil
}

func viewCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	if !setLike(b) {
		return NotImplemented, nil
	}
	n, err := Len(t, a)
	if err != nil {
		return nil, err
	}
	m, err := Len(t, b)
	if err != nil {
		return nil, err
	}
	allIn := func(x, y Object) (bool, error) {
		all := true
		err := ForEach(t, x, func(v Object) (bool, error) {
			in, err := Contains(t, y, v)
			all = in
			return in, err
		})
		return all, err
	}
	r := false
	switch op {
	case EQ, NE:
		if n == m {
			r, err = allIn(a, b)
		}
		r = r == (op == EQ)
	case LT, LE:
		if n < m || op == LE && n == m {
			r, err = allIn(a, b)
		}
	default:
		if n > m || op == GE && n == m {
			r, err = allIn(b, a)
		}
	}
	return NewBool(r), err
}

func init() {
	for part := dictKeys; part <= dictItems; part++ {
		part := part
		view := func(o Object) *DictView { return o.(*DictView) }
		s := Slots{
			Repr: func(t *Thread, o Object) (string, error) {
				v := view(o)
				if !t.enterRepr(v.d) {
					return "...", nil
				}
				defer t.leaveRepr(v.d)
				items, err := Collect(t, o)
				if err != nil {
					return "", err
				}
				return reprItems(t, func() []Object { return items }, v.Type().Name+"([", "])")
			},
			Len:      func(t *Thread, o Object) (int, error) { return view(o).d.used, nil },
			Iter:     func(t *Thread, o Object) (Object, error) { return newDictIter(view(o).d, part, false), nil },
			Contains: func(t *Thread, o, x Object) (bool, error) { return view(o).contains(t, x) },
		}
		methods := []Method{{Name: "__reversed__", Fn: noArgs(DictViewTypes[part].Name+".__reversed__", func(t *Thread, o Object) (Object, error) {
			return newDictIter(view(o).d, part, true), nil
		})}}
		if part != dictValues {
			s.RichCompare = viewCompare
			s.Unhashable = true
			s.Binary = [NumBinaryOps]BinaryFunc{
				And: viewAnd,
				Or:  viewOp(func(t *Thread, s *Set, o Object) error { return s.Update(t, o) }),
				Sub: viewOp(func(t *Thread, s *Set, o Object) error { return s.DifferenceUpdate(t, o) }),
				Xor: viewOp(func(t *Thread, s *Set, o Object) error { return s.SymmetricDifferenceUpdate(t, o) }),
			}
			s.RBinary = reflectedAll(s.Binary)
			methods = append(methods, Method{Name: "isdisjoint", Fn: oneArg("isdisjoint", func(t *Thread, o, x Object) (Object, error) {
				disjoint := true
				err := ForEach(t, x, func(v Object) (bool, error) {
					in, err := view(o).contains(t, v)
					disjoint = !in
					return disjoint, err
				})
				return NewBool(disjoint), err
			})})
		}
		DictViewTypes[part].Define(Spec{Final: true, Slots: s, Methods: methods, GetSets: []GetSet{{
			Name: "mapping", Get: func(t *Thread, o Object) (Object, error) { return NewMappingProxy(view(o).d), nil },
		}}})
		orderedTypes[part].Define(Spec{Final: true})
		next := func(t *Thread, o Object) (Object, error) { return o.(*DictIter).NextItem() }
		hint := func(o Object) int {
			it := o.(*DictIter)
			if it.d == nil || it.used != it.d.used {
				return 0
			}
			return it.left
		}
		dictIterTypes[part].Define(Remakable(IterSpec(next, hint), false))
		dictRevTypes[part].Define(Remakable(IterSpec(next, hint), false))
	}
}
