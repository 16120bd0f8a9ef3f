package object

// Behaviour of tuple.

func tupleOf(o Object) *Tuple {
	if tu, ok := o.(*Tuple); ok {
		return tu
	}
	tu, _ := Native(o).(*Tuple)
	return tu
}

func tupleNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	if err := newWithoutKeywords(cls, TupleType, kw); err != nil {
		return nil, err
	}
	if err := CheckArgs("tuple", args, nil, 0, 1); err != nil {
		return nil, err
	}
	tu := EmptyTuple
	if len(args) == 1 {
		if x, ok := args[0].(*Tuple); ok {
			tu = x
		} else {
			items, err := Collect(t, args[0])
			if err != nil {
				return nil, err
			}
			tu = NewTuple(items...)
		}
	}
	if cls != TupleType {
		return NewInstance(cls, &Tuple{tu.Items}), nil
	}
	return tu, nil
}

// newWithoutKeywords and initWithoutKeywords refuse keyword arguments to a native __new__ or __init__ that takes none, unless cls
// overrides the other of the two and so may have its own use for them.
func newWithoutKeywords(cls, native *Type, kw *Kwargs) error {
	if kw.Len() > 0 && (cls == native || cls.Lookup(strInit) == native.Lookup(strInit)) {
		return TypeErrorf("%s() takes no keyword arguments", native.Name)
	}
	return nil
}

func initWithoutKeywords(cls, native *Type, kw *Kwargs) error {
	if kw.Len() > 0 && (cls == native || cls.Lookup(strNew) == native.Lookup(strNew)) {
		return TypeErrorf("%s() takes no keyword arguments", native.Name)
	}
	return nil
}

// hashTuple is CPython's: the xxHash rounds over the items' hashes.
func hashTuple(t *Thread, items []Object) (int64, error) {
	const p1, p2, p5 = 11400714785074694791, 14029467366897019727, 2870177450012600261
	acc := uint64(p5)
	for _, x := range items {
		h, err := hashItem(t, x)
		if err != nil {
			return 0, err
		}
		acc += uint64(h) * p2
		acc = acc<<31 | acc>>33
		acc *= p1
	}
	acc += uint64(len(items)) ^ (p5 ^ 3527539)
	if acc == ^uint64(0) {
		return 1546275796, nil
	}
	return int64(acc), nil
}

// hashItem is Hash for the members of a tuple, which may be nested deeply.
func hashItem(t *Thread, x Object) (int64, error) {
	tu, ok := x.(*Tuple)
	if !ok {
		return Hash(t, x)
	}
	if err := t.EnterLight(""); err != nil {
		return 0, err
	}
	h, err := hashTuple(t, tu.Items)
	t.LeaveLight()
	return h, err
}

// copyItems copies items, charging for many.
func copyItems(t *Thread, items []Object) ([]Object, error) {
	if err := allocItems(t, len(items)); err != nil {
		return nil, err
	}
	return append([]Object(nil), items...), nil
}

// allocItems asks for n items, and charges for filling them.
func allocItems(t *Thread, n int) error {
	if n <= 256 {
		return nil
	}
	if err := t.Work(n >> 3); err != nil {
		return err
	}
	return t.Alloc(int64(n) * 16)
}

// compareItems is rich comparison of two lists or tuples; get reads them anew at each step, since comparing may change a list.
func compareItems(t *Thread, a, b func() []Object, op CompareOp) (Object, error) {
	if (op == EQ || op == NE) && len(a()) != len(b()) {
		return NewBool(op == NE), nil
	}
	if err := t.EnterLight(" in comparison"); err != nil {
		return nil, err
	}
	defer t.LeaveLight()
	i := 0
	for ; ; i++ {
		if i&255 == 255 {
			if err := t.Work(128); err != nil {
				return nil, err
			}
		}
		x, y := a(), b()
		if i >= len(x) || i >= len(y) {
			return NewBool(compareResult(len(x)-len(y), op)), nil
		}
		eq, err := Equal(t, x[i], y[i])
		if err != nil {
			return nil, err
		}
		if !eq {
			break
		}
	}
	x, y := a(), b()
	if i >= len(x) || i >= len(y) { // the comparison has shortened one
		return NewBool(compareResult(len(x)-len(y), op)), nil
	}
	switch op {
	case EQ:
		return False, nil
	case NE:
		return True, nil
	}
	return RichCompare(t, x[i], y[i], op)
}

// sliceItems copies the items that a slice selects.
func sliceItems(t *Thread, items []Object, s *Slice) ([]Object, error) {
	start, _, step, n, err := s.Indices(t, len(items))
	if err != nil {
		return nil, err
	}
	if n == 0 {
		return nil, nil
	}
	if err := allocItems(t, n); err != nil {
		return nil, err
	}
	out := make([]Object, n)
	if step == 1 {
		copy(out, items[start:start+n])
		return out, nil
	}
	for i := range out {
		out[i] = items[start+i*step]
	}
	return out, nil
}

// concatItems joins two slices into a new one.
func concatItems(t *Thread, a, b []Object) ([]Object, error) {
	n := len(a) + len(b)
	if err := allocItems(t, n); err != nil {
		return nil, err
	}
	out := make([]Object, n)
	copy(out, a)
	copy(out[len(a):], b)
	return out, nil
}

func repeatItems(t *Thread, items []Object, n int) ([]Object, error) {
	if n <= 0 || len(items) == 0 {
		return nil, nil
	}
	if err := allocRepeat(t, len(items), n, 16); err != nil {
		return nil, err
	}
	out := make([]Object, len(items)*n)
	if len(items) == 1 {
		for i := range out {
			out[i] = items[0]
		}
		return out, nil
	}
	for i := 0; i < n; i++ {
		copy(out[i*len(items):], items)
	}
	return out, nil
}

// allocRepeat asks for n copies of size units of unit bytes; it does not overflow.
func allocRepeat(t *Thread, size, n int, unit int64) error {
	if size == 0 || n <= 0 {
		return nil
	}
	if int64(n) > (1<<62)/unit/int64(size) {
		return t.Alloc(1 << 62)
	}
	total := int64(n) * int64(size) * unit
	if total <= 1<<12 {
		return nil
	}
	if err := t.Alloc(total); err != nil {
		return err
	}
	return t.Work(int(total >> 8))
}

func reprItems(t *Thread, items func() []Object, open, end string) (string, error) {
	b := []byte(open)
	for i := 0; i < len(items()); i++ {
		if i > 0 {
			b = append(b, ", "...)
		}
		r, err := Repr(t, items()[i])
		if err != nil {
			return "", err
		}
		b = append(b, r...)
		if err := chargeText(t, len(b), len(r)); err != nil {
			return "", err
		}
	}
	return string(append(b, end...)), nil
}

// chargeText asks for memory now and then while a long text is put together: total bytes by now, added the last piece.
func chargeText(t *Thread, total, added int) error {
	if total>>16 != (total-added)>>16 {
		return t.Alloc(1<<16 + int64(added))
	}
	return nil
}

func findItem(t *Thread, items func() []Object, v Object, start, stop int) (int, error) {
	for i := start; i < stop && i < len(items()); i++ {
		if i&255 == 255 {
			if err := t.Work(64); err != nil {
				return -1, err
			}
		}
		eq, err := Equal(t, items()[i], v)
		if err != nil {
			return -1, err
		}
		if eq {
			return i, nil
		}
	}
	return -1, nil
}

func countItems(t *Thread, items func() []Object, v Object) (Object, error) {
	n := int64(0)
	for i := 0; i < len(items()); i++ {
		if i&255 == 255 {
			if err := t.Work(64); err != nil {
				return nil, err
			}
		}
		eq, err := Equal(t, items()[i], v)
		if err != nil {
			return nil, err
		}
		if eq {
			n++
		}
	}
	return NewInt(n), nil
}

// ClassGetItem is the method __class_getitem__ of a native generic class: list[int].
func ClassGetItem(owner string) Method {
	return Method{Name: "__class_getitem__", Class: true, Fn: oneArg(owner+".__class_getitem__", func(t *Thread, cls, x Object) (Object, error) {
		return NewGenericAlias(cls, x), nil
	})}
}

func init() {
	TupleType.Define(Spec{
		NoDict: true,
		Slots: Slots{
			New:         tupleNew,
			Repr:        tupleRepr,
			Hash:        func(t *Thread, o Object) (int64, error) { return hashTuple(t, tupleOf(o).Items) },
			RichCompare: tupleRichCompare,
			Len:         func(t *Thread, o Object) (int, error) { return len(tupleOf(o).Items), nil },
			Iter:        func(t *Thread, o Object) (Object, error) { return &TupleIter{items: tupleOf(o).Items}, nil },
			GetItem:     tupleGetItem,
			Contains:    tupleContains,
			Concat:      tupleConcat,
			Repeat:      tupleRepeat,
		},
		Methods: []Method{
			{Name: "count", Fn: oneArg("tuple.count", func(t *Thread, o, v Object) (Object, error) { return countItems(t, tupleItems(o), v) })},
			{Name: "index", Fn: tupleIndex},
			{Name: "__getnewargs__", Fn: noArgs("tuple.__getnewargs__", func(t *Thread, o Object) (Object, error) {
				return NewTuple(NewTuple(tupleOf(o).Items...)), nil
			})},
			ClassGetItem("tuple"),
		},
	})
}

// tupleRepr is TupleType's Repr.
func tupleRepr(t *Thread, o Object) (string, error) {
	items := tupleOf(o)
	end := ")"
	switch len(items.Items) {
	case 0:
		return "()", nil
	case 1:
		end = ",)"
	}
	if !t.enterRepr(items) {
		return "(...)", nil
	}
	defer t.leaveRepr(items)
	return reprItems(t, tupleItems(o), "(", end)
}

// tupleRichCompare is TupleType's RichCompare.
func tupleRichCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	x, ok1 := AsTuple(a)
	y, ok2 := AsTuple(b)
	if !ok1 || !ok2 {
		return NotImplemented, nil
	}
	return compareItems(t, func() []Object { return x.Items }, func() []Object { return y.Items }, op)
}

// tupleGetItem is TupleType's GetItem.
func tupleGetItem(t *Thread, o, key Object) (Object, error) {
	tu := tupleOf(o)
	if s, ok := key.(*Slice); ok {
		out, err := sliceItems(t, tu.Items, s)
		if err != nil {
			return nil, err
		}
		if len(out) == len(tu.Items) && s.Step == None {
			if _, exact := o.(*Tuple); exact {
				return o, nil
			}
		}
		return NewTuple(out...), nil
	}
	i, err := seqIndex(t, key, len(tu.Items), "tuple")
	if err != nil {
		return nil, err
	}
	if i < 0 {
		return nil, IndexErrorf("tuple index out of range")
	}
	return tu.Items[i], nil
}

// tupleContains is TupleType's Contains.
func tupleContains(t *Thread, o, v Object) (bool, error) {
	i, err := findItem(t, tupleItems(o), v, 0, len(tupleOf(o).Items))
	return i >= 0, err
}

// tupleConcat is TupleType's Concat.
func tupleConcat(t *Thread, a, b Object) (Object, error) {
	y, ok := AsTuple(b)
	if !ok {
		return nil, TypeErrorf("can only concatenate tuple (not \"%s\") to tuple", TypeName(b))
	}
	out, err := concatItems(t, tupleOf(a).Items, y.Items)
	return NewTuple(out...), err
}

// tupleRepeat is TupleType's Repeat.
func tupleRepeat(t *Thread, o Object, n int) (Object, error) {
	if tu, ok := o.(*Tuple); ok && (n == 1 || len(tu.Items) == 0) {
		return tu, nil
	}
	out, err := repeatItems(t, tupleOf(o).Items, n)
	return NewTuple(out...), err
}

// tupleIndex is Tuple.index().
func tupleIndex(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("tuple.index", args[1:], kw, 1, 3); err != nil {
		return nil, err
	}
	start, stop, err := indexRange(t, args[2:], len(tupleOf(args[0]).Items))
	if err != nil {
		return nil, err
	}
	i, err := findItem(t, tupleItems(args[0]), args[1], start, stop)
	if err != nil {
		return nil, err
	}
	if i < 0 {
		return nil, ValueErrorf("tuple.index(x): x not in tuple")
	}
	return NewInt(int64(i)), nil
}

func tupleItems(o Object) func() []Object {
	s := tupleOf(o).Items
	return func() []Object { return s }
}
