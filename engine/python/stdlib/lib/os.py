# There is no operating system below: the environment is a dict of the run, paths are text, and whatever would touch files or
# processes refuses by name.
import sys as _sys
from abc import ABC as _ABC, abstractmethod as _abstractmethod
from os import path

name = "posix"
curdir, pardir, sep, altsep, extsep, pathsep, linesep, devnull = ".", "..", "/", None, ".", ":", "\n", "/dev/null"
F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1
O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0, 1, 2, 64, 128, 512, 1024
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
error = OSError


class PathLike(_ABC):
    @_abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return True if any("__fspath__" in base.__dict__ for base in subclass.__mro__) else NotImplemented
        return NotImplemented

    def __class_getitem__(cls, item):
        import types

        return types.GenericAlias(cls, item)


fspath = path._fspath


class _Environ(dict):
    def __setitem__(self, key, value):
        super().__setitem__(_text(key), _text(value))

    def __getitem__(self, key):
        return super().__getitem__(_text(key))

    def __delitem__(self, key):
        super().__delitem__(_text(key))

    def __contains__(self, key):
        return isinstance(key, str) and super().__contains__(key)

    def setdefault(self, key, value):
        return super().setdefault(_text(key), _text(value))

    def update(self, *args, **kwargs):
        for key, value in dict(*args, **kwargs).items():
            self[key] = value

    def copy(self):
        return dict(self)

    def __repr__(self):
        return f"environ({{{', '.join(f'{k!r}: {v!r}' for k, v in self.items())}}})"


def _text(value):
    if not isinstance(value, str):
        raise TypeError(f"str expected, not {type(value).__name__}")
    return value


environ = _Environ()


def getenv(key, default=None):
    return environ.get(_text(key), default)


def putenv(name, value):
    environ[name] = value


def unsetenv(name):
    environ.pop(name, None)


def getcwd():
    return "/"


def getpid():
    return 1


def kill(pid, sig):
    if pid != getpid():
        raise ProcessLookupError(3, "No such process")
    import signal

    signal.raise_signal(sig)


def getppid():
    return 0


def cpu_count():
    return 2  # so many a pool of threads reckons with


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


def strerror(code):
    return {1: "Operation not permitted", 2: "No such file or directory", 13: "Permission denied", 17: "File exists"}.get(
        code, f"Unknown error {code}"
    )


def urandom(size):
    from secrets import token_bytes

    if size < 0:
        raise ValueError("negative argument not allowed")
    return token_bytes(size)


class terminal_size(tuple):
    columns = property(lambda self: self[0])
    lines = property(lambda self: self[1])

    def __repr__(self):
        return f"os.terminal_size(columns={self[0]}, lines={self[1]})"


def get_terminal_size(fd=1):
    raise OSError(25, "Inappropriate ioctl for device")


def _refuse(name, why):
    def function(*args, **kwargs):
        raise NotImplementedError(f"os.{name}() is not supported here: {why}")

    function.__name__ = function.__qualname__ = name
    return function


for _name in (
    "access chdir chmod chown close dup fdopen fstat ftruncate link listdir lstat makedirs mkdir open pipe read readlink remove "
    "removedirs rename renames replace rmdir scandir stat symlink truncate umask unlink utime walk write"
).split():
    globals()[_name] = _refuse(_name, "there are no files in the playground")
for _name in "abort execl execv execve _exit fork popen setsid spawnl spawnv system wait waitpid".split():
    globals()[_name] = _refuse(_name, "there are no processes in the playground")
for _name in "getlogin getuid getgid geteuid getegid uname times getloadavg".split():
    globals()[_name] = _refuse(_name, "there is no operating system in the playground")
del _name
