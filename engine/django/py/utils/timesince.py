"""The time between two moments in words."""

import datetime

from django.utils.timezone import is_aware
from django.utils.translation import gettext, ngettext_lazy

TIME_STRINGS = {
    unit: ngettext_lazy("%(num)d " + unit, "%(num)d " + unit + "s", "num") for unit in ("year", "month", "week", "day", "hour", "minute")
}
TIME_STRINGS_KEYS = list(TIME_STRINGS)
TIME_CHUNKS = [60 * 60 * 24 * 7, 60 * 60 * 24, 60 * 60, 60]
MONTHS_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _moment(d):
    return d if isinstance(d, datetime.datetime) else datetime.datetime(d.year, d.month, d.day)


def timesince(d, now=None, reversed=False, time_strings=None, depth=2):
    """As many units as depth says, the largest first, each next one only if it is the next smaller one and not none."""
    strings = TIME_STRINGS if time_strings is None else time_strings
    if depth <= 0:
        raise ValueError("depth must be greater than 0.")

    def words(unit, number):
        return (strings[unit] % {"num": number}).replace(" ", "\xa0")

    d = _moment(d)
    if not now:
        now = datetime.datetime.now(d.tzinfo if is_aware(d) else None)
    else:
        now = _moment(now)
        if is_aware(now) and is_aware(d):
            now = now.astimezone(d.tzinfo)
    if reversed:
        d, now = now, d
    delta = now - d
    if delta.days * 86400 + delta.seconds <= 0:
        return words("minute", 0)
    months = (now.year - d.year) * 12 + now.month - d.month
    if d.day > now.day or d.day == now.day and d.time() > now.time():
        months -= 1
    years, months = divmod(months, 12)
    # The smaller units count from the last full month.
    pivot = d
    if years or months:
        more, month = divmod(d.month + months - 1, 12)
        pivot = datetime.datetime(
            d.year + years + more, month + 1, min(MONTHS_DAYS[month], d.day), d.hour, d.minute, d.second, tzinfo=d.tzinfo
        )
    left = (now - pivot).total_seconds()
    numbers = [years, months]
    for chunk in TIME_CHUNKS:
        numbers.append(int(left // chunk))
        left -= chunk * numbers[-1]
    told = []
    for unit, number in zip(TIME_STRINGS_KEYS, numbers):
        if number:
            told.append(words(unit, number))
        if told and not number or len(told) == depth:
            break
    return gettext(", ").join(told) or words("minute", 0)


def timeuntil(d, now=None, time_strings=None, depth=2):
    return timesince(d, now, True, time_strings, depth)
