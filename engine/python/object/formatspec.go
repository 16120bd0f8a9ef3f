package object

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// The format specification mini-language of format(), str.format() and f-strings:
//
//	[[fill]align][sign][z][#][0][width][grouping][.precision][type]

type formatSpec struct {
	fill     rune
	align    byte // < > ^ =
	hasAlign bool
	sign     byte // 0, '-', '+' or ' '
	noNeg0   bool
	alt      bool
	width    int // -1: none
	group    byte
	prec     int  // -1: none
	typ      rune // 0: none
}

func isAlign(c rune) bool { return c == '<' || c == '>' || c == '=' || c == '^' }

// parseFormatSpec reads spec; typeName is for messages, def the type used when none is given, align the default alignment.
func parseFormatSpec(spec, typeName string, def rune, align byte) (f formatSpec, err error) {
	f = formatSpec{fill: ' ', align: align, width: -1, prec: -1, typ: def}
	rs := spec
	next := func() (rune, int) {
		if rs == "" {
			return 0, 0
		}
		return DecodeRune(rs)
	}
	fillGiven := false
	if c, n := next(); n > 0 {
		if d, m := DecodeRune(rs[n:]); m > 0 && len(rs) > n && isAlign(d) {
			f.fill, f.align, f.hasAlign, fillGiven = c, byte(d), true, true
			rs = rs[n+m:]
		} else if isAlign(c) {
			f.align, f.hasAlign = byte(c), true
			rs = rs[n:]
		}
	}
	take := func(set string) byte {
		if rs != "" && strings.IndexByte(set, rs[0]) >= 0 {
			c := rs[0]
			rs = rs[1:]
			return c
		}
		return 0
	}
	f.sign = take(" +-")
	f.noNeg0 = take("z") != 0
	f.alt = take("#") != 0
	if !fillGiven && rs != "" && rs[0] == '0' {
		f.fill = '0'
		if !f.hasAlign && align == '>' {
			f.align = '='
		}
		rs = rs[1:]
	}
	number := func() (int, error) {
		i := 0
		for i < len(rs) && isDigit(rs[i]) {
			i++
		}
		if i == 0 {
			return -1, nil
		}
		v, err := strconv.Atoi(rs[:i])
		rs = rs[i:]
		if err != nil {
			return 0, ValueErrorf("Too many decimal digits in format string")
		}
		return v, nil
	}
	if f.width, err = number(); err != nil {
		return
	}
	f.group = take(",")
	if c := take("_"); c != 0 {
		if f.group != 0 {
			err = ValueErrorf("Cannot specify both ',' and '_'.")
			return
		}
		f.group = c
	}
	if rs != "" && rs[0] == ',' && f.group == '_' {
		err = ValueErrorf("Cannot specify both ',' and '_'.")
		return
	}
	if take(".") != 0 {
		if f.prec, err = number(); err != nil {
			return
		}
		if f.prec < 0 {
			err = ValueErrorf("Format specifier missing precision")
			return
		}
	}
	if c, n := next(); n > 0 {
		if n != len(rs) {
			err = ValueErrorf("Invalid format specifier '%s' for object of type '%s'", spec, typeName)
			return
		}
		f.typ = c
	}
	if f.group != 0 {
		switch f.typ {
		case 'd', 'e', 'f', 'g', 'E', 'G', '%', 'F', 0:
		case 'b', 'o', 'x', 'X':
			if f.group == ',' {
				err = ValueErrorf("Cannot specify ',' with '%c'.", f.typ)
			}
		default:
			if f.typ > 32 && f.typ < 128 {
				err = ValueErrorf("Cannot specify '%c' with '%c'.", f.group, f.typ)
			} else {
				err = ValueErrorf("Cannot specify '%c' with '\\x%x'.", f.group, f.typ)
			}
		}
	}
	return
}

func unknownFormat(typ rune, typeName string) error {
	if typ > 32 && typ < 128 {
		return ValueErrorf("Unknown format code '%c' for object of type '%s'", typ, typeName)
	}
	return ValueErrorf("Unknown format code '\\x%x' for object of type '%s'", typ, typeName)
}

// allocText asks for a text of n bytes where that is much.
func allocText(t *Thread, n int) error {
	if n <= 1<<10 {
		return nil
	}
	if err := t.Alloc(int64(n)); err != nil {
		return err
	}
	return t.Work(n >> 7)
}

// pad aligns s, of n code points, in the width ('=' has been dealt with).
func (f *formatSpec) pad(t *Thread, s string, n int) (string, error) {
	if n >= f.width {
		return s, nil
	}
	if err := allocText(t, f.width); err != nil {
		return "", err
	}
	left := 0
	switch f.align {
	case '>', '=':
		left = f.width - n
	case '^':
		left = (f.width - n) / 2
	}
	return f.fills(left) + s + f.fills(f.width-n-left), nil
}

func (f *formatSpec) fills(n int) string {
	if n <= 0 {
		return ""
	}
	if f.fill < 0x80 {
		return strings.Repeat(string(f.fill), n)
	}
	return strings.Repeat(string(AppendRune(nil, f.fill)), n)
}

// formatStr is format(s, spec) for a str.
func formatStr(t *Thread, s, spec string) (string, error) {
	if spec == "" {
		return s, nil
	}
	f, err := parseFormatSpec(spec, "str", 's', '<')
	if err != nil {
		return "", err
	}
	switch {
	case f.typ != 's':
		return "", unknownFormat(f.typ, "str")
	case f.sign == ' ':
		return "", ValueErrorf("Space not allowed in string format specifier")
	case f.sign != 0:
		return "", ValueErrorf("Sign not allowed in string format specifier")
	case f.noNeg0:
		return "", ValueErrorf("Negative zero coercion (z) not allowed in string format specifier")
	case f.alt:
		return "", ValueErrorf("Alternate form (#) not allowed in string format specifier")
	case f.align == '=':
		return "", ValueErrorf("'=' alignment not allowed in string format specifier")
	}
	n := countPoints(s)
	if f.prec >= 0 && f.prec < n {
		s, n = truncatePoints2(s, f.prec), f.prec
	}
	return f.pad(t, s, n)
}

// truncatePoints2 is the first n code points, lone surrogates counted as one.
func truncatePoints2(s string, n int) string {
	i := 0
	for ; n > 0 && i < len(s); n-- {
		_, w := DecodeRune(s[i:])
		i += w
	}
	return s[:i]
}

// number is a formatted number's parts before alignment.
type number struct {
	sign   string // "", "-", "+" or " "
	prefix string // "0x" …
	digits string // the integer part, to be grouped
	rest   string // point, fraction, exponent, %
}

// layout groups, zero-pads and aligns.
func (f *formatSpec) layout(t *Thread, n number) (string, error) {
	fixed := len(n.sign) + len(n.prefix) + len(n.rest)
	if err := allocText(t, max(f.width, 2*len(n.digits)+fixed)); err != nil {
		return "", err
	}
	zeroFill := f.fill == '0' && f.align == '='
	if f.group != 0 && n.digits != "" { // inf and nan have no digits to group
		size := 3
		switch f.typ {
		case 'b', 'o', 'x', 'X':
			size = 4
		}
		minWidth := 0
		if zeroFill {
			minWidth = f.width - fixed
		}
		n.digits = groupDigits(n.digits, f.group, size, minWidth)
	}
	body := n.digits + n.rest
	head := n.sign + n.prefix
	if f.align == '=' {
		return head + f.fills(f.width-len(head)-len(body)) + body, nil
	}
	return f.pad(t, head+body, len(head)+len(body))
}

// groupDigits puts sep between groups of size digits, with leading zeros up to minWidth. A separator never comes first: where
// the width would end on one, the text is one longer.
func groupDigits(digits string, sep byte, size, minWidth int) string {
	var out []byte // reversed
	left := size
	i := len(digits)
	for i > 0 || len(out) < minWidth {
		if left == 0 {
			out = append(out, sep)
			left = size
		}
		if i > 0 {
			i--
			out = append(out, digits[i])
		} else {
			out = append(out, '0')
		}
		left--
	}
	reverseBytes(out)
	return string(out)
}

func (f *formatSpec) signFor(neg bool) string {
	switch {
	case neg:
		return "-"
	case f.sign == '+' || f.sign == ' ':
		return string(f.sign)
	}
	return ""
}

// intFormat is int.__format__.
func intFormat(t *Thread, o Object, spec string) (string, error) {
	if spec == "" {
		return ToStr(t, o)
	}
	name := TypeName(o)
	f, err := parseFormatSpec(spec, name, 'd', '>')
	if err != nil {
		return "", err
	}
	i, b := toParts(o)
	switch f.typ {
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		v, err := intToFloat(i, b)
		if err != nil {
			return "", err
		}
		return f.formatFloat(t, v, name)
	case 'b', 'c', 'd', 'o', 'x', 'X', 'n':
	default:
		return "", unknownFormat(f.typ, name)
	}
	if f.prec >= 0 {
		return "", ValueErrorf("Precision not allowed in integer format specifier")
	}
	if f.noNeg0 {
		return "", ValueErrorf("Negative zero coercion (z) not allowed in integer format specifier")
	}
	if f.typ == 'c' {
		switch {
		case f.sign != 0:
			return "", ValueErrorf("Sign not allowed with integer format specifier 'c'")
		case f.alt:
			return "", ValueErrorf("Alternate form (#) not allowed with integer format specifier 'c'")
		case b != nil:
			return "", OverflowErrorf("Python int too large to convert to C long")
		case i < 0 || i > 0x10ffff:
			return "", OverflowErrorf("%s", "%c arg not in range(0x110000)")
		}
		return f.pad(t, string(AppendRune(nil, rune(i))), 1)
	}
	var n number
	base := 10
	switch f.typ {
	case 'b':
		base, n.prefix = 2, "0b"
	case 'o':
		base, n.prefix = 8, "0o"
	case 'x':
		base, n.prefix = 16, "0x"
	case 'X':
		base, n.prefix = 16, "0X"
	}
	if !f.alt {
		n.prefix = ""
	}
	if n.digits, err = intText(t, i, b, base); err != nil {
		return "", err
	}
	neg := n.digits[0] == '-'
	n.digits = strings.TrimPrefix(n.digits, "-")
	n.sign = f.signFor(neg)
	if f.typ == 'X' {
		n.digits = strings.ToUpper(n.digits)
	}
	return f.layout(t, n)
}

// intText writes an int in a base: within the digit limit for base 10.
func intText(t *Thread, i int64, b *big.Int, base int) (string, error) {
	if b == nil {
		return strconv.FormatInt(i, base), nil
	}
	if base == 10 {
		return formatBig(t, b)
	}
	if err := allocText(t, b.BitLen()); err != nil {
		return "", err
	}
	return b.Text(base), nil
}

func floatFormat(t *Thread, o Object, spec string) (string, error) {
	v, _ := AsFloat(o)
	if spec == "" {
		if _, exact := o.(Float); !exact {
			return ToStr(t, o)
		}
		return FormatFloat(v), nil
	}
	f, err := parseFormatSpec(spec, TypeName(o), 0, '>')
	if err != nil {
		return "", err
	}
	return f.formatFloat(t, v, TypeName(o))
}

func (f *formatSpec) formatFloat(t *Thread, v float64, typeName string) (string, error) {
	n, err := f.floatNumber(t, v, typeName)
	if err != nil {
		return "", err
	}
	return f.layout(t, n)
}

// floatNumber formats v without alignment.
func (f *formatSpec) floatNumber(t *Thread, v float64, typeName string) (n number, err error) {
	typ, prec, dot0, suffix := f.typ, f.prec, false, ""
	if prec > math.MaxInt32 {
		return n, ValueErrorf("precision too big")
	}
	switch typ {
	case 0:
		dot0 = true
		typ = 'g'
		if prec < 0 {
			typ = 'r'
		}
	case 'n':
		typ = 'g'
	case '%':
		typ, suffix = 'f', "%"
		v *= 100
	case 'e', 'E', 'f', 'F', 'g', 'G':
	default:
		return n, unknownFormat(typ, typeName)
	}
	if prec < 0 {
		prec = 6
	}
	s, err := formatDouble(t, v, byte(typ), prec, f.alt, dot0)
	if err != nil {
		return n, err
	}
	neg := s[0] == '-'
	s = strings.TrimPrefix(s, "-")
	if neg && f.noNeg0 && strings.Trim(strings.ToLower(s), "0.e+-") == "" {
		neg = false
	} else if neg && f.noNeg0 {
		// 0.00e+05 cannot be: a zero's exponent is 00.
		if m, _, ok := strings.Cut(strings.ToLower(s), "e"); ok && strings.Trim(m, "0.") == "" {
			neg = false
		}
	}
	n.sign = f.signFor(neg)
	i := 0
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	n.digits, n.rest = s[:i], s[i:]+suffix
	return n, nil
}

// formatDouble writes v as C's printf would: typ is e, f, g, their capitals, or r for repr. alt keeps the point and, for g, trailing
// zeros; dot0 puts .0 after a whole number.
func formatDouble(t *Thread, v float64, typ byte, prec int, alt, dot0 bool) (string, error) {
	upper := false
	switch typ {
	case 'E', 'F', 'G':
		upper = true
		typ |= 0x20
	}
	if v != v || math.IsInf(v, 0) {
		s := FormatFloat(v)
		if upper {
			s = strings.ToUpper(s)
		}
		return s, nil
	}
	if prec > 1<<10 {
		if err := t.Alloc(int64(prec) * 3); err != nil {
			return "", err
		}
	}
	var s string
	switch typ {
	case 'r':
		s = FormatFloat(v)
		if !dot0 {
			s = strings.TrimSuffix(s, ".0")
		}
		if alt && !strings.ContainsAny(s, ".") {
			if m, e, ok := strings.Cut(s, "e"); ok {
				s = m + ".e" + e
			} else {
				s += "."
			}
		}
	case 'f':
		s = strconv.FormatFloat(v, 'f', prec, 64)
		if alt && prec == 0 {
			s += "."
		}
	case 'e':
		s = strconv.FormatFloat(v, 'e', prec, 64)
		if alt && prec == 0 {
			m, e, _ := strings.Cut(s, "e")
			s = m + ".e" + e
		}
	case 'g':
		s = formatG(v, prec, alt, dot0)
	}
	if upper {
		s = strings.ToUpper(s)
	}
	return s, nil
}

// formatG is %g: prec significant digits, an exponent where it is below -4 or too large for them.
func formatG(v float64, prec int, alt, dot0 bool) string {
	if prec == 0 {
		prec = 1
	}
	digits := prec
	if digits > 800 { // no double has more significant digits
		digits = 800
	}
	s := strconv.FormatFloat(v, 'e', digits-1, 64)
	m, e, _ := strings.Cut(s, "e")
	exp, _ := strconv.Atoi(e)
	sign := ""
	if m[0] == '-' {
		sign, m = "-", m[1:]
	}
	d := strings.Replace(m, ".", "", 1)
	if alt {
		d += strings.Repeat("0", prec-len(d))
	} else if d = strings.TrimRight(d, "0"); d == "" {
		d = "0"
	}
	point := exp + 1 // where the decimal point stands
	if v == 0 {
		point = 1
	}
	limit := prec
	if dot0 {
		limit--
	}
	if point <= -4 || point > limit {
		out := d[:1]
		if len(d) > 1 || alt {
			out += "." + d[1:]
		}
		es := strconv.Itoa(point - 1)
		if point-1 >= 0 {
			es = "+" + es
		}
		if len(es) == 2 {
			es = es[:1] + "0" + es[1:]
		}
		return sign + out + "e" + es
	}
	switch {
	case point <= 0:
		return sign + "0." + strings.Repeat("0", -point) + d
	case len(d) <= point:
		d += strings.Repeat("0", point-len(d))
		if alt {
			d += "."
			if dot0 {
				d += "0"
			}
		} else if dot0 {
			d += ".0"
		}
		return sign + d
	}
	return sign + d[:point] + "." + d[point:]
}

func complexFormat(t *Thread, o Object, spec string) (string, error) {
	c, _, _ := complexParts(o)
	if spec == "" {
		return ToStr(t, o)
	}
	name := TypeName(o)
	f, err := parseFormatSpec(spec, name, 0, '>')
	if err != nil {
		return "", err
	}
	switch f.typ {
	case 0, 'e', 'E', 'f', 'F', 'g', 'G', 'n':
	default:
		return "", unknownFormat(f.typ, name)
	}
	switch {
	case f.fill == '0':
		return "", ValueErrorf("Zero padding is not allowed in complex format specifier")
	case f.align == '=':
		return "", ValueErrorf("'=' alignment flag is not allowed in complex format specifier")
	}
	re, im := real(c), imag(c)
	part := f
	part.width, part.align, part.fill = -1, '<', ' '
	showRe, parens := true, false
	if f.typ == 0 {
		showRe = re != 0 || math.Signbit(re)
		parens = showRe
	}
	text := func(v float64, p formatSpec) (string, error) {
		n, err := p.floatNumber(t, v, name)
		if err != nil {
			return "", err
		}
		if p.typ == 0 { // as repr(complex): no ".0"
			n.rest = strings.TrimSuffix(n.rest, ".0")
			if f.prec >= 0 {
				q := p
				q.typ = 'g'
				if n, err = q.floatNumber(t, v, name); err != nil {
					return "", err
				}
			} else if f.alt {
				s, _ := formatDouble(t, math.Abs(v), 'r', 0, true, false)
				i := strings.IndexAny(s, ".e")
				if i >= 0 {
					n.digits, n.rest = s[:i], s[i:]
				}
			}
		}
		return p.layout(t, n)
	}
	out := ""
	if showRe {
		if out, err = text(re, part); err != nil {
			return "", err
		}
		part.sign = '+'
	}
	s, err := text(im, part)
	if err != nil {
		return "", err
	}
	out += s + "j"
	if parens {
		out = "(" + out + ")"
	}
	return f.pad(t, out, len(out))
}
