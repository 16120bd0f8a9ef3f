package engine_test

import (
	"context"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine"
)

// A model changes between two runs: the second shows the migration from what the first has written.
func TestManageShowsWhatChanged(t *testing.T) {
	run := func(args []string, files ...engine.File) string {
		t.Helper()
		r, err := engine.Run(context.Background(), engine.Manage(engine.Program{Files: files}, args), engine.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return r.Stdout + r.Stderr
	}
	model := func(fields string) engine.File {
		return engine.File{Name: "models.py", Text: "from django.db import models\nclass Book(models.Model):\n" + fields}
	}
	first := model("    title = models.CharField(max_length=40)\n")
	out := run([]string{"makemigrations"}, first)
	_, text, ok := strings.Cut(out, "Full migrations file '0001_initial.py':\n")
	if !ok {
		t.Fatalf("no migration was shown:\n%s", out)
	}
	written := engine.File{Name: "migrations/0001_initial.py", Text: text}
	if out := run([]string{"makemigrations"}, first, written); out != "No changes detected\n" {
		t.Errorf("the same models again: %q", out)
	}
	second := model("    title = models.CharField(max_length=40)\n    pages = models.IntegerField(null=True)\n")
	out = run([]string{"makemigrations"}, second, written)
	for _, want := range []string{
		"  books/migrations/0002_book_pages.py\n    + Add field pages to book\n", "('books', '0001_initial'),", "field=models.IntegerField(null=True),",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in:\n%s", want, out)
		}
	}
	out = run([]string{"sqlmigrate", "books", "0002"}, second, written)
	if want := "BEGIN;\n--\n-- Add field pages to book\n--\nALTER TABLE \"books_book\" ADD COLUMN \"pages\" integer NULL;\nCOMMIT;\n"; out != want {
		t.Errorf("sqlmigrate: %q, want %q", out, want)
	}
	out = run([]string{"check"}, model("    title = models.CharField()\n"))
	if want := "books.Book.title: (fields.E120) CharFields must define a 'max_length' attribute."; !strings.Contains(out, want) {
		t.Errorf("check: %q", out)
	}
}
