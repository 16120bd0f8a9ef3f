package object

import "strings"

// Slots are a type's behaviour as Go functions. A nil slot means that the type does not have the
// operation. Functions get self (and may assume that it is an instance of the type).
type Slots struct {
	// New is __new__: args do not include cls. Init is __init__: args do not include self.
	New  func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error)
	Init func(t *Thread, self Object, args []Object, kw *Kwargs) error
	Call func(t *Thread, self Object, args []Object, kw *Kwargs) (Object, error)

	Repr   func(t *Thread, self Object) (string, error)
	Str    func(t *Thread, self Object) (string, error)
	Format func(t *Thread, self Object, spec string) (string, error)
	Hash   func(t *Thread, self Object) (int64, error) // nil with Unhashable set: __hash__ = None
	Bool   func(t *Thread, self Object) (bool, error)

	// RichCompare gives NotImplemented for operands it does not know.
	RichCompare func(t *Thread, self, other Object, op CompareOp) (Object, error)

	GetAttr  func(t *Thread, self Object, name *Str) (Object, error)
	SetAttr  func(t *Thread, self Object, name *Str, v Object) error        // v nil: delete
	DescrGet func(t *Thread, self, obj Object, owner *Type) (Object, error) // obj nil: through the class
	DescrSet func(t *Thread, self, obj, v Object) error                     // v nil: delete

	Iter func(t *Thread, self Object) (Object, error)
	Next func(t *Thread, self Object) (Object, error) // nil, nil at the end: cheaper than StopIteration

	Len      func(t *Thread, self Object) (int, error)
	GetItem  func(t *Thread, self, key Object) (Object, error)
	SetItem  func(t *Thread, self, key, v Object) error // v nil: delete
	Contains func(t *Thread, self, v Object) (bool, error)
	// Concat and Repeat are sequences' + and *, tried when no number slot answers; they raise their own errors.
	Concat        func(t *Thread, self, other Object) (Object, error)
	Repeat        func(t *Thread, self Object, n int) (Object, error)
	InPlaceConcat func(t *Thread, self, other Object) (Object, error)
	InPlaceRepeat func(t *Thread, self Object, n int) (Object, error)

	// Binary[op](self, other) is __op__, RBinary __rop__, InPlace __iop__. All may give NotImplemented.
	Binary  [NumBinaryOps]BinaryFunc
	RBinary [NumBinaryOps]BinaryFunc
	InPlace [NumBinaryOps]BinaryFunc
	Neg     UnaryFunc
	Pos     UnaryFunc
	Abs     UnaryFunc
	Invert  UnaryFunc
	Int     UnaryFunc // __int__
	Float   UnaryFunc // __float__
	Index   UnaryFunc // __index__

	Await UnaryFunc // __await__: gives the iterator
	AIter UnaryFunc
	ANext UnaryFunc

	Unhashable bool // __hash__ is None
}

// BinaryFunc and UnaryFunc are the shapes of number slots.
type (
	BinaryFunc func(t *Thread, self, other Object) (Object, error)
	UnaryFunc  func(t *Thread, self Object) (Object, error)
)

// CompareOp is a comparison operator.
type CompareOp uint8

// In CPython's order.
const (
	LT CompareOp = iota
	LE
	EQ
	NE
	GT
	GE
)

// String is the operator's symbol.
func (op CompareOp) String() string { return [...]string{"<", "<=", "==", "!=", ">", ">="}[op] }

// Swapped is the operator for exchanged operands.
func (op CompareOp) Swapped() CompareOp { return [...]CompareOp{GT, GE, EQ, NE, LT, LE}[op] }

// BinOp is a binary operator.
type BinOp uint8

// The binary operators.
const (
	Add BinOp = iota
	Sub
	Mul
	MatMul
	TrueDiv
	FloorDiv
	Mod
	Pow
	LShift
	RShift
	And
	Or
	Xor
	DivMod
	NumBinaryOps = iota
)

var binOpNames = [NumBinaryOps]string{"add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor", "divmod"}
var binOpSymbols = [NumBinaryOps]string{"+", "-", "*", "@", "/", "//", "%", "** or pow()", "<<", ">>", "&", "|", "^", "divmod()"}

// String is the operator's symbol as TypeError messages write it.
func (op BinOp) String() string { return binOpSymbols[op] }

// slotDef ties dunder names to slots.
type slotDef struct {
	name *Str
	has  func(*Slots) bool
	// wrap calls the slot as the dunder method would be called; args[0] is self.
	wrap  func(s *Slots, t *Thread, args []Object, kw *Kwargs) (Object, error)
	group *slotGroup
}

// slotGroup is one slot and its dunder names: RichCompare has six, SetAttr two, most have one. A slot is taken over
// from a base only as a whole: where its names come from different classes, the dynamic one is used.
type slotGroup struct {
	defs []*slotDef
	copy func(dst, src *Slots)
	// dynamic makes a slot that calls the Python methods found at call time; nil: the slot has no dynamic form
	// (Concat: a Python __add__ fills Binary[Add]).
	dynamic func(dst *Slots)
}

var slotGroups []*slotGroup
var slotNames = map[*Str]bool{}

type slotWrap = func(s *Slots, t *Thread, args []Object, kw *Kwargs) (Object, error)

func defSlot(has func(*Slots) bool, cp func(dst, src *Slots), dynamic func(*Slots), names []string, wraps ...slotWrap) {
	g := &slotGroup{copy: cp, dynamic: dynamic}
	for i, n := range names {
		d := &slotDef{name: Intern(n), has: has, wrap: wraps[i], group: g}
		g.defs = append(g.defs, d)
		slotNames[d.name] = true
	}
	slotGroups = append(slotGroups, g)
}

// SlotWrapper is the dunder method of a native slot (CPython's wrapper_descriptor).
type SlotWrapper struct {
	def   *slotDef
	Owner *Type
}

// SlotWrapperType is the class of SlotWrapper.
var SlotWrapperType = Declare("wrapper_descriptor", "builtins")

func (*SlotWrapper) Type() *Type { return SlotWrapperType }

// Name is the dunder name.
func (w *SlotWrapper) Name() string { return w.def.name.s }

func (w *SlotWrapper) call(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if len(args) == 0 {
		return nil, TypeErrorf("descriptor '%s' of '%s' object needs an argument", w.def.name.s, w.Owner.CName())
	}
	if !IsInstance(args[0], w.Owner) {
		if w.alsoMethod() {
			return nil, TypeErrorf("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", w.def.name.s, w.Owner.CName(), TypeName(args[0]))
		}
		return nil, TypeErrorf("descriptor '%s' requires a '%s' object but received a '%s'", w.def.name.s, w.Owner.CName(), TypeName(args[0]))
	}
	return w.def.wrap(&w.Owner.own, t, args, kw)
}

// alsoMethod says whether CPython has a method of this name beside the slot, for speed.
func (w *SlotWrapper) alsoMethod() bool {
	switch w.def.name.s {
	case "__getitem__":
		return w.Owner == ListType || w.Owner == DictType
	case "__contains__":
		return w.Owner == DictType || w.Owner == SetType || w.Owner == FrozenSetType
	}
	return false
}

// addSlotWrappers puts dunder methods for a native type's own slots into its dict.
func (tp *Type) addSlotWrappers() {
	for _, g := range slotGroups {
		for _, d := range g.defs {
			if d.has(&tp.own) && tp.Dict.GetStr(d.name) == nil {
				tp.Dict.SetStr(d.name, &SlotWrapper{d, tp})
			}
		}
	}
	if tp.own.New != nil && tp.Dict.GetStr(strNew) == nil {
		tp.Dict.SetStr(strNew, newNewWrapper(tp))
	}
	if tp.own.Unhashable {
		tp.Dict.SetStr(strHash, None)
	} else if tp.own.RichCompare != nil && tp.own.Hash == nil && tp != ObjectType && tp.Dict.GetStr(strHash) == nil {
		tp.Dict.SetStr(strHash, None)
	}
}

// inheritSlots resolves every slot along the MRO, for native types and classes alike.
func (tp *Type) inheritSlots() {
	var s Slots
	for _, g := range slotGroups {
		tp.resolveSlot(g, &s)
	}
	tp.Slots = s
	tp.resolveNew()
	tp.resolvePlain()
}

// inheritFromBase is inheritSlots for a native type with one base, whose slots differ from the base's only in its own. It is what most of a start's
// three hundred types are, and looking up some eighty names for each of them along its bases was a fifth of the start. It does nothing and gives
// false when another kind of member has the name of a slot.
func (tp *Type) inheritFromBase() bool {
	if len(tp.Bases) != 1 {
		return false
	}
	s, own := tp.Bases[0].Slots, &tp.own
	unhashable := own.Unhashable || own.Hash == nil && own.RichCompare != nil
	for _, e := range tp.Dict.entries {
		if name, ok := e.key.(*Str); ok && strings.HasPrefix(name.s, "__") && slotNames[name] {
			w, ok := e.val.(*SlotWrapper)
			if (!ok || w.Owner != tp) && !(name == strHash && e.val == None && unhashable) {
				return false
			}
		}
	}
	for _, g := range slotGroups {
		if g.defs[0].has(own) {
			g.copy(&s, own)
		}
	}
	if unhashable {
		s.Hash, s.Unhashable = nil, true
	} else if own.Hash != nil {
		s.Unhashable = false
	}
	tp.Slots = s
	tp.resolveNew()
	tp.resolvePlain()
	return true
}

func (tp *Type) resolveSlot(g *slotGroup, s *Slots) {
	var owner *Type
	dynamic := false
	for _, d := range g.defs {
		v := tp.lookupSlow(d.name)
		if v == nil {
			continue
		}
		if v == None && d.name == strHash {
			s.Unhashable = true
			return
		}
		w, ok := v.(*SlotWrapper)
		switch {
		case !ok:
			dynamic = true
		case w.def.name != d.name: // another dunder method under this name: __str__ = int.__repr__
			dynamic = true
		case w.def.group != g: // the same name for another slot: list's __add__ is Concat, not Binary[Add]
		case !tp.IsSubtype(w.Owner): // another type's method, which says so when it is called: __eq__ = str.__eq__ in a list
			dynamic = true
		case owner == nil:
			owner = w.Owner
		case owner != w.Owner:
			dynamic = true
		}
	}
	if dynamic {
		if g.dynamic != nil {
			g.dynamic(s)
		}
	} else if owner != nil {
		g.copy(s, &owner.own)
	}
}

// updateSlots is called when the class attribute name has changed.
func (tp *Type) updateSlots(name *Str) {
	if len(name.s) > 4 && name.s[0] == '_' && name.s[1] == '_' {
		if name = Intern(name.s); slotNames[name] || name == strDel || name == strNew || name == strGetattr {
			tp.inheritSlots()
			for _, sub := range tp.subclasses {
				sub.updateSlots(name)
			}
		}
	}
}

func (tp *Type) resolveNew() {
	for _, b := range tp.MRO {
		v := b.Dict.GetStr(strNew)
		if v == nil {
			continue
		}
		if w, ok := v.(*NewWrapper); ok {
			tp.Slots.New = w.owner.own.New
			if w.owner.Flags&Mixin != 0 && tp.Flags&Heap != 0 {
				if l := tp.layout(); l != w.owner.layout() && l.Flags&Heap == 0 { // another base's instances hold more
					tp.Slots.New = l.own.New
				}
			}
			tp.Flags &^= PlainNew
			if w.owner == ObjectType && tp.Flags&(Final|Heap) == Final {
				tp.Slots.New = nil // iterators, views …: object.__new__ would make something else of them
				return
			}
			if w.owner == ObjectType {
				tp.Flags |= PlainNew
			}
			return
		}
		tp.Slots.New = dynamicNew
		tp.Flags &^= PlainNew
		return
	}
}

func (tp *Type) resolvePlain() {
	tp.Flags &^= PlainGetAttr | PlainSetAttr | HasDel
	if tp.lookupSlow(strDel) != nil {
		tp.Flags |= HasDel
	}
	if w, ok := tp.lookupSlow(strGetattribute).(*SlotWrapper); ok && w.Owner == ObjectType && tp.lookupSlow(strGetattr) == nil {
		tp.Flags |= PlainGetAttr
	}
	w1, ok1 := tp.lookupSlow(strSetattr).(*SlotWrapper)
	w2, ok2 := tp.lookupSlow(strDelattr).(*SlotWrapper)
	if ok1 && ok2 && w1.Owner == ObjectType && w2.Owner == ObjectType {
		tp.Flags |= PlainSetAttr
	}
}

func (tp *Type) lookupSlow(name *Str) Object {
	for _, b := range tp.MRO {
		if v := b.Dict.GetStr(name); v != nil {
			return v
		}
	}
	return nil
}

// callSpecial calls a dunder method found on the type, never on the instance.
func callSpecial(t *Thread, self Object, name *Str, args ...Object) (Object, error) {
	fn, unbound, err := lookupSpecial(t, self, name)
	if err != nil {
		return nil, err
	}
	if fn == nil {
		return nil, AttributeErrorf(self, name.s, "'%s' object has no attribute '%s'", TypeName(self), name.s)
	}
	if unbound {
		var buf [4]Object
		buf[0] = self
		n := copy(buf[1:], args)
		return Call(t, fn, append([]Object(nil), buf[:n+1]...), nil)
	}
	return Call(t, fn, args, nil)
}

func lookupSpecial(t *Thread, self Object, name *Str) (fn Object, unbound bool, err error) {
	tp := self.Type()
	v := tp.Lookup(name)
	if v == nil {
		return nil, false, nil
	}
	if v.Type().Flags&MethodLike != 0 {
		return v, true, nil
	}
	if get := v.Type().Slots.DescrGet; get != nil {
		if err := t.EnterLight(""); err != nil {
			return nil, false, err
		}
		v, err = get(t, v, self, tp)
		t.LeaveLight()
		return v, false, err
	}
	return v, false, nil
}

// LookupSpecial finds a dunder method on o's type and binds it; nil when there is none (`with` looks up __enter__ so).
func LookupSpecial(t *Thread, o Object, name string) (Object, error) {
	fn, unbound, err := lookupSpecial(t, o, Intern(name))
	if err != nil || fn == nil {
		return nil, err
	}
	if unbound {
		return &BoundMethod{Func: fn, Self: o}, nil
	}
	return fn, nil
}
