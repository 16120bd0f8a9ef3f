package object

// MethodWrapper is a SlotWrapper bound to an object: (1).__add__.
type MethodWrapper struct {
	w    *SlotWrapper
	self Object
}

// MethodWrapperType is the class of MethodWrapper.
var MethodWrapperType = Declare("method-wrapper", "builtins")

// Type implements Object.
func (*MethodWrapper) Type() *Type { return MethodWrapperType }

func init() {
	member := func(name string, get func(m *MethodWrapper) Object) GetSet {
		return GetSet{Name: name, Get: func(t *Thread, o Object) (Object, error) { return get(o.(*MethodWrapper)), nil }}
	}
	MethodWrapperType.Define(Spec{Final: true, Slots: Slots{
		Call: func(t *Thread, o Object, args []Object, kw *Kwargs) (Object, error) {
			m := o.(*MethodWrapper)
			return m.w.call(t, prepend(m.self, args), kw)
		},
		Repr: func(t *Thread, o Object) (string, error) {
			m := o.(*MethodWrapper)
			return "<method-wrapper '" + m.w.def.name.s + "' of " + TypeName(m.self) + " object at " + Address(t, m.self) + ">", nil
		},
		RichCompare: func(t *Thread, a, b Object, op CompareOp) (Object, error) {
			x, ok1 := a.(*MethodWrapper)
			y, ok2 := b.(*MethodWrapper)
			if !ok1 || !ok2 || op != EQ && op != NE {
				return NotImplemented, nil
			}
			return NewBool((x.w == y.w && Is(x.self, y.self)) == (op == EQ)), nil
		},
		Hash: func(t *Thread, o Object) (int64, error) {
			m := o.(*MethodWrapper)
			return HashPointer(t, m.self) ^ hashString(m.w.def.name.s), nil
		},
	}, GetSets: []GetSet{
		member("__name__", func(m *MethodWrapper) Object { return m.w.def.name }),
		member("__qualname__", func(m *MethodWrapper) Object { return NewStr(m.w.Owner.Qualname + "." + m.w.def.name.s) }),
		member("__objclass__", func(m *MethodWrapper) Object { return m.w.Owner }),
		member("__self__", func(m *MethodWrapper) Object { return m.self }),
		member("__text_signature__", func(m *MethodWrapper) Object { return None }),
		member("__doc__", func(m *MethodWrapper) Object { return None }),
	}})
}
