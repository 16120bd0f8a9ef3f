// Package math is Python's math module. The elementary functions come from package libm; what is here are arguments, special cases
// and errors, and the functions on whole numbers (integer.go).
package math

import (
	"math"
	"math/big"

	"github.com/asyncshelf/asyncshelf/engine/python/libm"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

func domain() error { return object.ValueErrorf("math domain error") }
func tooBig() error { return object.OverflowErrorf("math range error") }

// unary wraps a function of one number: NaN from a number is a domain error, infinity from a finite number a range error, or a
// domain error where the function has a pole (singular).
func unary(name string, f func(float64) float64, singular bool) func(m *object.Module) {
	return func(m *object.Module) {
		m.SetFunc(name, func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			if len(args) != 1 || kw.Len() > 0 {
				return nil, object.CheckArgs("math."+name, args, kw, 1, 1)
			}
			x, err := object.ToFloat(t, args[0])
			if err != nil {
				return nil, err
			}
			r := f(x)
			switch {
			case r != r && x == x:
				return nil, domain()
			case math.IsInf(r, 0) && !math.IsInf(x, 0):
				if singular {
					return nil, domain()
				}
				return nil, tooBig()
			}
			return object.Float(r), nil
		})
	}
}

// floats gives the arguments as floats.
func floats(t *object.Thread, name string, args []object.Object, kw *object.Kwargs, n int) ([]float64, error) {
	if err := object.CheckArgs("math."+name, args, kw, n, n); err != nil {
		return nil, err
	}
	out := make([]float64, n)
	for i, a := range args {
		x, err := object.ToFloat(t, a)
		if err != nil {
			return nil, err
		}
		out[i] = x
	}
	return out, nil
}

func test(name string, f func(float64) bool) func(m *object.Module) {
	return func(m *object.Module) {
		m.SetFunc(name, func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			x, err := floats(t, name, args, kw, 1)
			if err != nil {
				return nil, err
			}
			return object.NewBool(f(x[0])), nil
		})
	}
}

func isInf(x float64) bool { return math.IsInf(x, 0) }

// fsum adds exactly and rounds once.
func fsum(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("math.fsum", args, kw, 1, 1); err != nil {
		return nil, err
	}
	sum := new(big.Float).SetPrec(2300) // wide enough for every double at once
	var term big.Float
	special, inf, negInf := 0.0, false, false
	err := object.ForEach(t, args[0], func(o object.Object) (bool, error) {
		x, err := object.ToFloat(t, o)
		if err != nil {
			return false, err
		}
		if x != x || isInf(x) {
			inf, negInf = inf || x > 0, negInf || x < 0
			special += x
			return true, nil
		}
		sum.Add(sum, term.SetFloat64(x))
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	if inf && negInf {
		return nil, object.ValueErrorf("-inf + inf in fsum")
	}
	if special != 0 || special != special {
		return object.Float(special), nil
	}
	f, _ := sum.Float64()
	if isInf(f) {
		return nil, object.OverflowErrorf("intermediate overflow in fsum")
	}
	return object.Float(f), nil
}

// logarithm also takes ints that no float holds.
func logarithm(t *object.Thread, o object.Object, f func(float64) float64) (float64, error) {
	if b, ok := object.AsBig(o); ok {
		if b.Sign() <= 0 {
			return 0, domain()
		}
		if x, _ := new(big.Float).SetInt(b).Float64(); !isInf(x) {
			return f(x), nil
		}
		mant := new(big.Float)
		exp := new(big.Float).SetPrec(53).SetInt(b).MantExp(mant)
		x, _ := mant.Float64()
		return f(x) + float64(f(2)*float64(exp)), nil
	}
	x, err := object.ToFloat(t, o)
	if err != nil {
		return 0, err
	}
	if x <= 0 {
		return 0, domain()
	}
	return f(x), nil
}

func log(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if kw.Len() > 0 {
		return nil, object.TypeErrorf("math.log() takes no keyword arguments")
	}
	if len(args) < 1 || len(args) > 2 {
		return nil, object.TypeErrorf("math.log requires 1 to 2 arguments")
	}
	x, err := logarithm(t, args[0], libm.Log)
	if err != nil || len(args) == 1 {
		return object.Float(x), err
	}
	b, err := logarithm(t, args[1], libm.Log)
	if err != nil {
		return nil, err
	}
	if b == 0 {
		return nil, object.ZeroDivisionErrorf("float division by zero")
	}
	return object.Float(x / b), nil
}

func logOf(name string, f func(float64) float64) func(m *object.Module) {
	return func(m *object.Module) {
		m.SetFunc(name, func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			if err := object.CheckArgs("math."+name, args, kw, 1, 1); err != nil {
				return nil, err
			}
			x, err := logarithm(t, args[0], f)
			return object.Float(x), err
		})
	}
}

// whole makes floor, ceil and trunc: the type's own method first, then float.
func whole(name, dunder string, f func(float64) float64) func(m *object.Module) {
	return func(m *object.Module) {
		m.SetFunc(name, func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			if err := object.CheckArgs("math."+name, args, kw, 1, 1); err != nil {
				return nil, err
			}
			fn, err := object.LookupSpecial(t, args[0], dunder)
			if err != nil {
				return nil, err
			}
			if fn != nil {
				return object.CallArgs(t, fn)
			}
			if f == nil {
				return nil, object.TypeErrorf("type %s doesn't define %s method", object.TypeName(args[0]), dunder)
			}
			x, err := object.ToFloat(t, args[0])
			if err != nil {
				return nil, err
			}
			return object.ToInt(t, object.Float(f(x)))
		})
	}
}

func pow(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	v, err := floats(t, "pow", args, kw, 2)
	if err != nil {
		return nil, err
	}
	x, y := v[0], v[1]
	r := libm.Pow(x, y)
	finite := !isInf(x) && !isInf(y) && x == x && y == y
	switch {
	case finite && r != r, finite && x == 0 && y < 0:
		return nil, domain()
	case finite && isInf(r):
		return nil, tooBig()
	}
	return object.Float(r), nil
}

func fmod(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	v, err := floats(t, "fmod", args, kw, 2)
	if err != nil {
		return nil, err
	}
	if isInf(v[1]) && !isInf(v[0]) {
		return object.Float(v[0]), nil
	}
	r := math.Mod(v[0], v[1])
	if r != r && v[0] == v[0] && v[1] == v[1] {
		return nil, domain()
	}
	return object.Float(r), nil
}

func remainder(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	v, err := floats(t, "remainder", args, kw, 2)
	if err != nil {
		return nil, err
	}
	r := math.Remainder(v[0], v[1])
	if r != r && v[0] == v[0] && v[1] == v[1] {
		return nil, domain()
	}
	return object.Float(r), nil
}

func ldexp(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("math.ldexp", args, kw, 2, 2); err != nil {
		return nil, err
	}
	x, err := object.ToFloat(t, args[0])
	if err != nil {
		return nil, err
	}
	if !object.IsInstance(args[1], object.IntType) {
		return nil, object.TypeErrorf("Expected an int as second argument to ldexp.")
	}
	exp, err := object.AsIndexClamped(t, args[1])
	if err != nil {
		return nil, err
	}
	if x == 0 || x != x || isInf(x) {
		return object.Float(x), nil
	}
	exp = max(min(exp, 1<<20), -1<<20)
	r := math.Ldexp(x, exp)
	if isInf(r) {
		return nil, tooBig()
	}
	return object.Float(r), nil
}

var iscloseSig = object.NewSignature("isclose", "a", "b", "*", "rel_tol=", "abs_tol=")

func isclose(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	o, err := iscloseSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	v := [4]float64{0, 0, 1e-9, 0}
	for i, x := range o {
		if x != nil {
			if v[i], err = object.ToFloat(t, x); err != nil {
				return nil, err
			}
		}
	}
	a, b, rel, abs := v[0], v[1], v[2], v[3]
	if rel < 0 || abs < 0 {
		return nil, object.ValueErrorf("tolerances must be non-negative")
	}
	if a == b {
		return object.True, nil
	}
	if isInf(a) || isInf(b) {
		return object.False, nil
	}
	d := math.Abs(b - a)
	return object.NewBool(d <= math.Abs(rel*b) || d <= math.Abs(rel*a) || d <= abs), nil
}

func hypot(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	v, err := floats(t, "hypot", args, kw, len(args))
	if err != nil {
		return nil, err
	}
	return object.Float(libm.Hypot(v...)), nil
}

func dist(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("math.dist", args, kw, 2, 2); err != nil {
		return nil, err
	}
	p, err := object.Collect(t, args[0])
	if err != nil {
		return nil, err
	}
	q, err := object.Collect(t, args[1])
	if err != nil {
		return nil, err
	}
	if len(p) != len(q) {
		return nil, object.ValueErrorf("both points must have the same number of dimensions")
	}
	d := make([]float64, len(p))
	for i := range p {
		x, err := object.ToFloat(t, p[i])
		if err != nil {
			return nil, err
		}
		y, err := object.ToFloat(t, q[i])
		if err != nil {
			return nil, err
		}
		d[i] = x - y
	}
	return object.Float(libm.Hypot(d...)), nil
}

func pair(a, b object.Object) object.Object { return object.NewTuple(a, b) }

func one(m *object.Module, name string, f func(x float64) (object.Object, error)) {
	m.SetFunc(name, func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		v, err := floats(t, name, args, kw, 1)
		if err != nil {
			return nil, err
		}
		return f(v[0])
	})
}

func two(m *object.Module, name string, f func(x, y float64) float64) {
	m.SetFunc(name, func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		v, err := floats(t, name, args, kw, 2)
		if err != nil {
			return nil, err
		}
		return object.Float(f(v[0], v[1])), nil
	})
}

func finite(x float64) bool { return x == x && !isInf(x) }

func ulp(x float64) float64 {
	x = math.Abs(x)
	if !finite(x) {
		return x
	}
	if n := math.Nextafter(x, math.Inf(1)); !isInf(n) {
		return n - x
	}
	return x - math.Nextafter(x, 0)
}

func initMath(t *object.Thread, m *object.Module) error {
	m.Set("pi", object.Float(math.Pi))
	m.Set("e", object.Float(math.E))
	m.Set("tau", object.Float(2*math.Pi))
	m.Set("inf", object.Float(math.Inf(1)))
	m.Set("nan", object.Float(object.NaN))
	for _, f := range []func(*object.Module){
		unary("acos", libm.Acos, false), unary("acosh", libm.Acosh, false), unary("asin", libm.Asin, false), unary("asinh", libm.Asinh, false),
		unary("atan", libm.Atan, false), unary("atanh", math.Atanh, true), unary("cbrt", libm.Cbrt, false), unary("cos", libm.Cos, false),
		unary("cosh", libm.Cosh, false), unary("erf", libm.Erf, false), unary("erfc", libm.Erfc, false), unary("exp", libm.Exp, false),
		unary("exp2", libm.Exp2, false), unary("expm1", libm.Expm1, false), unary("fabs", math.Abs, false), unary("log1p", math.Log1p, true),
		unary("sin", libm.Sin, false), unary("sinh", libm.Sinh, false), unary("sqrt", math.Sqrt, false), unary("tan", libm.Tan, false),
		unary("tanh", libm.Tanh, false),
		unary("degrees", func(x float64) float64 { return x * (180 / math.Pi) }, false),
		unary("radians", func(x float64) float64 { return x * (math.Pi / 180) }, false),
		test("isfinite", finite), test("isinf", isInf), test("isnan", func(x float64) bool { return x != x }),
		logOf("log2", libm.Log2), logOf("log10", libm.Log10),
		whole("floor", "__floor__", math.Floor), whole("ceil", "__ceil__", math.Ceil), whole("trunc", "__trunc__", nil),
	} {
		f(m)
	}
	one(m, "gamma", func(x float64) (object.Object, error) {
		r := libm.Gamma(x)
		switch {
		case x == 0, r != r && x == x:
			return nil, domain()
		case isInf(r) && finite(x):
			return nil, tooBig()
		}
		return object.Float(r), nil
	})
	one(m, "lgamma", func(x float64) (object.Object, error) {
		r := libm.Lgamma(x)
		if isInf(r) && finite(x) {
			if x <= 0 {
				return nil, domain()
			}
			return nil, tooBig()
		}
		return object.Float(r), nil
	})
	one(m, "modf", func(x float64) (object.Object, error) {
		if isInf(x) {
			return pair(object.Float(math.Copysign(0, x)), object.Float(x)), nil
		}
		i := math.Trunc(x)
		return pair(object.Float(math.Copysign(x-i, x)), object.Float(i)), nil
	})
	one(m, "frexp", func(x float64) (object.Object, error) {
		if !finite(x) {
			return pair(object.Float(x), object.NewInt(0)), nil
		}
		f, e := math.Frexp(x)
		return pair(object.Float(f), object.NewInt(int64(e))), nil
	})
	one(m, "ulp", func(x float64) (object.Object, error) { return object.Float(ulp(x)), nil })
	two(m, "atan2", libm.Atan2)
	two(m, "copysign", math.Copysign)
	two(m, "nextafter", func(x, y float64) float64 {
		if x == y {
			return y
		}
		return math.Nextafter(x, y)
	})
	for name, f := range map[string]object.NativeFunc{
		"log": log, "pow": pow, "fmod": fmod, "remainder": remainder, "ldexp": ldexp, "isclose": isclose, "hypot": hypot, "dist": dist, "fsum": fsum,
	} {
		m.SetFunc(name, f)
	}
	initIntegers(m)
	return nil
}

func init() {
	object.RegisterModule(&object.NativeModule{Name: "math", Init: initMath})
}
