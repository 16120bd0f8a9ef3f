import uuid
from uuid import *
def t(s):
    try: print(s, '=>', repr(eval(s)))
    except Exception as e: print(s, '=>', type(e).__name__, e)
u = UUID('12345678-1234-5678-1234-567812345678')
v = UUID('{87654321432156788765432187654321}')
for s in '''u
str(u)
v
u.hex
u.int
u.bytes
u.bytes_le
u.fields
u.time_low, u.time_mid, u.time_hi_version, u.clock_seq_hi_variant, u.clock_seq_low, u.node, u.time, u.clock_seq
u.urn
u.variant
u.version
UUID('urn:uuid:12345678-1234-5678-1234-567812345678')
UUID(hex='12345678123456781234567812345678')
UUID(bytes=b'\\x12\\x34\\x56\\x78'*4)
UUID(bytes_le=b'\\x78\\x56\\x34\\x12\\x34\\x12\\x78\\x56' + b'\\x12\\x34\\x56\\x78'*2)
UUID(fields=(0x12345678, 0x1234, 0x5678, 0x12, 0x34, 0x567812345678))
UUID(int=0x12345678123456781234567812345678)
UUID(int=1, version=4)
UUID('12345678-1234-5678-1234-567812345678', version=3)
UUID(int=0)
UUID(int=2**128)
UUID(int=-1)
UUID('x')
UUID('g'*32)
UUID('')
UUID()
UUID('a', 'b')
UUID(5)
UUID(None)
UUID(bytes=b'123')
UUID(bytes='1234567890123456')
UUID(bytes_le=b'1')
UUID(fields=(1,2))
UUID(fields=(2**33,0,0,0,0,0))
UUID(fields=(0,2**16,0,0,0,0))
UUID(fields=(0,0,2**16,0,0,0))
UUID(fields=(0,0,0,256,0,0))
UUID(fields=(0,0,0,0,256,0))
UUID(fields=(0,0,0,0,0,2**48))
UUID(int='5')
UUID(int=5.0)
UUID(int=1, version=0)
UUID(int=1, version=6)
UUID(int=1, version='a')
UUID(foo=1)
UUID('12345678-1234-5678-1234-567812345678', foo=1)
u == v, u != v, u < v, u <= v, u > v, u >= v
u == 5, u == str(u), u != None
u < 5
hash(u) == hash(u.int)
int(u)
u.foo
UUID.foo
{u: 1}[UUID(str(u))]
sorted([v, u])
NAMESPACE_DNS, NAMESPACE_URL, NAMESPACE_OID, NAMESPACE_X500
uuid3(NAMESPACE_DNS, 'python.org')
uuid5(NAMESPACE_DNS, 'python.org')
uuid5(NAMESPACE_URL, 'é')
uuid5(NAMESPACE_URL, b'x')
uuid3(NAMESPACE_URL, 5)
uuid5('x', 'y')
uuid4().version, uuid4().variant, type(uuid4()), uuid4() == uuid4()
uuid1().version, uuid1().variant
uuid1(node=5, clock_seq=7).node, uuid1(5, 7).clock_seq
RESERVED_NCS, RFC_4122, RESERVED_MICROSOFT, RESERVED_FUTURE
UUID('12345678-1234-5678-c234-567812345678').variant, UUID('12345678-1234-5678-f234-567812345678').variant, UUID('12345678-1234-5678-f234-567812345678').version
repr(u), f'{u}', '%s' % u, f'{u!s:>40}'
f'{u:>40}'
len(str(u))
UUID.__module__, UUID.__qualname__, UUID.__slots__
isinstance(u, object)
bool(u)
u + 1
u[0]
type(u).__mro__
getnode().__class__
UUID('٣'*32)
UUID('0x345678123456781234567812345678')
UUID('-2345678123456781234567812345678')
UUID('1_345678123456781234567812345678')
UUID('  345678123456781234567812345678')
UUID('ABCDEFAB-1234-5678-1234-567812345678')
UUID(b'12345678123456781234567812345678')
UUID(int=True)
UUID(hex=5)
sorted(n for n in dir(UUID) if not n.startswith('__'))'''.split('\n'): t(s)
def f(): u.int = 5
try: f()
except Exception as e: print(type(e).__name__, e)
def f(): u.foo = 5
try: f()
except Exception as e: print(type(e).__name__, e)
class MyU(UUID):
    def short(self): return self.hex[:4]
m = MyU(str(u))
print(m, repr(m), m.short(), m == u, hash(m) == hash(u))
s = uuid.SafeUUID
print(s.safe, repr(s.unknown), u.is_safe is s.unknown, UUID(str(u), is_safe=s.safe).is_safe)
