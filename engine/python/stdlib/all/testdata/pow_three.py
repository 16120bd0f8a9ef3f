class A:
    def __pow__(self, o, m=None): return NotImplemented
class B:
    def __init__(self, n): self.n = n
    def __pow__(self, o, m=None): return ("B" + self.n, type(o).__name__, type(m).__name__)
class C(B): pass
class D(int):
    def __pow__(self, o, m=None): return "D", o, m
class N:
    __pow__ = None
for args in (A(),2,3),(2,A(),3),(2,3,A()),(B("x"),1,2),(2,B("y"),3),(2,3,B("z")),(A(),B("q"),1),(A(),2,B("r")),(B("a"),C("b"),1),(D(2),3,4),(2,D(3),4),(2,3,D(4)),(2,D(3)),(2.0,3,4),(2j,3,4),("a",1,2),(N(),1,2),(2,3,None),(2,A(),None):
    try: print(pow(*args))
    except Exception as e: print(type(e).__name__, str(e)[:80])
import operator
try: print(operator.pow(A(), 2))
except Exception as e: print(type(e).__name__, str(e)[:80])
