# inspect: signatures of built-in functions and named tuples, and what is refused.
import inspect
from collections import namedtuple
from inspect import Parameter, Signature, signature


def f(a, /, b: int = 1, *args: str, c, d=2, **kw) -> float:
    x = outer
    return len(x)


outer = 5


def attempt(g):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__ + ":", e)


for g in (len, print, sorted, isinstance, str.split, "".join, [].append, list.append, dict.get, {}.get, int.bit_length, range, int, dict):
    attempt(lambda: f"{g.__name__}{signature(g)}")
P = namedtuple("P", "x y", defaults=[5])
print(signature(P), inspect.getfullargspec(f))
attempt(lambda: signature(f).bind(a=1, c=2))
attempt(lambda: Parameter("1", Parameter.POSITIONAL_ONLY))
attempt(lambda: Parameter(1, Parameter.KEYWORD_ONLY))
attempt(lambda: Parameter("x", 99))
only, kw = Parameter("a", Parameter.POSITIONAL_ONLY, default=1), Parameter("b", Parameter.KEYWORD_ONLY)
attempt(lambda: Signature([kw, only]))
attempt(lambda: Signature([only, Parameter("c", Parameter.POSITIONAL_OR_KEYWORD)]))
attempt(lambda: Signature([kw, kw]))
attempt(lambda: Signature([only, kw]))
attempt(lambda: inspect.getfullargspec(5))
attempt(lambda: inspect.getcallargs(f, 1, 2, 3, c=4, e=5))
attempt(lambda: inspect.getcallargs(f))
attempt(lambda: sorted(inspect.getcallargs(f, 1, c=2, b=3).items(), key=str))
print(inspect.getclosurevars(f))
g = (v for v in [1])
print(next(g), inspect.getgeneratorlocals(g)["v"], inspect.indentsize("\t a"), inspect.ismethodwrapper("".__add__))
print(inspect.isgetsetdescriptor(type.__dict__["__dict__"]), inspect.ismemberdescriptor(type("S", (), {"__slots__": "a"}).a))
