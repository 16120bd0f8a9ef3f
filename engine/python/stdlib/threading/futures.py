import threading
import time
from _thread import _next_pool

__all__ = (
    "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "CancelledError", "TimeoutError", "BrokenExecutor", "Future", "Executor", "wait",
    "as_completed", "ProcessPoolExecutor", "ThreadPoolExecutor", "InvalidStateError",
)

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"
_PENDING, _RUNNING, _CANCELLED, _NOTIFIED, _FINISHED = "PENDING", "RUNNING", "CANCELLED", "CANCELLED_AND_NOTIFIED", "FINISHED"
_ENDED = (_CANCELLED, _NOTIFIED, _FINISHED)
TimeoutError = TimeoutError


class Error(Exception):
    pass


class CancelledError(Error):
    pass


class InvalidStateError(Error):
    pass


class BrokenExecutor(RuntimeError):
    pass


for _class in (Error, CancelledError, InvalidStateError):
    _class.__module__ = "concurrent.futures._base"


def _logger():
    import logging

    return logging.getLogger("concurrent.futures")


class Future:
    def __init__(self):
        self._condition = threading.Condition()
        self._state = _PENDING
        self._result = None
        self._exception = None
        self._waiters = []  # functions of wait() and as_completed()
        self._done_callbacks = []

    def __repr__(self):
        with self._condition:
            state = "cancelled" if self._state == _NOTIFIED else self._state.lower()
            end = ""
            if self._state == _FINISHED:
                if self._exception:
                    end = f" raised {self._exception.__class__.__name__}"
                else:
                    end = f" returned {self._result.__class__.__name__}"
            return f"<{self.__class__.__name__} at {id(self):#x} state={state}{end}>"

    def _call(self, callback):
        try:
            callback(self)
        except Exception:
            _logger().exception("exception calling callback for %r", self)

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            self._call(callback)

    def cancel(self):
        with self._condition:
            if self._state != _PENDING:
                return self._state in (_CANCELLED, _NOTIFIED)
            self._state = _CANCELLED
            self._condition.notify_all()
        self._invoke_callbacks()
        return True

    def cancelled(self):
        with self._condition:
            return self._state in (_CANCELLED, _NOTIFIED)

    def running(self):
        with self._condition:
            return self._state == _RUNNING

    def done(self):
        with self._condition:
            return self._state in _ENDED

    def add_done_callback(self, fn):
        with self._condition:
            ended = self._state in _ENDED
            if not ended:
                self._done_callbacks.append(fn)
        if ended:
            self._call(fn)

    def _wait_end(self, timeout):
        """With the condition held: waits until the future has ended, and tells of a cancellation."""
        if self._state not in _ENDED:
            self._condition.wait(timeout)
        if self._state in (_CANCELLED, _NOTIFIED):
            raise CancelledError()
        if self._state != _FINISHED:
            raise TimeoutError()

    def result(self, timeout=None):
        try:
            with self._condition:
                self._wait_end(timeout)
                if self._exception:
                    raise self._exception
                return self._result
        finally:
            self = None

    def exception(self, timeout=None):
        with self._condition:
            self._wait_end(timeout)
            return self._exception

    def set_running_or_notify_cancel(self):
        with self._condition:
            if self._state == _CANCELLED:
                self._state = _NOTIFIED
                for waiter in self._waiters:
                    waiter(self)
                return False
            if self._state == _PENDING:
                self._state = _RUNNING
                return True
            _logger().critical("Future %s in unexpected state: %s", id(self), self._state)
            raise RuntimeError("Future in unexpected state")

    def set_result(self, result):
        self._settle(result, None)

    def set_exception(self, exception):
        self._settle(None, exception)

    def _settle(self, result, exception):
        with self._condition:
            if self._state in _ENDED:
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._result, self._exception, self._state = result, exception, _FINISHED
            for waiter in self._waiters:
                waiter(self)
            self._condition.notify_all()
        self._invoke_callbacks()

    def __class_getitem__(cls, item):
        import types

        return types.GenericAlias(cls, item)


Future.__module__ = "concurrent.futures._base"


def _last_result(future, time_left):
    """The result of a future that nobody will ask again."""
    try:
        return future.result(time_left)
    finally:
        future.cancel()


def _results(futures, end):
    """Their results from the last to the first, until the time end if there is one; when the consumer has had enough, what has not begun is called off."""
    try:
        while futures:
            yield _last_result(futures.pop(), None if end is None else end - time.monotonic())
    finally:
        for future in futures:
            future.cancel()


class Executor:
    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        end = timeout if timeout is None else time.monotonic() + timeout
        # All of it is under way before the first result is asked for.
        return _results([self.submit(fn, *args) for args in zip(*iterables)][::-1], end)

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False


Executor.__module__ = "concurrent.futures._base"
_open_pools = []
_exiting = False


class BrokenThreadPool(BrokenExecutor):
    pass


class ThreadPoolExecutor(Executor):
    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is None:
            max_workers = 6  # CPython's for os.cpu_count()
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers
        self._thread_name_prefix = thread_name_prefix
        if not thread_name_prefix:
            self._thread_name_prefix = f"ThreadPoolExecutor-{_next_pool()}"
        self._initializer, self._initargs = initializer, initargs
        self._cond = threading.Condition(threading.Lock())
        self._queue = []
        self._threads = []
        self._idle = 0  # threads that have nothing to do and that nobody has counted on
        self._working = 0
        self._broken = False
        self._shutdown = False
        self._at_end = []

    def submit(self, fn, /, *args, **kwargs):
        if self._broken:
            raise BrokenThreadPool(self._broken)
        if self._shutdown:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if _exiting:
            raise RuntimeError("cannot schedule new futures after interpreter shutdown")
        f = Future()
        with self._cond:
            self._queue.append((f, fn, args, kwargs))
            self._cond.notify()
        if self._idle > 0:
            self._idle -= 1
        elif len(self._threads) < self._max_workers:
            t = threading.Thread(target=self._run, name=f"{self._thread_name_prefix}_{len(self._threads)}")
            # The threads of a pool end with the pool, and that at the end of the program at the latest.
            t._daemonic = True
            if self not in _open_pools:
                _open_pools.append(self)
            self._threads.append(t)
            self._working += 1
            t.start()
        return f

    def _when_ended(self, fn):
        """Calls fn once the pool is shut down and its last thread has ended its work."""
        with self._cond:
            if self._working:
                self._at_end.append(fn)
                return
        fn()

    def _run(self):
        try:
            self._work()
        finally:
            with self._cond:
                self._working -= 1
                at_end = [] if self._working else self._at_end
            for fn in at_end:
                fn()

    def _work(self):
        if self._initializer is not None:
            try:
                self._initializer(*self._initargs)
            except BaseException:
                _logger().critical("Exception in initializer:", exc_info=True)
                self._initializer_failed()
                return
        while True:
            with self._cond:
                if not self._queue:
                    self._idle += 1
                    while not self._queue:
                        if self._shutdown or _exiting:
                            return
                        self._cond.wait()
                f, fn, args, kwargs = self._queue.pop(0)
            if f.set_running_or_notify_cancel():
                try:
                    result = fn(*args, **kwargs)
                except BaseException as exc:
                    f.set_exception(exc)
                else:
                    f.set_result(result)
            f = fn = args = kwargs = result = None

    def _initializer_failed(self):
        with self._cond:
            self._broken = "A thread initializer failed, the thread pool is not usable anymore"
            for f, *_ in self._queue:
                f.set_exception(BrokenThreadPool(self._broken))
            self._queue.clear()

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._cond:
            self._shutdown = True
            dropped = self._queue[:] if cancel_futures else []
            if cancel_futures:
                self._queue.clear()
            self._cond.notify_all()
        for f, *_ in dropped:
            f.cancel()
        if self in _open_pools and wait:
            _open_pools.remove(self)
        if wait:
            for t in self._threads:
                t.join()


BrokenThreadPool.__module__ = ThreadPoolExecutor.__module__ = "concurrent.futures.thread"


def _end_pools():
    """At the end of the program what was submitted is still done, and nothing new."""
    global _exiting
    _exiting = True
    for pool in _open_pools:
        with pool._cond:
            pool._cond.notify_all()
    for pool in _open_pools:
        for t in pool._threads:
            t.join()


threading._register_atexit(_end_pools)


def _watch(fs, waiter):
    for f in fs:
        with f._condition:
            f._waiters.append(waiter)


def _unwatch(fs, waiter):
    for f in fs:
        with f._condition:
            if waiter in f._waiters:
                f._waiters.remove(waiter)


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    fs = list(dict.fromkeys(fs))
    done = {f for f in fs if f._state in (_NOTIFIED, _FINISHED)}
    not_done = set(fs) - done
    enough = return_when == FIRST_COMPLETED and done
    enough = enough or return_when == FIRST_EXCEPTION and any(not f.cancelled() and f.exception() is not None for f in done)
    if not (enough or len(done) == len(fs)):
        left = len(not_done)
        event = threading.Event()

        def waiter(f):
            nonlocal left
            left -= 1
            failed = f._state == _FINISHED and f._exception is not None
            if left == 0 or return_when == FIRST_COMPLETED or return_when == FIRST_EXCEPTION and failed:
                event.set()

        _watch(not_done, waiter)
        event.wait(timeout)
        _unwatch(not_done, waiter)
        done.update(f for f in fs if f._state in (_NOTIFIED, _FINISHED))
    return __getattr__("DoneAndNotDoneFutures")(done, set(fs) - done)


def as_completed(fs, timeout=None):
    end_time = None if timeout is None else timeout + time.monotonic()
    fs = list(dict.fromkeys(fs))
    total = len(fs)
    event = threading.Event()
    finished = [f for f in fs if f._state in (_NOTIFIED, _FINISHED)]
    pending = [f for f in fs if f not in finished]

    def waiter(f):
        finished.append(f)
        event.set()

    _watch(pending, waiter)
    given = 0
    try:
        while True:
            while finished:
                given += 1
                yield finished.pop(0)
            if given == total:
                return
            wait_timeout = None
            if end_time is not None:
                wait_timeout = end_time - time.monotonic()
                if wait_timeout < 0:
                    raise TimeoutError(f"{total - given} (of {total}) futures unfinished")
            event.wait(wait_timeout)
            event.clear()
    finally:
        _unwatch(pending, waiter)


def __getattr__(name):
    if name == "DoneAndNotDoneFutures":
        import collections

        value = globals()[name] = collections.namedtuple(name, "done not_done")
        value.__module__ = "concurrent.futures._base"
        return value
    raise AttributeError(f"module 'concurrent.futures' has no attribute '{name}'")


class ProcessPoolExecutor(Executor):
    def __init__(self, *args, **kwargs):
        raise NotImplementedError("processes are not part of the playground; use ThreadPoolExecutor")
