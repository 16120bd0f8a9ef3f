import re

from _html import _named

__all__ = ["escape", "unescape"]


# What browsers make of the numbers from 0x80 on, which are no characters in Unicode: what Windows' code page has there.
_WINDOWS = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ"


def escape(s, quote=True):
    s = s.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
    return s.replace("'", "&#x27;").replace('"', "&quot;") if quote else s


def _replace(m):
    s = m[1]
    if s[0] != "#":
        return _named(s)
    digits = s[1:].rstrip(";")
    num = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if num == 0 or 0xD800 <= num <= 0xDFFF or num > 0x10FFFF:
        return "\ufffd"
    if 0x80 <= num <= 0x9F:
        return _WINDOWS[num - 0x80]
    if num < 0x20 and num not in (9, 10, 12, 13) or num == 0x7F or 0xFDD0 <= num <= 0xFDEF or num & 0xFFFE == 0xFFFE:
        return ""
    return chr(num)


_charref = re.compile(r"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")


def unescape(s):
    return _charref.sub(_replace, s) if "&" in s else s
