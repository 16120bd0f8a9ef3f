__all__ = ("BaseEventLoop",)

from _asyncio import BaseEventLoop, _hop, _take_asyncgens, _waits_for

# Methods of the loop that are easier said in Python; the native loop calls them with itself in front.


def run_in_executor(loop, executor, func, *args):
    from asyncio import futures

    if loop.is_closed():
        raise RuntimeError("Event loop is closed")
    if loop.get_debug():
        _check_callback(func)
    if executor is None:
        if getattr(loop, "_executor_shutdown_called", False):
            raise RuntimeError("Executor shutdown has been called")
        executor = getattr(loop, "_default_executor", None)
        if executor is None:
            from concurrent.futures import ThreadPoolExecutor

            executor = loop._default_executor = ThreadPoolExecutor(thread_name_prefix="asyncio")
    func = _hop(func)
    return _waits_for(futures.wrap_future(executor.submit(func, *args), loop=loop), func)


def _check_callback(func):
    from asyncio import coroutines

    if coroutines.iscoroutine(func) or coroutines.iscoroutinefunction(func):
        raise TypeError("coroutines cannot be used with run_in_executor()")
    if not callable(func):
        raise TypeError(f"a callable object was expected by run_in_executor(), got {func!r}")


def set_default_executor(loop, executor):
    from concurrent.futures import ThreadPoolExecutor

    if not isinstance(executor, ThreadPoolExecutor):
        raise TypeError("executor must be ThreadPoolExecutor instance")
    loop._default_executor = executor


async def shutdown_asyncgens(loop):
    from asyncio import tasks

    open_ones = _take_asyncgens(loop)
    if not open_ones:
        return
    results = await tasks.gather(*[g.aclose() for g in open_ones], return_exceptions=True)
    for result, g in zip(results, open_ones):
        if isinstance(result, Exception):
            loop.call_exception_handler({
                "message": f"an error occurred during closing of asynchronous generator {g!r}",
                "exception": result,
                "asyncgen": g,
            })


async def shutdown_default_executor(loop):
    from asyncio import futures

    loop._executor_shutdown_called = True
    executor = getattr(loop, "_default_executor", None)
    if executor is None:
        return
    # CPython waits on a thread of its own; the pool's last worker tells the loop as well, and no such thread shows in a trace.
    future = loop.create_future()

    def ended():
        if not loop.is_closed():
            loop.call_soon_threadsafe(futures._set_result_unless_cancelled, future, None)

    executor._when_ended(ended)
    executor.shutdown(wait=False)
    await future


def _close_executor(loop):
    executor = getattr(loop, "_default_executor", None)
    if executor is not None:
        loop._default_executor = None
        loop._executor_shutdown_called = True
        executor.shutdown(wait=False)


def add_signal_handler(loop, sig, callback, *args):
    import signal

    from asyncio import coroutines

    if coroutines.iscoroutine(callback) or coroutines.iscoroutinefunction(callback):
        raise TypeError("coroutines cannot be used with add_signal_handler()")
    _check_signal(sig)
    if loop.is_closed():
        raise RuntimeError("Event loop is closed")
    try:
        signal.signal(sig, lambda signum, frame: loop.call_soon_threadsafe(callback, *args))
    except ValueError:
        raise RuntimeError("set_wakeup_fd only works in main thread of the main interpreter") from None
    except OSError:
        raise RuntimeError(f"sig {sig} cannot be caught") from None
    if not hasattr(loop, "_signal_handlers"):
        loop._signal_handlers = {}
    loop._signal_handlers[sig] = callback


def remove_signal_handler(loop, sig):
    import signal

    _check_signal(sig)
    if getattr(loop, "_signal_handlers", {}).pop(sig, None) is None:
        return False
    signal.signal(sig, signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL)
    return True


def _check_signal(sig):
    import signal

    if not isinstance(sig, int):
        raise TypeError(f"sig must be an int, not {sig!r}")
    if sig not in signal.valid_signals():
        raise ValueError(f"invalid signal number {sig}")


def __getattr__(name):
    if name == "logger":
        from asyncio.log import logger

        return logger
    raise AttributeError(f"module 'asyncio.base_events' has no attribute '{name}'")


for _method in (run_in_executor, set_default_executor, shutdown_asyncgens, shutdown_default_executor):
    _method.__qualname__ = "BaseEventLoop." + _method.__name__
