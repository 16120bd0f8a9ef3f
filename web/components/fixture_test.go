package components

import (
	"os"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// sample is a small lesson with one of everything that a component can show.
func sample() *lesson.Lesson {
	program := &lesson.Program{Files: []lesson.File{{Name: "main.py", Text: "books = Book.objects.all()\nawait books\n"}}}
	question := lesson.Question{
		ID: "q1", Level: lesson.Easy, Teaches: "1", Topic: "awaiting",
		Prompt: "<p>What does <code>await</code> on a queryset do?</p>", Code: "await Book.objects.all()\n",
		Options: []lesson.Option{
			{ID: "a", Text: "It raises <code>TypeError</code>", Right: true, Why: "<p>A queryset cannot be awaited.</p>", Run: program},
			{ID: "b", Text: "<code>books</code>", Code: "books = await Book.objects.all()\n", Why: "<p>Nothing is fetched.</p>"},
		},
		Hint: "<p>Which methods have a twin with an <code>a</code>?</p>", Solution: []lesson.HTML{"First.", "Second."},
		Answer: "TypeError.", QuickCheck: "No <code>a</code>, no <code>await</code>.", Mistakes: []lesson.HTML{"Awaiting a queryset."},
	}
	return &lesson.Lesson{
		ID: "sample", Version: "1+abc", Title: "Async <ORM>", Summary: "A lesson & more", Lang: "en", Django: "5.2",
		Intro:    "<p>A library.</p>",
		Doors:    []lesson.Door{{ID: "go", Title: "Start", Text: "<p>Go.</p>", Action: "Go on", Target: "steps"}, {ID: "test", Title: "Test", Text: "<p>Test.</p>", Action: "Take the test", Target: "test", Recommended: true}},
		Scenario: lesson.Section{ID: "scenario", Title: "The library", HTML: "<p>Books.</p>"},
		Why:      lesson.Section{ID: "why", Title: "Why it matters", HTML: "<p>Waiting.</p>"},
		Learns:   []lesson.HTML{"The model <code>Book</code>"},
		Concepts: []lesson.Section{{ID: "loop", Title: "The loop", HTML: "<p>One at a time.</p>", Run: program}},
		Steps: []lesson.Step{
			{ID: "1", Number: 1, Title: "Create the model", Goal: "Make a model.", Task: "<p>Write <code>Book</code>.</p>", Open: "models.py",
				Files:    []lesson.File{{Name: "models.py", Text: "\nfrom django.db import models\n\n# <your class>\n"}, {Name: "main.py", Text: "print(1)\n"}},
				Hints:    []lesson.HTML{"<p>A class.</p>", "<p>Two fields.</p>"},
				Solution: []lesson.File{{Name: "models.py", Text: "class Book(models.Model):\n    pass\n"}, {Name: "main.py", Text: "print(1)\n"}},
				Explain:  "<p>Because.</p>", Passed: "<p>You did it.</p>",
				Both: &lesson.Both{Callers: 3, Calls: []lesson.Call{{Label: "your f()", Func: "f"}, {Func: "g"}}, Files: []lesson.File{{Name: "sync.py", Text: "def g():\n    ...\n"}}}},
			{ID: "2", Number: 2, Title: "Set the threshold", Goal: "Set it.", Files: []lesson.File{{Name: "main.py", Text: "min_pages = 100\n"}}},
		},
		Practice: lesson.Quiz{ID: "practice", Title: "Practice", Intro: "<p>Five.</p>", Questions: []lesson.Question{question}},
		Test: lesson.Quiz{ID: "test", Title: "The test", Intro: "<p>Ten.</p>", Questions: []lesson.Question{question, question},
			Advice: []lesson.Advice{{From: 0.8, Text: "<p>Strong.</p>"}, {From: 0, Text: "<p>Begin.</p>"}}},
		TryIts: []lesson.TryIt{{ID: "afilter", Title: "afilter", Claim: "<p>There is one.</p>", Truth: "<p>There is none.</p>", Run: *program, Step: "1"}},
		Labs: []lesson.Lab{{ID: "many", Title: "Many visitors", HTML: "<p>Send <em>many</em>.</p>", Open: "views.py",
			Files: []lesson.File{{Name: "views.py", Text: "def book_list(request):\n    ...\n"}},
			Load: &lesson.Load{Requests: 40, Rate: 12.5, Arrivals: "even", Seed: 7, Ways: []lesson.Way{
				{Label: "Sync <view>", Server: "wsgi", View: "book_list", Workers: 2}, {Label: "Async view", Server: "asgi", View: "/books/"}}}}},
		Closing: "<p>Done.</p>",
	}
}

// traced is a result with the timeline of a program of engine/testdata.
func traced(t *testing.T, name string) *Result {
	t.Helper()
	ar, err := txtar.ParseFile("../../engine/testdata/trace/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range ar.Files {
		if f.Name == "timeline.json" {
			return &Result{Timeline: f.Data}
		}
	}
	t.Fatalf("%s has no timeline", name)
	return nil
}

// result reads a recorded result of testdata.
func result(t *testing.T, name string) *Result {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	r, err := ParseResult(data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// comparison is what two ways came to, one of them with a problem.
var comparison = &Comparison{
	Summary: []string{"Of 40 requests, 95 % were answered within 25 ms."},
	Ways: []Compared{
		{Label: "Sync <view>", Facts: "2 workers · p50 25 ms", Picture: `<svg class="ld"></svg>`},
		{Label: "Async view", Problem: &Problem{Message: "ValueError: <no>", Hint: "Mind it.", File: "views.py", Line: 3}},
	},
	Curves:  []Curve{{Title: "Answered by when", Picture: `<svg class="ld ld-curve"></svg>`}},
	Columns: []string{"Way", "p50"}, Rows: [][]string{{"Sync <view>", "25 ms"}, {"Async view", "–"}},
}
