// Programs that want too much, for every browser: what ends each of them, the kind of stop or the class of the exception. The engine's native tests
// (engine/python/limits_test.go) have many more; these are those that a browser could break on: its stack is small, its memory bounded, its worker must answer.

const deep = (open, close) => `x = ${open.repeat(10_000)}1${close.repeat(10_000)}`;

export const limits = [
  ["a loop without end", "while True: pass", "steps"],
  ["a loop that catches everything", "def f():\n    while 1:\n        try:\n            while 1: pass\n        except BaseException:\n            pass\nf()", "steps"],
  ["a text of ten thousand million letters", '"a" * 10**10', "memory"],
  ["a power without end", "10**10**8", "steps"],
  ["a list of a thousand million", "[0]*10**9", "memory"],
  ["a list that doubles", "x = [0]\nwhile True: x = x + x", "memory"],
  ["a text that doubles", "s = 'x'\nwhile True: s += s", "memory"],
  ["output without end", "while True: print('x' * 1000)", "output"],
  ["ten thousand brackets", deep("(", ")"), "SyntaxError"],
  ["ten thousand lists", deep("[", "]"), "SyntaxError"],
  ["a regular expression that goes back for ever", "import re\nre.match('(a+)+$', 'a' * 60 + 'b')", "steps"],
  ["a __repr__ that calls itself", "class R:\n    def __repr__(self): return repr([self])\nrepr(R())", "RecursionError"],
  ["a generator that is never closed", "def g():\n    try: yield\n    finally:\n        while 1: pass\nx = g()\nnext(x)", "steps"],
  ["a __del__ that never ends", "class A:\n    def __del__(self):\n        while 1: pass\na = A()\ndel a", "steps"],
  ["a function that calls itself", "def f(n): return f(n + 1)\nf(0)", "RecursionError"],
  ["__eq__ in a look-up", "class K:\n    def __hash__(self): return 1\n    def __eq__(self, other): return {K(): 1, self: 2} == 3\n{K(): 1, K(): 2}", "RecursionError"],
  ["a nested list's repr", "x = []\nfor _ in range(100000): x = [x]\nrepr(x)", "RecursionError"],
  ["a sort key that sorts", "def key(n): return sorted([n], key=key)\nsorted([1], key=key)", "RecursionError"],
  ["__getattr__ that gets", "class G:\n    def __getattr__(self, name): return getattr(self, name)\nG().x", "RecursionError"],
  ["comparing nested lists", "a = []\nb = []\nfor _ in range(100000):\n    a = [a]\n    b = [b]\na == b", "RecursionError"],
  ["a task that waits for ever", "import asyncio\nasync def f():\n    await asyncio.Event().wait()\nasyncio.run(f())", "deadlock"],
  ["SQL without end", "from django.db import connection\nwith connection.cursor() as c:\n    c.execute('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n')", "steps"],
];
