package message

import (
	"reflect"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

func TestRead(t *testing.T) {
	cost, none := 20.5, 0.0
	file := lesson.File{Name: "main.py", Text: "x = 'é'\n", Role: "seed"}
	cases := []struct {
		text string
		want Message
	}{
		{
			`{"type":"run","id":7,"files":[{"name":"main.py","text":"x = 'é'\n","role":"seed"},{"name":"a","more":[1]}],"latency":{"ms": 25},"stepCost":20.5,` +
				`"limits":{"steps":1,"memory":2,"output":3,"recursion":4,"other":5},"trace":true}`,
			Message{Type: "run", ID: 7, Files: []lesson.File{file, {Name: "a"}}, Latency: []byte(`{"ms": 25}`), StepCost: &cost, Limits: Limits{1, 2, 3, 4}, Trace: true},
		},
		{`{"type":"run","stepCost":0,"trace":"timeline"}`, Message{Type: "run", StepCost: &none, Timeline: true}},
		{`{"type":"run","stepCost":null,"trace":false,"limits":null,"files":null}`, Message{Type: "run"}},
		{
			`{"type":"check","id":2,"lesson":"l","lessonData":{"id":"l","steps":[]},"step":"3","files":[]}`,
			Message{Type: "check", ID: 2, Lesson: "l", LessonData: []byte(`{"id":"l","steps":[]}`), Step: "3"},
		},
		{`{"type":"load","id":3,"options":{"rate":50}}`, Message{Type: "load", ID: 3, Options: []byte(`{"rate":50}`)}},
		{`{"type":"query","id":4,"sql":"SELECT ?","params":[null,1,"x",true,[2]]}`, Message{Type: "query", ID: 4, SQL: "SELECT ?", Params: []sqlite.Value{nil, 1.0, "x", true, []any{2.0}}}},
	}
	read := reflect.ValueOf(Message{})
	seen := make([]bool, read.NumField())
	for _, c := range cases {
		got, err := Read([]byte(c.text))
		if err != nil || !reflect.DeepEqual(*got, c.want) {
			t.Errorf("%s: %+v, %v", c.text, got, err)
		}
		for i := range seen {
			seen[i] = seen[i] || !reflect.ValueOf(*got).Field(i).IsZero()
		}
	}
	for i, seen := range seen {
		if !seen {
			t.Errorf("no message has a %s", read.Type().Field(i).Name)
		}
	}
	m, err := Read([]byte(`{"type":"run","id":5,"files":[{"name":"a"},{"text":1}]}`))
	if err == nil || err.Error() != "a text is expected at byte 51 in .files[1].text" || m.ID != 5 {
		t.Errorf("%v, %v", m, err)
	}
}
