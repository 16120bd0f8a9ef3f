package engine_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

const bookModel = "from django.db import models\n\n\nclass Book(models.Model):\n    title = models.CharField(max_length=100)\n    pages = models.IntegerField()\n"

const bookSeed = "from books.models import Book\n\nfor n in (95, 272, 304, 880):\n    Book.objects.create(title=f'<b>{n}</b>', pages=n)\n"

func program(main string) engine.Program {
	return engine.Program{Files: []engine.File{{Name: "models.py", Text: bookModel}, {Name: "seed.py", Text: bookSeed}, {Name: "main.py", Text: main}}}
}

func run(t *testing.T, p engine.Program, o engine.Options) *engine.Result {
	t.Helper()
	r, err := engine.Run(context.Background(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The value of the expression that ends main.py is shown, as python -m asyncio would show it; nothing is fetched for it.
func TestTheLastExpressionIsShown(t *testing.T) {
	for _, c := range []struct {
		name, main, kind, typ, repr string
		queries                     int
	}{
		{"a number", "from books.models import Book\nBook.objects.count()\n", "text", "int", "4", 1},
		{"awaited", "from books.models import Book\nprint('hi')\nawait Book.objects.acount()\n", "text", "int", "4", 1},
		{"rows", "from books.models import Book\n[b async for b in Book.objects.filter(pages__gte=300)]\n", "table", "list[Book]", "", 1},
		{"one object", "from books.models import Book\nawait Book.objects.aget(pages=880)\n", "table", "Book", "", 1},
		{"a text", "'<b>' + 'x'\n", "text", "str", "'<b>x'", 0},
		{"a dict", "d = {'a': 1}\nd\n", "table", "dict", "", 0},
		{"a queryset that was not read", "from books.models import Book\nBook.objects.filter(pages__gte=300)\n", "text", "QuerySet",
			"A queryset that nothing has asked for its rows. It would send\nSELECT \"books_book\".\"id\", \"books_book\".\"title\", \"books_book\".\"pages\" FROM \"books_book\" WHERE \"books_book\".\"pages\" >= 300", 0},
		{"one that was", "from books.models import Book\nqs = Book.objects.filter(pages__gte=300)\nlen(qs)\nqs\n", "table", "QuerySet[Book]", "", 1},
		{"None", "x = [1]\nprint(x)\n", "table", "list[int]", "", 0},
		{"the last of a block", "x = 3\nif x:\n    x + 1\n", "", "", "", 0},
		{"a comment", "x = 3\n'''the end'''\n", "", "", "", 0},
		{"after an error", "1 / 0\n5 + 5\n", "", "", "", 0},
		{"after exit", "import sys\nsys.exit()\n5 + 5\n", "", "", "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, program(c.main), engine.Options{})
			if r.Value == nil {
				r.Value = &engine.View{}
			}
			if v := r.Value; v.Kind != c.kind || v.Type != c.typ || c.kind == "text" && v.Repr != c.repr || len(r.Queries) != c.queries {
				t.Errorf("%d queries, %+v", len(r.Queries), v)
			}
		})
	}
	r := run(t, program("async def f():\n    return 1\n\nf()\n"), engine.Options{Trace: true})
	if r.Value == nil || r.Value.Type != "coroutine" || !strings.HasPrefix(r.Value.Repr, "<coroutine object f at") {
		t.Errorf("value %+v", r.Value)
	}
	if len(r.Warnings) != 1 || r.Warnings[0].Message != "RuntimeWarning: coroutine 'f' was never awaited" || r.Warnings[0].Line != 4 {
		t.Errorf("warnings %+v", r.Warnings)
	}
}

func TestRunReportsEverything(t *testing.T) {
	var kinds []string
	r := run(t, program("from books.models import Book\n\nasync def get():\n    return [b async for b in Book.objects.filter(pages__gte=300)]\n\nbooks = await get()\nprint(len(books))\n"),
		engine.Options{Latency: 25 * time.Millisecond, OnEvent: func(e engine.Event) {
			kinds = append(kinds, e.Kind.String())
		}})
	if r.Error != nil || r.Stopped != "" {
		t.Fatalf("error %+v, stopped %q", r.Error, r.Stopped)
	}
	if r.Stdout != "2\n" {
		t.Errorf("stdout %q", r.Stdout)
	}
	if got := strings.Join(kinds, " "); got != "query stdout result" {
		t.Errorf("events: %s", got)
	}
	if len(r.Queries) != 1 {
		t.Fatalf("%d queries", len(r.Queries))
	}
	q := r.Queries[0]
	if q.File != "main.py" || q.Line != 4 || q.Func != "<listcomp>" && q.Func != "get" || !q.Awaited || q.Thread != "thread-sensitive" || q.End-q.Start != 25 || q.RowCount != 2 {
		t.Errorf("query %+v", q)
	}
	if r.VirtualMS != 25 {
		t.Errorf("virtual time %v ms", r.VirtualMS)
	}
	if r.Value == nil || r.Value.Name != "books" || r.Value.Type != "list[Book]" || len(r.Value.Rows) != 2 || r.Value.Rows[0][1] != "<b>304</b>" {
		t.Errorf("value %+v", r.Value)
	}
	if len(r.Tables) != 1 || r.Tables[0].Name != "books_book" || r.Tables[0].RowCount != 4 || !strings.HasPrefix(r.Tables[0].SQL, `CREATE TABLE "books_book"`) {
		t.Errorf("tables %+v", r.Tables)
	}
}

func TestGatherQueuesOnOneThread(t *testing.T) {
	r := run(t, program("import asyncio\nfrom books.models import Book\n\nawait asyncio.gather(*(Book.objects.acount() for _ in range(3)))\n"), engine.Options{Latency: 100 * time.Millisecond})
	if r.VirtualMS != 300 {
		t.Errorf("three gathered queries took %v ms; one request's queries queue", r.VirtualMS)
	}
	r = run(t, program(`import asyncio
from asgiref.sync import ThreadSensitiveContext
from books.models import Book

async def request():
    async with ThreadSensitiveContext():
        return await Book.objects.acount()

async def main():
    await asyncio.gather(*(asyncio.create_task(request()) for _ in range(3)))

asyncio.run(main())
`), engine.Options{Latency: 100 * time.Millisecond})
	if r.VirtualMS != 100 || r.Error != nil {
		t.Errorf("three requests took %v ms; requests overlap (error %+v)", r.VirtualMS, r.Error)
	}
}

func TestStops(t *testing.T) {
	for _, c := range []struct{ name, main, stopped string }{
		{"loop", "while True:\n    pass\n", "steps"},
		{"caught", "while True:\n    try:\n        while True: pass\n    except BaseException:\n        print('caught')\n    finally:\n        print('finally')\n", "steps"},
		{"output", "while True:\n    print('x' * 1000)\n", "output"},
		{"memory", "x = []\nwhile True:\n    x.append('y' * 100000 + str(len(x)))\n", "memory"},
		{"big string", "'a' * 10**10\n", "memory"},
		{"big list", "[0] * 10**9\n", "memory"},
		{"deadlock", "import asyncio\nasync def main():\n    await asyncio.Event().wait()\nasyncio.run(main())\n", "deadlock"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, program(c.main), engine.Options{Limits: engine.Limits{Steps: 2_000_000, Memory: 64 << 20}})
			if r.Stopped != c.stopped {
				t.Errorf("stopped %q, error %+v, output %.60q", r.Stopped, r.Error, r.Stdout)
			}
			if r.Error == nil || r.Error.Message == "" {
				t.Errorf("no message for the learner: %+v", r.Error)
			}
			if again := run(t, program("print(1)"), engine.Options{}); again.Stdout != "1\n" {
				t.Errorf("the next run printed %q", again.Stdout)
			}
		})
	}
}

func TestStopButton(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var pressed time.Time
	r, err := engine.Run(ctx, program("print('begun')\nwhile True:\n    pass\n"), engine.Options{Limits: engine.Limits{Steps: 1 << 60}, OnEvent: func(e engine.Event) {
		if e.Kind == trace.Stdout {
			pressed = time.Now()
			time.AfterFunc(10*time.Millisecond, cancel)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if r.Stopped != "cancelled" || r.Stdout != "begun\n" || r.Error != nil {
		t.Errorf("stopped %q, stdout %q, error %+v", r.Stopped, r.Stdout, r.Error)
	}
	if d := time.Since(pressed); d > 2*time.Second {
		t.Errorf("it took %v", d)
	}
}

func TestBadPrograms(t *testing.T) {
	for _, c := range []struct {
		name  string
		files []engine.File
		want  string // type: message, file:line
	}{
		{"nothing", nil, ""},
		{"empty", []engine.File{{Name: "main.py"}}, ""},
		{"syntax", []engine.File{{Name: "main.py", Text: "x = (1,\nprint(x)\n"}}, "SyntaxError: '(' was never closed main.py:1"},
		{"models", []engine.File{{Name: "models.py", Text: "import nothing_such\n"}, {Name: "main.py", Text: "print(1)"}}, "ModuleNotFoundError: No module named 'nothing_such' models.py:1"},
		{"seed", []engine.File{{Name: "models.py", Text: bookModel}, {Name: "seed.py", Text: "1/0\n"}, {Name: "main.py", Text: "print(1)"}}, "ZeroDivisionError: division by zero seed.py:1"},
		{"files", []engine.File{{Name: "main.py", Text: "open('x')\n"}}, "main.py:1"},
		{"exit", []engine.File{{Name: "main.py", Text: "import sys\nsys.exit(3)\n"}}, "SystemExit: 3 main.py:2"},
		{"exit 0", []engine.File{{Name: "main.py", Text: "import sys\nsys.exit()\n"}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, engine.Program{Files: c.files}, engine.Options{})
			got := ""
			if r.Error != nil {
				got = r.Error.Type + ": " + r.Error.Message + " " + r.Error.File + ":" + itoa(r.Error.Line)
			}
			if c.want == "" && got != "" || !strings.HasSuffix(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// The way of a recursion without end has a thousand frames, and nobody reads them all.
func TestLongWaysAreFolded(t *testing.T) {
	for calls, want := range map[int][]int{
		8:   {4, 3, 3, 3, 3, 3, 3, 3, 3, 2},
		800: {4, 3, 3, 0, 3, 3, 3, 3, 3, 2},
	} {
		text := strings.Replace("def f(n):\n    if n == 0: raise ValueError\n    f(n - 1)\nf(N)\n", "N", itoa(calls), 1)
		r := run(t, engine.Program{Files: []engine.File{{Name: "main.py", Text: text}}}, engine.Options{})
		var lines []int
		for _, f := range r.Error.Frames {
			lines = append(lines, f.Line)
			if f.Line == 0 && f.Text != "… 793 more calls …" {
				t.Errorf("%q", f.Text)
			}
		}
		if !slices.Equal(lines, want) {
			t.Errorf("%d calls: %v, want %v", calls, lines, want)
		}
	}
}

func itoa(n int) string {
	b, _ := json.Marshal(n)
	return string(b)
}

// A single file may hold everything: its models' tables are there before the first query, and its other modules share the app.
func TestModelsInMain(t *testing.T) {
	r := run(t, engine.Program{Files: []engine.File{{Name: "main.py", Text: bookModel + "\n\nBook.objects.create(title='x', pages=1)\nprint(Book.objects.count(), Book._meta.db_table)\n"}}}, engine.Options{})
	if r.Stdout != "1 books_book\n" || r.Error != nil {
		t.Errorf("stdout %q, error %+v", r.Stdout, r.Error)
	}
}

func TestOtherModules(t *testing.T) {
	p := program("import queries\nfrom books import queries as q2\nfrom books.queries import longest\nprint(queries is q2, longest())\n")
	p.Files = append(p.Files, engine.File{Name: "queries.py", Text: "from .models import Book\n\n\ndef longest():\n    return Book.objects.order_by('-pages')[0].pages\n"})
	r := run(t, p, engine.Options{})
	if r.Stdout != "True 880\n" || r.Error != nil {
		t.Errorf("stdout %q, error %+v", r.Stdout, r.Error)
	}
}

// JavaScript rounds integers beyond 2**53, so a parameter or a row that holds one travels as text.
func TestLongIntegersKeepTheirDigits(t *testing.T) {
	model := strings.Replace(bookModel, "IntegerField", "BigIntegerField", 1)
	main := "from books.models import Book\nfor n in (2**53, 2**53 + 1, -2**53 - 1):\n    Book.objects.create(title='n', pages=n)\nx = list(Book.objects.order_by('id').values_list('pages'))\n"
	r := run(t, engine.Program{Files: []engine.File{{Name: "models.py", Text: model}, {Name: "main.py", Text: main}}}, engine.Options{})
	if r.Error != nil {
		t.Fatalf("%+v", r.Error)
	}
	data, err := engine.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`["n",9007199254740992]`, `["n","9007199254740993"]`, `["n","-9007199254740993"]`, `[[9007199254740992],["9007199254740993"],["-9007199254740993"]]`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("no %s in %s", want, data)
		}
	}
}

func TestResultIsJSON(t *testing.T) {
	r := run(t, program("from books.models import Book\nx = list(Book.objects.values_list('title', 'pages'))\nprint(float('inf'), 2**80)\n"), engine.Options{})
	data, err := engine.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var back map[string]any
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"stdout", "stderr", "queries", "value", "error", "stopped", "tables", "warnings", "virtual_ms", "real_ms", "steps", "django", "version"} {
		if _, ok := back[key]; !ok {
			t.Errorf("no %q in the result", key)
		}
	}
	if !strings.Contains(string(data), "<b>95</b>") {
		t.Error("the rows' markup should be data like any other")
	}
}

func TestAfterSeesTheProgram(t *testing.T) {
	r := run(t, program("from books.models import Book\nx = 1\nBook.objects.count()\n1/0\n"), engine.Options{After: func(r *engine.Result) []engine.File {
		if r.Error == nil || len(r.Queries) != 1 {
			t.Errorf("after got %+v", r)
		}
		return []engine.File{
			{Name: "helper.py", Text: "import sys\nvalue = sys.modules['__main__'].x + 1\n"},
			{Name: "entry.py", Role: "entry", Text: "import helper\nfrom books.models import Book\nprint(helper.value, Book.objects.count(), __name__)\n"},
		}
	}})
	if r.After == nil || r.After.Stdout != "2 4 entry\n" || r.After.Error != "" {
		t.Fatalf("after: %+v", r.After)
	}
	if len(r.Queries) != 1 || r.Stdout != "" {
		t.Errorf("the hidden part left traces: %d queries, stdout %q", len(r.Queries), r.Stdout)
	}
}

// A page loads, and every run imports anew, what the imports of a lesson's programs bring along. Modules that few need are loaded by those who use them.
func TestImportsStayLight(t *testing.T) {
	for imports, heavy := range map[string][]string{
		"import asyncio":                       {"logging", "inspect", "typing", "traceback"},
		"from django.http import JsonResponse": {"django.core.serializers.base", "decimal", "uuid", "logging", "enum"},
		"from django.test import AsyncClient":  {"django.core.serializers.base", "unittest", "logging", "django.test.testcases", "enum"},
		"import unittest":                      {"logging", "inspect", "enum", "unittest.loader", "unittest.runner", "unittest.suite"},
		"from books.models import Book":        {"asyncio", "json", "decimal", "re"},
	} {
		r := run(t, program(imports+"\nimport sys\nprint(' '.join(sys.modules))\n"), engine.Options{})
		if r.Error != nil {
			t.Fatalf("%s: %v", imports, r.Error)
		}
		loaded := strings.Fields(r.Stdout)
		for _, name := range heavy {
			if slices.Contains(loaded, name) {
				t.Errorf("%s brings %s along", imports, name)
			}
		}
	}
}

func TestNeverAwaited(t *testing.T) {
	r := run(t, program("from books.models import Book\n\nasync def f():\n    Book.objects.all().aupdate(pages=1)\n    g()\n\nasync def g():\n    pass\n\nawait f()\n"), engine.Options{})
	var got []string
	for _, w := range r.Warnings {
		got = append(got, w.File+":"+itoa(w.Line)+" "+w.Message)
	}
	want := "main.py:4 RuntimeWarning: coroutine 'QuerySet.aupdate' was never awaited; main.py:5 RuntimeWarning: coroutine 'g' was never awaited"
	if strings.Join(got, "; ") != want || !strings.Contains(r.Stderr, "main.py:5: RuntimeWarning: coroutine 'g' was never awaited") {
		t.Errorf("warnings %q\nstderr %s", got, r.Stderr)
	}
}

// TestUnawaitedAtOnce: a coroutine whose call is a statement of its own is lost there and then, a manager's too, and CPython says so before the next line runs.
func TestUnawaitedAtOnce(t *testing.T) {
	var got []string
	run(t, program("import functools\nfrom books.models import Book\nasync def f(): pass\nf()\nprint(1)\nBook.objects.acount()\nprint(2)\nBook.objects.filter(pages=1).aupdate(pages=2)\nprint(3)\nfunctools.partial(f)()\nprint(4)\nkept = Book.objects.afirst()\nprint(await kept)\n"), engine.Options{OnEvent: func(e engine.Event) {
		switch {
		case e.Warning != nil:
			got = append(got, "line "+itoa(e.Warning.Line))
		case e.Kind.String() == "stdout":
			got = append(got, strings.TrimSpace(e.Text))
		}
	}})
	if want := "line 4; 1; line 6; 2; line 8; 3; line 10; 4; Book object (1)"; strings.Join(got, "; ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, "; "), want)
	}
}
