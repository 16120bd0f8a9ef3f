package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

//go:embed test_entry.py
var testEntry string

// testLimits bound the tests of one PATH. They are far above a learner's:
// nobody waits in front of a page, and Ctrl-C is at hand.
var testLimits = engine.Limits{Steps: 20_000_000_000, Memory: 4 << 30, Output: 256 << 20}

// recordSeparator begins each line of the entry's reports.
const recordSeparator = '\x1e'

// A testEvent is one line of the entry's report.
type testEvent struct {
	Kind      string // start, ok, error, failure, skip, expected failure, unexpected success, end
	Test      string // as unittest names it
	ID        string
	Traceback string
	Reason    string
	Subtest   bool
}

// run runs the target's tests. When one of them ends the whole run (it used
// up a limit, or found a fault of the engine), it counts as an error and the
// others run in a new one.
func (g *testTarget) run(ctx context.Context, patterns []string, report *testReport) error {
	var done []string
	for {
		r := &testReader{report: report}
		program := g.program
		call, err := g.entry(patterns, done)
		if err != nil {
			return err
		}
		program.Files = append(append([]engine.File{}, program.Files...), engine.File{Name: "main.py", Text: testEntry + call})
		result, err := engine.Run(ctx, program, engine.Options{Limits: testLimits, Unrecorded: true, OnEvent: r.event})
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if r.ended {
			return nil
		}
		why := "the run ended early"
		switch {
		case err != nil:
			why = err.Error()
		case result.Error != nil:
			why = result.Error.Traceback
		case result.Stopped != "":
			why = "the run was ended: " + result.Stopped
		}
		if r.running.ID == "" { // nothing of it can be run
			report.add(testEvent{Kind: "error", Test: g.path, Traceback: why + "\n"})
			return nil
		}
		r.running.Kind, r.running.Traceback = "error", trimNewline(why)+"\n"
		report.add(r.running)
		done = append(append(done, r.done...), r.running.ID)
	}
}

// entry is the line that starts the tests.
func (g *testTarget) entry(patterns, done []string) (string, error) {
	args := ""
	for _, v := range []any{orEmpty(g.modules), orEmpty(patterns), orEmpty(done), g.settings} {
		text, err := json.Marshal(v)
		if err != nil {
			return "", err
		}
		quoted, err := json.Marshal(string(text))
		if err != nil {
			return "", err
		}
		args += "json.loads(" + string(quoted) + "), "
	}
	return "\n\nmain(" + args + ")\n", nil
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// A testReader takes the reports out of what a run prints.
type testReader struct {
	report  *testReport
	line    []byte
	running testEvent // the test under way; no ID: none has begun
	done    []string
	ended   bool
}

func (r *testReader) event(e engine.Event) {
	switch e.Kind {
	case trace.Stderr:
		r.report.printed(e.Text)
	case trace.Stdout:
		r.line = append(r.line, e.Text...)
		for {
			i := bytes.IndexByte(r.line, '\n')
			if i < 0 {
				return
			}
			r.take(string(r.line[:i+1]))
			r.line = r.line[i+1:]
		}
	}
}

// take handles one line; what stands before a separator was printed by a
// test that did not end its line.
func (r *testReader) take(line string) {
	text, record, ok := strings.Cut(line, string(recordSeparator))
	if text != "" {
		r.report.printed(text)
	}
	if !ok {
		return
	}
	var e testEvent
	if err := json.Unmarshal([]byte(record), &e); err != nil {
		r.report.printed(fmt.Sprintf("%s (%v)\n", record, err))
		return
	}
	switch e.Kind {
	case "start":
		if r.running.ID != "" {
			r.done = append(r.done, r.running.ID)
		}
		r.running = e
	case "end":
		r.ended = true
		return
	}
	r.report.add(e)
}
