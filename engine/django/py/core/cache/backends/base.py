"""What every cache has: the methods that follow from add, get, set, touch, delete and clear, and the asynchronous twins."""

import time
import warnings

from asgiref.sync import sync_to_async

from django.core.exceptions import ImproperlyConfigured

DEFAULT_TIMEOUT = object()


class InvalidCacheBackendError(ImproperlyConfigured):
    pass


class CacheKeyWarning(RuntimeWarning):
    pass


class InvalidCacheKey(ValueError):
    pass


def default_key_func(key, key_prefix, version):
    return "%s:%s:%s" % (key_prefix, version, key)


def get_key_func(key_func):
    """The function that the setting names or is."""
    if key_func is None:
        return default_key_func
    if callable(key_func):
        return key_func
    from django.utils.module_loading import import_string

    return import_string(key_func)


class BaseCache:
    _missing_key = object()

    def __init__(self, params):
        timeout = params.get("timeout", params.get("TIMEOUT", 300))
        self.default_timeout = None if timeout is None else int(timeout)
        options = params.get("OPTIONS", {})
        self._max_entries = int(params.get("max_entries", options.get("MAX_ENTRIES", 300)))
        self._cull_frequency = int(params.get("cull_frequency", options.get("CULL_FREQUENCY", 3)))
        self.key_prefix, self.version = params.get("KEY_PREFIX", ""), params.get("VERSION", 1)
        self.key_func = get_key_func(params.get("KEY_FUNCTION"))

    def get_backend_timeout(self, timeout=DEFAULT_TIMEOUT):
        """When a value set now ends, None for never."""
        if timeout is DEFAULT_TIMEOUT:
            timeout = self.default_timeout
        elif timeout == 0:
            timeout = -1
        return None if timeout is None else time.time() + timeout

    def make_key(self, key, version=None):
        return self.key_func(key, self.key_prefix, self.version if version is None else version)

    def validate_key(self, key):
        for warning in memcache_key_warnings(key):
            warnings.warn(warning, CacheKeyWarning)

    def make_and_validate_key(self, key, version=None):
        key = self.make_key(key, version=version)
        self.validate_key(key)
        return key

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        raise NotImplementedError("subclasses of BaseCache must provide an add() method")

    def get(self, key, default=None, version=None):
        raise NotImplementedError("subclasses of BaseCache must provide a get() method")

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        raise NotImplementedError("subclasses of BaseCache must provide a set() method")

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        raise NotImplementedError("subclasses of BaseCache must provide a touch() method")

    def delete(self, key, version=None):
        raise NotImplementedError("subclasses of BaseCache must provide a delete() method")

    def clear(self):
        raise NotImplementedError("subclasses of BaseCache must provide a clear() method")

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

    def incr_version(self, key, delta=1, version=None):
        if version is None:
            version = self.version
        value = self.get(key, self._missing_key, version=version)
        if value is self._missing_key:
            raise ValueError("Key '%s' not found" % key)
        self.set(key, value, version=version + delta)
        self.delete(key, version=version)
        return version + delta

    def decr_version(self, key, delta=1, version=None):
        return self.incr_version(key, -delta, version)

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


def memcache_key_warnings(key):
    """What memcached would not take as a key."""
    if len(key) > 250:
        yield "Cache key will cause errors if used with memcached: %r (longer than %s)" % (key, 250)
    for char in key:
        if ord(char) < 33 or ord(char) == 127:
            yield "Cache key contains characters that will cause errors if used with memcached: %r" % key
            break


def _twin(name):
    async def method(self, *args, **kwargs):
        return await sync_to_async(getattr(self, name), thread_sensitive=True)(*args, **kwargs)

    method.__name__ = "a" + name
    method.__qualname__ = "BaseCache.a" + name
    return method


for _name in (
    "add", "get", "set", "touch", "delete", "get_many", "get_or_set", "has_key", "incr", "decr", "incr_version", "decr_version", "set_many", "delete_many", "clear", "close",
):
    setattr(BaseCache, "a" + _name, _twin(_name))
del _name
