from _asyncio import CancelledError, InvalidStateError

__all__ = ("BrokenBarrierError", "CancelledError", "InvalidStateError", "TimeoutError", "QueueEmpty", "QueueFull")

TimeoutError = TimeoutError


class BrokenBarrierError(RuntimeError):
    pass


class QueueEmpty(Exception):
    pass


class QueueFull(Exception):
    pass


QueueEmpty.__module__ = QueueFull.__module__ = "asyncio.queues"
