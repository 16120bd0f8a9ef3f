import traceback

from asgiref.sync import _OfTheCaller, async_to_sync, iscoroutinefunction, sync_to_async

from django.conf import settings
from django.core import signals
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import connections, transaction
from django.http import Http404, HttpResponseBadRequest, HttpResponseForbidden, HttpResponseNotFound, HttpResponseServerError
from django.urls import resolve
from django.utils.functional import SimpleLazyObject, empty
from django.utils.module_loading import import_string


def _response_for(exc):
    if isinstance(exc, Http404):
        return HttpResponseNotFound("<h1>Not Found</h1><p>The requested resource was not found on this server.</p>")
    if isinstance(exc, PermissionDenied):
        return HttpResponseForbidden("<h1>403 Forbidden</h1>")
    if isinstance(exc, (SuspiciousOperation, BadRequest)):
        return HttpResponseBadRequest("<h1>Bad Request (400)</h1>")
    return None


def _check(view, response):
    name = getattr(view, "__name__", type(view).__name__ + ".__call__")
    if response is None:
        raise ValueError(f"The view {view.__module__}.{name} didn't return an HttpResponse object. It returned None instead.")
    if hasattr(response, "cr_code"):
        raise ValueError(
            f"The view {view.__module__}.{name} didn't return an HttpResponse object. It returned an unawaited coroutine instead. "
            "You may need to add an 'await' into your view."
        )
    return response


def _atomic(view):
    """The view in transactions, where settings ask for one a request."""
    for alias in connections:
        if connections[alias].settings_dict["ATOMIC_REQUESTS"] and alias not in getattr(view, "_non_atomic_requests", ()):
            if iscoroutinefunction(view):
                raise RuntimeError("You cannot use ATOMIC_REQUESTS with async views.")
            view = transaction.atomic(using=alias)(view)
    return view


def _answer_to(exc, raise_request_exception):
    response = _response_for(exc)
    if response is None:
        if raise_request_exception:
            raise exc
        traceback.print_exc()
        response = HttpResponseServerError("<h1>Server Error (500)</h1>")
    return response


def _converting(get_response, raise_request_exception):
    """A layer of the chain: what it raises becomes a response before the next layer sees it."""
    if iscoroutinefunction(get_response):
        async def inner(request):
            try:
                return await get_response(request)
            except Exception as exc:
                return _answer_to(exc, raise_request_exception)
    else:
        def inner(request):
            try:
                return get_response(request)
            except Exception as exc:
                return _answer_to(exc, raise_request_exception)
    return inner


def _chain(get_response, is_async, raise_request_exception):
    """settings.MIDDLEWARE around the view. Those of Django's own work on sessions, cookies and templates, and have nothing to do here."""
    handler = _converting(get_response, raise_request_exception)
    for path in reversed(settings.MIDDLEWARE):
        if isinstance(path, str) and path.startswith("django."):
            continue
        middleware = import_string(path) if isinstance(path, str) else path
        if is_async and not getattr(middleware, "async_capable", False):
            layer = middleware(async_to_sync(handler))
            handler = sync_to_async(layer, thread_sensitive=True)
        elif not is_async and not getattr(middleware, "sync_capable", True):
            handler = async_to_sync(middleware(sync_to_async(handler)))
        else:
            handler = middleware(handler)
        if handler is None:
            from django.core.exceptions import ImproperlyConfigured

            raise ImproperlyConfigured("Middleware factory %s returned None." % path)
        handler = _converting(handler, raise_request_exception)
    return handler


def _resolve(request):
    match = request.resolver_match = resolve(request.path_info, getattr(request, "urlconf", None))
    return match


def _session_of(request):
    from importlib import import_module

    return import_module(settings.SESSION_ENGINE).SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))


def _user_of(request):
    from django.contrib.auth.middleware import get_user

    return get_user(request)


def open_session(request):
    """What Django's middleware for sessions and users gives a request. Who doesn't ask pays nothing for it."""
    if not hasattr(request, "session"):
        request.session = SimpleLazyObject(lambda: _session_of(request))
    if not hasattr(request, "user"):
        async def auser():
            from django.contrib.auth.middleware import auser

            return await auser(request)

        request.user, request.auser = SimpleLazyObject(lambda: _user_of(request)), auser


def _was_asked(request):
    session = request.session
    return type(session) is not SimpleLazyObject or session.__dict__["_wrapped"] is not empty or settings.SESSION_SAVE_EVERY_REQUEST


def close_session(request, response):
    if not _was_asked(request):
        return response
    from django.contrib.sessions.middleware import close_session

    return close_session(request, response)


async def aclose_session(request, response):
    if not _was_asked(request):
        return response
    from django.contrib.sessions.middleware import aclose_session

    return await aclose_session(request, response)


def handle(request, raise_request_exception=True):
    """What a WSGI worker does with a request."""

    def get_response(request):
        match = _resolve(request)
        view = _atomic(match.func)
        if iscoroutinefunction(view):
            view = async_to_sync(view)
        return _check(match.func, view(request, *match.args, **match.kwargs))

    open_session(request)
    return close_session(request, _chain(get_response, False, raise_request_exception)(request))


async def ahandle(request, raise_request_exception=True):
    """What an ASGI server does with a request: an async view runs on the loop, a sync one on the request's own thread."""

    async def get_response(request):
        match = _resolve(request)
        view = _atomic(match.func)
        if not iscoroutinefunction(view):
            view = sync_to_async(view, thread_sensitive=True)
        return _check(match.func, await view(request, *match.args, **match.kwargs))

    async with _OfTheCaller():
        open_session(request)
        return await aclose_session(request, await _chain(get_response, True, raise_request_exception)(request))
