package compile_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestDump compares the instructions of small programs with golden files: testdata/*.txtar hold a program and its listing.
func TestDump(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs: ", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			ar := txtar.Parse(data)
			code, _, err := compile.Source(compile.Options{Filename: "main.py", Source: string(ar.Files[0].Data)})
			if err != nil {
				t.Fatal(err)
			}
			got := dumpAll(code)
			if *update {
				ar.Files = []txtar.File{ar.Files[0], {Name: "code", Data: []byte(got)}}
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(ar.Files) < 2 || got != string(ar.Files[1].Data) {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

func dumpAll(c *compile.Code) string {
	var b strings.Builder
	for _, line := range strings.SplitAfter(c.Dump(), "\n") {
		b.WriteString(strings.TrimRight(line, " \n"))
		if strings.HasSuffix(line, "\n") {
			b.WriteByte('\n')
		}
	}
	for i := range c.Instrs {
		if f, ok := c.Instrs[i].Aux.(*compile.FuncInfo); ok {
			b.WriteString(dumpAll(f.Code))
		}
	}
	return b.String()
}

func TestUnparse(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"int", ""},
		{"'Book'", ""},
		{"Optional[int]", ""},
		{"dict[str, list[int]]", ""},
		{"tuple[int, ...]", ""},
		{"Callable[[int, str], None]", ""},
		{"int|None", "int | None"},
		{"a.b.c", ""},
		{"(a + b) * c", ""},
		{"a + (b * c)", "a + b * c"},
		{"-x ** 2", ""},
		{"(-x) ** 2", ""},
		{"not (a and b or c)", ""},
		{"a if b else c", ""},
		{"(a if b else c) if d else e", ""},
		{"lambda x, *a, y=1, **k: x", ""},
		{"f(a, *b, c=1, **d)", ""},
		{"[x for x in y if z]", ""},
		{"{k: v for k, v in y}", ""},
		{"(x for x in y)", ""},
		{"f(x for x in y)", ""},
		{"{1, 2}", ""},
		{"{'a': 1, **b}", ""},
		{"()", ""},
		{"(1,)", ""},
		{"x[1:2, ::3]", ""},
		{"1 .real", ""},
		{"1.5", ""},
		{"1e400", "1e309"},
		{"b'x'", ""},
		{"a < b <= c is not d not in e", ""},
		{"f'{x!r:>{w}} {{}}'", ""},
		{"await x", ""},
		{"(yield)", ""},
		{"(y := 1)", ""},
		{"~x", ""},
		{"...", ""},
		{"None", ""},
	} {
		want := c.want
		if want == "" {
			want = c.src
		}
		m, err := syntax.Parse("t", c.src, syntax.ModeEval)
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		if got := compile.Unparse(m.Body[0].(*syntax.ExprStmt).Value); got != want {
			t.Errorf("%s: got %s, want %s", c.src, got, want)
		}
	}
}

// TestErrors looks at where errors are said to be; their words are compared with CPython's in ../testdata/errors.
func TestErrors(t *testing.T) {
	for _, c := range []struct {
		src, msg  string
		line, col int
		text      string
	}{
		{"x = 1\nreturn x\n", "'return' outside function", 2, 0, "return x\n"},
		{"def f():\n    é = 1; nonlocal é\n", "name 'é' is assigned to before nonlocal declaration", 2, 11, "    é = 1; nonlocal é\n"},
		{"x = " + strings.Repeat("[a for a in ", 700) + "b" + strings.Repeat("]", 700), "", 0, 0, ""},
	} {
		_, _, err := compile.Source(compile.Options{Filename: "main.py", Source: c.src})
		var e *syntax.Error
		if !errors.As(err, &e) {
			t.Errorf("%.40s: %v is no *syntax.Error", c.src, err)
			continue
		}
		if c.msg != "" && (e.Msg != c.msg || e.Line != c.line || e.Col != c.col || e.Text != c.text) {
			t.Errorf("%.40s: got %q, line %d, column %d, text %q", c.src, e.Msg, e.Line, e.Col, e.Text)
		}
	}
}
