import os
from asyncio import get_running_loop
from functools import wraps

from django.core.exceptions import SynchronousOnlyOperation


def async_unsafe(message):
    def decorator(func):
        @wraps(func)
        def inner(*args, **kwargs):
            try:
                get_running_loop()
            except RuntimeError:
                pass
            else:
                if not os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE"):
                    raise SynchronousOnlyOperation(message)
            return func(*args, **kwargs)

        return inner

    if callable(message):
        func, message = message, "You cannot call this from an async context - use a thread or sync_to_async."
        return decorator(func)
    return decorator
