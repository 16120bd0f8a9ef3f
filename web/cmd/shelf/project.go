package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
	"github.com/asyncshelf/asyncshelf/engine/lesson/source"
	"github.com/asyncshelf/asyncshelf/wasm/build"
	"github.com/asyncshelf/asyncshelf/web/site"
)

// projectRoot finds the project's folder: the working directory or the
// nearest one above it that has web/ and examples/.
func projectRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if isDir(filepath.Join(dir, "web", "src")) && isDir(filepath.Join(dir, "examples")) {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("the project's folders web/ and examples/ are not here; run this inside the project")
		}
		dir = parent
	}
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// loadLessons loads the lessons in the given folders, or all of
// examples/lessons.
func loadLessons(root string, dirs []string) ([]*lesson.Lesson, error) {
	if len(dirs) == 0 {
		found, err := filepath.Glob(filepath.Join(root, "examples", "lessons", "*", "lesson.md"))
		if err != nil {
			return nil, err
		}
		for _, file := range found {
			dirs = append(dirs, filepath.Dir(file))
		}
		if len(dirs) == 0 {
			return nil, errors.New("examples/lessons has no lesson")
		}
	}
	var lessons []*lesson.Lesson
	from := map[string]string{}
	for _, dir := range dirs {
		l, err := loadLesson(dir)
		if err != nil {
			return nil, err
		}
		if first := from[l.ID]; first != "" {
			return nil, wrong("the lessons in %s and %s have the same id, %q; give one of them another in its lesson.md", first, dir, l.ID)
		}
		from[l.ID] = dir
		lessons = append(lessons, l)
	}
	site.SortLessons(lessons)
	return lessons, nil
}

func loadLesson(dir string) (*lesson.Lesson, error) {
	if !isDir(dir) {
		if parent := filepath.Dir(dir); isDir(parent) && filepath.Base(dir) == "lesson.md" {
			return nil, wrong("%s is a file; give the folder that it is in: %s", dir, parent)
		}
		return nil, wrong("%s is not the folder of a lesson", dir)
	}
	l, err := source.Load(os.DirFS(dir))
	var problems source.Problems
	if errors.As(err, &problems) {
		for i := range problems {
			problems[i].File = filepath.Join(dir, filepath.FromSlash(problems[i].File))
		}
	}
	return l, err
}

// siteOptions are those that build and serve share.
func siteOptions(root, out string, lessons []*lesson.Lesson, s streams) site.Options {
	return site.Options{
		Out:      out,
		Web:      filepath.Join(root, "web"),
		Lessons:  lessons,
		Run:      recordRun,
		Lab:      recordLab,
		Engine:   buildEngine(lessons),
		Examples: filepath.Join(root, "examples", "embed"),
		Compress: true,
		Log:      logTo(s.err),
	}
}

// buildEngine gives what builds the engine for pages of these lessons, in a folder of its own, and takes over what has changed, so that the compressed copies of
// the rest stay valid.
func buildEngine(lessons []*lesson.Lesson) func(context.Context, string) error {
	return func(_ context.Context, dir string) error {
		tmp, err := os.MkdirTemp("", "shelf-engine-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(tmp)
		if err := build.Build(tmp, build.Options{Training: build.Training(lessons)}); err != nil {
			return err
		}
		return site.CopyChanged(tmp, dir)
	}
}
