package cmath

import (
	"math"

	"github.com/asyncshelf/asyncshelf/engine/python/libm"
)

// The functions are computed so that nothing in between overflows or loses its digits; the formulas are those of W. Kahan's "Branch
// cuts for complex elementary functions", which CPython uses, too. Those of z that need no formula of their own turn it by i.

var (
	large     = math.MaxFloat64 / 4
	sqrtLarge = math.Sqrt(large)
	logLarge  = math.Log(large)
	smallest  = 0x1p-1022 // the smallest normal number
	sqrtSmall = math.Sqrt(smallest)
)

func ranged(z complex128) (complex128, error) {
	if isInfC(z) {
		return 0, tooBig()
	}
	return z, nil
}

func isSpecial(z complex128) bool { return !finite(real(z)) || !finite(imag(z)) }

func sqrt(z complex128) (complex128, error) {
	re, im := real(z), imag(z)
	if isSpecial(z) {
		return special("sqrt", re, im)
	}
	if re == 0 && im == 0 {
		return complex(0, im), nil
	}
	ax, ay := math.Abs(re), math.Abs(im)
	var s float64
	if ax < smallest && ay < smallest {
		ax = math.Ldexp(ax, 53)
		s = math.Ldexp(math.Sqrt(ax+libm.Hypot(ax, math.Ldexp(ay, 53))), -27)
	} else {
		ax /= 8
		s = 2 * math.Sqrt(ax+libm.Hypot(ax, ay/8))
	}
	d := ay / (2 * s)
	if re >= 0 {
		return complex(s, math.Copysign(d, im)), nil
	}
	return complex(d, math.Copysign(s, im)), nil
}

// root is sqrt at a point that is finite.
func root(re, im float64) (float64, float64) {
	z, _ := sqrt(complex(re, im))
	return real(z), imag(z)
}

// logHalf is the logarithm of the absolute value of a number that is too large for hypot.
func logHalf(re, im float64) float64 { return libm.Log(libm.Hypot(re/2, im/2)) + 2*math.Ln2 }

func isLarge(re, im float64) bool { return math.Abs(re) > large || math.Abs(im) > large }

func acos(z complex128) (complex128, error) {
	re, im := real(z), imag(z)
	if isSpecial(z) {
		return special("acos", re, im)
	}
	if isLarge(re, im) {
		angle := libm.Atan2(math.Abs(im), re)
		if re < 0 {
			return complex(angle, -math.Copysign(logHalf(re, im), im)), nil
		}
		return complex(angle, math.Copysign(logHalf(re, im), -im)), nil
	}
	a, b := root(1-re, -im)
	c, d := root(1+re, im)
	return complex(2*libm.Atan2(a, c), libm.Asinh(c*b-d*a)), nil
}

func acosh(z complex128) (complex128, error) {
	re, im := real(z), imag(z)
	if isSpecial(z) {
		return special("acosh", re, im)
	}
	if isLarge(re, im) {
		return complex(logHalf(re, im), libm.Atan2(im, re)), nil
	}
	a, b := root(re-1, im)
	c, d := root(re+1, im)
	return complex(libm.Asinh(a*c+b*d), 2*libm.Atan2(b, c)), nil
}

func asinh(z complex128) (complex128, error) {
	re, im := real(z), imag(z)
	if isSpecial(z) {
		return special("asinh", re, im)
	}
	if isLarge(re, im) {
		angle := libm.Atan2(im, math.Abs(re))
		if im >= 0 {
			return complex(math.Copysign(logHalf(re, im), re), angle), nil
		}
		return complex(-math.Copysign(logHalf(re, im), -re), angle), nil
	}
	a, b := root(1+im, -re)
	c, d := root(1-im, re)
	return complex(libm.Asinh(a*d-c*b), libm.Atan2(im, a*c-b*d)), nil
}

func atanh(z complex128) (complex128, error) {
	re, im := real(z), imag(z)
	if isSpecial(z) {
		return special("atanh", re, im)
	}
	if math.Signbit(re) {
		r, err := atanh(-z)
		return -r, err
	}
	ay := math.Abs(im)
	switch {
	case re > sqrtLarge || ay > sqrtLarge:
		h := libm.Hypot(re/2, im/2)
		return complex(re/4/h/h, -math.Copysign(math.Pi/2, -im)), nil
	case re == 1 && ay < sqrtSmall:
		if ay == 0 {
			return 0, domain()
		}
		return complex(-libm.Log(math.Sqrt(ay)/math.Sqrt(libm.Hypot(ay, 2))), math.Copysign(libm.Atan2(2, -ay)/2, im)), nil
	}
	return complex(math.Log1p(4*re/((1-re)*(1-re)+ay*ay))/4, -libm.Atan2(-2*im, (1-re)*(1+re)-ay*ay)/2), nil
}

// turned is -i f(iz).
func turned(f func(complex128) (complex128, error)) func(complex128) (complex128, error) {
	return func(z complex128) (complex128, error) {
		r, err := f(complex(-imag(z), real(z)))
		return complex(imag(r), -real(r)), err
	}
}

var (
	asin = turned(asinh)
	atan = turned(atanh)
	sin  = turned(sinh)
	tan  = turned(tanh)
)

func cos(z complex128) (complex128, error) { return cosh(complex(-imag(z), real(z))) }

// isRay tells whether z is infinite in a direction that is neither an axis nor unknown.
func isRay(re, im float64) bool { return math.IsInf(re, 0) && finite(im) && im != 0 }

func cosh(z complex128) (complex128, error) {
	re, im := real(z), imag(z)
	if isRay(re, im) {
		return complex(math.Copysign(math.Inf(1), libm.Cos(im)), math.Copysign(re, re*libm.Sin(im))), nil
	}
	if isSpecial(z) {
		return special("cosh", re, im)
	}
	if math.Abs(re) > logLarge {
		x := re - math.Copysign(1, re)
		return ranged(complex(libm.Cos(im)*libm.Cosh(x)*math.E, libm.Sin(im)*libm.Sinh(x)*math.E))
	}
	return ranged(complex(libm.Cos(im)*libm.Cosh(re), libm.Sin(im)*libm.Sinh(re)))
}

func sinh(z complex128) (complex128, error) {
	re, im := real(z), imag(z)
	if isRay(re, im) {
		return complex(math.Copysign(re, re*libm.Cos(im)), math.Copysign(math.Inf(1), libm.Sin(im))), nil
	}
	if isSpecial(z) {
		return special("sinh", re, im)
	}
	if math.Abs(re) > logLarge {
		x := re - math.Copysign(1, re)
		return ranged(complex(libm.Cos(im)*libm.Sinh(x)*math.E, libm.Sin(im)*libm.Cosh(x)*math.E))
	}
	return ranged(complex(libm.Cos(im)*libm.Sinh(re), libm.Sin(im)*libm.Cosh(re)))
}

func tanh(z complex128) (complex128, error) {
	re, im := real(z), imag(z)
	if isRay(re, im) {
		return complex(math.Copysign(1, re), math.Copysign(0, 2*libm.Sin(im)*libm.Cos(im))), nil
	}
	if isSpecial(z) {
		return special("tanh", re, im)
	}
	if math.Abs(re) > logLarge {
		return complex(math.Copysign(1, re), 4*libm.Sin(im)*libm.Cos(im)*libm.Exp(-2*math.Abs(re))), nil
	}
	tx, ty, cx := libm.Tanh(re), libm.Tan(im), 1/libm.Cosh(re)
	txty := tx * ty
	denom := 1 + txty*txty
	return complex(tx*(1+ty*ty)/denom, ty/denom*cx*cx), nil
}

func exp(z complex128) (complex128, error) {
	re, im := real(z), imag(z)
	if isRay(re, im) {
		size := math.Inf(1)
		if re < 0 {
			size = 0
		}
		return complex(math.Copysign(size, libm.Cos(im)), math.Copysign(size, libm.Sin(im))), nil
	}
	if isSpecial(z) {
		return special("exp", re, im)
	}
	if re > logLarge {
		l := libm.Exp(re - 1)
		return ranged(complex(l*libm.Cos(im)*math.E, l*libm.Sin(im)*math.E))
	}
	l := libm.Exp(re)
	return ranged(complex(l*libm.Cos(im), l*libm.Sin(im)))
}

func log(z complex128) (complex128, error) {
	re, im := real(z), imag(z)
	if isSpecial(z) {
		return special("log", re, im)
	}
	ax, ay := math.Abs(re), math.Abs(im)
	var size float64
	switch {
	case ax > large || ay > large:
		size = libm.Log(libm.Hypot(ax/2, ay/2)) + math.Ln2
	case ax == 0 && ay == 0:
		return 0, domain()
	case ax < smallest && ay < smallest:
		size = libm.Log(libm.Hypot(math.Ldexp(ax, 53), math.Ldexp(ay, 53))) - 53*math.Ln2
	default:
		h := libm.Hypot(ax, ay)
		if 0.71 <= h && h <= 1.73 {
			lo, hi := min(ax, ay), max(ax, ay)
			size = math.Log1p((hi-1)*(hi+1)+lo*lo) / 2
		} else {
			size = libm.Log(h)
		}
	}
	return complex(size, libm.Atan2(im, re)), nil
}

func log10(z complex128) (complex128, error) {
	r, err := log(z)
	return complex(real(r)/math.Ln10, imag(r)/math.Ln10), err
}

func rect(r, phi float64) (complex128, error) {
	if isRay(r, phi) {
		return complex(math.Copysign(r, r*libm.Cos(phi)), math.Copysign(r, r*libm.Sin(phi))), nil
	}
	if !finite(r) || !finite(phi) {
		return special("rect", r, phi)
	}
	if phi == 0 {
		return complex(r, r*phi), nil
	}
	return complex(r*libm.Cos(phi), r*libm.Sin(phi)), nil
}
