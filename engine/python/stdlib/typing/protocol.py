from abc import ABCMeta as _ABCMeta, abstractmethod as _abstractmethod

# What a class has without asking for it.
_protocol_ignored = frozenset(
    ["_is_protocol", "_is_runtime_protocol", "_MutableMapping__marker"]
    + [
        f"__{name}__"
        for name in "abstractmethods annotations class_getitem dict doc final init match_args module new orig_bases orig_class parameters "
        "protocol_attrs qualname slots subclasshook weakref".split()
    ]
)
_protocol_bases = frozenset(
    "Callable Awaitable Iterable Iterator AsyncIterable Hashable Sized Container Collection Reversible "
    "AbstractContextManager AbstractAsyncContextManager".split()
)


def _get_protocol_attrs(cls):
    """The names that a protocol asks for."""
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ not in ("Generic", "Protocol"):
            names.update(base.__dict__, getattr(base, "__annotations__", ()))
    return {name for name in names - _protocol_ignored if not name.startswith("_abc_")}


def _is_method(cls, name):
    return callable(getattr(cls, name, None))


def _is_callable_members_only(cls):
    return all(_is_method(cls, name) for name in _get_protocol_attrs(cls))


def _is_checkable(cls):
    """Whether isinstance() may ask a protocol; typing's own ones always."""
    return getattr(cls, "_is_runtime_protocol", False) or cls.__module__ == "typing"


_not_checkable = "Instance and class checks can only be used with @runtime_checkable protocols"


def _no_init_or_replace_init(self, *args, **kwargs):
    """The __init__ of protocols. A class that inherits it means the one that comes behind it."""
    cls = self.__class__
    if cls._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    if cls.__init__ is _no_init_or_replace_init:
        inits = [base.__dict__["__init__"] for base in cls.__mro__ if "__init__" in base.__dict__]
        cls.__init__ = next(init for init in inits if init is not _no_init_or_replace_init)
        cls.__init__(self, *args, **kwargs)


class _ProtocolMeta(_ABCMeta):
    def __instancecheck__(cls, instance):
        is_protocol = getattr(cls, "_is_protocol", False)
        if not is_protocol:
            return super().__instancecheck__(instance)
        if not _is_checkable(cls):
            raise TypeError(_not_checkable)
        # Classes can be asked about methods alone.
        if _is_callable_members_only(cls) and super().__instancecheck__(instance):
            return True
        return all(_instance_has(cls, instance, name) for name in _get_protocol_attrs(cls)) or super().__instancecheck__(instance)


def _instance_has(cls, instance, name):
    # A method that is None is one that is not there.
    return hasattr(instance, name) and (not _is_method(cls, name) or getattr(instance, name) is not None)


def _class_has(cls, name):
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name] is not None
        annotations = getattr(base, "__annotations__", None)
        if isinstance(annotations, collections.abc.Mapping) and name in annotations and getattr(cls, "_is_protocol", False):
            return True
    return False


def _protocol_hook(cls, other):
    """The __subclasshook__ of protocols."""
    if not cls.__dict__.get("_is_protocol", False):
        return NotImplemented
    problem = _not_checkable
    if _is_checkable(cls):
        problem = None if _is_callable_members_only(cls) else "Protocols with non-method members don't support issubclass()"
    if problem is not None:
        # abc asks, too, while it looks through bases and subclasses.
        if _caller(2) in ("abc", "functools"):
            return NotImplemented
        raise TypeError(problem)
    if not isinstance(other, type):
        raise TypeError("issubclass() arg 1 must be a class")
    return all(_class_has(other, name) for name in _get_protocol_attrs(cls)) or NotImplemented


def _may_precede(base):
    """Whether a protocol may have this base."""
    if base in (object, Generic) or base.__module__ in ("collections.abc", "contextlib") and base.__name__ in _protocol_bases:
        return True
    return issubclass(base, Generic) and getattr(base, "_is_protocol", False)


class Protocol(Generic, metaclass=_ProtocolMeta):
    """The base of classes that describe what others have, without being their base."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get("_is_protocol", False):
            cls._is_protocol = Protocol in cls.__bases__
        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = classmethod(_protocol_hook)
        if cls._is_protocol:
            for base in cls.__bases__:
                if not _may_precede(base):
                    raise TypeError(f"Protocols can only inherit from other protocols, got {base!r}")
            if cls.__init__ is Protocol.__init__:
                cls.__init__ = _no_init_or_replace_init


def runtime_checkable(cls):
    if not isinstance(cls, type) or not issubclass(cls, Generic) or not cls._is_protocol:
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls
