package sql_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/asyncshelf/asyncshelf/engine"
)

var update = flag.Bool("update", false, "rewrite the golden sections of testdata")

// TestPrograms runs the programs of testdata and compares what they print: mostly the SQL of querysets. Statements that a program sends
// are compared where its file has a section sql.
func TestPrograms(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			ar := txtar.Parse(data)
			var p engine.Program
			golden := map[string]*txtar.File{}
			for i := range ar.Files {
				f := &ar.Files[i]
				if strings.HasSuffix(f.Name, ".py") {
					p.Files = append(p.Files, engine.File{Name: f.Name, Text: string(f.Data)})
				} else {
					golden[f.Name] = f
				}
			}
			r, err := engine.Run(context.Background(), p, engine.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if r.Error != nil {
				t.Fatalf("%s: %s, line %d", r.Error.Type, r.Error.Message, r.Error.Line)
			}
			got := map[string]string{"stdout": r.Stdout}
			var sent strings.Builder
			for _, q := range r.Queries {
				sent.WriteString(q.SQL + "\n")
			}
			got["sql"] = sent.String()
			for name, f := range golden {
				if string(f.Data) == got[name] {
					continue
				}
				if *update {
					f.Data = []byte(got[name])
					continue
				}
				t.Errorf("%s:\n%s", name, diff(string(f.Data), got[name]))
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// diff lists the lines that differ.
func diff(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	var b strings.Builder
	for i := 0; i < len(w) || i < len(g); i++ {
		var x, y string
		if i < len(w) {
			x = w[i]
		}
		if i < len(g) {
			y = g[i]
		}
		if x != y {
			b.WriteString("want " + x + "\n got " + y + "\n")
		}
	}
	return b.String()
}
