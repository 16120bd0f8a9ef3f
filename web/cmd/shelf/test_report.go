package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// A testReport prints what tests do in the form of unittest's text runner,
// for the tests of several runs together.
type testReport struct {
	out     io.Writer
	verbose bool
	silent  bool
	began   time.Time
	newline bool // the output is at the beginning of a line

	ran                          int
	passed                       int
	errors, failures, surprising []testEvent
	skipped, expected            int
}

func newTestReport(out io.Writer, verbose bool) *testReport {
	return &testReport{out: out, verbose: verbose, began: time.Now(), newline: true}
}

func (r *testReport) write(text string) {
	if !r.silent {
		io.WriteString(r.out, text)
	}
}

// printed passes on what a test printed.
func (r *testReport) printed(text string) { r.write(text) }

// status names an outcome in a line of its own and in the row of dots.
var status = map[string][2]string{
	"ok": {"ok", "."}, "error": {"ERROR", "E"}, "failure": {"FAIL", "F"}, "expected failure": {"expected failure", "x"},
	"unexpected success": {"unexpected success", "u"},
}

// add counts and shows one event.
func (r *testReport) add(e testEvent) {
	if e.Kind == "start" {
		r.ran++
		if r.verbose {
			r.write(e.Test + " ... ")
			r.newline = false
		}
		return
	}
	word := status[e.Kind]
	switch e.Kind {
	case "ok":
		r.passed++
	case "error":
		r.errors = append(r.errors, e)
	case "failure":
		r.failures = append(r.failures, e)
	case "skip":
		r.skipped++
		word = [2]string{"skipped " + pyQuote(e.Reason), "s"}
	case "expected failure":
		r.expected++
	case "unexpected success":
		r.surprising = append(r.surprising, e)
	}
	if !r.verbose {
		r.write(word[1])
		return
	}
	if e.Subtest || r.newline {
		if !r.newline {
			r.write("\n")
		}
		if e.Subtest {
			r.write("  ")
		}
		r.write(e.Test + " ... ")
	}
	r.write(word[0] + "\n")
	r.newline = true
}

func (r *testReport) successful() bool { return len(r.errors)+len(r.failures)+len(r.surprising) == 0 }

// print prints what stands below the tests: the tracebacks and the count.
func (r *testReport) print() {
	const double, single = "======================================================================\n", "----------------------------------------------------------------------\n"
	r.write("\n")
	list := func(flavour string, events []testEvent) {
		for _, e := range events {
			r.write(double + flavour + ": " + e.Test + "\n" + single + e.Traceback + "\n")
		}
	}
	list("ERROR", r.errors)
	list("FAIL", r.failures)
	if len(r.surprising) > 0 {
		r.write(double)
		for _, e := range r.surprising {
			r.write("UNEXPECTED SUCCESS: " + e.Test + "\n")
		}
	}
	plural := "s"
	if r.ran == 1 {
		plural = ""
	}
	r.write(fmt.Sprintf("%sRan %d test%s in %.3fs\n\n", single, r.ran, plural, time.Since(r.began).Seconds()))
	word := "OK"
	if !r.successful() {
		word = "FAILED"
	}
	var parts []string
	for _, c := range []struct {
		name string
		n    int
	}{
		{"failures", len(r.failures)}, {"errors", len(r.errors)}, {"skipped", r.skipped},
		{"expected failures", r.expected}, {"unexpected successes", len(r.surprising)},
	} {
		if c.n > 0 {
			parts = append(parts, c.name+"="+strconv.Itoa(c.n))
		}
	}
	if len(parts) > 0 {
		word += " (" + strings.Join(parts, ", ") + ")"
	}
	r.write(word + "\n")
}

// summary is the report of --json.
func (r *testReport) summary() map[string]any {
	list := func(events []testEvent) []map[string]string {
		out := []map[string]string{}
		for _, e := range events {
			out = append(out, map[string]string{"test": e.Test, "traceback": e.Traceback})
		}
		return out
	}
	return map[string]any{
		"ran": r.ran, "passed": r.passed, "skipped": r.skipped, "expected_failures": r.expected,
		"errors": list(r.errors), "failures": list(r.failures), "unexpected_successes": list(r.surprising),
	}
}

// pyQuote is repr() of a text of a line.
func pyQuote(s string) string {
	quote := "'"
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		quote = `"`
	}
	s = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\t", `\t`).Replace(s)
	if quote == "'" {
		s = strings.ReplaceAll(s, "'", `\'`)
	}
	return quote + s + quote
}
