import re
from copy import deepcopy
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

    return "*" in allowed_hosts or any(is_same_domain(host, pattern) for pattern in allowed_hosts)


class MediaType:
    def __init__(self, media_type_raw_line):
        kind, self.params = parse_header_parameters(media_type_raw_line or "")
        self.main_type, _, self.sub_type = kind.partition("/")

    def __str__(self):
        sub = self.sub_type and f"/{self.sub_type}"
        return "; ".join([self.main_type + sub, *map("%s=%s".__mod__, self.params.items())])

    def __repr__(self):
        return f"<{type(self).__qualname__}: {self}>"

    @property
    def params_without_quality(self):
        return {name: value for name, value in self.params.items() if name != "q"}

    @property
    def quality(self):
        try:
            told = float(self.params.get("q", 1))
        except ValueError:
            told = 1
        return told if 0 <= told <= 1 else 1

    @property
    def specificity(self):
        if "*" in (self.main_type, self.sub_type):
            return int(self.main_type != "*")
        return 3 if self.params_without_quality or self.quality != 1 else 2

    def match(self, other):
        if not (other and self.main_type):
            return False
        if not isinstance(other, MediaType):
            other = MediaType(other)
        pairs = (self.main_type, other.main_type), (self.sub_type, other.sub_type)
        wanted = self.params_without_quality
        return all(mine in ("*", its) for mine, its in pairs) and (not wanted or wanted == other.params_without_quality)


class UnreadablePostError(OSError):
    pass


class RawPostDataException(Exception):
    pass


class HttpHeaders(CaseInsensitiveMapping):
    HTTP_PREFIX = "HTTP_"
    UNPREFIXED_HEADERS = {"CONTENT_TYPE", "CONTENT_LENGTH"}

    def __init__(self, environ):
        names = ((self.parse_header_name(key), value) for key, value in environ.items())
        super().__init__({name: value for name, value in names if name})

    def __getitem__(self, key):
        # Templates cannot write the hyphen.
        return super().__getitem__(key.replace("_", "-"))

    @classmethod
    def parse_header_name(cls, header):
        name = header.removeprefix(cls.HTTP_PREFIX)
        if name != header or name in cls.UNPREFIXED_HEADERS:
            return name.replace("_", "-").title()

    @classmethod
    def to_asgi_name(cls, header):
        return header.upper().replace("-", "_")

    @classmethod
    def to_wsgi_name(cls, header):
        name = cls.to_asgi_name(header)
        return name if name in cls.UNPREFIXED_HEADERS else cls.HTTP_PREFIX + name

    @classmethod
    def to_asgi_names(cls, headers):
        return dict(zip(map(cls.to_asgi_name, headers), headers.values()))

    @classmethod
    def to_wsgi_names(cls, headers):
        return dict(zip(map(cls.to_wsgi_name, headers), headers.values()))


def _text(value, encoding):
    return str(value, encoding, "replace") if isinstance(value, bytes) else value


class QueryDict(MultiValueDict):
    _encoding, _mutable = None, True

    def __init__(self, query_string=None, mutable=False, encoding=None):
        super().__init__()
        self._encoding = encoding
        text = query_string or ""
        if isinstance(text, bytes):
            try:
                text = text.decode(self.encoding)
            except UnicodeDecodeError:
                text = text.decode("iso-8859-1")
        try:
            pairs = parse_qsl(text, True, encoding=self.encoding, max_num_fields=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)
        except ValueError as e:
            # The only thing that a query string can have too much of.
            raise TooManyFieldsSent("The number of GET/POST parameters exceeded settings.DATA_UPLOAD_MAX_NUMBER_FIELDS.") from e
        for pair in pairs:
            self.appendlist(*pair)
        self._mutable = mutable

    @classmethod
    def fromkeys(cls, iterable, value="", mutable=False, encoding=None):
        made = cls(None, True, encoding)
        for key in iterable:
            made.appendlist(key, value)
        made._mutable = mutable
        return made

    def _set_encoding(self, value):
        self._encoding = value

    encoding = property(lambda self: self._encoding or settings.DEFAULT_CHARSET, _set_encoding)

    def _assert_mutable(self):
        if not self._mutable:
            raise AttributeError("This QueryDict instance is immutable")

    def _texts(self, *values):
        """What is to be set, as text, when something may be set."""
        self._assert_mutable()
        return [_text(value, self.encoding) for value in values]

    def __setitem__(self, key, value):
        super().__setitem__(*self._texts(key, value))

    def appendlist(self, key, value):
        super().appendlist(*self._texts(key, value))

    def setlist(self, key, list_):
        key, *values = self._texts(key, *list_)
        super().setlist(key, values)

    def _filled(self, empty, convert):
        for key, values in self.lists():
            empty.setlist(convert(key), convert(values))
        return empty

    def __copy__(self):
        return self._filled(type(self)("", True, self.encoding), lambda part: part)

    def __deepcopy__(self, memo):
        memo[id(self)] = made = type(self)("", True, self.encoding)
        return self._filled(made, lambda part: deepcopy(part, memo))

    def copy(self):
        return deepcopy(self)

    def urlencode(self, safe=None):
        def encode(key, value):
            return f"{quote(key, safe)}={quote(value, safe)}" if safe else urlencode({key: value})

        pairs = [(key, value) for key, values in self.lists() for value in values]
        return "&".join(encode(*(force_bytes(part, self.encoding) for part in pair)) for pair in pairs)


def _guarded(name):
    def method(self, *args, **kwargs):
        self._assert_mutable()
        return getattr(MultiValueDict, name)(self, *args, **kwargs)

    method.__name__ = name
    return method


for _name in ("__delitem__", "setlistdefault", "pop", "popitem", "clear", "setdefault"):
    setattr(QueryDict, _name, _guarded(_name))


def _from_body(kept):
    """What is read from the body when it is first asked for, unless it was set."""

    def get(self):
        if getattr(self, kept) is None:
            self._load_post_and_files()
        return getattr(self, kept)

    return property(get, lambda self, value: setattr(self, kept, value))


class HttpRequest:
    _encoding = _post = _files = resolver_match = None
    _read_started = False
    non_picklable_attrs = frozenset(["resolver_match", "_stream"])

    def __init__(self):
        self.GET, self.POST, self.FILES = QueryDict(mutable=True), QueryDict(mutable=True), MultiValueDict()
        self.META, self.COOKIES = {}, {}
        self.path = self.path_info = ""
        self.method = self.content_type = self.content_params = None

    def __repr__(self):
        known = self.method is not None and self.get_full_path()
        return f"<{type(self).__name__}{f': {self.method} {known!r}' if known else ''}>"

    def __getstate__(self):
        for name in ("wsgi.errors", "wsgi.input"):
            self.META.pop(name, None)  # a server's streams, which no copy has
        return {name: value for name, value in vars(self).items() if name not in self.non_picklable_attrs}

    @cached_property
    def headers(self):
        return HttpHeaders(self.META)

    def _set_content_type_params(self, meta):
        """The kind of the body, in parts."""
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        charset = self.content_params.get("charset")
        try:
            b"".decode(charset or "utf-8")
        except LookupError:
            return  # nobody knows it
        if charset:
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

    POST, FILES = _from_body("_post"), _from_body("_files")

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

    def _set_encoding(self, val):
        self._encoding, self._post, self._files = val, None, None
        self.GET = QueryDict(self.META.get("QUERY_STRING", ""), encoding=val)

    encoding = property(lambda self: self._encoding, _set_encoding)

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
        for name in ("HTTP_X_FORWARDED_HOST",) * bool(settings.USE_X_FORWARDED_HOST) + ("HTTP_HOST",):
            if name in self.META:
                return self.META[name]
        name, port = self.META["SERVER_NAME"], self.get_port()
        usual = "443" if self.is_secure() else "80"
        return name if port == usual else f"{name}:{port}"

    def get_host(self):
        host = self._get_raw_host()
        domain = split_domain_port(host)[0]
        allowed = settings.ALLOWED_HOSTS or ([".localhost", "127.0.0.1", "[::1]"] if settings.DEBUG else [])
        if domain and validate_host(domain, allowed):
            return host
        hint = f"You may need to add {domain!r} to ALLOWED_HOSTS." if domain else "The domain name provided is not valid according to RFC 1034/1035."
        raise DisallowedHost(f"Invalid HTTP_HOST header: {host!r}. {hint}")

    def get_port(self):
        forwarded = settings.USE_X_FORWARDED_PORT and "HTTP_X_FORWARDED_PORT" in self.META
        return str(self.META["HTTP_X_FORWARDED_PORT" if forwarded else "SERVER_PORT"])

    def get_signed_cookie(self, key, default=_raise, salt="", max_age=None):
        from django.core.signing import BadSignature, get_cookie_signer

        try:
            return get_cookie_signer(salt=key + salt).unsign(self.COOKIES[key], max_age=max_age)
        except (KeyError, BadSignature):
            if default is _raise:
                raise
            return default

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
        return f"{self.scheme}://{self.get_host()}"

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
        """As the proxy in front tells it, where one is trusted to."""
        trusted = settings.SECURE_PROXY_SSL_HEADER
        if trusted and len(trusted) != 2:
            raise ImproperlyConfigured("The SECURE_PROXY_SSL_HEADER setting must be a tuple containing two values.")
        told = self.META.get(trusted[0]) if trusted else None
        if told is None:
            return self._get_scheme()
        return "https" if told.split(",")[0].strip() == trusted[1] else "http"

    def is_secure(self):
        return self.scheme == "https"
