"""The flags of re, which it imports when one is asked for."""

import enum


@enum.global_enum
class RegexFlag(enum.IntFlag, boundary=enum.KEEP):
    __module__ = "re"

    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    TEMPLATE = T = 1
    DEBUG = 128
    _numeric_repr_ = hex

    def __repr__(self):
        if self._name_ is None:
            return f"re.RegexFlag({self._value_!r})"
        return "|".join(n if n[0].isdigit() else f"re.{n}" for n in self._name_.split("|"))

    __str__ = __repr__
