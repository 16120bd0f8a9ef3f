package engine_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/lesson"
	"github.com/asyncshelf/asyncshelf/engine/lesson/source"
)

// Code that was copied from a PDF, a web page or a shell is a SyntaxError whose cause a learner cannot see; the hint names it. What was typed gets none.
func TestPastedCode(t *testing.T) {
	for _, c := range []struct{ name, program, message, hint string }{
		{"double quotes", "print(“hello”)\n", "invalid character '“' (U+201C)", "`“` is a typographic quote, as PDFs and word processors have it. Python wants `\"`."},
		{"single quotes", "print(‘hello’)\n", "invalid character '‘' (U+2018)", "`‘` is a typographic quote, as PDFs and word processors have it. Python wants `'`."},
		{"a dash", "x = 5 – 3\n", "invalid character '–' (U+2013)", "`–` is a dash, as PDFs and word processors have it. Python wants `-`."},
		{"a sign", "print(1 ≤ 2)\n", "invalid character '≤' (U+2264)", "Python wants `<=`."},
		{"an ellipsis", "x = […]\n", "invalid character '…' (U+2026)", "three dots"},
		{"a bullet", "• x = 1\n", "invalid character '•' (U+2022)", "belongs to a list in a text"},
		{"full width", "print（1）\n", "invalid character '（' (U+FF08)", "Python wants `(`"},
		{"a blank that does not break", "x\u00a0= 1\n", "invalid non-printable character U+00A0", "a blank of another kind"},
		{"no width", "x\u200b = 1\n", "invalid non-printable character U+200B", "cannot be seen"},
		{"a shell", ">>> x = 1\n>>> print(x)\n1\n", "invalid syntax", "what Python's shell writes in front of the code"},
		{"Markdown", "```python\nprint(1)\n```\n", "invalid syntax", "marks a block of code"},
		{"a terminal", "$ python main.py\n", "invalid syntax", "a command for a terminal"},
		{"HTML", "print(&quot;x&quot;)\n", "invalid syntax", "`&quot;` is how HTML writes a character."},
		{"numbers of lines", "1 x = 1\n2 print(x)\n", "invalid syntax", "begins with a number"},
		{"typed: a colon", "if True\n    pass\n", "expected ':'", ""},
		{"typed: a name", "2x = 1\n", "invalid decimal literal", ""},
		{"typed: a sum", "5 = x\n", "cannot assign to literal", ""},
		{"typed: a letter", "x = €\n", "invalid character '€' (U+20AC)", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := engine.Run(context.Background(), engine.Program{Files: []engine.File{{Name: "main.py", Text: c.program}}}, engine.Options{})
			if err != nil || r.Error == nil {
				t.Fatal(r, err)
			}
			if !strings.Contains(r.Error.Message, c.message) {
				t.Errorf("message %q, want %q", r.Error.Message, c.message)
			}
			if !strings.Contains(r.Error.Hint, c.hint) || c.hint == "" && r.Error.Hint != "" {
				t.Errorf("hint %q, want %q", r.Error.Hint, c.hint)
			}
		})
	}
}

// A verdict says it, too.
func TestPastedCodeIsExplainedByChecks(t *testing.T) {
	l, err := source.Load(os.DirFS("../examples/lessons/async-orm"))
	if err != nil {
		t.Fatal(err)
	}
	files := lesson.Lay(l.StepByID("2").Files, []lesson.File{{Name: "queries.py", Text: "title = “pages”\nmin_pages = 100\n"}}, nil)
	v, err := lesson.CheckWith(context.Background(), l, "2", files, engine.Runner(engine.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	want := "`queries.py` stops at line 1 with `SyntaxError: invalid character '“' (U+201C)`. `“` is a typographic quote, as PDFs and word processors have it. Python wants `\"`."
	if v.Message != want || v.File != "queries.py" || v.Line != 1 {
		t.Errorf("%s:%d: %s\nwant %s", v.File, v.Line, v.Message, want)
	}
}
