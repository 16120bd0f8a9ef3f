package functions

import (
	"math"
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/libm"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// SQLite has mathematical functions of its own, but each driver would compute them with another library, to other last digits. These have
// their names and behave as they do: what is no number gives NULL, and so does what has no result.

// numeric is the value of an argument that SQLite takes for a number.
func numeric(v sqlite.Value) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	case string:
		f, err := strconv.ParseFloat(strings.TrimSpace(v), 64)
		return f, err == nil
	}
	return 0, false
}

func result(f float64) (sqlite.Value, error) {
	if math.IsNaN(f) {
		return nil, nil
	}
	return f, nil
}

func mathematics() []sqlite.Function {
	var list []sqlite.Function
	scalar := func(name string, n int, f func(a args) (sqlite.Value, error)) {
		list = append(list, sqlite.Function{Name: name, NArg: n, Deterministic: true, Scalar: f})
	}
	one := func(name string, f func(x float64) float64) {
		scalar(name, 1, func(a args) (sqlite.Value, error) {
			x, ok := numeric(a[0])
			if !ok {
				return nil, nil
			}
			return result(f(x))
		})
	}
	two := func(name string, f func(x, y float64) float64) {
		scalar(name, 2, func(a args) (sqlite.Value, error) {
			x, ok1 := numeric(a[0])
			y, ok2 := numeric(a[1])
			if !ok1 || !ok2 {
				return nil, nil
			}
			return result(f(x, y))
		})
	}
	positive := func(f func(x float64) float64) func(x float64) float64 {
		return func(x float64) float64 {
			if x <= 0 {
				return math.NaN()
			}
			return f(x)
		}
	}
	one("ACOS", libm.Acos)
	one("ASIN", libm.Asin)
	one("ATAN", libm.Atan)
	one("COS", libm.Cos)
	one("SIN", libm.Sin)
	one("TAN", libm.Tan)
	one("EXP", libm.Exp)
	one("SQRT", math.Sqrt)
	one("LN", positive(libm.Log))
	one("DEGREES", func(x float64) float64 { return x * (180 / math.Pi) })
	one("RADIANS", func(x float64) float64 { return x * (math.Pi / 180) })
	two("ATAN2", libm.Atan2)
	two("POWER", libm.Pow)
	two("MOD", math.Mod)
	two("LOG", func(base, x float64) float64 {
		if base <= 0 || x <= 0 || libm.Log(base) <= 0 {
			return math.NaN()
		}
		return libm.Log(x) / libm.Log(base)
	})
	// COT is Django's own.
	scalar("COT", 1, func(a args) (sqlite.Value, error) {
		if a[0] == nil {
			return nil, nil
		}
		x, ok := numeric(a[0])
		if t := libm.Tan(x); ok && t != 0 {
			return 1 / t, nil
		}
		return nil, errRaised
	})
	return list
}
