package lesson

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/plainjson"
)

// This file runs a step's checks against a learner's program.

// A Verdict is what a check found. The message is one sentence about the
// first thing that is wrong; when all is right it says so.
type Verdict struct {
	Step    string        `json:"step"`
	Passed  bool          `json:"passed"`
	Message string        `json:"message"`
	File    string        `json:"file,omitempty"`
	Line    int           `json:"line,omitempty"`
	Checks  []CheckResult `json:"checks"`
	// Run is the result of the learner's own program, as engine.Run gives it.
	Run json.RawMessage `json:"run"`
}

// A CheckResult is the outcome of one test of the step's checks, in order.
// Those after the first that failed are skipped.
type CheckResult struct {
	Name    string `json:"name"`
	Passed  bool   `json:"passed"`
	Message string `json:"message,omitempty"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Skipped bool   `json:"skipped,omitempty"`
	Broken  bool   `json:"broken,omitempty"` // the check itself raised: a mistake of the lesson
}

// A Runner runs a program. When after is not nil, the runner calls it once
// main.py has ended, however it ended, with what the checks get to know of the
// run: a JSON object with stdout, queries (without their rows), warnings, error
// and time, the figures of its timeline; the last two may be null. Then, in the
// same process (same modules, same database), it adds the files that
// after returns as hidden modules and runs the one whose role is "entry". The
// hidden part has its own output and its queries are not in the result.
type Runner func(ctx context.Context, files []File, after func(run []byte) []File) (*Ran, error)

// Ran is what a Runner gives back.
type Ran struct {
	Result json.RawMessage // the learner's run
	// Stopped says why the learner's program was stopped, Error what ended it.
	Stopped string
	Error   *Raised
	// AfterStdout and AfterError are of the hidden part. AfterError is empty
	// when it ended well, else "Type: message" or why it was stopped.
	AfterStdout string
	AfterError  string
	// AfterRan says whether the hidden part ran at all: it does not when
	// the program was stopped.
	AfterRan bool
}

// Raised is an exception that ended a program.
type Raised struct {
	Type, Message, File string
	Line                int
}

//go:embed checklib/shelf.py
var shelfSource string

//go:embed checklib/shelf_explain.py
var explainSource string

// checkEntry is the program that runs after the learner's.
const checkEntry = "import shelf\n\nshelf.report(\"shelf_checks\")\n"

// checksName is what the step's checks are called while they run.
const checksName = "shelf_checks.py"

// reportMark begins the line on which shelf.report prints; see shelf.py.
const reportMark = "\x1eshelf:"

// reserved are the module names that the checks need for themselves.
var reserved = []string{"shelf", "shelf_explain", "shelf_record", "shelf_checks", "shelf_entry"}

// CheckWith checks a learner's files against a step, running them with run.
// The error is for our own failures; whatever is wrong with the learner's
// program is in the verdict.
func CheckWith(ctx context.Context, l *Lesson, stepID string, files []File, run Runner) (*Verdict, error) {
	step := l.StepByID(stepID)
	if step == nil {
		return nil, fmt.Errorf("lesson %s has no step %q", l.ID, stepID)
	}
	v := &Verdict{Step: stepID, Checks: []CheckResult{}}
	for _, f := range files {
		for _, name := range reserved {
			if f.Name == name+".py" {
				v.Message = fmt.Sprintf("The name `%s` is taken by the checks; please give your file another name.", f.Name)
				v.File = f.Name
				return v, nil
			}
		}
	}
	program := step.Program(files)
	after := func(run []byte) []File {
		return []File{
			{Name: "shelf.py", Text: shelfSource},
			{Name: "shelf_explain.py", Text: explainSource},
			{Name: "shelf_record.py", Text: "RECORD = " + pyString(record(stepID, program, run)) + "\n"},
			{Name: checksName, Text: step.Checks.Text},
			{Name: "shelf_entry.py", Text: checkEntry, Role: "entry"},
		}
	}
	ran, err := run(ctx, program, after)
	if err != nil {
		return nil, err
	}
	v.Run = ran.Result
	if !ran.AfterRan {
		v.Message, v.File, v.Line = stoppedMessage(ran)
		return v, nil
	}
	_, report, found := cutLast(ran.AfterStdout, reportMark)
	if !found {
		v.Message = unfinished(ran.AfterError)
		return v, nil
	}
	if line, _, ok := strings.Cut(report, "\n"); ok {
		report = line
	}
	if v.Checks, err = readReport(report); err != nil {
		return nil, fmt.Errorf("lesson %s, step %s: the checks' report cannot be read: %w", l.ID, stepID, err)
	}
	if len(v.Checks) == 0 {
		return nil, fmt.Errorf("lesson %s, step %s: the checks hold no test; write a class that inherits from shelf.Check, with methods whose names begin with test", l.ID, stepID)
	}
	for _, c := range v.Checks {
		if !c.Passed {
			v.Message, v.File, v.Line = c.Message, c.File, c.Line
			return v, nil
		}
	}
	v.Passed = true
	v.Message = fmt.Sprintf("Step %s is right: %s.", stepID, lowerFirst(step.Title))
	return v, nil
}

// record is what the checks get to know, as JSON.
func record(stepID string, files []File, run []byte) string {
	sources := map[string]string{}
	for _, f := range files {
		if f.Role != "seed" {
			sources[f.Name] = f.Text
		}
	}
	var w plainjson.Writer
	w.Open('{')
	w.Key("step").Text(stepID)
	w.Key("sources")
	writeMap(&w, sources)
	w.Key("outline")
	outlineOf(files).writeJSON(&w)
	w.Key("run").Raw(run)
	w.Close('}')
	return string(w.Bytes)
}

// pyString writes a text as a Python string literal. JSON's own form will not
// do: its \u escapes would give Python two surrogates for one character.
func pyString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// unfinished says why checks that had begun gave no verdict: the program had ended, so it is what they called that did not.
func unfinished(why string) string {
	const stopped = "stopped"
	switch {
	case why == stopped: // the button
		return "The check was stopped before it had ended."
	case strings.HasPrefix(why, stopped):
		why = "The check called your code, and was " + why
	default:
		why = "Your program ran, but checking it did not come to an end: " + firstOf(why, "no verdict was given")
	}
	if strings.HasSuffix(why, "?") {
		return why
	}
	return why + "."
}

// stoppedMessage says why a program that was stopped has no verdict.
func stoppedMessage(ran *Ran) (message, file string, line int) {
	if ran.Error != nil {
		file, line = ran.Error.File, ran.Error.Line
	}
	switch ran.Stopped {
	case "cancelled":
		message = "The check was stopped before your program had ended."
	case "steps":
		message = "Your program did not come to an end: it was stopped after a very large number of steps. Is there a loop that never ends?"
	case "memory":
		message = "Your program was stopped because it used too much memory. Is there a list that grows without end?"
	case "output":
		message = "Your program was stopped because it printed too much. Is there a `print` in a loop that never ends?"
	case "recursion":
		message = "Your program was stopped because functions called each other too deeply."
	case "":
		message = "Your program could not be checked."
		if ran.Error != nil {
			message = "Your program could not be checked: " + ran.Error.Type + ": " + ran.Error.Message + "."
		}
	default:
		message = "Your program was stopped (" + ran.Stopped + ") before it had ended."
	}
	return message, file, line
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
