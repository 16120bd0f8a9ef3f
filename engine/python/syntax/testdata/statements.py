a = 1
a = b = c
a, b = c
a, = b
(a, b), c = d
[a, *b] = c
*a, b = c
(a) = b
((a)) = b
() = []
[] = ()
a.b = a[c] = d
a[b:c].d = e
a().b = c
(a, b)[c] = d
a = *b, c
a = b,
a = yield
a = yield b
a = yield from b
a = lambda: b
a = (b := c)
a += 1
a -= b; a *= b; a /= b; a //= b; a %= b; a **= b; a >>= b; a <<= b; a &= b; a ^= b; a |= b; a @= b
a.b += c
a[b] += c
(a) += b
a += yield
a += b, c
a: b
a: b = c
a: b = c, d
a: b = yield
a: b = *c, d
(a): b
(a): b = c
((a)): b
a.b: c
a[b]: c = d
a: lambda: b
del a
del a,
del a, b
del (a, b), [c, d]
del (a)
del ()
del a.b, a[c], a[d:e]
del (a.b)
pass
pass; pass;
assert a
assert a, b
raise
raise a
raise a from b
return
return a
return a, b
return *a, b
return (yield)
break; continue
global a
global a, b
nonlocal a
nonlocal a, b
import a
import a.b.c
import a as b
import a.b as c, d
import a . b
from a import b
from a import b as c, d
from a import (b)
from a import (b, c as d,)
from a import *
from a.b.c import d
from . import a
from .a import b
from ... import a
from .... a.b import c
yield
yield a
yield a, b
yield from a
await a
match = 1
match(a)
match[a] = b
match.case
case = match
_ = a
print(a)
a; b; c
a ;
