package uuid

import (
	"encoding/hex"
	"math/big"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// params are those of UUID.__init__; is_safe is keyword-only.
var params = [...]string{"hex", "bytes", "bytes_le", "fields", "int", "version", "is_safe"}

var two128 = new(big.Int).Lsh(big.NewInt(1), 128)

// init is UUID.__init__.
func (u *UUID) init(t *thread, args []value, kw *kwargs) error {
	if len(args) == 1 && kw.Len() == 0 {
		if s, ok := args[0].(*object.Str); ok { // the usual form
			if v, ok := Parse(s.String()); ok {
				u.b = v.b
				return nil
			}
		}
	}
	var a [len(params)]value
	if len(args) > 6 {
		return object.TypeErrorf("UUID.__init__() takes from 1 to 7 positional arguments but %d were given", len(args)+1)
	}
	copy(a[:], args)
	if kw != nil {
	next:
		for i, n := range kw.Names {
			for j, p := range params {
				if n.String() == p {
					if a[j] != nil {
						return object.TypeErrorf("UUID.__init__() got multiple values for argument '%s'", p)
					}
					a[j] = kw.Vals[i]
					continue next
				}
			}
			return object.TypeErrorf("UUID.__init__() got an unexpected keyword argument '%s'", n)
		}
	}
	given := -1
	for i := range 5 {
		if a[i] != nil && a[i] != object.None {
			if given >= 0 {
				given = 5
				break
			}
			given = i
		}
	}
	var err error
	switch given {
	case 0:
		err = u.fromHex(t, a[0])
	case 1, 2:
		err = u.fromBytes(t, a[given], params[given])
	case 3:
		err = u.fromFields(t, a[3])
	case 4:
		err = u.fromInt(t, a[4])
	default:
		err = object.TypeErrorf("one of the hex, bytes, bytes_le, fields, or int arguments must be given")
	}
	if err != nil {
		return err
	}
	if v := a[5]; v != nil && v != object.None {
		for _, lim := range []struct {
			bound int64
			op    object.CompareOp
		}{{1, object.LE}, {5, object.GE}} {
			ok, err := object.RichCompare(t, object.NewInt(lim.bound), v, lim.op)
			if err != nil {
				return err
			}
			in, err := object.Truth(t, ok)
			if err != nil {
				return err
			}
			if !in {
				return object.ValueErrorf("illegal version number")
			}
		}
		n, err := object.AsIndex(t, v)
		if err != nil {
			return err
		}
		u.setVersion(byte(n))
	}
	if a[6] != nil && a[6] != object.None {
		u.safe = a[6]
	}
	return nil
}

func (u *UUID) fromHex(t *thread, v value) error {
	s, ok := object.AsStr(v)
	if !ok {
		if _, isBytes := v.(*object.Bytes); isBytes {
			return object.TypeErrorf("a bytes-like object is required, not 'str'")
		}
		_, err := object.GetAttrName(t, v, "replace")
		if err == nil {
			err = object.TypeErrorf("the hex argument must be a str, not %s", object.TypeName(v))
		}
		return err
	}
	s = trim(s)
	if object.NewStr(s).Len() != 32 {
		return object.ValueErrorf("badly formed hexadecimal UUID string")
	}
	if _, err := hex.Decode(u.b[:], []byte(s)); err == nil {
		return nil
	}
	// What int() takes beyond digits (blanks, underscores, digits of other scripts) passes too.
	n, err := object.CallArgs(t, object.IntType, object.NewStr(s), object.NewInt(16))
	if err != nil {
		return err
	}
	return u.fromInt(t, n)
}

func (u *UUID) fromBytes(t *thread, v value, name string) error {
	n, err := object.Len(t, v)
	if err != nil {
		return err
	}
	if n != 16 {
		return object.ValueErrorf("%s is not a 16-char string", name)
	}
	b, ok := object.Native(v).(*object.Bytes)
	if !ok {
		r, err := object.Repr(t, v)
		if err != nil {
			return err
		}
		return object.NewException(object.AssertionErrorType, object.NewStr(r))
	}
	s, err := object.Collect(t, b)
	if err != nil {
		return err
	}
	for i, x := range s {
		k, _ := object.AsInt(x)
		u.b[i] = byte(k)
	}
	if name == "bytes_le" {
		u.b = littleEndian(u.b)
	}
	return nil
}

func (u *UUID) fromFields(t *thread, v value) error {
	n, err := object.Len(t, v)
	if err != nil {
		return err
	}
	if n != 6 {
		return object.ValueErrorf("fields is not a 6-tuple")
	}
	items, err := object.Collect(t, v)
	if err != nil {
		return err
	}
	at := 0
	for i, bits := range []int{32, 16, 16, 8, 8, 48} {
		b, ok := object.AsBig(items[i])
		if !ok {
			return object.TypeErrorf("'<=' not supported between instances of 'int' and '%s'", object.TypeName(items[i]))
		}
		if b.Sign() < 0 || b.BitLen() > bits {
			article := "a"
			if bits == 8 {
				article = "an"
			}
			return object.ValueErrorf("field %d out of range (need %s %d-bit value)", i+1, article, bits)
		}
		b.FillBytes(u.b[at : at+bits/8])
		at += bits / 8
	}
	return nil
}

func (u *UUID) fromInt(t *thread, v value) error {
	b, ok := object.AsBig(v)
	if !ok {
		if _, err := object.RichCompare(t, object.NewInt(0), v, object.LE); err != nil {
			return err
		}
		return object.TypeErrorf("%%x format: an integer is required, not %s", object.TypeName(v))
	}
	if b.Sign() < 0 || b.Cmp(two128) >= 0 {
		return object.ValueErrorf("int is out of range (need a 128-bit value)")
	}
	b.FillBytes(u.b[:])
	return nil
}
