package engine

import (
	"encoding/json"
	"math"
	"reflect"
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/plainjson"
	"github.com/asyncshelf/asyncshelf/engine/timeline"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// cellsOf are the values that cell and param make.
var cellsOf = []any{nil, true, int64(math.MaxInt64), 1e300, "text", Blob{Blob: "AA=="}, Blob{Blob: "AA==", Bytes: 7}, []any{int64(7), "x"}, -0.5}

// fill sets every field that a struct has, so that one added later and not written fails the test.
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
			if v.Type().Field(i).Tag.Get("json") != "-" {
				fill(v.Field(i), n)
			}
		}
	case reflect.Slice:
		s := reflect.MakeSlice(v.Type(), 2, 2)
		for i := range 2 {
			fill(s.Index(i), n)
		}
		v.Set(s)
	case reflect.Interface:
		if cell := cellsOf[*n%len(cellsOf)]; cell != nil {
			v.Set(reflect.ValueOf(cell))
		}
	}
}

// same compares what write writes with what encoding/json makes of v, as the page reads them.
func same(t *testing.T, v any, write func(w *plainjson.Writer)) {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var w plainjson.Writer
	write(&w)
	var want, got any
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(w.Bytes, &got); err != nil {
		t.Fatalf("%s: %v", w.Bytes, err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %s\nwant %s", w.Bytes, text)
	}
}

func TestResultJSON(t *testing.T) {
	n := 0
	for range len(cellsOf) { // so that each kind of value comes into each cell
		n++
		r := &Result{}
		fill(reflect.ValueOf(r).Elem(), &n)
		same(t, r, r.WriteJSON)
		r.Value.Rows, r.Value.Columns, r.Timeline = nil, nil, nil
		same(t, r, r.WriteJSON)
	}
	same(t, &Result{Tables: []*Table{}, Warnings: []Warning{}}, (&Result{}).WriteJSON)
	r := &Result{
		Queries: []*Query{{}, {Params: []any{}, Rows: [][]any{{}, nil}}}, Value: &View{}, Error: &Error{Frames: []FrameLine{}},
		Tables: []*Table{{Columns: []Column{}, Rows: [][]any{}}}, Warnings: []Warning{{}}, Timeline: &timeline.Timeline{},
	}
	same(t, r, r.WriteJSON)
}

func TestEventJSON(t *testing.T) {
	n := 0
	type query struct {
		Type string `json:"type"`
		*Query
	}
	type warning struct {
		Type string `json:"type"`
		*Warning
	}
	for range len(cellsOf) {
		n++
		q := &Query{}
		fill(reflect.ValueOf(q).Elem(), &n)
		same(t, query{"query", q}, (&Event{Event: trace.Event{Kind: trace.Query}, Query: q}).WriteJSON)
	}
	x := &Warning{}
	fill(reflect.ValueOf(x).Elem(), &n)
	same(t, warning{"warning", x}, (&Event{Event: trace.Event{Kind: trace.Warning}, Warning: x}).WriteJSON)
	r := &Result{Stdout: "a", Tables: []*Table{}, Warnings: []Warning{}}
	same(t, map[string]any{"type": "result", "t": 1.5, "result": r}, (&Event{Event: trace.Event{Kind: trace.Result, T: 1500 * time.Microsecond}, Result: r}).WriteJSON)
	same(t, map[string]any{"type": "stdout", "t": 1.5, "text": "a"}, (&Event{Event: trace.Event{Kind: trace.Stdout, Text: "a", T: 1500 * time.Microsecond}}).WriteJSON)
}

// What checks get to know of a run is part of its result, and says what the result leaves out where it is empty.
func TestRunForChecks(t *testing.T) {
	n := 0
	r := &Result{}
	fill(reflect.ValueOf(r).Elem(), &n)
	r.Warnings[1].File, r.Warnings[1].Line = "", 0
	var queries []Query
	for _, q := range r.Queries {
		queries = append(queries, *q)
		queries[len(queries)-1].Rows = nil
	}
	warnings := []map[string]any{}
	for _, x := range r.Warnings {
		warnings = append(warnings, map[string]any{"message": x.Message, "file": x.File, "line": x.Line})
	}
	data, err := json.Marshal(r.Timeline)
	if err != nil {
		t.Fatal(err)
	}
	var line map[string]json.RawMessage
	if err := json.Unmarshal(data, &line); err != nil {
		t.Fatal(err)
	}
	same(t, map[string]any{"stdout": r.Stdout, "queries": queries, "warnings": warnings, "error": r.Error, "time": line["figures"]}, r.writeRun)
	same(t, map[string]any{"stdout": "", "queries": []int{}, "warnings": []int{}, "error": nil, "time": nil}, (&Result{}).writeRun)
}

// Values of rows are of the types that WriteCell knows.
func TestCells(t *testing.T) {
	for _, v := range []any{nil, int64(1), int64(math.MaxInt64), 1.5, math.Inf(1), math.NaN(), "x", []byte("x")} {
		x := cell(v)
		same(t, x, func(w *plainjson.Writer) { WriteCell(w, x) })
		found := false
		for _, known := range cellsOf {
			found = found || reflect.TypeOf(x) == reflect.TypeOf(known)
		}
		if !found {
			t.Errorf("%v is a cell of type %T", v, x)
		}
	}
}
