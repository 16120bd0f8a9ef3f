from _asyncio import (
    AbstractEventLoop,
    Handle,
    TimerHandle,
    _get_policy,
    _get_running_loop,
    _set_policy,
    _set_running_loop,
    get_event_loop,
    get_running_loop,
    new_event_loop,
    set_event_loop,
)

__all__ = (
    "AbstractEventLoop", "Handle", "TimerHandle", "get_event_loop_policy", "set_event_loop_policy", "get_event_loop", "set_event_loop",
    "new_event_loop", "get_running_loop", "_get_running_loop", "_set_running_loop",
)


def get_event_loop_policy():
    policy = _get_policy()
    if policy is None:
        from asyncio.unix_events import DefaultEventLoopPolicy

        policy = DefaultEventLoopPolicy()
        _set_policy(policy)
    return policy


def set_event_loop_policy(policy):
    from asyncio.unix_events import AbstractEventLoopPolicy

    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        raise TypeError(f"policy must be an instance of AbstractEventLoopPolicy or None, not '{type(policy).__name__}'")
    _set_policy(policy)
