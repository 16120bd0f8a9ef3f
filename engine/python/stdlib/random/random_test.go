package random_test

import (
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python/internal/progtest"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/random"
)

func TestPrograms(t *testing.T) { progtest.Run(t) }

// TestReference: the first and the thousandth number of the authors' test of MT19937.
func TestReference(t *testing.T) {
	var m random.MT
	m.SeedKey([]uint32{0x123, 0x234, 0x345, 0x456})
	first := m.Uint32()
	for range 998 {
		m.Uint32()
	}
	if last := m.Uint32(); first != 1067595299 || last != 3460025646 {
		t.Error(first, last)
	}
}

// TestUnseeded: a program that seeds nothing prints the same in every run.
func TestUnseeded(t *testing.T) {
	const src = "import random\nprint(random.random(), random.Random().randint(1, 10**9), random.SystemRandom().random(), random.sample(range(99), 5))\nprint(random.random() != random.Random().random())\n"
	a, b := progtest.Output(src), progtest.Output(src)
	if a != b || len(a) < 40 {
		t.Error(a, b)
	}
}

func BenchmarkFloat64(b *testing.B) {
	var m random.MT
	m.SeedKey([]uint32{1})
	for b.Loop() {
		m.Float64()
	}
}
