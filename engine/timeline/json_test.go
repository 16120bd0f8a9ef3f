package timeline

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
)

// fill sets every field and collects them.
func fill(v reflect.Value, leaves *[]reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), leaves)
		}
		return
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), leaves)
		return
	}
	change(v)
	*leaves = append(*leaves, v)
}

func change(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	default:
		v.SetInt(v.Int() + 1000)
	}
}

// Every field there is can be told from the JSON, so that one added later is not forgotten.
func TestEveryFieldIsWritten(t *testing.T) {
	var tl Timeline
	var leaves []reflect.Value
	fill(reflect.ValueOf(&tl).Elem(), &leaves)
	before, err := json.Marshal(&tl)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range leaves {
		change(v)
		after, err := json.Marshal(&tl)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Equal(before, after) {
			t.Errorf("field %d, a %s, makes no difference in %s", i, v.Type(), after)
		}
		before = after
	}
}
