package syntax

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The files of testdata were written by CPython; see testdata/gen.py.

func readFile(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// glob returns the files of testdata that match; a test without files would
// pass in vain.
func glob(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files match %s: %v", pattern, err)
	}
	return paths
}

func TestTrees(t *testing.T) {
	for _, path := range glob(t, "*.ast") {
		name := strings.TrimSuffix(path, ".ast")
		t.Run(filepath.Base(name), func(t *testing.T) {
			src := readFile(t, name+".py")
			m, err := Parse("main.py", src, ModeExec)
			if err != nil {
				t.Fatal(err.(*Error).Format())
			}
			want := strings.Split(strings.TrimSuffix(readFile(t, path), "\n"), "\n")
			if len(m.Body) != len(want) {
				t.Errorf("%d statements, want %d", len(m.Body), len(want))
			}
			for i, s := range m.Body[:min(len(m.Body), len(want))] {
				if got := DumpPositions(s); got != want[i] {
					t.Errorf("line %d\n got %s\nwant %s", s.Span().Line, got, want[i])
				}
			}
		})
	}
}

// TestErrors compares kind, message and range with what compile() raised, and
// Format with what the interpreter printed.
func TestErrors(t *testing.T) {
	for _, path := range glob(t, "*.err") {
		name := strings.TrimSuffix(path, ".err")
		t.Run(filepath.Base(name), func(t *testing.T) {
			sources := strings.Split(readFile(t, path), "---\n")
			records := strings.Split(readFile(t, name+".golden"), "---\n")
			if len(sources) != len(records) {
				t.Fatalf("%d programs, %d records: run testdata/gen.py", len(sources), len(records))
			}
			for i, src := range sources {
				head, block, _ := strings.Cut(records[i], "\n")
				_, err := Parse("main.py", src, ModeExec)
				e, ok := err.(*Error)
				if !ok {
					t.Errorf("%q: no error, want %s", src, head)
					continue
				}
				got := fmt.Sprintf("%s %d %d %d %d %s", e.Kind, e.Line, e.Col+1, e.EndLine, e.EndCol+1, e.Msg)
				if got != head {
					t.Errorf("%q\n got %s\nwant %s", src, got, head)
				}
				if got := e.Format() + "\n"; got != block {
					t.Errorf("%q\n got %s\nwant %s", src, got, block)
				}
			}
		})
	}
}
