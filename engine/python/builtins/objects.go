package builtins

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// Functions that ask an object about itself: len, repr, hash, id, isinstance, getattr and their like.

func attrName(o object.Object) (*object.Str, error) {
	switch s := o.(type) {
	case *object.Str:
		return s, nil
	}
	if s, ok := object.AsStr(o); ok {
		return object.NewStr(s), nil
	}
	return nil, object.TypeErrorf("attribute name must be string, not '%s'", object.TypeName(o))
}

func text(f func(t *object.Thread, o object.Object) (string, error)) func(t *object.Thread, o object.Object) (object.Object, error) {
	return func(t *object.Thread, o object.Object) (object.Object, error) {
		s, err := f(t, o)
		if err != nil {
			return nil, err
		}
		return object.NewStr(s), nil
	}
}

func init() {
	register(
		one("len", func(t *object.Thread, o object.Object) (object.Object, error) {
			n, err := object.Len(t, o)
			return object.NewInt(int64(n)), err
		}),
		one("repr", func(t *object.Thread, o object.Object) (object.Object, error) {
			if r, err := object.TextObject(t, o, "__repr__", " while getting the repr of an object"); r != nil || err != nil {
				return r, err
			}
			s, err := object.Repr(t, o)
			return object.NewStr(s), err
		}), one("ascii", text(object.ASCII)),
		one("hash", func(t *object.Thread, o object.Object) (object.Object, error) {
			h, err := object.Hash(t, o)
			return object.NewInt(h), err
		}),
		one("id", func(t *object.Thread, o object.Object) (object.Object, error) { return object.NewInt(t.RT.ID(o)), nil }),
		one("callable", func(t *object.Thread, o object.Object) (object.Object, error) {
			return object.NewBool(object.IsCallable(o)), nil
		}),
		some("format", 1, 2, func(t *object.Thread, a []object.Object) (object.Object, error) {
			spec := ""
			if len(a) > 1 {
				s, ok := object.AsStr(a[1])
				if !ok {
					return nil, object.TypeErrorf("format() argument 2 must be str, not %s", object.ArgTypeName(a[1]))
				}
				spec = s
			}
			if _, ok := object.AsStr(a[0]); ok {
				return object.FormatText(t, a[0], spec)
			}
			s, err := object.Format(t, a[0], spec)
			return object.NewStr(s), err
		}),
		some("isinstance", 2, 2, func(t *object.Thread, a []object.Object) (object.Object, error) {
			b, err := object.IsInstanceOf(t, a[0], a[1])
			return object.NewBool(b), err
		}),
		some("issubclass", 2, 2, func(t *object.Thread, a []object.Object) (object.Object, error) {
			b, err := object.IsSubclassOf(t, a[0], a[1])
			return object.NewBool(b), err
		}),
		some("getattr", 2, 3, func(t *object.Thread, a []object.Object) (object.Object, error) {
			name, err := attrName(a[1])
			if err != nil {
				return nil, err
			}
			if len(a) == 2 {
				return object.GetAttr(t, a[0], name)
			}
			v, err := object.GetAttrOpt(t, a[0], name)
			if v == nil && err == nil {
				v = a[2]
			}
			return v, err
		}),
		some("hasattr", 2, 2, func(t *object.Thread, a []object.Object) (object.Object, error) {
			name, err := attrName(a[1])
			if err != nil {
				return nil, err
			}
			v, err := object.GetAttrOpt(t, a[0], name)
			return object.NewBool(v != nil), err
		}),
		some("setattr", 3, 3, func(t *object.Thread, a []object.Object) (object.Object, error) {
			name, err := attrName(a[1])
			if err != nil {
				return nil, err
			}
			return object.None, object.SetAttr(t, a[0], name, a[2])
		}),
		some("delattr", 2, 2, func(t *object.Thread, a []object.Object) (object.Object, error) {
			name, err := attrName(a[1])
			if err != nil {
				return nil, err
			}
			return object.None, object.SetAttr(t, a[0], name, nil)
		}),
	)
}
