package components

import "testing"

func TestTicks(t *testing.T) {
	for text, want := range map[string]string{
		"plain <b>":               "plain &lt;b&gt;",
		"`pages` is a `<b>` here": "<code>pages</code> is a <code>&lt;b&gt;</code> here",
		"one ` alone":             "one ` alone",
		"`a` and ` alone":         "<code>a</code> and ` alone",
		"":                        "",
	} {
		if got := ticks(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
