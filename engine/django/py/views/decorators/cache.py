from functools import wraps

from asgiref.sync import iscoroutinefunction

from django.utils.cache import add_never_cache_headers, patch_cache_control


def _after(change):
    """A decorator of views, sync and async, that changes the response."""

    def decorator(view_func):
        if iscoroutinefunction(view_func):
            async def wrapper(request, *args, **kwargs):
                response = await view_func(request, *args, **kwargs)
                change(response)
                return response
        else:
            def wrapper(request, *args, **kwargs):
                response = view_func(request, *args, **kwargs)
                change(response)
                return response
        return wraps(view_func)(wrapper)

    return decorator


def cache_control(**kwargs):
    return _after(lambda response: patch_cache_control(response, **kwargs))


def never_cache(view_func):
    return _after(add_never_cache_headers)(view_func)


def cache_page(timeout, *, cache=None, key_prefix=None):
    raise NotImplementedError("django.views.decorators.cache.cache_page is not part of this playground: keep what a view computes with cache.get_or_set()")
