package libm

import "math"

// invFact holds the inverse factorials 1/n!, to 107 bits.
var invFact = func() (t [28]dd) {
	f := dd{1, 0}
	for n := 1; n < len(t); n++ {
		f = f.div(dd{float64(n), 0})
		t[n] = f
	}
	t[0] = dd{1, 0}
	return
}()

// expm1Small is exp(r)-1 for |r| < 0.4: r is divided by 512, the series summed, and the result squared up again, always less one so
// that nothing is lost.
func expm1Small(r dd) dd {
	r = r.scale(1.0 / 512)
	p := r
	s := r
	for n := 2; n < 9; n++ {
		p = p.mul(r)
		s = s.add(p.mul(invFact[n]))
	}
	for i := 0; i < 9; i++ { // (1+s)² - 1 = 2s + s²
		s = s.scale(2).add(s.mul(s))
	}
	return s
}

// expDD is exp(x) as m·2**k.
func expDD(x dd) (m dd, k int) {
	n := math.Round(x.hi / ln2.hi)
	r := x.sub(twoProd(n, ln2.hi)).sub(twoProd(n, ln2.lo)).addF(-n * ln2c)
	return expm1Small(r).addF(1), int(n)
}

// logDD is log(x) for a positive, finite, normal or subnormal x: a double's logarithm improved by one step of Halley's method, which
// triples its digits.
func logDD(x dd) dd {
	f, e := math.Frexp(x.hi)
	if f < math.Sqrt2/2 {
		f *= 2
		e--
	}
	m := dd{f, math.Ldexp(x.lo, -e)}
	if f == 1 && m.lo == 0 {
		return ln2.mulF(float64(e)).addF(float64(e) * ln2c)
	}
	y := math.Log(f)
	var l dd
	if math.Abs(y) < 0x1p-20 {
		l = log1pSeries(m.addF(-1))
	} else {
		z := expm1Small(dd{y, 0})
		d := m.addF(-1).sub(z) // m - exp(y)
		l = d.scale(2).div(m.add(z.addF(1))).addF(y)
	}
	if e != 0 {
		n := float64(e)
		l = l.addF(n * ln2c).add(twoProd(n, ln2.lo)).add(twoProd(n, ln2.hi))
	}
	return l
}

// log1pSeries is log(1+t) for tiny t.
func log1pSeries(t dd) dd {
	s, p := t, t
	for n := 2; n < 8; n++ {
		p = p.mul(t).neg()
		s = s.add(p.div(dd{float64(n), 0}))
	}
	return s
}

// Exp is e**x.
func Exp(x float64) float64 {
	switch {
	case x != x || math.IsInf(x, 0) || x > 709.8 || x < -745.2:
		return math.Exp(x)
	case math.Abs(x) < 0x1p-54:
		return 1 + x
	}
	m, k := expDD(dd{x, 0})
	return m.ldexp(k)
}

// Exp2 is 2**x.
func Exp2(x float64) float64 {
	switch {
	case x != x || math.IsInf(x, 0) || x > 1024 || x < -1076:
		return math.Exp2(x)
	case x == math.Trunc(x):
		return math.Ldexp(1, int(x))
	}
	n := math.Round(x)
	return expm1Small(ln2.mulF(x - n)).addF(1).ldexp(int(n))
}

// Expm1 is e**x - 1.
func Expm1(x float64) float64 { return math.Expm1(x) }

// Log is the natural logarithm.
func Log(x float64) float64 {
	if !(x > 0) || math.IsInf(x, 1) {
		return math.Log(x)
	}
	return logDD(dd{x, 0}).hi
}

// Log10 is the decimal logarithm in the steps of fdlibm: of a power of two and a number near 1, whose natural logarithm is rounded in between.
func Log10(x float64) float64 {
	const (
		invLn10 = 4.34294481903251816668e-01
		log2Hi  = 3.01029995663611771306e-01 // log10(2), short
		log2Lo  = 3.69423907715893078616e-13 // and the rest
	)
	if !(x > 0) || math.IsInf(x, 1) {
		return math.Log10(x)
	}
	f, e := math.Frexp(x) // in [0.5, 1)
	if e--; e >= 0 {
		f *= 2
	} else {
		e++
	}
	k := float64(e)
	return float64(k*log2Lo) + float64(invLn10*Log(f)) + float64(k*log2Hi)
}

// Log2 is the binary logarithm.
func Log2(x float64) float64 {
	if !(x > 0) || math.IsInf(x, 1) {
		return math.Log2(x)
	}
	f, e := math.Frexp(x)
	if f == 0.5 {
		return float64(e - 1)
	}
	if f < math.Sqrt2/2 {
		f *= 2
		e--
	}
	return logDD(dd{f, 0}).mul(invLn2).addF(float64(e)).hi
}

// Pow is x**y with C's rules for special values.
func Pow(x, y float64) float64 {
	if y == 0 || x == 1 || x == 0 || x != x || y != y || math.IsInf(x, 0) || math.IsInf(y, 0) {
		return math.Pow(x, y)
	}
	whole := y == math.Trunc(y)
	if x < 0 && !whole {
		return math.NaN()
	}
	switch y {
	case 1:
		return x
	case 2:
		return x * x
	case -1:
		return 1 / x
	case 0.5:
		return math.Sqrt(x)
	}
	neg := x < 0 && math.Abs(y) < 1<<53 && math.Mod(y, 2) != 0
	a := math.Abs(x)
	if math.Abs(y)*math.Abs(math.Log2(a)) > 1100 && math.Abs(math.Log2(a)) > 1e-10 {
		return math.Pow(x, y) // overflow or underflow
	}
	var r float64
	if f, e := math.Frexp(a); whole && math.Abs(y) <= 32 {
		// Exact powers come out exact.
		p := powWhole(dd{f, 0}, int(math.Abs(y)))
		k := e * int(math.Abs(y))
		if y < 0 {
			p, k = dd{1, 0}.div(p), -k
		}
		r = p.ldexp(k)
	} else {
		l := logDD(dd{a, 0})
		p := twoProd(l.hi, y)
		p = quickSum(p.hi, p.lo+float64(l.lo*y))
		if p.hi > 709.8 || p.hi < -745.2 {
			return math.Pow(x, y)
		}
		m, k := expDD(p)
		r = m.ldexp(k)
	}
	if neg {
		return -r
	}
	return r
}

func powWhole(x dd, n int) dd {
	r := dd{1, 0}
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			r = r.mul(x)
		}
		x = x.mul(x)
	}
	return r
}
