package decimal

import (
	"github.com/cockroachdb/apd/v3"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/internal/pyarg"
)

// The named operations. Each is a method of Decimal, with an optional context, and one of Context, with the operands as arguments.

var unaryOps = []struct {
	name string
	f    unaryOp
}{
	{"exp", (*work).exp}, {"ln", (*work).ln}, {"log10", (*work).log10}, {"sqrt", (*work).sqrt}, {"normalize", (*work).normalize},
	{"next_minus", func(w *work, z, x *num) { w.next(z, x, false) }},
	{"next_plus", func(w *work, z, x *num) { w.next(z, x, true) }},
	{"logb", (*work).logb},
	{"logical_invert", func(w *work, z, x *num) { w.logical(z, x, nil, func(a, _ byte) byte { return 1 - a }) }},
}

var binaryOps = []struct {
	name string
	f    binaryOp
}{
	{"compare", (*work).compare}, {"compare_signal", (*work).compareSignal},
	{"compare_total", func(w *work, z, x, y *num) { setInt(z, int64(cmpTotal(x, y, false))) }},
	{"compare_total_mag", func(w *work, z, x, y *num) { setInt(z, int64(cmpTotal(x, y, true))) }},
	{"copy_sign", func(w *work, z, x, y *num) { z.Set(x); z.Negative = y.Negative }},
	{"max", func(w *work, z, x, y *num) { w.extremum(z, x, y, 1, false) }},
	{"max_mag", func(w *work, z, x, y *num) { w.extremum(z, x, y, 1, true) }},
	{"min", func(w *work, z, x, y *num) { w.extremum(z, x, y, -1, false) }},
	{"min_mag", func(w *work, z, x, y *num) { w.extremum(z, x, y, -1, true) }},
	{"next_toward", (*work).nextToward}, {"remainder_near", (*work).remNear},
	{"logical_and", func(w *work, z, x, y *num) { w.logical(z, x, y, func(a, b byte) byte { return a & b }) }},
	{"logical_or", func(w *work, z, x, y *num) { w.logical(z, x, y, func(a, b byte) byte { return a | b }) }},
	{"logical_xor", func(w *work, z, x, y *num) { w.logical(z, x, y, func(a, b byte) byte { return a ^ b }) }},
	{"rotate", func(w *work, z, x, y *num) { w.shift(z, x, y, true) }},
	{"shift", func(w *work, z, x, y *num) { w.shift(z, x, y, false) }},
	{"scaleb", (*work).scaleb},
}

// contextBinaryOps are those that Decimal has as operators or in another form.
var contextBinaryOps = []struct {
	name string
	f    binaryOp
}{
	{"add", (*work).add}, {"subtract", (*work).sub}, {"multiply", (*work).mul}, {"divide", (*work).div}, {"divide_int", (*work).divInt},
	{"remainder", (*work).rem}, {"quantize", (*work).quantize},
}

var contextUnaryOps = []struct {
	name string
	f    unaryOp
}{
	{"abs", (*work).abs}, {"plus", (*work).plus}, {"minus", (*work).minus},
	{"to_integral", toIntegralValue}, {"to_integral_value", toIntegralValue},
	{"to_integral_exact", func(w *work, z, x *num) { w.toIntegral(z, x, w.round, true) }},
	{"canonical", func(w *work, z, x *num) { z.Set(x) }}, {"copy_decimal", func(w *work, z, x *num) { z.Set(x) }},
	{"copy_abs", copyAbs}, {"copy_negate", copyNegate},
}

func toIntegralValue(w *work, z, x *num) { w.toIntegral(z, x, w.round, false) }

func copyAbs(w *work, z, x *num) { z.Set(x); z.Negative = false }

func copyNegate(w *work, z, x *num) { z.Set(x); z.Negative = !x.Negative }

func isNormal(c *Context, x *num) bool {
	return x.Form == apd.Finite && x.Coeff.Sign() != 0 && adjusted(x) >= c.emin
}

func isSubnormal(c *Context, x *num) bool {
	return x.Form == apd.Finite && x.Coeff.Sign() != 0 && adjusted(x) < c.emin
}

var predicates = []struct {
	name string
	f    predicate
}{
	{"is_canonical", func(c *Context, x *num) bool { return true }},
	{"is_finite", func(c *Context, x *num) bool { return x.Form == apd.Finite }},
	{"is_infinite", func(c *Context, x *num) bool { return x.Form == apd.Infinite }},
	{"is_nan", func(c *Context, x *num) bool { return isNaN(x) }},
	{"is_qnan", func(c *Context, x *num) bool { return x.Form == apd.NaN }},
	{"is_snan", func(c *Context, x *num) bool { return x.Form == apd.NaNSignaling }},
	{"is_signed", func(c *Context, x *num) bool { return x.Negative }},
	{"is_zero", func(c *Context, x *num) bool { return isZero(x) }},
	{"is_normal", isNormal}, {"is_subnormal", isSubnormal},
}

func numberClass(c *Context, x *num) string {
	switch x.Form {
	case apd.NaN:
		return "NaN"
	case apd.NaNSignaling:
		return "sNaN"
	}
	sign := "+"
	if x.Negative {
		sign = "-"
	}
	switch {
	case x.Form == apd.Infinite:
		return sign + "Infinity"
	case isZero(x):
		return sign + "Zero"
	case isSubnormal(c, x):
		return sign + "Subnormal"
	}
	return sign + "Normal"
}

func sameQuantum(x, y *num) bool {
	if isSpecial(x) || isSpecial(y) {
		return isNaN(x) && isNaN(y) || x.Form == apd.Infinite && y.Form == apd.Infinite
	}
	return x.Exponent == y.Exponent
}

func text(t *thread, c *Context, x *num, eng bool) (value, error) {
	if err := chargeText(t, x); err != nil {
		return nil, err
	}
	return object.NewStr(string(appendText(nil, x, !c.lower, eng))), nil
}

var (
	contextOnly  = pyarg.Spec{Params: []string{"context"}}
	otherContext = pyarg.Spec{Params: []string{"other", "context"}, Required: 1}
	fmaSpec      = pyarg.Spec{Params: []string{"other", "third", "context"}, Required: 2}
	quantizeSpec = pyarg.Spec{Params: []string{"exp", "rounding", "context"}, Required: 1}
	integralSpec = pyarg.Spec{Params: []string{"rounding", "context"}}
	powerSpec    = pyarg.Spec{Params: []string{"a", "b", "modulo"}, Required: 2}
)

// decimalOperations are the methods of Decimal.
func decimalOperations() []object.Method {
	var ms []object.Method
	withContext := func(name string, f func(t *thread, c *Context, x *num) (value, error)) {
		ms = append(ms, object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			var args [1]value
			if err := contextOnly.Parse(a[1:], kw, args[:]); err != nil {
				return nil, err
			}
			c, err := contextArg(t, args[0])
			if err != nil {
				return nil, err
			}
			return f(t, c, &decimalOf(a[0]).Decimal)
		}})
	}
	plain := func(name string, f func(t *thread, x *Decimal) (value, error)) {
		ms = append(ms, object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("Decimal."+name, a[1:], kw, 0, 0); err != nil {
				return nil, err
			}
			return f(t, decimalOf(a[0]))
		}})
	}
	other := func(name string, f func(t *thread, c *Context, x, y *num) (value, error)) {
		ms = append(ms, object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			var args [2]value
			if err := otherContext.Parse(a[1:], kw, args[:]); err != nil {
				return nil, err
			}
			c, err := contextArg(t, args[1])
			if err != nil {
				return nil, err
			}
			y, err := argument(args[0])
			if err != nil {
				return nil, err
			}
			return f(t, c, &decimalOf(a[0]).Decimal, y)
		}})
	}
	for _, op := range unaryOps {
		withContext(op.name, func(t *thread, c *Context, x *num) (value, error) { return c.unary(t, op.f, x) })
	}
	for _, op := range binaryOps {
		other(op.name, func(t *thread, c *Context, x, y *num) (value, error) { return c.binary(t, op.f, x, y) })
	}
	other("same_quantum", func(t *thread, c *Context, x, y *num) (value, error) { return object.NewBool(sameQuantum(x, y)), nil })
	for _, p := range predicates {
		if p.name == "is_normal" || p.name == "is_subnormal" {
			withContext(p.name, func(t *thread, c *Context, x *num) (value, error) { return object.NewBool(p.f(c, x)), nil })
			continue
		}
		plain(p.name, func(t *thread, x *Decimal) (value, error) { return object.NewBool(p.f(nil, &x.Decimal)), nil })
	}
	withContext("number_class", func(t *thread, c *Context, x *num) (value, error) { return object.NewStr(numberClass(c, x)), nil })
	withContext("to_eng_string", func(t *thread, c *Context, x *num) (value, error) { return text(t, c, x, true) })
	plain("adjusted", func(t *thread, x *Decimal) (value, error) {
		if x.Form != apd.Finite {
			return object.NewInt(0), nil
		}
		return object.NewInt(adjusted(&x.Decimal)), nil
	})
	plain("canonical", func(t *thread, x *Decimal) (value, error) { return x, nil })
	plain("conjugate", func(t *thread, x *Decimal) (value, error) { return x, nil })
	plain("radix", func(t *thread, x *Decimal) (value, error) { return FromInt(10), nil })
	for name, f := range map[string]unaryOp{"copy_abs": copyAbs, "copy_negate": copyNegate} {
		plain(name, func(t *thread, x *Decimal) (value, error) {
			z := &Decimal{}
			f(nil, &z.Decimal, &x.Decimal)
			return z, nil
		})
	}
	ms = append(ms, object.Method{Name: "fma", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
		var args [3]value
		if err := fmaSpec.Parse(a[1:], kw, args[:]); err != nil {
			return nil, err
		}
		c, err := contextArg(t, args[2])
		if err != nil {
			return nil, err
		}
		y, err := argument(args[0])
		if err != nil {
			return nil, err
		}
		z, err := argument(args[1])
		if err != nil {
			return nil, err
		}
		return c.binary(t, func(w *work, r, x, y *num) { w.fma(r, x, y, z) }, &decimalOf(a[0]).Decimal, y)
	}}, object.Method{Name: "quantize", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
		var args [3]value
		if err := quantizeSpec.Parse(a[1:], kw, args[:]); err != nil {
			return nil, err
		}
		c, err := contextArg(t, args[2])
		if err != nil {
			return nil, err
		}
		mode, err := roundingArg(c, args[1])
		if err != nil {
			return nil, err
		}
		y, err := argument(args[0])
		if err != nil {
			return nil, err
		}
		return c.binary(t, func(w *work, z, x, y *num) { w.round = mode; w.quantize(z, x, y) }, &decimalOf(a[0]).Decimal, y)
	}})
	for _, name := range []string{"to_integral", "to_integral_value", "to_integral_exact"} {
		ms = append(ms, object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			var args [2]value
			if err := integralSpec.Parse(a[1:], kw, args[:]); err != nil {
				return nil, err
			}
			c, err := contextArg(t, args[1])
			if err != nil {
				return nil, err
			}
			mode, err := roundingArg(c, args[0])
			if err != nil {
				return nil, err
			}
			return c.unary(t, func(w *work, z, x *num) { w.toIntegral(z, x, mode, name == "to_integral_exact") }, &decimalOf(a[0]).Decimal)
		}})
	}
	return ms
}

// exactly checks for n positional arguments.
func exactly(name string, a []value, kw *kwargs, n int) error {
	if kw.Len() > 0 {
		return object.TypeErrorf("%s() takes no keyword arguments", name)
	}
	if len(a) != n {
		return object.TypeErrorf("function takes exactly %d arguments (%d given)", n, len(a))
	}
	return nil
}

func roundingArg(c *Context, v value) (rounding, error) {
	if v == nil || v == object.None {
		return c.round, nil
	}
	return roundingOf(v)
}

// contextOperations are the methods of Context that compute.
func contextOperations() []object.Method {
	var ms []object.Method
	one := func(name string, f func(t *thread, c *Context, x *num) (value, error)) {
		ms = append(ms, object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("Context."+name, a[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			x, err := argument(a[1])
			if err != nil {
				return nil, err
			}
			return f(t, contextOf(a[0]), x)
		}})
	}
	two := func(name string, f func(t *thread, c *Context, x, y *num) (value, error)) {
		ms = append(ms, object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := exactly("Context."+name, a[1:], kw, 2); err != nil {
				return nil, err
			}
			x, err := argument(a[1])
			if err != nil {
				return nil, err
			}
			y, err := argument(a[2])
			if err != nil {
				return nil, err
			}
			return f(t, contextOf(a[0]), x, y)
		}})
	}
	for _, op := range append(unaryOps[:len(unaryOps):len(unaryOps)], contextUnaryOps...) {
		one(op.name, func(t *thread, c *Context, x *num) (value, error) { return c.unary(t, op.f, x) })
	}
	for _, op := range append(binaryOps[:len(binaryOps):len(binaryOps)], contextBinaryOps...) {
		two(op.name, func(t *thread, c *Context, x, y *num) (value, error) { return c.binary(t, op.f, x, y) })
	}
	two("divmod", func(t *thread, c *Context, x, y *num) (value, error) { return c.divMod(t, x, y) })
	two("same_quantum", func(t *thread, c *Context, x, y *num) (value, error) { return object.NewBool(sameQuantum(x, y)), nil })
	for _, p := range predicates {
		one(p.name, func(t *thread, c *Context, x *num) (value, error) { return object.NewBool(p.f(c, x)), nil })
	}
	one("number_class", func(t *thread, c *Context, x *num) (value, error) { return object.NewStr(numberClass(c, x)), nil })
	one("to_eng_string", func(t *thread, c *Context, x *num) (value, error) { return text(t, c, x, true) })
	one("to_sci_string", func(t *thread, c *Context, x *num) (value, error) { return text(t, c, x, false) })
	ternary := func(name string, f func(w *work, r, x, y, z *num)) {
		ms = append(ms, object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			args := make([]value, 3)
			var err error
			if name == "power" {
				if err = powerSpec.Parse(a[1:], kw, args); args[2] == object.None {
					args[2] = nil
				}
			} else if err = exactly("Context."+name, a[1:], kw, 3); err == nil {
				args = a[1:]
			}
			if err != nil {
				return nil, err
			}
			var ns [3]*num
			for i, v := range args {
				if v == nil {
					continue
				}
				x, err := argument(v)
				if err != nil {
					return nil, err
				}
				ns[i] = x
			}
			return contextOf(a[0]).binary(t, func(w *work, r, x, y *num) { f(w, r, x, y, ns[2]) }, ns[0], ns[1])
		}})
	}
	ternary("fma", func(w *work, r, x, y, z *num) { w.fma(r, x, y, z) })
	ternary("power", func(w *work, r, x, y, z *num) {
		if z == nil {
			w.power(r, x, y)
		} else {
			w.powerMod(r, x, y, z)
		}
	})
	return ms
}
