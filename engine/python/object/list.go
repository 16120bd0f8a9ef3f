package object

// Behaviour of list. Sorting is in listsort.go.

func listOf(o Object) *List {
	if l, ok := o.(*List); ok {
		return l
	}
	l, _ := Native(o).(*List)
	return l
}

// Append adds an item; growth of a big list is charged.
func (l *List) Append(t *Thread, v Object) error {
	if n := len(l.Items); n == cap(l.Items) && n >= 1024 {
		if err := t.Alloc(int64(n) * 20); err != nil {
			return err
		}
	}
	if cap(l.Items) == 0 {
		l.Items = make([]Object, 0, 4) // as CPython; what is appended to once is appended to again
	}
	l.Items = append(l.Items, v)
	return nil
}

// Extend adds an iterable's items.
func (l *List) Extend(t *Thread, o Object) error {
	switch s := o.(type) {
	case *List:
		return l.extendItems(t, s.Items)
	case *Tuple:
		return l.extendItems(t, s.Items)
	}
	o, err := askIter(t, o)
	if err != nil {
		return err
	}
	return ForEach(t, o, func(x Object) (bool, error) { return true, l.Append(t, x) })
}

func (l *List) extendItems(t *Thread, items []Object) error {
	if err := allocItems(t, len(items)); err != nil {
		return err
	}
	l.Items = append(l.Items, items...)
	return nil
}

// splice puts items in place of l.Items[i:j].
func (l *List) splice(t *Thread, i, j int, items []Object) error {
	if moved := len(l.Items) - j; moved > 1024 {
		if err := t.Work(moved >> 7); err != nil {
			return err
		}
	}
	if n := len(l.Items) - (j - i) + len(items); n > cap(l.Items) {
		if err := allocItems(t, n); err != nil {
			return err
		}
	}
	n := len(l.Items) - (j - i) + len(items)
	if n <= cap(l.Items) {
		old := len(l.Items)
		tail := l.Items[j:old]
		l.Items = l.Items[:n]
		copy(l.Items[i+len(items):], tail)
		copy(l.Items[i:], items)
		if n < old {
			clear(l.Items[n:old])
		}
		return nil
	}
	out := make([]Object, n, n+n/8+4)
	copy(out, l.Items[:i])
	copy(out[i:], items)
	copy(out[i+len(items):], l.Items[j:])
	l.Items = out
	return nil
}

func listSetItem(t *Thread, o, key, v Object) error {
	l := listOf(o)
	if s, ok := key.(*Slice); ok {
		return listSetSlice(t, l, s, v)
	}
	i, err := seqIndex(t, key, len(l.Items), "list")
	if err != nil {
		return err
	}
	if i < 0 || i >= len(l.Items) {
		return IndexErrorf("list assignment index out of range")
	}
	if v == nil {
		return l.splice(t, i, i+1, nil)
	}
	l.Items[i] = v
	return nil
}

func listSetSlice(t *Thread, l *List, s *Slice, v Object) error {
	var items []Object
	if v != nil {
		var err error
		if items, err = Collect(t, v); err != nil {
			if IsException(err, TypeErrorType) && v.Type().Slots.Iter == nil {
				if s.Step != None {
					return TypeErrorf("must assign iterable to extended slice")
				}
				return TypeErrorf("can only assign an iterable")
			}
			return err
		}
	}
	start, stop, step, err := s.unpack(t)
	if err != nil {
		return err
	}
	start, stop, n := adjustIndices(start, stop, step, len(l.Items))
	if step == 1 {
		return l.splice(t, start, max(start, stop), items)
	}
	if v == nil {
		if n == 0 {
			return nil
		}
		if step < 0 {
			start, step = start+(n-1)*step, -step
		}
		out := l.Items[:start]
		next := start
		for i := start; i < len(l.Items); i++ {
			if i == next && n > 0 {
				next += step
				n--
				continue
			}
			out = append(out, l.Items[i])
		}
		clear(l.Items[len(out):])
		l.Items = out
		return nil
	}
	if len(items) != n {
		return ValueErrorf("attempt to assign sequence of size %d to extended slice of size %d", len(items), n)
	}
	for i, x := range items {
		l.Items[start+i*step] = x
	}
	return nil
}

func init() {
	ListType.Define(Spec{
		NoDict: true,
		Slots: Slots{
			New:           listNew,
			Init:          listInit,
			Repr:          listRepr,
			RichCompare:   listRichCompare,
			Unhashable:    true,
			Len:           func(t *Thread, o Object) (int, error) { return len(listOf(o).Items), nil },
			Iter:          func(t *Thread, o Object) (Object, error) { return &ListIter{list: listOf(o)}, nil },
			GetItem:       listGetItem,
			SetItem:       listSetItem,
			Contains:      listContains,
			Concat:        listConcat,
			Repeat:        listRepeat,
			InPlaceConcat: func(t *Thread, a, b Object) (Object, error) { return a, listOf(a).Extend(t, b) },
			InPlaceRepeat: listInPlaceRepeat,
		},
		Methods: []Method{
			{Name: "append", Fn: oneArg("list.append", func(t *Thread, o, v Object) (Object, error) { return None, listOf(o).Append(t, v) })},
			{Name: "extend", Fn: oneArg("list.extend", func(t *Thread, o, v Object) (Object, error) { return None, listOf(o).Extend(t, v) })},
			{Name: "insert", Fn: listInsert},
			{Name: "pop", Fn: listPop},
			{Name: "remove", Fn: oneArg("list.remove", listRemove)},
			{Name: "index", Fn: listIndex},
			{Name: "count", Fn: oneArg("list.count", func(t *Thread, o, v Object) (Object, error) { return countItems(t, listItems(o), v) })},
			listMethod("clear", func(t *Thread, o Object) (Object, error) { listOf(o).Items = nil; return None, nil }),
			listMethod("copy", listCopy),
			listMethod("reverse", listReverse),
			{Name: "sort", Fn: listSort},
			listMethod("__reversed__", listReversed),
			ClassGetItem("list"),
		},
	})
}

// listNew is ListType's New.
func listNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	if cls == ListType {
		return &List{}, nil
	}
	return NewInstance(cls, &List{}), nil
}

// listInit is ListType's Init.
func listInit(t *Thread, o Object, args []Object, kw *Kwargs) error {
	if err := initWithoutKeywords(o.Type(), ListType, kw); err != nil {
		return err
	}
	if err := CheckArgs("list", args, nil, 0, 1); err != nil {
		return err
	}
	l := listOf(o)
	l.Items = nil
	if len(args) == 0 {
		return nil
	}
	got, err := Collect(t, args[0])
	if err == nil {
		l.Items = got
	}
	return err
}

// listRepr is ListType's Repr.
func listRepr(t *Thread, o Object) (string, error) {
	l := listOf(o)
	if len(l.Items) == 0 {
		return "[]", nil
	}
	if !t.enterRepr(l) {
		return "[...]", nil
	}
	defer t.leaveRepr(l)
	return reprItems(t, listItems(o), "[", "]")
}

// listRichCompare is ListType's RichCompare.
func listRichCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	x, ok1 := AsList(a)
	y, ok2 := AsList(b)
	if !ok1 || !ok2 {
		return NotImplemented, nil
	}
	return compareItems(t, func() []Object { return x.Items }, func() []Object { return y.Items }, op)
}

// listGetItem is ListType's GetItem.
func listGetItem(t *Thread, o, key Object) (Object, error) {
	l := listOf(o)
	if s, ok := key.(*Slice); ok {
		out, err := sliceItems(t, l.Items, s)
		return &List{out}, err
	}
	i, err := seqIndex(t, key, len(l.Items), "list")
	if err != nil {
		return nil, err
	}
	if i < 0 || i >= len(l.Items) {
		return nil, IndexErrorf("list index out of range")
	}
	return l.Items[i], nil
}

// listContains is ListType's Contains.
func listContains(t *Thread, o, v Object) (bool, error) {
	i, err := findItem(t, listItems(o), v, 0, len(listOf(o).Items))
	return i >= 0, err
}

// listConcat is ListType's Concat.
func listConcat(t *Thread, a, b Object) (Object, error) {
	y, ok := AsList(b)
	if !ok {
		return nil, TypeErrorf("can only concatenate list (not \"%s\") to list", TypeName(b))
	}
	out, err := concatItems(t, listOf(a).Items, y.Items)
	return &List{out}, err
}

// listRepeat is ListType's Repeat.
func listRepeat(t *Thread, o Object, n int) (Object, error) {
	out, err := repeatItems(t, listOf(o).Items, n)
	return &List{out}, err
}

// listInPlaceRepeat is ListType's InPlaceRepeat.
func listInPlaceRepeat(t *Thread, o Object, n int) (Object, error) {
	out, err := repeatItems(t, listOf(o).Items, n)
	if err == nil {
		listOf(o).Items = out
	}
	return o, err
}

// listInsert is List.insert().
func listInsert(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("list.insert", args[1:], kw, 2, 2); err != nil {
		return nil, err
	}
	i, err := AsIndex(t, args[1])
	if err != nil {
		return nil, err
	}
	l := listOf(args[0])
	if i < 0 {
		i = max(i+len(l.Items), 0)
	}
	i = min(i, len(l.Items))
	if i == len(l.Items) {
		return None, l.Append(t, args[2])
	}
	if err := l.Append(t, nil); err != nil {
		return nil, err
	}
	if err := t.Work((len(l.Items) - i) >> 7); err != nil {
		return nil, err
	}
	copy(l.Items[i+1:], l.Items[i:])
	l.Items[i] = args[2]
	return None, nil
}

// listPop is List.pop().
func listPop(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("list.pop", args[1:], kw, 0, 1); err != nil {
		return nil, err
	}
	l := listOf(args[0])
	i := len(l.Items) - 1
	if len(args) > 1 {
		n, err := AsIndex(t, args[1])
		if err != nil {
			return nil, err
		}
		if i = n; i < 0 {
			i += len(l.Items)
		}
	}
	if len(l.Items) == 0 {
		return nil, IndexErrorf("pop from empty list")
	}
	if i < 0 || i >= len(l.Items) {
		return nil, IndexErrorf("pop index out of range")
	}
	v := l.Items[i]
	last := len(l.Items) - 1
	if err := t.Work((last - i) >> 7); err != nil {
		return nil, err
	}
	copy(l.Items[i:], l.Items[i+1:])
	l.Items[last] = nil
	l.Items = l.Items[:last]
	return v, nil
}

// listRemove is List.remove().
func listRemove(t *Thread, o, v Object) (Object, error) {
	l := listOf(o)
	i, err := findItem(t, listItems(o), v, 0, len(l.Items))
	if err != nil {
		return nil, err
	}
	if i < 0 {
		return nil, ValueErrorf("list.remove(x): x not in list")
	}
	if i < len(l.Items) { // comparing may have shortened it
		err = l.splice(t, i, i+1, nil)
	}
	return None, err
}

// listIndex is List.index().
func listIndex(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("list.index", args[1:], kw, 1, 3); err != nil {
		return nil, err
	}
	start, stop, err := indexRange(t, args[2:], len(listOf(args[0]).Items))
	if err != nil {
		return nil, err
	}
	i, err := findItem(t, listItems(args[0]), args[1], start, stop)
	if err != nil {
		return nil, err
	}
	if i < 0 {
		r, err := Repr(t, args[1])
		if err != nil {
			return nil, err
		}
		return nil, ValueErrorf("%s is not in list", r)
	}
	return NewInt(int64(i)), nil
}

// listCopy is List.copy().
func listCopy(t *Thread, o Object) (Object, error) {
	out, err := concatItems(t, listOf(o).Items, nil)
	return &List{out}, err
}

// listReverse is List.reverse().
func listReverse(t *Thread, o Object) (Object, error) {
	s := listOf(o).Items
	if err := t.Work(len(s) >> 5); err != nil {
		return nil, err
	}
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
	return None, nil
}

// listReversed is List.__reversed__().
func listReversed(t *Thread, o Object) (Object, error) {
	l := listOf(o)
	return &ListReverseIter{list: l, i: len(l.Items) - 1}, nil
}

func listItems(o Object) func() []Object {
	l := listOf(o)
	return func() []Object { return l.Items }
}

func listMethod(name string, f func(t *Thread, o Object) (Object, error)) Method {
	return Method{Name: name, Fn: noArgs("list."+name, f)}
}
