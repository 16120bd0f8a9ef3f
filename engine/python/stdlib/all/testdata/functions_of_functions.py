# functools: what makes functions of functions.
import functools
from functools import cache, cached_property, cmp_to_key, lru_cache, partial, partialmethod, reduce, singledispatch, singledispatchmethod, total_ordering, wraps


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(max, [], 7), reduce(str.__add__, "abc", "x"), reduce(None, [5]))
print(attempt(reduce, max, []), attempt(reduce, max, 5), attempt(reduce, max), attempt(reduce, lambda a, b: 1 / 0, [1, 2]), attempt(reduce, lambda a: a, [1, 2]), sep="\n")


# Partials.
def f(a, b=2, *args, c=3, **kw):
    return a, b, args, c, kw


g = partial(f, 1, c=4)
h = partial(g, 5, d=6)
print(g(), g(9, 8, c=7), h(0), h.func is f, h.args, h.keywords)
print(repr(partial(print, 1, sep="")), attempt(partial), attempt(partial, 5), attempt(g, a=1), sep="\n")
g.note = "x"
print(g.__dict__, g.__reduce__()[0] is partial, partial(int, base=2)("101"))


class Cell:
    def __init__(self):
        self.alive = False

    def set_state(self, state, *, loud=False):
        self.alive = state
        return ("!" if loud else ".", state)

    set_alive = partialmethod(set_state, True, loud=True)
    set_dead = partialmethod(set_state, False)


cell = Cell()
print(cell.set_alive(), cell.alive, cell.set_dead(loud=True), cell.alive)


# Caches.
@lru_cache(maxsize=2)
def square(n):
    print("square", n)
    return n * n


print([square(n) for n in (1, 2, 1, 3, 2, 1)], square.cache_info(), square.cache_parameters(), square.__wrapped__(4), attempt(square, []), sep="\n")
square.cache_clear()
print(square.cache_info(), square(1), square(1.0), square.cache_info())


@lru_cache(maxsize=None, typed=True)
def kinds(x, *, y=0):
    return type(x).__name__, y


print(kinds(1), kinds(1.0), kinds(1), kinds(1, y=0), kinds.cache_info(), kinds.cache_parameters())


@lru_cache
def plain(x):
    if x < 0:
        raise ValueError(x)
    return x


@lru_cache(0)
def none(x):
    return x


print(plain(1), attempt(plain, -1), attempt(plain, -1), plain.cache_info(), none(1), none(1), none.cache_info(), attempt(lru_cache, "x"), plain.__name__, lru_cache(-5)(f).cache_info())


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info().misses, fib.cache_info().currsize)


class Data:
    @cached_property
    def slow(self):
        "Made once."
        print("made")
        return [1]

    @cache
    def method(self, x):
        return x, id(self) == id(self)


d = Data()
print(d.slow, d.slow is d.slow, d.__dict__, Data.slow.__doc__, d.method(1))
del d.slow
print(d.slow)
d.slow = 5
print(d.slow)


class Slotted:
    __slots__ = ()
    x = cached_property(lambda self: 1)


print(attempt(lambda: Slotted().x))
p = cached_property(len)
print(attempt(p.__get__, d))


# Keys and orders.
words = ["bb", "a", "ccc", "B"]
key = cmp_to_key(lambda a, b: len(a) - len(b))
print(sorted(words, key=key), max(words, key=key), key("a") < key("bb"), key("a") == key("b"), key("a").obj, attempt(lambda: key("a") < 1), attempt(hash, key("a")), attempt(cmp_to_key))


@total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n if isinstance(other, Version) else NotImplemented

    def __lt__(self, other):
        return self.n < other.n if isinstance(other, Version) else NotImplemented


a, b = Version(1), Version(2)
print(a < b, a <= b, a > b, a >= b, a != b, a <= a, attempt(lambda: a <= 1), attempt(total_ordering, type("T", (), {})))


# Dispatch by type.
@singledispatch
def show(x):
    return "object"


@show.register
def _(x: int):
    return "int"


@show.register(list)
def show_list(x):
    return "list"


@show.register
def _(x: str | bytes):
    return "text"


show.register(type(None), lambda x: "none")
print([show(x) for x in (1, True, [1], (), "a", b"", None, 2.5)], show.dispatch(bool)(1), sorted(c.__name__ for c in show.registry), show_list([]), attempt(show), attempt(show.register, 5), attempt(show.register, lambda x: x)[:49], sep="\n")


class Shower:
    @singledispatchmethod
    def show(self, x):
        return "object"

    @show.register
    def _(self, x: int):
        return "int"

    @show.register(str)
    @classmethod
    def _(cls, x):
        return cls.__name__


print(Shower().show(1), Shower().show("a"), Shower().show(None), attempt(singledispatchmethod, 5))


# Wrappers.
def outer(fn):
    @wraps(fn)
    def inner(*args):
        "inner's"
        return fn(*args)

    return inner


@outer
def documented(x: int) -> str:
    "documented's"


print(documented.__name__, documented.__doc__, documented.__annotations__, documented.__wrapped__.__name__, documented.__qualname__)
print(functools.WRAPPER_ASSIGNMENTS, functools.WRAPPER_UPDATES, functools.update_wrapper(lambda: 1, len, assigned=("__name__",)).__name__)
