# Streams over other streams: a text over bytes, a buffer over what reads and writes bytes. io hands them out when somebody asks for them.
import io
import sys

_stream = type(sys.stdout)


class _Wrapped:
    """What a stream passes on to the one under it."""

    @property
    def closed(self):
        return self._under.closed

    @property
    def name(self):
        return self._under.name

    @property
    def mode(self):
        return self._under.mode

    def _open(self):
        if self._under is None:
            raise ValueError(f"{'raw stream' if isinstance(self, io.BufferedIOBase) else 'underlying buffer'} has been detached")
        if self.closed:
            raise ValueError(self._closed_text)

    def readable(self):
        return self._under.readable()

    def writable(self):
        return self._under.writable()

    def seekable(self):
        return self._under.seekable()

    def isatty(self):
        return self._under.isatty()

    def fileno(self):
        return self._under.fileno()

    def close(self):
        if self._under is None:
            self._open()
        if not self.closed:
            try:
                self.flush()
            finally:
                self._under.close()

    def detach(self):
        self._open()
        self.flush()
        under, self._under = self._under, None
        return under

    def __repr__(self):
        cls = type(self)
        module = "_io" if cls.__module__ == "io" else cls.__module__
        try:
            return f"<{module}.{cls.__qualname__} name={self.name!r}>"
        except (AttributeError, ValueError):
            return f"<{module}.{cls.__qualname__}>"


class _Buffered(_Wrapped, io.BufferedIOBase):
    def __init__(self, raw, buffer_size=io.DEFAULT_BUFFER_SIZE):
        if buffer_size <= 0:
            raise ValueError("buffer size must be strictly positive")
        self._check(raw)
        self._under, self._size = raw, buffer_size
        self._ahead, self._behind = b"", b""  # read but not asked for, and written but not passed on

    @property
    def raw(self):
        return self._under

    def _more(self, n):
        data = self._under.read(n)
        self._ahead += data or b""
        return data

    def read(self, size=-1):
        self._open()
        if size is None or size < 0:
            if size is not None and size < -1:
                raise ValueError("read length must be non-negative or -1")
            while self._more(-1 if not self._ahead else self._size):
                pass
            size = len(self._ahead)
        while len(self._ahead) < size and self._more(max(self._size, size - len(self._ahead))):
            pass
        out, self._ahead = self._ahead[:size], self._ahead[size:]
        return out

    def read1(self, size=-1):
        self._open()
        if not self._ahead:
            self._more(self._size if size < 0 else max(size, 1))
        if size < 0:
            size = len(self._ahead)
        out, self._ahead = self._ahead[:size], self._ahead[size:]
        return out

    def peek(self, size=0):
        self._open()
        if not self._ahead:
            self._more(self._size)
        return self._ahead

    def readinto(self, buffer):
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    readinto1 = readinto

    def readline(self, size=-1):
        self._open()
        limit = sys.maxsize if size is None or size < 0 else size
        while True:
            end = self._ahead.find(b"\n", 0, limit) + 1 or (limit if len(self._ahead) >= limit else 0)
            if end or limit == 0 or not self._more(self._size):
                break
        return self.read(end or min(limit, len(self._ahead)))

    def write(self, data):
        if self.closed:
            raise ValueError("write to closed file")
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        data = bytes(data)
        # What does not fit goes on its own after what waits; only a rest that fits waits in turn.
        rest = data
        if len(self._behind) + len(data) > self._size:
            self._send()
            rest = self._sent(data, self._size)
        self._behind += rest
        return len(data)

    def _sent(self, data, most):
        while len(data) > most:
            data = data[self._under.write(data) or len(data):]
        return data

    def _send(self):
        behind, self._behind = self._behind, b""
        self._sent(behind, 0)

    def flush(self):
        self._open_to_flush()
        self._send()
        self._under.flush()

    def _open_to_flush(self):
        if self.closed:
            raise ValueError("flush of closed file")

    def tell(self):
        self._open()
        return self._under.tell() - len(self._ahead) + len(self._behind)

    def seek(self, target, whence=0):
        self._open()
        if self._behind:
            self.flush()
        if whence == 1:
            target -= len(self._ahead)
        self._ahead = b""
        return self._under.seek(target, whence)

    def truncate(self, pos=None):
        self.flush()
        return self._under.truncate(self.tell() if pos is None else pos)

    def _check(self, raw):
        pass


class BufferedReader(_Buffered):
    _closed_text = "read of closed file"

    def _check(self, raw):
        if not raw.readable():
            raise io.UnsupportedOperation("File or stream is not readable.")

    def writable(self):
        return False

    def write(self, data):
        raise io.UnsupportedOperation("write")


class BufferedWriter(_Buffered):
    _closed_text = "write to closed file"

    def _check(self, raw):
        if not raw.writable():
            raise io.UnsupportedOperation("File or stream is not writable.")

    def readable(self):
        return False

    def read(self, size=-1):
        raise io.UnsupportedOperation("read")


class BufferedRandom(_Buffered):
    _closed_text = "read of closed file"

    def _check(self, raw):
        if not raw.seekable():
            raise io.UnsupportedOperation("File or stream is not seekable.")

    def write(self, data):
        if self._ahead:
            self.seek(0, 1)
        return super().write(data)

    def read(self, size=-1):
        if self._behind:
            self.flush()
        return super().read(size)


class BufferedRWPair(io.BufferedIOBase):
    """A stream that is read from one raw stream and written to another."""

    def __init__(self, reader, writer, buffer_size=io.DEFAULT_BUFFER_SIZE):
        if not reader.readable():
            raise io.UnsupportedOperation("File or stream is not readable.")
        if not writer.writable():
            raise io.UnsupportedOperation("File or stream is not writable.")
        self._reader, self._writer = BufferedReader(reader, buffer_size), BufferedWriter(writer, buffer_size)

    def read(self, size=-1):
        return self._reader.read(size)

    def read1(self, size=-1):
        return self._reader.read1(size)

    def readinto(self, b):
        return self._reader.readinto(b)

    def peek(self, size=0):
        return self._reader.peek(size)

    def readable(self):
        return self._reader.readable()

    def write(self, data):
        return self._writer.write(data)

    def writable(self):
        return self._writer.writable()

    def flush(self):
        return self._writer.flush()

    def close(self):
        try:
            self._writer.close()
        finally:
            self._reader.close()

    def isatty(self):
        return self._reader.isatty() or self._writer.isatty()

    @property
    def closed(self):
        return self._writer.closed


class _TextMeta(type(io.TextIOBase)):
    def __instancecheck__(cls, obj):
        return super().__instancecheck__(obj) or cls is TextIOWrapper and isinstance(obj, _stream)


class TextIOWrapper(_Wrapped, io.TextIOBase, metaclass=_TextMeta):
    _closed_text = "I/O operation on closed file."

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f"TextIOWrapper() argument 'newline' must be str or None, not {type(newline).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline}")
        if encoding is not None and not isinstance(encoding, str):
            raise TypeError(f"TextIOWrapper() argument 'encoding' must be str or None, not {type(encoding).__name__}")
        self._encoding = encoding or "UTF-8"
        "".encode(self._encoding)  # unknown encodings are refused at once
        self._errors = "strict" if errors is None else errors
        self._newline, self._line_buffering, self._write_through = newline, line_buffering, write_through
        self._under = buffer
        self._text, self._read_all, self._pending = "", False, []
        self._seen = set()

    encoding = property(lambda self: self._encoding)
    errors = property(lambda self: self._errors)
    line_buffering = property(lambda self: self._line_buffering)
    write_through = property(lambda self: self._write_through)
    buffer = property(lambda self: self._under)

    @property
    def newlines(self):
        kinds = tuple(k for k in ("\r", "\n", "\r\n") if k in self._seen)
        return None if not kinds else kinds[0] if len(kinds) == 1 else kinds

    def reconfigure(self, *, encoding=None, errors=None, newline=..., line_buffering=None, write_through=None):
        self.flush()
        if encoding is not None:
            self._encoding, self._errors = encoding, "strict"
        if errors is not None:
            self._errors = errors
        if newline is not ...:
            self._newline = newline
        if line_buffering is not None:
            self._line_buffering = line_buffering
        if write_through is not None:
            self._write_through = write_through

    def _load(self):
        """Reads what there is under the text; lines are told apart in all of it."""
        self._open()
        if not self.readable():
            raise io.UnsupportedOperation("not readable")
        if self._pending:
            self.flush()
        if self._read_all and not self._text:
            self._read_all = False
        if not self._read_all:
            self._text += self._under.read().decode(self._encoding, self._errors)
            self._read_all = True
            if self._newline is None:
                self._note(self._text)
                self._text = self._text.replace("\r\n", "\n").replace("\r", "\n")
            elif self._newline == "":
                self._note(self._text)

    def _note(self, text):
        pairs = text.count("\r\n")
        for kind, n in (("\r\n", pairs), ("\r", text.count("\r") - pairs), ("\n", text.count("\n") - pairs)):
            if n:
                self._seen.add(kind)

    def read(self, size=-1):
        self._load()
        if size is None or size < 0:
            size = len(self._text)
        out, self._text = self._text[:size], self._text[size:]
        return out

    def readline(self, size=-1):
        self._load()
        text, end = self._text, len(self._text)
        if self._newline == "":
            for i, c in enumerate(text):
                if c == "\n" or c == "\r":
                    end = i + 2 if text[i:i + 2] == "\r\n" else i + 1
                    break
        else:
            stop = self._newline or "\n"
            at = text.find(stop)
            if at >= 0:
                end = at + len(stop)
        if size is not None and 0 <= size < end:
            end = size
        self._text = text[end:]
        return text[:end]

    def write(self, text):
        self._open()
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if not self.writable():
            raise io.UnsupportedOperation("not writable")
        if self._text:
            self._text, self._read_all = "", False
        written = text.replace("\n", self._newline) if self._newline in ("\r", "\r\n") else text
        self._pending.append(written.encode(self._encoding, self._errors))
        if self._write_through or self._line_buffering and ("\n" in text or "\r" in text) or sum(map(len, self._pending)) > io.DEFAULT_BUFFER_SIZE:
            self._pass_on()
            if self._line_buffering:
                self._under.flush()
        return len(text)

    def _pass_on(self):
        data, self._pending = b"".join(self._pending), []
        if data:
            self._under.write(data)

    def flush(self):
        self._open()
        self._pass_on()
        self._under.flush()

    def tell(self):
        self.flush()
        return self._under.tell() - len(self._text.encode(self._encoding, self._errors))

    def seek(self, cookie, whence=0):
        self._open()
        if whence == 1:
            if cookie:
                raise io.UnsupportedOperation("can't do nonzero cur-relative seeks")
            cookie, whence = self.tell(), 0
        elif whence == 2 and cookie:
            raise io.UnsupportedOperation("can't do nonzero end-relative seeks")
        elif whence == 0 and cookie < 0:
            raise ValueError(f"negative seek position {cookie!r}")
        self.flush()
        self._text, self._read_all = "", False
        return self._under.seek(cookie, whence)

    def truncate(self, pos=None):
        self.flush()
        return self._under.truncate(self.tell() if pos is None else pos)

    def __repr__(self):
        out = "<_io.TextIOWrapper"
        for attr in ("name", "mode"):
            value = getattr(self, attr, None)
            if value is not None:
                out += f" {attr}={value!r}"
        return f"{out} encoding={self._encoding!r}>"


for _cls in (BufferedReader, BufferedWriter, BufferedRandom, TextIOWrapper):
    _cls.__module__ = "io" if _cls is not TextIOWrapper else "_io"
