package object

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"
)

// Conversions between int and text, and int's constructor.

// maxStrDigits is CPython's limit on decimal digits in conversions, which bounds their quadratic cost.
const maxStrDigits = 4300

type maxDigitsKey struct{}

// MaxStrDigits is sys.get_int_max_str_digits(); 0 means no limit.
func (rt *Runtime) MaxStrDigits() int {
	return rt.State(maxDigitsKey{}, func() any { return maxStrDigits }).(int)
}

// SetMaxStrDigits is sys.set_int_max_str_digits().
func (rt *Runtime) SetMaxStrDigits(n int) { rt.SetState(maxDigitsKey{}, n) }

// formatBig is b in base 10 within the digit limit.
func formatBig(t *Thread, b *big.Int) (string, error) {
	max := maxStrDigits
	if t != nil {
		max = t.RT.MaxStrDigits()
	}
	digits := float64(b.BitLen()) * 0.30102999566398120
	if max > 0 && int(digits) >= max {
		if int(digits) > max || len(strings.TrimPrefix(b.String(), "-")) > max {
			return "", ValueErrorf("Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit", max)
		}
	}
	if t != nil {
		w := int64(b.BitLen()/64 + 1)
		if err := intWork(t, int64(b.BitLen())*3, w*w); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

func intRepr(t *Thread, o Object) (string, error) {
	i, b, _ := intParts(o)
	if b == nil {
		return strconv.FormatInt(i, 10), nil
	}
	return formatBig(t, b)
}

// FormatInt is str(o) for a plain int object outside a run, for messages.
func FormatInt(o Object) string {
	i, b, _ := intParts(o)
	if b == nil {
		return strconv.FormatInt(i, 10)
	}
	return b.String()
}

func isSpacePy(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

// asciiNumber trims white space and turns Unicode decimal digits into ASCII ones, as int() and float() do first.
func asciiNumber(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.TrimFunc(s, isSpacePy)
	}
	var sb strings.Builder
	for _, r := range s {
		switch {
		case r < 0x80:
			sb.WriteRune(r)
		case isSpacePy(r):
			sb.WriteByte(' ')
		default:
			if d := decimalValue(r); d >= 0 {
				sb.WriteByte(byte('0' + d))
			} else {
				sb.WriteRune(r)
			}
		}
	}
	return strings.Trim(sb.String(), " \t\n\r\v\f\x1c\x1d\x1e\x1f")
}

// ParseInt parses s as int(s, base) does; ok is false when it is no literal of the base, err tells of the digit limit.
func ParseInt(t *Thread, s string, base int) (o Object, ok bool, err error) {
	s = asciiNumber(s)
	neg := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		neg = s[0] == '-'
		s = s[1:]
	}
	prefix := func(c byte) bool { return len(s) > 1 && s[0] == '0' && s[1]|0x20 == c }
	zeroOnly := false
	switch {
	case base == 0:
		switch {
		case prefix('x'):
			base = 16
		case prefix('o'):
			base = 8
		case prefix('b'):
			base = 2
		default:
			base = 10
			zeroOnly = s != "" && s[0] == '0'
		}
		if base != 10 {
			s = s[2:]
			s = strings.TrimPrefix(s, "_")
		}
	case base == 16 && prefix('x'), base == 8 && prefix('o'), base == 2 && prefix('b'):
		s = strings.TrimPrefix(s[2:], "_")
	}
	if s == "" || s[0] == '_' || s[len(s)-1] == '_' {
		return nil, false, nil
	}
	if strings.Contains(s, "_") {
		if strings.Contains(s, "__") {
			return nil, false, nil
		}
		s = strings.ReplaceAll(s, "_", "")
	}
	for i := 0; i < len(s); i++ {
		if d := digitValue(s[i]); d < 0 || d >= base {
			return nil, false, nil
		}
		if zeroOnly && s[i] != '0' {
			return nil, false, nil
		}
	}
	if len(s) <= 18 && base <= 10 || len(s) <= 12 {
		v, _ := strconv.ParseInt(s, base, 64)
		if neg {
			v = -v
		}
		return NewInt(v), true, nil
	}
	if base&(base-1) != 0 {
		if max := t.RT.MaxStrDigits(); max > 0 && len(s) > max {
			return nil, false, ValueErrorf("Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit", max, len(s))
		}
	}
	w := int64(len(s)/16 + 1)
	if err := intWork(t, int64(len(s))*6, w*w/4); err != nil {
		return nil, false, err
	}
	b, good := new(big.Int).SetString(s, base)
	if !good {
		return nil, false, nil
	}
	if neg {
		b.Neg(b)
	}
	return NewBig(b), true, nil
}

func digitValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'Z':
		return int(c-'A') + 10
	}
	return -1
}

func intFromText(t *Thread, src Object, s string, base int) (Object, error) {
	o, ok, err := ParseInt(t, s, base)
	if err != nil || ok {
		return o, err
	}
	r, err := Repr(t, src)
	if err != nil {
		return nil, err
	}
	if len(r) > 200 {
		r = truncatePoints(r, 200)
	}
	return nil, ValueErrorf("invalid literal for int() with base %d: %s", base, r)
}

func truncatePoints(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

var intSig = NewSignature("int", "x=", "/", "base=")

func intNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	var v Object
	var err error
	switch {
	case len(args) == 0 && kw.Len() == 0:
		v = NewInt(0)
	case len(args) == 1 && kw.Len() == 0:
		v, err = ToInt(t, args[0])
	default:
		var a []Object
		if a, err = intSig.Bind(args, kw); err != nil {
			return nil, err
		}
		if a[0] == nil {
			return nil, TypeErrorf("int() missing string argument")
		}
		v, err = intWithBase(t, a[0], a[1])
	}
	if err != nil {
		return nil, err
	}
	return wrapNative(cls, IntType, plainInt(v)), nil
}

func intWithBase(t *Thread, x, base Object) (Object, error) {
	bi, err := AsIndexClamped(t, base)
	if err != nil {
		return nil, err
	}
	if bi != 0 && (bi < 2 || bi > 36) {
		return nil, ValueErrorf("int() base must be >= 2 and <= 36, or 0")
	}
	if s, ok := AsStr(x); ok {
		return intFromText(t, x, s, bi)
	}
	if _, view := x.(*MemoryView); !view {
		if b, ok := bytesOf(x); ok {
			return intFromText(t, x, string(b), bi)
		}
	}
	return nil, TypeErrorf("int() can't convert non-string with explicit base")
}

// wrapNative makes v an instance of cls when that is a Python subclass of the native type.
func wrapNative(cls, native *Type, v Object) Object {
	if cls == native {
		return v
	}
	return NewInstance(cls, v)
}

// ToInt is int(o) with one argument: an int object.
func ToInt(t *Thread, o Object) (Object, error) {
	switch o := o.(type) {
	case Int, *BigInt:
		return o, nil
	case Float:
		return floatToInt(float64(o))
	case *Str:
		return intFromText(t, o, o.s, 10)
	}
	s := &o.Type().Slots
	if s.Int != nil {
		r, err := s.Int(t, o)
		if err != nil {
			return nil, err
		}
		if !IsInstance(r, IntType) {
			return nil, TypeErrorf("__int__ returned non-int (type %s)", TypeName(r))
		}
		if r.Type() != IntType {
			if err := t.warnSubclass("__int__", "int", r); err != nil {
				return nil, err
			}
		}
		return plainInt(r), nil
	}
	if s.Index != nil {
		r, err := ToIndex(t, o)
		if err != nil {
			return nil, err
		}
		return plainInt(r), nil
	}
	if fn, err := LookupSpecial(t, o, "__trunc__"); err != nil {
		return nil, err
	} else if fn != nil {
		if err := t.Warn(DeprecationWarningType, "The delegation of int() to __trunc__ is deprecated."); err != nil {
			return nil, err
		}
		r, err := CallArgs(t, fn)
		if err != nil {
			return nil, err
		}
		if _, _, ok := intParts(r); ok {
			return plainInt(r), nil
		}
		if r.Type().Slots.Index == nil {
			return nil, TypeErrorf("__trunc__ returned non-Integral (type %s)", TypeName(r))
		}
		return ToIndex(t, r)
	}
	if str, ok := AsStr(o); ok {
		return intFromText(t, o, str, 10)
	}
	if b, ok := bytesOf(o); ok {
		return intFromText(t, o, string(b), 10)
	}
	return nil, TypeErrorf("int() argument must be a string, a bytes-like object or a real number, not '%s'", TypeName(o))
}

// floatToInt truncates.
func floatToInt(f float64) (Object, error) {
	if f != f {
		return nil, ValueErrorf("cannot convert float NaN to integer")
	}
	if math.IsInf(f, 0) {
		return nil, OverflowErrorf("cannot convert float infinity to integer")
	}
	if f > -9e18 && f < 9e18 {
		return NewInt(int64(f)), nil
	}
	b, _ := new(big.Float).SetFloat64(f).Int(nil)
	return NewBig(b), nil
}
