# References here are strong: objects are collected by a collector without fixed times, so "gone as soon as the last reference is" could not
# be kept. What a program sees differs only in that a referent never disappears while its reference lives.
import itertools
from collections.abc import MutableMapping, MutableSet

__all__ = [
    "ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType", "CallableProxyType",
    "ProxyTypes", "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize",
]

_without = (int, float, complex, str, bytes, bytearray, tuple, list, dict, type(None), range, slice, bool, type(NotImplemented), type(...))


def _check(obj):
    if type(obj) in _without:
        raise TypeError(f"cannot create weak reference to '{type(obj).__name__}' object")


class ref:
    __slots__ = ("_obj", "__callback__")

    def __init__(self, obj, callback=None):
        _check(obj)
        self._obj = obj
        self.__callback__ = callback

    def __call__(self):
        return self._obj

    def __eq__(self, other):
        if not isinstance(other, ref):
            return NotImplemented
        return self._obj == other._obj

    def __hash__(self):
        return hash(self._obj)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return f"<weakref at {id(self):#x}; to '{type(self._obj).__name__}' at {id(self._obj):#x}>"

    def __class_getitem__(cls, item):
        import types

        return types.GenericAlias(cls, item)


ReferenceType = ref


class WeakMethod(ref):
    __slots__ = ("_func",)

    def __init__(self, meth, callback=None):
        try:
            obj, func = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None
        super().__init__(obj, callback)
        self._func = func

    def __call__(self):
        return self._func.__get__(self._obj)

    def __eq__(self, other):
        return isinstance(other, WeakMethod) and self._obj is other._obj and self._func == other._func

    def __hash__(self):
        return hash((id(self._obj), self._func))


class ProxyType:
    __slots__ = ("_proxied",)
    __hash__ = None

    def __init__(self, obj):
        object.__setattr__(self, "_proxied", obj)

    def __getattribute__(self, name):
        return getattr(object.__getattribute__(self, "_proxied"), name)

    def __setattr__(self, name, value):
        setattr(_target(self), name, value)

    def __delattr__(self, name):
        delattr(_target(self), name)


class CallableProxyType(ProxyType):
    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return _target(self)(*args, **kwargs)


ProxyTypes = (ProxyType, CallableProxyType)


def _target(obj):
    return object.__getattribute__(obj, "_proxied") if type(obj) in ProxyTypes else obj


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
        str=str, bytes=bytes, len=len, bool=bool, int=int, float=float, complex=complex, iter=iter, next=next, reversed=reversed,
        divmod=divmod, repr=lambda o: f"<weakproxy to '{type(o).__name__}' at {id(o):#x}>",
    ).items():
        method(f"__{name}__", function)


_forward()


def proxy(obj, callback=None):
    _check(obj)
    return CallableProxyType(obj) if callable(obj) else ProxyType(obj)


def getweakrefcount(obj):
    return 0


def getweakrefs(obj):
    return []


class WeakValueDictionary(MutableMapping):
    def __init__(self, other=(), /, **kw):
        self.data = {}
        self.update(other, **kw)

    def __getitem__(self, key):
        return self.data[key]

    def __setitem__(self, key, value):
        _check(value)
        self.data[key] = value

    def __delitem__(self, key):
        del self.data[key]

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        return iter(list(self.data))

    def __contains__(self, key):
        return key in self.data

    def __repr__(self):
        return f"<{self.__class__.__name__} at {id(self):#x}>"

    def copy(self):
        return self.__class__(self.data)

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy

        return self.__class__({deepcopy(k, memo): v for k, v in self.data.items()})

    def valuerefs(self):
        return [ref(v) for v in self.data.values()]

    def itervaluerefs(self):
        return iter(self.valuerefs())


class WeakKeyDictionary(WeakValueDictionary):
    def __init__(self, dict=None):
        self.data = {}
        if dict is not None:
            self.update(dict)

    def __setitem__(self, key, value):
        _check(key)
        self.data[key] = value

    def __deepcopy__(self, memo):
        from copy import deepcopy

        new = self.__class__()
        for k, v in self.data.items():
            new[k] = deepcopy(v, memo)
        return new

    def keyrefs(self):
        return [ref(k) for k in self.data]


class WeakSet(MutableSet):
    def __init__(self, data=None):
        self.data = {}
        if data is not None:
            self.update(data)

    def __iter__(self):
        return iter(list(self.data))

    def __len__(self):
        return len(self.data)

    def __contains__(self, item):
        try:
            return item in self.data
        except TypeError:
            return False

    def add(self, item):
        _check(item)
        self.data[item] = None

    def discard(self, item):
        self.data.pop(item, None)

    def remove(self, item):
        del self.data[item]

    def update(self, other):
        for item in other:
            self.add(item)

    def copy(self):
        return self.__class__(self)

    def union(self, other):
        return self.__class__(itertools.chain(self, other))

    def difference(self, other):
        return self - set(other)

    def intersection(self, other):
        return self & set(other)

    def issubset(self, other):
        return set(self) <= set(other)

    def issuperset(self, other):
        return set(self) >= set(other)

    def __repr__(self):
        return repr(set(self.data))


class finalize:
    """A callback for an object's end. It is called once: by hand, since objects end here only with the program."""

    __slots__ = ("_info", "atexit")

    def __init__(self, obj, func, /, *args, **kwargs):
        _check(obj)
        self._info = (obj, func, args, kwargs)
        self.atexit = True

    def __call__(self, _=None):
        info, self._info = self._info, None
        if info is not None:
            _, func, args, kwargs = info
            return func(*args, **kwargs)

    def detach(self):
        info, self._info = self._info, None
        return info

    def peek(self):
        return self._info

    @property
    def alive(self):
        return self._info is not None

    def __repr__(self):
        if self._info is None:
            return f"<{type(self).__name__} object at {id(self):#x}; dead>"
        obj = self._info[0]
        return f"<{type(self).__name__} object at {id(self):#x}; for {type(obj).__name__!r} at {id(obj):#x}>"
