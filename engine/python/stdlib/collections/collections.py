from collections import abc as _abc
from collections.abc import _found, _nothing
from _types import native as _native

__all__ = "ChainMap Counter OrderedDict UserDict UserList UserString defaultdict deque namedtuple".split()


def _named(function, owner, name):
    function.__name__, function.__qualname__ = name, f"{owner}.{name}"
    return function


def _merged(owner, first, second, kinds=dict):
    """What | makes: a new one like the owner, from one operand and then the other."""
    if not (isinstance(first, kinds) and isinstance(second, kinds)):
        return NotImplemented
    new = type(owner)(first)
    new.update(second)
    return new


def _with_keys(cls, keys, value):
    made = cls()
    for key in keys:
        made[key] = value
    return made


@_native
class OrderedDict(dict):
    """A dict that also compares, moves and pops by order."""

    def keys(self):
        return _views(self)[0]

    def values(self):
        return _views(self)[1]

    def items(self):
        return _views(self)[2]

    def move_to_end(self, key, last=True):
        _move(self, key, last)

    def popitem(self, last=True):
        if self:
            return dict.popitem(self) if last else _pop_first(self)
        raise KeyError("dictionary is empty")

    def __eq__(self, other):
        equal = dict.__eq__(self, other)
        if equal is True and isinstance(other, OrderedDict):
            return all(map(lambda a, b: a == b, self, other))
        return equal

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __reduce__(self):
        return type(self), (), self.__getstate__(), None, iter(self.items())

    def __repr__(self):
        me = id(self)
        if me in _in_repr:
            return "..."
        _in_repr.add(me)
        try:
            return f"{type(self).__name__}({list(self.items()) if self else ''})"
        finally:
            _in_repr.discard(me)

    def pop(self, key, default=_nothing):
        return dict.pop(self, key, *(() if default is _nothing else (default,)))

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
            return default
        return self[key]

    def copy(self):
        return type(self)(self)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        return _with_keys(cls, iterable, value)

    def __or__(self, other):
        return _merged(self, self, other)

    def __ror__(self, other):
        return _merged(self, other, self)


_in_repr = set()


def _of_counters(name, work):
    """An operator between two counters, made of what it does to them."""

    def operate(self, other):
        return work(self, other) if isinstance(other, Counter) else NotImplemented

    return _named(operate, "Counter", name)


def _everywhere(holds):
    # What only one of the two has counts as 0 in the other.
    return lambda a, b: all(holds(a[x], b[x]) for x in a.keys() | b.keys())


def _both(a, b):
    """The counts of the first, then those of what only the second has: 0."""
    yield from a.items()
    for element in b:
        if element not in a:
            yield element, 0


def _positive(pairs):
    counter = Counter()
    for element, count in pairs:
        if count > 0:
            counter[element] = count
    return counter


def _settle(counter, changed):
    """Puts changed counts in and drops what is not above 0 then."""
    for element, count in changed:
        counter[element] = count
    for element in [x for x in counter if not counter[x] > 0]:
        del counter[element]
    return counter


class Counter(dict):
    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def __reduce__(self):
        return type(self), (dict(self),)

    def total(self):
        return sum(self.values())

    def most_common(self, n=None):
        ranked = sorted(self.items(), key=lambda pair: pair[1], reverse=True)
        return ranked if n is None else ranked[: max(n, 0)]

    def elements(self):
        for element, count in self.items():
            yield from (element for _ in range(count))

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def update(self, iterable=None, /, **kwds):
        if not isinstance(iterable, (dict, _abc.Mapping)):
            if iterable is not None:
                _count_elements(self, iterable)
        elif not self:
            super().update(iterable)
        else:
            for element, count in iterable.items():
                self[element] = count + self.get(element, 0)
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        if isinstance(iterable, (dict, _abc.Mapping)):
            pairs = iterable.items()
        else:
            pairs = ((element, 1) for element in (() if iterable is None else iterable))
        for element, count in pairs:
            self[element] = self.get(element, 0) - count
        if kwds:
            self.subtract(kwds)

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def __delitem__(self, elem):
        if elem in self:
            super().__delitem__(elem)

    def __repr__(self):
        name = type(self).__name__
        if not self:
            return name + "()"
        try:
            shown = dict(self.most_common())
        except TypeError:
            # Counts that cannot be ranked stay as they are.
            shown = dict(self)
        return f"{name}({shown})"

    __eq__ = _of_counters("__eq__", _everywhere(lambda a, b: a == b))
    __le__ = _of_counters("__le__", _everywhere(lambda a, b: a <= b))
    __ge__ = _of_counters("__ge__", _everywhere(lambda a, b: a >= b))
    __ne__ = _of_counters("__ne__", lambda a, b: not a == b)
    __lt__ = _of_counters("__lt__", lambda a, b: a <= b and a != b)
    __gt__ = _of_counters("__gt__", lambda a, b: a >= b and a != b)

    __add__ = _of_counters("__add__", lambda a, b: _positive((x, n + b[x]) for x, n in _both(a, b)))
    __sub__ = _of_counters("__sub__", lambda a, b: _positive((x, n - b[x]) for x, n in _both(a, b)))
    __or__ = _of_counters("__or__", lambda a, b: _positive((x, max(n, b[x])) for x, n in _both(a, b)))
    __and__ = _of_counters("__and__", lambda a, b: _positive((x, min(n, b[x])) for x, n in a.items()))

    def __pos__(self):
        return _positive(self.items())

    def __neg__(self):
        return _positive((x, 0 - n) for x, n in self.items())

    def __iadd__(self, other):
        return _settle(self, ((x, self[x] + n) for x, n in other.items()))

    def __isub__(self, other):
        return _settle(self, ((x, self[x] - n) for x, n in other.items()))

    def __ior__(self, other):
        return _settle(self, ((x, n) for x, n in other.items() if n > self[x]))

    def __iand__(self, other):
        return _settle(self, ((x, other[x]) for x, n in self.items() if other[x] < n))


class ChainMap(_abc.MutableMapping):
    def __init__(self, *maps):
        self.maps = [*maps] or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for mapping in self.maps:
            value = _found(mapping, key)
            if value is not _nothing:
                return value
        return self.__missing__(key)

    def get(self, key, default=None):
        return default if key not in self else self[key]

    def _keys(self):
        # The last map's come first, as if the maps were laid over each other from there.
        return {key: None for mapping in reversed(self.maps) for key in mapping}

    def __len__(self):
        return len(self._keys())

    def __iter__(self):
        return iter(self._keys())

    def __contains__(self, key):
        return any(key in mapping for mapping in self.maps)

    def __bool__(self):
        return any(self.maps)

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(repr(mapping) for mapping in self.maps)})"

    @classmethod
    def fromkeys(cls, iterable, *args):
        return cls(dict.fromkeys(iterable, *args))

    def copy(self):
        first, *others = self.maps
        return type(self)(first.copy(), *others)

    __copy__ = copy

    def new_child(self, m=None, **kwargs):
        if m is not None and kwargs:
            m.update(kwargs)
        return type(self)(kwargs if m is None else m, *self.maps)

    @property
    def parents(self):
        return type(self)(*self.maps[1:])

    # Changes are the first map's alone.
    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        self._of_first("__delitem__", f"Key not found in the first mapping: {key!r}", key)

    def pop(self, key, *args):
        return self._of_first("pop", f"Key not found in the first mapping: {key!r}", key, *args)

    def popitem(self):
        return self._of_first("popitem", "No keys found in the first mapping.")

    def _of_first(self, method, complaint, *args):
        try:
            return getattr(self.maps[0], method)(*args)
        except KeyError:
            raise KeyError(complaint)

    def clear(self):
        self.maps[0].clear()

    def __ior__(self, other):
        self.maps[0].update(other)
        return self

    def __or__(self, other):
        if isinstance(other, _abc.Mapping):
            return self.copy().__ior__(other)
        return NotImplemented

    def __ror__(self, other):
        if isinstance(other, _abc.Mapping):
            flat = dict(other)
            for mapping in reversed(self.maps):
                flat.update(mapping)
            return type(self)(flat)
        return NotImplemented


def _plain(other, kind):
    """The data of an object of that User class, anything else as it is."""
    return other.data if isinstance(other, kind) else other


def _twin(self):
    """A copy with data of its own; what else a subclass keeps on the object is shared."""
    twin = object.__new__(type(self))
    vars(twin).update(vars(self), data=self.data.copy())
    return twin


def _of_data(owner, *functions):
    """The methods __len__ for len and so on of a User class: what the function says of the data."""

    def method(function):
        return _named(lambda self: function(self.data), owner, f"__{function.__name__}__")

    return map(method, functions)


class UserDict(_abc.MutableMapping):
    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        for given in dict, kwargs or None:
            if given is not None:
                self.update(given)

    __repr__, __len__, __iter__ = _of_data("UserDict", repr, len, iter)

    def __getitem__(self, key):
        if key not in self.data and hasattr(type(self), "__missing__"):
            return type(self).__missing__(self, key)
        return self.data[key]

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        return key in self.data

    def __or__(self, other):
        other = _plain(other, UserDict)
        return type(self)(self.data | other) if isinstance(other, dict) else NotImplemented

    def __ror__(self, other):
        other = _plain(other, UserDict)
        return type(self)(other | self.data) if isinstance(other, dict) else NotImplemented

    def __ior__(self, other):
        self.data |= _plain(other, UserDict)
        return self

    def __copy__(self):
        return _twin(self)

    def copy(self):
        if type(self) is UserDict:
            return UserDict(self.data.copy())
        # A subclass sees its items come in.
        twin = self.__copy__()
        twin.data = {}
        twin.update(self)
        return twin

    @classmethod
    def fromkeys(cls, iterable, value=None):
        return _with_keys(cls, iterable, value)


def _comparisons(owner, kind):
    """The methods < <= == > >= of a User class: its data against the other's. kind() is the class, once there is one."""

    def comparison(name, compare):
        return _named(lambda self, other: compare(self.data, _plain(other, kind())), owner, name)

    yield comparison("__lt__", lambda a, b: a < b)
    yield comparison("__le__", lambda a, b: a <= b)
    yield comparison("__eq__", lambda a, b: a == b)
    yield comparison("__gt__", lambda a, b: a > b)
    yield comparison("__ge__", lambda a, b: a >= b)


def _of_list(make, names):
    """Methods of list for UserList; make() gives them their arguments."""
    for name in names.split():
        yield _named(make(lambda data, *args, name=name: getattr(data, name)(*args)), "UserList", name)


class UserList(_abc.MutableSequence):
    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(_plain(initlist, UserList))

    __lt__, __le__, __eq__, __gt__, __ge__ = _comparisons("UserList", lambda: UserList)
    __repr__, __len__ = _of_data("UserList", repr, len)

    def __copy__(self):
        return _twin(self)

    def __contains__(self, item):
        return item in self.data

    def __getitem__(self, i):
        found = self.data[i]
        return type(self)(found) if isinstance(i, slice) else found

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def _addend(self, other):
        other = _plain(other, UserList)
        return other if isinstance(other, type(self.data)) else list(other)

    def __add__(self, other):
        return type(self)(self.data + self._addend(other))

    def __radd__(self, other):
        return type(self)(self._addend(other) + self.data)

    def __iadd__(self, other):
        self.data += self._addend(other)
        return self

    def __mul__(self, n):
        return type(self)(self.data * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        self.data *= n
        return self

    def copy(self):
        return type(self)(self)

    count, append, remove = _of_list(lambda method: lambda self, item: method(self.data, item), "count append remove")
    clear, reverse = _of_list(lambda method: lambda self: method(self.data), "clear reverse")

    def index(self, item, *args):
        return self.data.index(item, *args)

    def extend(self, other):
        self.data.extend(_plain(other, UserList))

    def insert(self, i, item):
        self.data.insert(i, item)

    def pop(self, i=-1):
        return self.data.pop(i)

    def sort(self, /, *args, **kwds):
        self.data.sort(*args, **kwds)


class UserString(_abc.Sequence):
    def __init__(self, seq):
        seq = _plain(seq, UserString)
        self.data = seq if isinstance(seq, str) else str(seq)

    __str__, __repr__, __hash__, __len__, __int__, __float__, __complex__ = _of_data("UserString", str, repr, hash, len, int, float, complex)
    __lt__, __le__, __eq__, __gt__, __ge__ = _comparisons("UserString", lambda: UserString)

    def __contains__(self, char):
        return _plain(char, UserString) in self.data

    def __getitem__(self, index):
        return type(self)(self.data[index])

    def __add__(self, other):
        return type(self)(self.data + str(other))

    def __radd__(self, other):
        return type(self)(str(other) + self.data)

    def __mul__(self, n):
        return type(self)(self.data * n)

    __rmul__ = __mul__

    def __mod__(self, args):
        return type(self)(self.data % args)

    def __rmod__(self, template):
        return type(self)(str(template) % self)

    def encode(self, encoding="utf-8", errors="strict"):
        return self.data.encode(encoding or "utf-8", errors or "strict")


def _delegate(name, wraps):
    """A method of str for UserString; wraps says that its result is made a UserString again."""
    method = getattr(str, name)

    def delegate(self, *args, **kwds):
        result = method(self.data, *(_plain(arg, UserString) for arg in args), **kwds)
        return type(self)(result) if wraps else result

    return _named(delegate, "UserString", name)


for _wraps, _names in {
    True: """capitalize casefold center expandtabs ljust lower lstrip removeprefix removesuffix replace rjust rstrip strip swapcase
        title translate upper zfill""",
    False: """count endswith find format format_map index isalpha isalnum isascii isdecimal isdigit isidentifier islower isnumeric
        isprintable isspace istitle isupper join partition rfind rindex rpartition rsplit split splitlines startswith""",
}.items():
    for _name in _names.split():
        setattr(UserString, _name, _delegate(_name, _wraps))
UserString.maketrans = str.maketrans
del _name, _names, _wraps
