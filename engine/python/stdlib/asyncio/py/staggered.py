import contextlib

from asyncio import events, exceptions, locks, tasks

__all__ = ("staggered_race",)


async def staggered_race(coro_fns, delay, *, loop=None):
    """Starts the coroutines one after the other, the next when one fails or delay is over: the first result wins."""
    loop = loop or events.get_running_loop()
    candidates = enumerate(coro_fns)
    winner_result = winner_index = None
    errors = []
    running = []

    async def run_next(previous_failed):
        nonlocal winner_result, winner_index
        if previous_failed is not None:
            with contextlib.suppress(exceptions.TimeoutError):
                await tasks.wait_for(previous_failed.wait(), delay)
        try:
            index, coro_fn = next(candidates)
        except StopIteration:
            return
        failed = locks.Event()
        running.append(loop.create_task(run_next(failed)))
        errors.append(None)
        try:
            result = await coro_fn()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as e:
            errors[index] = e
            failed.set()
        else:
            winner_index, winner_result = index, result
            for i, task in enumerate(running):
                if i != index:
                    task.cancel()

    running.append(loop.create_task(run_next(None)))
    try:
        ended = 0
        while ended != len(running):
            done, _ = await tasks.wait(running)
            ended = len(done)
            for task in done:
                if not task.cancelled() and task.exception():
                    raise task.exception()
        return winner_result, winner_index, errors
    finally:
        for task in running:
            task.cancel()
