import json
import sys
from collections.abc import Iterable
from http.cookies import SimpleCookie
from importlib import import_module
from io import BytesIO, IOBase
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from _requests import tell
from django.conf import settings
from django.core.handlers import base as handlers
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signals import got_request_exception, request_started
from django.http import HttpRequest, QueryDict, parse_cookie
from django.utils.encoding import force_bytes
from django.utils.http import guess_content_type, urlencode

BOUNDARY = "BoUnDaRyStRiNg"
MULTIPART_CONTENT = "multipart/form-data; boundary=%s" % BOUNDARY


class WSGIRequest(HttpRequest):
    def __init__(self, environ=None):
        super().__init__()
        if environ is not None:
            from django.core.handlers.wsgi import read_environ

            read_environ(self, environ)

    @property
    def environ(self):
        return self.META


WSGIRequest.__module__ = "django.core.handlers.wsgi"


class ASGIRequest(HttpRequest):
    script_name = ""

    def __init__(self, scope=None, body_file=None):
        super().__init__()
        if scope is not None:
            from django.core.handlers.asgi import read_scope

            read_scope(self, scope, body_file if isinstance(body_file, bytes) else body_file.read())

    @property
    def scope(self):
        from django.core.handlers.asgi import scope_of

        return self.__dict__.setdefault("scope", scope_of(self))

    @scope.setter
    def scope(self, scope):
        self.__dict__["scope"] = scope


ASGIRequest.__module__ = "django.core.handlers.asgi"


class FakePayload(IOBase):
    """A stream that stands for what a client sends: after the first read nothing more is put into it."""

    def __init__(self, initial_bytes=None):
        self._content, self._length, self.read_started = BytesIO(), 0, False
        if initial_bytes is not None:
            self.write(initial_bytes)

    def __len__(self):
        return self._length

    def _start(self, size):
        if not self.read_started:
            self._content.seek(0)
            self.read_started = True
        size = self._length if size is None or size == -1 else size
        assert self._length >= size, "Cannot read more than the available bytes from the HTTP incoming data."
        self._length -= size
        return size

    def read(self, size=-1, /):
        return self._content.read(self._start(size))

    def readline(self, size=-1, /):
        before = self._length
        line = self._content.readline(self._start(size))
        self._length = before - len(line)
        return line

    def write(self, b, /):
        if self.read_started:
            raise ValueError("Unable to write a payload after it's been read")
        content = force_bytes(b)
        self._content.write(content)
        self._length += len(content)


def encode_multipart(boundary, data):
    """The body of a form with these fields and files."""
    lines = []
    for key, value in data.items():
        if value is None:
            raise TypeError("Cannot encode None for key '%s' as POST data. Did you mean to pass an empty string or omit the value?" % key)
        several = not isinstance(value, str) and not _is_file(value) and isinstance(value, Iterable)
        for item in value if several else (value,):
            if _is_file(item):
                lines += encode_file(boundary, key, item)
            else:
                lines += map(force_bytes, ("--" + boundary, 'Content-Disposition: form-data; name="%s"' % key, "", item))
    return b"\r\n".join([*lines, force_bytes("--%s--" % boundary), b""])


def _is_file(thing):
    return callable(getattr(thing, "read", None))


def encode_file(boundary, key, file):
    name = getattr(file, "name", None)
    filename = name.rsplit("/", 1)[-1] if isinstance(name, str) else ""
    content_type = file.content_type if hasattr(file, "content_type") else guess_content_type(filename)
    disposition = 'Content-Disposition: form-data; name="%s"; filename="%s"' % (key, filename or key)
    return [*map(force_bytes, ("--" + boundary, disposition, "Content-Type: " + (content_type or "application/octet-stream"), "")), force_bytes(file.read())]


class _Factory:
    request_class = WSGIRequest

    def __init__(self, *, json_encoder=DjangoJSONEncoder, headers=None, query_params=None, **defaults):
        self.json_encoder, self.defaults, self.cookies = json_encoder, defaults, SimpleCookie()
        for name, value in (headers or {}).items():
            self.defaults["HTTP_" + name.upper().replace("-", "_")] = value

    def _encode_json(self, data, content_type):
        if content_type.startswith("application/json") and isinstance(data, (dict, list, tuple)):
            return json.dumps(data, cls=self.json_encoder)
        return data

    def _make(self, method, path, data=b"", content_type="application/octet-stream", secure=False, headers=None, query_string=None, query_params=None, **extra):
        parsed = urlsplit(str(path))
        request = self.request_class()
        request.method = method
        path = unquote_to_bytes(parsed.path or "/")
        try:
            request.path = request.path_info = path.decode()
        except UnicodeDecodeError:
            from django.utils.encoding import repercent_broken_unicode

            request.path = request.path_info = repercent_broken_unicode(path).decode()
        if query_params:
            query_string = urlencode(query_params, doseq=True)
        query = query_string if query_string is not None else parsed.query
        request.META = {
            "REQUEST_METHOD": method, "PATH_INFO": request.path, "QUERY_STRING": query, "SERVER_NAME": "testserver", "SERVER_PORT": "443" if secure else "80",
            "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "SCRIPT_NAME": "", "wsgi.version": (1, 0), "wsgi.url_scheme": "https" if secure else "http", "wsgi.errors": BytesIO(),
            "wsgi.multiprocess": True, "wsgi.multithread": False, "wsgi.run_once": False, **self.defaults,
        }
        for name, value in (headers or {}).items():
            request.META["HTTP_" + name.upper().replace("-", "_")] = value
        request.META.update(self._extra(extra))
        request.method = request.META["REQUEST_METHOD"].upper()
        request.GET = QueryDict(query)
        sent = "; ".join(sorted("%s=%s" % (morsel.key, morsel.coded_value) for morsel in self.cookies.values()))
        if sent:
            request.META.setdefault("HTTP_COOKIE", sent)
        request.COOKIES = parse_cookie(request.META.get("HTTP_COOKIE", ""))
        body = force_bytes(data)
        request._stream, request.META["wsgi.input"] = BytesIO(body), FakePayload(body)
        if body:
            request.META["CONTENT_LENGTH"] = str(len(body))
            request.META["CONTENT_TYPE"] = content_type
        request._set_content_type_params(request.META)
        request._post = request._files = None
        return request

    def _extra(self, extra):
        return extra

    def request(self, **request):
        return self._make(request.pop("method", "GET"), request.pop("path", "/"), **request)

    def generic(self, method, path, data="", content_type="application/octet-stream", secure=False, **kwargs):
        return self._send(self._make(method, path, data, content_type, secure, **kwargs))

    def _send(self, request):
        return request

    def get(self, path, data=None, secure=False, *, headers=None, query_params=None, **extra):
        return self._queried("GET", path, data, secure, headers, query_params, extra)

    def head(self, path, data=None, secure=False, *, headers=None, query_params=None, **extra):
        return self._queried("HEAD", path, data, secure, headers, query_params, extra)

    def trace(self, path, secure=False, **extra):
        return self.generic("TRACE", path, secure=secure, **extra)

    def _queried(self, method, path, data, secure, headers, query_params, extra):
        if query_params and data:
            raise ValueError("query_params and data arguments are mutually exclusive.")
        return self._send(self._make(method, path, secure=secure, headers=headers, query_params=data or query_params, **extra))

    def post(self, path, data=None, content_type=MULTIPART_CONTENT, secure=False, *, headers=None, query_params=None, **extra):
        data = self._encode_json({} if data is None else data, content_type)
        if content_type is MULTIPART_CONTENT:
            data = encode_multipart(BOUNDARY, data)
        elif content_type == "application/x-www-form-urlencoded" and isinstance(data, dict):
            data = urlencode(data, doseq=True)
        return self.generic("POST", path, data, content_type, secure, headers=headers, query_params=query_params, **extra)

    def _with_body(method):
        def call(self, path, data="", content_type="application/octet-stream", secure=False, **kwargs):
            return self.generic(method, path, self._encode_json(data, content_type), content_type, secure, **kwargs)

        call.__name__ = method.lower()
        return call

    put, patch, delete, options = _with_body("PUT"), _with_body("PATCH"), _with_body("DELETE"), _with_body("OPTIONS")
    del _with_body


class RequestFactory(_Factory):
    pass


def _headers(self, extra):
    """What further arguments mean to an asynchronous client: headers, by their names."""
    kept = ("HTTP_", "SERVER_", "CONTENT_", "QUERY_", "REQUEST_", "wsgi.")  # what following a redirect says
    return {k if k.startswith(kept) or not isinstance(v, str) else "HTTP_" + k.upper().replace("-", "_"): v for k, v in extra.items()}


class AsyncRequestFactory(_Factory):
    request_class = ASGIRequest
    _extra = _headers

    def _base_scope(self, **request):
        headers = [*request.pop("headers", ())]
        if self.cookies:
            headers.append((b"cookie", "; ".join(sorted("%s=%s" % (m.key, m.coded_value) for m in self.cookies.values())).encode("ascii")))
        base = {
            "asgi": {"version": "3.0"}, "type": "http", "http_version": "1.1", "client": ["127.0.0.1", 0], "server": ("testserver", "80"),
            "scheme": "http", "method": "GET", "headers": headers,
        }
        return {**base, **self.defaults, **request}

    def request(self, root_path="", **request):
        from django.conf import settings

        request = super().request(**request)
        request.script_name = settings.FORCE_SCRIPT_NAME or root_path
        request.path_info = request.path.removeprefix(request.script_name)
        return request


class _Sessions:
    """The session that a client's requests belong to, and who has signed in to it."""

    def _store(self):
        # The session that the cookie names, or one that has no key yet.
        cookie = self.cookies.get(settings.SESSION_COOKIE_NAME)
        return import_module(settings.SESSION_ENGINE).SessionStore(cookie.value if cookie else None)

    def _kept(self, session):
        self.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return session

    @property
    def session(self):
        session = self._store()
        if settings.SESSION_COOKIE_NAME in self.cookies:
            return session
        session.save()
        return self._kept(session)

    async def asession(self):
        session = self._store()
        if settings.SESSION_COOKIE_NAME in self.cookies:
            return session
        await session.asave()
        return self._kept(session)

    def login(self, **credentials):
        from django.contrib.auth import authenticate

        user = authenticate(**credentials)
        if user:
            self._login(user)
        return bool(user)

    async def alogin(self, **credentials):
        from django.contrib.auth import aauthenticate

        user = await aauthenticate(**credentials)
        if user:
            await self._alogin(user)
        return bool(user)

    def force_login(self, user, backend=None):
        user.backend = backend = backend or self._get_backend()
        self._login(user, backend)

    async def aforce_login(self, user, backend=None):
        user.backend = backend = backend or self._get_backend()
        await self._alogin(user, backend)

    def _get_backend(self):
        from django.contrib.auth import load_backend

        for path in settings.AUTHENTICATION_BACKENDS:
            if hasattr(load_backend(path), "get_user"):
                return path

    # Asked for a second time, the session is one that has not been loaded: Django's client sends that query as well.
    def _login(self, user, backend=None):
        from django.contrib.auth import login

        request = HttpRequest()
        request.session = self.session and self.session
        login(request, user, backend)
        request.session.save()
        self._set_login_cookies(request)

    async def _alogin(self, user, backend=None):
        from django.contrib.auth import alogin

        request = HttpRequest()
        request.session = await self.asession() and await self.asession()
        await alogin(request, user, backend)
        await request.session.asave()
        self._set_login_cookies(request)

    def _set_login_cookies(self, request):
        name, until_closed = settings.SESSION_COOKIE_NAME, {"max-age": None, "expires": None}
        self.cookies[name] = request.session.session_key
        self.cookies[name].update(
            {"secure": settings.SESSION_COOKIE_SECURE or None, "domain": settings.SESSION_COOKIE_DOMAIN, "path": "/", **until_closed}
        )

    def logout(self):
        from django.contrib.auth import get_user, logout

        request = HttpRequest()
        request.session = self.session and self.session
        request.user = get_user(request)
        logout(request)
        self.cookies = SimpleCookie()

    async def alogout(self):
        from django.contrib.auth import aget_user, alogout

        request = HttpRequest()
        request.session = await self.asession() and await self.asession()
        request.user = await aget_user(request)
        await alogout(request)
        self.cookies = SimpleCookie()


def _begin(client, request):
    request_started.send(sender=client.__class__, environ=request.META)


class _Failures:
    """Keeps the exception of a view that a client does not raise, and tells a trace where a request begins and ends."""

    exc_info = None

    def __init__(self, client):
        self.listens = not client.raise_request_exception

    def __enter__(self):
        tell(True)
        if self.listens:
            got_request_exception.connect(self.store)
        return self

    def __exit__(self, *exc):
        tell(False)
        if self.listens:
            got_request_exception.disconnect(self.store)

    def store(self, **kwargs):
        self.exc_info = sys.exc_info()


def _finish(client, request, response, exc_info=None):
    if response.streaming:
        from django.test.utils import close_after

        close_after(response)
    else:
        response.close()
    if request.method == "HEAD" and not response.streaming:
        response.content = b""
    response.client, response.request = client, request.META
    response.wsgi_request = response.asgi_request = request
    response.resolver_match = request.resolver_match
    response.json = lambda **extra: _parse_json(response, extra)
    response.context, response.templates, response.exc_info = None, [], exc_info
    if response.cookies:
        client.cookies.update(response.cookies)
    return response


def _parse_json(response, extra):
    if not hasattr(response, "_json"):
        content_type = response.get("Content-Type") or ""
        kind = content_type.partition(";")[0]
        if not kind.startswith("application/") or not (kind == "application/json" or kind.endswith("+json")):
            raise ValueError('Content-Type header is "%s", not "application/json"' % content_type)
        response._json = json.loads(response.content, **extra)
    return response._json


class RedirectCycleError(Exception):
    """Redirects that come back to where they were, or do not end."""

    def __init__(self, message, last_response):
        super().__init__(message)
        self.last_response, self.redirect_chain = last_response, last_response.redirect_chain


_REDIRECTS = (301, 302, 303, 307, 308)
_CALLS = {"get": ("path", "data", "secure"), "trace": ("path", "secure")}
_CALLS["head"] = _CALLS["get"]


def _call_of(name, args, kwargs):
    """What a call of a client's method said besides the path, by names, for the calls that follow it."""
    said = {**dict(zip(_CALLS.get(name, ("path", "data", "content_type", "secure")), args)), **kwargs}
    for once in "path", "secure":
        said.pop(once, None)
    return said


def _next_call(response, said):
    """The call that follows a redirect: its method, its path and the rest. 307 and 308 keep the method and what was sent."""
    response.redirect_chain.append((response.url, response.status_code))
    url, more = urlsplit(response.url), dict(said)
    if url.scheme:
        more["wsgi.url_scheme"] = url.scheme
    if url.hostname:
        more["SERVER_NAME"] = more["HTTP_HOST"] = url.hostname
    if url.port:
        more["SERVER_PORT"] = str(url.port)
    path = url.path or ("/" if url.netloc else "")
    if not path.startswith("/"):
        path = urljoin(response.request["PATH_INFO"], path)
    if response.status_code in (307, 308):
        method = response.request["REQUEST_METHOD"].lower()
        if method not in ("get", "head"):
            more["QUERY_STRING"] = url.query
    else:
        method = "get"
        for name in "content_type", "query_params":
            more.pop(name, None)
        more["data"] = QueryDict(url.query)
    return method, path, more


def _arrived(response, chain):
    response.redirect_chain = chain
    if chain[-1] in chain[:-1]:
        raise RedirectCycleError("Redirect loop detected.", last_response=response)
    if len(chain) > 20:
        raise RedirectCycleError("Too many redirects.", last_response=response)
    return response


class Client(_Sessions, _Factory):
    def __init__(self, enforce_csrf_checks=False, raise_request_exception=True, *, headers=None, query_params=None, **defaults):
        super().__init__(headers=headers, **defaults)
        self.raise_request_exception = raise_request_exception

    def _send(self, request):
        _begin(self, request)
        with _Failures(self) as failures:
            response = handlers.handle(request, self.raise_request_exception)
        return _finish(self, request, response, failures.exc_info)

    def _following(name):
        def call(self, *args, follow=False, **kwargs):
            response = getattr(_Factory, name)(self, *args, **kwargs)
            if follow:
                response.redirect_chain, said = [], _call_of(name, args, kwargs)
                while response.status_code in _REDIRECTS:
                    chain = response.redirect_chain
                    method, path, more = _next_call(response, said)
                    response = _arrived(getattr(_Factory, method)(self, path, **more), chain)
            return response

        call.__name__ = name
        return call

    get, head, post, put, patch, delete, options, trace = map(_following, ("get", "head", "post", "put", "patch", "delete", "options", "trace"))
    del _following


class AsyncClient(_Sessions, _Factory):
    request_class = ASGIRequest
    _extra = _headers

    def __init__(self, enforce_csrf_checks=False, raise_request_exception=True, *, headers=None, query_params=None, **defaults):
        super().__init__(headers=headers, **defaults)
        self.raise_request_exception = raise_request_exception

    async def _send(self, request):
        _begin(self, request)
        with _Failures(self) as failures:
            response = await handlers.ahandle(request, self.raise_request_exception)
        return _finish(self, request, response, failures.exc_info)

    def _following(name):
        async def call(self, *args, follow=False, **kwargs):
            response = await getattr(_Factory, name)(self, *args, **kwargs)
            if follow:
                response.redirect_chain, said = [], _call_of(name, args, kwargs)
                while response.status_code in _REDIRECTS:
                    chain = response.redirect_chain
                    method, path, more = _next_call(response, said)
                    response = _arrived(await getattr(_Factory, method)(self, path, **more), chain)
            return response

        call.__name__ = name
        return call

    get, head, post, put, patch, delete, options, trace = map(_following, ("get", "head", "post", "put", "patch", "delete", "options", "trace"))
    del _following
