import weakref, gc
class C:
    def __init__(s,n='c'): s.n=n
    def m(s): return 'm'+s.n
    def __repr__(s): return 'C(%s)'%s.n
def cb(r): print('callback', r() if callable(r) else r)
o=C(); r=weakref.ref(o,cb); print(r() is o); del o; print(r())
o=C(); r1=weakref.ref(o); r2=weakref.ref(o); print(r1 is r2, weakref.getweakrefcount(o), weakref.getweakrefs(o)==[r1])
r3=weakref.ref(o,cb); print(weakref.getweakrefcount(o), r3.__callback__ is cb, r1.__callback__)
p1=weakref.proxy(o); p2=weakref.proxy(o); print(p1 is p2, p1.n, p1.m(), str(p1))
print(hash(r1)==hash(o), r1==r2, r1!=r3)
p1.zz=3; print(o.zz); del p1.zz; print(hasattr(o,'zz'), bool(p1))
del o; print(r1())
try: p1.n
except ReferenceError as e: print(e)
def f():
    o=C('local'); weakref.finalize(o, print, 'finalized', 1)
f(); print('after f')
def g():
    o=C('x'); r=weakref.ref(o, lambda r: print('gone')); o=None; print('in g', r())
g()
d=weakref.WeakValueDictionary(); a=C('a'); b=C('b'); d['a']=a; d['b']=b; print(sorted(d), len(d), dict(d)); del a; print(sorted(d), len(d), 'a' in d, d.get('a',0))
k=weakref.WeakKeyDictionary(); x=C('x'); y=C('y'); k[x]=1; k[y]=2; print(len(k), k[x]); del x; print(len(k), list(k.values()), list(k.keys()))
d2=d|{'q':b}; print(type(d2).__name__, sorted(d2)); d|={'z':b}; print(sorted(d)); print(sorted({'m':b}|d))
s=weakref.WeakSet(); u=C('u'); v=C('v'); s.add(u); s.add(v); print(len(s), u in s); del u; print(len(s), list(s))
s2=weakref.WeakSet([v,b]); print(len(s|s2), len(s&s2), len(s^s2), len(s2-s), s<s2, s<=s2, s==s2, s.issubset(s2), s2.issuperset(s), s.isdisjoint(s2), s2.union(s)==s2)
s2.difference_update(s); print(list(s2)); s2.update([v]); s2.intersection_update([v]); print(list(s2)); s2.symmetric_difference_update([v,b]); print(list(s2)); print(s2.pop(), len(s2)); s2.clear(); s2.discard(b)
try: s2.remove(b)
except KeyError as e: print('KeyError')
try: s2.pop()
except KeyError as e: print('KeyError', e)
m=weakref.WeakMethod(b.m); print(m()(), m==weakref.WeakMethod(b.m), m()==b.m); del b; del d2; d.clear(); k.clear(); gc.collect(); print(m())
o=C('fin'); fin=weakref.finalize(o, lambda *a, **kw: print('fin', a, kw) or 5, 1, k=2); print(fin.alive, fin.peek()[2:], fin.atexit); print(fin()); print(fin.alive, fin(), fin.peek(), fin.detach())
class D:
    def __del__(s): print('del D')
d=D(); d2=d; del d; print('still'); del d2; print('gone')
def h():
    d=D(); return 1
print(h())
l=[D()]; l.clear(); print('cleared')
l=[D(),D()]; l=None; print('list gone')
x=D(); x=5; print('rebound')
D(); print('temp')
class N: pass
n1=N(); n2=N(); n1.o=n2; n2.o=n1; wr=weakref.ref(n1, lambda r: print('cycle gone')); del n1,n2; gc.collect(); print(wr())
try:
    try: raise ValueError
    except ValueError as e: ee=weakref.ref(D())
finally: print('end', ee())
for i in range(2):
    t=D()
print('loop'); del t
dd={'k':D()}; dd['k']=1; print('dict'); dd={'k':D()}; del dd['k']; print('dict2')
def gen():
    d=D(); yield 1; yield 2
gg=gen(); next(gg); gg.close(); print('closed')
gg=gen(); next(gg); del gg; print('gen gone')
class P:
    def __init__(s): s.child=D()
p=P(); del p; print('parent gone')
print(weakref.ref(P).__call__() is P)
