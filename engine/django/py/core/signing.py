"""Signed values: text, a separator and a keyed hash of the text."""

import base64
import datetime
import json
import time

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.encoding import force_bytes
from django.utils.module_loading import import_string
from django.utils.regex_helper import _lazy_re_compile

_SEP_UNSAFE = _lazy_re_compile(r"^[A-z0-9-_=]*$")
BASE62_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class BadSignature(Exception):
    pass


class SignatureExpired(BadSignature):
    pass


def b62_encode(s):
    if s == 0:
        return "0"
    sign, s, out = "-" if s < 0 else "", abs(s), ""
    while s > 0:
        s, rest = divmod(s, 62)
        out = BASE62_ALPHABET[rest] + out
    return sign + out


def b62_decode(s):
    if s == "0":
        return 0
    sign = 1
    if s[0] == "-":
        s, sign = s[1:], -1
    out = 0
    for digit in s:
        out = out * 62 + BASE62_ALPHABET.index(digit)
    return sign * out


def b64_encode(s):
    return base64.urlsafe_b64encode(s).strip(b"=")


def b64_decode(s):
    return base64.urlsafe_b64decode(s + b"=" * (-len(s) % 4))


def base64_hmac(salt, value, key, algorithm="sha1"):
    return b64_encode(salted_hmac(salt, value, key, algorithm=algorithm).digest()).decode()


def _cookie_signer_key(key):
    return b"django.http.cookies" + force_bytes(key)


def get_cookie_signer(salt="django.core.signing.get_cookie_signer"):
    signer = import_string(getattr(settings, "SIGNING_BACKEND", "django.core.signing.TimestampSigner"))
    fallbacks = getattr(settings, "SECRET_KEY_FALLBACKS", [])
    return signer(key=_cookie_signer_key(settings.SECRET_KEY), fallback_keys=[_cookie_signer_key(k) for k in fallbacks], salt=salt)


class JSONSerializer:
    def dumps(self, obj):
        return json.dumps(obj, separators=(",", ":")).encode("latin-1")

    def loads(self, data):
        return json.loads(data.decode("latin-1"))


def dumps(obj, key=None, salt="django.core.signing", serializer=JSONSerializer, compress=False):
    return TimestampSigner(key=key, salt=salt).sign_object(obj, serializer=serializer, compress=compress)


def loads(s, key=None, salt="django.core.signing", serializer=JSONSerializer, max_age=None, fallback_keys=None):
    return TimestampSigner(key=key, salt=salt, fallback_keys=fallback_keys).unsign_object(s, serializer=serializer, max_age=max_age)


class Signer:
    def __init__(self, *, key=None, sep=":", salt=None, algorithm=None, fallback_keys=None):
        self.key = key or settings.SECRET_KEY
        self.fallback_keys = fallback_keys if fallback_keys is not None else getattr(settings, "SECRET_KEY_FALLBACKS", [])
        self.sep = sep
        self.salt = salt or "%s.%s" % (self.__class__.__module__, self.__class__.__name__)
        self.algorithm = algorithm or "sha256"
        if _SEP_UNSAFE.match(self.sep):
            raise ValueError("Unsafe Signer separator: %r (cannot be empty or consist of only A-z0-9-_=)" % sep)

    def signature(self, value, key=None):
        return base64_hmac(self.salt + "signer", value, key or self.key, algorithm=self.algorithm)

    def sign(self, value):
        return "%s%s%s" % (value, self.sep, self.signature(value))

    def unsign(self, signed_value):
        if self.sep not in signed_value:
            raise BadSignature('No "%s" found in value' % self.sep)
        value, sig = signed_value.rsplit(self.sep, 1)
        for key in [self.key, *self.fallback_keys]:
            if constant_time_compare(sig, self.signature(value, key)):
                return value
        raise BadSignature('Signature "%s" does not match' % sig)

    def sign_object(self, obj, serializer=JSONSerializer, compress=False):
        data, mark = serializer().dumps(obj), ""
        if compress:
            import zlib

            compressed = zlib.compress(data)
            if len(compressed) < len(data) - 1:
                data, mark = compressed, "."
        return self.sign(mark + b64_encode(data).decode())

    def unsign_object(self, signed_obj, serializer=JSONSerializer, **kwargs):
        base64d = self.unsign(signed_obj, **kwargs).encode()
        if base64d[:1] == b".":
            import zlib

            return serializer().loads(zlib.decompress(b64_decode(base64d[1:])))
        return serializer().loads(b64_decode(base64d))


class TimestampSigner(Signer):
    def timestamp(self):
        return b62_encode(int(time.time()))

    def sign(self, value):
        return super().sign("%s%s%s" % (value, self.sep, self.timestamp()))

    def unsign(self, value, max_age=None):
        value, timestamp = super().unsign(value).rsplit(self.sep, 1)
        if max_age is not None:
            if isinstance(max_age, datetime.timedelta):
                max_age = max_age.total_seconds()
            age = time.time() - b62_decode(timestamp)
            if age > max_age:
                raise SignatureExpired("Signature age %s > %s seconds" % (age, max_age))
        return value
