from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache


class DummyCache(BaseCache):
    """A cache that keeps nothing, with the keys checked all the same."""

    def __init__(self, host, *args, **kwargs):
        super().__init__(*args, **kwargs)

    def _checked(self, key, version, answer=None):
        self.make_and_validate_key(key, version)
        return answer

    def get(self, key, default=None, version=None):
        return self._checked(key, version, default)

    def has_key(self, key, version=None):
        return self._checked(key, version, False)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        self._checked(key, version)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._checked(key, version, True)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._checked(key, version, False)

    def delete(self, key, version=None):
        return self._checked(key, version, False)

    def clear(self):
        pass
