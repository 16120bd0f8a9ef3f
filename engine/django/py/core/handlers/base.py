"""From a request to its answer: middleware, the view, and what becomes of exceptions."""

import sys
import traceback
from importlib import import_module

from asgiref.sync import async_to_sync, iscoroutinefunction, sync_to_async

from django.conf import settings
from django.core import signals
from django.core.exceptions import BadRequest, ImproperlyConfigured, MiddlewareNotUsed, PermissionDenied, SuspiciousOperation
from django.db import connections, transaction
from django.http import Http404
from django.urls import resolve
from django.utils.functional import SimpleLazyObject, empty
from django.utils.module_loading import import_string


def _log(message, *args, level="warning", logger="django.request", **kwargs):
    """To the log, if anybody has ever asked for one."""
    logging = sys.modules.get("logging")
    if logging is not None:
        getattr(logging.getLogger(logger), level)(message, *args, **kwargs)


def _error_page(request, status, exc=None):
    """What handler404 and its like in the URLconf answer, or what Django's own do."""
    urlconf = getattr(request, "urlconf", None) or settings.ROOT_URLCONF
    try:
        module = import_module(urlconf) if isinstance(urlconf, str) else urlconf
    except ImportError:
        module = None
    handler = getattr(module, "handler%d" % status, None)
    if handler is None:
        from django.views import defaults

        handler = {400: defaults.bad_request, 403: defaults.permission_denied, 404: defaults.page_not_found, 500: defaults.server_error}[status]
    elif isinstance(handler, str):
        handler = import_string(handler)
    response = handler(request) if status == 500 else handler(request, exception=exc)
    return async_to_sync(handler)(request) if hasattr(response, "cr_code") else response


def response_for_exception(request, exc):
    """The answer that tells of an exception. What nobody expected is kept for the client, who may want it raised."""
    if isinstance(exc, Http404):
        return _error_page(request, 404, exc)  # which is logged with every other answer of the kind
    if isinstance(exc, PermissionDenied):
        status, level, logger, message = 403, "warning", "django.request", ("Forbidden (Permission denied): %s", request.path)
    elif isinstance(exc, BadRequest):
        status, level, logger, message = 400, "warning", "django.request", ("%s: %s", exc, request.path)
    elif isinstance(exc, SuspiciousOperation):
        status, level, logger, message = 400, "error", "django.security." + exc.__class__.__name__, (str(exc),)
    else:
        signals.got_request_exception.send(sender=None, request=request)
        request._unexpected = exc
        status, level, logger, message = 500, "error", "django.request", ("Internal Server Error: %s", request.path)
    response = _error_page(request, status, exc)
    _log(*message, level=level, logger=logger, exc_info=exc)
    response._has_been_logged = True
    return response


def _check(view, response, name=None):
    if response is not None and not hasattr(response, "cr_code"):
        return response
    if name is None:
        name = "The view %s.%s" % (view.__module__, getattr(view, "__name__", type(view).__name__ + ".__call__"))
    if response is None:
        raise ValueError(f"{name} didn't return an HttpResponse object. It returned None instead.")
    raise ValueError(
        f"{name} didn't return an HttpResponse object. It returned an unawaited coroutine instead. "
        "You may need to add an 'await' into your view."
    )


def _atomic(view):
    """The view in transactions, where settings ask for one a request."""
    for alias in connections:
        if connections[alias].settings_dict["ATOMIC_REQUESTS"] and alias not in getattr(view, "_non_atomic_requests", ()):
            if iscoroutinefunction(view):
                raise RuntimeError("You cannot use ATOMIC_REQUESTS with async views.")
            view = transaction.atomic(using=alias)(view)
    return view


def _converting(get_response):
    """A layer of the chain: what it raises becomes a response before the next layer sees it."""
    if iscoroutinefunction(get_response):
        async def inner(request):
            try:
                return await get_response(request)
            except Exception as exc:
                return response_for_exception(request, exc)
    else:
        def inner(request):
            try:
                return get_response(request)
            except Exception as exc:
                return response_for_exception(request, exc)
    return inner


def _adapted(method, is_async, method_is_async=None):
    """A method for callers of the other kind."""
    if method_is_async is None:
        method_is_async = iscoroutinefunction(method)
    if is_async and not method_is_async:
        return sync_to_async(method, thread_sensitive=True)
    if method_is_async and not is_async:
        return async_to_sync(method)
    return method


class _Chain:
    """settings.MIDDLEWARE around the view. Those of Django's own work on sessions, cookies and templates, and have nothing to do here."""

    def __init__(self, is_async):
        self.view, self.template_response, self.exception = [], [], []
        handler, handler_is_async = _converting(self.aget_response if is_async else self.get_response), is_async
        for path in reversed(settings.MIDDLEWARE):
            if isinstance(path, str) and path.startswith("django."):
                continue
            middleware = import_string(path) if isinstance(path, str) else path
            can_sync, can_async = getattr(middleware, "sync_capable", True), getattr(middleware, "async_capable", False)
            if not can_sync and not can_async:
                raise RuntimeError("Middleware %s must have at least one of sync_capable/async_capable set to True." % path)
            layer_is_async = can_async if handler_is_async or not can_sync else False
            adapted = _adapted(handler, layer_is_async, handler_is_async)
            try:
                layer = middleware(adapted)
            except MiddlewareNotUsed as exc:
                if settings.DEBUG:
                    _log("MiddlewareNotUsed(%r): %s" if str(exc) else "MiddlewareNotUsed: %r", path, *filter(None, [str(exc)]), level="debug")
                continue
            if layer is None:
                raise ImproperlyConfigured("Middleware factory %s returned None." % path)
            if hasattr(layer, "process_view"):
                self.view.insert(0, _adapted(layer.process_view, is_async))
            if hasattr(layer, "process_template_response"):
                self.template_response.append(_adapted(layer.process_template_response, is_async))
            if hasattr(layer, "process_exception"):
                self.exception.append(_adapted(layer.process_exception, False))
            handler, handler_is_async = _converting(layer), layer_is_async
        self.handler = _adapted(handler, is_async, handler_is_async)

    def caught(self, exc, request):
        """What a middleware says about an exception; when none does, it goes on its way."""
        for method in self.exception:
            response = method(request, exc)
            if response:
                return response
        raise exc

    def get_response(self, request):
        match = _resolve(request)
        response = None
        for method in self.view:
            response = method(request, match.func, match.args, match.kwargs)
            if response:
                break
        if response is None:
            view = _adapted(_atomic(match.func), False)
            try:
                response = view(request, *match.args, **match.kwargs)
            except Exception as exc:
                if not self.exception:
                    raise
                response = self.caught(exc, request)
        _check(match.func, response)
        if callable(getattr(response, "render", None)):
            for method in self.template_response:
                response = _check(method, method(request, response), "%s.process_template_response" % method.__self__.__class__.__name__)
            try:
                response = response.render()
            except Exception as exc:
                response = self.caught(exc, request)
        return response

    async def aget_response(self, request):
        match = _resolve(request)
        response = None
        for method in self.view:
            response = await method(request, match.func, match.args, match.kwargs)
            if response:
                break
        if response is None:
            view = _adapted(_atomic(match.func), True)
            try:
                response = await view(request, *match.args, **match.kwargs)
            except Exception as exc:
                if not self.exception:
                    raise
                response = await sync_to_async(self.caught, thread_sensitive=True)(exc, request)
        _check(match.func, response)
        if callable(getattr(response, "render", None)):
            for method in self.template_response:
                response = _check(method, await method(request, response), "%s.process_template_response" % method.__self__.__class__.__name__)
            try:
                response = await _adapted(response.render, True)()
            except Exception as exc:
                response = await sync_to_async(self.caught, thread_sensitive=True)(exc, request)
        return response


def _resolve(request):
    match = request.resolver_match = resolve(request.path_info, getattr(request, "urlconf", None))
    return match


def _session_of(request):
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


def _told(request, response, raise_request_exception):
    if response.status_code >= 400 and not getattr(response, "_has_been_logged", False):
        _log("%s: %s", response.reason_phrase, request.path, level="error" if response.status_code >= 500 else "warning")
    exc = getattr(request, "_unexpected", None)
    if exc is None:
        return response
    if raise_request_exception:
        raise exc
    traceback.print_exception(exc)
    return response


def handle(request, raise_request_exception=True):
    """What a WSGI worker does with a request."""
    open_session(request)
    response = close_session(request, _Chain(False).handler(request))
    return _told(request, response, raise_request_exception)


async def ahandle(request, raise_request_exception=True):
    """The same on an event loop: an async view runs on it, a sync one on the context's thread. Of the test client that is the one that all share;
    only an ASGI server gives each request a ThreadSensitiveContext."""
    open_session(request)
    response = await aclose_session(request, await _Chain(True).handler(request))
    return _told(request, response, raise_request_exception)
