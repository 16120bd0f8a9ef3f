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
    if concurrent.set_running_or_notify_cancel():
        _copy_end(source, concurrent)


def _copy_future_state(source, dest):
    if source.cancelled():
        dest.cancel()
    elif not dest.cancelled():
        _copy_end(source, dest)


def _copy_end(source, dest):
    exc = source.exception()
    if exc is None:
        dest.set_result(source.result())
    else:
        dest.set_exception(_convert_future_exc(exc))


def _chain_future(source, destination):
    """Makes destination end as source ends, and a cancellation of destination reach source."""
    import concurrent.futures as threads

    # Futures of threads belong to no loop: what is to be done with them is done at once.
    loops = []
    for what, fut in ("source", source), ("destination", destination):
        ours = isfuture(fut)
        if not (ours or isinstance(fut, threads.Future)):
            raise TypeError(f"A future is required for {what} argument")
        loops.append(_get_loop(fut) if ours else None)
    source_loop, dest_loop = loops

    def in_loop(loop, other, function, *args):
        if loop is None or loop is other:
            function(*args)
        else:
            loop.call_soon_threadsafe(function, *args)

    def _call_check_cancel(_):
        if destination.cancelled():
            in_loop(source_loop, dest_loop, source.cancel)

    def _call_set_state(_):
        closed = dest_loop is not None and dest_loop.is_closed()
        if closed and (dest_loop is not source_loop or destination.cancelled()):
            return
        if isfuture(destination):
            in_loop(dest_loop, source_loop, _copy_future_state, source, destination)
        else:
            _set_concurrent_future_state(destination, source)

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
