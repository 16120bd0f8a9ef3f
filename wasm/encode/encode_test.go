package encode

import (
	"encoding/json"
	"math"
	"reflect"
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// fill sets every field that a struct has, so that one added later is missed here and fails the test.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString("<é\n\"\\\x01>" + string(rune('a'+*n%26)))
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Float64:
		v.SetFloat(float64(*n) + 0.125)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
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

var queryEvent = trace.Event{Kind: trace.Query}

func TestEvent(t *testing.T) {
	n := 0
	same(t, &engine.Event{Event: trace.Event{Kind: trace.Stdout, Text: "a", T: 1500 * time.Microsecond}})
	same(t, &engine.Event{Event: trace.Event{Kind: trace.Task, What: trace.Suspended, Task: 2, Via: []trace.Position{{File: "a.py", Line: 1}}}})

	for range 8 { // so that each kind of value comes into each cell
		n++
		q := &engine.Query{}
		fill(reflect.ValueOf(q).Elem(), &n)
		q.Params = []any{nil, false, int64(-1), 0.1, "x", 3, map[string]string{"blob": ""}}
		same(t, &engine.Event{Event: queryEvent, Query: q})
	}
	same(t, &engine.Event{Event: queryEvent, Query: &engine.Query{}})
	same(t, &engine.Event{Event: queryEvent, Query: &engine.Query{Params: []any{}, Rows: [][]any{{}, nil}}})
	same(t, &engine.Event{Event: trace.Event{Kind: trace.Warning}, Warning: &engine.Warning{Message: "m", Line: 3}})
}
