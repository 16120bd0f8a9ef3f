package structs

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// Struct is struct.Struct. Before __init__ it has no layout.
type Struct struct{ l *layout }

// StructType is its class.
var StructType = object.Declare("Struct", "_struct")

// Type implements object.Object.
func (*Struct) Type() *object.Type { return StructType }

var structSig = object.NewSignature("Struct", "format")

// initStruct is Struct.__init__: a format that cannot be read leaves what was there.
func initStruct(t *thread, o value, args []value, kw *kwargs) error {
	a, err := structSig.Bind(args, kw)
	if err != nil {
		return err
	}
	l, err := parse(t, a[0])
	if err == nil {
		object.Native(o).(*Struct).l = l
	}
	return err
}

// layoutOf is what __init__ has read.
func layoutOf(o value) (*layout, error) {
	if l := object.Native(o).(*Struct).l; l != nil {
		return l, nil
	}
	return nil, object.RuntimeErrorf("Struct object is not initialized")
}

func buffer(o value) ([]byte, error) {
	b, ok := object.AsBytes(o)
	if !ok {
		return nil, object.TypeErrorf("a bytes-like object is required, not '%s'", object.TypeName(o))
	}
	return b, nil
}

func (l *layout) packNew(t *thread, args []value) (value, error) {
	if err := t.Alloc(int64(l.size)); err != nil {
		return nil, err
	}
	b := make([]byte, l.size)
	if err := l.pack(t, b, args); err != nil {
		return nil, err
	}
	return object.NewBytes(b), nil
}

func (l *layout) packInto(t *thread, args []value) (value, error) {
	if len(args) < 2 {
		return nil, object.TypeErrorf("pack_into expected buffer argument")
	}
	dst, ok := object.AsWritableBytes(args[0])
	if !ok {
		return nil, object.TypeErrorf("argument must be read-write bytes-like object, not %s", object.TypeName(args[0]))
	}
	off, err := object.AsIndex(t, args[1])
	if err != nil {
		return nil, err
	}
	n := len(dst)
	if off < 0 {
		if off+l.size > 0 {
			return nil, fail("no space to pack %d bytes at offset %d", l.size, off)
		}
		if off += n; off < 0 {
			return nil, fail("offset %d out of range for %d-byte buffer", off-n, n)
		}
	}
	if n-off < l.size {
		return nil, fail("pack_into requires a buffer of at least %d bytes for packing %d bytes at offset %d (actual buffer size is %d)", uint64(off)+uint64(l.size), l.size, off, n)
	}
	tmp := make([]byte, l.size)
	if err := l.pack(t, tmp, args[2:]); err != nil {
		return nil, err
	}
	copy(dst[off:], tmp)
	return object.None, nil
}

func (l *layout) unpackAll(o value) (value, error) {
	b, err := buffer(o)
	if err != nil {
		return nil, err
	}
	if len(b) != l.size {
		return nil, fail("unpack requires a buffer of %d bytes", l.size)
	}
	return l.unpack(b), nil
}

var fromSig = object.NewSignature("unpack_from", "buffer", "offset=")

func (l *layout) unpackFrom(t *thread, args []value, kw *kwargs) (value, error) {
	a, err := fromSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	b, err := buffer(a[0])
	if err != nil {
		return nil, err
	}
	off := 0
	if a[1] != nil {
		if off, err = object.AsIndex(t, a[1]); err != nil {
			return nil, err
		}
	}
	if off < 0 {
		if off+l.size > 0 {
			return nil, fail("not enough data to unpack %d bytes at offset %d", l.size, off)
		}
		if off += len(b); off < 0 {
			return nil, fail("offset %d out of range for %d-byte buffer", off-len(b), len(b))
		}
	}
	if len(b)-off < l.size {
		return nil, fail("unpack_from requires a buffer of at least %d bytes for unpacking %d bytes at offset %d (actual buffer size is %d)", uint64(off)+uint64(l.size), l.size, off, len(b))
	}
	return l.unpack(b[off:]), nil
}

func (l *layout) iterate(t *thread, o value) (value, error) {
	b, err := buffer(o)
	if err != nil {
		return nil, err
	}
	if l.size == 0 {
		return nil, fail("cannot iteratively unpack with a struct of length 0")
	}
	if len(b)%l.size != 0 {
		return nil, fail("iterative unpacking requires a buffer of a multiple of %d bytes", l.size)
	}
	out := object.NewList(nil)
	for ; len(b) > 0; b = b[l.size:] {
		if err := out.Append(t, l.unpack(b)); err != nil {
			return nil, err
		}
	}
	return object.Iter(t, out)
}

func init() {
	ErrorType.Define(object.Spec{})
	method := func(name string, f func(t *thread, l *layout, a []value, kw *kwargs) (value, error)) object.Method {
		return object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			l, err := layoutOf(a[0])
			if err != nil {
				return nil, err
			}
			return f(t, l, a[1:], kw)
		}}
	}
	one := func(name string, f func(t *thread, l *layout, o value) (value, error)) func(t *thread, l *layout, a []value, kw *kwargs) (value, error) {
		return func(t *thread, l *layout, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs(name, a, kw, 1, 1); err != nil {
				return nil, err
			}
			return f(t, l, a[0])
		}
	}
	ops := map[string]func(t *thread, l *layout, a []value, kw *kwargs) (value, error){
		"pack":        func(t *thread, l *layout, a []value, kw *kwargs) (value, error) { return l.packNew(t, a) },
		"pack_into":   func(t *thread, l *layout, a []value, kw *kwargs) (value, error) { return l.packInto(t, a) },
		"unpack":      one("unpack", func(t *thread, l *layout, o value) (value, error) { return l.unpackAll(o) }),
		"unpack_from": func(t *thread, l *layout, a []value, kw *kwargs) (value, error) { return l.unpackFrom(t, a, kw) },
		"iter_unpack": one("iter_unpack", func(t *thread, l *layout, o value) (value, error) { return l.iterate(t, o) }),
	}
	var methods []object.Method
	for name, f := range ops {
		methods = append(methods, method(name, f))
	}
	StructType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *thread, cls *object.Type, _ []value, _ *kwargs) (value, error) {
				if cls == StructType {
					return &Struct{}, nil
				}
				return object.NewInstance(cls, &Struct{}), nil
			},
			Init: initStruct,
		},
		GetSets: []object.GetSet{
			{Name: "format", Get: func(t *thread, o value) (value, error) {
				l, err := layoutOf(o)
				if err != nil {
					return nil, err
				}
				return object.NewStr(l.format), nil
			}},
			{Name: "size", Get: func(t *thread, o value) (value, error) {
				size := -1
				if l, _ := layoutOf(o); l != nil {
					size = l.size
				}
				return object.NewInt(int64(size)), nil
			}},
		},
		Methods: methods,
	})
	object.RegisterModule(&object.NativeModule{Name: "struct", Init: func(t *thread, m *object.Module) error {
		m.Set("error", ErrorType)
		m.Set("Struct", StructType)
		m.SetFunc("_clearcache", func(t *thread, a []value, kw *kwargs) (value, error) { // formats are read anew each time
			return object.None, object.CheckArgs("_clearcache", a, kw, 0, 0)
		})
		m.SetFunc("calcsize", func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("calcsize", a, kw, 1, 1); err != nil {
				return nil, err
			}
			l, err := parse(t, a[0])
			if err != nil {
				return nil, err
			}
			return object.NewInt(int64(l.size)), nil
		})
		for name, f := range ops {
			m.SetFunc(name, func(t *thread, a []value, kw *kwargs) (value, error) {
				if len(a) == 0 {
					return nil, object.TypeErrorf("%s expected at least 1 argument, got 0", name)
				}
				l, err := parse(t, a[0])
				if err != nil {
					return nil, err
				}
				return f(t, l, a[1:], kw)
			})
		}
		return nil
	}})
}
