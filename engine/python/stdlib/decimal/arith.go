package decimal

import (
	"github.com/cockroachdb/apd/v3"
)

// Arithmetic. Every operation writes to z, which is none of the operands, and reports through w.

func (w *work) plus(z, x *num) {
	if w.nans(z, x, nil) {
		return
	}
	z.Set(x)
	if isZero(x) {
		z.Negative = z.Negative && w.round == floor
	}
	w.finalize(z)
}

func (w *work) minus(z, x *num) {
	if w.nans(z, x, nil) {
		return
	}
	z.Set(x)
	if z.Negative = !z.Negative; isZero(x) {
		z.Negative = z.Negative && w.round == floor
	}
	w.finalize(z)
}

func (w *work) abs(z, x *num) {
	if w.nans(z, x, nil) {
		return
	}
	if x.Negative {
		w.minus(z, x)
	} else {
		w.plus(z, x)
	}
}

func (w *work) add(z, x, y *num) { w.addSigned(z, x, y, y.Negative) }

func (w *work) sub(z, x, y *num) { w.addSigned(z, x, y, !y.Negative) }

// addSigned adds y with the sign yneg.
func (w *work) addSigned(z, x, y *num, yneg bool) {
	if isSpecial(x) || isSpecial(y) {
		if w.nans(z, x, y) {
			return
		}
		switch {
		case x.Form == apd.Infinite && y.Form == apd.Infinite && x.Negative != yneg:
			w.invalid(z, invalidOperation)
		case x.Form == apd.Infinite:
			setInf(z, x.Negative)
		default:
			setInf(z, yneg)
		}
		return
	}
	xe, ye := int64(x.Exponent), int64(y.Exponent)
	exp := min(xe, ye)
	xz, yz := x.Coeff.Sign() == 0, y.Coeff.Sign() == 0
	negZero := w.round == floor && x.Negative != yneg
	switch {
	case xz && yz:
		setZero(z, x.Negative && yneg || negZero, exp)
		w.finalize(z)
		return
	case xz || yz:
		// The other number, with as many zeros as fit.
		neg := yneg
		if other := y; yz {
			other, neg = x, x.Negative
			z.Set(other)
		} else {
			z.Set(other)
		}
		z.Negative = neg
		if e := max(exp, int64(z.Exponent)-w.prec-1); e < int64(z.Exponent) {
			w.pad(z, int64(z.Exponent)-e)
		}
		w.finalize(z)
		return
	}
	if !w.sum(z, x, y, yneg) {
		return
	}
	if z.Coeff.Sign() == 0 {
		z.Negative = negZero
	}
	w.finalize(z)
}

// sum adds two finite numbers that are not zero. Where one is too small to matter it is replaced by a trace of itself, so that the
// work is bounded by the precision.
func (w *work) sum(z, x, y *num, yneg bool) bool {
	xneg := x.Negative
	if x.Exponent == y.Exponent {
		z.Exponent = x.Exponent
		z.Form = apd.Finite
		addCoeffs(z, &x.Coeff, &y.Coeff, xneg, yneg)
		return true
	}
	// hi has the larger exponent.
	hi, lo, hneg, lneg := x, y, xneg, yneg
	if x.Exponent < y.Exponent {
		hi, lo, hneg, lneg = y, x, yneg, xneg
	}
	hlen, llen := digits(hi), digits(lo)
	he, le := int64(hi.Exponent), int64(lo.Exponent)
	lc := &lo.Coeff
	if least := he + min(-1, hlen-w.prec-2); llen+le-1 < least {
		lc, le = bigOne, least
	}
	if !w.charge(he - le + hlen) {
		return false
	}
	var shifted apd.BigInt
	shifted.Mul(&hi.Coeff, pow10(he-le))
	z.Form, z.Exponent = apd.Finite, int32(le)
	addCoeffs(z, &shifted, lc, hneg, lneg)
	return true
}

func addCoeffs(z *num, a, b *apd.BigInt, aneg, bneg bool) {
	var r apd.BigInt
	neg := aneg
	if aneg == bneg {
		r.Add(a, b)
	} else {
		r.Sub(a, b)
		if r.Sign() < 0 {
			r.Abs(&r)
			neg = bneg
		}
	}
	z.Coeff.Set(&r)
	z.Negative = neg
}

// exact product; operands are finite.
func (w *work) product(z, x, y *num) bool {
	if n := digits(x) + digits(y); n > 256 && !w.charge(n) {
		return false
	}
	var r apd.BigInt
	r.Mul(&x.Coeff, &y.Coeff)
	neg := x.Negative != y.Negative
	exp := x.Exponent + y.Exponent
	z.Form, z.Negative, z.Exponent = apd.Finite, neg, exp
	z.Coeff.Set(&r)
	return true
}

func (w *work) mul(z, x, y *num) {
	if isSpecial(x) || isSpecial(y) {
		if w.nans(z, x, y) {
			return
		}
		if isZero(x) || isZero(y) {
			w.invalid(z, invalidOperation)
			return
		}
		setInf(z, x.Negative != y.Negative)
		return
	}
	if w.product(z, x, y) {
		w.finalize(z)
	}
}

// fma is x*y + a with one rounding.
func (w *work) fma(z, x, y, a *num) {
	if isSpecial(x) || isSpecial(y) {
		w.mul(z, x, y)
		if !isSpecial(z) || isNaN(z) && a.Form != apd.NaNSignaling {
			if !isNaN(z) || a.Form != apd.NaNSignaling {
				return
			}
		}
		var p num
		p.Set(z)
		w.add(z, &p, a)
		return
	}
	var p num
	if w.product(&p, x, y) {
		w.add(z, &p, a)
	}
}

func (w *work) div(z, x, y *num) {
	neg := x.Negative != y.Negative
	if isSpecial(x) || isSpecial(y) {
		if w.nans(z, x, y) {
			return
		}
		switch {
		case x.Form == apd.Infinite && y.Form == apd.Infinite:
			w.invalid(z, invalidOperation)
		case x.Form == apd.Infinite:
			setInf(z, neg)
		default:
			setZero(z, neg, w.etiny())
			w.status |= clamped
		}
		return
	}
	if y.Coeff.Sign() == 0 {
		if x.Coeff.Sign() == 0 {
			w.invalid(z, divisionUndefined)
			return
		}
		setInf(z, neg)
		w.status |= divisionByZero
		return
	}
	ideal := int64(x.Exponent) - int64(y.Exponent)
	if x.Coeff.Sign() == 0 {
		setZero(z, neg, ideal)
		w.finalize(z)
		return
	}
	xd, yd := digits(x), digits(y)
	shift := yd - xd + w.prec + 1
	if !w.charge(max(w.prec, yd, xd) + max(shift, -shift)) {
		return
	}
	var q, r, s apd.BigInt
	if shift >= 0 {
		s.Mul(&x.Coeff, pow10(shift))
		q.QuoRem(&s, &y.Coeff, &r)
	} else {
		s.Mul(&y.Coeff, pow10(-shift))
		q.QuoRem(&x.Coeff, &s, &r)
	}
	exp := ideal - shift
	z.Form, z.Negative = apd.Finite, neg
	z.Coeff.Set(&q)
	z.Exponent = clampExp(exp)
	if r.Sign() != 0 {
		sticky(&z.Coeff)
	} else if exp < ideal {
		stripZeros(z, ideal)
	}
	w.finalize(z)
}

// sticky makes a truncated coefficient, which has a digit to spare, one that no rounding takes for exact or for half way.
func sticky(c *apd.BigInt) {
	var r apd.BigInt
	if r.Rem(c, apd.NewBigInt(5)); r.Sign() == 0 {
		c.Add(c, bigOne)
	}
}

// stripZeros removes zeros behind the coefficient until the exponent is limit.
func stripZeros(z *num, limit int64) {
	if z.Coeff.Sign() == 0 {
		return
	}
	var q, r apd.BigInt
	for step := int64(64); step > 0; {
		if int64(z.Exponent)+step > limit {
			step /= 2
			continue
		}
		q.QuoRem(&z.Coeff, pow10(step), &r)
		if r.Sign() != 0 {
			step /= 2
			continue
		}
		z.Coeff.Set(&q)
		z.Exponent += int32(step)
	}
}

// divide gives the whole quotient and the remainder (either may be nil) of two finite numbers; y is not zero.
func (w *work) divide(q, r, x, y *num) bool {
	neg := x.Negative != y.Negative
	ideal := min(int64(x.Exponent), int64(y.Exponent))
	diff := adjusted(x) - adjusted(y)
	if x.Coeff.Sign() == 0 || diff <= -2 {
		if q != nil {
			setZero(q, neg, 0)
		}
		if r != nil {
			r.Set(x)
			w.rescale(r, ideal, w.round)
		}
		return w.err == nil
	}
	if diff <= w.prec {
		shift := int64(x.Exponent) - int64(y.Exponent)
		if !w.charge(max(shift, -shift) + max(digits(x), digits(y))) {
			return false
		}
		a, b := &x.Coeff, &y.Coeff
		var s, quo, rem apd.BigInt
		if shift >= 0 {
			a = s.Mul(a, pow10(shift))
		} else {
			b = s.Mul(b, pow10(-shift))
		}
		quo.QuoRem(a, b, &rem)
		if apd.NumDigits(&quo) <= w.prec {
			if q != nil {
				q.Form, q.Negative, q.Exponent = apd.Finite, neg, 0
				q.Coeff.Set(&quo)
			}
			if r != nil {
				r.Form, r.Negative, r.Exponent = apd.Finite, x.Negative, int32(ideal)
				r.Coeff.Set(&rem)
			}
			return true
		}
	}
	if q != nil {
		w.invalid(q, divisionImpossible)
	}
	if r != nil {
		w.invalid(r, divisionImpossible)
	}
	return false
}

func (w *work) divInt(z, x, y *num) {
	neg := x.Negative != y.Negative
	switch {
	case w.nans(z, x, y):
	case x.Form == apd.Infinite && y.Form == apd.Infinite:
		w.invalid(z, invalidOperation)
	case x.Form == apd.Infinite:
		setInf(z, neg)
	case y.Form == apd.Infinite:
		setZero(z, neg, 0)
	case isZero(y) && isZero(x):
		w.invalid(z, divisionUndefined)
	case isZero(y):
		setInf(z, neg)
		w.status |= divisionByZero
	default:
		if w.divide(z, nil, x, y) {
			w.finalize(z)
		}
	}
}

func (w *work) rem(z, x, y *num) {
	switch {
	case w.nans(z, x, y):
	case x.Form == apd.Infinite:
		w.invalid(z, invalidOperation)
	case y.Form == apd.Infinite:
		z.Set(x)
		w.finalize(z)
	case isZero(y) && isZero(x):
		w.invalid(z, divisionUndefined)
	case isZero(y):
		w.invalid(z, invalidOperation)
	default:
		if w.divide(nil, z, x, y) {
			w.finalize(z)
		}
	}
}

func (w *work) divMod(q, r, x, y *num) {
	neg := x.Negative != y.Negative
	if w.nans(q, x, y) {
		r.Set(q)
		return
	}
	switch {
	case x.Form == apd.Infinite:
		if y.Form == apd.Infinite {
			w.invalid(q, invalidOperation)
		} else {
			setInf(q, neg)
		}
		w.invalid(r, invalidOperation)
	case y.Form == apd.Infinite:
		setZero(q, neg, 0)
		r.Set(x)
		w.finalize(r)
	case isZero(y) && isZero(x):
		w.invalid(q, divisionUndefined)
		w.invalid(r, divisionUndefined)
	case isZero(y):
		setInf(q, neg)
		w.invalid(r, invalidOperation)
		w.status |= divisionByZero
	default:
		if w.divide(q, r, x, y) {
			w.finalize(q)
			w.finalize(r)
		}
	}
}

// remNear is the remainder of the division with the quotient rounded half to even.
func (w *work) remNear(z, x, y *num) {
	switch {
	case w.nans(z, x, y):
		return
	case x.Form == apd.Infinite:
		w.invalid(z, invalidOperation)
		return
	case isZero(y) && y.Form == apd.Finite:
		if isZero(x) {
			w.invalid(z, divisionUndefined)
		} else {
			w.invalid(z, invalidOperation)
		}
		return
	case y.Form == apd.Infinite:
		z.Set(x)
		w.finalize(z)
		return
	}
	ideal := min(int64(x.Exponent), int64(y.Exponent))
	if isZero(x) {
		setZero(z, x.Negative, ideal)
		w.finalize(z)
		return
	}
	diff := adjusted(x) - adjusted(y)
	if diff >= w.prec+1 {
		w.invalid(z, divisionImpossible)
		return
	}
	if diff <= -2 {
		z.Set(x)
		w.rescale(z, ideal, w.round)
		w.finalize(z)
		return
	}
	shift := int64(x.Exponent) - int64(y.Exponent)
	if !w.charge(max(shift, -shift) + max(digits(x), digits(y))) {
		return
	}
	a, b := &x.Coeff, &y.Coeff
	var s, q, r apd.BigInt
	if shift >= 0 {
		a = s.Mul(a, pow10(shift))
	} else {
		b = s.Mul(b, pow10(-shift))
	}
	q.QuoRem(a, b, &r)
	neg := x.Negative
	var twice apd.BigInt
	twice.Add(&r, &r)
	if c := twice.Cmp(b); c > 0 || c == 0 && q.Bit(0) == 1 {
		r.Sub(b, &r)
		neg = !neg
		q.Add(&q, bigOne)
	}
	if apd.NumDigits(&q) > w.prec {
		w.invalid(z, divisionImpossible)
		return
	}
	z.Form, z.Negative, z.Exponent = apd.Finite, neg, int32(ideal)
	z.Coeff.Set(&r)
	w.finalize(z)
}

// cmpNumbers orders two numbers that are not NaN.
func cmpNumbers(x, y *num) int {
	sign := func(d *num) int {
		switch {
		case isZero(d):
			return 0
		case d.Negative:
			return -1
		}
		return 1
	}
	sx, sy := sign(x), sign(y)
	if sx != sy {
		if sx < sy {
			return -1
		}
		return 1
	}
	if sx == 0 {
		return 0
	}
	return cmpMagnitudes(x, y) * sx
}

// cmpMagnitudes orders two numbers that are not NaN by their absolute values.
func cmpMagnitudes(x, y *num) int {
	if x.Form == apd.Infinite || y.Form == apd.Infinite {
		switch {
		case x.Form == y.Form:
			return 0
		case x.Form == apd.Infinite:
			return 1
		}
		return -1
	}
	if xz, yz := x.Coeff.Sign() == 0, y.Coeff.Sign() == 0; xz || yz {
		switch {
		case xz && yz:
			return 0
		case xz:
			return -1
		}
		return 1
	}
	if a, b := adjusted(x), adjusted(y); a != b {
		if a < b {
			return -1
		}
		return 1
	}
	// The same number of digits before the point: the shorter coefficient is filled up.
	var s apd.BigInt
	if n := int64(x.Exponent) - int64(y.Exponent); n > 0 {
		return s.Mul(&x.Coeff, pow10(n)).Cmp(&y.Coeff)
	} else if n < 0 {
		return x.Coeff.Cmp(s.Mul(&y.Coeff, pow10(-n)))
	}
	return x.Coeff.Cmp(&y.Coeff)
}

func (w *work) compare(z, x, y *num) {
	if !w.nans(z, x, y) {
		setInt(z, int64(cmpNumbers(x, y)))
	}
}

func (w *work) compareSignal(z, x, y *num) {
	if isNaN(x) || isNaN(y) {
		w.status |= invalidOperation
	}
	w.compare(z, x, y)
}

// cmpTotal is the total ordering of all representations.
func cmpTotal(x, y *num, magnitude bool) int {
	xneg, yneg := x.Negative && !magnitude, y.Negative && !magnitude
	if xneg != yneg {
		if xneg {
			return -1
		}
		return 1
	}
	c := cmpTotalMag(x, y)
	if xneg {
		c = -c
	}
	return c
}

func cmpTotalMag(x, y *num) int {
	rank := func(d *num) int {
		switch d.Form {
		case apd.NaN:
			return 3
		case apd.NaNSignaling:
			return 2
		case apd.Infinite:
			return 1
		}
		return 0
	}
	rx, ry := rank(x), rank(y)
	switch {
	case rx != ry:
		if rx < ry {
			return -1
		}
		return 1
	case rx >= 2:
		return x.Coeff.Cmp(&y.Coeff)
	case rx == 1:
		return 0
	}
	if c := cmpMagnitudes(x, y); c != 0 {
		return c
	}
	switch {
	case x.Exponent < y.Exponent:
		return -1
	case x.Exponent > y.Exponent:
		return 1
	}
	return 0
}

// extremum serves max, min and their _mag forms: want is the sign of the comparison that picks x.
func (w *work) extremum(z, x, y *num, want int, magnitude bool) {
	if isSpecial(x) || isSpecial(y) {
		// One quiet NaN loses against a number.
		switch {
		case x.Form == apd.NaN && !isNaN(y):
			z.Set(y)
			w.finalize(z)
			return
		case y.Form == apd.NaN && !isNaN(x):
			z.Set(x)
			w.finalize(z)
			return
		case w.nans(z, x, y):
			return
		}
	}
	c := 0
	if magnitude {
		c = cmpMagnitudes(x, y)
	}
	if c == 0 {
		c = cmpNumbers(x, y)
	}
	if c == 0 {
		c = cmpTotal(x, y, false)
	}
	if c*want > 0 || c == 0 && want < 0 {
		z.Set(x)
	} else {
		z.Set(y)
	}
	w.finalize(z)
}
