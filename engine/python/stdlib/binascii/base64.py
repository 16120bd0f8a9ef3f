# The encodings of RFC 3548 and their relatives: base64 is binascii's; the others are numbers of some bytes, written with other digits.
import binascii

__all__ = [
    "encode", "decode", "encodebytes", "decodebytes", "b64encode", "b64decode", "b32encode", "b32decode", "b32hexencode",
    "b32hexdecode", "b16encode", "b16decode", "b85encode", "b85decode", "a85encode", "a85decode", "standard_b64encode",
    "standard_b64decode", "urlsafe_b64encode", "urlsafe_b64decode",
]

_base16 = b"0123456789ABCDEF"
_base32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_base32hex = _base16 + b"GHIJKLMNOPQRSTUV"
_base85 = _base32hex + b"WXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_ascii85 = bytes(range(33, 118))
_URL_SAFE, _FROM_URL_SAFE = bytes.maketrans(b"+/", b"-_"), bytes.maketrans(b"-_", b"+/")


def _encoded(s):
    """What is to be decoded, as bytes."""
    if type(s) is bytes:
        return s
    if isinstance(s, str):
        if not s.isascii():
            raise ValueError("string argument should contain only ASCII characters")
        return s.encode()
    try:
        return bytes(memoryview(s))
    except TypeError:
        raise TypeError(f"argument should be a bytes-like object or ASCII string, not {s.__class__.__name__!r}") from None


def _data(s):
    if not isinstance(s, (bytes, bytearray, memoryview)):
        raise TypeError(f"expected bytes-like object, not {s.__class__.__name__}")
    return bytes(s)


def _cut(data, size):
    return [data[i : i + size] for i in range(0, len(data), size)]


def b64encode(s, altchars=None):
    text = binascii.b2a_base64(s, newline=False)
    if altchars is None:
        return text
    assert len(altchars) == 2, repr(altchars)
    return text.translate(bytes.maketrans(b"+/", altchars))


def b64decode(s, altchars=None, validate=False):
    text = _encoded(s)
    if altchars is not None:
        altchars = _encoded(altchars)
        assert len(altchars) == 2, repr(altchars)
        text = text.translate(bytes.maketrans(altchars, b"+/"))
    return binascii.a2b_base64(text, strict_mode=validate)


def standard_b64encode(s):
    return b64encode(s)


def urlsafe_b64encode(s):
    return b64encode(s).translate(_URL_SAFE)


def standard_b64decode(s):
    return b64decode(s)


def urlsafe_b64decode(s):
    return b64decode(_encoded(s).translate(_FROM_URL_SAFE))


def _to_base32(data, alphabet):
    out = []
    for group in _cut(bytes(memoryview(data)), 5):
        number = int.from_bytes(group.ljust(5, b"\0"), "big")
        digits = bytes([alphabet[number >> bits & 31] for bits in range(35, -1, -5)])
        out.append(digits[: (len(group) * 8 + 4) // 5].ljust(8, b"="))
    return b"".join(out)


def _from_base32(text, alphabet, casefold, map01=None):
    text = _encoded(text)
    if len(text) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        map01 = _encoded(map01)
        assert len(map01) == 1, repr(map01)
        text = text.translate(bytes.maketrans(b"01", b"O" + map01))
    if casefold:
        text = text.upper()
    digits = text.rstrip(b"=")
    if digits.translate(None, alphabet):
        raise binascii.Error("Non-base32 digit found")
    if len(text) - len(digits) not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    # int() reads numbers of base 32 in the digits of the hexadecimal alphabet.
    groups = _cut(digits.translate(bytes.maketrans(alphabet, _base32hex)), 8)
    return b"".join([int(group.ljust(8, b"0"), 32).to_bytes(5, "big")[: len(group) * 5 // 8] for group in groups])


def b32encode(s):
    return _to_base32(s, _base32)


def b32hexencode(s):
    return _to_base32(s, _base32hex)


def b32decode(s, casefold=False, map01=None):
    return _from_base32(s, _base32, casefold, map01)


def b32hexdecode(s, casefold=False):
    return _from_base32(s, _base32hex, casefold)


def b16encode(s):
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    text = _encoded(s)
    if casefold:
        text = text.upper()
    if text.translate(None, _base16):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(text)


def _to_base85(data, alphabet, pad, short={}):
    """The digits of each four bytes; short has the letters that stand for whole groups."""
    data = bytes(memoryview(data))
    missing = -len(data) % 4
    numbers = [int.from_bytes(group, "big") for group in _cut(data + bytes(missing), 4)]

    def digits(number):
        return bytes([alphabet[number // 85**place % 85] for place in (4, 3, 2, 1, 0)])

    groups = [short.get(number) or digits(number) for number in numbers]
    if missing and not pad:
        groups[-1] = digits(numbers[-1])[:-missing]
    return b"".join(groups)


def _from_base85(values):
    number = 0
    for value in values:
        number = number * 85 + value
    return number.to_bytes(4, "big")


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    text = _to_base85(b, _ascii85, pad, {0: b"z", 0x20202020: b"y"} if foldspaces else {0: b"z"})
    if adobe:
        text = b"<~" + text
    if wrapcol:
        width = max(wrapcol, 2 if adobe else 1)
        lines = _cut(text, width)
        if adobe and len(lines[-1]) > width - 2:
            lines.append(b"")
        text = b"\n".join(lines)
    return text + b"~>" if adobe else text


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    text = _encoded(b)
    if adobe:
        if text[-2:] != b"~>":
            raise ValueError("Ascii85 encoded byte sequences must end with b'~>'")
        text = text[:-2].removeprefix(b"<~")
    short = {ord("z"): bytes(4)}
    if foldspaces:
        short[ord("y")] = b" " * 4
    out, values = [], []

    def flush(count):
        try:
            out.append(_from_base85(values)[:count])
        except OverflowError:
            raise ValueError("Ascii85 overflow") from None
        values.clear()

    for char in text:
        if char in _ascii85:
            values.append(char - 33)
            if len(values) == 5:
                flush(4)
        elif char in short:
            if values:
                raise ValueError(f"{chr(char)} inside Ascii85 5-tuple")
            out.append(short[char])
        elif char not in ignorechars:
            raise ValueError(f"Non-Ascii85 digit found: {chr(char)}")
    if values:
        count = len(values) - 1
        values += [84] * (4 - count)
        flush(count)
    return b"".join(out)


def b85encode(b, pad=False):
    return _to_base85(b, _base85, pad)


def b85decode(b):
    text = _encoded(b)
    missing = -len(text) % 5
    values = bytearray(b"\xff" * 256)
    for value, char in enumerate(_base85):
        values[char] = value
    digits = (text + b"~" * missing).translate(values)
    out = []
    for i in range(0, len(digits), 5):
        group = digits[i : i + 5]
        if 0xFF in group:
            raise ValueError(f"bad base85 character at position {i + group.index(0xFF)}")
        try:
            out.append(_from_base85(group))
        except OverflowError:
            raise ValueError(f"base85 overflow in hunk starting at byte {i}") from None
    data = b"".join(out)
    return data[: len(data) - missing]


def encodebytes(s):
    return b"".join(map(binascii.b2a_base64, _cut(_data(s), 57)))


def decodebytes(s):
    return binascii.a2b_base64(_data(s))


def encode(input, output):
    while data := input.read(57):
        output.write(binascii.b2a_base64(data))


def decode(input, output):
    for line in iter(input.readline, b""):
        output.write(binascii.a2b_base64(line))
