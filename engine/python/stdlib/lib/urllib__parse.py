# Parts of URLs, and quoting.
#
# Every function takes text or ASCII bytes and answers in kind: within, all is text (_text), and what turns an answer back goes along with it.
from collections import namedtuple

__all__ = """
    urlparse urlunparse urljoin urldefrag urlsplit urlunsplit urlencode parse_qs parse_qsl quote quote_plus quote_from_bytes unquote unquote_plus
    unquote_to_bytes DefragResult ParseResult SplitResult DefragResultBytes ParseResultBytes SplitResultBytes
""".split()

# What is known of schemes: whether relative URLs (r), a host (n) and parameters behind a ";" (p) have a meaning.
_SCHEMES = """
    :rnp ftp:rnp http:rnp https:rnp shttp:rnp sftp:rnp imap:rnp prospero:rnp rtsp:rnp rtspu:rnp mms:rnp file:rn svn:rn svn+ssh:rn wais:rn
    gopher:rn ws:rn wss:rn nntp:rn telnet:n snews:n rsync:n nfs:n git:n git+ssh:n hdl:p sip:p sips:p tel:p
""".split()
uses_relative, uses_netloc, uses_params = (
    [name for name, _, uses in (entry.partition(":") for entry in _SCHEMES) if use in uses] for use in "rnp"
)
_BLANK = "".join(map(chr, range(33)))
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_IN_SCHEMES = frozenset(_LETTERS + "0123456789+-.")
_UNQUOTED = frozenset(f"{_LETTERS}0123456789_.-~".encode())


def _text(*given):
    """The arguments as text, and the function that gives a result the type that they had."""
    is_text = isinstance(given[0], str)
    if any(isinstance(each, str) is not is_text for each in given[1:] if each):
        raise TypeError("Cannot mix str and non-str arguments")
    if is_text:
        return [*given, lambda result: result]
    return [*(each.decode("ascii", "strict") if each else "" for each in given), lambda result: result.encode("ascii", "strict")]


# Results.

class _Address:
    """The parts of a result's netloc: user:password@host:port, or [host] for an address of IPv6."""

    __slots__ = ()

    def _cut(self, text, sign, last=False):
        sign = sign if isinstance(text, str) else sign.encode()
        return text.rpartition(sign) if last else text.partition(sign)

    def _login(self):
        login, at, _ = self._cut(self.netloc, "@", last=True)
        name, colon, password = self._cut(login, ":")
        return name if at else None, password if at and colon else None

    def _place(self):
        place = self._cut(self.netloc, "@", last=True)[2]
        _, bracket, inside = self._cut(place, "[")
        if bracket:
            host, _, behind = self._cut(inside, "]")
            return host, self._cut(behind, ":")[2]
        return self._cut(place, ":")[::2]

    username = property(lambda self: self._login()[0])
    password = property(lambda self: self._login()[1])

    @property
    def hostname(self):
        # The zone of an address is told apart by case.
        name, percent, zone = self._cut(self._place()[0], "%")
        return name.lower() + percent + zone or None

    @property
    def port(self):
        digits = self._place()[1]
        if not digits:
            return None
        if not (digits.isascii() and digits.isdigit()):
            raise ValueError(f"Port could not be cast to integer value as {digits!r}")
        number = int(digits)
        if number > 65535:
            raise ValueError("Port out of range 0-65535")
        return number


class _OfText:
    __slots__ = ()

    def encode(self, encoding="ascii", errors="strict"):
        return _TWINS[type(self)]._make(part.encode(encoding, errors) for part in self)


class _OfBytes:
    __slots__ = ()

    def decode(self, encoding="ascii", errors="strict"):
        return _TWINS[type(self)]._make(part.decode(encoding, errors) for part in self)


class _Defragged(namedtuple("DefragResult", "url fragment")):
    __slots__ = ()

    def geturl(self):
        return self.url + ("#" if isinstance(self.url, str) else b"#") + self.fragment if self.fragment else self.url


class _Split(namedtuple("SplitResult", "scheme netloc path query fragment"), _Address):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class _Parsed(namedtuple("ParseResult", "scheme netloc path params query fragment"), _Address):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


class DefragResult(_Defragged, _OfText):
    __slots__ = ()


class DefragResultBytes(_Defragged, _OfBytes):
    __slots__ = ()


class SplitResult(_Split, _OfText):
    __slots__ = ()


class SplitResultBytes(_Split, _OfBytes):
    __slots__ = ()


class ParseResult(_Parsed, _OfText):
    __slots__ = ()


class ParseResultBytes(_Parsed, _OfBytes):
    __slots__ = ()


_TWINS = {DefragResult: DefragResultBytes, SplitResult: SplitResultBytes, ParseResult: ParseResultBytes}
_TWINS.update([pair[::-1] for pair in _TWINS.items()])


# Taking apart.

def urlsplit(url, scheme="", allow_fragments=True):
    url, scheme, back = _text(url, scheme)
    url, scheme = url.lstrip(_BLANK), scheme.strip(_BLANK)
    # Browsers leave these out wherever they stand.
    rest = url
    for unsafe in "\t\r\n":
        rest, scheme = rest.replace(unsafe, ""), scheme.replace(unsafe, "")
    before, colon, behind = rest.partition(":")
    if colon and before and before[0] in _LETTERS and _IN_SCHEMES.issuperset(before):
        scheme, rest = before.lower(), behind
    netloc = query = fragment = ""
    if rest.startswith("//"):
        host = rest[2:]
        for sign in "/?#":
            host = host.partition(sign)[0]
        netloc, rest = host, rest[2 + len(host):]
        _check_netloc(netloc)
    if allow_fragments:
        rest, _, fragment = rest.partition("#")
    path, _, query = rest.partition("?")
    return back(SplitResult(scheme, netloc, path, query, fragment))


def _check_netloc(netloc):
    brackets = ("[" in netloc) + ("]" in netloc)
    if brackets == 1:
        raise ValueError("Invalid IPv6 URL")
    if brackets:
        _check_address(netloc.partition("[")[2].partition("]")[0])
    if not netloc.isascii():
        _check_normalized(netloc)


def _check_address(host):
    """What stands in brackets is an address of IPv6 or, behind a v, of what comes after it."""
    if host.startswith("v"):
        version, dot, address = host[1:].partition(".")
        if not (version and dot and address) or version.strip("0123456789abcdefABCDEF"):
            raise ValueError("IPvFuture address is invalid")
        return
    import ipaddress

    if ipaddress.ip_address(host).version == 4:
        raise ValueError("An IPv4 address cannot be in brackets")


def _check_normalized(netloc):
    """Letters that normalize to what ends a host would make it another one later."""
    from unicodedata import normalize

    plain = netloc.translate(str.maketrans("", "", "@:#?"))
    normal = normalize("NFKC", plain)
    if normal != plain and not set("/?#@:").isdisjoint(normal):
        raise ValueError(f"netloc '{netloc}' contains invalid characters under NFKC normalization")


def urlparse(url, scheme="", allow_fragments=True):
    url, scheme, back = _text(url, scheme)
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if scheme in uses_params:
        # Those of the last part of the path.
        start = path.rfind("/") + 1
        last, _, params = path[start:].partition(";")
        path = path[:start] + last
    return back(ParseResult(scheme, netloc, path, params, query, fragment))


def urldefrag(url):
    url, back = _text(url)
    fragment = ""
    if "#" in url:
        parts = urlparse(url)
        fragment = parts.fragment
        url = parts._replace(fragment="").geturl()
    return back(DefragResult(url, fragment))


# Putting together.

def urlunsplit(components):
    scheme, netloc, path, query, fragment, back = _text(*components)
    if netloc or scheme in uses_netloc[1:] and not path.startswith("//"):
        slash = "/" if path and path[0] != "/" else ""
        path = f"//{netloc or ''}{slash}{path}"
    for before, sign, behind in ((scheme, ":", None), (None, "?", query), (None, "#", fragment)):
        if before:
            path = before + sign + path
        elif behind:
            path = path + sign + behind
    return back(path)


def urlunparse(components):
    scheme, netloc, path, params, query, fragment, back = _text(*components)
    if params:
        path = path + ";" + params
    return back(urlunsplit((scheme, netloc, path, query, fragment)))


def urljoin(base, url, allow_fragments=True):
    if not (base and url):
        return base or url
    base, url, back = _text(base, url)
    start = urlparse(base, "", allow_fragments)
    target = urlparse(url, start.scheme, allow_fragments)
    if target.scheme not in uses_relative or target.scheme != start.scheme:
        return back(url)
    if target.scheme in uses_netloc:
        if target.netloc:
            return back(target.geturl())
        target = target._replace(netloc=start.netloc)
    if target.path or target.params:
        target = target._replace(path=_resolved(start.path, target.path))
    else:
        target = target._replace(path=start.path, params=start.params, query=target.query or start.query)
    return back(target.geturl())


def _resolved(base, path):
    """A path as seen from another one."""
    parts = path.split("/")
    if parts[0] or len(parts) == 1:
        folder = base.split("/")
        if folder[-1]:
            folder.pop()  # the last part is a file's
        parts = folder + parts
        parts = parts[:1] + [part for part in parts[1:-1] if part] + parts[-1:] if len(parts) > 1 else parts
    out = []
    for part in parts:
        if part == "..":
            del out[-1:]
        elif part != ".":
            out.append(part)
    if parts[-1] in ("..", "."):
        out.append("")
    return "/".join(out) or "/"


# Quoting.

def quote_from_bytes(bs, safe="/"):
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    plain = safe.encode("ascii", "ignore") if isinstance(safe, str) else bytes(c for c in safe if c < 0x80)
    return "".join(chr(byte) if byte in _UNQUOTED or byte in plain else "%%%02X" % byte for byte in bs)


def quote(string, safe="/", encoding=None, errors=None):
    if not isinstance(string, str):
        for name, given in (("encoding", encoding), ("errors", errors)):
            if given is not None:
                raise TypeError(f"quote() doesn't support '{name}' for bytes")
        return quote_from_bytes(string, safe)
    return quote_from_bytes(string.encode(encoding or "utf-8", errors or "strict"), safe) if string else string


def quote_plus(string, safe="", encoding=None, errors=None):
    # Blanks go through as they are and become plus signs then.
    if isinstance(string, (str, bytes)) and (" " if isinstance(string, str) else b" ") not in string:
        return quote(string, safe, encoding, errors)
    return quote(string, safe + (" " if isinstance(safe, str) else b" "), encoding, errors).replace(" ", "+")


def unquote_to_bytes(string):
    data = string.encode("utf-8") if isinstance(string, str) else string
    if not data:
        return b""
    first, *pieces = data.split(b"%")
    out = bytearray(first)
    for piece in pieces:
        code = piece[:2]
        if len(code) == 2 and code.isalnum():
            try:
                out.append(int(code, 16))
                out += piece[2:]
                continue
            except ValueError:
                pass  # not digits: it stays as it is
        out += b"%" + piece
    return bytes(out)


def unquote(string, encoding="utf-8", errors="replace"):
    if not isinstance(string, bytes):
        if "%" not in string:
            return string
        encoding, errors = encoding or "utf-8", errors or "replace"
        if not string.isascii():
            from itertools import groupby

            # Runs of ASCII are decoded; other text stays as it is.
            runs = (("".join(run), is_ascii) for is_ascii, run in groupby(string, str.isascii))
            return "".join([unquote_to_bytes(run).decode(encoding, errors) if is_ascii else run for run, is_ascii in runs])
    return unquote_to_bytes(string).decode(encoding, errors)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)


# Query strings.

def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    pairs = query.items() if hasattr(query, "items") else query
    if pairs is query:
        try:
            wrong, cause = len(query) > 0 and not isinstance(query[0], tuple), None
        except TypeError as err:
            wrong, cause = True, err
        if wrong:
            raise TypeError("not a valid non-string sequence or mapping object") from cause

    def quoted(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)

    fields = []
    for key, value in pairs:
        many = doseq and not isinstance(value, (str, bytes)) and hasattr(type(value), "__len__")
        fields += (f"{quoted(key)}={quoted(each)}" for each in (value if many else (value,)))
    return "&".join(fields)


def parse_qs(
    qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"
):
    values = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        values.setdefault(name, []).append(value)
    return values


def parse_qsl(
    qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"
):
    qs, back = _text(qs)
    separator = _text(separator)[0]
    if not separator:
        raise ValueError("Separator must be of type string or bytes.")
    fields = qs.split(separator) if qs else []
    if max_num_fields is not None and len(fields) > max_num_fields:
        raise ValueError("Max number of fields exceeded")
    pairs = []
    for field in fields:
        name, sign, value = field.partition("=")
        if not sign and strict_parsing:
            raise ValueError(f"bad query field: {field!r}")
        if value or keep_blank_values and field:
            pairs.append(tuple(back(unquote_plus(part, encoding, errors)) for part in (name, value)))
    return pairs
