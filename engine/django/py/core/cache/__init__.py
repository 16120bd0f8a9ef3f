"""The caches that settings.CACHES name; those in memory last as long as the run."""

from django.conf import settings
from django.core.cache.backends.base import BaseCache, CacheKeyWarning, InvalidCacheBackendError, InvalidCacheKey
from django.core.signals import setting_changed

DEFAULT_CACHE_ALIAS = "default"


class CacheHandler:
    exception_class = InvalidCacheBackendError
    settings = property(lambda self: settings.CACHES)

    def __init__(self):
        self._caches = {}

    def __iter__(self):
        return iter(self.settings)

    def __getitem__(self, alias):
        made = self._caches.get(alias)
        if made is None:
            if alias not in self.settings:
                raise self.exception_class(f"The connection '{alias}' doesn't exist.")
            made = self._caches[alias] = self.create_connection(alias)
        return made

    def __setitem__(self, alias, cache):
        self._caches[alias] = cache

    def __delitem__(self, alias):
        del self._caches[alias]

    def create_connection(self, alias):
        from django.utils.module_loading import import_string

        params = dict(self.settings[alias])
        path = params.pop("BACKEND")
        place = params.pop("LOCATION", "")
        try:
            make = import_string(path)
        except ImportError as e:
            raise InvalidCacheBackendError(f"Could not find backend '{path}': {e}") from e
        return make(place, params)

    def all(self, initialized_only=False):
        aliases = filter(self._caches.__contains__, self) if initialized_only else self
        return list(map(self.__getitem__, aliases))

    def close_all(self):
        for used in self.all(initialized_only=True):
            used.close()


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
