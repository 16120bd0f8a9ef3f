package object

import (
	"math"
	"math/cmplx"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/libm"
)

// Behaviour of complex.

func complexParts(o Object) (c complex128, ok bool, err error) {
	switch n := Native(o).(type) {
	case Complex:
		return complex128(n), true, nil
	}
	f, ok, err := floatParts(o)
	return complex(f, 0), ok, err
}

func complexOp(f func(x, y complex128) (Object, error)) BinaryFunc {
	return func(t *Thread, a, b Object) (Object, error) {
		x, ok, err := complexParts(a)
		if !ok || err != nil {
			return NotImplemented, err
		}
		y, ok, err := complexParts(b)
		if !ok || err != nil {
			return NotImplemented, err
		}
		return f(x, y)
	}
}

// complexMul and complexQuo follow the schoolbook formulas, as CPython does; Go's operators treat infinities as C99 does.
func complexMul(x, y complex128) complex128 {
	a, b, c, d := real(x), imag(x), real(y), imag(y)
	return complex(float64(a*c)-float64(b*d), float64(a*d)+float64(b*c))
}

func complexQuo(x, y complex128) (complex128, bool) {
	a, b, c, d := real(x), imag(x), real(y), imag(y)
	ac, ad := math.Abs(c), math.Abs(d)
	switch {
	case ac >= ad:
		if ac == 0 {
			return 0, false
		}
		ratio := d / c
		denom := c + float64(d*ratio)
		return complex((a+float64(b*ratio))/denom, (b-float64(a*ratio))/denom), true
	case ad >= ac:
		ratio := c / d
		denom := float64(c*ratio) + d
		return complex((float64(a*ratio)+b)/denom, (float64(b*ratio)-a)/denom), true
	}
	return cmplx.NaN(), true
}

func complexPow(x, y complex128) (Object, error) {
	if y == 0 {
		return Complex(1), nil
	}
	if x == 0 {
		if imag(y) != 0 || real(y) < 0 {
			return nil, ZeroDivisionErrorf("0.0 to a negative or complex power")
		}
		return Complex(0), nil
	}
	if n := real(y); imag(y) == 0 && n == math.Floor(n) && math.Abs(n) <= 100 {
		return complexPowInt(x, int(n))
	}
	vabs := libm.Hypot(real(x), imag(x))
	length := libm.Pow(vabs, real(y))
	at := libm.Atan2(imag(x), real(x))
	phase := at * real(y)
	if imag(y) != 0 {
		length /= libm.Exp(at * imag(y))
		phase += imag(y) * libm.Log(vabs)
	}
	return complexResult(complex(length*libm.Cos(phase), length*libm.Sin(phase)), x, y)
}

func complexPowInt(x complex128, n int) (Object, error) {
	m := n
	if m < 0 {
		m = -m
	}
	r, p := complex128(1), x
	for mask := 1; mask > 0 && m >= mask; mask <<= 1 {
		if m&mask != 0 {
			r = complexMul(r, p)
		}
		p = complexMul(p, p)
	}
	if n < 0 {
		q, ok := complexQuo(1, r)
		if !ok {
			return nil, ZeroDivisionErrorf("0.0 to a negative or complex power")
		}
		r = q
	}
	return complexResult(r, x, complex(float64(n), 0))
}

func complexResult(r, x, y complex128) (Object, error) {
	inf := func(c complex128) bool { return math.IsInf(real(c), 0) || math.IsInf(imag(c), 0) }
	if inf(r) && !inf(x) && !inf(y) {
		return nil, OverflowErrorf("complex exponentiation")
	}
	return Complex(r), nil
}

// floatShort is repr without a trailing ".0", as complex numbers print their parts.
func floatShort(f float64) string { return strings.TrimSuffix(FormatFloat(f), ".0") }

func complexRepr(t *Thread, o Object) (string, error) {
	c, _, _ := complexParts(o)
	re, im := real(c), imag(c)
	if re == 0 && !math.Signbit(re) {
		return floatShort(im) + "j", nil
	}
	s := floatShort(im)
	if s[0] != '-' {
		s = "+" + s
	}
	return "(" + floatShort(re) + s + "j)", nil
}

// parseComplex reads "a", "bj", "a+bj", with or without parentheses.
func parseComplex(s string) (complex128, bool) {
	s = asciiNumber(s)
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && len(s) > 1 {
		s = strings.TrimFunc(s[1:len(s)-1], isSpacePy)
	}
	if s == "" {
		return 0, false
	}
	if last := s[len(s)-1] | 0x20; last != 'j' {
		f, ok := ParseFloat(s)
		return complex(f, 0), ok && strings.TrimFunc(s, isSpacePy) == s
	}
	s = s[:len(s)-1]
	// The sign that splits the parts is the last one that is not an exponent's.
	cut := -1
	for i := len(s) - 1; i > 0; i-- {
		if (s[i] == '+' || s[i] == '-') && s[i-1]|0x20 != 'e' {
			cut = i
			break
		}
	}
	part := func(s string) (float64, bool) {
		switch s {
		case "", "+":
			return 1, true
		case "-":
			return -1, true
		}
		if strings.IndexFunc(s, isSpacePy) >= 0 {
			return 0, false
		}
		return ParseFloat(s)
	}
	if cut < 0 {
		im, ok := part(s)
		return complex(0, im), ok
	}
	if cut == 0 || strings.IndexFunc(s, isSpacePy) >= 0 {
		return 0, false
	}
	re, ok1 := ParseFloat(s[:cut])
	im, ok2 := part(s[cut:])
	return complex(re, im), ok1 && ok2
}

var complexSig = NewSignature("complex", "real=", "imag=")

func complexNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	a, err := complexSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	if a[0] != nil {
		if s, ok := AsStr(a[0]); ok {
			if a[1] != nil {
				return nil, TypeErrorf("complex() can't take second arg if first is a string")
			}
			c, ok := parseComplex(s)
			if !ok {
				if badUnderscore(s) {
					r, err := Repr(t, a[0])
					if err != nil {
						return nil, err
					}
					return nil, ValueErrorf("could not convert string to complex: %s", r)
				}
				return nil, ValueErrorf("complex() arg is a malformed string")
			}
			return wrapNative(cls, ComplexType, Complex(c)), nil
		}
	}
	if a[1] != nil {
		if _, ok := AsStr(a[1]); ok {
			return nil, TypeErrorf("complex() second arg can't be a string")
		}
	}
	var re, im complex128
	if a[0] != nil {
		c, ok, err := toComplex(t, a[0])
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, TypeErrorf("complex() first argument must be a string or a number, not '%s'", TypeName(a[0]))
		}
		re = c
	}
	if a[1] == nil {
		return wrapNative(cls, ComplexType, Complex(re)), nil
	}
	c, ok, err := toComplex(t, a[1])
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, TypeErrorf("complex() second argument must be a number, not '%s'", TypeName(a[1]))
	}
	im = c
	// Only a part that is complex itself reaches over to the other: adding its 0 would lose the sign of -0.0.
	r := complex(real(re), real(im))
	if isComplex(a[0]) {
		r += complex(0, imag(re))
	}
	if isComplex(a[1]) {
		r -= complex(imag(im), 0)
	}
	return wrapNative(cls, ComplexType, Complex(r)), nil
}

func isComplex(o Object) bool {
	if o == nil {
		return false
	}
	_, ok := Native(o).(Complex)
	return ok || o.Type().LookupName("__complex__") != nil
}

// badUnderscore tells whether s has an underscore that is not between two digits.
func badUnderscore(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == '_' && (i == 0 || i+1 == len(s) || !isDigit(s[i-1]) || !isDigit(s[i+1])) {
			return true
		}
	}
	return false
}

// toComplex converts through complex, __complex__, __float__ and __index__.
func toComplex(t *Thread, o Object) (complex128, bool, error) {
	if c, ok := o.(Complex); ok {
		return complex128(c), true, nil
	}
	if fn, err := LookupSpecial(t, o, "__complex__"); err != nil {
		return 0, false, err
	} else if fn != nil {
		r, err := CallArgs(t, fn)
		if err != nil {
			return 0, false, err
		}
		c, ok := Native(r).(Complex)
		if !ok {
			return 0, false, TypeErrorf("__complex__ returned non-complex (type %s)", TypeName(r))
		}
		if r.Type() != ComplexType {
			if err := t.warnSubclass("__complex__", "complex", r); err != nil {
				return 0, false, err
			}
		}
		return complex128(c), true, nil
	}
	f, ok, err := toFloat(t, o)
	return complex(f, 0), ok, err
}

// ToComplex is a complex argument of a native function.
func ToComplex(t *Thread, o Object) (complex128, error) {
	z, ok, err := toComplex(t, o)
	if err == nil && !ok {
		err = TypeErrorf("must be real number, not %s", TypeName(o))
	}
	return z, err
}

func init() {
	bin := [NumBinaryOps]BinaryFunc{
		Add: complexOp(func(x, y complex128) (Object, error) { return Complex(x + y), nil }),
		Sub: complexOp(func(x, y complex128) (Object, error) { return Complex(x - y), nil }),
		Mul: complexOp(func(x, y complex128) (Object, error) { return Complex(complexMul(x, y)), nil }),
		TrueDiv: complexOp(func(x, y complex128) (Object, error) {
			q, ok := complexQuo(x, y)
			if !ok {
				return nil, ZeroDivisionErrorf("complex division by zero")
			}
			return Complex(q), nil
		}),
		Pow: complexOp(complexPow),
	}
	value := func(o Object) complex128 { c, _, _ := complexParts(o); return c }
	ComplexType.Define(Spec{
		NoDict: true,
		Slots: Slots{
			New: complexNew, Repr: complexRepr, Format: complexFormat,
			Hash: func(t *Thread, o Object) (int64, error) {
				c := value(o)
				h := hashFloat(real(c)) + 1000003*hashFloat(imag(c))
				if h == -1 {
					h = -2
				}
				return h, nil
			},
			Bool: func(t *Thread, o Object) (bool, error) { return value(o) != 0, nil },
			RichCompare: func(t *Thread, a, b Object, op CompareOp) (Object, error) {
				x, ok := Native(a).(Complex)
				if !ok || op != EQ && op != NE {
					return NotImplemented, nil
				}
				if y, ok := Native(b).(Complex); ok {
					return NewBool((x == y) == (op == EQ)), nil
				}
				if !isReal(b) {
					return NotImplemented, nil
				}
				if imag(complex128(x)) != 0 {
					return NewBool(op == NE), nil
				}
				return RichCompare(t, Float(real(complex128(x))), b, op)
			},
			Binary: bin, RBinary: reflectedAll(bin),
			Neg: func(t *Thread, o Object) (Object, error) { return Complex(-value(o)), nil },
			Pos: func(t *Thread, o Object) (Object, error) { return Complex(value(o)), nil },
			Abs: func(t *Thread, o Object) (Object, error) {
				c := value(o)
				f := libm.Hypot(real(c), imag(c))
				if math.IsInf(f, 0) && !cmplx.IsInf(c) {
					return nil, OverflowErrorf("absolute value too large")
				}
				return Float(f), nil
			},
		},
		GetSets: []GetSet{
			{Name: "real", Member: true, Get: func(t *Thread, o Object) (Object, error) { return Float(real(value(o))), nil }},
			{Name: "imag", Member: true, Get: func(t *Thread, o Object) (Object, error) { return Float(imag(value(o))), nil }},
		},
		Methods: []Method{
			{Name: "conjugate", Fn: noArgs("complex.conjugate", func(t *Thread, o Object) (Object, error) { return Complex(cmplx.Conj(value(o))), nil })},
			{Name: "__complex__", Fn: noArgs("complex.__complex__", func(t *Thread, o Object) (Object, error) { return Complex(value(o)), nil })},
			{Name: "__getnewargs__", Fn: noArgs("complex.__getnewargs__", func(t *Thread, o Object) (Object, error) {
				return NewTuple(Float(real(value(o))), Float(imag(value(o)))), nil
			})},
		},
	})
}
