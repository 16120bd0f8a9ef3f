// Package statistics is Python's statistics module. The functions are in Python (statistics.py); the exact sums below them, which go over
// all of the data, are in Go: sums of integers, floats, Decimals and Fractions as rational numbers, without any rounding.
package statistics

import (
	_ "embed"
	"math/big"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/decimal"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/fractions"
)

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

//go:embed statistics.py
var source string

func init() {
	object.RegisterModule(&object.NativeModule{Name: "statistics", Source: source})
	object.RegisterModule(&object.NativeModule{Name: "_statistics", Init: func(t *thread, m *object.Module) error {
		m.SetFunc("_sum", sum)
		m.SetFunc("_ss", sumOfSquares)
		m.SetFunc("_float_sqrt", floatSqrt)
		m.SetFunc("_inv_cdf", invCDF)
		m.SetFunc("_count", count)
		return nil
	}})
}

// total adds exact ratios. Most data have few denominators, so each has a sum of its own until the end.
type total struct {
	n       int
	sums    map[string]*partial
	order   []*partial
	squares bool
	special value // the sum of infinities and NaNs; nil: none
	last    *object.Type
	seen    []*object.Type
}

type partial struct{ den, sum, squares *big.Int }

func (s *total) partial(den *big.Int) *partial {
	// The usual denominators in order of use; floats have up to some dozens.
	for _, p := range s.order[:min(len(s.order), 8)] {
		if p.den.Cmp(den) == 0 {
			return p
		}
	}
	key := string(den.Bytes())
	p := s.sums[key]
	if p == nil {
		p = &partial{den: new(big.Int).Set(den), sum: new(big.Int), squares: new(big.Int)}
		s.sums[key] = p
		s.order = append(s.order, p)
	}
	return p
}

var bigOne = big.NewInt(1)

// add adds one value.
func (s *total) add(t *thread, v value) error {
	if s.n++; s.n&511 == 0 {
		if err := t.Checkpoint(1024); err != nil {
			return err
		}
	}
	if tp := v.Type(); tp != s.last {
		s.last = tp
		known := false
		for _, x := range s.seen {
			known = known || x == tp
		}
		if !known {
			s.seen = append(s.seen, tp)
		}
	}
	var num, den *big.Int
	switch x := v.(type) {
	case object.Int:
		num, den = big.NewInt(int64(x)), bigOne
	case object.Float:
		if f := float64(x); f-f != 0 {
			return s.addSpecial(t, v)
		}
		r := new(big.Rat).SetFloat64(float64(x))
		num, den = r.Num(), r.Denom()
	default:
		var err error
		if num, den, err = s.exact(t, v); err != nil {
			return err
		}
		if den == nil {
			return s.addSpecial(t, v)
		}
	}
	p := s.partial(den)
	p.sum.Add(p.sum, num)
	if s.squares {
		p.squares.Add(p.squares, new(big.Int).Mul(num, num))
	}
	return nil
}

func (s *total) addSpecial(t *thread, v value) error {
	if s.special == nil {
		s.special = object.NewInt(0)
	}
	var err error
	s.special, err = object.BinaryOp(t, object.Add, s.special, v)
	return err
}

// exact gives any number's ratio; a nil denominator means an infinity or a NaN.
func (s *total) exact(t *thread, v value) (num, den *big.Int, err error) {
	if d, ok := decimal.As(v); ok {
		if d.Form != 0 {
			return nil, nil, nil
		}
		if r, ok := decimal.Ratio(d); ok {
			return r.Num(), r.Denom(), nil
		}
		return nil, nil, t.OutOfMemory()
	}
	if r, ok := fractions.As(v); ok {
		return r.Num(), r.Denom(), nil
	}
	if b, ok := object.AsBig(v); ok {
		return b, bigOne, nil
	}
	if f, ok := object.AsFloat(v); ok {
		if f-f != 0 {
			return nil, nil, nil
		}
		r := new(big.Rat).SetFloat64(f)
		return r.Num(), r.Denom(), nil
	}
	ratio, err := object.GetAttrOpt(t, v, object.Intern("as_integer_ratio"))
	if err != nil {
		return nil, nil, err
	}
	var parts []value
	if ratio != nil {
		r, err := object.CallArgs(t, ratio)
		if err != nil {
			return nil, nil, err
		}
		if parts, err = object.Collect(t, r); err != nil {
			return nil, nil, err
		}
	} else {
		for _, name := range []string{"numerator", "denominator"} {
			p, err := object.GetAttrOpt(t, v, object.Intern(name))
			if err != nil {
				return nil, nil, err
			}
			if p != nil {
				parts = append(parts, p)
			}
		}
	}
	if len(parts) == 2 {
		n, ok1 := object.AsBig(parts[0])
		d, ok2 := object.AsBig(parts[1])
		if ok1 && ok2 && d.Sign() != 0 {
			return n, d, nil
		}
	}
	return nil, nil, object.TypeErrorf("can't convert type '%s' to numerator/denominator", v.Type().Qualname)
}

// coerce finds the type of the result: that of the data, where they agree or one of them gives way.
func (s *total) coerce() (*object.Type, error) {
	kind := object.IntType
	for _, tp := range s.seen {
		switch {
		case kind == tp, tp == object.IntType, tp == object.BoolType:
		case kind == object.IntType:
			kind = tp
		case tp.IsSubtype(kind):
			kind = tp
		case kind.IsSubtype(tp):
		case kind.IsSubtype(object.IntType):
			kind = tp
		case tp.IsSubtype(object.IntType):
		case kind.IsSubtype(fractions.Type) && tp.IsSubtype(object.FloatType):
			kind = tp
		case kind.IsSubtype(object.FloatType) && tp.IsSubtype(fractions.Type):
		default:
			return nil, object.TypeErrorf("don't know how to coerce %s and %s", kind.Qualname, tp.Qualname)
		}
	}
	return kind, nil
}

// rational is the sum, of the values or of their squares.
func (s *total) rational(squares bool) *big.Rat {
	r := new(big.Rat)
	for _, p := range s.order {
		if squares {
			r.Add(r, new(big.Rat).SetFrac(p.squares, new(big.Int).Mul(p.den, p.den)))
		} else {
			r.Add(r, new(big.Rat).SetFrac(p.sum, p.den))
		}
	}
	return r
}

func newTotal(squares bool) *total { return &total{sums: map[string]*partial{}, squares: squares} }

// sum gives (type, exact sum, number of values).
func sum(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("_sum", a, kw, 1, 1); err != nil {
		return nil, err
	}
	s := newTotal(false)
	if err := object.ForEach(t, a[0], func(v value) (bool, error) { return true, s.add(t, v) }); err != nil {
		return nil, err
	}
	kind, err := s.coerce()
	if err != nil {
		return nil, err
	}
	v := s.special
	if v == nil {
		v = fractions.New(s.rational(false))
	}
	return object.NewTuple(kind, v, object.NewInt(int64(s.n))), nil
}

// sumOfSquares gives (type, sum of squared deviations from the mean or from center, mean or center, number of values).
func sumOfSquares(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("_ss", a, kw, 2, 2); err != nil {
		return nil, err
	}
	center := a[1]
	s := newTotal(center == object.None)
	err := object.ForEach(t, a[0], func(v value) (bool, error) {
		if center != object.None {
			d, err := object.BinaryOp(t, object.Sub, v, center)
			if err != nil {
				return false, err
			}
			if v, err = object.BinaryOp(t, object.Mul, d, d); err != nil {
				return false, err
			}
		}
		return true, s.add(t, v)
	})
	if err != nil {
		return nil, err
	}
	kind, err := s.coerce()
	if err != nil {
		return nil, err
	}
	n := object.NewInt(int64(s.n))
	switch {
	case s.special != nil && center == object.None:
		return object.NewTuple(kind, s.special, s.special, n), nil
	case s.special != nil:
		return object.NewTuple(kind, s.special, center, n), nil
	case center != object.None:
		return object.NewTuple(kind, fractions.New(s.rational(false)), center, n), nil
	case s.n == 0:
		zero := fractions.New(new(big.Rat))
		return object.NewTuple(kind, zero, zero, n), nil
	}
	// Σ(x-m)² = Σx² - (Σx)²/n, exactly.
	count := new(big.Rat).SetInt64(int64(s.n))
	sx := s.rational(false)
	ss := new(big.Rat).Mul(sx, sx)
	ss.Quo(ss, count)
	ss.Sub(s.rational(true), ss)
	return object.NewTuple(kind, fractions.New(ss), fractions.New(new(big.Rat).Quo(sx, count)), n), nil
}

// floatSqrt is the square root of n/d as a float, rounded once: an integer root of more than 53 bits whose last bit tells whether
// anything is left over.
func floatSqrt(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("_float_sqrt", a, kw, 2, 2); err != nil {
		return nil, err
	}
	n, ok1 := object.AsBig(a[0])
	d, ok2 := object.AsBig(a[1])
	if !ok1 || !ok2 {
		return nil, object.TypeErrorf("integers are required")
	}
	if n.Sign() < 0 {
		return nil, object.ValueErrorf("isqrt() argument must be nonnegative")
	}
	q := (n.BitLen() - d.BitLen() - 109) >> 1
	num, den := new(big.Int).Set(n), new(big.Int).Set(d)
	if q >= 0 {
		den.Lsh(den, uint(2*q))
	} else {
		num.Lsh(num, uint(-2*q))
	}
	root := new(big.Int).Quo(num, den)
	root.Sqrt(root)
	square := new(big.Int).Mul(root, root)
	if square.Mul(square, den).Cmp(num) != 0 {
		root.SetBit(root, 0, 1)
	}
	scale := bigOne
	if q >= 0 {
		root.Lsh(root, uint(q))
	} else {
		scale = new(big.Int).Lsh(bigOne, uint(-q))
	}
	return object.BinaryOp(t, object.TrueDiv, object.NewBig(root), object.NewBig(scale))
}

// count gives a dict of the values and how often each comes, in the order in which they first come.
func count(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("_count", a, kw, 1, 1); err != nil {
		return nil, err
	}
	d := object.NewDict()
	n := 0
	err := object.ForEach(t, a[0], func(v value) (bool, error) {
		if n++; n&1023 == 0 {
			if err := t.Checkpoint(1024); err != nil {
				return false, err
			}
		}
		old, err := d.Get(t, v)
		if err != nil {
			return false, err
		}
		k := int64(1)
		if old != nil {
			k, _ = object.AsInt(old)
			k++
		}
		return true, d.Set(t, v, object.NewInt(k))
	})
	if err != nil {
		return nil, err
	}
	return d, nil
}
