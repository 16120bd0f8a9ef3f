"""Sessions in the database that are read from the cache."""

from django.contrib.sessions.backends._cached import InCache
from django.contrib.sessions.backends.db import SessionStore as DBStore

KEY_PREFIX = "django.contrib.sessions.cached_db"


class SessionStore(InCache, DBStore):
    cache_key_prefix = KEY_PREFIX

    def _decoded(self, row):
        """A row's data, with what has to be set in the cache for it."""
        data = self.decode(row.session_data)
        return data, self.get_expiry_age(expiry=row.expire_date)

    def load(self):
        found = self._cache.get(self.cache_key)
        row = self._get_session_from_db() if found is None else None
        if row:
            found, age = self._decoded(row)
            self._cache.set(self.cache_key, found, age)
        return found or {}

    async def aload(self):
        found = await self._cache.aget(await self.acache_key())
        row = await self._aget_session_from_db() if found is None else None
        if row:
            found, age = self._decoded(row)
            await self._cache.aset(await self.acache_key(), found, age)
        return found or {}

    def exists(self, session_key):
        return self._is_cached(session_key) or super().exists(session_key)

    async def aexists(self, session_key):
        return self._is_cached(session_key) or await super().aexists(session_key)

    def save(self, must_create=False):
        super().save(must_create)
        lasts = self.get_expiry_age()
        self._cache.set(self.cache_key, self._session, lasts)

    async def asave(self, must_create=False):
        await super().asave(must_create)
        lasts = await self.aget_expiry_age()
        await self._cache.aset(await self.acache_key(), await self._aget_session(), lasts)

    def delete(self, session_key=None):
        super().delete(session_key)
        place = self._place_of(session_key)
        if place is not None:
            self._cache.delete(place)

    async def adelete(self, session_key=None):
        await super().adelete(session_key)
        place = self._place_of(session_key)
        if place is not None:
            await self._cache.adelete(place)
