package libm

import "math"

var (
	twoOverSqrtPi = dd{1.1283791670955126, 1.533545961316588e-17}
	sqrtPi        = dd{1.772453850905516, -7.666586499825799e-17}
)

// erfSeries is erf(x) for |x| < 6: 2/√π · exp(-x²) · Σ 2ⁿx²ⁿ⁺¹/(2n+1)!!, all of whose terms have one sign.
func erfSeries(x float64) dd {
	x2 := twoProd(x, x)
	t := dd{x, 0}
	s := t
	for n := 1; n < 400; n++ {
		t = t.mul(x2).mulF(2).div(dd{float64(2*n + 1), 0})
		s = s.add(t)
		if math.Abs(t.hi) < math.Abs(s.hi)*0x1p-107 {
			break
		}
	}
	m, k := expDD(x2.neg())
	return s.mul(twoOverSqrtPi).mul(m.scale(math.Ldexp(1, k)))
}

// erfcTail is erfc(x) for 1.25 ≤ x < 28, in the steps of fdlibm: exp(-z²-9/16) · exp((z-x)(z+x)+r) / x with z a short x. The second
// factor comes from the exact value; the steps' roundings are those that programs see elsewhere.
func erfcTail(x float64) float64 {
	z := math.Float64frombits(math.Float64bits(x) &^ 0xffffffff)
	m, k := expDD(dd{-float64(z*z) - 0.5625, 0})
	first := m.scale(math.Ldexp(1, k))
	r := first.hi * erfcDD(x).mulF(x).div(first).hi
	return r / x
}

func erfcDD(x float64) dd {
	if x < 4 {
		return dd{1, 0}.sub(erfSeries(x))
	}
	// The continued fraction exp(-x²)/√π · 1/(x+ (1/2)/(x+ (2/2)/(x+ (3/2)/(x+ …)))), from the inside out.
	f := dd{x, 0}
	for n := 200; n > 0; n-- {
		f = dd{float64(n) / 2, 0}.div(f).addF(x)
	}
	m, k := expDD(twoProd(x, x).neg())
	return m.scale(math.Ldexp(1, k)).div(f.mul(sqrtPi))
}

// Erf is the error function. Below 1.25 package math computes the polynomials that C libraries do.
func Erf(x float64) float64 {
	a := math.Abs(x)
	switch {
	case !(a >= 1.25):
		return math.Erf(x)
	case a >= 6:
		return math.Copysign(1, x)
	}
	return math.Copysign(1-erfcTail(a), x)
}

// Erfc is 1 - erf(x), without loss where that is tiny.
func Erfc(x float64) float64 {
	switch {
	case !(math.Abs(x) >= 1.25):
		return math.Erfc(x)
	case x < -6:
		return 2
	case x < 0:
		return 2 - erfcTail(-x)
	case x > 26:
		return math.Erfc(x) // all but subnormal
	}
	return erfcTail(x)
}
