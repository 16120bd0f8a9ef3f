from array import array
import array as A
def t(f, *a):
    try: print(repr(f(*a)))
    except Exception as e: print(type(e).__name__, e)
for c in 'bBhHiIlLqQfdu':
    for v in (1<<70, -(1<<70), 1<<40, -(1<<40), 70000,-70000,300,-1,1.5,'a','ab',None):
        print(c, v if not isinstance(v,int) else hex(v), end=' '); t(array, c, [v])
t(array); t(array, 'x'); t(array,'ii'); t(array,1); t(array,'i',5); t(array,'i','abc'); t(array,'i',b'abc'); t(array,'i',b'abcd'); t(array,'u','abc'); t(array,'i',array('u','abc')); t(array,'u',array('i',[1])); t(array,'d',array('i',[1])); t(array, 'i', [1], 2); t(lambda: array('i',typecode=3))
a=array('i',[1,2,3])
t(lambda: a[5]); t(lambda: a['a']); t(lambda: a[1.5]); 
def s(i,v): a[i]=v
t(s,9,1); t(s,0,'x'); t(s,0,1<<40); t(s,slice(0,1),[1]); t(s,slice(0,3,2),array('i',[1])); t(s,slice(0,1),array('d',[1]))
t(a.pop,9); t(array('i').pop); t(a.remove,99); t(a.index,99); t(a.index,2,2); t(a.index,2,0,5); t(a.append,'x'); t(a.extend,5); t(a.extend,array('d',[1])); t(a.extend,[1,'x']); print(a)
t(lambda: a+[1]); t(lambda: a+array('d')); t(lambda: a*'x'); t(lambda: a*2); t(lambda: 2*a); t(lambda: a==array('d',[1.,2.,3.])); t(lambda:a<[1]); t(lambda: a<array('i',[2])); t(hash,a)
t(a.frombytes,b'abc'); t(a.frombytes,'a'); t(a.fromlist,(1,)); t(a.fromlist,[1,'x']); t(a.fromunicode,'a'); t(a.tounicode); t(a.byteswap); print(a); a.byteswap(); t(a.buffer_info()[1].__repr__); t(a.tobytes); t(a.tolist); t(a.count,1); t(a.insert,0,7); t(a.insert,-100,8); t(a.insert,100,9); t(a.reverse); print(a, a.typecode, a.itemsize, len(a)); t(lambda: a[1:3]); t(lambda: a[::2]); t(lambda: 7 in a); print(A.typecodes, A.ArrayType); 
import copy,pickle
print(copy.copy(a), copy.deepcopy(a), pickle.loads(pickle.dumps(a)), a.__reduce_ex__(2))
del a[0]; print(a); del a[::2]; print(a); a+=array('i',[5]); print(a); a*=2; print(a)
class S(array): pass
x=S('i',[1]); x.q=2; print(x, type(x[:]), x.__dict__, type(x+x), type(copy.copy(x)))
t(lambda: a.__iadd__([1])); t(array('B',[1,2]).byteswap); print(bytes(array('B',[1,2])), bytearray(array('h',[1])), array('b',b'abc'), array('B',bytearray(b'a')), b''.join([array('B',[65])]), memoryview(array('B',[1,2])).tolist())
print(array('d',[1,2.5,float('nan'),float('inf')]), array('f',[0.1]), array('u'), array('u','é\n'), str(array('i')))
t(lambda: array('i',range(3))); t(lambda: array('i',(x for x in 'ab'))); t(lambda: array('f',[1e300])); t(lambda: array('q',[2**63])); t(lambda: array('Q',[2**64])); t(lambda:array('Q',[-1])); 
t(lambda: array('i',{1,2})); t(lambda: array('i',None)); t(lambda: a.fromfile(None,1)); t(lambda: list(reversed(array('i',[1,2])))); t(lambda: sorted(array('i',[2,1]))); t(lambda: sum(array('i',[2,1])));t(lambda: array('i',[True]))
t(lambda: array('i',[1,2,3])[True]); t(lambda: a.typecode.upper()); t(lambda: setattr(a,'typecode','b')); t(lambda: a.foo); t(lambda: array.fromlist); t(lambda:a.clear()); print(array('i',[1])==array('l',[1]), array('i',[1])!=[1], array('i',[1])==[1]); print(array.__name__, array.__module__, array, type(a)); t(lambda: array('i')<5)
for i,x in enumerate(array('d',[1,2])): print(i,x)
match array('i',[1,2]):
    case [1,2]: print('seq')
import collections.abc; print(isinstance(a, collections.abc.MutableSequence))
