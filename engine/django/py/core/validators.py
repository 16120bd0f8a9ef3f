"""Validators: callables that raise ValidationError when a value will not do."""

import re

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible

EMPTY_VALUES = (None, "", [], (), {})


class _Plural:
    """A message with a singular and a plural; % picks one by the number under `key`."""

    def __init__(self, one, many, key):
        self.one = one
        self.many = many
        self.key = key

    def __mod__(self, params):
        return (self.one if params[self.key] == 1 else self.many) % params

    def __str__(self):
        return self.many

    def __eq__(self, other):
        if isinstance(other, _Plural):
            return (self.one, self.many, self.key) == (other.one, other.many, other.key)
        return NotImplemented

    def __hash__(self):
        return hash((self.one, self.many, self.key))


class _Validator:
    """What validators have in common: what they are given stands before what their class says, and those of the same settings are equal."""

    def _take(self, **given):
        for name, value in given.items():
            if value is not None:
                setattr(self, name, value)

    def _refuse(self, value, **params):
        raise ValidationError(self.message, self.code, {**params, "value": value})

    def _same(self, other, kind):
        return isinstance(other, kind) and other._settings() == self._settings()

    def __hash__(self):
        return hash((self.code, str(self.message)))


@deconstructible
class RegexValidator(_Validator):
    message, code = "Enter a valid value.", "invalid"
    regex, flags, inverse_match = "", 0, False

    def __init__(self, regex=None, message=None, code=None, inverse_match=None, flags=None):
        self._take(regex=regex, message=message, code=code, inverse_match=inverse_match, flags=flags)
        if isinstance(self.regex, str):
            self.regex = re.compile(self.regex, self.flags)
        elif self.flags:
            raise TypeError("If the flags are set, regex must be a regular expression string.")

    def __call__(self, value):
        if bool(self.regex.search(str(value))) is bool(self.inverse_match):
            self._refuse(value)

    def _settings(self):
        return self.regex.pattern, self.regex.flags, self.code, self.inverse_match, self.message

    def __eq__(self, other):
        return self._same(other, RegexValidator)

    __hash__ = _Validator.__hash__


@deconstructible
class DomainNameValidator(RegexValidator):
    message = "Enter a valid domain name."
    ul = "\u00a1-\uffff"
    hostname_re = r"[a-z" + ul + r"0-9](?:[a-z" + ul + r"0-9-]{0,61}[a-z" + ul + r"0-9])?"
    domain_re = r"(?:\.(?!-)[a-z" + ul + r"0-9-]{1,63}(?<!-))*"
    tld_no_fqdn_re = r"\.(?!-)(?:[a-z" + ul + r"-]{2,63}|xn--[a-z0-9]{1,59})(?<!-)"
    tld_re = tld_no_fqdn_re + r"\.?"
    ascii_only_hostname_re = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    ascii_only_domain_re = r"(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*"
    ascii_only_tld_re = r"\.(?!-)(?:[a-z0-9-]{2,63})(?<!-)\.?"
    max_length = 255

    def __init__(self, **kwargs):
        self.accept_idna = kwargs.pop("accept_idna", True)
        parts = (
            (self.hostname_re, self.domain_re, self.tld_re)
            if self.accept_idna
            else (self.ascii_only_hostname_re, self.ascii_only_domain_re, self.ascii_only_tld_re)
        )
        self.regex = re.compile("^" + "".join(parts) + r"\Z", re.IGNORECASE)
        super().__init__(**kwargs)

    def __call__(self, value):
        fits = isinstance(value, str) and len(value) <= self.max_length and (self.accept_idna or value.isascii())
        if not fits:
            self._refuse(value)
        super().__call__(value)


validate_domain_name = DomainNameValidator()


@deconstructible
class URLValidator(RegexValidator):
    message = "Enter a valid URL."
    schemes = ["http", "https", "ftp", "ftps"]
    unsafe_chars = frozenset("\t\r\n")
    max_length = 2048
    _octet = r"(?:0|25[0-5]|2[0-4][0-9]|1[0-9]?[0-9]?|[1-9][0-9]?)"
    ipv4_re = _octet + r"(?:\." + _octet + r"){3}"
    ipv6_re = r"\[[0-9a-f:.]+\]"
    host_re = (
        "(" + DomainNameValidator.hostname_re + DomainNameValidator.domain_re
        + DomainNameValidator.tld_re + "|localhost)"
    )
    regex = (
        r"^(?:[a-z0-9.+-]*)://(?:[^\s:@/]+(?::[^\s:@/]*)?@)?(?:" + ipv4_re + "|" + ipv6_re + "|" + host_re
        + r")(?::[0-9]{1,5})?(?:[/?#][^\s]*)?\Z"
    )
    flags = re.IGNORECASE

    def __init__(self, schemes=None, **kwargs):
        self._take(schemes=schemes)
        super().__init__(**kwargs)

    def __call__(self, value):
        scheme = value.split("://")[0].lower() if isinstance(value, str) and len(value) <= self.max_length else None
        if scheme not in self.schemes or not self.unsafe_chars.isdisjoint(value):
            self._refuse(value)
        super().__call__(value)
        # The expression lets more pass between brackets, and longer names, than there can be.
        rest = value.partition("://")[2]
        for end in "/?#":
            rest = rest.partition(end)[0]
        host = rest.rpartition("@")[2]
        literal = host.startswith("[")
        host = host[1:].partition("]")[0] if literal else host.partition(":")[0]
        if literal and not _is_ipv6(host) or len(host) > 253:
            self._refuse(value)


integer_validator = RegexValidator(r"^-?\d+\Z", message="Enter a valid integer.", code="invalid")


def validate_integer(value):
    return integer_validator(value)


@deconstructible
class EmailValidator(_Validator):
    message, code = "Enter a valid email address.", "invalid"
    domain_allowlist = ["localhost"]
    user_regex = re.compile(
        r"(^[-!#$%&'*+/=?^_`{}|~0-9A-Z]+(\.[-!#$%&'*+/=?^_`{}|~0-9A-Z]+)*\Z"
        r'|^"([\001-\010\013\014\016-\037!#-\[\]-\177]|\\[\001-\011\013\014\016-\177])*"\Z)',
        re.IGNORECASE,
    )
    domain_regex = re.compile(
        "".join(("^", DomainNameValidator.hostname_re, DomainNameValidator.domain_re, DomainNameValidator.tld_no_fqdn_re, r"\Z")), re.IGNORECASE
    )
    literal_regex = re.compile(r"\[([A-F0-9:.]+)\]\Z", re.IGNORECASE)

    def __init__(self, message=None, code=None, allowlist=None):
        self._take(message=message, code=code, domain_allowlist=allowlist)

    def __call__(self, value):
        user, at, domain = value.rpartition("@") if value and len(value) <= 320 else ("", "", "")
        known = at and self.user_regex.match(user) and (domain in self.domain_allowlist or self.validate_domain_part(domain))
        if not known:
            self._refuse(value)

    def validate_domain_part(self, domain):
        address = self.literal_regex.match(domain)
        literal = address is not None and (_is_ipv4(address[1]) or _is_ipv6(address[1]))
        return literal or self.domain_regex.match(domain) is not None

    def _settings(self):
        return set(self.domain_allowlist), self.code, self.message

    def __eq__(self, other):
        return self._same(other, EmailValidator)

    __hash__ = _Validator.__hash__


validate_email = EmailValidator()

slug_re = re.compile(r"^[-a-zA-Z0-9_]+\Z")
slug_unicode_re = re.compile(r"^[-\w]+\Z")
validate_slug = RegexValidator(
    slug_re, "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.", "invalid"
)
validate_unicode_slug = RegexValidator(
    slug_unicode_re, "Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens.", "invalid"
)


def _is_ipv4(text):
    parts = text.split(".")
    return len(parts) == 4 and all(
        p.isascii() and p.isdigit() and len(p) <= 3 and int(p) <= 255 and (p == "0" or p[0] != "0") for p in parts
    )


def _is_ipv6(text):
    if text.count("::") > 1 or ":::" in text or not text:
        return False
    groups = text.split(":")
    if "." in groups[-1]:
        if not _is_ipv4(groups[-1]):
            return False
        groups[-1:] = ["0", "0"]
    if text.startswith("::"):
        groups = groups[1:]
    elif text.startswith(":"):
        return False
    if text.endswith("::"):
        groups = groups[:-1]
    elif text.endswith(":"):
        return False
    full = [g for g in groups if g]
    if not all(len(g) <= 4 and all(c in "0123456789abcdefABCDEF" for c in g) for g in full):
        return False
    return len(full) <= 7 if "::" in text else len(full) == len(groups) == 8


def _check_address(value, protocol, *tests):
    if not (isinstance(value, str) and any(test(value) for test in tests)):
        params = {"protocol": protocol, "value": value}
        raise ValidationError("Enter a valid %(protocol)s address.", "invalid", params)


def validate_ipv4_address(value):
    _check_address(value, "IPv4", _is_ipv4)


def validate_ipv6_address(value):
    _check_address(value, "IPv6", _is_ipv6)


def validate_ipv46_address(value):
    _check_address(value, "IPv4 or IPv6", _is_ipv4, _is_ipv6)


ip_address_validator_map = {"both": [validate_ipv46_address], "ipv4": [validate_ipv4_address], "ipv6": [validate_ipv6_address]}


def ip_address_validators(protocol, unpack_ipv4):
    if unpack_ipv4 and protocol != "both":
        raise ValueError("You can only use `unpack_ipv4` if `protocol` is set to 'both'")
    found = ip_address_validator_map.get(protocol.lower())
    if found is None:
        raise ValueError(f"The protocol '{protocol}' is unknown. Supported: {[*ip_address_validator_map]}")
    return found


def int_list_validator(sep=",", message=None, code="invalid", allow_negative=False):
    sign = "(?:-)?" if allow_negative else ""
    return RegexValidator(
        re.compile(r"^" + sign + r"\d+(?:" + re.escape(sep) + sign + r"\d+)*\Z"), message=message, code=code
    )


validate_comma_separated_integer_list = int_list_validator(message="Enter only digits separated by commas.")


@deconstructible
class BaseValidator(_Validator):
    code, message = "limit_value", "Ensure this value is %(limit_value)s (it is %(show_value)s)."

    def __init__(self, limit_value, message=None):
        self.limit_value = limit_value
        self._take(message=message or None)

    def _limit(self):
        return self.limit_value() if callable(self.limit_value) else self.limit_value

    def __call__(self, value):
        shown, limit = self.clean(value), self._limit()
        if self.compare(shown, limit):
            self._refuse(value, limit_value=limit, show_value=shown)

    def clean(self, x):
        return x

    def compare(self, a, b):
        return a is not b

    def _settings(self):
        return self.limit_value, self.code, self.message

    def __eq__(self, other):
        return self._same(other, type(self)) if isinstance(other, type(self)) else NotImplemented

    __hash__ = _Validator.__hash__


@deconstructible
class MaxValueValidator(BaseValidator):
    code, message = "max_value", "Ensure this value is less than or equal to %(limit_value)s."

    def compare(self, a, b):
        return a > b


@deconstructible
class MinValueValidator(BaseValidator):
    code, message = "min_value", "Ensure this value is greater than or equal to %(limit_value)s."

    def compare(self, a, b):
        return a < b


@deconstructible
class StepValueValidator(BaseValidator):
    message = "Ensure this value is a multiple of step size %(limit_value)s."
    code = "step_size"

    def __init__(self, limit_value, message=None, offset=None):
        super().__init__(limit_value, message)
        self.offset = offset
        if offset is not None:
            self.message = (
                "Ensure this value is a multiple of step size %(limit_value)s, starting from %(offset)s, e.g. "
                "%(offset)s, %(valid_value1)s, %(valid_value2)s, and so on."
            )

    def __call__(self, value):
        if self.offset is None:
            return super().__call__(value)
        limit = self._limit()
        if self.compare(self.clean(value), limit):
            first, second = (self.offset + steps * limit for steps in (1, 2))
            params = {"limit_value": limit, "offset": self.offset, "valid_value1": first, "valid_value2": second}
            raise ValidationError(self.message, self.code, params)

    def compare(self, a, b):
        rest = (a - (self.offset or 0)) % b
        return min(abs(rest), abs(b - rest)) > 1e-9 * max(abs(b), 1)


def _characters(bound):
    told = f"Ensure this value has at {bound} %(limit_value)d"
    return _Plural(f"{told} character (it has %(show_value)d).", f"{told} characters (it has %(show_value)d).", "limit_value")


@deconstructible
class MinLengthValidator(BaseValidator):
    code, message = "min_length", _characters("least")

    def clean(self, x):
        return len(x)

    def compare(self, a, b):
        return a < b


@deconstructible
class MaxLengthValidator(BaseValidator):
    code, message = "max_length", _characters("most")

    def clean(self, x):
        return len(x)

    def compare(self, a, b):
        return a > b


def _no_more(one, many):
    told = "Ensure that there are no more than %(max)s"
    return _Plural(f"{told} {one}.", f"{told} {many}.", "max")


@deconstructible
class DecimalValidator:
    messages = {
        "invalid": "Enter a number.",
        "max_digits": _no_more("digit in total", "digits in total"),
        "max_decimal_places": _no_more("decimal place", "decimal places"),
        "max_whole_digits": _no_more("digit before the decimal point", "digits before the decimal point"),
    }

    def __init__(self, max_digits, decimal_places):
        self.max_digits, self.decimal_places = max_digits, decimal_places

    def __call__(self, value):
        _sign, digits, exponent = value.as_tuple()
        if not isinstance(exponent, int):
            raise ValidationError(self.messages["invalid"], "invalid", {"value": value})
        places = max(0, -exponent)
        # Zeros that the exponent stands for count, but there is only one in 0E+3.
        total = max(places, len(digits) + (0 if digits == (0,) else max(0, exponent)))
        most_whole = None if None in (self.max_digits, self.decimal_places) else self.max_digits - self.decimal_places
        counts = {
            "max_digits": (total, self.max_digits), "max_decimal_places": (places, self.decimal_places), "max_whole_digits": (total - places, most_whole),
        }
        for code, (count, most) in counts.items():
            if most is not None and count > most:
                raise ValidationError(self.messages[code], code, {"max": most, "value": value})

    def __eq__(self, other):
        return isinstance(other, type(self)) and (self.max_digits, self.decimal_places) == (other.max_digits, other.decimal_places)

    def __hash__(self):
        return hash((self.max_digits, self.decimal_places))


@deconstructible
class FileExtensionValidator(_Validator):
    code = "invalid_extension"
    message = "File extension “%(extension)s” is not allowed. Allowed extensions are: %(allowed_extensions)s."

    def __init__(self, allowed_extensions=None, message=None, code=None):
        self._take(message=message, code=code)
        self.allowed_extensions = allowed_extensions if allowed_extensions is None else [ending.lower() for ending in allowed_extensions]

    def __call__(self, value):
        allowed = self.allowed_extensions
        name = (getattr(value, "name", value) or "").rpartition("/")[2]
        # A dot that a name begins with ends nothing.
        extension = name.rpartition(".")[2].lower() if "." in name.lstrip(".") else ""
        if not (allowed is None or extension in allowed):
            self._refuse(value, extension=extension, allowed_extensions=", ".join(allowed))

    def _settings(self):
        return set(self.allowed_extensions or ()), self.code, self.message

    def __eq__(self, other):
        return self._same(other, type(self))

    __hash__ = _Validator.__hash__


@deconstructible
class ProhibitNullCharactersValidator(_Validator):
    code, message = "null_characters_not_allowed", "Null characters are not allowed."

    def __init__(self, message=None, code=None):
        self._take(message=message, code=code)

    def __call__(self, value):
        if "\0" in str(value):
            self._refuse(value)

    def _settings(self):
        return self.code, self.message

    def __eq__(self, other):
        return self._same(other, type(self))

    __hash__ = _Validator.__hash__


_url_validator = URLValidator()


def get_available_image_extensions():
    return []  # what Pillow reads, which is not there


def validate_image_file_extension(value):
    return FileExtensionValidator(allowed_extensions=get_available_image_extensions())(value)
