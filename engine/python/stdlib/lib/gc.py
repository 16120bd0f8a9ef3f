# Memory is collected by the engine. Of these functions only collect() has something to do: it looks which objects have ended.
from _weakref import sweep as _sweep

_enabled = True
garbage = []
callbacks = []


def enable():
    global _enabled
    _enabled = True


def disable():
    global _enabled
    _enabled = False


def isenabled():
    return _enabled


def collect(generation=2):
    import sys

    _sweep()
    if "_asyncio" in sys.modules:
        sys.modules["_asyncio"]._collect()
    return 0


def get_count():
    return (0, 0, 0)


def get_threshold():
    return (700, 10, 10)


def set_threshold(*args):
    pass


def freeze():
    pass


def unfreeze():
    pass


def is_tracked(obj):
    return not isinstance(obj, (int, float, complex, str, bytes, type(None)))


def _refuse(name):
    def function(*args, **kwargs):
        raise NotImplementedError(f"gc.{name}() is not supported here: the engine does not know who refers to an object")

    function.__name__ = function.__qualname__ = name
    return function


for _name in ("get_objects", "get_referrers", "get_referents"):
    globals()[_name] = _refuse(_name)
del _name
