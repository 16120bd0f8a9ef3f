import contextvars
import sys
from _thread import _is_main

from asyncio import coroutines, events, exceptions, tasks

__all__ = ("Runner", "run")


class Runner:
    """A loop and a context of its own, for one run() after the other. The loop is made when it is first needed."""

    _loop = _context = None
    _closed = _installed = False
    _interrupts = 0

    def __init__(self, *, debug=None, loop_factory=None):
        self._debug, self._loop_factory = debug, loop_factory

    def __enter__(self):
        self.get_loop()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.close()

    def get_loop(self):
        if self._closed:
            raise RuntimeError("Runner is closed")
        if self._loop is None:
            make = self._loop_factory or events.new_event_loop
            self._loop = make()
            if make is events.new_event_loop and not self._installed:
                events.set_event_loop(self._loop)
                self._installed = True
            if self._debug is not None:
                self._loop.set_debug(self._debug)
            self._context = contextvars.copy_context()
        return self._loop

    def run(self, coro, *, context=None):
        if not coroutines.iscoroutine(coro):
            raise ValueError(f"a coroutine was expected, got {coro!r}")
        if events._get_running_loop():
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        loop = self.get_loop()
        task = loop.create_task(coro, context=self._context if context is None else context)
        restore = self._take_sigint(task)
        try:
            return loop.run_until_complete(task)
        except exceptions.CancelledError:
            if self._interrupts and not task.uncancel():
                raise KeyboardInterrupt()
            raise
        finally:
            restore()

    def _take_sigint(self, task):
        """Lets Ctrl-C cancel the task, and gives what undoes that. It comes only from programs that send it to themselves: they have imported signal."""
        self._interrupts = 0
        signal = sys.modules.get("signal")
        if not signal or not _is_main() or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            return lambda: None

        def interrupt(signum, frame):
            self._interrupts += 1
            if self._interrupts > 1 or task.done():
                raise KeyboardInterrupt()
            task.cancel()
            self._loop.call_soon_threadsafe(lambda: None)

        def restore():
            if signal.getsignal(signal.SIGINT) is interrupt:
                signal.signal(signal.SIGINT, signal.default_int_handler)

        signal.signal(signal.SIGINT, interrupt)
        return restore

    def close(self):
        loop = self._loop
        if loop is None:
            return
        try:
            _cancel_all_tasks(loop)
            for shutdown in (loop.shutdown_asyncgens, loop.shutdown_default_executor):
                loop.run_until_complete(shutdown())
        finally:
            if self._installed:
                events.set_event_loop(None)
            loop.close()
            self._loop, self._closed = None, True


def run(main, *, debug=None):
    if events._get_running_loop():
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner(debug=debug) as runner:
        return runner.run(main)


def _cancel_all_tasks(loop):
    """Cancels what is left and waits for it; failures on the way are told, since nobody else will ask for them."""
    left = tasks.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(tasks.gather(*left, return_exceptions=True))
    for task in left:
        if not task.cancelled() and task.exception() is not None:
            said = dict(message="unhandled exception during asyncio.run() shutdown", exception=task.exception(), task=task)
            loop.call_exception_handler(said)
