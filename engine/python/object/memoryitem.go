package object

import (
	"encoding/binary"
	"math"
	"math/big"
)

// The items of a memoryview: the native single codes of the struct module, little-endian as on the machines that CPython's output comes from.

// nativeCode is the code of a format with an optional '@'; 0: not one that memoryview can read.
func nativeCode(format string) byte {
	if len(format) == 2 && format[0] == '@' {
		format = format[1:]
	}
	if len(format) != 1 || itemSize(format) == 0 || format == "w" {
		return 0
	}
	return format[0]
}

func byteCode(c byte) bool { return c == 'B' || c == 'b' || c == 'c' }

func itemSize(format string) int {
	if len(format) == 2 && format[0] == '@' {
		format = format[1:]
	}
	switch format {
	case "c", "b", "B", "?":
		return 1
	case "h", "H":
		return 2
	case "i", "I", "f", "w":
		return 4
	case "l", "L", "q", "Q", "n", "N", "P", "d":
		return 8
	}
	return 0
}

func unpackItem(format string, b []byte) Object {
	c := nativeCode(format)
	switch c {
	case 'c':
		return NewBytes(append([]byte(nil), b...))
	case '?':
		return NewBool(b[0] != 0)
	case 'f':
		return Float(math.Float32frombits(binary.LittleEndian.Uint32(b)))
	case 'd':
		return Float(math.Float64frombits(binary.LittleEndian.Uint64(b)))
	}
	var u uint64
	for i := len(b) - 1; i >= 0; i-- {
		u = u<<8 | uint64(b[i])
	}
	if c == 'P' || 'A' <= c && c <= 'Z' {
		if u > math.MaxInt64 {
			return NewBig(new(big.Int).SetUint64(u))
		}
		return NewInt(int64(u))
	}
	shift := 64 - 8*len(b)
	return NewInt(int64(u<<shift) >> shift)
}

func packItem(t *Thread, format string, v Object) ([]byte, error) {
	c, size := nativeCode(format), itemSize(format)
	badType := func() error { return TypeErrorf("memoryview: invalid type for format '%s'", format) }
	badValue := func() error { return ValueErrorf("memoryview: invalid value for format '%s'", format) }
	switch c {
	case 0:
		return nil, Errorf(NotImplementedErrorType, "memoryview: format %s not supported", format)
	case 'c':
		x, ok := Native(v).(*Bytes)
		if !ok {
			return nil, badType()
		}
		if len(x.B) != 1 {
			return nil, badValue()
		}
		return x.B, nil
	case '?':
		yes, err := Truth(t, v)
		if err != nil {
			return nil, err
		}
		if yes {
			return []byte{1}, nil
		}
		return []byte{0}, nil
	case 'f', 'd':
		x, err := ToFloat(t, v)
		if err != nil {
			if IsException(err, TypeErrorType) {
				err = badType()
			}
			return nil, err
		}
		if c == 'f' {
			return binary.LittleEndian.AppendUint32(nil, math.Float32bits(float32(x))), nil
		}
		return binary.LittleEndian.AppendUint64(nil, math.Float64bits(x)), nil
	}
	if v.Type().Slots.Index == nil {
		return nil, badType()
	}
	r, err := ToIndex(t, v)
	if err != nil {
		return nil, err
	}
	var u uint64
	unsigned := c == 'P' || 'A' <= c && c <= 'Z'
	if i, ok := AsInt(r); ok {
		bits := 8 * size
		if unsigned {
			if i < 0 || bits < 64 && i>>bits != 0 {
				return nil, badValue()
			}
		} else if bits < 64 && (i < -1<<(bits-1) || i >= 1<<(bits-1)) {
			return nil, badValue()
		}
		u = uint64(i)
	} else if n, ok := AsBig(r); ok && unsigned && n.IsUint64() && size == 8 {
		u = n.Uint64()
	} else {
		return nil, badValue()
	}
	return binary.LittleEndian.AppendUint64(nil, u)[:size], nil
}
