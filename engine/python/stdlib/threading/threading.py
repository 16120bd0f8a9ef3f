import sys as _sys
from _thread import RLock, _local_dict, _name, _pooled, _rename, allocate_lock, get_ident, start_new_thread
from _thread import error as ThreadError

__all__ = [
    "get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread", "TIMEOUT_MAX", "Event", "Lock", "RLock",
    "Semaphore", "BoundedSemaphore", "Thread", "Barrier", "BrokenBarrierError", "Timer", "ThreadError", "setprofile", "settrace", "local",
    "stack_size", "excepthook", "ExceptHookArgs", "get_native_id", "getprofile", "gettrace",
]

TIMEOUT_MAX = 9223372036.0
Lock = allocate_lock
get_native_id = get_ident
_active = {}
_profile_hook = _trace_hook = None


def _monotonic():
    from time import monotonic

    return monotonic()


def _numbers():
    number = 0
    while True:
        number += 1
        yield number


_new_number = _numbers().__next__


def _until(condition, ready, timeout):
    """Waits, with the condition held, until ready() says something true or the time is over, and gives what it said last. The time begins
    with the first wait."""
    end = None
    while not (answer := ready()):
        if timeout is not None:
            now = _monotonic()
            if end is None:
                end = now + timeout
            elif now >= end:
                break
            timeout = end - now
        condition.wait(timeout)
    return answer


def _shown(self, state):
    cls = type(self)
    return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {state}>"


def _old(what, instead):
    import warnings

    warnings.warn(f"{what}() is deprecated, {instead} instead", DeprecationWarning, stacklevel=3)


def setprofile(func):
    global _profile_hook
    _profile_hook = func


def getprofile():
    return _profile_hook


def settrace(func):
    global _trace_hook
    _trace_hook = func


def gettrace():
    return _trace_hook


def stack_size(size=0):
    return 0


class local:
    """Attributes that every thread has for itself."""

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        object.__setattr__(self, "_local__args", (args, kwargs))
        _local_dict(self, True)
        return self

    def __getattribute__(self, name):
        values = _values(self)
        if name == "__dict__":
            return values
        if name in values and not _has_setter(type(self), name):
            return values[name]
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        if name == "__dict__":
            raise AttributeError(f"{self.__class__.__name__!r} object attribute '__dict__' is read-only")
        values = _values(self)
        if _has_setter(type(self), name):
            object.__setattr__(self, name, value)
        else:
            values[name] = value

    def __delattr__(self, name):
        if name == "__dict__":
            raise AttributeError(f"{self.__class__.__name__!r} object attribute '__dict__' is read-only")
        values = _values(self)
        if _has_setter(type(self), name):
            object.__delattr__(self, name)
        elif name in values:
            del values[name]
        else:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")


def _values(self):
    """The calling thread's attributes of a local; another thread's first look runs __init__ again."""
    values = _local_dict(self)
    if values is None:
        values = _local_dict(self, True)
        if type(self).__init__ is not object.__init__:
            args, kwargs = object.__getattribute__(self, "_local__args")
            type(self).__init__(self, *args, **kwargs)
    return values


def _has_setter(cls, name):
    """Whether a class has a data descriptor of a name, a property say, which comes before a thread's attribute."""
    for base in cls.__mro__:
        if name in base.__dict__:
            return hasattr(type(base.__dict__[name]), "__set__")
    return False


local.__module__ = "_thread"
local.__qualname__ = local.__name__ = "_local"


class Condition:
    def __init__(self, lock=None):
        self._lock = lock = RLock() if lock is None else lock
        self._waiters, self.acquire, self.release = [], lock.acquire, lock.release
        # What re-entrant locks have besides: giving up all their levels at once.
        for name in ("_release_save", "_acquire_restore", "_is_owned"):
            if hasattr(lock, name):
                setattr(self, name, getattr(lock, name))

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return f"<Condition({self._lock}, {len(self._waiters)})>"

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _is_owned(self):
        # Somebody has it, if it cannot be had: with a plain lock that is all there is to know.
        free = self._lock.acquire(False)
        if free:
            self._lock.release()
        return not free

    def _must_own(self, verb):
        if not self._is_owned():
            raise RuntimeError(f"cannot {verb} on un-acquired lock")

    def wait(self, timeout=None):
        self._must_own("wait")
        # Whoever notifies releases this lock, so the second acquire() is the waiting.
        turn = allocate_lock()
        turn.acquire()
        self._waiters.append(turn)
        state = self._release_save()
        came = False
        try:
            came = turn.acquire(*(() if timeout is None else (True, timeout) if timeout > 0 else (False,)))
            return came
        finally:
            self._acquire_restore(state)
            if turn in self._waiters and not came:
                self._waiters.remove(turn)

    def wait_for(self, predicate, timeout=None):
        return _until(self, predicate, timeout)

    def notify(self, n=1):
        self._must_own("notify")
        for turn in self._waiters[:n]:
            turn.release()
            self._waiters.remove(turn)

    def notify_all(self):
        self.notify(len(self._waiters))

    def notifyAll(self):
        _old("notifyAll", "use notify_all()")
        self.notify_all()


class Semaphore:
    # A bounded one's limit.
    _initial_value = None

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value, self._cond = value, Condition(Lock())

    def __repr__(self):
        return _shown(self, f"value={self._value}")

    def acquire(self, blocking=True, timeout=None):
        if timeout is not None and not blocking:
            raise ValueError("can't specify timeout for non-blocking acquire")
        with self._cond:
            free = _until(self._cond, lambda: self._value != 0, timeout) if blocking else self._value != 0
            if free:
                self._value -= 1
        return free

    __enter__ = acquire

    def __exit__(self, t, v, tb):
        self.release()

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        limit = self._initial_value
        with self._cond:
            if limit is not None and limit < self._value + n:
                raise ValueError("Semaphore released too many times")
            self._value += n
            self._cond.notify(n)


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        return _shown(self, f"value={self._value}/{self._initial_value}")


class Event:
    def __init__(self):
        self._flag, self._cond = False, Condition(Lock())

    def __repr__(self):
        return _shown(self, "set" if self._flag else "unset")

    def is_set(self):
        return self._flag

    def isSet(self):
        _old("isSet", "use is_set()")
        return self.is_set()

    def clear(self):
        with self._cond:
            self._flag = False

    def set(self):
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def wait(self, timeout=None):
        with self._cond:
            return self._flag or self._cond.wait(timeout)


class BrokenBarrierError(RuntimeError):
    pass


_FILLING, _DRAINING, _RESETTING, _BROKEN = 0, 1, -1, -2


class Barrier:
    """Threads wait until enough have come; then all go on together."""

    def __init__(self, parties, action=None, timeout=None):
        self._parties, self._action, self._timeout = parties, action, timeout
        self._state, self._count = _FILLING, 0
        self._cond = Condition(Lock())

    parties = property(lambda self: self._parties)
    n_waiting = property(lambda self: self._count if self._state == _FILLING else 0)
    broken = property(lambda self: self._state == _BROKEN)

    def __repr__(self):
        return _shown(self, "broken" if self.broken else f"waiters={self.n_waiting}/{self.parties}")

    def wait(self, timeout=None):
        limit = self._timeout if timeout is None else timeout
        with self._cond:
            # Those of the last round leave first.
            _until(self._cond, lambda: self._state in (_FILLING, _BROKEN), None)
            if self.broken:
                raise BrokenBarrierError
            place = self._count
            self._count += 1
            try:
                self._open() if self._count == self._parties else self._wait_for_others(limit)
            finally:
                self._leave()
        return place

    def _open(self):
        try:
            if self._action:
                self._action()
        except BaseException:
            self._to(_BROKEN)
            raise
        self._to(_DRAINING)

    def _wait_for_others(self, timeout):
        if not _until(self._cond, lambda: self._state != _FILLING, timeout):
            # One that gave up makes the number unreachable.
            self._to(_BROKEN)
        if self._state != _DRAINING:
            raise BrokenBarrierError

    def _leave(self):
        self._count -= 1
        if not self._count and self._state in (_RESETTING, _DRAINING):
            self._to(_FILLING)

    def _to(self, state):
        self._state = state
        self._cond.notify_all()

    def reset(self):
        with self._cond:
            # Whoever waits is sent away, and the last of them makes it ready again.
            leaving = self._state in (_RESETTING, _DRAINING)
            self._to(_FILLING if not self._count else self._state if leaving else _RESETTING)

    def abort(self):
        with self._cond:
            self._to(_BROKEN)


class Thread:
    _initialized = False
    _of_pool = False  # a native pool's: it ends by itself

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, "group argument must be None for now"
        if name is None:
            name = f"Thread-{_new_number()}"
            if hasattr(target, "__name__"):
                name += f" ({target.__name__})"
        self._name, self._target, self._args, self._kwargs = str(name), target, args, kwargs if kwargs is not None else {}
        self._daemonic = daemon if daemon is not None else current_thread().daemon
        self._started, self._done, self._ident = Event(), Event(), None
        self._initialized = True

    def _made(self, complaint="Thread.__init__() not called"):
        assert self._initialized, complaint

    def _made_or_raise(self, complaint="Thread.__init__() not called"):
        if not self._initialized:
            raise RuntimeError(complaint)

    def __repr__(self):
        self._made("Thread.__init__() was not called")
        words = ["initial" if not self._started.is_set() else "stopped" if self._done.is_set() else "started"]
        words += ["daemon"] * bool(self._daemonic)
        words += [str(self._ident)] * (self._ident is not None)
        return f"<{type(self).__name__}({self._name}, {' '.join(words)})>"

    def start(self):
        self._made_or_raise("thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("threads can only be started once")
        start_new_thread(self._bootstrap, (), self._name)
        # The new thread begins before this one goes on.
        self._started.wait()

    def _bootstrap(self):
        self._ident = get_ident()
        _active[self._ident] = self
        self._started.set()
        try:
            self.run()
        except SystemExit:
            pass
        except BaseException:
            try:
                excepthook(ExceptHookArgs([*_sys.exc_info(), self]))
            except BaseException as exc:
                print("Exception in threading.excepthook:", file=_sys.stderr)
                _sys.excepthook(type(exc), exc, exc.__traceback__)
        finally:
            _active.pop(self._ident, None)
            self._done.set()

    def run(self):
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            # A thread object lives longer than what it ran with.
            del self._target, self._args, self._kwargs

    def join(self, timeout=None):
        self._made_or_raise()
        problem = None
        if not self._started.is_set():
            problem = "thread before it is started"
        elif current_thread() is self:
            problem = "current thread"
        if problem:
            raise RuntimeError("cannot join " + problem)
        self._done.wait(timeout)

    def is_alive(self):
        self._made()
        return not self._done.is_set() and self._started.is_set()

    @property
    def name(self):
        self._made()
        return self._name

    @name.setter
    def name(self, name):
        self._made()
        self._name = text = str(name)
        if self._ident is not None:
            _rename(self._ident, text)

    @property
    def ident(self):
        self._made()
        return self._ident

    native_id = property(lambda self: self._ident)

    @property
    def daemon(self):
        self._made()
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        self._made_or_raise()
        if self._started.is_set():
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def getName(self):
        _old("getName", "get the name attribute")
        return self.name

    def isDaemon(self):
        _old("isDaemon", "get the daemon attribute")
        return self.daemon

    def setName(self, name):
        _old("setName", "set the name attribute")
        self.name = name

    def setDaemon(self, daemonic):
        _old("setDaemon", "set the daemon attribute")
        self.daemon = daemonic


class _MainThread(Thread):
    def __init__(self):
        self._begin("MainThread", False)

    def _begin(self, name, daemon):
        self._target, self._args, self._kwargs = None, (), {}
        self._name, self._daemonic = name, daemon
        self._started, self._done = Event(), Event()
        self._started.set()
        self._ident = get_ident()
        self._initialized = True
        _active[self._ident] = self


class _DummyThread(_MainThread):
    """A thread that was not started here."""

    def __init__(self):
        self._begin(_name() or f"Dummy-{_new_number()}", True)

    def is_alive(self):
        return True

    def join(self, timeout=None):
        assert False, "cannot join a dummy thread"


def _not_started_here():
    name = _pooled()
    if name is None:
        return _DummyThread()
    thread = Thread.__new__(Thread)
    _MainThread._begin(thread, name, False)
    thread._of_pool = True
    return thread


class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval, self.function, self.finished = interval, function, Event()
        self.args, self.kwargs = [] if args is None else args, {} if kwargs is None else kwargs

    def cancel(self):
        self.finished.set()

    def run(self):
        # The event comes before the time is over only if somebody cancels.
        if not (self.finished.wait(self.interval) or self.finished.is_set()):
            self.function(*self.args, **self.kwargs)
        self.cancel()


class ExceptHookArgs(tuple):
    """What an excepthook gets: the exception and the thread that it ended."""

    __slots__ = ()
    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])

    def __repr__(self):
        return "_thread.ExceptHookArgs(exc_type={!r}, exc_value={!r}, exc_traceback={!r}, thread={!r})".format(*self)


ExceptHookArgs.__module__ = "_thread"
ExceptHookArgs.__qualname__ = ExceptHookArgs.__name__ = "_ExceptHookArgs"


def excepthook(args, /):
    if not isinstance(args, ExceptHookArgs):
        raise TypeError("_thread.excepthook argument type must be ExceptHookArgs")
    stderr = _sys.stderr
    if stderr is None or args.exc_type is SystemExit:
        return
    import traceback

    who = get_ident() if args.thread is None else args.thread.name
    stderr.write(f"Exception in thread {who}:\n")
    traceback.print_exception(*args[:3], file=stderr)


__excepthook__ = excepthook


def current_thread():
    thread = _active.get(get_ident())
    return thread if thread is not None else _not_started_here()


def currentThread():
    _old("currentThread", "use current_thread()")
    return current_thread()


def main_thread():
    return _main


def enumerate():
    return list(_active.values())


def active_count():
    return len(_active)


def activeCount():
    _old("activeCount", "use active_count()")
    return active_count()


_main = _MainThread()
_at_exit = []


def _register_atexit(func, *args, **kwargs):
    """Calls func at the end of the program, before its threads are waited for."""
    _at_exit.append((func, args, kwargs))


def _shutdown():
    """Waits at the end of the program for the threads that are no daemons."""
    for func, args, kwargs in reversed(_at_exit):
        func(*args, **kwargs)
    _at_exit.clear()
    while waiting := [t for t in _active.values() if not (t.daemon or t._of_pool or isinstance(t, _MainThread))]:
        for thread in waiting:
            thread.join()
