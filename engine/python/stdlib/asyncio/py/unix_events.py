from _asyncio import SelectorEventLoop, _default_get_event_loop, _default_set_event_loop

from asyncio import events

__all__ = ("AbstractEventLoopPolicy", "DefaultEventLoopPolicy", "SelectorEventLoop")


class AbstractEventLoopPolicy:
    def get_event_loop(self):
        raise NotImplementedError

    def set_event_loop(self, loop):
        raise NotImplementedError

    def new_event_loop(self):
        raise NotImplementedError

    def get_child_watcher(self):
        raise NotImplementedError

    def set_child_watcher(self, watcher):
        raise NotImplementedError


AbstractEventLoopPolicy.__module__ = "asyncio.events"


class _UnixDefaultEventLoopPolicy(AbstractEventLoopPolicy):
    _loop_factory = SelectorEventLoop

    def get_event_loop(self):
        return _default_get_event_loop(self.new_event_loop)

    def set_event_loop(self, loop):
        _default_set_event_loop(loop)

    def new_event_loop(self):
        return self._loop_factory()

    def get_child_watcher(self):
        raise NotImplementedError("child watchers are not part of the playground: there is no process here")


DefaultEventLoopPolicy = _UnixDefaultEventLoopPolicy
