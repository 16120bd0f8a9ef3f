import sys

from django.core.management.color import no_style
from django.core import checks


class CommandError(Exception):
    def __init__(self, *args, returncode=1, **kwargs):
        self.returncode = returncode
        super().__init__(*args, **kwargs)


class SystemCheckError(CommandError):
    pass


class _Argument:
    def __init__(self, names, dest=None, action="store", nargs=None, default=None, type=str, choices=None, required=False, const=None, help=None, metavar=None):
        self.names, self.positional = names, not names[0].startswith("-")
        longest = max(names, key=len)
        self.dest = dest or longest.lstrip("-").replace("-", "_")
        self.action, self.nargs, self.type, self.choices, self.required, self.const = action, nargs, type, choices, required, const
        self.default = default if default is not None or action not in ("store_true", "store_false") else action == "store_false"


class CommandParser:
    """As much of argparse as commands called from programs need."""

    def __init__(self, prog=""):
        self.prog, self.arguments = prog, []

    def add_argument(self, *names, **options):
        argument = _Argument(names, **options)
        self.arguments.append(argument)
        return argument

    def add_argument_group(self, *args, **kwargs):
        return self

    add_mutually_exclusive_group = add_argument_group

    def names(self):
        return [a.dest for a in self.arguments]

    def parse(self, words, options):
        found = {a.dest: a.default for a in self.arguments if a.dest != "args"}
        positional = [a for a in self.arguments if a.positional]
        rest, words = [], list(words)
        while words:
            word = words.pop(0)
            if not (isinstance(word, str) and word.startswith("-") and len(word) > 1):
                rest.append(word)
                continue
            name, has_value, value = word.partition("=")
            argument = next((a for a in self.arguments if name in a.names), None)
            if argument is None:
                raise CommandError("Error: unrecognized arguments: %s" % word)
            if argument.action in ("store_true", "store_false"):
                found[argument.dest] = argument.action == "store_true"
            else:
                if not has_value and not words:
                    raise CommandError("Error: argument %s: expected one argument" % "/".join(argument.names))
                value = argument.type(value if has_value else words.pop(0))
                found[argument.dest] = [*(found[argument.dest] or []), value] if argument.action == "append" else value
        missing = []
        for argument in positional:
            if argument.dest in options:
                continue
            if argument.nargs in ("*", "+"):
                values = tuple(argument.type(w) for w in rest)
                rest = []
                if not values and argument.nargs == "+":
                    missing.append(argument.dest)
                found[argument.dest] = values if argument.dest == "args" else list(values)
            elif rest:
                found[argument.dest] = argument.type(rest.pop(0))
            elif argument.nargs != "?":
                missing.append(argument.dest)
        missing += ["/".join(a.names) for a in self.arguments if not a.positional and a.required and a.dest not in options and found[a.dest] is None]
        if missing:
            raise CommandError("Error: the following arguments are required: %s" % ", ".join(missing))
        if rest:
            raise CommandError("Error: unrecognized arguments: %s" % " ".join(map(str, rest)))
        return found


class OutputWrapper:
    def __init__(self, out, ending="\n"):
        self._out, self.ending = out, ending

    def write(self, msg="", style_func=None, ending=None):
        ending = self.ending if ending is None else ending
        if ending and not msg.endswith(ending):
            msg += ending
        self._out.write(msg)

    def flush(self):
        pass

    def isatty(self):
        return False


class BaseCommand:
    help = ""
    requires_system_checks = "__all__"
    output_transaction = False
    stealth_options = ()
    suppressed_base_arguments = set()

    def __init__(self, stdout=None, stderr=None, no_color=False, force_color=False):
        self.stdout, self.stderr = OutputWrapper(stdout or sys.stdout), OutputWrapper(stderr or sys.stderr)
        self.style = no_style()

    def create_parser(self, prog_name, subcommand, **kwargs):
        parser = CommandParser(subcommand)
        for names, options in (
            (("-v", "--verbosity"), {"default": 1, "type": int}), (("--settings",), {}), (("--pythonpath",), {}), (("--traceback",), {"action": "store_true"}),
            (("--no-color",), {"action": "store_true"}), (("--force-color",), {"action": "store_true"}), (("--skip-checks",), {"action": "store_true"}),
        ):
            parser.add_argument(*names, **options)
        self.add_arguments(parser)
        return parser

    def add_arguments(self, parser):
        pass

    def execute(self, *args, **options):
        if options.get("stdout"):
            self.stdout = OutputWrapper(options["stdout"])
        if options.get("stderr"):
            self.stderr = OutputWrapper(options["stderr"])
        output = self.handle(*args, **options)
        if output:
            self.stdout.write(output)
        return output

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
    def add_arguments(self, parser):
        parser.add_argument("args", metavar="app_label", nargs="+")

    def handle(self, *app_labels, **options):
        from django.apps import apps

        return "\n".join(filter(None, (self.handle_app_config(apps.get_app_config(label), **options) for label in app_labels)))


class LabelCommand(BaseCommand):
    label = "label"

    def add_arguments(self, parser):
        parser.add_argument("args", metavar=self.label, nargs="+")

    def handle(self, *labels, **options):
        return "\n".join(filter(None, (self.handle_label(label, **options) for label in labels)))
