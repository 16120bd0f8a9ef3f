from _asyncio import _is_coroutine
from functools import partial
from types import FunctionType, MethodType

__all__ = ("iscoroutinefunction", "iscoroutine")

iscoroutine = _is_coroutine
_marker = object()


def iscoroutinefunction(func):
    return _flagged(func) or getattr(func, "_is_coroutine", None) is _marker


def _flagged(func):
    # What inspect.iscoroutinefunction says, without importing inspect for what is a plain function or nothing like one.
    f = func
    while isinstance(f, MethodType):
        f = f.__func__
    while isinstance(f, partial):
        f = f.func
    if isinstance(f, FunctionType):
        return bool(f.__code__.co_flags & 0x80)
    if isinstance(f, type) or not callable(f) or not hasattr(f, "__code__"):
        return False
    import inspect

    return inspect.iscoroutinefunction(func)


# The name under which libraries mark functions of theirs as coroutine functions.
_is_coroutine = _marker
