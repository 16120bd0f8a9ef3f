"""The asynchronous side of signals."""

import asyncio
import logging

from asgiref.sync import async_to_sync, iscoroutinefunction, sync_to_async

logger = logging.getLogger("django.dispatch")


def log_failure(receiver, err):
    logger.error("Error calling %s in Signal.send_robust() (%s)", receiver.__qualname__, err, exc_info=err)


async def _answer(receiver, coroutine, robust):
    try:
        return await coroutine
    except Exception as err:
        if not robust:
            raise
        log_failure(receiver, err)
        return err


async def _together(receivers, coroutines, robust):
    answers = await asyncio.gather(*(_answer(r, c, robust) for r, c in zip(receivers, coroutines)))
    return list(zip(receivers, answers))


def run(receivers, coroutines, robust):
    """The asynchronous receivers of a synchronous send, to their end."""
    return async_to_sync(_together)(receivers, coroutines, robust)


async def _send(signal, sender, named, robust):
    receivers = signal._live(sender)
    sync_receivers = [r for r in receivers if not iscoroutinefunction(r)]
    async_receivers = [r for r in receivers if iscoroutinefunction(r)]

    def sync_send():
        responses = []
        for receiver in sync_receivers:
            try:
                response = receiver(signal=signal, sender=sender, **named)
            except Exception as err:
                if not robust:
                    raise
                log_failure(receiver, err)
                response = err
            responses.append((receiver, response))
        return responses

    async def nothing():
        return []

    responses, async_responses = await asyncio.gather(
        sync_to_async(sync_send)() if sync_receivers else nothing(),
        _together(async_receivers, [r(signal=signal, sender=sender, **named) for r in async_receivers], robust),
    )
    return responses + async_responses


async def asend(signal, sender, **named):
    return await _send(signal, sender, named, False)


async def asend_robust(signal, sender, **named):
    return await _send(signal, sender, named, True)
