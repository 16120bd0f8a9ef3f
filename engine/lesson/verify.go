package lesson

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// This file proves a lesson: what it says about programs is compared with
// what the programs do.

// A Proof is one thing that a lesson claims and whether it holds.
type Proof struct {
	Subject string `json:"subject"` // "step 3, mistake gt-for-gte"
	OK      bool   `json:"ok"`
	Detail  string `json:"detail,omitempty"` // what was found instead, in lines
	// File and Line are where the claim is made, or what is to be mended.
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
}

// Verify runs everything that a lesson claims: solutions and variants pass,
// starters fail, each mistake fails with its own message, and each program of
// the concepts, quizzes and try-its does what is said of it. The error is for
// our own failures and for a cancelled context; claims that do not hold are in
// the proofs. report, when not nil, gets each proof as it is made.
//
// Checks or a seed that cannot run are told once: what would be claimed of them
// is then neither true nor false.
func Verify(ctx context.Context, l *Lesson, run Runner, report func(Proof)) ([]Proof, error) {
	v := &verifier{ctx: ctx, l: l, run: run, report: report, told: map[Place]bool{}}
	for i := range l.Steps {
		v.step(&l.Steps[i])
	}
	for _, c := range l.Concepts {
		if c.Run != nil {
			v.program("concept "+c.ID, *c.Run)
		}
	}
	for _, q := range []*Quiz{&l.Practice, &l.Test} {
		v.quiz(q)
	}
	for _, t := range l.TryIts {
		v.program("try-it "+t.ID, t.Run)
	}
	return v.proofs, v.err
}

type verifier struct {
	ctx    context.Context
	l      *Lesson
	run    Runner
	report func(Proof)
	proofs []Proof
	told   map[Place]bool // seeds and setups whose error has been reported
	err    error
}

func (v *verifier) add(subject string, at Place, detail string) {
	p := Proof{Subject: subject, OK: detail == "", Detail: detail, File: at.File, Line: at.Line}
	v.proofs = append(v.proofs, p)
	if v.report != nil {
		v.report(p)
	}
}

// once reports what is wrong with a file that many programs share.
func (v *verifier) once(subject string, at Place, detail string) {
	if !v.told[at] {
		v.told[at] = true
		v.add(subject, at, detail)
	}
}

// step proves one step's checks.
func (v *verifier) step(s *Step) {
	name := "step " + s.ID
	checks := Place{File: s.Dir + "/checks.py"}
	verdict := v.verdict(s, name+", solution", checks, s.Solution)
	if verdict == nil {
		return
	}
	if broken(verdict) == "" && verdict.File == seedName {
		v.once("the seed", Place{seedName, verdict.Line}, verdict.Message)
		return
	}
	if v.brokenChecks(name+", solution", s, verdict) {
		return
	}
	v.add(name+", solution", Place{File: s.Dir + "/_solution"}, mustPass(verdict))
	for _, c := range verdict.Checks {
		if strings.HasPrefix(c.Name, "test") && !strings.Contains(c.Name, " ") {
			v.add(name+", names of the checks", Place{checks.File, lineWith(s.Checks.Text, "def "+c.Name)},
				"the learner reads "+c.Name+" as the name of this check; write a docstring that says what is asked, such as \"`min_pages` is the number 100\"")
		}
	}
	v.check(s, name+", starter", Place{File: s.Dir + "/_files"}, s.Files, func(verdict *Verdict) string {
		if verdict.Passed {
			return "the starter passes the checks; it must leave something to do, or the checks never fail"
		}
		return ""
	})
	for _, m := range s.Mistakes {
		v.check(s, name+", mistake "+m.ID, m.At, Lay(s.Solution, m.Files, m.Remove), func(verdict *Verdict) string {
			switch {
			case verdict.Passed:
				return "it passes, and should fail with: " + m.Message + misnamed(s.Solution, m.Files)
			case verdict.Message != m.Message:
				return "it fails with: " + verdict.Message + "\nand should fail with: " + m.Message
			case m.File != "" && verdict.File != m.File, m.Line != 0 && verdict.Line != m.Line:
				return fmt.Sprintf("the verdict points at %s, and should point at %s", point(verdict.File, verdict.Line), point(m.File, m.Line))
			}
			return ""
		})
	}
	for _, x := range s.Variants {
		v.check(s, name+", variant "+x.ID, x.At, Lay(s.Solution, x.Files, x.Remove), func(verdict *Verdict) string {
			detail := mustPass(verdict)
			if detail != "" {
				detail += misnamed(s.Solution, x.Files)
			}
			return detail
		})
	}
}

// verdict checks files against a step; nil when there is no verdict, which has been reported then.
func (v *verifier) verdict(s *Step, subject string, at Place, files []File) *Verdict {
	if v.failed() {
		return nil
	}
	verdict, err := CheckWith(v.ctx, v.l, s.ID, files, v.run)
	if err != nil {
		v.add(subject, at, err.Error())
		return nil
	}
	return verdict
}

func (v *verifier) check(s *Step, subject string, at Place, files []File, judge func(*Verdict) string) {
	if verdict := v.verdict(s, subject, at, files); verdict != nil && !v.brokenChecks(subject, s, verdict) {
		v.add(subject, at, judge(verdict))
	}
}

// brokenChecks reports a check that raised an exception of its own.
func (v *verifier) brokenChecks(subject string, s *Step, verdict *Verdict) bool {
	detail := broken(verdict)
	if detail != "" {
		line := 0
		for _, c := range verdict.Checks {
			line = max(line, c.Line)
		}
		v.once(subject, Place{s.Dir + "/checks.py", line}, detail)
	}
	return detail != ""
}

func mustPass(verdict *Verdict) string {
	if verdict.Passed {
		return ""
	}
	place := ""
	if verdict.File != "" {
		place = " (" + point(verdict.File, verdict.Line) + ")"
	}
	return "it should pass, and fails with: " + verdict.Message + place
}

func point(file string, line int) string {
	if file == "" {
		return "no line"
	}
	return fmt.Sprintf("%s:%d", file, line)
}

// misnamed finds a file that is laid beside the one that was probably meant.
func misnamed(solution, files []File) string {
	for _, f := range files {
		for _, s := range solution {
			if f.Name != s.Name && sameLetters(f.Name, s.Name) {
				return fmt.Sprintf("\n%q is not a file of the solution; is %q meant?", f.Name, s.Name)
			}
		}
	}
	return ""
}

// sameLetters says whether words differ only in the order or the case of their letters, or by one letter.
func sameLetters(a, b string) bool {
	letters := func(s string) []byte {
		l := []byte(strings.ToLower(s))
		slices.Sort(l)
		return l
	}
	x, y := letters(a), letters(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == len(y) {
		return string(x) == string(y)
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	return len(y) == len(x)+1 && string(x[i:]) == string(y[i+1:])
}

// lineWith is the number of the first line that has a text; 0 when none has.
func lineWith(text, part string) int {
	before, _, found := strings.Cut(text, part)
	if !found {
		return 0
	}
	return strings.Count(before, "\n") + 1
}

// broken finds a check that raised an exception of its own, or checks that are not Python.
func broken(verdict *Verdict) string {
	for _, c := range verdict.Checks {
		if c.Broken {
			return "the check \"" + c.Name + "\" is broken: " + c.Message
		}
		if c.File == checksName {
			return strings.Replace(c.Message, checksName, "checks.py", 1)
		}
	}
	return ""
}

func (v *verifier) quiz(q *Quiz) {
	for _, question := range q.Questions {
		if question.Run != nil {
			v.program(fmt.Sprintf("%s quiz, question %s", q.ID, question.ID), *question.Run)
		}
		for _, o := range question.Options {
			if o.Run != nil {
				v.program(fmt.Sprintf("%s quiz, question %s, option %s", q.ID, question.ID, o.ID), *o.Run)
			}
		}
	}
}

// program proves that a program does what is said of it.
func (v *verifier) program(subject string, p Program) {
	if v.failed() {
		return
	}
	ran, err := v.run(v.ctx, p.Files, nil)
	if err != nil {
		v.add(subject, p.At, err.Error())
		return
	}
	if e := ran.Error; e != nil && e.File == seedName && p.Setup != "" {
		v.once("the setup "+strings.TrimPrefix(p.Setup, "setups/"), Place{p.Setup + "/" + seedName, e.Line}, "it ends with "+e.Type+": "+e.Message)
		return
	}
	v.add(subject, p.At, differs(p.Expect, ran.Result))
}

func (v *verifier) failed() bool {
	if v.err == nil {
		v.err = v.ctx.Err()
	}
	return v.err != nil
}

// differs says how a result differs from what was declared; "" when it does not.
func differs(want Outcome, result []byte) string {
	var got struct {
		Stdout  string            `json:"stdout"`
		Queries []json.RawMessage `json:"queries"`
		Error   *struct {
			Type    string `json:"type"`
			Message string `json:"message"`
			File    string `json:"file"`
			Line    int    `json:"line"`
		} `json:"error"`
		Warnings []struct {
			Message string `json:"message"`
		} `json:"warnings"`
		Stopped string `json:"stopped"`
	}
	if err := json.Unmarshal(result, &got); err != nil {
		return "the result cannot be read: " + err.Error()
	}
	var d []string
	say := func(format string, args ...any) { d = append(d, fmt.Sprintf(format, args...)) }
	if got.Stopped != "" {
		say("it was stopped: %s", got.Stopped)
	}
	raised, line, file := "", 0, ""
	if got.Error != nil {
		raised, line, file = got.Error.Type, got.Error.Line, got.Error.File
		if got.Error.Message != "" {
			raised += ": " + got.Error.Message
		}
	}
	if raised != want.Error {
		where := ""
		if file != "" && file != "main.py" {
			where = " (" + point(file, line) + ")"
		}
		say("it ends with %s%s, and should end with %s", orNothing(raised), where, orNothing(want.Error))
	} else if want.Line != line {
		say("the error is at %s, and should be on line %d", point(file, line), want.Line)
	}
	if strings.TrimRight(got.Stdout, "\n") != strings.TrimRight(want.Stdout, "\n") {
		say("it prints %q, and should print %q", got.Stdout, want.Stdout)
	}
	if len(d) > 0 && got.Stopped == "" {
		say("What it does is written so:%s", outcome(got.Stdout, raised, line))
	}
	if want.Queries != nil && *want.Queries != len(got.Queries) {
		say("it sends %d statements, and should send %d", len(got.Queries), *want.Queries)
	}
	if want.Warning != "" {
		found := false
		for _, w := range got.Warnings {
			found = found || strings.Contains(w.Message, want.Warning)
		}
		if !found {
			say("it does not warn %q", want.Warning)
		}
	}
	return strings.Join(d, "\n")
}

// outcome writes what a program does as a lesson declares it.
func outcome(stdout, raised string, line int) string {
	var b strings.Builder
	if stdout = strings.TrimRight(stdout, "\n"); stdout != "" {
		b.WriteString("\n  stdout: |\n    " + strings.ReplaceAll(stdout, "\n", "\n    "))
	}
	if raised != "" {
		fmt.Fprintf(&b, "\n  error: %q\n  line: %d", raised, line)
	}
	if b.Len() == 0 {
		return " no stdout: and no error:"
	}
	return b.String()
}

func orNothing(s string) string {
	if s == "" {
		return "no error"
	}
	return s
}
