package object

import (
	"bytes"
	"weak"
)

// Bytes is Python's bytes, ByteArray its bytearray. Bytes.B must not change once the program has seen it.
type (
	Bytes struct {
		B    []byte
		hash int64
	}
	ByteArray struct {
		B       []byte
		exports []weak.Pointer[export]
	}
	// BytesIter iterates over bytes or a bytearray.
	BytesIter struct {
		src Object // nil at the end
		i   int
	}
)

// The types of bytes.
var (
	BytesType         = Declare("bytes", "builtins")
	ByteArrayType     = Declare("bytearray", "builtins")
	BytesIterType     = Declare("bytes_iterator", "builtins")
	byteArrayIterType = Declare("bytearray_iterator", "builtins")
)

// Type implements Object.
func (*Bytes) Type() *Type { return BytesType }

// Type implements Object.
func (*ByteArray) Type() *Type { return ByteArrayType }

// Type implements Object.
func (it *BytesIter) Type() *Type {
	if _, ok := Native(orNone(it.src)).(*ByteArray); ok {
		return byteArrayIterType
	}
	return BytesIterType
}

var emptyBytes = &Bytes{}

// NewBytes makes a bytes object; it keeps b.
func NewBytes(b []byte) *Bytes {
	if len(b) == 0 {
		return emptyBytes
	}
	return &Bytes{B: b}
}

// bytesOf gives the bytes of a bytes-like object. They must not be changed or kept.
func bytesOf(o Object) ([]byte, bool) {
	switch b := Native(o).(type) {
	case *Bytes:
		return b.B, true
	case *ByteArray:
		return b.B, true
	case *MemoryView:
		return b.bytes(), true
	case Buffer:
		return b.BufferBytes(), true
	}
	return nil, false
}

// Buffer is a native value whose memory can be read and written wherever that of a bytearray can: an array.
type Buffer interface {
	BufferBytes() []byte
	BufferFormat() string // the struct code of its items
}

// AsBytes gives the bytes of a bytes-like object (bytes, bytearray, memoryview, array). They must not be changed or kept.
func AsBytes(o Object) ([]byte, bool) { return bytesOf(o) }

// needBytes is bytesOf that complains.
func needBytes(o Object) ([]byte, error) {
	b, ok := bytesOf(o)
	if !ok {
		return nil, TypeErrorf("a bytes-like object is required, not '%s'", TypeName(o))
	}
	return b, heldBytes(o)
}

// heldBytes is an error where the bytes are those of a view that has been released.
func heldBytes(o Object) error {
	if m, ok := o.(*MemoryView); ok {
		return m.check()
	}
	return nil
}

// byteValue is an int from 0 to 255.
func byteValue(t *Thread, o Object, msg string) (byte, error) {
	r, err := ToIndex(t, o)
	if err != nil {
		return 0, err
	}
	i, ok := AsInt(r)
	if !ok || i < 0 || i > 255 {
		return 0, ValueErrorf("%s", msg)
	}
	return byte(i), nil
}

const byteRange = "byte must be in range(0, 256)"

// toBytesObject is bytes(o) for one argument that is no int: through __bytes__, the buffer, or an iterable of ints. The
// result is the caller's.
func toBytesObject(t *Thread, o Object) ([]byte, error) { return bytesFrom(t, o, "bytes") }

func bytesFrom(t *Thread, o Object, target string) ([]byte, error) {
	if b, ok := bytesOf(o); ok {
		if err := heldBytes(o); err != nil {
			return nil, err
		}
		if err := allocText(t, len(b)); err != nil {
			return nil, err
		}
		return append([]byte(nil), b...), nil
	}
	if _, ok := AsStr(o); ok || o.Type().Slots.Iter == nil && o.Type().Slots.GetItem == nil {
		return nil, TypeErrorf("cannot convert '%s' object to %s", TypeName(o), target)
	}
	msg := "bytes must be in range(0, 256)"
	if target == "bytearray" {
		msg = byteRange
	}
	o, err := askIter(t, o)
	if err != nil {
		return nil, err
	}
	var out []byte
	err = ForEach(t, o, func(x Object) (bool, error) {
		c, err := byteValue(t, x, msg)
		out = append(out, c)
		if err == nil {
			err = chargeText(t, len(out), 1)
		}
		return true, err
	})
	return out, err
}

var bytesNewSig = NewSignature("bytes", "source=", "encoding=", "errors=")
var byteArrayNewSig = NewSignature("bytearray", "source=", "encoding=", "errors=")

// bytesArgs makes the contents that bytes(…) and bytearray(…) ask for.
func bytesArgs(t *Thread, sig *Signature, args []Object, kw *Kwargs) ([]byte, error) {
	a, err := sig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	src := a[0]
	if a[1] != nil || a[2] != nil {
		enc, errs, err := codecArgs(sig.Name, a[1:])
		if err != nil {
			return nil, err
		}
		s := asStrObj(orNone(src))
		if s != nil && a[1] == nil {
			return nil, TypeErrorf("string argument without an encoding")
		}
		if s == nil {
			what := "encoding"
			if a[1] == nil {
				what = "errors"
			}
			return nil, TypeErrorf("%s without a string argument", what)
		}
		b, err := Encode(t, s, enc, errs)
		if err != nil {
			return nil, err
		}
		return append([]byte(nil), b.(*Bytes).B...), nil
	}
	if src == nil {
		return nil, nil
	}
	if _, exact := src.(*Str); sig == bytesNewSig && !exact {
		if fn, err := LookupSpecial(t, src, "__bytes__"); err != nil {
			return nil, err
		} else if fn != nil {
			r, err := CallArgs(t, fn)
			if err != nil {
				return nil, err
			}
			b, ok := Native(r).(*Bytes)
			if !ok {
				return nil, TypeErrorf("__bytes__ returned non-bytes (type %s)", TypeName(r))
			}
			return b.B, nil
		}
	}
	if _, ok := AsStr(src); ok {
		return nil, TypeErrorf("string argument without an encoding")
	}
	if src.Type().Slots.Index != nil {
		n, err := AsCount(t, src)
		if err == nil {
			if n < 0 {
				return nil, ValueErrorf("negative count")
			}
			if err := t.Alloc(int64(n)); err != nil {
				return nil, err
			}
			return make([]byte, n), nil
		}
		if !IsException(err, TypeErrorType) {
			return nil, err
		}
	}
	return bytesFrom(t, src, sig.Name)
}

func reprBytes(b []byte) string { return quoteBytes(b, false) }

// quoteBytes is the repr of bytes; a bytearray's escapes single quotes even between double ones.
func quoteBytes(b []byte, single bool) string {
	quote := byte('\'')
	if bytes.IndexByte(b, '\'') >= 0 && bytes.IndexByte(b, '"') < 0 {
		quote = '"'
	}
	out := make([]byte, 0, len(b)+3)
	out = append(out, 'b', quote)
	for _, c := range b {
		if single && c == '\'' {
			out = append(out, '\\')
			if quote == '\'' {
				out = append(out, c)
				continue
			}
		}
		out = appendEscaped(out, c, quote)
	}
	return string(append(out, quote))
}

func bytesCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	x, ok1 := bytesOf(a)
	y, ok2 := bytesOf(b)
	if !ok1 || !ok2 || op != EQ && op != NE && !ordersBytes(a, b) {
		return NotImplemented, nil
	}
	return NewBool(compareResult(bytes.Compare(x, y), op)), nil
}

// ordersBytes says whether one of a and b comes before the other: bytes do not know what a view or an array is.
func ordersBytes(a, b Object) bool {
	switch Native(b).(type) {
	case *Bytes, *ByteArray:
		return true
	}
	_, ok := Native(a).(*ByteArray)
	return ok
}

// sliceBytes copies what a slice selects.
func sliceBytes(t *Thread, b []byte, s *Slice) ([]byte, error) {
	start, _, step, n, err := s.Indices(t, len(b))
	if err != nil {
		return nil, err
	}
	if err := allocText(t, n); err != nil {
		return nil, err
	}
	out := make([]byte, n)
	if step == 1 {
		copy(out, b[start:start+n])
		return out, nil
	}
	for i := range out {
		out[i] = b[start+i*step]
	}
	return out, nil
}

// subsection is the argument of find, count, in …: a bytes-like object or one byte.
func subsection(t *Thread, o Object, strict bool) ([]byte, error) {
	if b, ok := bytesOf(o); ok {
		return b, nil
	}
	if o.Type().Slots.Index == nil {
		if strict {
			return needBytes(o)
		}
		return nil, TypeErrorf("argument should be integer or bytes-like object, not '%s'", TypeName(o))
	}
	c, err := byteValue(t, o, byteRange)
	return []byte{c}, err
}

// bytesSlots are the slots that bytes and bytearray share; wrap makes an object of the type.
func bytesSlots(name string, wrap func([]byte) Object) Slots {
	raw := func(o Object) []byte { b, _ := bytesOf(o); return b }
	mod := func(t *Thread, a, b Object) (Object, error) {
		x, ok := bytesOf(a)
		if !ok {
			return NotImplemented, nil
		}
		r, err := percentBytes(t, string(x), b)
		if err != nil {
			return nil, err
		}
		return wrap(r), nil
	}
	return Slots{
		RichCompare: bytesCompare,
		Len:         func(t *Thread, o Object) (int, error) { return len(raw(o)), nil },
		Iter:        func(t *Thread, o Object) (Object, error) { return &BytesIter{src: o}, nil },
		GetItem: func(t *Thread, o, key Object) (Object, error) {
			b := raw(o)
			if s, ok := key.(*Slice); ok {
				out, err := sliceBytes(t, b, s)
				if err != nil {
					return nil, err
				}
				return wrap(out), nil
			}
			what, msg := "byte", "index out of range"
			if name == "bytearray" {
				what, msg = name, "bytearray index out of range"
			}
			i, err := seqIndex(t, key, len(b), what)
			if err != nil {
				return nil, err
			}
			if b = raw(o); i < 0 || i >= len(b) {
				return nil, IndexErrorf("%s", msg)
			}
			return NewInt(int64(b[i])), nil
		},
		Contains: func(t *Thread, o, v Object) (bool, error) {
			sub, err := subsection(t, v, true)
			return err == nil && bytes.Contains(raw(o), sub), err
		},
		Concat: func(t *Thread, a, b Object) (Object, error) {
			y, ok := bytesOf(b)
			if !ok {
				return nil, TypeErrorf("can't concat %s to %s", TypeName(b), name)
			}
			x := raw(a)
			if err := allocText(t, len(x)+len(y)); err != nil {
				return nil, err
			}
			return wrap(append(append(make([]byte, 0, len(x)+len(y)), x...), y...)), nil
		},
		Repeat: func(t *Thread, o Object, n int) (Object, error) {
			b := raw(o)
			if n <= 0 || len(b) == 0 {
				return wrap(nil), nil
			}
			if _, exact := o.(*Bytes); exact && n == 1 {
				return o, nil
			}
			if err := allocRepeat(t, len(b), n, 1); err != nil {
				return nil, err
			}
			return wrap(bytes.Repeat(b, n)), nil
		},
		Binary:  [NumBinaryOps]BinaryFunc{Mod: mod},
		RBinary: [NumBinaryOps]BinaryFunc{Mod: reflected(mod)},
	}
}

// NextItem is the next byte, or nil at the end.
func (it *BytesIter) NextItem() Object {
	if it.src == nil {
		return nil
	}
	b, _ := bytesOf(it.src)
	if it.i >= len(b) {
		it.src = nil
		return nil
	}
	it.i++
	return NewInt(int64(b[it.i-1]))
}

func byteArrayOf(o Object) *ByteArray {
	b, _ := Native(o).(*ByteArray)
	return b
}

func byteArraySetItem(t *Thread, o, key, v Object) error {
	a := byteArrayOf(o)
	s, isSlice := key.(*Slice)
	if !isSlice {
		i, err := seqIndex(t, key, len(a.B), "bytearray")
		if err != nil {
			return err
		}
		var c byte
		if i >= 0 && v != nil {
			if c, err = byteValue(t, v, byteRange); err != nil {
				return err
			}
		}
		if i < 0 || i >= len(a.B) {
			return IndexErrorf("bytearray index out of range")
		}
		if v == nil {
			if err := a.MayResize(t); err != nil {
				return err
			}
			a.B = append(a.B[:i], a.B[i+1:]...)
		} else {
			a.B[i] = c
		}
		return nil
	}
	var src []byte
	if v != nil {
		_, isStr := AsStr(v)
		if isStr || v.Type().Slots.Index != nil {
			return TypeErrorf("can assign only bytes, buffers, or iterables of ints in range(0, 256)")
		}
		var err error
		if src, err = bytesFrom(t, v, "bytearray"); err != nil {
			return err
		}
	}
	start, stop, step, err := s.unpack(t)
	if err != nil {
		return err
	}
	start, stop, n := adjustIndices(start, stop, step, len(a.B))
	if step == 1 {
		stop = max(start, stop)
		if len(src) == stop-start {
			copy(a.B[start:], src)
			return nil
		}
		if err := a.MayResize(t); err != nil {
			return err
		}
		a.B = append(append(append([]byte(nil), a.B[:start]...), src...), a.B[stop:]...)
		return nil
	}
	if v == nil || len(src) == 0 {
		drop := map[int]bool{}
		if n > 0 {
			if err := a.MayResize(t); err != nil {
				return err
			}
		}
		for i := 0; i < n; i++ {
			drop[start+i*step] = true
		}
		var out []byte
		for i, c := range a.B {
			if !drop[i] {
				out = append(out, c)
			}
		}
		a.B = out
		return nil
	}
	if len(src) != n {
		return ValueErrorf("attempt to assign bytes of size %d to extended slice of size %d", len(src), n)
	}
	for i, c := range src {
		a.B[start+i*step] = c
	}
	return nil
}

func (a *ByteArray) extend(t *Thread, o Object) error {
	if _, ok := bytesOf(o); !ok && o.Type().Slots.Iter == nil && o.Type().Slots.GetItem == nil {
		return TypeErrorf("can't extend bytearray with %s", TypeName(o))
	}
	if s, ok := AsStr(o); ok && s != "" {
		return TypeErrorf("'str' object cannot be interpreted as an integer")
	} else if ok {
		return nil
	}
	b, err := bytesFrom(t, o, "bytearray")
	if err == nil && len(b) > 0 {
		if err = a.MayResize(t); err == nil {
			a.B = append(a.B, b...)
		}
	}
	return err
}

func byteArrayMethods() []Method {
	arr := byteArrayOf
	return []Method{
		{Name: "append", Fn: oneArg("bytearray.append", func(t *Thread, o, v Object) (Object, error) {
			c, err := byteValue(t, v, byteRange)
			if err == nil {
				err = arr(o).MayResize(t)
			}
			if err == nil {
				a := arr(o)
				a.B = append(a.B, c)
				err = chargeText(t, len(a.B), 1)
			}
			return None, err
		})},
		{Name: "extend", Fn: oneArg("bytearray.extend", func(t *Thread, o, v Object) (Object, error) { return None, arr(o).extend(t, v) })},
		{Name: "insert", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			if err := CheckArgs("bytearray.insert", args[1:], kw, 2, 2); err != nil {
				return nil, err
			}
			i, err := AsIndex(t, args[1])
			if err != nil {
				return nil, err
			}
			c, err := byteValue(t, args[2], byteRange)
			if err != nil {
				return nil, err
			}
			a := arr(args[0])
			if i < 0 {
				i = max(i+len(a.B), 0)
			}
			i = min(i, len(a.B))
			if err := a.MayResize(t); err != nil {
				return nil, err
			}
			a.B = append(a.B, 0)
			copy(a.B[i+1:], a.B[i:])
			a.B[i] = c
			return None, nil
		}},
		{Name: "pop", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			if err := CheckArgs("bytearray.pop", args[1:], kw, 0, 1); err != nil {
				return nil, err
			}
			a, i := arr(args[0]), -1
			if len(args) > 1 {
				var err error
				if i, err = AsIndex(t, args[1]); err != nil {
					return nil, err
				}
			}
			if len(a.B) == 0 {
				return nil, IndexErrorf("pop from empty bytearray")
			}
			if i < 0 {
				i += len(a.B)
			}
			if i < 0 || i >= len(a.B) {
				return nil, IndexErrorf("pop index out of range")
			}
			if err := a.MayResize(t); err != nil {
				return nil, err
			}
			c := a.B[i]
			a.B = append(a.B[:i], a.B[i+1:]...)
			return NewInt(int64(c)), nil
		}},
		{Name: "remove", Fn: oneArg("bytearray.remove", func(t *Thread, o, v Object) (Object, error) {
			c, err := byteValue(t, v, byteRange)
			if err != nil {
				return nil, err
			}
			a := arr(o)
			i := bytes.IndexByte(a.B, c)
			if i < 0 {
				return nil, ValueErrorf("value not found in bytearray")
			}
			if err := a.MayResize(t); err != nil {
				return nil, err
			}
			a.B = append(a.B[:i], a.B[i+1:]...)
			return None, nil
		})},
		{Name: "clear", Fn: noArgs("bytearray.clear", func(t *Thread, o Object) (Object, error) {
			if err := arr(o).MayResize(t); err != nil {
				return nil, err
			}
			arr(o).B = nil
			return None, nil
		})},
		{Name: "copy", Fn: noArgs("bytearray.copy", func(t *Thread, o Object) (Object, error) { return &ByteArray{B: append([]byte(nil), arr(o).B...)}, nil })},
		{Name: "reverse", Fn: noArgs("bytearray.reverse", func(t *Thread, o Object) (Object, error) { reverseBytes(arr(o).B); return None, nil })},
	}
}

func init() {
	slots := bytesSlots("bytes", func(b []byte) Object { return NewBytes(b) })
	slots.New = func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
		if len(args) == 1 && kw.Len() == 0 && cls == BytesType {
			if b, ok := args[0].(*Bytes); ok {
				return b, nil
			}
		}
		if len(args) == 1 && kw.Len() == 0 && cls == BytesType && args[0].Type().Flags&Heap != 0 {
			// What __bytes__ gives may be of a subclass; it stays as it is.
			if fn, err := LookupSpecial(t, args[0], "__bytes__"); err != nil {
				return nil, err
			} else if fn != nil {
				r, err := CallArgs(t, fn)
				if err != nil {
					return nil, err
				}
				if _, ok := Native(r).(*Bytes); !ok {
					return nil, TypeErrorf("__bytes__ returned non-bytes (type %s)", TypeName(r))
				}
				return r, nil
			}
		}
		b, err := bytesArgs(t, bytesNewSig, args, kw)
		if err != nil {
			return nil, err
		}
		return wrapNative(cls, BytesType, &Bytes{B: b}), nil
	}
	slots.Repr = func(t *Thread, o Object) (string, error) {
		b, _ := bytesOf(o)
		if err := allocText(t, 3*len(b)); err != nil {
			return "", err
		}
		return reprBytes(b), nil
	}
	slots.Hash = func(t *Thread, o Object) (int64, error) {
		b := Native(o).(*Bytes)
		if b.hash == 0 {
			b.hash = hashString(string(b.B))
		}
		return b.hash, nil
	}
	BytesType.Define(Spec{NoDict: true, Slots: slots, Methods: append(bytesMethods("bytes", func(b []byte) Object { return NewBytes(b) }),
		Method{Name: "__bytes__", Fn: noArgs("bytes.__bytes__", func(t *Thread, o Object) (Object, error) { return Native(o).(*Bytes), nil })},
		Method{Name: "__getnewargs__", Fn: noArgs("bytes.__getnewargs__", func(t *Thread, o Object) (Object, error) { return NewTuple(Native(o).(*Bytes)), nil })})})

	slots = bytesSlots("bytearray", wrapByteArray)
	slots.New = func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
		return wrapNative(cls, ByteArrayType, &ByteArray{}), nil
	}
	slots.Init = func(t *Thread, o Object, args []Object, kw *Kwargs) error {
		b, err := bytesArgs(t, byteArrayNewSig, args, kw)
		if err == nil {
			byteArrayOf(o).B = b
		}
		return err
	}
	slots.Unhashable = true
	slots.Repr = func(t *Thread, o Object) (string, error) {
		return TypeName(o) + "(" + quoteBytes(byteArrayOf(o).B, true) + ")", nil
	}
	slots.SetItem = byteArraySetItem
	slots.InPlaceConcat = func(t *Thread, a, b Object) (Object, error) {
		if _, ok := bytesOf(b); !ok {
			return nil, TypeErrorf("can't concat %s to bytearray", TypeName(b))
		}
		return a, byteArrayOf(a).extend(t, b)
	}
	slots.InPlaceRepeat = func(t *Thread, o Object, n int) (Object, error) {
		a := byteArrayOf(o)
		if err := allocRepeat(t, len(a.B), n, 1); err != nil {
			return nil, err
		}
		if n != 1 {
			if err := a.MayResize(t); err != nil {
				return nil, err
			}
		}
		a.B = bytes.Repeat(a.B, max(n, 0))
		return o, nil
	}
	ByteArrayType.Define(Spec{NoDict: true, Slots: slots, Methods: append(bytesMethods("bytearray", wrapByteArray), byteArrayMethods()...)})
	for _, tp := range []*Type{BytesIterType, byteArrayIterType} {
		tp.Define(Remakable(IterSpec(func(t *Thread, o Object) (Object, error) { return o.(*BytesIter).NextItem(), nil },
			func(o Object) int {
				it := o.(*BytesIter)
				if it.src == nil {
					return 0
				}
				b, _ := bytesOf(it.src)
				return max(0, len(b)-it.i)
			}), true))
	}
}

func wrapByteArray(b []byte) Object { return &ByteArray{B: b} }
