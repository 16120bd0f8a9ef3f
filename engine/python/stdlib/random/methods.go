package random

import (
	"math/big"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/internal/pyarg"
)

// method makes a method whose arguments are refused as a Python function's are. params ending in "=" are optional, those after "*"
// keyword-only.
func method(name string, f func(g *gen, a []value) (value, error), params ...string) object.Method {
	spec := &pyarg.Func{Name: "Random." + name, Method: true}
	kwOnly := false
	for _, p := range params {
		if p == "*" {
			kwOnly = true
			continue
		}
		n := len(p)
		if p[n-1] == '=' {
			p = p[:n-1]
		} else {
			spec.Required++
		}
		if kwOnly {
			spec.KwOnly++
		}
		spec.Params = append(spec.Params, p)
	}
	return object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
		var buf [5]value
		out := buf[:len(spec.Params)]
		if err := spec.Parse(a[1:], kw, out); err != nil {
			return nil, err
		}
		return f(genOf(t, a[0]), out)
	}}
}

func native(name string, min, max int, f func(t *thread, o value, a []value) (value, error)) object.Method {
	return object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
		if err := object.CheckArgs("Random."+name, a[1:], kw, min, max); err != nil {
			return nil, err
		}
		return f(t, a[0], a[1:])
	}}
}

func randomMethod(t *thread, o value, a []value) (value, error) {
	r := randomOf(o)
	if !r.ready {
		r.reseed(t)
	}
	return object.Float(r.float()), nil
}

func getRandBits(t *thread, o value, a []value) (value, error) {
	r := randomOf(o)
	if !r.ready {
		r.reseed(t)
	}
	k, err := pyarg.Int(t, a[0])
	if err != nil {
		return nil, err
	}
	if k < 0 {
		return nil, object.ValueErrorf("number of bits must be non-negative")
	}
	if k <= 63 {
		return object.NewInt(int64(r.bits(k))), nil
	}
	b, err := r.bigBits(t, k)
	if err != nil {
		return nil, err
	}
	return object.NewBig(b), nil
}

func init() {
	methods := []object.Method{
		native("random", 0, 0, randomMethod),
		native("getrandbits", 1, 1, getRandBits),
		method("_randbelow", func(g *gen, a []value) (value, error) {
			n, err := object.ToIndex(g.t, a[0])
			if err != nil {
				return nil, err
			}
			return g.belowObject(n)
		}, "n"),
		method("randbytes", randBytes, "n"),
		method("randrange", func(g *gen, a []value) (value, error) { return randRange(g, a[0], a[1], a[2]) }, "start", "stop=", "step="),
		method("randint", func(g *gen, a []value) (value, error) {
			stop, err := object.BinaryOp(g.t, object.Add, a[1], object.NewInt(1))
			if err != nil {
				return nil, err
			}
			return randRange(g, a[0], stop, nil)
		}, "a", "b"),
		method("choice", choice, "seq"),
		method("shuffle", shuffle, "x"),
		method("sample", sample, "population", "k", "*", "counts="),
		method("choices", choices, "population", "weights=", "*", "cum_weights=", "k="),
		{Name: "seed", Fn: seedMethod},
		method("getstate", func(g *gen, a []value) (value, error) { return g.r.getState(g.t) }),
		method("__getstate__", func(g *gen, a []value) (value, error) { return g.r.getState(g.t) }),
		method("setstate", func(g *gen, a []value) (value, error) { return object.None, g.r.setState(g.t, a[0]) }, "state"),
		method("__setstate__", func(g *gen, a []value) (value, error) { return object.None, g.r.setState(g.t, a[0]) }, "state"),
		method("__copy__", func(g *gen, a []value) (value, error) {
			r := *g.r
			c := object.NewInstance(g.self.Type(), &r)
			if d := g.self.(*object.Instance).Dict; d != nil {
				c.Dict = d.Copy()
			}
			return c, nil
		}),
	}
	RandomType.Define(object.Spec{
		Doc: "Random number generator base class used by bound module functions.",
		Slots: object.Slots{
			New: func(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
				return object.NewInstance(cls, &Random{sysOnly: cls.IsSubtype(SystemRandomType)}), nil
			},
			Init: func(t *thread, o value, args []value, kw *kwargs) error {
				var a [1]value
				if err := initSpec.Parse(args, kw, a[:]); err != nil {
					return err
				}
				if a[0] == nil {
					a[0] = object.None
				}
				r := randomOf(o)
				if o.Type() == RandomType {
					return r.seed(t, a[0], nil)
				}
				_, err := object.CallMethod(t, o, "seed", a[0])
				r.next = nil
				return err
			},
		},
		GetSets: []object.GetSet{{Name: "gauss_next",
			Get: func(t *thread, o value) (value, error) { return randomOf(o).gaussNext(), nil },
			Set: func(t *thread, o, v value) error { randomOf(o).next = v; return nil },
		}},
		Methods: append(methods, distributions()...),
		Attrs:   map[string]value{"VERSION": object.NewInt(3)},
	})
	SystemRandomType.Define(object.Spec{
		Doc: "Alternate random number generator using sources provided by the operating system.",
		Methods: []object.Method{
			native("random", 0, 0, randomMethod),
			native("getrandbits", 1, 1, getRandBits),
			{Name: "seed", Fn: func(*thread, []value, *kwargs) (value, error) { return object.None, nil }},
		},
	})
}

var (
	initSpec = pyarg.Func{Name: "Random.__init__", Params: []string{"x"}, Method: true}
	seedSpec = pyarg.Func{Name: "Random.seed", Params: []string{"a", "version"}, Method: true}
)

func seedMethod(t *thread, a []value, kw *kwargs) (value, error) {
	var args [2]value
	if err := seedSpec.Parse(a[1:], kw, args[:]); err != nil {
		return nil, err
	}
	return object.None, randomOf(a[0]).seed(t, args[0], args[1])
}

func randBytes(g *gen, a []value) (value, error) {
	n, err := object.AsIndex(g.t, a[0])
	if err != nil {
		return nil, err
	}
	if n < 0 {
		return nil, object.ValueErrorf("number of bits must be non-negative")
	}
	if n > 1<<27 {
		return nil, g.t.OutOfMemory()
	}
	b, err := g.r.bigBits(g.t, n*8)
	if err != nil {
		return nil, err
	}
	out := b.FillBytes(make([]byte, n))
	for i, j := 0, n-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return object.NewBytes(out), nil
}

// wholeArg is an argument of randrange: an int, or (still) a float that is one.
func wholeArg(g *gen, v value, what string) (*big.Int, error) {
	n, err := object.ToIndex(g.t, v)
	if err != nil {
		if !object.IsException(err, object.TypeErrorType) {
			return nil, err
		}
		if n, err = object.CallArgs(g.t, object.IntType, v); err != nil {
			return nil, err
		}
		same, err := object.Equal(g.t, n, v)
		if err != nil {
			return nil, err
		}
		if !same {
			if err := g.t.Warn(object.DeprecationWarningType, "randrange() will raise TypeError in the future"); err != nil {
				return nil, err
			}
			return nil, object.ValueErrorf("non-integer %s for randrange()", what)
		}
		if err := g.t.Warn(object.DeprecationWarningType, "non-integer arguments to randrange() have been deprecated since Python 3.10 and will be removed in a subsequent version"); err != nil {
			return nil, err
		}
	}
	b, _ := object.AsBig(n)
	return b, nil
}

func randRange(g *gen, start, stop, step value) (value, error) {
	if a, ok := start.(object.Int); ok && g.plain && step == nil {
		// The usual case: small ints and the native generator.
		if stop == nil {
			if a > 0 {
				return object.NewInt(int64(g.r.below(uint64(a)))), nil
			}
		} else if b, ok := stop.(object.Int); ok && a < b && a > -1<<61 && b < 1<<61 {
			return object.NewInt(int64(a) + int64(g.r.below(uint64(b-a)))), nil
		}
	}
	a, err := wholeArg(g, start, "arg 1")
	if err != nil {
		return nil, err
	}
	if stop == nil || stop == object.None {
		if step != nil {
			return nil, object.TypeErrorf("Missing a non-None stop argument")
		}
		if a.Sign() > 0 {
			return g.belowObject(object.NewBig(a))
		}
		return nil, object.ValueErrorf("empty range for randrange()")
	}
	b, err := wholeArg(g, stop, "stop")
	if err != nil {
		return nil, err
	}
	width := new(big.Int).Sub(b, a)
	by := big.NewInt(1)
	if step != nil {
		if by, err = wholeArg(g, step, "step"); err != nil {
			return nil, err
		}
	}
	n := new(big.Int).Set(width)
	if by.IsInt64() && by.Int64() == 1 {
		if width.Sign() <= 0 {
			return nil, object.ValueErrorf("empty range for randrange() (%s, %s, %s)", a, b, width)
		}
	} else {
		switch by.Sign() {
		case 0:
			return nil, object.ValueErrorf("zero step for randrange()")
		case 1:
			n.Add(n, by).Sub(n, big.NewInt(1))
		default:
			n.Add(n, by).Add(n, big.NewInt(1))
		}
		// The signs agree unless the range is empty, so truncating is rounding down.
		if n.Sign()*by.Sign() <= 0 {
			return nil, object.ValueErrorf("empty range for randrange()")
		}
		if n.Quo(n, by); n.Sign() <= 0 {
			return nil, object.ValueErrorf("empty range for randrange()")
		}
	}
	k, err := g.belowObject(object.NewBig(n))
	if err != nil {
		return nil, err
	}
	x, ok := object.AsBig(k)
	if !ok {
		return nil, object.TypeErrorf("_randbelow() returned a %s", object.TypeName(k))
	}
	r := new(big.Int).Mul(by, x)
	return object.NewBig(r.Add(r, a)), nil
}
