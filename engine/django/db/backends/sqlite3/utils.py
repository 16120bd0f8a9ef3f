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
    for sign in ("+", "-"):
        if sign in tzname:
            name, offset = tzname.rsplit(sign, 1)
            if offset and parse_time(offset):
                if ":" not in offset:
                    offset = f"{offset}:00"
                return name, sign, offset
    return tzname, None, None


def parse_time(text):
    from django.utils.dateparse import parse_time

    return parse_time(text)


def typecast_date(s):
    return datetime.date(*map(int, s.split("-"))) if s else None


def typecast_time(s):
    if not s:
        return None
    hour, minutes, seconds = s.split(":")
    microseconds = "0"
    if "." in seconds:
        seconds, microseconds = seconds.split(".")
    return datetime.time(int(hour), int(minutes), int(seconds), int((microseconds + "000000")[:6]))


def typecast_timestamp(s):
    if not s:
        return None
    if " " not in s:
        return typecast_date(s)
    d, t = s.split()
    t = t[:-6] if t[-6:-5] in ("+", "-") else t
    return datetime.datetime.combine(typecast_date(d), typecast_time(t))


def split_identifier(identifier):
    """(namespace, name) of an SQL identifier, without quotes."""
    try:
        namespace, name = identifier.split('"."')
    except ValueError:
        namespace, name = "", identifier
    return namespace.strip('"'), name.strip('"')


def names_digest(*args, length):
    import hashlib

    return hashlib.md5("".join(args).encode()).hexdigest()[:length]


def truncate_name(identifier, length=None, hash_len=4):
    """The identifier shortened to a length, its end replaced by a digest of it."""
    namespace, name = split_identifier(identifier)
    if length is None or len(name) <= length:
        return identifier
    digest = names_digest(name, length=hash_len)
    return "%s%s%s" % ('%s"."' % namespace if namespace else "", name[: length - hash_len], digest)


def format_number(value, max_digits, decimal_places):
    """A number as a text with that many places."""
    if value is None:
        return None
    context = decimal.getcontext().copy()
    if max_digits is not None:
        context.prec = max_digits
    if decimal_places is not None:
        value = value.quantize(decimal.Decimal(1).scaleb(-decimal_places), context=context)
    else:
        context.traps[decimal.Rounded] = 1
        value = context.create_decimal(value)
    return "{:f}".format(value)


def strip_quotes(table_name):
    quoted = len(table_name) > 1 and table_name.startswith('"') and table_name.endswith('"')
    return table_name[1:-1] if quoted else table_name
