import datetime
import json
import re
import time
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
        for header, value in data.items() if hasattr(data, "items") else data or ():
            self[header] = value

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

    def __delitem__(self, key):
        self.pop(key)

    def __setitem__(self, key, value):
        key = self._text(key, "ascii")
        self._store[key.lower()] = (key, self._text(value, "latin-1", mime_encode=True))

    def pop(self, key, default=None):
        return self._store.pop(key.lower(), default)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value


class HttpResponseBase:
    status_code = 200

    def __init__(self, content_type=None, status=None, reason=None, charset=None, headers=None):
        self.headers = ResponseHeaders(headers)
        self._charset = charset
        if "Content-Type" not in self.headers:
            if content_type is None:
                content_type = f"text/html; charset={self.charset}"
            self.headers["Content-Type"] = content_type
        elif content_type:
            raise ValueError("'headers' must not contain 'Content-Type' when the 'content_type' parameter is provided.")
        self._resource_closers = []
        self.cookies = SimpleCookie()
        self.closed = False
        if status is not None:
            try:
                self.status_code = int(status)
            except (ValueError, TypeError):
                raise TypeError("HTTP status code must be an integer.")
            if not 100 <= self.status_code <= 599:
                raise ValueError("HTTP status code must be an integer from 100 to 599.")
        self._reason_phrase = reason

    @property
    def reason_phrase(self):
        if self._reason_phrase is not None:
            return self._reason_phrase
        try:
            from http import HTTPStatus

            return HTTPStatus(self.status_code).phrase
        except ValueError:
            return "Unknown Status Code"

    @reason_phrase.setter
    def reason_phrase(self, value):
        self._reason_phrase = value

    @property
    def charset(self):
        if self._charset is not None:
            return self._charset
        found = _charset.search(self.headers.get("Content-Type", "")) if "Content-Type" in self.headers else None
        return found["charset"].replace('"', "") if found else "utf-8"

    @charset.setter
    def charset(self, value):
        self._charset = value

    @property
    def _content_type_for_repr(self):
        return f', "{self.headers["Content-Type"]}"' if "Content-Type" in self.headers else ""

    def __setitem__(self, header, value):
        self.headers[header] = value

    def __delitem__(self, header):
        del self.headers[header]

    def __getitem__(self, header):
        return self.headers[header]

    def has_header(self, header):
        return header in self.headers

    __contains__ = has_header

    def items(self):
        return self.headers.items()

    def get(self, header, alternate=None):
        return self.headers.get(header, alternate)

    def setdefault(self, key, value):
        self.headers.setdefault(key, value)

    def set_cookie(self, key, value="", max_age=None, expires=None, path="/", domain=None, secure=False, httponly=False, samesite=None):
        from django.utils.http import http_date

        self.cookies[key] = value
        cookie = self.cookies[key]
        if expires is None:
            cookie["expires"] = ""
        elif isinstance(expires, datetime.datetime):
            if expires.tzinfo is None or expires.utcoffset() is None:
                expires = expires.replace(tzinfo=datetime.timezone.utc)
            delta = expires - datetime.datetime.now(tz=datetime.timezone.utc)
            if delta.microseconds:
                delta += datetime.timedelta(seconds=1)  # the part of a second that is lost below
            expires = None
            if max_age is not None:
                raise ValueError("'expires' and 'max_age' can't be used together.")
            max_age = max(0, delta.days * 86400 + delta.seconds)
        else:
            cookie["expires"] = expires
        if max_age is not None:
            if isinstance(max_age, datetime.timedelta):
                max_age = max_age.total_seconds()
            cookie["max-age"] = int(max_age)
            if not expires:
                cookie["expires"] = http_date(time.time() + max_age)
        if path is not None:
            cookie["path"] = path
        if domain is not None:
            cookie["domain"] = domain
        if secure:
            cookie["secure"] = True
        if httponly:
            cookie["httponly"] = True
        if samesite:
            if samesite.lower() not in ("lax", "none", "strict"):
                raise ValueError('samesite must be "lax", "none", or "strict".')
            cookie["samesite"] = samesite

    def set_signed_cookie(self, key, value, salt="", **kwargs):
        from django.core import signing

        return self.set_cookie(key, signing.get_cookie_signer(salt=key + salt).sign(value), **kwargs)

    def delete_cookie(self, key, path="/", domain=None, samesite=None):
        secure = key.startswith(("__Secure-", "__Host-")) or bool(samesite and samesite.lower() == "none")
        self.set_cookie(key, max_age=0, path=path, domain=domain, secure=secure, expires="Thu, 01 Jan 1970 00:00:00 GMT", samesite=samesite)

    def serialize_headers(self):
        return b"\r\n".join(key.encode("ascii") + b": " + value.encode("latin-1") for key, value in self.headers.items())

    __bytes__ = serialize_headers

    def make_bytes(self, value):
        if isinstance(value, (bytes, memoryview)):
            return bytes(value)
        if isinstance(value, str):
            return value.encode(self.charset)
        return str(value).encode(self.charset)

    _handler_class = None

    def close(self):
        for closer in self._resource_closers:
            try:
                closer()
            except Exception:
                pass
        self._resource_closers.clear()
        self.closed = True
        request_finished.send(sender=self._handler_class)

    def write(self, content):
        raise OSError("This %s instance is not writable" % self.__class__.__name__)

    def flush(self):
        pass

    def tell(self):
        raise OSError("This %s instance cannot tell its position" % self.__class__.__name__)

    def readable(self):
        return False

    seekable = writable = readable

    def writelines(self, lines):
        raise OSError("This %s instance is not writable" % self.__class__.__name__)


class HttpResponse(HttpResponseBase):
    streaming = False

    def __init__(self, content=b"", *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.content = content

    def __repr__(self):
        return f"<{self.__class__.__name__} status_code={self.status_code}{self._content_type_for_repr}>"

    def serialize(self):
        return self.serialize_headers() + b"\r\n\r\n" + self.content

    __bytes__ = serialize

    @property
    def content(self):
        return b"".join(self._container)

    @content.setter
    def content(self, value):
        if hasattr(value, "__iter__") and not isinstance(value, (bytes, memoryview, str)):
            content = b"".join(self.make_bytes(chunk) for chunk in value)
            if hasattr(value, "close"):
                try:
                    value.close()
                except Exception:
                    pass
        else:
            content = self.make_bytes(value)
        self._container = [content]

    @property
    def text(self):
        return self.content.decode(self.charset or "utf-8")

    def __iter__(self):
        return iter(self._container)

    def write(self, content):
        self._container.append(self.make_bytes(content))

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def tell(self):
        return len(self.content)

    def getvalue(self):
        return self.content

    def writable(self):
        return True

    def json(self):
        return json.loads(self.content)


class StreamingHttpResponse(HttpResponseBase):
    streaming = True

    def __init__(self, streaming_content=(), *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.streaming_content = streaming_content

    def __repr__(self):
        return f"<{self.__class__.__qualname__} status_code={self.status_code}{self._content_type_for_repr}>"

    @property
    def content(self):
        raise AttributeError(f"This {self.__class__.__name__} instance has no `content` attribute. Use `streaming_content` instead.")

    @property
    def text(self):
        raise AttributeError(f"This {self.__class__.__name__} instance has no `text` attribute.")

    @property
    def streaming_content(self):
        if self.is_async:
            iterator = self._iterator

            async def parts():
                async for part in iterator:
                    yield self.make_bytes(part)

            return parts()
        return map(self.make_bytes, self._iterator)

    @streaming_content.setter
    def streaming_content(self, value):
        self._set_streaming_content(value)

    def _set_streaming_content(self, value):
        try:
            self._iterator = iter(value)
            self.is_async = False
        except TypeError:
            self._iterator = aiter(value)
            self.is_async = True
        if hasattr(value, "close"):
            self._resource_closers.append(value.close)

    def __iter__(self):
        if not self.is_async:
            return iter(self.streaming_content)
        import warnings

        from asgiref.sync import async_to_sync

        warnings.warn(
            "StreamingHttpResponse must consume asynchronous iterators in order to serve them synchronously. Use a synchronous iterator instead.",
            Warning,
            stacklevel=2,
        )

        async def collect():
            return [part async for part in self.streaming_content]

        return iter(async_to_sync(collect)())

    async def __aiter__(self):
        if self.is_async:
            async for part in self.streaming_content:
                yield part
            return
        import warnings

        from asgiref.sync import sync_to_async

        warnings.warn(
            "StreamingHttpResponse must consume synchronous iterators in order to serve them asynchronously. Use an asynchronous iterator instead.",
            Warning,
            stacklevel=2,
        )
        for part in await sync_to_async(list)(self.streaming_content):
            yield part

    def getvalue(self):
        return b"".join(self.streaming_content)


class FileResponse(StreamingHttpResponse):
    """A file's content, from an io.BytesIO or whatever else can be read."""

    block_size = 4096

    def __init__(self, *args, as_attachment=False, filename="", **kwargs):
        self.as_attachment, self.filename = as_attachment, filename
        self._no_explicit_content_type = kwargs.get("content_type") is None
        super().__init__(*args, **kwargs)

    def _set_streaming_content(self, value):
        if not hasattr(value, "read"):
            self.file_to_stream = None
            return super()._set_streaming_content(value)
        self.file_to_stream = value
        if hasattr(value, "close"):
            self._resource_closers.append(value.close)
        self.set_headers(value)
        super()._set_streaming_content(iter(lambda: value.read(self.block_size), b""))

    def set_headers(self, filelike):
        from django.utils.http import content_disposition_header, guess_content_type

        name = getattr(filelike, "name", "")
        name = self.filename or (name if isinstance(name, str) else "")
        name = name.replace("\\", "/").rsplit("/", 1)[-1]
        if hasattr(filelike, "tell") and hasattr(filelike, "seek"):
            start = filelike.tell()
            filelike.seek(0, 2)
            self.headers["Content-Length"] = filelike.tell() - start
            filelike.seek(start)
        if self._no_explicit_content_type:
            self.headers["Content-Type"] = guess_content_type(name)
        if disposition := content_disposition_header(self.as_attachment, name):
            self.headers["Content-Disposition"] = disposition


class HttpResponseRedirectBase(HttpResponse):
    allowed_schemes = ["http", "https", "ftp"]

    def __init__(self, redirect_to, preserve_request=False, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self["Location"] = iri_to_uri(redirect_to)
        parsed = urlparse(str(redirect_to))
        if preserve_request:
            self.status_code = self.status_code_preserve_request
        if parsed.scheme and parsed.scheme not in self.allowed_schemes:
            raise DisallowedRedirect(f"Unsafe redirect to URL with protocol '{parsed.scheme}'")

    url = property(lambda self: self["Location"])

    def __repr__(self):
        return f'<{self.__class__.__name__} status_code={self.status_code}{self._content_type_for_repr}, url="{self.url}">'


class HttpResponseRedirect(HttpResponseRedirectBase):
    status_code = 302
    status_code_preserve_request = 307


class HttpResponsePermanentRedirect(HttpResponseRedirectBase):
    status_code = 301
    status_code_preserve_request = 308


class HttpResponseNotModified(HttpResponse):
    status_code = 304

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self["content-type"]

    @HttpResponse.content.setter
    def content(self, value):
        if value:
            raise AttributeError("You cannot set content to a 304 (Not Modified) response")
        self._container = []


class HttpResponseBadRequest(HttpResponse):
    status_code = 400


class HttpResponseNotFound(HttpResponse):
    status_code = 404


class HttpResponseForbidden(HttpResponse):
    status_code = 403


class HttpResponseNotAllowed(HttpResponse):
    status_code = 405

    def __init__(self, permitted_methods, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self["Allow"] = ", ".join(permitted_methods)

    def __repr__(self):
        return f"<{self.__class__.__name__} [{self['Allow']}] status_code={self.status_code}{self._content_type_for_repr}>"


class HttpResponseGone(HttpResponse):
    status_code = 410


class HttpResponseServerError(HttpResponse):
    status_code = 500


class JsonResponse(HttpResponse):
    def __init__(self, data, encoder=DjangoJSONEncoder, safe=True, json_dumps_params=None, **kwargs):
        if safe and not isinstance(data, dict):
            raise TypeError("In order to allow non-dict objects to be serialized set the safe parameter to False.")
        kwargs.setdefault("content_type", "application/json")
        super().__init__(content=json.dumps(data, cls=encoder, **(json_dumps_params or {})), **kwargs)
