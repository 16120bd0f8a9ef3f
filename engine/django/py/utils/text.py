import re

# The Latin letters with accents and what NFKD leaves of them in ASCII: the whole of Unicode's table would weigh more than the rest of this package.
_accented = {
    'A': 'ÀÁÂÃÄÅĀĂĄǍǞǠǺȀȂȦ',
    'C': 'ÇĆĈĊČ',
    'D': 'Ď',
    'DZ': 'ǄǱ',
    'Dz': 'ǅǲ',
    'E': 'ÈÉÊËĒĔĖĘĚȄȆȨ',
    'G': 'ĜĞĠĢǦǴ',
    'H': 'ĤȞ',
    'I': 'ÌÍÎÏĨĪĬĮİǏȈȊ',
    'IJ': 'Ĳ',
    'J': 'Ĵ',
    'K': 'ĶǨ',
    'L': 'ĹĻĽĿ',
    'LJ': 'Ǉ',
    'Lj': 'ǈ',
    'N': 'ÑŃŅŇǸ',
    'NJ': 'Ǌ',
    'Nj': 'ǋ',
    'O': 'ÒÓÔÕÖŌŎŐƠǑǪǬȌȎȪȬȮȰ',
    'R': 'ŔŖŘȐȒ',
    'S': 'ŚŜŞŠȘ',
    'T': 'ŢŤȚ',
    'U': 'ÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛȔȖ',
    'W': 'Ŵ',
    'Y': 'ÝŶŸȲ',
    'Z': 'ŹŻŽ',
    'a': 'àáâãäåāăąǎǟǡǻȁȃȧ',
    'c': 'çćĉċč',
    'd': 'ď',
    'dz': 'ǆǳ',
    'e': 'èéêëēĕėęěȅȇȩ',
    'g': 'ĝğġģǧǵ',
    'h': 'ĥȟ',
    'i': 'ìíîïĩīĭįǐȉȋ',
    'ij': 'ĳ',
    'j': 'ĵǰ',
    'k': 'ķǩ',
    'l': 'ĺļľŀ',
    'lj': 'ǉ',
    'n': 'ñńņňŉǹ',
    'nj': 'ǌ',
    'o': 'òóôõöōŏőơǒǫǭȍȏȫȭȯȱ',
    'r': 'ŕŗřȑȓ',
    's': 'śŝşšſș',
    't': 'ţťț',
    'u': 'ùúûüũūŭůűųưǔǖǘǚǜȕȗ',
    'w': 'ŵ',
    'y': 'ýÿŷȳ',
    'z': 'źżž',
}
_plain = {ord(c): plain for plain, letters in _accented.items() for c in letters}


def slugify(value, allow_unicode=False):
    value = str(value)
    if not allow_unicode and not value.isascii():
        value = "".join(c for c in value.translate(_plain) if c.isascii())
    words = re.sub(r"[^\w\s-]", "", value.lower())
    return re.sub(r"[-\s]+", "-", words).strip("-_")


def capfirst(x):
    if not x:
        return x
    x = str(x)
    return x[0].upper() + x[1:]


def camel_case_to_spaces(value):
    return re.sub(r"(((?<=[a-z])[A-Z])|([A-Z](?![A-Z]|$)))", r" \1", value).strip().lower()


def get_text_list(list_, last_word="or"):
    *others, last = map(str, list_ or [""])
    return f"{', '.join(others)} {last_word} {last}" if others else last


def format_lazy(format_string, *args, **kwargs):
    return format_string.format(*args, **kwargs)


def normalize_newlines(text):
    return re.sub(r"\r\n|\r", "\n", str(text))


def add_truncation_text(text, truncate=None):
    """The text with what says that there was more, after it or around it."""
    truncate = "%(truncated_text)s…" if truncate is None else truncate
    if "%(truncated_text)s" in truncate:
        return truncate % {"truncated_text": text}
    return text if text.endswith(truncate) else text + truncate


class Truncator:
    def __init__(self, text):
        self._text = str(text)

    def chars(self, num, truncate=None, html=False):
        import unicodedata

        length = int(num)
        if length <= 0:
            return ""
        text = unicodedata.normalize("NFC", self._text)
        # A combining character belongs to the one before it.
        starts = [i for i, char in enumerate(text) if not unicodedata.combining(char)]
        if len(starts) <= length:
            return text
        kept = length - sum(not unicodedata.combining(char) for char in add_truncation_text("", truncate))
        return add_truncation_text(text[:starts[kept]] if kept > 0 else "", truncate)

    def words(self, num, truncate=None, html=False):
        length = int(num)
        if length <= 0:
            return ""
        words = self._text.split()
        if len(words) <= length:
            return " ".join(words)
        return add_truncation_text(" ".join(words[:length]), truncate)


def get_valid_filename(name):
    from django.core.exceptions import SuspiciousFileOperation

    kept = re.sub(r"[^-\w.]", "", str(name).strip().replace(" ", "_"))
    if kept.strip(".") or len(kept) > 2:
        return kept
    raise SuspiciousFileOperation(f"Could not derive file name from '{name}'")


def phone2numeric(phone):
    digits = dict(zip("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999"))
    return "".join(digits.get(c, c) for c in phone.lower())


def smart_split(text):
    for bit in re.finditer(r"""((?:[^\s'"]*(?:(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')[^\s'"]*)+)|\S+)""", text):
        yield bit[0]


def unescape_string_literal(s):
    quote = s[:1]
    if quote not in ("'", '"') or not s.endswith(quote):
        raise ValueError(f"Not a string literal: {s!r}")
    return s[1:-1].replace("\\" + quote, quote).replace("\\\\", "\\")


def wrap(text, width):
    """The text with its words in lines of that width; a longer word gets a line of its own, and breaks that are there stay."""
    import textwrap

    wrapper = textwrap.TextWrapper(width=width, break_long_words=False, break_on_hyphens=False, replace_whitespace=False)
    lines = [part for line in text.splitlines() for part in wrapper.wrap(line) or [line]]
    if text.endswith("\n"):
        lines.append("")
    return "\n".join(lines)
