from importlib import import_module


def deconstructible(*args, path=None):
    """Class decorator: remembers the arguments of the constructor, for deconstruct()."""

    def decorator(klass):
        def __new__(cls, *args, **kwargs):
            made = super(klass, cls).__new__(cls)
            made._constructor_args = args, kwargs
            return made

        def deconstruct(obj):
            # A path is the class's own: classes made from it stand where they stand.
            own = type(obj)
            known_as = path if path and own is klass else f"{own.__module__}.{own.__name__}"
            _check(*known_as.rpartition(".")[::2])
            return known_as, *obj._constructor_args

        klass.__new__, klass.deconstruct = staticmethod(__new__), deconstruct
        return klass

    return decorator(*args) if args else decorator


def _check(module, name):
    """Raises a ValueError where a migration could not import the name from the module."""
    if hasattr(import_module(module), name):
        return
    from django import VERSION

    raise ValueError(
        f"Could not find object {name} in {module}.\n"
        "Please note that you cannot serialize things like inner classes. Please move the object into the main module body to use migrations.\n"
        f"For more information, see https://docs.djangoproject.com/en/{VERSION[0]}.{VERSION[1]}/topics/migrations/#serializing-values"
    )
