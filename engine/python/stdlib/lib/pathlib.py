# Paths as text. There are no files here: what a Path would ask of them finds nothing, and what would make or read one is refused.
import fnmatch as _fnmatch
import io
import os
import re as _re
from collections.abc import Sequence as _Sequence

__all__ = ["PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"]

_RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", *(f"{n}{i}" for n in ("COM", "LPT") for i in "123456789\xb9\xb2\xb3")}


class _Posix:
    sep = "/"

    @staticmethod
    def splitroot(text):
        """Drive, root and the rest. Two slashes at the beginning, and only two, are a root of their own."""
        rest = text.lstrip("/")
        n = len(text) - len(rest)
        return "", "//" if n == 2 else "/" if n else "", rest

    @staticmethod
    def fold(text):
        return text


class _Windows:
    sep = "\\"

    @staticmethod
    def splitroot(text):
        text = text.replace("/", "\\")
        m = _re.match(r"\\\\[^\\]+\\[^\\]+", text)
        if m and text[2] != "\\":
            return m.group(), "\\", text[m.end() :].lstrip("\\")
        drive = text[:2] if len(text) > 1 and text[1] == ":" and text[0].isascii() and text[0].isalpha() else ""
        rest = text[len(drive) :].lstrip("\\")
        return drive, "\\" if len(rest) < len(text) - len(drive) else "", rest

    @staticmethod
    def fold(text):
        return text.lower()


class _Parents(_Sequence):
    def __init__(self, path):
        self._cls, self._drv, self._root, self._parts = type(path), path._drv, path._root, path._parts

    def __len__(self):
        return max(len(self._parts) - bool(self._drv or self._root), 0)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return tuple([self[j] for j in range(*i.indices(len(self)))])
        if i >= len(self) or i < -len(self):
            raise IndexError(i)
        if i < 0:
            i += len(self)
        return self._cls._from_parts(self._drv, self._root, self._parts[: -i - 1])

    def __repr__(self):
        return f"<{self._cls.__name__}.parents>"


class PurePath:
    __slots__ = ("_drv", "_root", "_parts", "_text")
    _flavour = _Posix

    def __new__(cls, *args):
        if cls is PurePath:
            cls = PurePosixPath
        return cls._from_parts(*cls._parse(args))

    def __reduce__(self):
        return self.__class__, tuple(self._parts)

    @classmethod
    def _from_parts(cls, drv, root, parts):
        self = object.__new__(cls)
        self._drv, self._root, self._parts = drv, root, parts
        return self

    @classmethod
    def _parse(cls, args):
        flavour = cls._flavour
        drv = root = ""
        names = []
        for arg in args:
            if isinstance(arg, PurePath):
                text = str(arg)
            else:
                text = os.fspath(arg)
                if not isinstance(text, str):
                    raise TypeError(f"argument should be a str object or an os.PathLike object returning str, not {type(text)!r}")
            d, r, rest = flavour.splitroot(text)
            if r:
                drv, root, names = d or drv, r, []
            elif d and flavour.fold(d) != flavour.fold(drv):
                drv, root, names = d, "", []
            elif d:
                drv = d
            names += [n for n in rest.split(flavour.sep) if n and n != "."]
        return drv, root, [drv + root] + names if drv or root else names

    def __str__(self):
        try:
            return self._text
        except AttributeError:
            sep = self._flavour.sep
            if self._drv or self._root:
                self._text = self._drv + self._root + sep.join(self._parts[1:])
            else:
                self._text = sep.join(self._parts) or "."
            return self._text

    def __fspath__(self):
        return str(self)

    def as_posix(self):
        return str(self).replace(self._flavour.sep, "/")

    def __bytes__(self):
        return os.fsencode(self)

    def __repr__(self):
        return f"{self.__class__.__name__}({self.as_posix()!r})"

    def as_uri(self):
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote

        if self._flavour is _Posix:
            return "file://" + quote(bytes(self))
        drive = self._drv
        if len(drive) == 2 and drive[1] == ":":
            return "file:///" + drive + quote(self.as_posix()[2:])
        return "file:" + quote(self.as_posix())

    def _key(self):
        return [self._flavour.fold(p) for p in self._parts]

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._flavour is other._flavour and self._key() == other._key()

    def __hash__(self):
        return hash(tuple(self._key()))

    def _compare(self, other, op):
        if not isinstance(other, PurePath) or self._flavour is not other._flavour:
            return NotImplemented
        return op(self._key(), other._key())

    def __lt__(self, other):
        return self._compare(other, lambda a, b: a < b)

    def __le__(self, other):
        return self._compare(other, lambda a, b: a <= b)

    def __gt__(self, other):
        return self._compare(other, lambda a, b: a > b)

    def __ge__(self, other):
        return self._compare(other, lambda a, b: a >= b)

    drive = property(lambda self: self._drv)
    root = property(lambda self: self._root)
    anchor = property(lambda self: self._drv + self._root)
    parts = property(lambda self: tuple(self._parts))
    parents = property(_Parents)

    @property
    def name(self):
        return self._parts[-1] if self._named() else ""

    @property
    def suffix(self):
        stem, dot, last = self.name.rpartition(".")
        return dot + last if stem and last else ""

    @property
    def suffixes(self):
        name = self.name
        return [] if name.endswith(".") else ["." + s for s in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        return self.name.removesuffix(self.suffix)

    @property
    def parent(self):
        return self._with_last() if self._named() else self

    def _named(self):
        """Whether there is a part besides drive and root."""
        return len(self._parts) > bool(self._drv or self._root)

    def with_name(self, name):
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        drv, root, parts = self._parse((name,))
        if not name or name[-1] in (self._flavour.sep, "/") or drv or root or len(parts) != 1:
            raise ValueError(f"Invalid name {name!r}")
        return self._with_last(name)

    def _with_last(self, *names):
        return self._from_parts(self._drv, self._root, [*self._parts[:-1], *names])

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        sep = self._flavour.sep
        if sep in suffix or suffix and not suffix.startswith(".") or suffix == ".":
            raise ValueError(f"Invalid suffix {suffix!r}")
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self._with_last(self.stem + suffix)

    def _below(self, other):
        """The parts behind those of another path, or None, and that path."""
        if not other:
            raise TypeError("need at least one argument")
        base = type(self)(*other)
        n = len(base._parts)
        return self._parts[n:] if self._key()[:n] == base._key() else None, base

    def relative_to(self, *other):
        parts, base = self._below(other)
        if parts is None:
            raise ValueError(f"{str(self)!r} is not in the subpath of {str(base)!r} OR one path is relative and the other is absolute.")
        return self._from_parts("", "", parts)

    def is_relative_to(self, *other):
        return self._below(other)[0] is not None

    def joinpath(self, *args):
        return type(self)(self, *args)

    def __truediv__(self, key):
        try:
            return self.joinpath(key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return type(self)(key, self)
        except TypeError:
            return NotImplemented

    def is_absolute(self):
        return bool(self._root) and (self._flavour is _Posix or bool(self._drv))

    def is_reserved(self):
        if self._flavour is _Posix or not self._parts or self._parts[0].startswith("\\\\"):
            return False
        return self._parts[-1].partition(".")[0].partition(":")[0].rstrip(" ").upper() in _RESERVED

    def match(self, path_pattern):
        fold = self._flavour.fold
        drv, root, pattern = self._parse((path_pattern,))
        if not pattern:
            raise ValueError("empty pattern")
        parts = self._key()
        pattern = [fold(p) for p in pattern]
        if drv and fold(drv) != fold(self._drv) or root and root != self._root:
            return False
        if drv or root:
            if len(pattern) != len(parts):
                return False
            pattern = pattern[1:]
        elif len(pattern) > len(parts):
            return False
        return all([_fnmatch.fnmatchcase(part, pat) for part, pat in zip(reversed(parts), reversed(pattern))])

    def __class_getitem__(cls, type):
        return cls


os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    __slots__ = ()


class PureWindowsPath(PurePath):
    __slots__ = ()
    _flavour = _Windows


def _refused(name):
    def method(self, *args, **kwargs):
        raise NotImplementedError(f"Path.{name}() is not supported here: there are no files in the playground")

    method.__name__, method.__qualname__ = name, f"Path.{name}"
    return method


class Path(PurePath):
    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = PosixPath
        return cls._from_parts(*cls._parse(args))

    @classmethod
    def home(cls):
        return cls("~").expanduser()

    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    def absolute(self):
        return self if self.is_absolute() else self.cwd() / self

    def expanduser(self):
        return type(self)(os.path.expanduser(self))

    def resolve(self, strict=False):
        if strict:
            self.stat()
        return type(self)(os.path.normpath(self.absolute()))

    def exists(self):
        return os.path.exists(self)

    def is_dir(self):
        return os.path.isdir(self)

    def is_file(self):
        return os.path.isfile(self)

    def is_symlink(self):
        return os.path.islink(self)

    def is_mount(self):
        return False

    is_socket = is_fifo = is_block_device = is_char_device = is_mount

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return io.open(self, mode, buffering, encoding, errors, newline)

    def _whole(self, mode, data=None, **how):
        """Reads all that there is, or writes what is given."""
        with self.open(mode, **how) as file:
            return file.read() if data is None else file.write(data)

    def read_bytes(self):
        return self._whole("rb")

    def write_bytes(self, data):
        return self._whole("wb", memoryview(data))

    def read_text(self, encoding=None, errors=None):
        return self._whole("r", encoding=encoding, errors=errors)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if isinstance(data, str):
            return self._whole("w", data, encoding=encoding, errors=errors, newline=newline)
        raise TypeError(f"data must be str, not {data.__class__.__name__}")

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        pass


for _name in (
    "stat", "lstat", "chmod", "mkdir", "touch", "unlink", "rmdir", "rename", "replace", "iterdir", "glob", "rglob", "owner", "group", "symlink_to", "hardlink_to",
    "readlink", "samefile",
):
    setattr(Path, _name, _refused(_name))


class PosixPath(Path, PurePosixPath):
    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise NotImplementedError(f"cannot instantiate {cls.__name__!r} on your system")
