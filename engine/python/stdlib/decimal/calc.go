package decimal

import (
	"math/big"

	"github.com/cockroachdb/apd/v3"
)

// num is a number being computed.
type num = apd.Decimal

// flags are what an operation has to report; their order is that of a context's repr.
type flags uint32

const (
	clamped flags = 1 << iota
	conversionSyntax
	divisionByZero
	divisionImpossible
	divisionUndefined
	inexact
	invalidContext
	invalidOperation
	floatOperation
	overflow
	rounded
	subnormal
	underflow
)

// ieeeInvalid are the conditions that the signal InvalidOperation stands for.
const ieeeInvalid = conversionSyntax | divisionImpossible | divisionUndefined | invalidContext | invalidOperation

// rounding is a rounding mode.
type rounding uint8

const (
	roundUp rounding = iota
	roundDown
	ceiling
	floor
	halfUp
	halfDown
	halfEven
	round05Up
)

var roundingNames = [...]string{"ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP"}

const (
	maxPrec = 999999999999999999
	// maxExp bounds the exponents that values can have; the sum of two still fits 32 bits.
	maxExp = 1000000000
)

// settings are the numbers of a context.
type settings struct {
	prec, emax, emin int64
	round            rounding
	clamp            bool
	lower            bool // capitals=0
	traps            flags
}

var defaultSettings = settings{prec: 28, emax: 999999, emin: -999999, round: halfEven, traps: ieeeInvalid | divisionByZero | overflow}

func (s *settings) etiny() int64 { return s.emin - s.prec + 1 }
func (s *settings) etop() int64  { return s.emax - s.prec + 1 }

// work is one operation under way.
type work struct {
	settings
	status flags
	t      *thread // nil: nothing is charged
	err    error   // a limit of the run
}

// charge asks for the memory and the steps that numbers of n digits need. It gives false when the run must end.
func (w *work) charge(n int64) bool {
	if n < 512 || w.t == nil || w.err != nil {
		return w.err == nil
	}
	if w.err = w.t.Alloc(n); w.err == nil {
		// Multiplication of n digits, in units of about one instruction of the machine.
		k := n / 19
		steps := k * k / 64
		if k > 40 {
			steps = k * 40 / 64 * (k/400 + 1)
		}
		if left := w.t.RT.Limits.Steps - w.t.RT.StepsUsed; steps > left {
			w.err = w.t.Fail("steps", "stopped: a decimal number of so many digits takes too long to compute")
		} else {
			w.err = w.t.Checkpoint(int(steps))
		}
	}
	return w.err == nil
}

const tableSize = 100

var powersOfTen = func() (p [tableSize]apd.BigInt) {
	p[0].SetInt64(1)
	ten := apd.NewBigInt(10)
	for i := 1; i < tableSize; i++ {
		p[i].Mul(&p[i-1], ten)
	}
	return
}()

// pow10 is 10**n, which must not be changed. Big powers must have been charged.
func pow10(n int64) *apd.BigInt {
	if n < tableSize {
		return &powersOfTen[n]
	}
	z := new(apd.BigInt)
	return z.Exp(&powersOfTen[1], apd.NewBigInt(n), nil)
}

func bigPow10(n int64) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(n), nil)
}

func digits(d *num) int64 { return apd.NumDigits(&d.Coeff) }

// adjusted is the exponent of the first digit.
func adjusted(d *num) int64 { return int64(d.Exponent) + digits(d) - 1 }

func isZero(d *num) bool { return d.Form == apd.Finite && d.Coeff.Sign() == 0 }

func isNaN(d *num) bool { return d.Form == apd.NaN || d.Form == apd.NaNSignaling }

func isSpecial(d *num) bool { return d.Form != apd.Finite }

func setInt(d *num, n int64) {
	d.Form, d.Exponent = apd.Finite, 0
	d.Negative = n < 0
	d.Coeff.SetInt64(n)
	if n < 0 {
		d.Coeff.Abs(&d.Coeff)
	}
}

func setBig(d *num, b *big.Int) {
	if b.IsInt64() {
		setInt(d, b.Int64())
		return
	}
	d.Form, d.Exponent, d.Negative = apd.Finite, 0, b.Sign() < 0
	d.Coeff.SetMathBigInt(b)
	if d.Negative {
		d.Coeff.Abs(&d.Coeff)
	}
}

func setZero(z *num, neg bool, exp int64) {
	z.Form, z.Negative, z.Exponent = apd.Finite, neg, int32(exp)
	z.Coeff.SetInt64(0)
}

func setInf(z *num, neg bool) {
	z.Form, z.Negative, z.Exponent = apd.Infinite, neg, 0
	z.Coeff.SetInt64(0)
}

// invalid makes z a NaN and reports why.
func (w *work) invalid(z *num, why flags) {
	z.Form, z.Negative, z.Exponent = apd.NaN, false, 0
	z.Coeff.SetInt64(0)
	w.status |= why
}

// nans deals with NaN operands: a signalling one first, else the first quiet one. y may be nil.
func (w *work) nans(z, x, y *num) bool {
	var from *num
	switch {
	case x.Form == apd.NaNSignaling:
		from = x
	case y != nil && y.Form == apd.NaNSignaling:
		from = y
	case x.Form == apd.NaN:
		from = x
	case y != nil && y.Form == apd.NaN:
		from = y
	default:
		return false
	}
	if from.Form == apd.NaNSignaling {
		w.status |= invalidOperation
	}
	z.Set(from)
	z.Form = apd.NaN
	w.fixNaN(z)
	return true
}

// fixNaN cuts a payload to the precision.
func (w *work) fixNaN(z *num) {
	max := w.prec
	if w.clamp {
		max--
	}
	if z.Coeff.Sign() != 0 && digits(z) > max {
		if max == 0 {
			z.Coeff.SetInt64(0)
			return
		}
		z.Coeff.Rem(&z.Coeff, pow10(max))
	}
}

// roundsAway tells whether a coefficient q, with the remainder r of a division by p behind it, is to be rounded away from zero.
func roundsAway(mode rounding, neg bool, q, r, p *apd.BigInt) bool {
	if r.Sign() == 0 {
		return false
	}
	switch mode {
	case roundUp:
		return true
	case roundDown:
		return false
	case ceiling:
		return !neg
	case floor:
		return neg
	case round05Up:
		var d apd.BigInt
		d.Rem(q, apd.NewBigInt(5))
		return d.Sign() == 0
	}
	var twice apd.BigInt
	twice.Add(r, r)
	switch c := twice.Cmp(p); {
	case c > 0:
		return true
	case c < 0:
		return false
	}
	return mode == halfUp || mode == halfEven && q.Bit(0) == 1
}

var bigOne = apd.NewBigInt(1)

// cut drops n digits of z's coefficient, rounding; the exponent grows by n. It tells whether any of them was not zero.
func cut(z *num, n int64, mode rounding) (changed bool) {
	if n <= 0 {
		return false
	}
	d := digits(z)
	var r apd.BigInt
	if n > d {
		// All digits go, and half of the last place is out of reach: the digits stand for "a little".
		if z.Coeff.Sign() == 0 {
			z.Exponent += int32(n)
			return false
		}
		z.Coeff.SetInt64(0)
		if roundsAway(mode, z.Negative, &z.Coeff, bigOne, pow10(1)) {
			z.Coeff.SetInt64(1)
		}
		z.Exponent += int32(n)
		return true
	}
	p := pow10(n)
	var q apd.BigInt
	q.QuoRem(&z.Coeff, p, &r)
	if roundsAway(mode, z.Negative, &q, &r, p) {
		q.Add(&q, bigOne)
	}
	z.Coeff.Set(&q)
	z.Exponent += int32(n)
	return r.Sign() != 0
}

// pad makes the exponent smaller by n, with zeros behind the coefficient.
func (w *work) pad(z *num, n int64) {
	if n > 0 && w.charge(n) {
		if z.Coeff.Sign() != 0 {
			z.Coeff.Mul(&z.Coeff, pow10(n))
		}
		z.Exponent -= int32(n)
	}
}

// overflowed makes z what its rounding mode makes of too large a number.
func (w *work) overflowed(z *num) {
	w.status |= overflow | inexact | rounded
	toInf := true
	switch w.round {
	case roundDown, round05Up:
		toInf = false
	case ceiling:
		toInf = !z.Negative
	case floor:
		toInf = z.Negative
	}
	if toInf {
		setInf(z, z.Negative)
		return
	}
	if w.charge(w.prec) {
		z.Form = apd.Finite
		z.Coeff.Sub(pow10(w.prec), bigOne)
		z.Exponent = clampExp(w.etop())
	}
}

func clampExp(e int64) int32 { return int32(min(max(e, -2*maxExp), 2*maxExp)) }

// finalize rounds z to the context.
func (w *work) finalize(z *num) {
	if z.Form != apd.Finite {
		if isNaN(z) {
			w.fixNaN(z)
		}
		return
	}
	exp := int64(z.Exponent)
	etiny, etop := w.etiny(), w.etop()
	if z.Coeff.Sign() == 0 {
		most := w.emax
		if w.clamp {
			most = etop
		}
		if e := min(max(exp, etiny), most); e != exp {
			z.Exponent = clampExp(e)
			w.status |= clamped
		}
		return
	}
	d := digits(z)
	least := d + exp - w.prec
	if least > etop || exp > 2*maxExp {
		w.overflowed(z)
		return
	}
	sub := least < etiny
	if sub {
		least = etiny
	}
	if exp < least {
		changed := cut(z, least-exp, w.round)
		if digits(z) > w.prec {
			cut(z, 1, roundDown)
			least++
		}
		if least > etop {
			w.overflowed(z)
			return
		}
		if sub {
			w.status |= subnormal
			if changed {
				w.status |= underflow
			}
		}
		if changed {
			w.status |= inexact
		}
		w.status |= rounded
		if z.Coeff.Sign() == 0 {
			w.status |= clamped
		}
		return
	}
	if sub {
		w.status |= subnormal
	}
	if w.clamp && exp > etop {
		w.status |= clamped
		w.pad(z, exp-etop)
	}
}
