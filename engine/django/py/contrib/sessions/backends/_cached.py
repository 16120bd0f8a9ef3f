"""What session stores that use the cache have in common."""

from django.conf import settings
from django.core.cache import caches


class InCache:
    def __init__(self, session_key=None):
        super().__init__(session_key)
        self._cache = caches[settings.SESSION_CACHE_ALIAS]

    def _place(self, key):
        return f"{self.cache_key_prefix}{key}"

    cache_key = property(lambda self: self._place(self._get_or_create_session_key()))

    async def acache_key(self):
        return self._place(await self._aget_or_create_session_key())

    def _place_of(self, key):
        """Where the session of a key is, by default of this one; None when it has no key."""
        key = self.session_key if key is None else key
        return key if key is None else self._place(key)

    def _is_cached(self, key):
        return bool(key) and self._place(key) in self._cache
