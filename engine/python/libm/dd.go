package libm

import (
	"math"
	"math/big"
)

// dd is an unevaluated sum hi+lo with |lo| ≤ ulp(hi)/2. All products are written float64(a*b), which keeps the compiler from fusing
// them with an addition: results must be the same on every machine.
type dd struct{ hi, lo float64 }

func twoSum(a, b float64) dd {
	s := a + b
	bb := s - a
	return dd{s, (a - (s - bb)) + (b - bb)}
}

// quickSum is twoSum for |a| ≥ |b|.
func quickSum(a, b float64) dd {
	s := a + b
	return dd{s, b - (s - a)}
}

const splitter = 1<<27 + 1

func split(a float64) (hi, lo float64) {
	t := float64(splitter * a)
	hi = t - (t - a)
	return hi, a - hi
}

func twoProd(a, b float64) dd {
	p := float64(a * b)
	ah, al := split(a)
	bh, bl := split(b)
	return dd{p, ((float64(ah*bh) - p) + float64(ah*bl) + float64(al*bh)) + float64(al*bl)}
}

func (a dd) add(b dd) dd {
	s := twoSum(a.hi, b.hi)
	t := twoSum(a.lo, b.lo)
	s = quickSum(s.hi, s.lo+t.hi)
	return quickSum(s.hi, s.lo+t.lo)
}

func (a dd) addF(b float64) dd {
	s := twoSum(a.hi, b)
	return quickSum(s.hi, s.lo+a.lo)
}

func (a dd) neg() dd { return dd{-a.hi, -a.lo} }

func (a dd) sub(b dd) dd { return a.add(b.neg()) }

func (a dd) mul(b dd) dd {
	p := twoProd(a.hi, b.hi)
	return quickSum(p.hi, p.lo+(float64(a.hi*b.lo)+float64(a.lo*b.hi)))
}

func (a dd) mulF(b float64) dd {
	p := twoProd(a.hi, b)
	return quickSum(p.hi, p.lo+float64(a.lo*b))
}

func (a dd) div(b dd) dd {
	q1 := a.hi / b.hi
	r := a.sub(b.mulF(q1))
	q2 := r.hi / b.hi
	r = r.sub(b.mulF(q2))
	q3 := r.hi / b.hi
	return quickSum(q1, q2).addF(q3)
}

// scale multiplies by a power of two, which is exact.
func (a dd) scale(f float64) dd { return dd{float64(a.hi * f), float64(a.lo * f)} }

func (a dd) sqrt() dd {
	if a.hi <= 0 {
		return dd{}
	}
	x := math.Sqrt(a.hi)
	r := a.sub(twoProd(x, x))
	return quickSum(x, r.hi/(2*x))
}

// ldexp is hi+lo times 2**k, rounded once.
func (a dd) ldexp(k int) float64 {
	if r := math.Ldexp(a.hi, k); math.Abs(r) >= 0x1p-1021 || r == 0 && a.hi == 0 || math.IsInf(r, 0) {
		return r
	}
	f := new(big.Float).SetPrec(200).SetFloat64(a.hi)
	f.Add(f, new(big.Float).SetFloat64(a.lo))
	r, _ := f.SetMantExp(f, k).Float64()
	return r
}

// Constants to some 107 bits, and further parts where a reduction needs them.
var (
	ln2    = dd{0.6931471805599453, 2.3190468138462996e-17}
	ln2c   = 5.707708438416212e-34
	invLn2 = dd{1.4426950408889634, 2.0355273740931033e-17}
	pi2    = dd{1.5707963267948966, 6.123233995736766e-17}
	pi2c   = -1.4973849048591698e-33
)
