import asyncio
import contextvars
import threading


class _CVar:
    """Attributes that belong to the context: what a task or a function on another thread sets is seen by those that go on in it."""

    def __init__(self):
        object.__setattr__(self, "_data", contextvars.ContextVar("asgiref.local"))

    def __getattr__(self, key):
        try:
            return self._data.get({})[key]
        except KeyError:
            raise AttributeError(f"{self!r} object has no attribute {key!r}") from None

    def __setattr__(self, key, value):
        if key == "_data":
            raise AttributeError(f"{self!r} object attribute {key!r} is read-only")
        self._data.set({**self._data.get({}), key: value})

    def __delattr__(self, key):
        data = {**self._data.get({})}
        if key not in data:
            raise AttributeError(f"{self!r} object has no attribute {key!r}")
        del data[key]
        self._data.set(data)


class Local:
    """Like threading.local, for tasks and what they call. A thread-critical one never leaves its thread."""

    def __init__(self, thread_critical=False):
        object.__setattr__(self, "_thread_critical", thread_critical)
        object.__setattr__(self, "_storage", threading.local() if thread_critical else _CVar())

    def _here(self):
        if not self._thread_critical or asyncio._get_running_loop() is None:
            return self._storage
        if not hasattr(self._storage, "cvar"):
            self._storage.cvar = _CVar()
        return self._storage.cvar

    def __getattr__(self, key):
        return getattr(self._here(), key)

    def __setattr__(self, key, value):
        setattr(self._here(), key, value)

    def __delattr__(self, key):
        delattr(self._here(), key)
