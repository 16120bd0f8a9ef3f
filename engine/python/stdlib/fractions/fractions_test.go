package fractions_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python/internal/progtest"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/fractions"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/math"
)

func TestPrograms(t *testing.T) { progtest.Run(t) }

// TestBounds: numbers of millions of digits end the run at once.
func TestBounds(t *testing.T) {
	for _, src := range []string{
		"F('1e999999999')", "F('1e-99999999999999999999')", "F(3, 2) ** 10**9", "round(F(1, 3), 10**9)", "round(F(1, 3), -10**9)", "F('1' * 10**6 + '/' + '7' * 10**6)",
	} {
		out := progtest.Output("from fractions import Fraction as F\ntry:\n    r = " + src + "\nexcept ValueError as e:\n    print(type(e).__name__)\nprint('done')\n")
		if !strings.Contains(out, "done") && !strings.Contains(out, "stopped") {
			t.Errorf("%s: %s", src, out)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"1/2", "-3.25e-2", " 1_0/3 ", "١", "1e10", "/", "1/", "0/0", ".e1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		th := object.NewRuntime(object.Limits{}).Sched.Main() // a run of its own, whose steps do not add up
		if strings.ContainsAny(s, "eE") && len(s) > 8 {
			return // large exponents are bounded by the run's limits, which end it
		}
		v, err := object.CallArgs(th, fractions.Type, object.NewStr(s))
		if err != nil {
			var fatal *object.Fatal
			if errors.As(err, &fatal) {
				t.Fatal(s, err)
			}
			return
		}
		text, err := object.ToStr(th, v)
		if err != nil {
			return
		}
		again, err := object.CallArgs(th, fractions.Type, object.NewStr(text))
		if err != nil {
			t.Fatal(s, text, err)
		}
		x, _ := fractions.As(v)
		y, _ := fractions.As(again)
		if x.Cmp(y) != 0 {
			t.Fatal(s, x, y)
		}
	})
}
