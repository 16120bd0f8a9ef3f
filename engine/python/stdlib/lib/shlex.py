import re

__all__ = ["shlex", "split", "quote", "join"]


def split(s, comments=False, posix=True):
    if s is None:
        raise ValueError("s argument must not be None")
    if not posix:
        raise NotImplementedError("shlex.split(posix=False) is not supported here")
    tokens = []
    token, started = [], False
    i, n = 0, len(s)
    while i < n:
        c = s[i]
        i += 1
        if c in " \t\r\n":
            if started:
                tokens.append("".join(token))
                token, started = [], False
        elif comments and c == "#":
            if started:
                tokens.append("".join(token))
                token, started = [], False
            while i < n and s[i] != "\n":
                i += 1
        elif c == "\\":
            if i >= n:
                raise ValueError("No escaped character")
            token.append(s[i])
            started = True
            i += 1
        elif c == "'":
            started = True
            end = s.find("'", i)
            if end < 0:
                raise ValueError("No closing quotation")
            token.append(s[i:end])
            i = end + 1
        elif c == '"':
            started = True
            while True:
                if i >= n:
                    raise ValueError("No closing quotation")
                c = s[i]
                i += 1
                if c == '"':
                    break
                if c == "\\":
                    if i >= n:
                        raise ValueError("No escaped character")
                    # Within quotes a backslash escapes itself and the quote alone.
                    if s[i] not in '\\"':
                        token.append("\\")
                    c = s[i]
                    i += 1
                token.append(c)
        else:
            token.append(c)
            started = True
    if started:
        tokens.append("".join(token))
    return tokens


def join(split_command):
    return " ".join(map(quote, split_command))


_find_unsafe = re.compile(r"[^\w@%+=:,./-]", re.ASCII).search


def quote(s):
    if not s:
        return "''"
    if _find_unsafe(s) is None:
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


class shlex:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError("shlex.shlex is not supported here; use shlex.split()")
