"""A request's session: opened when it comes, saved when its answer leaves."""

import time
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import http_date


def _cookie_options(*names):
    """What the settings say of the session's cookie, as arguments."""
    return {name: getattr(settings, f"SESSION_COOKIE_{name.upper()}") for name in names}


def _cookie(session, response):
    """Names the session to the client, for as long as it is to last."""
    lasts = {}
    if not session.get_expire_at_browser_close():
        age = session.get_expiry_age()
        lasts = {"max_age": age, "expires": http_date(time.time() + age)}
    response.set_cookie(
        settings.SESSION_COOKIE_NAME, session.session_key, **lasts, **_cookie_options("domain", "path", "secure", "httponly", "samesite")
    )


def _to_save(request, response):
    """Whether the session has to be saved; the headers say on what the answer depended."""
    session, name = request.session, settings.SESSION_COOKIE_NAME
    empty = session.is_empty()
    stale = empty and name in request.COOKIES
    if stale:
        response.delete_cookie(name, **_cookie_options("path", "domain", "samesite"))
    if stale or session.accessed:
        patch_vary_headers(response, ["Cookie"])
    wanted = settings.SESSION_SAVE_EVERY_REQUEST or session.modified
    return not empty and wanted and response.status_code < 500


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
        MiddlewareMixin.__init__(self, get_response)
        engine = import_module(settings.SESSION_ENGINE)
        self.SessionStore = engine.SessionStore

    def process_request(self, request):
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        request.session = self.SessionStore(key)

    def process_response(self, request, response):
        return close_session(request, response) if hasattr(request, "session") else response
