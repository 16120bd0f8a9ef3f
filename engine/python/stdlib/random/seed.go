package random

import (
	"crypto/sha512"
	"math/big"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// seedInt seeds with a whole number's magnitude.
func (r *Random) seedInt(b *big.Int) {
	bytes := b.Bytes() // big-endian, of the magnitude
	key := make([]uint32, max((len(bytes)+3)/4, 1))
	for i := range bytes {
		key[i/4] |= uint32(bytes[len(bytes)-1-i]) << (8 * (i % 4))
	}
	r.mt.SeedKey(key)
	r.ready, r.next = true, object.None
}

// seed is Random.seed(a, version).
func (r *Random) seed(t *thread, a, version value) error {
	if r.sysOnly {
		return nil
	}
	v := int64(2)
	if version != nil {
		v, _ = object.AsInt(version)
	}
	if a == nil || a == object.None {
		r.reseed(t)
		r.next = object.None
		return nil
	}
	if n, ok := object.AsBig(a); ok {
		r.seedInt(n)
		return nil
	}
	var data []byte
	text, isText := object.AsStr(a)
	switch {
	case isText:
		data = []byte(text)
	case object.IsInstance(a, object.BytesType), object.IsInstance(a, object.ByteArrayType) && v == 2:
		var err error
		if data, err = bytesOf(t, a); err != nil {
			return err
		}
	case object.IsInstance(a, object.FloatType):
		h, err := object.Hash(t, a)
		if err != nil {
			return err
		}
		r.seedInt(new(big.Int).SetUint64(uint64(h)))
		return nil
	default:
		return object.TypeErrorf("The only supported seed types are: None,\nint, float, str, bytes, and bytearray.")
	}
	if v == 2 {
		sum := sha512.Sum512(data)
		r.seedInt(new(big.Int).SetBytes(append(data, sum[:]...)))
		return nil
	}
	// Version 1 is a hash over the characters.
	chars := make([]uint64, 0, len(data))
	if isText {
		for s := text; s != ""; {
			c, n := object.DecodeRune(s)
			chars = append(chars, uint64(c))
			s = s[n:]
		}
	} else {
		for _, c := range data {
			chars = append(chars, uint64(c))
		}
	}
	x := uint64(0)
	if len(chars) > 0 {
		x = chars[0] << 7
	}
	for _, c := range chars {
		x = x*1000003 ^ c
	}
	x ^= uint64(len(chars))
	r.seedInt(new(big.Int).SetUint64(x))
	return nil
}

func bytesOf(t *thread, o value) ([]byte, error) {
	items, err := object.Collect(t, o)
	if err != nil {
		return nil, err
	}
	b := make([]byte, len(items))
	for i, x := range items {
		n, _ := object.AsInt(x)
		b[i] = byte(n)
	}
	return b, nil
}

func (r *Random) getState(t *thread) (value, error) {
	if r.sysOnly {
		return nil, object.NotImplementedErrorf("System entropy source does not have state.")
	}
	items := make([]value, mtN+1)
	for i, w := range r.mt.state {
		items[i] = object.NewInt(int64(w))
	}
	items[mtN] = object.NewInt(int64(r.mt.index))
	return object.NewTuple(object.NewInt(3), object.NewTuple(items...), r.gaussNext()), nil
}

func (r *Random) gaussNext() value {
	if r.next == nil {
		return object.None
	}
	return r.next
}

func (r *Random) setState(t *thread, v value) error {
	if r.sysOnly {
		return object.NotImplementedErrorf("System entropy source does not have state.")
	}
	first, err := object.GetItem(t, v, object.NewInt(0))
	if err != nil {
		return err
	}
	if n, ok := object.AsInt(first); !ok || n != 3 && n != 2 {
		s, err := object.ToStr(t, first)
		if err != nil {
			return err
		}
		return object.ValueErrorf("state with version %s passed to Random.setstate() of version 3", s)
	}
	parts, err := object.Collect(t, v)
	if err != nil {
		return err
	}
	if len(parts) > 3 {
		return object.ValueErrorf("too many values to unpack (expected 3)")
	} else if len(parts) < 3 {
		return object.ValueErrorf("not enough values to unpack (expected 3, got %d)", len(parts))
	}
	tu, ok := object.AsTuple(parts[1])
	if !ok {
		return object.TypeErrorf("state vector must be a tuple")
	}
	if len(tu.Items) != mtN+1 {
		return object.ValueErrorf("state vector is the wrong size")
	}
	var m MT
	for i, x := range tu.Items {
		n, ok := object.AsInt(x)
		switch {
		case !ok:
			if _, err := object.ToIndex(t, x); err != nil {
				return err
			}
			return object.OverflowErrorf("Python int too large to convert to C unsigned long")
		case n < 0:
			return object.OverflowErrorf("can't convert negative value to unsigned int")
		case i < mtN:
			m.state[i] = uint32(n)
		case n > mtN:
			return object.ValueErrorf("invalid state")
		default:
			m.index = int(n)
		}
	}
	r.mt, r.ready, r.next = m, true, parts[2]
	return nil
}
