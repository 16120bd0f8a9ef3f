import pickle
import time
from collections import OrderedDict

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache


_places = {}


class LocMemCache(BaseCache):
    """Pickled values in a dict: what is got is new each time. The values used longest ago go first when there are too many."""

    pickle_protocol = pickle.HIGHEST_PROTOCOL

    def __init__(self, name, params):
        super().__init__(params)
        # Caches of one LOCATION are one cache.
        self._cache, self._expire_info = _places.setdefault(name, (OrderedDict(), {}))

    def _has_expired(self, key):
        expires = self._expire_info.get(key, -1)
        return expires is not None and expires <= time.time()

    def _delete(self, key):
        self._expire_info.pop(key, None)
        return self._cache.pop(key, None) is not None

    def _set(self, key, pickled, timeout):
        if len(self._cache) >= self._max_entries:
            self._cull()
        self._cache[key], self._expire_info[key] = pickled, self.get_backend_timeout(timeout)
        self._cache.move_to_end(key, last=False)

    def _cull(self):
        if self._cull_frequency == 0:
            self.clear()
            return
        for _ in range(len(self._cache) // self._cull_frequency):
            key, _ = self._cache.popitem()
            del self._expire_info[key]

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        key = self.make_and_validate_key(key, version=version)
        pickled = pickle.dumps(value, self.pickle_protocol)
        if not self._has_expired(key):
            return False
        self._set(key, pickled, timeout)
        return True

    def get(self, key, default=None, version=None):
        key = self.make_and_validate_key(key, version=version)
        if self._has_expired(key):
            self._delete(key)
            return default
        self._cache.move_to_end(key, last=False)
        return pickle.loads(self._cache[key])

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        key = self.make_and_validate_key(key, version=version)
        self._set(key, pickle.dumps(value, self.pickle_protocol), timeout)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        key = self.make_and_validate_key(key, version=version)
        if self._has_expired(key):
            return False
        self._expire_info[key] = self.get_backend_timeout(timeout)
        return True

    def incr(self, key, delta=1, version=None):
        key = self.make_and_validate_key(key, version=version)
        if self._has_expired(key):
            self._delete(key)
            raise ValueError("Key '%s' not found" % key)
        value = pickle.loads(self._cache[key]) + delta
        self._cache[key] = pickle.dumps(value, self.pickle_protocol)
        self._cache.move_to_end(key, last=False)
        return value

    def has_key(self, key, version=None):
        key = self.make_and_validate_key(key, version=version)
        if self._has_expired(key):
            self._delete(key)
            return False
        return True

    def delete(self, key, version=None):
        return self._delete(self.make_and_validate_key(key, version=version))

    def clear(self):
        self._cache.clear()
        self._expire_info.clear()
