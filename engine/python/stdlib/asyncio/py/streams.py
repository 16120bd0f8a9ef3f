from asyncio import events, exceptions

__all__ = ("StreamReader",)


class StreamReader:
    """The reading half of a stream, fed by the program itself: there is no network here."""

    def __init__(self, limit=2**16, loop=None):
        if limit <= 0:
            raise ValueError("Limit cannot be <= 0")
        self._loop = events.get_event_loop() if loop is None else loop
        self._limit, self._buffer, self._eof = limit, bytearray(), False
        self._exception = self._waiter = None

    def __repr__(self):
        size, limit, waiter, exc = len(self._buffer), self._limit, self._waiter, self._exception
        facts = {
            f"{size} bytes": size, "eof": self._eof, f"limit={limit}": limit != 2**16, f"waiter={waiter!r}": waiter, f"exception={exc!r}": exc,
        }
        return f"<{' '.join(['StreamReader', *[text for text, shown in facts.items() if shown]])}>"

    def exception(self):
        return self._exception

    # The future of who waits for more, to be ended; None when nobody does any more.
    def _waiting(self):
        waiter, self._waiter = self._waiter, None
        return None if waiter is None or waiter.cancelled() else waiter

    def set_exception(self, exc):
        self._exception = exc
        if waiter := self._waiting():
            waiter.set_exception(exc)

    def _wakeup_waiter(self):
        if waiter := self._waiting():
            waiter.set_result(None)

    def feed_eof(self):
        self._eof = True
        self._wakeup_waiter()

    def at_eof(self):
        return self._eof and not self._buffer

    def feed_data(self, data):
        assert not self._eof, "feed_data after feed_eof"
        if data:
            self._buffer.extend(data)
            self._wakeup_waiter()

    async def _wait_for_data(self, func_name):
        if self._waiter is not None:
            raise RuntimeError(f"{func_name}() called while another coroutine is already waiting for incoming data")
        assert not self._eof, "_wait_for_data after EOF"
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _take(self, n):
        data = bytes(self._buffer[:n])
        del self._buffer[:n]
        return data

    async def readline(self):
        try:
            return await self.readuntil(b"\n")
        except exceptions.IncompleteReadError as e:
            return e.partial
        except exceptions.LimitOverrunError as e:
            if self._buffer.startswith(b"\n", e.consumed):
                del self._buffer[:e.consumed + 1]
            else:
                self._buffer.clear()
            raise ValueError(e.args[0])

    def _check(self):
        if self._exception is not None:
            raise self._exception

    async def readuntil(self, separator=b"\n"):
        if not separator:
            raise ValueError("Separator should be at least one-byte string")
        self._check()
        buffer, size, seen = self._buffer, len(separator), 0
        # What was looked at is not looked at again, but for the beginning of a separator.
        while (at := buffer.find(separator, seen)) < 0:
            seen = max(seen, len(buffer) + 1 - size)
            if seen > self._limit:
                raise exceptions.LimitOverrunError("Separator is not found, and chunk exceed the limit", seen)
            if self._eof:
                raise exceptions.IncompleteReadError(self._take(len(buffer)), None)
            await self._wait_for_data("readuntil")
        if at > self._limit:
            raise exceptions.LimitOverrunError("Separator is found, but chunk is longer than limit", at)
        return self._take(at + size)

    async def read(self, n=-1):
        self._check()
        if n < 0:
            blocks = []
            while block := await self.read(self._limit):
                blocks.append(block)
            return b"".join(blocks)
        if n and not (self._buffer or self._eof):
            await self._wait_for_data("read")
        return self._take(n)

    async def readexactly(self, n):
        if n < 0:
            raise ValueError("readexactly size can not be less than zero")
        self._check()
        while len(self._buffer) < n:
            if self._eof:
                raise exceptions.IncompleteReadError(self._take(n), n)
            await self._wait_for_data("readexactly")
        return self._take(n)

    def __aiter__(self):
        return self

    async def __anext__(self):
        if line := await self.readline():
            return line
        raise StopAsyncIteration
