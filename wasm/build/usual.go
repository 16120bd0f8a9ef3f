package build

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// usualPrograms are programs like those that learners write when they leave a lesson's path: what the ORM is tested with, and what the language is, as far as beginners get. They
// decide what the second part of the engine holds, which is what a page waits for then; what they do not call is left to the third, which is three times as large.
var usualPrograms = []string{
	"engine/testdata/django-cases/*/*.txtar",
	"engine/python/testdata/errors/*.txtar",
	"engine/python/testdata/statements/*.txtar",
	"engine/python/testdata/functions/*.txtar",
	"engine/python/testdata/exceptions/*.txtar",
	"engine/python/testdata/asyncio/program_*.txtar",
	"engine/python/testdata/classes/[bis]*.txtar", // bases, basic, inheritance, special, super
	"engine/python/testdata/generators/basic.txtar",
}

// usual gives the usual programs as jobs.
func usual() ([]Job, error) {
	src, err := sourceDir()
	if err != nil {
		return nil, err
	}
	var jobs []Job
	for _, pattern := range usualPrograms {
		names, err := filepath.Glob(filepath.Join(src, "..", "..", filepath.FromSlash(pattern)))
		if err != nil || len(names) == 0 {
			return nil, fmt.Errorf("there are no programs %s: %w", pattern, os.ErrNotExist)
		}
		slices.Sort(names)
		for _, name := range names {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				return nil, err
			}
			job := Job{Type: "run", Latency: 25, Trace: true}
			for _, f := range archive.Files {
				if strings.HasSuffix(f.Name, ".py") {
					job.Files = append(job.Files, lesson.File{Name: f.Name, Text: string(f.Data)})
				}
			}
			jobs = append(jobs, job)
		}
	}
	return jobs, nil
}
