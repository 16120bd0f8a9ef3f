"""Cookies as HTTP headers write them."""

import re
import types

__all__ = ["CookieError", "BaseCookie", "SimpleCookie"]

_legal = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~:"
_unescaped = _legal + " ()/<=>?@[]{}"
_is_legal = re.compile("[%s]+" % re.escape(_legal)).fullmatch
_escapes = {n: f"\\{n:03o}" for n in range(256) if chr(n) not in _unescaped} | {ord(c): "\\" + c for c in '"\\'}


class CookieError(Exception):
    pass


def _quote(text):
    if text is None or _is_legal(text):
        return text
    return '"' + text.translate(_escapes) + '"'


def _unquote(text):
    if text is None or len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return text
    return re.sub(r"\\(?:([0-3][0-7][0-7])|(.))", lambda m: chr(int(m[1], 8)) if m[1] else m[2], text[1:-1])


class Morsel(dict):
    """One cookie: a key, a value and its attributes."""

    _flags = {"secure", "httponly"}
    _reserved = {name.lower(): name for name in "expires Path Comment Domain Max-Age Secure HttpOnly Version SameSite".split()}
    _reserved_defaults = dict.fromkeys(_reserved, "")

    def __init__(self):
        super().__init__(self._reserved_defaults)
        self._key = self._value = self._coded_value = None

    key = property(lambda self: self._key)
    value = property(lambda self: self._value)
    coded_value = property(lambda self: self._coded_value)

    def set(self, key, val, coded_val):
        if self.isReservedKey(key):
            raise CookieError(f"Attempt to set a reserved key {key!r}")
        if not _is_legal(key):
            raise CookieError(f"Illegal key {key!r}")
        self._key, self._value, self._coded_value = key, val, coded_val

    def isReservedKey(self, name):
        return name.lower() in self._reserved

    def _attribute(self, name):
        name = name.lower()
        if name not in self._reserved:
            raise CookieError(f"Invalid attribute {name!r}")
        return name

    def __setitem__(self, name, value):
        super().__setitem__(self._attribute(name), value)

    def setdefault(self, key, val=None):
        return super().setdefault(self._attribute(key), val)

    def update(self, values):
        super().update({self._attribute(name): value for name, value in dict(values).items()})

    def copy(self):
        twin = Morsel()
        dict.update(twin, self)
        vars(twin).update(vars(self))
        return twin

    def __eq__(self, other):
        if not isinstance(other, Morsel):
            return NotImplemented
        return dict.__eq__(self, other) and (self._key, self._value, self._coded_value) == (other._key, other._value, other._coded_value)

    __ne__ = object.__ne__

    def __repr__(self):
        return f"<{type(self).__name__}: {self.OutputString()}>"

    def output(self, attrs=None, header="Set-Cookie:"):
        return f"{header} {self.OutputString(attrs)}"

    __str__ = output

    def OutputString(self, attrs=None):
        out = [f"{self.key}={self.coded_value}"]
        for name, value in sorted(self.items()):
            if value == "" or name not in (self._reserved if attrs is None else attrs):
                continue
            written = self._reserved[name]
            if name not in self._flags:
                if name == "max-age" and isinstance(value, int):
                    value = int(value)
                elif name == "comment" and isinstance(value, str):
                    value = _quote(value)
                written += f"={value}"
            elif not value:
                continue
            out.append(written)
        return "; ".join(out)

    __class_getitem__ = classmethod(types.GenericAlias)


_pattern = re.compile(
    r"(?a)\s*(?P<key>[\w\d!#%&'~_`><@,:/\$\*\+\-\.\^\|\)\(\?\}\{\=]+?)"
    r"(\s*=\s*(?P<val>\"(?:[^\\\"]|\\.)*\"|\w{3},\s[\w\d\s-]{9,11}\s[\d:]{8}\sGMT|[\w\d!#%&'~_`><@,:/\$\*\+\-\.\^\|\)\(\?\}\{\=\[\]]*))?"
    r"\s*(\s+|;|$)"
)


class BaseCookie(dict):
    """A dictionary of morsels."""

    def __init__(self, input=None):
        super().__init__()
        if input:
            self.load(input)

    def load(self, rawdata):
        if isinstance(rawdata, str):
            self._parse(rawdata)
            return
        for key, value in rawdata.items():
            self[key] = value

    def value_encode(self, val):
        text = str(val)
        return text, text

    def value_decode(self, val):
        return val, val

    def __setitem__(self, key, value):
        if not isinstance(value, Morsel):
            self._set(key, *self.value_encode(value))
        else:
            super().__setitem__(key, value)

    def _set(self, key, real_value, coded_value):
        morsel = self.get(key) if key in self else Morsel()
        morsel.set(key, real_value, coded_value)
        super().__setitem__(key, morsel)

    def _sorted(self):
        return sorted(self.items())

    def output(self, attrs=None, header="Set-Cookie:", sep="\r\n"):
        return sep.join([morsel.output(attrs, header) for _, morsel in self._sorted()])

    __str__ = output

    def __repr__(self):
        shown = [f"{name}={morsel.value!r}" for name, morsel in self._sorted()]
        return f"<{type(self).__name__}: {' '.join(shown)}>"

    def _parse(self, text):
        i, parsed, seen = 0, [], False
        while 0 <= i < len(text):
            match = _pattern.match(text, i)
            if not match:
                break
            key, value = match["key"], match["val"]
            i = match.end(0)
            if key[0] == "$":
                if seen:
                    parsed.append((None, key[1:], value))
            elif key.lower() in Morsel._reserved:
                if not seen or value is None and key.lower() not in Morsel._flags:
                    return
                parsed.append((None, key, value is None or _unquote(value)))
            elif value is not None:
                parsed.append((key, *self.value_decode(value)))
                seen = True
            else:
                return
        morsel = None
        for key, *rest in parsed:
            if key is None:
                morsel[rest[0]] = rest[1]
            else:
                self._set(key, *rest)
                morsel = self[key]


class SimpleCookie(BaseCookie):
    """Quotes what a header cannot have as it is."""

    def value_encode(self, val):
        text = str(val)
        return text, _quote(text)

    def value_decode(self, val):
        return _unquote(val), val
