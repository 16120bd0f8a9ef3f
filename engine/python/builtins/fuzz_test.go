package builtins_test

import (
	"math"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// limited keeps what a fuzzed input may cost small.
var limited = object.Limits{Memory: 32 << 20, Steps: 1_000_000}

// FuzzFormat: no format specification makes format() panic, and what it makes of a width is at least that wide.
func FuzzFormat(f *testing.F) {
	for _, s := range []string{"", "d", ">10", "+,.2f", "#x", "010.3e", "_b", "é^9", "z.0f", "=+5", "c", ".99999999999999999999f", "99999999999999999999", "%", "0>5", "{<3", "n", ",_"} {
		f.Add(s, int64(42), 2.5, "abc")
	}
	f.Fuzz(func(t *testing.T, spec string, i int64, x float64, s string) {
		e := newEnv(limited)
		for _, o := range []object.Object{object.NewInt(i), object.Float(x), object.NewStr(s), object.Complex(complex(x, float64(i))), object.True} {
			out, err := object.Format(e.t, o, spec)
			if err == nil && spec == "" && out == "" && s != "" {
				t.Errorf("format(%v, %q) is empty", o, spec)
			}
		}
	})
}

// FuzzTemplate: str.format and % take any template.
func FuzzTemplate(f *testing.F) {
	for _, s := range []string{"{}", "{0.a[1]!r:>{}}", "{{}}", "}{", "%d %s", "%(a)*.3f", "%%", "{:{:{}}}", "%", "{!", "{a[", "%-+ #0*.*lc"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e := newEnv(limited)
		args := []object.Object{object.NewInt(7), object.NewStr("x"), object.Float(1.5)}
		str := object.NewStr(s)
		format, _ := object.GetAttrName(e.t, str, "format")
		_, _ = object.Call(e.t, format, args, object.Kw("a", object.NewInt(3)))
		_, _ = object.BinaryOp(e.t, object.Mod, str, object.NewTuple(args...))
		_, _ = object.BinaryOp(e.t, object.Mod, str, object.Kw("a", object.NewInt(3)).Dict())
		_, _ = object.BinaryOp(e.t, object.Mod, object.NewBytes([]byte(s)), object.NewTuple(args...))
	})
}

// FuzzNumber: what int() and float() read, they write so that it reads the same again.
func FuzzNumber(f *testing.F) {
	for _, s := range []string{"0", "-12", "1_000", "0x1f", "1e5", ".5", "inf", "nan", "1e400", "٣", " 7 ", "0b1", "--1", "1__0", "1+2j", "9223372036854775808"} {
		f.Add(s, 10)
	}
	f.Fuzz(func(t *testing.T, s string, base int) {
		e := newEnv(limited)
		if base = base & 63; base == 1 || base > 36 {
			base = 10
		}
		if o, ok, err := object.ParseInt(e.t, s, base); ok && err == nil {
			back, ok, err := object.ParseInt(e.t, object.FormatInt(o), 10)
			if eq, _ := object.Equal(e.t, o, orNone(back)); !ok || err != nil || !eq {
				t.Errorf("int(%q, %d) = %s reads back as %v", s, base, object.FormatInt(o), back)
			}
		}
		if x, ok := object.ParseFloat(s); ok {
			if y, ok := object.ParseFloat(object.FormatFloat(x)); !ok || math.Float64bits(x) != math.Float64bits(y) && x == x {
				t.Errorf("float(%q) = %v reads back as %v", s, x, y)
			}
		}
		_, _ = object.CallArgs(e.t, object.ComplexType, object.NewStr(s))
		_, _ = object.CallMethod(e.t, object.FloatType, "fromhex", object.NewStr(s))
	})
}

// FuzzDecode: every codec takes any bytes; what it decodes strictly it encodes again.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{"abc", "\xff", "\xc3\xa9", "\xed\xa0\x80", "\xff\xfea\x00", "\x00\xd8\x00\xdc"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		e := newEnv(limited)
		for _, enc := range []string{"utf-8", "ascii", "latin-1", "utf-16-le", "utf-16", "utf-32-be", "cp1252"} {
			for _, errs := range []string{"ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"} {
				_, _ = object.Decode(e.t, b, enc, errs)
			}
			s, err := object.Decode(e.t, b, enc, "strict")
			if err != nil || strings.HasSuffix(enc, "16") {
				continue
			}
			back, err := object.Encode(e.t, object.NewStr(s), enc, "strict")
			if err != nil {
				t.Errorf("%q in %s: %v", b, enc, err)
			} else if got, _ := object.AsBytes(back); string(got) != string(b) {
				t.Errorf("%q in %s comes back as %q", b, enc, got)
			}
		}
	})
}

func orNone(o object.Object) object.Object {
	if o == nil {
		return object.None
	}
	return o
}
