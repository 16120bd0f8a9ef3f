import functools
import re

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def fnmatch(name, pat):
    return fnmatchcase(name, pat)


@functools.lru_cache(maxsize=256, typed=True)
def _matcher(pat):
    if isinstance(pat, bytes):
        return re.compile(translate(pat.decode("latin-1")).encode("latin-1")).match
    return re.compile(translate(pat)).match


def filter(names, pat):
    match = _matcher(pat)
    return [name for name in names if match(name)]


def fnmatchcase(name, pat):
    return _matcher(pat)(name) is not None


def _set(body):
    """The inside of [...] as a regular expression's."""
    if "-" not in body:
        body = body.replace("\\", r"\\")
    else:
        # Chunks between hyphens that make ranges; an empty range matches nothing.
        chunks, start = [], 0
        k = 2 if body[0] == "!" else 1
        while True:
            k = body.find("-", k)
            if k < 0:
                break
            chunks.append(body[start:k])
            start, k = k + 1, k + 3
        chunk = body[start:]
        if chunk:
            chunks.append(chunk)
        else:
            chunks[-1] += "-"
        for i in range(len(chunks) - 1, 0, -1):
            if chunks[i - 1][-1] > chunks[i][0]:
                chunks[i - 1] = chunks[i - 1][:-1] + chunks[i][1:]
                del chunks[i]
        body = "-".join(c.replace("\\", r"\\").replace("-", r"\-") for c in chunks)
    body = re.sub(r"([&~|])", r"\\\1", body)
    if not body:
        return "(?!)"
    if body == "!":
        return "."
    if body[0] == "!":
        body = "^" + body[1:]
    elif body[0] in "^[":
        body = "\\" + body
    return f"[{body}]"


def translate(pat):
    out = []
    i, n = 0, len(pat)
    while i < n:
        c = pat[i]
        i += 1
        if c == "*":
            if not out or out[-1] is not None:
                out.append(None)
        elif c == "?":
            out.append(".")
        elif c == "[":
            j = i
            if j < n and pat[j] == "!":
                j += 1
            if j < n and pat[j] == "]":
                j += 1
            while j < n and pat[j] != "]":
                j += 1
            if j >= n:
                out.append("\\[")
            else:
                out.append(_set(pat[i:j]))
                i = j + 1
        else:
            out.append(re.escape(c))
    # None is a star. What stands between two stars may be matched once and for all at the first place where it fits.
    res = []
    i, n = 0, len(out)
    while i < n and out[i] is not None:
        res.append(out[i])
        i += 1
    while i < n:
        i += 1
        if i == n:
            res.append(".*")
            break
        fixed = []
        while i < n and out[i] is not None:
            fixed.append(out[i])
            i += 1
        fixed = "".join(fixed)
        res.append(f".*{fixed}" if i == n else f"(?>.*?{fixed})")
    return f"(?s:{''.join(res)})\\Z"
