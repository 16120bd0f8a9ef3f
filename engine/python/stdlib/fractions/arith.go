package fractions

import (
	"math"
	"math/big"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/decimal"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/internal/pyarg"
)

// toFloat is float(r), correctly rounded.
func toFloat(t *thread, r *big.Rat) (value, error) {
	return object.BinaryOp(t, object.TrueDiv, object.NewBig(r.Num()), object.NewBig(r.Denom()))
}

// number serves an operator: with an int or a Fraction exactly, with a float or a complex as float.
func number(op object.BinOp, f func(t *thread, x, y *big.Rat) (value, error)) object.BinaryFunc {
	return func(t *thread, a, b value) (value, error) {
		x, y := rational(a), rational(b)
		if x != nil && y != nil {
			if err := charge(t, x, y); err != nil {
				return nil, err
			}
			return f(t, x, y)
		}
		// One of them is a Fraction; the other may be a float or a complex.
		var err error
		if x != nil && inexact(b) {
			if a, err = toFloat(t, x); err != nil {
				return nil, err
			}
		} else if y != nil && inexact(a) {
			if b, err = toFloat(t, y); err != nil {
				return nil, err
			}
		} else {
			return object.NotImplemented, nil
		}
		if object.IsInstance(a, object.ComplexType) {
			b, err = object.CallArgs(t, object.ComplexType, b)
		} else if object.IsInstance(b, object.ComplexType) {
			a, err = object.CallArgs(t, object.ComplexType, a)
		}
		if err != nil {
			return nil, err
		}
		return object.BinaryOp(t, op, a, b)
	}
}

func inexact(v value) bool {
	if _, ok := object.AsFloat(v); ok {
		return true
	}
	return object.IsInstance(v, object.ComplexType)
}

// crossed serves // % and divmod: both values over one denominator, as ints.
func crossed(op object.BinOp) object.BinaryFunc {
	return number(op, func(t *thread, x, y *big.Rat) (value, error) {
		n := new(big.Int).Mul(x.Num(), y.Denom())
		d := new(big.Int).Mul(x.Denom(), y.Num())
		q, err := object.BinaryOp(t, op, object.NewBig(n), object.NewBig(d))
		if err != nil || op == object.FloorDiv {
			return q, err
		}
		both := new(big.Int).Mul(x.Denom(), y.Denom())
		rem := q
		if op == object.DivMod {
			rem = q.(*object.Tuple).Items[1]
		}
		b, _ := object.AsBig(rem)
		f := New(new(big.Rat).SetFrac(b, both))
		if op == object.DivMod {
			return object.NewTuple(q.(*object.Tuple).Items[0], f), nil
		}
		return f, nil
	})
}

func power(t *thread, a, b value) (value, error) {
	x, y := rational(a), rational(b)
	if x != nil && fractionOf(a) == nil && y != nil && y.IsInt() && y.Sign() >= 0 {
		return object.BinaryOp(t, object.Pow, a, object.NewBig(y.Num())) // an int to a whole power stays an int
	}
	if x != nil && y != nil {
		if !y.IsInt() {
			af, err := toFloat(t, x)
			if err != nil {
				return nil, err
			}
			bf, err := toFloat(t, y)
			if err != nil {
				return nil, err
			}
			return object.BinaryOp(t, object.Pow, af, bf)
		}
		n, d := x.Num(), x.Denom()
		e := y.Num()
		if e.Sign() < 0 {
			if x.Sign() == 0 {
				return nil, object.ZeroDivisionErrorf("Fraction(1, 0)")
			}
			n, d = d, n
			e = new(big.Int).Neg(e)
		}
		p, err := intPower(t, n, e)
		if err != nil {
			return nil, err
		}
		q, err := intPower(t, d, e)
		if err != nil {
			return nil, err
		}
		return New(new(big.Rat).SetFrac(p, q)), nil
	}
	if x != nil && fractionOf(a) != nil {
		// Whatever the other is, it meets a float.
		af, err := toFloat(t, x)
		if err != nil {
			return nil, err
		}
		return object.BinaryOp(t, object.Pow, af, b)
	}
	if y == nil {
		return object.NotImplemented, nil
	}
	if y.IsInt() {
		return object.BinaryOp(t, object.Pow, a, object.NewBig(y.Num()))
	}
	bf, err := toFloat(t, y)
	if err != nil {
		return nil, err
	}
	return object.BinaryOp(t, object.Pow, a, bf)
}

func intPower(t *thread, b, e *big.Int) (*big.Int, error) {
	r, err := object.BinaryOp(t, object.Pow, object.NewBig(new(big.Int).Set(b)), object.NewBig(e))
	if err != nil {
		return nil, err
	}
	n, _ := object.AsBig(r)
	return n, nil
}

func compare(t *thread, a, b value, op object.CompareOp) (value, error) {
	x := fractionOf(a).r
	y := rational(b)
	if y == nil {
		f, isFloat := object.AsFloat(b)
		if z, ok := b.(object.Complex); ok && imag(z) == 0 && (op == object.EQ || op == object.NE) {
			f, isFloat = real(z), true
		}
		if !isFloat {
			return object.NotImplemented, nil
		}
		if math.IsNaN(f) || math.IsInf(f, 0) {
			return object.RichCompare(t, object.Float(0), object.Float(f), op)
		}
		y = new(big.Rat).SetFloat64(f)
	}
	if err := charge(t, x, y); err != nil {
		return nil, err
	}
	c := x.Cmp(y)
	switch op {
	case object.LT:
		return object.NewBool(c < 0), nil
	case object.LE:
		return object.NewBool(c <= 0), nil
	case object.EQ:
		return object.NewBool(c == 0), nil
	case object.NE:
		return object.NewBool(c != 0), nil
	case object.GT:
		return object.NewBool(c > 0), nil
	}
	return object.NewBool(c >= 0), nil
}

var hashModulus = big.NewInt(1<<61 - 1)

func hash(t *thread, o value) (int64, error) {
	r := fractionOf(o).r
	h := int64(314159)
	if inv := new(big.Int).ModInverse(r.Denom(), hashModulus); inv != nil {
		n := new(big.Int).Abs(r.Num())
		n.Mul(n.Rem(n, hashModulus), inv)
		h = n.Rem(n, hashModulus).Int64()
	}
	if r.Sign() < 0 {
		h = -h
	}
	if h == -1 {
		h = -2
	}
	return h, nil
}

func floor(r *big.Rat) *big.Int { return new(big.Int).Div(r.Num(), r.Denom()) } // Euclidean: the divisor is positive

func ceil(r *big.Rat) *big.Int {
	n := new(big.Int).Neg(r.Num())
	n.Div(n, r.Denom())
	return n.Neg(n)
}

// roundHalfEven rounds to a whole number.
func roundHalfEven(r *big.Rat) *big.Int {
	q, m := new(big.Int).DivMod(r.Num(), r.Denom(), new(big.Int))
	m.Lsh(m, 1)
	if c := m.Cmp(r.Denom()); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return q
}

func round(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("__round__", a[1:], kw, 0, 1); err != nil {
		return nil, err
	}
	r := fractionOf(a[0]).r
	if len(a) == 1 || a[1] == object.None {
		return object.NewBig(roundHalfEven(r)), nil
	}
	n, err := object.AsIndex(t, a[1])
	if err != nil {
		return nil, err
	}
	k := n
	if k < 0 {
		k = -k
	}
	if err := chargePower(t, 4, int64(k)); err != nil {
		return nil, err
	}
	shift := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(k)), nil))
	if n > 0 {
		whole := roundHalfEven(new(big.Rat).Mul(r, shift))
		return New(new(big.Rat).SetFrac(whole, shift.Num())), nil
	}
	whole := roundHalfEven(new(big.Rat).Quo(r, shift))
	return New(new(big.Rat).SetInt(whole.Mul(whole, shift.Num()))), nil
}

// limitDenominator finds the nearest fraction with a denominator of at most max, by continued fractions.
func limitDenominator(t *thread, r *big.Rat, max *big.Int) (value, error) {
	if max.Sign() <= 0 {
		return nil, object.ValueErrorf("max_denominator should be at least 1")
	}
	if r.Denom().Cmp(max) <= 0 {
		return New(r), nil
	}
	if err := charge(t, r, r); err != nil {
		return nil, err
	}
	p0, q0, p1, q1 := big.NewInt(0), big.NewInt(1), big.NewInt(1), big.NewInt(0)
	n, d := new(big.Int).Set(r.Num()), new(big.Int).Set(r.Denom())
	for {
		a, rem := new(big.Int).DivMod(n, d, new(big.Int))
		q2 := new(big.Int).Mul(a, q1)
		q2.Add(q2, q0)
		if q2.Cmp(max) > 0 {
			break
		}
		p2 := new(big.Int).Mul(a, p1)
		p2.Add(p2, p0)
		p0, q0, p1, q1 = p1, q1, p2, q2
		n, d = d, rem
	}
	k := new(big.Int).Sub(max, q0)
	k.Quo(k, q1)
	// Two candidates: the last convergent, and the largest step towards the next one.
	bound1 := new(big.Rat).SetFrac(new(big.Int).Add(p0, new(big.Int).Mul(k, p1)), new(big.Int).Add(q0, new(big.Int).Mul(k, q1)))
	bound2 := new(big.Rat).SetFrac(p1, q1)
	d1 := new(big.Rat).Sub(bound1, r)
	d2 := new(big.Rat).Sub(bound2, r)
	if d2.Abs(d2).Cmp(d1.Abs(d1)) <= 0 {
		return New(bound2), nil
	}
	return New(bound1), nil
}

var limitSpec = pyarg.Func{Name: "Fraction.limit_denominator", Params: []string{"max_denominator"}, Method: true}

func init() {
	rat := func(o value) *big.Rat { return fractionOf(o).r }
	bin := [object.NumBinaryOps]object.BinaryFunc{
		object.Add: number(object.Add, func(t *thread, x, y *big.Rat) (value, error) { return New(new(big.Rat).Add(x, y)), nil }),
		object.Sub: number(object.Sub, func(t *thread, x, y *big.Rat) (value, error) { return New(new(big.Rat).Sub(x, y)), nil }),
		object.Mul: number(object.Mul, func(t *thread, x, y *big.Rat) (value, error) { return New(new(big.Rat).Mul(x, y)), nil }),
		object.TrueDiv: number(object.TrueDiv, func(t *thread, x, y *big.Rat) (value, error) {
			if y.Sign() == 0 {
				return nil, zeroDivision(x)
			}
			return New(new(big.Rat).Quo(x, y)), nil
		}),
		object.FloorDiv: crossed(object.FloorDiv), object.Mod: crossed(object.Mod), object.DivMod: crossed(object.DivMod), object.Pow: power,
	}
	var rbin [object.NumBinaryOps]object.BinaryFunc
	for i, f := range bin {
		if f != nil {
			rbin[i] = func(t *thread, a, b value) (value, error) { return f(t, b, a) }
		}
	}
	integer := func(name string, f func(r *big.Rat) *big.Int) object.Method {
		return object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			return object.NewBig(f(rat(a[0]))), nil
		}}
	}
	trunc := func(r *big.Rat) *big.Int { return new(big.Int).Quo(r.Num(), r.Denom()) }
	num := func(t *thread, o value) (value, error) { return object.NewBig(new(big.Int).Set(rat(o).Num())), nil }
	den := func(t *thread, o value) (value, error) { return object.NewBig(new(big.Int).Set(rat(o).Denom())), nil }
	plain := func(t *thread, o value) (value, error) { return New(rat(o)), nil }
	self := func(t *thread, a []value, kw *kwargs) (value, error) { return a[0], nil }
	str := func(t *thread, b *big.Int) (string, error) {
		return object.ToStr(t, object.NewBig(new(big.Int).Set(b)))
	}
	Type.Define(object.Spec{NoDict: true,
		Doc: "This class implements rational numbers.",
		Slots: object.Slots{
			New:  fractionNew,
			Init: func(*thread, value, []value, *kwargs) error { return nil },
			Repr: func(t *thread, o value) (string, error) {
				n, err := str(t, rat(o).Num())
				if err != nil {
					return "", err
				}
				d, err := str(t, rat(o).Denom())
				return o.Type().Name + "(" + n + ", " + d + ")", err
			},
			Str: func(t *thread, o value) (string, error) {
				n, err := str(t, rat(o).Num())
				if err != nil || rat(o).IsInt() {
					return n, err
				}
				d, err := str(t, rat(o).Denom())
				return n + "/" + d, err
			},
			Hash: hash, RichCompare: compare,
			Bool:   func(t *thread, o value) (bool, error) { return rat(o).Sign() != 0, nil },
			Binary: bin, RBinary: rbin,
			Neg:   func(t *thread, o value) (value, error) { return New(new(big.Rat).Neg(rat(o))), nil },
			Pos:   plain,
			Abs:   func(t *thread, o value) (value, error) { return New(new(big.Rat).Abs(rat(o))), nil },
			Int:   func(t *thread, o value) (value, error) { return object.NewBig(trunc(rat(o))), nil },
			Float: func(t *thread, o value) (value, error) { return toFloat(t, rat(o)) },
		},
		GetSets: []object.GetSet{
			{Name: "numerator", Get: num}, {Name: "denominator", Get: den}, {Name: "_numerator", Get: num}, {Name: "_denominator", Get: den},
			{Name: "real", Get: plain},
			{Name: "imag", Get: func(*thread, value) (value, error) { return object.NewInt(0), nil }},
		},
		Methods: []object.Method{
			integer("__trunc__", trunc), integer("__floor__", floor), integer("__ceil__", ceil),
			{Name: "__round__", Fn: round},
			{Name: "__complex__", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				f, err := toFloat(t, rat(a[0]))
				if err != nil {
					return nil, err
				}
				return object.CallArgs(t, object.ComplexType, f)
			}},
			{Name: "conjugate", Fn: func(t *thread, a []value, kw *kwargs) (value, error) { return plain(t, a[0]) }},
			{Name: "as_integer_ratio", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				n, _ := num(t, a[0])
				d, _ := den(t, a[0])
				return object.NewTuple(n, d), nil
			}},
			{Name: "limit_denominator", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				args := [1]value{object.NewInt(1000000)}
				if err := limitSpec.Parse(a[1:], kw, args[:]); err != nil {
					return nil, err
				}
				m, ok := object.AsBig(args[0])
				if !ok {
					x, err := object.ToIndex(t, args[0])
					if err != nil {
						return nil, err
					}
					m, _ = object.AsBig(x)
				}
				return limitDenominator(t, rat(a[0]), m)
			}},
			{Name: "__copy__", Fn: self}, {Name: "__deepcopy__", Fn: self},
			{Name: "__reduce__", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				n, _ := num(t, a[0])
				d, _ := den(t, a[0])
				return object.NewTuple(a[0].Type(), object.NewTuple(n, d)), nil
			}},
			{Name: "from_float", Class: true, Fn: from("from_float", "floats", func(t *thread, v value) (*big.Rat, error) {
				if f, ok := object.AsFloat(v); ok {
					return fromFloat(f)
				}
				return nil, nil
			})},
			{Name: "from_decimal", Class: true, Fn: from("from_decimal", "Decimals", func(t *thread, v value) (*big.Rat, error) {
				if d, ok := decimal.As(v); ok {
					return fromDecimal(t, d)
				}
				return nil, nil
			})},
		},
		Attrs: map[string]value{"__slots__": object.NewTuple(object.NewStr("_numerator"), object.NewStr("_denominator"))},
	})
}

// from makes the class methods from_float and from_decimal, which also take ints.
func from(name, what string, f func(t *thread, v value) (*big.Rat, error)) object.NativeFunc {
	return func(t *thread, a []value, kw *kwargs) (value, error) {
		if err := object.CheckArgs("Fraction."+name, a[1:], kw, 1, 1); err != nil {
			return nil, err
		}
		r, err := f(t, a[1])
		if err != nil {
			return nil, err
		}
		if r == nil {
			n, ok := object.AsBig(a[1])
			if !ok {
				s, err := object.Repr(t, a[1])
				if err != nil {
					return nil, err
				}
				return nil, object.TypeErrorf("Fraction.%s() only takes %s, not %s (%s)", name, what, s, object.TypeName(a[1]))
			}
			r = new(big.Rat).SetInt(n)
		}
		return inClass(a[0].(*object.Type), r), nil
	}
}
