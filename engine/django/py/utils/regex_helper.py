import re

from django.utils.functional import SimpleLazyObject


def _lazy_re_compile(regex, flags=0):
    return SimpleLazyObject(lambda: re.compile(regex, flags) if isinstance(regex, (str, bytes)) else regex)


def __getattr__(name):
    from django.utils import _regex_normalize

    try:
        return getattr(_regex_normalize, name)
    except AttributeError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
