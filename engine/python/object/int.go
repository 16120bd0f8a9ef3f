package object

import (
	"math"
	"math/big"
	"math/bits"
)

// Behaviour of int: arithmetic, comparison, hashing. Every function takes both operands as they come, so that the
// reflected slots can reuse it; an operand that is not an int gives NotImplemented.

// intParts gives an int object's value: in i when b is nil, else in b (which must not be changed).
func intParts(o Object) (i int64, b *big.Int, ok bool) {
	switch o := o.(type) {
	case Int:
		return int64(o), nil, true
	case *BigInt:
		return 0, &o.Int, true
	case Bool:
		if o {
			return 1, nil, true
		}
		return 0, nil, true
	case *Instance:
		switch n := o.Native.(type) {
		case Int:
			return int64(n), nil, true
		case *BigInt:
			return 0, &n.Int, true
		}
	}
	return 0, nil, false
}

func toBig(i int64, b *big.Int) *big.Int {
	if b != nil {
		return b
	}
	return big.NewInt(i)
}

// plainInt is o as an object of type int itself: True becomes 1, an instance of a subclass its value.
func plainInt(o Object) Object {
	switch o := o.(type) {
	case Int, *BigInt:
		return o
	case *Instance:
		if n, ok := o.Native.(Object); ok {
			return n
		}
	}
	i, _, _ := intParts(o)
	return NewInt(i)
}

func reflected(f BinaryFunc) BinaryFunc {
	return func(t *Thread, self, other Object) (Object, error) { return f(t, other, self) }
}

// intOp makes a slot of a function on 64 bits, which says whether the result fits, and one on big ints.
func intOp(small func(x, y int64) (int64, bool), large func(t *Thread, x, y *big.Int) (*big.Int, error)) BinaryFunc {
	return func(t *Thread, a, b Object) (Object, error) {
		x, bx, ok := intParts(a)
		if !ok {
			return NotImplemented, nil
		}
		y, by, ok := intParts(b)
		if !ok {
			return NotImplemented, nil
		}
		if bx == nil && by == nil {
			if z, ok := small(x, y); ok {
				return NewInt(z), nil
			}
		}
		z, err := large(t, toBig(x, bx), toBig(y, by))
		if err != nil {
			return nil, err
		}
		return NewBig(z), nil
	}
}

// intWork charges for big arithmetic before it is done: memory for the result's bits, steps for the work.
func intWork(t *Thread, bits, cost int64) error {
	if bits > 1<<13 {
		if err := t.Alloc(bits / 8 * 2); err != nil {
			return err
		}
	}
	if cost > 1<<12 {
		steps := cost >> 3
		if steps > t.RT.Limits.Steps-t.RT.StepsUsed {
			return t.Fail("steps", "stopped: a number with about "+thousands(int64(float64(bits)*0.30103))+" digits takes too long to compute")
		}
		return t.Checkpoint(int(steps))
	}
	return nil
}

// mulCost estimates word multiplications for operands of these sizes, as Karatsuba's method needs them.
func mulCost(bitsX, bitsY int) int64 {
	x, y := float64(bitsX/64+1), float64(bitsY/64+1)
	if x < y {
		x, y = y, x
	}
	return int64(x * math.Pow(y, 0.585))
}

var intAdd = intOp(
	func(x, y int64) (int64, bool) {
		z := x + y
		return z, (z > x) == (y > 0)
	},
	func(t *Thread, x, y *big.Int) (*big.Int, error) { return new(big.Int).Add(x, y), nil })

var intSub = intOp(
	func(x, y int64) (int64, bool) {
		z := x - y
		return z, (z < x) == (y > 0)
	},
	func(t *Thread, x, y *big.Int) (*big.Int, error) { return new(big.Int).Sub(x, y), nil })

var intMul = intOp(mul64, bigMul)

func mul64(x, y int64) (int64, bool) {
	if x == 0 || y == 0 {
		return 0, true
	}
	z := x * y
	if uint64(x+1<<31) < 1<<32 && uint64(y+1<<31) < 1<<32 {
		return z, true
	}
	if x == -1 && y == math.MinInt64 || y == -1 && x == math.MinInt64 || z/y != x {
		return 0, false
	}
	return z, true
}

func bigMul(t *Thread, x, y *big.Int) (*big.Int, error) {
	if err := intWork(t, int64(x.BitLen())+int64(y.BitLen()), mulCost(x.BitLen(), y.BitLen())); err != nil {
		return nil, err
	}
	return new(big.Int).Mul(x, y), nil
}

// floorDiv is division that rounds down; only MinInt64 // -1 does not fit.
func floorDiv(x, y int64) (q, r int64, ok bool) {
	if x == math.MinInt64 && y == -1 {
		return 0, 0, false
	}
	q, r = x/y, x%y
	if r != 0 && (r < 0) != (y < 0) {
		q--
		r += y
	}
	return q, r, true
}

// bigFloorDiv gives quotient and remainder as Python rounds them.
func bigFloorDiv(t *Thread, x, y *big.Int) (q, r *big.Int, err error) {
	if n, m := x.BitLen(), y.BitLen(); n > m {
		if err := intWork(t, int64(n), mulCost(n-m, m)*2); err != nil {
			return nil, nil, err
		}
	}
	q, r = new(big.Int).QuoRem(x, y, new(big.Int))
	if r.Sign() != 0 && r.Sign() != y.Sign() {
		q.Sub(q, big.NewInt(1))
		r.Add(r, y)
	}
	return q, r, nil
}

func intDivision(zero string, small func(q, r int64) int64, large func(q, r *big.Int) *big.Int) BinaryFunc {
	return func(t *Thread, a, b Object) (Object, error) {
		x, bx, ok := intParts(a)
		if !ok {
			return NotImplemented, nil
		}
		y, by, ok := intParts(b)
		if !ok {
			return NotImplemented, nil
		}
		if by == nil && y == 0 {
			return nil, ZeroDivisionErrorf("%s", zero)
		}
		if bx == nil && by == nil {
			if q, r, ok := floorDiv(x, y); ok {
				return NewInt(small(q, r)), nil
			}
		}
		q, r, err := bigFloorDiv(t, toBig(x, bx), toBig(y, by))
		if err != nil {
			return nil, err
		}
		return NewBig(large(q, r)), nil
	}
}

var intFloorDiv = intDivision("integer division or modulo by zero",
	func(q, _ int64) int64 { return q }, func(q, _ *big.Int) *big.Int { return q })

var intMod = intDivision("integer modulo by zero",
	func(_, r int64) int64 { return r }, func(_, r *big.Int) *big.Int { return r })

func intDivMod(t *Thread, a, b Object) (Object, error) {
	x, bx, ok := intParts(a)
	if !ok {
		return NotImplemented, nil
	}
	y, by, ok := intParts(b)
	if !ok {
		return NotImplemented, nil
	}
	if by == nil && y == 0 {
		return nil, ZeroDivisionErrorf("integer division or modulo by zero")
	}
	if bx == nil && by == nil {
		if q, r, ok := floorDiv(x, y); ok {
			return NewTuple(NewInt(q), NewInt(r)), nil
		}
	}
	q, r, err := bigFloorDiv(t, toBig(x, bx), toBig(y, by))
	if err != nil {
		return nil, err
	}
	return NewTuple(NewBig(q), NewBig(r)), nil
}

func intTrueDiv(t *Thread, a, b Object) (Object, error) {
	x, bx, ok := intParts(a)
	if !ok {
		return NotImplemented, nil
	}
	y, by, ok := intParts(b)
	if !ok {
		return NotImplemented, nil
	}
	if by == nil && y == 0 {
		return nil, ZeroDivisionErrorf("division by zero")
	}
	const exact = 1 << 53
	if bx == nil && by == nil && -exact <= x && x <= exact && -exact <= y && y <= exact {
		return Float(float64(x) / float64(y)), nil
	}
	p, q := toBig(x, bx), toBig(y, by)
	if p.Sign() == 0 {
		if q.Sign() < 0 {
			return Float(math.Copysign(0, -1)), nil
		}
		return Float(0), nil
	}
	// Far out of float's range either way: no need to reduce a huge fraction.
	if d := p.BitLen() - q.BitLen(); d > 1100 {
		return nil, OverflowErrorf("integer division result too large for a float")
	} else if d < -1200 {
		if p.Sign() != q.Sign() {
			return Float(math.Copysign(0, -1)), nil
		}
		return Float(0), nil
	}
	f := quotientFloat(p, q)
	if math.IsInf(f, 0) {
		return nil, OverflowErrorf("integer division result too large for a float")
	}
	return Float(f), nil
}

// quotientFloat is p/q rounded once, half to even: p is shifted so that the integer quotient has 64 bits or more, the
// remainder is kept as a sticky bit, and big.Float rounds.
func quotientFloat(p, q *big.Int) float64 {
	shift := q.BitLen() - p.BitLen() + 66
	n, d := new(big.Int).Abs(p), new(big.Int).Abs(q)
	if shift > 0 {
		n.Lsh(n, uint(shift))
	} else {
		d.Lsh(d, uint(-shift))
	}
	quo, rem := n.QuoRem(n, d, new(big.Int))
	quo.Lsh(quo, 1)
	if rem.Sign() != 0 {
		quo.SetBit(quo, 0, 1)
	}
	bf := new(big.Float).SetPrec(uint(quo.BitLen())).SetInt(quo)
	bf.SetMantExp(bf, -shift-1)
	f, _ := bf.Float64()
	if p.Sign() != q.Sign() {
		f = -f
	}
	return f
}

func intPow(t *Thread, a, b Object) (Object, error) {
	x, bx, ok := intParts(a)
	if !ok {
		return NotImplemented, nil
	}
	y, by, ok := intParts(b)
	if !ok {
		return NotImplemented, nil
	}
	if by == nil && y < 0 || by != nil && by.Sign() < 0 {
		f, err := intToFloat(x, bx)
		if err != nil {
			return nil, err
		}
		g, err := intToFloat(y, by)
		if err != nil {
			return nil, err
		}
		return floatPow(f, g)
	}
	if bx == nil {
		switch {
		case by == nil && y == 0 || x == 1:
			return NewInt(1), nil
		case x == 0:
			return NewInt(0), nil
		case x == -1:
			odd := y&1 == 1
			if by != nil {
				odd = by.Bit(0) == 1
			}
			if odd {
				return NewInt(-1), nil
			}
			return NewInt(1), nil
		case by == nil:
			if z, ok := pow64(x, y); ok {
				return NewInt(z), nil
			}
		}
	}
	base := toBig(x, bx)
	if by != nil || float64(base.BitLen()-1)*float64(y) > 1<<50 {
		return nil, t.OutOfMemory()
	}
	n := int64(base.BitLen()) * y
	cost := mulCost(int(n/2), int(n/2))
	if base.BitLen() <= 64 && bits.OnesCount64(new(big.Int).Abs(base).Uint64()) == 1 { // a power of two is only a shift
		cost = n / 64
	}
	if err := intWork(t, n, cost*3/2); err != nil {
		return nil, err
	}
	return NewBig(bigPow(base, uint64(y))), nil
}

func pow64(x, y int64) (int64, bool) {
	z, ok := int64(1), true
	for {
		if y&1 == 1 {
			if z, ok = mul64(z, x); !ok {
				return 0, false
			}
		}
		if y >>= 1; y == 0 {
			return z, true
		}
		if x, ok = mul64(x, x); !ok {
			return 0, false
		}
	}
}

// bigPow is big.Int.Exp without modulus, which keeps the factors of two out of the multiplications.
func bigPow(x *big.Int, y uint64) *big.Int {
	tz := x.TrailingZeroBits()
	odd := new(big.Int).Rsh(x, tz)
	z := new(big.Int).Exp(odd, new(big.Int).SetUint64(y), nil)
	return z.Lsh(z, tz*uint(y))
}

func powModError(a, b, m Object) error {
	return TypeErrorf("unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", TypeName(a), TypeName(b), TypeName(m))
}

// powMod is pow(a, b, m) with a third argument that is not None.
func powMod(t *Thread, a, b, m Object) (Object, error) {
	// With three arguments the first one's __pow__ is asked, and no __rpow__.
	if f := a.Type().LookupName("__pow__"); f != nil {
		if _, native := f.(*SlotWrapper); !native {
			r, err := callSpecial(t, a, Intern("__pow__"), b, m)
			if r != NotImplemented || err != nil {
				return r, err
			}
			return nil, powModError(a, b, m)
		}
	}
	x, bx, ok1 := intParts(a)
	y, by, ok2 := intParts(b)
	z, bz, ok3 := intParts(m)
	if !ok1 || !ok2 || !ok3 {
		for _, o := range []Object{a, b, m} {
			if _, ok := Native(o).(Complex); ok {
				return nil, ValueErrorf("complex modulo")
			}
		}
		if isReal(a) && isReal(b) && isReal(m) {
			return nil, TypeErrorf("pow() 3rd argument not allowed unless all arguments are integers")
		}
		return nil, powModError(a, b, m)
	}
	if bz == nil && z == 0 {
		return nil, ValueErrorf("pow() 3rd argument cannot be 0")
	}
	base, exp, mod := toBig(x, bx), toBig(y, by), toBig(z, bz)
	neg := mod.Sign() < 0
	mod = new(big.Int).Abs(mod)
	if mod.BitLen() == 1 {
		return NewInt(0), nil
	}
	if exp.Sign() < 0 {
		inv := new(big.Int).ModInverse(new(big.Int).Mod(base, mod), mod)
		if inv == nil {
			return nil, ValueErrorf("base is not invertible for the given modulus")
		}
		base, exp = inv, new(big.Int).Neg(exp)
	}
	w := int64(mod.BitLen()/64 + 1)
	if err := intWork(t, int64(mod.BitLen()), w*w*int64(exp.BitLen())); err != nil {
		return nil, err
	}
	r := new(big.Int).Exp(new(big.Int).Mod(base, mod), exp, mod)
	if neg && r.Sign() != 0 {
		r.Sub(r, mod)
	}
	return NewBig(r), nil
}

func isReal(o Object) bool { return IsInstance(o, IntType) || IsInstance(o, FloatType) }

func intLShift(t *Thread, a, b Object) (Object, error) {
	x, bx, ok := intParts(a)
	if !ok {
		return NotImplemented, nil
	}
	y, by, ok := intParts(b)
	if !ok {
		return NotImplemented, nil
	}
	if y < 0 || by != nil && by.Sign() < 0 {
		return nil, ValueErrorf("negative shift count")
	}
	if bx == nil && x == 0 {
		return NewInt(0), nil
	}
	if by != nil {
		return nil, OverflowErrorf("too many digits in integer")
	}
	if bx == nil && y < 63 {
		if z := x << uint(y); z>>uint(y) == x {
			return NewInt(z), nil
		}
	}
	if y > 1<<50 {
		return nil, t.Alloc(math.MaxInt64)
	}
	p := toBig(x, bx)
	if err := intWork(t, int64(p.BitLen())+y, 0); err != nil {
		return nil, err
	}
	return NewBig(new(big.Int).Lsh(p, uint(y))), nil
}

func intRShift(t *Thread, a, b Object) (Object, error) {
	x, bx, ok := intParts(a)
	if !ok {
		return NotImplemented, nil
	}
	y, by, ok := intParts(b)
	if !ok {
		return NotImplemented, nil
	}
	if y < 0 || by != nil && by.Sign() < 0 {
		return nil, ValueErrorf("negative shift count")
	}
	if bx == nil {
		if by != nil || y > 63 {
			y = 63
		}
		return NewInt(x >> uint(y)), nil
	}
	if by != nil || y > int64(bx.BitLen()) {
		y = int64(bx.BitLen())
	}
	return NewBig(new(big.Int).Rsh(bx, uint(y))), nil
}

var (
	intAnd = intOp(func(x, y int64) (int64, bool) { return x & y, true },
		func(t *Thread, x, y *big.Int) (*big.Int, error) { return new(big.Int).And(x, y), nil })
	intOr = intOp(func(x, y int64) (int64, bool) { return x | y, true },
		func(t *Thread, x, y *big.Int) (*big.Int, error) { return new(big.Int).Or(x, y), nil })
	intXor = intOp(func(x, y int64) (int64, bool) { return x ^ y, true },
		func(t *Thread, x, y *big.Int) (*big.Int, error) { return new(big.Int).Xor(x, y), nil })
)

func intCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	x, bx, ok := intParts(a)
	if !ok {
		return NotImplemented, nil
	}
	y, by, ok := intParts(b)
	if !ok {
		return NotImplemented, nil
	}
	c := 0
	if bx == nil && by == nil {
		switch {
		case x < y:
			c = -1
		case x > y:
			c = 1
		}
	} else {
		c = toBig(x, bx).Cmp(toBig(y, by))
	}
	return NewBool(compareResult(c, op)), nil
}

// compareResult turns a three-way comparison into op's answer.
func compareResult(c int, op CompareOp) bool {
	switch op {
	case LT:
		return c < 0
	case LE:
		return c <= 0
	case EQ:
		return c == 0
	case NE:
		return c != 0
	case GT:
		return c > 0
	}
	return c >= 0
}

var hashModulus = big.NewInt(1<<61 - 1)

func hashBig(b *big.Int) int64 {
	h := new(big.Int).Rem(b, hashModulus).Int64()
	if h == -1 {
		return -2
	}
	return h
}

func intHash(t *Thread, o Object) (int64, error) {
	i, b, _ := intParts(o)
	if b != nil {
		return hashBig(b), nil
	}
	return hashInt(i), nil
}

// intToFloat converts with correct rounding; too large raises OverflowError.
func intToFloat(i int64, b *big.Int) (float64, error) {
	if b == nil {
		return float64(i), nil
	}
	if b.BitLen() > 1100 {
		return 0, OverflowErrorf("int too large to convert to float")
	}
	f, _ := new(big.Float).SetInt(b).Float64()
	if math.IsInf(f, 0) {
		return 0, OverflowErrorf("int too large to convert to float")
	}
	return f, nil
}

func intNeg(t *Thread, o Object) (Object, error) {
	i, b, _ := intParts(o)
	if b == nil && i != math.MinInt64 {
		return NewInt(-i), nil
	}
	return NewBig(new(big.Int).Neg(toBig(i, b))), nil
}

func intAbs(t *Thread, o Object) (Object, error) {
	i, b, _ := intParts(o)
	if b == nil && i < 0 || b != nil && b.Sign() < 0 {
		return intNeg(t, o)
	}
	return plainInt(o), nil
}

func intInvert(t *Thread, o Object) (Object, error) {
	i, b, _ := intParts(o)
	if b == nil {
		return NewInt(^i), nil
	}
	return NewBig(new(big.Int).Not(b)), nil
}

func intSelf(t *Thread, o Object) (Object, error) { return plainInt(o), nil }

func init() {
	bin := [NumBinaryOps]BinaryFunc{
		Add: intAdd, Sub: intSub, Mul: intMul, TrueDiv: intTrueDiv, FloorDiv: intFloorDiv, Mod: intMod, Pow: intPow,
		LShift: intLShift, RShift: intRShift, And: intAnd, Or: intOr, Xor: intXor, DivMod: intDivMod,
	}
	IntType.Define(Spec{
		NoDict: true,
		Slots: Slots{
			New: intNew, Repr: intRepr, Hash: intHash, RichCompare: intCompare, Format: intFormat,
			Bool: func(t *Thread, o Object) (bool, error) {
				i, b, _ := intParts(o)
				return b != nil || i != 0, nil
			},
			Binary: bin, RBinary: reflectedAll(bin),
			Neg: intNeg, Pos: intSelf, Abs: intAbs, Invert: intInvert, Int: intSelf, Index: intSelf,
			Float: func(t *Thread, o Object) (Object, error) {
				f, err := intToFloat(toParts(o))
				return Float(f), err
			},
		},
		Methods: intMethods, GetSets: numberGetSets(intSelf, func(*Thread, Object) (Object, error) { return NewInt(0), nil },
			GetSet{Name: "numerator", Get: intSelf},
			GetSet{Name: "denominator", Get: func(*Thread, Object) (Object, error) { return NewInt(1), nil }}),
	})
	BoolType.Define(Spec{
		Final: true,
		Slots: Slots{
			New: boolNew,
			Repr: func(t *Thread, o Object) (string, error) {
				if o.(Bool) {
					return "True", nil
				}
				return "False", nil
			},
			Binary:  [NumBinaryOps]BinaryFunc{And: boolOp(intAnd), Or: boolOp(intOr), Xor: boolOp(intXor)},
			RBinary: [NumBinaryOps]BinaryFunc{And: reflected(boolOp(intAnd)), Or: reflected(boolOp(intOr)), Xor: reflected(boolOp(intXor))},
		},
	})
}

func toParts(o Object) (int64, *big.Int) {
	i, b, _ := intParts(o)
	return i, b
}

func reflectedAll(bin [NumBinaryOps]BinaryFunc) (r [NumBinaryOps]BinaryFunc) {
	for i, f := range bin {
		if f != nil {
			r[i] = reflected(f)
		}
	}
	return
}

// boolOp keeps & | ^ of two bools a bool.
func boolOp(f BinaryFunc) BinaryFunc {
	return func(t *Thread, a, b Object) (Object, error) {
		r, err := f(t, a, b)
		if err != nil || r == NotImplemented {
			return r, err
		}
		_, ok1 := a.(Bool)
		_, ok2 := b.(Bool)
		if ok1 && ok2 {
			return NewBool(r.(Int) != 0), nil
		}
		return r, nil
	}
}

func boolNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("bool", args, kw, 0, 1); err != nil {
		return nil, err
	}
	if len(args) == 0 {
		return False, nil
	}
	b, err := Truth(t, args[0])
	return NewBool(b), err
}

// numberGetSets are real and imag, and what else the type has.
func numberGetSets(re, im func(*Thread, Object) (Object, error), more ...GetSet) []GetSet {
	return append([]GetSet{{Name: "real", Get: re}, {Name: "imag", Get: im}}, more...)
}
