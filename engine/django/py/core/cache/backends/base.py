"""What every cache has: the methods that follow from add, get, set, touch, delete and clear, and the asynchronous twins."""

import time

from asgiref.sync import sync_to_async

from django.core.exceptions import ImproperlyConfigured

DEFAULT_TIMEOUT = object()


class InvalidCacheBackendError(ImproperlyConfigured):
    pass


class CacheKeyWarning(RuntimeWarning):
    pass


class InvalidCacheKey(ValueError):
    pass


class BaseCache:
    _missing_key = object()

    def __init__(self, params):
        timeout = params.get("timeout", params.get("TIMEOUT", 300))
        self.default_timeout = None if timeout is None else int(timeout)
        self.key_prefix, self.version = params.get("KEY_PREFIX", ""), params.get("VERSION", 1)

    def get_backend_timeout(self, timeout=DEFAULT_TIMEOUT):
        """When a value set now ends, None for never."""
        if timeout is DEFAULT_TIMEOUT:
            timeout = self.default_timeout
        elif timeout == 0:
            timeout = -1
        return None if timeout is None else time.time() + timeout

    def make_key(self, key, version=None):
        return "%s:%s:%s" % (self.key_prefix, self.version if version is None else version, key)

    make_and_validate_key = make_key

    def get_many(self, keys, version=None):
        found = {}
        for k in keys:
            value = self.get(k, self._missing_key, version=version)
            if value is not self._missing_key:
                found[k] = value
        return found

    def get_or_set(self, key, default, timeout=DEFAULT_TIMEOUT, version=None):
        value = self.get(key, self._missing_key, version=version)
        if value is self._missing_key:
            if callable(default):
                default = default()
            self.add(key, default, timeout=timeout, version=version)
            return self.get(key, default, version=version)
        return value

    def has_key(self, key, version=None):
        return self.get(key, self._missing_key, version=version) is not self._missing_key

    def incr(self, key, delta=1, version=None):
        value = self.get(key, self._missing_key, version=version)
        if value is self._missing_key:
            raise ValueError("Key '%s' not found" % key)
        self.set(key, value + delta, version=version)
        return value + delta

    def decr(self, key, delta=1, version=None):
        return self.incr(key, -delta, version=version)

    def __contains__(self, key):
        return self.has_key(key)

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        for key, value in data.items():
            self.set(key, value, timeout=timeout, version=version)
        return []

    def delete_many(self, keys, version=None):
        for key in keys:
            self.delete(key, version=version)

    def close(self, **kwargs):
        pass


def _twin(name):
    async def method(self, *args, **kwargs):
        return await sync_to_async(getattr(self, name), thread_sensitive=True)(*args, **kwargs)

    method.__name__ = "a" + name
    method.__qualname__ = "BaseCache.a" + name
    return method


for _name in (
    "add", "get", "set", "touch", "delete", "get_many", "get_or_set", "has_key", "incr", "decr", "set_many", "delete_many", "clear", "close",
):
    setattr(BaseCache, "a" + _name, _twin(_name))
del _name
