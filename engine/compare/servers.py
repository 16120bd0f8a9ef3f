import asyncio
import sys
import types

from asgiref.sync import ThreadSensitiveContext, iscoroutinefunction
from django.conf import settings
from django.core.handlers import base
from django.http import HttpResponse
from django.test.client import AsyncRequestFactory, RequestFactory
from django.urls import path


def _takes_nothing(func):
    code = getattr(func, "__code__", None)
    if code is None or code.co_flags & 4:  # not written with def, or it takes *args
        return False
    names = code.co_varnames[: code.co_argcount]
    return len(names) == len(func.__defaults__ or ()) and "request" not in names


def _page_of(func):
    """A view for a function that knows nothing of requests: what it gives is thrown away."""
    if iscoroutinefunction(func):

        async def page(request):
            await func()
            return HttpResponse()

    else:

        def page(request):
            func()
            return HttpResponse()

    return page


def mount(view):
    """Makes a view the program's only page."""
    if hasattr(view, "as_view"):
        view = view.as_view()
    elif _takes_nothing(view):
        view = _page_of(view)
    urls = types.ModuleType("_servers_urls")
    urls.urlpatterns = [path("", view)]
    sys.modules[urls.__name__] = urls
    settings.ROOT_URLCONF = urls.__name__


_sync_requests, _async_requests = RequestFactory(), AsyncRequestFactory()


def answer(number, address):
    """What a WSGI worker does with a request."""
    began(number)
    try:
        response = base.handle(_sync_requests.get(address))
        if response.streaming:
            for _ in response:
                pass
    except BaseException as exc:  # SystemExit and its like too: a server's worker would be gone, and the visitor has no page either
        failed(number, exc)
    else:
        answered(number, response.status_code)


async def asgi(moments, patience, address):
    """An ASGI server: a task for each request, all on one event loop."""
    loop = asyncio.get_running_loop()
    done, tasks = asyncio.Event(), []

    async def aanswer(number):
        began(number)
        try:
            async with ThreadSensitiveContext():  # the request's, until the last part of its answer
                response = await base.ahandle(_async_requests.get(address))
                if response.streaming:
                    async for _ in response:
                        pass
        except BaseException as exc:
            if done.is_set():  # what has no answer by now is cancelled
                raise
            left = failed(number, exc)
        else:
            left = answered(number, response.status_code)
        if not left:
            done.set()

    for number, at in enumerate(moments):
        loop.call_later(at, lambda number=number: tasks.append(loop.create_task(aanswer(number))))
    loop.call_later(moments[-1] + patience, done.set)
    await done.wait()
    settle()


async def server(func, callers):
    """Serves some callers of an async function at once, each with a context of its own, as requests have."""

    async def call():
        async with ThreadSensitiveContext():
            await func()

    call.__name__ = call.__qualname__ = getattr(func, "__name__", "call")
    await asyncio.gather(*[asyncio.create_task(call(), name=f"Caller {n + 1}") for n in range(callers)])


def worker(func, callers):
    """The same for a sync function: one caller after the other."""
    for _ in range(callers):
        func()
