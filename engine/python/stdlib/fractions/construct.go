package fractions

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"

	"github.com/cockroachdb/apd/v3"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/decimal"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/internal/pyarg"
)

var newSpec = pyarg.Func{Name: "Fraction.__new__", Params: []string{"numerator", "denominator", "_normalize"}, KwOnly: 1, Method: true}

func fractionNew(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	var a [3]value
	if err := newSpec.Parse(args, kw, a[:]); err != nil {
		return nil, err
	}
	r, err := construct(t, a[0], a[1])
	if err != nil {
		return nil, err
	}
	return inClass(cls, r), nil
}

func inClass(cls *object.Type, r *big.Rat) value {
	f := &Fraction{r}
	if cls == Type {
		return f
	}
	return object.NewInstance(cls, f)
}

func construct(t *thread, n, d value) (*big.Rat, error) {
	if d == nil || d == object.None {
		if n == nil {
			return new(big.Rat), nil
		}
		if s, ok := object.AsStr(n); ok {
			return parse(t, s)
		}
		return exact(t, n, "argument should be a string or a Rational instance")
	}
	x, err := rationalLike(t, orZero(n))
	if err != nil {
		return nil, err
	}
	y, err := rationalLike(t, d)
	if err != nil {
		return nil, err
	}
	if x == nil || y == nil {
		return nil, object.TypeErrorf("both arguments should be Rational instances")
	}
	if y.Sign() == 0 {
		num := new(big.Int).Mul(x.Num(), y.Denom())
		return nil, object.ZeroDivisionErrorf("Fraction(%s, 0)", num)
	}
	if err := charge(t, x, y); err != nil {
		return nil, err
	}
	return new(big.Rat).Quo(x, y), nil
}

func orZero(v value) value {
	if v == nil {
		return object.NewInt(0)
	}
	return v
}

// exact gives the value of a number that has a ratio.
func exact(t *thread, v value, problem string) (*big.Rat, error) {
	if r, err := rationalLike(t, v); r != nil || err != nil {
		return r, err
	}
	if f, ok := object.AsFloat(v); ok {
		return fromFloat(f)
	}
	if d, ok := decimal.As(v); ok {
		return fromDecimal(t, d)
	}
	return nil, object.TypeErrorf("%s", problem)
}

// rationalLike is rational for anything that numbers.Rational takes for one; nil for the rest.
func rationalLike(t *thread, v value) (*big.Rat, error) {
	if r := rational(v); r != nil {
		return r, nil
	}
	if _, ok := v.(*object.Instance); !ok {
		return nil, nil
	}
	numbers, ok := t.RT.Modules.GetName("numbers").(*object.Module)
	if !ok {
		return nil, nil
	}
	cls, err := object.GetAttrName(t, numbers, "Rational")
	if err != nil {
		return nil, err
	}
	if is, err := object.IsInstanceOf(t, v, cls); !is || err != nil {
		return nil, err
	}
	var parts [2]*big.Int
	for i, name := range []string{"numerator", "denominator"} {
		p, err := object.GetAttrName(t, v, name)
		if err != nil {
			return nil, err
		}
		if parts[i], ok = object.AsBig(p); !ok {
			return nil, nil
		}
	}
	if parts[1].Sign() == 0 {
		return nil, object.ZeroDivisionErrorf("Fraction(%s, 0)", parts[0])
	}
	return new(big.Rat).SetFrac(parts[0], parts[1]), nil
}

func fromFloat(f float64) (*big.Rat, error) {
	if f != f {
		return nil, object.ValueErrorf("cannot convert NaN to integer ratio")
	}
	if math.IsInf(f, 0) {
		return nil, object.OverflowErrorf("cannot convert Infinity to integer ratio")
	}
	return new(big.Rat).SetFloat64(f), nil
}

func fromDecimal(t *thread, d *apd.Decimal) (*big.Rat, error) {
	switch d.Form {
	case apd.Infinite:
		return nil, object.OverflowErrorf("cannot convert Infinity to integer ratio")
	case apd.Finite:
	default:
		return nil, object.ValueErrorf("cannot convert NaN to integer ratio")
	}
	r, ok := decimal.Ratio(d)
	if !ok {
		return nil, t.OutOfMemory()
	}
	return r, nil
}

// scanner reads the literal of a fraction.
type scanner struct {
	s string
	i int
}

func (p *scanner) peek() byte {
	if p.i < len(p.s) {
		return p.s[p.i]
	}
	return 0
}

// digits reads digits, with single underscores between them.
func (p *scanner) digits() string {
	start := p.i
	for p.i < len(p.s) {
		c := p.s[p.i]
		if c == '_' && p.i > start && p.i+1 < len(p.s) && isDigit(p.s[p.i+1]) {
			p.i++
			continue
		}
		if !isDigit(c) {
			break
		}
		p.i++
	}
	return strings.ReplaceAll(p.s[start:p.i], "_", "")
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// plainDigits makes ASCII digits of those of other scripts.
func plainDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x80 && unicode.IsDigit(r) {
			for k := rune(0); k < 10; k++ { // digits stand in runs of ten that begin with a zero
				if !unicode.IsDigit(r-k-1) || k == 9 {
					return '0' + k
				}
			}
		}
		return r
	}, s)
}

func parse(t *thread, text string) (*big.Rat, error) {
	bad := func() error {
		r, err := object.Repr(t, object.NewStr(text))
		if err != nil {
			return err
		}
		return object.ValueErrorf("Invalid literal for Fraction: %s", r)
	}
	if len(text) > 5000 {
		if err := t.Checkpoint(len(text) * (len(text) / 4000)); err != nil {
			return nil, err
		}
	}
	p := &scanner{s: plainDigits(strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }))}
	neg := p.peek() == '-'
	if neg || p.peek() == '+' {
		p.i++
	}
	if !isDigit(p.peek()) && !(p.peek() == '.' && p.i+1 < len(p.s) && isDigit(p.s[p.i+1])) {
		return nil, bad()
	}
	num := p.digits()
	n, _ := new(big.Int).SetString("0"+num, 10)
	d := big.NewInt(1)
	if p.peek() == '/' {
		p.i++
		den := p.digits()
		if den == "" {
			return nil, bad()
		}
		d.SetString(den, 10)
	} else {
		exp := int64(0)
		if p.peek() == '.' {
			p.i++
			frac := p.digits()
			n.SetString("0"+num+frac, 10)
			exp = -int64(len(frac))
		}
		if c := p.peek(); c == 'e' || c == 'E' {
			p.i++
			sign := int64(1)
			if c := p.peek(); c == '-' || c == '+' {
				p.i++
				if c == '-' {
					sign = -1
				}
			}
			ds := p.digits()
			if ds == "" {
				return nil, bad()
			}
			k, err := strconv.ParseInt(ds, 10, 64)
			if err != nil || k > 1<<40 {
				return nil, t.OutOfMemory()
			}
			exp += sign * k
		}
		k := exp
		if k < 0 {
			k = -k
		}
		if k > 0 {
			if err := chargePower(t, 4, k); err != nil {
				return nil, err
			}
			scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(k), nil)
			if exp > 0 {
				n.Mul(n, scale)
			} else {
				d = scale
			}
		}
	}
	if p.i != len(p.s) {
		return nil, bad()
	}
	if neg {
		n.Neg(n)
	}
	if d.Sign() == 0 {
		return nil, object.ZeroDivisionErrorf("Fraction(%s, 0)", n)
	}
	return new(big.Rat).SetFrac(n, d), nil
}

// chargePower asks for a power of a number of some bits.
func chargePower(t *thread, bits int, exp int64) error {
	if exp > 1<<40 || int64(bits)*exp > 1<<36 {
		return t.OutOfMemory()
	}
	n := int64(bits) * exp
	if n < 1<<14 {
		return nil
	}
	if err := t.Alloc(n / 4); err != nil {
		return err
	}
	w := n / 64
	if w > 1<<20 {
		return t.Fail("steps", "stopped: a fraction of so many digits takes too long to compute")
	}
	return t.Checkpoint(int(w * 40 / 64 * (w/400 + 1)))
}
