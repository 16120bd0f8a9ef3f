package statistics_test

import (
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python/internal/progtest"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/bisect"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/math"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/random"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/statistics"
)

func TestPrograms(t *testing.T) { progtest.Run(t) }

func BenchmarkMean(b *testing.B) {
	for b.Loop() {
		if out := progtest.Output("import statistics\nprint(statistics.stdev([i * 0.1 for i in range(20000)]))\n"); len(out) < 5 {
			b.Fatal(out)
		}
	}
}
