"""What every kind of session has: a dictionary that is loaded when it is first asked for and remembers whether it was read or changed."""

import logging
from datetime import datetime, timedelta

from asgiref.sync import sync_to_async

from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string

VALID_KEY_CHARS = "abcdefghijklmnopqrstuvwxyz0123456789"


class CreateError(Exception):
    """The key of a session that was to be made is taken."""


class UpdateError(Exception):
    """The session that was to be saved is gone."""


class _Twin:
    """The asynchronous twin of a method: the session is loaded first, what the method does after that needs no database."""

    def __set_name__(self, owner, name):
        method = owner.__dict__[name[1:]]

        async def twin(self, *args, **kwargs):
            await self._aget_session()
            return method(self, *args, **kwargs)

        twin.__name__, twin.__qualname__ = name, f"{owner.__qualname__}.{name}"
        setattr(owner, name, twin)


class SessionBase:
    TEST_COOKIE_NAME, TEST_COOKIE_VALUE = "testcookie", "worked"
    __not_given = object()

    def __init__(self, session_key=None):
        self._session_key = session_key
        self.accessed = self.modified = False
        self.serializer = import_string(settings.SESSION_SERIALIZER)

    def __contains__(self, key):
        return key in self._session

    def __getitem__(self, key):
        return self._session[key]

    def __setitem__(self, key, value):
        self._session[key] = value
        self.modified = True

    def __delitem__(self, key):
        del self._session[key]
        self.modified = True

    async def aset(self, key, value):
        (await self._aget_session())[key] = value
        self.modified = True

    @property
    def key_salt(self):
        return "django.contrib.sessions." + self.__class__.__qualname__

    def get(self, key, default=None):
        return self._session.get(key, default)

    def pop(self, key, default=__not_given):
        self.modified = self.modified or key in self._session
        args = () if default is self.__not_given else (default,)
        return self._session.pop(key, *args)

    def setdefault(self, key, value):
        if key in self._session:
            return self._session[key]
        self[key] = value
        return value

    def set_test_cookie(self):
        self[self.TEST_COOKIE_NAME] = self.TEST_COOKIE_VALUE

    def test_cookie_worked(self):
        return self.get(self.TEST_COOKIE_NAME) == self.TEST_COOKIE_VALUE

    def delete_test_cookie(self):
        del self[self.TEST_COOKIE_NAME]

    def update(self, dict_):
        self._session.update(dict_)
        self.modified = True

    def has_key(self, key):
        return key in self._session

    def keys(self):
        return self._session.keys()

    def values(self):
        return self._session.values()

    def items(self):
        return self._session.items()

    aget, apop, asetdefault, aupdate, ahas_key, akeys, avalues, aitems = (_Twin() for _ in range(8))
    aset_test_cookie, atest_cookie_worked, adelete_test_cookie = _Twin(), _Twin(), _Twin()

    def encode(self, session_dict):
        # Django compresses what gets shorter by it, which nobody sees who decodes it.
        return signing.dumps(session_dict, salt=self.key_salt, serializer=self.serializer)

    def decode(self, session_data):
        try:
            return signing.loads(session_data, salt=self.key_salt, serializer=self.serializer)
        except signing.BadSignature:
            logging.getLogger("django.security.SuspiciousSession").warning("Session data corrupted")
        except Exception:
            pass
        return {}

    def clear(self):
        self._session_cache = {}
        self.accessed = self.modified = True

    def is_empty(self):
        try:
            return not self._session_key and not self._session_cache
        except AttributeError:
            return True

    def _get_new_session_key(self):
        while True:
            session_key = get_random_string(32, VALID_KEY_CHARS)
            if not self.exists(session_key):
                return session_key

    async def _aget_new_session_key(self):
        while True:
            session_key = get_random_string(32, VALID_KEY_CHARS)
            if not await self.aexists(session_key):
                return session_key

    def _get_or_create_session_key(self):
        if self._session_key is None:
            self._session_key = self._get_new_session_key()
        return self._session_key

    async def _aget_or_create_session_key(self):
        if self._session_key is None:
            self._session_key = await self._aget_new_session_key()
        return self._session_key

    @property
    def session_key(self):
        return self.__session_key

    @property
    def _session_key(self):
        return self.__session_key

    @_session_key.setter
    def _session_key(self, value):
        # Shorter keys could be guessed.
        self.__session_key = value if value and len(value) >= 8 else None

    def _get_session(self, no_load=False):
        self.accessed = True
        try:
            return self._session_cache
        except AttributeError:
            self._session_cache = {} if self.session_key is None or no_load else self.load()
        return self._session_cache

    async def _aget_session(self, no_load=False):
        self.accessed = True
        try:
            return self._session_cache
        except AttributeError:
            self._session_cache = {} if self.session_key is None or no_load else await self.aload()
        return self._session_cache

    _session = property(_get_session)

    def get_session_cookie_age(self):
        return settings.SESSION_COOKIE_AGE

    def get_expiry_age(self, **kwargs):
        """The seconds until the session ends."""
        modification = kwargs.get("modification", timezone.now())
        expiry = kwargs["expiry"] if "expiry" in kwargs else self.get("_session_expiry")
        if not expiry:
            return self.get_session_cookie_age()
        if not isinstance(expiry, (datetime, str)):
            return expiry
        if isinstance(expiry, str):
            expiry = datetime.fromisoformat(expiry)
        delta = expiry - modification
        return delta.days * 86400 + delta.seconds

    def get_expiry_date(self, **kwargs):
        modification = kwargs.get("modification", timezone.now())
        expiry = kwargs["expiry"] if "expiry" in kwargs else self.get("_session_expiry")
        if isinstance(expiry, datetime):
            return expiry
        if isinstance(expiry, str):
            return datetime.fromisoformat(expiry)
        return modification + timedelta(seconds=expiry or self.get_session_cookie_age())

    def set_expiry(self, value):
        """None for settings.SESSION_COOKIE_AGE, 0 until the browser closes, otherwise seconds, a duration or a moment."""
        if value is None:
            if "_session_expiry" in self._session:
                del self["_session_expiry"]
            return
        if isinstance(value, timedelta):
            value = timezone.now() + value
        self["_session_expiry"] = value.isoformat() if isinstance(value, datetime) else value

    def get_expire_at_browser_close(self):
        expiry = self.get("_session_expiry")
        return settings.SESSION_EXPIRE_AT_BROWSER_CLOSE if expiry is None else expiry == 0

    aget_expiry_age, aget_expiry_date, aset_expiry, aget_expire_at_browser_close = _Twin(), _Twin(), _Twin(), _Twin()

    def flush(self):
        self.clear()
        self.delete()
        self._session_key = None

    async def aflush(self):
        self.clear()
        await self.adelete()
        self._session_key = None

    def cycle_key(self):
        data, key = self._session, self.session_key
        self.create()
        self._session_cache = data
        if key:
            self.delete(key)

    async def acycle_key(self):
        data, key = await self._aget_session(), self.session_key
        await self.acreate()
        self._session_cache = data
        if key:
            await self.adelete(key)

    def exists(self, session_key):
        raise NotImplementedError("subclasses of SessionBase must provide an exists() method")

    def create(self):
        raise NotImplementedError("subclasses of SessionBase must provide a create() method")

    def save(self, must_create=False):
        raise NotImplementedError("subclasses of SessionBase must provide a save() method")

    def delete(self, session_key=None):
        raise NotImplementedError("subclasses of SessionBase must provide a delete() method")

    def load(self):
        raise NotImplementedError("subclasses of SessionBase must provide a load() method")

    async def aexists(self, session_key):
        return await sync_to_async(self.exists)(session_key)

    async def acreate(self):
        return await sync_to_async(self.create)()

    async def asave(self, must_create=False):
        return await sync_to_async(self.save)(must_create)

    async def adelete(self, session_key=None):
        return await sync_to_async(self.delete)(session_key)

    async def aload(self):
        return await sync_to_async(self.load)()

    @classmethod
    def clear_expired(cls):
        raise NotImplementedError("This backend does not support clear_expired().")

    @classmethod
    async def aclear_expired(cls):
        return await sync_to_async(cls.clear_expired)()
