class struct_time(tuple):
    _fields = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")
    n_fields = 11
    n_sequence_fields = 9
    n_unnamed_fields = 0
    __match_args__ = _fields

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


def _optional(name, args, default=None):
    if len(args) > 1:
        raise TypeError(f"{name} at most 1 argument{' (%d given)' if name.endswith('takes') else ', got %d'}" % len(args))
    return args[0] if args else default


def _c_int(value):
    if not hasattr(type(value), "__index__"):
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
    value = value.__index__()
    if value >= 1 << 31:
        raise OverflowError("signed integer is greater than maximum")
    if value < -1 << 31:
        raise OverflowError("signed integer is less than minimum")
    return value


def _broken_down(t, name):
    """The nine numbers of a time, checked as strftime() and asctime() do."""
    if not isinstance(t, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(t) < 9 or len(t) > 9 and type(t) is tuple:
        raise TypeError(f"{name}(): illegal time tuple argument")
    for value in t:
        _c_int(value)
    year, month, day, hour, minute, second, wday, yday, isdst = t
    month, day, yday = month or 1, day or 1, yday or 1
    for value, first, last, what in (
        (month, 1, 12, "month"), (day, 1, 31, "day of month"), (hour, 0, 23, "hour"), (minute, 0, 59, "minute"), (second, 0, 61, "seconds"),
        (wday, -1, None, "day of week"), (yday, 1, 366, "day of year"),
    ):
        if value < first or last is not None and value > last:
            raise ValueError(f"{what} out of range")
    return year, month, day, hour, minute, second, wday % 7, yday, isdst


def gmtime(*secs):
    return _gmtime(_optional("gmtime() takes", secs))


def localtime(*secs):
    return _gmtime(_optional("localtime() takes", secs))


def _gmtime(secs):
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


def mktime(*t):
    if len(t) != 1:
        raise TypeError(f"time.mktime() takes exactly one argument ({len(t)} given)")
    t = t[0]
    if not isinstance(t, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(t) != 9:
        raise TypeError("mktime(): illegal time tuple argument")
    year, month, day, hour, minute, second, *_ = map(_c_int, t)
    years, month = divmod(month - 1, 12)
    year += years
    days = _days_before(year) + sum(_month_days(year)[:month]) + day - 719163
    return float(days * 86400 + hour * 3600 + minute * 60 + second)


def _as_datetime(t):
    import datetime

    return datetime.datetime(*t[:6])


def strftime(*args):
    if not args:
        raise TypeError("strftime() takes at least 1 argument (0 given)")
    if len(args) > 2:
        raise TypeError(f"strftime() takes at most 2 arguments ({len(args)} given)")
    if not isinstance(args[0], str):
        raise TypeError(f"strftime() argument 1 must be str, not {type(args[0]).__name__}")
    t = gmtime() if len(args) == 1 else _broken_down(args[1], "strftime")
    return _as_datetime(t).strftime(args[0])


def _strptime_time(data_string, format="%a %b %d %H:%M:%S %Y"):
    import datetime

    return datetime.datetime.strptime(data_string, format).timetuple()


def strptime(*args):
    return _strptime_time(*args)


def asctime(*args):
    t = _optional("asctime expected", args)
    year, month, day, hour, minute, second, wday, *_ = gmtime() if not args else _broken_down(t, "asctime")
    day_name = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[wday]
    month_name = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[month - 1]
    return f"{day_name} {month_name}{day:3} {hour:02}:{minute:02}:{second:02} {year}"


def ctime(*secs):
    return asctime(_gmtime(_optional("ctime() takes", secs)))


def get_clock_info(name):
    import types

    return types.SimpleNamespace(implementation="virtual clock", monotonic=name != "time", adjustable=False, resolution=1e-09)
