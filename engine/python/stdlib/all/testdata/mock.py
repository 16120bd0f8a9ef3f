from unittest import mock
from unittest.mock import *
m=Mock(); m.a.b(1, x=2); m.c()
print(m.mock_calls, m.method_calls, m.a.b.call_args, m.a.b.call_args_list, call(1,x=2), call.a.b(1), call)
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
t(lambda: m.c.assert_called_with(1)); t(lambda: m.d.assert_called_with(1)); t(lambda: m.c.assert_not_called()); t(lambda: m.d.assert_called()); t(lambda: m.d.assert_called_once())
m.c(); t(lambda: m.c.assert_called_once()); t(lambda: m.c.assert_called_once_with()); t(lambda: m.c.assert_any_call(3)); t(lambda: m.assert_has_calls([call.z()])); t(lambda: m.assert_foo())
t(lambda: Mock(spec=["a"]).b); t(lambda: Mock(spec=int).foo); t(lambda: Mock(side_effect=ValueError("x"))()); s=Mock(side_effect=[1,2]); print(s(), s()); t(s)
print(Mock(return_value=3)(), MagicMock().__len__(), len(MagicMock()), int(MagicMock()), list(MagicMock()), ANY, sentinel.x, DEFAULT)
t(lambda: patch("os").start())
m=Mock(); m.x=3; m.configure_mock(**{"y.return_value":5}); print(m.x, m.y(), m.call_count, m.called, m.y.called)
m.reset_mock(); print(m.y.called)
t(lambda: Mock().foo.assert_called_with())
f=create_autospec(lambda a,b: None); t(lambda: f(1)); f(1,2)
t(lambda: f.assert_called_with(1,3))
import re
def clean(x): return re.sub(r"id='\d+'|0x[0-9a-f]+", "ID", repr(x))
print(clean(Mock(name="n")), clean(MagicMock(spec=int)), clean(Mock()), clean(Mock().a.b), clean(Mock()()), clean(Mock().a()), clean(NonCallableMock()), clean(AsyncMock()), clean(Mock(name="n").a), clean(f), clean(Mock(spec=int())), clean(Mock(name="x")().y()[0]) if 0 else "", clean(MagicMock()[0]), clean(MagicMock().a["k"]))
class A:
    x = 1
    def meth(self, a, b=2): return a
    @classmethod
    def cm(cls): return 1
    async def am(self): return 5
with patch.object(A, "meth") as pm:
    A().meth(3); print(pm.call_args, pm.mock_calls)
    pm.assert_called_once_with(3)
with patch.object(A, "x", 10): print(A.x)
print(A.x)
d={"a":1}
with patch.dict(d, {"b":2}, clear=True): print(d)
print(d)
with patch.dict(d, c=3): print(d)
@patch.object(A, "x", new=5)
def test(): print(A.x)
test()
@patch.object(A, "meth")
@patch.object(A, "cm")
def test2(cm, meth): print(A().meth is meth, A.cm is cm)
test2()
with patch.multiple(A, x=7, meth=DEFAULT) as p: print(A.x, p)if 0 else print(A.x, list(p))
with patch.object(A, "am") as am:
    print(type(am).__name__)
    import asyncio
    am.return_value = 8
    print(asyncio.run(A().am())); am.assert_awaited_once(); print(am.await_count, am.await_args)
    t(lambda: am.assert_not_awaited()); t(lambda: am.assert_awaited_with(1)); t(lambda: am.assert_awaited_once_with()); t(lambda: am.assert_any_await(2)); t(lambda: am.assert_has_awaits([call(2)]))
m=MagicMock(); m.__getitem__.return_value=4; print(m[3], m.__getitem__.call_args); m.__str__.return_value="S"; print(str(m), m.mock_calls)
with m as c: pass
print(m.__enter__.called, c is m.__enter__.return_value)
print(m < 3 if 0 else "", m == m, m != 3, bool(m), hash(m)==hash(m), 3 in m)
t(lambda: m < 3)
m=Mock(); t(lambda: len(m)); t(lambda: m[0]); m.__len__=Mock(return_value=3); print(len(m)); m.__len__ = lambda self: 5; print(len(m))
p=PropertyMock(return_value=9)
with patch.object(A,"x",new_callable=PropertyMock) as px:
    px.return_value=3; print(A().x); A().x=5; print(px.mock_calls)
m=Mock(wraps=A()); print(m.meth(4), m.meth.call_args)
m=Mock(side_effect=lambda *a: DEFAULT, return_value=6); print(m(1))
m=Mock(side_effect=KeyError); t(m)
m=Mock(side_effect=[ValueError("v"),2]); t(m); print(m())
print(call(1)==call(1), call(1)==(( 1,),{}), call.foo(1) == ("foo",(1,),{}), call.a.b(c=1).call_list(), call(1).args, call(1,k=2).kwargs, call("a").foo(3))
m=Mock(); m.one(); m.two(3); m.assert_has_calls([call.one(), call.two(3)]); m.assert_has_calls([call.two(3), call.one()], any_order=True); t(lambda: m.assert_has_calls([call.two(3), call.one()]))
m=Mock(spec=A); t(lambda: m.nope); m.meth(1); m.meth(); print(isinstance(m, A), m.__class__); m2=Mock(spec_set=A); t(lambda: setattr(m2,"zz",1))
m=create_autospec(A); t(lambda: m.meth()); t(lambda: m().meth()); m().meth(1); m().meth.assert_called_with(1); t(lambda: m().meth(1,2,3)); print(isinstance(m(), A))
m=Mock(); del m.foo; t(lambda: m.foo); t(lambda: hasattr(m,"foo"))
mo=mock_open(read_data="a\nb"); h=mo("f"); print(h.read(), mo.call_args); 
with patch("builtins.open", mo):
    with open("x") as fh: print(fh.readlines())
m=Mock(); m.attach_mock(Mock(), "kid"); m.kid(1); print(m.mock_calls)
am=AsyncMock(side_effect=[1,ValueError("e")]); print(asyncio.run(am())); t(lambda: asyncio.run(am())); print(am.await_count, am.call_count)
am=AsyncMock(); print(asyncio.iscoroutinefunction(am), asyncio.run(am.foo(1)) is am.foo.return_value, am.mock_calls)
async def ctx():
    mm=MagicMock(); 
    async with mm as v: pass
    mm.__aiter__.return_value=[1,2]
    print([x async for x in mm])
asyncio.run(ctx())
m=Mock(); m(1); m(2); print(m.call_args_list, m.call_args_list == [call(1), call(2)], m.call_args[0], m.call_args.args); m.assert_any_call(1)
t(lambda: m.assert_called_once_with(1))
m.method.return_value.other.return_value=3; print(m.method().other(), m.mock_calls)
print(sentinel.a is sentinel.a, sentinel.a == sentinel.b, ANY == 3, [1, ANY] == [1, object()])
t(lambda: Mock(unsafe=True).assert_foo.called); seal(m); t(lambda: m.newattr)
print(mock.call.foo.bar, repr(mock.call().foo), call(1, [2], k="v"))
t(lambda: m.assert_called_with(1, 2, a=3))
