package object

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// printf-style formatting: str % args and bytes % args share the parsing and the numbers.

// percentArgs hands out the arguments of %.
type percentArgs struct {
	t     *Thread
	args  Object
	items []Object // of the tuple; nil for a single argument
	tuple bool
	next  int
	dict  bool // args is a mapping
	keyed Object
}

func newPercentArgs(t *Thread, args Object, isText func(Object) bool) percentArgs {
	p := percentArgs{t: t, args: args}
	if tu, ok := AsTuple(args); ok {
		p.items, p.tuple = tu.Items, true
	} else if args.Type().Slots.GetItem != nil && !isText(args) {
		p.dict = true
	}
	return p
}

func (p *percentArgs) take() (Object, error) {
	if p.keyed != nil {
		v := p.keyed
		p.keyed = nil
		return v, nil
	}
	switch {
	case p.tuple && p.next < len(p.items):
		p.next++
		return p.items[p.next-1], nil
	case !p.tuple && p.next == 0:
		p.next = 1
		return p.args, nil
	}
	return nil, TypeErrorf("not enough arguments for format string")
}

// done complains about arguments that nothing asked for.
func (p *percentArgs) done(what string) error {
	if p.dict || p.tuple && p.next >= len(p.items) || !p.tuple && p.next > 0 {
		return nil
	}
	return TypeErrorf("not all arguments converted during %s formatting", what)
}

// percentSpec is one conversion: %(key)-+ #0width.precC
type percentSpec struct {
	left, plus, space, alt, zero bool
	width, prec                  int // prec -1: none
	conv                         rune
	pos                          int // of conv, for messages
}

// parse reads a conversion from s[i:], which follows the %; it returns where the conversion ends.
func (p *percentArgs) parse(s string, i int, newKey func(string) Object) (f percentSpec, end int, err error) {
	f.prec = -1
	if i < len(s) && s[i] == '(' {
		if !p.dict {
			return f, 0, TypeErrorf("format requires a mapping")
		}
		depth, j := 1, i+1
		for ; j < len(s) && depth > 0; j++ {
			switch s[j] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		if depth > 0 {
			return f, 0, ValueErrorf("incomplete format key")
		}
		v, err := GetItem(p.t, p.args, newKey(s[i+1:j-1]))
		if err != nil {
			return f, 0, err
		}
		p.keyed = v
		p.next = 1
		i = j
	}
flags:
	for ; i < len(s); i++ {
		switch s[i] {
		case '-':
			f.left = true
		case '+':
			f.plus = true
		case ' ':
			f.space = true
		case '#':
			f.alt = true
		case '0':
			f.zero = true
		default:
			break flags
		}
	}
	number := func(what string) (int, error) {
		if i < len(s) && s[i] == '*' {
			i++
			keyed := p.keyed
			if keyed != nil {
				return 0, TypeErrorf("not enough arguments for format string")
			}
			v, err := p.take()
			if err != nil {
				return 0, err
			}
			if !IsInstance(v, IntType) {
				return 0, TypeErrorf("* wants int")
			}
			return starred(v, what)
		}
		n := 0
		for ; i < len(s) && isDigit(s[i]); i++ {
			if n > (math.MaxInt64-9)/10 || what == "precision" && n > (math.MaxInt32-9)/10 {
				return 0, ValueErrorf("%s too big", what)
			}
			n = n*10 + int(s[i]-'0')
		}
		return n, nil
	}
	if f.width, err = number("width"); err != nil {
		return
	}
	if f.width < 0 {
		f.left, f.width = true, -f.width
	}
	if i < len(s) && s[i] == '.' {
		i++
		if f.prec, err = number("precision"); err != nil {
			return
		}
		f.prec = max(f.prec, 0)
	}
	if i < len(s) && (s[i] == 'h' || s[i] == 'l' || s[i] == 'L') {
		i++
	}
	if i >= len(s) {
		return f, 0, ValueErrorf("incomplete format")
	}
	r, n := DecodeRune(s[i:])
	f.conv, f.pos = r, i
	return f, i + n, nil
}

// number formats v for d i u o x X e f g; ok is false for any other conversion.
func (f *percentSpec) number(t *Thread, v Object) (sign, prefix, digits string, ok bool, err error) {
	switch f.conv {
	case 'd', 'i', 'u', 'o', 'x', 'X':
		sign, prefix, digits, err = f.integer(t, v)
		return sign, prefix, digits, true, err
	case 'e', 'E', 'f', 'F', 'g', 'G':
		x, err := ToFloat(t, v)
		if err != nil {
			return "", "", "", true, err
		}
		prec := f.prec
		if prec < 0 {
			prec = 6
		}
		s, err := formatDouble(t, x, byte(f.conv), prec, f.alt, false)
		if err != nil {
			return "", "", "", true, err
		}
		if strings.HasPrefix(s, "-") {
			return "-", "", s[1:], true, nil
		}
		return "", "", s, true, nil
	}
	return "", "", "", false, nil
}

func (f *percentSpec) integer(t *Thread, v Object) (sign, prefix, digits string, err error) {
	i, b, ok := intParts(v)
	if !ok {
		s := &v.Type().Slots
		want := "a real number"
		var n Object
		if f.conv == 'o' || f.conv == 'x' || f.conv == 'X' {
			want = "an integer"
			if s.Index != nil {
				n, err = ToIndex(t, v)
			}
		} else if s.Int != nil || s.Index != nil {
			n, err = ToInt(t, v)
		}
		if err != nil && !IsException(err, TypeErrorType) {
			return "", "", "", err
		}
		if n == nil || err != nil {
			return "", "", "", TypeErrorf("%%%c format: %s is required, not %s", f.conv, want, TypeName(v))
		}
		i, b = toParts(n)
	}
	base := 10
	switch f.conv {
	case 'o':
		base, prefix = 8, "0o"
	case 'x':
		base, prefix = 16, "0x"
	case 'X':
		base, prefix = 16, "0X"
	}
	if !f.alt {
		prefix = ""
	}
	if digits, err = intText(t, i, b, base); err != nil {
		return "", "", "", err
	}
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	if f.conv == 'X' {
		digits = strings.ToUpper(digits)
	}
	if n := f.prec - len(digits); n > 0 {
		if err := allocText(t, n); err != nil {
			return "", "", "", err
		}
		digits = strings.Repeat("0", n) + digits
	}
	return sign, prefix, digits, nil
}

// layoutNumber puts sign, prefix and digits into the width.
func (f *percentSpec) layoutNumber(t *Thread, sign, prefix, digits string) (string, error) {
	if sign == "" {
		if f.plus {
			sign = "+"
		} else if f.space {
			sign = " "
		}
	}
	pad := f.width - len(sign) - len(prefix) - len(digits)
	if pad <= 0 {
		return sign + prefix + digits, nil
	}
	if err := allocText(t, pad); err != nil {
		return "", err
	}
	switch {
	case f.left:
		return sign + prefix + digits + strings.Repeat(" ", pad), nil
	case f.zero:
		return sign + prefix + strings.Repeat("0", pad) + digits, nil
	}
	return strings.Repeat(" ", pad) + sign + prefix + digits, nil
}

// layoutText puts a text of n characters into the width.
func (f *percentSpec) layoutText(t *Thread, s string, n int) (string, error) {
	pad := f.width - n
	if pad <= 0 {
		return s, nil
	}
	if err := allocText(t, pad); err != nil {
		return "", err
	}
	if f.left {
		return s + strings.Repeat(" ", pad), nil
	}
	return strings.Repeat(" ", pad) + s, nil
}

// percentFormat is s % args for str.
func percentFormat(t *Thread, s string, args Object) (*Str, error) {
	p := newPercentArgs(t, args, func(o Object) bool { _, ok := AsStr(o); return ok })
	var room [64]byte
	b := room[:0]
	for i := 0; i < len(s); {
		j := strings.IndexByte(s[i:], '%')
		if j < 0 {
			b = append(b, s[i:]...)
			break
		}
		b = append(b, s[i:i+j]...)
		i += j + 1
		if i < len(s) && s[i] == '%' {
			b = append(b, '%')
			i++
			continue
		}
		plain := i < len(s) && (s[i] == 's' || s[i] == 'd')
		f, end := percentSpec{prec: -1, pos: i}, i+1
		if plain {
			f.conv = rune(s[i])
		} else {
			var err error
			if f, end, err = p.parse(s, i, func(k string) Object { return NewStr(k) }); err != nil {
				return nil, err
			}
		}
		v, err := p.take()
		if err != nil {
			return nil, err
		}
		before := len(b)
		if n, ok := v.(Int); ok && plain {
			b = strconv.AppendInt(b, int64(n), 10)
		} else if x, ok := v.(*Str); ok && plain && f.conv == 's' {
			b = append(b, x.s...)
		} else {
			out, err := f.text(t, s, v)
			if err != nil {
				return nil, err
			}
			b = append(b, out...)
		}
		if err := chargeText(t, len(b), len(b)-before); err != nil {
			return nil, err
		}
		i = end
	}
	if err := p.done("string"); err != nil {
		return nil, err
	}
	return newStrOf(b), nil
}

func (f *percentSpec) text(t *Thread, format string, v Object) (string, error) {
	sign, prefix, digits, ok, err := f.number(t, v)
	if err != nil {
		return "", err
	}
	if ok {
		return f.layoutNumber(t, sign, prefix, digits)
	}
	var s string
	switch f.conv {
	case 's':
		s, err = ToStr(t, v)
	case 'r':
		s, err = Repr(t, v)
	case 'a':
		s, err = ASCII(t, v)
	case 'c':
		if s, err = percentChar(t, v); err != nil {
			return "", err
		}
		return f.layoutText(t, s, 1)
	default:
		c := f.conv
		shown := string(c)
		if c < 32 || c >= 127 {
			shown = "?"
		}
		return "", ValueErrorf("unsupported format character '%s' (0x%x) at index %d", shown, c, countPoints(format[:f.pos]))
	}
	if err != nil {
		return "", err
	}
	n := countPoints(s)
	if f.prec >= 0 && f.prec < n {
		s, n = truncatePoints2(s, f.prec), f.prec
	}
	return f.layoutText(t, s, n)
}

func percentChar(t *Thread, v Object) (string, error) {
	if s := asStrObj(v); s != nil {
		if s.Len() == 1 {
			return s.s, nil
		}
		return "", TypeErrorf("%s", "%c requires int or char")
	}
	if v.Type().Slots.Index == nil {
		return "", TypeErrorf("%s", "%c requires int or char")
	}
	n, err := ToIndex(t, v)
	if IsException(err, TypeErrorType) {
		return "", TypeErrorf("%s", "%c requires int or char")
	}
	if err != nil {
		return "", err
	}
	i, ok := AsInt(n)
	if !ok || i < 0 || i > 0x10ffff {
		return "", OverflowErrorf("%s", "%c arg not in range(0x110000)")
	}
	return string(AppendRune(nil, rune(i))), nil
}

// percentBytes is b % args for bytes and bytearray.
func percentBytes(t *Thread, s string, args Object) ([]byte, error) {
	p := newPercentArgs(t, args, func(o Object) bool {
		_, ok1 := AsStr(o)
		_, ok2 := bytesOf(o)
		return ok1 || ok2
	})
	var b []byte
	for i := 0; i < len(s); {
		j := strings.IndexByte(s[i:], '%')
		if j < 0 {
			b = append(b, s[i:]...)
			break
		}
		b = append(b, s[i:i+j]...)
		i += j + 1
		if i < len(s) && s[i] == '%' {
			b = append(b, '%')
			i++
			continue
		}
		f, end, err := p.parse(s, i, func(k string) Object { return NewBytes([]byte(k)) })
		if err != nil {
			return nil, err
		}
		v, err := p.take()
		if err != nil {
			return nil, err
		}
		out, err := f.bytes(t, v)
		if err != nil {
			return nil, err
		}
		b = append(b, out...)
		if err := chargeText(t, len(b), len(out)); err != nil {
			return nil, err
		}
		i = end
	}
	return b, p.done("bytes")
}

func (f *percentSpec) bytes(t *Thread, v Object) (string, error) {
	sign, prefix, digits, ok, err := f.number(t, v)
	if err != nil {
		switch f.conv {
		case 'i':
			if IsException(err, TypeErrorType) {
				err = TypeErrorf("%%d format: a real number is required, not %s", TypeName(v))
			}
		case 'e', 'f', 'g', 'E', 'F', 'G':
			if IsException(err, TypeErrorType) && !IsInstance(v, FloatType) && v.Type().Slots.Float == nil && v.Type().Slots.Index == nil {
				err = TypeErrorf("float argument required, not %s", TypeName(v))
			}
		}
		return "", err
	}
	if ok {
		return f.layoutNumber(t, sign, prefix, digits)
	}
	var s string
	switch f.conv {
	case 's', 'b':
		if x, ok := bytesOf(v); ok {
			s = string(x)
			break
		}
		fn, err := LookupSpecial(t, v, "__bytes__")
		if err != nil {
			return "", err
		}
		if fn == nil {
			return "", TypeErrorf("%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'", TypeName(v))
		}
		r, err := CallArgs(t, fn)
		if err != nil {
			return "", err
		}
		x, ok := bytesOf(r)
		if !ok {
			return "", TypeErrorf("__bytes__ returned non-bytes (type %s)", TypeName(r))
		}
		s = string(x)
	case 'r', 'a':
		if s, err = ASCII(t, v); err != nil {
			return "", err
		}
	case 'c':
		if x, ok := bytesOf(v); ok && len(x) == 1 {
			return f.layoutText(t, string(x), 1)
		}
		var n *big.Int
		if v.Type().Slots.Index != nil {
			o, err := ToIndex(t, v)
			if err != nil {
				return "", err
			}
			n, _ = AsBig(o)
		}
		if n == nil {
			return "", TypeErrorf("%s", "%c requires an integer in range(256) or a single byte")
		}
		if n.Sign() < 0 || n.BitLen() > 8 {
			return "", OverflowErrorf("%s", "%c arg not in range(256)")
		}
		return f.layoutText(t, string([]byte{byte(n.Int64())}), 1)
	default:
		return "", ValueErrorf("unsupported format character '%c' (0x%x) at index %d", f.conv, f.conv, f.pos)
	}
	if f.prec >= 0 && f.prec < len(s) {
		s = s[:f.prec]
	}
	return f.layoutText(t, s, len(s))
}

// starred is a width or precision that is an argument, %*d: the one fills CPython's ssize_t, the other its int.
func starred(v Object, what string) (int, error) {
	n, ok := AsInt(v)
	switch {
	case what == "width" && (!ok || n == math.MinInt64):
		return 0, OverflowErrorf("Python int too large to convert to C ssize_t")
	case what == "precision" && (!ok || n > math.MaxInt32 || n < math.MinInt32):
		return 0, OverflowErrorf("Python int too large to convert to C int")
	}
	return int(n), nil
}
