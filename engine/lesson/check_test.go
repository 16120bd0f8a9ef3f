package lesson

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// These tests check the Go side with a runner that answers from a table; what
// the checks themselves find is proved by running the lessons.

func tinyLesson() *Lesson {
	return &Lesson{ID: "tiny", Steps: []Step{{
		ID: "1", Title: "Begin the tale", Seed: "s = 1\n",
		Files:  []File{{Name: "main.py", Text: "x = 1\n"}},
		Checks: File{Name: "checks.py", Text: "checks"},
	}}}
}

func TestVerdicts(t *testing.T) {
	cases := []struct {
		name    string
		ran     Ran
		passed  bool
		message string
		file    string
		line    int
	}{
		{
			name:   "all pass",
			ran:    Ran{AfterRan: true, AfterStdout: "noise\n\x1eshelf:[{\"name\":\"a\",\"passed\":true}]\n"},
			passed: true, message: "Step 1 is right: begin the tale.",
		},
		{
			name:    "the first that fails speaks",
			ran:     Ran{AfterRan: true, AfterStdout: "\x1eshelf:[{\"name\":\"a\",\"passed\":true},{\"name\":\"b\",\"passed\":false,\"message\":\"No x.\",\"file\":\"main.py\",\"line\":2},{\"name\":\"c\",\"passed\":false,\"skipped\":true}]"},
			message: "No x.", file: "main.py", line: 2,
		},
		{
			name:    "a report that the learner printed does not count",
			ran:     Ran{AfterRan: true, AfterStdout: "\x1eshelf:[{\"name\":\"a\",\"passed\":true}]\n\n\x1eshelf:[{\"name\":\"a\",\"passed\":false,\"message\":\"No.\"}]\n"},
			message: "No.",
		},
		{
			name:    "checks that end early",
			ran:     Ran{AfterRan: true, AfterError: "the limit of steps was reached"},
			message: "Your program ran, but checking it did not come to an end: the limit of steps was reached.",
		},
		{
			name:    "a loop without end in what the checks call",
			ran:     Ran{AfterRan: true, AfterError: "stopped after 9 steps: is there a loop?"},
			message: "The check called your code, and was stopped after 9 steps: is there a loop?",
		},
		{
			name:    "too much output in what the checks call",
			ran:     Ran{AfterRan: true, AfterError: "stopped: the program printed more than 1 KB"},
			message: "The check called your code, and was stopped: the program printed more than 1 KB.",
		},
		{
			name:    "Stop was pressed while the checks ran",
			ran:     Ran{AfterRan: true, AfterError: "stopped"},
			message: "The check was stopped before it had ended.",
		},
		{
			name:    "a loop without end",
			ran:     Ran{Stopped: "steps", Error: &Raised{Type: "E", Message: "m", File: "main.py", Line: 3}},
			message: "Your program did not come to an end: it was stopped after a very large number of steps. Is there a loop that never ends?",
			file:    "main.py", line: 3,
		},
		{
			name:    "Stop was pressed",
			ran:     Ran{Stopped: "cancelled"},
			message: "The check was stopped before your program had ended.",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			v, err := CheckWith(context.Background(), tinyLesson(), "1", nil, func(context.Context, []File, func([]byte) []File) (*Ran, error) {
				return &c.ran, nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if v.Passed != c.passed || v.Message != c.message || v.File != c.file || v.Line != c.line {
				t.Errorf("got %v %q %s:%d", v.Passed, v.Message, v.File, v.Line)
			}
		})
	}
}

func TestHiddenFiles(t *testing.T) {
	var program, hidden []File
	_, err := CheckWith(context.Background(), tinyLesson(), "1", []File{{Name: "main.py", Text: "x = 'π'\n"}, {Name: "seed.py", Text: "mine"}},
		func(_ context.Context, files []File, after func([]byte) []File) (*Ran, error) {
			program, hidden = files, after([]byte(`{"stdout":"\u0001 \"<b>\"\n","queries":[{"sql":"SELECT 1"}]}`))
			return &Ran{AfterRan: true, AfterStdout: reportMark + `[{"name":"a","passed":true}]`}, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	if len(program) != 2 || program[1].Text != "s = 1\n" {
		t.Errorf("the learner's seed.py replaces the lesson's: %v", program)
	}
	entry, record := "", ""
	for _, f := range hidden {
		if f.Role == "entry" {
			entry = f.Name
		}
		if f.Name == "shelf_record.py" {
			record = f.Text
		}
	}
	if entry != "shelf_entry.py" {
		t.Errorf("the entry is %q", entry)
	}
	for _, want := range []string{`x = 'π'`, `\\u0001 \\\"<b>\\\"\\n`, `SELECT 1`} {
		if !strings.Contains(record, want) {
			t.Errorf("the record lacks %s:\n%s", want, record)
		}
	}
	if strings.Contains(record, "s = 1") {
		t.Errorf("the record holds the seed:\n%s", record)
	}
}

func TestCheckRefuses(t *testing.T) {
	run := func(context.Context, []File, func([]byte) []File) (*Ran, error) { return nil, errors.New("ran") }
	if _, err := CheckWith(context.Background(), tinyLesson(), "9", nil, run); err == nil || err.Error() != `lesson tiny has no step "9"` {
		t.Errorf("unknown step: %v", err)
	}
	v, err := CheckWith(context.Background(), tinyLesson(), "1", []File{{Name: "shelf.py"}}, run)
	if err != nil || v.Passed || v.Message != "The name `shelf.py` is taken by the checks; please give your file another name." {
		t.Errorf("reserved name: %v %v", v, err)
	}
	broken := func(context.Context, []File, func([]byte) []File) (*Ran, error) {
		return &Ran{AfterRan: true, AfterStdout: reportMark + "[]"}, nil
	}
	if _, err := CheckWith(context.Background(), tinyLesson(), "1", nil, broken); err == nil {
		t.Error("checks without a test are accepted")
	}
}

func TestPyString(t *testing.T) {
	if got := pyString("a\"\\\n\r\x00é😀"); got != `"a\"\\\n\x0d\x00é😀"` {
		t.Error(got)
	}
}

func TestDiffers(t *testing.T) {
	none := 0
	cases := []struct {
		name, result, want string
		expect             Outcome
	}{
		{"the same", `{"stdout":"a\n"}`, "", Outcome{Stdout: "a"}},
		{"other output", `{"stdout":"b\n"}`, `it prints "b\n", and should print "a"` + "\nWhat it does is written so:\n  stdout: |\n    b", Outcome{Stdout: "a"}},
		{"an error too many", `{"error":{"type":"TypeError","message":"m","line":2}}`, "it ends with TypeError: m, and should end with no error\nWhat it does is written so:\n  error: \"TypeError: m\"\n  line: 2", Outcome{}},
		{"an error of another file", `{"error":{"type":"TypeError","message":"m","file":"models.py","line":2}}`, "it ends with TypeError: m (models.py:2), and should end with no error\nWhat it does is written so:\n  error: \"TypeError: m\"\n  line: 2", Outcome{}},
		{"an error too few", `{}`, "it ends with no error, and should end with TypeError: m\nWhat it does is written so: no stdout: and no error:", Outcome{Error: "TypeError: m", Line: 2}},
		{"another line", `{"error":{"type":"TypeError","message":"m","file":"main.py","line":3}}`, "the error is at main.py:3, and should be on line 2\nWhat it does is written so:\n  error: \"TypeError: m\"\n  line: 3", Outcome{Error: "TypeError: m", Line: 2}},
		{"statements", `{"queries":[{}]}`, "it sends 1 statements, and should send 0", Outcome{Queries: &none}},
		{"no warning", `{"warnings":[]}`, `it does not warn "never awaited"`, Outcome{Warning: "never awaited"}},
		{"a warning", `{"warnings":[{"message":"x was never awaited"}]}`, "", Outcome{Warning: "never awaited"}},
		{"stopped", `{"stopped":"steps"}`, "it was stopped: steps", Outcome{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := differs(c.expect, []byte(c.result)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
