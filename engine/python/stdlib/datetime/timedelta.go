package datetime

import (
	"math"
	"math/big"
	"strconv"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/internal/pyarg"
)

const (
	maxDeltaDays  = 999999999
	secondsPerDay = 86400
	microsPerDay  = secondsPerDay * 1000000
)

// Timedelta is a duration: 0 ≤ seconds < 86400, 0 ≤ micros < 1000000, and days of either sign.
type Timedelta struct {
	days, seconds, micros int32
}

// Type implements object.Object.
func (*Timedelta) Type() *object.Type { return TimedeltaType }

// Days, Seconds and Micros are the normalised parts.
func (d *Timedelta) Days() int { return int(d.days) }

// Seconds is 0 to 86399.
func (d *Timedelta) Seconds() int { return int(d.seconds) }

// Micros is 0 to 999999.
func (d *Timedelta) Micros() int { return int(d.micros) }

// wholeSeconds is the duration without its microseconds.
func (d *Timedelta) wholeSeconds() int { return int(d.days)*secondsPerDay + int(d.seconds) }

// Microseconds is the whole duration; ok is false when 64 bits do not hold it (beyond 292,000 years).
func (d *Timedelta) Microseconds() (n int64, ok bool) {
	const safe = math.MaxInt64/microsPerDay - 1
	if d.days > safe || d.days < -safe {
		return 0, false
	}
	return (int64(d.days)*secondsPerDay+int64(d.seconds))*1000000 + int64(d.micros), true
}

var bigMicrosPerDay = big.NewInt(microsPerDay)

func (d *Timedelta) big() *big.Int {
	if n, ok := d.Microseconds(); ok {
		return big.NewInt(n)
	}
	b := new(big.Int).Mul(big.NewInt(int64(d.days)), bigMicrosPerDay)
	return b.Add(b, big.NewInt(int64(d.seconds)*1000000+int64(d.micros)))
}

func divFloor(a, b int64) (q, r int64) {
	q, r = a/b, a%b
	if r < 0 {
		q--
		r += b
	}
	return
}

// NewTimedelta makes a duration of parts of any size and sign.
func NewTimedelta(days, seconds, micros int64) (*Timedelta, error) {
	q, us := divFloor(micros, 1000000)
	seconds += q
	q, s := divFloor(seconds, secondsPerDay)
	days += q
	if days < -maxDeltaDays || days > maxDeltaDays {
		return nil, object.OverflowErrorf("days=%d; must have magnitude <= %d", days, maxDeltaDays)
	}
	return &Timedelta{int32(days), int32(s), int32(us)}, nil
}

// FromMicroseconds makes a duration of microseconds, which always fits.
func FromMicroseconds(n int64) *Timedelta {
	d, r := divFloor(n, microsPerDay)
	return &Timedelta{int32(d), int32(r / 1000000), int32(r % 1000000)}
}

func fromBigMicros(n *big.Int) (*Timedelta, error) {
	if n.IsInt64() {
		return FromMicroseconds(n.Int64()), nil
	}
	d, r := new(big.Int).DivMod(n, bigMicrosPerDay, new(big.Int)) // Euclidean: the divisor is positive
	if !d.IsInt64() || d.Int64() > math.MaxInt32 || d.Int64() < math.MinInt32 {
		return nil, object.OverflowErrorf("Python int too large to convert to C int")
	}
	return NewTimedelta(d.Int64(), 0, r.Int64())
}

// IsZero tells whether the duration is empty.
func (d *Timedelta) IsZero() bool { return *d == Timedelta{} }

func (d *Timedelta) neg() (*Timedelta, error) {
	return NewTimedelta(-int64(d.days), -int64(d.seconds), -int64(d.micros))
}

func (d *Timedelta) add(e *Timedelta) (*Timedelta, error) {
	return NewTimedelta(int64(d.days)+int64(e.days), int64(d.seconds)+int64(e.seconds), int64(d.micros)+int64(e.micros))
}

func (d *Timedelta) sub(e *Timedelta) (*Timedelta, error) {
	return NewTimedelta(int64(d.days)-int64(e.days), int64(d.seconds)-int64(e.seconds), int64(d.micros)-int64(e.micros))
}

// cmp orders two durations.
func (d *Timedelta) cmp(e *Timedelta) int {
	switch {
	case d.days != e.days:
		return int(d.days) - int(e.days)
	case d.seconds != e.seconds:
		return int(d.seconds) - int(e.seconds)
	}
	return int(d.micros) - int(e.micros)
}

// String is str(d).
func (d *Timedelta) String() string {
	var buf [40]byte
	b := buf[:0]
	if d.days != 0 {
		b = strconv.AppendInt(b, int64(d.days), 10)
		b = append(b, " day"...)
		if d.days != 1 && d.days != -1 {
			b = append(b, 's')
		}
		b = append(b, ", "...)
	}
	s := int(d.seconds)
	b = strconv.AppendInt(b, int64(s/3600), 10)
	b = append(b, ':')
	b = pyarg.AppendInt(b, s/60%60, 2)
	b = append(b, ':')
	b = pyarg.AppendInt(b, s%60, 2)
	if d.micros != 0 {
		b = append(b, '.')
		b = pyarg.AppendInt(b, int(d.micros), 6)
	}
	return string(b)
}

// typeRepr is how a repr names the class: datetime.date, or a subclass's bare name.
func typeRepr(o value) string { return o.Type().Name }

func deltaRepr(t *thread, o value) (string, error) {
	d := deltaOf(o)
	s := typeRepr(o) + "("
	sep := ""
	for _, p := range []struct {
		name string
		n    int32
	}{{"days", d.days}, {"seconds", d.seconds}, {"microseconds", d.micros}} {
		if p.n != 0 {
			s += sep + p.name + "=" + strconv.Itoa(int(p.n))
			sep = ", "
		}
	}
	if sep == "" {
		s += "0"
	}
	return s + ")", nil
}

func deltaOf(o value) *Timedelta {
	if d, ok := o.(*Timedelta); ok {
		return d
	}
	d, _ := object.Native(o).(*Timedelta)
	return d
}

var deltaSpec = pyarg.Spec{Name: "__new__", Params: []string{"days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"}}

// The units in the order in which they are summed, which matters for the rounding of floats.
var deltaUnits = [...]struct {
	arg    int
	name   string
	micros int64
}{
	{2, "microseconds", 1}, {3, "milliseconds", 1000}, {1, "seconds", 1000000}, {4, "minutes", 60 * 1000000},
	{5, "hours", 3600 * 1000000}, {0, "days", microsPerDay}, {6, "weeks", 7 * microsPerDay},
}

func deltaNew(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	var a [7]value
	if err := deltaSpec.Parse(args, kw, a[:]); err != nil {
		return nil, err
	}
	d, err := newDelta(a)
	if err != nil {
		return nil, err
	}
	if cls == TimedeltaType {
		return d, nil
	}
	return object.NewInstance(cls, d), nil
}

// newDelta sums the units: integers exactly; of a float its whole part exactly, and its fraction as a float that is rounded at the end.
func newDelta(a [7]value) (*Timedelta, error) {
	var small int64
	var sum *big.Int // used once small is not enough
	add := func(n *big.Int, factor int64) {
		if sum == nil {
			sum = big.NewInt(small)
		}
		sum.Add(sum, new(big.Int).Mul(n, big.NewInt(factor)))
	}
	addInt := func(n, factor int64) {
		if sum == nil {
			const lim = 1 << 62
			if p := n * factor; n == 0 || (p/factor == n && p < lim && p > -lim && small < lim && small > -lim) {
				small += p
				return
			}
		}
		add(big.NewInt(n), factor)
	}
	leftover := 0.0
	for _, u := range &deltaUnits {
		v := a[u.arg]
		if v == nil {
			continue
		}
		if n, ok := object.AsInt(v); ok {
			addInt(n, u.micros)
		} else if b, ok := object.AsBig(v); ok {
			add(b, u.micros)
		} else if f, ok := object.AsFloat(v); ok {
			if math.IsInf(f, 0) {
				return nil, object.OverflowErrorf("cannot convert float infinity to integer")
			}
			if f != f {
				return nil, object.ValueErrorf("cannot convert float NaN to integer")
			}
			whole, frac := math.Modf(f)
			if math.Abs(whole) < 1<<62 {
				addInt(int64(whole), u.micros)
			} else {
				b, _ := big.NewFloat(whole).Int(nil)
				add(b, u.micros)
			}
			if frac != 0 {
				w, fr := math.Modf(float64(u.micros) * frac)
				addInt(int64(w), 1)
				leftover += fr
			}
		} else {
			return nil, object.TypeErrorf("unsupported type for timedelta %s component: %s", u.name, object.TypeName(v))
		}
	}
	if leftover != 0 {
		whole := math.Round(leftover)
		if math.Abs(whole-leftover) == 0.5 {
			odd := float64(small & 1)
			if sum != nil {
				odd = float64(sum.Bit(0))
			}
			whole = 2*math.Round((leftover+odd)*0.5) - odd
		}
		addInt(int64(whole), 1)
	}
	if sum == nil {
		return FromMicroseconds(small), nil
	}
	return fromBigMicros(sum)
}

// divNearest is a/b rounded half to even.
func divNearest(a, b *big.Int) *big.Int {
	q, r := new(big.Int).QuoRem(a, b, new(big.Int))
	twice := new(big.Int).Lsh(r, 1)
	c := twice.CmpAbs(b)
	if c > 0 || c == 0 && q.Bit(0) == 1 {
		if a.Sign()*b.Sign() < 0 {
			q.Sub(q, big.NewInt(1))
		} else {
			q.Add(q, big.NewInt(1))
		}
	}
	return q
}

// floatRatio is f.as_integer_ratio().
func floatRatio(f float64) (n, d *big.Int, err error) {
	if f != f {
		return nil, nil, object.ValueErrorf("cannot convert NaN to integer ratio")
	}
	if math.IsInf(f, 0) {
		return nil, nil, object.OverflowErrorf("cannot convert Infinity to integer ratio")
	}
	r := new(big.Rat).SetFloat64(f)
	return r.Num(), r.Denom(), nil
}

func divisionByZero() error { return object.ZeroDivisionErrorf("integer division or modulo by zero") }

func deltaResult(d *Timedelta, err error) (value, error) {
	if err != nil {
		return nil, err
	}
	return d, nil
}

// deltaMul serves both orders.
func deltaMul(t *thread, a, b value) (value, error) {
	d, ok := AsTimedelta(a)
	if !ok {
		if d, ok = AsTimedelta(b); !ok {
			return object.NotImplemented, nil
		}
		b = a
	}
	if n, ok := object.AsInt(b); ok {
		if us, ok := d.Microseconds(); ok {
			if p := us * n; n == 0 || us == 0 || p/n == us && !(n == -1 && us == math.MinInt64) && !(us == -1 && n == math.MinInt64) {
				return FromMicroseconds(p), nil
			}
		}
	}
	if n, ok := object.AsBig(b); ok {
		return deltaResult(fromBigMicros(new(big.Int).Mul(d.big(), n)))
	}
	if f, ok := object.AsFloat(b); ok {
		n, q, err := floatRatio(f)
		if err != nil {
			return nil, err
		}
		return deltaResult(fromBigMicros(divNearest(new(big.Int).Mul(d.big(), n), q)))
	}
	return object.NotImplemented, nil
}

func deltaTrueDiv(t *thread, a, b value) (value, error) {
	d, ok := AsTimedelta(a)
	if !ok {
		return object.NotImplemented, nil
	}
	if e, ok := AsTimedelta(b); ok {
		return object.BinaryOp(t, object.TrueDiv, object.NewBig(d.big()), object.NewBig(e.big()))
	}
	if n, ok := object.AsBig(b); ok {
		if n.Sign() == 0 {
			return nil, divisionByZero()
		}
		return deltaResult(fromBigMicros(divNearest(d.big(), n)))
	}
	if f, ok := object.AsFloat(b); ok {
		n, q, err := floatRatio(f)
		if err != nil {
			return nil, err
		}
		if n.Sign() == 0 {
			return nil, divisionByZero()
		}
		return deltaResult(fromBigMicros(divNearest(new(big.Int).Mul(d.big(), q), n)))
	}
	return object.NotImplemented, nil
}

func deltaFloorDiv(t *thread, a, b value) (value, error) {
	d, ok := AsTimedelta(a)
	if !ok {
		return object.NotImplemented, nil
	}
	if e, ok := AsTimedelta(b); ok {
		return object.BinaryOp(t, object.FloorDiv, object.NewBig(d.big()), object.NewBig(e.big()))
	}
	if n, ok := object.AsBig(b); ok {
		if n.Sign() == 0 {
			return nil, divisionByZero()
		}
		q, r := new(big.Int).QuoRem(d.big(), n, new(big.Int))
		if r.Sign() != 0 && r.Sign() != n.Sign() {
			q.Sub(q, big.NewInt(1))
		}
		return deltaResult(fromBigMicros(q))
	}
	return object.NotImplemented, nil
}

func deltaMod(t *thread, a, b value) (value, error) {
	d, ok1 := AsTimedelta(a)
	e, ok2 := AsTimedelta(b)
	if !ok1 || !ok2 {
		return object.NotImplemented, nil
	}
	r, err := object.BinaryOp(t, object.Mod, object.NewBig(d.big()), object.NewBig(e.big()))
	if err != nil {
		return nil, err
	}
	n, _ := object.AsBig(r)
	return deltaResult(fromBigMicros(n))
}

func deltaDivMod(t *thread, a, b value) (value, error) {
	_, ok1 := AsTimedelta(a)
	_, ok2 := AsTimedelta(b)
	if !ok1 || !ok2 {
		return object.NotImplemented, nil
	}
	q, err := deltaFloorDiv(t, a, b)
	if err != nil {
		return nil, err
	}
	r, err := deltaMod(t, a, b)
	if err != nil {
		return nil, err
	}
	return object.NewTuple(q, r), nil
}

// deltaAddSub makes + and - of two durations.
func deltaAddSub(f func(d, e *Timedelta) (*Timedelta, error)) object.BinaryFunc {
	return func(t *thread, a, b value) (value, error) {
		d, ok1 := AsTimedelta(a)
		e, ok2 := AsTimedelta(b)
		if !ok1 || !ok2 {
			return object.NotImplemented, nil
		}
		return deltaResult(f(d, e))
	}
}

func swapped(f object.BinaryFunc) object.BinaryFunc {
	return func(t *thread, self, other value) (value, error) { return f(t, other, self) }
}

func reflect(bin [object.NumBinaryOps]object.BinaryFunc) (r [object.NumBinaryOps]object.BinaryFunc) {
	for i, f := range bin {
		if f != nil {
			r[i] = swapped(f)
		}
	}
	return
}

func hashDelta(t *thread, d *Timedelta) (int64, error) {
	return object.Hash(t, object.NewTuple(object.NewInt(int64(d.days)), object.NewInt(int64(d.seconds)), object.NewInt(int64(d.micros))))
}

func init() {
	bin := [object.NumBinaryOps]object.BinaryFunc{
		object.Add: deltaAddSub((*Timedelta).add), object.Sub: deltaAddSub((*Timedelta).sub), object.Mul: deltaMul, object.TrueDiv: deltaTrueDiv,
		object.FloorDiv: deltaFloorDiv, object.Mod: deltaMod, object.DivMod: deltaDivMod,
	}
	TimedeltaType.Define(object.Spec{
		Doc: "Difference between two datetime values.",
		Slots: object.Slots{
			New: deltaNew, Repr: deltaRepr,
			Str:  func(t *thread, o value) (string, error) { return deltaOf(o).String(), nil },
			Hash: func(t *thread, o value) (int64, error) { return hashDelta(t, deltaOf(o)) },
			Bool: func(t *thread, o value) (bool, error) { return !deltaOf(o).IsZero(), nil },
			RichCompare: func(t *thread, a, b value, op object.CompareOp) (value, error) {
				e, ok := AsTimedelta(b)
				if !ok {
					return object.NotImplemented, nil
				}
				return compare(deltaOf(a).cmp(e), op), nil
			},
			Binary: bin, RBinary: reflect(bin),
			Neg: func(t *thread, o value) (value, error) { return deltaResult(deltaOf(o).neg()) },
			Pos: func(t *thread, o value) (value, error) { d := *deltaOf(o); return &d, nil },
			Abs: func(t *thread, o value) (value, error) {
				d := deltaOf(o)
				if d.days < 0 {
					return deltaResult(d.neg())
				}
				return d, nil
			},
		},
		GetSets: []object.GetSet{
			{Name: "days", Get: fieldGet(func(o value) int { return deltaOf(o).Days() })},
			{Name: "seconds", Get: fieldGet(func(o value) int { return deltaOf(o).Seconds() })},
			{Name: "microseconds", Get: fieldGet(func(o value) int { return deltaOf(o).Micros() })},
		},
		Methods: []object.Method{noArgs("timedelta", "total_seconds", func(t *thread, o value) (value, error) {
			return object.BinaryOp(t, object.TrueDiv, object.NewBig(deltaOf(o).big()), object.NewInt(1000000))
		}),
		},
		Attrs: map[string]value{
			"min":        &Timedelta{-maxDeltaDays, 0, 0},
			"max":        &Timedelta{maxDeltaDays, secondsPerDay - 1, 999999},
			"resolution": &Timedelta{0, 0, 1},
		},
	})
}
