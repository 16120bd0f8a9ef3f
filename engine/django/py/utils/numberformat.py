"""Numbers as text, with a country's marks."""

from decimal import Decimal

from django.conf import settings
from django.utils.safestring import mark_safe


def format(number, decimal_sep, decimal_pos=None, grouping=0, thousand_sep="", force_grouping=False, use_l10n=None):
    """A number with decimal_pos places; grouping is how many digits stand together, or a sequence of such numbers, 0 for "and no more"."""
    if number is None or number == "":
        return mark_safe(number)
    localized = settings.USE_I18N if use_l10n is None else use_l10n
    grouped = localized and settings.USE_THOUSAND_SEPARATOR or force_grouping
    grouped = grouped and grouping != 0
    if isinstance(number, int) and not grouped and not decimal_pos:
        return mark_safe(number)
    text = str(number)
    if isinstance(number, float) and "e" in text:
        number = Decimal(text)
    if isinstance(number, Decimal):
        if decimal_pos is not None and abs(number) < Decimal((0, (1,), -decimal_pos)):
            number = Decimal(0)
        # A number of very many digits is written with an exponent rather than in full.
        _, digits, exponent = number.as_tuple()
        if abs(exponent) + len(digits) > 200:
            coefficient, exponent = f"{number:e}".split("e")
            return "%se%s" % (format(coefficient, decimal_sep, decimal_pos, grouping, thousand_sep, force_grouping, use_l10n), exponent)
        text = f"{number:f}"
    sign = "-" if text[:1] == "-" else ""
    whole, _, places = text.removeprefix("-").partition(".")
    if decimal_pos is not None:
        places = places[:decimal_pos].ljust(decimal_pos, "0")
    if grouped:
        sizes = list(grouping) if hasattr(grouping, "__iter__") else [grouping, 0]
        size, count, out = sizes.pop(0), 0, ""
        for digit in reversed(whole):
            if count and count == size:
                size, count, out = (sizes.pop(0) if sizes else 0) or size, 0, out + thousand_sep[::-1]
            out, count = out + digit, count + 1
        whole = out[::-1]
    return sign + whole + (decimal_sep + places if places else "")
