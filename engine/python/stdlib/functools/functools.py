
__all__ = """
    update_wrapper wraps WRAPPER_ASSIGNMENTS WRAPPER_UPDATES total_ordering cache cmp_to_key lru_cache reduce partial partialmethod
    singledispatch singledispatchmethod cached_property
""".split()

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        if hasattr(wrapped, name):
            setattr(wrapper, name, getattr(wrapped, name))
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, ()))
    # Last, as the wrapped one's __dict__ may have brought its own.
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


def _derive(root, name, combine):
    """A comparison made of another one, root, and of equality."""

    def method(self, other):
        result = getattr(type(self), root)(self, other)
        if result is NotImplemented:
            return result
        return combine(result, self, other)

    method.__name__ = name
    method.__qualname__ = f"_{name[2:4]}_from_{root[2:4]}"
    return method


# For each operator that may be given: how to make the other three of its result r.
_derivations = {
    "__lt__": {
        "__gt__": lambda r, a, b: not r and a != b,
        "__le__": lambda r, a, b: r or a == b,
        "__ge__": lambda r, a, b: not r,
    },
    "__le__": {
        "__ge__": lambda r, a, b: not r or a == b,
        "__lt__": lambda r, a, b: r and a != b,
        "__gt__": lambda r, a, b: not r,
    },
    "__gt__": {
        "__lt__": lambda r, a, b: not (r or a == b),
        "__ge__": lambda r, a, b: r or a == b,
        "__le__": lambda r, a, b: not r,
    },
    "__ge__": {
        "__le__": lambda r, a, b: not r or a == b,
        "__gt__": lambda r, a, b: r and a != b,
        "__lt__": lambda r, a, b: not r,
    },
}


def total_ordering(cls):
    roots = [op for op in _derivations if getattr(cls, op, None) is not getattr(object, op, None)]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    # Preferred in this order: __lt__, __le__, __gt__, __ge__.
    root = roots[0]
    for name, combine in _derivations[root].items():
        if name not in roots:
            setattr(cls, name, _derive(root, name, combine))
    return cls


def _checked(func):
    if callable(func) or hasattr(func, "__get__"):
        return func
    raise TypeError(f"{func!r} is not callable or a descriptor")


@classmethod
def _generic(cls, item):
    from types import GenericAlias

    return GenericAlias(cls, item)


_abstract = property(lambda self: getattr(self.func, "__isabstractmethod__", False))


class partialmethod:
    __isabstractmethod__ = _abstract
    __class_getitem__ = _generic

    def __init__(self, func, /, *args, **keywords):
        self.func, self.args, self.keywords = _checked(func), args, keywords
        if isinstance(func, partialmethod):
            self.func, self.args, self.keywords = func.func, (*func.args, *args), func.keywords | keywords

    def __repr__(self):
        cls, keywords = type(self), (f"{name}={value!r}" for name, value in self.keywords.items())
        return f"{cls.__module__}.{cls.__qualname__}({self.func}, {', '.join(map(repr, self.args))}, {', '.join(keywords)})"

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})

        _method._partialmethod, _method.__isabstractmethod__ = self, self.__isabstractmethod__
        return _method

    def __get__(self, obj, cls=None):
        func = self.func
        bound = func.__get__(obj, cls) if hasattr(func, "__get__") else func
        if bound is func:
            return self._make_unbound_method().__get__(obj, cls)
        # It was a method of some kind and is bound now.
        method = partial(bound, *self.args, **self.keywords)
        if hasattr(bound, "__self__"):
            method.__self__ = bound.__self__
        return method


_CacheInfo = None  # a named tuple, made when somebody asks how a cache is doing


def lru_cache(maxsize=128, typed=False):
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        # Used without parentheses.
        return _cached(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda user_function: _cached(user_function, maxsize, typed)


def cache(user_function, /):
    return lru_cache(maxsize=None)(user_function)


def _cached(user_function, maxsize, typed):
    if not callable(user_function):
        raise TypeError("the first argument must be callable")
    table = _Cache(maxsize, typed)
    lookup, store = table.lookup, table.store

    def wrapper(*args, **kwargs):
        key = lookup(args, kwargs)
        if type(key) is not _Key:
            return key
        result = user_function(*args, **kwargs)
        store(key, result)
        return result

    def cache_info():
        global _CacheInfo
        if _CacheInfo is None:
            import collections

            _CacheInfo = collections.namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"], module="functools")
        hits, misses, size = table.info()
        return _CacheInfo(hits, misses, maxsize, size)

    update_wrapper(wrapper, user_function)
    wrapper.cache_info = cache_info
    wrapper.cache_clear = table.clear
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return wrapper


_missing = object()


class cached_property:
    __class_getitem__ = _generic
    attrname = None

    def __init__(self, func):
        self.func, self.__doc__ = func, func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname not in (None, name):
            raise TypeError(f"Cannot assign the same cached_property to two different names ({self.attrname!r} and {name!r}).")
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        values = getattr(instance, "__dict__", None)
        if values is None:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache {name!r} property.")
        value = values.get(name, _missing)
        if value is not _missing:
            return value
        value = self.func(instance)
        try:
            values[name] = value
        except TypeError:
            raise TypeError(
                f"The '__dict__' attribute on {type(instance).__name__!r} instance does not support item assignment "
                f"for caching {name!r} property."
            ) from None
        return value


def _merge(orders):
    """C3 linearization of several orders into one."""
    merged, orders = [], [list(order) for order in orders]
    while orders := [order for order in orders if order]:
        # The next is who is first somewhere and stands behind somebody nowhere.
        ready = (order[0] for order in orders if not any(order[0] in other[1:] for other in orders))
        head = next(ready, _missing)
        if head is _missing:
            raise RuntimeError("Inconsistent hierarchy")
        merged.append(head)
        for order in orders:
            if order[0] == head:
                del order[0]
    return merged


def _c3_mro(cls, abcs):
    """The MRO of cls with abstract classes in it that cls matches without deriving from them: each stands behind the class that is the
    first to match it, and behind that class's own abstract bases."""
    bases = cls.__bases__
    boundary = max((i + 1 for i, base in enumerate(bases) if hasattr(base, "__abstractmethods__")), default=0)
    explicit, other = list(bases[:boundary]), list(bases[boundary:])
    abstract = [a for a in abcs if issubclass(cls, a) and not any(issubclass(b, a) for b in bases)]
    rest = [a for a in abcs if a not in abstract]
    orders = [_c3_mro(base, rest) for base in explicit + abstract + other]
    return _merge([[cls], *orders, explicit, abstract, other])


def _compose_mro(cls, types):
    bases = set(cls.__mro__)

    def matches(typ):
        return typ not in bases and hasattr(typ, "__mro__") and issubclass(cls, typ)

    types = [t for t in types if matches(t)]
    types = [t for t in types if not any(t != o and t in o.__mro__ for o in types)]
    mro = []
    for typ in types:
        # Subclasses of it that cls matches too tell in which order the types come.
        found = [[s for s in sub.__mro__ if s in types] for sub in type.__subclasses__(typ) if sub not in bases and issubclass(cls, sub)]
        found.sort(key=len, reverse=True)
        for order in found or [[typ]]:
            mro += [t for t in order if t not in mro]
    return _c3_mro(cls, mro)


def _find_impl(cls, registry):
    ranked = _compose_mro(cls, registry)
    places = [i for i, typ in enumerate(ranked) if typ in registry]
    if not places:
        return registry.get(None)
    match, rival = ranked[places[0]], ranked[places[0] + 1 : places[0] + 2]
    for other in rival:
        # Two that cls only matches, neither of which is below the other.
        if other in registry and other not in cls.__mro__ and match not in cls.__mro__ and not issubclass(match, other):
            raise RuntimeError(f"Ambiguous dispatch: {match} or {other}")
    return registry[match]


def _is_union_type(cls):
    from types import UnionType
    from typing import Union, get_origin

    return get_origin(cls) in {Union, UnionType}


def _is_valid_dispatch_type(cls):
    if isinstance(cls, type):
        return True
    from typing import get_args

    return _is_union_type(cls) and all(isinstance(arg, type) for arg in get_args(cls))


def _annotated_class(func):
    """The class that the first annotation of a function names: @register without a class."""
    if not getattr(func, "__annotations__", None):
        raise TypeError(
            f"Invalid first argument to `register()`: {func!r}. Use either `@register(some_class)` or plain `@register` "
            f"on an annotated function."
        )
    from typing import get_type_hints

    name, cls = next(iter(get_type_hints(func).items()))
    if not _is_valid_dispatch_type(cls):
        problem = "not all arguments are classes" if _is_union_type(cls) else "is not a class"
        raise TypeError(f"Invalid annotation for {name!r}. {cls!r} {problem}.")
    return cls


def singledispatch(func):
    from abc import get_cache_token
    from types import MappingProxyType

    registry, found = {object: func}, {}
    # Set once an abstract class is registered: then what matches may change when classes register with it.
    token = None

    def dispatch(cls):
        nonlocal token
        if token is not None:
            now = get_cache_token()
            if now != token:
                token = now
                found.clear()
        if cls not in found:
            found[cls] = registry[cls] if cls in registry else _find_impl(cls, registry)
        return found[cls]

    def register(cls, func=None):
        nonlocal token
        valid = _is_valid_dispatch_type(cls)
        if func is None:
            if valid:
                return partial(register, cls)
            cls, func = _annotated_class(cls), cls
        elif not valid:
            raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
        registry.update(dict.fromkeys([cls] if isinstance(cls, type) else cls.__args__, func))
        if hasattr(cls, "__abstractmethods__") and token is None:
            token = get_cache_token()
        found.clear()
        return func

    def wrapper(*args, **kw):
        if args:
            return dispatch(args[0].__class__)(*args, **kw)
        raise TypeError(f"{getattr(func, '__name__', 'singledispatch function')} requires at least 1 positional argument")

    for name, value in {"register": register, "dispatch": dispatch, "registry": MappingProxyType(registry), "_clear_cache": found.clear}.items():
        setattr(wrapper, name, value)
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    __isabstractmethod__ = _abstract

    def __init__(self, func):
        self.func = _checked(func)
        self.dispatcher = singledispatch(func)

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def method(*args, **kwargs):
            chosen = self.dispatcher.dispatch(args[0].__class__)
            return chosen.__get__(obj, cls)(*args, **kwargs)

        method.register, method.__isabstractmethod__ = self.register, self.__isabstractmethod__
        return update_wrapper(method, self.func)
