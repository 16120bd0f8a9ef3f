__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

# Entries are (size, mtime, lines, fullname), as programs that put their own in expect. The program's own files are not
# kept here: they do not change while it runs and are asked for by name.
cache = {}


def clearcache():
    cache.clear()


def checkcache(filename=None):
    pass


def lazycache(filename, module_globals):
    return False


def getlines(filename, module_globals=None):
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    return _lines(filename)


updatecache = getlines


def getline(filename, lineno, module_globals=None):
    lines = getlines(filename, module_globals)
    if 1 <= lineno <= len(lines):
        return lines[lineno - 1]
    return ""
