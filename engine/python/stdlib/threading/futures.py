import threading
import time

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"
_PENDING, _RUNNING, _CANCELLED, _FINISHED = "PENDING", "RUNNING", "CANCELLED", "FINISHED"
TimeoutError = TimeoutError


class Error(Exception):
    pass


class CancelledError(Error):
    pass


class InvalidStateError(Error):
    pass


class BrokenExecutor(RuntimeError):
    pass


class Future:
    def __init__(self):
        self._condition = threading.Condition()
        self._state = _PENDING
        self._result = None
        self._exception = None
        self._done_callbacks = []

    def __repr__(self):
        with self._condition:
            end = ""
            if self._state == _FINISHED:
                if self._exception:
                    end = f" raised {type(self._exception).__name__}"
                else:
                    end = f" returned {type(self._result).__name__}"
            return f"<{type(self).__name__} at {id(self):#x} state={self._state.lower()}{end}>"

    def _finish(self):
        callbacks, self._done_callbacks = self._done_callbacks, []
        for fn in callbacks:
            fn(self)

    def cancel(self):
        with self._condition:
            if self._state in (_RUNNING, _FINISHED):
                return False
            if self._state == _CANCELLED:
                return True
            self._state = _CANCELLED
            self._condition.notify_all()
        self._finish()
        return True

    def cancelled(self):
        return self._state == _CANCELLED

    def running(self):
        return self._state == _RUNNING

    def done(self):
        return self._state in (_CANCELLED, _FINISHED)

    def add_done_callback(self, fn):
        if not self.done():
            self._done_callbacks.append(fn)
        else:
            fn(self)

    def _wait(self, timeout):
        with self._condition:
            if not self.done():
                self._condition.wait_for(self.done, timeout)
        if self._state == _CANCELLED:
            raise CancelledError()
        if not self.done():
            raise TimeoutError()

    def result(self, timeout=None):
        self._wait(timeout)
        if self._exception is not None:
            try:
                raise self._exception
            finally:
                self = None
        return self._result

    def exception(self, timeout=None):
        self._wait(timeout)
        return self._exception

    def set_running_or_notify_cancel(self):
        if self._state == _CANCELLED:
            return False
        self._state = _RUNNING
        return True

    def set_result(self, result):
        self._settle(result, None)

    def set_exception(self, exception):
        self._settle(None, exception)

    def _settle(self, result, exception):
        with self._condition:
            if self.done():
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._result, self._exception, self._state = result, exception, _FINISHED
            self._condition.notify_all()
        self._finish()


class Executor:
    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        fs = [self.submit(fn, *args) for args in zip(*iterables)]

        def results():
            end = None if timeout is None else time.monotonic() + timeout
            for f in fs:
                yield f.result() if end is None else f.result(end - time.monotonic())

        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False


class ThreadPoolExecutor(Executor):
    _pools = 0

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is None:
            max_workers = 6
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        self._max_workers = max_workers
        self._prefix = thread_name_prefix or f"ThreadPoolExecutor-{ThreadPoolExecutor._pools}"
        if not thread_name_prefix:
            ThreadPoolExecutor._pools += 1
        self._initializer, self._initargs = initializer, initargs
        self._cond = threading.Condition(threading.Lock())
        self._queue = []
        self._threads = []
        self._idle = 0
        self._working = 0
        self._down = False
        self._at_end = []

    def submit(self, fn, /, *args, **kwargs):
        if self._down:
            raise RuntimeError("cannot schedule new futures after shutdown")
        f = Future()
        with self._cond:
            self._queue.append((f, fn, args, kwargs))
            if self._idle >= len(self._queue):
                self._cond.notify()
            elif len(self._threads) < self._max_workers:
                t = threading.Thread(target=self._run, name=f"{self._prefix}_{len(self._threads)}")
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
            self._initializer(*self._initargs)
        while True:
            with self._cond:
                while not self._queue:
                    if self._down:
                        return
                    self._idle += 1
                    self._cond.wait()
                    self._idle -= 1
                f, fn, args, kwargs = self._queue.pop(0)
            if not f.set_running_or_notify_cancel():
                continue
            try:
                result = fn(*args, **kwargs)
            except BaseException as exc:
                f.set_exception(exc)
            else:
                f.set_result(result)
            f = fn = args = kwargs = None

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._cond:
            self._down = True
            if cancel_futures:
                for f, *_ in self._queue:
                    f.cancel()
                self._queue.clear()
            self._cond.notify_all()
        if wait:
            for t in self._threads:
                t.join()


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    fs = set(fs)
    cond = threading.Condition()

    def enough():
        done = [f for f in fs if f.done()]
        if return_when == FIRST_COMPLETED and done:
            return True
        if return_when == FIRST_EXCEPTION and any(not f.cancelled() and f.exception() for f in done):
            return True
        return len(done) == len(fs)

    def ping(f):
        with cond:
            cond.notify_all()

    for f in fs:
        f.add_done_callback(ping)
    with cond:
        cond.wait_for(enough, timeout)
    done = {f for f in fs if f.done()}
    import collections

    return collections.namedtuple("DoneAndNotDoneFutures", "done not_done")(done, fs - done)


def as_completed(fs, timeout=None):
    fs = set(fs)
    total = len(fs)
    end = None if timeout is None else time.monotonic() + timeout
    cond = threading.Condition()
    ready = []

    def ping(f):
        with cond:
            ready.append(f)
            cond.notify_all()

    for f in fs:
        f.add_done_callback(ping)
    given = 0
    while given < total:
        with cond:
            if not cond.wait_for(lambda: ready, None if end is None else end - time.monotonic()):
                raise TimeoutError(f"{total - given} (of {total}) futures unfinished")
            f = ready.pop(0)
        given += 1
        yield f


class ProcessPoolExecutor(Executor):
    def __init__(self, *args, **kwargs):
        raise NotImplementedError("processes are not part of the playground; use ThreadPoolExecutor")
