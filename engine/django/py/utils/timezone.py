import zoneinfo
from contextlib import ContextDecorator
from contextvars import ContextVar
from datetime import datetime, timedelta, timezone, tzinfo

from django.conf import settings

_active = ContextVar("django_timezone")


def get_fixed_timezone(offset):
    # The zone that is so many minutes, or such a timedelta, east of UTC.
    minutes = offset.total_seconds() // 60 if isinstance(offset, timedelta) else offset
    hours, rest = divmod(abs(minutes), 60)
    return timezone(timedelta(minutes=minutes), f"{'-' if minutes < 0 else '+'}{int(hours):02d}{int(rest):02d}")


def get_default_timezone():
    return zoneinfo.ZoneInfo(settings.TIME_ZONE)


def get_default_timezone_name():
    return _get_timezone_name(get_default_timezone())


def get_current_timezone():
    return _active.get(None) or get_default_timezone()


def get_current_timezone_name():
    return _get_timezone_name(get_current_timezone())


def _get_timezone_name(tz):
    return tz.tzname(None) or str(tz)


def activate(tz):
    if isinstance(tz, tzinfo):
        _active.set(tz)
    elif isinstance(tz, str):
        _active.set(zoneinfo.ZoneInfo(tz))
    else:
        raise ValueError("Invalid timezone: %r" % tz)


def deactivate():
    _active.set(None)


class override(ContextDecorator):
    def __init__(self, tz):
        self.timezone = tz

    def __enter__(self):
        self.old_timezone = _active.get(None)
        if self.timezone is not None:
            activate(self.timezone)
        else:
            deactivate()

    def __exit__(self, *exc_info):
        _active.set(self.old_timezone)


def now():
    return datetime.now(tz=timezone.utc if settings.USE_TZ else None)


def is_naive(value):
    return value.utcoffset() is None


def is_aware(value):
    return not is_naive(value)


def _moved(value, tz, name):
    # An aware datetime in a zone, the current one for None.
    if is_naive(value):
        raise ValueError(f"{name}() cannot be applied to a naive datetime")
    return value.astimezone(get_current_timezone() if tz is None else tz)


def localtime(value=None, timezone=None):
    return _moved(now() if value is None else value, timezone, "localtime")


def localdate(value=None, timezone=None):
    return localtime(value, timezone).date()


def template_localtime(value, use_tz=None):
    return localtime(value) if isinstance(value, datetime) and is_aware(value) else value


def make_naive(value, timezone=None):
    return _moved(value, timezone, "make_naive").replace(tzinfo=None)


def make_aware(value, timezone=None):
    if is_aware(value):
        raise ValueError(f"make_aware expects a naive datetime, got {value}")
    return value.replace(tzinfo=get_current_timezone() if timezone is None else timezone)
