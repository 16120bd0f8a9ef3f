from asyncio.coroutines import *
from asyncio.events import *
from asyncio.exceptions import *
from asyncio.futures import *
from asyncio.runners import *
from asyncio.tasks import *

# What only some programs use is imported when it is asked for: a run begins sooner.
_lazy = {
    "BaseEventLoop": "base_events", "TaskGroup": "taskgroups", "to_thread": "threads",
    **dict.fromkeys(("Lock", "Event", "Condition", "Semaphore", "BoundedSemaphore", "Barrier"), "locks"),
    **dict.fromkeys(("Queue", "PriorityQueue", "LifoQueue"), "queues"),
    **dict.fromkeys(("Timeout", "timeout", "timeout_at"), "timeouts"),
}
_modules = ("base_events", "locks", "queues", "taskgroups", "threads", "timeouts")
_refused = {"create_subprocess_exec", "create_subprocess_shell", "open_connection", "start_server", "StreamReader", "StreamWriter", "Protocol"}


def __getattr__(name):
    module = _lazy.get(name)
    if module is not None:
        import importlib

        value = globals()[name] = getattr(importlib.import_module(f"asyncio.{module}"), name)
        return value
    if name in _modules:
        import importlib

        return importlib.import_module(f"asyncio.{name}")
    if name in _refused:
        raise AttributeError(f"asyncio.{name} is not part of the playground: there is no network and no process here")
    raise AttributeError(f"module 'asyncio' has no attribute '{name}'")


def __dir__():
    return sorted(set(globals()) | set(_lazy) | set(_modules))


__all__ = (
    coroutines.__all__ + events.__all__ + exceptions.__all__ + futures.__all__ + runners.__all__ + tasks.__all__ + tuple(_lazy)
)
