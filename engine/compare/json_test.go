package compare

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/plainjson"
	"github.com/asyncshelf/asyncshelf/engine/timeline"
)

// fill sets every field, so that one added later and not written fails the test.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString("<é\n\"" + string(rune('a'+*n%26)))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n) * int64(time.Microsecond))
	case reflect.Uint64:
		v.SetUint(uint64(*n))
	case reflect.Uint8:
		v.SetUint(uint64(*n) % uint64(states))
	case reflect.Float64:
		v.SetFloat(float64(*n) + 0.125)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		if v.Type() == reflect.TypeFor[*timeline.Timeline]() {
			v.Set(reflect.ValueOf(&timeline.Timeline{End: 7 * time.Millisecond}))
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), n)
		}
	}
}

// TestWriteJSON holds what is written to what encoding/json makes of the fields and their tags.
func TestWriteJSON(t *testing.T) {
	load, both := LoadAnswer{}, BothAnswer{}
	n := 0
	fill(reflect.ValueOf(&load).Elem(), &n)
	fill(reflect.ValueOf(&both).Elem(), &n)
	bare := load
	bare.Ways = []Served{{Requests: []Request{}}}
	bare.View = &View{Summary: []string{}, Ways: []WayView{}, Curves: []Curve{}, Columns: []string{}, Rows: [][]string{}}
	unrun := both
	unrun.Ways = []Ran{{}}
	event := Event{}
	fill(reflect.ValueOf(&event).Elem(), &n)
	for _, v := range []interface{ WriteJSON(w *plainjson.Writer) }{load, both, bare, unrun, event, Event{Type: "progress"}} {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var w plainjson.Writer
		v.WriteJSON(&w)
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
}

// TestReadJSON holds what is read to what encoding/json reads.
func TestReadJSON(t *testing.T) {
	var load, loadRead LoadOptions
	var both, bothRead BothOptions
	n := 0
	fill(reflect.ValueOf(&load).Elem(), &n)
	fill(reflect.ValueOf(&both).Elem(), &n)
	for _, c := range []struct {
		options any
		read    interface{ ReadJSON(text []byte) error }
	}{{&load, &loadRead}, {&both, &bothRead}} {
		text, err := json.Marshal(c.options)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.read.ReadJSON(append([]byte(`{"unknown": [1, {}], `), text[1:]...)); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(c.options, c.read) {
			t.Errorf("read %+v, want %+v", c.read, c.options)
		}
	}
	for _, text := range []string{"", "[]", `{"ways": 3}`, `{"seed": -1}`, `{"requests": "many"}`, `{"ways": [{"workers": 1.5}]}`, `{} {}`} {
		if err := (&LoadOptions{}).ReadJSON([]byte(text)); err == nil {
			t.Errorf("%s: no error", text)
		}
	}
	if err := (&BothOptions{}).ReadJSON([]byte(`{"calls": [{"func": 1}]}`)); err == nil {
		t.Error("a function that is a number: no error")
	}
}
