"""Small functions of backends."""

import datetime
import decimal
import logging

logger = logging.getLogger("django.db.backends")


def _log_statement(sql, params, alias, duration):
    parent = logging.getLogger("django")
    if parent.level == logging.NOTSET:
        parent.setLevel(logging.INFO)  # as settings.LOGGING has it by default: statements are heard by those who ask for them
    logger.debug(
        "(%.3f) %s; args=%s; alias=%s", duration, sql, params, alias,
        extra={"duration": duration, "sql": sql, "params": params, "alias": alias},
    )


def split_tzname_delta(tzname):
    """("Asia/Kathmandu", "+", "05:45") of "Asia/Kathmandu+05:45"; (tzname, None, None) without an offset."""
    from django.utils.dateparse import parse_time

    for sign in "+-":
        name, found, offset = tzname.rpartition(sign)
        if found and offset and parse_time(offset):
            return name, sign, offset if ":" in offset else offset + ":00"
    return tzname, None, None


def typecast_time(s):
    if s:
        whole, _, fraction = s.partition(".")
        hour, minute, second = map(int, whole.split(":"))
        return datetime.time(hour, minute, second, int(fraction[:6].ljust(6, "0")))


def typecast_date(s):
    if s:
        return datetime.date(*map(int, s.split("-")))


def typecast_timestamp(s):
    if not s or " " not in s:
        return typecast_date(s)
    day, clock = s.split()
    if clock[-6:-5] in ("+", "-"):
        clock = clock[:-6]
    return datetime.datetime.combine(typecast_date(day), typecast_time(clock))


def split_identifier(identifier):
    """(namespace, name) of an SQL identifier, without quotes."""
    parts = identifier.split('"."')
    return tuple(part.strip('"') for part in (parts if len(parts) == 2 else ["", identifier]))


def names_digest(*args, length):
    import hashlib

    return hashlib.md5("".join(args).encode()).hexdigest()[:length]


def truncate_name(identifier, length=None, hash_len=4):
    """The identifier shortened to a length, its end replaced by a digest of it."""
    *namespace, name = split_identifier(identifier)
    if length is None or length >= len(name):
        return identifier
    short = name[:length - hash_len] + names_digest(name, length=hash_len)
    return '"."'.join(filter(None, (*namespace, short)))


def format_number(value, max_digits, decimal_places):
    """A number as a text with that many places."""
    if value is None:
        return None
    with decimal.localcontext() as exact:
        if max_digits is not None:
            exact.prec = max_digits
        if decimal_places is None:
            exact.traps[decimal.Rounded] = True
            value = exact.create_decimal(value)
        else:
            value = value.quantize(decimal.Decimal((0, (1,), -decimal_places)), context=exact)
    return f"{value:f}"


def strip_quotes(table_name):
    inner = table_name.removeprefix('"').removesuffix('"')
    return inner if len(inner) == len(table_name) - 2 else table_name
