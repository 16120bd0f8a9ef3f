// Package structs is Python's struct module: values as packed bytes.
package structs

import (
	"encoding/binary"
	"math"
	"math/big"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// ErrorType is struct.error.
var ErrorType = object.Declare("error", "struct", object.ExceptionType)

func fail(format string, args ...any) error { return object.Errorf(ErrorType, format, args...) }

// field is one code of a format, repeated; for 's' and 'p' count is the length.
type field struct {
	code   byte
	count  int
	offset int
	size   int
}

// layout is a format made ready.
type layout struct {
	format string
	native bool
	order  binary.ByteOrder
	fields []field
	size   int
	values int
}

// standard sizes; native ones are those of a 64-bit machine, with alignment.
var sizes = map[byte][2]int{ // code: standard, native
	'x': {1, 1}, 'c': {1, 1}, 'b': {1, 1}, 'B': {1, 1}, '?': {1, 1}, 'h': {2, 2}, 'H': {2, 2}, 'i': {4, 4}, 'I': {4, 4}, 'l': {4, 8}, 'L': {4, 8},
	'q': {8, 8}, 'Q': {8, 8}, 'n': {0, 8}, 'N': {0, 8}, 'e': {2, 2}, 'f': {4, 4}, 'd': {8, 8}, 's': {1, 1}, 'p': {1, 1}, 'P': {0, 8},
}

func parse(t *thread, o value) (*layout, error) {
	text, ok := object.AsStr(o)
	if !ok {
		b, isBytes := object.AsBytes(o)
		if !isBytes {
			return nil, object.TypeErrorf("Struct() argument 1 must be a str or bytes object, not %s", object.TypeName(o))
		}
		text = string(b)
	}
	l := &layout{format: text, order: binary.LittleEndian}
	native, aligned := 1, true
	i := 0
	if text != "" {
		switch text[0] {
		case '@':
			i++
		case '=', '<':
			native, aligned = 0, false
			i++
		case '>', '!':
			native, aligned = 0, false
			l.order = binary.BigEndian
			i++
		}
	}
	l.native = aligned
	for i < len(text) {
		c := text[i]
		i++
		if c == ' ' || '\t' <= c && c <= '\r' {
			continue
		}
		count := 1
		if '0' <= c && c <= '9' {
			count = int(c - '0')
			for i < len(text) && '0' <= text[i] && text[i] <= '9' {
				if count > (math.MaxInt64-9)/10 {
					return nil, fail("overflow in item count")
				}
				count = count*10 + int(text[i]-'0')
				i++
			}
			if i >= len(text) {
				return nil, fail("repeat count given without format specifier")
			}
			c = text[i]
			i++
		}
		size := sizes[c][native]
		if c == 0 {
			return nil, fail("embedded null character")
		}
		if size == 0 {
			return nil, fail("bad char in struct format")
		}
		if aligned && c != 's' && c != 'p' && c != 'x' {
			if rest := l.size % size; rest != 0 {
				l.size += size - rest
			}
		}
		if count > (math.MaxInt64-l.size)/size {
			return nil, fail("total struct size too long")
		}
		l.fields = append(l.fields, field{c, count, l.size, size})
		l.size += count * size
		switch c {
		case 'x':
		case 's', 'p':
			l.values++
		default:
			l.values += count
		}
	}
	return l, nil
}

func (l *layout) put(b []byte, size int, v uint64) {
	switch size {
	case 1:
		b[0] = byte(v)
	case 2:
		l.order.PutUint16(b, uint16(v))
	case 4:
		l.order.PutUint32(b, uint32(v))
	default:
		l.order.PutUint64(b, v)
	}
}

func (l *layout) get(b []byte, size int) uint64 {
	switch size {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(l.order.Uint16(b))
	case 4:
		return uint64(l.order.Uint32(b))
	}
	return l.order.Uint64(b)
}

// pack writes values into b, which is l.size long.
func (l *layout) pack(t *thread, b []byte, args []value) error {
	if len(args) != l.values {
		return fail("pack expected %d items for packing (got %d)", l.values, len(args))
	}
	n := 0
	for _, f := range l.fields {
		switch f.code {
		case 'x':
			continue
		case 's', 'p':
			src, ok := object.AsBytes(args[n])
			if !ok {
				return fail("argument for '%c' must be a bytes object", f.code)
			}
			n++
			dst := b[f.offset : f.offset+f.count]
			if f.code == 'p' {
				if f.count > 0 {
					k := copy(dst[1:], src)
					dst[0] = byte(min(k, 255))
				}
			} else {
				copy(dst, src)
			}
			continue
		}
		for k := 0; k < f.count; k++ {
			if err := l.packOne(t, b[f.offset+k*f.size:], f, args[n]); err != nil {
				return err
			}
			n++
		}
	}
	return nil
}

var intNames = map[byte]string{'b': "byte", 'B': "ubyte", 'h': "short", 'H': "ushort"}

func (l *layout) packOne(t *thread, b []byte, f field, v value) error {
	switch f.code {
	case 'c':
		s, ok := object.Native(v).(*object.Bytes)
		if !ok || len(s.B) != 1 {
			return fail("char format requires a bytes object of length 1")
		}
		b[0] = s.B[0]
		return nil
	case '?':
		yes, err := object.Truth(t, v)
		b[0] = 0
		if yes {
			b[0] = 1
		}
		return err
	case 'e', 'f', 'd':
		x, err := object.ToFloat(t, v)
		if err != nil {
			if object.IsException(err, object.TypeErrorType) {
				return fail("required argument is not a float")
			}
			return err
		}
		switch f.code {
		case 'd':
			bits := math.Float64bits(x)
			if x != x {
				bits = object.PlainNaN(x)
			}
			l.put(b, 8, bits)
		case 'f':
			y := float32(x)
			if math.IsInf(float64(y), 0) && !math.IsInf(x, 0) && !l.native {
				return object.OverflowErrorf("float too large to pack with f format")
			}
			l.put(b, 4, uint64(math.Float32bits(y)))
		default:
			h, ok := toHalf(x)
			if !ok {
				return object.OverflowErrorf("float too large to pack with e format")
			}
			l.put(b, 2, uint64(h))
		}
		return nil
	}
	if v.Type().Slots.Index == nil {
		return fail("required argument is not an integer")
	}
	o, err := object.ToIndex(t, v)
	if err != nil {
		return err
	}
	x, _ := object.AsBig(o)
	bits := uint(f.size) * 8
	lo, hi := new(big.Int), new(big.Int)
	if f.code >= 'a' {
		hi.Lsh(big.NewInt(1), bits-1)
		lo.Neg(hi)
	} else {
		hi.Lsh(big.NewInt(1), bits)
	}
	if x.Cmp(lo) < 0 || x.Cmp(hi) >= 0 {
		return l.rangeError(f, x, lo, hi.Sub(hi, big.NewInt(1)))
	}
	if x.Sign() < 0 {
		l.put(b, f.size, uint64(x.Int64()))
	} else {
		l.put(b, f.size, x.Uint64())
	}
	return nil
}

// rangeError words the error as CPython does: what does not even fit the C type that it is read as is out of range altogether.
// Fixed big-endian formats have wordings of their own.
func (l *layout) rangeError(f field, x, lo, hi *big.Int) error {
	big := f.size > 1 && !l.native && l.order == binary.ByteOrder(binary.BigEndian)
	fits := x.IsInt64()
	if f.code == 'I' || f.code == 'L' || big && f.code == 'H' {
		fits = x.Sign() >= 0 && x.IsUint64()
	}
	switch {
	case big && f.size == 8:
		return fail("int too large to convert")
	case !fits || f.size == 8:
		return fail("argument out of range")
	case intNames[f.code] != "" && !big:
		return fail("%s format requires %s <= number <= %s", intNames[f.code], lo, hi)
	}
	return fail("'%c' format requires %s <= number <= %s", f.code, lo, hi)
}

func (l *layout) unpack(b []byte) value {
	out := make([]value, 0, l.values)
	for _, f := range l.fields {
		switch f.code {
		case 'x':
			continue
		case 's':
			out = append(out, object.NewBytes(append([]byte(nil), b[f.offset:f.offset+f.count]...)))
			continue
		case 'p':
			var s []byte
			if f.count > 0 {
				n := min(int(b[f.offset]), f.count-1)
				s = append(s, b[f.offset+1:f.offset+1+n]...)
			}
			out = append(out, object.NewBytes(s))
			continue
		}
		for k := 0; k < f.count; k++ {
			out = append(out, l.unpackOne(b[f.offset+k*f.size:], f))
		}
	}
	return object.NewTuple(out...)
}

func (l *layout) unpackOne(b []byte, f field) value {
	v := l.get(b, f.size)
	switch f.code {
	case 'c':
		return object.NewBytes([]byte{b[0]})
	case '?':
		return object.NewBool(b[0] != 0)
	case 'd':
		return object.Float(math.Float64frombits(v))
	case 'f':
		return object.Float(float64(math.Float32frombits(uint32(v))))
	case 'e':
		return object.Float(fromHalf(uint16(v)))
	}
	if f.code >= 'a' { // signed
		shift := 64 - uint(f.size)*8
		return object.NewInt(int64(v<<shift) >> shift)
	}
	return object.NewBig(new(big.Int).SetUint64(v))
}
