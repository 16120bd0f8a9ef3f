package site

import (
	"context"
	"fmt"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
	"github.com/asyncshelf/asyncshelf/web/components"
)

// record runs every program of a lesson and keeps what each showed, so that
// a page says what its code does before any engine has arrived. A program
// that raises is a result like any other; an error here is a failure of the
// engine itself.
func record(ctx context.Context, l *lesson.Lesson, run Runner, lab func(context.Context, *lesson.Lab) ([]byte, error)) (components.Recorded, error) {
	results := map[string]*components.Result{}
	if run != nil {
		for key, files := range programs(l) {
			data, err := run(ctx, files)
			if err != nil {
				return nil, fmt.Errorf("running %s: %w", key, err)
			}
			if results[key], err = components.ParseResult(data); err != nil {
				return nil, fmt.Errorf("running %s: %w", key, err)
			}
		}
	}
	for i := range l.Labs {
		if lab == nil {
			break
		}
		data, err := lab(ctx, &l.Labs[i])
		if err == nil {
			results["labs/"+l.Labs[i].ID], err = components.ParseResult(data)
		}
		if err != nil {
			return nil, fmt.Errorf("comparing the ways of lab %s: %w", l.Labs[i].ID, err)
		}
	}
	return func(key string) *components.Result { return results[key] }, nil
}

// programs lists a lesson's programs under the keys that the page uses.
func programs(l *lesson.Lesson) map[string][]lesson.File {
	all := map[string][]lesson.File{}
	for i := range l.Steps {
		all["steps/"+l.Steps[i].ID] = l.Steps[i].Program(nil)
	}
	for _, c := range l.Concepts {
		if c.Run != nil {
			all["concepts/"+c.ID] = c.Run.Files
		}
	}
	for _, t := range l.TryIts {
		all["try/"+t.ID] = t.Run.Files
	}
	for _, quiz := range []*lesson.Quiz{&l.Practice, &l.Test} {
		for _, q := range quiz.Questions {
			for _, o := range q.Options {
				if o.Run != nil {
					all[quiz.ID+"/"+q.ID+"/"+o.ID] = o.Run.Files
				}
			}
		}
	}
	return all
}
