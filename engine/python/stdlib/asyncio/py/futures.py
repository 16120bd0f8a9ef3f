from _asyncio import Future, _is_future

from asyncio import events, exceptions

__all__ = ("Future", "wrap_future", "isfuture")


def isfuture(obj):
    return _is_future(obj) or (
        hasattr(obj.__class__, "_asyncio_future_blocking") and obj._asyncio_future_blocking is not None
    )


def _set_result_unless_cancelled(fut, result):
    if not fut.cancelled():
        fut.set_result(result)


def _get_loop(fut):
    get_loop = getattr(fut, "get_loop", None)
    return fut._loop if get_loop is None else get_loop()


def _convert_future_exc(exc):
    """The asyncio exception for one of concurrent.futures' own."""
    import concurrent.futures as threads

    cls = type(exc)
    for theirs, ours in (
        (threads.CancelledError, exceptions.CancelledError),
        (threads.TimeoutError, exceptions.TimeoutError),
        (threads.InvalidStateError, exceptions.InvalidStateError),
    ):
        if cls is theirs:
            return ours(*exc.args)
    return exc


def _set_concurrent_future_state(concurrent, source):
    if source.cancelled():
        concurrent.cancel()
    if not concurrent.set_running_or_notify_cancel():
        return
    exception = source.exception()
    if exception is not None:
        concurrent.set_exception(_convert_future_exc(exception))
    else:
        concurrent.set_result(source.result())


def _copy_future_state(source, dest):
    if dest.cancelled():
        return
    if source.cancelled():
        dest.cancel()
        return
    exception = source.exception()
    if exception is not None:
        dest.set_exception(_convert_future_exc(exception))
    else:
        dest.set_result(source.result())


def _chain_future(source, destination):
    """Makes destination end as source ends, and a cancellation of destination reach source."""
    import concurrent.futures

    for what, fut in (("source", source), ("destination", destination)):
        if not isfuture(fut) and not isinstance(fut, concurrent.futures.Future):
            raise TypeError(f"A future is required for {what} argument")
    source_loop = _get_loop(source) if isfuture(source) else None
    dest_loop = _get_loop(destination) if isfuture(destination) else None

    def _set_state(future, other):
        if isfuture(future):
            _copy_future_state(other, future)
        else:
            _set_concurrent_future_state(future, other)

    def _call_check_cancel(destination):
        if destination.cancelled():
            if source_loop is None or source_loop is dest_loop:
                source.cancel()
            else:
                source_loop.call_soon_threadsafe(source.cancel)

    def _call_set_state(source):
        if destination.cancelled() and dest_loop is not None and dest_loop.is_closed():
            return
        if dest_loop is None or dest_loop is source_loop:
            _set_state(destination, source)
        elif not dest_loop.is_closed():
            dest_loop.call_soon_threadsafe(_set_state, destination, source)

    destination.add_done_callback(_call_check_cancel)
    source.add_done_callback(_call_set_state)


def wrap_future(future, *, loop=None):
    """Gives an asyncio future for a concurrent.futures one: each tells the other how it ended."""
    if isfuture(future):
        return future
    import concurrent.futures

    assert isinstance(future, concurrent.futures.Future), f"concurrent.futures.Future is expected, got {future!r}"
    if loop is None:
        loop = events.get_event_loop()
    inner = loop.create_future()
    _chain_future(future, inner)
    return inner
