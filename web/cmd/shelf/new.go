package main

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// starter is a small lesson that is sound as it is: one step, one question in each quiz.
//
//go:embed all:starter
var starter embed.FS

// newCommand writes a lesson to begin from.
func newCommand(_ context.Context, args []string, s streams) error {
	args, err := parse(flags("new", s), args)
	if err != nil {
		return err
	}
	if len(args) != 1 {
		return wrong("give one FOLDER for the lesson, such as examples/lessons/my-lesson")
	}
	dir := args[0]
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return wrong("%s is there already and is not empty; give another folder", dir)
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	id := lessonID(filepath.Base(abs))
	title := strings.ToUpper(id[:1]) + strings.ReplaceAll(id[1:], "-", " ")
	files, err := fs.Sub(starter, "starter")
	if err != nil {
		return err
	}
	err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		if name == "lesson.md" {
			data = []byte(strings.NewReplacer("id: ID\n", "id: "+id+"\n", "title: TITLE\n", "title: "+title+"\n").Replace(string(data)))
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		return os.WriteFile(path, data, 0o644)
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, `A small lesson that works is in %[1]s. Change it; these say what is wrong with it, and show it:

  go run ./web/cmd/shelf check %[1]s
  go run ./web/cmd/shelf serve %[1]s

examples/lessons/README.md explains every file.
`, shown(dir))
	return nil
}

// shown is a path as one types it in a shell.
func shown(path string) string {
	if strings.ContainsAny(path, " '\"$&();") {
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return path
}

// lessonID makes a folder's name one that can stand in an address.
func lessonID(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	if id := strings.Join(words, "-"); id != "" {
		return id
	}
	return "lesson"
}
