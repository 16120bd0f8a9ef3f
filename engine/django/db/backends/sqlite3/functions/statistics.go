package functions

import (
	"errors"
	"math/big"

	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// variance is VAR_POP, VAR_SAMP, STDDEV_POP and STDDEV_SAMP. Django gives all values to Python's statistics module, which computes exactly and
// rounds once, and which refuses NULL and too few values.
type variance struct {
	root, sample bool
	values       []*big.Rat
	floats, null bool
}

// errFinalize is what Python's sqlite3 says of an aggregate whose finalize() raised.
var errFinalize = errors.New("user-defined aggregate's 'finalize' method raised error")

func (v *variance) Step(a []sqlite.Value) error {
	x := new(big.Rat)
	switch n := a[0].(type) {
	case int64:
		x.SetInt64(n)
	case bool:
		if n {
			x.SetInt64(1)
		}
	case float64:
		v.floats = true
		if x.SetFloat64(n) == nil {
			v.null = true
			return nil
		}
	default:
		v.null = true
		return nil
	}
	v.values = append(v.values, x)
	return nil
}

func (v *variance) Value() (sqlite.Value, error) {
	n := int64(len(v.values))
	if n == 0 && !v.null {
		return nil, nil // no row reached the aggregate
	}
	if v.null || v.sample && n < 2 {
		return nil, errFinalize
	}
	sum, squares := new(big.Rat), new(big.Rat)
	for _, x := range v.values {
		sum.Add(sum, x)
		squares.Add(squares, new(big.Rat).Mul(x, x))
	}
	sum.Mul(sum, sum)
	squares.Sub(squares, sum.Quo(sum, new(big.Rat).SetInt64(n)))
	if v.sample {
		n--
	}
	squares.Quo(squares, new(big.Rat).SetInt64(n))
	if v.root {
		return sqrt(squares), nil
	}
	if !v.floats && squares.IsInt() && squares.Num().IsInt64() {
		return squares.Num().Int64(), nil
	}
	f, _ := squares.Float64()
	return f, nil
}

// sqrt is the square root of r rounded once: that of an integer of more than twice 53 bits, whose last bit tells whether anything is left over.
func sqrt(r *big.Rat) float64 {
	shift := uint(0)
	if bits := 112 - r.Num().BitLen() + r.Denom().BitLen(); bits > 0 {
		shift = uint(bits+1) / 2
	}
	num := new(big.Int).Lsh(r.Num(), 2*shift)
	rest := new(big.Int)
	num.QuoRem(num, r.Denom(), rest)
	root := new(big.Int).Sqrt(num)
	if rest.Sign() != 0 || new(big.Int).Mul(root, root).Cmp(num) != 0 {
		root.SetBit(root, 0, 1)
	}
	f, _ := new(big.Rat).SetFrac(root, new(big.Int).Lsh(big.NewInt(1), shift)).Float64()
	return f
}
