"""Parts of Django that are left out.

Their modules can be imported and their names used where a module is being loaded: derived from, called, decorated with. So a file that needs one of them
for a few of its functions still loads, and what asks for the thing itself is refused by name.
"""


def _refuse(name):
    raise NotImplementedError(f"{name} is not part of this playground")


class _Missing(type):
    """The class of such a class: calling it is allowed, whatever else is asked of it is not."""

    def __new__(mcs, name, bases, namespace, **kwargs):
        cls = super().__new__(mcs, name, bases, namespace)
        if "_absent_name" not in namespace:
            first = next(b for b in bases if isinstance(b, _Missing))
            cls._absent_name = f"{first._absent_name.split(' (')[0]} ({name} derives from it)"
        return cls

    def __init__(cls, name, bases, namespace, **kwargs):
        super().__init__(name, bases, namespace)

    def __call__(cls, *args, **kwargs):
        return _use(cls, args)

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        _refuse(f"{cls._absent_name.split(' (')[0]}.{name}")


def _use(cls, args):
    # As a decorator it leaves the function as it is until that is called.
    if len(args) == 1 and callable(args[0]) and not isinstance(args[0], type) and hasattr(args[0], "__code__"):
        def decorated(*args, **kwargs):
            _refuse(cls._absent_name)

        return decorated
    return type.__call__(cls)


def _attribute(self, name):
    if name.startswith("__"):
        raise AttributeError(name)
    _refuse(type(self)._absent_name)


def _called(self, *args, **kwargs):
    if len(args) == 1 and not kwargs and isinstance(args[0], (type, type(_use))):
        return args[0]
    _refuse(type(self)._absent_name)


def _refusal(self, *args, **kwargs):
    _refuse(type(self)._absent_name)


def names_of(module):
    """The __getattr__ of a module that is left out."""

    def __getattr__(name):
        if name.startswith("__"):
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        namespace = {"_absent_name": f"{module}.{name}", "__module__": module, "__init__": lambda self, *args, **kwargs: None}
        namespace |= {"__getattr__": _attribute, "__call__": _called}
        for special in ("iter", "enter", "exit", "len", "getitem", "setitem", "add", "bool"):
            namespace[f"__{special}__"] = _refusal
        return _Missing(name, (), namespace)

    return __getattr__
