import traceback

from asgiref.sync import ThreadSensitiveContext, async_to_sync, iscoroutinefunction, sync_to_async

from django.core import signals
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponseBadRequest, HttpResponseForbidden, HttpResponseNotFound, HttpResponseServerError
from django.urls import resolve


def _response_for(exc):
    if isinstance(exc, Http404):
        return HttpResponseNotFound("<h1>Not Found</h1><p>The requested resource was not found on this server.</p>")
    if isinstance(exc, PermissionDenied):
        return HttpResponseForbidden("<h1>403 Forbidden</h1>")
    if isinstance(exc, (SuspiciousOperation, BadRequest)):
        return HttpResponseBadRequest("<h1>Bad Request (400)</h1>")
    return None


def _check(view, response):
    name = getattr(view, "__name__", type(view).__name__)
    if response is None:
        raise ValueError(f"The view {view.__module__}.{name} didn't return an HttpResponse object. It returned None instead.")
    if hasattr(response, "cr_code"):
        raise ValueError(
            f"The view {view.__module__}.{name} didn't return an HttpResponse object. It returned an unawaited coroutine instead. "
            "You may need to add an 'await' into your view."
        )
    return response


def handle(request, raise_request_exception=True):
    """What a WSGI worker does with a request."""
    try:
        match = request.resolver_match = resolve(request.path_info)
        view = match.func
        if iscoroutinefunction(view):
            view = async_to_sync(view)
        return _check(match.func, view(request, *match.args, **match.kwargs))
    except Exception as exc:
        response = _response_for(exc)
        if response is None:
            if raise_request_exception:
                raise
            traceback.print_exc()
            response = HttpResponseServerError("<h1>Server Error (500)</h1>")
        return response


async def ahandle(request, raise_request_exception=True):
    """What an ASGI server does with a request: an async view runs on the loop, a sync one on the request's own thread."""
    async with ThreadSensitiveContext():
        try:
            match = request.resolver_match = resolve(request.path_info)
            view = match.func
            if not iscoroutinefunction(view):
                view = sync_to_async(view, thread_sensitive=True)
            return _check(match.func, await view(request, *match.args, **match.kwargs))
        except Exception as exc:
            response = _response_for(exc)
            if response is None:
                if raise_request_exception:
                    raise
                traceback.print_exc()
                response = HttpResponseServerError("<h1>Server Error (500)</h1>")
            return response
