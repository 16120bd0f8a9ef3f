package encode

import (
	"encoding/json"
	"math"
	"reflect"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine"
)

// fill sets every field that a struct has, so that one added later is missed here and fails the test.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString("<é\n\"\\\x01>" + string(rune('a'+*n%26)))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Float64:
		v.SetFloat(float64(*n) + 0.125)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Slice:
		s := reflect.MakeSlice(v.Type(), 2, 2)
		for i := range 2 {
			fill(s.Index(i), n)
		}
		v.Set(s)
	case reflect.Interface:
		if cell := []any{nil, true, int64(math.MaxInt64), 1e300, "text", map[string]string{"blob": "AA=="}, 7, -0.5}[*n%8]; cell != nil {
			v.Set(reflect.ValueOf(cell))
		}
	}
}

func same(t *testing.T, e *engine.Event) {
	t.Helper()
	text, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	var want, got any
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	mine := Event(nil, e)
	if err := json.Unmarshal(mine, &got); err != nil {
		t.Fatalf("%s: %v", mine, err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %s\nwant %s", mine, text)
	}
}

func TestEvent(t *testing.T) {
	n := 0
	full := engine.Event{}
	v := reflect.ValueOf(&full).Elem()
	for i := range v.NumField() {
		if v.Field(i).Kind() != reflect.Pointer {
			fill(v.Field(i), &n)
		}
	}
	same(t, &full)
	same(t, &engine.Event{Type: "stdout", Text: "a"})
	same(t, &engine.Event{})

	for range 8 { // so that each kind of value comes into each cell
		n++
		q := &engine.Query{}
		fill(reflect.ValueOf(q).Elem(), &n)
		q.Params = []any{nil, false, int64(-1), 0.1, "x", 3, map[string]string{"blob": ""}}
		same(t, &engine.Event{Type: "query", Query: q})
	}
	same(t, &engine.Event{Type: "query", Query: &engine.Query{}})
	same(t, &engine.Event{Type: "query", Query: &engine.Query{Params: []any{}, Rows: [][]any{{}, nil}}})
	same(t, &engine.Event{Type: "warning", Warning: &engine.Warning{Message: "m", Line: 3}})
}

func TestText(t *testing.T) {
	for _, s := range []string{"", "plain", "\x00\x1f\x7f", "a\xffb\xc3", "\xff", "tab\t", "日本 \u2028 🗼", `"\`} {
		var got string
		if err := json.Unmarshal(text(nil, s), &got); err != nil {
			t.Errorf("%q: %v", s, err)
		}
		want, _ := json.Marshal(s)
		var w string
		json.Unmarshal(want, &w)
		if got != w {
			t.Errorf("%q became %q, want %q", s, got, w)
		}
	}
	for f, want := range map[float64]string{0: "0", 25: "25", -1.5: "-1.5", 1e21: "1e+21", math.Inf(1): "null", math.NaN(): "null", 0.1: "0.1"} {
		if got := string(number(nil, f)); got != want {
			t.Errorf("number(%v) = %s, want %s", f, got, want)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("a\"\\\n\xff日")
	f.Fuzz(func(t *testing.T, s string) {
		var got, want string
		if err := json.Unmarshal(text(nil, s), &got); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		b, _ := json.Marshal(s)
		json.Unmarshal(b, &want)
		if got != want {
			t.Fatalf("%q became %q", s, got)
		}
	})
}
