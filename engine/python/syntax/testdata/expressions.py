a or b or c
a and b or c and d
not a
not not a
a if b else c
a if b else c if d else e
lambda: 0
lambda x, y=1, *a, z, w=2, **k: x
lambda a, /, b: (a, b)
lambda *, a: a
lambda *a: a
lambda **k: k
(lambda: (yield))
a < b
a < b <= c == d != e > f >= g
a in b not in c
a is b is not c
a | b ^ c & d
a << b >> c
a + b - c
a * b / c // d % e @ f
-a + +b - ~c
- - -a
a ** b ** c
-a ** -b
(a + b) * c
((((a))))
a.b.c
a[b]
a[b][c]
a[:]
a[b:]
a[:b]
a[b:c]
a[::]
a[b:c:d]
a[::d]
a[b, c]
a[b,]
a[b:c, d, ::e]
a[*b]
a[*b, c:d]
a[b := c]
a[b if c else d : e]
a[...]
a()
a()()
a(b)
a(b,)
a(b, *c, d=e, **f)
a(*b, *c)
a(**b, **c)
a(b=c, *d)
a(b=c, **d, e=f)
a(b for b in c)
a((b for b in c), d)
a(b := c)
a(not b)
a(lambda: b)
a(b)(c)[d].e
a.b(c).d[e](f)
(a := b)
[a := b, c]
(a, b)
(a,)
()
a, b
a,
*a, b
*a,
(*a, *b)
(yield)
(yield a)
(yield a, *b)
(yield from a)
await a
await a.b(c)
-await a ** await b
await a[b]
(await a)
[]
[a]
[a,]
[a, *b]
{a}
{a, *b,}
{}
{a: b}
{a: b, **c, d: e,}
{**a}
{a: b if c else d}
{(a := b): c}
{a: lambda: b}
[a for b in c]
[a for b in c if d if e for f in g]
[a async for b in c]
[a for b, c in d]
[a for b, in c]
[a for (b, *c), d[e], f.g in h]
[a for b in c or d]
{a for b in c}
{a: b for c in d}
{a: b async for c in d if e}
(a for b in c)
((a, b) for c in d)
(a := b for c in d)
[[a for b in c] for d in e]
None, True, False, ...
print
match, case, _, type
