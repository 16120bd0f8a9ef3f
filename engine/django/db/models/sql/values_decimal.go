package sql

import (
	"math"
	"strconv"

	"github.com/cockroachdb/apd/v3"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/decimal"
)

// sqliteDigits are the significant digits that SQLite keeps of a number.
const sqliteDigits = 15

// decimalConverter is get_decimalfield_converter: 15 significant digits; a column's values are quantized to its decimal places, within
// its max_digits.
func decimalConverter(e Expression, f Field) Converter {
	places, digits := f.Info().DecimalPlaces, f.Info().MaxDigits
	if _, isCol := e.(*Col); !isCol || places < 0 {
		return func(t *object.Thread, v object.Object, e Expression, conn Connection) (object.Object, error) {
			if v == object.None {
				return v, nil
			}
			d, err := createDecimal(v)
			if err != nil {
				return nil, err
			}
			return d, nil
		}
	}
	return func(t *object.Thread, v object.Object, e Expression, conn Connection) (object.Object, error) {
		if v == object.None {
			return v, nil
		}
		if x, ok := v.(object.Float); ok {
			if d := quantizeFloat(float64(x), places, digits); d != nil {
				return d, nil
			}
		}
		d, err := createDecimal(v)
		if err != nil {
			return nil, err
		}
		d, ok := d.Quantize(places, digits)
		if !ok {
			return nil, object.NewException(decimal.InvalidOperationType, object.NewList([]object.Object{decimal.InvalidOperationType}))
		}
		return d, nil
	}
}

// createDecimal is Context(prec=15).create_decimal_from_float(v).
func createDecimal(v object.Object) (*decimal.Decimal, error) {
	switch x := v.(type) {
	case object.Int:
		return decimal.FromInt(int64(x)).Rounded(sqliteDigits), nil
	case object.Float:
		return decimal.FromFloat(float64(x)).Rounded(sqliteDigits), nil
	}
	return nil, object.TypeErrorf("argument must be int or float")
}

// quantizeFloat does in machine words what createDecimal and Quantize do; nil where that does not fit.
func quantizeFloat(x float64, places, digits int) *decimal.Decimal {
	if x == 0 || math.Abs(x) >= 1e15 || math.Abs(x) < 1e-9 || math.IsNaN(x) {
		return nil
	}
	var buf [32]byte
	s := strconv.AppendFloat(buf[:0], math.Abs(x), 'e', sqliteDigits-1, 64)
	// s is d.dddddddddddddde±dd
	coef := int64(s[0] - '0')
	for _, c := range s[2 : 2+sqliteDigits-1] {
		coef = coef*10 + int64(c-'0')
	}
	exp := 0
	for _, c := range s[sqliteDigits+3:] {
		exp = exp*10 + int(c-'0')
	}
	if s[sqliteDigits+2] == '-' {
		exp = -exp
	}
	drop := sqliteDigits - 1 - exp - places
	if drop < 0 || drop > 18 {
		return nil
	}
	p := int64(1)
	for range drop {
		p *= 10
	}
	q, r := coef/p, coef%p
	if twice := 2 * uint64(r); twice > uint64(p) || twice == uint64(p) && q%2 == 1 {
		q++
	}
	limit := int64(1)
	for range min(max(digits, 0), 18) {
		limit *= 10
	}
	if q >= limit {
		return nil
	}
	d := apd.Decimal{Exponent: int32(-places), Negative: x < 0}
	d.Coeff.SetInt64(q)
	return decimal.New(&d)
}
