"""Caches in memory; each run has its own."""

from django.core.cache.backends.base import BaseCache, CacheKeyWarning, InvalidCacheBackendError, InvalidCacheKey

DEFAULT_CACHE_ALIAS = "default"


class CacheHandler:
    def __init__(self):
        self._caches = {}

    def __getitem__(self, alias):
        if alias != DEFAULT_CACHE_ALIAS:
            raise InvalidCacheBackendError("The connection '%s' doesn't exist." % alias)
        if alias not in self._caches:
            from django.core.cache.backends.locmem import LocMemCache

            self._caches[alias] = LocMemCache(alias, {})
        return self._caches[alias]

    def all(self, initialized_only=False):
        return list(self._caches.values()) if initialized_only else [self[DEFAULT_CACHE_ALIAS]]


class _Proxy:
    """The default cache, made when it is first used."""

    def __getattr__(self, name):
        return getattr(caches[DEFAULT_CACHE_ALIAS], name)

    def __contains__(self, key):
        return key in caches[DEFAULT_CACHE_ALIAS]


caches = CacheHandler()
cache = _Proxy()

__all__ = ["cache", "caches", "DEFAULT_CACHE_ALIAS", "InvalidCacheBackendError", "CacheKeyWarning", "BaseCache", "InvalidCacheKey"]
