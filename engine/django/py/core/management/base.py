"""The base of manage.py's commands: argparse's parser for what they take, and what they print to."""

import argparse
import functools
import sys
from io import TextIOBase

from django.core import checks
from django.core.management.color import color_style, no_style

ALL_CHECKS = "__all__"


class CommandError(Exception):
    def __init__(self, *args, returncode=1, **kwargs):
        self.returncode = returncode
        super().__init__(*args, **kwargs)


class SystemCheckError(CommandError):
    pass


class CommandParser(argparse.ArgumentParser):
    """A parser that raises CommandError, as programs and not terminals call it."""

    def __init__(self, *, missing_args_message=None, called_from_command_line=None, **kwargs):
        self.missing_args_message = missing_args_message
        self.called_from_command_line = called_from_command_line
        super().__init__(**kwargs)

    def parse_args(self, args=None, namespace=None):
        if self.missing_args_message and not (args or any(not arg.startswith("-") for arg in args)):
            self.error(self.missing_args_message)
        return super().parse_args(args, namespace)

    def error(self, message):
        if self.called_from_command_line:
            super().error(message)
        raise CommandError("Error: %s" % message)

    def add_subparsers(self, **kwargs):
        cls = kwargs.get("parser_class", type(self))
        if issubclass(cls, CommandParser):
            kwargs["parser_class"] = functools.partial(cls, called_from_command_line=self.called_from_command_line)
        return super().add_subparsers(**kwargs)


def handle_default_options(options):
    """--settings and --pythonpath change nothing: the playground's settings are the program's."""


def no_translations(handle_func):
    @functools.wraps(handle_func)
    def wrapper(*args, **kwargs):
        from django.utils import translation

        with translation.override(None):
            return handle_func(*args, **kwargs)

    return wrapper


class DjangoHelpFormatter(argparse.HelpFormatter):
    """Options that every command has come last in the help."""

    show_last = {"--version", "--verbosity", "--traceback", "--settings", "--pythonpath", "--no-color", "--force-color", "--skip-checks"}

    def _last(self, actions):
        return sorted(actions, key=lambda a: bool(set(a.option_strings) & self.show_last))

    def add_usage(self, usage, actions, *args, **kwargs):
        super().add_usage(usage, self._last(actions), *args, **kwargs)

    def add_arguments(self, actions):
        super().add_arguments(self._last(actions))


class OutputWrapper(TextIOBase):
    """A stream whose write() ends the line, and may style it."""

    def __init__(self, out, ending="\n"):
        self._out, self.ending = out, ending
        self.style_func = None

    @property
    def style_func(self):
        return self._style_func

    @style_func.setter
    def style_func(self, style_func):
        self._style_func = style_func if style_func and self.isatty() else lambda text: text

    def __getattr__(self, name):
        return getattr(self._out, name)

    def flush(self):
        if hasattr(self._out, "flush"):
            self._out.flush()

    def isatty(self):
        return hasattr(self._out, "isatty") and self._out.isatty()

    def write(self, msg="", style_func=None, ending=None):
        ending = self.ending if ending is None else ending
        if ending and not msg.endswith(ending):
            msg += ending
        self._out.write((style_func or self.style_func)(msg))


class BaseCommand:
    help = ""
    _called_from_command_line = False
    output_transaction = False
    requires_migrations_checks = False
    requires_system_checks = ALL_CHECKS
    base_stealth_options = ("stderr", "stdout")
    stealth_options = ()
    suppressed_base_arguments = set()

    def __init__(self, stdout=None, stderr=None, no_color=False, force_color=False):
        self.stdout, self.stderr = OutputWrapper(stdout or sys.stdout), OutputWrapper(stderr or sys.stderr)
        if no_color and force_color:
            raise CommandError("'no_color' and 'force_color' can't be used together.")
        self.style = no_style() if no_color else color_style(force_color)
        if not no_color:
            self.stderr.style_func = self.style.ERROR
        if self.requires_system_checks != ALL_CHECKS and not isinstance(self.requires_system_checks, (list, tuple)):
            raise TypeError("requires_system_checks must be a list or tuple.")

    def get_version(self):
        from django import get_version

        return get_version()

    def create_parser(self, prog_name, subcommand, **kwargs):
        kwargs.setdefault("formatter_class", DjangoHelpFormatter)
        parser = CommandParser(
            prog="%s %s" % (prog_name.rpartition("/")[2], subcommand),
            description=self.help or None,
            missing_args_message=getattr(self, "missing_args_message", None),
            called_from_command_line=getattr(self, "_called_from_command_line", None),
            **kwargs,
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

    def add_arguments(self, parser):
        pass

    def add_base_argument(self, parser, *args, **kwargs):
        if any(arg in self.suppressed_base_arguments for arg in args):
            kwargs["help"] = argparse.SUPPRESS
        parser.add_argument(*args, **kwargs)

    def print_help(self, prog_name, subcommand):
        self.create_parser(prog_name, subcommand).print_help()

    def execute(self, *args, **options):
        if options["force_color"] and options["no_color"]:
            raise CommandError("The --no-color and --force-color options can't be used together.")
        if options["force_color"]:
            self.style = color_style(force_color=True)
        elif options["no_color"]:
            self.style, self.stderr.style_func = no_style(), None
        if options.get("stdout"):
            self.stdout = OutputWrapper(options["stdout"])
        if options.get("stderr"):
            self.stderr = OutputWrapper(options["stderr"])
        if self.requires_system_checks and not options["skip_checks"]:
            self.check(**self.get_check_kwargs(options))
        if self.requires_migrations_checks:
            self.check_migrations()
        output = self.handle(*args, **options)
        if output:
            if self.output_transaction:
                from django.db import connections

                ops = connections[options.get("database", "default")].ops
                words = (self.style.SQL_KEYWORD(ops.start_transaction_sql()), output, self.style.SQL_KEYWORD(ops.end_transaction_sql()))
                output = "%s\n%s\n%s" % words
            self.stdout.write(output)
        return output

    def get_check_kwargs(self, options):
        return {} if self.requires_system_checks == ALL_CHECKS else {"tags": self.requires_system_checks}

    def check_migrations(self):
        """Tables are made from the models themselves here: there is no migration that could have been forgotten."""

    def check(self, app_configs=None, tags=None, display_num_errors=False, include_deployment_checks=False, fail_level=checks.ERROR, databases=None):
        issues = checks.run_checks(app_configs=app_configs, tags=tags, include_deployment_checks=include_deployment_checks, databases=databases)
        header = body = footer = ""
        visible = 0
        if issues:
            levels = (
                ("CRITICALS", checks.CRITICAL, 1000), ("ERRORS", checks.ERROR, checks.CRITICAL), ("WARNINGS", checks.WARNING, checks.ERROR),
                ("INFOS", checks.INFO, checks.WARNING), ("DEBUGS", 0, checks.INFO),
            )
            for group, least, below in levels:
                found = [e for e in issues if least <= e.level < below and not e.is_silenced()]
                if found:
                    visible += len(found)
                    body += "\n%s:\n%s\n" % (group, "\n".join(sorted(str(e) for e in found)))
        if visible:
            header = "System check identified some issues:\n"
        if display_num_errors:
            if visible:
                footer += "\n"
            number = "no issues" if visible == 0 else "1 issue" if visible == 1 else "%s issues" % visible
            footer += "System check identified %s (%s silenced)." % (number, len(issues) - visible)
        if any(e.is_serious(fail_level) and not e.is_silenced() for e in issues):
            raise SystemCheckError("SystemCheckError: %s" % header + body + footer)
        msg = header + body + footer
        if msg:
            (self.stderr if visible else self.stdout).write(msg)

    def handle(self, *args, **options):
        raise NotImplementedError("subclasses of BaseCommand must provide a handle() method")


class AppCommand(BaseCommand):
    missing_args_message = "Enter at least one application label."

    def add_arguments(self, parser):
        parser.add_argument("args", metavar="app_label", nargs="+", help="The applications' labels.")

    def handle(self, *app_labels, **options):
        from django.apps import apps

        try:
            configs = [apps.get_app_config(label) for label in app_labels]
        except (LookupError, ImportError) as e:
            raise CommandError("%s. Are you sure your INSTALLED_APPS setting is correct?" % e)
        return "\n".join(filter(None, [self.handle_app_config(config, **options) for config in configs]))

    def handle_app_config(self, app_config, **options):
        raise NotImplementedError("Subclasses of AppCommand must provide a handle_app_config() method.")


class LabelCommand(BaseCommand):
    label = "label"

    @property
    def missing_args_message(self):
        return "Enter at least one %s." % self.label

    def add_arguments(self, parser):
        parser.add_argument("args", metavar=self.label, nargs="+")

    def handle(self, *labels, **options):
        return "\n".join(filter(None, [self.handle_label(label, **options) for label in labels]))

    def handle_label(self, label, **options):
        raise NotImplementedError("subclasses of LabelCommand must provide a handle_label() method")
