package python_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/asyncshelf/asyncshelf/engine/python"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/all"
)

// TestPrograms runs the programs of testdata and compares what they print with what CPython 3.11 printed (testdata/gen.py).
func TestPrograms(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs: ", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(file), "testdata/"), ".txtar")
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			runProgram(t, txtar.Parse(data))
		})
	}
}

func runProgram(t *testing.T, ar *txtar.Archive) {
	t.Helper()
	texts := map[string]string{}
	sources := map[string]python.Source{}
	for _, f := range ar.Files {
		text := string(f.Data)
		texts[f.Name] = text
		if !strings.HasSuffix(f.Name, ".py") {
			continue
		}
		mod := strings.ReplaceAll(strings.TrimSuffix(f.Name, ".py"), "/", ".")
		pkg := strings.HasSuffix(mod, ".__init__")
		sources[strings.TrimSuffix(mod, ".__init__")] = python.Source{Filename: f.Name, Text: text, Package: pkg}
	}
	delete(sources, "main")
	var stdout, stderr bytes.Buffer
	m := python.New(python.Options{Stdout: &stdout, Stderr: &stderr, Sources: sources, Limits: object.Limits{Steps: 20_000_000}})
	err := m.RunMain("main.py", texts["main.py"])
	stderr.WriteString(m.FormatException(err))
	out := stdout.String()
	if out != "" && !strings.HasSuffix(out, "\n") {
		out += "\n"
	}
	compareText(t, "stdout", out, texts["stdout"])
	compareText(t, "stderr", foreign.ReplaceAllString(stderr.String(), ""), texts["stderr"])
}

// foreign is the line that we add to ModuleNotFoundError.
var foreign = regexp.MustCompile(`(?m)^The module '.*' is not part of the playground.\n`)

func compareText(t *testing.T, what, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := 0; i < len(g) || i < len(w); i++ {
		var a, b string
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			t.Errorf("%s, line %d:\n got: %s\nwant: %s\n\nall of it:\n%s", what, i+1, a, b, clip(got))
			return
		}
	}
}

func clip(s string) string {
	if len(s) > 3000 {
		return s[:1500] + "\n…\n" + s[len(s)-1500:]
	}
	return s
}
