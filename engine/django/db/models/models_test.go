package models_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/asyncshelf/asyncshelf/engine"
)

var updateGolden = flag.Bool("update", false, "write what the programs do now into testdata")

// The programs in testdata cover what the recorded cases (engine/testdata/django-cases) leave out: what is printed, which statements are sent and
// what is raised were compared with Django's documented behaviour by hand when each was added.
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
			want := map[string]string{}
			for _, f := range ar.Files {
				if strings.HasSuffix(f.Name, ".py") {
					p.Files = append(p.Files, engine.File{Name: f.Name, Text: string(f.Data)})
				} else {
					want[f.Name] = string(f.Data)
				}
			}
			r, err := engine.Run(context.Background(), p, engine.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{"stdout": r.Stdout, "error": ""}
			if r.Error != nil {
				got["error"] = r.Error.Type + ": " + r.Error.Message + "\n"
			}
			if _, ok := want["sql"]; ok {
				var b bytes.Buffer
				for _, q := range r.Queries {
					params, err := json.Marshal(q.Params)
					if err != nil {
						t.Fatal(err)
					}
					b.WriteString(q.SQL + "\t" + string(params) + "\n")
				}
				got["sql"] = b.String()
			}
			if _, ok := want["schema"]; ok {
				var b bytes.Buffer
				for _, tb := range r.Tables {
					b.WriteString(tb.SQL + "\n")
				}
				got["schema"] = b.String()
			}
			changed := false
			for i, f := range ar.Files {
				g, ok := got[f.Name]
				if !ok || g == string(f.Data) {
					continue
				}
				if *updateGolden {
					ar.Files[i].Data, changed = []byte(g), true
					continue
				}
				t.Errorf("%s:\n got: %s\nwant: %s", f.Name, g, f.Data)
			}
			if _, ok := want["error"]; !ok && got["error"] != "" {
				t.Errorf("error: %s", r.Error.Traceback)
			}
			if changed {
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}
