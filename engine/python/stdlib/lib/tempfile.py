"""Temporary files. There is no directory that they could lie in, and what asks for one is told so as everywhere where none can be written to; what is small enough
to stay in memory can be had."""

import errno
import io
import types

__all__ = [
    "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "mkstemp", "mkdtemp", "mktemp", "TMP_MAX", "gettempprefix", "tempdir",
    "gettempdir", "gettempprefixb", "gettempdirb",
]

TMP_MAX = 10000
template = "tmp"
tempdir = None


def gettempprefix():
    return template


def gettempprefixb():
    return template.encode()


def gettempdir():
    if tempdir is None:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp', '/var/tmp', '/usr/tmp', '/']")
    return tempdir


def gettempdirb():
    return gettempdir().encode()


def _refused(dir, prefix, suffix):
    path = (dir or gettempdir()) + "/" + (prefix or template) + "00000000" + (suffix or "")
    return PermissionError(errno.EACCES, "Permission denied", path)


def mktemp(suffix="", prefix=template, dir=None):
    return f"{dir or gettempdir()}/{prefix}00000000{suffix}"


def mkdtemp(suffix=None, prefix=None, dir=None):
    raise _refused(dir, prefix, suffix)


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    raise _refused(dir, prefix, suffix)


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
    raise _refused(dir, prefix, suffix)


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True, *, errors=None):
    raise _refused(dir, prefix, suffix)


class TemporaryDirectory:
    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
        self.name = mkdtemp(suffix, prefix, dir)


class SpooledTemporaryFile:
    """A file in memory; it would become one on a disk once it is larger than max_size."""

    def __init__(self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
        self._file = io.BytesIO() if "b" in mode else io.StringIO(newline=newline or "")
        self._max_size, self._mode, self._dir, self._rolled = max_size, mode, dir, False

    def __enter__(self):
        if not self._file.closed:
            return self
        raise ValueError("Cannot enter context with closed file")

    def __exit__(self, exc, value, tb):
        self._file.close()

    def _check(self, file):
        if 0 < self._max_size < file.tell():
            self.rollover()

    def rollover(self):
        raise _refused(self._dir, None, None)

    def fileno(self):
        self.rollover()

    def write(self, s):
        file = self._file
        count = file.write(s)
        self._check(file)
        return count

    def writelines(self, iterable):
        file = self._file
        file.writelines(iterable)
        self._check(file)

    def truncate(self, size=None):
        return self._file.truncate(*(() if size is None else (size,)))

    def seek(self, *args):
        return self._file.seek(*args)

    def __iter__(self):
        return iter(self._file)

    def __getattr__(self, name):
        if name in ("close", "closed", "flush", "read", "readline", "readlines", "tell", "isatty", "readable", "writable", "seekable", "encoding", "errors", "newlines"):
            return getattr(self.__dict__["_file"], name)
        raise AttributeError("'SpooledTemporaryFile' object has no attribute %r" % name)

    mode = property(lambda self: self._mode)
    name = property(lambda self: None)
    __class_getitem__ = classmethod(types.GenericAlias)
