package object

// Slots of classes written in Python: each finds its dunder method on the type when it is called, as CPython's slot_tp_*
// functions do, so that assigning to a class attribute later takes effect.

func dynamicNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	fn := cls.Lookup(strNew)
	if get := fn.Type().Slots.DescrGet; get != nil {
		var err error
		if fn, err = get(t, fn, nil, cls); err != nil {
			return nil, err
		}
	}
	return Call(t, fn, prepend(cls, args), kw)
}

func dynamicInit(t *Thread, self Object, args []Object, kw *Kwargs) error {
	fn, unbound, err := lookupSpecial(t, self, strInit)
	if err != nil {
		return err
	}
	if unbound {
		args = prepend(self, args)
	}
	r, err := Call(t, fn, args, kw)
	if err != nil {
		return err
	}
	if r != None {
		return TypeErrorf("__init__() should return None, not '%s'", TypeName(r))
	}
	return nil
}

var strCall = Intern("__call__")

func dynamicCall(t *Thread, self Object, args []Object, kw *Kwargs) (Object, error) {
	// A __call__ may be such an object itself.
	if err := t.EnterNative(" while calling a Python object"); err != nil {
		return nil, err
	}
	defer t.LeaveNative()
	fn, unbound, err := lookupSpecial(t, self, strCall)
	if err != nil {
		return nil, err
	}
	if unbound {
		args = prepend(self, args)
	}
	return Call(t, fn, args, kw)
}

func dynamicString(name *Str) func(t *Thread, self Object) (string, error) {
	return func(t *Thread, self Object) (string, error) {
		r, err := callSpecial(t, self, name)
		if err != nil {
			return "", err
		}
		s, ok := AsStr(r)
		if !ok {
			return "", TypeErrorf("%s returned non-string (type %s)", name.s, TypeName(r))
		}
		return s, nil
	}
}

// TextObject is str(o) or, with method __repr__, repr(o) where a class of the program's answers: its method's result, which may be of a
// subclass of str. It is nil where a built-in type answers.
func TextObject(t *Thread, o Object, method, doing string) (Object, error) {
	tp := o.Type()
	if tp.Flags&Heap == 0 {
		return nil, nil
	}
	name := Intern(method)
	m := tp.Lookup(name)
	if m != nil && m == ObjectType.Lookup(name) && name.s == "__str__" {
		name = Intern("__repr__")
		m = tp.Lookup(name)
	}
	if _, native := m.(*SlotWrapper); native || m == nil {
		return nil, nil
	}
	if err := t.EnterLight(doing); err != nil {
		return nil, err
	}
	r, err := callSpecial(t, o, name)
	t.LeaveLight()
	if err != nil {
		return nil, err
	}
	if _, ok := AsStr(r); !ok {
		return nil, TypeErrorf("%s returned non-string (type %s)", name.s, TypeName(r))
	}
	return r, nil
}

var strFormat = Intern("__format__")

func dynamicFormat(t *Thread, self Object, spec string) (string, error) {
	r, err := callSpecial(t, self, strFormat, NewStr(spec))
	if err != nil {
		return "", err
	}
	s, ok := AsStr(r)
	if !ok {
		return "", TypeErrorf("__format__ must return a str, not %s", TypeName(r))
	}
	return s, nil
}

func dynamicHash(t *Thread, self Object) (int64, error) {
	r, err := callSpecial(t, self, strHash)
	if err != nil {
		return 0, err
	}
	if n, ok := AsInt(r); ok {
		if n == -1 {
			n = -2
		}
		return n, nil
	}
	if _, ok := AsBig(r); ok {
		return Hash(t, r)
	}
	return 0, TypeErrorf("__hash__ method should return an integer")
}

func dynamicBool(t *Thread, self Object) (bool, error) {
	r, err := callSpecial(t, self, strBool)
	if err != nil {
		return false, err
	}
	b, ok := r.(Bool)
	if !ok {
		return false, TypeErrorf("__bool__ should return bool, returned %s", TypeName(r))
	}
	return bool(b), nil
}

func dynamicLen(t *Thread, self Object) (int, error) {
	r, err := callSpecial(t, self, strLen)
	if err != nil {
		return 0, err
	}
	return lenResult(t, r)
}

func lenResult(t *Thread, r Object) (int, error) {
	if r.Type().Slots.Index == nil {
		return 0, TypeErrorf("'%s' object cannot be interpreted as an integer", TypeName(r))
	}
	b, err := ToIndex(t, r)
	if err != nil {
		return 0, err
	}
	n, ok := AsInt(b)
	if big, _ := AsBig(b); !ok && big.Sign() < 0 {
		n, ok = -1, true
	}
	if !ok {
		return 0, OverflowErrorf("cannot fit 'int' into an index-sized integer")
	}
	if n < 0 {
		return 0, ValueErrorf("__len__() should return >= 0")
	}
	return int(n), nil
}

var compareNames = [...]*Str{Intern("__lt__"), Intern("__le__"), strEq, Intern("__ne__"), Intern("__gt__"), Intern("__ge__")}

func dynamicCompare(t *Thread, self, other Object, op CompareOp) (Object, error) {
	fn, unbound, err := lookupSpecial(t, self, compareNames[op])
	if err != nil && AsException(err) == nil {
		return nil, err
	}
	if err != nil || fn == nil {
		return NotImplemented, nil
	}
	if w, ok := fn.(*SlotWrapper); ok && unbound {
		return w.call(t, []Object{self, other}, nil)
	}
	if unbound {
		return Call(t, fn, []Object{self, other}, nil)
	}
	return Call(t, fn, []Object{other}, nil)
}

// dynamicGetAttr serves classes with __getattribute__ of their own. Those with __getattr__ alone are served by
// GetAttr itself (attr.go).
func dynamicGetAttr(t *Thread, self Object, name *Str) (Object, error) {
	return callSpecial(t, self, strGetattribute, name)
}

func dynamicSetAttr(t *Thread, self Object, name *Str, v Object) error {
	var err error
	if v == nil {
		_, err = callSpecial(t, self, strDelattr, name)
	} else {
		_, err = callSpecial(t, self, strSetattr, name, v)
	}
	return err
}

var (
	strGet        = Intern("__get__")
	strSet        = Intern("__set__")
	strDelete     = Intern("__delete__")
	strNext       = Intern("__next__")
	strSetItem    = Intern("__setitem__")
	strDelItem    = Intern("__delitem__")
	strContains   = Intern("__contains__")
	strMissing    = Intern("__missing__")
	strLengthHint = Intern("__length_hint__")
)

func dynamicDescrGet(t *Thread, self, obj Object, owner *Type) (Object, error) {
	var ow Object = None
	if owner != nil {
		ow = owner
	}
	get := self.Type().Lookup(strGet) // called as it is, not bound
	if get == nil {
		return self, nil
	}
	return CallArgs(t, get, self, orNone(obj), ow)
}

func dynamicDescrSet(t *Thread, self, obj, v Object) error {
	name, args := strSet, []Object{obj, v}
	if v == nil {
		name, args = strDelete, args[:1]
	}
	if self.Type().Lookup(name) == nil {
		return AttributeErrorf(self, name.s, "%s", name.s)
	}
	_, err := callSpecial(t, self, name, args...)
	return err
}

func dynamicNext(t *Thread, self Object) (Object, error) {
	v, err := callSpecial(t, self, strNext)
	if err != nil && IsException(err, StopIterationType) && len(err.(*Exception).Args.Items) == 0 {
		return nil, nil
	}
	return v, err
}

func dynamicGetItem(t *Thread, self, key Object) (Object, error) {
	return callSpecial(t, self, strGetItem, key)
}

func dynamicSetItem(t *Thread, self, key, v Object) error {
	var err error
	if v == nil {
		if self.Type().Lookup(strDelItem) == nil {
			return TypeErrorf("'%s' object does not support item deletion", TypeName(self))
		}
		_, err = callSpecial(t, self, strDelItem, key)
	} else {
		if self.Type().Lookup(strSetItem) == nil {
			return TypeErrorf("'%s' object does not support item assignment", TypeName(self))
		}
		_, err = callSpecial(t, self, strSetItem, key, v)
	}
	return err
}

func dynamicContains(t *Thread, self, v Object) (bool, error) {
	fn, unbound, err := lookupSpecial(t, self, strContains)
	if err != nil {
		return false, err
	}
	if fn == None {
		return false, TypeErrorf("'%s' object is not a container", TypeName(self))
	}
	args := []Object{v}
	if unbound {
		args = []Object{self, v}
	}
	r, err := Call(t, fn, args, nil)
	if err != nil {
		return false, err
	}
	return Truth(t, r)
}
