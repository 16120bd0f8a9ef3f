package lesson

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
)

// This file proves a lesson: what it says about programs is compared with
// what the programs do.

// A Proof is one thing that a lesson claims and whether it holds.
type Proof struct {
	Subject string `json:"subject"` // "step 3, mistake gt-for-gte"
	OK      bool   `json:"ok"`
	Detail  string `json:"detail,omitempty"` // what was found instead
}

// Verify runs everything that a lesson claims: solutions and variants pass,
// starters fail, each mistake fails with its own message, and each program of
// the concepts, quizzes and try-its does what is said of it. The error is for
// our own failures and for a cancelled context; claims that do not hold are in
// the proofs. report, when not nil, gets each proof as it is made.
func Verify(ctx context.Context, l *Lesson, run Runner, report func(Proof)) ([]Proof, error) {
	v := &verifier{ctx: ctx, l: l, run: run, report: report}
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
	err    error
}

func (v *verifier) add(subject string, detail string) {
	p := Proof{Subject: subject, OK: detail == "", Detail: detail}
	v.proofs = append(v.proofs, p)
	if v.report != nil {
		v.report(p)
	}
}

// step proves one step's checks.
func (v *verifier) step(s *Step) {
	name := "step " + s.ID
	v.check(s, name+", solution", s.Solution, func(verdict *Verdict) string {
		return mustPass(verdict)
	})
	v.check(s, name+", starter", s.Files, func(verdict *Verdict) string {
		if verdict.Passed {
			return "the starter passes the checks; it must leave something to do"
		}
		return broken(verdict)
	})
	for _, m := range s.Mistakes {
		v.check(s, name+", mistake "+m.ID, Lay(s.Solution, m.Files, m.Remove), func(verdict *Verdict) string {
			if d := broken(verdict); d != "" {
				return d
			}
			switch {
			case verdict.Passed:
				return "it passes, and should fail with: " + m.Message
			case verdict.Message != m.Message:
				return "it fails with: " + verdict.Message + "\n  and should fail with: " + m.Message
			case m.File != "" && verdict.File != m.File, m.Line != 0 && verdict.Line != m.Line:
				return fmt.Sprintf("the verdict points at %s:%d and should point at %s:%d", verdict.File, verdict.Line, m.File, m.Line)
			}
			return ""
		})
	}
	for _, x := range s.Variants {
		v.check(s, name+", variant "+x.ID, Lay(s.Solution, x.Files, x.Remove), mustPass)
	}
}

func (v *verifier) check(s *Step, subject string, files []File, judge func(*Verdict) string) {
	if v.failed() {
		return
	}
	verdict, err := CheckWith(v.ctx, v.l, s.ID, files, v.run)
	if err != nil {
		v.add(subject, err.Error())
		return
	}
	v.add(subject, judge(verdict))
}

func mustPass(verdict *Verdict) string {
	if verdict.Passed {
		return ""
	}
	place := ""
	if verdict.File != "" {
		place = fmt.Sprintf(" (%s:%d)", verdict.File, verdict.Line)
	}
	return "it should pass and fails with: " + verdict.Message + place
}

// broken finds a check that raised an exception of its own.
func broken(verdict *Verdict) string {
	for _, c := range verdict.Checks {
		if c.Broken {
			return "the check \"" + c.Name + "\" is broken: " + c.Message
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
		v.add(subject, err.Error())
		return
	}
	v.add(subject, differs(p.Expect, ran.Result))
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
	raised, line := "", 0
	if got.Error != nil {
		raised, line = got.Error.Type, got.Error.Line
		if got.Error.Message != "" {
			raised += ": " + got.Error.Message
		}
	}
	if raised != want.Error {
		say("it ends with %s, and should end with %s", orNothing(raised), orNothing(want.Error))
	} else if want.Line != line {
		say("the error is on line %d, and should be on line %d", line, want.Line)
	}
	if strings.TrimRight(got.Stdout, "\n") != strings.TrimRight(want.Stdout, "\n") {
		say("it prints %q, and should print %q", got.Stdout, want.Stdout)
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
	return strings.Join(d, "; ")
}

func orNothing(s string) string {
	if s == "" {
		return "no error"
	}
	return s
}
