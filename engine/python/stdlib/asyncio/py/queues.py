"""Queues between tasks."""

import heapq
from collections import deque

from asyncio import locks, mixins
from asyncio.exceptions import QueueEmpty, QueueFull

__all__ = ("Queue", "PriorityQueue", "LifoQueue", "QueueFull", "QueueEmpty")


class Queue(mixins._LoopBoundMixin):
    """First in, first out. A subclass keeps the items in another way with _init(), _put() and _get()."""

    def __init__(self, maxsize=0):
        self._maxsize, self._unfinished_tasks = maxsize, 0
        self._getters, self._putters = deque(), deque()
        self._finished = locks.Event()
        self._finished.set()
        self._init(maxsize)

    def _init(self, maxsize):
        self._queue = deque()

    def _put(self, item):
        self._queue.append(item)

    def _get(self):
        return self._queue.popleft()

    maxsize = property(lambda self: self._maxsize)

    def qsize(self):
        return len(self._queue)

    def empty(self):
        return not self._queue

    def full(self):
        return 0 < self._maxsize <= self.qsize()

    async def _wait_in(self, line, blocked):
        """Waits to be woken as long as the queue is empty, or full. Who is woken and gives up all the same passes it on to the next in the line."""
        while blocked():
            turn = self._get_loop().create_future()
            line.append(turn)
            try:
                await turn
            except BaseException:
                turn.cancel()
                if turn in line:
                    line.remove(turn)
                if not (blocked() or turn.cancelled()):
                    self._wakeup_next(line)
                raise

    def _wakeup_next(self, line):
        while line:
            turn = line.popleft()
            if not turn.done():
                return turn.set_result(None)

    async def put(self, item):
        await self._wait_in(self._putters, self.full)
        return self.put_nowait(item)

    async def get(self):
        await self._wait_in(self._getters, self.empty)
        return self.get_nowait()

    def put_nowait(self, item):
        if self.full():
            raise QueueFull
        self._put(item)
        self._finished.clear()
        self._unfinished_tasks += 1
        self._wakeup_next(self._getters)

    def get_nowait(self):
        if self.empty():
            raise QueueEmpty
        item = self._get()
        self._wakeup_next(self._putters)
        return item

    def task_done(self):
        if not self._unfinished_tasks > 0:
            raise ValueError("task_done() called too many times")
        self._unfinished_tasks -= 1
        if not self._unfinished_tasks:
            self._finished.set()

    async def join(self):
        if self._unfinished_tasks:
            await self._finished.wait()

    def _format(self):
        said = [f"maxsize={self._maxsize!r}"]
        if queue := getattr(self, "_queue", None):
            said.append(f"_queue={list(queue)!r}")
        said += [f"{name}[{len(line)}]" for name, line in (("_getters", self._getters), ("_putters", self._putters)) if line]
        if self._unfinished_tasks:
            said.append(f"tasks={self._unfinished_tasks}")
        return " ".join(said)

    def __str__(self):
        return f"<{type(self).__name__} {self._format()}>"

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x} {self._format()}>"

    def __class_getitem__(cls, item):
        import types

        return types.GenericAlias(cls, item)


class LifoQueue(Queue):
    """Last in, first out."""

    def _init(self, maxsize):
        self._queue = []

    def _get(self):
        return self._queue.pop()


class PriorityQueue(Queue):
    """The least first."""

    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        heapq.heappush(self._queue, item)

    def _get(self):
        return heapq.heappop(self._queue)
