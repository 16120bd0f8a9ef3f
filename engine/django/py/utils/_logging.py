"""What settings.LOGGING is made of, and the configuration that Django begins with."""

import logging
import logging.config

from django.conf import settings


class _ByDebug(logging.Filter):
    """Lets records through while settings.DEBUG is what the class says."""

    wanted = None

    def filter(self, record):
        return bool(settings.DEBUG) == self.wanted


class RequireDebugTrue(_ByDebug):
    wanted = True


class RequireDebugFalse(_ByDebug):
    wanted = False


class CallbackFilter(logging.Filter):
    """Asks a function of the project."""

    def __init__(self, callback):
        super().__init__()
        self.callback = callback

    def filter(self, record):
        return bool(self.callback(record))


class AdminEmailHandler(logging.Handler):
    """Stands for the mail to a site's admins. There is nobody to write to unless the program names them, and then it is refused by name."""

    def __init__(self, **options):
        super().__init__()
        self.options = options

    def emit(self, record):
        if getattr(settings, "ADMINS", ()):
            raise NotImplementedError("AdminEmailHandler is not part of the playground: no mail is sent")


class ServerFormatter(logging.Formatter):
    """Has {server_time} for formats that ask for it."""

    default_time_format = "%d/%b/%Y %H:%M:%S"

    def formatMessage(self, record):
        if "server_time" not in record.__dict__ and "{server_time}" in self._fmt:
            shown = logging.makeLogRecord({**record.__dict__, "server_time": self.formatTime(record, self.datefmt)})
            return super().formatMessage(shown)
        return super().formatMessage(record)


def _part(name, **more):
    return {"()": "django.utils.log." + name, **more}


def _begin():
    """The loggers that every project has: "django", which tells a developer on the console and admins by mail, and the server's own."""
    console = dict(level="INFO", filters=["require_debug_true"])
    console["class"] = "logging.StreamHandler"
    server = {key: value for key, value in console.items() if key != "filters"} | {"formatter": "django.server"}
    admins = {"level": "ERROR", "filters": ["require_debug_false"], "class": "django.utils.log.AdminEmailHandler"}
    return dict(
        version=1,
        disable_existing_loggers=False,
        formatters={"django.server": _part("ServerFormatter", format="[{server_time}] {message}", style="{")},
        filters={"require_debug_true": _part("RequireDebugTrue"), "require_debug_false": _part("RequireDebugFalse")},
        handlers={"console": console, "mail_admins": admins, "django.server": server},
        loggers={
            "django": {"level": "INFO", "handlers": ["console", "mail_admins"]},
            "django.server": {"level": "INFO", "handlers": ["django.server"], "propagate": False},
        },
    )


DEFAULT_LOGGING = _begin()


def configure_logging(logging_config, logging_settings):
    """What Django begins with, and on top of it what the project's settings say, by the function that they name."""
    if not logging_config:
        return
    logging.config.dictConfig(DEFAULT_LOGGING)
    if logging_settings:
        from django.utils.module_loading import import_string

        import_string(logging_config)(logging_settings)
