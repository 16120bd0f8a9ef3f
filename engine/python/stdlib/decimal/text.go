package decimal

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"

	"github.com/cockroachdb/apd/v3"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// asciiDigits turns white space around and digits of other scripts into what the parser reads, and leaves underscores out.
func asciiDigits(s string) string {
	plain := true
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x80 || c == '_' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	s = strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f })
	b := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case r == '_':
		case r < 0x80:
			b = append(b, byte(r))
		case unicode.Is(unicode.Nd, r):
			b = append(b, byte('0'+digitValue(r)))
		default:
			b = append(b, '?')
		}
	}
	return string(b)
}

// digitValue is the value of a decimal digit of any script: they stand in runs of ten.
func digitValue(r rune) int {
	for _, t := range unicode.Nd.R16 {
		if r <= 0xffff && uint16(r) >= t.Lo && uint16(r) <= t.Hi {
			return int(uint16(r)-t.Lo) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if uint32(r) >= t.Lo && uint32(r) <= t.Hi {
			return int(uint32(r)-t.Lo) % 10
		}
	}
	return 0
}

// parse reads a number exactly. It gives what is wrong with the text: nothing, its syntax, or an exponent out of bounds.
func parse(d *num, s string) flags {
	s = asciiDigits(s)
	neg := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		neg = s[0] == '-'
		s = s[1:]
	}
	if s == "" {
		return conversionSyntax
	}
	d.Negative, d.Exponent, d.Form = neg, 0, apd.Finite
	if c := s[0] | 0x20; c == 'i' || c == 'n' || c == 's' {
		return parseSpecial(d, strings.ToLower(s))
	}
	// The digits are gathered without their point.
	nd, point, i := 0, -1, 0
	for ; i < len(s); i++ {
		if c := s[i]; c >= '0' && c <= '9' {
			nd++
		} else if c == '.' && point < 0 {
			point = i
		} else {
			break
		}
	}
	if nd == 0 {
		return conversionSyntax
	}
	exp := int64(0)
	if i < len(s) {
		if s[i]|0x20 != 'e' || i+1 == len(s) {
			return conversionSyntax
		}
		text := s[i+1:]
		digits := strings.TrimLeft(text, "+-")
		if len(text)-len(digits) > 1 || digits == "" {
			return conversionSyntax
		}
		for k := range len(digits) {
			if digits[k] < '0' || digits[k] > '9' {
				return conversionSyntax
			}
		}
		digits = strings.TrimLeft(digits, "0")
		if len(digits) > 17 {
			digits = "99999999999999999"
		}
		exp, _ = strconv.ParseInt("0"+digits, 10, 64)
		if text[0] == '-' {
			exp = -exp
		}
	}
	body := s[:i]
	if point >= 0 {
		exp -= int64(i - 1 - point)
		body = s[:point] + s[point+1:i]
	}
	if len(body) <= 18 {
		n, _ := strconv.ParseInt(body, 10, 64)
		d.Coeff.SetInt64(n)
	} else if len(body) < 2000 {
		d.Coeff.SetString(body, 10)
	} else {
		d.Coeff.SetMathBigInt(parseDigits(body))
	}
	if e := exp; e > maxExp || e < -maxExp || e+int64(len(body)) > maxExp {
		return invalidOperation
	}
	d.Exponent = int32(exp)
	return 0
}

// parseDigits reads a long row of digits by halves, since math/big's own reading takes quadratic time.
func parseDigits(s string) *big.Int {
	if len(s) < 1000 {
		n, _ := new(big.Int).SetString(s, 10)
		return n
	}
	k := len(s) / 2
	hi := parseDigits(s[:len(s)-k])
	hi.Mul(hi, bigPow10(int64(k)))
	return hi.Add(hi, parseDigits(s[len(s)-k:]))
}

func parseSpecial(d *num, s string) flags {
	d.Coeff.SetInt64(0)
	if s == "inf" || s == "infinity" {
		d.Form = apd.Infinite
		return 0
	}
	d.Form = apd.NaN
	if s[0] == 's' {
		d.Form = apd.NaNSignaling
		s = s[1:]
	}
	payload, ok := strings.CutPrefix(s, "nan")
	if !ok {
		return conversionSyntax
	}
	for i := range len(payload) {
		if payload[i] < '0' || payload[i] > '9' {
			return conversionSyntax
		}
	}
	if len(payload) > 10000 {
		return invalidOperation
	}
	if payload != "" {
		d.Coeff.SetString(payload, 10)
	}
	return 0
}

// setFloat makes the exact value of a float.
func setFloat(d *num, f float64) {
	switch {
	case f != f:
		d.Form, d.Negative, d.Exponent = apd.NaN, math.Signbit(f), 0
		d.Coeff.SetInt64(0)
		return
	case math.IsInf(f, 0):
		setInf(d, f < 0)
		return
	}
	neg := math.Signbit(f)
	m, e := math.Frexp(math.Abs(f))
	c := int64(m * (1 << 53))
	e -= 53
	for c != 0 && c&1 == 0 {
		c >>= 1
		e++
	}
	if c == 0 {
		setZero(d, neg, 0)
		return
	}
	// c * 2**e; a negative e becomes a power of five over one of ten.
	b := big.NewInt(c)
	d.Form, d.Negative, d.Exponent = apd.Finite, neg, 0
	if e >= 0 {
		b.Lsh(b, uint(e))
	} else {
		b.Mul(b, new(big.Int).Exp(big.NewInt(5), big.NewInt(int64(-e)), nil))
		d.Exponent = int32(e)
	}
	d.Coeff.SetMathBigInt(b)
}

func coefficient(d *num) []byte {
	if d.Coeff.IsInt64() {
		var buf [24]byte
		return strconv.AppendInt(buf[:0:24], d.Coeff.Int64(), 10)
	}
	return []byte(d.Coeff.String())
}

// appendSci writes d as str() does.
func appendSci(b []byte, d *num, capitals bool) []byte { return appendText(b, d, capitals, false) }

func appendText(b []byte, d *num, capitals, eng bool) []byte {
	if d.Negative {
		b = append(b, '-')
	}
	switch d.Form {
	case apd.Infinite:
		return append(b, "Infinity"...)
	case apd.NaN, apd.NaNSignaling:
		if d.Form == apd.NaNSignaling {
			b = append(b, 's')
		}
		b = append(b, "NaN"...)
		if d.Coeff.Sign() != 0 {
			b = append(b, coefficient(d)...)
		}
		return b
	}
	c := coefficient(d)
	exp := int64(d.Exponent)
	left := exp + int64(len(c)) // digits before the point when it is put where the exponent says
	dot := int64(1)
	switch {
	case exp <= 0 && left > -6:
		dot = left
	case !eng:
	case d.Coeff.Sign() == 0:
		dot = floorMod(left+1, 3) - 1
	default:
		dot = floorMod(left-1, 3) + 1
	}
	switch {
	case dot <= 0:
		b = append(b, "0."...)
		for range -dot {
			b = append(b, '0')
		}
		b = append(b, c...)
	case dot >= int64(len(c)):
		b = append(b, c...)
		for range dot - int64(len(c)) {
			b = append(b, '0')
		}
	default:
		b = append(b, c[:dot]...)
		b = append(b, '.')
		b = append(b, c[dot:]...)
	}
	if left != dot {
		e := byte('E')
		if !capitals {
			e = 'e'
		}
		b = append(b, e)
		if left > dot {
			b = append(b, '+')
		}
		b = strconv.AppendInt(b, left-dot, 10)
	}
	return b
}

func floorMod(a, m int64) int64 {
	if a %= m; a < 0 {
		a += m
	}
	return a
}

// chargeText asks for the digits of a long number before they are written: turning binary into decimal costs more than memory.
func chargeText(t *thread, d *num) error {
	n := digits(d)
	if n < 1000 {
		return nil
	}
	if err := t.Alloc(n * 2); err != nil {
		return err
	}
	return t.Checkpoint(int(n / 8))
}

func (d *Decimal) str(t *thread) (string, error) {
	if err := chargeText(t, &d.Decimal); err != nil {
		return "", err
	}
	c := current(t)
	return string(appendSci(nil, &d.Decimal, !c.lower)), nil
}

// toInt truncates to an int.
func (d *Decimal) toInt(t *thread) (value, error) {
	switch d.Form {
	case apd.Infinite:
		return nil, object.OverflowErrorf("cannot convert Infinity to integer")
	case apd.NaN, apd.NaNSignaling:
		return nil, object.ValueErrorf("cannot convert NaN to integer")
	}
	w := work{settings: defaultSettings, t: t}
	if e := int64(d.Exponent); e > 0 && !w.charge(e) {
		return nil, w.err
	}
	b := truncated(&d.Decimal)
	return object.NewBig(b), nil
}

func truncated(d *num) *big.Int {
	b := new(big.Int).Set(d.Coeff.MathBigInt())
	if d.Exponent > 0 {
		b.Mul(b, bigPow10(int64(d.Exponent)))
	} else if d.Exponent < 0 {
		if n := -int64(d.Exponent); n >= digits(d) {
			b.SetInt64(0)
		} else {
			b.Quo(b, bigPow10(n))
		}
	}
	if d.Negative {
		b.Neg(b)
	}
	return b
}

// toFloat is float(d), correctly rounded.
func (d *Decimal) toFloat() (float64, error) {
	switch d.Form {
	case apd.NaNSignaling:
		return 0, object.ValueErrorf("cannot convert signaling NaN to float")
	case apd.NaN:
		return math.Copysign(object.NaN, map[bool]float64{true: -1, false: 1}[d.Negative]), nil
	}
	f, _ := strconv.ParseFloat(string(appendSci(nil, &d.Decimal, true)), 64)
	return f, nil
}
