import json
import sys
from http.cookies import SimpleCookie
from io import BytesIO
from urllib.parse import unquote_to_bytes, urlencode, urlsplit

from django.core.handlers import base as handlers
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signals import request_started
from django.http import HttpRequest, QueryDict, parse_cookie
from django.utils.encoding import force_bytes

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


ASGIRequest.__module__ = "django.core.handlers.asgi"


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
            "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "https" if secure else "http", **self.defaults,
        }
        for name, value in (headers or {}).items():
            request.META["HTTP_" + name.upper().replace("-", "_")] = value
        request.META.update(extra)
        request.method = request.META["REQUEST_METHOD"].upper()
        request.GET = QueryDict(query)
        sent = "; ".join(sorted("%s=%s" % (morsel.key, morsel.coded_value) for morsel in self.cookies.values()))
        if sent:
            request.META.setdefault("HTTP_COOKIE", sent)
        request.COOKIES = parse_cookie(request.META.get("HTTP_COOKIE", ""))
        body = force_bytes(data)
        request._body = body
        if body:
            request.META["CONTENT_LENGTH"] = str(len(body))
            request.META["CONTENT_TYPE"] = content_type
        request.content_type = content_type.partition(";")[0].strip() if body else ""
        request.content_params = {}
        request.POST = QueryDict("")
        return request

    def request(self, **request):
        return self._make(request.pop("method", "GET"), request.pop("path", "/"), **request)

    def generic(self, method, path, data="", content_type="application/octet-stream", secure=False, **kwargs):
        return self._send(self._make(method, path, data, content_type, secure, **kwargs))

    def _send(self, request):
        return request

    def get(self, path, data=None, secure=False, *, headers=None, query_params=None, **extra):
        query = {"query_string": urlencode(data, doseq=True)} if data else {}
        return self._send(self._make("GET", path, secure=secure, headers=headers, query_params=query_params, **query, **extra))

    def head(self, path, data=None, secure=False, *, headers=None, query_params=None, **extra):
        query = {"query_string": urlencode(data, doseq=True)} if data else {}
        return self._send(self._make("HEAD", path, secure=secure, headers=headers, query_params=query_params, **query, **extra))

    def trace(self, path, secure=False, **extra):
        return self.generic("TRACE", path, secure=secure, **extra)

    def post(self, path, data=None, content_type=MULTIPART_CONTENT, secure=False, *, headers=None, query_params=None, **extra):
        data = self._encode_json({} if data is None else data, content_type)
        post = None
        if content_type is MULTIPART_CONTENT or content_type == "application/x-www-form-urlencoded":
            post = QueryDict(mutable=True)
            if isinstance(data, dict):
                for key, value in data.items():
                    if value is None:
                        raise TypeError(
                            "Cannot encode None for key '%s' as POST data. Did you mean to pass an empty string or omit the value?" % key
                        )
                    for v in value if isinstance(value, (list, tuple)) else [value]:
                        post.appendlist(key, str(v))
                body = urlencode([(k, v) for k, vs in post.lists() for v in vs])
            else:
                body = force_bytes(data)
                post = QueryDict(body, mutable=True)
            post._mutable = False
            data = body
        request = self._make("POST", path, data, content_type, secure, headers, query_params=query_params, **extra)
        if post is not None:
            request.POST = post
        return self._send(request)

    def _with_body(method):
        def call(self, path, data="", content_type="application/octet-stream", secure=False, **kwargs):
            return self.generic(method, path, self._encode_json(data, content_type), content_type, secure, **kwargs)

        call.__name__ = method.lower()
        return call

    put, patch, delete, options = _with_body("PUT"), _with_body("PATCH"), _with_body("DELETE"), _with_body("OPTIONS")
    del _with_body


class RequestFactory(_Factory):
    pass


class AsyncRequestFactory(_Factory):
    request_class = ASGIRequest

    def request(self, root_path="", **request):
        from django.conf import settings

        request = super().request(**request)
        request.script_name = settings.FORCE_SCRIPT_NAME or root_path
        request.path_info = request.path.removeprefix(request.script_name)
        return request


class _Sessions:
    """Who a client has signed in as: without sessions or middleware, request.user is set by the client itself."""

    _user = None

    def _sign(self, request):
        if "django.contrib.auth.models" not in sys.modules:
            return
        from django.contrib.auth.models import AnonymousUser

        user = request.user = self._user or AnonymousUser()

        async def auser():
            return user

        request.auser = auser

    def login(self, **credentials):
        from django.contrib.auth import authenticate

        user = authenticate(**credentials)
        self._user = user or self._user
        return bool(user)

    async def alogin(self, **credentials):
        from django.contrib.auth import aauthenticate

        user = await aauthenticate(**credentials)
        self._user = user or self._user
        return bool(user)

    def force_login(self, user, backend=None):
        self._user = user

    async def aforce_login(self, user, backend=None):
        self._user = user

    def logout(self):
        self._user = None
        self.cookies = SimpleCookie()

    async def alogout(self):
        self.logout()


def _begin(client, request):
    client._sign(request)
    request_started.send(sender=client.__class__, environ=request.META)


def _finish(client, request, response):
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
    response.json = lambda **extra: json.loads(response.content, **extra)
    if response.cookies:
        client.cookies.update(response.cookies)
    return response


_REDIRECTS = (301, 302, 303, 307, 308)


class Client(_Sessions, _Factory):
    def __init__(self, enforce_csrf_checks=False, raise_request_exception=True, *, headers=None, query_params=None, **defaults):
        super().__init__(headers=headers, **defaults)
        self.raise_request_exception = raise_request_exception

    def _send(self, request):
        _begin(self, request)
        return _finish(self, request, handlers.handle(request, self.raise_request_exception))

    def _following(name):
        def call(self, *args, follow=False, **kwargs):
            response = getattr(_Factory, name)(self, *args, **kwargs)
            if follow:
                response.redirect_chain = []
                while response.status_code in _REDIRECTS:
                    chain = response.redirect_chain
                    chain.append((response.url, response.status_code))
                    response = _Factory.get(self, response.url)
                    response.redirect_chain = chain
            return response

        call.__name__ = name
        return call

    get, head, post, put, patch, delete, options, trace = map(_following, ("get", "head", "post", "put", "patch", "delete", "options", "trace"))
    del _following


class AsyncClient(_Sessions, _Factory):
    request_class = ASGIRequest

    def __init__(self, enforce_csrf_checks=False, raise_request_exception=True, *, headers=None, query_params=None, **defaults):
        super().__init__(headers=headers, **defaults)
        self.raise_request_exception = raise_request_exception

    async def _send(self, request):
        _begin(self, request)
        return _finish(self, request, await handlers.ahandle(request, self.raise_request_exception))

    def _following(name):
        async def call(self, *args, follow=False, **kwargs):
            response = await getattr(_Factory, name)(self, *args, **kwargs)
            if follow:
                response.redirect_chain = []
                while response.status_code in _REDIRECTS:
                    chain = response.redirect_chain
                    chain.append((response.url, response.status_code))
                    response = await _Factory.get(self, response.url)
                    response.redirect_chain = chain
            return response

        call.__name__ = name
        return call

    get, head, post, put, patch, delete, options, trace = map(_following, ("get", "head", "post", "put", "patch", "delete", "options", "trace"))
    del _following
