"""Sessions in the cache."""

from django.contrib.sessions.backends._cached import InCache
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError

KEY_PREFIX = "django.contrib.sessions.cache"


class SessionStore(InCache, SessionBase):
    cache_key_prefix = KEY_PREFIX

    def load(self):
        found = self._cache.get(self.cache_key)
        if found is None:
            self._session_key = None
            return {}
        return found

    def exists(self, session_key):
        return self._is_cached(session_key)

    def create(self):
        for _attempt in range(10_000):
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
                break
            except CreateError:
                pass
        else:
            raise RuntimeError("Unable to create a new session key. It is likely that the cache is unavailable.")
        self.modified = True

    def save(self, must_create=False):
        if self.session_key is None:
            self.create()
            return
        if not must_create and self._cache.get(self.cache_key) is None:
            raise UpdateError
        write = self._cache.add if must_create else self._cache.set
        written = write(self.cache_key, self._get_session(no_load=must_create), self.get_expiry_age())
        if not written and must_create:
            raise CreateError

    def delete(self, session_key=None):
        place = self._place_of(session_key)
        if place is not None:
            self._cache.delete(place)

    @classmethod
    def clear_expired(cls):
        """The cache sees to that."""
