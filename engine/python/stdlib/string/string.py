"""Common string operations."""

import _string

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
           "printable", "punctuation", "whitespace", "Formatter", "Template"]

ascii_lowercase, ascii_uppercase = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits, octdigits = digits + "abcdefABCDEF", digits[:8]
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
whitespace = " \t\n\r\v\f"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalize every word of s, words being what stands between sep (white space)."""
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


class _Overlay:
    """Looks names up in one mapping, then in another."""

    def __init__(self, first, second):
        self.first, self.second = first, second

    def __getitem__(self, key):
        try:
            return self.first[key]
        except KeyError:
            return self.second[key]


class _Lazy:
    """A class attribute of Template that needs re; few programs look at it."""

    def __set_name__(self, owner, name):
        self._name = name

    def __get__(self, instance, cls):
        import re

        value = re.IGNORECASE if self._name == "flags" else re.compile(cls._pattern_text(), Template.flags | re.VERBOSE)
        setattr(Template, self._name, value)
        return value


class Template:
    """A string with $name and ${name} placeholders; $$ is a dollar sign."""

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = _Lazy()
    pattern = _Lazy()
    _own = False

    def __init_subclass__(cls):
        super().__init_subclass__()
        if any(name in base.__dict__ for base in cls.__mro__[: cls.__mro__.index(Template)] for name in ("pattern", "delimiter", "idpattern", "braceidpattern", "flags")):
            import re

            cls._own = True
            cls.pattern = re.compile(cls.__dict__["pattern"] if "pattern" in cls.__dict__ else cls._pattern_text(), cls.flags | re.VERBOSE)

    @classmethod
    def _pattern_text(cls):
        import re

        delim, named = re.escape(cls.delimiter), cls.idpattern
        braced = cls.braceidpattern or named
        return rf"""
            {delim}(?:
              (?P<escaped>{delim})  |   # Escape sequence of two delimiters
              (?P<named>{named})       |   # delimiter and a Python identifier
              {{(?P<braced>{braced})}} |   # delimiter and a braced identifier
              (?P<invalid>)             # Other ill-formed delimiter exprs
            )
            """

    def _name_end(self, i):
        """Where the name that begins at i ends; i itself when there is none."""
        s = self.template
        if i < len(s) and (s[i] in ascii_letters or s[i] == "_"):
            while i < len(s) and (s[i] in ascii_letters or s[i] in digits or s[i] == "_"):
                i += 1
        return i

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """Yield (kind, text, position, source); kind is literal, escaped, name, braced or invalid."""
        if self._own:
            yield from self._matched_parts()
            return
        s, d = self.template, self.delimiter
        i = 0
        while i < len(s):
            j = s.find(d, i)
            if j < 0:
                j = len(s)
            if j > i:
                yield "literal", s[i:j], i, ""
            if j == len(s):
                return
            i = j + len(d)
            if s.startswith(d, i):
                yield "escaped", d, j, d + d
                i += len(d)
                continue
            braced = s.startswith("{", i)
            begin = i + braced
            k = self._name_end(begin)
            if k == begin or braced and not s.startswith("}", k):
                yield "invalid", d, i, d
                continue
            yield "braced" if braced else "name", s[begin:k], j, s[j : k + braced]
            i = k + braced

    def _matched_parts(self):
        s, i = self.template, 0
        for m in self.pattern.finditer(s):
            if m.start() > i:
                yield "literal", s[i : m.start()], i, ""
            i = m.end()
            groups = m.groupdict()
            name = groups.get("named") or groups.get("braced")
            if name is not None:
                yield "name", name, m.start(), m.group()
            elif groups.get("escaped") is not None:
                yield "escaped", self.delimiter, m.start(), m.group()
            elif groups.get("invalid") is not None:
                yield "invalid", m.group(), m.start("invalid"), m.group()
            else:
                raise ValueError("Unrecognized named group in pattern", self.pattern)
        if i < len(s):
            yield "literal", s[i:], i, ""

    def _invalid(self, i):
        lines = self.template[:i].splitlines(True) or [" "]
        raise ValueError(f"Invalid placeholder in string: line {len(lines)}, col {len(lines[-1])}")

    def substitute(self, mapping={}, /, **kws):
        if kws:
            mapping = _Overlay(kws, mapping)
        out = []
        for kind, text, pos, source in self._parts():
            if kind in ("name", "braced"):
                text = str(mapping[text])
            elif kind == "invalid":
                self._invalid(pos)
            out.append(text)
        return "".join(out)

    def safe_substitute(self, mapping={}, /, **kws):
        if kws:
            mapping = _Overlay(kws, mapping)
        out = []
        for kind, text, pos, source in self._parts():
            if kind in ("name", "braced"):
                try:
                    text = str(mapping[text])
                except KeyError:
                    text = source
            elif kind == "invalid":
                text = source
            out.append(text)
        return "".join(out)

    def is_valid(self):
        return all([kind != "invalid" for kind, _, _, _ in self._parts()])

    def get_identifiers(self):
        ids = []
        for kind, text, _, _ in self._parts():
            if kind in ("name", "braced") and text not in ids:
                ids.append(text)
        return ids


class Formatter:
    """What str.format does, with its steps open to subclasses."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result = self._vformat(format_string, args, kwargs, used, 2)[0]
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        """The text, and the number of the next field that has no name: False when fields are numbered by hand."""
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        pieces, number = [], auto_arg_index
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                pieces.append(literal)
            if name is None:
                continue
            if number if name.isdigit() else not name and number is False:
                raise ValueError("cannot switch from manual field specification to automatic field numbering")
            if not name:
                name, number = str(number), number + 1
            elif name.isdigit():
                number = False
            value, key = self.get_field(name, args, kwargs)
            used_args.add(key)
            value = self.convert_field(value, conversion)
            spec, number = self._vformat(spec, args, kwargs, used_args, recursion_depth - 1, number)
            pieces.append(self.format_field(value, spec))
        return "".join(pieces), number

    def parse(self, format_string):
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        first, steps = _string.formatter_field_name_split(field_name)
        value = self.get_value(first, args, kwargs)
        for by_attribute, name in steps:
            value = getattr(value, name) if by_attribute else value[name]
        return value, first

    def get_value(self, key, args, kwargs):
        return (args if isinstance(key, int) else kwargs)[key]

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        for letter, convert in ("s", str), ("r", repr), ("a", ascii):
            if letter == conversion:
                return convert(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def check_unused_args(self, used_args, args, kwargs):
        pass
