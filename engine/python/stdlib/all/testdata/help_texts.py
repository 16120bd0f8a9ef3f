import inspect
from pydoc import describe, getdoc, plain, plaintext, render_doc, splitdoc


class A:
    """Doc of A.

    More."""
    x = 1
    __slots__ = ("a",)
    def f(self, y=2, *args, k: int = 3, **kw) -> str:
        """f doc
        indented"""
    @classmethod
    def c(cls): "cm"
    @staticmethod
    def s(a, b=[1]): pass
    @property
    def p(self): "prop doc"
    @property
    def q(self): ""
    @q.setter
    def q(self, v): pass
    async def co(self): pass
    lam = lambda self, z: z
class B(A):
    "B"
    def f(self): pass
    def __init__(self, v): self.v = v
    def __repr__(self): return "B"
    other = f
help(A); help(B); help(B(1).f); help(B.c); help(A.p); help(B(1)); help("nothing.here")
import dataclasses
@dataclasses.dataclass
class D:
    a: int
    b: str = "x"
help(D)
class E(Exception):
    def __str__(self): return ""
    def __eq__(self, other): "mine"
print(*[line for line in plain(render_doc(E)).splitlines() if "__" in line or "Return" in line or "mine" in line][:6], sep="\n")
# a comment
# about g
def g(): pass
help(g)
h = lambda a: a
help(h)
class Tall:
    path = r"C:\dir"
    long = "x" * 200
    items = [["nested"] * 3] * 30
help(Tall)
class Slotted:
    __slots__ = {"a": "the first", "b": "the second"}
help(Slotted)
print(help, type(help).__name__)
for thing in len, [].append, str, "math.sqrt":
    text = render_doc(thing, "Help on %s:", renderer=plaintext)
    print(text.split("\n")[0], "docs.python.org" in text or "Return" in text or "Append" in text)
print(render_doc(3).split("\n")[0], describe(g), describe(D), describe(D.__eq__), describe(3), describe(inspect), describe(len))
print(splitdoc("one\n\ntwo"), splitdoc("one\ntwo"), splitdoc("one"))
print(repr(getdoc(g)), repr(inspect.getcomments(g)), inspect.getdoc(B.f), inspect.getdoc(B(1).f), inspect.getdoc(B), inspect.getdoc(A.p))
print(inspect.getclasstree([A, B, D]))
print([tuple(a)[:2] for a in inspect.classify_class_attrs(A) if not a.name.startswith("__")])
print(ascii(render_doc(g)))
