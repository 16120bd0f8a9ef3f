"""What every kind of session has: a dictionary that is loaded when it is first asked for and remembers whether it was read or changed."""

import logging
from datetime import datetime, timedelta
from functools import partial

from asgiref.sync import sync_to_async

from django.conf import settings
from django.core import signing
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django.utils.timezone import now

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


def step(target, name, *args, **kwargs):
    """A call that a plan asks for, of a method of target which has a twin."""
    return target, name, args, kwargs


def _twin_name(name):
    return "_a" + name[1:] if name[0] == "_" else "a" + name


def _bound(step, twin):
    target, name, args, kwargs = step
    return partial(getattr(target, _twin_name(name) if twin else name), *args, **kwargs)


class both:
    """A method and its asynchronous twin, from one plan: a generator that yields its steps. The method calls them, the twin awaits their twins."""

    def __init__(self, plan):
        self.plan = plan

    def __set_name__(self, owner, name):
        plan = self.plan

        def method(*args, **kwargs):
            running = plan(*args, **kwargs)
            go, said = running.send, None
            while True:
                try:
                    call = _bound(go(said), False)
                except StopIteration as end:
                    return end.value
                try:
                    go, said = running.send, call()
                except Exception as e:
                    go, said = running.throw, e

        async def twin(*args, **kwargs):
            running = plan(*args, **kwargs)
            go, said = running.send, None
            while True:
                try:
                    call = _bound(go(said), True)
                except StopIteration as end:
                    return end.value
                try:
                    go, said = running.send, await call()
                except Exception as e:
                    go, said = running.throw, e

        for function, called in ((method, name), (twin, _twin_name(name))):
            function.__name__, function.__qualname__ = called, f"{owner.__qualname__}.{called}"
            setattr(owner, called, function)


class SessionBase:
    TEST_COOKIE_NAME, TEST_COOKIE_VALUE = "testcookie", "worked"
    __not_given = object()

    def __init__(self, session_key=None):
        self.modified = self.accessed = False
        self.serializer = import_string(settings.SESSION_SERIALIZER)
        self._session_key = session_key

    # As a dictionary

    def values(self):
        return self._session.values()

    def keys(self):
        return self._session.keys()

    def items(self):
        return self._session.items()

    def get(self, key, default=None):
        return self._session.get(key, default)

    def has_key(self, key):
        return key in self._session

    __contains__ = lambda self, key: key in self._session
    __getitem__ = lambda self, key: self._session[key]

    def __setitem__(self, key, value):
        self._session[key], self.modified = value, True

    async def aset(self, key, value):
        loaded = await self._aget_session()
        loaded[key], self.modified = value, True

    def __delitem__(self, key):
        self._session.__delitem__(key)
        self.modified = True

    def update(self, dict_):
        self._session.update(dict_)
        self.modified = True

    def pop(self, key, default=__not_given):
        if key in self._session:
            self.modified = True
        elif default is not self.__not_given:
            return default
        return self._session.pop(key)

    def setdefault(self, key, value):
        if key not in self._session:
            self[key] = value
        return self._session[key]

    def set_test_cookie(self):
        self[self.TEST_COOKIE_NAME] = self.TEST_COOKIE_VALUE

    def delete_test_cookie(self):
        del self[self.TEST_COOKIE_NAME]

    def test_cookie_worked(self):
        return self.TEST_COOKIE_VALUE == self.get(self.TEST_COOKIE_NAME)

    aget, apop, asetdefault, aupdate, ahas_key, akeys, avalues, aitems = (_Twin() for _ in range(8))
    aset_test_cookie, atest_cookie_worked, adelete_test_cookie = _Twin(), _Twin(), _Twin()

    # As text that can be kept

    @property
    def key_salt(self):
        return f"django.contrib.sessions.{type(self).__qualname__}"

    def _signed(self, work, value):
        return work(value, salt=self.key_salt, serializer=self.serializer)

    def encode(self, session_dict):
        # Django compresses what gets shorter by it, which nobody sees who decodes it.
        return self._signed(signing.dumps, session_dict)

    def decode(self, session_data):
        try:
            return self._signed(signing.loads, session_data)
        except Exception as e:
            # What cannot be read is an empty session; what somebody else has signed is worth a line as well.
            if isinstance(e, signing.BadSignature):
                logging.getLogger("django.security.SuspiciousSession").warning("Session data corrupted")
            return {}

    # The key, and the dictionary it stands for

    def _get_key(self):
        return self.__key

    def _set_key(self, value):
        self.__key = value if len(value or "") >= 8 else None  # shorter keys could be guessed

    session_key, _session_key = property(_get_key), property(_get_key, _set_key)

    @both
    def _get_new_session_key(self):
        taken = True
        while taken:
            key = get_random_string(32, VALID_KEY_CHARS)
            taken = yield step(self, "exists", key)
        return key

    @both
    def _get_or_create_session_key(self):
        if self._session_key is None:
            self._session_key = yield step(self, "_get_new_session_key")
        return self._session_key

    @both
    def _get_session(self, no_load=False):
        self.accessed = True
        if not hasattr(self, "_session_cache"):
            unknown = no_load or self.session_key is None
            self._session_cache = {} if unknown else (yield step(self, "load"))
        return self._session_cache

    @property
    def _session(self):
        return self._get_session()

    def is_empty(self):
        """Whether nothing is known of it, which takes no look at the store."""
        return not (hasattr(self, "_session_cache") and (self._session_key or self._session_cache))

    def clear(self):
        self.modified = self.accessed = True
        self._session_cache = {}

    @both
    def flush(self):
        self.clear()
        yield step(self, "delete")
        self._session_key = None

    @both
    def cycle_key(self):
        old = self.session_key
        kept = yield step(self, "_get_session")
        yield step(self, "create")
        self._session_cache = kept
        if old:
            yield step(self, "delete", old)

    # How long it lasts

    def get_session_cookie_age(self):
        return settings.SESSION_COOKIE_AGE

    def _expiry(self, given):
        """Seconds, or the moment at which the session ends."""
        expiry = given["expiry"] if "expiry" in given else self.get("_session_expiry")
        if isinstance(expiry, str):
            return datetime.fromisoformat(expiry)
        return expiry or self.get_session_cookie_age()

    def get_expiry_age(self, **kwargs):
        """The seconds until the session ends."""
        since, expiry = kwargs.get("modification", now()), self._expiry(kwargs)
        return (expiry - since) // timedelta(seconds=1) if isinstance(expiry, datetime) else expiry

    def get_expiry_date(self, **kwargs):
        since, expiry = kwargs.get("modification", now()), self._expiry(kwargs)
        return expiry if isinstance(expiry, datetime) else since + timedelta(seconds=expiry)

    def set_expiry(self, value):
        """None for settings.SESSION_COOKIE_AGE, 0 until the browser closes, otherwise seconds, a duration or a moment."""
        if isinstance(value, timedelta):
            value = now() + value
        if isinstance(value, datetime):
            value = value.isoformat()
        if value is not None:
            self["_session_expiry"] = value
        elif "_session_expiry" in self:
            del self["_session_expiry"]

    def get_expire_at_browser_close(self):
        own = self.get("_session_expiry")
        return own == 0 if own is not None else settings.SESSION_EXPIRE_AT_BROWSER_CLOSE

    aget_expiry_age, aget_expiry_date, aset_expiry, aget_expire_at_browser_close = _Twin(), _Twin(), _Twin(), _Twin()

    # What a store has to bring; the twins are for stores that only bring the methods

    def _missing(self, method):
        raise NotImplementedError(f"subclasses of SessionBase must provide {method}() method")

    def exists(self, session_key):
        self._missing("an exists")

    async def aexists(self, session_key):
        return await sync_to_async(self.exists)(session_key)

    def load(self):
        self._missing("a load")

    async def aload(self):
        return await sync_to_async(self.load)()

    def create(self):
        self._missing("a create")

    async def acreate(self):
        return await sync_to_async(self.create)()

    def save(self, must_create=False):
        self._missing("a save")

    async def asave(self, must_create=False):
        return await sync_to_async(self.save)(must_create)

    def delete(self, session_key=None):
        self._missing("a delete")

    async def adelete(self, session_key=None):
        return await sync_to_async(self.delete)(session_key)

    @classmethod
    def clear_expired(cls):
        raise NotImplementedError("This backend does not support clear_expired().")

    @classmethod
    async def aclear_expired(cls):
        return await sync_to_async(cls.clear_expired)()
