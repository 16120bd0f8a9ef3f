// Package array is Python's array module: numbers of one type packed into bytes.
package array

import (
	"math/big"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// Array is the memory of an array.array; instances of the class are *object.Instance with an *Array inside.
type Array struct {
	*kind
	b []byte
}

// ArrayType is array.array.
var ArrayType = object.Declare("array", "array")

// BufferBytes implements object.Buffer.
func (a *Array) BufferBytes() []byte { return a.b }

// BufferFormat implements object.Buffer.
func (a *Array) BufferFormat() string {
	if a.code == 'u' {
		return "w"
	}
	return string(rune(a.code))
}

func arrayOf(o value) *Array {
	a, _ := object.Native(o).(*Array)
	return a
}

func bigUint(u uint64) *big.Int { return new(big.Int).SetUint64(u) }

func (a *Array) len() int { return len(a.b) / a.size }

func (a *Array) at(i int) value { return a.get(a.b[i*a.size : (i+1)*a.size]) }

func (a *Array) items() []value {
	out := make([]value, a.len())
	for i := range out {
		out[i] = a.at(i)
	}
	return out
}

// pack makes the bytes of one item.
func (a *Array) pack(t *thread, v value) ([]byte, error) {
	b := make([]byte, a.size)
	return b, a.put(t, b, v)
}

func (a *Array) appendBytes(t *thread, b []byte) error {
	if n := len(a.b) + len(b); n > cap(a.b) && n > 1<<16 {
		if err := t.Alloc(int64(2 * n)); err != nil {
			return err
		}
	}
	a.b = append(a.b, b...)
	return nil
}

func (a *Array) append(t *thread, v value) error {
	b, err := a.pack(t, v)
	if err != nil {
		return err
	}
	return a.appendBytes(t, b)
}

// extend adds the items of another array of the same type, or of any iterable.
func (a *Array) extend(t *thread, o value) error {
	if x := arrayOf(o); x != nil {
		if x.code != a.code {
			return object.TypeErrorf("can only extend with array of same kind")
		}
		return a.appendBytes(t, x.b)
	}
	return object.ForEach(t, o, func(v value) (bool, error) { return true, a.append(t, v) })
}

func (a *Array) like(b []byte) value { return object.NewInstance(ArrayType, &Array{a.kind, b}) }

func (a *Array) index(t *thread, key value, outOfRange string) (int, error) {
	if key.Type().Slots.Index == nil {
		return 0, object.TypeErrorf("array indices must be integers")
	}
	i, err := object.AsIndex(t, key)
	if err != nil {
		return 0, err
	}
	n := a.len()
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return 0, object.IndexErrorf("%s", outOfRange)
	}
	return i, nil
}

func (a *Array) getItem(t *thread, key value) (value, error) {
	if s, ok := key.(*object.Slice); ok {
		start, _, step, n, err := s.Indices(t, a.len())
		if err != nil {
			return nil, err
		}
		if err := t.Alloc(int64(n * a.size)); err != nil {
			return nil, err
		}
		b := make([]byte, 0, n*a.size)
		for i := start; n > 0; i, n = i+step, n-1 {
			b = append(b, a.b[i*a.size:(i+1)*a.size]...)
		}
		return a.like(b), nil
	}
	i, err := a.index(t, key, "array index out of range")
	if err != nil {
		return nil, err
	}
	return a.at(i), nil
}

// splice replaces the items from i to j.
func (a *Array) splice(t *thread, i, j int, b []byte) error {
	tail := append([]byte(nil), a.b[j*a.size:]...)
	a.b = a.b[:i*a.size]
	if err := a.appendBytes(t, b); err != nil {
		return err
	}
	return a.appendBytes(t, tail)
}

func (a *Array) setItem(t *thread, key, v value) error {
	s, ok := key.(*object.Slice)
	if !ok {
		i, err := a.index(t, key, "array assignment index out of range")
		if err != nil {
			return err
		}
		if v == nil {
			return a.splice(t, i, i+1, nil)
		}
		b, err := a.pack(t, v)
		if err == nil && (i+1)*a.size <= len(a.b) { // __index__ may have shortened it
			copy(a.b[i*a.size:], b)
		}
		return err
	}
	var src []byte
	if v != nil {
		x := arrayOf(v)
		if x == nil {
			return object.TypeErrorf("can only assign array (not \"%s\") to array slice", object.TypeName(v))
		}
		if x.code != a.code {
			return object.TypeErrorf("bad argument type for built-in operation")
		}
		src = append(src, x.b...)
	}
	start, stop, step, n, err := s.Indices(t, a.len())
	if err != nil {
		return err
	}
	if step == 1 {
		return a.splice(t, start, max(start, stop), src)
	}
	if v == nil {
		return a.deleteSteps(start, step, n)
	}
	if len(src) != n*a.size {
		return object.ValueErrorf("attempt to assign array of size %d to extended slice of size %d", len(src)/a.size, n)
	}
	for k := 0; k < n; k++ {
		copy(a.b[(start+k*step)*a.size:], src[k*a.size:(k+1)*a.size])
	}
	return nil
}

func (a *Array) deleteSteps(start, step, n int) error {
	if step < 0 {
		start, step = start+(n-1)*step, -step
	}
	kept := a.b[:0:0]
	for i := 0; i < a.len(); i++ {
		if n > 0 && i == start {
			start, n = start+step, n-1
			continue
		}
		kept = append(kept, a.b[i*a.size:(i+1)*a.size]...)
	}
	a.b = kept
	return nil
}

func (a *Array) find(t *thread, v value, lo, hi int) (int, error) {
	for i := lo; i < hi && i < a.len(); i++ {
		eq, err := object.Equal(t, a.at(i), v)
		if err != nil {
			return 0, err
		}
		if eq {
			return i, nil
		}
	}
	return -1, nil
}

func (a *Array) repeat(t *thread, n int) ([]byte, error) {
	n = max(n, 0)
	if len(a.b) > 0 && n > (1<<40)/len(a.b) {
		return nil, t.Alloc(1 << 50)
	}
	if err := t.Alloc(int64(n * len(a.b))); err != nil {
		return nil, err
	}
	out := make([]byte, 0, n*len(a.b))
	for ; n > 0; n-- {
		out = append(out, a.b...)
	}
	return out, nil
}

func compare(t *thread, x, y value, op object.CompareOp) (value, error) {
	a, b := arrayOf(x), arrayOf(y)
	if a == nil || b == nil {
		return object.NotImplemented, nil
	}
	if a.len() != b.len() && (op == object.EQ || op == object.NE) {
		return object.NewBool(op == object.NE), nil
	}
	n := min(a.len(), b.len())
	if err := t.Work(n); err != nil {
		return nil, err
	}
	// The first pair that is unequal decides. Items are made anew when they are read, so a nan is never the same as itself, unlike in a list.
	for i := 0; i < n; i++ {
		p, q := a.at(i), b.at(i)
		r, err := object.RichCompare(t, p, q, object.EQ)
		if err != nil {
			return nil, err
		}
		if r != object.True {
			if op == object.EQ || op == object.NE {
				return object.NewBool(op == object.NE), nil
			}
			return object.RichCompare(t, p, q, op)
		}
	}
	return object.RichCompare(t, object.NewInt(int64(a.len())), object.NewInt(int64(b.len())), op)
}

func (a *Array) repr(t *thread, name string) (string, error) {
	if len(a.b) == 0 {
		return name + "('" + string(a.code) + "')", nil
	}
	var items value = object.NewList(nil)
	if a.code == 'u' {
		items = a.text()
	} else {
		items = object.NewList(a.items())
	}
	r, err := object.Repr(t, items)
	return name + "('" + string(a.code) + "', " + r + ")", err
}

func (a *Array) text() value {
	var b []byte
	for i := 0; i < a.len(); i++ {
		s, _ := object.AsStr(a.at(i))
		b = append(b, s...)
	}
	return object.NewStr(string(b))
}

// iter goes on when items are added.
type iter struct {
	a *Array
	i int
}

var iterType = object.Declare("arrayiterator", "array")

// Type implements object.Object.
func (*iter) Type() *object.Type { return iterType }

func newArray(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	if kw.Len() > 0 && cls == ArrayType {
		return nil, object.TypeErrorf("array.array() takes no keyword arguments")
	}
	if len(args) == 0 {
		return nil, object.TypeErrorf("array() takes at least 1 argument (0 given)")
	}
	if len(args) > 2 {
		return nil, object.TypeErrorf("array() takes at most 2 arguments (%d given)", len(args))
	}
	code, ok := object.AsStr(args[0])
	if !ok || len(code) != 1 {
		return nil, object.TypeErrorf("array() argument 1 must be a unicode character, not %s", object.TypeName(args[0]))
	}
	k := kinds[code[0]]
	if k == nil {
		return nil, object.ValueErrorf("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)")
	}
	a := &Array{kind: k}
	self := object.NewInstance(cls, a)
	if len(args) == 1 {
		return self, nil
	}
	src := args[1]
	x := arrayOf(src)
	if k.code != 'u' {
		if object.IsInstance(src, object.StrType) {
			return nil, object.TypeErrorf("cannot use a str to initialize an array with typecode '%s'", code)
		}
		if x != nil && x.code == 'u' {
			return nil, object.TypeErrorf("cannot use a unicode array to initialize an array with typecode '%s'", code)
		}
	}
	switch {
	case x != nil:
		if x.code == k.code {
			return self, a.appendBytes(t, x.b)
		}
		for _, v := range x.items() {
			if err := a.append(t, v); err != nil {
				return nil, err
			}
		}
		return self, nil
	case object.IsInstance(src, object.BytesType) || object.IsInstance(src, object.ByteArrayType):
		b, _ := object.AsBytes(src)
		return self, a.fromBytes(t, b)
	}
	return self, a.extend(t, src)
}

func (a *Array) fromBytes(t *thread, b []byte) error {
	if len(b)%a.size != 0 {
		return object.ValueErrorf("bytes length not a multiple of item size")
	}
	return a.appendBytes(t, b)
}

func init() {
	iterType.Define(object.IterSpec(func(t *thread, o value) (value, error) {
		it := o.(*iter)
		if it.a == nil || it.i >= it.a.len() {
			it.a = nil
			return nil, nil
		}
		it.i++
		return it.a.at(it.i - 1), nil
	}, nil))
	ArrayType.Define(object.Spec{
		NoDict: true,
		Slots: object.Slots{
			New:         newArray,
			Init:        func(*thread, value, []value, *kwargs) error { return nil },
			Repr:        func(t *thread, o value) (string, error) { return arrayOf(o).repr(t, o.Type().Name) },
			Unhashable:  true,
			RichCompare: compare,
			Len:         func(t *thread, o value) (int, error) { return arrayOf(o).len(), nil },
			Iter:        func(t *thread, o value) (value, error) { return &iter{a: arrayOf(o)}, nil },
			GetItem:     func(t *thread, o, key value) (value, error) { return arrayOf(o).getItem(t, key) },
			SetItem:     func(t *thread, o, key, v value) error { return arrayOf(o).setItem(t, key, v) },
			Contains: func(t *thread, o, v value) (bool, error) {
				a := arrayOf(o)
				i, err := a.find(t, v, 0, a.len())
				return i >= 0, err
			},
			Concat: func(t *thread, x, y value) (value, error) {
				a, b := arrayOf(x), arrayOf(y)
				if b == nil {
					return nil, object.TypeErrorf("can only append array (not \"%s\") to array", object.TypeName(y))
				}
				if a.code != b.code {
					return nil, object.TypeErrorf("bad argument type for built-in operation")
				}
				r := &Array{a.kind, append([]byte(nil), a.b...)}
				return object.NewInstance(ArrayType, r), r.appendBytes(t, b.b)
			},
			InPlaceConcat: func(t *thread, x, y value) (value, error) {
				if arrayOf(y) == nil {
					return nil, object.TypeErrorf("can only extend array with array (not \"%s\")", object.TypeName(y))
				}
				return x, arrayOf(x).extend(t, y)
			},
			Repeat: func(t *thread, x value, n int) (value, error) {
				b, err := arrayOf(x).repeat(t, n)
				return arrayOf(x).like(b), err
			},
			InPlaceRepeat: func(t *thread, x value, n int) (value, error) {
				b, err := arrayOf(x).repeat(t, n)
				if err == nil {
					arrayOf(x).b = b
				}
				return x, err
			},
		},
		GetSets: []object.GetSet{
			{Name: "typecode", Get: func(t *thread, o value) (value, error) { return object.NewStr(string(arrayOf(o).code)), nil }},
			{Name: "itemsize", Get: func(t *thread, o value) (value, error) { return object.NewInt(int64(arrayOf(o).size)), nil }},
		},
		Methods: methods(),
	})
	object.RegisterModule(&object.NativeModule{Name: "array", Init: func(t *thread, m *object.Module) error {
		m.Set("array", ArrayType)
		m.Set("ArrayType", ArrayType)
		m.Set("typecodes", object.NewStr("bBuhHiIlLqQfd"))
		abc, err := t.RT.Import(t, "collections.abc")
		if err != nil {
			return err
		}
		sequence, err := object.GetAttr(t, abc, object.Intern("MutableSequence"))
		if err != nil {
			return err
		}
		_, err = object.CallMethod(t, sequence, "register", ArrayType)
		return err
	}})
}
