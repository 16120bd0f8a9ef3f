package random

import (
	"math"

	"github.com/asyncshelf/asyncshelf/engine/python/libm"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Real-valued distributions. The formulas and the order of the draws are CPython's, since a seeded program shows both.

var (
	nvMagic  = 4 * libm.Exp(-0.5) / math.Sqrt(2)
	log4     = libm.Log(4)
	sgMagic  = 1 + libm.Log(4.5)
	twoPi    = 2 * math.Pi
	zeroDiv  = "float division by zero"
	defaults = [...]float64{0, 1}
)

// plainFloat gives an argument as a float if arithmetic with floats does that to it anyway.
func plainFloat(v value) (float64, bool) {
	switch x := v.(type) {
	case object.Float:
		return float64(x), true
	case object.Int:
		return float64(x), x > -1<<52 && x < 1<<52
	}
	return 0, false
}

func uniform(g *gen, a []value) (value, error) {
	t := g.t
	x, ok1 := plainFloat(a[0])
	y, ok2 := plainFloat(a[1])
	if ok1 && ok2 {
		u, err := g.float()
		// The conversion keeps the compiler from fusing multiplication and addition.
		return object.Float(x + float64((y-x)*u)), err
	}
	width, err := object.BinaryOp(t, object.Sub, a[1], a[0])
	if err != nil {
		return nil, err
	}
	u, err := g.float()
	if err != nil {
		return nil, err
	}
	p, err := object.BinaryOp(t, object.Mul, width, object.Float(u))
	if err != nil {
		return nil, err
	}
	return object.BinaryOp(t, object.Add, a[0], p)
}

func triangular(g *gen, a []value) (value, error) {
	u, err := g.float()
	if err != nil {
		return nil, err
	}
	var f [3]float64
	for i, def := range [3]float64{0, 1, 0} {
		f[i] = def
		if a[i] != nil && !(i == 2 && a[i] == object.None) {
			if f[i], err = object.ToFloat(g.t, a[i]); err != nil {
				return nil, err
			}
		}
	}
	low, high := f[0], f[1]
	c := 0.5
	if a[2] != nil && a[2] != object.None {
		if high == low {
			if a[0] == nil {
				return object.Float(0), nil
			}
			return a[0], nil
		}
		c = (f[2] - low) / (high - low)
	}
	if u > c {
		u, c = 1-u, 1-c
		low, high = high, low
	}
	return object.Float(low + float64((high-low)*math.Sqrt(u*c))), nil
}

func (g *gen) standardNormal() (float64, error) {
	for {
		u1, err := g.float()
		if err != nil {
			return 0, err
		}
		u2, err := g.float()
		if err != nil {
			return 0, err
		}
		u2 = 1 - u2
		z := nvMagic * (u1 - 0.5) / u2
		if float64(z*z)/4 <= -libm.Log(u2) {
			return z, nil
		}
	}
}

func (g *gen) normal(mu, sigma float64) (float64, error) {
	z, err := g.standardNormal()
	return mu + float64(z*sigma), err
}

func gauss(g *gen, f []float64) (float64, error) {
	z := 0.0
	if next := g.r.gaussNext(); next != object.None {
		g.r.next = object.None
		var err error
		if z, err = object.ToFloat(g.t, next); err != nil {
			return 0, err
		}
	} else {
		u1, err := g.float()
		if err != nil {
			return 0, err
		}
		u2, err := g.float()
		if err != nil {
			return 0, err
		}
		x, r := u1*twoPi, math.Sqrt(-2*libm.Log(1-u2))
		z = libm.Cos(x) * r
		g.r.next = object.Float(libm.Sin(x) * r)
	}
	return f[0] + float64(z*f[1]), nil
}

func expovariate(g *gen, f []float64) (float64, error) {
	u, err := g.float()
	if err != nil {
		return 0, err
	}
	if f[0] == 0 {
		return 0, object.ZeroDivisionErrorf("%s", zeroDiv)
	}
	return -libm.Log(1-u) / f[0], nil
}

func vonMises(g *gen, f []float64) (float64, error) {
	mu, kappa := f[0], f[1]
	if kappa <= 1e-6 {
		u, err := g.float()
		return twoPi * u, err
	}
	s := 0.5 / kappa
	r := s + math.Sqrt(1+float64(s*s))
	z := 0.0
	for {
		u1, err := g.float()
		if err != nil {
			return 0, err
		}
		z = libm.Cos(math.Pi * u1)
		d := z / (r + z)
		u2, err := g.float()
		if err != nil {
			return 0, err
		}
		if u2 < 1-float64(d*d) || u2 <= (1-d)*libm.Exp(d) {
			break
		}
	}
	q := 1 / r
	c := (q + z) / (1 + float64(q*z))
	u3, err := g.float()
	if err != nil {
		return 0, err
	}
	theta := mu - libm.Acos(c)
	if u3 > 0.5 {
		theta = mu + libm.Acos(c)
	}
	m := math.Mod(theta, twoPi)
	if m < 0 {
		m += twoPi
	}
	return m, nil
}

func (g *gen) gamma(alpha, beta float64) (float64, error) {
	if alpha <= 0 || beta <= 0 {
		return 0, object.ValueErrorf("gammavariate: alpha and beta must be > 0.0")
	}
	draw := g.float
	switch {
	case alpha > 1:
		ainv := math.Sqrt(float64(2*alpha) - 1)
		bbb, ccc := alpha-log4, alpha+ainv
		for {
			u1, err := draw()
			if err != nil {
				return 0, err
			}
			if !(1e-7 < u1 && u1 < 0.9999999) {
				continue
			}
			u2, err := draw()
			if err != nil {
				return 0, err
			}
			u2 = 1 - u2
			v := libm.Log(u1/(1-u1)) / ainv
			x := alpha * libm.Exp(v)
			z := u1 * u1 * u2
			r := bbb + float64(ccc*v) - x
			if r+sgMagic-float64(4.5*z) >= 0 || r >= libm.Log(z) {
				return x * beta, nil
			}
		}
	case alpha == 1:
		u, err := draw()
		return -libm.Log(1-u) * beta, err
	}
	for {
		u, err := draw()
		if err != nil {
			return 0, err
		}
		b := (math.E + alpha) / math.E
		p := b * u
		x := 0.0
		if p <= 1 {
			x = libm.Pow(p, 1/alpha)
		} else {
			x = -libm.Log((b - p) / alpha)
		}
		u1, err := draw()
		if err != nil {
			return 0, err
		}
		if p > 1 {
			if u1 <= libm.Pow(x, alpha-1) {
				return x * beta, nil
			}
		} else if u1 <= libm.Exp(-x) {
			return x * beta, nil
		}
	}
}

func beta(g *gen, f []float64) (float64, error) {
	y, err := g.gamma(f[0], 1)
	if err != nil || y == 0 {
		return 0, err
	}
	z, err := g.gamma(f[1], 1)
	return y / (y + z), err
}

func pareto(g *gen, f []float64) (float64, error) {
	u, err := g.float()
	if err != nil {
		return 0, err
	}
	if f[0] == 0 {
		return 0, object.ZeroDivisionErrorf("%s", zeroDiv)
	}
	return libm.Pow(1-u, -1/f[0]), nil
}

func weibull(g *gen, f []float64) (float64, error) {
	u, err := g.float()
	if err != nil {
		return 0, err
	}
	if f[1] == 0 {
		return 0, object.ZeroDivisionErrorf("%s", zeroDiv)
	}
	return f[0] * libm.Pow(-libm.Log(1-u), 1/f[1]), nil
}

// distributions are the methods of this file.
func distributions() []object.Method {
	// real makes a method of float arguments, which default to 0.0 and 1.0 where they may be left out.
	real := func(name string, f func(g *gen, x []float64) (float64, error), params ...string) object.Method {
		return method(name, func(g *gen, a []value) (value, error) {
			var buf [2]float64
			x := buf[:len(a)]
			for i, v := range a {
				if v == nil {
					x[i] = defaults[i]
					continue
				}
				var err error
				if x[i], err = object.ToFloat(g.t, v); err != nil {
					return nil, err
				}
			}
			r, err := f(g, x)
			if err != nil {
				return nil, err
			}
			return object.Float(r), nil
		}, params...)
	}
	return []object.Method{
		method("uniform", uniform, "a", "b"),
		method("triangular", triangular, "low=", "high=", "mode="),
		real("normalvariate", func(g *gen, f []float64) (float64, error) { return g.normal(f[0], f[1]) }, "mu=", "sigma="),
		real("gauss", gauss, "mu=", "sigma="),
		real("lognormvariate", func(g *gen, f []float64) (float64, error) {
			x, err := g.normal(f[0], f[1])
			return libm.Exp(x), err
		}, "mu", "sigma"),
		real("expovariate", expovariate, "lambd"),
		real("vonmisesvariate", vonMises, "mu", "kappa"),
		real("gammavariate", func(g *gen, f []float64) (float64, error) { return g.gamma(f[0], f[1]) }, "alpha", "beta"),
		real("betavariate", beta, "alpha", "beta"),
		real("paretovariate", pareto, "alpha"),
		real("weibullvariate", weibull, "alpha", "beta"),
	}
}
