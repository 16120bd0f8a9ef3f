package array

import (
	"encoding/binary"
	"math"
	"unicode/utf8"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// kind is one of the type codes: how an item lies in memory, always little-endian, with the sizes of a 64-bit machine.
type kind struct {
	code byte
	size int
	get  func(b []byte) value
	put  func(t *thread, b []byte, v value) error
}

var kinds = map[byte]*kind{
	'b': signed('b', 1), 'h': signed('h', 2), 'i': signed('i', 4), 'l': signed('l', 8), 'q': signed('q', 8),
	'B': small('B', 1, "unsigned byte integer"), 'H': small('H', 2, "unsigned short"),
	'I': unsigned('I', 4), 'L': unsigned('L', 8), 'Q': unsigned('Q', 8),
	'f': {'f', 4, func(b []byte) value { return object.Float(math.Float32frombits(binary.LittleEndian.Uint32(b))) }, putFloat},
	'd': {'d', 8, func(b []byte) value { return object.Float(math.Float64frombits(binary.LittleEndian.Uint64(b))) }, putFloat},
	'u': {'u', 4, func(b []byte) value {
		return object.NewStr(string(object.AppendRune(nil, rune(binary.LittleEndian.Uint32(b)))))
	}, putChar},
}

func load(b []byte) uint64 {
	var u uint64
	for i, c := range b {
		u |= uint64(c) << (8 * i)
	}
	return u
}

func store(b []byte, u uint64) {
	for i := range b {
		b[i] = byte(u >> (8 * i))
	}
}

func integer(t *thread, v value) (value, error) {
	if i, ok := v.(object.Int); ok {
		return i, nil
	}
	return object.ToIndex(t, v)
}

// bounded checks what C's conversions check on the way to a narrow integer: first the wide type, then the narrow one.
func bounded(n int64, lo, hi int64, name string) error {
	switch {
	case n > hi:
		return object.OverflowErrorf("%s is greater than maximum", name)
	case n < lo:
		return object.OverflowErrorf("%s is less than minimum", name)
	}
	return nil
}

func signed(code byte, size int) *kind {
	shift := 64 - 8*size
	return &kind{code, size, func(b []byte) value { return object.NewInt(int64(load(b)<<shift) >> shift) }, func(t *thread, b []byte, v value) error {
		x, err := integer(t, v)
		if err != nil {
			return err
		}
		n, ok := object.AsInt(x)
		switch {
		case !ok && code == 'q':
			return object.OverflowErrorf("int too big to convert")
		case !ok:
			return object.OverflowErrorf("Python int too large to convert to C long")
		}
		switch code {
		case 'b':
			if err = bounded(n, math.MinInt16, math.MaxInt16, "signed short integer"); err == nil {
				err = bounded(n, math.MinInt8, math.MaxInt8, "signed char")
			}
		case 'h':
			err = bounded(n, math.MinInt16, math.MaxInt16, "signed short integer")
		case 'i':
			err = bounded(n, math.MinInt32, math.MaxInt32, "signed integer")
		}
		if err == nil {
			store(b, uint64(n))
		}
		return err
	}}
}

// small are the unsigned types that fit into a C int.
func small(code byte, size int, name string) *kind {
	return &kind{code, size, func(b []byte) value { return object.NewInt(int64(load(b))) }, func(t *thread, b []byte, v value) error {
		x, err := integer(t, v)
		if err != nil {
			return err
		}
		n, ok := object.AsInt(x)
		if !ok {
			return object.OverflowErrorf("Python int too large to convert to C long")
		}
		if size == 2 {
			err = bounded(n, math.MinInt32, math.MaxInt32, "signed integer")
		}
		if err == nil {
			err = bounded(n, 0, 1<<(8*size)-1, name)
		}
		if err == nil {
			store(b, uint64(n))
		}
		return err
	}}
}

func unsigned(code byte, size int) *kind {
	return &kind{code, size, func(b []byte) value {
		u := load(b)
		if u <= math.MaxInt64 {
			return object.NewInt(int64(u))
		}
		return object.NewBig(bigUint(u))
	}, func(t *thread, b []byte, v value) error {
		x, err := integer(t, v)
		if err != nil {
			return err
		}
		big, _ := object.AsBig(x)
		switch {
		case big.Sign() < 0 && code == 'Q':
			return object.OverflowErrorf("can't convert negative int to unsigned")
		case big.Sign() < 0:
			return object.OverflowErrorf("can't convert negative value to unsigned int")
		case !big.IsUint64() && code == 'Q':
			return object.OverflowErrorf("int too big to convert")
		case !big.IsUint64():
			return object.OverflowErrorf("Python int too large to convert to C unsigned long")
		}
		u := big.Uint64()
		if size == 4 && u > math.MaxUint32 {
			return object.OverflowErrorf("unsigned int is greater than maximum")
		}
		store(b, u)
		return nil
	}}
}

func putFloat(t *thread, b []byte, v value) error {
	f, err := object.ToFloat(t, v)
	if err != nil {
		return err
	}
	if len(b) == 4 {
		binary.LittleEndian.PutUint32(b, math.Float32bits(float32(f)))
	} else {
		bits := math.Float64bits(f)
		if f != f {
			bits = object.PlainNaN(f)
		}
		binary.LittleEndian.PutUint64(b, bits)
	}
	return nil
}

func putChar(t *thread, b []byte, v value) error {
	s, ok := object.AsStr(v)
	r, n := utf8.DecodeRuneInString(s)
	if ok && r == utf8.RuneError {
		r, n = object.DecodeRune(s)
	}
	if !ok || n == 0 || n != len(s) {
		return object.TypeErrorf("array item must be unicode character")
	}
	binary.LittleEndian.PutUint32(b, uint32(r))
	return nil
}
