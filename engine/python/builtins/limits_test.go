package builtins_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// TestLimits: what would need too much memory or time is refused before it is done, and quickly.
func TestLimits(t *testing.T) {
	for kind, exprs := range map[string][]string{
		"memory": {
			`"a" * 10**10`, `[0] * 10**9`, `(1,) * 10**9`, `b"a" * 10**10`, `bytearray(b"a") * 10**10`, `1 << 10**10`, `2 ** 10**10`, `pow(3, 10**1000)`,
			`" ".center(10**10)`, `"a".ljust(10**10)`, `"a".rjust(10**10, "é")`, `"1".zfill(10**10)`, `b"1".zfill(10**10)`, `"\t".expandtabs(2**31 - 1)`,
			`"%1000000000d" % 1`, `"%.1000000000d" % 1`, `"%.1000000000f" % 1`, `"%1000000000s" % 1`, `"%*d" % (10**9, 5)`, `b"%1000000000d" % 1`,
			`format(1, "1000000000")`, `format(1.5, ".1000000000f")`, `format("a", "1000000000")`, `"{:1000000000}".format(1)`, `"{0:{1}}".format(1, 10**10)`,
			`"a".join(["b" * 10**6] * 10**4)`, `("a" * 10**6).replace("a", "b" * 10**4)`, `("a" * 10**6).replace("", "b" * 10**4)`, `b"a".replace(b"", b"x" * 10**6) * 10**4`,
			`bytes(10**10)`, `bytearray(10**10)`, `(5).to_bytes(10**12, "big")`, `"a".translate({97: "x" * 10**9})`, `repr("\x00" * 10**7)`, `repr(b"\x00" * 3 * 10**7)`,
			`("é" * 10**7).encode("ascii", "backslashreplace")`, `list("a" * 10**7)`, `hex(1 << 10**8)`, `format(1 << 10**8, "b")`, `list(range(10**9))`, `[[]] * 10**10`,
			`("ab" * 10**6).split("a")`, `("a b " * 10**6).split()`, `[l := [1] * 10**6, l.extend(l * 10)]`, `dict.fromkeys(range(10**9))`,
		},
		"steps": {
			`10**10**7`, `(10**1000)**20000`, `max(range(10**10))`, `sum(iter(int, 1))`, `any(iter(int, 1))`, `min(iter(int, 1))`, `5 in iter(int, 1)`,
			`list(filter(None, iter(int, 1)))`, `range(10**12).index(10**12 - 1.5)`, `all(iter(lambda: 1, 0))`, `sum([[1]] * 10**5, [])`, `dict(zip(iter(int, 1), iter(int, 1)))`,
			`10**9 in iter(range(10**12))`, `set(iter(int, 1))`, `"".join(iter(str, 1))`,
		},
	} {
		for _, src := range exprs {
			l := object.Limits{Steps: 5_000_000, Memory: 32 << 20}
			if kind == "memory" {
				l.Steps = object.DefaultSteps
			}
			e := newEnv(l)
			start := time.Now()
			_, err := e.eval(src)
			var f *object.Fatal
			if !errors.As(err, &f) {
				t.Errorf("%s: got %v", src, err)
				continue
			}
			if f.Kind != kind && !(kind == "steps" && f.Kind == "memory" && strings.HasPrefix(src, `"".join`)) {
				t.Errorf("%s: stopped by %s, not by %s: %s", src, f.Kind, kind, f.Message)
			}
			if d := time.Since(start); d > 20*time.Second {
				t.Errorf("%s: took %v", src, d)
			}
		}
	}
}

// TestRecursion: containers nested deeply raise RecursionError and leave the Go stack small.
func TestRecursion(t *testing.T) {
	e := newEnv(object.Limits{})
	nest := func(wrap func(object.Object) object.Object) object.Object {
		o := object.Object(object.NewInt(1))
		for range 100_000 {
			o = wrap(o)
		}
		return o
	}
	list := func() object.Object {
		return nest(func(o object.Object) object.Object { return object.NewList([]object.Object{o}) })
	}
	tuple := nest(func(o object.Object) object.Object { return object.NewTuple(o) })
	check := func(what string, err error) {
		t.Helper()
		if !object.IsException(err, object.RecursionErrorType) {
			t.Errorf("%s: got %v", what, err)
		}
	}
	_, err := object.Repr(e.t, list())
	check("repr", err)
	_, err = object.Equal(e.t, list(), list())
	check("==", err)
	_, err = object.Hash(e.t, tuple)
	check("hash", err)
	_, err = object.ToStr(e.t, tuple)
	check("str", err)
	deep := nest(func(o object.Object) object.Object { return object.NewTuple(object.IntType, o) })
	_, err = object.IsInstanceOf(e.t, object.None, deep)
	check("isinstance", err)
	// Shallow ones work.
	o := object.Object(object.NewInt(1))
	for range 500 {
		o = object.NewList([]object.Object{o})
	}
	if s, err := object.Repr(e.t, o); err != nil || !strings.HasPrefix(s, "[[[[") {
		t.Error(err)
	}
}
