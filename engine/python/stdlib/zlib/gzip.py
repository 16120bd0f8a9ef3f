import io
import struct
import time
import zlib

__all__ = ["BadGzipFile", "GzipFile", "open", "compress", "decompress"]

FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16
READ, WRITE = 1, 2
_refused_open = open


class BadGzipFile(OSError):
    """What is no gzip data."""


def open(filename, mode="rb", compresslevel=9, encoding=None, errors=None, newline=None):
    is_text = "t" in mode
    if is_text and "b" in mode:
        raise ValueError(f"Invalid mode: {mode!r}")
    given = [name for name, value in dict(encoding=encoding, errors=errors, newline=newline).items() if value is not None]
    if given and not is_text:
        raise ValueError(f"Argument {given[0]!r} not supported in binary mode")
    if isinstance(filename, (str, bytes)) or hasattr(filename, "__fspath__"):
        return _refused_open(filename, mode.replace("t", "") if "b" in mode else mode.replace("t", "") + "b")
    if not hasattr(filename, "read") and not hasattr(filename, "write"):
        raise TypeError("filename must be a str or bytes object, or a file")
    binary = GzipFile(None, mode.replace("t", ""), compresslevel, filename)
    return io.TextIOWrapper(binary, encoding, errors, newline) if is_text else binary


def _header(level, mtime):
    return struct.pack("<BBBBLBB", 0x1F, 0x8B, 8, 0, int(mtime) & 0xFFFFFFFF, {9: 2, 1: 4}.get(level, 0), 255)


def compress(data, compresslevel=9, *, mtime=None):
    if mtime == 0:
        # zlib's own frame has no time.
        return zlib.compress(data, compresslevel, 31)
    header = _header(compresslevel, time.time() if mtime is None else mtime)
    return header + zlib.compress(data, compresslevel, -15) + _trailer(zlib.crc32(data), len(data))


def _trailer(crc, size):
    return struct.pack("<LL", crc, size & 0xFFFFFFFF)


def decompress(data):
    out = []
    while data:
        if data[:2] != b"\x1f\x8b":
            if not data.strip(b"\0"):
                break
            raise BadGzipFile(f"Not a gzipped file ({bytes(data[:2])!r})")
        if len(data) > 2 and data[2] != 8:
            raise BadGzipFile("Unknown compression method")
        member = zlib.decompressobj(31)
        try:
            out.append(member.decompress(data))
        except zlib.error as e:
            if "data check" in str(e):
                raise BadGzipFile("CRC check failed") from None
            if "length check" in str(e):
                raise BadGzipFile("Incorrect length of data produced") from None
            raise
        if not member.eof:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        data = member.unused_data
    return b"".join(out)


class GzipFile(io.BufferedIOBase):
    """Gzip data in another stream."""

    def __init__(self, filename=None, mode=None, compresslevel=9, fileobj=None, mtime=None):
        if mode:
            if {*"tU"} & {*mode}:
                raise ValueError(f"Invalid mode: {mode!r}")
            mode = mode if "b" in mode else mode + "b"
        if fileobj is None:
            fileobj = _refused_open(filename, mode or "rb")
        mode = getattr(fileobj, "mode", "rb") if mode is None else mode
        self.fileobj, self.name = fileobj, filename or ""
        if mode.startswith("r"):
            self.mode, self._data = READ, None
        elif mode.startswith(("w", "a", "x")):
            self.mode = WRITE
            self.size, self.crc = 0, zlib.crc32(b"")
            self._body = zlib.compressobj(compresslevel, zlib.DEFLATED, -15, zlib.DEF_MEM_LEVEL, 0)
            fileobj.write(_header(compresslevel, time.time() if mtime is None else mtime))
        else:
            raise ValueError(f"Invalid mode: {mode!r}")

    closed = property(lambda self: self.fileobj is None)

    def __repr__(self):
        return f"<gzip {self.fileobj!r} {hex(id(self))}>"

    def _open(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def write(self, data):
        self._open()
        if self.mode != WRITE:
            raise OSError(9, "write() on read-only GzipFile object")
        data = bytes(data)
        self.fileobj.write(self._body.compress(data))
        self.size += len(data)
        self.crc = zlib.crc32(data, self.crc)
        return len(data)

    def _read(self):
        self._open()
        if self.mode != READ:
            raise OSError(9, "read() on write-only GzipFile object")
        if self._data is None:
            self._data = io.BytesIO(decompress(self.fileobj.read()))
        return self._data

    def read(self, size=-1):
        return self._read().read(size)

    def read1(self, size=-1):
        return self._read().read1(size)

    def readinto(self, buffer):
        return self._read().readinto(buffer)

    def peek(self, n):
        data = self._read()
        at = data.tell()
        out = data.read(n)
        data.seek(at)
        return out

    def readline(self, size=-1):
        return self._read().readline(size)

    def tell(self):
        return self._read().tell() if self.mode == READ else self.size

    def seek(self, offset, whence=io.SEEK_SET):
        if self.mode == READ:
            return self._read().seek(offset, whence)
        if whence == io.SEEK_CUR:
            offset += self.size
        elif whence:
            raise ValueError("Seek from end not supported")
        if offset < self.size:
            raise OSError("Negative seek in write mode")
        self.write(bytes(offset - self.size))
        return self.size

    def rewind(self):
        if self.mode == READ:
            self._read().seek(0)
        else:
            raise OSError("Can't rewind in write mode")

    def flush(self, mode=zlib.Z_SYNC_FLUSH):
        self._open()
        if self.mode == WRITE:
            self.fileobj.write(self._body.flush(mode))
            self.fileobj.flush()

    def close(self):
        stream, self.fileobj = self.fileobj, None
        if stream is not None and self.mode == WRITE:
            stream.write(self._body.flush() + _trailer(self.crc, self.size))

    def seekable(self):
        return True

    def writable(self):
        return self.mode == WRITE

    def readable(self):
        return self.mode == READ
