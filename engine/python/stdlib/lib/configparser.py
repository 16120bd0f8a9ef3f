# Configuration text in sections. There are no files here: read() finds none; read_string, read_file (of a StringIO) and read_dict do the reading.
#
# A parser keeps its sections as dictionaries of raw values. Reading text is a _Reader's work, line by line; what stands for other values in a
# value is filled in when it is asked for, by an Interpolation.
import re
import sys
from collections import ChainMap as _ChainMap
from collections.abc import MutableMapping

__all__ = """
    NoSectionError DuplicateOptionError DuplicateSectionError NoOptionError InterpolationError InterpolationDepthError
    InterpolationMissingOptionError InterpolationSyntaxError ParsingError MissingSectionHeaderError ConfigParser SafeConfigParser
    RawConfigParser Interpolation BasicInterpolation ExtendedInterpolation SectionProxy ConverterMapping DEFAULTSECT MAX_INTERPOLATION_DEPTH
""".split()

MAX_INTERPOLATION_DEPTH = 10
DEFAULTSECT = "DEFAULT"
_default_dict = dict
_UNSET = object()  # for arguments of which None is a value


# Errors. Their args are what they were made of, not the message, so that they can be pickled.

class Error(Exception):
    def __init__(self, msg=""):
        super().__init__(msg)
        self.message = msg

    def _tell(self, message, **facts):
        """Sets the message, and the facts as attributes and args."""
        Error.__init__(self, message)
        vars(self).update(facts)
        self.args = tuple(facts.values())

    def __str__(self):
        return self.message

    __repr__ = __str__


def _duplicate(what, kind, source, lineno):
    """The message for what exists already; with its place if it was read."""
    if source is None:
        return f"{kind.capitalize()} {what} already exists"
    line = "" if lineno is None else f" [line {lineno:2d}]"
    return f"While reading from {source!r}{line}: {kind} {what} already exists"


class NoSectionError(Error):
    def __init__(self, section):
        self._tell(f"No section: {section!r}", section=section)


class NoOptionError(Error):
    def __init__(self, option, section):
        self._tell(f"No option {option!r} in section: {section!r}", option=option, section=section)


class DuplicateSectionError(Error):
    def __init__(self, section, source=None, lineno=None):
        self._tell(_duplicate(repr(section), "section", source, lineno), section=section, source=source, lineno=lineno)


class DuplicateOptionError(Error):
    def __init__(self, section, option, source=None, lineno=None):
        what = f"{option!r} in section {section!r}"
        self._tell(_duplicate(what, "option", source, lineno), section=section, option=option, source=source, lineno=lineno)


class InterpolationError(Error):
    def __init__(self, option, section, msg):
        self._tell(msg, option=option, section=section)
        self.args += (msg,)


class InterpolationSyntaxError(InterpolationError):
    """A reference that is not written as one."""


class InterpolationMissingOptionError(InterpolationError):
    def __init__(self, option, section, rawval, reference):
        where = f"option {option!r} in section {section!r} contains an interpolation key {reference!r}"
        message = f"Bad value substitution: {where} which is not a valid option name. Raw value: {rawval!r}"
        super().__init__(option, section, message)
        self.reference = reference
        self.args = self.args[:2] + (rawval, reference)


class InterpolationDepthError(InterpolationError):
    def __init__(self, option, section, rawval):
        where = f"option {option!r} in section {section!r} contains an interpolation key"
        steps = f"which cannot be substituted in {MAX_INTERPOLATION_DEPTH} steps"
        super().__init__(option, section, f"Recursion limit exceeded in value substitution: {where} {steps}. Raw value: {rawval!r}")
        self.args = self.args[:2] + (rawval,)


class ParsingError(Error):
    """Lines that are neither a section's header nor an option."""

    def __init__(self, source=None, filename=None):
        if source and filename:
            raise ValueError("Cannot specify both `filename' and `source'. Use `source'.")
        name = source or filename
        if not name:
            raise ValueError("Required argument `source' not given.")
        self._tell(f"Source contains parsing errors: {name!r}", source=name)
        self.errors = []

    def append(self, lineno, line):
        self.message += f"\n\t[line {lineno:2d}]: {line}"
        self.errors.append((lineno, line))


class MissingSectionHeaderError(ParsingError):
    def __init__(self, filename, lineno, line):
        message = f"File contains no section headers.\nfile: {filename!r}, line: {lineno}\n{line!r}"
        self._tell(message, source=filename, lineno=lineno, line=line)


# Values that refer to other values.

class Interpolation:
    """Leaves values as they are."""

    def before_get(self, parser, section, option, value, defaults):
        return value

    def before_set(self, parser, section, option, value):
        return value

    before_read = before_write = before_set


class _Substitution(Interpolation):
    """References begin with a sign, which stands for itself when it is doubled."""

    _sign = _bracket = ""
    _reference = None  # the pattern of a reference

    def before_get(self, parser, section, option, value, defaults):
        return "".join(self._pieces(parser, section, option, value, defaults, 1))

    def before_set(self, parser, section, option, value):
        left = self._reference.sub("", value.replace(self._sign * 2, ""))
        at = left.find(self._sign)
        if at >= 0:
            raise ValueError(f"invalid interpolation syntax in {value!r} at position {at}")
        return value

    def _pieces(self, parser, section, option, text, values, depth):
        raw = parser.get(section, option, raw=True, fallback=text)
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        sign = self._sign
        while text:
            plain, found, text = text.partition(sign)
            yield plain
            if not found:
                return
            if text[:1] == sign:
                yield sign
                text = text[1:]
                continue
            written = sign + text
            if text[:1] != self._bracket:
                raise InterpolationSyntaxError(option, section, f"{sign!r} must be followed by {sign!r} or {self._bracket!r}, found: {written!r}")
            match = self._reference.match(written)
            if match is None:
                raise InterpolationSyntaxError(option, section, f"bad interpolation variable reference {written!r}")
            text = written[match.end():]
            home, name, value = self._value(parser, section, option, values, match.group(1), raw, text)
            if sign not in value:
                yield value
            elif home is None:
                yield from self._pieces(parser, section, option, value, values, depth + 1)
            else:
                yield from self._pieces(parser, home, name, value, dict(parser.items(home, raw=True)), depth + 1)

    def _value(self, parser, section, option, values, reference, raw, rest):
        """What a reference stands for: (section, option, value); without a section if messages go on to name where the reference is."""
        raise NotImplementedError


class BasicInterpolation(_Substitution):
    """%(name)s is another value of the section, or of the defaults."""

    _sign, _bracket, _reference = "%", "(", re.compile(r"%\(([^)]+)\)s")

    def _value(self, parser, section, option, values, reference, raw, rest):
        name = parser.optionxform(reference)
        if name not in values:
            raise InterpolationMissingOptionError(option, section, raw, name) from None
        return None, name, values[name]


class ExtendedInterpolation(_Substitution):
    """${name}, and ${section:name} for a value of another section."""

    _sign, _bracket, _reference = "$", "{", re.compile(r"\$\{([^}]+)\}")

    def _value(self, parser, section, option, values, reference, raw, rest):
        home, colon, name = reference.partition(":")
        if ":" in name:
            raise InterpolationSyntaxError(option, section, f"More than one ':' found: {rest!r}")
        try:
            if not colon:
                name = parser.optionxform(home)
                return section, name, values[name]
            name = parser.optionxform(name)
            return home, name, parser.get(home, name, raw=True)
        except (KeyError, NoSectionError, NoOptionError):
            raise InterpolationMissingOptionError(option, section, raw, reference) from None


# Reading text.

class _Reader:
    """Puts lines of text into a parser. A value is a list of its lines until all has been read."""

    def __init__(self, parser, source):
        self.parser, self.source = parser, source
        self.title = self.options = self.option = None  # where the last line was
        self.margin = 0  # a line further right than this goes on with the option
        self.seen = set()
        self.problem = None

    def line(self, number, line):
        end = self.comment(line)
        text = line[:end].strip()
        if not text:
            self.nothing(end)
            return
        margin = len(line) - len(line.lstrip())
        if self.option and margin > self.margin:
            self.options[self.option].append(text)
            return
        self.margin = margin
        header = self.parser.SECTCRE.match(text)
        if header:
            self.section(header.group("header"), number)
        elif self.options is None:
            raise MissingSectionHeaderError(self.source, number, line)
        else:
            self.assignment(self.parser._optcre.match(text), number, line)

    def comment(self, line):
        """Where a comment begins, or None."""
        if line.strip().startswith(self.parser._comment_prefixes):
            return 0
        # An inline comment stands at the start or behind white space. All prefixes are looked for once before any is looked for again.
        places = dict.fromkeys(self.parser._inline_comment_prefixes, -1)
        while places:
            places = {prefix: at for prefix, last in places.items() if (at := line.find(prefix, last + 1)) >= 0}
            starts = [at for at in places.values() if at == 0 or line[at - 1].isspace()]
            if starts:
                return min(starts)
        return None

    def nothing(self, comment):
        """An empty line may belong to a value; one that is only a comment does not."""
        if not self.parser._empty_lines_in_values:
            self.margin = sys.maxsize
        elif comment is None and self.option and self.options[self.option] is not None:
            self.options[self.option].append("")

    def section(self, title, number):
        parser = self.parser
        self.title, self.option = title, None
        if title == parser.default_section and title not in parser._sections:
            self.options = parser._defaults
            return
        if title in self.seen and parser._strict:
            raise DuplicateSectionError(title, self.source, number)
        self.seen.add(title)
        if title not in parser._sections:
            parser._open_section(title)
        self.options = parser._sections[title]

    def assignment(self, match, number, line):
        if match is None or not match.group("option"):
            self.problem = self.problem or ParsingError(self.source)
            self.problem.append(number, repr(line))
            if match is None:
                return
        name, value = match.group("option", "value")
        self.option = self.parser.optionxform(name.rstrip())
        key = self.title, self.option
        if key in self.seen and self.parser._strict:
            raise DuplicateOptionError(*key, self.source, number)
        self.seen.add(key)
        self.options[self.option] = value if value is None else [value.strip()]

    def finish(self):
        parser = self.parser
        for title, options in [(parser.default_section, parser._defaults), *parser._sections.items()]:
            for name in options:
                value = options[name]
                if isinstance(value, list):
                    value = "\n".join(value).rstrip()
                options[name] = parser._interpolation.before_read(parser, title, name, value)
        if self.problem:
            raise self.problem


# Parsers.

class RawConfigParser(MutableMapping):
    """Sections of options; values are as they are written."""

    SECTCRE = re.compile(r"\[(?P<header>.+)\]")
    BOOLEAN_STATES = {**dict.fromkeys(("1", "yes", "true", "on"), True), **dict.fromkeys(("0", "no", "false", "off"), False)}
    _DEFAULT_INTERPOLATION = Interpolation()

    def __init__(
        self, defaults=None, dict_type=_default_dict, allow_no_value=False, *, delimiters=("=", ":"), comment_prefixes=("#", ";"),
        inline_comment_prefixes=None, strict=True, empty_lines_in_values=True, default_section=DEFAULTSECT, interpolation=_UNSET,
        converters=_UNSET,
    ):
        self._dict, self.default_section = dict_type, default_section
        self._sections, self._defaults, self._proxies = (dict_type() for _ in range(3))
        self._strict, self._allow_no_value, self._empty_lines_in_values = strict, allow_no_value, empty_lines_in_values
        self._delimiters = tuple(delimiters)
        self._comment_prefixes = tuple(comment_prefixes or ())
        self._inline_comment_prefixes = tuple(inline_comment_prefixes or ())
        assignment = r"\s*(?P<vi>%s)\s*(?P<value>.*)" % "|".join(map(re.escape, self._delimiters))
        if allow_no_value:
            assignment = rf"\s*(?:{assignment[3:]})?"
        self.OPTCRE = self._optcre = re.compile(rf"(?P<option>.*?){assignment}$")
        if interpolation is _UNSET:
            interpolation = self._DEFAULT_INTERPOLATION
        self._interpolation = Interpolation() if interpolation is None else interpolation
        if not isinstance(self._interpolation, Interpolation):
            given = type(self._interpolation)
            raise TypeError(f"interpolation= must be None or an instance of Interpolation; got an object of type {given}")
        self._converters = ConverterMapping(self)
        self._proxies[default_section] = SectionProxy(self, default_section)
        if converters is not _UNSET:
            self._converters.update(converters)
        if defaults:
            self._read_defaults(defaults)

    def _open_section(self, name):
        self._sections[name] = self._dict()
        self._proxies[name] = SectionProxy(self, name)

    def _options_of(self, section):
        """The dictionary that holds a section's own options."""
        if not section or section == self.default_section:
            return self._defaults
        if section in self._sections:
            return self._sections[section]
        raise NoSectionError(section) from None

    # Sections.

    def defaults(self):
        return self._defaults

    @property
    def converters(self):
        return self._converters

    def sections(self):
        return [*self._sections]

    def add_section(self, section):
        if section == self.default_section:
            raise ValueError(f"Invalid section name: {section!r}")
        if self.has_section(section):
            raise DuplicateSectionError(section)
        self._open_section(section)

    def has_section(self, section):
        return section in self._sections

    def remove_section(self, section):
        if not self.has_section(section):
            return False
        for table in (self._sections, self._proxies):
            del table[section]
        return True

    def options(self, section):
        if section not in self._sections:
            raise NoSectionError(section) from None
        names = self._sections[section].copy()
        names.update(self._defaults)
        return [*names]

    # Reading.

    def read(self, filenames, encoding=None):
        """There are no files: none of them is read."""
        return []

    def read_file(self, f, source=None):
        self._read(f, getattr(f, "name", "<???>") if source is None else source)

    def read_string(self, string, source="<string>"):
        self._read(string.splitlines(True), source)

    def _read(self, fp, fpname):
        reader = _Reader(self, fpname)
        for number, line in enumerate(fp, 1):
            reader.line(number, line)
        reader.finish()

    def read_dict(self, dictionary, source="<dict>"):
        seen = set()
        for title, options in dictionary.items():
            title = str(title)
            if title in seen and self._strict:
                # Two keys that are the same as text.
                self.add_section(title)
            elif title != self.default_section and not self.has_section(title):
                self.add_section(title)
            seen.add(title)
            for key, value in options.items():
                name = self.optionxform(str(key))
                if (title, name) in seen and self._strict:
                    raise DuplicateOptionError(title, name, source)
                seen.add((title, name))
                self.set(title, name, value if value is None else str(value))

    def _read_defaults(self, defaults):
        for key in defaults:
            self._defaults[self.optionxform(key)] = defaults[key]

    def optionxform(self, optionstr):
        return optionstr.lower()

    # Values.

    def _values(self, section, vars):
        """What a section's options are, with those that a call gives."""
        if section == self.default_section and section not in self._sections:
            own = {}
        elif section in self._sections:
            own = self._sections[section]
        else:
            raise NoSectionError(section) from None
        given = {}
        for key, value in vars.items() if vars else ():
            given[self.optionxform(key)] = value if value is None else str(value)
        return _ChainMap(given, own, self._defaults)

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        try:
            values = self._values(section, vars)
            name = self.optionxform(option)
            if name not in values:
                raise NoOptionError(name, section) from None
        except (NoSectionError, NoOptionError):
            if fallback is _UNSET:
                raise
            return fallback
        value = values[name]
        if value is None or raw:
            return value
        return self._interpolation.before_get(self, section, name, value, values)

    def _get_conv(self, section, option, conv, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        try:
            return conv(self.get(section, option, raw=raw, vars=vars, **kwargs))
        except (NoSectionError, NoOptionError):
            if fallback is not _UNSET:
                return fallback
            raise

    def _convert_to_boolean(self, value):
        state = self.BOOLEAN_STATES.get(value.lower())
        if state is None:
            raise ValueError(f"Not a boolean: {value}")
        return state

    def _getter(name, convert):
        def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
            return self._get_conv(section, option, convert or self._convert_to_boolean, raw=raw, vars=vars, fallback=fallback, **kwargs)

        get.__name__, get.__qualname__ = name, "RawConfigParser." + name
        return get

    getint, getfloat, getboolean = _getter("getint", int), _getter("getfloat", float), _getter("getboolean", None)
    del _getter

    def items(self, section=_UNSET, raw=False, vars=None):
        if section is _UNSET:
            return super().items()
        values = self._defaults.copy()
        if section in self._sections:
            values.update(self._sections[section])
        elif section != self.default_section:
            raise NoSectionError(section)
        names = [*values]
        for key, value in vars.items() if vars else ():
            values[self.optionxform(key)] = value
        fill = self._interpolation.before_get
        return [(name, values[name] if raw else fill(self, section, name, values[name], values)) for name in names]

    def has_option(self, section, option):
        try:
            own = self._options_of(section)
        except NoSectionError:
            return False
        return not {self.optionxform(option)}.isdisjoint(_ChainMap(own, self._defaults))

    def set(self, section, option, value=None):
        written = value and self._interpolation.before_set(self, section, option, value)
        self._options_of(section)[self.optionxform(option)] = written

    def remove_option(self, section, option):
        own = self._options_of(section)
        name = self.optionxform(option)
        if name not in own:
            return False
        del own[name]
        return True

    def _validate_value_types(self, *, section="", option="", value=""):
        may_be_none = self._allow_no_value and not value
        for what, given in (("section names", section), ("option keys", option), ("option values", "" if may_be_none else value)):
            if not isinstance(given, str):
                raise TypeError(f"{what} must be strings")

    # Writing.

    def write(self, fp, space_around_delimiters=True):
        sign = self._delimiters[0]
        if space_around_delimiters:
            sign = sign.join("  ")
        written = [(self.default_section, self._defaults)] if self._defaults else []
        for title, options in written + [*self._sections.items()]:
            fp.write(f"[{title}]\n")
            for name, value in options.items():
                value = self._interpolation.before_write(self, title, name, value)
                has_none = value is None and self._allow_no_value
                fp.write(name + ("\n" if has_none else sign + str(value).replace("\n", "\n\t") + "\n"))
            fp.write("\n")

    # As a mapping of sections.

    def __len__(self):
        return 1 + len(self._sections)

    def __iter__(self):
        yield self.default_section
        yield from self._sections

    def __contains__(self, key):
        return self.has_section(key) or key == self.default_section

    def __getitem__(self, key):
        if key not in self:
            raise KeyError(key)
        return self._proxies[key]

    def __setitem__(self, key, value):
        if key in self:
            if self[key] is value:
                return
            self._options_of(key).clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if not self.remove_section(key):
            raise ValueError("Cannot remove the default section.") if key == self.default_section else KeyError(key)

    def popitem(self):
        """The default section stays."""
        if not self._sections:
            raise KeyError
        name = next(iter(self._sections))
        section = self[name]
        del self[name]
        return name, section


class ConfigParser(RawConfigParser):
    """Fills in %(name)s, and takes text only."""

    _DEFAULT_INTERPOLATION = BasicInterpolation()

    def set(self, section, option, value=None):
        self._validate_value_types(option=option, value=value)
        super().set(section, option, value)

    def _read_defaults(self, defaults):
        self.read_dict({self.default_section: defaults})

    def add_section(self, section):
        self._validate_value_types(section=section)
        super().add_section(section)


class SafeConfigParser(ConfigParser):
    """ConfigParser's old name."""


class SectionProxy(MutableMapping):
    """A section of a parser, as a mapping of its options."""

    def __init__(self, parser, name):
        self._parser, self._name = parser, name
        for kind in parser.converters:
            self._add_getter(kind)

    def _add_getter(self, kind):
        method = "get" + kind

        def get(option, fallback=None, **kwargs):
            return getattr(self._parser, method)(self._name, option, fallback=fallback, **kwargs)

        setattr(self, method, get)

    name = property(lambda self: self._name)
    parser = property(lambda self: self._parser)

    def __repr__(self):
        return f"<Section: {self._name}>"

    def _names(self):
        parser = self._parser
        return [*parser.defaults()] if self._name == parser.default_section else parser.options(self._name)

    def __len__(self):
        return len(self._names())

    def __iter__(self):
        return iter(self._names())

    def __contains__(self, key):
        return self._parser.has_option(self._name, key)

    def __delitem__(self, key):
        if key not in self or not self._parser.remove_option(self._name, key):
            raise KeyError(key)

    def __getitem__(self, key):
        if key not in self:
            raise KeyError(key)
        return self._parser.get(self._name, key)

    def __setitem__(self, key, value):
        parser = self._parser
        parser._validate_value_types(option=key, value=value)
        parser.set(self._name, key, value)

    def get(self, option, fallback=None, *, raw=False, vars=None, _impl=None, **kwargs):
        find = _impl or self._parser.get
        return find(self._name, option, fallback=fallback, raw=raw, vars=vars, **kwargs)


class ConverterMapping(MutableMapping):
    """The parser's get methods: getint, getfloat, getboolean and what programs add."""

    def __init__(self, parser):
        self._parser = parser
        # The functions of those that the parser has as methods are not told.
        names = (name[3:] for name in dir(parser) if name.startswith("get") and callable(getattr(parser, name)))
        self._functions = dict.fromkeys(filter(None, names))

    def __iter__(self):
        return iter(self._functions)

    def __len__(self):
        return len(self._functions)

    def __getitem__(self, key):
        return self._functions[key]

    def __setitem__(self, key, value):
        if not isinstance(key, str):
            raise ValueError(f"Incompatible key: {key} (type: {type(key)})")
        if not key:
            raise ValueError('Incompatible key: cannot use "" as a name')
        parser = self._parser

        def get(section, option, **kwargs):
            return parser._get_conv(section, option, value, **kwargs)

        self._functions[key] = value
        setattr(parser, "get" + key, get)
        for proxy in parser._proxies.values():
            proxy._add_getter(key)

    def __delitem__(self, key):
        del self._functions[key]
        for owner in (self._parser, *self._parser._proxies.values()):
            vars(owner).pop("get" + key, None)
