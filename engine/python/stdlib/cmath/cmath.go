// Package cmath is Python's cmath module. The functions are in functions.go; here are arguments, errors and what the functions give for
// infinities and NaN, which a formula would get wrong.
package cmath

import (
	"math"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/libm"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

func domain() error { return object.ValueErrorf("math domain error") }
func tooBig() error { return object.OverflowErrorf("math range error") }

// tables give the values at infinities and NaN: a row for each kind of real part, two letters in it for each kind of imaginary part, the
// kinds being -inf, negative, -0, 0, positive, inf, nan. DD is a domain error and dots are for the formula.
var tables = map[string]string{
	"acos":  "TIPIPIPiPiTinI HI........Hinn HI........HiHn HI........HiHn HI........Hinn QI0I0I0i0iQinI nInnnnnnnnninn",
	"acosh": "ItIpIpIPIPITIn Ih........IHnn Ih........IHnn Ih........IHnn Ih........IHnn IqIoIoI0I0IQIn InnnnnnnnnInnn",
	"asinh": "iqioioi0i0iQin ih........iHnn ih........iHnn Ih........IHnn Ih........IHnn IqIoIoI0I0IQIn Innnnon0nnInnn",
	"atanh": "ohohohoHoHoHon oh........oHnn oh........oHon 0h........0H0n 0h........0Hnn 0h0h0h0H0H0H0n 0hnnnnnnnn0Hnn",
	"cosh":  "DDIII0IoIiDDIn DD........DDnn DD........DDn0 DD........DDn0 DD........DDnn DDIiIoI0IIDDIn nnnnn0n0nnnnnn",
	"exp":   "000o0o00000000 DD........DDnn DD........DDnn DD........DDnn DD........DDnn DDIiIoI0IIDDIn nnnnnon0nnnnnn",
	"log":   "ItIpIpIPIPITIn Ih........IHnn Ih........IHnn Ih........IHnn Ih........IHnn IqIoIoI0I0IQIn InnnnnnnnnInnn",
	"sinh":  "DDiiioi0iIDDIn DD........DDnn DD........DD0n DD........DD0n DD........DDnn DDIiIoI0IIDDIn nnnnnon0nnnnnn",
	"sqrt":  "Ii0i0i0I0IIInI Ii........IInn Ii........IInn Ii........IInn Ii........IInn IiIoIoI0I0IIIn IinnnnnnnnIInn",
	"tanh":  "u0uouou0u0u0u0 DD........DDnn DD........DDnn DD........DDnn DD........DDnn 101o1o10101010 nnnnnon0nnnnnn",
	"rect":  "DDiIi0ioiiDDIn DD........DDnn 00........0000 00........0000 DD........DDnn DDIiIoI0IIDDIn nnnnn0n0nnnnnn",
}

var letters = map[byte]float64{
	'n': math.NaN(), 'I': math.Inf(1), 'i': math.Inf(-1), '0': 0, 'o': math.Copysign(0, -1), '1': 1, 'u': -1,
	'P': math.Pi, 'p': -math.Pi, 'H': math.Pi / 2, 'h': -math.Pi / 2, 'Q': math.Pi / 4, 'q': -math.Pi / 4, 'T': 3 * math.Pi / 4, 't': -3 * math.Pi / 4,
}

func kindOf(x float64) int {
	switch {
	case x != x:
		return 6
	case math.IsInf(x, 1):
		return 5
	case math.IsInf(x, -1):
		return 0
	case x == 0 && math.Signbit(x):
		return 2
	case x == 0:
		return 3
	case x < 0:
		return 1
	}
	return 4
}

func finite(x float64) bool { return x-x == 0 }

// special looks up a function at a point with a part that isn't finite.
func special(name string, re, im float64) (complex128, error) {
	row := strings.Fields(tables[name])[kindOf(re)]
	at := 2 * kindOf(im)
	if row[at] == 'D' {
		return 0, domain()
	}
	return complex(letters[row[at]], letters[row[at+1]]), nil
}

// argument takes one complex argument.
func argument(t *thread, name string, args []value, kw *kwargs) (complex128, error) {
	if err := object.CheckArgs("cmath."+name, args, kw, 1, 1); err != nil {
		return 0, err
	}
	return object.ToComplex(t, args[0])
}

func isInfC(z complex128) bool { return math.IsInf(real(z), 0) || math.IsInf(imag(z), 0) }

func init() {
	object.RegisterModule(&object.NativeModule{Name: "cmath", Init: func(t *thread, m *object.Module) error {
		for name, f := range map[string]func(complex128) (complex128, error){
			"acos": acos, "acosh": acosh, "asin": asin, "asinh": asinh, "atan": atan, "atanh": atanh, "cos": cos, "cosh": cosh, "exp": exp,
			"log10": log10, "sin": sin, "sinh": sinh, "sqrt": sqrt, "tan": tan, "tanh": tanh,
		} {
			m.SetFunc(name, func(t *thread, args []value, kw *kwargs) (value, error) {
				z, err := argument(t, name, args, kw)
				if err != nil {
					return nil, err
				}
				r, err := f(z)
				return object.Complex(r), err
			})
		}
		m.SetFunc("log", func(t *thread, args []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("cmath.log", args, kw, 1, 2); err != nil {
				return nil, err
			}
			var logs [2]complex128
			for i, a := range args {
				z, err := object.ToComplex(t, a)
				if err != nil {
					return nil, err
				}
				if logs[i], err = log(z); err != nil {
					return nil, err
				}
			}
			if len(args) == 1 {
				return object.Complex(logs[0]), nil
			}
			r, err := object.BinaryOp(t, object.TrueDiv, object.Complex(logs[0]), object.Complex(logs[1]))
			if object.IsException(err, object.ZeroDivisionErrorType) {
				err = domain()
			}
			return r, err
		})
		test := func(name string, f func(re, im float64) bool) {
			m.SetFunc(name, func(t *thread, args []value, kw *kwargs) (value, error) {
				z, err := argument(t, name, args, kw)
				return object.NewBool(f(real(z), imag(z))), err
			})
		}
		test("isnan", func(re, im float64) bool { return re != re || im != im })
		test("isinf", func(re, im float64) bool { return math.IsInf(re, 0) || math.IsInf(im, 0) })
		test("isfinite", func(re, im float64) bool { return finite(re) && finite(im) })
		m.SetFunc("phase", func(t *thread, args []value, kw *kwargs) (value, error) {
			z, err := argument(t, "phase", args, kw)
			return object.Float(libm.Atan2(imag(z), real(z))), err
		})
		m.SetFunc("polar", func(t *thread, args []value, kw *kwargs) (value, error) {
			z, err := argument(t, "polar", args, kw)
			if err != nil {
				return nil, err
			}
			r := libm.Hypot(real(z), imag(z))
			if math.IsInf(r, 0) && !isInfC(z) {
				return nil, tooBig()
			}
			return object.NewTuple(object.Float(r), object.Float(libm.Atan2(imag(z), real(z)))), nil
		})
		m.SetFunc("rect", func(t *thread, args []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("cmath.rect", args, kw, 2, 2); err != nil {
				return nil, err
			}
			r, err := object.ToFloat(t, args[0])
			if err != nil {
				return nil, err
			}
			phi, err := object.ToFloat(t, args[1])
			if err != nil {
				return nil, err
			}
			z, err := rect(r, phi)
			return object.Complex(z), err
		})
		m.SetFunc("isclose", isClose)
		inf, nan := math.Inf(1), math.NaN()
		for name, v := range map[string]value{
			"pi": object.Float(math.Pi), "e": object.Float(math.E), "tau": object.Float(2 * math.Pi), "inf": object.Float(inf), "nan": object.Float(nan),
			"infj": object.Complex(complex(0, inf)), "nanj": object.Complex(complex(0, nan)),
		} {
			m.Set(name, v)
		}
		return nil
	}})
}

var closeSig = object.NewSignature("isclose", "a", "b", "*", "rel_tol=", "abs_tol=")

func isClose(t *thread, args []value, kw *kwargs) (value, error) {
	a, err := closeSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	x, err := object.ToComplex(t, a[0])
	if err != nil {
		return nil, err
	}
	y, err := object.ToComplex(t, a[1])
	if err != nil {
		return nil, err
	}
	tol := [2]float64{1e-9, 0}
	for i, o := range a[2:] {
		if o == nil {
			continue
		}
		if tol[i], err = object.ToFloat(t, o); err != nil {
			return nil, err
		}
	}
	if tol[0] < 0 || tol[1] < 0 {
		return nil, object.ValueErrorf("tolerances must be non-negative")
	}
	if x == y {
		return object.NewBool(true), nil
	}
	if isInfC(x) || isInfC(y) {
		return object.NewBool(false), nil
	}
	abs := func(z complex128) float64 { return libm.Hypot(real(z), imag(z)) }
	diff := abs(x - y)
	return object.NewBool(diff <= tol[0]*abs(y) || diff <= tol[0]*abs(x) || diff <= tol[1]), nil
}
