package libm

import "math"

// The error function in the steps of fdlibm, which C libraries compute it by; the coefficients are fdlibm's. Its rational functions are summed up in
// pairs, as glibc does since 2.18: another order rounds otherwise. Package math has the same function by Horner's rule and over its own exp.

const (
	erfOne = 8.45062911510467529297e-01 // erf(1), rounded to a short number
	efx8   = 1.02703333676410069053e+00 // 16/√π - 8
)

// A ratio is a rational function: the coefficients of numerator and denominator, the constant first.
type ratio struct{ over, under []float64 }

var (
	// erfSmall is erf(x)/x - 1 by x², for |x| < 0.84375.
	erfSmall = ratio{
		[]float64{1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02, -5.77027029648944159157e-03, -2.37630166566501626084e-05},
		[]float64{1, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03, 1.32494738004321644526e-04, -3.96022827877536812320e-06},
	}
	// erfMiddle is erf(x) - erfOne by |x|-1, up to 1.25.
	erfMiddle = ratio{
		[]float64{-2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01, 3.18346619901161753674e-01, -1.10894694282396677476e-01, 3.54783043256182359371e-02, -2.16637559486879084300e-03},
		[]float64{1, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02, 1.26171219808761642112e-01, 1.36370839120290507362e-02, 1.19844998467991074170e-02},
	}
	// erfcNear and erfcFar are ln(erfc(x)·x) + x² + 9/16 by 1/x², up to 1/0.35 and beyond.
	erfcNear = ratio{
		[]float64{-9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01, -6.23753324503260060396e+01, -1.62396669462573470355e+02, -1.84605092906711035994e+02, -8.12874355063065934246e+01, -9.81432934416914548592e+00},
		[]float64{1, 1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02, 6.45387271733267880336e+02, 4.29008140027567833386e+02, 1.08635005541779435134e+02, 6.57024977031928170135e+00, -6.04244152148580987438e-02},
	}
	erfcFar = ratio{
		[]float64{-9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01, -1.60636384855821916062e+02, -6.37566443368389627722e+02, -1.02509513161107724954e+03, -4.83519191608651397019e+02},
		[]float64{1, 3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03, 3.19985821950859553908e+03, 2.55305040643316442583e+03, 4.74528541206955367215e+02, -2.24409524465858183362e+01},
	}
)

// at evaluates the function.
func (r *ratio) at(x float64) float64 { return pairwise(r.over, x) / pairwise(r.under, x) }

// pairwise is (c0 + c1·x) + x²·(c2 + c3·x) + x⁴·(…) + …, from the left. The powers are those that glibc makes: x⁶ is x⁴·x², x⁸ is x⁴·x⁴.
func pairwise(c []float64, x float64) float64 {
	x2 := float64(x * x)
	x4 := float64(x2 * x2)
	powers := [...]float64{1, x2, x4, float64(x4 * x2), float64(x4 * x4)}
	sum := c[0] + float64(x*c[1])
	for i := 2; i < len(c); i += 2 {
		pair := c[i]
		if i+1 < len(c) {
			pair += float64(x * c[i+1])
		}
		sum += float64(powers[i/2] * pair)
	}
	return sum
}

// erfcTail is erfc(x) for 1.25 ≤ x < 28: exp(-z²-9/16) · exp((z-x)(z+x)+r) / x with z a short x.
func erfcTail(x float64) float64 {
	r := &erfcFar
	if x < 1/0.35 {
		r = &erfcNear
	}
	z := math.Float64frombits(math.Float64bits(x) &^ 0xffffffff)
	return float64(Exp(-float64(z*z)-0.5625)*Exp(float64((z-x)*(z+x))+r.at(1/float64(x*x)))) / x
}

// Erf is the error function.
func Erf(x float64) float64 {
	a := math.Abs(x)
	switch {
	case x != x:
		return x
	case a < 0x1p-28:
		return 0.125 * (8*x + float64(efx8*x))
	case a < 0.84375:
		return x + float64(x*erfSmall.at(float64(x*x)))
	case a < 1.25:
		return math.Copysign(erfOne+erfMiddle.at(a-1), x)
	case a < 6:
		return math.Copysign(1-erfcTail(a), x)
	}
	return math.Copysign(1, x)
}

// Erfc is 1 - erf(x), without loss where that is tiny.
func Erfc(x float64) float64 {
	a := math.Abs(x)
	switch {
	case x != x:
		return x
	case a < 0x1p-56:
		return 1 - x
	case x < 0.25 && a < 0.84375:
		return 1 - (x + float64(x*erfSmall.at(float64(x*x))))
	case a < 0.84375:
		return 0.5 - (x - 0.5 + float64(x*erfSmall.at(float64(x*x))))
	case x >= 0 && a < 1.25:
		return 1 - erfOne - erfMiddle.at(a-1)
	case a < 1.25:
		return 1 + (erfOne + erfMiddle.at(a-1))
	case x < -6:
		return 2
	case x < 0:
		return 2 - erfcTail(a)
	case x < 28:
		return erfcTail(x)
	}
	return 0
}
