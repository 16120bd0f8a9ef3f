from _asyncio import Future, _is_future
from asyncio import events

__all__ = ("Future", "wrap_future", "isfuture")

isfuture = _is_future


def wrap_future(future, *, loop=None):
    """Gives an asyncio future for a concurrent.futures one: each tells the other how it ended."""
    if isfuture(future):
        return future
    if loop is None:
        loop = events.get_event_loop()
    inner = loop.create_future()

    def settle():
        if inner.done():
            return
        if future.cancelled():
            inner.cancel()
        elif future.exception() is not None:
            inner.set_exception(future.exception())
        else:
            inner.set_result(future.result())

    def cancelled_here(fut):
        if fut.cancelled():
            future.cancel()

    inner.add_done_callback(cancelled_here)
    future.add_done_callback(lambda _: loop.is_closed() or loop.call_soon_threadsafe(settle))
    return inner
