import enum

from asyncio import events, exceptions, tasks

__all__ = ("Timeout", "timeout", "timeout_at")


class _State(enum.Enum):
    CREATED = "created"
    ENTERED = "active"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    EXITED = "finished"


class Timeout:
    """Cancels the current task when the deadline passes, and turns that cancellation into TimeoutError."""

    def __init__(self, when):
        self._when, self._state, self._task, self._alarm = when, _State.CREATED, None, None

    def when(self):
        return self._when

    def _disarm(self):
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def reschedule(self, when):
        if self._state is _State.CREATED:
            raise RuntimeError("Timeout has not been entered")
        if self._state is not _State.ENTERED:
            raise RuntimeError(f"Cannot change state of {self._state.value} Timeout")
        self._disarm()
        self._when = when
        if when is not None:
            loop = events.get_running_loop()
            late = when <= loop.time()
            self._alarm = loop.call_soon(self._on_timeout) if late else loop.call_at(when, self._on_timeout)

    def expired(self):
        return self._state in (_State.EXPIRING, _State.EXPIRED)

    def __repr__(self):
        when = self._when
        if when is not None:
            when = round(when, 3)
        info = f" when={when}" if self._state is _State.ENTERED else ""
        return f"<Timeout [{self._state.value}]{info}>"

    async def __aenter__(self):
        if self._state is not _State.CREATED:
            raise RuntimeError("Timeout has already been entered")
        self._task = task = tasks.current_task()
        if task is None:
            raise RuntimeError("Timeout should be used inside a task")
        self._cancelling = task.cancelling()
        self._state = _State.ENTERED
        self.reschedule(self._when)
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        self._disarm()
        if self._state is _State.ENTERED:
            self._state = _State.EXITED
        elif self._state is _State.EXPIRING:
            self._state = _State.EXPIRED
            # The cancellation may have been asked for from elsewhere too: then it goes on.
            ours = self._task.uncancel() <= self._cancelling
            if ours and exc_type is exceptions.CancelledError:
                raise TimeoutError from exc_val

    def _on_timeout(self):
        self._alarm, self._state = None, _State.EXPIRING
        self._task.cancel()


def timeout(delay):
    return Timeout(None if delay is None else events.get_running_loop().time() + delay)


def timeout_at(when):
    return Timeout(when)
