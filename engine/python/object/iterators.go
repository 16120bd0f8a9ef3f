package object

// Iterators of the built-in containers. Each keeps yielding nothing once it has ended, as CPython's do.

// ListIter iterates over a list by index, so that items added while it runs are seen.
type ListIter struct {
	list *List
	i    int
}

// TupleIter iterates over a tuple.
type TupleIter struct {
	items []Object
	i     int
}

// ListReverseIter is reversed(list).
type ListReverseIter struct {
	list *List
	i    int
}

// StrIter iterates over a str's code points.
type StrIter struct {
	s *Str
	i int // in bytes
}

// The types of these iterators.
var (
	ListIterType        = Declare("list_iterator", "builtins")
	TupleIterType       = Declare("tuple_iterator", "builtins")
	ListReverseIterType = Declare("list_reverseiterator", "builtins")
	StrIterType         = Declare("str_iterator", "builtins")
	asciiStrIterType    = Declare("str_ascii_iterator", "builtins")
)

func (*ListIter) Type() *Type        { return ListIterType }
func (*TupleIter) Type() *Type       { return TupleIterType }
func (*ListReverseIter) Type() *Type { return ListReverseIterType }

// Type implements Object.
func (it *StrIter) Type() *Type {
	if it.s.IsASCII() {
		return asciiStrIterType
	}
	return StrIterType
}

// NextItem is the next item, or nil at the end: the machine's way around the slot.
func (it *ListIter) NextItem() Object {
	if it.list != nil {
		if it.i < len(it.list.Items) {
			v := it.list.Items[it.i]
			it.i++
			return v
		}
		it.list = nil
	}
	return nil
}

// NextItem is the next item, or nil at the end.
func (it *TupleIter) NextItem() Object {
	if it.i < len(it.items) {
		v := it.items[it.i]
		it.i++
		return v
	}
	it.items = nil
	return nil
}

// NextItem is the next item, or nil at the end.
func (it *ListReverseIter) NextItem() Object {
	if it.list != nil {
		if it.i >= 0 && it.i < len(it.list.Items) {
			v := it.list.Items[it.i]
			it.i--
			return v
		}
		it.list = nil
	}
	return nil
}

// NextItem is the next code point as a str, or nil at the end.
func (it *StrIter) NextItem() Object {
	if it.i >= len(it.s.s) {
		return nil
	}
	if c := it.s.s[it.i]; c < 0x80 {
		it.i++
		return asciiStr[c]
	}
	_, n := DecodeRune(it.s.s[it.i:])
	it.i += n
	return &Str{s: it.s.s[it.i-n : it.i], n: 1}
}

// IterSpec is the Spec of an iterator type: what is left is to add methods. hint gives the number of items to come, -1 when unknown.
func IterSpec(next func(t *Thread, it Object) (Object, error), hint func(it Object) int) Spec {
	s := Spec{Final: true, Slots: Slots{
		Iter: func(t *Thread, o Object) (Object, error) { return o, nil },
		Next: next,
	}}
	if hint != nil {
		s.Methods = append(s.Methods, Method{Name: "__length_hint__", Fn: noArgs("__length_hint__", func(t *Thread, o Object) (Object, error) {
			n := hint(o)
			if n < 0 {
				return NotImplemented, nil
			}
			return NewInt(int64(n)), nil
		})})
	}
	return s
}

func init() {
	ListIterType.Define(Remakable(IterSpec(func(t *Thread, o Object) (Object, error) { return o.(*ListIter).NextItem(), nil },
		func(o Object) int {
			it := o.(*ListIter)
			if it.list == nil {
				return 0
			}
			return max(0, len(it.list.Items)-it.i)
		}), true))
	TupleIterType.Define(Remakable(IterSpec(func(t *Thread, o Object) (Object, error) { return o.(*TupleIter).NextItem(), nil },
		func(o Object) int { it := o.(*TupleIter); return max(0, len(it.items)-it.i) }), true))
	ListReverseIterType.Define(Remakable(IterSpec(func(t *Thread, o Object) (Object, error) { return o.(*ListReverseIter).NextItem(), nil },
		func(o Object) int {
			it := o.(*ListReverseIter)
			if it.list == nil || it.i >= len(it.list.Items) {
				return 0
			}
			return it.i + 1
		}), true))
	for _, tp := range []*Type{StrIterType, asciiStrIterType} {
		tp.Define(Remakable(IterSpec(func(t *Thread, o Object) (Object, error) { return o.(*StrIter).NextItem(), nil },
			func(o Object) int { it := o.(*StrIter); return countPoints(it.s.s[it.i:]) }), true))
	}
}
