"""The caches that settings.CACHES name; those in memory last as long as the run."""

from django.conf import settings
from django.core.cache.backends.base import BaseCache, CacheKeyWarning, InvalidCacheBackendError, InvalidCacheKey
from django.core.signals import setting_changed

DEFAULT_CACHE_ALIAS = "default"


class CacheHandler:
    exception_class = InvalidCacheBackendError

    def __init__(self):
        self._caches = {}

    @property
    def settings(self):
        return settings.CACHES

    def __getitem__(self, alias):
        if alias not in self._caches:
            if alias not in self.settings:
                raise self.exception_class("The connection '%s' doesn't exist." % alias)
            self._caches[alias] = self.create_connection(alias)
        return self._caches[alias]

    def __setitem__(self, alias, cache):
        self._caches[alias] = cache

    def __delitem__(self, alias):
        del self._caches[alias]

    def __iter__(self):
        return iter(self.settings)

    def create_connection(self, alias):
        from django.utils.module_loading import import_string

        params = self.settings[alias].copy()
        backend, location = params.pop("BACKEND"), params.pop("LOCATION", "")
        try:
            backend_cls = import_string(backend)
        except ImportError as e:
            raise InvalidCacheBackendError("Could not find backend '%s': %s" % (backend, e)) from e
        return backend_cls(location, params)

    def all(self, initialized_only=False):
        return [self[alias] for alias in self if not initialized_only or alias in self._caches]

    def close_all(self):
        for cache in self.all(initialized_only=True):
            cache.close()


class _Proxy:
    """The default cache, made when it is first used."""

    def __getattr__(self, name):
        return getattr(caches[DEFAULT_CACHE_ALIAS], name)

    def __setattr__(self, name, value):
        setattr(caches[DEFAULT_CACHE_ALIAS], name, value)

    def __delattr__(self, name):
        delattr(caches[DEFAULT_CACHE_ALIAS], name)

    def __contains__(self, key):
        return key in caches[DEFAULT_CACHE_ALIAS]

    def __eq__(self, other):
        return caches[DEFAULT_CACHE_ALIAS] == other


caches = CacheHandler()
cache = _Proxy()


def _forget(setting, **kwargs):
    if setting == "CACHES":
        caches.close_all()
        caches._caches = {}


setting_changed.connect(_forget)

__all__ = ["cache", "caches", "DEFAULT_CACHE_ALIAS", "InvalidCacheBackendError", "CacheKeyWarning", "BaseCache", "InvalidCacheKey"]
