import asyncio
import collections
import contextvars
import functools
import hashlib
import html
import json
import re


def attempt(f, *args):
    try:
        f(*args)
        return "fine"
    except Exception as e:
        return type(e).__name__


for cls in (
    re.Pattern, re.Match, collections.deque, collections.defaultdict, contextvars.ContextVar, contextvars.Token, functools.partial,
    enumerate, asyncio.Future, asyncio.Task, tuple, list, dict,
):
    print(cls.__name__, attempt(cls.__class_getitem__), attempt(cls.__class_getitem__, int), attempt(cls.__class_getitem__, int, str))
d = collections.defaultdict(int)
print(attempt(d.__or__), attempt(d.__ror__), attempt(d.__or__, 1, 2), d.__or__({}) == {}, d.__or__(5))
for module, name in ((hashlib, "_new"), (html, "_named"), (json, "_quote")):
    f = getattr(module, name, None)
    print(f is None or attempt(f) == "TypeError")


async def main():
    f = asyncio.get_running_loop().create_future()
    print(attempt(delattr, f, "_asyncio_future_blocking"), attempt(delattr, f, "_log_traceback"))
    h = asyncio.get_running_loop().call_soon(print, "never")
    h.cancel()
    h2 = asyncio.get_running_loop().call_later(60, print, "never")
    h2.cancel()
    print(h.cancelled(), h2.cancelled())


asyncio.run(main())
