import copy
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from django.core.exceptions import BadRequest, DisallowedHost
from django.utils.datastructures import CaseInsensitiveMapping, ImmutableList, MultiValueDict


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
            query_string = query_string.decode(self.encoding)
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
    _encoding = None

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

    @property
    def body(self):
        return getattr(self, "_body", b"")

    def read(self, *args):
        return self.body

    def accepts(self, media_type):
        accepted = self.headers.get("Accept", "*/*")
        return any(a.split(";")[0].strip() in (media_type, "*/*", media_type.split("/")[0] + "/*") for a in accepted.split(","))

    def get_host(self):
        return self.META.get("HTTP_HOST") or self.META.get("SERVER_NAME", "testserver")

    def get_port(self):
        return self.META.get("SERVER_PORT", "80")

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
