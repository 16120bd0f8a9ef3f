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


def _checked(view_func, name):
    def check(request):
        if not hasattr(request, "META"):
            raise TypeError(
                "%s didn't receive an HttpRequest. If you are decorating a classmethod, be sure to use @method_decorator." % name
            )

    if iscoroutinefunction(view_func):
        async def wrapper(request, *args, **kwargs):
            check(request)
            return await view_func(request, *args, **kwargs)
    else:
        def wrapper(request, *args, **kwargs):
            check(request)
            return view_func(request, *args, **kwargs)
    return wraps(view_func)(wrapper)


def cache_control(**kwargs):
    change = _after(lambda response: patch_cache_control(response, **kwargs))
    return lambda view_func: change(_checked(view_func, "cache_control"))


def never_cache(view_func):
    return _after(add_never_cache_headers)(_checked(view_func, "never_cache"))


def cache_page(timeout, *, cache=None, key_prefix=None):
    from django.middleware.cache import CacheMiddleware
    from django.utils.decorators import decorator_from_middleware_with_args

    return decorator_from_middleware_with_args(CacheMiddleware)(page_timeout=timeout, cache_alias=cache, key_prefix=key_prefix)
