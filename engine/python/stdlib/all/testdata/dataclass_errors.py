from dataclasses import dataclass, field
import sys, traceback
@dataclass(frozen=True)
class P:
    x: int
    def __post_init__(self):
        if self.x < 0: raise ValueError("neg")
@dataclass(order=True)
class Q:
    x: int
    y: object = None
def t(f):
    try: f()
    except Exception: print(*traceback.format_exc().replace(__file__, "main.py").splitlines()[5:], sep="\n")
t(lambda: P(-1))
def s(): P(1).x = 3
t(s)
def d(): del P(1).x
t(d)
t(lambda: Q(1,{})<Q(1,{}))
t(lambda: hash(Q(1)))
t(lambda: Q(1)<3)
@dataclass(unsafe_hash=True)
class R:
    x: list
t(lambda: hash(R([])))
t(lambda: R())
t(lambda: R(1,2))
t(lambda: R(y=2))
