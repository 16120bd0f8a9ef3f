"""Formats of the English locale; others are no part of the playground."""

import datetime
import decimal

from django.conf import settings

_formats = {
    "DATE_FORMAT": "N j, Y", "TIME_FORMAT": "P", "DATETIME_FORMAT": "N j, Y, P", "YEAR_MONTH_FORMAT": "F Y", "MONTH_DAY_FORMAT": "F j",
    "SHORT_DATE_FORMAT": "m/d/Y", "SHORT_DATETIME_FORMAT": "m/d/Y P", "FIRST_DAY_OF_WEEK": 0, "DECIMAL_SEPARATOR": ".", "THOUSAND_SEPARATOR": ",", "NUMBER_GROUPING": 3,
}


def get_format(format_type, lang=None, use_l10n=None):
    return _formats.get(format_type, format_type)


def date_format(value, format=None, use_l10n=None):
    from django.utils import dateformat

    return dateformat.format(value, get_format(format or "DATE_FORMAT"))


def time_format(value, format=None, use_l10n=None):
    from django.utils import dateformat

    return dateformat.time_format(value, get_format(format or "TIME_FORMAT"))


def number_format(value, decimal_pos=None, use_l10n=None, force_grouping=False):
    text = f"{value:.{decimal_pos}f}" if decimal_pos is not None else str(value)
    if not (force_grouping or getattr(settings, "USE_THOUSAND_SEPARATOR", False)):
        return text
    whole, dot, rest = text.partition(".")
    return f"{int(whole):,}{dot}{rest}"


def localize(value, use_l10n=None):
    if isinstance(value, (str, bool)):
        return str(value) if isinstance(value, bool) else value
    if isinstance(value, (decimal.Decimal, float, int)):
        return number_format(value)
    if isinstance(value, datetime.datetime):
        return date_format(value, "DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return date_format(value)
    if isinstance(value, datetime.time):
        return time_format(value)
    return value
