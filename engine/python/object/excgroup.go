package object

// ExceptionGroup and BaseExceptionGroup. A group's members are its args[1] as a tuple, kept in Native.

type groupState struct {
	msg  Object
	excs []Object
}

// GroupMembers gives the exceptions of a group; ok is false when e is no group.
func GroupMembers(e *Exception) (members []Object, ok bool) {
	g, ok := e.Native.(*groupState)
	if !ok {
		return nil, false
	}
	return g.excs, true
}

func groupNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	if kw.Len() > 0 && cls.Flags&Heap == 0 {
		return nil, TypeErrorf("%s() takes no keyword arguments", cls.Name)
	}
	if len(args) != 2 {
		return nil, TypeErrorf("BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", len(args))
	}
	if _, ok := AsStr(args[0]); !ok {
		return nil, TypeErrorf("BaseExceptionGroup.__new__() argument 1 must be str, not %s", ArgTypeName(args[0]))
	}
	if !isSequence(args[1]) {
		return nil, TypeErrorf("second argument (exceptions) must be a sequence")
	}
	items, err := Collect(t, args[1])
	if err != nil {
		return nil, err
	}
	if len(items) == 0 {
		return nil, ValueErrorf("second argument (exceptions) must be a non-empty sequence")
	}
	nestedBase := false
	for i, x := range items {
		e, ok := x.(*Exception)
		if !ok {
			return nil, ValueErrorf("Item %d of second argument (exceptions) is not an exception", i)
		}
		nestedBase = nestedBase || !e.Class.IsSubtype(ExceptionType)
	}
	switch {
	case cls == BaseExceptionGroupType:
		if !nestedBase {
			cls = ExceptionGroupType
		}
	case cls == ExceptionGroupType:
		if nestedBase {
			return nil, TypeErrorf("Cannot nest BaseExceptions in an ExceptionGroup")
		}
	case nestedBase && cls.IsSubtype(ExceptionType):
		return nil, TypeErrorf("Cannot nest BaseExceptions in '%s'", cls.Name)
	}
	e := NewException(cls, args[0], args[1])
	e.Native = &groupState{args[0], items}
	return e, nil
}

// isSequence is CPython's PySequence_Check: something with __getitem__ that is not a dict.
func isSequence(o Object) bool {
	if _, ok := AsDict(o); ok {
		return false
	}
	return o.Type().Slots.GetItem != nil
}

func group(o Object) *groupState {
	g, ok := o.(*Exception).Native.(*groupState)
	if !ok {
		return &groupState{msg: emptyStr}
	}
	return g
}

// NewExceptionGroup makes a group of the class that fits its members.
func NewExceptionGroup(t *Thread, msg string, excs []Object) (*Exception, error) {
	o, err := groupNew(t, BaseExceptionGroupType, []Object{NewStr(msg), NewList(excs)}, nil)
	if err != nil {
		return nil, err
	}
	return o.(*Exception), nil
}

// groupMatcher turns the condition of split and subgroup into a test.
func groupMatcher(t *Thread, cond Object) (func(e *Exception) (bool, error), error) {
	isExcType := func(o Object) bool {
		tp, ok := o.(*Type)
		return ok && tp.IsSubtype(BaseExceptionType)
	}
	types := []Object{cond}
	tu, isTuple := AsTuple(cond)
	if isTuple {
		types = tu.Items
	}
	allTypes := true
	for _, x := range types {
		allTypes = allTypes && isExcType(x)
	}
	switch {
	case allTypes:
		return func(e *Exception) (bool, error) {
			for _, x := range types {
				if e.Class.IsSubtype(x.(*Type)) {
					return true, nil
				}
			}
			return false, nil
		}, nil
	case !isTuple && IsCallable(cond) && !isType(cond):
		return func(e *Exception) (bool, error) {
			r, err := CallArgs(t, cond, e)
			if err != nil {
				return false, err
			}
			return Truth(t, r)
		}, nil
	}
	return nil, TypeErrorf("expected a function, exception type or tuple of exception types")
}

func isType(o Object) bool { _, ok := o.(*Type); return ok }

// SplitGroup is eg.split(cond) with a Go condition: the parts (nil when empty) that match and that do not. A naked exception
// is a group of itself. except* uses it.
func SplitGroup(t *Thread, e *Exception, match func(*Exception) (bool, error)) (yes, no *Exception, err error) {
	m, err := match(e)
	if err != nil {
		return nil, nil, err
	}
	if m {
		return e, nil, nil
	}
	g, ok := e.Native.(*groupState)
	if !ok {
		return nil, e, nil
	}
	if err := t.EnterNative(" in exceptiongroup_split_recursive"); err != nil {
		return nil, nil, err
	}
	defer t.LeaveNative()
	var ins, outs []Object
	for _, x := range g.excs {
		a, b, err := SplitGroup(t, x.(*Exception), match)
		if err != nil {
			return nil, nil, err
		}
		if a != nil {
			ins = append(ins, a)
		}
		if b != nil {
			outs = append(outs, b)
		}
	}
	if yes, err = DeriveGroup(t, e, ins); err != nil {
		return nil, nil, err
	}
	no, err = DeriveGroup(t, e, outs)
	return yes, no, err
}

// DeriveGroup makes a group like e of some of its members, through e.derive; nil for none. Traceback, cause, context and notes
// are e's.
func DeriveGroup(t *Thread, e *Exception, excs []Object) (*Exception, error) {
	if len(excs) == 0 {
		return nil, nil
	}
	r, err := CallMethod(t, e, "derive", NewList(excs))
	if err != nil {
		return nil, err
	}
	d, ok := r.(*Exception)
	if !ok || !d.Class.IsSubtype(BaseExceptionGroupType) {
		return nil, TypeErrorf("derive must return an instance of BaseExceptionGroup")
	}
	if e.Traceback != nil {
		d.Traceback = e.Traceback
	}
	d.Cause, d.Context = e.Cause, e.Context
	d.SuppressContext = true // as setting a cause does, whatever it is
	if e.Dict != nil {
		if notes, ok := AsList(orNone(e.Dict.GetStr(strNotes))); ok {
			d.InstDict(true).SetStr(strNotes, NewList(append([]Object(nil), notes.Items...)))
		}
	}
	return d, nil
}

func init() {
	BaseExceptionGroupType.Define(Spec{
		Slots: Slots{
			New: groupNew,
			Init: func(t *Thread, o Object, args []Object, kw *Kwargs) error {
				if kw.Len() > 0 {
					return TypeErrorf("%s() takes no keyword arguments", TypeName(o))
				}
				o.(*Exception).setArgs(args)
				return nil
			},
			Str: func(t *Thread, o Object) (string, error) {
				g := group(o)
				s, err := ToStr(t, g.msg)
				n := len(g.excs)
				return s + " (" + FormatInt(NewInt(int64(n))) + " sub-exception" + plural(n) + ")", err
			},
		},
		GetSets: []GetSet{
			{Name: "message", Member: true, Get: func(t *Thread, o Object) (Object, error) { return group(o).msg, nil }},
			{Name: "exceptions", Member: true, Get: func(t *Thread, o Object) (Object, error) { return NewTuple(group(o).excs...), nil }},
		},
		Methods: []Method{
			{Name: "derive", Fn: oneArg("BaseExceptionGroup.derive", func(t *Thread, o, excs Object) (Object, error) {
				return groupNew(t, BaseExceptionGroupType, []Object{group(o).msg, excs}, nil)
			})},
			{Name: "split", Fn: oneArg("BaseExceptionGroup.split", func(t *Thread, o, cond Object) (Object, error) {
				match, err := groupMatcher(t, cond)
				if err != nil {
					return nil, err
				}
				yes, no, err := SplitGroup(t, o.(*Exception), match)
				if err != nil {
					return nil, err
				}
				return NewTuple(orNoneExc(yes), orNoneExc(no)), nil
			})},
			{Name: "subgroup", Fn: oneArg("BaseExceptionGroup.subgroup", func(t *Thread, o, cond Object) (Object, error) {
				match, err := groupMatcher(t, cond)
				if err != nil {
					return nil, err
				}
				yes, _, err := SplitGroup(t, o.(*Exception), match)
				return orNoneExc(yes), err
			})},
			ClassGetItem("BaseExceptionGroup"),
		},
	})
	ExceptionGroupType.Define(Spec{})
}

func orNoneExc(e *Exception) Object {
	if e == nil {
		return None
	}
	return e
}
