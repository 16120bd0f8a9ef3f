# Signals come from outside, and nothing is outside here: only a program itself can send one, with raise_signal or os.kill of its own
# process. Handlers can be set and are called then.
import enum as _enum

__all__ = [
    "Handlers", "Signals", "SIG_DFL", "SIG_IGN", "signal", "getsignal", "raise_signal", "strsignal", "valid_signals", "default_int_handler",
]


class Handlers(_enum.IntEnum):
    SIG_DFL = 0
    SIG_IGN = 1


class Signals(_enum.IntEnum):
    SIGHUP = 1
    SIGINT = 2
    SIGQUIT = 3
    SIGILL = 4
    SIGTRAP = 5
    SIGABRT = 6
    SIGBUS = 7
    SIGFPE = 8
    SIGKILL = 9
    SIGUSR1 = 10
    SIGSEGV = 11
    SIGUSR2 = 12
    SIGPIPE = 13
    SIGALRM = 14
    SIGTERM = 15
    SIGCHLD = 17
    SIGCONT = 18
    SIGSTOP = 19
    SIGTSTP = 20
    SIGTTIN = 21
    SIGTTOU = 22
    SIGURG = 23
    SIGXCPU = 24
    SIGXFSZ = 25
    SIGVTALRM = 26
    SIGPROF = 27
    SIGWINCH = 28
    SIGIO = 29
    SIGPWR = 30
    SIGSYS = 31


SIG_DFL, SIG_IGN = Handlers.SIG_DFL, Handlers.SIG_IGN
globals().update(Signals.__members__)
__all__ += list(Signals.__members__)

_descriptions = {
    1: "Hangup", 2: "Interrupt", 3: "Quit", 4: "Illegal instruction", 5: "Trace/breakpoint trap", 6: "Aborted", 7: "Bus error",
    8: "Floating point exception", 9: "Killed", 10: "User defined signal 1", 11: "Segmentation fault", 12: "User defined signal 2",
    13: "Broken pipe", 14: "Alarm clock", 15: "Terminated", 17: "Child exited", 18: "Continued", 19: "Stopped (signal)", 20: "Stopped",
}


def default_int_handler(signalnum, frame, /):
    raise KeyboardInterrupt


_handlers = {Signals.SIGINT: default_int_handler, Signals.SIGPIPE: SIG_IGN, Signals.SIGXFSZ: SIG_IGN}


def _number(signalnum):
    if not isinstance(signalnum, int):
        raise TypeError(f"'{type(signalnum).__name__}' object cannot be interpreted as an integer")
    if not 1 <= signalnum <= 64:
        raise ValueError("signal number out of range")
    return int(signalnum)


def _named(number):
    try:
        return Signals(number)
    except ValueError:
        return number


def signal(signalnum, handler, /):
    number = _number(signalnum)
    import threading

    if threading.current_thread() is not threading.main_thread():
        raise ValueError("signal only works in main thread of the main interpreter")
    if handler in (SIG_DFL, SIG_IGN):
        handler = Handlers(handler)
    elif not callable(handler):
        raise TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
    if number in (9, 19):
        raise OSError(22, "Invalid argument")
    old = _handlers.get(number, SIG_DFL)
    _handlers[number] = handler
    return old


def getsignal(signalnum, /):
    return _handlers.get(_number(signalnum), SIG_DFL)


def raise_signal(signalnum, /):
    import sys

    number = _number(signalnum)
    handler = _handlers.get(number, SIG_DFL)
    if callable(handler):
        import _thread

        if _thread._is_main():
            handler(number, sys._getframe(1))
        else:
            _thread.interrupt_main(number)
    elif handler is SIG_DFL and number not in (17, 18, 23, 28):
        raise NotImplementedError(f"{_named(number)!r} has no handler: what it does to a process is not part of the playground")


def strsignal(signalnum, /):
    return _descriptions.get(_number(signalnum))


def valid_signals():
    return {_named(n) for n in range(1, 65) if n not in (32, 33)}


def _refuse(name):
    def function(*args):
        raise NotImplementedError(f"signal.{name}() is not part of the playground: no signals arrive here")

    function.__name__ = function.__qualname__ = name
    return function


for _name in ("alarm", "setitimer", "getitimer", "pause", "sigwait", "sigwaitinfo", "sigtimedwait", "pthread_kill", "pthread_sigmask", "set_wakeup_fd", "siginterrupt"):
    globals()[_name] = _refuse(_name)
ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = 0, 1, 2
