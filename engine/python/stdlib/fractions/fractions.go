// Package fractions is Python's fractions module: rational numbers of any size.
package fractions

import (
	"math/big"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/decimal"
)

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// Fraction is a rational number in lowest terms; the denominator is positive. It is immutable.
type Fraction struct{ r *big.Rat }

// Type is the class.
var Type = object.Declare("Fraction", "fractions")

// Type implements object.Object.
func (*Fraction) Type() *object.Type { return Type }

// New makes a Fraction; it keeps r, which must not change any more.
func New(r *big.Rat) *Fraction { return &Fraction{r} }

// As gives the value if o is a Fraction or an instance of a subclass; it must not be changed.
func As(o object.Object) (*big.Rat, bool) {
	if f := fractionOf(o); f != nil {
		return f.r, true
	}
	return nil, false
}

// Ratio is the value; package decimal compares through it. It must not be changed.
func (f *Fraction) Ratio() *big.Rat { return f.r }

func fractionOf(o value) *Fraction {
	if f, ok := o.(*Fraction); ok {
		return f
	}
	f, _ := object.Native(o).(*Fraction)
	return f
}

// rational gives the value of an int or a Fraction; nil for anything else.
func rational(o value) *big.Rat {
	if f := fractionOf(o); f != nil {
		return f.r
	}
	if n, ok := object.AsInt(o); ok {
		return new(big.Rat).SetInt64(n)
	}
	if b, ok := object.AsBig(o); ok {
		return new(big.Rat).SetInt(b)
	}
	return nil
}

// charge asks for the work of an operation on big operands.
func charge(t *thread, x, y *big.Rat) error {
	n := x.Num().BitLen() + x.Denom().BitLen() + y.Num().BitLen() + y.Denom().BitLen()
	if n < 4096 {
		return nil
	}
	if err := t.Alloc(int64(n)); err != nil {
		return err
	}
	// Reducing to lowest terms is quadratic.
	w := n / 64
	return t.Checkpoint(w * w / 32)
}

// zeroDivision is the error of a division of x by zero, where CPython has cancelled x's numerator against the zero already.
func zeroDivision(x *big.Rat) error {
	n := x.Sign()
	if n == 0 {
		return object.ZeroDivisionErrorf("Fraction(0, 0)")
	}
	return object.ZeroDivisionErrorf("Fraction(%d, 0)", n)
}

func init() {
	object.RegisterModule(&object.NativeModule{Name: "fractions", Init: func(t *thread, m *object.Module) error {
		m.Set("Fraction", Type)
		m.Set("Decimal", decimal.DecimalType)
		m.Set("__all__", object.NewList(object.Strs([]string{"Fraction"})))
		numbers, ok := t.RT.Modules.GetName("numbers").(*object.Module)
		if !ok {
			return nil // numbers registers Fraction itself when it comes later
		}
		cls, err := object.GetAttrName(t, numbers, "Rational")
		if err != nil {
			return err
		}
		_, err = object.CallMethod(t, cls, "register", Type)
		return err
	}})
}
