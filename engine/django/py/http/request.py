import copy
import re
from io import BytesIO
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, DisallowedHost, ImproperlyConfigured, RequestDataTooBig, TooManyFieldsSent
from django.utils.encoding import escape_uri_path, force_bytes, iri_to_uri
from django.utils.functional import cached_property
from django.utils.http import parse_header_parameters
from django.utils.datastructures import CaseInsensitiveMapping, ImmutableList, MultiValueDict


_raise = object()
_host = re.compile(r"^([a-z0-9.-]+|\[[a-f0-9]*:[a-f0-9.:]+\])(?::([0-9]+))?$")


def split_domain_port(host):
    """The domain and the port of a Host header, two empty texts when it is none."""
    if match := _host.fullmatch(host.lower()):
        domain, port = match.groups(default="")
        return domain.removesuffix("."), port
    return "", ""


def validate_host(host, allowed_hosts):
    from django.utils.http import is_same_domain

    return any(pattern == "*" or is_same_domain(host, pattern) for pattern in allowed_hosts)


class MediaType:
    def __init__(self, media_type_raw_line):
        full_type, self.params = parse_header_parameters(media_type_raw_line if media_type_raw_line else "")
        self.main_type, _, self.sub_type = full_type.partition("/")

    def __str__(self):
        params = "".join("; %s=%s" % (k, v) for k, v in self.params.items())
        return "%s%s%s" % (self.main_type, ("/%s" % self.sub_type) if self.sub_type else "", params)

    def __repr__(self):
        return "<%s: %s>" % (self.__class__.__qualname__, self)

    @property
    def params_without_quality(self):
        return {k: v for k, v in self.params.items() if k != "q"}

    @property
    def quality(self):
        try:
            quality = float(self.params.get("q", 1))
        except ValueError:
            return 1
        return quality if 0 <= quality <= 1 else 1

    @property
    def specificity(self):
        if self.main_type == "*":
            return 0
        if self.sub_type == "*":
            return 1
        return 2 if self.quality == 1 and not self.params_without_quality else 3

    def match(self, other):
        if not other:
            return False
        other = other if isinstance(other, MediaType) else MediaType(other)
        main = self.main_type == "*" or self.main_type == other.main_type
        sub = self.sub_type == "*" or self.sub_type == other.sub_type
        if not (main and sub and self.main_type):
            return False
        mine = self.params_without_quality
        return not mine or mine == other.params_without_quality


class UnreadablePostError(OSError):
    pass


class RawPostDataException(Exception):
    pass


class HttpHeaders(CaseInsensitiveMapping):
    def __init__(self, environ):
        headers = {}
        for header, value in environ.items():
            name = self.parse_header_name(header)
            if name:
                headers[name] = value
        super().__init__(headers)

    def __getitem__(self, key):
        return super().__getitem__(key.replace("_", "-"))

    @classmethod
    def parse_header_name(cls, header):
        if header.startswith("HTTP_"):
            header = header.removeprefix("HTTP_")
        elif header not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            return None
        return header.replace("_", "-").title()

    @classmethod
    def to_wsgi_name(cls, header):
        header = header.replace("-", "_").upper()
        return header if header in ("CONTENT_TYPE", "CONTENT_LENGTH") else "HTTP_" + header

    @classmethod
    def to_asgi_name(cls, header):
        return header.replace("-", "_").upper()

    @classmethod
    def to_wsgi_names(cls, headers):
        return {cls.to_wsgi_name(name): value for name, value in headers.items()}

    @classmethod
    def to_asgi_names(cls, headers):
        return {cls.to_asgi_name(name): value for name, value in headers.items()}


def _text(value, encoding):
    return str(value, encoding, "replace") if isinstance(value, bytes) else value


class QueryDict(MultiValueDict):
    _mutable = True
    _encoding = None

    def __init__(self, query_string=None, mutable=False, encoding=None):
        super().__init__()
        self._encoding = encoding
        if isinstance(query_string, bytes):
            try:
                query_string = query_string.decode(self.encoding)
            except UnicodeDecodeError:
                query_string = query_string.decode("iso-8859-1")
        try:
            pairs = parse_qsl(query_string or "", keep_blank_values=True, encoding=self.encoding, max_num_fields=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)
        except ValueError as e:
            # The only thing that a query string can have too much of.
            raise TooManyFieldsSent("The number of GET/POST parameters exceeded settings.DATA_UPLOAD_MAX_NUMBER_FIELDS.") from e
        for key, value in pairs:
            self.appendlist(key, value)
        self._mutable = mutable

    @classmethod
    def fromkeys(cls, iterable, value="", mutable=False, encoding=None):
        q = cls("", mutable=True, encoding=encoding)
        for key in iterable:
            q.appendlist(key, value)
        if not mutable:
            q._mutable = False
        return q

    @property
    def encoding(self):
        return self._encoding or settings.DEFAULT_CHARSET

    @encoding.setter
    def encoding(self, value):
        self._encoding = value

    def _assert_mutable(self):
        if not self._mutable:
            raise AttributeError("This QueryDict instance is immutable")

    def __setitem__(self, key, value):
        self._assert_mutable()
        super().__setitem__(_text(key, self.encoding), _text(value, self.encoding))

    def __delitem__(self, key):
        self._assert_mutable()
        super().__delitem__(key)

    def setlist(self, key, list_):
        self._assert_mutable()
        super().setlist(_text(key, self.encoding), [_text(item, self.encoding) for item in list_])

    def setlistdefault(self, key, default_list=None):
        self._assert_mutable()
        return super().setlistdefault(key, default_list)

    def appendlist(self, key, value):
        self._assert_mutable()
        super().appendlist(_text(key, self.encoding), _text(value, self.encoding))

    def pop(self, key, *args):
        self._assert_mutable()
        return super().pop(key, *args)

    def popitem(self):
        self._assert_mutable()
        return super().popitem()

    def clear(self):
        self._assert_mutable()
        super().clear()

    def setdefault(self, key, default=None):
        self._assert_mutable()
        return super().setdefault(key, default)

    def __copy__(self):
        result = self.__class__("", mutable=True, encoding=self.encoding)
        for key, values in self.lists():
            result.setlist(key, values)
        return result

    def __deepcopy__(self, memo):
        result = self.__class__("", mutable=True, encoding=self.encoding)
        memo[id(self)] = result
        for key, values in self.lists():
            result.setlist(copy.deepcopy(key, memo), copy.deepcopy(values, memo))
        return result

    def copy(self):
        return copy.deepcopy(self)

    def urlencode(self, safe=None):
        def encode(k, v):
            return "%s=%s" % (quote(k, safe), quote(v, safe)) if safe else urlencode({k: v})

        return "&".join(encode(force_bytes(k, self.encoding), force_bytes(v, self.encoding)) for k, values in self.lists() for v in values)


class HttpRequest:
    _encoding = _post = _files = resolver_match = None
    _read_started = False
    non_picklable_attrs = frozenset(["resolver_match", "_stream"])

    def __init__(self):
        self.GET = QueryDict(mutable=True)
        self.POST = QueryDict(mutable=True)
        self.COOKIES, self.META = {}, {}
        self.FILES = MultiValueDict()
        self.path = self.path_info = ""
        self.method = None
        self.content_type = self.content_params = None

    def __repr__(self):
        if self.method is None or not self.get_full_path():
            return f"<{self.__class__.__name__}>"
        return f"<{self.__class__.__name__}: {self.method} {self.get_full_path()!r}>"

    def __getstate__(self):
        for name in ("wsgi.errors", "wsgi.input"):
            self.META.pop(name, None)  # a server's streams, which no copy has
        return {k: v for k, v in self.__dict__.items() if k not in self.non_picklable_attrs}

    @cached_property
    def headers(self):
        return HttpHeaders(self.META)

    def _set_content_type_params(self, meta):
        """The kind of the body, in parts."""
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        if charset := self.content_params.get("charset"):
            try:
                b"".decode(charset)
            except LookupError:
                pass
            else:
                self.encoding = charset

    def _load_post_and_files(self):
        """What a form in the body says."""
        if self.method == "POST" and self.content_type == "application/x-www-form-urlencoded" and (self._encoding or "utf-8").lower() != "utf-8":
            raise BadRequest("HTTP requests with the 'application/x-www-form-urlencoded' content type must be UTF-8 encoded.")
        self._post, self._files = QueryDict(encoding=self._encoding), MultiValueDict()
        if self.method != "POST" or self._read_started and not hasattr(self, "_body"):
            return
        if self.content_type == "multipart/form-data":
            from django.http.multipartparser import parse

            # Such a body is read as it comes, and is there afterwards only if it was asked for before.
            body = self._body if hasattr(self, "_body") else self.read()
            self._post, self._files = parse(body, self.content_params.get("boundary"), self._encoding or "utf-8", self.META.get("CONTENT_TYPE", ""))
        elif self.content_type == "application/x-www-form-urlencoded":
            self._post = QueryDict(self.body, encoding="utf-8")

    @property
    def POST(self):
        if self._post is None:
            self._load_post_and_files()
        return self._post

    @POST.setter
    def POST(self, post):
        self._post = post

    @property
    def FILES(self):
        if self._files is None:
            self._load_post_and_files()
        return self._files

    @FILES.setter
    def FILES(self, files):
        self._files = files

    @property
    def body(self):
        if not hasattr(self, "_body"):
            if self._read_started:
                raise RawPostDataException("You cannot access body after reading from request's data stream")
            limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
            if limit is not None and int(self.META.get("CONTENT_LENGTH") or 0) > limit:
                raise RequestDataTooBig("Request body exceeded settings.DATA_UPLOAD_MAX_MEMORY_SIZE.")
            self._body = self.read()
            self._stream = BytesIO(self._body)
        return self._body

    def _from_stream(self, method, args):
        self._read_started = True
        try:
            return getattr(self._stream, method)(*args)
        except OSError as e:
            raise UnreadablePostError(*e.args) from e

    def read(self, *args):
        return self._from_stream("read", args)

    def readline(self, *args):
        return self._from_stream("readline", args)

    def __iter__(self):
        return iter(self.readline, b"")

    def readlines(self):
        return list(self)

    def close(self):
        for files in (self._files or MultiValueDict()).values():
            files.close()

    @property
    def encoding(self):
        return self._encoding

    @encoding.setter
    def encoding(self, val):
        self._encoding = val
        self.GET = QueryDict(self.META.get("QUERY_STRING", ""), encoding=val)
        self._post = self._files = None

    @cached_property
    def accepted_types(self):
        """The media types of the Accept header, the preferred first."""
        types = [MediaType(token) for token in self.headers.get("Accept", "*/*").split(",") if token.strip()]
        return sorted(types, key=lambda t: (t.quality, t.specificity), reverse=True)

    def accepted_type(self, media_type):
        media_type = MediaType(media_type)
        fits = (t for t in sorted(self.accepted_types, key=lambda t: (t.specificity, t.quality), reverse=True) if t.match(media_type))
        return next(fits, None)

    def get_preferred_type(self, media_types):
        """The one of media_types that the client wants most, None when it accepts none of them."""
        if not media_types or not self.accepted_types:
            return None
        wanted = [(t, mine) for mine in media_types if (t := self.accepted_type(mine)) and t.quality > 0]
        if not wanted:
            return None
        return min(wanted, key=lambda pair: self.accepted_types.index(pair[0]))[1]

    def accepts(self, media_type):
        return self.get_preferred_type([media_type]) is not None

    def _get_raw_host(self):
        if settings.USE_X_FORWARDED_HOST and "HTTP_X_FORWARDED_HOST" in self.META:
            return self.META["HTTP_X_FORWARDED_HOST"]
        if "HTTP_HOST" in self.META:
            return self.META["HTTP_HOST"]
        host, port = self.META["SERVER_NAME"], self.get_port()
        return host if port == ("443" if self.is_secure() else "80") else "%s:%s" % (host, port)

    def get_host(self):
        host = self._get_raw_host()
        domain, _ = split_domain_port(host)
        allowed = settings.ALLOWED_HOSTS
        if settings.DEBUG and not allowed:
            allowed = [".localhost", "127.0.0.1", "[::1]"]
        if domain and validate_host(domain, allowed):
            return host
        msg = "Invalid HTTP_HOST header: %r." % host
        if domain:
            msg += " You may need to add %r to ALLOWED_HOSTS." % domain
        else:
            msg += " The domain name provided is not valid according to RFC 1034/1035."
        raise DisallowedHost(msg)

    def get_port(self):
        if settings.USE_X_FORWARDED_PORT and "HTTP_X_FORWARDED_PORT" in self.META:
            return str(self.META["HTTP_X_FORWARDED_PORT"])
        return str(self.META["SERVER_PORT"])

    def get_signed_cookie(self, key, default=_raise, salt="", max_age=None):
        from django.core import signing

        try:
            cookie_value = self.COOKIES[key]
        except KeyError:
            if default is not _raise:
                return default
            raise
        try:
            return signing.get_cookie_signer(salt=key + salt).unsign(cookie_value, max_age=max_age)
        except signing.BadSignature:
            if default is not _raise:
                return default
            raise

    def get_full_path(self, force_append_slash=False):
        return self._full(self.path, force_append_slash)

    def get_full_path_info(self, force_append_slash=False):
        return self._full(self.path_info, force_append_slash)

    def _full(self, path, force_append_slash):
        query = self.META.get("QUERY_STRING", "")
        slash = "/" if force_append_slash and not path.endswith("/") else ""
        return escape_uri_path(path) + slash + ("?" + iri_to_uri(query) if query else "")

    @property
    def _current_scheme_host(self):
        return "%s://%s" % (self.scheme, self.get_host())

    def build_absolute_uri(self, location=None):
        location = "//" + self.get_full_path() if location is None else str(location)
        bits = urlsplit(location)
        if not (bits.scheme and bits.netloc):
            plain = bits.path.startswith("/") and not bits.scheme and not bits.netloc and "/./" not in bits.path and "/../" not in bits.path
            if plain:
                # The address of this request with another path, which two slashes without a host may begin.
                location = self._current_scheme_host + location.removeprefix("//")
            else:
                location = urljoin(self._current_scheme_host + self.path, location)
        return iri_to_uri(location)

    def _get_scheme(self):
        return self.META.get("wsgi.url_scheme", "http")

    @property
    def scheme(self):
        if settings.SECURE_PROXY_SSL_HEADER:
            try:
                header, secure_value = settings.SECURE_PROXY_SSL_HEADER
            except ValueError:
                raise ImproperlyConfigured("The SECURE_PROXY_SSL_HEADER setting must be a tuple containing two values.")
            if (value := self.META.get(header)) is not None:
                return "https" if value.partition(",")[0].strip() == secure_value else "http"
        return self._get_scheme()

    def is_secure(self):
        return self.scheme == "https"
