import asyncio
import contextlib
import inspect
import pprint
import sys
from asyncio.coroutines import _is_coroutine as _coroutine_mark
from functools import partial, wraps
from types import MethodType, ModuleType

__all__ = (
    "Mock", "MagicMock", "patch", "sentinel", "DEFAULT", "ANY", "call", "create_autospec", "AsyncMock", "FILTER_DIR",
    "NonCallableMock", "NonCallableMagicMock", "mock_open", "PropertyMock", "seal",
)

FILTER_DIR = True


class _SentinelObject:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"sentinel.{self.name}"

    def __reduce__(self):
        return f"sentinel.{self.name}"


class _Sentinel:
    def __init__(self):
        self._sentinels = {}

    def __getattr__(self, name):
        if name == "__bases__":
            raise AttributeError
        return self._sentinels.setdefault(name, _SentinelObject(name))


sentinel = _Sentinel()
DEFAULT = sentinel.DEFAULT
_missing = sentinel.MISSING
_deleted = sentinel.DELETED


class InvalidSpecError(Exception):
    pass


class _ANY:
    """Equal to everything."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __repr__(self):
        return "<ANY>"


ANY = _ANY()


def _is_magic(name):
    return f"__{name[2:-2]}__" == name


def _is_list(obj):
    return type(obj) in (list, tuple)


def _is_exception(obj):
    return issubclass(obj if isinstance(obj, type) else type(obj), BaseException)


def _is_async_func(obj):
    if isinstance(obj, (staticmethod, classmethod)):
        obj = obj.__func__
    return hasattr(obj, "__code__") and asyncio.iscoroutinefunction(obj) if not isinstance(obj, NonCallableMock) else isinstance(obj, AsyncMock)


def _is_async_obj(obj):
    if _is_instance_mock(obj):
        return isinstance(obj, AsyncMock)
    return asyncio.iscoroutinefunction(getattr(obj, "__func__", obj)) or inspect.isawaitable(obj)


def _is_instance_mock(obj):
    return issubclass(type(obj), NonCallableMock)


def _callable(obj):
    while isinstance(obj, (staticmethod, classmethod, MethodType)):
        obj = obj.__func__
    return isinstance(obj, type) or getattr(obj, "__call__", None) is not None


def _instance_callable(obj):
    """Whether an instance of obj, or obj itself where it is no class, can be called."""
    if not isinstance(obj, type):
        return getattr(obj, "__call__", None) is not None
    return any(base.__dict__.get("__call__") is not None for base in obj.__mro__)


def _get_signature_object(spec, as_instance, eat_self):
    """The function behind spec and its signature; None where there is none."""
    if isinstance(spec, type) and not as_instance:
        spec, eat_self = spec.__init__, True
    elif isinstance(spec, (classmethod, staticmethod)):
        eat_self = eat_self or isinstance(spec, classmethod)
        spec = spec.__func__
    elif not hasattr(spec, "__code__"):
        spec = getattr(spec, "__call__", None)
        if spec is None:
            return None
    try:
        return spec, inspect.signature(partial(spec, None) if eat_self else spec)
    except (TypeError, ValueError):
        return None


def _check_sig(func, mock, skipfirst, instance=False):
    found, cls = _get_signature_object(func, instance, skipfirst), type(mock)
    if found:
        cls.__signature__ = sig = found[1]
        cls._mock_check_sig = lambda self, /, *args, **kwargs: sig.bind(*args, **kwargs)


def _try_iter(obj):
    try:
        return obj if obj is None or _is_exception(obj) or _callable(obj) else iter(obj)
    except TypeError:
        return obj
