"""PHP-style date formats: format(value, "N j, Y")."""

import calendar
import datetime

from django.utils.dates import MONTHS, MONTHS_3, MONTHS_AP, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.timezone import get_default_timezone, is_naive, make_aware


class Formatter:
    letters = ""

    def format(self, formatstr):
        out, escaped = [], False
        for c in str(formatstr):
            if escaped:
                out.append(c)
                escaped = False
            elif c == "\\":
                escaped = True
            elif c in self.letters:
                if type(self.data) is datetime.date and c in TimeFormat.letters:
                    raise TypeError(f"The format for date objects may not contain time-related format specifiers (found '{c}').")
                out.append(str(getattr(self, c)()))
            else:
                out.append(c)
        return "".join(out)


class TimeFormat(Formatter):
    letters = "aAefgGhHiOPsTuZ"

    def __init__(self, obj):
        self.data, self.timezone = obj, None
        if isinstance(obj, datetime.datetime):
            self.timezone = get_default_timezone() if is_naive(obj) else obj.tzinfo

    def _aware(self):
        return make_aware(self.data, self.timezone) if is_naive(self.data) else self.data

    def a(self):
        return "p.m." if self.data.hour > 11 else "a.m."

    def A(self):
        return "PM" if self.data.hour > 11 else "AM"

    def e(self):
        if not self.timezone:
            return ""
        return (self.data.tzname() if getattr(self.data, "tzinfo", None) else None) or ""

    def f(self):
        return "%s:%s" % (self.g(), self.i()) if self.data.minute else self.g()

    def g(self):
        return self.data.hour % 12 or 12

    def G(self):
        return self.data.hour

    def h(self):
        return "%02d" % self.g()

    def H(self):
        return "%02d" % self.data.hour

    def i(self):
        return "%02d" % self.data.minute

    def O(self):  # noqa: E743
        if self.timezone is None:
            return ""
        seconds = self.Z()
        return "%s%02d%02d" % ("-" if seconds < 0 else "+", abs(seconds) // 3600, abs(seconds) // 60 % 60)

    def P(self):
        if self.data.minute == 0 and self.data.hour in (0, 12):
            return "midnight" if self.data.hour == 0 else "noon"
        return "%s %s" % (self.f(), self.a())

    def s(self):
        return "%02d" % self.data.second

    def T(self):
        return "" if self.timezone is None else str(self._aware().tzname())

    def u(self):
        return "%06d" % self.data.microsecond

    def Z(self):
        if self.timezone is None:
            return ""
        offset = self._aware().utcoffset()
        return offset.days * 86400 + offset.seconds


class DateFormat(TimeFormat):
    letters = TimeFormat.letters + "bcdDEFIjlLmMnNoSrtUwWyYz"

    def b(self):
        return MONTHS_3[self.data.month]

    def c(self):
        return self.data.isoformat()

    def d(self):
        return "%02d" % self.data.day

    def D(self):
        return WEEKDAYS_ABBR[self.data.weekday()]

    def E(self):
        return MONTHS[self.data.month]

    F = E

    def I(self):  # noqa: E743
        return "" if self.timezone is None else str(int(bool(self._aware().dst())))

    def j(self):
        return self.data.day

    def l(self):  # noqa: E743
        return WEEKDAYS[self.data.weekday()]

    def L(self):
        return calendar.isleap(self.data.year)

    def m(self):
        return "%02d" % self.data.month

    def M(self):
        return str(MONTHS_3[self.data.month]).title()

    def n(self):
        return self.data.month

    def N(self):
        return MONTHS_AP[self.data.month]

    def o(self):
        return self.data.isocalendar()[0]

    def r(self):
        value = self._aware() if isinstance(self.data, datetime.datetime) else make_aware(datetime.datetime.combine(self.data, datetime.time.min), get_default_timezone())
        offset = value.strftime("%z")
        return f"{WEEKDAYS_ABBR[value.weekday()]}, {value.day:02d} {str(MONTHS_3[value.month]).title()} {value.year:04d} {value.strftime('%H:%M:%S')} {offset}"

    def S(self):
        day = self.data.day
        if day in (11, 12, 13):
            return "th"
        return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")

    def t(self):
        return calendar.monthrange(self.data.year, self.data.month)[1]

    def U(self):
        value = self.data if isinstance(self.data, datetime.datetime) else datetime.datetime.combine(self.data, datetime.time.min)
        return int((make_aware(value, get_default_timezone()) if is_naive(value) else value).timestamp())

    def w(self):
        return (self.data.weekday() + 1) % 7

    def W(self):
        return self.data.isocalendar()[1]

    def y(self):
        return "%02d" % (self.data.year % 100)

    def Y(self):
        return "%04d" % self.data.year

    def z(self):
        return self.data.timetuple().tm_yday


def format(value, format_string):
    return DateFormat(value).format(format_string)


def time_format(value, format_string):
    return TimeFormat(value).format(format_string)
