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
        ends = self._expire_info.get(key, -1)
        return ends is not None and time.time() >= ends

    def _live(self, key, version, drop=False):
        """The key that a value is kept under, and whether one is: what has ended is there until it is dropped or another one set."""
        key = self.make_and_validate_key(key, version)
        over = self._has_expired(key)
        if over and drop:
            self._delete(key)
        return key, not over

    def _delete(self, key):
        had = self._cache.pop(key, None) is not None
        self._expire_info.pop(key, None)
        return had

    def _used(self, key):
        self._cache.move_to_end(key, last=False)

    def _set(self, key, pickled, timeout):
        if self._max_entries <= len(self._cache):
            self._cull()
        self._expire_info[key] = self.get_backend_timeout(timeout)
        self._cache[key] = pickled
        self._used(key)

    def _cull(self):
        if not self._cull_frequency:
            return self.clear()
        for _ in range(len(self._cache) // self._cull_frequency):
            self._delete(next(reversed(self._cache)))

    def get(self, key, default=None, version=None):
        key, live = self._live(key, version, drop=True)
        if not live:
            return default
        self._used(key)
        return pickle.loads(self._cache[key])

    def has_key(self, key, version=None):
        return self._live(key, version, drop=True)[1]

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        key, _ = self._live(key, version)
        self._set(key, pickle.dumps(value, self.pickle_protocol), timeout)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        key, live = self._live(key, version)
        data = pickle.dumps(value, self.pickle_protocol)  # says what cannot be kept in any case
        if not live:
            self._set(key, data, timeout)
        return not live

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        key, live = self._live(key, version)
        if live:
            self._expire_info[key] = self.get_backend_timeout(timeout)
        return live

    def incr(self, key, delta=1, version=None):
        kept, live = self._live(key, version, drop=True)
        if not live:
            raise ValueError(f"Key '{kept}' not found")
        total = pickle.loads(self._cache[kept]) + delta
        self._cache[kept] = pickle.dumps(total, self.pickle_protocol)  # with its old end
        self._used(kept)
        return total

    def delete(self, key, version=None):
        return self._delete(self.make_and_validate_key(key, version))

    def clear(self):
        for kept in (self._cache, self._expire_info):
            kept.clear()
