from io import IOBase

from django._absent import names_of
from django.conf import settings
from django.core import signals
from django.core.handlers import base
from django.http import QueryDict, parse_cookie
from django.test.client import WSGIRequest  # noqa: F401
from django.urls import set_script_prefix
from django.utils.encoding import repercent_broken_unicode

__getattr__ = names_of(__name__)


class LimitedStream(IOBase):
    """The first bytes of a stream, as many as there are of the request; a server's stream may not end there."""

    def __init__(self, stream, limit):
        self._stream, self._left = stream, limit

    def _read(self, read, size):
        size = self._left if size is None or size < 0 else min(size, self._left)
        data = read(size) if size else b""
        self._left -= len(data)
        return data

    def read(self, size=-1, /):
        return self._read(self._stream.read, size)

    def readline(self, size=-1, /):
        return self._read(self._stream.readline, size)


def _bytes_of(environ, key, default):
    """What a server has read as Latin-1."""
    return environ.get(key, default).encode("iso-8859-1")


def get_path_info(environ):
    return repercent_broken_unicode(_bytes_of(environ, "PATH_INFO", "/")).decode()


def get_script_name(environ):
    """The part of the address before PATH_INFO."""
    if settings.FORCE_SCRIPT_NAME is not None:
        return settings.FORCE_SCRIPT_NAME
    url = _bytes_of(environ, "SCRIPT_URL", "") or _bytes_of(environ, "REDIRECT_URL", "")
    if not url:
        return _bytes_of(environ, "SCRIPT_NAME", "").decode()
    while b"//" in url:
        url = url.replace(b"//", b"/")
    path_info = _bytes_of(environ, "PATH_INFO", "")
    return url.removesuffix(path_info).decode()


def read_environ(request, environ):
    """Makes a request what the environment of a WSGI server says."""
    script_name, path_info = get_script_name(environ), get_path_info(environ) or "/"
    request.path_info = path_info
    request.path = "%s/%s" % (script_name.rstrip("/"), path_info.replace("/", "", 1))
    request.META = environ
    environ["PATH_INFO"], environ["SCRIPT_NAME"] = path_info, script_name
    request.method = environ["REQUEST_METHOD"].upper()
    request._set_content_type_params(environ)
    request.GET = QueryDict(_bytes_of(environ, "QUERY_STRING", ""))
    request.COOKIES = parse_cookie(_bytes_of(environ, "HTTP_COOKIE", "").decode(errors="replace"))
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    request._stream = LimitedStream(environ["wsgi.input"], length)
    request._post = request._files = None


class WSGIHandler:
    request_class = WSGIRequest

    def __init__(self):
        self._middleware_chain = base.handle

    def __call__(self, environ, start_response):
        set_script_prefix(get_script_name(environ))
        signals.request_started.send(sender=self.__class__, environ=environ)
        response = self._middleware_chain(self.request_class(environ), False)
        response._handler_class = self.__class__
        headers = [*response.items(), *(("Set-Cookie", c.OutputString()) for c in response.cookies.values())]
        start_response("%d %s" % (response.status_code, response.reason_phrase), headers)
        return response
