# The playground has the locales that every machine has: "C", and "C.UTF-8", which is the user's own.

__all__ = [
    "getlocale", "getdefaultlocale", "getpreferredencoding", "Error", "setlocale", "localeconv", "strcoll", "strxfrm", "str", "atof", "atoi", "format_string", "currency",
    "normalize", "LC_CTYPE", "LC_COLLATE", "LC_MESSAGES", "LC_TIME", "LC_MONETARY", "LC_NUMERIC", "LC_ALL", "CHAR_MAX", "getencoding",
]

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127


class Error(Exception):
    pass


Error.__module__ = "locale"


def _names():
    return ("C", "POSIX", "C.UTF-8", "C.utf8")


_CATEGORIES = ("CTYPE", "NUMERIC", "TIME", "COLLATE", "MONETARY", "MESSAGES", "PAPER", "NAME", "ADDRESS", "TELEPHONE", "MEASUREMENT", "IDENTIFICATION")
_ORDER = (0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12)
_set = dict.fromkeys(_ORDER, "C") | {LC_CTYPE: "C.UTF-8"}


def setlocale(category, locale=None):
    if not isinstance(category, int):
        raise TypeError(f"'{type(category).__name__}' object cannot be interpreted as an integer")
    if category != LC_ALL and category not in _set:
        raise Error("locale query failed" if locale is None else "unsupported locale setting")
    if locale and not isinstance(locale, _text):
        language, encoding = locale
        locale = (language or "C") + ("." + encoding if encoding else "")
    if locale is not None:
        if locale not in ("", *_names()):
            raise Error("unsupported locale setting")
        for c in _ORDER if category == LC_ALL else (category,):
            _set[c] = {"": "C.UTF-8", "POSIX": "C"}.get(locale, locale)
    if category != LC_ALL:
        return _set[category]
    if len(set(_set.values())) == 1:
        return _set[0]
    return ";".join(f"LC_{name}={_set[c]}" for name, c in zip(_CATEGORIES, _ORDER))


_text = str


def localeconv():
    values = dict.fromkeys(
        ("int_curr_symbol", "currency_symbol", "mon_decimal_point", "mon_thousands_sep", "positive_sign", "negative_sign", "thousands_sep"), ""
    )
    values.update(dict.fromkeys(("int_frac_digits", "frac_digits", "p_cs_precedes", "p_sep_by_space", "n_cs_precedes", "n_sep_by_space", "p_sign_posn", "n_sign_posn"), CHAR_MAX))
    values.update(mon_grouping=[], grouping=[], decimal_point=".")
    order = (
        "int_curr_symbol", "currency_symbol", "mon_decimal_point", "mon_thousands_sep", "mon_grouping", "positive_sign", "negative_sign", "int_frac_digits", "frac_digits",
        "p_cs_precedes", "p_sep_by_space", "n_cs_precedes", "n_sep_by_space", "p_sign_posn", "n_sign_posn", "decimal_point", "thousands_sep", "grouping",
    )
    return {name: values[name] for name in order}


def getlocale(category=LC_CTYPE):
    name = setlocale(category)
    if category == LC_ALL and ";" in name:
        raise TypeError("category LC_ALL is not supported")
    return (None, None) if name == "C" else ("en_US", "UTF-8")


def getdefaultlocale(envvars=("LC_ALL", "LC_CTYPE", "LANG", "LANGUAGE")):
    import warnings

    warnings.warn("Use setlocale(), getencoding() and getlocale() instead", DeprecationWarning, stacklevel=2)
    return None, None


def getencoding():
    return "UTF-8"


def getpreferredencoding(do_setlocale=True):
    return "UTF-8"


def normalize(localename):
    return "C" if localename.lower() in ("c", "posix") else localename


def strcoll(a, b, /):
    return (a > b) - (a < b)


def strxfrm(string, /):
    return string


def format_string(f, val, grouping=False, monetary=False):
    # Digits are not grouped in this locale.
    return f % val


def currency(val, symbol=True, grouping=False, international=False):
    raise ValueError("Currency formatting is not possible using the 'C' locale.")


def str(val):
    return "%.12g" % val


def delocalize(string):
    return string


def localize(string, grouping=False, monetary=False):
    return string


def atof(string, func=float):
    return func(string)


def atoi(string):
    return int(string)
