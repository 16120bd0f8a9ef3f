"""Sessions in the database that are read from the cache."""

from django.contrib.sessions.backends._cached import InCache
from django.contrib.sessions.backends.db import SessionStore as DBStore

KEY_PREFIX = "django.contrib.sessions.cached_db"


class SessionStore(InCache, DBStore):
    cache_key_prefix = KEY_PREFIX

    def load(self):
        data = self._cache.get(self.cache_key)
        if data is None:
            if s := self._get_session_from_db():
                data = self.decode(s.session_data)
                self._cache.set(self.cache_key, data, self.get_expiry_age(expiry=s.expire_date))
        return data or {}

    async def aload(self):
        data = await self._cache.aget(await self.acache_key())
        if data is None:
            if s := await self._aget_session_from_db():
                data = self.decode(s.session_data)
                await self._cache.aset(await self.acache_key(), data, self.get_expiry_age(expiry=s.expire_date))
        return data or {}

    def exists(self, session_key):
        return session_key and (self.cache_key_prefix + session_key) in self._cache or super().exists(session_key)

    async def aexists(self, session_key):
        return session_key and (self.cache_key_prefix + session_key) in self._cache or await super().aexists(session_key)

    def save(self, must_create=False):
        super().save(must_create)
        self._cache.set(self.cache_key, self._session, self.get_expiry_age())

    async def asave(self, must_create=False):
        await super().asave(must_create)
        await self._cache.aset(await self.acache_key(), await self._aget_session(), await self.aget_expiry_age())

    def delete(self, session_key=None):
        super().delete(session_key)
        session_key = self.session_key if session_key is None else session_key
        if session_key is not None:
            self._cache.delete(self.cache_key_prefix + session_key)

    async def adelete(self, session_key=None):
        await super().adelete(session_key)
        session_key = self.session_key if session_key is None else session_key
        if session_key is not None:
            await self._cache.adelete(self.cache_key_prefix + session_key)
