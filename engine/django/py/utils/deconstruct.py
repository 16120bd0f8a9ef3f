from importlib import import_module


def deconstructible(*args, path=None):
    """Class decorator: remembers the arguments of the constructor, for deconstruct()."""

    def decorator(klass):
        def __new__(cls, *args, **kwargs):
            obj = super(klass, cls).__new__(cls)
            obj._constructor_args = (args, kwargs)
            return obj

        def deconstruct(obj):
            if path and type(obj) is klass:
                module_name, _, name = path.rpartition(".")
            else:
                module_name, name = obj.__module__, obj.__class__.__name__
            if not hasattr(import_module(module_name), name):
                import django

                raise ValueError(
                    f"Could not find object {name} in {module_name}.\n"
                    "Please note that you cannot serialize things like inner classes. Please move the object into the main module body to use migrations.\n"
                    f"For more information, see https://docs.djangoproject.com/en/{django.VERSION[0]}.{django.VERSION[1]}/topics/migrations/#serializing-values"
                )
            return (path if path and type(obj) is klass else f"{obj.__class__.__module__}.{name}", *obj._constructor_args)

        klass.__new__ = staticmethod(__new__)
        klass.deconstruct = deconstruct
        return klass

    return decorator(*args) if args else decorator
