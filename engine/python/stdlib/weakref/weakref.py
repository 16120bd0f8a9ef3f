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
        if not (hasattr(meth, "__self__") and hasattr(meth, "__func__")):
            raise TypeError(f"argument should be a bound method, not {type(meth)}")
        self = super().__new__(cls, meth.__self__, callback)
        self._func, self._kind = ref(meth.__func__), type(meth)
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


# What both kinds of weak mappings have: _live() gives the entries whose object is there, _remover() what forgets the others.
class _WeakMapping(MutableMapping):
    def _remover(self, forget):
        me = ref(self)

        def remove(r):
            this = me()
            if this is not None:
                forget(this.data, r)

        self.data, self._remove = {}, remove

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

    def _with(self, *parts):
        new = self.__class__()
        for part in parts:
            new.update(part)
        return new

    def copy(self):
        return self._with(self)

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy

        # The object that is held weakly stays the one it is.
        return self._with([self._deep(pair, lambda part: deepcopy(part, memo)) for pair in self._live()])

    def __or__(self, other):
        return self._with(self, other) if isinstance(other, Mapping) else NotImplemented

    def __ror__(self, other):
        return self._with(other, self) if isinstance(other, Mapping) else NotImplemented

    def __ior__(self, other):
        self.update(other)
        return self

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"


def _forget_value(data, r):
    if data.get(r.key) is r:
        del data[r.key]


def _forget_key(data, r):
    data.pop(r, None)


class WeakValueDictionary(_WeakMapping):
    def __init__(self, other=(), /, **kw):
        self._remover(_forget_value)
        self.update(other, **kw)

    def _live(self):
        for key, r in list(self.data.items()):
            if (obj := r()) is not None:
                yield key, obj

    def _deep(self, pair, deep):
        return deep(pair[0]), pair[1]

    def __getitem__(self, key):
        if (obj := self.data[key]()) is None:
            raise KeyError(key)
        return obj

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._remove, key)

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        return self.get(key) is not None

    def get(self, key, default=None):
        r = self.data.get(key)
        obj = r and r()
        return default if obj is None else obj

    def setdefault(self, key, default=None):
        obj = self.get(key)
        if obj is None:
            self[key] = obj = default
        return obj

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
        pass


class WeakKeyDictionary(_WeakMapping):
    def __init__(self, dict=None):
        self._remover(_forget_key)
        if dict is not None:
            self.update(dict)

    def _live(self):
        for r, value in list(self.data.items()):
            if (obj := r()) is not None:
                yield obj, value

    def _deep(self, pair, deep):
        return pair[0], deep(pair[1])

    def __getitem__(self, key):
        return self.data[_Key(key)]

    def __setitem__(self, key, value):
        self.data[_Key(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[_Key(key)]

    def __contains__(self, key):
        return _is_key(key, self.data)

    def get(self, key, default=None):
        return self.data.get(_Key(key), default)

    def keyrefs(self):
        return list(self.data)


def _is_key(obj, data):
    try:
        return _Key(obj) in data
    except TypeError:
        return False


def _refs(items):
    return {_Key(item) for item in items}


class WeakSet(MutableSet):
    __hash__ = None
    _remover = _WeakMapping._remover

    def __init__(self, data=None):
        self._remover(_forget_key)
        if data is not None:
            self.update(data)

    def __iter__(self):
        for r in list(self.data):
            if (obj := r()) is not None:
                yield obj

    def __len__(self):
        return sum(1 for _ in self)

    def __contains__(self, item):
        return _is_key(item, self.data)

    def __repr__(self):
        return repr(set(self.data))

    def add(self, item):
        self.data.setdefault(_Key(item, self._remove))

    def discard(self, item):
        _forget_key(self.data, _Key(item))

    def remove(self, item):
        del self.data[_Key(item)]

    def clear(self):
        self.data.clear()

    def pop(self):
        while self.data:
            r, _ = self.data.popitem()
            if (obj := r()) is not None:
                return obj
        raise KeyError("pop from empty WeakSet")

    # What changes the set; its operators give it back, and what makes a new set does the same to a copy.
    def update(self, other):
        for item in other:
            self.add(item)

    def difference_update(self, other):
        for r in _refs(other):
            _forget_key(self.data, r)

    def intersection_update(self, other):
        for r in self.data.keys() - _refs(other):
            _forget_key(self.data, r)

    def symmetric_difference_update(self, other):
        for r in _refs(other):
            item = r()
            (self.discard if r in self.data else self.add)(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def __iand__(self, other):
        self.intersection_update(other)
        return self

    def __ixor__(self, other):
        self.symmetric_difference_update(other)
        return self

    def copy(self):
        return self.__class__(self)

    def union(self, other):
        new = self.copy()
        new.update(other)
        return new

    def difference(self, other):
        new = self.copy()
        new.difference_update(other)
        return new

    def symmetric_difference(self, other):
        new = self.copy()
        new.symmetric_difference_update(other)
        return new

    def intersection(self, other):
        return self.__class__(filter(self.__contains__, other))

    def isdisjoint(self, other):
        return not any(map(self.__contains__, other))

    def issubset(self, other):
        return self.data.keys() <= _refs(other)

    def issuperset(self, other):
        return self.data.keys() >= _refs(other)

    def __lt__(self, other):
        return self.data.keys() < _refs(other)

    def __gt__(self, other):
        return self.data.keys() > _refs(other)

    def __eq__(self, other):
        return self.data.keys() == _refs(other) if isinstance(other, self.__class__) else NotImplemented

    __copy__, __or__, __sub__, __xor__, __and__, __le__, __ge__ = copy, union, difference, symmetric_difference, intersection, issubset, issuperset


class finalize:
    """A callback for an object's end, called at the latest when the program ends."""

    __slots__ = ()
    _registry = {}  # the newest last; an entry is [reference to the object, what to call with what, whether at the end of the program]

    def __init__(self, obj, func, /, *args, **kwargs):
        self._registry[self] = [ref(obj, self), (func, args, kwargs), True]

    def __call__(self, _=None):
        entry = self._registry.pop(self, None)
        if entry:
            func, args, kwargs = entry[1]
            return func(*args, **kwargs)

    @property
    def alive(self):
        return self in self._registry

    def peek(self):
        r, job, _ = self._registry.get(self, (_nothing, (), None))
        obj = r()
        return None if obj is None else (obj, *job)

    def detach(self):
        found = self.peek()
        return found if found and self._registry.pop(self, None) else None

    @property
    def atexit(self):
        return self.alive and self._registry[self][2]

    @atexit.setter
    def atexit(self, value):
        if self.alive:
            self._registry[self][2] = bool(value)

    def __repr__(self):
        found = self.peek()
        state = f"for {type(found[0]).__name__!r} at {id(found[0]):#x}" if found else "dead"
        return f"<{type(self).__name__} object at {id(self):#x}; {state}>"


def _nothing():
    pass


def _exit():
    """What atexit does for finalize: the newest first."""
    for f, entry in reversed(list(finalize._registry.items())):
        if entry[2]:
            f()
