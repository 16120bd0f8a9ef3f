package object

// GetAttr is o.name: the type's __getattribute__, then __getattr__ where the class has one. An AttributeError that the program's own methods
// raise without saying so learns what was looked for and in what, which a suggestion needs.
func GetAttr(t *Thread, o Object, name *Str) (Object, error) {
	v, err := getAttr(t, o, name)
	if e, ok := err.(*Exception); ok && e.Name == nil && e.Obj == nil && e.Class.IsSubtype(AttributeErrorType) {
		e.Name, e.Obj = name, o
	}
	return v, err
}

func getAttr(t *Thread, o Object, name *Str) (Object, error) {
	tp := o.Type()
	v, err := tp.Slots.GetAttr(t, o, name)
	if err != nil && IsException(err, AttributeErrorType) && tp.Flags&Heap != 0 {
		if tp.Lookup(strGetattr) != nil {
			return callSpecial(t, o, strGetattr, name)
		}
	}
	return v, err
}

// GetAttrName is GetAttr for a Go string.
func GetAttrName(t *Thread, o Object, name string) (Object, error) {
	return GetAttr(t, o, Intern(name))
}

// GetAttrOpt is GetAttr that gives nil instead of an AttributeError.
func GetAttrOpt(t *Thread, o Object, name *Str) (Object, error) {
	if tp := o.Type(); tp.Flags&PlainGetAttr != 0 && tp.Lookup(name) == nil {
		// The commonest "no": spare the exception.
		if h, ok := o.(HasDict); ok {
			if d := h.InstDict(false); d != nil {
				return d.GetStr(name), nil
			}
		}
		return nil, nil
	}
	v, err := GetAttr(t, o, name)
	if err != nil && IsException(err, AttributeErrorType) {
		return nil, nil
	}
	return v, err
}

// SetAttr is o.name = v; a nil v deletes.
func SetAttr(t *Thread, o Object, name *Str, v Object) error {
	set := o.Type().Slots.SetAttr
	if set == nil {
		return AttributeErrorf(o, name.s, "'%s' object has no attribute '%s'", TypeName(o), name.s)
	}
	return set(t, o, name, v)
}

// SetAttrName is SetAttr for a Go string.
func SetAttrName(t *Thread, o Object, name string, v Object) error {
	return SetAttr(t, o, Intern(name), v)
}

// GenericGetAttr is object.__getattribute__: data descriptors, the instance's dict, then other class attributes.
func GenericGetAttr(t *Thread, o Object, name *Str) (Object, error) {
	tp := o.Type()
	attr := tp.Lookup(name)
	var get func(*Thread, Object, Object, *Type) (Object, error)
	if attr != nil {
		s := &attr.Type().Slots
		get = s.DescrGet
		if get != nil && s.DescrSet != nil {
			return get(t, attr, o, tp)
		}
	}
	if h, ok := o.(HasDict); ok {
		if d := h.InstDict(false); d != nil {
			if v := d.GetStr(name); v != nil {
				return v, nil
			}
		}
	}
	if get != nil {
		return get(t, attr, o, tp)
	}
	if attr != nil {
		return attr, nil
	}
	return nil, AttributeErrorf(o, name.s, "'%s' object has no attribute '%s'", tp.CName(), name.s)
}

// GenericSetAttr is object.__setattr__ and, with a nil v, object.__delattr__.
func GenericSetAttr(t *Thread, o Object, name *Str, v Object) error {
	tp := o.Type()
	attr := tp.Lookup(name)
	if attr != nil {
		if set := attr.Type().Slots.DescrSet; set != nil {
			return set(t, attr, o, v)
		}
	}
	if h, ok := o.(HasDict); ok {
		if d := h.InstDict(v != nil); d != nil {
			if v != nil {
				d.SetStr(name, v)
				return nil
			}
			if d.DelStr(name) {
				return nil
			}
			return noSuchAttr(o, name)
		} else if v == nil && attr == nil {
			return noSuchAttr(o, name)
		}
	}
	if attr == nil {
		return noSuchAttr(o, name)
	}
	return Errorf(AttributeErrorType, "'%s' object attribute '%s' is read-only", tp.CName(), name.s)
}

// noSuchAttr is the error of setting or deleting an attribute that an object cannot have or has not. Unlike that of reading it carries neither name nor object.
func noSuchAttr(o Object, name *Str) error {
	return Errorf(AttributeErrorType, "'%s' object has no attribute '%s'", o.Type().CName(), name.s)
}

// LoadMethod is GetAttr for a call that follows at once: where the attribute is a plain function of the class it gives the
// function itself with unbound set, and the caller passes o in front; no bound method is made.
func LoadMethod(t *Thread, o Object, name *Str) (fn Object, unbound bool, err error) {
	tp := o.Type()
	if tp.Flags&PlainGetAttr == 0 {
		fn, err = GetAttr(t, o, name)
		return fn, false, err
	}
	attr := tp.Lookup(name)
	if attr != nil && attr.Type().Flags&MethodLike != 0 {
		if h, ok := o.(HasDict); ok {
			if d := h.InstDict(false); d != nil && d.used > 0 {
				if v := d.GetStr(name); v != nil {
					return v, false, nil
				}
			}
		}
		return attr, true, nil
	}
	fn, err = getAttr(t, o, name)
	return fn, false, err
}

// typeGetAttr is type.__getattribute__: the metaclass's data descriptors, the class and its bases, then the rest of the metaclass.
func typeGetAttr(t *Thread, o Object, name *Str) (Object, error) {
	tp := o.(*Type)
	meta := tp.Type()
	mattr := meta.Lookup(name)
	var mget func(*Thread, Object, Object, *Type) (Object, error)
	if mattr != nil {
		s := &mattr.Type().Slots
		mget = s.DescrGet
		if mget != nil && s.DescrSet != nil {
			return mget(t, mattr, o, meta)
		}
	}
	if attr := tp.Lookup(name); attr != nil {
		if get := attr.Type().Slots.DescrGet; get != nil {
			return get(t, attr, nil, tp)
		}
		return attr, nil
	}
	if mget != nil {
		return mget(t, mattr, o, meta)
	}
	if mattr != nil {
		return mattr, nil
	}
	return nil, AttributeErrorf(o, name.s, "type object '%s' has no attribute '%s'", tp.CName(), name.s)
}

func typeSetAttr(t *Thread, o Object, name *Str, v Object) error {
	tp := o.(*Type)
	if tp.Flags&Heap == 0 {
		if tp.writtenInPython() {
			return setNativeAttr(t, tp, name, v)
		}
		return TypeErrorf("cannot set '%s' attribute of immutable type '%s'", name.s, tp.CName())
	}
	if mattr := tp.Type().Lookup(name); mattr != nil {
		if set := mattr.Type().Slots.DescrSet; set != nil {
			return set(t, mattr, o, v)
		}
	}
	if v == nil {
		if !tp.Dict.DelStr(name) {
			return Errorf(AttributeErrorType, "type object '%s' has no attribute '%s'", tp.CName(), name.s)
		}
	} else {
		tp.Dict.SetStr(name, v)
	}
	tp.modified()
	tp.updateSlots(name)
	return nil
}

// SetClassAttr is setattr(cls, name, v) without the metaclass having a say: for Go code that builds classes.
func (tp *Type) SetClassAttr(name string, v Object) {
	n := Intern(name)
	tp.Dict.SetStr(n, v)
	tp.modified()
	tp.updateSlots(n)
}
