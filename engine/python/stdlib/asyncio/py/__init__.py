from asyncio.base_events import *
from asyncio.coroutines import *
from asyncio.events import *
from asyncio.exceptions import *
from asyncio.futures import *
from asyncio.locks import *
from asyncio.queues import *
from asyncio.runners import *
from asyncio.taskgroups import *
from asyncio.tasks import *
from asyncio.threads import *
from asyncio.timeouts import *


def __getattr__(name):
    if name in {"create_subprocess_exec", "create_subprocess_shell", "open_connection", "start_server", "StreamReader", "StreamWriter", "Protocol"}:
        raise AttributeError(f"asyncio.{name} is not part of the playground: there is no network and no process here")
    raise AttributeError(f"module 'asyncio' has no attribute '{name}'")
