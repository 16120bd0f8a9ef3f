package object

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/libm"
)

// Behaviour of float.

// NaN is float('nan'), to the bit: package math's has a payload, which struct.pack would show.
var NaN = math.Float64frombits(0x7ff8 << 48)

// floatParts gives o as a float64 if it is a float or an int; err is set for an int that is too large.
func floatParts(o Object) (f float64, ok bool, err error) {
	switch o := o.(type) {
	case Float:
		return float64(o), true, nil
	case Int:
		return float64(o), true, nil
	case *Instance:
		if n, ok := o.Native.(Float); ok {
			return float64(n), true, nil
		}
	}
	if i, b, ok := intParts(o); ok {
		f, err := intToFloat(i, b)
		return f, true, err
	}
	return 0, false, nil
}

func floatOp(f func(x, y float64) (Object, error)) BinaryFunc {
	return func(t *Thread, a, b Object) (Object, error) {
		x, ok, err := floatParts(a)
		if !ok || err != nil {
			return NotImplemented, err
		}
		y, ok, err := floatParts(b)
		if !ok || err != nil {
			return NotImplemented, err
		}
		return f(x, y)
	}
}

// floatDivMod is Python's: the remainder has the divisor's sign and the quotient is whole.
func floatDivMod(x, y float64) (q, r float64) {
	r = math.Mod(x, y)
	q = (x - r) / y
	if r != 0 {
		if (y < 0) != (r < 0) {
			r += y
			q--
		}
	} else {
		r = math.Copysign(0, y)
	}
	if q != 0 {
		f := math.Floor(q)
		if q-f > 0.5 {
			f++
		}
		q = f
	} else {
		q = math.Copysign(0, x/y)
	}
	return q, r
}

func floatPow(x, y float64) (Object, error) {
	switch {
	case y == 0 || x == 1:
		return Float(1), nil
	case x == 0 && y < 0 && !math.IsInf(y, 0):
		return nil, ZeroDivisionErrorf("0.0 cannot be raised to a negative power")
	case x < 0 && !math.IsInf(x, 0) && !math.IsInf(y, 0) && y == y && math.Floor(y) != y:
		return complexPow(complex(x, 0), complex(y, 0))
	}
	z := libm.Pow(x, y)
	if math.IsInf(z, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
		e := NewException(OverflowErrorType, NewInt(34), NewStr("Numerical result out of range"))
		return nil, e
	}
	return Float(z), nil
}

func floatRepr(t *Thread, o Object) (string, error) {
	f, _ := AsFloat(o)
	return FormatFloat(f), nil
}

// FormatFloat is repr(f): the shortest text that reads back as f.
func FormatFloat(f float64) string {
	switch {
	case f != f:
		return "nan"
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	}
	var buf [32]byte
	if a := math.Abs(f); a != 0 && (a < 1e-4 || a >= 1e16) {
		return string(strconv.AppendFloat(buf[:0], f, 'e', -1, 64))
	}
	b := strconv.AppendFloat(buf[:0], f, 'f', -1, 64)
	for _, c := range b {
		if c == '.' {
			return string(b)
		}
	}
	return string(append(b, ".0"...))
}

// hashFloat follows CPython: a float that is equal to an int has its hash.
func hashFloat(f float64) int64 {
	if math.IsInf(f, 0) {
		if f > 0 {
			return 314159
		}
		return -314159
	}
	if f != f {
		return 0
	}
	if f == math.Trunc(f) && math.Abs(f) < 1<<60 {
		return hashInt(int64(f))
	}
	const bitsN, mod = 61, 1<<61 - 1
	m, e := math.Frexp(f)
	neg := m < 0
	if neg {
		m = -m
	}
	var x uint64
	for m != 0 {
		x = (x<<28)&mod | x>>(bitsN-28)
		m *= 1 << 28
		e -= 28
		y := uint64(m)
		m -= float64(y)
		if x += y; x >= mod {
			x -= mod
		}
	}
	if e >= 0 {
		e %= bitsN
	} else {
		e = bitsN - 1 - (-1-e)%bitsN
	}
	x = (x<<uint(e))&mod | x>>uint(bitsN-e)
	h := int64(x)
	if neg {
		h = -h
	}
	if h == -1 {
		h = -2
	}
	return h
}

func floatCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	x, ok := AsFloat(a)
	if !ok {
		return NotImplemented, nil
	}
	if y, ok := AsFloat(b); ok {
		return NewBool(compareFloats(x, y, op)), nil
	}
	i, bi, ok := intParts(b)
	if !ok {
		return NotImplemented, nil
	}
	if bi == nil && -1<<53 <= i && i <= 1<<53 || math.IsInf(x, 0) || x != x {
		return NewBool(compareFloats(x, float64(i), op)), nil
	}
	// Exact: an int may lie between two floats.
	c := new(big.Float).SetFloat64(x).Cmp(new(big.Float).SetPrec(0).SetInt(toBig(i, bi)))
	return NewBool(compareResult(c, op)), nil
}

func compareFloats(x, y float64, op CompareOp) bool {
	switch op {
	case LT:
		return x < y
	case LE:
		return x <= y
	case EQ:
		return x == y
	case NE:
		return x != y
	case GT:
		return x > y
	}
	return x >= y
}

// ParseFloat is float(s) for text; ok is false when it is no number.
func ParseFloat(s string) (f float64, ok bool) {
	s = asciiNumber(s)
	if s == "" {
		return 0, false
	}
	body := s
	if body[0] == '+' || body[0] == '-' {
		body = body[1:]
	}
	switch strings.ToLower(body) {
	case "inf", "infinity":
		return math.Inf(map[bool]int{true: -1, false: 1}[s[0] == '-']), true
	case "nan":
		return math.Copysign(NaN, map[bool]float64{true: -1, false: 1}[s[0] == '-']), true
	}
	// Only decimal literals: Go's parser would take hexadecimal ones and other places for underscores.
	digits, under := 0, false
	seenDot, seenExp := false, false
	for i := 0; i < len(body); i++ {
		c := body[i]
		switch {
		case '0' <= c && c <= '9':
			digits++
		case c == '_':
			under = true
			if i == 0 || i+1 == len(body) || !isDigit(body[i-1]) || !isDigit(body[i+1]) {
				return 0, false
			}
		case c == '.':
			if seenDot || seenExp {
				return 0, false
			}
			seenDot = true
		case c == 'e' || c == 'E':
			if seenExp || digits == 0 {
				return 0, false
			}
			seenExp = true
			digits = 0
			if i+1 < len(body) && (body[i+1] == '+' || body[i+1] == '-') {
				i++
			}
		default:
			return 0, false
		}
	}
	if digits == 0 {
		return 0, false
	}
	if under {
		s = strings.ReplaceAll(s, "_", "")
	}
	if seenExp && (digits > 4 || len(s) > 800) {
		s = shortExponent(s)
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		if ne, is := err.(*strconv.NumError); !is || ne.Err != strconv.ErrRange {
			return 0, false
		}
	}
	return f, true
}

// shortExponent writes a decimal literal with its point before the first digit that is not 0: of a long exponent Go's parser reads only
// some digits, though as many places before or after the point may make up for it, and of a number without a point it counts 800 places.
func shortExponent(s string) string {
	e := strings.IndexAny(s, "eE")
	sign, mantissa := "", s[:e]
	if mantissa[0] == '-' || mantissa[0] == '+' {
		sign, mantissa = mantissa[:1], mantissa[1:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	if digits == "" {
		return sign + "0"
	}
	exp, err := strconv.Atoi(s[e+1:])
	if err != nil || exp > 1<<40 || exp < -1<<40 {
		return sign + "0." + digits + s[e:] // far beyond what any text makes up for
	}
	exp += len(whole) - (len(whole) + len(fraction) - len(digits))
	return sign + "0." + digits + "e" + strconv.Itoa(exp)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func floatNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	if err := newWithoutKeywords(cls, FloatType, kw); err != nil {
		return nil, err
	}
	if err := CheckArgs("float", args, nil, 0, 1); err != nil {
		return nil, err
	}
	f := 0.0
	if len(args) == 1 {
		var err error
		if x, ok := args[0].(Float); ok && cls == FloatType {
			return x, nil // a nan stays the same one
		}
		if f, err = floatOf(t, args[0]); err != nil {
			return nil, err
		}
		if f != f {
			f = t.RT.newNaN(f)
		}
	}
	return wrapNative(cls, FloatType, Float(f)), nil
}

// newNaN gives a NaN that is no other: floats are the same object where their bits are equal, and a NaN is in a list only where it is the same one.
func (rt *Runtime) newNaN(f float64) float64 {
	rt.nans++
	return math.Float64frombits(PlainNaN(f) | rt.nans&(1<<50-1))
}

// PlainNaN are the bits of a NaN as CPython has them, for what shows or stores them.
func PlainNaN(f float64) uint64 { return math.Float64bits(f)&(1<<63) | 0x7ff8<<48 }

// floatOf is float(o).
func floatOf(t *Thread, o Object) (float64, error) {
	text, isText := AsStr(o)
	if !isText {
		if b, ok := bytesOf(o); ok {
			text, isText = string(b), true
		}
	}
	if isText && o.Type().Slots.Float != nil { // of a subclass
		f, _, err := toFloat(t, o)
		return f, err
	}
	if isText {
		f, ok := ParseFloat(text)
		if !ok {
			r, err := Repr(t, o)
			if err != nil {
				return 0, err
			}
			return 0, ValueErrorf("could not convert string to float: %s", r)
		}
		return f, nil
	}
	f, ok, err := toFloat(t, o)
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, TypeErrorf("float() argument must be a string or a real number, not '%s'", TypeName(o))
	}
	return f, nil
}

// toFloat converts through float, __float__ and __index__; ok is false when o has none of them.
func toFloat(t *Thread, o Object) (f float64, ok bool, err error) {
	switch o := o.(type) {
	case Float:
		return float64(o), true, nil
	case Int:
		return float64(o), true, nil
	}
	s := &o.Type().Slots
	if s.Float != nil {
		r, err := s.Float(t, o)
		if err != nil {
			return 0, true, err
		}
		f, ok := AsFloat(r)
		if !ok {
			return 0, true, TypeErrorf("%s.__float__ returned non-float (type %s)", TypeName(o), TypeName(r))
		}
		if r.Type() != FloatType {
			if err := t.warnSubclass(TypeName(o)+".__float__", "float", r); err != nil {
				return 0, true, err
			}
		}
		return f, true, nil
	}
	if s.Index != nil {
		r, err := ToIndex(t, o)
		if err != nil {
			return 0, true, err
		}
		f, err := intToFloat(toParts(r))
		return f, true, err
	}
	return 0, false, nil
}

// ToFloat is what math's functions do with an argument: float(o) without text.
func ToFloat(t *Thread, o Object) (float64, error) {
	if f, ok := AsFloat(o); ok {
		return f, nil // whatever a subclass's __float__ says
	}
	f, ok, err := toFloat(t, o)
	if err == nil && !ok {
		err = TypeErrorf("must be real number, not %s", TypeName(o))
	}
	return f, err
}

// RoundFloat is round(f, nd), exact halves to even.
func RoundFloat(f float64, nd int) (float64, error) {
	if f == 0 || f != f || math.IsInf(f, 0) || nd > 323 {
		return f, nil
	}
	if nd < -308 {
		return math.Copysign(0, f), nil
	}
	var s string
	if nd >= 0 {
		s = strconv.FormatFloat(f, 'f', nd, 64)
	} else {
		// strconv rounds to significant digits too; how many there are follows from the exact decimal exponent.
		e := strconv.FormatFloat(f, 'e', 20, 64)
		exp, _ := strconv.Atoi(e[strings.IndexByte(e, 'e')+1:])
		switch keep := exp + nd; {
		case keep < -1:
			return math.Copysign(0, f), nil
		case keep == -1:
			half := 5 * math.Pow10(exp)
			if math.Abs(f) > half {
				return math.Copysign(math.Pow10(exp+1), f), nil
			}
			return math.Copysign(0, f), nil
		default:
			s = strconv.FormatFloat(f, 'e', keep, 64)
		}
	}
	r, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, OverflowErrorf("rounded value too large to represent")
	}
	return r, nil
}

func floatRatio(t *Thread, o Object) (Object, error) {
	f, _ := AsFloat(o)
	if f != f {
		return nil, ValueErrorf("cannot convert NaN to integer ratio")
	}
	if math.IsInf(f, 0) {
		return nil, OverflowErrorf("cannot convert Infinity to integer ratio")
	}
	r := new(big.Rat).SetFloat64(f)
	return NewTuple(NewBig(new(big.Int).Set(r.Num())), NewBig(new(big.Int).Set(r.Denom()))), nil
}

func floatHex(t *Thread, o Object) (Object, error) {
	f, _ := AsFloat(o)
	if f != f || math.IsInf(f, 0) {
		return NewStr(FormatFloat(f)), nil
	}
	sign := ""
	if math.Signbit(f) {
		sign, f = "-", -f
	}
	if f == 0 {
		return NewStr(sign + "0x0.0p+0"), nil
	}
	bits := math.Float64bits(f)
	exp, lead := int(bits>>52)-1023, "1"
	if exp == -1023 {
		exp, lead = -1022, "0"
	}
	m := strconv.FormatUint(bits&(1<<52-1), 16)
	m = strings.Repeat("0", 13-len(m)) + m
	e := strconv.Itoa(exp)
	if exp >= 0 {
		e = "+" + e
	}
	return NewStr(sign + "0x" + lead + "." + m + "p" + e), nil
}

func floatFromHex(s string) (float64, error) {
	bad := ValueErrorf("invalid hexadecimal floating-point string")
	s = strings.TrimFunc(s, isSpacePy)
	body, neg := s, false
	if body != "" && (body[0] == '+' || body[0] == '-') {
		neg = body[0] == '-'
		body = body[1:]
	}
	low := strings.ToLower(body)
	sign := func(f float64) float64 {
		if neg {
			return -f
		}
		return f
	}
	switch low {
	case "inf", "infinity":
		return sign(math.Inf(1)), nil
	case "nan":
		return NaN, nil
	}
	low = strings.TrimPrefix(low, "0x")
	mant, exp := low, "0"
	if i := strings.IndexByte(low, 'p'); i >= 0 {
		mant, exp = low[:i], low[i+1:]
		digits := strings.TrimLeft(exp, "+-")
		if len(exp)-len(digits) > 1 || digits == "" || strings.Trim(digits, "0123456789") != "" {
			return 0, bad
		}
	}
	if strings.Count(mant, ".") > 1 || strings.Trim(mant, "0123456789abcdef.") != "" || strings.Trim(mant, ".") == "" {
		return 0, bad
	}
	f, err := strconv.ParseFloat("0x"+mant+"p"+exp, 64)
	if err != nil {
		if ne, ok := err.(*strconv.NumError); ok && ne.Err == strconv.ErrRange {
			return 0, OverflowErrorf("hexadecimal value too large to represent as a float")
		}
		return 0, bad
	}
	return sign(f), nil
}

func floatWhole(name string, round func(float64) float64) Method {
	return Method{Name: name, Fn: noArgs("float."+name, func(t *Thread, o Object) (Object, error) {
		f, _ := AsFloat(o)
		return floatToInt(round(f))
	})}
}

func init() {
	bin := [NumBinaryOps]BinaryFunc{
		Add:      floatOp(func(x, y float64) (Object, error) { return Float(x + y), nil }),
		Sub:      floatOp(func(x, y float64) (Object, error) { return Float(x - y), nil }),
		Mul:      floatOp(func(x, y float64) (Object, error) { return Float(x * y), nil }),
		TrueDiv:  floatOp(trueDiv),
		FloorDiv: floatOp(floorDivSlot),
		Mod:      floatOp(modSlot),
		DivMod:   floatOp(floatDivmod),
		Pow:      floatOp(floatPow),
	}
	self := floatUnary(func(x float64) float64 { return x })
	FloatType.Define(Spec{
		NoDict: true,
		Slots: Slots{
			New: floatNew, Repr: floatRepr, RichCompare: floatCompare, Format: floatFormat,
			Hash:  floatHash,
			Bool:  func(t *Thread, o Object) (bool, error) { f, _ := AsFloat(o); return f != 0, nil },
			Int:   floatInt,
			Float: self, Pos: self, Neg: floatUnary(func(x float64) float64 { return -x }), Abs: floatUnary(math.Abs),
			Binary: bin, RBinary: reflectedAll(bin),
		},
		GetSets: numberGetSets(self, func(*Thread, Object) (Object, error) { return Float(0), nil }),
		Methods: []Method{
			floatWhole("__trunc__", math.Trunc), floatWhole("__floor__", math.Floor), floatWhole("__ceil__", math.Ceil),
			{Name: "conjugate", Fn: noArgs("float.conjugate", self)},
			{Name: "hex", Fn: noArgs("float.hex", floatHex)},
			{Name: "as_integer_ratio", Fn: noArgs("float.as_integer_ratio", floatRatio)},
			{Name: "is_integer", Fn: noArgs("float.is_integer", floatIsInteger)},
			{Name: "__getformat__", Class: true, Fn: oneArg("float.__getformat__", floatGetformat)},
			{Name: "__getnewargs__", Fn: noArgs("float.__getnewargs__", func(t *Thread, o Object) (Object, error) { f, _ := AsFloat(o); return NewTuple(Float(f)), nil })},
			{Name: "fromhex", Class: true, Fn: oneArg("float.fromhex", floatFromhex)},
			{Name: "__round__", Fn: floatRound},
		},
	})
}

// trueDiv is TrueDiv.
func trueDiv(x, y float64) (Object, error) {
	if y == 0 {
		return nil, ZeroDivisionErrorf("float division by zero")
	}
	return Float(x / y), nil
}

// floorDivSlot is FloorDiv.
func floorDivSlot(x, y float64) (Object, error) {
	if y == 0 {
		return nil, ZeroDivisionErrorf("float floor division by zero")
	}
	q, _ := floatDivMod(x, y)
	return Float(q), nil
}

// modSlot is Mod.
func modSlot(x, y float64) (Object, error) {
	if y == 0 {
		return nil, ZeroDivisionErrorf("float modulo")
	}
	r := math.Mod(x, y)
	if r != 0 {
		if (y < 0) != (r < 0) {
			r += y
		}
	} else {
		r = math.Copysign(0, y)
	}
	return Float(r), nil
}

// floatHash is FloatType's Hash.
func floatHash(t *Thread, o Object) (int64, error) {
	f, _ := AsFloat(o)
	if f != f {
		return HashPointer(t, o), nil
	}
	return hashFloat(f), nil
}

// floatInt is FloatType's Int.
func floatInt(t *Thread, o Object) (Object, error) {
	f, _ := AsFloat(o)
	return floatToInt(f)
}

// floatIsInteger is Float.is_integer().
func floatIsInteger(t *Thread, o Object) (Object, error) {
	f, _ := AsFloat(o)
	return NewBool(f == math.Trunc(f) && !math.IsInf(f, 0)), nil
}

// floatGetformat is Float.__getformat__().
func floatGetformat(t *Thread, cls, x Object) (Object, error) {
	s, ok := AsStr(x)
	if !ok {
		return nil, TypeErrorf("__getformat__() argument must be str, not %s", ArgTypeName(x))
	}
	if s != "double" && s != "float" {
		return nil, ValueErrorf("__getformat__() argument 1 must be 'double' or 'float'")
	}
	return NewStr("IEEE, little-endian"), nil
}

// floatFromhex is Float.fromhex().
func floatFromhex(t *Thread, cls, x Object) (Object, error) {
	s, ok := AsStr(x)
	if !ok {
		return nil, TypeErrorf("bad argument type for built-in operation")
	}
	f, err := floatFromHex(s)
	if err != nil {
		return nil, err
	}
	if cls != FloatType {
		return CallArgs(t, cls, Float(f))
	}
	return Float(f), nil
}

// floatRound is Float.__round__().
func floatRound(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("__round__", args[1:], kw, 0, 1); err != nil {
		return nil, err
	}
	f, _ := AsFloat(args[0])
	if len(args) == 1 || args[1] == None {
		return floatToInt(math.RoundToEven(f))
	}
	nd, err := AsIndexClamped(t, args[1])
	if err != nil {
		return nil, err
	}
	f, err = RoundFloat(f, nd)
	return Float(f), err
}

func floatDivmod(x, y float64) (Object, error) {
	if y == 0 {
		return nil, ZeroDivisionErrorf("float divmod()")
	}
	q, r := floatDivMod(x, y)
	return NewTuple(Float(q), Float(r)), nil
}

func floatUnary(f func(float64) float64) UnaryFunc {
	return func(t *Thread, o Object) (Object, error) {
		x, _ := AsFloat(o)
		return Float(f(x)), nil
	}
}
