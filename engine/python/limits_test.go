package python_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// TestLimits runs programs that would never end or need too much, and looks at how they are ended.
func TestLimits(t *testing.T) {
	for _, c := range []struct {
		name, src string
		kind      string // of the Fatal, or the exception's class
		line      int
	}{
		{"while", "x = 0\nwhile True:\n    x += 1\n", "steps", 0},
		{"while pass", "while True: pass", "steps", 1},
		{"for ever", "import itertools\nfor i in itertools.count():\n    pass", "steps", 0},
		{"calls", "def f(): pass\nwhile 1: f()", "steps", 2},
		{"caught", "def f():\n    while 1:\n        try:\n            while 1: pass\n        except BaseException:\n            pass\n        finally:\n            pass\nf()", "steps", 4},
		{"generator", "def g():\n    while 1: yield 1\nfor x in g(): pass", "steps", 0},
		{"generator finally", "def g():\n    try:\n        while 1: yield 1\n    finally:\n        while 1: pass\nfor x in g(): break", "steps", 0},
		{"generator dropped", "def g():\n    try: yield\n    finally:\n        while 1: pass\nx = g()\nnext(x)\nx = None", "steps", 4},
		{"generator at the end", "def g():\n    try: yield\n    finally:\n        while 1: pass\nx = g()\nnext(x)", "steps", 4},
		{"generators never closed", "def g():\n    try:\n        while 1: yield\n    finally: pass\nl = [g() for i in range(2000)]\nfor x in l: next(x)", "", 0},
		{"del", "class A:\n    def __del__(self):\n        while 1: pass\na = A()\ndel a", "steps", 3},
		{"del at the end", "class A:\n    def __del__(self):\n        while 1: pass\na = A()", "steps", 3},
		{"del makes another", "class A:\n    def __del__(self): A()\nA()", "", 0},
		{"del keeps", "l = []\nclass A:\n    def __del__(self): l.append(self)\nfor i in range(3000): A()", "", 0},
		{"del recursion", "class A:\n    def __del__(self): self.__del__()\na = A()\na = None", "", 0},
		{"del many", "class A:\n    def __del__(self): pass\nl = [A() for i in range(20000)]\nl = None\nfor i in range(5000): A()", "", 0},
		{"weakref callback", "import weakref\nclass A: pass\ndef f(r):\n    while 1: pass\na = A()\nr = weakref.ref(a, f)\na = None", "steps", 4},
		{"regex", "import re\nre.match('(a+)+$', 'a' * 60 + 'b')", "steps", 0},
		{"native", "def g():\n    while 1: yield 1\nsum(g())", "steps", 0},
		{"comprehension", "import itertools\n[0 for x in itertools.repeat(1) if 0]", "steps", 0},
		{"string", "'a' * 10**10", "memory", 1},
		{"list", "[0] * 10**10", "memory", 1},
		{"tuple", "(0,) * 10**10", "memory", 1},
		{"bytes", "b'a' * 10**10", "memory", 1},
		{"bytes size", "bytes(10**10)", "memory", 1},
		{"power", "10**10**8", "steps", 1},
		{"shift", "1 << 10**12", "memory", 1},
		{"append", "l = []\nwhile 1: l.append('x' * 1000)", "memory", 0},
		{"dict", "d = {}\ni = 0\nwhile 1:\n    i += 1\n    d[i] = str(i) * 100", "memory", 0},
		{"doubling", "s = 'x'\nwhile 1: s += s", "memory", 0},
		{"doubling list", "s = [1]\nwhile 1: s += s", "memory", 0},
		{"doubling int", "n = 2\nwhile 1: n = n * n", "steps", 0},
		{"join", "','.join(['x' * 1000000] * 1000000)", "memory", 1},
		{"format", "'{:1000000000000}'.format(1)", "memory", 1},
		{"percent", "'%1000000000000d' % 1", "memory", 1},
		{"replace", "('a' * 1000000).replace('a', 'b' * 1000000)", "memory", 1},
		{"frames", "import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()", "RecursionError", 0},
		{"output", "while 1: print('x' * 100)", "output", 0},
		{"deadlock", "import asyncio\nasync def f():\n    await asyncio.Event().wait()\nasyncio.run(f())", "deadlock", 0},
		{"recursion", "def f(): return f()\nf()", "RecursionError", 1},
		{"recursion init", "class A:\n    def __init__(self): A()\nA()", "RecursionError", 2},
		{"recursion getattr", "class A:\n    def __getattr__(self, n): return self.nope\nA().x", "RecursionError", 2},
		{"recursion property", "class A:\n    @property\n    def x(self): return self.x\nA().x", "RecursionError", 3},
		{"recursion repr", "class A:\n    def __repr__(self): return repr(self)\nrepr(A())", "RecursionError", 0},
		{"recursion str", "class A:\n    def __str__(self): return f'{self}'\nstr(A())", "RecursionError", 0},
		{"recursion eq", "class A:\n    def __eq__(self, o): return self == o\nA() == A()", "RecursionError", 0},
		{"recursion hash", "class A:\n    def __hash__(self): return hash(self)\nhash(A())", "RecursionError", 0},
		{"recursion add", "class A:\n    def __add__(self, o): return self + o\nA() + 1", "RecursionError", 0},
		{"recursion iter", "class A:\n    def __iter__(self): return iter(self)\niter(A())", "RecursionError", 0},
		{"recursion next", "class A:\n    def __iter__(self): return self\n    def __next__(self): return next(self)\nnext(A())", "RecursionError", 0},
		{"recursion call", "class A: pass\nA.__call__ = A()\nA()()", "RecursionError", 0},
		{"recursion getitem", "class A:\n    def __getitem__(self, i): return self[i]\nA()[0]", "RecursionError", 0},
		{"recursion len", "class A:\n    def __len__(self): return len(self)\nlen(A())", "RecursionError", 0},
		{"recursion bool", "class A:\n    def __bool__(self): return not self\nnot A()", "RecursionError", 0},
		{"recursion contains", "class A:\n    def __contains__(self, x): return x in self\n1 in A()", "RecursionError", 0},
		{"recursion new", "class A:\n    def __new__(c): return A()\nA()", "RecursionError", 0},
		{"recursion enter", "class A:\n    def __enter__(self):\n        with self: pass\n    def __exit__(self, *a): pass\nwith A(): pass", "RecursionError", 0},
		{"recursion map", "def f(x): return list(map(f, [x]))\nf(1)", "RecursionError", 0},
		{"recursion sort", "def f(x): return sorted([1], key=f)\nf(1)", "RecursionError", 0},
		{"recursion eval", "def f(): eval('f()')\nf()", "RecursionError", 0},
		{"classes far down", "x = int\nfor i in range(10000): x = type('a', (x,), {})", "steps", 0},
		{"a call of many keywords", "def f(**k): return len(k)\nassert eval('f(' + ','.join('a%d=1' % i for i in range(20000)) + ')') == 20000", "", 0},
		{"recursion exec", "s = 'exec(s)'\nexec(s)", "RecursionError", 0},
		{"recursion generator", "def g():\n    yield from g()\nlist(g())", "RecursionError", 2},
		{"recursion generator for", "def g():\n    for x in g(): yield x\nlist(g())", "RecursionError", 2},
		{"recursion next gen", "def g():\n    yield next(g())\nnext(g())", "RecursionError", 2},
		{"recursion await", "import asyncio\nasync def f(): await f()\nasyncio.run(f())", "RecursionError", 0},
		{"recursion import", "import sys\ndef f(): __import__('sys'); f()\nf()", "RecursionError", 0},
		{"recursion lambda", "f = lambda: f()\nf()", "RecursionError", 1},
		{"recursion comprehension", "def f(): return [f() for _ in [1]]\nf()", "RecursionError", 0},
		{"recursion metaclass", "class M(type):\n    def __call__(c): return c()\nclass A(metaclass=M): pass\nA()", "RecursionError", 0},
		{"recursion isinstance", "class M(type):\n    def __instancecheck__(c, o): return isinstance(o, c)\nclass A(metaclass=M): pass\nisinstance(1, A)", "RecursionError", 0},
		{"nested list repr", "l = []\nfor i in range(100000): l = [l]\nrepr(l)", "RecursionError", 0},
		{"nested list eq", "a = []\nb = []\nfor i in range(100000): a, b = [a], [b]\na == b", "RecursionError", 0},
		{"nested tuple hash", "a = ()\nfor i in range(100000): a = (a,)\nhash(a)", "", 0},
		{"nested tuple lt", "a = b = ()\nfor i in range(100000): a, b = (a,), (b,)\na < b", "RecursionError", 0},
		{"nested dict repr", "d = {}\nfor i in range(100000): d = {1: d}\nrepr(d)", "RecursionError", 0},
		{"nested dict eq", "a = {}\nb = {}\nfor i in range(100000): a, b = {1: a}, {1: b}\na == b", "RecursionError", 0},
		{"nested partial", "import functools\nf = print\nfor i in range(100000): f = functools.partial(f)\nf()", "", 0},
		{"nested iter", "import itertools\nit = iter([1])\nfor i in range(100000): it = map(str, it)\nlist(it)", "RecursionError", 0},
		{"nested chain", "import itertools\nit = iter([1])\nfor i in range(100000): it = itertools.chain(it)\nlist(it)", "RecursionError", 0},
		{"nested groups", "e = ValueError()\nfor i in range(100000): e = ExceptionGroup('g', [e])\ne.split(ValueError)", "RecursionError", 0},
		{"nested isinstance", "t = int\nfor i in range(100000): t = (t,)\nisinstance('', t)", "RecursionError", 0},
		{"brackets", "x = " + strings.Repeat("(", 10000) + strings.Repeat(")", 10000), "SyntaxError", 1},
		{"lists", "x = " + strings.Repeat("[", 10000) + strings.Repeat("]", 10000), "SyntaxError", 1},
		{"minus", "x = " + strings.Repeat("-", 10000) + "1", "", 0},
		{"not", "x = " + strings.Repeat("not ", 10000) + "1", "", 0},
		{"plus", "x = 1" + strings.Repeat("+1", 10000), "", 0},
		{"concat", "a = ''\nx = a" + strings.Repeat("+a", 2000), "", 0},
		{"attributes", "x = a" + strings.Repeat(".a", 10000), "", 0},
		{"calls chain", "x = a" + strings.Repeat("()", 10000), "", 0},
		{"subscripts", "x = a" + strings.Repeat("[0]", 10000), "", 0},
		{"ifs", "x = " + strings.Repeat("1 if 1 else ", 10000) + "1", "", 0},
		{"lambdas", "x = " + strings.Repeat("lambda: ", 10000) + "1", "", 0},
		{"elifs", "if 0: pass\n" + strings.Repeat("elif 0: pass\n", 10000), "", 0},
		{"blocks", nest("if 1:", 150), "", 0},
		{"blocks fn", nest("def f():", 150), "", 0},
		{"assigns", strings.Repeat("a = ", 10000) + "1", "", 0},
		{"strings", "x = " + strings.Repeat("'a' ", 10000), "", 0},
		{"fstrings", "x = f'" + strings.Repeat("{1}", 10000) + "'", "", 0},
		{"args", "print(" + strings.Repeat("1,", 10000) + "sep='')", "", 0},
		{"compare", "x = 1" + strings.Repeat(" < 1", 10000), "", 0},
		{"bools", "x = 1" + strings.Repeat(" and 1", 10000), "", 0},
		{"await chain", "async def f(): " + strings.Repeat("await (", 150) + "x" + strings.Repeat(")", 150), "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			m := python.New(python.Options{Stdout: &out, Stderr: &out, Limits: object.Limits{Steps: 10_000_000, Memory: 128 << 20, Output: 64 << 10}})
			start := time.Now()
			err := m.RunMain("main.py", c.src)
			took := time.Since(start)
			if took > 30*time.Second {
				t.Errorf("took %v", took)
			}
			var f *object.Fatal
			got := ""
			if errors.As(err, &f) {
				got = f.Kind
			} else if e := object.AsException(err); e != nil {
				got = e.Class.Name
			} else if err != nil {
				t.Fatalf("neither exception nor limit: %v", err)
			}
			if c.kind != "" && got != c.kind {
				t.Fatalf("got %q (%v), want %q", got, err, c.kind)
			}
			if c.line > 0 {
				p, ok := m.ErrorPosition(err, nil)
				if !ok || p.Line != c.line {
					t.Errorf("position %+v, want line %d", p, c.line)
				}
			}
			m.FormatException(err)
			// The engine goes on.
			out.Reset()
			m = python.New(python.Options{Stdout: &out})
			if err := m.RunMain("main.py", "print(sum(range(10)))"); err != nil || out.String() != "45\n" {
				t.Fatalf("next run: %q, %v", out.String(), err)
			}
		})
	}
}

func nest(line string, n int) string {
	var b strings.Builder
	for i := 0; i < n; i++ {
		b.WriteString(strings.Repeat(" ", i) + line + "\n")
	}
	b.WriteString(strings.Repeat(" ", n) + "pass\n")
	return b.String()
}
