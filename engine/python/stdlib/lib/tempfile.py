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


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    raise _refused(dir, prefix, suffix)


def mkdtemp(suffix=None, prefix=None, dir=None):
    raise _refused(dir, prefix, suffix)


def mktemp(suffix="", prefix=template, dir=None):
    return "%s/%s00000000%s" % (dir or gettempdir(), prefix, suffix)


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True, *, errors=None):
    raise _refused(dir, prefix, suffix)


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
    raise _refused(dir, prefix, suffix)


class TemporaryDirectory:
    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
        self.name = mkdtemp(suffix, prefix, dir)


class SpooledTemporaryFile:
    """A file in memory; it would become one on a disk once it is larger than max_size."""

    def __init__(self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
        if "b" in mode:
            self._file = io.BytesIO()
        else:
            self._file = io.StringIO(newline="" if newline is None else newline)
        self._max_size, self._mode, self._dir = max_size, mode, dir
        self._rolled = False

    __class_getitem__ = classmethod(types.GenericAlias)

    def _check(self, file):
        if self._max_size and file.tell() > self._max_size:
            self.rollover()

    def rollover(self):
        raise _refused(self._dir, None, None)

    def write(self, s):
        written = self._file.write(s)
        self._check(self._file)
        return written

    def writelines(self, iterable):
        self._file.writelines(iterable)
        self._check(self._file)

    def seek(self, *args):
        return self._file.seek(*args)

    def truncate(self, size=None):
        return self._file.truncate() if size is None else self._file.truncate(size)

    def __getattr__(self, name):
        if name in ("close", "closed", "flush", "read", "readline", "readlines", "tell", "isatty", "readable", "writable", "seekable", "encoding", "errors", "newlines"):
            return getattr(self.__dict__["_file"], name)
        raise AttributeError("'SpooledTemporaryFile' object has no attribute %r" % name)

    def fileno(self):
        self.rollover()

    @property
    def mode(self):
        return self._mode

    @property
    def name(self):
        return None

    def __enter__(self):
        if self._file.closed:
            raise ValueError("Cannot enter context with closed file")
        return self

    def __exit__(self, exc, value, tb):
        self._file.close()

    def __iter__(self):
        return iter(self._file)
