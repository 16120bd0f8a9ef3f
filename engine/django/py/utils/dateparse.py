import datetime
import re

from django.utils.timezone import get_fixed_timezone

date_re = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})$")
time_re = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,](?P<microsecond>\d{1,6})\d{0,6})?)?$")
datetime_re = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})[T ](?P<hour>\d{1,2}):(?P<minute>\d{1,2})"
    r"(?::(?P<second>\d{1,2})(?:[.,](?P<microsecond>\d{1,6})\d{0,6})?)?\s*(?P<tzinfo>Z|[+-]\d{2}(?::?\d{2})?)?$"
)
standard_duration_re = re.compile(
    r"^(?:(?P<days>-?\d+) (days?, )?)?(?P<sign>-?)((?:(?P<hours>\d+):)(?=\d+:\d+))?(?:(?P<minutes>\d+):)?(?P<seconds>\d+)(?:[.,](?P<microseconds>\d{1,6})\d{0,6})?$"
)
iso8601_duration_re = re.compile(
    r"^(?P<sign>[-+]?)P(?:(?P<days>\d+([.,]\d+)?)D)?(?:T(?:(?P<hours>\d+([.,]\d+)?)H)?(?:(?P<minutes>\d+([.,]\d+)?)M)?(?:(?P<seconds>\d+([.,]\d+)?)S)?)?$"
)

# What PostgreSQL prints: "1 day", "4 days -01:02:03".
postgres_interval_re = re.compile(
    r"^(?:(?P<days>-?\d+) (?:days? ?))?(?:(?P<sign>[-+])?(?P<hours>\d+):(?P<minutes>\d\d):(?P<seconds>\d\d)(?:\.(?P<microseconds>\d{1,6}))?)?$"
)


def _numbers(match, skip=()):
    out = {}
    for name, value in match.groupdict().items():
        if value is not None and name not in skip:
            out[name] = int(value.ljust(6, "0") if name == "microsecond" else value)
    return out


def parse_date(value):
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        match = date_re.match(value)
        return datetime.date(**_numbers(match)) if match else None


def parse_time(value):
    try:
        return datetime.time.fromisoformat(value).replace(tzinfo=None)  # the time of a day is nowhere in particular
    except ValueError:
        match = time_re.match(value)
        return datetime.time(**_numbers(match)) if match else None


def parse_datetime(value):
    try:
        return datetime.datetime.fromisoformat(value)
    except ValueError:
        match = datetime_re.match(value)
    if not match:
        return None
    kw = _numbers(match, ("tzinfo",))
    tz = match["tzinfo"]
    if tz == "Z":
        tz = datetime.timezone.utc
    elif tz is not None:
        minutes = 60 * int(tz[1:3]) + (int(tz[-2:]) if len(tz) > 3 else 0)
        tz = get_fixed_timezone(-minutes if tz[0] == "-" else minutes)
    return datetime.datetime(**kw, tzinfo=tz)


def parse_duration(value):
    for pattern in standard_duration_re, iso8601_duration_re, postgres_interval_re:
        if match := pattern.match(value):
            break
    else:
        return None
    amounts = {}
    for unit, text in match.groupdict().items():
        if text and unit != "sign":
            amounts[unit] = float(text.ljust(6, "0") if unit == "microseconds" else text.replace(",", "."))
    days = datetime.timedelta(amounts.pop("days", 0))
    rest = datetime.timedelta(**amounts)
    if match["sign"] == "-":
        rest = -rest
        if pattern is iso8601_duration_re:  # elsewhere the days have a sign of their own
            days = -days
    return days + rest
