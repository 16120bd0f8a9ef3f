"""Sessions in the cache."""

from django.contrib.sessions.backends._cached import InCache
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError

KEY_PREFIX = "django.contrib.sessions.cache"


class SessionStore(InCache, SessionBase):
    cache_key_prefix = KEY_PREFIX

    def load(self):
        data = self._cache.get(self.cache_key)
        if data is not None:
            return data
        self._session_key = None
        return {}

    def create(self):
        for _ in range(10000):
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return
        raise RuntimeError("Unable to create a new session key. It is likely that the cache is unavailable.")

    def save(self, must_create=False):
        if self.session_key is None:
            return self.create()
        if must_create:
            write = self._cache.add
        elif self._cache.get(self.cache_key) is not None:
            write = self._cache.set
        else:
            raise UpdateError
        result = write(self.cache_key, self._get_session(no_load=must_create), self.get_expiry_age())
        if must_create and not result:
            raise CreateError

    def exists(self, session_key):
        return bool(session_key) and (self.cache_key_prefix + session_key) in self._cache

    def delete(self, session_key=None):
        session_key = self.session_key if session_key is None else session_key
        if session_key is not None:
            self._cache.delete(self.cache_key_prefix + session_key)

    @classmethod
    def clear_expired(cls):
        pass
