package lesson

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestOutline compares the facts of each archive in testdata/outline with the
// .json file beside it, one fact a line.
func TestOutline(t *testing.T) {
	names, err := filepath.Glob("testdata/outline/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var files []File
		for _, f := range archive.Files {
			file := File{Name: f.Name, Text: string(f.Data)}
			if f.Name == seedName {
				file.Role = "seed"
			}
			files = append(files, file)
		}
		got := oneALine(t, outlineOf(files))
		golden := name[:len(name)-len(".txtar")] + ".json"
		if *update {
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: got\n%s", golden, got)
		}
	}
}

func oneALine(t *testing.T, o *outline) []byte {
	data, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	var lists map[string][]json.RawMessage
	if err := json.Unmarshal(data, &lists); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, kind := range []string{"functions", "classes", "assignments", "calls", "loops", "awaits", "returns", "imports", "comments", "errors"} {
		b.WriteString(kind + "\n")
		for _, fact := range lists[kind] {
			b.Write(fact)
			b.WriteByte('\n')
		}
	}
	return b.Bytes()
}

// TestOutlineOfAnything keeps the outline from failing on odd sources.
func TestOutlineOfAnything(t *testing.T) {
	for _, src := range []string{
		"", "\ufeff", "lambda: (yield)", "match x:\n case {'a': [1, *b]} if c(): pass", "async with a() as b, c():\n pass",
		"f'{x(1)!r:>{w(2)}}'", "@d(1)\nclass A(b(), metaclass=M): x: int = y()", "try:\n pass\nexcept* E as e:\n f()", "(yield)", "del a[b()], c.d",
		"x = [\n  1,\n", "\x00", "def f(a=b(), *c, d=e(), **g) -> h(): ...", "\tx = 1", "π = é(ñ)",
	} {
		outlineOf([]File{{Name: "main.py", Text: src}})
	}
}
