from django.urls.base import get_callable  # noqa: F401 (Django's home of the function)


def get_mod_func(callback):
    """The module and the name in a dotted path."""
    module, dot, name = callback.rpartition(".")
    return (module, name) if dot else (callback, "")
