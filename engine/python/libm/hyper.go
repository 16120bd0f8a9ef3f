package libm

import "math"

// Sinh, Cosh and Tanh follow fdlibm's plan on top of Expm1, as C libraries do.
func Sinh(x float64) float64 {
	a := math.Abs(x)
	h := 0.5
	if x < 0 {
		h = -h
	}
	switch {
	case x != x || math.IsInf(x, 0):
		return x + x
	case a < 22:
		if a < 0x1p-28 {
			return x
		}
		t := math.Expm1(a)
		if a < 1 {
			return h * (2*t - t*t/(t+1))
		}
		return h * (t + t/(t+1))
	case a < 709.7827:
		return h * Exp(a)
	}
	w := Exp(0.5 * a)
	return h * w * w
}

// Cosh is the hyperbolic cosine.
func Cosh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case x != x || math.IsInf(x, 0):
		return x * x
	case a < 0.5*math.Ln2:
		t := math.Expm1(a)
		w := 1 + t
		if a < 0x1p-55 {
			return w
		}
		return 1 + (t*t)/(w+w)
	case a < 22:
		t := Exp(a)
		return 0.5*t + 0.5/t
	case a < 709.7827:
		return 0.5 * Exp(a)
	}
	w := Exp(0.5 * a)
	return 0.5 * w * w
}

// Tanh is the hyperbolic tangent.
func Tanh(x float64) float64 {
	a := math.Abs(x)
	z := 1.0
	switch {
	case x != x:
		return x
	case a < 22:
		if a < 0x1p-55 {
			return x * (1 + x)
		}
		if a >= 1 {
			z = 1 - 2/(math.Expm1(2*a)+2)
		} else {
			t := math.Expm1(-2 * a)
			z = -t / (t + 2)
		}
	}
	if x < 0 {
		return -z
	}
	return z
}

// Asinh is the inverse hyperbolic sine.
func Asinh(x float64) float64 {
	a := math.Abs(x)
	var w float64
	switch {
	case x != x || math.IsInf(x, 0) || a < 0x1p-28:
		return x
	case a > 0x1p28:
		w = Log(a) + math.Ln2
	case a > 2:
		w = Log(2*a + 1/(math.Sqrt(a*a+1)+a))
	default:
		t := a * a
		w = math.Log1p(a + t/(1+math.Sqrt(1+t)))
	}
	return math.Copysign(w, x)
}

// Acosh is the inverse hyperbolic cosine.
func Acosh(x float64) float64 {
	switch {
	case x < 1 || x != x:
		return math.NaN()
	case x >= 0x1p28:
		return Log(x) + math.Ln2
	case x == 1:
		return 0
	case x > 2:
		return Log(2*x - 1/(x+math.Sqrt(x*x-1)))
	}
	t := x - 1
	return math.Log1p(t + math.Sqrt(2*t+t*t))
}

// Cbrt is the cube root, to the last digit that the C library of most Linux systems gives it.
func Cbrt(x float64) float64 {
	if x == 0 || special(x) {
		return x
	}
	m, e := math.Frexp(math.Abs(x))
	// A polynomial for the root of the mantissa, then one step of Halley's: the last digit is C's, right or wrong, as in 3.0000000000000004 for 27.
	u := -0.145263899385486377 * m
	for _, c := range [...]float64{0.784932344976639262, -1.83469277483613086, 2.44693122563534430, -2.11499494167371287, 1.50819193781584896} {
		u = float64((c + u) * m)
	}
	u += 0.354895765043919860
	t := float64(float64(u*u) * u)
	y := float64(u*(t+2*m)) / (2*t + m)
	root, square := 1.2599210498948731648, 1.5874010519681994748 // of 2; C divides by the rounded ones
	y *= [...]float64{1 / square, 1 / root, 1, root, square}[2+e%3]
	return math.Copysign(math.Ldexp(y, e/3), x)
}

// Hypot is √(Σ v²), rounded once; it does not overflow on the way.
func Hypot(vs ...float64) float64 {
	big := 0.0
	for _, v := range vs {
		if math.IsInf(v, 0) {
			return math.Inf(1)
		}
		big = math.Max(big, math.Abs(v)) // NaN wins
	}
	if big == 0 || big != big {
		return big
	}
	_, e := math.Frexp(big)
	var s dd
	for _, v := range vs {
		v = math.Ldexp(v, -e)
		s = s.add(twoProd(v, v))
	}
	return s.sqrt().ldexp(e)
}
