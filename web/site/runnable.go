package site

import "github.com/asyncshelf/asyncshelf/engine/lesson"

// runnable is what lesson.json holds: the part of a lesson that is run or checked. The words are in the page already, and a learner on a slow network should not load
// them twice.
func runnable(l *lesson.Lesson) *lesson.Lesson {
	out := &lesson.Lesson{ID: l.ID, Version: l.Version, Title: l.Title, Lang: l.Lang, Django: l.Django, Seed: l.Seed}
	for _, s := range l.Steps {
		out.Steps = append(out.Steps, lesson.Step{ID: s.ID, Number: s.Number, Title: s.Title, Files: s.Files, Open: s.Open, Seed: s.Seed, Solution: s.Solution, Checks: s.Checks, Both: s.Both})
	}
	for _, c := range l.Concepts {
		if c.Run != nil {
			out.Concepts = append(out.Concepts, lesson.Section{ID: c.ID, Run: program(c.Run)})
		}
	}
	for _, t := range l.TryIts {
		out.TryIts = append(out.TryIts, lesson.TryIt{ID: t.ID, Run: *program(&t.Run), Step: t.Step})
	}
	for _, lab := range l.Labs {
		out.Labs = append(out.Labs, lesson.Lab{ID: lab.ID, Files: lab.Files, Seed: lab.Seed, Load: lab.Load, Both: lab.Both})
	}
	out.Practice, out.Test = questions(&l.Practice), questions(&l.Test)
	return out
}

func questions(q *lesson.Quiz) lesson.Quiz {
	out := lesson.Quiz{ID: q.ID}
	for _, question := range q.Questions {
		short := lesson.Question{ID: question.ID, Run: program(question.Run)}
		for _, o := range question.Options {
			short.Options = append(short.Options, lesson.Option{ID: o.ID, Run: program(o.Run)})
		}
		out.Questions = append(out.Questions, short)
	}
	return out
}

// program is a program without what it is expected to do, which only proving a lesson needs.
func program(p *lesson.Program) *lesson.Program {
	if p == nil {
		return nil
	}
	return &lesson.Program{Files: p.Files}
}
