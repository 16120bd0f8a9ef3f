# Calls that tests of other Python implementations make, and what goes wrong in them.
import contextvars


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)).split(" at 0x")[0])
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])


def cell(*x):
    if x:
        x = x[0]
    else:
        del x
    return (lambda: x).__closure__[0]


a, b = cell(1), cell(2)
for f in (lambda: a < b, lambda: a == cell(1), lambda: a != b, lambda: cell() < a, lambda: cell() == cell(), lambda: a == 1, lambda: a < cell("a")):
    attempt(f)


class Bytes:
    def __bytes__(self):
        return b"\x01\x02"


class Odd:
    def __bytes__(self):
        return "x"


attempt(int.from_bytes, Bytes(), "big")
attempt(int.from_bytes, Odd(), "big")
attempt(int.from_bytes, [255, 1], "big")
attempt(int.from_bytes, "ab", "big")
attempt(int.from_bytes, b"a", "x")
print(0 / -5, 0 / -(10**400), -0 / 10**400, 10**400 / 10**399)


class NoException(Exception):
    def __new__(cls, *args):
        return 1


def generator():
    yield 1


def fails():
    raise NoException


attempt(fails)
g = generator()
next(g)
attempt(g.throw, NoException)

c = contextvars.ContextVar("c", default=3)
x = contextvars.copy_context()
y = x.copy()
print(x == y, x != y, x is y, len(x), x == 1)
y.run(c.set, 5)
print(x == y, y == y, len(y), c in y, y[c], list(y.values()) == [5])
for f in (lambda: contextvars.Context(1), contextvars.ContextVar, lambda: contextvars.ContextVar(1), lambda: contextvars.ContextVar("a", 2), lambda: x["a"], lambda: 1 in x,
          lambda: x.get(1), lambda: hash(x), lambda: c.reset(1), lambda: x < y):
    attempt(f)
token = c.set(1)
print(repr(token).split(" at ")[0], token.old_value, token.var is c)
c.reset(token)
print(repr(token).split(" at ")[0])
attempt(c.reset, token)
holder = []
recursive = contextvars.ContextVar("a", default=holder)
holder.append(recursive)
print(repr(recursive).split(" at ")[0])
