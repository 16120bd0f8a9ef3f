package collections

import "github.com/asyncshelf/asyncshelf/engine/python/object"

var defaultFactory = object.Intern("default_factory")

// newDefaultDict makes the class defaultdict for one run. It is a class made at run time over dict, with native methods, so that the
// factory can live in a slot beside the native dict.
func newDefaultDict(t *thread) (*object.Type, error) {
	ns := object.NewDict()
	ns.SetName("__module__", object.NewStr("collections"))
	ns.SetName("__slots__", object.NewTuple(defaultFactory))
	cls, err := object.NewClass(t, object.TypeType, "defaultdict", []value{object.DictType}, ns, nil)
	if err != nil {
		return nil, err
	}
	cls.MarkNative()
	factory := func(t *thread, o value) (value, error) {
		f, err := object.GetAttrOpt(t, o, defaultFactory)
		if f == nil && err == nil {
			f = object.None
		}
		return f, err
	}
	dup := func(t *thread, a []value, kw *kwargs) (value, error) {
		f, err := factory(t, a[0])
		if err != nil {
			return nil, err
		}
		return object.CallArgs(t, a[0].Type(), f, a[0])
	}
	or := func(t *thread, a, b, self value) (value, error) {
		_, ok1 := object.AsDict(a)
		_, ok2 := object.AsDict(b)
		if !ok1 || !ok2 {
			return object.NotImplemented, nil
		}
		f, err := factory(t, self)
		if err != nil {
			return nil, err
		}
		r, err := object.CallArgs(t, self.Type(), f, a)
		if err != nil {
			return nil, err
		}
		d, _ := object.AsDict(r)
		return r, d.Update(t, b)
	}
	addMethods(cls, map[string]object.NativeFunc{
		"__init__": func(t *thread, a []value, kw *kwargs) (value, error) {
			var f value = object.None
			rest := a[1:]
			if len(rest) > 0 {
				f, rest = rest[0], rest[1:]
				if f != object.None && !object.IsCallable(f) {
					return nil, object.TypeErrorf("first argument must be callable or None")
				}
			}
			if err := object.SetAttr(t, a[0], defaultFactory, f); err != nil {
				return nil, err
			}
			d, _ := object.AsDict(a[0])
			return object.None, d.Merge(t, "dict", rest, kw)
		},
		"__missing__": func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("defaultdict.__missing__", a[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			self, key := a[0], a[1]
			f, err := factory(t, self)
			if err != nil {
				return nil, err
			}
			if f == object.None {
				return nil, object.KeyError(key)
			}
			v, err := object.Call(t, f, nil, nil)
			if err != nil {
				return nil, err
			}
			return v, object.SetItem(t, self, key, v)
		},
		"__repr__": func(t *thread, a []value, kw *kwargs) (value, error) {
			self := a[0]
			body, err := object.DictType.Slots.Repr(t, self)
			if err != nil {
				return nil, err
			}
			f, err := factory(t, self)
			if err != nil {
				return nil, err
			}
			fs := "..."
			if leave, ok := t.EnterRepr(self); ok {
				defer leave()
				if fs, err = object.Repr(t, f); err != nil {
					return nil, err
				}
			}
			return object.NewStr(self.Type().Name + "(" + fs + ", " + body + ")"), nil
		},
		"__reduce__": func(t *thread, a []value, kw *kwargs) (value, error) {
			f, err := factory(t, a[0])
			if err != nil {
				return nil, err
			}
			args := object.EmptyTuple
			if f != object.None {
				args = object.NewTuple(f)
			}
			items, err := object.CallMethod(t, a[0], "items")
			if err != nil {
				return nil, err
			}
			it, err := object.Iter(t, items)
			return object.NewTuple(a[0].Type(), args, object.None, object.None, it), err
		},
		"copy":     dup,
		"__copy__": dup,
		"__or__": func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("__or__", a[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			return or(t, a[0], a[1], a[0])
		},
		"__ror__": func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("__ror__", a[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			return or(t, a[1], a[0], a[0])
		},
	})
	return cls, nil
}
