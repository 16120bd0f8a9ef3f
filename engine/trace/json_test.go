package trace

import (
	"encoding/json"
	"math"
	"testing"
)

func TestText(t *testing.T) {
	for _, s := range []string{"", "plain", "\x00\x1f\x7f", "a\xffb\xc3", "\xff", "tab\t", "日本 \u2028 🗼", `"\`} {
		var got string
		if err := json.Unmarshal(AppendText(nil, s), &got); err != nil {
			t.Errorf("%q: %v", s, err)
		}
		want, _ := json.Marshal(s)
		var w string
		json.Unmarshal(want, &w)
		if got != w {
			t.Errorf("%q became %q, want %q", s, got, w)
		}
	}
	for f, want := range map[float64]string{0: "0", 25: "25", -1.5: "-1.5", 1e21: "1e+21", math.Inf(1): "null", math.NaN(): "null", 0.1: "0.1", 12.34: "12.34", 7.005: "7.005", 0.001: "0.001", 0.0005: "0.0005", 1.0 / 3: "0.3333333333333333"} {
		if got := string(AppendNumber(nil, f)); got != want {
			t.Errorf("AppendNumber(%v) = %s, want %s", f, got, want)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("a\"\\\n\xff日")
	f.Fuzz(func(t *testing.T, s string) {
		var got, want string
		if err := json.Unmarshal(AppendText(nil, s), &got); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		b, _ := json.Marshal(s)
		json.Unmarshal(b, &want)
		if got != want {
			t.Fatalf("%q became %q", s, got)
		}
	})
}
