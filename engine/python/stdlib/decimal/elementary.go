package decimal

import (
	"math"
	"math/big"
	"sync"

	"github.com/cockroachdb/apd/v3"
)

// Roots, exponential, logarithms and powers. Results are correctly rounded (half to even): an approximation with some digits to spare
// is made with fixed-point integers and made again with more digits in the rare case that these do not decide the rounding. power with
// a fraction is the exponential of a product, as libmpdec has it.

func (w *work) sqrt(z, x *num) {
	if w.nans(z, x, nil) {
		return
	}
	switch {
	case isZero(x):
		setZero(z, x.Negative, int64(x.Exponent)>>1)
		w.finalize(z)
		return
	case x.Negative:
		w.invalid(z, invalidOperation)
		return
	case x.Form == apd.Infinite:
		setInf(z, false)
		return
	}
	prec := w.prec + 1
	d := digits(x)
	if !w.charge(2*prec + d) {
		return
	}
	c := new(big.Int).Set(x.Coeff.MathBigInt())
	e := int64(x.Exponent) >> 1
	l := (d + 1) >> 1
	if x.Exponent&1 != 0 {
		c.Mul(c, big.NewInt(10))
		l = d>>1 + 1
	}
	shift := prec - l
	exact := true
	if shift >= 0 {
		c.Mul(c, bigPow10(2*shift))
	} else {
		var r big.Int
		c.QuoRem(c, bigPow10(-2*shift), &r)
		exact = r.Sign() == 0
	}
	n := new(big.Int).Sqrt(c)
	exact = exact && new(big.Int).Mul(n, n).Cmp(c) == 0
	exp := e - shift
	if exact {
		if shift >= 0 {
			n.Quo(n, bigPow10(shift))
		} else {
			n.Mul(n, bigPow10(-shift))
		}
		exp = e
	} else if new(big.Int).Rem(n, big.NewInt(5)).Sign() == 0 {
		n.Add(n, big.NewInt(1))
	}
	z.Form, z.Negative, z.Exponent = apd.Finite, false, int32(exp)
	z.Coeff.SetMathBigInt(n)
	w.finalizeEven(z)
}

// finalizeEven rounds half to even, whatever the context's mode.
func (w *work) finalizeEven(z *num) {
	mode := w.round
	w.round = halfEven
	w.finalize(z)
	w.round = mode
}

// chargeSeries asks for a series at n digits, which costs some hundred multiplications.
func (w *work) chargeSeries(n int64) bool {
	if w.t == nil || n < 100 {
		return w.err == nil
	}
	if n > 1<<20 {
		return w.charge(1 << 39) // more than a run may use, and no size of which CPython would say MemoryError
	}
	if w.err = w.t.Alloc(n * 8); w.err == nil {
		w.err = w.t.Checkpoint(int(n * n / 200))
	}
	return w.err == nil
}

// approx computes with growing precision until the digits behind the n-th decide the rounding. f gives an integer and its exponent, in
// at least the digits asked for, wrong by less than one unit.
func (w *work) approx(z *num, n int64, f func(extra int64) (*big.Int, int64)) {
	for extra := int64(3); ; extra += 3 {
		if !w.chargeSeries(n + extra) {
			return
		}
		c, e := f(extra)
		neg := c.Sign() < 0
		c.Abs(c)
		z.Coeff.SetMathBigInt(c)
		d := apd.NumDigits(&z.Coeff)
		half := new(big.Int).Mul(big.NewInt(5), bigPow10(max(d-n-1, 0)))
		if new(big.Int).Rem(c, half).Sign() != 0 {
			z.Form, z.Negative, z.Exponent = apd.Finite, neg, clampExp(e)
			w.finalizeEven(z)
			return
		}
	}
}

func (w *work) exp(z, x *num) {
	if w.nans(z, x, nil) {
		return
	}
	switch {
	case x.Form == apd.Infinite:
		if x.Negative {
			setZero(z, false, 0)
		} else {
			setInf(z, false)
		}
		return
	case isZero(x):
		setInt(z, 1)
		return
	}
	p := w.prec
	adj := adjusted(x)
	lenOf := func(n int64) int64 { return int64(len(big.NewInt(n).String())) }
	switch {
	case !x.Negative && adj > lenOf((w.emax+1)*3):
		setInt(z, 1)
		z.Exponent = clampExp(w.emax + 1)
		w.finalizeEven(z)
	case x.Negative && adj > lenOf((-w.etiny()+1)*3):
		setInt(z, 1)
		z.Exponent = clampExp(w.etiny() - 1)
		w.finalizeEven(z)
	case adj < -p:
		// So near to 1 that only the direction matters.
		if !w.charge(p + 2) {
			return
		}
		z.Form, z.Negative = apd.Finite, false
		if x.Negative {
			z.Coeff.Sub(pow10(p+1), bigOne)
			z.Exponent = clampExp(-p - 1)
		} else {
			z.Coeff.Add(pow10(p+1), bigOne)
			z.Exponent = clampExp(-p - 1)
		}
		w.finalizeEven(z)
	default:
		c := x.Coeff.MathBigInt()
		w.approx(z, p, func(extra int64) (*big.Int, int64) { return expDigits(c, int64(x.Exponent), x.Negative, p+extra) })
	}
}

func (w *work) ln(z, x *num) {
	if w.logSpecial(z, x) {
		return
	}
	if x.Coeff.Cmp(bigOne) == 0 && x.Exponent == 0 || cmpNumbers(x, one) == 0 {
		setZero(z, false, 0)
		return
	}
	c := x.Coeff.MathBigInt()
	p := w.prec
	w.approx(z, p, func(extra int64) (*big.Int, int64) { return lnDigits(c, int64(x.Exponent), p+extra, false) })
}

func (w *work) log10(z, x *num) {
	if w.logSpecial(z, x) {
		return
	}
	var m num
	m.Set(x)
	stripZeros(&m, math.MaxInt32)
	if m.Coeff.Cmp(bigOne) == 0 {
		setInt(z, int64(m.Exponent))
		w.finalizeEven(z)
		return
	}
	c := x.Coeff.MathBigInt()
	p := w.prec
	w.approx(z, p, func(extra int64) (*big.Int, int64) { return lnDigits(c, int64(x.Exponent), p+extra, true) })
}

var one = func() *num { d := new(num); setInt(d, 1); return d }()

func (w *work) logSpecial(z, x *num) bool {
	switch {
	case w.nans(z, x, nil):
	case isZero(x):
		setInf(z, true)
	case x.Negative:
		w.invalid(z, invalidOperation)
	case x.Form == apd.Infinite:
		setInf(z, false)
	default:
		return false
	}
	return true
}

// constants are ln 2 and ln 10 with some number of bits behind the point.
type constants struct {
	bits      uint
	ln2, ln10 *big.Int
}

var (
	constMu   sync.Mutex
	lastConst constants
)

func logConstants(bits uint) constants {
	constMu.Lock()
	defer constMu.Unlock()
	if lastConst.bits < bits {
		b := bits + 64
		ln := func(terms ...int64) *big.Int {
			sum := new(big.Int)
			for i := 0; i < len(terms); i += 2 {
				sum.Add(sum, new(big.Int).Mul(big.NewInt(terms[i]), atanhInverse(terms[i+1], b+16)))
			}
			return sum.Rsh(sum, 16)
		}
		lastConst = constants{b, ln(18, 26, -2, 4801, 8, 8749), ln(46, 31, 34, 49, 20, 161)}
	}
	d := lastConst.bits - bits
	return constants{bits, new(big.Int).Rsh(lastConst.ln2, d), new(big.Int).Rsh(lastConst.ln10, d)}
}

// atanhInverse is atanh(1/n) with bits behind the point.
func atanhInverse(n int64, bits uint) *big.Int {
	t := new(big.Int).Lsh(big.NewInt(1), bits)
	t.Quo(t, big.NewInt(n))
	n2 := big.NewInt(n * n)
	sum := new(big.Int)
	var q big.Int
	for k := int64(1); t.Sign() != 0; k += 2 {
		sum.Add(sum, q.Quo(t, big.NewInt(k)))
		t.Quo(t, n2)
	}
	return sum
}

func bitsFor(digits int64) uint { return uint(float64(digits)*3.3219280948873626) + 32 }

// expDigits is e**(±c*10**e) as an integer of at least n digits and an exponent.
func expDigits(c *big.Int, e int64, neg bool, n int64) (*big.Int, int64) {
	// The argument may have a long whole part; these bits more keep the fraction behind it exact.
	adj := max(e+int64(len(c.Text(10))), 0)
	bits := bitsFor(n) + uint(adj)*4
	k := logConstants(bits)
	x := new(big.Int).Lsh(c, bits)
	if e >= 0 {
		x.Mul(x, bigPow10(e))
	} else {
		x.Quo(x, bigPow10(-e))
	}
	if neg {
		x.Neg(x)
	}
	tens, r := new(big.Int).DivMod(x, k.ln10, new(big.Int))
	// e**r with r in [0, ln 10): the series of r/2**h, squared h times.
	h := uint(math.Sqrt(float64(bits)))/2 + 4
	work := bits + 2*h
	r.Lsh(r, work-bits)
	r.Rsh(r, h)
	sum := new(big.Int).Lsh(big.NewInt(1), work)
	term := new(big.Int).Set(sum)
	for i := int64(1); term.Sign() != 0; i++ {
		term.Mul(term, r)
		term.Rsh(term, work)
		term.Quo(term, big.NewInt(i))
		sum.Add(sum, term)
	}
	for range h {
		sum.Mul(sum, sum)
		sum.Rsh(sum, work)
	}
	sum.Mul(sum, bigPow10(n))
	sum.Rsh(sum, work)
	return sum, tens.Int64() - n
}

// lnFixed is ln(c) for an integer c ≥ 1, with bits behind the point.
func lnFixed(c *big.Int, bits uint) *big.Int {
	// c = m * 2**k with m in [1, 2), m then brought near 1 by square roots.
	k := c.BitLen() - 1
	roots := uint(math.Sqrt(float64(bits)))/2 + 4
	work := bits + 2*roots + 16
	m := new(big.Int).Set(c)
	if d := int(work) - k; d >= 0 {
		m.Lsh(m, uint(d))
	} else {
		m.Rsh(m, uint(-d))
	}
	for range roots {
		m.Lsh(m, work)
		m.Sqrt(m)
	}
	// ln m = 2 atanh((m-1)/(m+1)).
	unit := new(big.Int).Lsh(big.NewInt(1), work)
	num := new(big.Int).Sub(m, unit)
	num.Lsh(num, work)
	t := num.Quo(num, new(big.Int).Add(m, unit))
	t2 := new(big.Int).Mul(t, t)
	t2.Rsh(t2, work)
	sum := new(big.Int)
	var q big.Int
	for i := int64(1); t.Sign() != 0; i += 2 {
		sum.Add(sum, q.Quo(t, big.NewInt(i)))
		t.Mul(t, t2)
		t.Rsh(t, work)
	}
	sum.Lsh(sum, roots+1)
	sum.Rsh(sum, work-bits)
	return sum.Add(sum, new(big.Int).Mul(big.NewInt(int64(k)), logConstants(bits).ln2))
}

// lnDigits is ln(c*10**e), or its decimal logarithm, as an integer of at least n digits and an exponent.
func lnDigits(c *big.Int, e, n int64, decimal bool) (*big.Int, int64) {
	// Near 1 the result is small, and the digits that cancel must be added.
	d := int64(len(c.Text(10)))
	lost := int64(0)
	if adj := e + d; adj == 0 || adj == 1 {
		unit := bigPow10(max(-e, 0))
		diff := new(big.Int).Sub(c, unit)
		if diff.Sign() != 0 {
			lost = max(int64(len(unit.Text(10)))-int64(len(diff.Abs(diff).Text(10))), 0)
		}
	}
	prec := n + lost + 2
	bits := bitsFor(prec) + 64
	v := lnFixed(c, bits)
	k := logConstants(bits)
	v.Add(v, new(big.Int).Mul(big.NewInt(e), k.ln10))
	if decimal {
		v.Lsh(v, bits)
		v.Quo(v, k.ln10)
	}
	v.Mul(v, bigPow10(prec))
	v.Quo(v, new(big.Int).Lsh(big.NewInt(1), bits))
	return v, -prec
}

// isInteger tells whether d is whole, and whether it is odd.
func isInteger(d *num) (whole, odd bool) {
	if d.Form != apd.Finite {
		return false, false
	}
	if d.Coeff.Sign() == 0 {
		return true, false
	}
	if d.Exponent > 0 {
		return true, false
	}
	if d.Exponent == 0 {
		return true, d.Coeff.Bit(0) == 1
	}
	n := -int64(d.Exponent)
	if n >= digits(d) {
		return false, false
	}
	var q, r apd.BigInt
	q.QuoRem(&d.Coeff, pow10(n), &r)
	return r.Sign() == 0, q.Bit(0) == 1
}

func (w *work) power(z, x, y *num) {
	if w.nans(z, x, y) {
		return
	}
	whole, odd := isInteger(y)
	neg := x.Negative && odd
	if isZero(x) {
		switch {
		case isZero(y):
			w.invalid(z, invalidOperation)
		case y.Negative:
			setInf(z, neg)
		default:
			setZero(z, neg, 0)
		}
		return
	}
	if x.Negative && (!whole || y.Form == apd.Infinite) {
		w.invalid(z, invalidOperation)
		return
	}
	setOne := func(sign bool, zeros int64) {
		if w.charge(zeros) {
			z.Form, z.Negative, z.Exponent = apd.Finite, sign, int32(-zeros)
			z.Coeff.Set(pow10(zeros))
		}
	}
	if y.Form == apd.Infinite {
		c := cmpMagnitudes(x, one)
		switch {
		case c == 0:
			setOne(neg, w.prec-1)
			w.status |= inexact | rounded
		case (c > 0) == !y.Negative:
			setInf(z, neg)
		default:
			setZero(z, neg, 0)
		}
		return
	}
	if x.Form == apd.Infinite {
		switch {
		case isZero(y):
			setOne(neg, 0)
		case y.Negative:
			setZero(z, neg, 0)
		default:
			setInf(z, neg)
		}
		return
	}
	if isZero(y) {
		setOne(neg, 0)
		return
	}
	if cmpMagnitudes(x, one) == 0 {
		switch {
		case !whole:
			setOne(neg, w.prec-1)
			w.status |= inexact | rounded
		case y.Negative:
			setOne(neg, 0)
		default:
			// 1.00**3 is 1.000000, as far as the precision goes.
			zeros := w.prec - 1
			if n := wholeValue(y); n != nil {
				n.Mul(n, big.NewInt(-int64(x.Exponent)))
				if n.Cmp(big.NewInt(w.prec-1)) > 0 {
					w.status |= rounded
				} else {
					zeros = max(n.Int64(), 0)
				}
			}
			setOne(neg, zeros)
		}
		return
	}
	// What is far out of range is not computed.
	if zeta := lowerZeta(x) + adjusted(y); (adjusted(x) < 0) == y.Negative {
		if zeta > decimalLength(w.emax) {
			z.Negative, z.Form = neg, apd.Finite
			w.overflowed(z)
			return
		}
	} else if zeta > decimalLength(w.etiny()) {
		z.Negative, z.Form, z.Exponent = neg, apd.Finite, clampExp(w.etiny()-1)
		z.Coeff.SetInt64(1)
		w.finalize(z)
		return
	}
	if whole {
		w.powerInt(z, x, y, neg)
	} else {
		w.powerReal(z, x, y)
	}
}

// wholeValue is a whole number's value; nil when it has more than a thousand digits.
func wholeValue(y *num) *big.Int {
	if adjusted(y) > 1000 {
		return nil
	}
	n := new(big.Int).Set(y.Coeff.MathBigInt())
	if y.Exponent >= 0 {
		return n.Mul(n, bigPow10(int64(y.Exponent)))
	}
	return n.Quo(n, bigPow10(-int64(y.Exponent)))
}

// decimalLength is the number of digits of n.
func decimalLength(n int64) int64 {
	d := int64(1)
	for n /= 10; n != 0; n /= 10 {
		d++
	}
	return d
}

// lowerZeta is a lower bound of log10(|log10(|x|)|), as libmpdec takes it.
func lowerZeta(x *num) int64 {
	t := adjusted(x)
	switch {
	case t > 0:
		return decimalLength(t) - 1
	case t < -1:
		return decimalLength(t+1) - 1
	}
	// Near 1: how near, exactly.
	n := max(-int64(x.Exponent), 0)
	var d apd.BigInt
	unit := pow10(n)
	d.Sub(&x.Coeff, unit)
	d.Abs(&d)
	adj := apd.NumDigits(&d) - 1 - n
	if t == 0 {
		return adj - 2
	}
	return adj - 1
}

func (w *work) powerInt(z, x, y *num, neg bool) {
	n := wholeValue(y)
	if n == nil { // an exponent of a thousand digits and a base that is almost 1
		w.invalid(z, invalidOperation)
		return
	}
	sub := work{settings: w.settings, t: w.t}
	sub.prec += digits(y) + int64(y.Exponent) + 2
	sub.prec = max(sub.prec, w.prec+2)
	sub.round, sub.clamp = halfEven, false
	var base num
	base.Set(x)
	if y.Negative {
		sub.prec++
		sub.div(&base, one, x)
		sub.status = 0
	}
	z.Set(&base)
	var tmp num
	for i := n.BitLen() - 2; i >= 0; i-- {
		tmp.Set(z)
		sub.mul(z, &tmp, &tmp)
		if n.Bit(i) == 1 {
			tmp.Set(z)
			sub.mul(z, &tmp, &base)
		}
		if sub.err != nil || z.Form != apd.Finite || z.Coeff.Sign() == 0 {
			break
		}
	}
	w.err = sub.err
	w.status |= sub.status
	z.Negative = neg
	if z.Form == apd.Infinite {
		w.overflowed(z)
		return
	}
	w.finalize(z)
}

func (w *work) powerReal(z, x, y *num) {
	sub := work{settings: w.settings, t: w.t}
	sub.prec = max(digits(x), w.prec) + 4 + 19
	sub.round, sub.clamp = halfEven, false
	var l, p num
	sub.ln(&l, x)
	sub.mul(&p, &l, y)
	sub.status = 0
	sub.exp(z, &p)
	if w.err = sub.err; w.err != nil {
		return
	}
	w.status |= sub.status
	if z.Form == apd.Finite && cmpNumbers(z, one) == 0 && w.charge(w.prec) {
		z.Coeff.Set(pow10(w.prec - 1))
		z.Exponent = int32(1 - w.prec)
	}
	if z.Form == apd.Infinite {
		w.overflowed(z)
		return
	}
	w.finalize(z)
}

// powerMod is the whole number x**y mod m.
func (w *work) powerMod(z, x, y, m *num) {
	if isSpecial(x) || isSpecial(y) || isSpecial(m) {
		if w.nans(z, x, y) || w.nans(z, x, m) {
			return
		}
		w.invalid(z, invalidOperation)
		return
	}
	for _, d := range []*num{x, y, m} {
		if whole, _ := isInteger(d); !whole {
			w.invalid(z, invalidOperation)
			return
		}
	}
	_, odd := isInteger(y)
	if isZero(m) || adjusted(m) >= w.prec || y.Negative || isZero(x) && isZero(y) {
		w.invalid(z, invalidOperation)
		return
	}
	mod, exp := wholeValue(m), wholeValue(y)
	if mod == nil || exp == nil || adjusted(x) > 1<<20 || !w.charge(adjusted(x)+int64(exp.BitLen())*adjusted(m)/100) {
		if w.err == nil {
			w.invalid(z, invalidOperation)
		}
		return
	}
	base := new(big.Int).Set(x.Coeff.MathBigInt())
	if x.Exponent >= 0 {
		base.Mul(base, bigPow10(int64(x.Exponent)))
	} else {
		base.Quo(base, bigPow10(-int64(x.Exponent)))
	}
	r := new(big.Int)
	if mod.CmpAbs(big.NewInt(1)) != 0 {
		r.Exp(base, exp, mod)
	}
	setBig(z, r)
	z.Negative = x.Negative && odd
	w.finalize(z)
}
