package math

import (
	"math"
	"math/big"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The functions on whole numbers: factorial, comb, perm, gcd, lcm, isqrt, and prod.

func index(t *object.Thread, o object.Object) (*big.Int, error) {
	n, err := object.ToIndex(t, o)
	if err != nil {
		return nil, err
	}
	b, _ := object.AsBig(n)
	return b, nil
}

// product multiplies lo·(lo+1)·…·hi, halving so that the factors stay of one size.
func product(t *object.Thread, lo, hi int64) (object.Object, error) {
	if hi-lo < 8 {
		r := object.NewInt(lo)
		for i := lo + 1; i <= hi; i++ {
			var err error
			if r, err = object.BinaryOp(t, object.Mul, r, object.NewInt(i)); err != nil {
				return nil, err
			}
		}
		return r, nil
	}
	mid := lo + (hi-lo)/2
	a, err := product(t, lo, mid)
	if err != nil {
		return nil, err
	}
	b, err := product(t, mid+1, hi)
	if err != nil {
		return nil, err
	}
	return object.BinaryOp(t, object.Mul, a, b)
}

// tooMany refuses products of so many factors that even counting them would take too long.
func tooMany(t *object.Thread, n int64) error {
	if n > 10_000_000 {
		return t.OutOfMemory()
	}
	return t.Work(int(n))
}

func factorial(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("math.factorial", args, kw, 1, 1); err != nil {
		return nil, err
	}
	return factorialOf(t, args[0])
}

func factorialOf(t *object.Thread, o object.Object) (object.Object, error) {
	n, err := index(t, o)
	if err != nil {
		return nil, err
	}
	switch {
	case n.Sign() < 0:
		return nil, object.ValueErrorf("factorial() not defined for negative values")
	case !n.IsInt64():
		return nil, object.OverflowErrorf("factorial() argument should not exceed %d", int64(math.MaxInt64))
	case n.Int64() < 2:
		return object.NewInt(1), nil
	}
	if err := tooMany(t, n.Int64()); err != nil {
		return nil, err
	}
	return product(t, 1, n.Int64())
}

func comb(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("math.comb", args, kw, 2, 2); err != nil {
		return nil, err
	}
	n, err := index(t, args[0])
	if err != nil {
		return nil, err
	}
	k, err := index(t, args[1])
	if err != nil {
		return nil, err
	}
	if n.Sign() < 0 {
		return nil, object.ValueErrorf("n must be a non-negative integer")
	}
	if k.Sign() < 0 {
		return nil, object.ValueErrorf("k must be a non-negative integer")
	}
	if d := new(big.Int).Sub(n, k); d.Sign() < 0 {
		return object.NewInt(0), nil
	} else if d.Cmp(k) < 0 {
		k = d
	}
	if !k.IsInt64() {
		return nil, object.OverflowErrorf("min(n - k, k) must not exceed %d", int64(math.MaxInt64))
	}
	num, err := falling(t, n, k.Int64())
	if err != nil {
		return nil, err
	}
	den, err := factorialOf(t, object.NewBig(k))
	if err != nil {
		return nil, err
	}
	return object.BinaryOp(t, object.FloorDiv, num, den)
}

// falling is n·(n-1)·…, k factors.
func falling(t *object.Thread, n *big.Int, k int64) (object.Object, error) {
	if err := tooMany(t, k); err != nil {
		return nil, err
	}
	if k == 0 {
		return object.NewInt(1), nil
	}
	if n.IsInt64() {
		return product(t, n.Int64()-k+1, n.Int64())
	}
	r := object.NewInt(1)
	f := new(big.Int).Set(n)
	for ; k > 0; k-- {
		var err error
		if r, err = object.BinaryOp(t, object.Mul, r, object.NewBig(new(big.Int).Set(f))); err != nil {
			return nil, err
		}
		f.Sub(f, big.NewInt(1))
	}
	return r, nil
}

func perm(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("math.perm", args, kw, 1, 2); err != nil {
		return nil, err
	}
	if len(args) == 1 || args[1] == object.None {
		return factorialOf(t, args[0])
	}
	n, err := index(t, args[0])
	if err != nil {
		return nil, err
	}
	k, err := index(t, args[1])
	if err != nil {
		return nil, err
	}
	switch {
	case n.Sign() < 0:
		return nil, object.ValueErrorf("n must be a non-negative integer")
	case k.Sign() < 0:
		return nil, object.ValueErrorf("k must be a non-negative integer")
	case n.Cmp(k) < 0:
		return object.NewInt(0), nil
	case !k.IsInt64():
		return nil, object.OverflowErrorf("k must not exceed %d", int64(math.MaxInt64))
	}
	return falling(t, n, k.Int64())
}

// foldInts makes gcd and lcm.
func foldInts(name string, start int64, f func(a, b *big.Int) *big.Int) object.NativeFunc {
	return func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		if kw.Len() > 0 {
			return nil, object.TypeErrorf("math.%s() takes no keyword arguments", name)
		}
		r := big.NewInt(start)
		for _, a := range args {
			n, err := index(t, a)
			if err != nil {
				return nil, err
			}
			w := n.BitLen()/64 + 1
			if err := t.Work(w * w / 8); err != nil {
				return nil, err
			}
			r = f(r, new(big.Int).Abs(n))
		}
		return object.NewBig(r), nil
	}
}

func gcd(a, b *big.Int) *big.Int { return new(big.Int).GCD(nil, nil, a, b) }

func lcm(a, b *big.Int) *big.Int {
	if a.Sign() == 0 || b.Sign() == 0 {
		return new(big.Int)
	}
	q := new(big.Int).Quo(a, gcd(a, b))
	return q.Mul(q, b)
}

func isqrt(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("math.isqrt", args, kw, 1, 1); err != nil {
		return nil, err
	}
	n, err := index(t, args[0])
	if err != nil {
		return nil, err
	}
	if n.Sign() < 0 {
		return nil, object.ValueErrorf("isqrt() argument must be nonnegative")
	}
	w := n.BitLen()/64 + 1
	if err := t.Work(w * w / 4); err != nil {
		return nil, err
	}
	return object.NewBig(new(big.Int).Sqrt(n)), nil
}

var prodSig = object.NewSignature("prod", "iterable", "/", "*", "start=")

func prod(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	a, err := prodSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	acc := object.NewInt(1)
	if a[1] != nil {
		acc = a[1]
	}
	err = object.ForEach(t, a[0], func(x object.Object) (bool, error) {
		var err error
		acc, err = object.BinaryOp(t, object.Mul, acc, x)
		return true, err
	})
	return acc, err
}

func initIntegers(m *object.Module) {
	m.SetFunc("factorial", factorial)
	m.SetFunc("comb", comb)
	m.SetFunc("perm", perm)
	m.SetFunc("gcd", foldInts("gcd", 0, gcd))
	m.SetFunc("lcm", foldInts("lcm", 1, lcm))
	m.SetFunc("isqrt", isqrt)
	m.SetFunc("prod", prod)
}
