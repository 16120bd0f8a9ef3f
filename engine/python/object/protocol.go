package object

import "math"

// The protocols: what native code calls to treat values as Python does. (CPython's Objects/abstract.c and object.c.)

// Truth is bool(o).
func Truth(t *Thread, o Object) (bool, error) {
	switch o := o.(type) {
	case Bool:
		return bool(o), nil
	case Int:
		return o != 0, nil
	case *Str:
		return o.s != "", nil
	case *List:
		return len(o.Items) > 0, nil
	case *Tuple:
		return len(o.Items) > 0, nil
	case *Dict:
		return o.used > 0, nil
	case Float:
		return o != 0, nil
	}
	if o == None {
		return false, nil
	}
	s := &o.Type().Slots
	if s.Bool != nil {
		return s.Bool(t, o)
	}
	if s.Len != nil {
		n, err := s.Len(t, o)
		return n != 0, err
	}
	return true, nil
}

// Hash is hash(o).
func Hash(t *Thread, o Object) (int64, error) {
	switch o := o.(type) {
	case *Str:
		return o.Hash(), nil
	case Int:
		return hashInt(int64(o)), nil
	}
	s := &o.Type().Slots
	if s.Hash == nil || s.Unhashable {
		return 0, TypeErrorf("unhashable type: '%s'", TypeName(o))
	}
	return s.Hash(t, o)
}

// hashInt is CPython's hash of a small int: the value modulo 2**61-1, with -1 kept free.
func hashInt(v int64) int64 {
	const m = 1<<61 - 1
	if v > -m && v < m {
		if v == -1 {
			return -2
		}
		return v
	}
	h := v % m
	if h == -1 {
		h = -2
	}
	return h
}

// HashPointer is the hash of an object that is equal only to itself. It comes from a counter of the run, so that runs are
// deterministic; see Runtime.ID.
func HashPointer(t *Thread, o Object) int64 { return t.RT.ID(o) >> 4 }

// Equal is a == b as containers use it: identity first, then __eq__, as a truth value.
func Equal(t *Thread, a, b Object) (bool, error) {
	switch x := a.(type) {
	case *Str:
		if y, ok := b.(*Str); ok {
			return x == y || x.s == y.s, nil
		}
	case Int:
		if y, ok := b.(Int); ok {
			return x == y, nil
		}
	}
	if Is(a, b) {
		return true, nil
	}
	r, err := RichCompare(t, a, b, EQ)
	if err != nil {
		return false, err
	}
	return Truth(t, r)
}

// RichCompare is `a op b`.
func RichCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	ta, tb := a.Type(), b.Type()
	swappedFirst := false
	if ta != tb && tb.IsSubtype(ta) && tb.Slots.RichCompare != nil {
		swappedFirst = true
		r, err := tb.Slots.RichCompare(t, b, a, op.Swapped())
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	if f := ta.Slots.RichCompare; f != nil {
		r, err := f(t, a, b, op)
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	if f := tb.Slots.RichCompare; f != nil && !swappedFirst {
		r, err := f(t, b, a, op.Swapped())
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	switch op {
	case EQ:
		return NewBool(Is(a, b)), nil
	case NE:
		return NewBool(!Is(a, b)), nil
	}
	return nil, TypeErrorf("'%s' not supported between instances of '%s' and '%s'", op, ta.CName(), tb.CName())
}

// Less is a < b as sort uses it.
func Less(t *Thread, a, b Object) (bool, error) {
	r, err := RichCompare(t, a, b, LT)
	if err != nil {
		return false, err
	}
	return Truth(t, r)
}

// BinaryOp is `a op b`.
func BinaryOp(t *Thread, op BinOp, a, b Object) (Object, error) {
	r, err := binary1(t, op, a, b)
	if err != nil || r != NotImplemented {
		return r, err
	}
	ta, tb := a.Type(), b.Type()
	switch op {
	case Add:
		if f := ta.Slots.Concat; f != nil {
			return f(t, a, b)
		}
	case Mul:
		if f := ta.Slots.Repeat; f != nil {
			return repeat(t, f, a, b)
		}
		if f := tb.Slots.Repeat; f != nil {
			return repeat(t, f, b, a)
		}
	}
	if f, ok := a.(*Builtin); ok && op == RShift && f.Name == "print" && f.Self == nil {
		return nil, TypeErrorf("unsupported operand type(s) for >>: '%s' and '%s'. Did you mean \"print(<message>, file=<output_stream>)\"?", TypeName(a), TypeName(b))
	}
	return nil, unsupported(op.String(), a, b)
}

func unsupported(op string, a, b Object) error {
	return TypeErrorf("unsupported operand type(s) for %s: '%s' and '%s'", op, TypeName(a), TypeName(b))
}

func repeat(t *Thread, f func(*Thread, Object, int) (Object, error), seq, n Object) (Object, error) {
	if n.Type().Slots.Index == nil {
		return nil, TypeErrorf("can't multiply sequence by non-int of type '%s'", TypeName(n))
	}
	c, err := AsCount(t, n)
	if err != nil {
		return nil, err
	}
	return f(t, seq, c)
}

func binary1(t *Thread, op BinOp, a, b Object) (Object, error) {
	ta, tb := a.Type(), b.Type()
	tried := false
	if ta != tb {
		if rf := tb.Slots.RBinary[op]; rf != nil && tb.IsSubtype(ta) && overridesR(ta, tb, op) {
			tried = true
			r, err := rf(t, b, a)
			if err != nil || r != NotImplemented {
				return r, err
			}
		}
	}
	if f := ta.Slots.Binary[op]; f != nil {
		r, err := f(t, a, b)
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	if ta != tb && !tried {
		if rf := tb.Slots.RBinary[op]; rf != nil {
			return rf(t, b, a)
		}
	}
	return NotImplemented, nil
}

var rNames = func() (n [NumBinaryOps]*Str) {
	for i := range n {
		n[i] = Intern("__r" + binOpNames[i] + "__")
	}
	return
}()

// overridesR tells whether subtype tb has a reflected method other than ta's: only then it goes first.
func overridesR(ta, tb *Type, op BinOp) bool { return ta.Lookup(rNames[op]) != tb.Lookup(rNames[op]) }

// InPlaceOp is `a op= b`.
func InPlaceOp(t *Thread, op BinOp, a, b Object) (Object, error) {
	ta := a.Type()
	if f := ta.Slots.InPlace[op]; f != nil {
		r, err := f(t, a, b)
		if err != nil || r != NotImplemented {
			return r, err
		}
	}
	r, err := binary1(t, op, a, b)
	if err != nil || r != NotImplemented {
		return r, err
	}
	switch op {
	case Add:
		if f := ta.Slots.InPlaceConcat; f != nil {
			return f(t, a, b)
		}
		if f := ta.Slots.Concat; f != nil {
			return f(t, a, b)
		}
	case Mul:
		if f := ta.Slots.InPlaceRepeat; f != nil {
			return repeat(t, f, a, b)
		}
		if f := ta.Slots.Repeat; f != nil {
			return repeat(t, f, a, b)
		}
		if f := b.Type().Slots.Repeat; f != nil {
			return repeat(t, f, b, a)
		}
	}
	sym := op.String() + "="
	if op == Pow {
		sym = "**="
	}
	return nil, unsupported(sym, a, b)
}

// UnaryOp codes.
type UnOp uint8

// The unary operators that have slots (not is Truth).
const (
	Neg UnOp = iota
	Pos
	Invert
)

// UnaryOperation is -o, +o or ~o.
func UnaryOperation(t *Thread, op UnOp, o Object) (Object, error) {
	s := &o.Type().Slots
	f, sym := s.Neg, "-"
	switch op {
	case Pos:
		f, sym = s.Pos, "+"
	case Invert:
		f, sym = s.Invert, "~"
	}
	if f == nil {
		return nil, TypeErrorf("bad operand type for unary %s: '%s'", sym, TypeName(o))
	}
	return f(t, o)
}

// PowMod is pow(a, b, m).
func PowMod(t *Thread, a, b, m Object) (Object, error) {
	if m == None {
		return BinaryOp(t, Pow, a, b)
	}
	return powMod(t, a, b, m)
}

// ToIndex is operator.index(o): an int object.
func ToIndex(t *Thread, o Object) (Object, error) {
	switch o.(type) {
	case Int, *BigInt, Bool:
		return o, nil
	}
	if _, _, isInt := intParts(o); isInt { // whatever __index__ the subclass has
		return o, nil
	}
	f := o.Type().Slots.Index
	if f == nil {
		return nil, TypeErrorf("'%s' object cannot be interpreted as an integer", TypeName(o))
	}
	r, err := f(t, o)
	if err != nil {
		return nil, err
	}
	if !IsInstance(r, IntType) {
		return nil, TypeErrorf("__index__ returned non-int (type %s)", TypeName(r))
	}
	if r.Type() != IntType {
		return r, t.warnSubclass("__index__", "int", r)
	}
	return r, nil
}

// AsIndex is ToIndex as a Go int; values that do not fit raise OverflowError as for an argument of a native function.
func AsIndex(t *Thread, o Object) (int, error) {
	return asSize(t, o, func() error { return OverflowErrorf("Python int too large to convert to C ssize_t") })
}

// AsCount is AsIndex for what is no argument: a subscript, a repeat count, a size.
func AsCount(t *Thread, o Object) (int, error) {
	return asSize(t, o, func() error { return OverflowErrorf("cannot fit '%s' into an index-sized integer", TypeName(o)) })
}

func asSize(t *Thread, o Object, tooLarge func() error) (int, error) {
	r, err := ToIndex(t, o)
	if err != nil {
		return 0, err
	}
	n, ok := AsInt(r)
	if !ok || n > math.MaxInt || n < math.MinInt {
		return 0, tooLarge()
	}
	return int(n), nil
}

// AsIndexClamped is ToIndex clamped to Go's int, as slices do.
func AsIndexClamped(t *Thread, o Object) (int, error) {
	r, err := ToIndex(t, o)
	if err != nil {
		return 0, err
	}
	if n, ok := AsInt(r); ok {
		return int(n), nil
	}
	if b, _ := AsBig(r); b.Sign() < 0 {
		return math.MinInt, nil
	}
	return math.MaxInt, nil
}

// Len is len(o).
func Len(t *Thread, o Object) (int, error) {
	f := o.Type().Slots.Len
	if f == nil {
		return 0, TypeErrorf("object of type '%s' has no len()", TypeName(o))
	}
	return f(t, o)
}

// GetItem is o[key].
func GetItem(t *Thread, o, key Object) (Object, error) {
	if f := o.Type().Slots.GetItem; f != nil {
		return f(t, o, key)
	}
	if tp, ok := o.(*Type); ok {
		if tp == TypeType {
			return NewGenericAlias(o, key), nil
		}
		m, err := GetAttrOpt(t, o, strClassGetitem) // which a metaclass may answer, too
		if err != nil {
			return nil, err
		}
		if m != nil && m != None {
			return CallArgs(t, m, key)
		}
		return nil, TypeErrorf("type '%s' is not subscriptable", tp.CName())
	}
	return nil, TypeErrorf("'%s' object is not subscriptable", TypeName(o))
}

// SetItem is o[key] = v, DelItem del o[key].
func SetItem(t *Thread, o, key, v Object) error {
	f := o.Type().Slots.SetItem
	if f == nil {
		return TypeErrorf("'%s' object does not support item assignment", TypeName(o))
	}
	return f(t, o, key, v)
}

// DelItem is del o[key].
func DelItem(t *Thread, o, key Object) error {
	f := o.Type().Slots.SetItem
	if f == nil {
		return noDeletion(o, key)
	}
	return f(t, o, key, nil)
}

// noDeletion is the error about an object whose items cannot be deleted. It is worded in two ways: a sequence that is no mapping is
// asked for the item at an index.
func noDeletion(o, key Object) error {
	not := "does not"
	sequence := o.Type().Flags&Heap != 0 // every class statement's class has a sequence's slots
	switch o.(type) {
	case *Str, *Bytes, *Tuple, *Range, *Set, *FrozenSet:
		sequence = true
	}
	if sequence && key.Type().Slots.Index != nil {
		not = "doesn't"
	}
	return TypeErrorf("'%s' object %s support item deletion", TypeName(o), not)
}

// Contains is `v in o`.
func Contains(t *Thread, o, v Object) (bool, error) {
	if f := o.Type().Slots.Contains; f != nil {
		return f(t, o, v)
	}
	it, err := Iter(t, o)
	if err != nil {
		if IsException(err, TypeErrorType) && o.Type().Slots.Iter == nil {
			return false, TypeErrorf("argument of type '%s' is not iterable", TypeName(o))
		}
		return false, err
	}
	for n := 1; ; n++ {
		x, err := Next(t, it)
		if x == nil || err != nil {
			return false, err
		}
		eq, err := Equal(t, x, v)
		if eq || err != nil {
			return eq, err
		}
		if n&255 == 0 {
			if err := t.Work(512); err != nil {
				return false, err
			}
		}
	}
}

// Iter is iter(o).
func Iter(t *Thread, o Object) (Object, error) {
	tp := o.Type()
	if f := tp.Slots.Iter; f != nil {
		it, err := f(t, o)
		if err != nil {
			return nil, err
		}
		if it.Type().Slots.Next == nil {
			return nil, TypeErrorf("iter() returned non-iterator of type '%s'", TypeName(it))
		}
		return it, nil
	}
	if tp.Slots.GetItem != nil && tp != DictType && tp.Lookup(strIter) == nil && (tp.Flags&Heap != 0 || tp.Slots.Len != nil) {
		return &SeqIter{seq: o}, nil
	}
	return nil, TypeErrorf("'%s' object is not iterable", TypeName(o))
}

// Next gives the next item of an iterator; nil, nil at its end. (The slot may also end with a StopIteration that carries a value.)
func Next(t *Thread, it Object) (Object, error) {
	f := it.Type().Slots.Next
	if f == nil {
		return nil, TypeErrorf("'%s' object is not an iterator", TypeName(it))
	}
	// Iterators are nested by programs at will: map over map over map …
	if err := t.EnterNative(""); err != nil {
		return nil, err
	}
	v, err := f(t, it)
	t.LeaveNative()
	if err != nil && IsException(err, StopIterationType) {
		return nil, nil
	}
	return v, err
}

// ForEach calls f for each item of an iterable until f fails or stops.
func ForEach(t *Thread, o Object, f func(Object) (more bool, err error)) error {
	switch s := o.(type) {
	case *List:
		for i := 0; i < len(s.Items); i++ {
			if more, err := f(s.Items[i]); err != nil || !more {
				return err
			}
			if i&255 == 255 {
				if err := t.Work(256); err != nil {
					return err
				}
			}
		}
		return nil
	case *Tuple:
		for i, x := range s.Items {
			if more, err := f(x); err != nil || !more {
				return err
			}
			if i&255 == 255 {
				if err := t.Work(256); err != nil {
					return err
				}
			}
		}
		return nil
	}
	it, err := Iter(t, o)
	if err != nil {
		return err
	}
	for n := 1; ; n++ {
		x, err := Next(t, it)
		if x == nil || err != nil {
			return err
		}
		if more, err := f(x); err != nil || !more {
			return err
		}
		if n&255 == 0 {
			if err := t.Work(512); err != nil {
				return err
			}
		}
	}
}

// askIter gives what to go through for the items of o: o, and of a program's own class its iterator, after which the object is asked for its length.
// The answer is of no use here; but CPython asks, and the program may notice.
func askIter(t *Thread, o Object) (Object, error) {
	if o.Type().Flags&Heap == 0 {
		return o, nil
	}
	it, err := Iter(t, o)
	if err != nil {
		return nil, err
	}
	return it, askLength(t, o)
}

func askLength(t *Thread, o Object) error {
	for _, name := range []*Str{strLen, strLengthHint} {
		f := o.Type().Lookup(name)
		if f == nil || f == None {
			continue
		}
		if _, native := f.(*SlotWrapper); native {
			return nil
		}
		if name == strLen {
			if _, err := Len(t, o); err == nil || !IsException(err, TypeErrorType) {
				return err
			}
			continue
		}
		r, err := callSpecial(t, o, name)
		if err != nil {
			if IsException(err, TypeErrorType) {
				return nil
			}
			return err
		}
		if r == NotImplemented {
			return nil
		}
		n, ok := AsInt(r)
		if !ok {
			return TypeErrorf("__length_hint__ must be an integer, not %s", TypeName(r))
		}
		if n < 0 {
			return ValueErrorf("__length_hint__() should return >= 0")
		}
	}
	return nil
}

// Collect makes a slice of an iterable's items; it is the caller's.
func Collect(t *Thread, o Object) ([]Object, error) {
	switch s := o.(type) {
	case *List:
		return copyItems(t, s.Items)
	case *Tuple:
		return copyItems(t, s.Items)
	}
	o, err := askIter(t, o)
	if err != nil {
		return nil, err
	}
	var out []Object
	room := 0
	switch s := o.(type) {
	case *ListIter:
		if s.list != nil {
			out, err = copyItems(t, s.list.Items[min(s.i, len(s.list.Items)):])
			s.list = nil
			return out, err
		}
	case *Range, *Str, *Bytes, *Dict, *Set, *FrozenSet, *DictView:
		n, err := o.Type().Slots.Len(t, o)
		if err != nil {
			return nil, err
		}
		if err := t.Alloc(int64(n) * 16); err != nil {
			return nil, err
		}
		room = n
		out = make([]Object, 0, n)
	}
	err = ForEach(t, o, func(x Object) (bool, error) {
		out = append(out, x)
		if len(out)&1023 == 0 && len(out) > room {
			if err := t.Alloc(1024 * 16); err != nil {
				return false, err
			}
		}
		return true, nil
	})
	return out, err
}

// Repr is repr(o). Recursion through containers is bounded by the thread.
func Repr(t *Thread, o Object) (string, error) {
	if s, ok := o.(*Str); ok {
		return reprText(t, s.s)
	}
	if o == nil {
		return "<NULL>", nil // as CPython says of a fault of its own
	}
	if err := t.EnterLight(" while getting the repr of an object"); err != nil {
		return "", err
	}
	s, err := o.Type().Slots.Repr(t, o)
	t.LeaveLight()
	return s, err
}

// ToStr is str(o).
func ToStr(t *Thread, o Object) (string, error) {
	if s, ok := o.(*Str); ok {
		return s.s, nil
	}
	if err := t.EnterLight(" while getting the str of an object"); err != nil {
		return "", err
	}
	f := o.Type().Slots.Str
	if f == nil {
		f = o.Type().Slots.Repr
	}
	s, err := f(t, o)
	t.LeaveLight()
	return s, err
}

// Format is format(o, spec).
func Format(t *Thread, o Object, spec string) (string, error) {
	if spec == "" {
		switch o.(type) {
		case *Str, Int:
			return ToStr(t, o)
		}
	}
	return o.Type().Slots.Format(t, o, spec)
}

var (
	strInstanceCheck = Intern("__instancecheck__")
	strSubclassCheck = Intern("__subclasscheck__")
	strBases         = Intern("__bases__")
)

// IsInstanceOf is isinstance(o, cls): cls may be a class, a tuple of classes, a union or anything with __instancecheck__.
func IsInstanceOf(t *Thread, o, cls Object) (bool, error) {
	if tp, ok := cls.(*Type); ok {
		if o.Type() == tp {
			return true, nil
		}
		if tp.Type() == TypeType {
			return isInstanceReal(t, o, tp)
		}
	}
	if tu, ok := AsTuple(cls); ok {
		if err := t.EnterLight(" in __instancecheck__"); err != nil {
			return false, err
		}
		defer t.LeaveLight()
		for _, c := range tu.Items {
			is, err := IsInstanceOf(t, o, c)
			if is || err != nil {
				return is, err
			}
		}
		return false, nil
	}
	if f, unbound, err := lookupSpecial(t, cls, strInstanceCheck); err != nil {
		return false, err
	} else if f != nil {
		args := []Object{o}
		if unbound {
			args = []Object{cls, o}
		}
		r, err := Call(t, f, args, nil)
		if err != nil {
			return false, err
		}
		return Truth(t, r)
	}
	if _, err := abstractBases(t, cls, "isinstance() arg 2 must be a type, a tuple of types, or a union"); err != nil {
		return false, err
	}
	c, err := GetAttrOpt(t, o, strClass)
	if err != nil || c == nil {
		return false, err
	}
	return abstractSubclass(t, c, cls)
}

// abstractBases gives the __bases__ of something that is no type but may stand for a class.
func abstractBases(t *Thread, c Object, complaint string) (*Tuple, error) {
	b, err := GetAttrOpt(t, c, strBases)
	if err != nil {
		return nil, err
	}
	if tu, ok := AsTuple(orNone(b)); ok {
		return tu, nil
	}
	if complaint == "" {
		return EmptyTuple, nil
	}
	return nil, TypeErrorf("%s", complaint)
}

// abstractSubclass follows __bases__ from c to cls.
func abstractSubclass(t *Thread, c, cls Object) (bool, error) {
	if c == cls {
		return true, nil
	}
	if err := t.EnterLight(" in __subclasscheck__"); err != nil {
		return false, err
	}
	defer t.LeaveLight()
	bases, err := abstractBases(t, c, "")
	if err != nil {
		return false, err
	}
	for _, b := range bases.Items {
		if is, err := abstractSubclass(t, b, cls); is || err != nil {
			return is, err
		}
	}
	return false, nil
}

func isInstanceReal(t *Thread, o Object, tp *Type) (bool, error) {
	if o.Type().IsSubtype(tp) {
		return true, nil
	}
	if o.Type().Flags&PlainGetAttr != 0 && o.Type().Lookup(strClass) == ObjectType.Dict.GetStr(strClass) {
		return false, nil
	}
	c, err := GetAttrOpt(t, o, strClass)
	if err != nil || c == nil {
		return false, err
	}
	ct, ok := c.(*Type)
	return ok && ct.IsSubtype(tp), nil
}

// IsSubclassOf is issubclass(c, cls).
func IsSubclassOf(t *Thread, c, cls Object) (bool, error) {
	if tp, ok := cls.(*Type); ok && tp.Type() == TypeType {
		ct, ok := c.(*Type)
		if !ok {
			if _, err := abstractBases(t, c, "issubclass() arg 1 must be a class"); err != nil {
				return false, err
			}
			return abstractSubclass(t, c, cls)
		}
		return ct.IsSubtype(tp), nil
	}
	if tu, ok := AsTuple(cls); ok {
		if err := t.EnterLight(" in __subclasscheck__"); err != nil {
			return false, err
		}
		defer t.LeaveLight()
		for _, x := range tu.Items {
			is, err := IsSubclassOf(t, c, x)
			if is || err != nil {
				return is, err
			}
		}
		return false, nil
	}
	if f, unbound, err := lookupSpecial(t, cls, strSubclassCheck); err != nil {
		return false, err
	} else if f != nil {
		args := []Object{c}
		if unbound {
			args = []Object{cls, c}
		}
		r, err := Call(t, f, args, nil)
		if err != nil {
			return false, err
		}
		return Truth(t, r)
	}
	if _, err := abstractBases(t, c, "issubclass() arg 1 must be a class"); err != nil {
		return false, err
	}
	if _, err := abstractBases(t, cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union"); err != nil {
		return false, err
	}
	return abstractSubclass(t, c, cls)
}
