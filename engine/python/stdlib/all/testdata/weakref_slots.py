import weakref
class E(Exception): pass
class D(dict): pass
class L(list): pass
class T(tuple): pass
class I(int): pass
class S(str): pass
class SS(E): pass
import enum, abc
class N(enum.Enum): A=1
class P(abc.ABC): pass
class PP:
    __slots__='a'
class PQ(PP): pass
class PW:
    __slots__=('__weakref__','b')
for c in E,D,L,T,I,S,SS,N,P,PP,PQ,PW: print(c.__name__, sorted(k for k in c.__dict__ if k in ('__dict__','__weakref__','a','b','__slots__')))
a=PQ(); r=weakref.ref(a); print(a.__weakref__ is r, PQ.__weakref__)
b=PW(); print(b.__weakref__); r=weakref.ref(b); print(b.__weakref__ is r)
