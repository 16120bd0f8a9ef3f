"""The base of manage.py's commands: argparse's parser for what they take, and what they print to."""

import argparse
import functools
import sys
from io import TextIOBase

from django.core import checks
from django.core.management.color import color_style, no_style

ALL_CHECKS = "__all__"


class CommandError(Exception):
    """What a command ends with when it cannot do its work: a message without a traceback."""

    def __init__(self, *args, returncode=1, **kwargs):
        Exception.__init__(self, *args, **kwargs)
        self.returncode = returncode


class SystemCheckError(CommandError):
    """The checks found something that is as bad as the level to fail at."""


class CommandParser(argparse.ArgumentParser):
    """A parser that raises CommandError, as programs and not terminals call it."""

    def __init__(self, *, missing_args_message=None, called_from_command_line=None, **kwargs):
        argparse.ArgumentParser.__init__(self, **kwargs)
        self.called_from_command_line, self.missing_args_message = called_from_command_line, missing_args_message

    def error(self, message):
        if not self.called_from_command_line:
            raise CommandError(f"Error: {message}")
        super().error(message)

    def parse_args(self, args=None, namespace=None):
        # A message of the command's own instead of argparse's "the following arguments are required".
        if not args and self.missing_args_message:
            self.error(self.missing_args_message)
        return super().parse_args(args, namespace)

    def add_subparsers(self, **kwargs):
        made_by = kwargs.get("parser_class", type(self))
        if not issubclass(made_by, CommandParser):
            return super().add_subparsers(**kwargs)
        kwargs["parser_class"] = lambda **options: made_by(called_from_command_line=self.called_from_command_line, **options)
        return super().add_subparsers(**kwargs)


def handle_default_options(options):
    """--settings and --pythonpath change nothing: the playground's settings are the program's."""


def no_translations(handle_func):
    def handle(*args, **options):
        from django.utils.translation import override

        with override(None):
            return handle_func(*args, **options)

    return functools.update_wrapper(handle, handle_func)


class DjangoHelpFormatter(argparse.HelpFormatter):
    """Options that every command has come last in the help."""

    show_last = {"--" + name for name in "version verbosity traceback settings pythonpath no-color force-color skip-checks".split()}

    def _last(self, actions):
        own, common = [], []
        for action in actions:
            (own if self.show_last.isdisjoint(action.option_strings) else common).append(action)
        return own + common

    def add_arguments(self, actions):
        super().add_arguments(self._last(actions))

    def add_usage(self, usage, actions, *args, **kwargs):
        super().add_usage(usage, self._last(actions), *args, **kwargs)


class OutputWrapper(TextIOBase):
    """A stream whose write() ends the line, and may style it."""

    _style = None

    def __init__(self, out, ending="\n"):
        self.ending = ending
        self._out = out

    def __getattr__(self, name):
        return getattr(self._out, name)

    def isatty(self):
        asked = getattr(self._out, "isatty", None)
        return bool(asked and asked())

    def flush(self):
        getattr(self._out, "flush", int)()

    def _get_style(self):
        return self._style or str

    def _set_style(self, style):
        self._style = style if self.isatty() else None

    style_func = property(_get_style, _set_style)

    def write(self, msg="", style_func=None, ending=None):
        end = ending if ending is not None else self.ending
        line = msg + end if end and not msg.endswith(end) else msg  # dumpdata wants no end at all
        styled = style_func or self.style_func
        self._out.write(styled(line))


class BaseCommand:
    help = ""
    requires_system_checks = ALL_CHECKS
    requires_migrations_checks = output_transaction = _called_from_command_line = False
    stealth_options, base_stealth_options = (), ("stderr", "stdout")
    suppressed_base_arguments = set()

    def __init__(self, stdout=None, stderr=None, no_color=False, force_color=False):
        if no_color and force_color:
            raise CommandError("'no_color' and 'force_color' can't be used together.")
        if not (self.requires_system_checks == ALL_CHECKS or isinstance(self.requires_system_checks, (tuple, list))):
            raise TypeError("requires_system_checks must be a list or tuple.")
        self.stdout, self.stderr = OutputWrapper(stdout or sys.stdout), OutputWrapper(stderr or sys.stderr)
        self.style = no_style() if no_color else color_style(force_color)
        if not no_color:
            self.stderr.style_func = self.style.ERROR

    def get_version(self):
        from django import get_version

        return get_version()

    def create_parser(self, prog_name, subcommand, **kwargs):
        script = prog_name.rpartition("/")[2]
        parser = CommandParser(
            **{"formatter_class": DjangoHelpFormatter, **kwargs}, prog=f"{script} {subcommand}", description=self.help or None,
            called_from_command_line=self._called_from_command_line, missing_args_message=getattr(self, "missing_args_message", None),
        )
        add = functools.partial(self.add_base_argument, parser)
        add("--version", action="version", version=self.get_version(), help="Tell Django's version and end.")
        add("-v", "--verbosity", default=1, type=int, choices=[0, 1, 2, 3], help="How much to tell: 0 least, 1 as usual, 2 more, 3 everything.")
        add("--settings", help="The settings module; the playground has its own.")
        add("--pythonpath", help="A folder to import from; the playground has none.")
        add("--traceback", action="store_true", help="Show the whole traceback of a CommandError.")
        add("--no-color", action="store_true", help="Leave the output without colors.")
        add("--force-color", action="store_true", help="Color the output in any case.")
        if self.requires_system_checks:
            add("--skip-checks", action="store_true", help="Leave the system checks out.")
        self.add_arguments(parser)
        return parser

    def add_base_argument(self, parser, *args, **kwargs):
        if not self.suppressed_base_arguments.isdisjoint(args):
            kwargs["help"] = argparse.SUPPRESS
        parser.add_argument(*args, **kwargs)

    def add_arguments(self, parser):
        """Adds what a command takes besides; the base takes nothing."""

    def print_help(self, prog_name, subcommand):
        parser = self.create_parser(prog_name, subcommand)
        parser.print_help()

    def _streams(self, options):
        """Makes the streams and their colors those that this call asks for."""
        plain, forced = options["no_color"], options["force_color"]
        if plain and forced:
            raise CommandError("The --no-color and --force-color options can't be used together.")
        if plain or forced:
            self.style = color_style(force_color=True) if forced else no_style()
        if plain:
            self.stderr.style_func = None
        for name in self.base_stealth_options:
            if options.get(name):
                setattr(self, name, OutputWrapper(options[name]))

    def execute(self, *args, **options):
        self._streams(options)
        if self.requires_system_checks and not options["skip_checks"]:
            wanted = self.get_check_kwargs(options)
            self.check(**wanted)
        if self.requires_migrations_checks:
            self.check_migrations()
        told = self.handle(*args, **options)
        if not told:
            return told
        if self.output_transaction:
            told = self._in_transaction(told, options.get("database", "default"))
        self.stdout.write(told)
        return told

    def _in_transaction(self, sql, alias):
        from django.db import connections

        ops = connections[alias].ops
        first, last = map(self.style.SQL_KEYWORD, (ops.start_transaction_sql(), ops.end_transaction_sql()))
        return "\n".join((first, sql, last))

    def check_migrations(self):
        """Tables are made from the models themselves here: there is no migration that could have been forgotten."""

    def get_check_kwargs(self, options):
        tags = self.requires_system_checks
        return {"tags": tags} if tags != ALL_CHECKS else {}

    def check(self, app_configs=None, tags=None, display_num_errors=False, include_deployment_checks=False, fail_level=checks.ERROR, databases=None):
        issues = checks.run_checks(tags=tags, app_configs=app_configs, databases=databases, include_deployment_checks=include_deployment_checks)
        told = [issue for issue in issues if not issue.is_silenced()]
        text = _grouped(told)
        if text:
            text = "System check identified some issues:\n" + text
        if display_num_errors:
            number = "1 issue" if len(told) == 1 else f"{len(told) or 'no'} issues"
            text += "\n" * bool(told) + f"System check identified {number} ({len(issues) - len(told)} silenced)."
        if any(issue.is_serious(fail_level) for issue in told):
            raise SystemCheckError(f"SystemCheckError: {text}")
        if text:
            stream = self.stderr if told else self.stdout
            stream.write(text)

    def handle(self, *args, **options):
        raise NotImplementedError("subclasses of BaseCommand must provide a handle() method")


def _grouped(issues):
    """The issues under headings, the gravest first. What lies between two levels belongs to the lower one."""
    text = ""
    for name in ("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG"):
        least = 0 if name == "DEBUG" else getattr(checks, name)
        found = sorted(str(issue) for issue in issues if issue.level >= least)
        issues = [issue for issue in issues if issue.level < least]
        if found:
            text += "\n".join((f"\n{name}S:", *found, ""))
    return text


def _lines(results):
    return "\n".join(result for result in results if result)


class AppCommand(BaseCommand):
    """A command for each application that is named."""

    missing_args_message = "Enter at least one application label."

    def add_arguments(self, parser):
        parser.add_argument("args", help="The applications' labels.", nargs="+", metavar="app_label")

    def handle_app_config(self, app_config, **options):
        raise NotImplementedError("Subclasses of AppCommand must provide a handle_app_config() method.")

    def handle(self, *app_labels, **options):
        from django.apps import apps

        try:
            configs = list(map(apps.get_app_config, app_labels))
        except (ImportError, LookupError) as unknown:
            raise CommandError(f"{unknown}. Are you sure your INSTALLED_APPS setting is correct?")
        return _lines(self.handle_app_config(config, **options) for config in configs)


class LabelCommand(BaseCommand):
    """A command for each label that is given, whatever labels are."""

    label = "label"
    missing_args_message = property(lambda self: f"Enter at least one {self.label}.")

    def add_arguments(self, parser):
        parser.add_argument("args", nargs="+", metavar=self.label)

    def handle_label(self, label, **options):
        raise NotImplementedError("subclasses of LabelCommand must provide a handle_label() method")

    def handle(self, *labels, **options):
        return _lines(self.handle_label(label, **options) for label in labels)
