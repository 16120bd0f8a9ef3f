from abc import ABCMeta, _check_methods, abstractmethod
from types import GenericAlias as _GenericAlias

__all__ = """
    Awaitable Coroutine AsyncIterable AsyncIterator AsyncGenerator Hashable Iterable Iterator Generator Reversible Sized Container
    Callable Collection Set MutableSet Mapping MutableMapping MappingView KeysView ItemsView ValuesView Sequence MutableSequence
    ByteString
""".split()

# Of the classes that are nothing but their methods, the methods. A class below one of them is not in here and has to be registered or derived from.
_shapes = {}


@classmethod
def _by_shape(cls, C):
    return _check_methods(C, *_shapes[cls]) if cls in _shapes else NotImplemented


def _shape(methods):
    def remember(cls):
        _shapes[cls] = methods.split()
        cls.__subclasshook__ = _by_shape
        return cls

    return remember


@_shape("__hash__")
class Hashable(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __hash__(self):
        return 0


@_shape("__await__")
class Awaitable(metaclass=ABCMeta):
    __slots__ = ()
    __class_getitem__ = classmethod(_GenericAlias)

    @abstractmethod
    def __await__(self):
        yield


def _raise(typ, val, tb):
    """Raises what throw(typ, val, tb) means."""
    if val is None and tb is not None:
        val = typ()
    raise typ if val is None else val if tb is None else val.with_traceback(tb)


def _close(owner, kind):
    """The close() of a class of things that throw() can end."""

    def close(self):
        try:
            self.throw(GeneratorExit)
        except (StopIteration, GeneratorExit):
            return
        raise RuntimeError(kind + " ignored GeneratorExit")

    close.__qualname__ = owner + ".close"
    return close


@_shape("__await__ send throw close")
class Coroutine(Awaitable):
    __slots__ = ()
    close = _close("Coroutine", "coroutine")

    @abstractmethod
    def send(self, value):
        raise StopIteration

    @abstractmethod
    def throw(self, typ, val=None, tb=None):
        _raise(typ, val, tb)


@_shape("__aiter__")
class AsyncIterable(metaclass=ABCMeta):
    __slots__ = ()
    __class_getitem__ = Awaitable.__dict__["__class_getitem__"]

    @abstractmethod
    def __aiter__(self):
        return AsyncIterator()


@_shape("__anext__ __aiter__")
class AsyncIterator(AsyncIterable):
    __slots__ = ()

    def __aiter__(self):
        return self

    @abstractmethod
    async def __anext__(self):
        raise StopAsyncIteration


@_shape("__aiter__ __anext__ asend athrow aclose")
class AsyncGenerator(AsyncIterator):
    __slots__ = ()

    @abstractmethod
    async def asend(self, value):
        raise StopAsyncIteration

    @abstractmethod
    async def athrow(self, typ, val=None, tb=None):
        _raise(typ, val, tb)

    async def __anext__(self):
        return await self.asend(None)

    async def aclose(self):
        try:
            await self.athrow(GeneratorExit)
        except (StopAsyncIteration, GeneratorExit):
            return
        raise RuntimeError("asynchronous generator ignored GeneratorExit")


@_shape("__iter__")
class Iterable(metaclass=ABCMeta):
    __slots__ = ()
    __class_getitem__ = Awaitable.__dict__["__class_getitem__"]

    @abstractmethod
    def __iter__(self):
        yield from ()


@_shape("__next__ __iter__")
class Iterator(Iterable):
    __slots__ = ()

    def __iter__(self):
        return self

    @abstractmethod
    def __next__(self):
        raise StopIteration


@_shape("__reversed__ __iter__")
class Reversible(Iterable):
    __slots__ = ()

    @abstractmethod
    def __reversed__(self):
        yield from ()


@_shape("__iter__ __next__ send throw close")
class Generator(Iterator):
    __slots__ = ()
    close = _close("Generator", "generator")

    @abstractmethod
    def send(self, value):
        raise StopIteration

    @abstractmethod
    def throw(self, typ, val=None, tb=None):
        _raise(typ, val, tb)

    def __next__(self):
        return self.send(None)


@_shape("__len__")
class Sized(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __len__(self):
        return 0


@_shape("__contains__")
class Container(metaclass=ABCMeta):
    __slots__ = ()
    __class_getitem__ = Awaitable.__dict__["__class_getitem__"]

    @abstractmethod
    def __contains__(self, x):
        return False


@_shape("__len__ __iter__ __contains__")
class Collection(Sized, Iterable, Container):
    __slots__ = ()


@_shape("__call__")
class Callable(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __call__(self, *args, **kwds):
        return False

    def __class_getitem__(cls, item):
        if isinstance(item, tuple) and len(item) == 2:
            from typing import _callable_alias

            return _callable_alias(*item)
        raise TypeError("Callable must be used as Callable[[arg, ...], result].")


def _same(a, b):
    # Containers take an element for itself even when it equals nothing, not even itself.
    return a is b or a == b


def _exhaust(take, empty):
    """Takes until there is nothing left."""
    try:
        while True:
            take()
    except empty:
        pass


def _comparison(name, sizes, elements):
    """An operator between sets: how their sizes must compare, and the method or function that compares what is in them."""

    def compare(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        if not sizes(len(self), len(other)):
            return False
        return getattr(self, elements)(other) if isinstance(elements, str) else elements(self, other)

    compare.__name__, compare.__qualname__ = name, "Set." + name
    return compare


def _within(part, whole):
    return all(element in whole for element in part)


def _operation(name, select, set_needed=False):
    """An operator that makes a set: select() gives its elements."""

    def operate(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        if set_needed:
            other = _as_set(self, other)
        return self._from_iterable(select(self, other))

    operate.__name__, operate.__qualname__ = name, "Set." + name
    return operate


def _as_set(model, other):
    return other if isinstance(other, Set) else model._from_iterable(other)


def _less(a, b):
    return (x for x in a if x not in b)


class Set(Collection):
    __slots__ = ()

    __le__ = _comparison("__le__", int.__le__, _within)
    __ge__ = _comparison("__ge__", int.__ge__, lambda self, other: _within(other, self))
    __lt__ = _comparison("__lt__", int.__lt__, "__le__")
    __gt__ = _comparison("__gt__", int.__gt__, "__ge__")
    __eq__ = _comparison("__eq__", int.__eq__, "__le__")

    __and__ = __rand__ = _operation("__and__", lambda self, other: (x for x in other if x in self))
    __or__ = __ror__ = _operation("__or__", lambda self, other: (x for side in (self, other) for x in side))
    __sub__ = _operation("__sub__", _less, True)
    __rsub__ = _operation("__rsub__", lambda self, other: _less(other, self), True)

    def __xor__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        other = _as_set(self, other)
        return (self - other) | (other - self)

    __rxor__ = __xor__

    def isdisjoint(self, other):
        return all(x not in self for x in other)

    @classmethod
    def _from_iterable(cls, it):
        return cls(it)

    def _hash(self):
        return hash(frozenset(self))


class MutableSet(Set):
    __slots__ = ()

    @abstractmethod
    def add(self, value):
        raise NotImplementedError

    @abstractmethod
    def discard(self, value):
        raise NotImplementedError

    def remove(self, value):
        if value in self:
            self.discard(value)
        else:
            raise KeyError(value)

    def pop(self):
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        _exhaust(self.pop, KeyError)

    def __ior__(self, it):
        _each(self.add, it)
        return self

    def __iand__(self, it):
        _each(self.discard, self - it)
        return self

    def __isub__(self, it):
        # A set cannot be walked while it loses its elements.
        self.clear() if it is self else _each(self.discard, it)
        return self

    def __ixor__(self, it):
        if it is self:
            self.clear()
        else:
            _each(lambda value: (self.discard if value in self else self.add)(value), _as_set(self, it))
        return self


def _each(do, values):
    for value in values:
        do(value)


# What a lookup gives where there is nothing.
_nothing = object()


def _found(mapping, key, default=_nothing):
    try:
        return mapping[key]
    except KeyError:
        return default


class Mapping(Collection):
    __slots__ = ()
    __reversed__ = None

    @abstractmethod
    def __getitem__(self, key):
        raise KeyError

    def __contains__(self, key):
        return _found(self, key) is not _nothing

    def get(self, key, default=None):
        return _found(self, key, default)

    def keys(self):
        return KeysView(self)

    def values(self):
        return ValuesView(self)

    def items(self):
        return ItemsView(self)

    def __eq__(self, other):
        if isinstance(other, Mapping):
            return dict(self.items()) == dict(other.items())
        return NotImplemented


class MappingView(Sized):
    __slots__ = ("_mapping",)
    __class_getitem__ = Awaitable.__dict__["__class_getitem__"]

    def __init__(self, mapping):
        self._mapping = mapping

    def __len__(self):
        return len(self._mapping)

    def __repr__(self):
        return f"{type(self).__name__}({self._mapping!r})"


class KeysView(MappingView, Set):
    __slots__ = ()

    def __iter__(self):
        yield from self._mapping

    def __contains__(self, key):
        return key in self._mapping

    @classmethod
    def _from_iterable(cls, it):
        # Sets made of a view have no mapping to show.
        return set(it)


class ItemsView(MappingView, Set):
    __slots__ = ()
    _from_iterable = KeysView.__dict__["_from_iterable"]

    def __iter__(self):
        for key in self._mapping:
            yield key, self._mapping[key]

    def __contains__(self, item):
        key, value = item
        there = _found(self._mapping, key)
        return there is not _nothing and _same(there, value)


class ValuesView(MappingView, Collection):
    __slots__ = ()

    def __iter__(self):
        return (self._mapping[key] for key in self._mapping)

    def __contains__(self, value):
        return any(_same(self._mapping[key], value) for key in self._mapping)


class MutableMapping(Mapping):
    __slots__ = ()

    @abstractmethod
    def __setitem__(self, key, value):
        raise KeyError

    @abstractmethod
    def __delitem__(self, key):
        raise KeyError

    def pop(self, key, default=_nothing):
        value = self[key] if default is _nothing else _found(self, key)
        if value is _nothing:
            return default
        del self[key]
        return value

    def popitem(self):
        for key in self:
            return key, _taken(self, key)
        raise KeyError

    def clear(self):
        _exhaust(self.popitem, KeyError)

    def update(self, other=(), /, **kwds):
        pairs = other
        if isinstance(other, Mapping) or hasattr(other, "keys"):
            pairs = ((key, other[key]) for key in (other if isinstance(other, Mapping) else other.keys()))
        for some in pairs, kwds.items():
            for key, value in some:
                self[key] = value

    def setdefault(self, key, default=None):
        value = _found(self, key)
        if value is _nothing:
            self[key] = value = default
        return value


def _taken(container, place):
    value = container[place]
    del container[place]
    return value


class Sequence(Reversible, Collection):
    __slots__ = ()

    @abstractmethod
    def __getitem__(self, index):
        raise IndexError

    def __iter__(self):
        index = 0
        while True:
            try:
                value = self[index]
            except IndexError:
                return
            yield value
            index += 1

    def __reversed__(self):
        index = len(self)
        while index > 0:
            index -= 1
            yield self[index]

    def __contains__(self, value):
        return any(_same(there, value) for there in self)

    def count(self, value):
        return sum(_same(there, value) and 1 for there in self)

    def index(self, value, start=0, stop=None):
        if start is not None and start < 0:
            start = max(0, start + len(self))
        if stop is not None and stop < 0:
            stop += len(self)
        # The length is not asked for: items are looked at until there is none.
        while stop is None or start < stop:
            try:
                there = self[start]
            except IndexError:
                break
            if _same(there, value):
                return start
            start += 1
        raise ValueError


class ByteString(Sequence):
    __slots__ = ()


class MutableSequence(Sequence):
    __slots__ = ()

    @abstractmethod
    def __setitem__(self, index, value):
        raise IndexError

    @abstractmethod
    def __delitem__(self, index):
        raise IndexError

    @abstractmethod
    def insert(self, index, value):
        raise IndexError

    def append(self, value):
        self.insert(len(self), value)

    def extend(self, values):
        _each(self.append, list(values) if values is self else values)

    def __iadd__(self, values):
        self.extend(values)
        return self

    def pop(self, index=-1):
        return _taken(self, index)

    def remove(self, value):
        del self[self.index(value)]

    def clear(self):
        _exhaust(self.pop, IndexError)

    def reverse(self):
        left, right = 0, len(self) - 1
        while left < right:
            self[left], self[right] = self[right], self[left]
            left, right = left + 1, right - 1


def _register():
    async def coro():
        pass

    async def agen():
        yield

    c = coro()
    keys, items, values = {}.keys(), {}.items(), {}.values()
    iterated = (b"", bytearray(), {}, keys, items, values, [], reversed([]), range(0), set(), "", (), zip())
    for cls, members in {
        Coroutine: [type(c)],
        AsyncGenerator: [type(agen())],
        Generator: [type((lambda: (yield))())],
        Iterator: [type(iter(source)) for source in iterated],
        MutableSet: [set],
        Set: [frozenset],
        MutableMapping: [dict],
        Mapping: [type(type.__dict__)],
        KeysView: [type(keys)],
        ItemsView: [type(items)],
        ValuesView: [type(values)],
        Sequence: [tuple, str, range, memoryview],
        ByteString: [bytes, bytearray],
        MutableSequence: [list, bytearray],
    }.items():
        _each(cls.register, members)
    c.close()


_register()

# Programs and messages know these classes by the public name; theirs is the private one's in CPython too.
for _name in __all__:
    globals()[_name].__module__ = "collections.abc"
del _name
