"""manage.py's commands, called from programs: call_command("check")."""

import argparse
import functools
import importlib

from django.core.management.base import BaseCommand, CommandError, CommandParser, SystemCheckError

_own = {
    "check": "django.core", "clearsessions": "django.contrib.sessions", "dumpdata": "django.core", "flush": "django.core", "loaddata": "django.core",
    "makemigrations": "django.core", "sqlflush": "django.core", "sqlmigrate": "django.core", "sqlsequencereset": "django.core",
}
_others = (
    "changepassword", "collectstatic", "compilemessages", "createcachetable", "createsuperuser", "dbshell", "diffsettings",
    "inspectdb", "makemessages", "migrate", "optimizemigration", "runserver", "sendtestemail", "shell", "showmigrations",
    "squashmigrations", "startapp", "startproject", "test", "testserver",
)


@functools.cache
def get_commands():
    """The commands that there are, each with the application that it comes from: those of the program's own are in management/commands."""
    from django.apps import apps
    from django.apps.registry import _submodules

    commands = dict(_own)
    for config in reversed(list(apps.get_app_configs())):
        for name in _submodules(config.name + ".management.commands"):
            if not name.startswith("_"):
                commands[name] = config.name
    return commands


def load_command_class(app_name, name):
    return importlib.import_module("%s.management.commands.%s" % (app_name, name)).Command()


def _find(name):
    commands = get_commands()
    if name in commands:
        app_name = commands[name]
        return app_name if isinstance(app_name, BaseCommand) else load_command_class(app_name, name)
    if name in _others:
        raise CommandError("'%s' is not part of the playground; %s and %s are" % (name, ", ".join([*_own][:-1]), [*_own][-1]))
    raise CommandError("Unknown command: %r" % name)


def _actions(parser):
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for sub in action.choices.values():
                yield from _actions(sub)
        else:
            yield action


def call_command(command_name, *args, **options):
    """Runs a command by its name, or a BaseCommand object of the program's own."""
    if isinstance(command_name, BaseCommand):
        command, name = command_name, command_name.__class__.__module__.split(".")[-1]
    else:
        command, name = _find(command_name), command_name
    parser = command.create_parser("", name)
    # Options may go by the names that the command line has for them, too.
    dests = {min(a.option_strings).lstrip("-").replace("-", "_"): a.dest for a in parser._actions if a.option_strings}
    given = {dests.get(key, key): value for key, value in options.items()}
    words = []
    for arg in args:
        words += map(str, arg) if isinstance(arg, (list, tuple)) else [str(arg)]
    actions = list(_actions(parser))
    one_of = {a for group in parser._mutually_exclusive_groups if group.required for a in group._group_actions}
    for action in actions:
        # What the parser insists on has to go through the parser.
        if action.dest in options and (action.required or action in one_of):
            if list(dests.values()).count(action.dest) > 1:
                raise TypeError(f"Cannot pass the dest {action.dest!r} that matches multiple arguments via **options.")
            words.append(min(action.option_strings))
            if not isinstance(action, (argparse._AppendConstAction, argparse._CountAction, argparse._StoreConstAction)):
                value = given[action.dest]
                words += map(str, value) if isinstance(value, (list, tuple)) else [str(value)]
    settled = {**dict(parser.parse_args(args=words)._get_kwargs()), **given}
    valid = {a.dest for a in actions} | {*command.base_stealth_options, *command.stealth_options} | set(dests)
    unknown = set(options) - valid
    if unknown:
        raise TypeError("Unknown option(s) for %s command: %s. Valid options are: %s." % (name, ", ".join(sorted(unknown)), ", ".join(sorted(valid))))
    positional = settled.pop("args", ())
    if "skip_checks" not in options:
        settled["skip_checks"] = True
    return command.execute(*positional, **settled)


def execute_from_command_line(argv=None):
    raise CommandError("the playground has no command line; use call_command()")


__all__ = ["BaseCommand", "CommandError", "CommandParser", "SystemCheckError", "call_command", "execute_from_command_line", "get_commands", "load_command_class"]
