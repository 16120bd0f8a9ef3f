if a: b
if a: b; c;
if a:
    b
if a:
    b
else:
    c
if a: b
elif c: d
elif e:
    f
else: g
if (a := b): c
if a: b  # comment
while a: b
while a:
    b
    break
else:
    c
for a in b: c
for a, b in c: d
for a, in b: c
for (a, b), [c, *d] in e:
    f
else:
    g
for a.b in c: d
for a[b] in c: d
for a().b in c: d
for a in b, c: d
for a in *b, c: d
for (a) in b: c
async for a in b:
    c
else: d
try: a
finally: b
try:
    a
except:
    b
try:
    a
except b:
    c
except d as e:
    f
except (g, h) as i:
    j
except:
    k
else:
    l
finally:
    m
try: a
except* b: c
except *d as e: f
else: g
finally: h
with a: b
with a as b: c
with a, b: c
with a as b, c as d: e
with a as (b, c): d
with a as [b, *c]: d
with a as b.c, d as e[f]: g
with (a): b
with (a) as b: c
with (a, b): c
with (a, b) as c: d
with (a, b,): c
with (a as b): c
with (a as b, c as d,): e
with (a, b as c): d
with (a), b: c
with (a), (b): c
with (a).b: c
with (a, b)[c]: d
with (yield): a
with (a for b in c): d
with a() as b, c(d): e
async with a: b
async with a as b, c as d: e
async with (a as b, c): d
def f(): pass
def f():
    return
def f(a): pass
def f(a,): pass
def f(a, b=1): pass
def f(a, /): pass
def f(a, /, b): pass
def f(a=1, /, b=2): pass
def f(a, b, /, c, d=1, *e, f, g=2, h, **i): pass
def f(*a): pass
def f(*a,): pass
def f(*, a): pass
def f(*, a=1, b): pass
def f(**a): pass
def f(**a,): pass
def f(a: b, c: d = e, *f: g, h: i = j, **k: l) -> m: pass
def f(*a: *b): pass
def f() -> a: ...
def f() -> (a, b): ...
def f(): yield; return a
def f():
    """doc"""
    def g():
        nonlocal a
        return lambda: a
    return g
async def f(): await a
async def f(a, *, b) -> c:
    async with d as e:
        async for g in h:
            yield [i async for i in j]
@a
def f(): pass
@a.b(c)
@d[e]
@(f := g)
async def h(): pass
@a
class A: pass
class A: pass
class A(): pass
class A(B): pass
class A(B, C, metaclass=D, **e): pass
class A(*b): pass
class A(B,):
    """doc"""
    a = 1
    b: int
    def f(self): pass

    class C:
        pass
