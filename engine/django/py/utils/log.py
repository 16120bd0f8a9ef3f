import logging

request_logger = logging.getLogger("django.request")


def log_response(message, *args, response=None, request=None, logger=request_logger, level=None, exception=None):
    """Say in the log that a request went wrong, once a response. Control characters in what came with the request are escaped."""
    if getattr(response, "_has_been_logged", False):
        return
    if level is None:
        level = "error" if response.status_code >= 500 else "warning" if response.status_code >= 400 else "info"
    escaped = (a.encode("unicode_escape").decode("ascii") if isinstance(a, str) else a for a in args)
    getattr(logger, level)(message, *escaped, extra={"status_code": response.status_code, "request": request}, exc_info=exception)
    response._has_been_logged = True


def __getattr__(name):
    """What only those ask for who configure logging."""
    if name in ("AdminEmailHandler", "CallbackFilter", "DEFAULT_LOGGING", "RequireDebugFalse", "RequireDebugTrue", "ServerFormatter", "configure_logging"):
        from django.utils import _logging

        return getattr(_logging, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
