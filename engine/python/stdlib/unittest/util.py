from unittest.case import safe_repr

__all__ = ["safe_repr", "strclass"]


def strclass(cls):
    return f"{cls.__module__}.{cls.__qualname__}"
