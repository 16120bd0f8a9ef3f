package libm

import (
	"math"
	"math/big"
	"sync"
)

// reduce gives r in [-π/4, π/4] and the quadrant q with x = q·π/2 + r.
func reduce(x float64) (r dd, q int) {
	if math.Abs(x) > 1<<30 {
		return reduceHuge(x)
	}
	n := math.Round(x / pi2.hi)
	r = dd{x, 0}.sub(twoProd(n, pi2.hi)).sub(twoProd(n, pi2.lo)).sub(twoProd(n, pi2c))
	return r, int(int64(n) & 3)
}

// bigPi is π to 1,300 bits, from Machin's formula: enough to reduce any double.
var bigPi = sync.OnceValue(func() *big.Float {
	const prec = 1300
	one := new(big.Int).Lsh(big.NewInt(1), prec)
	atanInv := func(n int64) *big.Int {
		t := new(big.Int).Quo(one, big.NewInt(n))
		s := new(big.Int).Set(t)
		n2 := big.NewInt(n * n)
		for k := int64(3); t.Sign() != 0; k += 2 {
			t.Quo(t, n2)
			t.Neg(t)
			s.Add(s, new(big.Int).Quo(t, big.NewInt(k)))
		}
		return s
	}
	p := atanInv(5)
	p.Mul(p, big.NewInt(4))
	p.Sub(p, atanInv(239))
	p.Mul(p, big.NewInt(4))
	f := new(big.Float).SetPrec(prec + 8).SetInt(p)
	return f.SetMantExp(f, -prec)
})

func reduceHuge(x float64) (r dd, q int) {
	half := new(big.Float).SetPrec(1300)
	half.SetMantExp(bigPi(), -1)
	v := new(big.Float).SetPrec(1300).SetFloat64(x)
	n := new(big.Float).SetPrec(1300).Quo(v, half)
	if x > 0 {
		n.Add(n, big.NewFloat(0.5))
	} else {
		n.Sub(n, big.NewFloat(0.5))
	}
	k, _ := n.Int(nil)
	v.Sub(v, new(big.Float).SetPrec(1300).Mul(half, new(big.Float).SetPrec(1300).SetInt(k)))
	hi, _ := v.Float64()
	v.Sub(v, new(big.Float).SetFloat64(hi))
	lo, _ := v.Float64()
	return dd{hi, lo}, int(new(big.Int).And(k, big.NewInt(3)).Int64())
}

// sinSmall and cosSmall are the series for |r| ≤ π/4.
func sinSmall(r dd) dd {
	r2 := r.mul(r).neg()
	s, p := r, r
	for n := 3; n < 28; n += 2 {
		p = p.mul(r2)
		t := p.mul(invFact[n])
		s = s.add(t)
		if math.Abs(t.hi) < math.Abs(s.hi)*0x1p-106 {
			break
		}
	}
	return s
}

func cosSmall(r dd) dd {
	r2 := r.mul(r).neg()
	s, p := dd{1, 0}, dd{1, 0}
	for n := 2; n < 28; n += 2 {
		p = p.mul(r2)
		t := p.mul(invFact[n])
		s = s.add(t)
		if math.Abs(t.hi) < 0x1p-107 {
			break
		}
	}
	return s
}

func sincos(x float64) (s, c dd) {
	r, q := reduce(x)
	s, c = sinSmall(r), cosSmall(r)
	switch q {
	case 1:
		return c, s.neg()
	case 2:
		return s.neg(), c.neg()
	case 3:
		return c.neg(), s
	}
	return s, c
}

func special(x float64) bool { return x != x || math.IsInf(x, 0) }

// Sin is the sine.
func Sin(x float64) float64 {
	if special(x) {
		return math.NaN()
	}
	if math.Abs(x) < 0x1p-26 {
		return x * (1 - x*x/6)
	}
	r, q := reduce(x)
	switch q {
	case 0:
		return sinSmall(r).hi
	case 1:
		return cosSmall(r).hi
	case 2:
		return -sinSmall(r).hi
	}
	return -cosSmall(r).hi
}

// Cos is the cosine.
func Cos(x float64) float64 {
	if special(x) {
		return math.NaN()
	}
	r, q := reduce(x)
	switch q {
	case 0:
		return cosSmall(r).hi
	case 1:
		return -sinSmall(r).hi
	case 2:
		return -cosSmall(r).hi
	}
	return sinSmall(r).hi
}

// Tan is the tangent.
func Tan(x float64) float64 {
	if special(x) {
		return math.NaN()
	}
	if math.Abs(x) < 0x1p-27 {
		return x
	}
	s, c := sincos(x)
	return s.div(c).hi
}

// Atan is the arc tangent.
func Atan(x float64) float64 {
	if special(x) || math.Abs(x) < 0x1p-27 || math.Abs(x) > 0x1p60 {
		return math.Atan(x)
	}
	return atan2DD(dd{x, 0}, dd{1, 0}, math.Atan(x)).hi
}

// atan2DD improves an approximation of the angle of (x, y) by turning the point back by it: what remains is a tiny angle.
func atan2DD(y, x dd, approx float64) dd {
	s, c := sincos(approx)
	num := y.mul(c).sub(x.mul(s))
	den := x.mul(c).add(y.mul(s))
	return num.div(den).addF(approx)
}

// Atan2 is the angle of the point (x, y).
func Atan2(y, x float64) float64 {
	if special(x) || special(y) || x == 0 || y == 0 {
		return math.Atan2(y, x)
	}
	_, ey := math.Frexp(y)
	_, ex := math.Frexp(x)
	if d := ey - ex; d > 60 || d < -60 {
		return math.Atan2(y, x)
	}
	y, x = math.Ldexp(y, -ex), math.Ldexp(x, -ex)
	return atan2DD(dd{y, 0}, dd{x, 0}, math.Atan2(y, x)).hi
}

// Asin is the arc sine.
func Asin(x float64) float64 {
	if !(math.Abs(x) <= 1) || math.Abs(x) < 0x1p-27 {
		return math.Asin(x)
	}
	return atan2DD(dd{x, 0}, cofunction(x), math.Asin(x)).hi
}

// Acos is the arc cosine.
func Acos(x float64) float64 {
	if !(math.Abs(x) < 1) {
		return math.Acos(x)
	}
	return atan2DD(cofunction(x), dd{x, 0}, math.Acos(x)).hi
}

// cofunction is √(1-x²).
func cofunction(x float64) dd { return dd{1, 0}.sub(twoProd(x, x)).sqrt() }
