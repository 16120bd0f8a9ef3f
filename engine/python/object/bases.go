package object

// What may change about a class after it has been made, apart from its attributes: its bases. And who decides about its MRO.

// resolveMRO gives tp's MRO: the C3 linearisation, or what its metaclass's own mro() says.
func (tp *Type) resolveMRO(t *Thread) ([]*Type, error) {
	if err := tp.chargeDepth(t); err != nil {
		return nil, err
	}
	if m, ok := tp.Meta.Lookup(strMro).(*MethodDescr); !ok || m.Owner != TypeType {
		v, err := callSpecial(t, tp, strMro)
		if err != nil {
			return nil, err
		}
		items, err := Collect(t, v)
		if err != nil {
			return nil, err
		}
		mro := make([]*Type, len(items))
		for i, x := range items {
			b, ok := x.(*Type)
			if !ok {
				return nil, TypeErrorf("mro() returned a non-class ('%s')", TypeName(x))
			}
			if !tp.Base.IsSubtype(b.layout()) && b != tp {
				return nil, TypeErrorf("mro() returned base with unsuitable layout ('%s')", b.Name)
			}
			mro[i] = b
		}
		return mro, nil
	}
	mro, err := c3(tp)
	if err != nil {
		return nil, TypeErrorf("%s", err.Error())
	}
	return mro, nil
}

// setBases is an assignment to a class's __bases__.
func setBases(t *Thread, o, v Object) error {
	tp := o.(*Type)
	if tp.Flags&Heap == 0 {
		return TypeErrorf("cannot set '__bases__' attribute of immutable type '%s'", tp.Name)
	}
	if v == nil {
		return TypeErrorf("cannot delete '__bases__' attribute of immutable type '%s'", tp.Name)
	}
	tuple, ok := AsTuple(v)
	if !ok {
		return TypeErrorf("can only assign tuple to %s.__bases__, not %s", tp.Name, TypeName(v))
	}
	if len(tuple.Items) == 0 {
		return TypeErrorf("can only assign non-empty tuple to %s.__bases__, not ()", tp.Name)
	}
	bases := make([]*Type, len(tuple.Items))
	for i, x := range tuple.Items {
		if bases[i], ok = x.(*Type); !ok {
			return TypeErrorf("%s.__bases__ must be tuple of classes, not '%s'", tp.Name, TypeName(x))
		}
		if bases[i].IsSubtype(tp) || bases[i].derives(tp) {
			return TypeErrorf("a __bases__ item causes an inheritance cycle")
		}
	}
	for _, b := range bases {
		if b.Flags&Final != 0 {
			return TypeErrorf("type '%s' is not an acceptable base type", b.Name)
		}
	}
	base, err := bestBase(bases)
	if err != nil {
		return err
	}
	if old := tp.Base; base != old {
		if base.Flags&Heap != old.Flags&Heap || base.Flags&Heap == 0 && !(plainMemory(base) && plainMemory(old)) {
			return TypeErrorf("__bases__ assignment: '%s' deallocator differs from '%s'", base.Name, old.Name)
		}
		if !sameLayout(base, old) {
			return TypeErrorf("__bases__ assignment: '%s' object layout differs from '%s'", base.Name, old.Name)
		}
	}
	if d := duplicate(bases); d != nil {
		return TypeErrorf("duplicate base class %s", d.Name)
	}
	oldBases, oldBase := tp.Bases, tp.Base
	tp.Bases, tp.Base = bases, base
	var changed []changedMRO
	err = tp.renewMRO(t, &changed)
	if &tp.Bases[0] != &bases[0] {
		return err // an mro() has given it other bases again
	}
	if err != nil {
		for _, c := range changed {
			c.tp.MRO = c.old
		}
		tp.Bases, tp.Base = oldBases, oldBase
		return err
	}
	for _, b := range oldBases {
		b.subclasses = withoutType(b.subclasses, tp)
		t.RT.dropSubclass(b, tp)
	}
	for _, b := range bases {
		if b.Flags&Heap != 0 {
			b.subclasses = append(b.subclasses, tp)
		}
		t.RT.addSubclass(b, tp)
	}
	for _, c := range changed {
		c.tp.inheritSlots()
	}
	tp.modified()
	return nil
}

// plainMemory tells the built-in types whose objects CPython's collector does not track.
func plainMemory(tp *Type) bool {
	switch tp {
	case ObjectType, IntType, FloatType, ComplexType, StrType, BytesType:
		return true
	}
	return false
}

func duplicate(bases []*Type) *Type {
	for i, b := range bases {
		for _, c := range bases[:i] {
			if b == c {
				return b
			}
		}
	}
	return nil
}

type changedMRO struct {
	tp  *Type
	old []*Type
}

// renewMRO works out the MRO of tp and of all that derive from it, and keeps the old ones in changed.
func (tp *Type) renewMRO(t *Thread, changed *[]changedMRO) error {
	mro, err := tp.resolveMRO(t)
	if err != nil {
		return err
	}
	*changed = append(*changed, changedMRO{tp, tp.MRO})
	tp.MRO = mro
	for _, s := range tp.subclasses {
		if err := s.renewMRO(t, changed); err != nil {
			return err
		}
	}
	return nil
}

// sameLayout tells whether instances of a and b look alike: the same native part, the same slots, and both or neither with a __dict__.
func sameLayout(a, b *Type) bool {
	if a.nslots != b.nslots || (a.Flags^b.Flags)&NoDict != 0 || a.nativeBase() != b.nativeBase() {
		return false
	}
	x, y := a.slotNames(), b.slotNames()
	for i := range x {
		if x[i] != y[i] {
			return false
		}
	}
	return true
}

// nativeBase is the native type that made tp's instances what they are in Go.
func (tp *Type) nativeBase() *Type {
	for tp.Flags&Heap != 0 {
		tp = tp.Base
	}
	return tp
}

// slotNames are the names of the instances' slots, in their order.
func (tp *Type) slotNames() []string {
	names := make([]string, tp.nslots)
	for c := tp; c != nil && c.nslots > 0; c = c.Base {
		for _, k := range c.Dict.Keys() {
			if m, ok := c.Dict.GetStr(k.(*Str)).(*MemberDescr); ok && m.Owner == c && m.index < len(names) {
				names[m.index] = m.Name
			}
		}
	}
	return names
}

func withoutType(ts []*Type, tp *Type) []*Type {
	var out []*Type
	for _, x := range ts {
		if x != tp {
			out = append(out, x)
		}
	}
	return out
}

func (rt *Runtime) dropSubclass(base, sub *Type) {
	m := rt.State(subclassKey{}, func() any { return map[*Type][]*Type{} }).(map[*Type][]*Type)
	m[base] = withoutType(m[base], sub)
}

// The bits of a class's __flags__, as CPython's Py_TPFLAGS_.
const (
	flagHeap      = 1 << 9
	flagBase      = 1 << 10
	flagReady     = 1 << 12
	flagAbstract  = 1 << 20
	flagSubclass0 = 24 // int, list, tuple, bytes, str, dict, exceptions, classes
)

// typeFlags is type.__flags__.
func typeFlags(t *Thread, o Object) (Object, error) {
	tp := o.(*Type)
	n := flagReady
	if tp.Flags&Heap != 0 {
		n |= flagHeap
	}
	if tp.Flags&Final == 0 {
		n |= flagBase
	}
	if tp.Flags&Abstract != 0 {
		n |= flagAbstract
	}
	for i, b := range []*Type{IntType, ListType, TupleType, BytesType, StrType, DictType, BaseExceptionType, TypeType} {
		if tp.IsSubtype(b) {
			n |= 1 << (flagSubclass0 + i)
		}
	}
	return Int(n), nil
}

// chargeDepth charges for a class far down: its slots are looked up along all that is above it.
func (tp *Type) chargeDepth(t *Thread) error {
	n := 0
	for _, b := range tp.Bases {
		n += len(b.MRO)
	}
	if n < 100 {
		return nil
	}
	if err := t.Alloc(int64(n) * 8); err != nil {
		return err
	}
	return t.Work(n * 200)
}
