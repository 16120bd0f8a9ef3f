package decimal

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// formatSpec is [[fill]align][sign][z][0][width][,][.precision][type].
type formatSpec struct {
	fill    string
	align   byte // < > ^ or '=': between sign and digits
	sign    byte
	noNeg0  bool
	zero    bool // the 0 before the width
	width   int
	commas  bool
	prec    int64 // -1: none
	typ     byte
	capital bool
}

// parseFormat reads a format specification; ok is false for one that is none.
func parseFormat(s string, capitals bool) (f formatSpec, ok bool) {
	f = formatSpec{fill: " ", align: '>', sign: '-', prec: -1, typ: 'g', capital: capitals}
	hasAlign := false
	isAlign := func(i int) bool { return i < len(s) && strings.IndexByte("<>=^", s[i]) >= 0 }
	if _, n := utf8.DecodeRuneInString(s); n > 0 && isAlign(n) {
		f.fill, f.align, hasAlign = s[:n], s[n], true
		s = s[n+1:]
	} else if isAlign(0) {
		f.align, hasAlign = s[0], true
		s = s[1:]
	}
	take := func(set string) byte {
		if s != "" && strings.IndexByte(set, s[0]) >= 0 {
			c := s[0]
			s = s[1:]
			return c
		}
		return 0
	}
	if c := take("+- "); c != 0 {
		f.sign = c
	}
	f.noNeg0 = take("z") != 0
	if take("0") != 0 {
		if hasAlign {
			return f, false
		}
		f.fill, f.align, f.zero = "0", '=', true
	}
	number := func() (int64, bool) {
		i := 0
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		n, err := strconv.ParseInt(s[:i], 10, 64)
		s = s[i:]
		return n, err == nil && n <= maxPrec
	}
	if s != "" && s[0] >= '1' && s[0] <= '9' {
		n, ok := number()
		if !ok {
			return f, false
		}
		f.width = int(n)
	}
	f.commas = take(",") != 0
	if take(".") != 0 {
		if f.prec, ok = number(); !ok {
			return f, false
		}
	}
	switch c := take("eEfFgG%n"); c {
	case 0:
	case 'n':
		if f.commas {
			return f, false
		}
		f.capital = false
	default:
		f.capital = c >= 'A' && c <= 'G'
		f.typ = c | 0x20
		if c == '%' {
			f.typ = '%'
		}
	}
	return f, s == ""
}

func formatDecimal(t *thread, o value, spec string) (string, error) {
	d := decimalOf(o)
	c := current(t)
	if spec == "" {
		if o.Type() != DecimalType {
			return object.ToStr(t, o)
		}
		return d.str(t)
	}
	f, ok := parseFormat(spec, !c.lower)
	if !ok {
		return "", object.ValueErrorf("invalid format string")
	}
	return formatNumber(t, &d.Decimal, &f, c.round)
}

// formatNumber writes d; t (nil: no limits) pays for long texts.
func formatNumber(t *thread, d *num, f *formatSpec, mode rounding) (string, error) {
	sign := func(neg bool) string {
		switch {
		case neg:
			return "-"
		case f.sign != '-':
			return string(f.sign)
		}
		return ""
	}
	if d.Form != apd.Finite {
		var x num
		x.Set(d)
		x.Negative = false
		body := string(appendSci(nil, &x, true))
		if f.typ == '%' {
			body += "%"
		}
		g := *f
		if g.zero {
			g.fill, g.align = " ", '>'
		}
		return g.pad(t, sign(d.Negative), body)
	}
	var x num
	x.Set(d)
	if f.typ == '%' {
		x.Exponent += 2
	}
	w := work{settings: defaultSettings, t: t}
	prec := f.prec
	if f.typ == 'g' && prec == 0 {
		prec = 1
	}
	if n := f.cost(&x, prec); t != nil && n > 1000 {
		if err := t.Alloc(n * 3); err != nil {
			return "", err
		}
		if err := t.Checkpoint(int(n / 8)); err != nil {
			return "", err
		}
	}
	if prec >= 0 {
		switch f.typ {
		case 'e':
			roundDigits(&w, &x, prec+1, mode)
		case 'f', '%':
			w.rescale(&x, -prec, mode)
		default:
			if digits(&x) > prec {
				roundDigits(&w, &x, prec, mode)
			}
		}
	}
	if x.Coeff.Sign() == 0 && x.Exponent > 0 && (f.typ == 'f' || f.typ == '%') {
		x.Exponent = 0
	}
	if w.err != nil {
		return "", w.err
	}
	neg := x.Negative && !(f.noNeg0 && x.Coeff.Sign() == 0)
	c := string(coefficient(&x))
	left := int64(x.Exponent) + int64(len(c))
	dot := left
	switch f.typ {
	case 'e':
		dot = 1
		if x.Coeff.Sign() == 0 && prec >= 0 {
			dot = 1 - prec
		}
	case 'g':
		if x.Exponent > 0 || left <= -6 {
			dot = 1
		}
	}
	var whole, frac string
	switch {
	case dot < 0:
		whole, frac = "0", strings.Repeat("0", int(-dot))+c
	case dot > int64(len(c)):
		whole = c + strings.Repeat("0", int(dot)-len(c))
	default:
		if whole = c[:dot]; whole == "" {
			whole = "0"
		}
		frac = c[dot:]
	}
	tail := ""
	if frac != "" {
		tail = "." + frac
	}
	if exp := left - dot; exp != 0 || f.typ == 'e' {
		e := "e"
		if f.capital {
			e = "E"
		}
		if exp >= 0 {
			e += "+"
		}
		tail += e + strconv.FormatInt(exp, 10)
	}
	if f.typ == '%' {
		tail += "%"
	}
	s := sign(neg)
	if f.commas {
		least := 0
		if f.zero {
			least = f.width - len(s) - len(tail)
			if t != nil && least > 1000 {
				if err := t.Alloc(int64(least) * 2); err != nil {
					return "", err
				}
			}
		}
		whole = group(whole, least)
	}
	return f.pad(t, s, whole+tail)
}

// cost estimates the length of the text.
func (f *formatSpec) cost(x *num, prec int64) int64 {
	n := digits(x)
	switch f.typ {
	case 'f', '%':
		e := int64(x.Exponent)
		n += max(e, 0) + max(prec, -e)
		if prec >= 0 && e < 0 {
			n = digits(x) + max(prec, 0)
		}
	case 'e':
		n = max(n, prec)
	}
	return n
}

// roundDigits rounds to n significant digits, or fills up to them.
func roundDigits(w *work, x *num, n int64, mode rounding) {
	if x.Coeff.Sign() == 0 {
		return
	}
	d := digits(x)
	if d < n {
		w.pad(x, n-d)
		return
	}
	cut(x, d-n, mode)
	if digits(x) > n {
		cut(x, 1, roundDown)
	}
}

// group puts commas between thousands, with zeros in front until the text has at least that many characters.
func group(s string, least int) string {
	var parts []string
	n := 0
	for {
		k := min(3, len(s))
		p := s[len(s)-k:]
		s = s[:len(s)-k]
		if s == "" {
			if want := min(3, least-n); len(p) < want {
				p = strings.Repeat("0", want-len(p)) + p
			}
		}
		parts = append(parts, p)
		n += len(p) + 1
		if s == "" && n-1 >= least {
			break
		}
		if s == "" && least-n <= 0 {
			// There is room for a comma only: a zero must follow it.
			least = n + 1
		}
	}
	var b strings.Builder
	for i := len(parts) - 1; i >= 0; i-- {
		b.WriteString(parts[i])
		if i > 0 {
			b.WriteByte(',')
		}
	}
	return b.String()
}

func (f *formatSpec) pad(t *thread, sign, body string) (string, error) {
	n := f.width - len(sign) - len(body)
	if n <= 0 {
		return sign + body, nil
	}
	if t != nil && n > 1000 {
		if err := t.Alloc(int64(n) * int64(len(f.fill)) * 2); err != nil {
			return "", err
		}
	}
	switch f.align {
	case '<':
		return sign + body + strings.Repeat(f.fill, n), nil
	case '=':
		return sign + strings.Repeat(f.fill, n) + body, nil
	case '^':
		return strings.Repeat(f.fill, n/2) + sign + body + strings.Repeat(f.fill, n-n/2), nil
	}
	return strings.Repeat(f.fill, n) + sign + body, nil
}
