"""A request's session: opened when it comes, saved when its answer leaves."""

import time
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import http_date


def _cookie(session, response):
    """Names the session to the client, for as long as it is to last."""
    max_age = expires = None
    if not session.get_expire_at_browser_close():
        max_age = session.get_expiry_age()
        expires = http_date(time.time() + max_age)
    response.set_cookie(
        settings.SESSION_COOKIE_NAME, session.session_key, max_age=max_age, expires=expires, domain=settings.SESSION_COOKIE_DOMAIN,
        path=settings.SESSION_COOKIE_PATH, secure=settings.SESSION_COOKIE_SECURE or None, httponly=settings.SESSION_COOKIE_HTTPONLY or None,
        samesite=settings.SESSION_COOKIE_SAMESITE,
    )


def _to_save(request, response):
    """Whether the session has to be saved; the headers say on what the answer depended."""
    session = request.session
    empty = session.is_empty()
    if settings.SESSION_COOKIE_NAME in request.COOKIES and empty:
        response.delete_cookie(
            settings.SESSION_COOKIE_NAME, path=settings.SESSION_COOKIE_PATH, domain=settings.SESSION_COOKIE_DOMAIN,
            samesite=settings.SESSION_COOKIE_SAMESITE,
        )
        patch_vary_headers(response, ("Cookie",))
        return False
    if session.accessed:
        patch_vary_headers(response, ("Cookie",))
    return (session.modified or settings.SESSION_SAVE_EVERY_REQUEST) and not empty and response.status_code < 500


_INTERRUPTED = "The request's session was deleted before the request completed. The user may have logged out in a concurrent request, for example."


def close_session(request, response):
    if _to_save(request, response):
        try:
            request.session.save()
        except UpdateError:
            raise SessionInterrupted(_INTERRUPTED)
        _cookie(request.session, response)
    return response


async def aclose_session(request, response):
    if _to_save(request, response):
        try:
            await request.session.asave()
        except UpdateError:
            raise SessionInterrupted(_INTERRUPTED)
        _cookie(request.session, response)
    return response


class SessionMiddleware(MiddlewareMixin):
    def __init__(self, get_response):
        super().__init__(get_response)
        self.SessionStore = import_module(settings.SESSION_ENGINE).SessionStore

    def process_request(self, request):
        request.session = self.SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))

    def process_response(self, request, response):
        if not hasattr(request, "session"):
            return response
        return close_session(request, response)
