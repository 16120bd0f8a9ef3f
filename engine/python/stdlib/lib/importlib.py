import sys as _sys

__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]

__import__ = __import__


def import_module(name, package=None):
    level = len(name) - len(name.lstrip("."))
    if level:
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        parts = package.rsplit(".", level - 1)
        if len(parts) < level:
            raise ImportError("attempted relative import beyond top-level package")
        rest = name[level:]
        name = f"{parts[0]}.{rest}" if rest else parts[0]
    if not name:
        raise ValueError("Empty module name")
    __import__(name)
    return _sys.modules[name]


def reload(module):
    if not isinstance(module, type(_sys)):
        raise TypeError("reload() argument must be a module")
    name = module.__name__
    if _sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    del _sys.modules[name]
    try:
        module.__dict__.update(import_module(name).__dict__)
    finally:
        _sys.modules[name] = module
    return module


def invalidate_caches():
    pass
