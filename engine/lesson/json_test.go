package lesson

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/plainjson"
)

// fill sets every field that a value has, so that one added later and not written, or not read, fails a test.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString("<é\n\"\\\x01>" + string(rune('a'+*n%26)))
	case reflect.Int:
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
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]string{"é\"": "b", "a": "<"}))
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[json.RawMessage]() {
			v.SetBytes([]byte(`{"stdout":"é"}`))
			return
		}
		s := reflect.MakeSlice(v.Type(), 2, 2)
		for i := range 2 {
			fill(s.Index(i), n)
		}
		v.Set(s)
	}
}

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

func TestVerdictJSON(t *testing.T) {
	v, n := &Verdict{}, 0
	fill(reflect.ValueOf(v).Elem(), &n)
	same(t, v, v.WriteJSON)
	v = &Verdict{Checks: []CheckResult{{}}}
	same(t, v, v.WriteJSON)
}

func TestOutlineJSON(t *testing.T) {
	o, n := &outline{}, 0
	fill(reflect.ValueOf(o).Elem(), &n)
	same(t, o, o.writeJSON)
	o = outlineOf(nil)
	same(t, o, o.writeJSON)
}

func TestReport(t *testing.T) {
	var list []CheckResult
	n := 0
	fill(reflect.ValueOf(&list).Elem(), &n)
	text, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := readReport(string(text)); err != nil || !reflect.DeepEqual(got, list) {
		t.Errorf("got %v, %v, want %v", got, err, list)
	}
	if _, err := readReport(`[{"name": 1}]`); err == nil || err.Error() != "a text is expected at byte 10 in [0].name" {
		t.Error(err)
	}
}

// ForChecks reads the fields that checks need; each of the others is named here.
func TestForChecks(t *testing.T) {
	l, n := &Lesson{}, 0
	fill(reflect.ValueOf(l).Elem(), &n)
	text, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ForChecks(text)
	if err != nil {
		t.Fatal(err)
	}
	compare := func(got, want reflect.Value, unread ...string) {
		t.Helper()
		for i := range want.NumField() {
			name := want.Type().Field(i).Name
			if slices.Contains(unread, name) {
				if !got.Field(i).IsZero() {
					t.Errorf("%s is read", name)
				}
			} else if want.Field(i).IsZero() || !reflect.DeepEqual(got.Field(i).Interface(), want.Field(i).Interface()) {
				t.Errorf("%s is %v, want %v", name, got.Field(i), want.Field(i))
			}
		}
	}
	for i := range l.Steps {
		compare(reflect.ValueOf(got.Steps[i]), reflect.ValueOf(l.Steps[i]), "Number", "Goal", "Task", "Open", "Hints", "Solution", "Explain", "Passed", "Both", "Mistakes", "Variants", "Dir")
	}
	got.Steps = l.Steps
	compare(reflect.ValueOf(*got), reflect.ValueOf(*l), "Version", "Title", "Summary", "Lang", "Django", "Intro", "Doors", "Scenario", "Why", "Learns", "Concepts", "Practice", "Test", "TryIts", "Labs", "Closing", "Seed")
	for text, want := range map[string]string{
		`{"steps": 1}`: "a list is expected at byte 10 in .steps",
		`{"steps": [{"files": [{"text": false}]}]}`: "a text is expected at byte 31 in .steps[0].files[0].text",
		`{"id": "x`: "a text does not end at byte 9 in .id",
	} {
		if _, err := ForChecks([]byte(text)); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
