# How objects say what they are made of: object.__reduce_ex__, object.__getstate__ and the native types' own ways, for copy and pickle.
import types as _types

__all__ = ["pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"]

dispatch_table = {}


def _callable(what, function):
    if not callable(function):
        raise TypeError(what + " must be callable")


def constructor(object):
    _callable("constructors", object)


def pickle(ob_type, pickle_function, constructor_ob=None):
    _callable("reduction functions", pickle_function)
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def pickle_union(obj):
    from functools import reduce
    from operator import or_

    return reduce, (or_, obj.__args__)


def pickle_complex(c):
    return complex, (c.real, c.imag)


pickle(complex, pickle_complex, complex)
pickle(_types.UnionType, pickle_union)


# Pickles name the next three.


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _reconstructor(cls, base, state):
    # An object's own base has no value to begin with.
    value = () if base is object else (state,)
    x = base.__new__(cls, *value)
    if value and base.__init__ is not object.__init__:
        base.__init__(x, state)
    return x


# Native types that can be made anew from their values, by the name that their classes have. Each gives __reduce__'s tuple.


def _state(x):
    return x.__getstate__()


def _reduce_timezone(x, proto):
    offset, name = x.utcoffset(None), x.tzname(None)
    return type(x), (offset,) if name == type(x)(offset).tzname(None) else (offset, name)


def _reduce_tzinfo(x, proto):
    args = x.__getinitargs__() if hasattr(x, "__getinitargs__") else ()
    return type(x), args, _state(x)


def _with_tz(x, proto, *args):
    args += () if x.tzinfo is None else (x.tzinfo,)
    return (__newobj_ex__, (type(x), args, {"fold": 1})) if x.fold and proto > 3 else (type(x), args)


def _reduce_pattern(x, proto):
    import re

    return re.compile, (x.pattern, x.flags)


def _by_state(x, proto):
    if proto < 2:
        raise TypeError(f"cannot pickle {type(x).__name__!r} object")
    return __newobj__, (type(x),), x.__getstate__()


def _context_args(c):
    return c.prec, c.rounding, c.Emin, c.Emax, c.capitals, c.clamp, *([s for s, on in d.items() if on] for d in (c.flags, c.traps))


def _random(cls, state):
    x = cls()
    x.setstate(state)
    return x


_reducers = {
    "random.Random": lambda x, proto: (_random, (type(x), x.getstate())),
    "builtins.range": lambda x, proto: (range, (x.start, x.stop, x.step)),
    "builtins.slice": lambda x, proto: (slice, (x.start, x.stop, x.step)),
    "builtins.set": lambda x, proto: (type(x), (list(x),), _state(x)),
    "builtins.frozenset": lambda x, proto: (type(x), (list(x),), _state(x)),
    "builtins.bytearray": lambda x, proto: (type(x), (bytes(x),), _state(x)),
    "builtins.ellipsis": lambda x, proto: "Ellipsis",
    "builtins.NotImplementedType": lambda x, proto: "NotImplemented",
    "builtins.function": lambda x, proto: x.__qualname__,
    "builtins.method": lambda x, proto: (getattr, (x.__self__, x.__func__.__name__)),
    "builtins.builtin_function_or_method": lambda x, proto: x.__name__ if x.__self__ is None or isinstance(x.__self__, _types.ModuleType) else (getattr, (x.__self__, x.__name__)),
    "builtins.method_descriptor": lambda x, proto: (getattr, (x.__objclass__, x.__name__)),
    "builtins.wrapper_descriptor": lambda x, proto: (getattr, (x.__objclass__, x.__name__)),
    "types.GenericAlias": lambda x, proto: (type(x), (x.__origin__, x.__args__)),
    "datetime.date": lambda x, proto: (type(x), (x.year, x.month, x.day)),
    "datetime.datetime": lambda x, proto: _with_tz(x, proto, x.year, x.month, x.day, x.hour, x.minute, x.second, x.microsecond),
    "datetime.time": lambda x, proto: _with_tz(x, proto, x.hour, x.minute, x.second, x.microsecond),
    "datetime.timedelta": lambda x, proto: (type(x), (x.days, x.seconds, x.microseconds)),
    "datetime.timezone": _reduce_timezone,
    "datetime.tzinfo": _reduce_tzinfo,
    "zoneinfo.ZoneInfo": lambda x, proto: (type(x), (x.key,)),
    "uuid.UUID": lambda x, proto: (type(x), (x.hex,)),
    "re.Pattern": _reduce_pattern,
    "datetime.IsoCalendarDate": lambda x, proto: (tuple, (tuple(x),)),
    "decimal.Context": lambda x, proto: (type(x), _context_args(x)),
    "_io.StringIO": lambda x, proto: _by_state(x, proto),
    "_io.BytesIO": lambda x, proto: _by_state(x, proto),
    "statistics.NormalDist": lambda x, proto: (type(x), (x.mean, x.stdev)),
}

_builtin_args = (
    (tuple, lambda x: (tuple(x),)), (str, lambda x: (str.__str__(x),)), (bytes, lambda x: (bytes(x),)), (int, lambda x: (int.__int__(x),)),
    (float, lambda x: (float.__float__(x),)), (complex, lambda x: (x.real, x.imag)),
)


def _reduce_native(x, cls, proto):
    """What the native type that cls derives from does; None: nothing of its own."""
    for base in cls.__mro__:
        reducer = _reducers.get(f"{base.__module__}.{base.__qualname__}")
        if reducer is not None:
            return reducer(x, proto)
    if _opaque(x):
        raise TypeError(f"cannot pickle '{_c_name(cls)}' object")


def _reduce_ex(x, proto):
    """object.__reduce_ex__ where the class has no __reduce__ of its own."""
    cls = type(x)
    found = _reduce_native(x, cls, proto)
    if found is not None:
        return found
    if proto < 2:
        return _reduce_old(x, cls)
    if hasattr(cls, "__getnewargs_ex__"):
        new_args = x.__getnewargs_ex__()
        if not isinstance(new_args, tuple):
            raise TypeError(f"__getnewargs_ex__ should return a tuple, not '{type(new_args).__name__}'")
        if len(new_args) != 2:
            raise ValueError(f"__getnewargs_ex__ should return a tuple of length 2, not {len(new_args)}")
        args, kwargs = new_args
        if not isinstance(args, tuple):
            raise TypeError(f"first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{type(args).__name__}'")
        if not isinstance(kwargs, dict):
            raise TypeError(f"second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{type(kwargs).__name__}'")
        func, args = (__newobj_ex__, (cls, args, kwargs)) if kwargs else (__newobj__, (cls, *args))
    else:
        func, args = __newobj__, (cls,)
        if hasattr(cls, "__getnewargs__"):
            new_args = x.__getnewargs__()
            if not isinstance(new_args, tuple):
                raise TypeError(f"__getnewargs__ should return a tuple, not '{type(new_args).__name__}'")
            args += new_args
        else:
            for base, values in _builtin_args:
                if isinstance(x, base):
                    args += values(x)
                    break
    return func, args, x.__getstate__(), iter(x) if isinstance(x, list) else None, iter(x.items()) if isinstance(x, dict) else None


def _reduce_old(x, cls):
    """Protocols 0 and 1: the value of the built-in class that cls derives from, and the state."""
    base, value = object, None
    for b in (int, float, complex, str, bytes, tuple, list, dict):
        if isinstance(x, b):
            if b is cls:
                raise TypeError(f"cannot pickle {cls.__name__!r} object")
            base, value = b, b(x)
    if type(x).__getstate__ is object.__getstate__ and getattr(x, "__slots__", None):
        raise TypeError("a class that defines __slots__ without defining __getstate__ cannot be pickled")
    state = x.__getstate__()
    return (_reconstructor, (cls, base, value), state) if state else (_reconstructor, (cls, base, value))


def _slotnames(cls):
    names = []
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                stripped = base.__name__.lstrip("_")
                name = f"_{stripped}{name}" if stripped else name
            names.append(name)
    return names


def _getstate(x):
    """object.__getstate__."""
    attrs = getattr(x, "__dict__", None) or None
    slots = {}
    for name in _slotnames(type(x)):
        try:
            slots[name] = getattr(x, name)
        except AttributeError:
            pass
    return (attrs, slots) if slots else attrs


# Codes that stand for (module, name), both ways, and the objects that they were found to be.
_extension_registry, _inverted_registry, _extension_cache = {}, {}, {}


def add_extension(module, name, code):
    key, code = (module, name), int(code)
    if code < 1 or code > 0x7FFFFFFF:
        raise ValueError("code out of range")
    known_code, known_key = _extension_registry.get(key), _inverted_registry.get(code)
    if (known_code, known_key) == (code, key):
        return
    if known_code is not None:
        raise ValueError(f"key {key} is already registered with code {known_code}")
    if known_key is not None:
        raise ValueError(f"code {code} is already in use for key {known_key}")
    _extension_registry[key], _inverted_registry[code] = code, key


def remove_extension(module, name, code):
    key = module, name
    if (_extension_registry.get(key), _inverted_registry.get(code)) != (code, key):
        raise ValueError(f"key {key} is not registered with code {code}")
    for table, known in (_extension_registry, key), (_inverted_registry, code), (_extension_cache, code):
        table.pop(known, None)


def clear_extension_cache():
    _extension_cache.clear()
