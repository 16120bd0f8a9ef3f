# Paths as text, in the POSIX way. What would have to look at files says that there are none.
__all__ = [
    "normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname", "commonprefix", "getsize", "islink",
    "exists", "lexists", "isdir", "isfile", "expanduser", "expandvars", "normpath", "abspath", "curdir", "pardir", "sep",
    "pathsep", "defpath", "altsep", "extsep", "devnull", "realpath", "relpath", "commonpath",
]

curdir, pardir, sep, altsep, extsep, pathsep, defpath, devnull = ".", "..", "/", None, ".", ":", "/bin:/usr/bin", "/dev/null"
supports_unicode_filenames = False


def _fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    try:
        method = type(path).__fspath__
    except AttributeError:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}") from None
    result = method(path)
    if isinstance(result, (str, bytes)):
        return result
    raise TypeError(f"expected {type(path).__name__}.__fspath__() to return str or bytes, not {type(result).__name__}")


def _like(path, *texts):
    """The texts in the type of path."""
    texts = [t.encode() for t in texts] if isinstance(path, bytes) else texts
    return texts[0] if len(texts) == 1 else texts


def normcase(s):
    return _fspath(s)


def isabs(s):
    s = _fspath(s)
    return s.startswith(_like(s, "/"))


def join(a, *p):
    path = a = _fspath(a)
    slash = _like(a, "/")
    for b in map(_fspath, p):
        if type(b) is not type(a):
            raise TypeError("Can't mix strings and bytes in path components")
        if b.startswith(slash):
            path = b
        elif not path or path.endswith(slash):
            path += b
        else:
            path += slash + b
    return path


def split(p):
    p = _fspath(p)
    slash = _like(p, "/")
    i = p.rfind(slash) + 1
    head, tail = p[:i], p[i:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    p = _fspath(p)
    slash, dot = _like(p, "/", ".")
    i = p.rfind(slash) + 1
    j = p.rfind(dot)
    # Dots at the beginning of the name do not begin an extension.
    if j > i and p[i:j].strip(dot):
        return p[:j], p[j:]
    return p, p[:0]


def splitdrive(p):
    p = _fspath(p)
    return p[:0], p


def basename(p):
    return split(p)[1]


def dirname(p):
    return split(p)[0]


def normpath(path):
    path = _fspath(path)
    slash, dot, dotdot = _like(path, "/", ".", "..")
    if not path:
        return dot
    slashes = 0
    if path.startswith(slash):
        # Two slashes at the beginning, not more, may mean something of their own.
        slashes = 2 if path.startswith(slash * 2) and not path.startswith(slash * 3) else 1
    out = []
    for part in path.split(slash):
        if not part or part == dot:
            continue
        if part != dotdot or (not slashes and not out) or (out and out[-1] == dotdot):
            out.append(part)
        elif out:
            out.pop()
    return slash * slashes + slash.join(out) or dot


def abspath(path):
    path = _fspath(path)
    return normpath(path if isabs(path) else join(_like(path, "/"), path))


def realpath(filename, *, strict=False):
    return abspath(filename)


def relpath(path, start=None):
    path = _fspath(path)
    if not path:
        raise ValueError("no path specified")
    slash, dot, dotdot = _like(path, "/", ".", "..")
    parts = [x for x in abspath(path).split(slash) if x]
    base = [x for x in abspath(dot if start is None else _fspath(start)).split(slash) if x]
    same = len(commonprefix([base, parts]))
    out = [dotdot] * (len(base) - same) + parts[same:]
    return join(*out) if out else dot


def commonprefix(m):
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(_fspath, m))
    first, last = min(m), max(m)
    for i, c in enumerate(first):
        if c != last[i]:
            return first[:i]
    return first


def commonpath(paths):
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    paths = tuple(map(_fspath, paths))
    slash, dot = _like(paths[0], "/", ".")
    try:
        (absolute,) = {p[:1] == slash for p in paths}
    except ValueError:
        raise ValueError("Can't mix absolute and relative paths") from None
    split_paths = [[c for c in p.split(slash) if c and c != dot] for p in paths]
    return (slash if absolute else slash[:0]) + slash.join(commonprefix(split_paths))


def expanduser(path):
    return _fspath(path)


def expandvars(path):
    import os
    import re

    path = _fspath(path)
    return re.sub(r"\$(\w+|\{[^}]*\})", lambda m: os.environ.get(m[1].strip("{}"), m[0]), path)


def exists(path):
    return False


lexists = isfile = isdir = islink = ismount = exists


def _refuse(name):
    def function(*args, **kwargs):
        raise NotImplementedError(f"os.path.{name}() is not supported here: there are no files in the playground")

    function.__name__ = function.__qualname__ = name
    return function


for _name in "getsize getatime getmtime getctime samefile sameopenfile samestat".split():
    globals()[_name] = _refuse(_name)
del _name
