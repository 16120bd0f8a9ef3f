// Package progtest runs Python programs kept beside a module's tests and compares what they print with what CPython 3.11 printed:
// testdata/NAME.py and testdata/NAME.out. gen.py writes the .out files.
package progtest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	// What the programs import besides the module under test.
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/collections"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/functools"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/itertools"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/lib"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/operator"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/sys"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/time"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/traceback"
)

// Run runs every program of testdata.
func Run(t *testing.T) { RunAll(t, "testdata") }

// RunAll runs every program of a folder.
func RunAll(t *testing.T, folder string) {
	files, err := filepath.Glob(filepath.Join(folder, "*.py"))
	if err != nil || len(files) == 0 {
		t.Fatal("no programs: ", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".py"), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(strings.TrimSuffix(file, ".py") + ".out")
			if err != nil {
				t.Fatal(err)
			}
			compare(t, Output(string(src)), string(want))
		})
	}
}

// Output runs a program and gives what it prints to stdout; a traceback follows if it fails.
func Output(src string) string {
	var out bytes.Buffer
	m := python.New(python.Options{Stdout: &out, Limits: object.Limits{Steps: 200_000_000, Output: 8 << 20}})
	err := m.RunMain("main.py", src)
	if _, exit := python.ExitCode(err); err != nil && !exit {
		out.WriteString(m.FormatException(err))
	}
	return out.String()
}

func compare(t *testing.T, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	shown := 0
	for i := 0; i < max(len(g), len(w)) && shown < 10; i++ {
		var a, b string
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			shown++
			t.Errorf("line %d:\n got: %s\nwant: %s", i+1, a, b)
		}
	}
}
