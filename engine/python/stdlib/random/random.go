// Package random is Python's random module: the Mersenne Twister with the algorithms of CPython 3.11 above it, so that a seeded program
// draws the same numbers. What is not seeded draws from the run's own source (system.go), the same in every run.
//
// A class derived from Random may bring its own random() or getrandbits(); every method then works through these, as in CPython.
package random

import (
	"math"
	"math/big"
	"math/bits"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// Random is the native part of a generator.
type Random struct {
	mt      MT
	ready   bool  // seeded
	next    value // gauss_next
	sys     *System
	sysOnly bool // a SystemRandom
}

// The classes.
var (
	RandomType       = object.Declare("Random", "random")
	SystemRandomType = object.Declare("SystemRandom", "random", RandomType)
)

func randomOf(o value) *Random {
	r, _ := object.Native(o).(*Random)
	return r
}

// gen is a generator in use by one method call.
type gen struct {
	t    *thread
	self value
	r    *Random
	// plain: random() and getrandbits() are the native ones.
	plain bool
}

var (
	strRandom      = object.Intern("random")
	strGetRandBits = object.Intern("getrandbits")
	strRandBelow   = object.Intern("_randbelow")
)

func genOf(t *thread, o value) *gen {
	r := randomOf(o)
	g := &gen{t: t, self: o, r: r}
	tp := o.Type()
	if tp == RandomType || tp == SystemRandomType {
		g.plain = true
	} else {
		base := RandomType
		if r.sysOnly {
			base = SystemRandomType
		}
		g.plain = tp.Lookup(strRandom) == base.Lookup(strRandom) && tp.Lookup(strGetRandBits) == base.Lookup(strGetRandBits) &&
			tp.Lookup(strRandBelow) == RandomType.Lookup(strRandBelow)
	}
	if !r.ready {
		r.reseed(t)
	}
	return g
}

// reseed draws a seed from the run's source.
func (r *Random) reseed(t *thread) {
	r.sys = SystemOf(t.RT)
	key := make([]uint32, 8)
	for i := range key {
		key[i] = uint32(r.sys.Uint64())
	}
	r.mt.SeedKey(key)
	r.ready = true
}

func (r *Random) float() float64 {
	if r.sysOnly {
		return float64(r.sys.Uint64()>>11) / (1 << 53)
	}
	return r.mt.Float64()
}

// bits gives k ≤ 64 random bits.
func (r *Random) bits(k int) uint64 {
	switch {
	case k == 0:
		return 0
	case r.sysOnly:
		return r.sys.Uint64() >> (64 - k)
	case k <= 32:
		return uint64(r.mt.Uint32() >> (32 - k))
	}
	lo := uint64(r.mt.Uint32())
	return uint64(r.mt.Uint32()>>(64-k))<<32 | lo
}

// bigBits gives any number of random bits.
func (r *Random) bigBits(t *thread, k int) (*big.Int, error) {
	if k > 1<<16 {
		if err := t.Alloc(int64(k) / 4); err != nil {
			return nil, err
		}
		if err := t.Checkpoint(k / 512); err != nil {
			return nil, err
		}
	}
	if r.sysOnly {
		b := make([]byte, (k+7)/8)
		r.sys.Fill(b)
		x := new(big.Int).SetBytes(b)
		return x.Rsh(x, uint(len(b)*8-k)), nil
	}
	b := make([]byte, (k+31)/32*4)
	for i := len(b) - 4; i >= 0; i -= 4 {
		w := r.mt.Uint32()
		if k < 32 {
			w >>= 32 - k
		}
		k -= 32
		b[i], b[i+1], b[i+2], b[i+3] = byte(w>>24), byte(w>>16), byte(w>>8), byte(w)
	}
	return new(big.Int).SetBytes(b), nil
}

// float is self.random().
func (g *gen) float() (float64, error) {
	if g.plain {
		return g.r.float(), nil
	}
	v, err := object.CallMethodKw(g.t, g.self, strRandom, nil, nil)
	if err != nil {
		return 0, err
	}
	return object.ToFloat(g.t, v)
}

// below is self._randbelow(n) for a number that fits 63 bits and is positive.
func (g *gen) below(n int) (int, error) {
	if g.plain {
		return int(g.r.below(uint64(n))), nil
	}
	v, err := g.belowObject(object.NewInt(int64(n)))
	if err != nil {
		return 0, err
	}
	return object.AsIndex(g.t, v)
}

func (r *Random) below(n uint64) uint64 {
	k := bits.Len64(n)
	for {
		if v := r.bits(k); v < n {
			return v
		}
	}
}

// source tells which of _randbelow, getrandbits and random the class last redefined: _randbelow is built on that.
func (g *gen) source() *object.Str {
	for _, c := range g.self.Type().MRO {
		if c == RandomType || c == SystemRandomType {
			break
		}
		for _, name := range []*object.Str{strRandBelow, strGetRandBits, strRandom} {
			if c.Dict.GetStr(name) != nil {
				return name
			}
		}
	}
	return nil
}

// belowObject is self._randbelow(n) for an int object n > 0.
func (g *gen) belowObject(n value) (value, error) {
	t := g.t
	b, _ := object.AsBig(n)
	var source *object.Str
	if !g.plain {
		source = g.source()
	}
	switch source {
	case nil:
		if b.IsInt64() {
			return object.NewInt(int64(g.r.below(b.Uint64()))), nil
		}
		for {
			v, err := g.r.bigBits(t, b.BitLen())
			if err != nil {
				return nil, err
			}
			if v.Cmp(b) < 0 {
				return object.NewBig(v), nil
			}
		}
	case strRandBelow:
		return object.CallMethodKw(t, g.self, strRandBelow, []value{n}, nil)
	case strGetRandBits:
		k := object.NewInt(int64(b.BitLen()))
		for turn := 0; ; turn++ {
			if turn&63 == 63 {
				if err := t.Checkpoint(64); err != nil {
					return nil, err
				}
			}
			v, err := object.CallMethodKw(t, g.self, strGetRandBits, []value{k}, nil)
			if err != nil {
				return nil, err
			}
			small, err := object.Less(t, v, n)
			if err != nil {
				return nil, err
			}
			if small {
				return v, nil
			}
		}
	}
	// Only random() is there: 53 bits.
	const most = 1 << 53
	if !b.IsInt64() || b.Int64() >= most {
		if err := t.Warn(object.UserWarningType, "Underlying random() generator does not supply \nenough bits to choose from a population range this large.\nTo remove the range limitation, add a getrandbits() method."); err != nil {
			return nil, err
		}
		f, err := g.float()
		if err != nil {
			return nil, err
		}
		nf, _ := new(big.Float).SetInt(b).Float64()
		r, _ := big.NewFloat(math.Floor(f * nf)).Int(nil)
		return object.NewBig(r), nil
	}
	k := b.Int64()
	limit := float64(most-most%k) / most
	for turn := 0; ; turn++ {
		if turn&63 == 63 {
			if err := t.Checkpoint(64); err != nil {
				return nil, err
			}
		}
		f, err := g.float()
		if err != nil {
			return nil, err
		}
		if f < limit {
			return object.NewInt(int64(math.Floor(f*most)) % k), nil
		}
	}
}

func init() {
	object.RegisterModule(&object.NativeModule{Name: "random", Init: func(t *thread, m *object.Module) error {
		m.Set("Random", RandomType)
		m.Set("SystemRandom", SystemRandomType)
		inst := object.NewInstance(RandomType, &Random{})
		m.Set("_inst", inst)
		all := []value{object.NewStr("Random"), object.NewStr("SystemRandom")}
		for _, name := range moduleFunctions {
			f, err := object.GetAttrName(t, inst, name)
			if err != nil {
				return err
			}
			m.Set(name, f)
			all = append(all, object.NewStr(name))
		}
		m.Set("__all__", object.NewList(all))
		return nil
	}})
}

// moduleFunctions are methods of a hidden generator.
var moduleFunctions = []string{
	"betavariate", "choice", "choices", "expovariate", "gammavariate", "gauss", "getrandbits", "getstate", "lognormvariate", "normalvariate",
	"paretovariate", "randbytes", "randint", "random", "randrange", "sample", "seed", "setstate", "shuffle", "triangular", "uniform",
	"vonmisesvariate", "weibullvariate",
}
