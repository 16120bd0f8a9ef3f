"""Common string operations."""

import _string

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
           "printable", "punctuation", "whitespace", "Formatter", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
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


class Template:
    """A string with $name and ${name} placeholders; $$ is a dollar sign.

    Subclasses may set delimiter, idpattern and braceidpattern. A pattern of the whole placeholder (pattern) is not supported.
    """

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None

    def _name_end(self, i, braced):
        """Where the name that begins at i ends; i itself when there is none."""
        s = self.template
        pattern = self.braceidpattern if braced and self.braceidpattern is not None else self.idpattern
        if pattern is not Template.idpattern:
            import re
            m = re.compile(pattern, re.IGNORECASE).match(s, i)
            return m.end() if m else i
        if i < len(s) and (s[i] in ascii_letters or s[i] == "_"):
            while i < len(s) and (s[i] in ascii_letters or s[i] in digits or s[i] == "_"):
                i += 1
        return i

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """Yield (kind, text, position); kind is literal, escaped, name, braced or invalid."""
        s, d = self.template, self.delimiter
        i = 0
        while i < len(s):
            j = s.find(d, i)
            if j < 0:
                j = len(s)
            if j > i:
                yield "literal", s[i:j], i
            if j == len(s):
                return
            i = j + len(d)
            if s.startswith(d, i):
                yield "escaped", d, j
                i += len(d)
                continue
            braced = s.startswith("{", i)
            begin = i + braced
            k = self._name_end(begin, braced)
            if k == begin or braced and not s.startswith("}", k):
                yield "invalid", d, j
                continue
            yield "braced" if braced else "name", s[begin:k], j
            i = k + braced

    def _invalid(self, i):
        lines = self.template[:i].splitlines(keepends=True)
        if not lines:
            colno = 1
            lineno = 1
        else:
            colno = i - len("".join(lines[:-1]))
            lineno = len(lines)
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (lineno, colno))

    def substitute(self, mapping={}, /, **kws):
        if kws:
            mapping = _Overlay(kws, mapping)
        out = []
        for kind, text, pos in self._parts():
            if kind in ("name", "braced"):
                text = str(mapping[text])
            elif kind == "invalid":
                self._invalid(pos + len(self.delimiter))
            out.append(text)
        return "".join(out)

    def safe_substitute(self, mapping={}, /, **kws):
        if kws:
            mapping = _Overlay(kws, mapping)
        out = []
        for kind, text, pos in self._parts():
            if kind in ("name", "braced"):
                try:
                    text = str(mapping[text])
                except KeyError:
                    text = self.delimiter + ("{%s}" % text if kind == "braced" else text)
            out.append(text)
        return "".join(out)

    def is_valid(self):
        return all(kind != "invalid" for kind, _, _ in self._parts())

    def get_identifiers(self):
        ids = []
        for kind, text, _ in self._parts():
            if kind in ("name", "braced") and text not in ids:
                ids.append(text)
        return ids


class Formatter:
    """What str.format does, with its steps open to subclasses."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for literal_text, field_name, format_spec, conversion in self.parse(format_string):
            if literal_text:
                result.append(literal_text)
            if field_name is None:
                continue
            if field_name == "":
                if auto_arg_index is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                field_name = str(auto_arg_index)
                auto_arg_index += 1
            elif field_name.isdigit():
                if auto_arg_index:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                auto_arg_index = False
            obj, arg_used = self.get_field(field_name, args, kwargs)
            used_args.add(arg_used)
            obj = self.convert_field(obj, conversion)
            format_spec, auto_arg_index = self._vformat(format_spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index)
            result.append(self.format_field(obj, format_spec))
        return "".join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        if isinstance(key, int):
            return args[key]
        return kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError("Unknown conversion specifier {0!s}".format(conversion))

    def parse(self, format_string):
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _string.formatter_field_name_split(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attr, i in rest:
            obj = getattr(obj, i) if is_attr else obj[i]
        return obj, first
