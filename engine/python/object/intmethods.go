package object

import (
	"math/big"
	"math/bits"
)

var toBytesSig = NewSignature("to_bytes", "length=", "byteorder=", "*", "signed=")
var fromBytesSig = NewSignature("from_bytes", "bytes", "byteorder=", "*", "signed=")

var intMethods = []Method{
	{Name: "bit_length", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if err := CheckArgs("int.bit_length", args[1:], kw, 0, 0); err != nil {
			return nil, err
		}
		i, b := toParts(args[0])
		if b != nil {
			return NewInt(int64(b.BitLen())), nil
		}
		return NewInt(int64(bits.Len64(absU(i)))), nil
	}},
	{Name: "bit_count", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if err := CheckArgs("int.bit_count", args[1:], kw, 0, 0); err != nil {
			return nil, err
		}
		i, b := toParts(args[0])
		if b == nil {
			return NewInt(int64(bits.OnesCount64(absU(i)))), nil
		}
		n := 0
		for _, w := range b.Bits() {
			n += bits.OnesCount(uint(w))
		}
		return NewInt(int64(n)), nil
	}},
	{Name: "conjugate", Fn: noArgs("int.conjugate", intSelf)},
	{Name: "__trunc__", Fn: noArgs("int.__trunc__", intSelf)},
	{Name: "__floor__", Fn: noArgs("int.__floor__", intSelf)},
	{Name: "__ceil__", Fn: noArgs("int.__ceil__", intSelf)},
	{Name: "__getnewargs__", Fn: noArgs("int.__getnewargs__", func(t *Thread, o Object) (Object, error) { return NewTuple(plainInt(o)), nil })},
	{Name: "__sizeof__", Fn: noArgs("int.__sizeof__", func(t *Thread, o Object) (Object, error) {
		b, _ := AsBig(o)
		return NewInt(24 + 4*int64(max(1, (b.BitLen()+29)/30))), nil
	})},
	{Name: "__round__", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if err := CheckArgs("__round__", args[1:], kw, 0, 1); err != nil {
			return nil, err
		}
		if len(args) == 1 {
			return plainInt(args[0]), nil
		}
		nd, err := AsIndexClamped(t, args[1])
		if err != nil {
			return nil, err
		}
		return roundInt(t, args[0], nd)
	}},
	{Name: "as_integer_ratio", Fn: noArgs("int.as_integer_ratio", func(t *Thread, o Object) (Object, error) {
		return NewTuple(plainInt(o), NewInt(1)), nil
	})},
	{Name: "to_bytes", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		a, err := toBytesSig.Bind(args[1:], kw)
		if err != nil {
			return nil, err
		}
		n := 1
		if a[0] != nil {
			if n, err = AsIndex(t, a[0]); err != nil {
				return nil, err
			}
		}
		little, err := byteOrder("to_bytes", a[1])
		if err != nil {
			return nil, err
		}
		signed, err := optTruth(t, a[2])
		if err != nil {
			return nil, err
		}
		if n < 0 {
			return nil, ValueErrorf("length argument must be non-negative")
		}
		v, _ := AsBig(args[0])
		return intToBytes(t, v, n, little, signed)
	}},
	{Name: "from_bytes", Class: true, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		a, err := fromBytesSig.Bind(args[1:], kw)
		if err != nil {
			return nil, err
		}
		little, err := byteOrder("from_bytes", a[1])
		if err != nil {
			return nil, err
		}
		signed, err := optTruth(t, a[2])
		if err != nil {
			return nil, err
		}
		var src []byte
		if fn, err := LookupSpecial(t, a[0], "__bytes__"); err != nil {
			return nil, err
		} else if _, isBytes := a[0].(*Bytes); fn != nil && !isBytes {
			// CPython's PyObject_Bytes: what has no __bytes__ may still be a buffer or an iterable.
			src, err = bytesArgs(t, bytesNewSig, []Object{a[0]}, nil)
			if err != nil {
				return nil, err
			}
		} else if src, err = toBytesObject(t, a[0]); err != nil {
			return nil, err
		}
		v := NewBig(intFromBytes(src, little, signed))
		if cls := args[0].(*Type); cls != IntType {
			return CallArgs(t, cls, v)
		}
		return v, nil
	}},
}

func absU(i int64) uint64 {
	if i < 0 {
		return -uint64(i)
	}
	return uint64(i)
}

// noArgs makes a method of a function of self alone.
func noArgs(name string, f func(t *Thread, o Object) (Object, error)) NativeFunc {
	return func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if len(args) != 1 || kw.Len() > 0 {
			return nil, CheckArgs(name, args[1:], kw, 0, 0)
		}
		return f(t, args[0])
	}
}

// oneArg makes a method of a function of self and one argument.
func oneArg(name string, f func(t *Thread, o, x Object) (Object, error)) NativeFunc {
	return func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if len(args) != 2 || kw.Len() > 0 {
			return nil, CheckArgs(name, args[1:], kw, 1, 1)
		}
		return f(t, args[0], args[1])
	}
}

func optTruth(t *Thread, o Object) (bool, error) {
	if o == nil {
		return false, nil
	}
	return Truth(t, o)
}

func byteOrder(fn string, o Object) (little bool, err error) {
	if o == nil {
		return false, nil
	}
	s, ok := AsStr(o)
	if !ok {
		return false, TypeErrorf("%s() argument 'byteorder' must be str, not %s", fn, ArgTypeName(o))
	}
	if s != "little" && s != "big" {
		return false, ValueErrorf("byteorder must be either 'little' or 'big'")
	}
	return s == "little", nil
}

func intToBytes(t *Thread, v *big.Int, n int, little, signed bool) (Object, error) {
	if v.Sign() < 0 && !signed {
		return nil, OverflowErrorf("can't convert negative int to unsigned")
	}
	limit := int64(n) * 8
	if signed {
		limit--
	}
	need := v.BitLen()
	if v.Sign() < 0 { // -128 fits where 127 does
		need = new(big.Int).Not(v).BitLen()
	}
	if int64(need) > limit && !(n == 0 && v.Sign() == 0) {
		return nil, OverflowErrorf("int too big to convert")
	}
	if err := t.Alloc(int64(n)); err != nil {
		return nil, err
	}
	out := make([]byte, n)
	w := v
	if v.Sign() < 0 {
		w = new(big.Int).Add(v, new(big.Int).Lsh(big.NewInt(1), uint(n)*8))
	}
	w.FillBytes(out)
	if little {
		reverseBytes(out)
	}
	return NewBytes(out), nil
}

func intFromBytes(src []byte, little, signed bool) *big.Int {
	b := append([]byte(nil), src...)
	if little {
		reverseBytes(b)
	}
	v := new(big.Int).SetBytes(b)
	if signed && len(b) > 0 && b[0]&0x80 != 0 {
		v.Sub(v, new(big.Int).Lsh(big.NewInt(1), uint(len(b))*8))
	}
	return v
}

func reverseBytes(b []byte) {
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
}

// roundInt is round(i, nd): to a multiple of 10**-nd for negative nd, half to even.
func roundInt(t *Thread, o Object, nd int) (Object, error) {
	if nd >= 0 {
		return plainInt(o), nil
	}
	v, _ := AsBig(o)
	if -nd > v.BitLen()/3+2 { // 10**-nd is more than twice the value
		return NewInt(0), nil
	}
	pow := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-nd)), nil)
	q, r := new(big.Int).DivMod(v, pow, new(big.Int))
	twice := new(big.Int).Lsh(r, 1)
	if c := twice.Cmp(pow); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return NewBig(q.Mul(q, pow)), nil
}
