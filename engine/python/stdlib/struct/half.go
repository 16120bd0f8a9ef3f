package structs

import (
	"math"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// toHalf rounds to IEEE half precision, ties to even; false when it is too large.
func toHalf(x float64) (uint16, bool) {
	sign := uint16(0)
	if math.Signbit(x) {
		sign = 0x8000
		x = -x
	}
	switch {
	case x != x:
		return sign | 0x7e00, true
	case math.IsInf(x, 0):
		return sign | 0x7c00, true
	case x == 0:
		return sign, true
	}
	frac, exp := math.Frexp(x) // x = frac * 2**exp, frac in [0.5, 1)
	exp--
	if exp < -14 {
		// Subnormal: multiples of 2**-24.
		return sign | uint16(math.RoundToEven(math.Ldexp(x, 24))), true
	}
	m := math.RoundToEven((frac*2 - 1) * 1024)
	if m == 1024 {
		m = 0
		exp++
	}
	if exp > 15 {
		return 0, false
	}
	return sign | uint16(exp+15)<<10 | uint16(m), true
}

func fromHalf(h uint16) float64 {
	exp, m := int(h>>10&31), float64(h&1023)
	var x float64
	switch exp {
	case 0:
		x = math.Ldexp(m, -24)
	case 31:
		x = math.Inf(1)
		if m != 0 {
			x = object.NaN
		}
	default:
		x = math.Ldexp(1+m/1024, exp-15)
	}
	if h&0x8000 != 0 {
		x = -x
	}
	return x
}
