import sys as _sys


class _Spec:
    def __init__(self, name):
        self.name = name
        self.loader = None
        self.origin = None
        self.parent = name.rpartition(".")[0]

    def __repr__(self):
        return f"ModuleSpec(name={self.name!r}, loader=None)"


def find_spec(name, package=None):
    if name in _sys.modules:
        return _Spec(name)
    try:
        __import__(name)
    except ModuleNotFoundError as exc:
        if exc.name != name:
            raise
        return None
    return _Spec(name)


def resolve_name(name, package):
    if not name.startswith("."):
        return name
    if not package:
        raise ImportError(f"no package specified for {repr(name)} (required for relative module names)")
    level = len(name) - len(name.lstrip("."))
    bits = package.rsplit(".", level - 1)
    if len(bits) < level:
        raise ImportError("attempted relative import beyond top-level package")
    return f"{bits[0]}.{name[level:]}" if name[level:] else bits[0]


def _refuse(name):
    def function(*args, **kwargs):
        raise NotImplementedError(f"importlib.util.{name}() is not supported here: modules do not come from files")

    return function


spec_from_file_location = _refuse("spec_from_file_location")
module_from_spec = _refuse("module_from_spec")
