from collections import namedtuple
Node = namedtuple('Node', 'val left right')
print(Node.__new__.__defaults__, Node.__new__.__name__, Node.__new__.__qualname__, Node.__new__.__doc__)
try: Node()
except TypeError as e: print(e)
Node.__new__.__defaults__ = (None,) * len(Node._fields)
print(Node(), Node(1), Node(right=2), Node._field_defaults, Node.__new__.__defaults__)
Node.__new__.__defaults__ = (5, 6)
print(Node(1))
try: Node()
except TypeError as e: print(e)
try: Node(1,2,3,4)
except TypeError as e: print(e)
Node.__new__.__defaults__ = None
try: Node(1)
except TypeError as e: print(e)
try: Node.__new__.__defaults__ = [1]
except TypeError as e: print(e)
P = namedtuple('P', 'x y', defaults=[0])
print(P.__new__.__defaults__, P(3), P.__new__(P, 1))
class Q(P):
    def __new__(cls, a): return super().__new__(cls, a, a * 2)
print(Q(4), repr(P.__new__)[:25])
import inspect
print(inspect.signature(P), inspect.signature(tuple.index))
class M(type):
    def __call__(cls, one, *two): return 1
class C(metaclass=M): pass
print(inspect.signature(C))
