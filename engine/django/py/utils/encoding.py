from django.utils.functional import Promise


class DjangoUnicodeDecodeError(UnicodeDecodeError):
    pass


def is_protected_type(obj):
    import datetime
    from decimal import Decimal

    return isinstance(obj, (type(None), int, float, Decimal, datetime.datetime, datetime.date, datetime.time))


def force_str(s, encoding="utf-8", strings_only=False, errors="strict"):
    if type(s) is str or strings_only and is_protected_type(s):
        return s
    return str(s, encoding, errors) if isinstance(s, bytes) else str(s)


def smart_str(s, encoding="utf-8", strings_only=False, errors="strict"):
    return s if isinstance(s, Promise) else force_str(s, encoding, strings_only, errors)


def force_bytes(s, encoding="utf-8", strings_only=False, errors="strict"):
    return s if isinstance(s, bytes) else str(s).encode(encoding, errors)


smart_bytes = force_bytes
