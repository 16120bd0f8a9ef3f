import json
import re
import time
from datetime import datetime, timedelta, timezone
from http.cookies import SimpleCookie
from urllib.parse import urlparse

from django.core.exceptions import DisallowedRedirect
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signals import request_finished
from django.utils.datastructures import CaseInsensitiveMapping
from django.utils.encoding import iri_to_uri

_charset = re.compile(r"(?i);\s*charset=(?P<charset>[^\s;]+)")


class BadHeaderError(ValueError):
    pass


class Http404(Exception):
    pass


def _encoded_word(text):
    """Text in ASCII as RFC 2047 has it, in the shorter one of the two encodings."""
    data = text.encode()
    quoted = "".join("_" if b == 32 else chr(b) if chr(b).isalnum() and b < 128 or b in b"-!*+/" else "=%02X" % b for b in data)
    if (len(data) + 2) // 3 * 4 < len(quoted):
        from base64 import b64encode

        return "=?utf-8?b?%s?=" % b64encode(data).decode()
    return "=?utf-8?q?%s?=" % quoted


class ResponseHeaders(CaseInsensitiveMapping):
    def __init__(self, data):
        self._store = {}
        pairs = data.items() if hasattr(data, "items") else data
        for name, value in pairs or ():
            self[name] = value

    def _text(self, value, charset, mime_encode=False):
        """A header's name or value as it can be sent: text that the charset has no bytes for goes as an encoded word."""
        if not isinstance(value, bytes):
            value = str(value)
            if value.isascii() and "\n" not in value and "\r" not in value:
                return value
        try:
            text = value.decode(charset) if isinstance(value, bytes) else value
            if text is value:
                text.encode(charset)
        except UnicodeError as e:
            text = value
            if not mime_encode:
                e.reason += ", HTTP response headers must be in %s format" % charset
                failed = e
            else:
                failed = None
        else:
            failed = None
            mime_encode = False
        newlines = (b"\n", b"\r") if isinstance(text, bytes) else ("\n", "\r")
        if any(c in text for c in newlines):
            raise BadHeaderError(f"Header values can't contain newlines (got {value!r})")
        if failed:
            raise failed
        return _encoded_word(text) if mime_encode else text

    def __setitem__(self, key, value):
        name = self._text(key, "ascii")
        self._store[name.lower()] = name, self._text(value, "latin-1", True)

    def pop(self, key, default=None):
        return self._store.pop(key.lower(), default)

    __delitem__ = pop

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value


def _status(given):
    try:
        code = int(given)
    except (TypeError, ValueError):
        raise TypeError("HTTP status code must be an integer.")
    if code not in range(100, 600):
        raise ValueError("HTTP status code must be an integer from 100 to 599.")
    return code


class HttpResponseBase:
    status_code = 200
    _handler_class = None

    def __init__(self, content_type=None, status=None, reason=None, charset=None, headers=None):
        self._charset, self._reason_phrase = charset, reason
        self.headers = own = ResponseHeaders(headers)
        if "Content-Type" not in own:
            own["Content-Type"] = f"text/html; charset={self.charset}" if content_type is None else content_type
        elif content_type:
            raise ValueError("'headers' must not contain 'Content-Type' when the 'content_type' parameter is provided.")
        if status is not None:
            self.status_code = _status(status)
        self.cookies = SimpleCookie()
        self.closed, self._resource_closers = False, []

    def _get_reason(self):
        if self._reason_phrase is None:
            from http import HTTPStatus

            known = HTTPStatus._value2member_map_.get(self.status_code)
            return known.phrase if known else "Unknown Status Code"
        return self._reason_phrase

    def _set_reason(self, value):
        self._reason_phrase = value

    reason_phrase = property(_get_reason, _set_reason)

    def _get_charset(self):
        if self._charset is None:
            named = _charset.search(self.get("Content-Type", ""))
            return named[1].replace('"', "") if named else "utf-8"
        return self._charset

    def _set_charset(self, value):
        self._charset = value

    charset = property(_get_charset, _set_charset)

    @property
    def _content_type_for_repr(self):
        kind = self.get("Content-Type")
        return "" if kind is None else f', "{kind}"'

    def _shown(self, name):
        return f"<{name} status_code={self.status_code}{self._content_type_for_repr}>"

    # The headers, as items of the response

    def __delitem__(self, header):
        del self.headers[header]

    def has_header(self, header):
        return header in self.headers

    __contains__ = has_header

    def setdefault(self, key, value):
        self.headers.setdefault(key, value)

    def items(self):
        return self.headers.items()

    def __getitem__(self, header):
        return self.headers[header]

    def __setitem__(self, header, value):
        self.headers[header] = value

    def get(self, header, alternate=None):
        return self.headers.get(header, alternate)

    def serialize_headers(self):
        lines = [f"{name}: {value}".encode("latin-1") for name, value in self.items()]
        return b"\r\n".join(lines)

    __bytes__ = serialize_headers

    # Cookies

    def set_cookie(self, key, value="", max_age=None, expires=None, path="/", domain=None, secure=False, httponly=False, samesite=None):
        self.cookies[key] = value
        cookie = self.cookies[key]
        if isinstance(expires, datetime):
            if max_age is not None:
                raise ValueError("'expires' and 'max_age' can't be used together.")
            if expires.utcoffset() is None:
                expires = expires.replace(tzinfo=timezone.utc)
            left = expires - datetime.now(timezone.utc)
            max_age, expires = max(0, -(-left // timedelta(seconds=1))), None  # a part of a second counts as one
        elif isinstance(max_age, timedelta):
            max_age = max_age.total_seconds()
        cookie["expires"] = "" if expires is None else expires
        if max_age is not None:
            cookie["max-age"] = int(max_age)
            if not expires:
                from django.utils.http import http_date

                cookie["expires"] = http_date(time.time() + max_age)
        if samesite and samesite.lower() not in ("lax", "none", "strict"):
            raise ValueError('samesite must be "lax", "none", or "strict".')
        given = {"path": path, "domain": domain, "secure": bool(secure) or None, "httponly": bool(httponly) or None, "samesite": samesite or None}
        for attribute, setting in given.items():
            if setting is not None:
                cookie[attribute] = setting

    def set_signed_cookie(self, key, value, salt="", **kwargs):
        from django.core.signing import get_cookie_signer

        signed = get_cookie_signer(salt=key + salt).sign(value)
        return self.set_cookie(key, signed, **kwargs)

    def delete_cookie(self, key, path="/", domain=None, samesite=None):
        # Browsers refuse these without Secure, also when they are to go.
        secure = key.startswith(("__Host-", "__Secure-")) or (samesite or "").lower() == "none"
        self.set_cookie(key, "", 0, "Thu, 01 Jan 1970 00:00:00 GMT", path, domain, secure, samesite=samesite)

    def make_bytes(self, value):
        return bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode(self.charset)

    def close(self):
        while self._resource_closers:
            _quietly(self._resource_closers.pop(0))
        self.closed = True
        request_finished.send(sender=self._handler_class)

    # As a file: what can be written to says so

    def _cannot(self, what):
        raise OSError(f"This {type(self).__name__} instance {what}")

    def write(self, content):
        self._cannot("is not writable")

    def writelines(self, lines):
        self._cannot("is not writable")

    def tell(self):
        self._cannot("cannot tell its position")

    def flush(self):
        pass

    def readable(self):
        return False

    seekable = writable = readable


def _quietly(close):
    try:
        close()
    except Exception:
        pass


class HttpResponse(HttpResponseBase):
    def __init__(self, content=b"", *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.content = content

    streaming = False

    @property
    def content(self):
        return b"".join(self._container)

    @content.setter
    def content(self, value):
        parts = [value] if isinstance(value, (str, bytes, memoryview)) or not hasattr(value, "__iter__") else value
        self._container = [b"".join(map(self.make_bytes, parts))]
        if parts is value and hasattr(value, "close"):
            _quietly(value.close)

    def __repr__(self):
        return self._shown(type(self).__name__)

    @property
    def text(self):
        return str(self.content, self.charset or "utf-8")

    def json(self):
        return json.loads(self.content)

    def serialize(self):
        return b"\r\n\r\n".join((self.serialize_headers(), self.content))

    __bytes__ = serialize

    # A file of the parts that were written

    def __iter__(self):
        return iter(self._container)

    def writable(self):
        return True

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def getvalue(self):
        return self.content

    def tell(self):
        return len(self.content)

    def write(self, content):
        self._container.append(self.make_bytes(content))


class StreamingHttpResponse(HttpResponseBase):
    streaming = True

    def __init__(self, streaming_content=(), *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.streaming_content = streaming_content

    def __repr__(self):
        return self._shown(type(self).__qualname__)

    def _lacks(self, attribute, hint=""):
        raise AttributeError(f"This {type(self).__name__} instance has no `{attribute}` attribute.{hint}")

    content = property(lambda self: self._lacks("content", " Use `streaming_content` instead."))
    text = property(lambda self: self._lacks("text"))

    @property
    def streaming_content(self):
        parts = self._iterator  # not looked up later, when what is told here may stand there
        return self._bytes_later(parts) if self.is_async else map(self.make_bytes, parts)

    @streaming_content.setter
    def streaming_content(self, value):
        self._set_streaming_content(value)

    def _set_streaming_content(self, value):
        self.is_async = False
        try:
            self._iterator = iter(value)
        except TypeError:
            self.is_async, self._iterator = True, aiter(value)
        if hasattr(value, "close"):
            self._resource_closers.append(value.close)

    async def _bytes_later(self, parts):
        async for part in parts:
            yield self.make_bytes(part)

    def _warn(self, has, serves):
        import warnings

        article = "an" if serves[0] == "a" else "a"
        warnings.warn(
            f"StreamingHttpResponse must consume {has} iterators in order to serve them {serves}ly. Use {article} {serves} iterator instead.",
            Warning,
            stacklevel=3,
        )

    def __iter__(self):
        if self.is_async:
            from asgiref.sync import async_to_sync

            self._warn("asynchronous", "synchronous")
            return iter(async_to_sync(self._all)())
        return iter(self.streaming_content)

    async def _all(self):
        return [part async for part in self.streaming_content]

    async def __aiter__(self):
        if not self.is_async:
            from asgiref.sync import sync_to_async

            self._warn("synchronous", "asynchronous")
            for part in await sync_to_async(list)(self.streaming_content):
                yield part
        else:
            async for part in self.streaming_content:
                yield part

    def getvalue(self):
        return b"".join([*self.streaming_content])


class FileResponse(StreamingHttpResponse):
    """A file's content, from an io.BytesIO or whatever else can be read."""

    def __init__(self, *args, as_attachment=False, filename="", **kwargs):
        self._no_explicit_content_type = kwargs.get("content_type") is None
        self.filename, self.as_attachment = filename, as_attachment
        super().__init__(*args, **kwargs)

    block_size = 4096

    def _set_streaming_content(self, value):
        self.file_to_stream = value if hasattr(value, "read") else None
        if self.file_to_stream is None:
            return super()._set_streaming_content(value)
        if hasattr(value, "close"):
            self._resource_closers.append(value.close)
        self.set_headers(value)
        super()._set_streaming_content(iter(lambda: value.read(self.block_size), b""))

    def set_headers(self, filelike):
        from django.utils.http import content_disposition_header, guess_content_type

        own = getattr(filelike, "name", "")
        name = self.filename or (own if isinstance(own, str) else "")
        name = name.replace("\\", "/").rsplit("/", 1)[-1]
        if hasattr(filelike, "tell") and hasattr(filelike, "seek"):
            here = filelike.tell()
            filelike.seek(0, 2)
            self["Content-Length"] = filelike.tell() - here
            filelike.seek(here)
        if self._no_explicit_content_type:
            self["Content-Type"] = guess_content_type(name)
        if disposition := content_disposition_header(self.as_attachment, name):
            self["Content-Disposition"] = disposition


class HttpResponseRedirectBase(HttpResponse):
    allowed_schemes = ["http", "https", "ftp"]

    def __init__(self, redirect_to, preserve_request=False, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if preserve_request:
            self.status_code = self.status_code_preserve_request
        self["Location"] = iri_to_uri(redirect_to)
        scheme = urlparse(str(redirect_to)).scheme
        if scheme not in ("", *self.allowed_schemes):
            raise DisallowedRedirect(f"Unsafe redirect to URL with protocol '{scheme}'")

    @property
    def url(self):
        return self["Location"]

    def __repr__(self):
        return f'{HttpResponse.__repr__(self)[:-1]}, url="{self.url}">'


class HttpResponseRedirect(HttpResponseRedirectBase):
    status_code, status_code_preserve_request = 302, 307


class HttpResponsePermanentRedirect(HttpResponseRedirectBase):
    status_code, status_code_preserve_request = 301, 308


class HttpResponseNotModified(HttpResponse):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self["content-type"]

    status_code = 304

    @HttpResponse.content.setter
    def content(self, value):
        self._container = []
        if value:
            raise AttributeError("You cannot set content to a 304 (Not Modified) response")


class HttpResponseNotAllowed(HttpResponse):
    def __init__(self, permitted_methods, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self["Allow"] = ", ".join(permitted_methods)

    status_code = 405

    def __repr__(self):
        rest = HttpResponse.__repr__(self).partition(" ")[2]
        return f"<{type(self).__name__} [{self['Allow']}] {rest}"


def _with_status(code, name):
    return type("HttpResponse" + name, (HttpResponse,), {"status_code": code, "__module__": __name__})


HttpResponseBadRequest = _with_status(400, "BadRequest")
HttpResponseForbidden = _with_status(403, "Forbidden")
HttpResponseNotFound = _with_status(404, "NotFound")
HttpResponseGone = _with_status(410, "Gone")
HttpResponseServerError = _with_status(500, "ServerError")


class JsonResponse(HttpResponse):
    def __init__(self, data, encoder=DjangoJSONEncoder, safe=True, json_dumps_params=None, **kwargs):
        if safe and not isinstance(data, dict):
            raise TypeError("In order to allow non-dict objects to be serialized set the safe parameter to False.")
        text = json.dumps(data, cls=encoder, **json_dumps_params or {})
        super().__init__(text, **{"content_type": "application/json", **kwargs})
