import asyncio
import contextvars
import functools
from _thread import _local_dict, _next_pool

_single_thread = _Executor("thread-sensitive", 1)
_pool = _Executor("worker", 6)  # as many as the pool of asyncio.to_thread has
_request_thread = contextvars.ContextVar("thread_sensitive_context")
_caller_thread = contextvars.ContextVar("async_to_sync_caller")
_in_single_thread = contextvars.ContextVar("deadlock_context")
_outer = object()  # the owner of a thread's dict, which holds the loop that waits for the thread's call


def iscoroutinefunction(func):
    return asyncio.iscoroutinefunction(func)


def markcoroutinefunction(func):
    func._is_coroutine = asyncio.coroutines._is_coroutine
    return func


class ThreadSensitiveContext:
    """Gives the calls made inside it a thread of their own, as an ASGI server's application gives one to each request."""

    _count = 0

    def __init__(self):
        self.token = self.caller = None

    async def __aenter__(self):
        try:
            _request_thread.get()
        except LookupError:
            ThreadSensitiveContext._count += 1
            self.token = _request_thread.set(_Executor(f"request-{ThreadSensitiveContext._count}", 1))
            self.caller = _caller_thread.set(None)  # a thread that waits further out is not asked any more
        return self

    async def __aexit__(self, exc, value, tb):
        if self.token is None:
            return
        _request_thread.get().shutdown()
        _request_thread.reset(self.token)
        _caller_thread.reset(self.caller)


class SyncToAsync:
    def __init__(self, func, thread_sensitive=True, executor=None, context=None):
        if not callable(func) or iscoroutinefunction(func) or iscoroutinefunction(getattr(func, "__call__", func)):
            raise TypeError("sync_to_async can only be applied to sync functions.")
        functools.update_wrapper(self, func)
        self.func = func
        self._thread_sensitive = thread_sensitive
        self.executor = executor
        self.context = context
        markcoroutinefunction(self)
        if thread_sensitive and executor is not None:
            raise TypeError("executor must not be set when thread_sensitive is True")
        try:
            self.__self__ = func.__self__
        except AttributeError:
            pass

    async def __call__(self, *args, **kwargs):
        loop = asyncio.get_running_loop()
        if self.executor is not None:
            return await self._elsewhere(loop, args, kwargs)
        inside = {}
        call, args = self._enter, (loop, inside, args, kwargs)
        if self.context is not None:
            call, args = self.context.run, (call, *args)
        executor = self._executor()
        if executor is _single_thread:
            _in_single_thread.set(True)
        try:
            return await executor.run(call, args, None, self.func, self._thread_sensitive)
        except asyncio.CancelledError:
            if "task" not in inside:
                raise
            return await self._cancel(loop, inside)
        finally:
            if executor is _single_thread:
                _in_single_thread.set(False)

    async def _cancel(self, loop, inside):
        """The function waits in async_to_sync: it is that task's to say whether it can be cancelled."""
        ended = inside["ended"] = loop.create_future()
        inside["task"].cancel()
        await inside["task"]
        return await ended

    async def _elsewhere(self, loop, args, kwargs):
        """The call on an executor of the program's own."""
        context = contextvars.copy_context() if self.context is None else self.context
        value = await loop.run_in_executor(self.executor, context.run, self._enter, loop, {}, args, kwargs)
        if self.context is None:
            _restore(context)
        return value

    def _executor(self):
        if not self._thread_sensitive:
            return _pool
        caller = _caller_thread.get(None)
        if caller is not None:
            return caller
        request = _request_thread.get(None)
        if request is not None:
            return request
        if _in_single_thread.get(False):
            raise RuntimeError("Single thread executor already being used, would deadlock")
        return _single_thread

    def _enter(self, loop, inside, args, kwargs):
        # async_to_sync further in finds the loop that waits for this call, and runs its coroutine there.
        outer = _local_dict(_outer, True)
        previous = outer.get("loop"), outer.get("inside")
        outer["loop"], outer["inside"] = loop, inside
        try:
            value = self.func(*args, **kwargs)
        except BaseException as exc:
            if "ended" in inside:
                loop.call_soon_threadsafe(inside["ended"].set_exception, exc)
            raise
        else:
            if "ended" in inside:
                loop.call_soon_threadsafe(inside["ended"].set_result, value)
            return value
        finally:
            outer["loop"], outer["inside"] = previous

    def __get__(self, parent, objtype):
        return functools.partial(self.__call__, parent)


def _restore(context):
    """Takes over what was changed in a copy of the current context."""
    for var in context:
        if var is not _caller_thread and var is not _in_single_thread and var.get(None) is not context[var]:
            var.set(context[var])


class AsyncToSync:
    def __init__(self, awaitable, force_new_loop=False):
        if not callable(awaitable) or (not iscoroutinefunction(awaitable) and not iscoroutinefunction(getattr(awaitable, "__call__", awaitable))):
            import warnings

            warnings.warn("async_to_sync was passed a non-async-marked callable", stacklevel=2)
        self.awaitable = awaitable
        try:
            self.__self__ = self.awaitable.__self__
        except AttributeError:
            pass
        self.force_new_loop = force_new_loop
        self.main_event_loop = None if force_new_loop else asyncio._get_running_loop()

    def __call__(self, *args, **kwargs):
        if asyncio._get_running_loop() is not None:
            raise RuntimeError(
                "You cannot use AsyncToSync in the same thread as an async event loop - just await the async function directly."
            )
        import threading
        from concurrent.futures import Future

        result = Future()
        here = _Executor("caller", 0)
        context = contextvars.copy_context()
        outer = _local_dict(_outer, True)
        inside = outer.get("inside")
        if inside is None:
            inside = {}
        loop = self.main_event_loop
        if loop is None and not self.force_new_loop:
            loop = self.main_event_loop = outer.get("loop")

        async def main():
            nonlocal context
            _caller_thread.set(here)
            inside["task"] = asyncio.current_task()
            try:
                value = await self.awaitable(*args, **kwargs)
            except BaseException as exc:
                result.set_exception(exc)
            else:
                result.set_result(value)
            finally:
                inside.pop("task", None)
                context = contextvars.copy_context()
                here.wake()

        if loop is not None and loop.is_running():
            main.__name__, main.__qualname__ = "main_wrap", "AsyncToSync.main_wrap"
            loop.call_soon_threadsafe(lambda: loop.create_task(main(), context=context))
        else:
            main.__name__, main.__qualname__ = "new_loop_wrap", "AsyncToSync.__call__.<locals>.new_loop_wrap"
            shown = f"ThreadPoolExecutor-{_next_pool()}_0"

            def run():
                threading.current_thread()._name = shown
                context.run(asyncio.run, main())

            threading.Thread(target=run, name="async_to_sync").start()
        here.serve(result)
        _restore(context)
        return result.result()

    def __get__(self, parent, objtype):
        func = functools.partial(self.__call__, parent)
        return functools.update_wrapper(func, self.awaitable)


def sync_to_async(func=None, *, thread_sensitive=True, executor=None, context=None):
    if func is None:
        return lambda f: SyncToAsync(f, thread_sensitive=thread_sensitive, executor=executor, context=context)
    return SyncToAsync(func, thread_sensitive=thread_sensitive, executor=executor, context=context)


def async_to_sync(awaitable=None, *, force_new_loop=False):
    if awaitable is None:
        return lambda f: AsyncToSync(f, force_new_loop=force_new_loop)
    return AsyncToSync(awaitable, force_new_loop=force_new_loop)
