__all__ = ["dump", "dumps", "load", "loads", "JSONDecoder", "JSONDecodeError", "JSONEncoder"]


class JSONDecodeError(ValueError):
    __module__ = "json.decoder"

    def __init__(self, msg, doc, pos):
        before = doc[:pos]
        self.msg, self.doc, self.pos = msg, doc, pos
        self.lineno, self.colno = 1 + before.count("\n"), len(before) - before.rfind("\n")
        super().__init__(f"{msg}: line {self.lineno} column {self.colno} (char {pos})")

    def __reduce__(self):
        return type(self), (self.msg, self.doc, self.pos)


_space = " \t\n\r"


def _skip(s, i):
    n = len(s)
    while i < n and s[i] in _space:
        i += 1
    return i


class JSONDecoder:
    __module__ = "json.decoder"

    def __init__(
        self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True, object_pairs_hook=None
    ):
        self.parse_float, self.parse_int, self.parse_constant = parse_float or float, parse_int or int, parse_constant
        self.object_hook, self.object_pairs_hook, self.strict = object_hook, object_pairs_hook, strict

    def decode(self, s):
        value, end = self.raw_decode(s, _skip(s, 0))
        rest = _skip(s, end)
        if rest < len(s):
            raise JSONDecodeError("Extra data", s, rest)
        return value

    def raw_decode(self, s, idx=0):
        return _scan(
            s, idx, self.strict, self.object_hook, self.object_pairs_hook, self.parse_float, self.parse_int, self.parse_constant
        )


class JSONEncoder:
    __module__ = "json.encoder"
    item_separator, key_separator = ", ", ": "

    def __init__(
        self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False, indent=None,
        separators=None, default=None,
    ):
        self.skipkeys, self.ensure_ascii, self.check_circular = skipkeys, ensure_ascii, check_circular
        self.allow_nan, self.sort_keys, self.indent = allow_nan, sort_keys, indent
        if default is not None:
            self.default = default
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            # A line's end needs no space before it.
            self.item_separator = ","

    def default(self, o):
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        if not isinstance(o, str):
            return "".join(self.iterencode(o, _one_shot=True))
        return _quote(o, self.ensure_ascii)

    def iterencode(self, o, _one_shot=False):
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = " " * indent
        options = (
            self.default, self.ensure_ascii, indent, self.key_separator, self.item_separator, self.sort_keys, self.skipkeys,
            self.allow_nan, self.check_circular,
        )
        if _one_shot:
            return (_encode(o, options, True),)
        return iter(_encode(o, options, False))


def _encoder(cls, obj, kw, fp=None, **options):
    """The encoder for what dump() and dumps() were given: their local names."""
    return (cls or JSONEncoder)(**options, **kw)


def dumps(
    obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, separators=None,
    default=None, sort_keys=False, **kw,
):
    options = {"skipkeys": skipkeys, "ensure_ascii": ensure_ascii, "check_circular": check_circular, "allow_nan": allow_nan}
    layout = {"indent": indent, "separators": separators, "default": default, "sort_keys": sort_keys}
    return (cls or JSONEncoder)(**options, **layout, **kw).encode(obj)


def dump(
    obj, fp, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, separators=None,
    default=None, sort_keys=False, **kw,
):
    for chunk in _encoder(**locals()).iterencode(obj):
        fp.write(chunk)


_marks = {
    b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig",
}


def detect_encoding(b):
    for mark, encoding in _marks.items():
        if b.startswith(mark):
            return encoding
    if len(b) < 4 and len(b) != 2:
        return "utf-8"
    # JSON begins with an ASCII character: where the zero bytes are around it tells width and order.
    first, second, *others = [byte == 0 for byte in b[:4]]
    if first:
        return "utf-32-be" if second and others else "utf-16-be"
    if second:
        return "utf-32-le" if others and all(others) else "utf-16-le"
    return "utf-8"


def _text(s):
    if isinstance(s, (bytes, bytearray)):
        return s.decode(detect_encoding(s), "surrogatepass")
    if not isinstance(s, str):
        raise TypeError(f"the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}")
    if s[:1] == "\ufeff":
        raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    return s


def _decoded(s, cls, kw, **hooks):
    """A document's value with the hooks that were given; those that were not are left to the decoder's class."""
    return (cls or JSONDecoder)(**{name: hook for name, hook in hooks.items() if hook is not None}, **kw).decode(_text(s))


def loads(
    s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None, **kw
):
    hooks = {"parse_float": parse_float, "parse_int": parse_int, "parse_constant": parse_constant}
    return _decoded(s, cls, kw, object_hook=object_hook, object_pairs_hook=object_pairs_hook, **hooks)


def load(
    fp, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None, **kw
):
    given = locals()
    return _decoded(given.pop("fp").read(), **given)


# Importing json brings its parts along.
from json import decoder, encoder
