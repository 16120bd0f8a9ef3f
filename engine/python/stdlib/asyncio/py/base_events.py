__all__ = ("BaseEventLoop",)

from _asyncio import AbstractEventLoop as BaseEventLoop
from _asyncio import _hop, _take_asyncgens, _waits_for

# Methods of the loop that are easier said in Python; the native loop calls them with itself in front.

_executors = {}


def run_in_executor(loop, executor, func, *args):
    from asyncio import futures
    from concurrent.futures import ThreadPoolExecutor

    if loop.is_closed():
        raise RuntimeError("Event loop is closed")
    if executor is None:
        executor = _executors.get(loop)
        if executor is None:
            executor = _executors[loop] = ThreadPoolExecutor(max_workers=32, thread_name_prefix="asyncio")
    func = _hop(func)
    return _waits_for(futures.wrap_future(executor.submit(func, *args), loop=loop), func)


def set_default_executor(loop, executor):
    from concurrent.futures import ThreadPoolExecutor

    if not isinstance(executor, ThreadPoolExecutor):
        raise TypeError("executor must be ThreadPoolExecutor instance")
    _executors[loop] = executor


async def shutdown_asyncgens(loop):
    for agen in _take_asyncgens():
        await agen.aclose()


async def shutdown_default_executor(loop):
    executor = _executors.pop(loop, None)
    if executor is not None:
        executor.shutdown(wait=False)
