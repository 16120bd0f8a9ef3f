import functools
import zoneinfo
from contextlib import ContextDecorator
from contextvars import ContextVar
from datetime import datetime, timedelta, timezone, tzinfo

from django.conf import settings

_active = ContextVar("django_timezone")


def get_fixed_timezone(offset):
    if isinstance(offset, timedelta):
        offset = offset.total_seconds() // 60
    sign = "-" if offset < 0 else "+"
    hhmm = "%02d%02d" % divmod(abs(offset), 60)
    return timezone(timedelta(minutes=offset), sign + hhmm)


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
        if self.timezone is None:
            deactivate()
        else:
            activate(self.timezone)

    def __exit__(self, exc_type, exc_value, traceback):
        _active.set(self.old_timezone)


def localtime(value=None, timezone=None):
    if value is None:
        value = now()
    if timezone is None:
        timezone = get_current_timezone()
    if is_naive(value):
        raise ValueError("localtime() cannot be applied to a naive datetime")
    return value.astimezone(timezone)


def localdate(value=None, timezone=None):
    return localtime(value, timezone).date()


def template_localtime(value, use_tz=None):
    return localtime(value) if isinstance(value, datetime) and is_aware(value) else value


def now():
    return datetime.now(tz=timezone.utc if settings.USE_TZ else None)


def is_aware(value):
    return value.utcoffset() is not None


def is_naive(value):
    return value.utcoffset() is None


def make_aware(value, timezone=None):
    if timezone is None:
        timezone = get_current_timezone()
    if is_aware(value):
        raise ValueError("make_aware expects a naive datetime, got %s" % value)
    return value.replace(tzinfo=timezone)


def make_naive(value, timezone=None):
    if timezone is None:
        timezone = get_current_timezone()
    if is_naive(value):
        raise ValueError("make_naive() cannot be applied to a naive datetime")
    return value.astimezone(timezone).replace(tzinfo=None)
