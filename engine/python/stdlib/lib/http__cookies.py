"""Cookies as HTTP headers write them."""

import re
import types

__all__ = ["CookieError", "BaseCookie", "SimpleCookie"]

_legal = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~:"
_unescaped = _legal + " ()/<=>?@[]{}"
_is_legal = re.compile("[%s]+" % re.escape(_legal)).fullmatch
_escapes = {n: "\\%03o" % n for n in set(range(256)) - set(map(ord, _unescaped))}
_escapes.update({ord('"'): '\\"', ord("\\"): "\\\\"})


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

    _reserved = {
        "expires": "expires", "path": "Path", "comment": "Comment", "domain": "Domain", "max-age": "Max-Age", "secure": "Secure",
        "httponly": "HttpOnly", "version": "Version", "samesite": "SameSite",
    }
    _reserved_defaults = dict.fromkeys(_reserved, "")
    _flags = {"secure", "httponly"}

    def __init__(self):
        self._key = self._value = self._coded_value = None
        dict.update(self, self._reserved_defaults)

    key = property(lambda self: self._key)
    value = property(lambda self: self._value)
    coded_value = property(lambda self: self._coded_value)

    def __setitem__(self, name, value):
        name = name.lower()
        if name not in self._reserved:
            raise CookieError("Invalid attribute %r" % (name,))
        dict.__setitem__(self, name, value)

    def setdefault(self, key, val=None):
        key = key.lower()
        if key not in self._reserved:
            raise CookieError("Invalid attribute %r" % (key,))
        return dict.setdefault(self, key, val)

    def __eq__(self, other):
        if not isinstance(other, Morsel):
            return NotImplemented
        return dict.__eq__(self, other) and (self._key, self._value, self._coded_value) == (other._key, other._value, other._coded_value)

    __ne__ = object.__ne__

    def copy(self):
        other = Morsel()
        dict.update(other, self)
        other.__dict__.update(self.__dict__)
        return other

    def update(self, values):
        data = {}
        for key, value in dict(values).items():
            key = key.lower()
            if key not in self._reserved:
                raise CookieError("Invalid attribute %r" % (key,))
            data[key] = value
        dict.update(self, data)

    def isReservedKey(self, name):
        return name.lower() in self._reserved

    def set(self, key, val, coded_val):
        if key.lower() in self._reserved:
            raise CookieError("Attempt to set a reserved key %r" % (key,))
        if not _is_legal(key):
            raise CookieError("Illegal key %r" % (key,))
        self._key, self._value, self._coded_value = key, val, coded_val

    def output(self, attrs=None, header="Set-Cookie:"):
        return "%s %s" % (header, self.OutputString(attrs))

    __str__ = output

    def __repr__(self):
        return "<%s: %s>" % (self.__class__.__name__, self.OutputString())

    def OutputString(self, attrs=None):
        out = ["%s=%s" % (self.key, self.coded_value)]
        attrs = self._reserved if attrs is None else attrs
        for name, value in sorted(self.items()):
            if value == "" or name not in attrs:
                continue
            if name == "max-age" and isinstance(value, int):
                out.append("%s=%d" % (self._reserved[name], value))
            elif name == "comment" and isinstance(value, str):
                out.append("%s=%s" % (self._reserved[name], _quote(value)))
            elif name in self._flags:
                if value:
                    out.append(str(self._reserved[name]))
            else:
                out.append("%s=%s" % (self._reserved[name], value))
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
        if input:
            self.load(input)

    def value_decode(self, val):
        return val, val

    def value_encode(self, val):
        text = str(val)
        return text, text

    def _set(self, key, real_value, coded_value):
        morsel = self.get(key, Morsel())
        morsel.set(key, real_value, coded_value)
        dict.__setitem__(self, key, morsel)

    def __setitem__(self, key, value):
        if isinstance(value, Morsel):
            dict.__setitem__(self, key, value)
        else:
            self._set(key, *self.value_encode(value))

    def output(self, attrs=None, header="Set-Cookie:", sep="\015\012"):
        return sep.join(value.output(attrs, header) for _, value in sorted(self.items()))

    __str__ = output

    def __repr__(self):
        return "<%s: %s>" % (self.__class__.__name__, " ".join("%s=%s" % (k, repr(v.value)) for k, v in sorted(self.items())))

    def load(self, rawdata):
        if isinstance(rawdata, str):
            self._parse(rawdata)
        else:
            for key, value in rawdata.items():
                self[key] = value

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
                if not seen:
                    return
                if value is None:
                    if key.lower() not in Morsel._flags:
                        return
                    parsed.append((None, key, True))
                else:
                    parsed.append((None, key, _unquote(value)))
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
    def value_decode(self, val):
        return _unquote(val), val

    def value_encode(self, val):
        text = str(val)
        return text, _quote(text)
