package object

// Behaviour of the descriptors declared in descr.go.

func bindGet(t *Thread, self, obj Object, owner *Type) (Object, error) {
	if obj == nil {
		return self, nil
	}
	return &BoundMethod{Func: self, Self: obj}, nil
}

// BindFunction is the __get__ of functions, for types that behave like them.
func BindFunction(t *Thread, self, obj Object, owner *Type) (Object, error) {
	return bindGet(t, self, obj, owner)
}

// MarkMethodLike says that instances of tp are functions for LoadMethod. For native types, in init.
func (tp *Type) MarkMethodLike() { tp.Flags |= MethodLike }

func init() {
	BuiltinType.Define(Spec{Final: true, Slots: Slots{
		Call:        builtinCall,
		Repr:        builtinRepr,
		RichCompare: builtinRichCompare,
		Hash:        builtinHash,
	}, GetSets: []GetSet{
		{Name: "__name__", Get: func(t *Thread, o Object) (Object, error) { return NewStr(builtinName(o)), nil }},
		{Name: "__qualname__", Get: builtinQualname},
		{Name: "__module__", Get: builtinModule},
		{Name: "__self__", Get: builtinSelf},
		{Name: "__doc__", Get: builtinDoc},
		{Name: "__text_signature__", Get: builtinTextSignature},
	}})

	MethodDescrType.MarkMethodLike()
	MethodDescrType.Define(Spec{Final: true, Slots: Slots{
		Call:     methodDescrCall,
		DescrGet: methodDescrDescrGet,
		Repr:     methodDescrRepr,
	}, GetSets: descrGetSets(func(o Object) (string, *Type) { m := o.(*MethodDescr); return m.Name, m.Owner })})

	SlotWrapperType.MarkMethodLike()
	SlotWrapperType.Define(Spec{Final: true, Slots: Slots{
		Call: func(t *Thread, o Object, args []Object, kw *Kwargs) (Object, error) {
			return o.(*SlotWrapper).call(t, args, kw)
		},
		DescrGet: slotWrapperDescrGet,
		Repr:     slotWrapperRepr,
	}, GetSets: descrGetSets(func(o Object) (string, *Type) { w := o.(*SlotWrapper); return w.def.name.s, w.Owner })})

	ClassMethodDescrType.Define(Spec{Final: true, Slots: Slots{
		DescrGet: classMethodDescrDescrGet,
		Repr:     classMethodDescrRepr,
	}, GetSets: descrGetSets(func(o Object) (string, *Type) { m := o.(*ClassMethodDescr); return m.Name, m.Owner })})

	GetSetDescrType.Define(Spec{Final: true, Slots: Slots{
		DescrGet: getSetDescrDescrGet,
		DescrSet: getSetDescrDescrSet,
		Repr:     getSetDescrRepr,
	}, GetSets: descrGetSets(func(o Object) (string, *Type) { g := o.(*GetSetDescr); return g.Name, g.Owner })})

	MemberDescrType.Define(Spec{Final: true, Slots: Slots{
		DescrGet: memberDescrDescrGet,
		DescrSet: memberDescrDescrSet,
		Repr:     memberDescrRepr,
	}, GetSets: descrGetSets(func(o Object) (string, *Type) { m := o.(*MemberDescr); return m.Name, m.Owner })})

	MethodType.Define(Spec{Final: true, Slots: Slots{
		New:         methodNew,
		Call:        methodCall,
		GetAttr:     methodGetAttr,
		Repr:        methodRepr,
		RichCompare: methodRichCompare,
		Hash:        methodHash,
	}, GetSets: []GetSet{
		{Name: "__func__", Member: true, Get: func(t *Thread, o Object) (Object, error) { return o.(*BoundMethod).Func, nil }},
		{Name: "__self__", Member: true, Get: func(t *Thread, o Object) (Object, error) { return o.(*BoundMethod).Self, nil }},
		{Name: "__doc__", Get: func(t *Thread, o Object) (Object, error) { return GetAttrName(t, o.(*BoundMethod).Func, "__doc__") }},
	}})

	StaticMethodType.Define(Spec{Slots: Slots{
		New:      staticMethodNew,
		Init:     staticMethodInit,
		DescrGet: func(t *Thread, self, obj Object, owner *Type) (Object, error) { return self.(*StaticMethod).Func, nil },
		Call: func(t *Thread, self Object, args []Object, kw *Kwargs) (Object, error) {
			return Call(t, self.(*StaticMethod).Func, args, kw)
		},
		Repr: staticMethodRepr,
	}, GetSets: wrappedGetSets(func(o Object) Object { return o.(*StaticMethod).Func })})

	ClassMethodType.Define(Spec{Slots: Slots{
		New:      classMethodNew,
		Init:     classMethodInit,
		DescrGet: classMethodDescrGet,
		Repr:     classMethodRepr,
	}, GetSets: wrappedGetSets(func(o Object) Object { return o.(*ClassMethod).Func })})

	sig := NewSignature("property", "fget=", "fset=", "fdel=", "doc=")
	PropertyType.Define(Spec{Slots: Slots{
		New: propertyNew,
		Init: func(t *Thread, self Object, args []Object, kw *Kwargs) error {
			a, err := sig.Bind(args, kw)
			if err != nil {
				return err
			}
			p := self.(*Property)
			for i, dst := range []*Object{&p.Get, &p.Set, &p.Del, &p.Doc} {
				if *dst = a[i]; a[i] == None {
					*dst = nil
				}
			}
			doc := p.Doc
			if p.getterDoc = false; doc == nil && p.Get != nil {
				if doc, err = GetAttrOpt(t, p.Get, strDoc); err != nil {
					return err
				}
				if doc != nil {
					p.getterDoc = true
				}
			}
			if p.class != nil && doc != nil {
				// A subclass has a __doc__ of its own, which would hide the property's.
				p.Doc = doc
				return SetAttr(t, self, strDoc, doc)
			}
			p.Doc = doc
			return nil
		},
		DescrGet: propertyDescrGet,
		DescrSet: propertyDescrSet,
	}, Methods: []Method{
		{Name: "getter", Fn: builtinCopyWith(0)},
		{Name: "setter", Fn: builtinCopyWith(1)},
		{Name: "deleter", Fn: builtinCopyWith(2)},
		{Name: "__set_name__", Fn: propertySetName},
	}, GetSets: []GetSet{
		{Name: "fget", Member: true, Get: func(t *Thread, o Object) (Object, error) { return orNone(o.(*Property).Get), nil }},
		{Name: "fset", Member: true, Get: func(t *Thread, o Object) (Object, error) { return orNone(o.(*Property).Set), nil }},
		{Name: "fdel", Member: true, Get: func(t *Thread, o Object) (Object, error) { return orNone(o.(*Property).Del), nil }},
		{Name: "__doc__", Get: func(t *Thread, o Object) (Object, error) { return orNone(o.(*Property).Doc), nil },
			Deletes: true, Set: func(t *Thread, o, v Object) error { o.(*Property).Doc = v; return nil }},
		{Name: "__isabstractmethod__", Get: propertyIsabstractmethod},
	}})
}

// builtinCall is BuiltinType's Call.
func builtinCall(t *Thread, o Object, args []Object, kw *Kwargs) (Object, error) {
	if w, ok := o.(*NewWrapper); ok {
		return w.callNew(t, args, kw)
	}
	return o.(*Builtin).call(t, args, kw)
}

// builtinRepr is BuiltinType's Repr.
func builtinRepr(t *Thread, o Object) (string, error) {
	f, ok := o.(*Builtin)
	if !ok {
		return "<built-in method __new__ of type object at " + Address(t, o) + ">", nil
	}
	if f.Self != nil {
		return "<built-in method " + f.Name + " of " + TypeName(f.Self) + " object at " + Address(t, f.Self) + ">", nil
	}
	return "<built-in function " + f.Name + ">", nil
}

// builtinRichCompare is BuiltinType's RichCompare.
func builtinRichCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	f, ok1 := a.(*Builtin)
	g, ok2 := b.(*Builtin)
	if !ok1 || !ok2 || op != EQ && op != NE {
		return NotImplemented, nil
	}
	eq := f == g || f.Self != nil && g.Self != nil && Is(f.Self, g.Self) && f.Name == g.Name
	return NewBool(eq == (op == EQ)), nil
}

// builtinHash is BuiltinType's Hash.
func builtinHash(t *Thread, o Object) (int64, error) {
	if f, ok := o.(*Builtin); ok && f.Self != nil {
		return HashPointer(t, f.Self) ^ hashString(f.Name), nil
	}
	return HashPointer(t, o), nil
}

// builtinQualname is Builtin.__qualname__.
func builtinQualname(t *Thread, o Object) (Object, error) {
	switch f := o.(type) {
	case *NewWrapper:
		return NewStr(f.owner.Qualname + ".__new__"), nil
	case *Builtin:
		if tp, ok := f.Self.(*Type); ok {
			return NewStr(tp.Qualname + "." + f.Name), nil
		}
		if f.Self != nil {
			return NewStr(f.Self.Type().Qualname + "." + f.Name), nil
		}
		if f.Owner != nil {
			return NewStr(f.Owner.Qualname + "." + f.Name), nil
		}
	}
	return NewStr(builtinName(o)), nil
}

// builtinModule is Builtin.__module__.
func builtinModule(t *Thread, o Object) (Object, error) {
	if f, ok := o.(*Builtin); ok && f.Self == nil {
		if f.Module == "" {
			return NewStr("builtins"), nil
		}
		return NewStr(f.Module), nil
	}
	return None, nil
}

// builtinSelf is Builtin.__self__.
func builtinSelf(t *Thread, o Object) (Object, error) {
	switch f := o.(type) {
	case *NewWrapper:
		return f.owner, nil
	case *Builtin:
		if f.Self != nil {
			return f.Self, nil
		}
		module := f.Module
		if module == "" {
			module = "builtins"
		}
		return orNone(t.RT.Modules.GetName(module)), nil
	}
	return None, nil
}

// builtinDoc is Builtin.__doc__.
func builtinDoc(t *Thread, o Object) (Object, error) {
	if f, ok := o.(*Builtin); ok && f.Doc != "" {
		return NewStr(f.Doc), nil
	}
	return None, nil
}

// builtinTextSignature is Builtin.__text_signature__.
func builtinTextSignature(t *Thread, o Object) (Object, error) {
	if f, ok := o.(*Builtin); ok {
		return signatureOf(qualified(f)), nil
	}
	return None, nil
}

// methodDescrCall is MethodDescrType's Call.
func methodDescrCall(t *Thread, o Object, args []Object, kw *Kwargs) (Object, error) {
	m := o.(*MethodDescr)
	if err := m.CheckSelf(args); err != nil {
		return nil, err
	}
	return m.Fn(t, args, kw)
}

// methodDescrDescrGet is MethodDescrType's DescrGet.
func methodDescrDescrGet(t *Thread, self, obj Object, owner *Type) (Object, error) {
	if obj == nil {
		return self, nil
	}
	m := self.(*MethodDescr)
	if err := m.CheckSelf([]Object{obj}); err != nil {
		return nil, err
	}
	return &Builtin{Name: m.Name, Self: obj, Fn: m.Fn, Doc: m.Doc}, nil
}

// methodDescrRepr is MethodDescrType's Repr.
func methodDescrRepr(t *Thread, o Object) (string, error) {
	m := o.(*MethodDescr)
	return "<method '" + m.Name + "' of '" + m.Owner.CName() + "' objects>", nil
}

// slotWrapperDescrGet is SlotWrapperType's DescrGet.
func slotWrapperDescrGet(t *Thread, self, obj Object, owner *Type) (Object, error) {
	if obj == nil {
		return self, nil
	}
	return &MethodWrapper{self.(*SlotWrapper), obj}, nil
}

// slotWrapperRepr is SlotWrapperType's Repr.
func slotWrapperRepr(t *Thread, o Object) (string, error) {
	w := o.(*SlotWrapper)
	return "<slot wrapper '" + w.def.name.s + "' of '" + w.Owner.CName() + "' objects>", nil
}

// classMethodDescrDescrGet is ClassMethodDescrType's DescrGet.
func classMethodDescrDescrGet(t *Thread, self, obj Object, owner *Type) (Object, error) {
	m := self.(*ClassMethodDescr)
	if owner == nil && obj != nil {
		owner = obj.Type()
	}
	return &Builtin{Name: m.Name, Self: owner, Fn: m.Fn}, nil
}

// classMethodDescrRepr is ClassMethodDescrType's Repr.
func classMethodDescrRepr(t *Thread, o Object) (string, error) {
	m := o.(*ClassMethodDescr)
	return "<method '" + m.Name + "' of '" + m.Owner.CName() + "' objects>", nil
}

// getSetDescrDescrGet is GetSetDescrType's DescrGet.
func getSetDescrDescrGet(t *Thread, self, obj Object, owner *Type) (Object, error) {
	if obj == nil {
		return self, nil
	}
	g := self.(*GetSetDescr)
	if !IsInstance(obj, g.Owner) {
		return nil, TypeErrorf("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", g.Name, g.Owner.CName(), TypeName(obj))
	}
	return g.Get(t, obj)
}

// getSetDescrDescrSet is GetSetDescrType's DescrSet.
func getSetDescrDescrSet(t *Thread, self, obj, v Object) error {
	g := self.(*GetSetDescr)
	if !IsInstance(obj, g.Owner) {
		return TypeErrorf("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", g.Name, g.Owner.CName(), TypeName(obj))
	}
	if g.Set == nil && g.member {
		return Errorf(AttributeErrorType, "readonly attribute")
	}
	if g.Set == nil {
		return Errorf(AttributeErrorType, "attribute '%s' of '%s' objects is not writable", g.Name, g.Owner.CName())
	}
	if v == nil && !g.deletes {
		return Errorf(AttributeErrorType, "cannot delete attribute")
	}
	return g.Set(t, obj, v)
}

// getSetDescrRepr is GetSetDescrType's Repr.
func getSetDescrRepr(t *Thread, o Object) (string, error) {
	g := o.(*GetSetDescr)
	if g.member {
		return "<member '" + g.Name + "' of '" + g.Owner.CName() + "' objects>", nil
	}
	return "<attribute '" + g.Name + "' of '" + g.Owner.CName() + "' objects>", nil
}

// memberDescrDescrGet is MemberDescrType's DescrGet.
func memberDescrDescrGet(t *Thread, self, obj Object, owner *Type) (Object, error) {
	if obj == nil {
		return self, nil
	}
	m := self.(*MemberDescr)
	s := slotValues(obj)
	if m.index >= len(s) {
		return nil, TypeErrorf("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", m.Name, m.Owner.CName(), TypeName(obj))
	}
	if s[m.index] == nil {
		return nil, AttributeErrorf(obj, m.Name, "'%s' object has no attribute '%s'", TypeName(obj), m.Name)
	}
	return s[m.index], nil
}

// memberDescrDescrSet is MemberDescrType's DescrSet.
func memberDescrDescrSet(t *Thread, self, obj, v Object) error {
	m := self.(*MemberDescr)
	s := slotValues(obj)
	if m.index >= len(s) {
		return TypeErrorf("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", m.Name, m.Owner.CName(), TypeName(obj))
	}
	if v == nil && s[m.index] == nil {
		return Errorf(AttributeErrorType, "%s", m.Name)
	}
	s[m.index] = v
	return nil
}

// memberDescrRepr is MemberDescrType's Repr.
func memberDescrRepr(t *Thread, o Object) (string, error) {
	m := o.(*MemberDescr)
	return "<member '" + m.Name + "' of '" + m.Owner.CName() + "' objects>", nil
}

// methodNew is MethodType's New.
func methodNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("method", args, kw, 2, 2); err != nil {
		return nil, err
	}
	if !IsCallable(args[0]) {
		return nil, TypeErrorf("first argument must be callable")
	}
	if args[1] == None {
		return nil, TypeErrorf("instance must not be None")
	}
	return &BoundMethod{Func: args[0], Self: args[1]}, nil
}

// methodCall is MethodType's Call.
func methodCall(t *Thread, o Object, args []Object, kw *Kwargs) (Object, error) {
	m := o.(*BoundMethod)
	return Call(t, m.Func, prepend(m.Self, args), kw)
}

// methodGetAttr is MethodType's GetAttr.
func methodGetAttr(t *Thread, o Object, name *Str) (Object, error) {
	m := o.(*BoundMethod)
	if a := MethodType.Lookup(name); a != nil {
		return GenericGetAttr(t, o, name)
	}
	return GetAttr(t, m.Func, name)
}

// methodRepr is MethodType's Repr.
func methodRepr(t *Thread, o Object) (string, error) {
	m := o.(*BoundMethod)
	name := "?"
	if q, err := GetAttrOpt(t, m.Func, strQualname); err != nil {
		return "", err
	} else if s, ok := AsStr(orNone(q)); ok {
		name = s
	}
	self, err := Repr(t, m.Self)
	return "<bound method " + name + " of " + self + ">", err
}

// methodRichCompare is MethodType's RichCompare.
func methodRichCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	m, n := a.(*BoundMethod), b
	o, ok := n.(*BoundMethod)
	if !ok || op != EQ && op != NE {
		return NotImplemented, nil
	}
	return NewBool((Is(m.Self, o.Self) && m.Func == o.Func) == (op == EQ)), nil
}

// methodHash is MethodType's Hash.
func methodHash(t *Thread, o Object) (int64, error) {
	m := o.(*BoundMethod)
	h, err := Hash(t, m.Func)
	return h ^ HashPointer(t, m.Self), err
}

// staticMethodNew is StaticMethodType's New.
func staticMethodNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	m := &StaticMethod{Func: None}
	if cls != StaticMethodType {
		m.class = cls
	}
	return m, nil
}

// staticMethodInit is StaticMethodType's Init.
func staticMethodInit(t *Thread, o Object, args []Object, kw *Kwargs) error {
	if err := CheckArgs("staticmethod", args, kw, 1, 1); err != nil {
		return err
	}
	o.(*StaticMethod).Func = args[0]
	return nil
}

// staticMethodRepr is StaticMethodType's Repr.
func staticMethodRepr(t *Thread, o Object) (string, error) {
	r, err := Repr(t, o.(*StaticMethod).Func)
	return "<staticmethod(" + r + ")>", err
}

// classMethodNew is ClassMethodType's New.
func classMethodNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	m := &ClassMethod{Func: None}
	if cls != ClassMethodType {
		m.class = cls
	}
	return m, nil
}

// classMethodInit is ClassMethodType's Init.
func classMethodInit(t *Thread, o Object, args []Object, kw *Kwargs) error {
	if err := CheckArgs("classmethod", args, kw, 1, 1); err != nil {
		return err
	}
	o.(*ClassMethod).Func = args[0]
	return nil
}

// classMethodDescrGet is ClassMethodType's DescrGet.
func classMethodDescrGet(t *Thread, self, obj Object, owner *Type) (Object, error) {
	if owner == nil {
		owner = obj.Type()
	}
	f := self.(*ClassMethod).Func
	if f.Type().Flags&MethodLike != 0 {
		return &BoundMethod{Func: f, Self: owner}, nil
	}
	if get := f.Type().Slots.DescrGet; get != nil {
		return get(t, f, owner, owner)
	}
	return &BoundMethod{Func: f, Self: owner}, nil
}

// classMethodRepr is ClassMethodType's Repr.
func classMethodRepr(t *Thread, o Object) (string, error) {
	r, err := Repr(t, o.(*ClassMethod).Func)
	return "<classmethod(" + r + ")>", err
}

// propertyNew is PropertyType's New.
func propertyNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	p := &Property{}
	if cls != PropertyType {
		p.class = cls
	}
	return p, nil
}

// propertyDescrGet is PropertyType's DescrGet.
func propertyDescrGet(t *Thread, self, obj Object, owner *Type) (Object, error) {
	p := self.(*Property)
	if obj == nil {
		return self, nil
	}
	if p.Get == nil {
		return nil, p.missing(obj, "getter")
	}
	return Call(t, p.Get, []Object{obj}, nil)
}

// propertyDescrSet is PropertyType's DescrSet.
func propertyDescrSet(t *Thread, self, obj, v Object) error {
	p := self.(*Property)
	if v == nil {
		if p.Del == nil {
			return p.missing(obj, "deleter")
		}
		_, err := Call(t, p.Del, []Object{obj}, nil)
		return err
	}
	if p.Set == nil {
		return p.missing(obj, "setter")
	}
	_, err := Call(t, p.Set, []Object{obj, v}, nil)
	return err
}

// propertySetName is Property.__set_name__().
func propertySetName(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if len(args) != 3 {
		return nil, TypeErrorf("__set_name__() takes 2 positional arguments but %d were given", len(args)-1)
	}
	args[0].(*Property).name = args[2]
	return None, nil
}

// propertyIsabstractmethod is Property.__isabstractmethod__.
func propertyIsabstractmethod(t *Thread, o Object) (Object, error) {
	p := o.(*Property)
	for _, f := range []Object{p.Get, p.Set, p.Del} {
		if f == nil {
			continue
		}
		if v, err := GetAttrOpt(t, f, strIsAbstract); err != nil {
			return nil, err
		} else if v != nil {
			if b, err := Truth(t, v); b || err != nil {
				return NewBool(b), err
			}
		}
	}
	return False, nil
}

// builtinCopyWith makes getter, setter and deleter; i says which function the copy gets.
func builtinCopyWith(i int) NativeFunc {
	return func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		p := args[0].(*Property)
		if err := CheckArgs("property."+[]string{"getter", "setter", "deleter"}[i], args[1:], kw, 1, 1); err != nil {
			return nil, err
		}
		a := []Object{orNone(p.Get), orNone(p.Set), orNone(p.Del), orNone(p.Doc)}
		if args[1] != None {
			a[i] = args[1]
		}
		if p.getterDoc && a[0] != None {
			a[3] = None // the getter's, old or new
		}
		r, err := Call(t, p.Type(), a, nil)
		if err != nil {
			return nil, err
		}
		if q, ok := r.(*Property); ok {
			q.name = p.name
		}
		return r, nil
	}
}

func (p *Property) missing(obj Object, what string) error {
	if s, ok := AsStr(orNone(p.name)); ok {
		return Errorf(AttributeErrorType, "property '%s' of '%s' object has no %s", s, obj.Type().Qualname, what)
	}
	return Errorf(AttributeErrorType, "property of '%s' object has no %s", obj.Type().Qualname, what)
}

// InstDict implements HasDict; it serves subclasses of property (cached ones keep state there).
func (p *Property) InstDict(create bool) *Dict { return ensureDict(&p.dict, create) }

// InstDict implements HasDict.
func (m *StaticMethod) InstDict(create bool) *Dict { return ensureDict(&m.dict, create) }

// InstDict implements HasDict.
func (m *ClassMethod) InstDict(create bool) *Dict { return ensureDict(&m.dict, create) }

func ensureDict(d **Dict, create bool) *Dict {
	if *d == nil && create {
		*d = NewDict()
	}
	return *d
}

func builtinName(o Object) string {
	if f, ok := o.(*Builtin); ok {
		return f.Name
	}
	return "__new__"
}

func descrGetSets(info func(Object) (string, *Type)) []GetSet {
	return []GetSet{
		{Name: "__name__", Get: func(t *Thread, o Object) (Object, error) { n, _ := info(o); return NewStr(n), nil }},
		{Name: "__qualname__", Get: func(t *Thread, o Object) (Object, error) { n, tp := info(o); return NewStr(tp.Qualname + "." + n), nil }},
		{Name: "__objclass__", Get: func(t *Thread, o Object) (Object, error) { _, tp := info(o); return tp, nil }},
		{Name: "__doc__", Get: func(t *Thread, o Object) (Object, error) {
			if m, ok := o.(*MethodDescr); ok && m.Doc != "" {
				return NewStr(m.Doc), nil
			}
			return None, nil
		}},
		{Name: "__text_signature__", Get: func(t *Thread, o Object) (Object, error) {
			n, tp := info(o)
			return signatureOf(tp.Name + "." + n), nil
		}},
	}
}

// wrappedDict is the __dict__ of a static or class method, d with what it has taken over from the function; that is put in when somebody looks.
func wrappedDict(t *Thread, d *Dict, f Object) (Object, error) {
	for _, name := range [...]string{"__module__", "__name__", "__qualname__", "__doc__", "__annotations__"} {
		n := Intern(name)
		if d.GetStr(n) != nil {
			continue
		}
		v, err := GetAttrOpt(t, f, n)
		if err != nil {
			return nil, err
		}
		if v != nil {
			d.SetStr(n, v)
		}
	}
	return d, nil
}

func wrappedGetSets(f func(Object) Object) []GetSet {
	gs := []GetSet{
		{Name: "__func__", Get: func(t *Thread, o Object) (Object, error) { return f(o), nil }},
		{Name: "__wrapped__", Get: func(t *Thread, o Object) (Object, error) { return f(o), nil }},
	}
	gs = append(gs, GetSet{Name: "__isabstractmethod__", Get: func(t *Thread, o Object) (Object, error) {
		v, err := GetAttrOpt(t, f(o), strIsAbstract)
		if v == nil || err != nil {
			return False, err
		}
		b, err := Truth(t, v)
		return NewBool(b), err
	}}, GetSet{Name: "__dict__", Get: func(t *Thread, o Object) (Object, error) { return wrappedDict(t, o.(HasDict).InstDict(true), f(o)) }})
	for _, n := range []string{"__name__", "__qualname__", "__doc__", "__module__", "__annotations__"} {
		n := Intern(n)
		gs = append(gs, GetSet{Name: n.s, Get: func(t *Thread, o Object) (Object, error) { return GetAttr(t, f(o), n) }})
	}
	return gs
}

func slotValues(o Object) []Object {
	switch o := o.(type) {
	case *Instance:
		return o.slots
	case *Exception:
		return o.slots
	}
	return nil
}

func (w *NewWrapper) callNew(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if len(args) == 0 {
		return nil, TypeErrorf("%s.__new__(): not enough arguments", w.owner.Name)
	}
	cls, ok := args[0].(*Type)
	if !ok {
		return nil, TypeErrorf("%s.__new__(X): X is not a type object (%s)", w.owner.Name, TypeName(args[0]))
	}
	if !cls.IsSubtype(w.owner) {
		return nil, TypeErrorf("%s.__new__(%s): %s is not a subtype of %s", w.owner.Name, cls.Name, cls.Name, w.owner.Name)
	}
	if l := cls.layout(); l.Flags&Heap == 0 && !w.owner.IsSubtype(l) {
		return nil, TypeErrorf("%s.__new__(%s) is not safe, use %s.__new__()", w.owner.Name, cls.Name, l.Name)
	}
	if cls.Slots.New == nil {
		return nil, TypeErrorf("%s.__new__(%s) is not safe, use %s.__new__()", w.owner.Name, cls.Name, cls.Name)
	}
	return w.owner.own.New(t, cls, args[1:], kw)
}
