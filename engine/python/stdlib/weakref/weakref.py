import itertools
from collections.abc import Mapping, MutableMapping, MutableSet

from _weakref import handle as _handle, sweep as _sweep

__all__ = [
    "ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType", "CallableProxyType",
    "ProxyTypes", "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize",
]

_without = (int, float, complex, str, bytes, bytearray, tuple, list, dict, type(None), range, slice, bool, type(NotImplemented), type(...))


def _check(obj):
    cls = type(obj)
    if cls not in _without:
        if not cls.__flags__ & _HEAP or hasattr(cls, "__weakref__"):
            return
        # A class of the program with __slots__: it is as its native base is.
        base = next(c for c in cls.__mro__ if not c.__flags__ & _HEAP)
        if base is not object and base not in _without:
            return
    raise TypeError(f"cannot create weak reference to '{cls.__name__}' object")


_HEAP = 1 << 9

# Handles on the references and proxies to each object of a class made by the program, by its id.
_known = {}
_prune_at = 64


def _remember(obj, reference):
    global _prune_at
    if not type(obj).__flags__ & _HEAP:
        return  # id() would keep it
    _known.setdefault(id(obj), []).append(_handle(reference, None))
    if len(_known) > _prune_at:
        for key, handles in list(_known.items()):
            if all(h() is None for h in handles):
                del _known[key]
        _prune_at = 2 * len(_known) + 64


def _reuse(obj, kind):
    """The reference of this very class to obj without a callback, if there is one already."""
    if not type(obj).__flags__ & _HEAP:
        return
    for h in _known.get(id(obj), ()):
        r = h()
        if type(r) is kind and object.__getattribute__(r, "_callback") is None:
            return r


class ref:
    __slots__ = ("_get", "_callback", "_hash", "__weakref__")
    _listed = True  # by getweakrefs(); those of the collections below are too many for that

    def __new__(cls, obj, callback=None, /, *args, **kwargs):
        if kwargs and cls is ref:
            raise TypeError("ref() takes no keyword arguments")
        _check(obj)
        if callback is None and cls is ref and (self := _reuse(obj, ref)) is not None:
            return self
        self = super().__new__(cls)
        self._callback = callback
        self._hash = None
        self._get = _handle(obj, None if callback is None else self._died)
        if cls._listed:
            _remember(obj, self)
        return self

    def __init__(self, obj, callback=None, /):
        pass

    @property
    def __callback__(self):
        return self._callback

    def _died(self):
        callback, self._callback = self._callback, None
        if callback is not None:
            callback(self)

    def __call__(self):
        return self._get()

    def __eq__(self, other):
        if not isinstance(other, ref):
            return NotImplemented
        a, b = self._get(), other._get()
        if a is None or b is None:
            return self is other
        return a == b

    def __hash__(self):
        if self._hash is None:
            obj = self._get()
            if obj is None:
                raise TypeError("weak object has gone away")
            self._hash = hash(obj)
        return self._hash

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        obj = self._get()
        if obj is None:
            return f"<weakref at {id(self):#x}; dead>"
        name = getattr(obj, "__name__", None)
        name = f" ({name})" if isinstance(name, str) else ""
        return f"<weakref at {id(self):#x}; to '{type(obj).__name__}' at {id(obj):#x}{name}>"

    def __class_getitem__(cls, item):
        import types

        return types.GenericAlias(cls, item)


ref.__name__ = ref.__qualname__ = "ReferenceType"
ReferenceType = ref


class WeakMethod(ref):
    __slots__ = ("_func", "_kind")

    def __new__(cls, meth, callback=None):
        try:
            obj, func = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None
        self = super().__new__(cls, obj, callback)
        self._func = ref(func)
        self._kind = type(meth)
        return self

    def __call__(self):
        obj, func = self._get(), self._func()
        if obj is None or func is None:
            return None
        return self._kind(func, obj)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if self._get() is None or other._get() is None:
            return self is other
        return self._get() is other._get() and self._func == other._func

    __hash__ = ref.__hash__


class ProxyType:
    __slots__ = ("_proxied", "_callback", "__weakref__")
    __hash__ = None

    def __new__(cls, obj, callback=None):
        if callback is None and (self := _reuse(obj, cls)) is not None:
            return self
        self = object.__new__(cls)
        object.__setattr__(self, "_callback", callback)
        object.__setattr__(self, "_proxied", _handle(obj, None if callback is None else lambda: callback(self)))
        _remember(obj, self)
        return self

    def __getattribute__(self, name):
        return getattr(_target(self), name)

    def __setattr__(self, name, value):
        setattr(_target(self), name, value)

    def __delattr__(self, name):
        delattr(_target(self), name)


ProxyType.__name__ = ProxyType.__qualname__ = "ProxyType"


class CallableProxyType(ProxyType):
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return _target(self)(*args, **kwargs)


ProxyTypes = (ProxyType, CallableProxyType)


def _target(obj):
    if type(obj) not in ProxyTypes:
        return obj
    target = object.__getattribute__(obj, "_proxied")()
    if target is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return target


def _forward():
    import operator

    def method(name, function):
        def forward(self, *args):
            return function(_target(self), *map(_target, args))

        forward.__name__ = name
        setattr(ProxyType, name, forward)

    for name in "lt le eq ne gt ge contains getitem setitem delitem neg pos invert abs index".split():
        method(f"__{name}__", getattr(operator, f"__{name}__"))
    for name in "add sub mul matmul truediv floordiv mod pow lshift rshift and or xor".split():
        function = getattr(operator, f"__{name}__")
        method(f"__{name}__", function)
        method(f"__r{name}__", lambda a, b, function=function: function(b, a))
        method(f"__i{name}__", getattr(operator, f"__i{name}__"))
    for name, function in dict(
        str=str, bytes=bytes, len=len, bool=bool, int=int, float=float, complex=complex, iter=iter, next=next, reversed=reversed, divmod=divmod,
    ).items():
        method(f"__{name}__", function)

    def __repr__(self):
        obj = object.__getattribute__(self, "_proxied")()
        if obj is None:
            return f"<weakproxy at {id(self):#x} to NoneType>"
        return f"<weakproxy at {id(self):#x} to {type(obj).__name__} at {id(obj):#x}>"

    ProxyType.__repr__ = __repr__


_forward()


def proxy(obj, callback=None, /):
    _check(obj)
    return CallableProxyType(obj, callback) if callable(obj) else ProxyType(obj, callback)


def getweakrefcount(obj):
    return len(getweakrefs(obj))


def getweakrefs(obj):
    if not type(obj).__flags__ & _HEAP or id(obj) not in _known:
        return []
    _sweep()
    alive = [r for h in _known[id(obj)] if (r := h()) is not None]
    plain = [r for r in alive if _is_plain(r)]
    plain.sort(key=lambda r: type(r) in ProxyTypes)
    return plain + [r for r in reversed(alive) if not _is_plain(r)]


def _is_plain(r):
    return type(r) in (ref, *ProxyTypes) and object.__getattribute__(r, "_callback") is None


class _Union:
    """What the weak mappings have of dict's | operators."""

    __slots__ = ()

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        new = self.copy()
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        new = self.__class__()
        new.update(other)
        new.update(self)
        return new

    def __ior__(self, other):
        self.update(other)
        return self


class WeakValueDictionary(_Union, MutableMapping):
    def __init__(self, other=(), /, **kw):
        self.data = {}
        me = ref(self)

        def remove(r):
            this = me()
            if this is not None and this.data.get(r.key) is r:
                del this.data[r.key]

        self._remove = remove
        self.update(other, **kw)

    def _live(self):
        for key, r in list(self.data.items()):
            obj = r()
            if obj is not None:
                yield key, obj

    def __getitem__(self, key):
        obj = self.data[key]()
        if obj is None:
            raise KeyError(key)
        return obj

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._remove, key)

    def __delitem__(self, key):
        del self.data[key]

    def __len__(self):
        return sum(1 for _ in self._live())

    def __iter__(self):
        for key, _ in self._live():
            yield key

    keys = __iter__

    def values(self):
        for _, value in self._live():
            yield value

    def items(self):
        return self._live()

    def __contains__(self, key):
        r = self.data.get(key)
        return r is not None and r() is not None

    def get(self, key, default=None):
        r = self.data.get(key)
        obj = None if r is None else r()
        return default if obj is None else obj

    def setdefault(self, key, default=None):
        obj = self.get(key)
        if obj is None:
            self[key] = obj = default
        return obj

    def __repr__(self):
        return f"<{self.__class__.__name__} at {id(self):#x}>"

    def copy(self):
        new = type(self)()
        for key, value in self._live():
            new[key] = value
        return new

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy

        new = self.__class__()
        for key, value in self._live():
            new[deepcopy(key, memo)] = value
        return new

    def valuerefs(self):
        return list(self.data.values())

    def itervaluerefs(self):
        yield from self.valuerefs()


class _Key(ref):
    """A key of a weak collection."""

    __slots__ = ()
    _listed = False


_Key.__name__ = _Key.__qualname__ = ref.__name__


class KeyedRef(ref):
    __slots__ = ("key",)
    _listed = False

    def __new__(cls, obj, callback, key):
        self = super().__new__(cls, obj, callback)
        self.key = key
        return self

    def __init__(self, obj, callback, key):
        super().__init__(obj, callback)


class WeakKeyDictionary(_Union, MutableMapping):
    def __init__(self, dict=None):
        self.data = {}
        me = ref(self)

        def remove(r):
            this = me()
            if this is not None:
                this.data.pop(r, None)

        self._remove = remove
        if dict is not None:
            self.update(dict)

    def _live(self):
        for r, value in list(self.data.items()):
            obj = r()
            if obj is not None:
                yield obj, value

    def __getitem__(self, key):
        return self.data[_Key(key)]

    def __setitem__(self, key, value):
        self.data[_Key(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[_Key(key)]

    def __len__(self):
        return sum(1 for _ in self._live())

    def __iter__(self):
        for key, _ in self._live():
            yield key

    keys = __iter__

    def values(self):
        for _, value in self._live():
            yield value

    def items(self):
        return self._live()

    def __contains__(self, key):
        try:
            return _Key(key) in self.data
        except TypeError:
            return False

    def get(self, key, default=None):
        return self.data.get(_Key(key), default)

    def __repr__(self):
        return f"<{self.__class__.__name__} at {id(self):#x}>"

    def copy(self):
        new = type(self)()
        for key, value in self._live():
            new[key] = value
        return new

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy

        new = self.__class__()
        for key, value in self._live():
            new[key] = deepcopy(value, memo)
        return new

    def keyrefs(self):
        return list(self.data)


class WeakSet(MutableSet):
    def __init__(self, data=None):
        self.data = {}
        me = ref(self)

        def remove(r):
            this = me()
            if this is not None:
                this.data.pop(r, None)

        self._remove = remove
        if data is not None:
            self.update(data)

    def __iter__(self):
        for r in list(self.data):
            obj = r()
            if obj is not None:
                yield obj

    def __len__(self):
        return sum(1 for _ in self)

    def __contains__(self, item):
        try:
            return _Key(item) in self.data
        except TypeError:
            return False

    def add(self, item):
        r = _Key(item, self._remove)
        self.data.setdefault(r, None)

    def discard(self, item):
        self.data.pop(_Key(item), None)

    def remove(self, item):
        del self.data[_Key(item)]

    def clear(self):
        self.data.clear()

    def pop(self):
        while self.data:
            obj = self.data.popitem()[0]()
            if obj is not None:
                return obj
        raise KeyError("pop from empty WeakSet")

    def update(self, other):
        for item in other:
            self.add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def copy(self):
        return self.__class__(self)

    __copy__ = copy

    def union(self, other):
        return self.__class__(itertools.chain(self, other))

    __or__ = union

    def difference(self, other):
        other = _refs(other)
        return self.__class__(item for item in self if _Key(item) not in other)

    __sub__ = difference

    def difference_update(self, other):
        if self is other:
            self.data.clear()
        for r in _refs(other):
            self.data.pop(r, None)

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def intersection(self, other):
        return self.__class__(item for item in other if item in self)

    __and__ = intersection

    def intersection_update(self, other):
        other = _refs(other)
        for r in list(self.data):
            if r not in other:
                del self.data[r]

    def __iand__(self, other):
        self.intersection_update(other)
        return self

    def symmetric_difference(self, other):
        new = self.copy()
        new.symmetric_difference_update(other)
        return new

    __xor__ = symmetric_difference

    def symmetric_difference_update(self, other):
        if self is other:
            self.data.clear()
            return
        for item in list(other):
            if item in self:
                self.discard(item)
            else:
                self.add(item)

    def __ixor__(self, other):
        self.symmetric_difference_update(other)
        return self

    def issubset(self, other):
        return self.data.keys() <= _refs(other)

    __le__ = issubset

    def __lt__(self, other):
        return self.data.keys() < _refs(other)

    def issuperset(self, other):
        return self.data.keys() >= _refs(other)

    __ge__ = issuperset

    def __gt__(self, other):
        return self.data.keys() > _refs(other)

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return self.data.keys() == _refs(other)

    __hash__ = None

    def isdisjoint(self, other):
        return len(self.intersection(other)) == 0

    def __repr__(self):
        return repr(set(self.data))


def _refs(items):
    return {_Key(item) for item in items}


class finalize:
    """A callback for an object's end, called at the latest when the program ends."""

    __slots__ = ()
    _registry = {}
    _count = itertools.count()

    class _Info:
        __slots__ = ("weakref", "func", "args", "kwargs", "atexit", "index")

    def __init__(self, obj, func, /, *args, **kwargs):
        info = self._Info()
        info.weakref = ref(obj, self)
        info.func, info.args, info.kwargs = func, args, kwargs or None
        info.atexit, info.index = True, next(self._count)
        self._registry[self] = info

    def __call__(self, _=None):
        info = self._registry.pop(self, None)
        if info is not None:
            return info.func(*info.args, **(info.kwargs or {}))

    def detach(self):
        info = self._registry.get(self)
        obj = info and info.weakref()
        if obj is not None and self._registry.pop(self, None):
            return obj, info.func, info.args, info.kwargs or {}

    def peek(self):
        info = self._registry.get(self)
        obj = info and info.weakref()
        if obj is not None:
            return obj, info.func, info.args, info.kwargs or {}

    @property
    def alive(self):
        return self in self._registry

    @property
    def atexit(self):
        info = self._registry.get(self)
        return bool(info) and info.atexit

    @atexit.setter
    def atexit(self, value):
        info = self._registry.get(self)
        if info:
            info.atexit = bool(value)

    def __repr__(self):
        info = self._registry.get(self)
        obj = info and info.weakref()
        if obj is None:
            return f"<{type(self).__name__} object at {id(self):#x}; dead>"
        return f"<{type(self).__name__} object at {id(self):#x}; for {type(obj).__name__!r} at {id(obj):#x}>"


def _exit():
    """What atexit does for finalize: the newest first."""
    for f, info in sorted(finalize._registry.items(), key=lambda item: -item[1].index):
        if info.atexit:
            f()
