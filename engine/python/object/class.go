package object

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/internal/order"
)

// The types `type` and `object`, and the making of classes.

func init() {
	ObjectType.Define(Spec{
		Doc: "The base class of all classes.",
		Slots: Slots{
			New: objectNew, Init: objectInit, Repr: objectRepr, Str: Repr,
			Hash:        func(t *Thread, o Object) (int64, error) { return HashPointer(t, o), nil },
			RichCompare: objectCompare, GetAttr: GenericGetAttr, SetAttr: GenericSetAttr,
			Format: objectFormat,
		},
		GetSets: []GetSet{
			{Name: "__class__", Get: func(t *Thread, o Object) (Object, error) { return o.Type(), nil }, Deletes: true, Set: setClass},
		},
		Methods: append(reduceMethods(), []Method{
			{Name: "__init_subclass__", Class: true, Fn: objectInitSubclass},
			{Name: "__subclasshook__", Class: true, Fn: func(*Thread, []Object, *Kwargs) (Object, error) { return NotImplemented, nil }},
			{Name: "__dir__", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) { return NewList(Strs(Dir(args[0]))), nil }},
		}...),
	})
	TypeType.Define(Spec{
		Slots: Slots{
			New: typeNew, Init: func(*Thread, Object, []Object, *Kwargs) error { return nil }, Call: typeCall, Repr: typeRepr, GetAttr: typeGetAttr, SetAttr: typeSetAttr,
			Binary:  [NumBinaryOps]BinaryFunc{Or: typeOr},
			RBinary: [NumBinaryOps]BinaryFunc{Or: func(t *Thread, a, b Object) (Object, error) { return typeOr(t, b, a) }},
		},
		GetSets: []GetSet{
			{Name: "__name__", Get: typeNameAttr, Deletes: true, Set: func(t *Thread, o, v Object) error { return setTypeName(o.(*Type), "__name__", v) }},
			{Name: "__qualname__", Get: func(t *Thread, o Object) (Object, error) { return NewStr(o.(*Type).Qualname), nil }, Deletes: true, Set: func(t *Thread, o, v Object) error {
				return setTypeName(o.(*Type), "__qualname__", v)
			}},
			{Name: "__module__", Get: typeModule, Deletes: true, Set: setTypeModule},
			{Name: "__mro__", Member: true, Get: func(t *Thread, o Object) (Object, error) { return typesTuple(o.(*Type).MRO), nil }},
			{Name: "__bases__", Get: typeBases, Deletes: true, Set: setBases},
			{Name: "__flags__", Member: true, Get: typeFlags},
			{Name: "__base__", Member: true, Get: typeBase},
			{Name: "__dict__", Get: func(t *Thread, o Object) (Object, error) { return NewMappingProxy(o.(*Type).Dict), nil }},
			{Name: "__doc__", Get: typeDoc, Deletes: true, Set: setTypeDoc},
			{Name: "__annotations__", Get: typeAnnotations, Deletes: true, Set: setTypeAnnotations},
			{Name: "__abstractmethods__", Get: typeAbstractmethods, Deletes: true, Set: setTypeAbstractmethods},
		},
		Methods: []Method{
			{Name: "mro", Fn: typeMro},
			{Name: "__subclasses__", Fn: typeSubclasses},
			{Name: "__instancecheck__", Fn: typeInstancecheck},
			{Name: "__subclasscheck__", Fn: typeSubclasscheck},
			{Name: "__prepare__", Class: true, Fn: func(*Thread, []Object, *Kwargs) (Object, error) { return NewDict(), nil }},
			{Name: "__dir__", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) { return NewList(Strs(Dir(args[0]))), nil }},
		},
	})
}

// objectFormat is ObjectType's Format.
func objectFormat(t *Thread, o Object, spec string) (string, error) {
	if spec != "" {
		return "", TypeErrorf("unsupported format string passed to %s.__format__", TypeName(o))
	}
	return ToStr(t, o)
}

// objectInitSubclass is Object.__init_subclass__().
func objectInitSubclass(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if len(args) > 1 || kw.Len() > 0 {
		return nil, TypeErrorf("%s.__init_subclass__() takes no keyword arguments", args[0].(*Type).Qualname)
	}
	return None, nil
}

// typeNameAttr is Type.__name__.
func typeNameAttr(t *Thread, o Object) (Object, error) {
	tp := o.(*Type)
	if tp.Flags&Heap == 0 { // Name may be dotted there, as messages print it
		return NewStr(tp.Name[strings.LastIndexByte(tp.Name, '.')+1:]), nil
	}
	return NewStr(tp.Name), nil
}

// setTypeModule sets Type.__module__.
func setTypeModule(t *Thread, o, v Object) error {
	if err := checkSpecialSet(o.(*Type), "__module__", v); err != nil {
		return err
	}
	o.(*Type).Dict.SetStr(strModule, v)
	return nil
}

// typeBases is Type.__bases__.
func typeBases(t *Thread, o Object) (Object, error) {
	if o == ObjectType {
		return EmptyTuple, nil
	}
	return typesTuple(o.(*Type).Bases), nil
}

// typeBase is Type.__base__.
func typeBase(t *Thread, o Object) (Object, error) {
	if o == ObjectType {
		return None, nil
	}
	return o.(*Type).Base, nil
}

// typeDoc is Type.__doc__.
func typeDoc(t *Thread, o Object) (Object, error) {
	if o == TypeType { // what is in its dict is this attribute itself
		return NewStr("The class of all classes."), nil
	}
	doc := orNone(o.(*Type).Dict.GetStr(strDoc))
	if get := doc.Type().Slots.DescrGet; get != nil {
		return get(t, doc, nil, o.(*Type))
	}
	return doc, nil
}

// setTypeDoc sets Type.__doc__.
func setTypeDoc(t *Thread, o, v Object) error {
	if err := checkSpecialSet(o.(*Type), "__doc__", v); err != nil {
		return err
	}
	o.(*Type).Dict.SetStr(strDoc, v)
	return nil
}

// typeAnnotations is Type.__annotations__.
func typeAnnotations(t *Thread, o Object) (Object, error) {
	tp := o.(*Type)
	v := tp.Dict.GetName("__annotations__")
	switch {
	case tp.Flags&Heap == 0:
		return nil, AttributeErrorf(o, "__annotations__", "type object '%s' has no attribute '__annotations__'", tp.Name)
	case v == nil:
		v = NewDict()
		tp.Dict.SetName("__annotations__", v)
	}
	return v, nil
}

// setTypeAnnotations sets Type.__annotations__.
func setTypeAnnotations(t *Thread, o, v Object) error {
	tp := o.(*Type)
	if tp.Flags&Heap == 0 {
		return TypeErrorf("cannot set '__annotations__' attribute of immutable type '%s'", tp.Name)
	}
	if v == nil {
		if !tp.Dict.DelStr(Intern("__annotations__")) {
			return AttributeErrorf(o, "__annotations__", "__annotations__")
		}
		return nil
	}
	tp.Dict.SetName("__annotations__", v)
	return nil
}

// typeAbstractmethods is Type.__abstractmethods__.
func typeAbstractmethods(t *Thread, o Object) (Object, error) {
	if v := o.(*Type).Dict.GetName("__abstractmethods__"); v != nil && o != TypeType {
		return v, nil
	}
	return nil, AttributeErrorf(o, "__abstractmethods__", "__abstractmethods__")
}

// setTypeAbstractmethods sets Type.__abstractmethods__.
func setTypeAbstractmethods(t *Thread, o, v Object) error {
	tp := o.(*Type)
	tp.Dict.SetName("__abstractmethods__", orNone(v))
	n, err := Truth(t, orNone(v))
	if tp.Flags &^= Abstract; n {
		tp.Flags |= Abstract
	}
	return err
}

// typeMro is Type.mro().
func typeMro(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs(args[0].(*Type).Qualname+".mro", args[1:], kw, 0, 0); err != nil {
		return nil, err
	}
	mro, err := c3(args[0].(*Type))
	if err != nil {
		return nil, TypeErrorf("%s", err.Error())
	}
	return NewList(typesTuple(mro).Items), nil
}

// typeSubclasses is Type.__subclasses__().
func typeSubclasses(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	tp := args[0].(*Type)
	subs := t.RT.subclassesOf(tp)
	if tp.Flags&Heap == 0 { // only native types have native ones
		subs = append(t.RT.nativeSubclasses(tp), subs...)
	}
	return NewList(typesTuple(subs).Items), nil
}

// typeInstancecheck is Type.__instancecheck__().
func typeInstancecheck(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("__instancecheck__", args[1:], kw, 1, 1); err != nil {
		return nil, err
	}
	b, err := isInstanceReal(t, args[1], args[0].(*Type))
	return NewBool(b), err
}

// typeSubclasscheck is Type.__subclasscheck__().
func typeSubclasscheck(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("__subclasscheck__", args[1:], kw, 1, 1); err != nil {
		return nil, err
	}
	c, ok := args[1].(*Type)
	if !ok {
		return nil, TypeErrorf("issubclass() arg 1 must be a class")
	}
	return NewBool(c.IsSubtype(args[0].(*Type))), nil
}

// checkSpecialSet says which of a class's own attributes may not be set to v, or deleted where v is nil.
func checkSpecialSet(tp *Type, name string, v Object) error {
	if tp.Flags&Heap == 0 {
		return TypeErrorf("cannot set '%s' attribute of immutable type '%s'", name, tp.Name)
	}
	if v == nil {
		return TypeErrorf("cannot delete '%s' attribute of immutable type '%s'", name, tp.Name)
	}
	return nil
}

// setTypeName sets __name__ or __qualname__.
func setTypeName(tp *Type, name string, v Object) error {
	if err := checkSpecialSet(tp, name, v); err != nil {
		return err
	}
	s, ok := AsStr(v)
	switch {
	case !ok:
		return TypeErrorf("can only assign string to %s.%s, not '%s'", tp.Name, name, TypeName(v))
	case name == "__qualname__":
		tp.Qualname = s
	case strings.IndexByte(s, 0) >= 0:
		return ValueErrorf("type name must not contain null characters")
	default:
		tp.Name = s
	}
	return nil
}

type subclassKey struct{}

func (rt *Runtime) subclassesOf(tp *Type) []*Type {
	return rt.State(subclassKey{}, func() any { return map[*Type][]*Type{} }).(map[*Type][]*Type)[tp]
}

func (rt *Runtime) addSubclass(base, sub *Type) {
	m := rt.State(subclassKey{}, func() any { return map[*Type][]*Type{} }).(map[*Type][]*Type)
	m[base] = append(m[base], sub)
}

func typesTuple(ts []*Type) *Tuple {
	items := make([]Object, len(ts))
	for i, x := range ts {
		items[i] = x
	}
	return NewTuple(items...)
}

func typeModule(t *Thread, o Object) (Object, error) {
	tp := o.(*Type)
	if tp.Flags&Heap != 0 {
		return orNone(tp.Dict.GetStr(strModule)), nil
	}
	return NewStr(tp.Module), nil
}

// Dir lists the attribute names that dir(o) gives, sorted.
func Dir(o Object) []string {
	seen := map[string]bool{}
	add := func(d *Dict) {
		for _, k := range d.Keys() {
			if s, ok := AsStr(k); ok {
				seen[s] = true
			}
		}
	}
	tp := o.Type()
	if c, ok := o.(*Type); ok {
		tp = c
	} else if m, ok := o.(*Module); ok {
		tp = nil
		add(m.Dict)
	} else if h, ok := o.(HasDict); ok {
		if d := h.InstDict(false); d != nil {
			add(d)
		}
	} else if m, ok := o.(*BoundMethod); ok {
		add(m.dict())
	}
	if tp != nil {
		for _, b := range tp.MRO {
			add(b.Dict)
		}
	}
	out := make([]string, 0, len(seen))
	for k := range seen {
		out = append(out, k)
	}
	order.Strings(out)
	return out
}

// dict is what the method's function has in its __dict__.
func (m *BoundMethod) dict() *Dict {
	if h, ok := m.Func.(HasDict); ok {
		if d := h.InstDict(false); d != nil {
			return d
		}
	}
	return NewDict()
}

func objectNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	if len(args) > 0 || kw.Len() > 0 {
		init := cls.Lookup(strInit)
		w, plainInit := init.(*SlotWrapper)
		plainInit = plainInit && w.Owner == ObjectType
		if nw, ok := cls.Lookup(strNew).(*NewWrapper); !ok || nw.owner != ObjectType {
			return nil, TypeErrorf("object.__new__() takes exactly one argument (the type to instantiate)")
		}
		if plainInit {
			return nil, TypeErrorf("%s() takes no arguments", cls.Name)
		}
	}
	if cls.Flags&Abstract != 0 {
		return nil, abstractError(t, cls)
	}
	in := NewInstance(cls, nil)
	if cls.Flags&HasDel != 0 {
		t.NoticeEnd(in)
	}
	return in, nil
}

func abstractError(t *Thread, cls *Type) error {
	items, err := Collect(t, orNone(cls.Dict.GetName("__abstractmethods__")))
	if err != nil {
		return err
	}
	var names []string
	for _, x := range items {
		if s, ok := AsStr(x); ok {
			names = append(names, s)
		}
	}
	order.Strings(names)
	return TypeErrorf("Can't instantiate abstract class %s with abstract method%s %s", cls.Name, plural(len(names)), strings.Join(names, ", "))
}

func objectInit(t *Thread, o Object, args []Object, kw *Kwargs) error {
	if len(args) > 0 || kw.Len() > 0 {
		cls := o.Type()
		if cls == StrType || cls == IntType {
			return nil // the usual ones: nobody can have replaced their __new__
		}
		if w, ok := cls.Lookup(strInit).(*SlotWrapper); !ok || w.Owner != ObjectType {
			return TypeErrorf("object.__init__() takes exactly one argument (the instance to initialize)")
		}
		if w, ok := cls.Lookup(strNew).(*NewWrapper); ok && w.owner == ObjectType {
			return TypeErrorf("%s.__init__() takes exactly one argument (the instance to initialize)", cls.Name)
		}
	}
	return nil
}

func objectRepr(t *Thread, o Object) (string, error) {
	tp := o.Type()
	name := tp.Qualname
	if m := tp.ModuleName(); m != "" && m != "builtins" {
		name = m + "." + name
	}
	return "<" + name + " object at " + Address(t, o) + ">", nil
}

// Address is id(o) as reprs print it.
func Address(t *Thread, o Object) string {
	const hex = "0123456789abcdef"
	n := t.RT.ID(o)
	var b []byte
	for ; n > 0; n >>= 4 {
		b = append([]byte{hex[n&15]}, b...)
	}
	return "0x" + string(b)
}

func objectCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	switch op {
	case EQ:
		if Is(a, b) {
			return True, nil
		}
	case NE:
		// != is the inverse of == unless == does not know either.
		r, err := a.Type().Slots.RichCompare(t, a, b, EQ)
		if err != nil || r == NotImplemented {
			return r, err
		}
		eq, err := Truth(t, r)
		return NewBool(!eq), err
	}
	return NotImplemented, nil
}

func setClass(t *Thread, o, v Object) error {
	in, ok := o.(*Instance)
	cls, isType := v.(*Type)
	if v == nil {
		return TypeErrorf("can't delete __class__ attribute")
	}
	if !isType {
		return TypeErrorf("__class__ must be set to a class, not '%s' object", TypeName(v))
	}
	if m, isModule := o.(*Module); isModule && cls.IsSubtype(ModuleType) {
		m.Class = cls
		return nil
	}
	if !ok || cls.Flags&Heap == 0 {
		return TypeErrorf("__class__ assignment only supported for mutable types or ModuleType subclasses")
	}
	if !sameLayout(cls, in.Class) {
		return TypeErrorf("__class__ assignment: '%s' object layout differs from '%s'", cls.Name, in.Class.Name)
	}
	in.Class = cls
	return nil
}

func typeRepr(t *Thread, o Object) (string, error) {
	tp := o.(*Type)
	name := tp.Qualname
	if m := tp.ModuleName(); m != "" && m != "builtins" {
		name = m + "." + name
	}
	return "<class '" + name + "'>", nil
}

// typeCall is calling a class: __new__, then __init__ when the result is an instance of the class.
func typeCall(t *Thread, self Object, args []Object, kw *Kwargs) (Object, error) {
	tp := self.(*Type)
	if tp == TypeType && len(args) == 1 && kw.Len() == 0 {
		return args[0].Type(), nil
	}
	if tp.Slots.New == nil {
		return nil, TypeErrorf("cannot create '%s' instances", tp.String())
	}
	if err := t.EnterNative(""); err != nil {
		return nil, err
	}
	defer t.LeaveNative()
	o, err := tp.Slots.New(t, tp, args, kw)
	if err != nil {
		return nil, err
	}
	ot := o.Type()
	if !ot.IsSubtype(tp) || ot.Slots.Init == nil {
		return o, nil
	}
	return o, ot.Slots.Init(t, o, args, kw)
}

// typeNew is type.__new__(meta, name, bases, namespace, **kwargs).
func typeNew(t *Thread, meta *Type, args []Object, kw *Kwargs) (Object, error) {
	if len(args) != 3 {
		if meta == TypeType {
			return nil, TypeErrorf("type() takes 1 or 3 arguments")
		}
		return nil, TypeErrorf("type.__new__() takes exactly 3 arguments (%d given)", len(args))
	}
	name, ok := AsStr(args[0])
	if !ok {
		return nil, TypeErrorf("type.__new__() argument 1 must be str, not %s", ArgTypeName(args[0]))
	}
	bases, ok := AsTuple(args[1])
	if !ok {
		return nil, TypeErrorf("type.__new__() argument 2 must be tuple, not %s", ArgTypeName(args[1]))
	}
	ns, ok := AsDict(args[2])
	if !ok {
		return nil, TypeErrorf("type.__new__() argument 3 must be dict, not %s", ArgTypeName(args[2]))
	}
	for _, b := range bases.Items {
		if _, ok := b.(*Type); ok {
			continue
		}
		if f, err := GetAttrOpt(t, b, strMroEntries); err != nil {
			return nil, err
		} else if f != nil {
			return nil, TypeErrorf("type() doesn't support MRO entry resolution; use types.new_class()")
		}
	}
	return NewClass(t, meta, name, bases.Items, ns, kw)
}

// CalculateMeta is the most derived metaclass of meta and the bases'.
func CalculateMeta(meta *Type, bases []Object) (*Type, error) {
	winner := meta
	for _, b := range bases {
		bm := b.Type()
		if winner.IsSubtype(bm) {
			continue
		}
		if bm.IsSubtype(winner) {
			winner = bm
			continue
		}
		return nil, TypeErrorf("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
	}
	return winner, nil
}

// NewClass makes a class: type.__new__ with its hooks (__set_name__, __init_subclass__, __classcell__, __slots__). ns is copied.
func NewClass(t *Thread, meta *Type, name string, bases []Object, ns *Dict, kw *Kwargs) (*Type, error) {
	winner, err := CalculateMeta(meta, bases)
	if err != nil {
		return nil, err
	}
	var bts []*Type
	for _, b := range bases {
		bt, ok := b.(*Type)
		if !ok {
			return nil, TypeErrorf("bases must be types")
		}
		if bt.Flags&Final != 0 {
			return nil, TypeErrorf("type '%s' is not an acceptable base type", bt.Name)
		}
		bts = append(bts, bt)
	}
	if len(bts) == 0 {
		bts = []*Type{ObjectType}
	}
	if winner != meta && winner.Slots.New != nil {
		if w, ok := winner.Lookup(strNew).(*NewWrapper); !ok || w.owner != TypeType {
			v, err := winner.Slots.New(t, winner, []Object{NewStr(name), NewTuple(bases...), ns}, kw)
			if err != nil {
				return nil, err
			}
			if tp, ok := v.(*Type); ok {
				return tp, nil
			}
			return nil, TypeErrorf("metaclass returned a '%s', not a class", TypeName(v))
		}
		meta = winner
	}
	tp := &Type{Name: name, Qualname: name, Meta: meta, Bases: bts, Dict: ns.Copy(), Flags: Heap, defined: true}
	if b := duplicate(bts); b != nil {
		return nil, TypeErrorf("duplicate base class %s", b.Name)
	}
	if tp.Base, err = bestBase(bts); err != nil {
		return nil, err
	}
	if tp.MRO, err = tp.resolveMRO(t); err != nil {
		return nil, err
	}
	d := tp.Dict
	if q := d.GetStr(strQualname); q != nil {
		s, ok := AsStr(q)
		if !ok {
			return nil, TypeErrorf("type __qualname__ must be a str, not %s", TypeName(q))
		}
		tp.Qualname = s
		d.DelStr(strQualname)
	}
	if strings.IndexByte(name, 0) >= 0 {
		return nil, ValueErrorf("type name must not contain null characters")
	}
	if d.GetStr(strModule) == nil {
		if t.Frame != nil {
			if m := t.Frame.Globals().GetStr(strName); m != nil {
				d.SetStr(strModule, m)
			}
		}
	}
	for _, special := range []*Str{strInitSubclass, strClassGetitem} {
		if f := d.GetStr(special); f != nil && f.Type().Flags&MethodLike != 0 {
			d.SetStr(special, &ClassMethod{Func: f})
		}
	}
	if f := d.GetStr(strNew); f != nil && f.Type().Flags&MethodLike != 0 {
		d.SetStr(strNew, &StaticMethod{Func: f})
	}
	if d.GetStr(strEq) != nil && d.GetStr(strHash) == nil {
		d.SetStr(strHash, None)
	}
	cell := d.GetStr(strClassCell)
	if cell != nil {
		d.DelStr(strClassCell)
	}
	tp.nslots = tp.Base.nslots
	if err := tp.addSlots(t); err != nil {
		return nil, err
	}
	if tp.Flags&NoDict == 0 && tp.lookupSlow(strDict) == nil {
		d.SetStr(strDict, &GetSetDescr{Name: "__dict__", Owner: tp, Get: instanceDict, Set: setInstanceDict, deletes: true})
	}
	if tp.Flags&NoDict == 0 && tp.lookupSlow(strWeakref) == nil && !sizedByLength(tp.nativeBase()) && d.GetStr(strSlots) == nil {
		d.SetStr(strWeakref, newWeakrefDescr(tp))
	}
	if d.GetStr(strDoc) == nil {
		d.SetStr(strDoc, None)
	}
	tp.inheritSlots()
	tp.version = 1
	tp.ready = true
	for _, b := range bts {
		if b.Flags&Heap != 0 {
			b.subclasses = append(b.subclasses, tp)
		}
		t.RT.addSubclass(b, tp)
	}
	// For descriptors that cache by name: every base must be told too, hence not only direct ones.
	if cell != nil {
		c, ok := cell.(interface{ SetCell(Object) })
		if !ok {
			return nil, TypeErrorf("type.__new__ __classcell__ must be a nonlocal cell, not %s", TypeName(cell))
		}
		c.SetCell(tp)
	}
	for pos, k, v, ok := 0, Object(nil), Object(nil), true; ; {
		if k, v, pos, ok = ns.Next(pos); !ok {
			break
		}
		if vt := v.Type(); vt.Lookup(strSetName) != nil {
			if _, err := callSpecial(t, v, strSetName, tp, k); err != nil {
				if e := AsException(err); e != nil {
					ks, _ := Repr(t, k)
					w := Errorf(RuntimeErrorType, "Error calling __set_name__ on '%s' instance %s in '%s'", vt.Name, ks, name)
					w.Cause, w.Context = e, e
					return nil, w
				}
				return nil, err
			}
		}
	}
	if err := callInitSubclass(t, tp, kw); err != nil {
		return nil, err
	}
	return tp, nil
}

func callInitSubclass(t *Thread, tp *Type, kw *Kwargs) error {
	for _, b := range tp.MRO[1:] {
		v := b.Dict.GetStr(strInitSubclass)
		if v == nil {
			continue
		}
		if b == ObjectType && kw.Len() == 0 {
			return nil
		}
		fn := v
		if get := v.Type().Slots.DescrGet; get != nil {
			var err error
			if fn, err = get(t, v, nil, tp); err != nil {
				return err
			}
		}
		_, err := Call(t, fn, nil, kw)
		return err
	}
	return nil
}

// layout is the native type that decides what tp's instances are in Go.
func (tp *Type) layout() *Type {
	for tp != ObjectType {
		if tp.Flags&Mixin != 0 {
			if best, err := bestBase(tp.Bases); err == nil {
				return best.layout()
			}
		}
		if tp.Flags&Heap == 0 && tp.own.New != nil {
			return tp
		}
		if tp.nslots > tp.Base.nslots {
			return tp
		}
		tp = tp.Base
	}
	return tp
}

func bestBase(bases []*Type) (*Type, error) {
	best := bases[0]
	for _, b := range bases[1:] {
		l, c := best.layout(), b.layout()
		switch {
		case l.IsSubtype(c):
		case c.IsSubtype(l):
			best = b
		default:
			return nil, TypeErrorf("multiple bases have instance lay-out conflict")
		}
	}
	return best, nil
}

// DictAttr is __dict__ for native types whose Python counterparts have it: what instances have beside the values that Go keeps.
func DictAttr() GetSet {
	return GetSet{Name: "__dict__", Get: instanceDict, Set: setInstanceDict, Deletes: true}
}

func instanceDict(t *Thread, o Object) (Object, error) {
	if h, ok := o.(HasDict); ok {
		if d := h.InstDict(true); d != nil {
			return d, nil
		}
	}
	return nil, AttributeErrorf(o, "__dict__", "'%s' object has no attribute '__dict__'", TypeName(o))
}

func setInstanceDict(t *Thread, o, v Object) error {
	in, ok := o.(*Instance)
	if !ok {
		return TypeErrorf("cannot delete __dict__")
	}
	if v == nil {
		in.Dict = nil
		return nil
	}
	d, ok := AsDict(v)
	if !ok {
		return TypeErrorf("__dict__ must be set to a dictionary, not a '%s'", TypeName(v))
	}
	in.Dict = d
	return nil
}

// addSlots handles __slots__.
func (tp *Type) addSlots(t *Thread) error {
	decl := tp.Dict.GetStr(strSlots)
	if decl == nil {
		return nil
	}
	var names []Object
	if s, ok := AsStr(decl); ok {
		names = []Object{NewStr(s)}
	} else {
		var err error
		if names, err = Collect(t, decl); err != nil {
			return err
		}
	}
	// A base with a __dict__ has it already; so with __weakref__.
	mayDict, mayWeakref := true, true
	for _, b := range tp.Bases {
		if b != ObjectType && b.Flags&NoDict == 0 && (b.Flags&Heap != 0 || b.IsSubtype(BaseExceptionType)) {
			mayDict = false
		}
		if b.Lookup(strWeakref) != nil {
			mayWeakref = false
		}
	}
	if len(names) > 0 && sizedByLength(tp.nativeBase()) {
		return TypeErrorf("nonempty __slots__ not supported for subtype of '%s'", tp.Base.Name)
	}
	noDict := mayDict
	var members []string
	for _, n := range names {
		s, ok := AsStr(n)
		if !ok {
			return TypeErrorf("__slots__ items must be strings, not '%s'", TypeName(n))
		}
		if !IsIdentifier(s) {
			return TypeErrorf("__slots__ must be identifiers")
		}
		switch s {
		case "__dict__":
			if !mayDict {
				return TypeErrorf("__dict__ slot disallowed: we already got one")
			}
			mayDict, noDict = false, false
			continue
		case "__weakref__":
			if !mayWeakref {
				return TypeErrorf("__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0")
			}
			mayWeakref = false
			tp.Dict.SetStr(strWeakref, newWeakrefDescr(tp))
			continue
		}
		if strings.HasPrefix(s, "__") && !strings.HasSuffix(s, "__") {
			s = "_" + strings.TrimLeft(tp.Name, "_") + s
		}
		if v := tp.Dict.GetStr(Intern(s)); v != nil && s != "__qualname__" {
			return ValueErrorf("'%s' in __slots__ conflicts with class variable", s)
		}
		members = append(members, s)
	}
	order.Strings(members)
	for _, s := range members {
		tp.Dict.SetStr(Intern(s), &MemberDescr{Name: s, Owner: tp, index: tp.nslots})
		tp.nslots++
	}
	if noDict {
		tp.Flags |= NoDict
	}
	return nil
}

// sizedByLength tells whether instances of a native type vary in size in CPython, so that there is no place for slots behind them.
func sizedByLength(tp *Type) bool {
	return tp == IntType || tp == TupleType || tp == BytesType || tp == TypeType
}

func newWeakrefDescr(tp *Type) *GetSetDescr {
	return &GetSetDescr{Name: "__weakref__", Owner: tp, Get: firstWeakref}
}

// firstWeakref is an object's __weakref__: the first of the weak references to it, which the module weakref knows.
func firstWeakref(t *Thread, o Object) (Object, error) {
	m, ok := t.RT.Modules.GetName("weakref").(*Module)
	if !ok {
		return None, nil
	}
	refs, err := GetAttr(t, m, Intern("getweakrefs"))
	if err != nil {
		return nil, err
	}
	found, err := Call(t, refs, []Object{o}, nil)
	if err != nil {
		return nil, err
	}
	if list, ok := found.(*List); ok && len(list.Items) > 0 {
		return list.Items[0], nil
	}
	return None, nil
}
