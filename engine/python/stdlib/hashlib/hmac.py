import hashlib

__all__ = ["HMAC", "new", "digest", "compare_digest"]

_opad = bytes(x ^ 0x5C for x in range(256))
_ipad = bytes(x ^ 0x36 for x in range(256))
digest_size = None


def compare_digest(a, b):
    if isinstance(a, str) and isinstance(b, str):
        if not (a.isascii() and b.isascii()):
            raise TypeError("comparing strings with non-ASCII characters is not supported")
        return a == b
    buffers = [isinstance(x, (bytes, bytearray, memoryview)) for x in (a, b)]
    if not any(buffers):
        raise TypeError(f"unsupported operand types(s) or combination of types: '{type(a).__name__}' and '{type(b).__name__}'")
    if not all(buffers):
        raise TypeError(f"a bytes-like object is required, not '{type(b if buffers[0] else a).__name__}'")
    return bytes(a) == bytes(b)


class HMAC:
    blocksize = 64

    def __init__(self, key, msg=None, digestmod=""):
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError(f"key: expected bytes or bytearray, but got {type(key).__name__!r}")
        if not digestmod:
            raise TypeError("Missing required parameter 'digestmod'.")
        if callable(digestmod):
            make = digestmod
        elif isinstance(digestmod, str):
            make = lambda d=b"": hashlib.new(digestmod, d)
        else:
            make = lambda d=b"": digestmod.new(d)
        self._outer, self._inner = make(), make()
        self.digest_size, self.block_size = self._inner.digest_size, getattr(self._inner, "block_size", self.blocksize)
        if len(key) > self.block_size:
            key = make(key).digest()
        key = bytes(key).ljust(self.block_size, b"\0")
        self._outer.update(key.translate(_opad))
        self._inner.update(key.translate(_ipad))
        if msg is not None:
            self.update(msg)

    name = property(lambda self: "hmac-" + self._inner.name)

    def update(self, msg):
        self._inner.update(msg)

    def copy(self):
        twin = object.__new__(type(self))
        vars(twin).update(vars(self), _inner=self._inner.copy(), _outer=self._outer.copy())
        return twin

    def _current(self):
        """The outer hash as it would be if no more came."""
        outer = self._outer.copy()
        outer.update(self._inner.digest())
        return outer

    def hexdigest(self):
        return self._current().hexdigest()

    def digest(self):
        return self._current().digest()


def digest(key, msg, digest):
    return new(key, msg, digest).digest()


def new(key, msg=None, digestmod=""):
    return HMAC(key, msg, digestmod)
