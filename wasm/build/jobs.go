package build

import (
	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// A Job is a message to the worker (wasm/src/protocol.ts), without its number.
type Job struct {
	Type       string         `json:"type"`
	Files      []lesson.File  `json:"files"`
	Latency    float64        `json:"latency,omitempty"` // milliseconds
	Trace      bool           `json:"trace,omitempty"`
	Lesson     string         `json:"lesson,omitempty"`
	LessonData *lesson.Lesson `json:"lessonData,omitempty"`
	Step       string         `json:"step,omitempty"`
	SQL        string         `json:"sql,omitempty"`
	Params     []any          `json:"params,omitempty"`
	Options    any            `json:"options,omitempty"` // of a comparison
}

// figures writes many numbers: how long a run took is a different one each time, and how it is written takes other functions for some of them.
const figures = `x = 0.1
for n in range(5000):
    x = x * 1.37 % 1000
    repr(x), repr(x / 1000), str(n)
`

// brought is what programs of learners have and the lesson's own have not: enumerations, which take much of the engine, and flags of re.
const brought = `import enum, re
from django.db import models

class Color(enum.Enum):
    RED = 1
    GREEN = enum.auto()

class Status(models.TextChoices):
    NEW = "n", "New"
    READ = "r", "Read"

print(Color.RED, repr(Color(2)), Color["GREEN"], list(Color), Status.choices, Status("n").label, re.findall("[a-z]+", "A b", re.I))
`

// values asks the database that the last run left, and gets each kind of value.
const values = "SELECT 'title' AS name, ? AS pages, 0.5 AS share, NULL AS none UNION ALL SELECT name, rootpage, 1.5, sql FROM sqlite_schema WHERE type = ?"

// Training gives the jobs that show what a lesson's page needs of the engine: every step run and checked as the author left it, as the solution has it and with each
// of the mistakes that the lesson foresees, run both ways, every lab, and every program of its prose and quizzes; and a little of what learners bring.
func Training(lessons []*lesson.Lesson) []Job {
	var jobs []Job
	run := func(files []lesson.File) {
		jobs = append(jobs, Job{Type: "run", Files: files, Latency: 25, Trace: true})
	}
	run([]lesson.File{{Name: "main.py", Text: figures}})
	run([]lesson.File{{Name: "main.py", Text: brought}})
	compare := func(files []lesson.File, load *lesson.Load, both *lesson.Both) {
		j := Job{Type: "load", Files: files, Latency: 25, Options: load}
		if both != nil {
			j.Type, j.Options = "both", both
			j.Files = lesson.Lay(both.Files, files, nil)
		}
		jobs = append(jobs, j)
	}
	for _, l := range lessons {
		data := l
		check := func(s *lesson.Step, files []lesson.File) {
			run(s.Program(files))
			jobs = append(jobs, Job{Type: "check", Lesson: l.ID, LessonData: data, Step: s.ID, Files: files})
			data = nil
		}
		for i := range l.Steps {
			s := &l.Steps[i]
			check(s, s.Files)
			check(s, s.Solution)
			for _, m := range s.Mistakes {
				check(s, lesson.Lay(s.Solution, m.Files, m.Remove))
			}
			for _, x := range s.Variants {
				check(s, lesson.Lay(s.Solution, x.Files, x.Remove))
			}
			if s.Both != nil {
				compare(s.Program(s.Solution), nil, s.Both)
			}
		}
		for i := range l.Labs {
			lab := &l.Labs[i]
			compare(lab.Program(), lab.Load, lab.Both)
			if lab.Load == nil {
				continue
			}
			for _, arrivals := range []string{"random", "even", "together"} {
				load := *lab.Load
				load.Arrivals = arrivals
				compare(lab.Program(), &load, nil)
			}
		}
		for _, c := range l.Concepts {
			if c.Run != nil {
				run(c.Run.Files)
			}
		}
		for _, t := range l.TryIts {
			run(t.Run.Files)
		}
		for _, quiz := range []*lesson.Quiz{&l.Practice, &l.Test} {
			for _, q := range quiz.Questions {
				if q.Run != nil {
					run(q.Run.Files)
				}
				for _, o := range q.Options {
					if o.Run != nil {
						run(o.Run.Files)
					}
				}
			}
		}
	}
	jobs = append(jobs, Job{Type: "query", SQL: values, Params: []any{25, "table"}})
	return jobs
}
