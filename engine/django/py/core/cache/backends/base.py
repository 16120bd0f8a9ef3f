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
    return f"{key_prefix}:{version}:{key}"


def get_key_func(key_func):
    """The function that the setting names or is."""
    if key_func is None or callable(key_func):
        return key_func or default_key_func
    from django.utils.module_loading import import_string

    return import_string(key_func)


class BaseCache:
    _missing_key = object()

    def __init__(self, params):
        options = params.get("OPTIONS", {})

        def setting(name, default):
            return params.get(name, options.get(name.upper(), default))

        timeout = params["timeout"] if "timeout" in params else params.get("TIMEOUT", 300)
        self.default_timeout = timeout if timeout is None else int(timeout)
        self._max_entries, self._cull_frequency = int(setting("max_entries", 300)), int(setting("cull_frequency", 3))
        self.version, self.key_prefix = params.get("VERSION", 1), params.get("KEY_PREFIX", "")
        self.key_func = get_key_func(params.get("KEY_FUNCTION"))

    def get_backend_timeout(self, timeout=DEFAULT_TIMEOUT):
        """When a value set now ends, None for never."""
        lasts = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout or (None if timeout is None else -1)
        return lasts if lasts is None else lasts + time.time()

    def _version(self, version):
        return self.version if version is None else version

    def make_key(self, key, version=None):
        return self.key_func(key, self.key_prefix, self._version(version))

    def make_and_validate_key(self, key, version=None):
        made = self.make_key(key, version=version)
        self.validate_key(made)
        return made

    def validate_key(self, key):
        for problem in memcache_key_warnings(key):
            warnings.warn(problem, CacheKeyWarning)

    # What a backend has to bring

    def _missing(self, method):
        raise NotImplementedError(f"subclasses of BaseCache must provide {method}() method")

    def get(self, key, default=None, version=None):
        self._missing("a get")

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        self._missing("a set")

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        self._missing("an add")

    def delete(self, key, version=None):
        self._missing("a delete")

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        self._missing("a touch")

    def clear(self):
        self._missing("a clear")

    # What follows from that; a backend may know a shorter way

    def close(self, **kwargs):
        pass

    def _found(self, key, version):
        """A key's value as a list: of one, or empty when there is none."""
        value = self.get(key, self._missing_key, version=version)
        return [] if value is self._missing_key else [value]

    def _known(self, key, version):
        found = self._found(key, version)
        if not found:
            raise ValueError(f"Key '{key}' not found")
        return found[0]

    def has_key(self, key, version=None):
        return bool(self._found(key, version))

    def __contains__(self, key):
        return self.has_key(key)

    def delete_many(self, keys, version=None):
        for key in keys:
            self.delete(key, version=version)

    def get_many(self, keys, version=None):
        return {key: value for key in keys for value in self._found(key, version)}

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        for item in data.items():
            self.set(*item, timeout=timeout, version=version)
        return []  # none of them failed

    def get_or_set(self, key, default, timeout=DEFAULT_TIMEOUT, version=None):
        found = self._found(key, version)
        if found:
            return found[0]
        value = default() if callable(default) else default
        self.add(key, value, timeout=timeout, version=version)
        # Somebody else may have been faster: then theirs counts.
        return self.get(key, value, version=version)

    def incr(self, key, delta=1, version=None):
        total = self._known(key, version) + delta
        self.set(key, total, version=version)
        return total

    def incr_version(self, key, delta=1, version=None):
        old = self._version(version)
        new = old + delta
        self.set(key, self._known(key, old), version=new)
        self.delete(key, version=old)
        return new

    def decr(self, key, delta=1, version=None):
        return self.incr(key, -delta, version=version)

    def decr_version(self, key, delta=1, version=None):
        return self.incr_version(key, -delta, version)


def memcache_key_warnings(key):
    """What memcached would not take as a key."""
    if len(key) > 250:
        yield f"Cache key will cause errors if used with memcached: {key!r} (longer than 250)"
    if any(code < 33 or code == 127 for code in map(ord, key)):
        yield f"Cache key contains characters that will cause errors if used with memcached: {key!r}"


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
