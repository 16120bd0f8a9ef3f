// Package site makes the static site: pages with recorded results, scripts,
// styles and the engine, in a folder that any static host can serve from any
// path.
//
//	index.html                     the lessons
//	lessons/NAME/index.html        a lesson
//	lessons/NAME/lesson.json       the same lesson for the worker
//	embed/index.html, embed.js     the frame and the element for course pages
//	assets/                        style, scripts, engine
//
// Every address in it is relative. Files that are worth it get compressed
// copies beside them (.br and .gz) for servers that can send those.
package site

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"

	"github.com/a-h/templ"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
	"github.com/asyncshelf/asyncshelf/web/components"
)

// A Runner runs a program natively and gives its result as the JSON that
// `shelf run --json` prints. The build records with it what each program of
// a lesson shows.
type Runner func(ctx context.Context, files []lesson.File) ([]byte, error)

// Options say what to build and where.
type Options struct {
	Out     string           // the folder to write
	Web     string           // the project's web folder: src, styles, node_modules
	Lessons []*lesson.Lesson // in the order of the list of lessons
	Run     Runner           // nil: nothing is recorded
	// Lab compares a lab's ways and gives {"view": …}, what is shown of them; nil: nothing is recorded.
	Lab func(ctx context.Context, l *lesson.Lab) ([]byte, error)

	// Engine writes what the page loads to run code (engine.wasm,
	// sqlite3.wasm, wasm_exec.js, worker.js, shelf.js) into a folder. Nil:
	// the site has no engine, its text and quizzes still work.
	Engine func(ctx context.Context, dir string) error

	// Examples is a folder of course pages to serve beside the site, under
	// examples/; "" for none.
	Examples string

	// Compress writes .br and .gz copies.
	Compress bool

	// Log is told each stage; nil for none.
	Log func(format string, args ...any)
}

// Build writes the site. Files that have not changed are left alone, so a
// second build is quick and keeps their compressed copies.
func Build(ctx context.Context, o Options) error {
	b := &builder{Options: o, recorded: map[string]components.Recorded{}}
	b.Web, b.Out = mustAbs(o.Web), mustAbs(o.Out)
	if b.Log == nil {
		b.Log = func(string, ...any) {}
	}
	if len(o.Lessons) == 0 {
		return errors.New("there is no lesson to build")
	}
	if err := b.scripts(); err != nil {
		return err
	}
	if o.Engine != nil {
		b.Log("engine")
		assets := filepath.Join(b.Out, "assets")
		if err := os.MkdirAll(assets, 0o755); err != nil {
			return err
		}
		if err := o.Engine(ctx, assets); err != nil {
			return fmt.Errorf("engine: %w", err)
		}
	}
	for _, l := range o.Lessons {
		if err := b.lesson(ctx, l); err != nil {
			return fmt.Errorf("lesson %s: %w", l.ID, err)
		}
	}
	if err := b.page(ctx, "embed/index.html", components.EmbedPage()); err != nil {
		return err
	}
	if err := b.index(ctx); err != nil {
		return err
	}
	if o.Examples != "" {
		if err := CopyChanged(o.Examples, filepath.Join(o.Out, "examples")); err != nil {
			return err
		}
	}
	if o.Compress {
		b.Log("compress")
		return Compress(ctx, o.Out)
	}
	return nil
}

type builder struct {
	Options
	recorded map[string]components.Recorded // by lesson
}

func (b *builder) lesson(ctx context.Context, l *lesson.Lesson) error {
	b.Log("lesson %s", l.ID)
	recorded, err := record(ctx, l, b.Run, b.Lab)
	if err != nil {
		return err
	}
	b.recorded[l.ID] = recorded
	dir := "lessons/" + l.ID + "/"
	data, err := json.Marshal(runnable(l))
	if err != nil {
		return err
	}
	if err := b.write(dir+"lesson.json", data); err != nil {
		return err
	}
	return b.page(ctx, dir+"index.html", components.LessonPage(l, "../../", recorded))
}

// index writes the list of lessons. A site of one lesson opens with that
// lesson: the page is the same, only the way to the root is not.
func (b *builder) index(ctx context.Context) error {
	if len(b.Lessons) == 1 {
		l := b.Lessons[0]
		return b.page(ctx, "index.html", components.LessonPage(l, "", b.recorded[l.ID]))
	}
	return b.page(ctx, "index.html", components.IndexPage(b.Lessons))
}

func (b *builder) page(ctx context.Context, name string, c templ.Component) error {
	var html bytes.Buffer
	if err := c.Render(ctx, &html); err != nil {
		return err
	}
	return b.write(name, html.Bytes())
}

// write puts a file of the site in its place, whole or not at all.
func (b *builder) write(name string, data []byte) error {
	return writeFile(filepath.Join(b.Out, filepath.FromSlash(name)), data)
}

func writeFile(path string, data []byte) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if _, err := tmp.Write(data); err != nil {
		tmp.Close()
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	if err := os.Chmod(tmp.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// CopyChanged copies a folder's files into another, leaving those alone that
// are the same already.
func CopyChanged(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return writeFile(filepath.Join(to, rel), data)
	})
}

// SortLessons orders lessons by title, for a list that does not depend on
// the order of folders.
func SortLessons(lessons []*lesson.Lesson) {
	sort.SliceStable(lessons, func(i, j int) bool { return lessons[i].Title < lessons[j].Title })
}
