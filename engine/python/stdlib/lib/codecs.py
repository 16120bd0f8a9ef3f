# str.encode and bytes.decode do the work for text; the codecs of bytes and text (rot13, hex, base64) are here.
import builtins as _builtins

__all__ = [
    "lookup", "encode", "decode", "getencoder", "getdecoder", "getincrementalencoder", "getincrementaldecoder", "getreader", "getwriter", "iterencode", "iterdecode",
    "CodecInfo", "Codec", "IncrementalEncoder", "IncrementalDecoder", "StreamReader", "StreamWriter", "StreamReaderWriter", "open", "EncodedFile", "register", "register_error",
    "lookup_error", "strict_errors", "ignore_errors", "replace_errors", "backslashreplace_errors", "xmlcharrefreplace_errors", "namereplace_errors",
    "BOM", "BOM_BE", "BOM_LE", "BOM32_BE", "BOM32_LE", "BOM64_BE", "BOM64_LE", "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32", "BOM_UTF32_LE", "BOM_UTF32_BE",
]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM = BOM_LE = BOM_UTF16 = BOM_UTF16_LE = BOM32_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = BOM32_BE = b"\xfe\xff"
BOM_UTF32 = BOM_UTF32_LE = BOM64_LE = BOM_LE + b"\0\0"
BOM_UTF32_BE = BOM64_BE = b"\0\0" + BOM_BE


class CodecInfo(tuple):
    """What a name of a codec stands for: four parts as a tuple, these and more as attributes."""

    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None, incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        info = super().__new__(cls, (encode, decode, streamreader, streamwriter))
        vars(info).update(
            encode=encode, decode=decode, streamreader=streamreader, streamwriter=streamwriter, incrementalencoder=incrementalencoder,
            incrementaldecoder=incrementaldecoder, name=name,
        )
        if _is_text_encoding is not None:
            info._is_text_encoding = _is_text_encoding
        return info

    def __repr__(self):
        kind = type(self)
        return f"<{kind.__module__}.{kind.__qualname__} object for encoding {self.name} at {id(self):#x}>"


class Codec:
    def decode(self, input, errors="strict"):
        raise NotImplementedError

    def encode(self, input, errors="strict"):
        raise NotImplementedError


class _Incremental:
    """Works piece by piece; buffer has what the piece before left for the next one."""

    _empty = ""

    def __init__(self, errors="strict"):
        self.buffer, self.errors = self._empty, errors

    def reset(self):
        self.buffer = self._empty


class IncrementalEncoder(_Incremental):
    def encode(self, input, final=False):
        raise NotImplementedError

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class IncrementalDecoder(_Incremental):
    _empty = b""

    def decode(self, input, final=False):
        raise NotImplementedError

    def setstate(self, state):
        self.buffer, _ = state

    def getstate(self):
        return self.buffer, 0


class _Stream(Codec):
    """A file that another one stands behind: that has what is not here."""

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors

    def reset(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self.stream.close()

    def __getattr__(self, name):
        return getattr(self.stream, name)


class StreamWriter(_Stream):
    def write(self, object):
        self.stream.write(self.encode(object, self.errors)[0])

    def writelines(self, list):
        self.write("".join(list))


class StreamReader(_Stream):
    def read(self, size=-1, chars=-1, firstline=False):
        return self._text(self.stream.read(size))

    def readline(self, size=None, keepends=True):
        line = self._text(self.stream.readline())
        return line if keepends or not line else line.splitlines()[0]

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def _text(self, data):
        return self.decode(data, self.errors)[0]

    def __iter__(self):
        return self

    def __next__(self):
        if line := self.readline():
            return line
        raise StopIteration


class StreamReaderWriter(_Stream):
    def __init__(self, stream, Reader, Writer, errors="strict"):
        super().__init__(stream, errors)
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.reader)

    def __getattr__(self, name):
        return getattr(self.writer if name.startswith("write") else self.reader, name)


_names = {"latin-1": "iso8859-1", "mac-roman": "mac-roman"}
_infos = {}
# The longest run of bytes that can be the beginning of one character.
_widths = {"utf-8": 4, "utf-8-sig": 4, "utf-16": 4, "utf-16-le": 4, "utf-16-be": 4, "utf-32": 4, "utf-32-le": 4, "utf-32-be": 4}


def lookup(encoding):
    if not isinstance(encoding, str):
        raise TypeError(f"lookup() argument must be str, not {type(encoding).__name__}")
    key = encoding.lower().replace("_", "-").replace(" ", "-")
    info = _infos.get(key)
    if info is None:
        info = _infos[key] = _bytes_info(key) or _registered(key) or _text_info(encoding)
    return info


def _text_info(encoding):
    name = _canonical_name(encoding)
    width = _widths.get(name, 1)

    def encode(input, errors="strict"):
        return input.encode(name, errors), len(input)

    def decode(input, errors="strict"):
        return bytes(input).decode(name, errors), len(input)

    class Encoder(IncrementalEncoder):
        def encode(self, input, final=False):
            # Only the first piece gets a byte order mark.
            data = input.encode(name if self.buffer == "" or width == 1 else name.removesuffix("-sig") if name.startswith("utf-8") else name if name[-2:] in ("le", "be") else name + "-le", self.errors)
            if input:
                self.buffer = "begun"
            return data

        def reset(self):
            self.buffer = ""

    class Decoder(IncrementalDecoder):
        def decode(self, input, final=False):
            data = self.buffer + bytes(input)
            if final or width == 1:
                self.buffer = b""
                return data.decode(name, self.errors)
            for cut in range(min(width, len(data) + 1)):
                try:
                    text = data[: len(data) - cut].decode(name, "strict" if cut < width - 1 else self.errors)
                except UnicodeDecodeError as e:
                    if not e.reason.startswith(("unexpected end", "truncated")):
                        text, cut = data.decode(name, self.errors), 0
                    elif cut < width - 1:
                        continue
                    else:
                        raise
                self.buffer = data[len(data) - cut :] if cut else b""
                return text
            self.buffer = data
            return ""

    class Writer(StreamWriter):
        pass

    class Reader(StreamReader):
        pass

    Writer.encode = Reader.encode = staticmethod(encode)
    Writer.decode = Reader.decode = staticmethod(decode)
    return CodecInfo(encode, decode, Reader, Writer, Encoder, Decoder, _names.get(name, name))


def _bytes_info(key):
    """The codecs that str.encode does not know."""
    if key in ("rot13", "rot-13"):
        def rot13(input, errors="strict"):
            low, high = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            return input.translate(str.maketrans(low + high, low[13:] + low[:13] + high[13:] + high[:13])), len(input)

        return CodecInfo(rot13, rot13, name="rot13", _is_text_encoding=False)
    if key in ("hex", "hex-codec"):
        import binascii

        return CodecInfo(lambda i, errors="strict": (binascii.b2a_hex(i), len(i)), lambda i, errors="strict": (binascii.a2b_hex(i), len(i)), name="hex", _is_text_encoding=False)
    if key in ("base64", "base-64", "base64-codec"):
        import base64

        return CodecInfo(lambda i, errors="strict": (base64.encodebytes(i), len(i)), lambda i, errors="strict": (base64.decodebytes(i), len(i)), name="base64", _is_text_encoding=False)
    return None


_search = []


def register(search_function):
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _search.append(search_function)
    _infos.clear()


def unregister(search_function):
    if search_function in _search:
        _search.remove(search_function)
        _infos.clear()


def _registered(key):
    for search in _search:
        info = search(key.replace("-", "_"))
        if info is not None:
            return info
    return None


def _call(info, verb, obj, errors):
    try:
        return getattr(info, verb)(obj, errors)[0]
    except Exception as e:
        if info._is_text_encoding:
            raise
        raise type(e)(f"{verb[:-1]}ing with {info.name!r} codec failed ({type(e).__name__}: {e})") from e


def encode(obj, encoding="utf-8", errors="strict"):
    return _call(lookup(encoding), "encode", obj, errors)


def decode(obj, encoding="utf-8", errors="strict"):
    return _call(lookup(encoding), "decode", obj, errors)


def getencoder(encoding):
    return lookup(encoding)[0]


def getdecoder(encoding):
    return lookup(encoding)[1]


def getreader(encoding):
    return lookup(encoding)[2]


def getwriter(encoding):
    return lookup(encoding)[3]


def getincrementalencoder(encoding):
    return _incremental(encoding, lookup(encoding).incrementalencoder)


def getincrementaldecoder(encoding):
    return _incremental(encoding, lookup(encoding).incrementaldecoder)


def _incremental(encoding, codec):
    if codec is None:
        raise LookupError(encoding)
    return codec


def iterencode(iterator, encoding, errors="strict", **kwargs):
    yield from _pieces(getincrementalencoder(encoding)(errors, **kwargs).encode, iterator, "")


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    yield from _pieces(getincrementaldecoder(encoding)(errors, **kwargs).decode, iterator, b"")


def _pieces(convert, inputs, end):
    for input in inputs:
        if output := convert(input):
            yield output
    if output := convert(end, True):
        yield output


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    return _builtins.open(filename, mode, -1, encoding, errors)


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    raise NotImplementedError("codecs.EncodedFile() is not supported here: there are no files in the playground")


def strict_errors(e):
    raise e


def ignore_errors(e):
    return "", e.end


def _bad(e):
    return e.object[e.start : e.end]


def replace_errors(e):
    return ("?" * (e.end - e.start) if isinstance(e, UnicodeEncodeError) else "\ufffd"), e.end


def backslashreplace_errors(e):
    return _bad(e).encode("ascii", "backslashreplace").decode() if isinstance(e.object, str) else "".join(f"\\x{b:02x}" for b in _bad(e)), e.end


def xmlcharrefreplace_errors(e):
    return "".join(f"&#{ord(c)};" for c in _bad(e)), e.end


def namereplace_errors(e):
    import unicodedata

    return "".join(f"\\N{{{unicodedata.name(c)}}}" for c in _bad(e)), e.end


_handlers = {
    "strict": strict_errors, "ignore": ignore_errors, "replace": replace_errors, "backslashreplace": backslashreplace_errors,
    "xmlcharrefreplace": xmlcharrefreplace_errors, "namereplace": namereplace_errors,
}


def register_error(name, handler):
    if not callable(handler):
        raise TypeError("handler must be callable")
    raise NotImplementedError("codecs.register_error() is not supported here; use one of the handlers that are there: " + ", ".join(_handlers))


def lookup_error(name):
    try:
        return _handlers[name]
    except KeyError:
        raise LookupError(f"unknown error handler name '{name}'") from None


def escape_decode(data, errors="strict"):
    """Bytes with the escapes of a bytes literal."""
    if isinstance(data, str):
        data = data.encode()
    out, i = bytearray(), 0
    simple = {"n": 10, "t": 9, "r": 13, "\\": 92, "'": 39, '"': 34, "a": 7, "b": 8, "f": 12, "v": 11}
    text = bytes(data).decode("latin-1")
    while i < len(text):
        c = text[i]
        i += 1
        if c != "\\":
            out.append(ord(c))
            continue
        if i >= len(text):
            raise ValueError("Trailing \\ in string")
        c = text[i]
        i += 1
        if c == "\n":
            continue
        if c in simple:
            out.append(simple[c])
        elif c == "x":
            digits = text[i : i + 2]
            try:
                out.append(int(digits, 16) if len(digits) == 2 else int(""))
            except ValueError:
                raise ValueError(f"invalid \\x escape at position {i - 2}") from None
            i += 2
        elif c in "01234567":
            j = i
            while j < len(text) and j < i + 2 and text[j] in "01234567":
                j += 1
            out.append(int(text[i - 1 : j], 8) & 0xFF)
            i = j
        else:
            out += b"\\" + c.encode("latin-1")
    return bytes(out), len(data)


def escape_encode(data, errors="strict"):
    return repr(bytes(data))[2:-1].encode(), len(data)


def ascii_encode(input, errors="strict"):
    return input.encode("ascii", errors), len(input)


def ascii_decode(input, errors="strict"):
    return bytes(input).decode("ascii", errors), len(input)


def latin_1_encode(input, errors="strict"):
    return input.encode("latin-1", errors), len(input)


def latin_1_decode(input, errors="strict"):
    return bytes(input).decode("latin-1", errors), len(input)


def utf_8_encode(input, errors="strict"):
    return input.encode("utf-8", errors), len(input)


def utf_8_decode(input, errors="strict", final=False):
    return bytes(input).decode("utf-8", errors), len(input)


def unicode_escape_encode(input, errors="strict"):
    return input.encode("unicode_escape", errors), len(input)


def unicode_escape_decode(input, errors="strict", final=True):
    return (input.encode("latin-1") if isinstance(input, str) else bytes(input)).decode("unicode_escape", errors), len(input)


def charmap_build(decoding_table):
    return {ord(c): i for i, c in enumerate(decoding_table)}
