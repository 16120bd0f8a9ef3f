from functools import wraps

from asgiref.sync import iscoroutinefunction

from django.http import HttpResponseNotAllowed


def _not_allowed(request, methods):
    from django.utils.log import log_response

    response = HttpResponseNotAllowed(methods)
    log_response("Method Not Allowed (%s): %s", request.method, request.path, response=response, request=request)
    return response


def require_http_methods(request_method_list):
    def decorator(func):
        if iscoroutinefunction(func):
            @wraps(func)
            async def inner(request, *args, **kwargs):
                if request.method not in request_method_list:
                    return _not_allowed(request, request_method_list)
                return await func(request, *args, **kwargs)
        else:
            @wraps(func)
            def inner(request, *args, **kwargs):
                if request.method not in request_method_list:
                    return _not_allowed(request, request_method_list)
                return func(request, *args, **kwargs)
        return inner

    return decorator


require_GET = require_http_methods(["GET"])
require_POST = require_http_methods(["POST"])
require_safe = require_http_methods(["GET", "HEAD"])


def condition(etag_func=None, last_modified_func=None):
    """A decorator of views that answers what did not change without them."""

    def decorator(func):
        from django.utils.cache import get_conditional_response
        from django.utils.http import http_date, quote_etag

        def before(request, args, kwargs):
            modified = last_modified_func and last_modified_func(request, *args, **kwargs)
            if modified:
                from datetime import timezone

                modified = int((modified if modified.utcoffset() is not None else modified.replace(tzinfo=timezone.utc)).timestamp())
            tag = etag_func(request, *args, **kwargs) if etag_func else None
            tag = None if tag is None else quote_etag(tag)
            return get_conditional_response(request, etag=tag, last_modified=modified or None), tag, modified

        def after(request, response, tag, modified):
            if request.method in ("GET", "HEAD"):
                if modified and not response.has_header("Last-Modified"):
                    response.headers["Last-Modified"] = http_date(modified)
                if tag:
                    response.headers.setdefault("ETag", tag)
            return response

        if iscoroutinefunction(func):
            @wraps(func)
            async def inner(request, *args, **kwargs):
                response, *found = before(request, args, kwargs)
                return after(request, await func(request, *args, **kwargs) if response is None else response, *found)
        else:
            @wraps(func)
            def inner(request, *args, **kwargs):
                response, *found = before(request, args, kwargs)
                return after(request, func(request, *args, **kwargs) if response is None else response, *found)
        return inner

    return decorator


def etag(etag_func):
    return condition(etag_func=etag_func)


def last_modified(last_modified_func):
    return condition(last_modified_func=last_modified_func)


def conditional_page(view_func):
    from django.middleware.http import ConditionalGetMiddleware
    from django.utils.decorators import decorator_from_middleware

    return decorator_from_middleware(ConditionalGetMiddleware)(view_func)
