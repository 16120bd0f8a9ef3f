"""Signed values: text, a separator and a keyed hash of the text."""

import datetime
import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode

from django.conf import settings
from django.utils import crypto
from django.utils.encoding import force_bytes
from django.utils.module_loading import import_string
from django.utils.regex_helper import _lazy_re_compile

BASE62_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SEP_UNSAFE = _lazy_re_compile(r"^[A-z0-9-_=]*$")


class BadSignature(Exception):
    """Somebody else has signed it, or changed what was signed."""


class SignatureExpired(BadSignature):
    """It was signed longer ago than counts."""


def b62_encode(s):
    digits, left = [], abs(s)
    while left or not digits:
        left, digit = divmod(left, 62)
        digits.append(BASE62_ALPHABET[digit])
    return "-" * (s < 0) + "".join(reversed(digits))


def b62_decode(s):
    if s.startswith("-"):
        return -b62_decode(s[1:])
    values = map(BASE62_ALPHABET.index, reversed(s))
    return sum(value * 62**place for place, value in enumerate(values))


def b64_encode(s):
    return urlsafe_b64encode(s).rstrip(b"=")


def b64_decode(s):
    missing = -len(s) % 4
    return urlsafe_b64decode(s + missing * b"=")


def base64_hmac(salt, value, key, algorithm="sha1"):
    digest = crypto.salted_hmac(salt, value, key, algorithm=algorithm).digest()
    return str(b64_encode(digest), "ascii")


def _cookie_signer_key(key):
    return b"django.http.cookies" + force_bytes(key)


def get_cookie_signer(salt="django.core.signing.get_cookie_signer"):
    make = import_string(getattr(settings, "SIGNING_BACKEND", "django.core.signing.TimestampSigner"))
    key, *fallbacks = map(_cookie_signer_key, [settings.SECRET_KEY, *_fallbacks()])
    return make(salt=salt, key=key, fallback_keys=fallbacks)


def _fallbacks():
    return getattr(settings, "SECRET_KEY_FALLBACKS", [])


class JSONSerializer:
    def dumps(self, obj):
        text = json.dumps(obj, separators=(",", ":"))
        return text.encode("latin-1")

    def loads(self, data):
        return json.loads(str(data, "latin-1"))


def dumps(obj, key=None, salt="django.core.signing", serializer=JSONSerializer, compress=False):
    signer = TimestampSigner(salt=salt, key=key)
    return signer.sign_object(obj, serializer, compress)


def loads(s, key=None, salt="django.core.signing", serializer=JSONSerializer, max_age=None, fallback_keys=None):
    signer = TimestampSigner(salt=salt, key=key, fallback_keys=fallback_keys)
    return signer.unsign_object(s, serializer, max_age=max_age)


class Signer:
    def __init__(self, *, key=None, sep=":", salt=None, algorithm=None, fallback_keys=None):
        if _SEP_UNSAFE.match(sep):
            raise ValueError(f"Unsafe Signer separator: {sep!r} (cannot be empty or consist of only A-z0-9-_=)")
        own = type(self)
        self.sep, self.salt = sep, salt or f"{own.__module__}.{own.__name__}"
        self.algorithm, self.key = algorithm or "sha256", key or settings.SECRET_KEY
        self.fallback_keys = _fallbacks() if fallback_keys is None else fallback_keys

    def signature(self, value, key=None):
        return base64_hmac(f"{self.salt}signer", value, key or self.key, self.algorithm)

    def sign(self, value):
        return f"{value}{self.sep}{self.signature(value)}"

    def unsign(self, signed_value):
        value, found, told = signed_value.rpartition(self.sep)
        if not found:
            raise BadSignature(f'No "{self.sep}" found in value')
        keys = [self.key, *self.fallback_keys]
        if not any(crypto.constant_time_compare(self.signature(value, key), told) for key in keys):
            raise BadSignature(f'Signature "{told}" does not match')
        return value

    def sign_object(self, obj, serializer=JSONSerializer, compress=False):
        data, mark = serializer().dumps(obj), ""
        if compress:
            import zlib

            shorter = zlib.compress(data)
            # The mark is a character more.
            if len(shorter) + 1 < len(data):
                data, mark = shorter, "."
        return self.sign(mark + str(b64_encode(data), "ascii"))

    def unsign_object(self, signed_obj, serializer=JSONSerializer, **kwargs):
        text = self.unsign(signed_obj, **kwargs)
        data = b64_decode(text.removeprefix(".").encode())
        if text.startswith("."):
            import zlib

            data = zlib.decompress(data)
        return serializer().loads(data)


class TimestampSigner(Signer):
    def timestamp(self):
        return b62_encode(int(time.time()))

    def sign(self, value):
        return super().sign(self.sep.join((str(value), self.timestamp())))

    def unsign(self, value, max_age=None):
        text, signed_at = super().unsign(value).rsplit(self.sep, 1)
        if isinstance(max_age, datetime.timedelta):
            max_age = max_age.total_seconds()
        if max_age is not None:
            age = time.time() - b62_decode(signed_at)
            if max_age < age:
                raise SignatureExpired(f"Signature age {age} > {max_age} seconds")
        return text
