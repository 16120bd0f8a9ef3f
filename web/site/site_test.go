package site

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

func small() *lesson.Lesson {
	return &lesson.Lesson{
		ID: "small", Version: "1", Title: "Small", Lang: "en",
		Steps:    []lesson.Step{{ID: "1", Number: 1, Title: "One", Files: []lesson.File{{Name: "main.py", Text: "print('<b>')\n"}}, Seed: "x"}},
		Practice: lesson.Quiz{ID: "practice"}, Test: lesson.Quiz{ID: "test"},
	}
}

func options(t *testing.T) Options {
	t.Helper()
	if _, err := os.Stat("../node_modules/@codemirror/view"); err != nil {
		t.Skip("the page's packages are not installed: npm ci in web/")
	}
	return Options{
		Out: t.TempDir(), Web: "..", Lessons: []*lesson.Lesson{small()},
		Run: func(_ context.Context, files []lesson.File) ([]byte, error) {
			return json.Marshal(map[string]any{"stdout": "printed " + files[0].Text, "queries": []any{}})
		},
	}
}

func TestBuild(t *testing.T) {
	o := options(t)
	o.Compress = true
	if err := Build(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"index.html", "embed.js", "embed/index.html", "lessons/small/index.html", "lessons/small/lesson.json",
		"assets/page.js", "assets/page.js.br", "assets/page.js.gz", "assets/frame.js", "assets/boot.js", "assets/editor.js", "assets/style.css", "assets/icon.svg"} {
		if _, err := os.Stat(filepath.Join(o.Out, name)); err != nil {
			t.Error(err)
		}
	}
	page, err := os.ReadFile(filepath.Join(o.Out, "lessons/small/index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"printed print(&#39;&lt;b&gt;&#39;)", "From the starter code", `src="../../assets/page.js"`} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, bad := range []string{`href="/`, `src="/`, "http://", "<script>", " style=", " onclick="} {
		if strings.Contains(string(page), bad) {
			t.Errorf("the page has %s, which breaks a sub-path or a strict policy", bad)
		}
	}
}

// TestBuildAgain holds that an unchanged file is not written again, so that
// its compressed copy stays valid.
func TestBuildAgain(t *testing.T) {
	o := options(t)
	if err := Build(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	style := filepath.Join(o.Out, "assets/style.css")
	long := time.Now().Add(-time.Hour)
	if err := os.Chtimes(style, long, long); err != nil {
		t.Fatal(err)
	}
	if err := Build(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(style); err != nil || time.Since(info.ModTime()) < time.Minute {
		t.Error("style.css was written again though nothing changed")
	}
}

func TestBuildFails(t *testing.T) {
	o := options(t)
	o.Run = func(context.Context, []lesson.File) ([]byte, error) { return nil, errors.New("out of order") }
	if err := Build(context.Background(), o); err == nil || !strings.Contains(err.Error(), "lesson small: running steps/1: out of order") {
		t.Errorf("got %v", err)
	}
	o.Web = t.TempDir()
	if err := Build(context.Background(), o); err == nil || !strings.Contains(err.Error(), "run npm ci in") {
		t.Errorf("got %v", err)
	}
	if err := Build(context.Background(), Options{Out: o.Out}); err == nil {
		t.Error("a site without lessons was built")
	}
}
