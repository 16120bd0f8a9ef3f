package builtins_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// TestAgainstCPython evaluates the expressions in testdata/*.txt, which testdata/generate.py wrote together with what CPython 3.11 gives:
// an expression, " -> ", and ascii(result) or "!Type: message".
func TestAgainstCPython(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) { compareFile(t, file) })
	}
}

func compareFile(t *testing.T, file string) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	e := newEnv(object.Limits{Steps: 1 << 40})
	n, bad := 0, 0
	for sc.Scan() {
		line := sc.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		src, want, ok := strings.Cut(line, " -> ")
		if !ok {
			t.Fatalf("%s: bad line %q", file, line)
		}
		n++
		e.locals.Clear()
		if got := e.show(src); got != want {
			if bad++; bad <= 60 {
				t.Errorf("%s\n got %s\nwant %s", src, got, want)
			}
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	if bad > 0 {
		t.Errorf("%d of %d differ", bad, n)
	}
}

func (e *env) show(src string) string {
	v, err := e.eval(src)
	if err == nil {
		var s string
		if s, err = object.ASCII(e.t, v); err == nil {
			return s
		}
	}
	x := object.AsException(err)
	if x == nil {
		return "!!" + err.Error()
	}
	s, err := object.ToStr(e.t, x)
	if err != nil {
		return "!!" + err.Error()
	}
	r, _ := object.ASCII(e.t, object.NewStr(s))
	return "!" + x.Class.Name + ": " + r
}
