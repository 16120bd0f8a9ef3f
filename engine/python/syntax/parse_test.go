package syntax

import (
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// TestLimits parses programs that are nested, long or wrong without measure.
// Each has to end soon, with the tree or with a clean error.
func TestLimits(t *testing.T) {
	r := strings.Repeat
	indented := func(depth int, header, last string) string {
		var b strings.Builder
		for i := range depth {
			b.WriteString(r(" ", i) + header + "\n")
		}
		return b.String() + r(" ", depth) + last + "\n"
	}
	const (
		deep  = "too many nested parentheses"
		limit = "maximum recursion depth exceeded during compilation"
		comma = "invalid syntax. Perhaps you forgot a comma?"
	)
	for _, c := range []struct{ name, src, want string }{
		{"parentheses", r("(", 10_000), deep},
		{"brackets", r("[", 10_000), deep},
		{"braces", r("{", 10_000), deep},
		{"parentheses that fit", r("(", 200) + "a" + r(")", 200), ""},
		{"calls that fit", r("f(", 199) + "a" + r(")", 199), ""},
		{"minus", r("-", 100_000) + "1", limit},
		{"minus that fits", r("-", 900) + "1", ""},
		{"not", r("not ", 100_000) + "a", limit},
		{"lambda", r("lambda: ", 100_000) + "a", limit},
		{"power", r("a ** ", 100_000) + "a", limit},
		{"conditional", r("a if b else ", 100_000) + "a", limit},
		{"conditional that fits", r("a if b else ", 300) + "a", ""},
		{"f-strings in brackets", r("(", 190) + "f'" + "{" + r("(", 190) + `f"{` + r("(", 190) + "a" + r(")", 190) + `}"` + r(")", 190) + "}'" + r(")", 190), limit},
		{"sum", r("a + ", 5_000) + "a", ""},
		{"and", r("a and ", 50_000) + "a", ""},
		{"comparison", r("a < ", 50_000) + "a", ""},
		{"attributes", "a" + r(".b", 50_000), ""},
		{"calls in a row", "a" + r("()", 50_000), ""},
		{"elif", "if a: b\n" + r("elif a: b\n", 20_000), ""},
		{"targets", r("a = ", 20_000) + "1", ""},
		{"tuple", r("a, ", 50_000), ""},
		{"arguments", "f(" + r("a, ", 20_000) + ")", ""},
		{"strings", r("'a' ", 20_000), ""},
		{"f-strings", r("f'{a}' ", 5_000), ""},
		{"decorators", r("@a\n", 5_000) + "def f(): pass", ""},
		{"blocks", indented(150, "if a:", "b"), "too many levels of indentation"},
		{"blocks that fit", indented(98, "if a:", "b"), ""},
		{"blocks in error", indented(98, "while a:", "b c"), "invalid syntax"},
		{"try in error", indented(30, "try:", "b"), "expected 'except' or 'finally' block"},
		{"pattern", "match a:\n case " + r("(", 199) + "b" + r(")", 199) + ": c", ""},
		{"pattern in error", "match a:\n case " + r("[", 199) + "b c" + r("]", 199) + ": d", "invalid syntax"},
		{"target", "for " + r("(", 150) + "a," + r("),", 149) + ") in b: c", ""},
		{"target in error", "for " + r("[", 100) + "f()" + r(",]", 100) + " in a: b", "cannot assign to function call"},
		{"with", "with " + r("(", 150) + "a" + r(")", 150) + ": b", ""},
		{"parentheses in error", r("(", 199) + "a b" + r(")", 199), comma},
		{"brackets in error", r("[", 199) + "a b" + r("]", 199), comma},
		{"braces in error", r("{", 199) + "a b" + r("}", 199), comma},
		{"dicts in error", r("{1: ", 199) + "a b" + r("}", 199), comma},
		{"double stars in error", r("{**", 199) + "{a b}" + r("}", 199), comma},
		{"calls in error", r("f(", 199) + "a b" + r(")", 199), comma},
		{"mixed in error", r("f([{(", 40) + "a b" + r(")}])", 40), comma},
		{"defaults in error", r("(lambda x=", 150) + "a b" + r(": 1)", 150), comma},
		{"arguments in error", "f(" + r("a, ", 3_000) + " b c)", comma},
		{"keywords in error", "f(" + r("a=1, ", 3_000) + " b c)", comma},
		{"sum in error", r("a + ", 3_000) + "b c", "invalid syntax"},
		{"late error", r("f(a=1)\n", 5_000) + "f(a b)", comma},
	} {
		start := time.Now()
		_, err := Parse("main.py", c.src, ModeExec)
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("%s: %v", c.name, d)
		}
		got := ""
		if err != nil {
			got = err.(*Error).Msg
		}
		// For some nestings there is no time to look for a better message.
		if got != c.want && !(strings.HasSuffix(c.name, "in error") && got == "invalid syntax") {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestModes(t *testing.T) {
	for _, c := range []struct {
		src  string
		mode Mode
		want string // the dump, or the message
	}{
		{"a", ModeEval, "Module(body=[Expr(value=Name(id='a', ctx=Load()))], type_ignores=[])"},
		{"a, b\n\n", ModeEval, "Module(body=[Expr(value=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()))], type_ignores=[])"},
		{"a = 1", ModeEval, "invalid syntax"},
		{"a; b", ModeEval, "invalid syntax"},
		{"", ModeEval, "invalid syntax"},
		{"(a", ModeEval, "'(' was never closed"},
		{"", ModeExec, "Module(body=[], type_ignores=[])"},
		{"# comment", ModeExec, "Module(body=[], type_ignores=[])"},
		{"pass", ModeSingle, "Module(body=[Pass()], type_ignores=[])"},
		{"if a:\n  pass\n", ModeSingle, "Module(body=[If(test=Name(id='a', ctx=Load()), body=[Pass()], orelse=[])], type_ignores=[])"},
		{"pass\npass", ModeSingle, "multiple statements found while compiling a single statement"},
		{"", ModeSingle, "invalid syntax"},
	} {
		m, err := Parse("main.py", c.src, c.mode)
		var got string
		if err != nil {
			got = err.(*Error).Msg
		} else {
			got = Dump(m)
		}
		if got != c.want {
			t.Errorf("%q in mode %d:\n got %s\nwant %s", c.src, c.mode, got, c.want)
		}
	}
}

// TestText checks what becomes of text that is hardly source.
func TestText(t *testing.T) {
	for src, want := range map[string]string{
		"a\x00b":           "source code string cannot contain null bytes",
		"a = '\xff'":       "(unicode error) 'utf-8' codec can't decode byte 0xff in position 5: invalid start byte",
		"\ufeffa = 1":      "",
		"a\r\nb\rc\n":      "",
		"if a:\r\n  b\r\n": "",
		"\f\f  \n a":       "unexpected indent",
	} {
		_, err := Parse("main.py", src, ModeExec)
		got := ""
		if err != nil {
			got = err.(*Error).Msg
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", src, got, want)
		}
	}
}

func TestConstants(t *testing.T) {
	huge, _ := new(big.Int).SetString("ffffffffffffffffffff", 16)
	for src, want := range map[string]any{
		"None": nil, "True": true, "...": Ellipsis{},
		"1_000": int64(1000), "0x_ff": int64(255), "9223372036854775807": int64(1<<63 - 1),
		"0xffffffffffffffffffff": huge,
		"1.5e3":                  1500.0, "2j": complex(0, 2), "00": int64(0),
		`"\ud83d"`: "\xed\xa0\xbd", `"\U0001f40d"`: "🐍", `b"\xff\n"`: Bytes("\xff\n"),
		"'a' 'b'": "ab",
	} {
		m, err := Parse("main.py", src, ModeEval)
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		if got := m.Body[0].(*ExprStmt).Value.(*Constant).Value; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %#v, want %#v", src, got, want)
		}
	}
}

// TestFormat checks the parts of the block that no program of testdata
// reaches.
func TestFormat(t *testing.T) {
	for _, c := range []struct {
		e    Error
		want string
	}{
		{Error{Kind: SyntaxError, Msg: "m"}, "SyntaxError: m"},
		{Error{Kind: RecursionError}, "RecursionError"},
		{Error{Kind: SyntaxError, Msg: "m", Filename: "f.py", Line: 3, Col: 2}, "  File \"f.py\", line 3\nSyntaxError: m"},
		{Error{Kind: SyntaxError, Msg: "m", Filename: "f.py", Line: 3, Col: 2, EndLine: 4, EndCol: 1, Text: "  é = (\n"},
			"  File \"f.py\", line 3\n    é = (\n    ^^^^^\nSyntaxError: m"},
	} {
		if got := c.e.Format(); got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
	}
}

// TestInspect checks that every node is visited once and under its parent.
func TestInspect(t *testing.T) {
	for _, path := range glob(t, "*.py") {
		m, err := Parse(path, readFile(t, path), ModeExec)
		if err != nil {
			t.Fatal(err)
		}
		seen := make(map[Node]bool)
		Inspect(m, func(n Node) bool {
			if n == nil || reflect.ValueOf(n).IsNil() {
				t.Fatalf("%s: nil node", path)
			}
			if seen[n] {
				t.Errorf("%s:%d: %T visited twice", path, n.Span().Line, n)
			}
			seen[n] = true
			return true
		})
		if want := countNodes(reflect.ValueOf(m)); len(seen) != want {
			t.Errorf("%s: visited %d nodes, the tree has %d", path, len(seen), want)
		}
	}
}

// countNodes counts the nodes below v by reflection.
func countNodes(v reflect.Value) int {
	n := 0
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			n = countNodes(v.Elem())
		}
	case reflect.Pointer:
		if _, ok := v.Interface().(Node); ok && !v.IsNil() {
			n = 1
			for i := range v.Elem().NumField() {
				n += countNodes(v.Elem().Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			n += countNodes(v.Index(i))
		}
	}
	return n
}

func TestInspectSkips(t *testing.T) {
	m, err := Parse("main.py", "def f(a): return b + c\nd", ModeExec)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	Inspect(m, func(n Node) bool {
		if n, ok := n.(*Name); ok {
			names = append(names, n.Id)
		}
		_, isDef := n.(*FunctionDef)
		return !isDef
	})
	if got := strings.Join(names, " "); got != "d" {
		t.Errorf("visited %s", got)
	}
}

// FuzzParse checks that no text makes the parser panic, and that what it
// returns is sound.
func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"*.py", "*.err"} {
		paths, _ := filepath.Glob(filepath.Join("testdata", pattern))
		for _, path := range paths {
			b, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			for _, src := range strings.Split(string(b), "---\n") {
				f.Add(src)
			}
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 1<<14 {
			return
		}
		for _, mode := range []Mode{ModeExec, ModeEval, ModeSingle} {
			m, err := Parse("fuzz.py", src, mode)
			if err == nil {
				checkTree(t, m)
				continue
			}
			e := err.(*Error)
			if e.Msg == "" || e.Filename != "fuzz.py" || e.Format() == "" {
				t.Errorf("incomplete error %#v", e)
			}
			if e.Line > strings.Count(src, "\n")+strings.Count(src, "\r")+1 {
				t.Errorf("line %d is behind the end", e.Line)
			}
		}
	})
}

// checkTree checks that the range of every statement and expression starts
// before it ends.
func checkTree(t *testing.T, m *Module) {
	Dump(m)
	Inspect(m, func(n Node) bool {
		p := n.Span()
		switch n.(type) {
		case Expr, Stmt, Pattern:
			if p.Line < 1 || p.Col < 0 || p.EndLine < p.Line || p.EndLine == p.Line && p.EndCol < p.Col {
				t.Errorf("%T has the range %v", n, *p)
			}
		}
		return true
	})
}

func BenchmarkParse(b *testing.B) {
	var src strings.Builder
	for _, name := range []string{"compound.py", "statements.py", "expressions.py", "fstrings.py"} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			b.Fatal(err)
		}
		src.Write(text)
	}
	b.SetBytes(int64(src.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse("main.py", src.String(), ModeExec); err != nil {
			b.Fatal(err)
		}
	}
}
