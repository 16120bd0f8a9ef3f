"""What tasks wait for each other with."""

from collections import deque

from asyncio import exceptions, mixins

__all__ = ("Lock", "Event", "Condition", "Semaphore", "BoundedSemaphore", "Barrier")


class _Waiters(deque):
    """The futures of those who wait, in the order in which they came."""

    async def join(self, turn):
        self.append(turn)
        try:
            return await turn
        finally:
            self.remove(turn)

    def pending(self):
        return (turn for turn in self if not turn.done())

    def stay(self):
        """Whether somebody waits, or is woken and has not run yet."""
        return any(not turn.cancelled() for turn in self)


class _Waited(mixins._LoopBoundMixin):
    """Something to wait for: its repr tells its state and how many wait."""

    def __init__(self):
        self._waiters = _Waiters()

    def _turn(self):
        return self._get_loop().create_future()

    def _state_text(self):
        return "locked" if self.locked() else "unlocked"

    def __repr__(self):
        waiters = f", waiters:{len(self._waiters)}" if self._waiters else ""
        return f"<{object.__repr__(self)[1:-1]} [{self._state_text()}{waiters}]>"


class _ContextManagerMixin:
    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, exc_type, exc, tb):
        self.release()


class Lock(_ContextManagerMixin, _Waited):
    _locked = False

    def locked(self):
        return self._locked

    async def acquire(self):
        if self._locked or self._waiters.stay():
            try:
                await self._waiters.join(self._turn())
            except exceptions.CancelledError:
                if not self._locked:
                    self._wake_up_first()
                raise
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        self._wake_up_first()

    def _wake_up_first(self):
        # Only the first: if that is woken already, it is its turn.
        if self._waiters and not self._waiters[0].done():
            self._waiters[0].set_result(True)


class Event(_Waited):
    _value = False

    def _state_text(self):
        return "set" if self._value else "unset"

    def is_set(self):
        return self._value

    def set(self):
        if not self._value:
            self._value = True
            for turn in self._waiters.pending():
                turn.set_result(True)

    def clear(self):
        self._value = False

    async def wait(self):
        if not self._value:
            await self._waiters.join(self._turn())
        return True


class Condition(_ContextManagerMixin, _Waited):
    def __init__(self, lock=None):
        super().__init__()
        self._lock = lock = Lock() if lock is None else lock
        self.locked, self.acquire, self.release = lock.locked, lock.acquire, lock.release

    def _holds(self, what):
        if not self.locked():
            raise RuntimeError(f"cannot {what} on un-acquired lock")

    async def wait(self):
        self._holds("wait")
        self.release()
        try:
            await self._waiters.join(self._turn())
        finally:
            await self._regain()
        return True

    async def _regain(self):
        """Gets the lock back whatever happens; a cancellation meanwhile is passed on afterwards."""
        held = cancelled = False
        while not held:
            try:
                await self.acquire()
                held = True
            except exceptions.CancelledError:
                cancelled = True
        if cancelled:
            raise exceptions.CancelledError

    async def wait_for(self, predicate):
        while not (result := predicate()):
            await self.wait()
        return result

    def notify(self, n=1):
        self._holds("notify")
        for turn, _ in zip(list(self._waiters.pending()), range(n)):
            turn.set_result(False)

    def notify_all(self):
        self.notify(len(self._waiters))


class Semaphore(_ContextManagerMixin, _Waited):
    def __init__(self, value=1):
        super().__init__()
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self._value = value

    def _state_text(self):
        return super()._state_text() + ("" if self.locked() else f", value:{self._value}")

    def locked(self):
        return not self._value or self._waiters.stay()

    async def acquire(self):
        if not self.locked():
            self._value -= 1
            return True
        turn = self._turn()
        try:
            await self._waiters.join(turn)
        except exceptions.CancelledError:
            if not turn.cancelled():  # it was its turn already, which the next shall have
                self._value += 1
                self._wake_up_next()
            raise
        if self._value > 0:
            self._wake_up_next()
        return True

    def release(self):
        self._value += 1
        self._wake_up_next()

    def _wake_up_next(self):
        if turn := next(self._waiters.pending(), None):
            self._value -= 1
            turn.set_result(True)


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._bound_value = value

    def release(self):
        if self._value < self._bound_value:
            return super().release()
        raise ValueError("BoundedSemaphore released too many times")


class Barrier(mixins._LoopBoundMixin):
    """A place where tasks wait until there are enough of them: it fills, drains, and can be filled again, unless it breaks."""

    def __init__(self, parties):
        if parties < 1:
            raise ValueError("parties must be > 0")
        self._parties, self._count, self._state = parties, 0, "filling"
        self._cond = Condition()

    parties = property(lambda self: self._parties)
    broken = property(lambda self: self._state == "broken")
    n_waiting = property(lambda self: self._count if self._state == "filling" else 0)

    def __repr__(self):
        waiting = "" if self.broken else f", waiters:{self.n_waiting}/{self.parties}"
        return f"<{object.__repr__(self)[1:-1]} [{self._state}{waiting}]>"

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, *args):
        pass

    async def wait(self):
        async with self._cond:
            await self._cond.wait_for(lambda: self._state in ("filling", "broken"))
            if self.broken:
                raise exceptions.BrokenBarrierError("Barrier aborted")
            place = self._count
            self._count += 1
            try:
                if self._count < self._parties:
                    await self._cond.wait_for(lambda: self._state != "filling")
                    if self._state != "draining":
                        raise exceptions.BrokenBarrierError("Abort or reset of barrier")
                else:
                    self._become("draining")
            finally:
                self._leave()
            return place

    def _leave(self):
        self._count -= 1
        if not self._count:
            self._become("broken" if self.broken else "filling")

    def _become(self, state):
        self._state = state
        self._cond.notify_all()

    async def reset(self):
        async with self._cond:
            self._become("resetting" if self._count else "filling")

    async def abort(self):
        async with self._cond:
            self._become("broken")
