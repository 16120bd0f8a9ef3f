# Months and years as text and HTML. Names are English ones: there are no locales here, so the two Locale classes are left out.
import datetime
import sys
from itertools import cycle, starmap, zip_longest

__all__ = [
    "IllegalMonthError", "IllegalWeekdayError", "setfirstweekday", "firstweekday", "isleap", "leapdays", "weekday", "monthrange", "monthcalendar", "prmonth", "month",
    "prcal", "calendar", "timegm", "month_name", "month_abbr", "day_name", "day_abbr", "Calendar", "TextCalendar", "HTMLCalendar", "LocaleTextCalendar",
    "LocaleHTMLCalendar", "weekheader",
    "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY",
]

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
January, February = 1, 2
EPOCH = 1970
error = ValueError


class IllegalWeekdayError(ValueError):
    def __init__(self, weekday):
        self.weekday = weekday

    def __str__(self):
        return f"bad weekday number {self.weekday!r}; must be 0 (Monday) to 6 (Sunday)"


class IllegalMonthError(ValueError):
    def __init__(self, month):
        self.month = month

    def __str__(self):
        return f"bad month number {self.month!r}; must be 1-12"


class _Names:
    """A sequence of names that isn't a list: its slices are."""

    def __init__(self, names):
        self._names = names

    def __getitem__(self, i):
        return self._names[i]

    def __len__(self):
        return len(self._names)


day_name = _Names(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
day_abbr = _Names([n[:3] for n in day_name])
month_name = _Names(["", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"])
month_abbr = _Names([n[:3] for n in month_name])


def isleap(year):
    return year % (4 if year % 100 else 400) == 0


def leapdays(y1, y2):
    return _leap_years_until(y2 - 1) - _leap_years_until(y1 - 1)


def _leap_years_until(year):
    return year // 4 - year // 100 + year // 400


def weekday(year, month, day):
    # Weekdays repeat every 400 years: so there are some of years that dates do not have.
    return datetime.date(year % 400 or 400, month, day).weekday()


def monthrange(year, month):
    if month < 1 or month > 12:
        raise IllegalMonthError(month)
    return weekday(year, month, 1), _monthlen(year, month)


mdays = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def _monthlen(year, month):
    return mdays[month] + (month == February and isleap(year))


def _month_after(year, month, n):
    months = year * 12 + month - 1 + n
    return months // 12, months % 12 + 1


def _rows(items, n):
    return [items[i : i + n] for i in range(0, len(items), n)]


class Calendar:
    def __init__(self, firstweekday=0):
        self.setfirstweekday(firstweekday)

    def setfirstweekday(self, firstweekday):
        self._firstweekday = firstweekday

    def getfirstweekday(self):
        return self._firstweekday % 7

    firstweekday = property(getfirstweekday, setfirstweekday)

    def iterweekdays(self):
        first = self.firstweekday
        yield from [*range(first, 7), *range(first)]

    def _days(self, year, month):
        """The days of the month's weeks, counted from its first one, which is 1, and how many of them are the month's."""
        first, length = monthrange(year, month)
        before = (first - self.firstweekday) % 7
        return range(1 - before, length + 1 + -(before + length) % 7), length

    def itermonthdays(self, year, month):
        days, length = self._days(year, month)
        for day in days:
            yield day if 0 < day <= length else 0

    def itermonthdays2(self, year, month):
        yield from zip(self.itermonthdays(year, month), cycle(self.iterweekdays()))

    def itermonthdays3(self, year, month):
        days, length = self._days(year, month)
        last, next = _month_after(year, month, -1), _month_after(year, month, 1)
        for day in days:
            if day < 1:
                yield *last, _monthlen(*last) + day
            elif day > length:
                yield *next, day - length
            else:
                yield year, month, day

    def itermonthdays4(self, year, month):
        for date, weekday in zip(self.itermonthdays3(year, month), cycle(self.iterweekdays())):
            yield *date, weekday

    def itermonthdates(self, year, month):
        yield from starmap(datetime.date, self.itermonthdays3(year, month))

    def monthdatescalendar(self, year, month):
        return _rows(list(self.itermonthdates(year, month)), 7)

    def monthdays2calendar(self, year, month):
        return _rows(list(self.itermonthdays2(year, month)), 7)

    def monthdayscalendar(self, year, month):
        return _rows(list(self.itermonthdays(year, month)), 7)

    def yeardatescalendar(self, year, width=3):
        return _rows([self.monthdatescalendar(year, m) for m in range(1, 13)], width)

    def yeardays2calendar(self, year, width=3):
        return _rows([self.monthdays2calendar(year, m) for m in range(1, 13)], width)

    def yeardayscalendar(self, year, width=3):
        return _rows([self.monthdayscalendar(year, m) for m in range(1, 13)], width)


class TextCalendar(Calendar):
    def formatday(self, day, weekday, width):
        return ("%2i" % day if day else "").center(width)

    def formatweekday(self, day, width):
        names = day_abbr if width < 9 else day_name
        return names[day][:width].center(width)

    def formatweekheader(self, width):
        return " ".join([self.formatweekday(day, width) for day in self.iterweekdays()])

    def formatweek(self, theweek, width):
        return " ".join([self.formatday(day, weekday, width) for day, weekday in theweek])

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        name = month_name[themonth]
        return (f"{name} {theyear!r}" if withyear else name).center(width)

    def formatmonth(self, theyear, themonth, w=0, l=0):
        w, end = max(2, w), "\n" * max(1, l)
        lines = [self.formatmonthname(theyear, themonth, 7 * w + 6), self.formatweekheader(w)]
        lines += [self.formatweek(week, w) for week in self.monthdays2calendar(theyear, themonth)]
        return "".join([line.rstrip() + end for line in lines])

    def formatyear(self, theyear, w=2, l=1, c=6, m=3):
        w, end, c = max(2, w), "\n" * max(1, l), max(2, c)
        width = 7 * w + 6
        lines = [repr(theyear).center(width * m + c * (m - 1))]
        header, month = self.formatweekheader(w), 1
        for row in self.yeardays2calendar(theyear, m):
            names = [self.formatmonthname(theyear, month + i, width, False) for i in range(len(row))]
            month += len(row)
            weeks = [[self.formatweek(week, w) for week in days] for days in row]
            lines.append("")
            lines += [formatstring(cells, width, c) for cells in (names, [header] * len(row), *zip_longest(*weeks, fillvalue=""))]
        return "".join([line.rstrip() + end for line in lines])

    def prmonth(self, theyear, themonth, w=0, l=0):
        print(end=self.formatmonth(theyear, themonth, w, l))

    def prweek(self, theweek, width):
        print(end=self.formatweek(theweek, width))

    def pryear(self, theyear, w=0, l=0, c=6, m=3):
        print(end=self.formatyear(theyear, w, l, c, m))


class different_locale:
    def __init__(self, locale):
        self.locale = locale

    def __enter__(self):
        from locale import LC_TIME, setlocale

        self.oldlocale = setlocale(LC_TIME)
        setlocale(LC_TIME, self.locale)

    def __exit__(self, *args):
        from locale import LC_TIME, setlocale

        setlocale(LC_TIME, self.oldlocale)


class _Local:
    """Names of days and months in a locale; here there is only C's."""

    def __init__(self, firstweekday=0, locale=None):
        super().__init__(firstweekday)
        self.locale = "" if locale is None else locale

    def formatweekday(self, *args):
        with different_locale(self.locale):
            return super().formatweekday(*args)

    def formatmonthname(self, *args, **kwargs):
        with different_locale(self.locale):
            return super().formatmonthname(*args, **kwargs)


class LocaleTextCalendar(_Local, TextCalendar):
    pass


class HTMLCalendar(Calendar):
    cssclass_noday, cssclass_month, cssclass_year = "noday", "month", "year"
    cssclass_month_head, cssclass_year_head = cssclass_month, cssclass_year
    cssclasses = [name.lower() for name in day_abbr]
    cssclasses_weekday_head = cssclasses

    def formatday(self, day, weekday):
        if day == 0:
            return f'<td class="{self.cssclass_noday}">&nbsp;</td>'
        return f'<td class="{self.cssclasses[weekday]}">{day:d}</td>'

    def formatweek(self, theweek):
        return f"<tr>{''.join(self.formatday(d, wd) for d, wd in theweek)}</tr>"

    def formatweekday(self, day):
        return f'<th class="{self.cssclasses_weekday_head[day]}">{day_abbr[day]}</th>'

    def formatweekheader(self):
        return f"<tr>{''.join(self.formatweekday(i) for i in self.iterweekdays())}</tr>"

    def formatmonthname(self, theyear, themonth, withyear=True):
        name = f"{month_name[themonth]} {theyear}" if withyear else month_name[themonth]
        return f'<tr><th colspan="7" class="{self.cssclass_month_head}">{name}</th></tr>'

    def formatmonth(self, theyear, themonth, withyear=True):
        lines = [f'<table border="0" cellpadding="0" cellspacing="0" class="{self.cssclass_month}">']
        lines += [self.formatmonthname(theyear, themonth, withyear=withyear), self.formatweekheader()]
        lines += [self.formatweek(week) for week in self.monthdays2calendar(theyear, themonth)]
        return "\n".join(lines) + "\n</table>\n"

    def formatyear(self, theyear, width=3):
        width = max(width, 1)
        parts = [f'<table border="0" cellpadding="0" cellspacing="0" class="{self.cssclass_year}">\n']
        parts.append(f'<tr><th colspan="{width}" class="{self.cssclass_year_head}">{theyear}</th></tr>')
        for i in range(1, 13, width):
            cells = [f"<td>{self.formatmonth(theyear, m, withyear=False)}</td>" for m in range(i, min(i + width, 13))]
            parts.append(f"<tr>{''.join(cells)}</tr>")
        return "".join(parts) + "</table>"

    def formatyearpage(self, theyear, width=3, css="calendar.css", encoding=None):
        encoding = encoding or sys.getdefaultencoding()
        lines = [
            f'<?xml version="1.0" encoding="{encoding}"?>',
            '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">', "<html>", "<head>",
            f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}" />',
        ]
        if css is not None:
            lines.append(f'<link rel="stylesheet" type="text/css" href="{css}" />')
        lines += [f"<title>Calendar for {theyear:d}</title>", "</head>", "<body>", self.formatyear(theyear, width) + "</body>", "</html>", ""]
        return "\n".join(lines).encode(encoding, "xmlcharrefreplace")


class LocaleHTMLCalendar(_Local, HTMLCalendar):
    pass


c = TextCalendar()
firstweekday, weekheader, prweek, week = c.getfirstweekday, c.formatweekheader, c.prweek, c.formatweek
monthcalendar, month, prmonth, calendar, prcal = c.monthdayscalendar, c.formatmonth, c.prmonth, c.formatyear, c.pryear


def setfirstweekday(firstweekday):
    if firstweekday < MONDAY or firstweekday > SUNDAY:
        raise IllegalWeekdayError(firstweekday)
    c.setfirstweekday(firstweekday)


def formatstring(cols, colwidth=20, spacing=6):
    return (spacing * " ").join([col.center(colwidth) for col in cols])


def timegm(tuple):
    year, month, day, hour, minute, second = tuple[:6]
    months = datetime.date(year, month, 1) - datetime.date(EPOCH, 1, 1)
    return (months.days + day - 1) * 86400 + hour * 3600 + minute * 60 + second


def format(cols, colwidth=20, spacing=6):
    print(formatstring(cols, colwidth, spacing))
