"""The asynchronous side of signals."""

import asyncio

from asgiref.sync import async_to_sync, sync_to_async


def run(coroutine):
    async def wait():
        return await coroutine

    return async_to_sync(wait)()


async def _send(signal, sender, named, robust):
    receivers = signal._live(sender)
    answers = {}

    async def call(fn):
        try:
            if asyncio.iscoroutinefunction(fn):
                answer = await fn(signal=signal, sender=sender, **named)
            else:
                answer = await sync_to_async(fn)(signal=signal, sender=sender, **named)
        except Exception as error:
            if not robust:
                raise
            answer = error
        answers[id(fn)] = answer

    # Synchronous receivers first, then the asynchronous ones together, as Django does.
    for fn in receivers:
        if not asyncio.iscoroutinefunction(fn):
            await call(fn)
    await asyncio.gather(*[call(fn) for fn in receivers if asyncio.iscoroutinefunction(fn)])
    ordered = [fn for fn in receivers if not asyncio.iscoroutinefunction(fn)]
    ordered += [fn for fn in receivers if asyncio.iscoroutinefunction(fn)]
    return [(fn, answers[id(fn)]) for fn in ordered]


async def asend(signal, sender, **named):
    return await _send(signal, sender, named, False)


async def asend_robust(signal, sender, **named):
    return await _send(signal, sender, named, True)
