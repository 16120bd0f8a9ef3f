from _asyncio import Task, _create_task, _sleep, _tasks, current_task
from asyncio import coroutines, events, exceptions, futures

__all__ = (
    "Task", "create_task", "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "wait", "wait_for", "as_completed", "sleep",
    "gather", "shield", "ensure_future", "run_coroutine_threadsafe", "current_task", "all_tasks",
)

# The same as concurrent.futures has, which is not imported for them.
FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


def all_tasks(loop=None):
    return {task for task in set(_tasks(loop))}  # twice, for the order of CPython's, which goes through a weak set


def create_task(coro, *, name=None, context=None):
    return _create_task(events.get_running_loop(), coro, name, context)


class _OneTurn:
    """Awaited, it lets the loop run everything else that is ready once."""

    def __await__(self):
        yield


async def sleep(delay, result=None):
    if delay <= 0:
        await _OneTurn()
        return result
    future, handle = _sleep(delay, result)
    try:
        return await future
    finally:
        handle.cancel()


def ensure_future(coro_or_future, *, loop=None):
    if futures.isfuture(coro_or_future):
        if loop is None or loop is futures._get_loop(coro_or_future):
            return coro_or_future
        raise ValueError("The future belongs to a different loop than the one specified as the loop argument")
    given = coroutines.iscoroutine(coro_or_future)
    if not given and not _is_awaitable(coro_or_future):
        raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
    coro = coro_or_future if given else _wrap_awaitable(coro_or_future)
    try:
        return (loop or events.get_event_loop()).create_task(coro)
    except RuntimeError:
        if given:
            coro.close()
        raise


def _is_awaitable(obj):
    if hasattr(type(obj), "__await__"):
        return True
    import inspect

    return inspect.isawaitable(obj)


async def _wrap_awaitable(awaitable):
    return await awaitable


class _GatheringFuture(futures.Future):
    """What gather() gives: cancelling it cancels the children, and it ends only when they have."""

    _cancel_requested = False

    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children

    def cancel(self, msg=None):
        if self.done() or not [child for child in self._children if child.cancel(msg=msg)]:
            return False
        self._cancel_requested = True
        return True


class _Gathering:
    """What gather() waits for, in order, and what has ended of it."""

    outer = loop = None
    ended = 0

    def __init__(self, return_exceptions):
        self.return_exceptions = return_exceptions
        self.children, self.known = [], {}

    def add(self, given):
        child = self.known.get(given)  # an awaitable given twice is awaited once
        if child is None:
            child = self.known[given] = ensure_future(given, loop=self.loop)
            self.loop = self.loop or futures._get_loop(child)
            if child is not given:
                child._log_destroy_pending = False
            child.add_done_callback(self.child_done)
        self.children.append(child)

    def child_done(self, child):
        self.ended += 1
        failure = None if child.cancelled() else child.exception()  # looked at: nobody else needs to hear of it
        outer = self.outer
        if outer is None or outer.done():
            return
        if not self.return_exceptions and (failure is not None or child.cancelled()):
            outer.set_exception(child._make_cancelled_error() if failure is None else failure)
        elif self.ended == len(self.known):
            results = [self.outcome(each) for each in self.children]
            if outer._cancel_requested:
                outer.set_exception(child._make_cancelled_error())
            else:
                outer.set_result(results)

    @staticmethod
    def outcome(child):
        if child.cancelled():
            return exceptions.CancelledError("" if child._cancel_message is None else child._cancel_message)
        return child.result() if child.exception() is None else child.exception()


def gather(*coros_or_futures, return_exceptions=False):
    if not coros_or_futures:
        empty = events.get_event_loop().create_future()
        empty.set_result([])
        return empty
    gathering = _Gathering(return_exceptions)
    for given in coros_or_futures:
        gathering.add(given)
    gathering.outer = _GatheringFuture(gathering.children, loop=gathering.loop)
    return gathering.outer


def shield(arg):
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = futures._get_loop(inner).create_future()

    def pass_on(inner):
        failure = None if inner.cancelled() else inner.exception()
        if outer.cancelled():
            return
        if inner.cancelled():
            outer.cancel()
        elif failure is None:
            outer.set_result(inner.result())
        else:
            outer.set_exception(failure)

    def let_go(outer):
        if not inner.done():
            inner.remove_done_callback(pass_on)

    inner.add_done_callback(pass_on)
    outer.add_done_callback(let_go)
    return outer


class _Bell:
    """Something to wait for that is rung by hand, or by the time if there is a limit."""

    def __init__(self, loop, timeout=None):
        self.future = loop.create_future()
        self.alarm = None if timeout is None else loop.call_later(timeout, self.ring)

    def ring(self, *_):
        if not self.future.done():
            self.future.set_result(None)

    async def wait(self):
        try:
            await self.future
        finally:
            if self.alarm:
                self.alarm.cancel()


async def _cancel_and_wait(future, loop):
    bell = _Bell(loop)
    future.add_done_callback(bell.ring)
    try:
        future.cancel()
        await bell.wait()
    finally:
        future.remove_done_callback(bell.ring)


async def wait_for(fut, timeout):
    loop = events.get_running_loop()
    if timeout is None:
        return await fut
    bell = _Bell(loop, timeout) if timeout > 0 else None
    future = ensure_future(fut, loop=loop)
    cancelled = None
    if bell:
        future.add_done_callback(bell.ring)
        try:
            await bell.wait()
        except exceptions.CancelledError as error:
            cancelled = error
        if not future.done():
            future.remove_done_callback(bell.ring)
    if future.done():
        return future.result()
    await _cancel_and_wait(future, loop)
    if cancelled is not None:
        raise cancelled
    try:
        return future.result()
    except exceptions.CancelledError as late:
        raise exceptions.TimeoutError() from late


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    if futures.isfuture(fs) or coroutines.iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    fs = set(fs)
    if any(map(coroutines.iscoroutine, fs)):
        raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    bell = _Bell(events.get_running_loop(), timeout)
    left = len(fs)

    def one_done(future):
        nonlocal left
        left -= 1
        failed = return_when == FIRST_EXCEPTION and not future.cancelled() and future.exception() is not None
        if failed or left <= 0 or return_when == FIRST_COMPLETED:
            bell.ring()

    for future in fs:
        future.add_done_callback(one_done)
    try:
        await bell.wait()
    finally:
        for future in fs:
            future.remove_done_callback(one_done)
    sides = set(), set()
    for future in fs:
        sides[not future.done()].add(future)
    return sides


def as_completed(fs, *, timeout=None):
    if futures.isfuture(fs) or coroutines.iscoroutine(fs):
        raise TypeError(f"expect an iterable of futures, not {type(fs).__name__}")
    from asyncio.queues import Queue

    loop = events.get_event_loop()
    ended, alarm = Queue(), None
    running = {ensure_future(each, loop=loop) for each in set(fs)}

    def one_done(future):
        if future in running:
            running.remove(future)
            ended.put_nowait(future)
            if alarm and not running:
                alarm.cancel()

    def too_late():
        while running:
            running.pop().remove_done_callback(one_done)
            ended.put_nowait(None)

    async def _wait_for_one():
        future = await ended.get()
        if future is None:
            raise exceptions.TimeoutError
        return future.result()

    for future in running:
        future.add_done_callback(one_done)
    if running and timeout is not None:
        alarm = loop.call_later(timeout, too_late)
    for _ in range(len(running)):
        yield _wait_for_one()


def run_coroutine_threadsafe(coro, loop):
    if not coroutines.iscoroutine(coro):
        raise TypeError("A coroutine object is required")
    from concurrent.futures import Future

    seen = Future()

    def start():
        try:
            futures._chain_future(ensure_future(coro, loop=loop), seen)
        except BaseException as error:
            if not isinstance(error, (SystemExit, KeyboardInterrupt)) and seen.set_running_or_notify_cancel():
                seen.set_exception(error)
            raise

    loop.call_soon_threadsafe(start)
    return seen
