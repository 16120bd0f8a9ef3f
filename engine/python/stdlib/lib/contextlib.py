import abc
import sys
from functools import wraps
from types import GenericAlias, MethodType

__all__ = [
    "asynccontextmanager", "contextmanager", "closing", "nullcontext", "AbstractContextManager", "AbstractAsyncContextManager",
    "AsyncExitStack", "ContextDecorator", "ExitStack", "redirect_stdout", "redirect_stderr", "suppress", "aclosing", "AsyncContextDecorator", "chdir",
]

_END = object()


class AbstractContextManager(abc.ABC):
    __class_getitem__ = classmethod(GenericAlias)

    def __enter__(self):
        return self

    @abc.abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        pass

    @classmethod
    def __subclasshook__(cls, C):
        return abc._check_methods(C, "__enter__", "__exit__") if cls is AbstractContextManager else NotImplemented


class AbstractAsyncContextManager(abc.ABC):
    __class_getitem__ = classmethod(GenericAlias)

    async def __aenter__(self):
        return self

    @abc.abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        pass

    @classmethod
    def __subclasshook__(cls, C):
        return abc._check_methods(C, "__aenter__", "__aexit__") if cls is AbstractAsyncContextManager else NotImplemented


class _Recreated:
    # A manager that may be entered again and again answers with itself; one for a single use makes another like it.
    def _recreate_cm(self):
        return self


class ContextDecorator(_Recreated):
    def __call__(self, func):
        def inside(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)

        return wraps(func)(inside)


class AsyncContextDecorator(_Recreated):
    def __call__(self, func):
        async def inside(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)

        return wraps(func)(inside)


class _GeneratorBased:
    def __init__(self, func, args, kwds):
        self.func, self.args, self.kwds = func, args, kwds
        self.gen = func(*args, **kwds)
        self.__doc__ = getattr(func, "__doc__", None) or type(self).__doc__

    def _recreate_cm(self):
        return self.__class__(self.func, self.args, self.kwds)

    # What the body raised was thrown into the generator, which raised something too: whether the body's exception ends there.
    # It does not when it came out again, be it wrapped, as an exception that ends iterators is when it leaves a generator.
    def _answer(self, raised, thrown, traceback):
        wrapped = isinstance(raised, RuntimeError) and isinstance(thrown, self._ends) and raised.__cause__ is thrown
        if wrapped or raised is thrown:
            thrown.__traceback__ = traceback
            return False
        if isinstance(raised, self._ends[-1]):
            return True
        raise


class _GeneratorContextManager(_GeneratorBased, AbstractContextManager, ContextDecorator):
    _ends = (StopIteration,)

    def __enter__(self):
        del self.args, self.kwds, self.func
        if (value := next(self.gen, _END)) is _END:
            raise RuntimeError("generator didn't yield") from None
        return value

    def __exit__(self, typ, value, traceback):
        if typ is None:
            if next(self.gen, _END) is _END:
                return False
            raise RuntimeError("generator didn't stop")
        thrown = typ() if value is None else value
        try:
            self.gen.throw(thrown)
        except BaseException as raised:
            return self._answer(raised, thrown, traceback)
        raise RuntimeError("generator didn't stop after throw()")


class _AsyncGeneratorContextManager(_GeneratorBased, AbstractAsyncContextManager, AsyncContextDecorator):
    _ends = (StopIteration, StopAsyncIteration)

    async def __aenter__(self):
        del self.args, self.kwds, self.func
        if (value := await anext(self.gen, _END)) is _END:
            raise RuntimeError("generator didn't yield") from None
        return value

    async def __aexit__(self, typ, value, traceback):
        if typ is None:
            if await anext(self.gen, _END) is _END:
                return False
            raise RuntimeError("generator didn't stop")
        thrown = typ() if value is None else value
        try:
            await self.gen.athrow(thrown)
        except BaseException as raised:
            return self._answer(raised, thrown, traceback)
        raise RuntimeError("generator didn't stop after athrow()")


def contextmanager(func):
    return wraps(func)(lambda *args, **kwds: _GeneratorContextManager(func, args, kwds))


def asynccontextmanager(func):
    return wraps(func)(lambda *args, **kwds: _AsyncGeneratorContextManager(func, args, kwds))


class nullcontext(AbstractContextManager, AbstractAsyncContextManager):
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *_):
        pass

    async def __aenter__(self):
        return self.__enter__()

    async def __aexit__(self, *_):
        pass


class suppress(AbstractContextManager):
    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, kind, exc, traceback):
        return kind is not None and issubclass(kind, self._exceptions)


class _Holder:
    def __init__(self, thing):
        self.thing = thing


class closing(_Holder, AbstractContextManager):
    def __enter__(self):
        return self.thing

    def __exit__(self, *_):
        self.thing.close()


class aclosing(_Holder, AbstractAsyncContextManager):
    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *_):
        await self.thing.aclose()


class _RedirectStream(AbstractContextManager):
    def __init__(self, new_target):
        self._new_target, self._old_targets = new_target, []

    def __enter__(self):
        new, name = self._new_target, self._stream
        self._old_targets.append(getattr(sys, name))
        setattr(sys, name, new)
        return new

    def __exit__(self, *_):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_RedirectStream):
    _stream = "stdout"


class redirect_stderr(_RedirectStream):
    _stream = "stderr"


# The two methods, looked up on the class before either is called, as the with statement does.
def _protocol(cm, enter, exit, kind=""):
    cls = type(cm)
    try:
        return getattr(cls, enter), getattr(cls, exit)
    except AttributeError:
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the {kind}context manager protocol") from None


class _BaseExitStack:
    def __init__(self):
        self._exit_callbacks = []

    def pop_all(self):
        heir = type(self)()
        heir._exit_callbacks, self._exit_callbacks = self._exit_callbacks, []
        return heir

    # Pairs: whether the callback gives its answer itself, or something to await; and the callback.
    def _push(self, callback, is_sync=True):
        self._exit_callbacks.append((is_sync, callback))

    def _push_exit(self, exit, name, is_sync):
        method = getattr(type(exit), name, None)
        self._push(exit if method is None else MethodType(method, exit), is_sync)
        return exit

    def push(self, exit):
        return self._push_exit(exit, "__exit__", True)

    def enter_context(self, cm):
        enter, exit = _protocol(cm, "__enter__", "__exit__")
        result = enter(cm)
        self._push(MethodType(exit, cm))
        return result

    def callback(self, callback, /, *args, **kwds):
        def on_exit(*_):
            callback(*args, **kwds)

        on_exit.__wrapped__ = callback
        self._push(on_exit)
        return callback


# A callback raised exc. In with statements one in another it would have been raised while the one before it was handled, so that one
# goes to the end of its contexts, which is where the exception that is handled around the stack stands, if anywhere.
def _chained(exc, old, outer):
    last = exc
    while (context := last.__context__) is not None and context is not old:
        if context is outer:
            last.__context__ = old
            break
        last = context
    return exc


def _details(exc):
    return (None, None, None) if exc is None else (type(exc), exc, exc.__traceback__)


# The end of a stack which was given an exception and leaves another or none.
def _left(given, exc, raised):
    if raised:
        context = exc.__context__
        try:
            raise exc
        finally:
            exc.__context__ = context  # raise took what is handled now
    return exc is None and given is not None


class ExitStack(_BaseExitStack, AbstractContextManager):
    def __enter__(self):
        return self

    def __exit__(self, *exc_details):
        raised, outer = False, sys.exc_info()[1]
        exc = given = exc_details[1]
        while self._exit_callbacks:
            callback = self._exit_callbacks.pop()[1]
            try:
                if callback(*_details(exc)):
                    exc, raised = None, False
            except BaseException as new:
                exc, raised = _chained(new, exc, outer), True
        return _left(given, exc, raised)

    def close(self):
        self.__exit__(None, None, None)


class AsyncExitStack(_BaseExitStack, AbstractAsyncContextManager):
    async def enter_async_context(self, cm):
        enter, exit = _protocol(cm, "__aenter__", "__aexit__", "asynchronous ")
        result = await enter(cm)
        self._push(MethodType(exit, cm), False)
        return result

    def push_async_exit(self, exit):
        return self._push_exit(exit, "__aexit__", False)

    def push_async_callback(self, callback, /, *args, **kwds):
        async def on_exit(*_):
            await callback(*args, **kwds)

        on_exit.__wrapped__ = callback
        self._push(on_exit, False)
        return callback

    async def aclose(self):
        await self.__aexit__(None, None, None)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_details):
        raised, outer = False, sys.exc_info()[1]
        exc = given = exc_details[1]
        while self._exit_callbacks:
            is_sync, callback = self._exit_callbacks.pop()
            try:
                answer = callback(*_details(exc))
                if answer if is_sync else await answer:
                    exc, raised = None, False
            except BaseException as new:
                exc, raised = _chained(new, exc, outer), True
        return _left(given, exc, raised)


class chdir:
    def __init__(self, path):
        raise NotImplementedError("contextlib.chdir() is not part of the playground: there are no folders here")
