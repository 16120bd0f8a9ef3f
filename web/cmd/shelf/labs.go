package main

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/compare"
	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// This file runs what a lesson compares, for the build and for the proof.

// compared is what a comparison comes to.
type compared struct {
	view     *compare.View
	problems []string
}

func compareFiles(ctx context.Context, files []lesson.File, load *lesson.Load, both *lesson.Both) (*compared, error) {
	p := engine.ProgramOf(files)
	run := engine.Options{Latency: engine.PageLatency, StepCost: engine.PageStepCost}
	out := &compared{}
	if load != nil {
		var o compare.LoadOptions
		if err := same(load, &o); err != nil {
			return nil, err
		}
		r, err := compare.Load(ctx, p, o, run, nil)
		if err != nil {
			return nil, err
		}
		out.view = r.View()
	} else {
		var o compare.BothOptions
		if err := same(both, &o); err != nil {
			return nil, err
		}
		r, err := compare.Both(ctx, p, o, run)
		if err != nil {
			return nil, err
		}
		out.view = r.View()
	}
	for _, w := range out.view.Ways {
		if w.Problem != nil {
			out.problems = append(out.problems, w.Label+": "+w.Problem.Message)
		}
	}
	return out, ctx.Err()
}

// same gives options the values that a lesson has under the same names.
func same(from, to any) error {
	data, err := json.Marshal(from)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, to)
}

// recordLab compares a lab's ways for the build.
func recordLab(ctx context.Context, l *lesson.Lab) ([]byte, error) {
	c, err := compareFiles(ctx, l.Program(), l.Load, l.Both)
	if err != nil {
		return nil, err
	}
	return json.Marshal(map[string]any{"view": c.view})
}

// verifyLabs proves that every lab of a lesson works, and that every step's solution can be run both ways.
func verifyLabs(ctx context.Context, l *lesson.Lesson, report func(lesson.Proof)) error {
	prove := func(subject, file string, files []lesson.File, load *lesson.Load, both *lesson.Both) error {
		c, err := compareFiles(ctx, files, load, both)
		if errors.Is(err, context.Canceled) {
			return err
		}
		proof := lesson.Proof{Subject: subject, File: file, OK: err == nil && len(c.problems) == 0}
		if err != nil {
			proof.Detail = err.Error()
		} else if len(c.problems) > 0 {
			proof.Detail = strings.Join(c.problems, "\n")
		}
		report(proof)
		return nil
	}
	for i := range l.Labs {
		lab := &l.Labs[i]
		if err := prove("lab "+lab.ID, lab.Dir+"/lab.md", lab.Program(), lab.Load, lab.Both); err != nil {
			return err
		}
	}
	for i := range l.Steps {
		if s := &l.Steps[i]; s.Both != nil {
			files := lesson.Lay(s.Both.Files, s.Program(s.Solution), nil)
			if err := prove("step "+s.ID+", both ways", s.Dir+"/task.md", files, nil, s.Both); err != nil {
				return err
			}
		}
	}
	return nil
}
