package vm

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The making of classes, and super().

var (
	strMetaclass  = object.Intern("metaclass")
	strPrepare    = object.Intern("__prepare__")
	strMroEntries = object.Intern("__mro_entries__")
	strOrigBases  = object.Intern("__orig_bases__")
	strClassCell  = object.Intern("__class__")
)

func opLoadBuildClass(m *machine, in *Instr) *Instr {
	b := ownBuiltins(m.t, m.f.globals)
	if b == nil {
		b = m.t.RT.Builtins
	}
	v := b.GetName("__build_class__")
	if v == nil {
		return m.fail(in, object.NameErrorf("__build_class__", "__build_class__ not found"))
	}
	m.f.regs[in.a] = v
	return in.next
}

// buildClass is __build_class__(func, name, *bases, metaclass=…, **kwds).
func buildClass(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if len(args) < 2 {
		return nil, object.TypeErrorf("__build_class__: not enough arguments")
	}
	fn, ok := args[0].(*Function)
	if !ok {
		return nil, object.TypeErrorf("__build_class__: func must be a function")
	}
	name := args[1]
	orig := append([]object.Object(nil), args[2:]...)
	bases, changed, err := mroEntries(t, orig)
	if err != nil {
		return nil, err
	}
	var meta object.Object
	if kw != nil {
		rest := &object.Kwargs{}
		for i, n := range kw.Names {
			if n == strMetaclass {
				meta = kw.Vals[i]
				continue
			}
			rest.Names = append(rest.Names, n)
			rest.Vals = append(rest.Vals, kw.Vals[i])
		}
		if kw = rest; len(rest.Names) == 0 {
			kw = nil
		}
	}
	if meta == nil {
		meta = object.TypeType
		if len(bases) > 0 {
			meta = bases[0].Type()
		}
	}
	if mt, ok := meta.(*object.Type); ok {
		if meta, err = object.CalculateMeta(mt, bases); err != nil {
			return nil, err
		}
	}
	basesTuple := object.NewTuple(bases...)
	ns, err := prepare(t, meta, name, basesTuple, kw)
	if err != nil {
		return nil, err
	}
	f := fn.code.newFrame()
	f.globals = fn.globals
	copy(f.regs[fn.code.freeReg:], fn.closure)
	f.ns = ns
	f.nsDict, _ = ns.(*object.Dict)
	f.keep = true
	cell, err := runFrame(t, f)
	if err != nil {
		return nil, err
	}
	if changed {
		if err := object.SetItem(t, ns, strOrigBases, object.NewTuple(orig...)); err != nil {
			return nil, err
		}
	}
	cls, err := object.Call(t, meta, []object.Object{name, basesTuple, ns}, kw)
	if err != nil {
		return nil, err
	}
	if c, ok := cell.(*Cell); ok {
		if _, isType := cls.(*object.Type); isType && c.Value != cls {
			nameText, _ := object.ToStr(t, name)
			text, _ := object.Repr(t, cls)
			if c.Value == nil {
				return nil, object.RuntimeErrorf("__class__ not set defining '%s' as %s. Was __classcell__ propagated to type.__new__?", nameText, text)
			}
			got, _ := object.Repr(t, c.Value)
			return nil, object.TypeErrorf("__class__ set to %s defining '%s' as %s", got, nameText, text)
		}
	}
	return cls, nil
}

// mroEntries replaces bases that are no classes by what their __mro_entries__ gives.
func mroEntries(t *object.Thread, bases []object.Object) (out []object.Object, changed bool, err error) {
	for _, b := range bases {
		if _, ok := b.(*object.Type); ok {
			out = append(out, b)
			continue
		}
		m, err := object.GetAttrOpt(t, b, strMroEntries)
		if err != nil {
			return nil, false, err
		}
		if m == nil {
			out = append(out, b)
			continue
		}
		r, err := object.CallArgs(t, m, object.NewTuple(bases...))
		if err != nil {
			return nil, false, err
		}
		tu, ok := r.(*object.Tuple)
		if !ok {
			return nil, false, object.TypeErrorf("__mro_entries__ must return a tuple")
		}
		out = append(out, tu.Items...)
		changed = true
	}
	return out, changed, nil
}

func prepare(t *object.Thread, meta, name object.Object, bases *object.Tuple, kw *object.Kwargs) (object.Object, error) {
	if meta == object.TypeType {
		return object.NewDict(), nil
	}
	p, err := object.GetAttrOpt(t, meta, strPrepare)
	if err != nil {
		return nil, err
	}
	if p == nil {
		return object.NewDict(), nil
	}
	ns, err := object.Call(t, p, []object.Object{name, bases}, kw)
	if err != nil {
		return nil, err
	}
	if ns.Type().Slots.GetItem == nil {
		what := "<metaclass>"
		if mt, ok := meta.(*object.Type); ok {
			what = mt.Name
		}
		return nil, object.TypeErrorf("%s.__prepare__() must return a mapping, not %s", what, object.TypeName(ns))
	}
	return ns, nil
}

// Super is super(cls, obj).
type Super struct {
	class   *object.Type
	obj     object.Object // nil: unbound
	objType *object.Type
	as      *object.Type // the subclass of super that this is an instance of; nil: none
}

// SuperType is the class of Super.
var SuperType = object.Declare("super", "builtins")

// Type implements object.Object.
func (s *Super) Type() *object.Type {
	if s.as != nil {
		return s.as
	}
	return SuperType
}

func superCheck(t *object.Thread, cls *object.Type, obj object.Object) (*object.Type, error) {
	if tp, ok := obj.(*object.Type); ok && tp.IsSubtype(cls) {
		return tp, nil
	}
	if obj.Type().IsSubtype(cls) {
		return obj.Type(), nil
	}
	c, err := object.GetAttrOpt(t, obj, strClassCell)
	if err != nil {
		return nil, err
	}
	if ct, ok := c.(*object.Type); ok && ct != obj.Type() && ct.IsSubtype(cls) {
		return ct, nil
	}
	return nil, object.TypeErrorf("super(type, obj): obj must be an instance or subtype of type")
}

// superArgs finds the arguments of a super() without any: the class cell and the first parameter of the calling function.
func superArgs(t *object.Thread) (*object.Type, object.Object, error) {
	f, ok := t.Frame.(*Frame)
	if !ok {
		return nil, nil, object.RuntimeErrorf("super(): no current frame")
	}
	co := f.code.Code
	if co.ArgCount == 0 {
		return nil, nil, object.RuntimeErrorf("super(): no arguments")
	}
	obj := f.regs[0]
	for i, n := range co.CellVars {
		if n == co.VarNames[0] {
			if c, ok := f.regs[len(co.VarNames)+i].(*Cell); ok {
				obj = c.Value
			}
		}
	}
	if obj == nil {
		return nil, nil, object.RuntimeErrorf("super(): arg[0] deleted")
	}
	for i, n := range co.FreeVars {
		if n != strClassCell {
			continue
		}
		c, _ := f.regs[f.code.freeReg+i].(*Cell)
		if c == nil || c.Value == nil {
			return nil, nil, object.RuntimeErrorf("super(): empty __class__ cell")
		}
		cls, ok := c.Value.(*object.Type)
		if !ok {
			return nil, nil, object.RuntimeErrorf("super(): __class__ is not a type (%s)", object.TypeName(c.Value))
		}
		return cls, obj, nil
	}
	return nil, nil, object.RuntimeErrorf("super(): __class__ cell not found")
}

func superGetAttr(t *object.Thread, o object.Object, name *object.Str) (object.Object, error) {
	s := o.(*Super)
	if s.objType == nil || name == strClassCell {
		return object.GenericGetAttr(t, o, name)
	}
	mro := s.objType.MRO
	i := 0
	for i < len(mro) && mro[i] != s.class {
		i++
	}
	for i++; i < len(mro); i++ {
		v := mro[i].Dict.GetStr(name)
		if v == nil {
			continue
		}
		if get := v.Type().Slots.DescrGet; get != nil {
			obj := s.obj
			if obj == object.Object(s.objType) {
				obj = nil
			}
			return get(t, v, obj, s.objType)
		}
		return v, nil
	}
	return object.GenericGetAttr(t, o, name)
}

func init() {
	SuperType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				name := "super()"
				if kw.Len() > 0 {
					name = "super"
				}
				if err := object.CheckArgs(name, args, kw, 0, 2); err != nil {
					return nil, err
				}
				s := &Super{}
				if cls != SuperType {
					s.as = cls
				}
				if len(args) == 0 {
					c, o, err := superArgs(t)
					if err != nil {
						return nil, err
					}
					s.class, s.obj = c, o
				} else {
					c, ok := args[0].(*object.Type)
					if !ok {
						return nil, object.TypeErrorf("super() argument 1 must be a type, not %s", object.TypeName(args[0]))
					}
					s.class = c
					if len(args) == 2 {
						s.obj = args[1]
					}
				}
				if s.obj == object.None {
					s.obj = nil // unbound, also in a method called with None
				}
				if s.obj != nil {
					var err error
					if s.objType, err = superCheck(t, s.class, s.obj); err != nil {
						return nil, err
					}
				}
				return s, nil
			},
			Init:    func(*object.Thread, object.Object, []object.Object, *object.Kwargs) error { return nil },
			GetAttr: superGetAttr,
			DescrGet: func(t *object.Thread, self, obj object.Object, owner *object.Type) (object.Object, error) {
				s := self.(*Super)
				if obj == nil || s.obj != nil {
					return self, nil
				}
				tp, err := superCheck(t, s.class, obj)
				if err != nil {
					return nil, err
				}
				return &Super{s.class, obj, tp, s.as}, nil
			},
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				s := o.(*Super)
				if s.objType != nil {
					return "<super: <class '" + s.class.Name + "'>, <" + s.objType.Name + " object>>", nil
				}
				return "<super: <class '" + s.class.Name + "'>, NULL>", nil
			},
		},
		GetSets: []object.GetSet{
			{Name: "__thisclass__", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Super).class, nil }},
			{Name: "__self__", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return orNone(o.(*Super).obj), nil }},
			{Name: "__self_class__", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if tp := o.(*Super).objType; tp != nil {
					return tp, nil
				}
				return object.None, nil
			}},
		},
	})
}
