package object

// Behaviour of modules.

func moduleGetAttr(t *Thread, o Object, name *Str) (Object, error) {
	m := o.(*Module)
	if v := m.Dict.GetStr(name); v != nil && m.Class == nil && name != strClass && name != strDict {
		return v, nil
	}
	v, err := GenericGetAttr(t, o, name)
	if err == nil || !IsException(err, AttributeErrorType) {
		return v, err
	}
	if f := m.Dict.GetStr(strGetattr); f != nil {
		return CallArgs(t, f, name)
	}
	n, ok := AsStr(orNone(m.Dict.GetStr(strName)))
	switch {
	case !ok:
		return nil, AttributeErrorf(o, name.s, "module has no attribute '%s'", name.s)
	case m.Initializing:
		return nil, AttributeErrorf(o, name.s, "partially initialized module '%s' has no attribute '%s' (most likely due to a circular import)", n, name.s)
	}
	return nil, AttributeErrorf(o, name.s, "module '%s' has no attribute '%s'", n, name.s)
}

func init() {
	sig := NewSignature("module", "name", "doc=")
	ModuleType.Define(Spec{
		Slots: Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				m := &Module{Dict: NewDict()}
				if cls != ModuleType {
					m.Class = cls
				}
				return m, nil
			},
			Init: func(t *Thread, o Object, args []Object, kw *Kwargs) error {
				a, err := sig.Bind(args, kw)
				if err != nil {
					return err
				}
				name, ok := AsStr(a[0])
				if !ok {
					return TypeErrorf("module() argument 'name' must be str, not %s", ArgTypeName(a[0]))
				}
				o.(*Module).name(name)
				o.(*Module).Dict.SetStr(strDoc, orNone(a[1]))
				return nil
			},
			GetAttr: moduleGetAttr,
			Repr: func(t *Thread, o Object) (string, error) {
				m := o.(*Module)
				v := m.Dict.GetStr(strName)
				if v == nil {
					v = NewStr("?")
				}
				name, err := Repr(t, v)
				if err != nil {
					return "", err
				}
				if f := m.Dict.GetName("__file__"); f != nil {
					file, err := Repr(t, f)
					return "<module " + name + " from " + file + ">", err
				}
				if FindNativeModule(m.Name) != nil {
					return "<module " + name + " (built-in)>", nil
				}
				return "<module " + name + ">", nil
			},
		},
		GetSets: []GetSet{
			{Name: "__dict__", Get: func(t *Thread, o Object) (Object, error) { return o.(*Module).Dict, nil }},
			{Name: "__annotations__", Get: func(t *Thread, o Object) (Object, error) {
				d := o.(*Module).Dict
				v := d.GetName("__annotations__")
				if v == nil {
					v = NewDict()
					d.SetName("__annotations__", v)
				}
				return v, nil
			}, Deletes: true, Set: func(t *Thread, o, v Object) error {
				d := o.(*Module).Dict
				if v == nil {
					if !d.DelStr(Intern("__annotations__")) {
						return AttributeErrorf(o, "__annotations__", "__annotations__")
					}
					return nil
				}
				d.SetName("__annotations__", v)
				return nil
			}},
		},
		Methods: []Method{{Name: "__dir__", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			m := args[0].(*Module)
			if f := m.Dict.GetName("__dir__"); f != nil {
				return CallArgs(t, f)
			}
			return NewList(Strs(Dir(m))), nil
		}}},
	})
}
