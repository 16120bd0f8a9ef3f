import collections
import collections.abc
import functools
import sys
import types
from types import GenericAlias


def _type_repr(obj):
    """A type as it stands in the repr of another one: builtins by name alone."""
    if isinstance(obj, type) and not isinstance(obj, GenericAlias):
        return obj.__qualname__ if obj.__module__ == "builtins" else f"{obj.__module__}.{obj.__qualname__}"
    return "..." if obj is ... else obj.__name__ if isinstance(obj, types.FunctionType) else repr(obj)


def _remembered(getitem):
    """A subscription that gives the same object for the same arguments: List[int] is List[int]."""

    @functools.lru_cache(typed=True)
    def once(self, params, kinds):
        return getitem(self, params)

    @functools.wraps(getitem)
    def remember(self, params):
        try:
            return once(self, params, tuple(map(type, params)) if isinstance(params, tuple) else None)
        except TypeError:
            pass  # an argument cannot be hashed, or the subscription fails, which it tells better by itself
        return getitem(self, params)

    return remember


def _in_tuple(params):
    return params if isinstance(params, tuple) else (params,)


def _type_convert(arg, module=None, *, allow_special_forms=False):
    if isinstance(arg, str):
        return ForwardRef(arg, module=module, is_class=allow_special_forms)
    return type(None) if arg is None else arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False):
    """The argument if it may stand for a type, with None and strings converted; else TypeError."""
    arg = _type_convert(arg, module=module, allow_special_forms=allow_special_forms)
    # These say something about a name, so they stand only around a whole annotation.
    outermost = () if allow_special_forms else (ClassVar, Final) if is_argument else (ClassVar,)
    if isinstance(arg, _GenericAlias) and arg.__origin__ in (Generic, Protocol, *outermost):
        raise TypeError(f"{arg} is not valid as type argument")
    if isinstance(arg, _SpecialForm):
        bare = arg._alone or allow_special_forms and arg in (ClassVar, Final)
    else:
        bare = arg is not Generic and arg is not Protocol
    if not bare:
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    return arg


def _type_checks(args, msg):
    return tuple([_type_check(arg, msg) for arg in args])


def _is_param_expr(arg):
    """Whether arg may stand for a ParamSpec."""
    return arg is ... or isinstance(arg, (ParamSpec, _ConcatenateGenericAlias, list, tuple))


def _variables(args):
    for arg in args:
        if isinstance(arg, tuple):
            yield from _variables(arg)
        elif not isinstance(arg, type):
            if hasattr(arg, "__typing_subst__"):
                yield arg
            else:
                yield from getattr(arg, "__parameters__", ())


def _collect_parameters(args):
    """The type variables in args, each once, in the order of their first appearance."""
    return tuple(dict.fromkeys(_variables(args)))


def _check_count(owner, given, wanted):
    if given != wanted:
        raise TypeError(f"Too {'few' if given < wanted else 'many'} arguments for {owner}; actual {given}, expected {wanted}")


def _check_generic(cls, parameters, elen):
    if not elen:
        raise TypeError(f"{cls} is not a generic class")
    _check_count(cls, len(parameters), elen)


def _caller(depth=1, default="__main__"):
    try:
        return sys._getframe(depth + 1).f_globals.get("__name__", default)
    except ValueError:
        return None


class _Final:
    """A class that is not for deriving from."""

    __slots__ = ("__weakref__",)

    def __init_subclass__(cls, /, *, _root=False):
        if not _root:
            raise TypeError("Cannot subclass special typing classes")


class _NotIterable:
    __slots__ = ()
    __iter__ = None


def _refuse(message):
    """A method for what cannot be done."""

    def refuse(self, *args, **kwds):
        raise TypeError(message.format(self))

    return refuse


class _Or:
    """What may stand beside others in int | T."""

    __slots__ = ()

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[(left, self)]


class _SpecialForm(_Final, _NotIterable, _Or, _root=True):
    """A name with a meaning of its own; the function says what its subscription gives."""

    # Whether it may be used without a subscription.
    _alone = False

    def __init__(self, getitem):
        self._getitem = getitem
        self._name, self.__doc__ = getitem.__name__, getitem.__doc__

    def __getattr__(self, item):
        if item not in ("__name__", "__qualname__"):
            raise AttributeError(item)
        return self._name

    @_remembered
    def __getitem__(self, parameters):
        return self._getitem(self, parameters)

    __call__ = _refuse("Cannot instantiate {!r}")
    __mro_entries__ = _refuse("Cannot subclass {!r}")
    __instancecheck__ = _refuse("{} cannot be used with isinstance()")
    __subclasscheck__ = _refuse("{} cannot be used with issubclass()")

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name


class _AnyMeta(type):
    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()

    def __instancecheck__(self, obj):
        if self is not Any:
            return super().__instancecheck__(obj)
        raise TypeError("typing.Any cannot be used with isinstance()")


class Any(metaclass=_AnyMeta):
    """Compatible with every type."""

    def __new__(cls, *args, **kwargs):
        if cls is not Any:
            return super().__new__(cls, *args, **kwargs)
        raise TypeError("Any cannot be instantiated")
