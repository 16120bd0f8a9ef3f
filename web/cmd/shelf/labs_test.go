package main

import (
	"context"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// A lab with a view that is not there is no sound lab, nor is a step whose solution does not run both ways.
func TestVerifyLabs(t *testing.T) {
	file := func(name, text string) []lesson.File { return []lesson.File{{Name: name, Text: text}} }
	both := &lesson.Both{Callers: 2, Calls: []lesson.Call{{Func: "mine"}, {Func: "theirs"}}, Files: file("their.py", "def theirs(): ...\n")}
	l := &lesson.Lesson{
		Labs: []lesson.Lab{
			{ID: "good", Files: file("views.py", loadViews), Load: &lesson.Load{Requests: 3, Arrivals: "together", Ways: []lesson.Way{{Label: "A", Server: "wsgi", View: "waits"}}}},
			{ID: "misspelled", Files: file("views.py", loadViews), Load: &lesson.Load{Requests: 3, Arrivals: "together", Ways: []lesson.Way{{Label: "A", Server: "wsgi", View: "wait"}}}},
		},
		Steps: []lesson.Step{
			{ID: "1", Solution: file("main.py", "async def mine(): ...\n"), Both: both},
			{ID: "2", Solution: file("main.py", "async def other(): ...\n"), Both: both},
		},
	}
	var got []string
	if err := verifyLabs(context.Background(), l, func(p lesson.Proof) {
		word := "ok"
		if !p.OK {
			word = p.Detail
		}
		got = append(got, p.Subject+": "+word)
	}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"lab good: ok", "lab misspelled: A: The program has no function wait().",
		"step 1, both ways: ok", "step 2, both ways: mine(): The program has no function mine().",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
