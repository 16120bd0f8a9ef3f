from _asyncio import (
    AbstractEventLoop,
    Handle,
    TimerHandle,
    _get_running_loop,
    get_event_loop,
    get_running_loop,
    new_event_loop,
    set_event_loop,
)

__all__ = ("AbstractEventLoop", "Handle", "TimerHandle", "get_event_loop", "set_event_loop", "new_event_loop", "get_running_loop", "_get_running_loop")
