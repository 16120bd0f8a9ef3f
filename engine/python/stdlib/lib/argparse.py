# Command lines: what a program with a fixed argument list, or with sys.argv, does with them. Messages, usage and help are laid out as CPython 3.11's.
#
# Three parts: the actions (what one argument does with its values), the formatter (a list of things to show, laid out when all of them are known)
# and the parser, which hands each command line to a _Reading of its own.
import os as _os
import re as _re
import sys as _sys

__all__ = """
    ArgumentParser ArgumentError ArgumentTypeError BooleanOptionalAction FileType HelpFormatter ArgumentDefaultsHelpFormatter
    RawDescriptionHelpFormatter RawTextHelpFormatter MetavarTypeHelpFormatter Namespace Action ONE_OR_MORE OPTIONAL PARSER REMAINDER SUPPRESS
    ZERO_OR_MORE
""".split()

OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, PARSER, REMAINDER = "?", "*", "+", "A...", "..."
SUPPRESS = "==SUPPRESS=="
_LEFT_BY_SUBPARSER = "_unrecognized_args"  # where a subcommand's parser leaves what it did not know

# How many strings an nargs takes, as regular expressions over a command line whose strings are letters (see _Reading): of a positional
# argument, which may have the "--" among them, and of an option.
_TAKES = {
    None: ("(-*A-*)", "(A)"),
    OPTIONAL: ("(-*A?-*)", "(A?)"),
    ZERO_OR_MORE: ("(-*[A-]*)", "([A]*)"),
    ONE_OR_MORE: ("(-*A[A-]*)", "(A[A]*)"),
    PARSER: ("(-*A[-AO]*)", "(A[AO]*)"),
    REMAINDER: ("([-AO]*)", "([AO]*)"),
    SUPPRESS: ("(-*-*)", "()"),
}


def _shown(value):
    return value is not None and value is not SUPPRESS


class _AttributeHolder:
    """Has a repr() that a call would have: its arguments are those that _get_args() and _get_kwargs() tell."""

    def __repr__(self):
        fields = list(self._get_kwargs())
        shown = list(map(repr, self._get_args()))
        shown += (f"{key}={value!r}" for key, value in fields if key.isidentifier())
        odd = {key: value for key, value in fields if not key.isidentifier()}
        if odd:
            shown.append(f"**{odd!r}")
        return f"{self.__class__.__name__}({', '.join(shown)})"

    def _get_kwargs(self):
        return [*vars(self).items()]

    def _get_args(self):
        return ()


class HelpFormatter:
    """Lays out usage and help as text of a width."""

    # What is to be shown is noted in a flat list, as (function, arguments); a section is what stands between _OPEN and _CLOSE. It is laid
    # out only in format_help(), since the column of the explanations depends on the longest argument.
    _OPEN, _CLOSE = "open", "close"

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        self._width = int(_os.environ.get("COLUMNS", 80)) - 2 if width is None else width
        self._max_help_position = min(max_help_position, max(2 * indent_increment, self._width - 20))
        self._prog, self._indent_increment = prog, indent_increment
        self._current_indent = self._action_max_length = 0
        self._noted = []

    def _indent(self):
        self._current_indent += self._indent_increment

    def _dedent(self):
        self._current_indent -= self._indent_increment

    def _add_item(self, func, args):
        self._noted.append((func, args))

    def start_section(self, heading):
        self._add_item(self._OPEN, heading)
        self._indent()

    def end_section(self):
        self._dedent()
        self._add_item(self._CLOSE, None)

    def add_text(self, text):
        if _shown(text):
            self._add_item(self._format_text, (text,))

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._add_item(self._format_usage, (usage, actions, groups, prefix))

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        longest = self._current_indent + len(self._format_action_invocation(action))
        for sub in self._iter_indented_subactions(action):
            # The indent of the argument itself: it is further right while its subcommands are gone through.
            longest = max(longest, self._current_indent + len(self._format_action_invocation(sub)))
        self._action_max_length = max(longest, self._action_max_length)
        self._add_item(self._format_action, (action,))

    def add_arguments(self, actions):
        for each in actions:
            self.add_argument(each)

    def format_help(self):
        pages = [[]]  # the texts of the sections that are open
        headings = []
        for func, args in self._noted:
            if func is self._OPEN:
                pages.append([])
                headings.append(args)
                self._indent()
            elif func is self._CLOSE:
                body = "".join(pages.pop())
                heading = headings.pop()
                self._dedent()
                if body:
                    title = f"{' ' * self._current_indent}{heading}:\n" if _shown(heading) else ""
                    pages[-1].append(f"\n{title}{body}\n")
            else:
                text = func(*args)
                if _shown(text):
                    pages[-1].append(text)
        text = "".join(pages[0])
        if not text:
            return text
        while "\n\n\n" in text:
            text = text.replace("\n\n\n", "\n\n")
        return text.strip("\n") + "\n"

    # Usage.

    def _format_usage(self, usage, actions, groups, prefix):
        start = "usage: " if prefix is None else prefix
        if usage is None:
            usage = self._usage_of(actions, groups, start)
        else:
            usage %= {"prog": self._prog}
        return f"{start}{usage}\n\n"

    def _usage_of(self, actions, groups, start):
        """The program and its arguments, options first: in one line where that is enough."""
        prog = str(self._prog)
        kinds = [a for a in actions if a.option_strings], [a for a in actions if not a.option_strings]
        line = f"{prog} {self._format_actions_usage(kinds[0] + kinds[1], groups)}".rstrip(" ") if actions else prog
        room = self._width - self._current_indent
        if len(start) + len(line) <= room:
            return line
        # Lines are broken between what stands in brackets as a whole, and at blanks elsewhere.
        options, positionals = (
            _re.findall(r"\(.*?\)+(?=\s|$)|\[.*?\]+(?=\s|$)|\S+", self._format_actions_usage(kind, groups)) for kind in kinds
        )
        if 4 * (len(start) + len(prog)) > 3 * room:
            # A long name has a line of its own.
            margin = " " * len(start)
            lines = self._packed(options + positionals, margin, room)
            if len(lines) > 1:
                lines = self._packed(options, margin, room) + self._packed(positionals, margin, room)
            return "\n".join([prog, *lines])
        margin = " " * (len(start) + len(prog) + 1)
        blocks = [block for block in (options, positionals) if block] or [[]]
        lines = self._packed([prog, *blocks[0]], margin, room, len(start))
        lines[0] = lines[0][len(margin):]
        for block in blocks[1:]:
            lines += self._packed(block, margin, room)
        return "\n".join(lines)

    @staticmethod
    def _packed(words, margin, room, used=None):
        """The words as lines behind a margin; the first line counts as if it began behind what is used."""
        rows, column = [], room
        for word in words:
            if not rows or column + 1 + len(word) > room:
                column = len(margin) - 1 if rows or used is None else used - 1
                rows.append([])
            rows[-1].append(word)
            column += 1 + len(word)
        return [margin + " ".join(row) for row in rows]

    def _format_actions_usage(self, actions, groups):
        """The arguments in one line; members of an exclusive group stand between one pair of brackets."""
        frames = {}  # of a group's members, by place: what is written before and behind them
        for group in groups:
            members = group._group_actions
            if not members:
                raise ValueError(f"empty group {group}")
            first = actions.index(members[0]) if members[0] in actions else len(actions)
            if actions[first:first + len(members)] != members:
                continue
            visible = [first + n for n, member in enumerate(members) if member.help is not SUPPRESS]
            if not visible:
                continue
            brackets = "[]" if not group.required else "()" if len(visible) > 1 else ("", "")
            for place in visible:
                before, behind, bar = frames.get(place, ("", "", ""))
                if place == visible[0]:
                    before += brackets[0]
                if place == visible[-1]:
                    behind += brackets[1]
                else:
                    bar = " |"
                frames[place] = before, behind, bar
        words = []
        for place, action in enumerate(actions):
            if action.help is not SUPPRESS:
                before, behind, bar = frames.get(place, ("", "", ""))
                words.append(f"{before}{self._usage_of_one(action, place in frames)}{behind}{bar}")
        return " ".join(words).strip()

    def _usage_of_one(self, action, grouped):
        if not action.option_strings:
            text = self._format_args(action, self._get_default_metavar_for_positional(action))
            # The group's brackets are enough.
            return text[1:-1] if grouped and text.startswith("[") and text.endswith("]") else text
        if action.nargs == 0:
            text = action.format_usage()
        else:
            text = f"{action.option_strings[0]} {self._format_args(action, self._get_default_metavar_for_optional(action))}"
        return text if grouped or action.required else f"[{text}]"

    # Texts and arguments.

    def _format_text(self, text):
        if "%(prog)" in text:
            text %= {"prog": self._prog}
        margin = " " * self._current_indent
        return self._fill_text(text, max(11, self._width - len(margin)), margin) + "\n\n"

    def _format_action(self, action):
        column = min(self._max_help_position, self._action_max_length + 2)
        margin = " " * self._current_indent
        name = margin + self._format_action_invocation(action)
        explanation = self._expand_help(action) if action.help and action.help.strip() else ""
        lines = self._split_lines(explanation, max(11, self._width - column)) if explanation else []
        beside = bool(action.help) and len(name) <= column - 2
        if beside:
            first = lines.pop(0) if lines else ""
            out = [f"{name.ljust(column)}{first}\n"]
        else:
            out = [name + "\n"]
        out += (f"{' ' * column}{line}\n" for line in lines)
        out += map(self._format_action, self._iter_indented_subactions(action))
        return "".join(out)

    def _format_action_invocation(self, action):
        """An argument as the list of them names it: all its option strings, each with what it takes."""
        if not action.option_strings:
            return self._metavar_formatter(action, self._get_default_metavar_for_positional(action))(1)[0]
        takes = "" if action.nargs == 0 else " " + self._format_args(action, self._get_default_metavar_for_optional(action))
        return ", ".join(name + takes for name in action.option_strings)

    def _metavar_formatter(self, action, default_metavar):
        """A function that gives a number of names for what the argument takes."""
        name = action.metavar
        if name is None:
            name = default_metavar if action.choices is None else "{%s}" % ",".join(map(str, action.choices))
        return lambda count: name if isinstance(name, tuple) else (name,) * count

    def _format_args(self, action, default_metavar):
        names = self._metavar_formatter(action, default_metavar)
        nargs = action.nargs
        if nargs == REMAINDER:
            return "..."
        if nargs == SUPPRESS:
            return ""
        if nargs == ZERO_OR_MORE:
            known = names(1)
            return ("[%s [%s ...]]" if len(known) == 2 else "[%s ...]") % known
        wanted = {None: (1, "%s"), OPTIONAL: (1, "[%s]"), ONE_OR_MORE: (2, "%s [%s ...]"), PARSER: (1, "%s ...")}.get(nargs)
        if wanted is None:
            if not hasattr(nargs, "__index__"):
                raise ValueError("invalid nargs value")
            wanted = nargs, " ".join(["%s"] * nargs)
        return wanted[1] % names(wanted[0])

    def _expand_help(self, action):
        """The explanation with the argument's own values filled in: %(default)s, %(type)s, %(choices)s and the like."""
        values = {"prog": self._prog}
        for key, value in vars(action).items():
            if value is not SUPPRESS:
                values[key] = getattr(value, "__name__", value)
        if values.get("choices") is not None:
            values["choices"] = ", ".join(map(str, values["choices"]))
        return self._get_help_string(action) % values

    def _iter_indented_subactions(self, action):
        if hasattr(action, "_get_subactions"):
            self._indent()
            yield from action._get_subactions()
            self._dedent()

    def _split_lines(self, text, width):
        import textwrap

        return textwrap.wrap(_one_line(text), width)

    def _fill_text(self, text, width, indent):
        import textwrap

        return textwrap.fill(_one_line(text), width, initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_positional(self, action):
        return action.dest

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()


def _one_line(text):
    return _re.sub(r"\s+", " ", text, flags=_re.ASCII).strip()


class RawDescriptionHelpFormatter(HelpFormatter):
    """Keeps the lines of descriptions."""

    def _fill_text(self, text, width, indent):
        lines = text.splitlines(True)
        return indent + indent.join(lines) if lines else ""


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Keeps the lines of descriptions and of explanations."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Says each argument's default, where its explanation does not."""

    def _get_help_string(self, action):
        text = action.help or ""
        may_be_left_out = action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE)
        if may_be_left_out and action.default is not SUPPRESS and "%(default)" not in text:
            text += " (default: %(default)s)"
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Calls what an argument takes by its type."""

    def _get_default_metavar_for_positional(self, action):
        return action.type.__name__

    _get_default_metavar_for_optional = _get_default_metavar_for_positional


def _get_action_name(argument):
    """What messages call an argument."""
    if argument is None:
        return None
    if argument.option_strings:
        return "/".join(argument.option_strings)
    for name in (argument.metavar, argument.dest):
        if name not in (None, SUPPRESS):
            return name
    return "{" + ",".join(argument.choices) + "}" if argument.choices else None


class ArgumentError(Exception):
    """What a command line, or a definition, has wrong about an argument."""

    def __init__(self, argument, message):
        self.message = message
        self.argument_name = _get_action_name(argument)

    def __str__(self):
        whose = "" if self.argument_name is None else f"argument {self.argument_name}: "
        return f"{whose}{self.message}"


class ArgumentTypeError(Exception):
    """Raised by a function that is an argument's type: its message is shown as it is."""


# Actions.

class Action(_AttributeHolder):
    """What an argument is, and, called, does with its values."""

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None):
        self.option_strings, self.dest, self.nargs, self.const, self.default = option_strings, dest, nargs, const, default
        self.type, self.choices, self.required, self.help, self.metavar = type, choices, required, help, metavar

    def _get_kwargs(self):
        return [(key, getattr(self, key)) for key in "option_strings dest nargs const default type choices required help metavar".split()]

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError(".__call__() not defined")

    def format_usage(self):
        return self.option_strings[0]


class BooleanOptionalAction(Action):
    """--name and --no-name."""

    def __init__(self, option_strings, dest, default=None, type=None, choices=None, required=False, help=None, metavar=None):
        pairs = ((name, "--no-" + name[2:]) if name[:2] == "--" else (name,) for name in option_strings)
        Action.__init__(self, sum(pairs, start=()), dest, 0, None, default, type, choices, required, help, metavar)
        self.option_strings = [*self.option_strings]

    def __call__(self, parser, namespace, values, option_string=None):
        if option_string in self.option_strings:
            setattr(namespace, self.dest, option_string[:5] != "--no-")

    def format_usage(self):
        return " | ".join(self.option_strings)


def _check_stored(kind, advice, nargs, const):
    if nargs == 0:
        raise ValueError(f"nargs for {kind} actions must be != 0; if {advice} may be more appropriate")
    if const is not None and nargs != OPTIONAL:
        raise ValueError(f"nargs must be {OPTIONAL!r} to supply const")


class _StoreAction(Action):
    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None):
        _check_stored("store", "you have nothing to store, actions such as store true or store const", nargs, const)
        Action.__init__(self, option_strings, dest, nargs, const, default, type, choices, required, help, metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class _Flag(Action):
    """An option that takes nothing."""

    def __init__(self, option_strings, dest, const, default, required, help, metavar=None):
        Action.__init__(self, option_strings, dest, nargs=0, const=const, default=default, required=required, help=help, metavar=metavar)


class _StoreConstAction(_Flag):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None):
        _Flag.__init__(self, option_strings, dest, const, default, required, help)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _StoreTrueAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=False, required=False, help=None):
        _Flag.__init__(self, option_strings, dest, True, default, required, help)


class _StoreFalseAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=True, required=False, help=None):
        _Flag.__init__(self, option_strings, dest, False, default, required, help)


class _Gathering:
    """Actions whose value is a list that grows; the default that it began as is left alone."""

    def _gather(self, namespace, more):
        before = getattr(namespace, self.dest, None)
        if before is None:
            now = []
        elif type(before) is list:
            now = before[:]
        else:
            import copy

            now = copy.copy(before)
        for item in more:
            now.append(item)
        setattr(namespace, self.dest, now)


class _AppendAction(_Gathering, Action):
    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None):
        _check_stored("append", "arg strings are not supplying the value to append, the append const action", nargs, const)
        Action.__init__(self, option_strings, dest, nargs, const, default, type, choices, required, help, metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        self._gather(namespace, [values])


class _ExtendAction(_AppendAction):
    def __call__(self, parser, namespace, values, option_string=None):
        self._gather(namespace, values)


class _AppendConstAction(_Gathering, _Flag):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None):
        _Flag.__init__(self, option_strings, dest, const, default, required, help, metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        self._gather(namespace, [self.const])


class _CountAction(_Flag):
    def __init__(self, option_strings, dest, default=None, required=False, help=None):
        _Flag.__init__(self, option_strings, dest, None, default, required, help)

    def __call__(self, parser, namespace, values, option_string=None):
        before = getattr(namespace, self.dest, None)
        setattr(namespace, self.dest, 1 if before is None else before + 1)


class _HelpAction(_Flag):
    def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None):
        _Flag.__init__(self, option_strings, dest, None, default, False, help)

    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _VersionAction(_Flag):
    def __init__(self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS, help="show program's version number and exit"):
        _Flag.__init__(self, option_strings, dest, None, default, False, help)
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        page = parser._get_formatter()
        page.add_text(parser.version if self.version is None else self.version)
        parser._print_message(page.format_help(), _sys.stdout)
        parser.exit()


class _SubParsersAction(Action):
    """Subcommands: the first value names the parser that reads the others."""

    class _ChoicesPseudoAction(Action):
        """A subcommand's line in the help."""

        def __init__(self, name, aliases, help):
            also = f" ({', '.join(aliases)})" if aliases else ""
            Action.__init__(self, [], name, help=help, metavar=name + also)

    def __init__(self, option_strings, prog, parser_class, dest=SUPPRESS, required=False, help=None, metavar=None):
        self._prog_prefix, self._parser_class = prog, parser_class
        self._name_parser_map, self._choices_actions = {}, []
        Action.__init__(
            self, option_strings, dest, nargs=PARSER, choices=self._name_parser_map, required=required, help=help, metavar=metavar
        )

    def add_parser(self, name, **kwargs):
        aliases = kwargs.pop("aliases", ())
        for kind, wanted in ("subparser", name), *(("subparser alias", alias) for alias in aliases):
            if wanted in self._name_parser_map:
                raise ArgumentError(self, f"conflicting {kind}: {wanted}")
        if "help" in kwargs:
            self._choices_actions.append(self._ChoicesPseudoAction(name, aliases, kwargs.pop("help")))
        if kwargs.get("prog") is None:
            kwargs["prog"] = f"{self._prog_prefix} {name}"
        parser = self._parser_class(**kwargs)
        self._name_parser_map.update(dict.fromkeys((name, *aliases), parser))
        return parser

    def _get_subactions(self):
        return self._choices_actions

    def __call__(self, parser, namespace, values, option_string=None):
        name = values[0]
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, name)
        command = self._name_parser_map.get(name)
        if command is None:
            raise ArgumentError(self, f"unknown parser {name!r} (choices: {', '.join(self._name_parser_map)})")
        # A namespace of its own, so that the subcommand's defaults come before those of the program.
        found, unknown = command.parse_known_args(values[1:], None)
        for key in vars(found):
            setattr(namespace, key, getattr(found, key))
        if unknown:
            vars(namespace).setdefault(_LEFT_BY_SUBPARSER, []).extend(unknown)


class FileType:
    """A type for arguments that are files: here it stands in definitions, and opening one is refused."""

    def __init__(self, mode="r", bufsize=-1, encoding=None, errors=None):
        self._mode, self._bufsize, self._encoding, self._errors = mode, bufsize, encoding, errors

    def __call__(self, string):
        if string == "-":
            return self._standard_stream()
        try:
            return open(string, self._mode, self._bufsize, self._encoding, self._errors)
        except OSError as e:
            raise ArgumentTypeError(f"can't open '{string}': {e}") from None

    def _standard_stream(self):
        stream = _sys.stdin if "r" in self._mode else _sys.stdout if any(c in self._mode for c in "wax") else None
        if stream is None:
            raise ValueError(f'argument "-" with mode {self._mode!r}')
        return stream.buffer if "b" in self._mode else stream

    def __repr__(self):
        shown = [repr(self._mode)]
        if self._bufsize != -1:
            shown.append(repr(self._bufsize))
        shown += (f"{key}={value!r}" for key, value in (("encoding", self._encoding), ("errors", self._errors)) if value is not None)
        return f"{self.__class__.__name__}({', '.join(shown)})"


class Namespace(_AttributeHolder):
    """What a command line said, as attributes."""

    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __contains__(self, key):
        return key in vars(self)

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented


# Definitions.

class _ActionsContainer:
    """What add_argument() adds to: a parser, or a group, which shares its parser's tables."""

    _SHARED = ("_registries", "_actions", "_option_string_actions", "_defaults", "_has_negative_number_optionals", "_mutually_exclusive_groups")

    def __init__(self, description, prefix_chars, argument_default, conflict_handler):
        self.description, self.prefix_chars = description, prefix_chars
        self.argument_default, self.conflict_handler = argument_default, conflict_handler
        self._registries = {
            "action": {
                None: _StoreAction, "store": _StoreAction, "store_const": _StoreConstAction, "store_true": _StoreTrueAction,
                "store_false": _StoreFalseAction, "append": _AppendAction, "append_const": _AppendConstAction, "count": _CountAction,
                "help": _HelpAction, "version": _VersionAction, "parsers": _SubParsersAction, "extend": _ExtendAction,
            },
        }
        self._option_string_actions, self._defaults = {}, {}
        self._actions, self._action_groups, self._mutually_exclusive_groups = [], [], []
        self._has_negative_number_optionals = []  # a list, so that groups can share it
        self._negative_number_matcher = _re.compile(r"-(\d+|\d*\.\d+)$")
        self._get_handler()

    def register(self, registry_name, value, object):
        if registry_name not in self._registries:
            self._registries[registry_name] = {}
        self._registries[registry_name][value] = object

    def _registry_get(self, registry_name, value, default=None):
        return self._registries[registry_name].get(value, default)

    def _type_of(self, action):
        return self._registry_get("type", action.type, action.type)

    def set_defaults(self, **kwargs):
        for name, value in kwargs.items():
            self._defaults[name] = value
            for action in self._actions:
                if action.dest == name:
                    action.default = value

    def get_default(self, dest):
        own = (action.default for action in self._actions if action.dest == dest and action.default is not None)
        return next(own, self._defaults.get(dest))

    def add_argument(self, *args, **kwargs):
        if args and (len(args) > 1 or args[0][0] in self.prefix_chars):
            settings = self._get_optional_kwargs(*args, **kwargs)
        elif args and "dest" in kwargs:
            raise ValueError("dest supplied twice for positional argument")
        else:
            settings = self._get_positional_kwargs(*args, **kwargs)
        if "default" not in settings:
            default = self._defaults.get(settings["dest"], self.argument_default)
            if default is not None:
                settings["default"] = default
        make = self._pop_action_class(settings)
        if not callable(make):
            raise ValueError(f'unknown action "{make}"')
        action = make(**settings)
        self._check_definition(action)
        return self._add_action(action)

    def _check_definition(self, action):
        convert = self._type_of(action)
        if not callable(convert):
            raise ValueError(f"{convert!r} is not callable")
        if convert is FileType:
            raise ValueError(f"{convert!r} is a FileType class object, instance of it must be passed")
        formatter = getattr(self, "_get_formatter", None)  # a group has none
        if formatter is not None:
            try:
                formatter()._format_args(action, None)
            except TypeError:
                raise ValueError("length of metavar tuple does not match nargs") from None

    def add_argument_group(self, *args, **kwargs):
        self._action_groups.append(_ArgumentGroup(self, *args, **kwargs))
        return self._action_groups[-1]

    def add_mutually_exclusive_group(self, **kwargs):
        self._mutually_exclusive_groups.append(_MutuallyExclusiveGroup(self, **kwargs))
        return self._mutually_exclusive_groups[-1]

    def _add_action(self, action):
        known = self._option_string_actions
        taken = [(name, known[name]) for name in action.option_strings if name in known]
        if taken:
            self._get_handler()(action, taken)
        action.container = self
        self._actions.append(action)
        known.update(dict.fromkeys(action.option_strings, action))
        if not self._has_negative_number_optionals and any(map(self._negative_number_matcher.match, action.option_strings)):
            self._has_negative_number_optionals.append(True)
        return action

    def _remove_action(self, action):
        self._actions.remove(action)

    def _add_container_actions(self, container):
        """Adds what a parent has, to groups of the same titles."""
        by_title = {}
        for group in self._action_groups:
            if by_title.setdefault(group.title, group) is not group:
                raise ValueError(f"cannot merge actions - two groups are named {group.title!r}")
        target = {}
        for group in container._action_groups:
            mine = by_title.get(group.title)
            if mine is None:
                mine = self.add_argument_group(group.title, group.description, conflict_handler=group.conflict_handler)
                by_title[group.title] = mine
            target.update(dict.fromkeys(group._group_actions, mine))
        for group in container._mutually_exclusive_groups:
            target.update(dict.fromkeys(group._group_actions, self.add_mutually_exclusive_group(required=group.required)))
        for action in container._actions:
            target.get(action, self)._add_action(action)

    def _get_positional_kwargs(self, dest, **kwargs):
        if "required" in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        nargs = kwargs.get("nargs")
        if not (nargs == OPTIONAL or nargs == ZERO_OR_MORE and "default" in kwargs):
            kwargs["required"] = True
        kwargs.update(dest=dest, option_strings=[])
        return kwargs

    def _get_optional_kwargs(self, *args, **kwargs):
        chars = self.prefix_chars
        for name in args:
            if name[0] not in chars:
                raise ValueError(f"invalid option string {name!r}: must start with a character {chars!r}")
        if kwargs.get("dest") is None:
            # The first long name, or else the first.
            named = next((name for name in args if len(name) > 1 and name[1] in chars), args[0]).lstrip(chars)
            if not named:
                raise ValueError(f"dest= is required for options like {args[-1]!r}")
            kwargs["dest"] = named.replace("-", "_")
        kwargs["option_strings"] = [*args]
        return kwargs

    def _pop_action_class(self, kwargs, default=None):
        wanted = kwargs.pop("action", default)
        return self._registry_get("action", wanted, wanted)

    # Two arguments with one name.

    def _get_handler(self):
        handler = getattr(self, "_handle_conflict_" + str(self.conflict_handler), None)
        if handler is None:
            raise ValueError(f"invalid conflict_resolution value: {self.conflict_handler!r}")
        return handler

    def _handle_conflict_error(self, action, conflicting_actions):
        names = [name for name, _ in conflicting_actions]
        raise ArgumentError(action, f"conflicting option string{'s' if len(names) > 1 else ''}: {', '.join(names)}")

    def _handle_conflict_resolve(self, action, conflicting_actions):
        for name, before in conflicting_actions:
            self._option_string_actions.pop(name, None)
            before.option_strings.remove(name)
            if not before.option_strings:
                before.container._remove_action(before)


class _ArgumentGroup(_ActionsContainer):
    def __init__(self, container, title=None, description=None, **kwargs):
        for setting in ("prefix_chars", "argument_default", "conflict_handler"):
            kwargs.setdefault(setting, getattr(container, setting))
        super().__init__(description, **kwargs)
        self.title, self._group_actions = title, []
        vars(self).update((table, getattr(container, table)) for table in self._SHARED)

    def _add_action(self, action):
        self._group_actions.append(super()._add_action(action))
        return action

    def _remove_action(self, action):
        for each in (super()._remove_action, self._group_actions.remove):
            each(action)


class _MutuallyExclusiveGroup(_ArgumentGroup):
    def __init__(self, container, required=False):
        _ArgumentGroup.__init__(self, container)
        self._container, self.required = container, required

    def _add_action(self, action):
        if action.required:
            raise ValueError("mutually exclusive arguments must be optional")
        self._group_actions.append(self._container._add_action(action))
        return action

    def _remove_action(self, action):
        for each in (self._container._remove_action, self._group_actions.remove):
            each(action)


class ArgumentParser(_AttributeHolder, _ActionsContainer):
    """A program's arguments."""

    def __init__(
        self, prog=None, usage=None, description=None, epilog=None, parents=[], formatter_class=HelpFormatter, prefix_chars="-",
        fromfile_prefix_chars=None, argument_default=None, conflict_handler="error", add_help=True, allow_abbrev=True, exit_on_error=True,
    ):
        _ActionsContainer.__init__(self, description, prefix_chars, argument_default, conflict_handler)
        self.prog = _os.path.basename(_sys.argv[0]) if prog is None else prog
        self.usage, self.epilog, self.formatter_class = usage, epilog, formatter_class
        self.add_help, self.allow_abbrev, self.exit_on_error = add_help, allow_abbrev, exit_on_error
        self.fromfile_prefix_chars = fromfile_prefix_chars
        self._subparsers = None
        self.register("type", None, _same)
        self._positionals, self._optionals = map(self.add_argument_group, ("positional arguments", "options"))
        if add_help:
            dash = "-" if "-" in prefix_chars else prefix_chars[0]
            self.add_argument(f"{dash}h", f"{dash}{dash}help", action="help", default=SUPPRESS, help="show this help message and exit")
        for parent in parents:
            self._add_container_actions(parent)
            self._defaults |= parent._defaults

    def _get_kwargs(self):
        return [(key, getattr(self, key)) for key in "prog usage description formatter_class conflict_handler add_help".split()]

    def add_subparsers(self, **kwargs):
        if self._subparsers is not None:
            self.error("cannot have multiple subparser arguments")
        if kwargs.keys() & {"title", "description"}:
            self._subparsers = self.add_argument_group(kwargs.pop("title", "subcommands"), kwargs.pop("description", None))
        else:
            self._subparsers = self._positionals
        if kwargs.get("prog") is None:
            # A subcommand is called behind the positional arguments that are there so far.
            page = self._get_formatter()
            page.add_usage(self.usage, self._get_positional_actions(), self._mutually_exclusive_groups, "")
            kwargs["prog"] = page.format_help().strip()
        kwargs.setdefault("parser_class", self.__class__)
        make = self._pop_action_class(kwargs, "parsers")
        return self._subparsers._add_action(make(option_strings=[], **kwargs))

    def _add_action(self, action):
        group = self._optionals if action.option_strings else self._positionals
        return group._add_action(action)

    def _get_optional_actions(self):
        return list(filter(lambda action: action.option_strings, self._actions))

    def _get_positional_actions(self):
        return list(filter(lambda action: not action.option_strings, self._actions))

    # Reading a command line.

    def parse_args(self, args=None, namespace=None):
        return self._nothing_left(self.parse_known_args(args, namespace))

    def parse_intermixed_args(self, args=None, namespace=None):
        return self._nothing_left(self.parse_known_intermixed_args(args, namespace))

    def _nothing_left(self, result):
        namespace, unknown = result
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return namespace

    def parse_known_args(self, args=None, namespace=None):
        words = list(_sys.argv[1:] if args is None else args)
        result = Namespace() if namespace is None else namespace
        defaults = [(action.dest, action.default) for action in self._actions if SUPPRESS is not action.dest and SUPPRESS is not action.default]
        for dest, value in [*defaults, *self._defaults.items()]:
            if not hasattr(result, dest):
                setattr(result, dest, value)
        try:
            result, unknown = self._parse_known_args(words, result)
        except ArgumentError as err:
            if not self.exit_on_error:
                raise
            self.error(str(err))
        if hasattr(result, _LEFT_BY_SUBPARSER):
            unknown += getattr(result, _LEFT_BY_SUBPARSER)
            delattr(result, _LEFT_BY_SUBPARSER)
        return result, unknown

    def _parse_known_args(self, arg_strings, namespace):
        if self.fromfile_prefix_chars is not None:
            arg_strings = self._read_args_from_files(arg_strings)
        reading = _Reading(self, arg_strings, namespace)
        reading.read()
        reading.complete()
        return namespace, reading.unknown

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """First the options alone, then the positionals from what is left."""
        positionals = self._get_positional_actions()
        for action in positionals:
            if action.nargs in (PARSER, REMAINDER):
                raise TypeError(f"parse_intermixed_args: positional arg with nargs={action.nargs}")
        if any(action in positionals for group in self._mutually_exclusive_groups for action in group._group_actions):
            raise TypeError("parse_intermixed_args: positional in mutuallyExclusiveGroup")
        usage = self.format_usage()[len("usage: "):] if self.usage is None else self.usage
        with _Changed(positionals, nargs=SUPPRESS, default=SUPPRESS), _Changed([self], usage=usage.replace("%", "%%")):
            namespace, rest = self.parse_known_args(args, namespace)
            for action in positionals:
                if getattr(namespace, action.dest, None) == []:
                    delattr(namespace, action.dest)
        with _Changed(self._get_optional_actions() + self._mutually_exclusive_groups, required=False):
            return self.parse_known_args(rest, namespace)

    def _read_args_from_files(self, arg_strings):
        words = []
        for word in arg_strings:
            if word and word[0] in self.fromfile_prefix_chars:
                words += self._words_of_file(word[1:])
            else:
                words.append(word)
        return words

    def _words_of_file(self, name):
        try:
            with open(name) as file:
                lines = file.read().splitlines()
            return self._read_args_from_files([word for line in lines for word in self.convert_arg_line_to_args(line)])
        except OSError as err:
            self.error(str(err))

    def convert_arg_line_to_args(self, arg_line):
        return [arg_line]

    # What words mean.

    def _parse_optional(self, arg_string):
        """What a word is as an option: (action, option string, explicit argument), or None for an argument."""
        if len(arg_string) == 0 or arg_string[0] not in self.prefix_chars:
            return None
        known = self._option_string_actions
        if arg_string in known:
            return known[arg_string], arg_string, None
        if len(arg_string) == 1:
            return None
        name, given, value = arg_string.partition("=")
        if given and name in known:
            return known[name], name, value
        candidates = self._get_option_tuples(arg_string)
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            self.error(f"ambiguous option: {arg_string} could match {', '.join(option for _, option, _ in candidates)}")
        is_number = self._negative_number_matcher.match(arg_string) and not self._has_negative_number_optionals
        return None if is_number or " " in arg_string else (None, arg_string, None)

    def _get_option_tuples(self, option_string):
        """The options that a word abbreviates, or that it bundles with their argument."""
        known = self._option_string_actions
        if option_string[1] in self.prefix_chars:
            if not self.allow_abbrev:
                return []
            start, given, value = option_string.partition("=")
            return [(known[name], name, value if given else None) for name in known if name.startswith(start)]
        letter, value = option_string[:2], option_string[2:]
        return [
            (known[name], name, value if name == letter else None) for name in known if name == letter or name.startswith(option_string)
        ]

    def _get_nargs_pattern(self, action):
        is_option = bool(action.option_strings)
        if action.nargs in _TAKES:
            return _TAKES[action.nargs][is_option]
        return f"({'A' * action.nargs})" if is_option else f"(-*{'A-*' * action.nargs})"

    def _match_argument(self, action, arg_strings_pattern):
        """How many strings the action takes."""
        match = _re.match(self._get_nargs_pattern(action), arg_strings_pattern)
        if match:
            return match.end(1)
        nargs = action.nargs
        wanted = {None: "one argument", OPTIONAL: "at most one argument", ONE_OR_MORE: "at least one argument"}.get(nargs)
        raise ArgumentError(action, f"expected {wanted or f'{nargs} argument' + 's' * (nargs != 1)}")

    def _match_arguments_partial(self, actions, arg_strings_pattern):
        """How many strings each of the actions takes, as far as there are enough of them."""
        patterns = list(map(self._get_nargs_pattern, actions))
        while patterns:
            match = _re.match("".join(patterns), arg_strings_pattern)
            if match:
                return list(map(len, match.groups()))
            patterns.pop()
        return []

    # Values.

    def _get_values(self, action, arg_strings):
        """The value of an argument that was given these strings, which may be none."""
        nargs = action.nargs
        if nargs == SUPPRESS:
            return SUPPRESS
        words = list(arg_strings)
        if nargs not in (PARSER, REMAINDER) and "--" in words:
            words.remove("--")
        if not words:
            if nargs == OPTIONAL:
                value = action.const if action.option_strings else action.default
                return self._checked(action, value) if isinstance(value, str) else value
            if nargs == ZERO_OR_MORE and not action.option_strings:
                if action.default is None:
                    return words
                self._check_value(action, action.default)
                return action.default
        if nargs in (None, OPTIONAL) and len(words) == 1:
            return self._checked(action, words[0])
        values = [self._get_value(action, word) for word in words]
        for value in [] if nargs == REMAINDER else values[:1] if nargs == PARSER else values:
            self._check_value(action, value)
        return values

    def _checked(self, action, word):
        value = self._get_value(action, word)
        self._check_value(action, value)
        return value

    def _get_value(self, action, arg_string):
        convert = self._type_of(action)
        if not callable(convert):
            raise ArgumentError(action, f"{convert!r} is not callable")
        try:
            return convert(arg_string)
        except ArgumentTypeError as err:
            problem = str(err)
        except (TypeError, ValueError):
            problem = f"invalid {getattr(action.type, '__name__', repr(action.type))} value: {arg_string!r}"
        raise ArgumentError(action, problem)

    def _check_value(self, action, value):
        choices = action.choices
        if not (choices is None or value in choices):
            raise ArgumentError(action, f"invalid choice: {value!r} (choose from {', '.join(repr(choice) for choice in choices)})")

    # What is printed.

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def _page(self):
        """A formatter with the usage."""
        page = self._get_formatter()
        page.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return page

    def format_usage(self):
        return self._page().format_help()

    def format_help(self):
        page = self._page()
        page.add_text(self.description)
        for section in self._action_groups:
            page.start_section(section.title)
            page.add_text(section.description)
            page.add_arguments(section._group_actions)
            page.end_section()
        page.add_text(self.epilog)
        return page.format_help()

    def print_usage(self, file=None):
        self._print_message(self.format_usage(), _sys.stdout if file is None else file)

    def print_help(self, file=None):
        self._print_message(self.format_help(), _sys.stdout if file is None else file)

    def _print_message(self, message, file=None):
        if message:
            (file or _sys.stderr).write(message)

    def error(self, message):
        self.print_usage(_sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\n")

    def exit(self, status=0, message=None):
        if message:
            self._print_message(message, _sys.stderr)
        _sys.exit(status)


class _Reading:
    """One command line as it is read. Its words are letters first: O for an option, A for an argument, and - for the "--"."""

    def __init__(self, parser, words, namespace):
        self.parser, self.words, self.namespace = parser, words, namespace
        self.unknown = []
        self.seen, self.given = set(), set()  # the actions that were called, and those whose value is not just their default
        self.waiting = parser._get_positional_actions()
        self.options = {}  # by place: (action, option string, explicit argument)
        end = words.index("--") if "--" in words else len(words)
        for place in range(end):
            option = parser._parse_optional(words[place])
            if option is not None:
                self.options[place] = option
        self.letters = "".join("O" if place in self.options else "A" for place in range(end))
        if end < len(words):
            self.letters += "-" + "A" * (len(words) - end - 1)

    def read(self):
        place = 0
        for option in sorted(self.options):
            # An option may have been taken already, by a positional argument that takes all that is left.
            while place < option:
                after = self.positionals(place)
                if after == place:
                    self.unknown += self.words[place:option]
                    after = option
                place = after
            if place == option:
                place = self.option(place)
        self.unknown += self.words[self.positionals(place):]

    def positionals(self, place):
        """Gives the positional arguments that wait what they can take from here on, and tells the place behind."""
        counts = self.parser._match_arguments_partial(self.waiting, self.letters[place:])
        ready, self.waiting = self.waiting[:len(counts)], self.waiting[len(counts):]
        for action, count in zip(ready, counts):
            self.take(action, self.words[place:place + count])
            place += count
        return place

    def option(self, place):
        action, name, value = self.options[place]
        behind = place + 1
        if action is None:
            self.unknown.append(self.words[place])
            return behind
        calls = []
        while value is not None:
            count = self.parser._match_argument(action, "A")
            if count == 1:
                calls.append((action, [value], name))
                break
            # A flag, and what stands behind it are more flags, as in -xvf.
            bundled = count == 0 and value != "" and name[1] not in self.parser.prefix_chars
            flag = name[0] + value[:1]
            if bundled:
                calls.append((action, [], name))
                value = value[1:] or None
            if not bundled or flag not in self.parser._option_string_actions:
                raise ArgumentError(action, f"ignored explicit argument {value!r}")
            action, name = self.parser._option_string_actions[flag], flag
        else:
            count = self.parser._match_argument(action, self.letters[behind:])
            calls.append((action, self.words[behind:behind + count], name))
            behind += count
        for call in calls:
            self.take(*call)
        return behind

    def take(self, action, words, option_string=None):
        self.seen.add(action)
        values = self.parser._get_values(action, words)
        if values is not action.default:
            self.given.add(action)
            for group in self.parser._mutually_exclusive_groups:
                if action in group._group_actions:
                    for other in group._group_actions:
                        if other is not action and other in self.given:
                            raise ArgumentError(action, f"not allowed with argument {_get_action_name(other)}")
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, option_string)

    def complete(self):
        """Looks for what is missing; defaults that are text and have not been replaced are converted as if they had been given."""
        missing = []
        for action in self.parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(_get_action_name(action))
            elif isinstance(action.default, str) and getattr(self.namespace, action.dest, None) is action.default:
                setattr(self.namespace, action.dest, self.parser._get_value(action, action.default))
        if missing:
            self.parser.error(f"the following arguments are required: {', '.join(missing)}")
        for group in self.parser._mutually_exclusive_groups:
            if group.required and self.given.isdisjoint(group._group_actions):
                names = (_get_action_name(action) for action in group._group_actions if action.help is not SUPPRESS)
                self.parser.error(f"one of the arguments {' '.join(names)} is required")


class _Changed:
    """Has attributes of several objects changed while a block runs."""

    def __init__(self, objects, **values):
        self.objects, self.values = objects, values

    def __enter__(self):
        self.before = [{name: getattr(each, name) for name in self.values} for each in self.objects]
        for each in self.objects:
            vars(each).update(self.values)

    def __exit__(self, *exc_info):
        for each, values in zip(self.objects, self.before):
            vars(each).update(values)


def _same(string):
    return string
