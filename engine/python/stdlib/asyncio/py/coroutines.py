from _asyncio import _is_coroutine

__all__ = ("iscoroutinefunction", "iscoroutine")

iscoroutine = _is_coroutine
_marker = object()


def iscoroutinefunction(func):
    import inspect

    return inspect.iscoroutinefunction(func) or getattr(func, "_is_coroutine", None) is _marker


# The name under which libraries mark functions of theirs as coroutine functions.
_is_coroutine = _marker
