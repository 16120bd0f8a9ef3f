package object

import (
	"math"
	"math/big"
)

// Bool is Python's bool, Int its int where 64 bits hold it, BigInt where they don't, Float its float (IEEE double), Complex its complex.
type (
	Bool    bool
	Int     int64
	BigInt  struct{ big.Int }
	Float   float64
	Complex complex128
)

// The numeric types. bool derives from int.
var (
	IntType     = Declare("int", "builtins")
	BoolType    = Declare("bool", "builtins", IntType)
	FloatType   = Declare("float", "builtins")
	ComplexType = Declare("complex", "builtins")
)

func (Bool) Type() *Type    { return BoolType }
func (Int) Type() *Type     { return IntType }
func (*BigInt) Type() *Type { return IntType }
func (Float) Type() *Type   { return FloatType }
func (Complex) Type() *Type { return ComplexType }

// True and False.
var (
	True  Object = Bool(true)
	False Object = Bool(false)
)

const (
	smallIntMin = -256
	smallIntMax = 1024

	// SmallIntMin and SmallIntMax bound the ints that exist once.
	SmallIntMin = smallIntMin
	SmallIntMax = smallIntMax
)

// smallInts are boxed once: putting an Int into an interface allocates.
var smallInts = func() (t [smallIntMax - smallIntMin + 1]Object) {
	for i := range t {
		t[i] = Int(i + smallIntMin)
	}
	return
}()

// NewInt makes an int.
func NewInt(v int64) Object {
	if v >= smallIntMin && v <= smallIntMax {
		return smallInts[v-smallIntMin]
	}
	return Int(v)
}

// NewBig makes an int of any size; it keeps b if b needs more than 64 bits.
func NewBig(b *big.Int) Object {
	if b.IsInt64() {
		return NewInt(b.Int64())
	}
	return &BigInt{*b}
}

// NewBool makes a bool.
func NewBool(b bool) Object {
	if b {
		return True
	}
	return False
}

// AsInt gives o's value if o is an int (bools and subclasses included) that fits in 64 bits.
func AsInt(o Object) (int64, bool) {
	switch o := o.(type) {
	case Int:
		return int64(o), true
	case Bool:
		if o {
			return 1, true
		}
		return 0, true
	case *Instance:
		if o.Native != nil {
			if n, ok := o.Native.(Object); ok {
				if _, again := n.(*Instance); !again {
					return AsInt(n)
				}
			}
		}
	}
	return 0, false
}

// AsBig gives o's value if o is an int of any size (bools and subclasses included). The result must not be changed.
func AsBig(o Object) (*big.Int, bool) {
	if i, ok := AsInt(o); ok {
		return big.NewInt(i), true
	}
	b, ok := Native(o).(*BigInt)
	if ok {
		return &b.Int, true
	}
	return nil, false
}

// AsFloat gives o's value if o is a float or an instance of a subclass; ints are not floats here (see ToFloat).
func AsFloat(o Object) (float64, bool) {
	f, ok := Native(o).(Float)
	return float64(f), ok
}

func sameFloat(a, b Float) bool { return math.Float64bits(float64(a)) == math.Float64bits(float64(b)) }
