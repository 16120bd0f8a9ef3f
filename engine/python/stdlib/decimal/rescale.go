package decimal

import (
	"github.com/cockroachdb/apd/v3"
)

// Operations on exponents and single digits.

// rescale gives z another exponent, rounding, whatever the precision.
func (w *work) rescale(z *num, exp int64, mode rounding) (changed bool) {
	n := exp - int64(z.Exponent)
	if z.Coeff.Sign() == 0 {
		z.Exponent = int32(exp)
		return false
	}
	if n > 0 {
		return cut(z, n, mode)
	}
	w.pad(z, -n)
	return false
}

func (w *work) quantize(z, x, y *num) {
	if isSpecial(x) || isSpecial(y) {
		if w.nans(z, x, y) {
			return
		}
		if x.Form == y.Form {
			setInf(z, x.Negative)
			return
		}
		w.invalid(z, invalidOperation)
		return
	}
	exp := int64(y.Exponent)
	if exp > w.emax || exp < w.etiny() {
		w.invalid(z, invalidOperation)
		return
	}
	if x.Coeff.Sign() == 0 {
		setZero(z, x.Negative, exp)
		w.finalize(z)
		return
	}
	shift := int64(x.Exponent) - exp
	adj := adjusted(x)
	if adj > w.emax || adj-exp+1 > w.prec {
		w.invalid(z, invalidOperation)
		return
	}
	z.Set(x)
	if shift >= 0 {
		w.pad(z, shift)
	} else if cut(z, -shift, w.round) {
		w.status |= inexact | rounded
	} else {
		w.status |= rounded
	}
	if w.err != nil {
		return
	}
	if adjusted(z) > w.emax || digits(z) > w.prec {
		w.status &^= inexact | rounded
		w.invalid(z, invalidOperation)
		return
	}
	w.finalize(z)
}

// toIntegral rounds to a whole number; exact ones keep their exponent if it is positive.
func (w *work) toIntegral(z, x *num, mode rounding, report bool) {
	if w.nans(z, x, nil) {
		return
	}
	z.Set(x)
	if x.Form != apd.Finite || x.Exponent >= 0 {
		return
	}
	if isZero(x) {
		z.Exponent = 0
		return
	}
	changed := cut(z, -int64(z.Exponent), mode)
	if report {
		w.status |= rounded
		if changed {
			w.status |= inexact
		}
	}
}

// normalize removes zeros behind the last digit.
func (w *work) normalize(z, x *num) {
	if w.nans(z, x, nil) {
		return
	}
	z.Set(x)
	if x.Form != apd.Finite {
		return
	}
	w.finalize(z)
	if z.Form != apd.Finite {
		return
	}
	if isZero(z) {
		z.Exponent = 0
		return
	}
	limit := w.emax
	if w.clamp {
		limit = w.etop()
	}
	stripZeros(z, limit)
}

// next serves next_plus (up) and next_minus.
func (w *work) next(z, x *num, up bool) {
	if w.nans(z, x, nil) {
		return
	}
	if x.Form == apd.Infinite {
		if x.Negative != up {
			setInf(z, x.Negative)
			return
		}
		if w.charge(w.prec) {
			z.Form, z.Negative, z.Exponent = apd.Finite, x.Negative, clampExp(w.etop())
			z.Coeff.Sub(pow10(w.prec), bigOne)
		}
		return
	}
	sub := work{settings: w.settings, t: w.t}
	sub.round = floor
	if up {
		sub.round = ceiling
	}
	z.Set(x)
	sub.finalize(z)
	if sub.status&(inexact|overflow) == 0 {
		// Representable: go on by a trace.
		trace := num{Exponent: clampExp(w.etiny() - 1), Negative: !up}
		trace.Coeff.SetInt64(1)
		var y num
		y.Set(z)
		sub.add(z, &y, &trace)
	}
	w.err = sub.err
}

func (w *work) nextToward(z, x, y *num) {
	if w.nans(z, x, y) {
		return
	}
	c := cmpNumbers(x, y)
	if c == 0 {
		z.Set(x)
		z.Negative = y.Negative
		return
	}
	w.next(z, x, c < 0)
	switch {
	case z.Form == apd.Infinite:
		w.status |= overflow | rounded | inexact
	case z.Form == apd.Finite && adjusted(z) < w.emin:
		w.status |= underflow | subnormal | rounded | inexact
		if isZero(z) {
			w.status |= clamped
		}
	}
}

// wholeWithin gives y as a whole number with exponent 0 and magnitude of at most limit.
func wholeWithin(y *num, limit int64) (n int64, ok bool) {
	if y.Form != apd.Finite || y.Exponent != 0 || !y.Coeff.IsInt64() {
		return 0, false
	}
	n = y.Coeff.Int64()
	if n > limit {
		return 0, false
	}
	if y.Negative {
		n = -n
	}
	return n, true
}

func (w *work) scaleb(z, x, y *num) {
	if w.nans(z, x, y) {
		return
	}
	n, ok := wholeWithin(y, 2*(w.emax+w.prec))
	if !ok {
		w.invalid(z, invalidOperation)
		return
	}
	z.Set(x)
	if x.Form == apd.Infinite {
		return
	}
	z.Exponent = clampExp(int64(x.Exponent) + n)
	w.finalize(z)
}

// shift and rotate work on the coefficient as a field of prec digits.
func (w *work) shift(z, x, y *num, around bool) {
	if w.nans(z, x, y) {
		return
	}
	n, ok := wholeWithin(y, w.prec)
	if !ok {
		w.invalid(z, invalidOperation)
		return
	}
	z.Set(x)
	if x.Form == apd.Infinite {
		return
	}
	if !w.charge(w.prec) {
		return
	}
	p := w.prec
	if digits(z) > p {
		z.Coeff.Rem(&z.Coeff, pow10(p))
	}
	if around && n < 0 {
		n += p
	}
	switch {
	case around:
		var hi, lo apd.BigInt
		hi.QuoRem(&z.Coeff, pow10(p-n), &lo)
		lo.Mul(&lo, pow10(n))
		z.Coeff.Add(&lo, &hi)
	case n >= 0:
		z.Coeff.Mul(&z.Coeff, pow10(n))
		z.Coeff.Rem(&z.Coeff, pow10(p))
	default:
		z.Coeff.Quo(&z.Coeff, pow10(-n))
	}
}

// logb is the exponent of the first digit.
func (w *work) logb(z, x *num) {
	switch {
	case w.nans(z, x, nil):
	case x.Form == apd.Infinite:
		setInf(z, false)
	case isZero(x):
		setInf(z, true)
		w.status |= divisionByZero
	default:
		setInt(z, adjusted(x))
		w.finalize(z)
	}
}

// logical applies f to the digits of two numbers that are made of ones and zeros; y is nil for inversion.
func (w *work) logical(z, x, y *num, f func(a, b byte) byte) {
	bits := func(d *num) (string, bool) {
		if d.Form != apd.Finite || d.Exponent != 0 || d.Negative {
			return "", false
		}
		s := d.Coeff.String()
		for i := range len(s) {
			if s[i] > '1' {
				return "", false
			}
		}
		return s, true
	}
	if digits(x) > 512 || y == nil || digits(y) > 512 {
		if !w.charge(max(digits(x), w.prec)) {
			return
		}
	}
	a, ok := bits(x)
	b := ""
	if ok && y != nil {
		b, ok = bits(y)
	}
	if !ok {
		w.invalid(z, invalidOperation)
		return
	}
	n := int64(max(len(a), len(b)))
	if y == nil {
		n = w.prec
	}
	n = min(n, w.prec)
	out := make([]byte, n)
	at := func(s string, i int64) byte { // i counts from the right
		if i >= int64(len(s)) {
			return 0
		}
		return s[int64(len(s))-1-i] - '0'
	}
	for i := range n {
		out[n-1-i] = '0' + f(at(a, i), at(b, i))
	}
	setZero(z, false, 0)
	z.Coeff.SetString(string(out), 10)
}
