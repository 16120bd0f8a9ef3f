# Magic methods: which there are and what they do unless told otherwise.

_numerics = "add sub mul matmul truediv floordiv mod lshift rshift and xor or pow divmod".split()
_inplace = [f"i{n}" for n in _numerics if n != "divmod"]
_right = [f"r{n}" for n in _numerics]
_plain_magics = (
    "lt gt le ge eq ne getitem setitem delitem len contains str sizeof enter exit divmod rdivmod neg pos abs invert complex int "
    "float index round trunc floor ceil bool next fspath aiter hash"
).split()
_magics = {f"__{n}__" for n in " ".join([*_plain_magics, *_numerics, *_inplace, *_right]).split()} | {"__iter__"}
_async_method_magics = {"__aenter__", "__aexit__", "__anext__"}
_sync_async_magics = {"__aiter__"}
_async_magics = _sync_async_magics | _async_method_magics
_always_there = {"__eq__", "__ne__", "__lt__", "__gt__", "__le__", "__ge__", "__hash__", "__str__", "__bool__", "__sizeof__"}
_non_defaults = {
    "__get__", "__set__", "__delete__", "__reversed__", "__missing__", "__reduce__", "__reduce_ex__", "__getinitargs__",
    "__getnewargs__", "__getstate__", "__setstate__", "__getformat__", "__repr__", "__dir__", "__subclasses__", "__format__",
    "__getnewargs_ex__",
}
_all_sync_magics = _magics | _non_defaults
_all_magics = _all_sync_magics | _async_magics
_magics |= _async_magics
_unsupported_magics = {
    "__getattr__", "__setattr__", "__init__", "__new__", "__prepare__", "__instancecheck__", "__subclasscheck__", "__del__",
}
_return_values = {
    "__lt__": NotImplemented, "__gt__": NotImplemented, "__le__": NotImplemented, "__ge__": NotImplemented, "__int__": 1,
    "__contains__": False, "__len__": 0, "__exit__": False, "__complex__": 1j, "__float__": 1.0, "__bool__": True, "__index__": 1,
    "__aexit__": False,
}
_calculated = {
    "__hash__": lambda self: object.__hash__(self),
    "__str__": lambda self: object.__str__(self),
    "__sizeof__": lambda self: 48,
    "__fspath__": lambda self: f"{type(self).__name__}/{self._extract_mock_name()}/{id(self)}",
}


# What a comparison or an iteration does is a function made for the mock: until a test sets its return_value, which then counts.
def _comparison(name, same):
    def make(mock):
        def compare(other):
            if getattr(mock, name)._mock_return_value is not DEFAULT:
                return DEFAULT
            return same if mock is other else NotImplemented

        return compare

    return make


def _iteration(name, kind):
    def make(mock):
        def start():
            values = getattr(mock, name)._mock_return_value
            return kind(iter([] if values is DEFAULT else values))

        return start

    return make


_side_effects = {
    "__eq__": _comparison("__eq__", True), "__ne__": _comparison("__ne__", False), "__iter__": _iteration("__iter__", iter),
    "__aiter__": _iteration("__aiter__", lambda values: _AsyncIterator(values)),
}


def _set_return_value(mock, method, name):
    if name in _return_values:
        method.return_value = _return_values[name]
    elif name in _calculated:
        method.return_value = _calculated[name](mock)
    elif name in _side_effects:
        method.side_effect = _side_effects[name](mock)


class _MagicHolder:
    """On a mock's class: gives the mock of a magic method, which is called without self."""

    def __init__(self, mock):
        self.mock = mock

    def __get__(self, obj, cls=None):
        return self.mock


def _bound_magic(name, func):
    def method(self, /, *args, **kw):
        return func(self, *args, **kw)

    method.__name__ = name
    return method


class _MagicProxy:
    """On a class of mocks: makes the mock of a magic method when it is first looked up."""

    def __init__(self, name):
        self.name = name

    def __get__(self, obj, cls=None):
        if obj is None:
            obj = getattr(cls, "_mock_self", None)
            if obj is None:
                return self
        name = self.name
        method = obj._get_child_mock(name=name, _new_name=name, _new_parent=obj)
        setattr(obj, name, method)
        _set_return_value(obj, method, name)
        return method


class MagicMixin(Base):
    def __init__(self, /, *args, **kw):
        super().__init__(*args, **kw)
        self._mock_set_magics()

    def _mock_set_magics(self):
        cls = type(self)
        methods = getattr(self, "_mock_methods", None)
        if "_mock_full" in cls.__mro__[1].__dict__ and methods is None:
            return
        wanted = _magics if methods is None else _magics & set(methods)
        for name in wanted:
            if name not in cls.__dict__:
                setattr(cls, name, _MagicProxy(name))

    def mock_add_spec(self, spec, spec_set=False):
        self._mock_add_spec(spec, spec_set)
        for name in _magics - set(self._mock_methods or ()):
            if name in type(self).__dict__:
                delattr(type(self), name)
            self._mock_block(name)
        self._mock_set_magics()


class NonCallableMagicMock(MagicMixin, NonCallableMock):
    """A MagicMock that cannot be called."""


class MagicMock(MagicMixin, Mock):
    """A Mock with the magic methods ready for use."""

    def reset_mock(self, /, *args, return_value=False, **kwargs):
        # The defaults of magic methods stay.
        magic = self._mock_name and _is_magic(self._mock_name)
        super().reset_mock(*args, return_value=return_value and not magic, **kwargs)
