// Package decimal is Python's decimal module: General Decimal Arithmetic with CPython's (libmpdec's) results, signals and texts.
//
// A value is an [apd.Decimal]: a coefficient that needs no allocation of its own up to 38 digits, an exponent of 32 bits and a form.
// The arithmetic on it is this package's own, since libmpdec's results differ from apd's in rounding of transcendental functions, in the
// range of exponents, in NaN payloads and in the exponents of exact results:
//
//	calc.go        settings, status flags, rounding to the context (finalize)
//	arith.go       + - * / // %, fma, comparison
//	rescale.go     quantize, integral values, next_plus, shift, …
//	elementary.go  sqrt, exp, ln, log10, power
//	text.go        reading and writing
//	format.go      format specifications
//	object.go      the class Decimal
//	context.go     Context, getcontext and friends
//	signals.go     exceptions and signal dictionaries
//
// Exponents are bounded by ±10⁹ instead of ±10¹⁸, and nothing is computed digit by digit without asking the thread for the memory and
// steps first, so that Decimal(10)**(10**9) or a precision of MAX_PREC ends the run cleanly.
//
// # For Go code
//
// New, FromString and FromInt make values, As looks at them; Quantize and Text are what the ORM's fields need.
package decimal

import (
	"math/big"

	"github.com/cockroachdb/apd/v3"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// Decimal is a value of the class. It is immutable.
type Decimal struct{ apd.Decimal }

// DecimalType is the class.
var DecimalType = declare("Decimal")

// declare makes a class that messages call by its dotted name, as CPython's do.
func declare(name string) *object.Type {
	tp := object.Declare(name, "decimal")
	tp.Name = "decimal." + name
	return tp
}

// Type implements object.Object.
func (*Decimal) Type() *object.Type { return DecimalType }

// New makes a value; it shares d's coefficient, which must not change any more.
func New(d *apd.Decimal) *Decimal { return &Decimal{*d} }

// FromInt makes a whole number.
func FromInt(n int64) *Decimal {
	d := &Decimal{}
	setInt(&d.Decimal, n)
	return d
}

// FromBig makes a whole number of any size.
func FromBig(b *big.Int) *Decimal {
	d := &Decimal{}
	setBig(&d.Decimal, b)
	return d
}

// FromString reads a number exactly, as Decimal(s) does; ok is false for text that is no number.
func FromString(s string) (d *Decimal, ok bool) {
	d = &Decimal{}
	if parse(&d.Decimal, s) != 0 {
		return nil, false
	}
	return d, true
}

// As gives the value if o is a Decimal or an instance of a subclass; it must not be changed.
func As(o object.Object) (*apd.Decimal, bool) {
	d := decimalOf(o)
	if d == nil {
		return nil, false
	}
	return &d.Decimal, true
}

func decimalOf(o value) *Decimal {
	if d, ok := o.(*Decimal); ok {
		return d
	}
	d, _ := object.Native(o).(*Decimal)
	return d
}

// Text is str(d).
func (d *Decimal) Text() string { return string(appendSci(nil, &d.Decimal, true)) }

// Fixed is format(d, "f"): without an exponent. A number of more than a million digits gives its scientific text instead.
func (d *Decimal) Fixed() string {
	if e := int64(d.Exponent); e > 1000000 || e < -1000000 {
		return d.Text()
	}
	s, _ := formatNumber(nil, &d.Decimal, &formatSpec{typ: 'f', prec: -1, fill: " ", align: '>', sign: '-'}, halfEven)
	return s
}

// IsFinite tells whether d is neither an infinity nor a NaN.
func (d *Decimal) IsFinite() bool { return d.Form == apd.Finite }

// Quantize rounds d, half to even, to places decimal places within digits digits (0: 28); ok is false where that raises InvalidOperation.
func (d *Decimal) Quantize(places, digits int) (r *Decimal, ok bool) {
	s := defaultSettings
	if digits > 0 {
		s.prec = int64(digits)
	}
	w := work{settings: s}
	r = &Decimal{}
	exp := apd.Decimal{Exponent: int32(-places)}
	exp.Coeff.SetInt64(1)
	w.quantize(&r.Decimal, &d.Decimal, &exp)
	return r, w.status&ieeeInvalid == 0 && w.err == nil
}

// Rounded is d rounded half to even to digits significant digits: what Context(prec=digits).create_decimal(d) gives.
func (d *Decimal) Rounded(digits int) *Decimal {
	s := defaultSettings
	s.prec = int64(digits)
	w := work{settings: s}
	r := &Decimal{}
	r.Decimal.Set(&d.Decimal)
	w.finalize(&r.Decimal)
	return r
}

// FromFloat is Decimal.from_float: exact.
func FromFloat(f float64) *Decimal {
	d := &Decimal{}
	setFloat(&d.Decimal, f)
	return d
}

func init() {
	object.RegisterModule(&object.NativeModule{Name: "decimal", Source: source, Init: initModule})
}

// source adds what is a named tuple.
const source = `
from collections import namedtuple as _namedtuple

DecimalTuple = _namedtuple("DecimalTuple", "sign digits exponent", module="decimal")
`

func initModule(t *thread, m *object.Module) error {
	m.Set("Decimal", DecimalType)
	m.Set("Context", ContextType)
	for _, s := range allExceptions {
		m.Set(s.Qualname, s)
	}
	for i, name := range roundingNames {
		m.Set(name, roundingObjects[i])
	}
	m.SetFunc("getcontext", func(t *thread, a []value, kw *kwargs) (value, error) {
		if err := object.CheckArgs("getcontext", a, kw, 0, 0); err != nil {
			return nil, err
		}
		return current(t), nil
	})
	m.SetFunc("setcontext", setContext)
	m.SetFunc("localcontext", localContext)
	m.Set("MAX_PREC", object.NewInt(maxPrec))
	m.Set("MAX_EMAX", object.NewInt(maxPrec))
	m.Set("MIN_EMIN", object.NewInt(-maxPrec))
	m.Set("MIN_ETINY", object.NewInt(-1999999999999999997))
	m.Set("HAVE_THREADS", object.True)
	m.Set("HAVE_CONTEXTVAR", object.True)
	m.Set("__version__", object.NewStr("1.70"))
	m.Set("__libmpdec_version__", object.NewStr("2.5.1"))
	templates := templatesOf(t)
	m.Set("DefaultContext", templates.def)
	m.Set("BasicContext", templates.basic)
	m.Set("ExtendedContext", templates.extended)
	return registerNumber(t)
}

// registerNumber makes Decimal a virtual subclass of numbers.Number. If that module is not there yet it does so itself later.
func registerNumber(t *thread) error {
	m, ok := t.RT.Modules.GetName("numbers").(*object.Module)
	if !ok {
		return nil
	}
	cls, err := object.GetAttrName(t, m, "Number")
	if err != nil {
		return err
	}
	_, err = object.CallMethod(t, cls, "register", DecimalType)
	return err
}
