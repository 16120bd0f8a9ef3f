"""The asynchronous side of signals. The class only gives the functions their names."""

import asyncio
import logging

from asgiref.sync import async_to_sync, iscoroutinefunction, sync_to_async

logger = logging.getLogger("django.dispatch")


def log_failure(receiver, err):
    logger.error("Error calling %s in Signal.send_robust() (%s)", receiver.__qualname__, err, exc_info=err)


async def _or_error(receiver, coroutine):
    try:
        return await coroutine
    except Exception as err:
        log_failure(receiver, err)
        return err


def run(receivers, coroutines, robust):
    """The asynchronous receivers of a synchronous send, to their end."""

    async def asend():
        answers = coroutines
        if robust:
            answers = [_or_error(*pair) for pair in zip(receivers, coroutines)]
        return list(zip(receivers, await asyncio.gather(*answers)))

    return async_to_sync(asend)()


def _kinds(signal, sender):
    receivers = signal._live(sender)
    return [r for r in receivers if not iscoroutinefunction(r)], [r for r in receivers if iscoroutinefunction(r)]


async def _nothing():
    return []


class Signal:
    async def asend(self, sender, **named):
        sync_receivers, async_receivers = _kinds(self, sender)

        def sync_send():
            return [(receiver, receiver(signal=self, sender=sender, **named)) for receiver in sync_receivers]

        # The asynchronous receivers are tasks before the call of the others is one, so they begin first.
        responses, answers = await asyncio.gather(
            sync_to_async(sync_send)() if sync_receivers else _nothing(),
            asyncio.gather(*(receiver(signal=self, sender=sender, **named) for receiver in async_receivers)),
        )
        return responses + list(zip(async_receivers, answers))

    async def asend_robust(self, sender, **named):
        sync_receivers, async_receivers = _kinds(self, sender)

        def sync_send():
            responses = []
            for receiver in sync_receivers:
                try:
                    response = receiver(signal=self, sender=sender, **named)
                except Exception as err:
                    log_failure(receiver, err)
                    response = err
                responses.append((receiver, response))
            return responses

        async def asend_and_wrap_exception(receiver):
            return await _or_error(receiver, receiver(signal=self, sender=sender, **named))

        responses, answers = await asyncio.gather(
            sync_to_async(sync_send)() if sync_receivers else _nothing(),
            asyncio.gather(*(asend_and_wrap_exception(receiver) for receiver in async_receivers)),
        )
        return responses + list(zip(async_receivers, answers))


asend, asend_robust = Signal.asend, Signal.asend_robust
