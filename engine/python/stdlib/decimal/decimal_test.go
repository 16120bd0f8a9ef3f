package decimal_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python/internal/progtest"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/decimal"
)

func TestPrograms(t *testing.T) { progtest.Run(t) }

func TestGo(t *testing.T) {
	d, ok := decimal.FromString("1234.565")
	if !ok {
		t.Fatal()
	}
	if q, ok := d.Quantize(2, 10); !ok || q.Text() != "1234.56" {
		t.Error(q, ok)
	}
	if _, ok := d.Quantize(2, 5); ok {
		t.Error("six digits do not fit five")
	}
	if r := d.Rounded(4); r.Text() != "1235" {
		t.Error(r.Text())
	}
	for in, want := range map[string]string{"1E+3": "1000", "1e-7": "0.0000001", "-0.50": "-0.50", "0E+3": "0", "NaN": "NaN"} {
		if d, ok := decimal.FromString(in); !ok || d.Fixed() != want {
			t.Error(in, d.Fixed())
		}
	}
	if f := decimal.FromFloat(0.1); f.Text() != "0.1000000000000000055511151231257827021181583404541015625" {
		t.Error(f.Text())
	}
	if x, ok := decimal.As(d); !ok || x.Exponent != -3 {
		t.Error(x, ok)
	}
}

// TestBounds: what would need millions of digits ends the run, or is told to be impossible, at once.
func TestBounds(t *testing.T) {
	for _, src := range []string{
		"Decimal('1e900000000').to_integral_value() + Decimal('1e-900000000')",
		"int(Decimal('1e999999999'))", "format(Decimal('1e999999999'), 'f')", "format(Decimal(1), '.999999999f')", "format(Decimal(1), '999999999999')",
		"Decimal('1e999999999').as_integer_ratio()", "Decimal('1e-999999999').as_integer_ratio()", "Context(prec=10**17).divide(1, 3)", "Context(prec=10**9).sqrt(2)",
		"Context(prec=10**9).exp(1)", "Context(prec=10**7).ln(2)", "Context(prec=10**9).power(3, 10**8)", "Context(prec=10**9, Emax=10**17).power(10, 10**9)",
		"Decimal(7) ** (10**9)", "Decimal('1.0000001') ** (10**18)", "Decimal('1e500000000') * Decimal('1e500000000') * Decimal('1e900000000')",
		"str(Decimal('9' * 30000000))", "Context(prec=10**9).logical_invert(1)", "Context(prec=10**9).next_minus(Decimal('inf'))",
		"hash(Decimal('1e999999999'))", "Decimal('1e999999999') == 1.5", "Context(prec=10**12).create_decimal('1').normalize()", "round(Decimal('1e999999999'))",
		"Decimal('1e999999999') // 1", "Decimal('1e999999999') % 7", "Context(prec=10**9).fma(Decimal('1e999999999'), Decimal('1e-999999999'), Decimal('1e-500000000'))",
		"Context(prec=10**12, clamp=1).create_decimal('1e99')", "f\"{Decimal('1e-99999999'):.3%}\"", "Decimal('1e100000000').compare(Decimal('2e100000000'))",
	} {
		out := progtest.Output("from decimal import *\ntry:\n    r = " + src + "\nexcept (ArithmeticError, MemoryError) as e:\n    print(type(e).__name__)\nprint('done')\n")
		if !strings.Contains(out, "done") && !strings.Contains(out, "stopped") {
			t.Errorf("%s: %s", src, out)
		}
	}
}

func BenchmarkAdd(b *testing.B) {
	th := object.NewRuntime(object.Limits{}).Sched.Main()
	x, _ := decimal.FromString("19.99")
	y, _ := decimal.FromString("0.01")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := object.BinaryOp(th, object.Add, x, y); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"1.5", "-0E-7", "1e999999999", "nan123", "-sNaN", "Infinity", " 1_0 ", "١", ".", "1e+", "0.000000001e-9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		th := object.NewRuntime(object.Limits{}).Sched.Main() // a run of its own, whose steps do not add up
		d, ok := decimal.FromString(s)
		if !ok {
			return
		}
		e, ok := decimal.FromString(d.Text())
		if !ok || e.Text() != d.Text() {
			t.Fatalf("%q: %s", s, d.Text())
		}
		d.Fixed()
		for _, op := range []object.BinOp{object.Add, object.Mul, object.TrueDiv, object.Mod} {
			_, err := object.BinaryOp(th, op, d, e)
			var fatal *object.Fatal
			if errors.As(err, &fatal) {
				t.Fatalf("%q: %v", s, err)
			}
		}
	})
}
