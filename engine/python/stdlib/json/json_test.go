package json_test

import (
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python"
	"github.com/asyncshelf/asyncshelf/engine/python/internal/progtest"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/all"
)

func TestPrograms(t *testing.T) { progtest.Run(t) }

// FuzzRoundTrip: whatever loads() takes, dumps() writes so that loads() gives the same; what it does not take is a JSONDecodeError.
func FuzzRoundTrip(f *testing.F) {
	for _, s := range []string{`{"a": [1, 2.5, null, true, "x\u00e9"]}`, `[1e400, -0.0, "\ud800"]`, `"\\`, "[[[[", `{"a":1,`, "NaN"} {
		f.Add(s)
	}
	m := python.New(python.Options{})
	mod, err := m.Import("json")
	if err != nil {
		f.Fatal(err)
	}
	th := m.Thread()
	f.Fuzz(func(t *testing.T, doc string) {
		doc = strings.ToValidUTF8(doc, "\ufffd") // a str holds nothing else
		if len(doc) > 1<<16 {
			return
		}
		m.Runtime().StepsUsed = 0
		v, err := object.CallMethod(th, mod, "loads", object.NewStr(doc))
		if err != nil {
			if object.IsException(err, object.ValueErrorType) || object.IsException(err, object.RecursionErrorType) {
				return
			}
			t.Fatal(err)
		}
		text, err := object.CallMethod(th, mod, "dumps", v)
		if err != nil {
			t.Fatalf("%q: %v", doc, err)
		}
		again, err := object.CallMethod(th, mod, "loads", text)
		if err != nil {
			t.Fatalf("%q → %v: %v", doc, text, err)
		}
		a, err1 := object.Repr(th, v)
		b, err2 := object.Repr(th, again)
		if err1 != nil || err2 != nil || a != b {
			t.Fatalf("%q: %s, then %s", doc, a, b)
		}
	})
}
