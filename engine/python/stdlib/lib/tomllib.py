import re
from datetime import date, datetime, time, timedelta, timezone

__all__ = ("loads", "load", "TOMLDecodeError")

_BLANK = " \t"
_SPACE = _BLANK + "\n"
_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_NUMBER = re.compile(
    r"0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|b[01](?:_?[01])*|o[0-7](?:_?[0-7])*)"
    r"|[+-]?(?:0|[1-9](?:_?[0-9])*)(?P<float>(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?)"
)
_TIME = r"([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]{1,6})[0-9]*)?"
_LOCAL_TIME = re.compile(_TIME)
_DATETIME = re.compile(
    r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(?:[Tt ]" + _TIME + r"(?:([Zz])|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))?)?"
)


class TOMLDecodeError(ValueError):
    """What is no TOML."""


def load(fp, /, *, parse_float=float):
    text = fp.read()
    try:
        text = text.decode()
    except AttributeError:
        raise TypeError("File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`") from None
    return loads(text, parse_float=parse_float)


def loads(s, /, *, parse_float=float):
    if parse_float is not float:
        given = parse_float

        def parse_float(text):
            value = given(text)
            if isinstance(value, (dict, list)):
                raise ValueError("parse_float must not return dicts or lists")
            return value

    return _Parser(s.replace("\r\n", "\n"), parse_float).document()


class _Table(dict):
    """A table while it is read: what may still be done to it."""

    declared = False  # by a header of its own
    dotted = False  # made by dotted keys, which a header may not go on with
    frozen = False  # an inline table


class _Array(list):
    """An array of tables."""


def _plain(value):
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value


class _Parser:
    def __init__(self, src, parse_float):
        self.src, self.pos, self.parse_float = src, 0, parse_float

    def fail(self, message, pos=None):
        pos = self.pos if pos is None else pos
        if pos >= len(self.src):
            where = "end of document"
        else:
            line = self.src.count("\n", 0, pos) + 1
            column = pos + 1 if line == 1 else pos - self.src.rindex("\n", 0, pos)
            where = f"line {line}, column {column}"
        raise TOMLDecodeError(f"{message} (at {where})")

    def peek(self):
        return self.src[self.pos:self.pos + 1]

    def skip(self, chars):
        while self.pos < len(self.src) and self.src[self.pos] in chars:
            self.pos += 1

    def comment(self):
        if self.peek() != "#":
            return
        self.pos += 1
        end = self.src.find("\n", self.pos)
        end = len(self.src) if end < 0 else end
        for i in range(self.pos, end):
            c = self.src[i]
            if c < " " and c != "\t" or c == "\x7f":
                self.fail(f"Found invalid character {c!r}", i)
        self.pos = end

    def blanks(self):
        """Space, comments and line ends between the parts of an array."""
        while True:
            before = self.pos
            self.skip(_SPACE)
            self.comment()
            if self.pos == before:
                return

    # The document

    def document(self):
        root = current = _Table()
        header = ()
        while True:
            self.skip(_BLANK)
            c = self.peek()
            if not c:
                break
            if c == "\n":
                self.pos += 1
                continue
            if c in _BARE or c in "\"'":
                self.pair(current, header)
                self.skip(_BLANK)
            elif c == "[":
                current, header = self.header(root)
                self.skip(_BLANK)
            elif c != "#":
                self.fail("Invalid statement")
            self.comment()
            if not self.peek():
                break
            if self.peek() != "\n":
                self.fail("Expected newline or end of document after a statement")
            self.pos += 1
        return _plain(root)

    def header(self, root):
        array = self.src.startswith("[[", self.pos)
        self.pos += 2 if array else 1
        self.skip(_BLANK)
        key = self.key()
        table = root
        for part in key[:-1]:
            table = self.inside(table, part, key)
        last = key[-1]
        old = table.get(last)
        if array:
            if old is None:
                old = table[last] = _Array()
            elif not isinstance(old, _Array):
                self.fail(f"Cannot mutate immutable namespace {key}" if not isinstance(old, _Table) or old.frozen else "Cannot overwrite a value")
            new = _Table()
            old.append(new)
        elif old is None:
            new = table[last] = _Table()
        else:
            new = old
            if not isinstance(old, (_Table, list)):
                self.fail("Cannot overwrite a value")
            if isinstance(old, list) or old.frozen or old.declared or old.dotted:
                self.fail(f"Cannot declare {key} twice")
        new.declared = True
        end = "]]" if array else "]"
        if not self.src.startswith(end, self.pos):
            self.fail(f"Expected {end!r} at the end of {'an array' if array else 'a table'} declaration")
        self.pos += len(end)
        return new, key

    def inside(self, table, part, key):
        """The table under a part of a header's key."""
        found = table.setdefault(part, _Table())
        if isinstance(found, _Array):
            found = found[-1]
        if not isinstance(found, _Table):
            self.fail("Cannot overwrite a value")
        if found.frozen:
            self.fail(f"Cannot mutate immutable namespace {key}")
        return found

    def pair(self, table, header):
        key, value = self.key_value()
        for i, part in enumerate(key[:-1]):
            old = table.get(part)
            if old is None:
                old = table[part] = _Table()
                old.dotted = True
            elif isinstance(old, _Table) and old.frozen or isinstance(old, list) and not isinstance(old, _Array):
                self.fail(f"Cannot mutate immutable namespace {header + key[:-1]}")
            elif not isinstance(old, _Table):
                self.fail("Cannot overwrite a value")
            elif not old.dotted:
                self.fail(f"Cannot redefine namespace {header + key[:i + 1]}")
            table = old
        if key[-1] in table:
            self.fail("Cannot overwrite a value")
        table[key[-1]] = value

    def key_value(self):
        key = self.key()
        if self.peek() != "=":
            self.fail("Expected '=' after a key in a key/value pair")
        self.pos += 1
        self.skip(_BLANK)
        return key, self.value()

    # Keys and strings

    def key(self):
        parts = [self.key_part()]
        self.skip(_BLANK)
        while self.peek() == ".":
            self.pos += 1
            self.skip(_BLANK)
            parts.append(self.key_part())
            self.skip(_BLANK)
        return tuple(parts)

    def key_part(self):
        c = self.peek()
        if c and c in _BARE:
            start = self.pos
            self.skip(_BARE)
            return self.src[start:self.pos]
        if c == "'":
            return self.literal()
        if c == '"':
            return self.basic(False)
        self.fail("Invalid initial character for a key part")

    def literal(self):
        self.pos += 1
        start = self.pos
        while self.peek() != "'":
            c = self.peek()
            if not c:
                self.fail("Expected \"'\"")
            if c < " " and c != "\t" or c == "\x7f":
                self.fail(f"Found invalid character {c!r}")
            self.pos += 1
        self.pos += 1
        return self.src[start:self.pos - 1]

    def basic(self, multiline):
        out = []
        self.pos += 3 if multiline else 1
        if multiline and self.peek() == "\n":
            self.pos += 1
        while True:
            c = self.peek()
            if not c:
                self.fail("Unterminated string")
            if c == '"':
                if not multiline:
                    self.pos += 1
                    return "".join(out)
                if self.src.startswith('"""', self.pos):
                    self.pos += 3
                    return "".join(out) + self.more_quotes('"')
            elif c == "\\":
                out.append(self.escape(multiline))
                continue
            elif c < " " and c != "\t" and not (multiline and c == "\n") or c == "\x7f":
                self.fail(f"Illegal character {c!r}")
            out.append(c)
            self.pos += 1

    def more_quotes(self, quote):
        """One or two quotation marks may stand before the three that end a string."""
        n = 0
        while n < 2 and self.peek() == quote:
            self.pos += 1
            n += 1
        return quote * n

    def escape(self, multiline):
        c = self.src[self.pos + 1:self.pos + 2]
        if multiline and c and c in _SPACE:
            self.pos += 1
            self.skip(_BLANK)
            if not self.peek():
                return ""
            if self.peek() != "\n":
                self.fail("Unescaped '\\' in a string")
            self.skip(_SPACE)
            return ""
        if c == "u" or c == "U":
            self.pos += 2
            digits = self.src[self.pos:self.pos + (4 if c == "u" else 8)]
            if len(digits) != (4 if c == "u" else 8) or digits.strip("0123456789abcdefABCDEF"):
                self.fail("Invalid hex value")
            self.pos += len(digits)
            n = int(digits, 16)
            if n > 0x10FFFF or 0xD800 <= n < 0xE000:
                self.fail("Escaped character is not a Unicode scalar value")
            return chr(n)
        self.pos += 2
        if c not in _ESCAPES:
            self.fail("Unterminated string" if not c else "Unescaped '\\' in a string")
        return _ESCAPES[c]

    def multiline_literal(self):
        self.pos += 3
        if self.peek() == "\n":
            self.pos += 1
        start = self.pos
        while not self.src.startswith("'''", self.pos):
            c = self.peek()
            if not c:
                self.fail("Expected \"'''\"")
            if c < " " and c not in "\t\n" or c == "\x7f":
                self.fail(f"Found invalid character {c!r}")
            self.pos += 1
        text = self.src[start:self.pos]
        self.pos += 3
        return text + self.more_quotes("'")

    # Values

    def value(self):
        src, c = self.src, self.peek()
        if c == '"':
            return self.basic(src.startswith('"""', self.pos))
        if c == "'":
            return self.multiline_literal() if src.startswith("'''", self.pos) else self.literal()
        for word, value in (("true", True), ("false", False)):
            if src.startswith(word, self.pos):
                self.pos += len(word)
                return value
        if c == "[":
            return self.array()
        if c == "{":
            return self.inline_table()
        m = _DATETIME.match(src, self.pos)
        if m:
            try:
                value = self.datetime(m)
            except ValueError:
                self.fail("Invalid date or datetime")
            self.pos = m.end()
            return value
        m = _LOCAL_TIME.match(src, self.pos)
        if m:
            self.pos = m.end()
            hour, minute, second, micro = m.groups()
            return time(int(hour), int(minute), int(second), int((micro or "0").ljust(6, "0")))
        m = _NUMBER.match(src, self.pos)
        if m:
            self.pos = m.end()
            return self.parse_float(m.group()) if m.group("float") else int(m.group(), 0)
        for word in ("inf", "nan", "+inf", "-inf", "+nan", "-nan"):
            if src.startswith(word, self.pos):
                self.pos += len(word)
                return self.parse_float(word)
        self.fail("Invalid value")

    def datetime(self, m):
        year, month, day, hour, minute, second, micro, zulu, sign, zone_hour, zone_minute = m.groups()
        if hour is None:
            return date(int(year), int(month), int(day))
        zone = None
        if zulu:
            zone = timezone.utc
        elif sign:
            offset = timedelta(hours=int(zone_hour), minutes=int(zone_minute))
            zone = timezone(-offset if sign == "-" else offset)
        return datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), int((micro or "0").ljust(6, "0")), zone)

    def array(self):
        self.pos += 1
        out = []
        self.blanks()
        while self.peek() != "]":
            out.append(self.value())
            self.blanks()
            if self.peek() == "]":
                break
            if self.peek() != ",":
                self.fail("Unclosed array")
            self.pos += 1
            self.blanks()
        self.pos += 1
        return out

    def inline_table(self):
        self.pos += 1
        table = _Table()
        self.skip(_BLANK)
        if self.peek() == "}":
            self.pos += 1
            table.frozen = True
            return table
        while True:
            key, value = self.key_value()
            inner = table
            for part in key[:-1]:
                inner = inner.setdefault(part, _Table())
                if not isinstance(inner, _Table):
                    self.fail("Cannot overwrite a value")
                if inner.frozen:
                    self.fail(f"Cannot mutate immutable namespace {key[:-1]}")
            if key[-1] in inner:
                self.fail(f"Duplicate inline table key {key[-1]!r}")
            inner[key[-1]] = value
            self.skip(_BLANK)
            if self.peek() == "}":
                self.pos += 1
                table.frozen = True
                return table
            if self.peek() != ",":
                self.fail("Unclosed inline table")
            self.pos += 1
            self.skip(_BLANK)
