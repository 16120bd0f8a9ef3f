package decimal

import (
	"math/big"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/internal/pyarg"
)

var newSpec = pyarg.Spec{Params: []string{"value", "context"}}

func decimalNew(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	var a [2]value
	if err := newSpec.Parse(args, kw, a[:]); err != nil {
		return nil, err
	}
	var d *Decimal
	if a[0] == nil {
		d = FromInt(0)
	} else {
		c, err := contextArg(t, a[1])
		if err != nil {
			return nil, err
		}
		if d, err = fromValue(t, c, a[0]); err != nil {
			return nil, err
		}
	}
	return inClass(cls, d), nil
}

func inClass(cls *object.Type, d *Decimal) value {
	if cls == DecimalType {
		return d
	}
	return object.NewInstance(cls, d)
}

// fromValue makes an exact Decimal of anything that the constructor takes; c hears of conversions that failed.
func fromValue(t *thread, c *Context, v value) (*Decimal, error) {
	switch x := v.(type) {
	case *Decimal:
		return x, nil
	case *object.Str:
		return fromText(t, c, x.String())
	case object.Int:
		return FromInt(int64(x)), nil
	}
	if d := decimalOf(v); d != nil {
		return d, nil
	}
	if s, ok := object.AsStr(v); ok {
		return fromText(t, c, s)
	}
	if d := fromIntObject(v); d != nil {
		return d, nil
	}
	if f, ok := object.AsFloat(v); ok {
		if err := c.report(floatOperation); err != nil {
			return nil, err
		}
		return FromFloat(f), nil
	}
	if tu, ok := object.AsTuple(v); ok {
		return fromTuple(t, c, tu.Items)
	}
	if l, ok := object.AsList(v); ok {
		return fromTuple(t, c, l.Items)
	}
	return nil, object.TypeErrorf("conversion from %s to Decimal is not supported", object.TypeName(v))
}

func fromIntObject(v value) *Decimal {
	if n, ok := object.AsInt(v); ok {
		return FromInt(n)
	}
	if b, ok := object.AsBig(v); ok {
		return FromBig(b)
	}
	return nil
}

func fromText(t *thread, c *Context, s string) (*Decimal, error) {
	if len(s) > 1000 {
		if w := c.begin(t); !w.charge(int64(len(s))) {
			return nil, w.err
		}
	}
	d := &Decimal{}
	if st := parse(&d.Decimal, s); st != 0 {
		if err := c.report(st); err != nil {
			return nil, err
		}
		return nan(), nil
	}
	return d, nil
}

func nan() *Decimal { return &Decimal{apd.Decimal{Form: apd.NaN}} }

// fromTuple is Decimal((sign, digits, exponent)).
func fromTuple(t *thread, c *Context, items []value) (*Decimal, error) {
	if len(items) != 3 {
		return nil, object.ValueErrorf("argument must be a sequence of length 3")
	}
	sign, ok := object.AsInt(items[0])
	if !ok || sign != 0 && sign != 1 {
		return nil, object.ValueErrorf("sign must be an integer with the value 0 or 1")
	}
	var b strings.Builder
	if sign == 1 {
		b.WriteByte('-')
	}
	tail := ""
	infinite := false
	if s, ok := object.AsStr(items[2]); ok {
		switch s {
		case "F":
			b.WriteString("Inf")
			infinite = true
		case "n":
			b.WriteString("NaN")
		case "N":
			b.WriteString("sNaN")
		default:
			return nil, object.ValueErrorf("string argument in the third position must be 'F', 'n' or 'N'")
		}
	} else {
		n, ok := object.AsBig(items[2])
		if !ok {
			return nil, object.ValueErrorf("exponent must be an integer")
		}
		tail = "E" + n.String()
	}
	ds, ok := object.AsTuple(items[1])
	if !ok {
		if l, is := object.AsList(items[1]); is {
			ds, ok = object.NewTuple(l.Items...), true
		}
	}
	bad := object.ValueErrorf("coefficient must be a tuple of digits")
	if !ok {
		return nil, bad
	}
	for _, x := range ds.Items {
		n, ok := object.AsInt(x)
		if !ok || n < 0 || n > 9 {
			return nil, bad
		}
		if !infinite {
			b.WriteByte(byte('0' + n))
		}
	}
	if tail != "" && len(ds.Items) == 0 {
		b.WriteByte('0')
	}
	return fromText(t, c, b.String()+tail)
}

// operand is what the operators take: a Decimal or an int; nil is neither.
func operand(v value) *num {
	switch x := v.(type) {
	case *Decimal:
		return &x.Decimal
	case object.Int:
		return &FromInt(int64(x)).Decimal
	}
	if d := decimalOf(v); d != nil {
		return &d.Decimal
	}
	if d := fromIntObject(v); d != nil {
		return &d.Decimal
	}
	return nil
}

// argument is operand for methods, with their error.
func argument(v value) (*num, error) {
	if d := operand(v); d != nil {
		return d, nil
	}
	return nil, object.TypeErrorf("conversion from %s to Decimal is not supported", object.TypeName(v))
}

type (
	unaryOp   func(w *work, z, x *num)
	binaryOp  func(w *work, z, x, y *num)
	predicate func(c *Context, x *num) bool
)

func (c *Context) unary(t *thread, f unaryOp, x *num) (value, error) {
	w := c.begin(t)
	z := &Decimal{}
	f(&w, &z.Decimal, x)
	if err := c.end(&w); err != nil {
		return nil, err
	}
	return z, nil
}

func (c *Context) binary(t *thread, f binaryOp, x, y *num) (value, error) {
	w := c.begin(t)
	z := &Decimal{}
	f(&w, &z.Decimal, x, y)
	if err := c.end(&w); err != nil {
		return nil, err
	}
	return z, nil
}

func (c *Context) divMod(t *thread, x, y *num) (value, error) {
	w := c.begin(t)
	q, r := &Decimal{}, &Decimal{}
	w.divMod(&q.Decimal, &r.Decimal, x, y)
	if err := c.end(&w); err != nil {
		return nil, err
	}
	return object.NewTuple(q, r), nil
}

func operator(f binaryOp) object.BinaryFunc {
	return func(t *thread, a, b value) (value, error) {
		x, y := operand(a), operand(b)
		if x == nil || y == nil {
			return object.NotImplemented, nil
		}
		return current(t).binary(t, f, x, y)
	}
}

// rationals are objects with an exact ratio: fractions.Fraction.
type rational interface{ Ratio() *big.Rat }

// compareDecimals is rich comparison with any number.
func compareDecimals(t *thread, a, b value, op object.CompareOp) (value, error) {
	x := &decimalOf(a).Decimal
	y := operand(b)
	c := current(t)
	w := c.begin(t)
	equality := op == object.EQ || op == object.NE
	if y == nil {
		f, isFloat := object.AsFloat(b)
		if z, ok := b.(object.Complex); ok && equality {
			if imag(z) != 0 {
				return object.NewBool(op == object.NE), nil
			}
			f, isFloat = real(z), true
		}
		switch {
		case isFloat && equality:
			c.status |= floatOperation
			y = &FromFloat(f).Decimal
		case isFloat:
			if err := c.report(floatOperation); err != nil {
				return nil, err
			}
			y = &FromFloat(f).Decimal
		default:
			r, ok := object.Native(b).(rational)
			if !ok {
				return object.NotImplemented, nil
			}
			// x ? n/d is x*d ? n.
			q := r.Ratio()
			d := &FromBig(q.Denom()).Decimal
			y = &FromBig(q.Num()).Decimal
			if x.Form == apd.Finite {
				var p num
				if !w.product(&p, x, d) {
					return nil, w.err
				}
				x = &p
			}
		}
	}
	if isNaN(x) || isNaN(y) {
		if !equality || x.Form == apd.NaNSignaling || y.Form == apd.NaNSignaling {
			if err := c.report(invalidOperation); err != nil {
				return nil, err
			}
		}
		return object.NewBool(op == object.NE), nil
	}
	r := cmpNumbers(x, y)
	switch op {
	case object.LT:
		return object.NewBool(r < 0), nil
	case object.LE:
		return object.NewBool(r <= 0), nil
	case object.EQ:
		return object.NewBool(r == 0), nil
	case object.NE:
		return object.NewBool(r != 0), nil
	case object.GT:
		return object.NewBool(r > 0), nil
	}
	return object.NewBool(r >= 0), nil
}

var hashModulus = big.NewInt(1<<61 - 1)

// hash is that of the equal int, float or Fraction.
func hash(t *thread, o value) (int64, error) {
	d := decimalOf(o)
	switch d.Form {
	case apd.Infinite:
		if d.Negative {
			return -314159, nil
		}
		return 314159, nil
	case apd.NaN:
		return object.HashPointer(t, o), nil
	case apd.NaNSignaling:
		return 0, object.TypeErrorf("Cannot hash a signaling NaN value")
	}
	base, n := int64(10), int64(d.Exponent)
	if n < 0 {
		base, n = 2075258708292324556, -n // the inverse of 10
	}
	p := new(big.Int).Exp(big.NewInt(base), big.NewInt(n), hashModulus)
	p.Mul(p, d.Coeff.MathBigInt())
	h := p.Rem(p, hashModulus).Int64()
	if d.Negative {
		h = -h
	}
	if h == -1 {
		h = -2
	}
	return h, nil
}

func asTuple(t *thread, d *num) (value, error) {
	m, err := t.RT.Import(t, "decimal")
	if err != nil {
		return nil, err
	}
	cls, err := object.GetAttrName(t, m, "DecimalTuple")
	if err != nil {
		return nil, err
	}
	sign := int64(0)
	if d.Negative {
		sign = 1
	}
	if err := chargeText(t, d); err != nil {
		return nil, err
	}
	c := coefficient(d)
	var exp value = object.NewInt(int64(d.Exponent))
	switch d.Form {
	case apd.Infinite:
		c, exp = []byte("0"), object.NewStr("F")
	case apd.NaN, apd.NaNSignaling:
		if d.Coeff.Sign() == 0 {
			c = nil
		}
		if exp = object.NewStr("n"); d.Form == apd.NaNSignaling {
			exp = object.NewStr("N")
		}
	}
	ds := make([]value, len(c))
	for i, x := range c {
		ds[i] = object.NewInt(int64(x - '0'))
	}
	return object.CallArgs(t, cls, object.NewInt(sign), object.NewTuple(ds...), exp)
}

func integerRatio(t *thread, d *num) (value, error) {
	switch d.Form {
	case apd.Infinite:
		return nil, object.OverflowErrorf("cannot convert Infinity to integer ratio")
	case apd.NaN, apd.NaNSignaling:
		return nil, object.ValueErrorf("cannot convert NaN to integer ratio")
	}
	w := work{settings: defaultSettings, t: t}
	if e := int64(d.Exponent); !w.charge(max(e, -e)) {
		return nil, w.err
	}
	r := ratio(d)
	return object.NewTuple(object.NewBig(new(big.Int).Set(r.Num())), object.NewBig(new(big.Int).Set(r.Denom()))), nil
}

func ratio(d *num) *big.Rat {
	c := new(big.Int).Set(d.Coeff.MathBigInt())
	if d.Negative {
		c.Neg(c)
	}
	if d.Exponent >= 0 {
		return new(big.Rat).SetInt(c.Mul(c, bigPow10(int64(d.Exponent))))
	}
	return new(big.Rat).SetFrac(c, bigPow10(-int64(d.Exponent)))
}

// Ratio is d as a fraction; ok is false for infinities, NaNs and numbers of more than 5,000 digits.
func Ratio(d *apd.Decimal) (r *big.Rat, ok bool) {
	if d.Form != apd.Finite || d.Exponent > 5000 || d.Exponent < -5000 {
		return nil, false
	}
	return ratio(d), true
}

func round(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("__round__", a[1:], kw, 0, 1); err != nil {
		return nil, err
	}
	d := decimalOf(a[0])
	if len(a) == 1 || a[1] == object.None {
		return whole(t, d, halfEven)
	}
	n, ok := object.AsInt(a[1])
	if !ok {
		return nil, object.TypeErrorf("optional arg must be an integer")
	}
	exp := &num{Exponent: clampExp(-n)}
	exp.Coeff.SetInt64(1)
	return current(t).binary(t, (*work).quantize, &d.Decimal, exp)
}

// whole rounds to an int.
func whole(t *thread, d *Decimal, mode rounding) (value, error) {
	if d.Form != apd.Finite {
		return d.toInt(t)
	}
	z := &Decimal{}
	w := work{settings: defaultSettings, t: t}
	w.toIntegral(&z.Decimal, &d.Decimal, mode, false)
	return z.toInt(t)
}

func power(t *thread, a, b, m value) (value, error) {
	x, y := operand(a), operand(b)
	if x == nil || y == nil {
		return object.NotImplemented, nil
	}
	c := current(t)
	if m == nil || m == object.None {
		return c.binary(t, (*work).power, x, y)
	}
	z := operand(m)
	if z == nil {
		return object.NotImplemented, nil
	}
	return c.binary(t, func(w *work, r, x, y *num) { w.powerMod(r, x, y, z) }, x, y)
}

func init() {
	dec := decimalOf
	bin := [object.NumBinaryOps]object.BinaryFunc{
		object.Add: operator((*work).add), object.Sub: operator((*work).sub), object.Mul: operator((*work).mul), object.TrueDiv: operator((*work).div),
		object.FloorDiv: operator((*work).divInt), object.Mod: operator((*work).rem),
		object.DivMod: func(t *thread, a, b value) (value, error) {
			x, y := operand(a), operand(b)
			if x == nil || y == nil {
				return object.NotImplemented, nil
			}
			return current(t).divMod(t, x, y)
		},
	}
	var rbin [object.NumBinaryOps]object.BinaryFunc
	for i, f := range bin {
		if f != nil {
			rbin[i] = func(t *thread, a, b value) (value, error) { return f(t, b, a) }
		}
	}
	unary := func(f unaryOp) object.UnaryFunc {
		return func(t *thread, o value) (value, error) { return current(t).unary(t, f, &dec(o).Decimal) }
	}
	one := func(name string, f func(t *thread, o value) (value, error)) object.Method {
		return object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("Decimal."+name, a[1:], kw, 0, 0); err != nil {
				return nil, err
			}
			return f(t, a[0])
		}}
	}
	self := func(t *thread, o value) (value, error) { return dec(o), nil }
	toWhole := func(mode rounding) func(t *thread, o value) (value, error) {
		return func(t *thread, o value) (value, error) { return whole(t, dec(o), mode) }
	}
	DecimalType.Define(object.Spec{NoDict: true,
		Doc: "Construct a new Decimal object. 'value' can be an integer, string, tuple,\nor another Decimal object. If no value is given, return Decimal('0'). The\ncontext does not affect the conversion and is only passed to determine if\nthe InvalidOperation trap is active.\n\n",
		Slots: object.Slots{
			New:  decimalNew,
			Init: func(t *thread, o value, args []value, kw *kwargs) error { return nil },
			Str:  func(t *thread, o value) (string, error) { return dec(o).str(t) },
			Repr: func(t *thread, o value) (string, error) {
				s, err := dec(o).str(t)
				return "Decimal('" + s + "')", err
			},
			Format: formatDecimal, Hash: hash, RichCompare: compareDecimals,
			Bool:   func(t *thread, o value) (bool, error) { return !isZero(&dec(o).Decimal), nil },
			Binary: bin, RBinary: rbin,
			Neg: unary((*work).minus), Pos: unary((*work).plus), Abs: unary((*work).abs),
			Int: func(t *thread, o value) (value, error) { return dec(o).toInt(t) },
			Float: func(t *thread, o value) (value, error) {
				f, err := dec(o).toFloat()
				return object.Float(f), err
			},
		},
		GetSets: []object.GetSet{
			{Name: "real", Get: self},
			{Name: "imag", Get: func(t *thread, o value) (value, error) { return FromInt(0), nil }},
		},
		Methods: append(decimalOperations(),
			object.Method{Name: "__pow__", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				if err := object.CheckArgs("__pow__", a[1:], kw, 1, 2); err != nil {
					return nil, err
				}
				var m value
				if len(a) > 2 {
					m = a[2]
				}
				return power(t, a[0], a[1], m)
			}},
			object.Method{Name: "__rpow__", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				if err := object.CheckArgs("__rpow__", a[1:], kw, 1, 2); err != nil {
					return nil, err
				}
				return power(t, a[1], a[0], nil)
			}},
			object.Method{Name: "__round__", Fn: round},
			one("__trunc__", func(t *thread, o value) (value, error) { return dec(o).toInt(t) }),
			one("__floor__", toWhole(floor)),
			one("__ceil__", toWhole(ceiling)),
			one("__complex__", func(t *thread, o value) (value, error) {
				f, err := dec(o).toFloat()
				return object.Complex(complex(f, 0)), err
			}),
			one("__copy__", func(t *thread, o value) (value, error) { return o, nil }),
			object.Method{Name: "__deepcopy__", Fn: func(t *thread, a []value, kw *kwargs) (value, error) { return a[0], nil }},
			one("__reduce__", func(t *thread, o value) (value, error) {
				s, err := dec(o).str(t)
				return object.NewTuple(o.Type(), object.NewTuple(object.NewStr(s))), err
			}),
			one("as_tuple", func(t *thread, o value) (value, error) { return asTuple(t, &dec(o).Decimal) }),
			one("as_integer_ratio", func(t *thread, o value) (value, error) { return integerRatio(t, &dec(o).Decimal) }),
			object.Method{Name: "from_float", Class: true, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				if err := object.CheckArgs("Decimal.from_float", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				d, err := fromFloatArg(a[1])
				if err != nil {
					return nil, err
				}
				if a[0] != value(DecimalType) {
					return object.CallArgs(t, a[0], d)
				}
				return d, nil
			}},
		),
	})
}
