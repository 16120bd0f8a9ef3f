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


@deconstructible
class RegexValidator:
    regex = ""
    message = "Enter a valid value."
    code = "invalid"
    inverse_match = False
    flags = 0

    def __init__(self, regex=None, message=None, code=None, inverse_match=None, flags=None):
        for name, value in (
            ("regex", regex), ("message", message), ("code", code), ("inverse_match", inverse_match), ("flags", flags),
        ):
            if value is not None:
                setattr(self, name, value)
        if self.flags and not isinstance(self.regex, str):
            raise TypeError("If the flags are set, regex must be a regular expression string.")
        if isinstance(self.regex, str):
            self.regex = re.compile(self.regex, self.flags)

    def __call__(self, value):
        found = self.regex.search(str(value)) is not None
        if found == bool(self.inverse_match):
            raise ValidationError(self.message, code=self.code, params={"value": value})

    def __eq__(self, other):
        return (
            isinstance(other, RegexValidator)
            and self.regex.pattern == other.regex.pattern
            and self.regex.flags == other.regex.flags
            and self.message == other.message
            and self.code == other.code
            and self.inverse_match == other.inverse_match
        )

    def __hash__(self):
        return hash((self.regex.pattern, self.regex.flags, self.message, self.code))


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
        if not isinstance(value, str) or len(value) > self.max_length:
            raise ValidationError(self.message, code=self.code, params={"value": value})
        if not self.accept_idna and not value.isascii():
            raise ValidationError(self.message, code=self.code, params={"value": value})
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
        super().__init__(**kwargs)
        if schemes is not None:
            self.schemes = schemes

    def __call__(self, value):
        def refuse():
            raise ValidationError(self.message, code=self.code, params={"value": value})

        if not isinstance(value, str) or len(value) > self.max_length:
            refuse()
        if any(char in self.unsafe_chars for char in value):
            refuse()
        if value.split("://")[0].lower() not in self.schemes:
            refuse()
        super().__call__(value)
        rest = value.split("://", 1)[1]
        for end in "/?#":
            rest = rest.split(end, 1)[0]
        host = rest.rsplit("@", 1)[-1]
        if host.startswith("["):
            inside = host[1:].partition("]")[0]
            if not _is_ipv6(inside):
                refuse()
            host = inside
        else:
            host = host.partition(":")[0]
        if len(host) > 253:
            refuse()


integer_validator = RegexValidator(r"^-?\d+\Z", message="Enter a valid integer.", code="invalid")


def validate_integer(value):
    return integer_validator(value)


@deconstructible
class EmailValidator:
    message = "Enter a valid email address."
    code = "invalid"
    user_regex = re.compile(
        r"(^[-!#$%&'*+/=?^_`{}|~0-9A-Z]+(\.[-!#$%&'*+/=?^_`{}|~0-9A-Z]+)*\Z"
        r'|^"([\001-\010\013\014\016-\037!#-\[\]-\177]|\\[\001-\011\013\014\016-\177])*"\Z)',
        re.IGNORECASE,
    )
    domain_regex = re.compile(
        r"^" + DomainNameValidator.hostname_re + DomainNameValidator.domain_re
        + DomainNameValidator.tld_no_fqdn_re + r"\Z",
        re.IGNORECASE,
    )
    literal_regex = re.compile(r"\[([A-F0-9:.]+)\]\Z", re.IGNORECASE)
    domain_allowlist = ["localhost"]

    def __init__(self, message=None, code=None, allowlist=None):
        if message is not None:
            self.message = message
        if code is not None:
            self.code = code
        if allowlist is not None:
            self.domain_allowlist = allowlist

    def __call__(self, value):
        if not value or "@" not in value or len(value) > 320:
            raise ValidationError(self.message, code=self.code, params={"value": value})
        user, domain = value.rsplit("@", 1)
        if not self.user_regex.match(user):
            raise ValidationError(self.message, code=self.code, params={"value": value})
        if domain not in self.domain_allowlist and not self.validate_domain_part(domain):
            raise ValidationError(self.message, code=self.code, params={"value": value})

    def validate_domain_part(self, domain):
        if self.domain_regex.match(domain):
            return True
        literal = self.literal_regex.match(domain)
        return bool(literal) and (_is_ipv4(literal[1]) or _is_ipv6(literal[1]))

    def __eq__(self, other):
        return (
            isinstance(other, EmailValidator)
            and set(self.domain_allowlist) == set(other.domain_allowlist)
            and self.message == other.message
            and self.code == other.code
        )

    def __hash__(self):
        return hash((self.message, self.code))


validate_email = EmailValidator()

slug_re = re.compile(r"^[-a-zA-Z0-9_]+\Z")
validate_slug = RegexValidator(
    slug_re, "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.", "invalid"
)
slug_unicode_re = re.compile(r"^[-\w]+\Z")
validate_unicode_slug = RegexValidator(
    slug_unicode_re,
    "Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens.",
    "invalid",
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


def validate_ipv4_address(value):
    if not isinstance(value, str) or not _is_ipv4(value):
        raise ValidationError(
            "Enter a valid %(protocol)s address.", code="invalid", params={"protocol": "IPv4", "value": value}
        )


def validate_ipv6_address(value):
    if not isinstance(value, str) or not _is_ipv6(value):
        raise ValidationError(
            "Enter a valid %(protocol)s address.", code="invalid", params={"protocol": "IPv6", "value": value}
        )


def validate_ipv46_address(value):
    if not isinstance(value, str) or not (_is_ipv4(value) or _is_ipv6(value)):
        raise ValidationError(
            "Enter a valid %(protocol)s address.", code="invalid",
            params={"protocol": "IPv4 or IPv6", "value": value},
        )


ip_address_validator_map = {
    "both": [validate_ipv46_address],
    "ipv4": [validate_ipv4_address],
    "ipv6": [validate_ipv6_address],
}


def ip_address_validators(protocol, unpack_ipv4):
    if protocol != "both" and unpack_ipv4:
        raise ValueError("You can only use `unpack_ipv4` if `protocol` is set to 'both'")
    try:
        return ip_address_validator_map[protocol.lower()]
    except KeyError:
        raise ValueError(
            "The protocol '%s' is unknown. Supported: %s" % (protocol, list(ip_address_validator_map))
        )


def int_list_validator(sep=",", message=None, code="invalid", allow_negative=False):
    sign = "(?:-)?" if allow_negative else ""
    return RegexValidator(
        re.compile(r"^" + sign + r"\d+(?:" + re.escape(sep) + sign + r"\d+)*\Z"), message=message, code=code
    )


validate_comma_separated_integer_list = int_list_validator(message="Enter only digits separated by commas.")


@deconstructible
class BaseValidator:
    message = "Ensure this value is %(limit_value)s (it is %(show_value)s)."
    code = "limit_value"

    def __init__(self, limit_value, message=None):
        self.limit_value = limit_value
        if message:
            self.message = message

    def __call__(self, value):
        cleaned = self.clean(value)
        limit = self.limit_value() if callable(self.limit_value) else self.limit_value
        if self.compare(cleaned, limit):
            raise ValidationError(
                self.message, code=self.code, params={"limit_value": limit, "show_value": cleaned, "value": value}
            )

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return (
            self.limit_value == other.limit_value and self.message == other.message and self.code == other.code
        )

    def __hash__(self):
        return hash((self.code, str(self.message)))

    def compare(self, a, b):
        return a is not b

    def clean(self, x):
        return x


@deconstructible
class MaxValueValidator(BaseValidator):
    message = "Ensure this value is less than or equal to %(limit_value)s."
    code = "max_value"

    def compare(self, a, b):
        return a > b


@deconstructible
class MinValueValidator(BaseValidator):
    message = "Ensure this value is greater than or equal to %(limit_value)s."
    code = "min_value"

    def compare(self, a, b):
        return a < b


@deconstructible
class StepValueValidator(BaseValidator):
    message = "Ensure this value is a multiple of step size %(limit_value)s."
    code = "step_size"

    def __init__(self, limit_value, message=None, offset=None):
        super().__init__(limit_value, message)
        if offset is not None:
            self.message = (
                "Ensure this value is a multiple of step size %(limit_value)s, starting from %(offset)s, e.g. "
                "%(offset)s, %(valid_value1)s, %(valid_value2)s, and so on."
            )
        self.offset = offset

    def __call__(self, value):
        if self.offset is None:
            super().__call__(value)
            return
        cleaned = self.clean(value)
        limit = self.limit_value() if callable(self.limit_value) else self.limit_value
        if self.compare(cleaned, limit):
            raise ValidationError(
                self.message,
                code=self.code,
                params={
                    "limit_value": limit,
                    "offset": self.offset,
                    "valid_value1": self.offset + limit,
                    "valid_value2": self.offset + 2 * limit,
                },
            )

    def compare(self, a, b):
        rest = (a - (self.offset or 0)) % b
        return min(abs(rest), abs(b - rest)) > 1e-9 * max(abs(b), 1)


@deconstructible
class MinLengthValidator(BaseValidator):
    message = _Plural(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    )
    code = "min_length"

    def compare(self, a, b):
        return a < b

    def clean(self, x):
        return len(x)


@deconstructible
class MaxLengthValidator(BaseValidator):
    message = _Plural(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    )
    code = "max_length"

    def compare(self, a, b):
        return a > b

    def clean(self, x):
        return len(x)


@deconstructible
class DecimalValidator:
    messages = {
        "invalid": "Enter a number.",
        "max_digits": _Plural(
            "Ensure that there are no more than %(max)s digit in total.",
            "Ensure that there are no more than %(max)s digits in total.",
            "max",
        ),
        "max_decimal_places": _Plural(
            "Ensure that there are no more than %(max)s decimal place.",
            "Ensure that there are no more than %(max)s decimal places.",
            "max",
        ),
        "max_whole_digits": _Plural(
            "Ensure that there are no more than %(max)s digit before the decimal point.",
            "Ensure that there are no more than %(max)s digits before the decimal point.",
            "max",
        ),
    }

    def __init__(self, max_digits, decimal_places):
        self.max_digits = max_digits
        self.decimal_places = decimal_places

    def __call__(self, value):
        _, digits, exponent = value.as_tuple()
        if exponent in {"F", "n", "N"}:
            raise ValidationError(self.messages["invalid"], code="invalid", params={"value": value})
        if exponent >= 0:
            total = len(digits) + exponent if digits != (0,) else len(digits)
            places = 0
        else:
            places = -exponent
            total = max(len(digits), places)
        whole = total - places
        if self.max_digits is not None and total > self.max_digits:
            raise ValidationError(
                self.messages["max_digits"], code="max_digits", params={"max": self.max_digits, "value": value}
            )
        if self.decimal_places is not None and places > self.decimal_places:
            raise ValidationError(
                self.messages["max_decimal_places"],
                code="max_decimal_places",
                params={"max": self.decimal_places, "value": value},
            )
        if self.max_digits is not None and self.decimal_places is not None:
            if whole > self.max_digits - self.decimal_places:
                raise ValidationError(
                    self.messages["max_whole_digits"],
                    code="max_whole_digits",
                    params={"max": self.max_digits - self.decimal_places, "value": value},
                )

    def __eq__(self, other):
        return (
            isinstance(other, self.__class__)
            and self.max_digits == other.max_digits
            and self.decimal_places == other.decimal_places
        )

    def __hash__(self):
        return hash((self.max_digits, self.decimal_places))


@deconstructible
class FileExtensionValidator:
    message = (
        "File extension “%(extension)s” is not allowed. Allowed extensions are: %(allowed_extensions)s."
    )
    code = "invalid_extension"

    def __init__(self, allowed_extensions=None, message=None, code=None):
        self.allowed_extensions = (
            None if allowed_extensions is None else [x.lower() for x in allowed_extensions]
        )
        if message is not None:
            self.message = message
        if code is not None:
            self.code = code

    def __call__(self, value):
        name = getattr(value, "name", value) or ""
        last = name.rsplit("/", 1)[-1]
        extension = last.rsplit(".", 1)[1].lower() if "." in last.lstrip(".") else ""
        if self.allowed_extensions is not None and extension not in self.allowed_extensions:
            raise ValidationError(
                self.message,
                code=self.code,
                params={
                    "extension": extension,
                    "allowed_extensions": ", ".join(self.allowed_extensions),
                    "value": value,
                },
            )

    def __eq__(self, other):
        return (
            isinstance(other, self.__class__)
            and set(self.allowed_extensions or []) == set(other.allowed_extensions or [])
            and self.message == other.message
            and self.code == other.code
        )

    def __hash__(self):
        return hash((self.message, self.code))


@deconstructible
class ProhibitNullCharactersValidator:
    message = "Null characters are not allowed."
    code = "null_characters_not_allowed"

    def __init__(self, message=None, code=None):
        if message is not None:
            self.message = message
        if code is not None:
            self.code = code

    def __call__(self, value):
        if "\x00" in str(value):
            raise ValidationError(self.message, code=self.code, params={"value": value})

    def __eq__(self, other):
        return isinstance(other, self.__class__) and self.message == other.message and self.code == other.code

    def __hash__(self):
        return hash((self.message, self.code))


_url_validator = URLValidator()


def get_available_image_extensions():
    return []  # what Pillow reads, which is not there


def validate_image_file_extension(value):
    return FileExtensionValidator(allowed_extensions=get_available_image_extensions())(value)
