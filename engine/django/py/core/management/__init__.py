"""manage.py's commands, called from programs: call_command("check")."""

import importlib

from django.core.management.base import BaseCommand, CommandError, CommandParser, SystemCheckError

_own = {
    "check": "django.core", "clearsessions": "django.contrib.sessions", "dumpdata": "django.core", "loaddata": "django.core",
    "makemigrations": "django.core", "sqlmigrate": "django.core",
}
_others = (
    "changepassword", "collectstatic", "compilemessages", "createcachetable", "createsuperuser", "dbshell", "diffsettings",
    "flush", "inspectdb", "makemessages", "migrate", "optimizemigration", "runserver", "sendtestemail", "shell", "showmigrations",
    "sqlflush", "sqlsequencereset", "squashmigrations", "startapp", "startproject", "test", "testserver",
)


def get_commands():
    return dict(_own)


def load_command_class(app_name, name):
    return importlib.import_module("%s.management.commands.%s" % (app_name, name)).Command()


def call_command(command_name, *args, **options):
    """Runs a command by its name, or a BaseCommand object of the program's own."""
    if isinstance(command_name, BaseCommand):
        command, name = command_name, command_name.__class__.__module__.split(".")[-1]
    elif command_name in _own:
        command, name = load_command_class(_own[command_name], command_name), command_name
    elif command_name in _others:
        raise CommandError("'%s' is not part of the playground; %s and %s are" % (command_name, ", ".join([*_own][:-1]), [*_own][-1]))
    else:
        raise CommandError("Unknown command: %r" % command_name)
    parser = command.create_parser("", name)
    given = parser.parse([str(a) if not isinstance(a, (list, tuple)) else a for arg in args for a in (arg if isinstance(arg, (list, tuple)) else [arg])], options)
    unknown = sorted(set(options) - set(parser.names()) - {"stdout", "stderr", "skip_checks"})
    if unknown:
        raise TypeError(
            "Unknown option(s) for %s command: %s. Valid options are: %s."
            % (name, ", ".join(unknown), ", ".join(sorted([*parser.names(), "stderr", "stdout", "skip_checks"])))
        )
    positional = given.pop("args", ())
    return command.execute(*positional, **{**given, **options})


def execute_from_command_line(argv=None):
    raise CommandError("the playground has no command line; use call_command()")


__all__ = ["BaseCommand", "CommandError", "CommandParser", "SystemCheckError", "call_command", "execute_from_command_line", "get_commands", "load_command_class"]
