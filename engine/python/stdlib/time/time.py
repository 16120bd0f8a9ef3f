class struct_time(tuple):
    _fields = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")
    n_fields = 11
    n_sequence_fields = 9

    def __new__(cls, values):
        values = tuple(values)
        if len(values) < 9:
            raise TypeError(f"time.struct_time() takes an at least 9-sequence ({len(values)}-sequence given)")
        return tuple.__new__(cls, values[:9])

    def __getattr__(self, name):
        if name == "tm_zone":
            return "UTC"
        if name == "tm_gmtoff":
            return 0
        if name in struct_time._fields:
            return self[struct_time._fields.index(name)]
        raise AttributeError(f"'time.struct_time' object has no attribute '{name}'")

    def __repr__(self):
        return f"time.struct_time({', '.join(f'{n}={v}' for n, v in zip(self._fields, self))})"


struct_time.__module__ = "time"


def _days_before(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def _month_days(year):
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def gmtime(secs=None):
    if secs is None:
        secs = time()
    days, rest = divmod(int(secs // 1), 86400)
    ordinal = days + 719163
    year = ordinal * 400 // 146097 + 1
    while _days_before(year) >= ordinal:
        year -= 1
    while _days_before(year + 1) < ordinal:
        year += 1
    yday = ordinal - _days_before(year)
    month, day = 1, yday
    for n in _month_days(year):
        if day <= n:
            break
        day -= n
        month += 1
    return struct_time((year, month, day, rest // 3600, rest // 60 % 60, rest % 60, (ordinal + 6) % 7, yday, 0))


localtime = gmtime


def mktime(t):
    days = _days_before(t[0]) + sum(_month_days(t[0])[: t[1] - 1]) + t[2] - 719163
    return float(days * 86400 + t[3] * 3600 + t[4] * 60 + t[5])


def _as_datetime(t):
    import datetime

    return datetime.datetime(*t[:6])


def strftime(format, t=None):
    return _as_datetime(gmtime() if t is None else t).strftime(format)


def strptime(string, format="%a %b %d %H:%M:%S %Y"):
    import datetime

    return datetime.datetime.strptime(string, format).timetuple()


def asctime(t=None):
    return strftime("%a %b %e %H:%M:%S %Y", t)


def ctime(secs=None):
    return asctime(gmtime(secs))


def get_clock_info(name):
    import types

    return types.SimpleNamespace(implementation="virtual clock", monotonic=name != "time", adjustable=False, resolution=1e-09)
