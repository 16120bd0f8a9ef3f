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
    **dict.fromkeys(("AbstractEventLoopPolicy", "DefaultEventLoopPolicy", "SelectorEventLoop"), "unix_events"),
    "StreamReader": "streams",
    **dict.fromkeys(("BaseProtocol", "Protocol", "DatagramProtocol", "SubprocessProtocol", "BufferedProtocol"), "protocols"),
    **dict.fromkeys(("BaseTransport", "ReadTransport", "WriteTransport", "Transport", "DatagramTransport", "SubprocessTransport"), "transports"),
}
_modules = (
    "base_events", "base_futures", "base_tasks", "constants", "format_helpers", "locks", "log", "mixins", "protocols", "queues", "staggered",
    "streams", "taskgroups", "threads", "timeouts", "transports", "unix_events",
)
# Names that asyncio has elsewhere and that need a network, a process or a system that is not here.
_refused = frozenset("""
    AbstractChildWatcher AbstractServer FastChildWatcher MultiLoopChildWatcher PidfdChildWatcher SafeChildWatcher Server
    StreamReaderProtocol StreamWriter ThreadedChildWatcher create_subprocess_exec create_subprocess_shell
    get_child_watcher open_connection open_unix_connection set_child_watcher start_server start_unix_server
    subprocess sslproto
""".split())


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
