"""Sessions that are nowhere but in the cookie."""

from django.contrib.sessions.backends.base import SessionBase
from django.core import signing

SALT = "django.contrib.sessions.backends.signed_cookies"


class SessionStore(SessionBase):
    def load(self):
        age = self.get_session_cookie_age()
        try:
            return signing.loads(self.session_key, salt=SALT, max_age=age, serializer=self.serializer)
        except Exception:
            self.create()  # whatever is wrong with it, nothing in it counts
            return {}

    async def aload(self):
        return self.load()

    def create(self):
        self.modified = True

    async def acreate(self):
        self.create()

    def _get_session_key(self):
        return signing.dumps(self._session, serializer=self.serializer, salt=SALT)

    def save(self, must_create=False):
        self._session_key, self.modified = self._get_session_key(), True

    async def asave(self, must_create=False):
        self.save(must_create)

    def cycle_key(self):
        self.save()

    async def acycle_key(self):
        self.cycle_key()

    def exists(self, session_key=None):
        return False

    async def aexists(self, session_key=None):
        return self.exists(session_key)

    def delete(self, session_key=None):
        self._session_key, self._session_cache, self.modified = "", {}, True

    async def adelete(self, session_key=None):
        self.delete(session_key)

    @classmethod
    def clear_expired(cls):
        """Browsers see to that."""
