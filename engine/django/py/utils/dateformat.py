"""PHP-style date formats: format(value, "N j, Y")."""

import calendar
import datetime

from django.utils.dates import MONTHS, MONTHS_3, MONTHS_AP, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.timezone import get_default_timezone, is_naive, make_aware


def _part(attribute, width=0):
    """The method that gives a number of the value, as text when its width is set."""
    if width:
        form = f"%0{width}d"
        return lambda self: form % getattr(self.data, attribute)
    return lambda self: getattr(self.data, attribute)


def _month(names):
    return lambda self: names[self.data.month]


def _weekday(names):
    return lambda self: names[self.data.weekday()]


class Formatter:
    letters = "aAefgGhHiOPsTuZ" "bcdDEFIjlLmMnNoSrtUwWyYz"  # of times, and of dates

    def format(self, formatstr):
        text = str(formatstr)
        out, escape, before = [], "", ""
        for c in text:
            if c in self.letters and before != "\\":
                if type(self.data) is datetime.date and hasattr(TimeFormat, c):
                    raise TypeError(f"The format for date objects may not contain time-related format specifiers (found '{c}').")
                out.append(str(getattr(self, c)()))
            elif escape:
                out.append("\\\n" if c == "\n" else c)
                escape = ""
            elif c == "\\":
                escape = c
            else:
                out.append(c)
            before = c  # a letter behind a backslash is one, even if that was itself behind another
        return "".join(out) + escape


class TimeFormat(Formatter):
    def __init__(self, obj):
        self.data, self.timezone = obj, None
        if isinstance(obj, datetime.datetime):
            self.timezone = get_default_timezone() if is_naive(obj) else obj.tzinfo

    def _aware(self):
        return make_aware(self.data, self.timezone) if is_naive(self.data) else self.data

    G, H, i, s, u = _part("hour"), _part("hour", 2), _part("minute", 2), _part("second", 2), _part("microsecond", 6)

    def g(self):
        return self.G() % 12 or 12

    def h(self):
        return f"{self.g():02d}"

    def A(self):
        return "AM" if self.G() < 12 else "PM"

    def a(self):
        return "a.m." if self.G() < 12 else "p.m."

    def f(self):
        return f"{self.g()}:{self.i()}" if self.data.minute else self.g()

    def P(self):
        if not (self.data.minute or self.data.hour % 12):
            return "noon" if self.data.hour else "midnight"
        return f"{self.f()} {self.a()}"

    # The time zone

    def e(self):
        known = self.timezone and getattr(self.data, "tzinfo", None)
        return known and self.data.tzname() or ""

    def T(self):
        return "" if self.timezone is None else str(self._aware().tzname())

    def Z(self):
        return "" if self.timezone is None else self._aware().utcoffset() // datetime.timedelta(seconds=1)

    def O(self):  # noqa: E743
        if self.timezone is None:
            return ""
        seconds = self.Z()
        hours, minutes = divmod(abs(seconds) // 60, 60)
        return f"{'-' if seconds < 0 else '+'}{hours:02d}{minutes:02d}"


class DateFormat(TimeFormat):
    d, j, m, n, Y = _part("day", 2), _part("day"), _part("month", 2), _part("month"), _part("year", 4)
    b, E, N = map(_month, (MONTHS_3, MONTHS, MONTHS_AP))
    F = E
    D, l = map(_weekday, (WEEKDAYS_ABBR, WEEKDAYS))  # noqa: E741

    def M(self):
        return str(self.b()).title()

    def S(self):
        day = self.data.day
        return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")

    def w(self):
        return (self.data.weekday() + 1) % 7

    def y(self):
        return self.Y()[-2:]

    def L(self):
        return calendar.isleap(self.data.year)

    def t(self):
        _, days = calendar.monthrange(self.data.year, self.data.month)
        return days

    def z(self):
        return self.data.timetuple().tm_yday

    def o(self):
        return self.data.isocalendar().year

    def W(self):
        return self.data.isocalendar().week

    def c(self):
        return self.data.isoformat()

    def I(self):  # noqa: E743
        return "" if self.timezone is None else str(int(bool(self._aware().dst())))

    def _datetime(self):
        """The value itself, or the date's midnight."""
        return self.data if isinstance(self.data, datetime.datetime) else datetime.datetime.combine(self.data, datetime.time())

    def r(self):
        value = self._datetime()
        if is_naive(value):
            value = make_aware(value, self.timezone or get_default_timezone())
        return f"{self.D()}, {self.j():02d} {self.M()} {self.Y()} {value:%H:%M:%S %z}"

    def U(self):
        value = self._datetime()
        return int((make_aware(value, get_default_timezone()) if is_naive(value) else value).timestamp())


def time_format(value, format_string):
    return TimeFormat(value).format(format_string)


def format(value, format_string):
    return DateFormat(value).format(format_string)
