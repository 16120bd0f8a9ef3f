import pickle, copy, datetime, decimal, fractions, uuid, re, collections, operator, functools,random,statistics,types,io,enum
class Color(enum.Enum): RED=1
P=collections.namedtuple('P','a b')
class A:
    def __init__(self): self.x=[1,2,self]
class S:
    __slots__=('a','b')
class L(list): pass
class D(dict):
    pass
class I(int): pass
def f(): pass
class G:
    def __init__(self,v): self.v=v
    def __getstate__(self): return {'v':self.v*2}
    def __setstate__(self,s): self.v=s['v']+1
class E(Exception):
    def __init__(self,a,b): super().__init__(a,b); self.a=a
s=S(); s.a=1
l=L([1,2]); l.z=3
d=D(a=1); d.q=2
vals=[None,True,1,-1,255,256,65535,65536,-70000,2**31,2**40,-2**63,2**100,-2**100,1.5,float('inf'),2j,'a','é\n\\','x'*300,(),(1,),(1,2),(1,2,3),(1,2,3,4),[],[1],[1,2],{},{1:2},{1:2,3:4},{1},set(),frozenset({1}),f,A,len,int,Color.RED,P(1,2),l,d,I(5),s,G(3),E(1,2),ValueError('x'),range(3),slice(1,2),..., NotImplemented,type(None),collections.OrderedDict(a=1),collections.Counter('aab'),collections.defaultdict(list,a=[1]),collections.deque([1,2],3),functools.partial(int,base=2),decimal.Decimal('1.5'),fractions.Fraction(1,3),types.SimpleNamespace(a=1),list[int], [1,2].append, list(range(1100))]
for v in vals:
    for proto in range(6):
        try:
            b=pickle.dumps(v,proto)
        except Exception as e:
            print(proto, 'ERR', type(e), e); continue
        if proto > 2:
            print(proto, len(b), b if len(b)<150 else b[:100])
        w=pickle.loads(b)
        print('   ', w == v or (type(w), getattr(w,'__dict__',None)))
for v in [datetime.date(2020,1,2), datetime.datetime(2020,1,2,3,4,5,6,fold=1), datetime.datetime(2020,1,2,tzinfo=datetime.timezone.utc), datetime.time(1,2,3,fold=1), datetime.timedelta(1), datetime.timezone.utc, datetime.timezone(datetime.timedelta(hours=1),'x'), uuid.UUID(int=5), re.compile('a+', re.I), statistics.NormalDist(1,2),collections.ChainMap({1:2})]:
    for proto in range(6):
        w=pickle.loads(pickle.dumps(v,proto)); print(w==v, repr(w), repr(copy.deepcopy(v)), copy.copy(v)==v)
a=A(); b=pickle.loads(pickle.dumps(a)); print(b.x[2] is b, copy.deepcopy(a).x[:2])
x=[]; x.append((x,)); y=pickle.loads(pickle.dumps(x)); print(y[0][0] is y)
g=pickle.loads(pickle.dumps(G(1))); print(g.v, copy.copy(G(1)).v)
def errs(fn):
    try: fn()
    except Exception as e: print(type(e).__module__, type(e).__name__, e)
def outer():
    def inner(): pass
    class Loc: pass
    return inner, Loc
errs(lambda: pickle.dumps(outer()[0])); errs(lambda: pickle.dumps(outer()[1])); errs(lambda: pickle.dumps(outer()[1]()))
errs(lambda: pickle.dumps(i for i in ())); errs(lambda: copy.deepcopy(i for i in ())); errs(lambda: pickle.loads(b'')); errs(lambda: pickle.loads(b'hello')); errs(lambda: pickle.loads(b'\x80\x04K')); errs(lambda: pickle.loads('a'))
errs(lambda: pickle.dumps(1, 9)); errs(lambda: pickle.loads(pickle.dumps([1,2,3])[:-3])); errs(lambda: pickle.loads(b'\x80\x09.')); errs(lambda: pickle.dumps({}.keys()))
errs(lambda: pickle.loads(b'cnope\nx\n.')); 
f=io.BytesIO(); pickle.dump(1,f); pickle.dump('x',f); f.seek(0); print(pickle.load(f), pickle.load(f)); errs(lambda: pickle.load(f))
class MP(pickle.Pickler):
    def persistent_id(self, obj): return 'me' if obj is s else None
class MU(pickle.Unpickler):
    def persistent_load(self, pid): return s
f=io.BytesIO(); MP(f).dump([s,1]); print(MU(io.BytesIO(f.getvalue())).load()[0] is s); errs(lambda: pickle.loads(f.getvalue()))
