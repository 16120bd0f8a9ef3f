import copy
import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from django.core.exceptions import BadRequest, DisallowedHost
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


class QueryDict(MultiValueDict):
    _mutable = True
    _encoding = None

    def __init__(self, query_string=None, mutable=False, encoding=None):
        super().__init__()
        self.encoding = encoding or "utf-8"
        if isinstance(query_string, bytes):
            try:
                query_string = query_string.decode(self.encoding)
            except UnicodeDecodeError:
                query_string = query_string.decode("iso-8859-1")
        for key, value in parse_qsl(query_string or "", keep_blank_values=True):
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

    def _assert_mutable(self):
        if not self._mutable:
            raise AttributeError("This QueryDict instance is immutable")

    def __setitem__(self, key, value):
        self._assert_mutable()
        super().__setitem__(key, value)

    def __delitem__(self, key):
        self._assert_mutable()
        super().__delitem__(key)

    def setlist(self, key, list_):
        self._assert_mutable()
        super().setlist(key, list_)

    def setlistdefault(self, key, default_list=None):
        self._assert_mutable()
        return super().setlistdefault(key, default_list)

    def appendlist(self, key, value):
        self._assert_mutable()
        super().appendlist(key, value)

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

    def copy(self):
        result = self.__class__("", mutable=True, encoding=self.encoding)
        for key, values in self.lists():
            result.setlist(key, list(values))
        return result

    def urlencode(self, safe=None):
        out = []
        for k, values in self.lists():
            for v in values:
                if safe:
                    out.append(f"{quote(str(k), safe)}={quote(str(v), safe)}")
                else:
                    out.append(urlencode({k: v}))
        return "&".join(out)


class HttpRequest:
    _encoding = _post = _files = None
    _read_started = _body_read = False

    def __init__(self):
        self.GET = QueryDict(mutable=True)
        self.POST = QueryDict(mutable=True)
        self.COOKIES, self.META = {}, {}
        self.FILES = MultiValueDict()
        self.path = self.path_info = ""
        self.method = None
        self.resolver_match = None
        self.content_type = self.content_params = None

    def __repr__(self):
        if self.method is None or not self.get_full_path():
            return f"<{self.__class__.__name__}>"
        return f"<{self.__class__.__name__}: {self.method} {self.get_full_path()!r}>"

    @property
    def headers(self):
        return HttpHeaders(self.META)

    def _set_content_type_params(self, meta):
        """The kind of the body, in parts."""
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))

    def _load_post_and_files(self):
        """What a form in the body says."""
        self._post, self._files = QueryDict(""), MultiValueDict()
        if self.method == "POST" and self.content_type == "multipart/form-data":
            from django.http.multipartparser import parse

            # Such a body is read as it comes, and is there afterwards only if it was asked for before.
            self._read_started = not self._body_read
            self._post, self._files = parse(getattr(self, "_body", b""), self.content_params.get("boundary"))
        elif self.method == "POST" and self.content_type == "application/x-www-form-urlencoded":
            self._post = QueryDict(self.body)

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
        if self._read_started:
            raise RawPostDataException("You cannot access body after reading from request's data stream")
        self._body_read = True
        return getattr(self, "_body", b"")

    def read(self, *args):
        return self.body

    @property
    def encoding(self):
        return self._encoding

    @encoding.setter
    def encoding(self, val):
        self._encoding = val
        query = self.META.get("QUERY_STRING", "")
        self.GET = QueryDict(query, encoding=val)

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
        if "HTTP_HOST" in self.META:
            return self.META["HTTP_HOST"]
        host, port = self.META["SERVER_NAME"], self.get_port()
        return host if port == ("443" if self.is_secure() else "80") else "%s:%s" % (host, port)

    def get_host(self):
        host = self._get_raw_host()
        domain, _ = split_domain_port(host)
        if domain:
            return host
        raise DisallowedHost(
            "Invalid HTTP_HOST header: %r. The domain name provided is not valid according to RFC 1034/1035." % host
        )

    def get_port(self):
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
        return quote(path, safe="/~!@$&'()*+,;=:") + slash + (f"?{query}" if query else "")

    def build_absolute_uri(self, location=None):
        return urljoin(f"{self.scheme}://{self.get_host()}{self.path}", location if location is not None else self.get_full_path())

    @property
    def scheme(self):
        return self.META.get("wsgi.url_scheme", "http")

    def is_secure(self):
        return self.scheme == "https"

    def __iter__(self):
        return iter(self.body.splitlines(True))
