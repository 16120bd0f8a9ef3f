import copy
import time

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache


class LocMemCache(BaseCache):
    """Values in a dict. What is got is a copy: changing it changes nothing in the cache."""

    def __init__(self, name, params):
        super().__init__(params)
        self._cache, self._expire_info = {}, {}

    def _expired(self, key):
        expires = self._expire_info.get(key, -1)
        return expires is not None and expires <= time.time()

    def _drop(self, key):
        self._expire_info.pop(key, None)
        return self._cache.pop(key, self._missing_key) is not self._missing_key

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        full = self.make_and_validate_key(key, version=version)
        if not self._expired(full):
            return False
        self.set(key, value, timeout, version)
        return True

    def get(self, key, default=None, version=None):
        key = self.make_and_validate_key(key, version=version)
        if self._expired(key):
            self._drop(key)
            return default
        return copy.deepcopy(self._cache[key])

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        key = self.make_and_validate_key(key, version=version)
        self._cache[key], self._expire_info[key] = copy.deepcopy(value), self.get_backend_timeout(timeout)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        key = self.make_and_validate_key(key, version=version)
        if self._expired(key):
            return False
        self._expire_info[key] = self.get_backend_timeout(timeout)
        return True

    def delete(self, key, version=None):
        return self._drop(self.make_and_validate_key(key, version=version))

    def clear(self):
        self._cache.clear()
        self._expire_info.clear()
