package engine_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/lesson"
	"github.com/asyncshelf/asyncshelf/engine/lesson/source"
)

// Every claim of every lesson is proved: what `shelf check` does.
func TestLessonsAreTrue(t *testing.T) {
	files, err := filepath.Glob("../examples/lessons/*/lesson.*")
	var dirs []string
	for _, f := range files {
		dirs = append(dirs, filepath.Dir(f))
	}
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no lessons: %v", err)
	}
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			l, err := source.Load(os.DirFS(dir))
			if err != nil {
				t.Fatal(err)
			}
			proofs, err := lesson.Verify(context.Background(), l, engine.Runner(engine.Options{Latency: 25 * time.Millisecond}), nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range proofs {
				if !p.OK {
					t.Errorf("%s: %s", p.Subject, p.Detail)
				}
			}
			t.Logf("%d claims", len(proofs))
		})
	}
}
