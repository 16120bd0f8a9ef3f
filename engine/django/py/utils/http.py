import re
from urllib.parse import unquote, urlencode as _urlencode, urlsplit

from django.utils.datastructures import MultiValueDict

MAX_URL_LENGTH = 2048

_days = "Mon Tue Wed Thu Fri Sat Sun".split()
_months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_http_dates = (
    re.compile(r"^\w{3}, (?P<day>\d{2}) (?P<mon>\w{3}) (?P<year>\d{4}) (?P<hour>\d{2}):(?P<min>\d{2}):(?P<sec>\d{2}) GMT$"),
    re.compile(r"^\w{6,9}, (?P<day>\d{2})-(?P<mon>\w{3})-(?P<year>\d{2}) (?P<hour>\d{2}):(?P<min>\d{2}):(?P<sec>\d{2}) GMT$"),
    re.compile(r"^\w{3} (?P<mon>\w{3}) (?P<day>[ \d]\d) (?P<hour>\d{2}):(?P<min>\d{2}):(?P<sec>\d{2}) (?P<year>\d{4})$"),
)


def _text(key, value):
    if value is None:
        raise TypeError(f"Cannot encode None for key '{key}' in a query string. Did you mean to pass an empty string or omit the value?")
    return value if isinstance(value, bytes) else str(value)


def _several(value):
    """The items of a value that is not one itself."""
    try:
        return None if isinstance(value, (str, bytes)) else iter(value)
    except TypeError:
        return None


def urlencode(query, doseq=False):
    lists = query.lists if isinstance(query, MultiValueDict) else getattr(query, "items", None)
    pairs = query if lists is None else lists()
    params = []
    for key, value in pairs:
        items = _several(value) if doseq else None
        params.append((key, _text(key, value) if items is None else [_text(key, item) for item in items]))
    return _urlencode(params, doseq)


def http_date(epoch_seconds=None):
    import datetime
    import time

    seconds = time.time() if epoch_seconds is None else epoch_seconds
    t = datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc)
    return f"{_days[t.weekday()]}, {t.day:02d} {_months[t.month - 1]} {t.year:04d} {t.hour:02d}:{t.minute:02d}:{t.second:02d} GMT"


def parse_http_date(date):
    import datetime

    for pattern in _http_dates:
        m = pattern.match(date)
        if m:
            break
    else:
        raise ValueError("%r is not in a valid HTTP date format" % date)
    try:
        year = int(m["year"])
        if year < 100:
            year += 2000 if year < 70 else 1900
        month = [name.lower() for name in _months].index(m["mon"].lower()) + 1
        found = datetime.datetime(year, month, int(m["day"]), int(m["hour"]), int(m["min"]), int(m["sec"]), tzinfo=datetime.timezone.utc)
        return int(found.timestamp())
    except Exception as exc:
        raise ValueError("%r is not a valid date" % date) from exc


def parse_http_date_safe(date):
    try:
        return parse_http_date(date)
    except Exception:
        return None


def base36_to_int(s):
    if len(s) > 13:
        raise ValueError("Base36 input too large")
    return int(s, 36)


def int_to_base36(i):
    if i < 0:
        raise ValueError("Negative base36 conversion input.")
    digits = ""
    while True:
        i, n = divmod(i, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[n] + digits
        if not i:
            return digits


def urlsafe_base64_encode(s):
    import base64

    return base64.urlsafe_b64encode(s).rstrip(b"\n=").decode("ascii")


def urlsafe_base64_decode(s):
    import base64

    data = s.encode()
    try:
        return base64.urlsafe_b64decode(data + b"=" * (len(data) % 4))
    except ValueError as e:
        raise ValueError(e)


def quote_etag(etag_str):
    return etag_str if re.match(r'(?:W/)?"[^"]*"', etag_str) else f'"{etag_str}"'


def parse_etags(etag_str):
    return ["*"] if etag_str.strip() == "*" else re.findall(r'(?:W/)?"[^"]*"', etag_str)


def is_same_domain(host, pattern):
    domain = (pattern or "").lower()
    if domain[:1] != ".":
        return bool(domain) and host == domain
    return host == domain[1:] or host.endswith(domain)


def url_has_allowed_host_and_scheme(url, allowed_hosts, require_https=False):
    url = (url or "").strip()
    if not url:
        return False
    allowed_hosts = {allowed_hosts} if isinstance(allowed_hosts, str) else set(allowed_hosts or ())
    return all(_url_is_safe(u, allowed_hosts, require_https) for u in (url, url.replace("\\", "/")))


def _url_is_safe(url, allowed_hosts, require_https):
    if url.startswith("///") or ord(url[0]) < 32:
        return False
    try:
        info = urlsplit(url)
    except ValueError:
        return False
    if not info.netloc and info.scheme:
        return False
    scheme = info.scheme or ("http" if info.netloc else "")
    schemes = ["https"] if require_https else ["http", "https"]
    return (not info.netloc or info.netloc in allowed_hosts) and (not scheme or scheme in schemes)


def escape_leading_slashes(url):
    return "/%2F" + url.removeprefix("//") if url.startswith("//") else url


def parse_header_parameters(line):
    """The value of a header and its parameters: "text/plain; charset=x" gives ("text/plain", {"charset": "x"})."""
    parts, start, quoted = [], 0, False
    for i, c in enumerate(line):
        if c == '"' and (i == 0 or line[i - 1] != "\\"):
            quoted = not quoted
        elif c == ";" and not quoted:
            parts.append(line[start:i])
            start = i + 1
    parts.append(line[start:])
    key, *rest = (part.strip() for part in parts)
    params = {}
    for part in rest:
        name, eq, value = part.partition("=")
        if not eq:
            continue
        name, value = name.strip().lower(), value.strip()
        encoding = name.endswith("*") and value.count("'") == 2
        if encoding:
            charset, _, value = value.split("'")
            name = name[:-1]
        if len(value) >= 2 and value[0] == value[-1] == '"':
            value = value[1:-1].replace("\\\\", "\\").replace('\\"', '"')
        params[name] = unquote(value, encoding=charset) if encoding else value
    return key.lower(), params


_content_types = {
    "css": "text/css", "csv": "text/csv", "gif": "image/gif", "html": "text/html", "jpeg": "image/jpeg", "jpg": "image/jpeg", "js": "text/javascript",
    "json": "application/json", "pdf": "application/pdf", "png": "image/png", "py": "text/x-python", "txt": "text/plain", "xml": "text/xml",
    "zip": "application/zip", "gz": "application/gzip", "br": "application/x-brotli", "bz2": "application/x-bzip", "xz": "application/x-xz",
    "Z": "application/x-compress",
}


def guess_content_type(filename):
    """The kind of content that a file's name promises; a compressed file's is that of the compression, so that a browser leaves it as it is."""
    kind = filename.rpartition(".")[2] if "." in filename else ""
    return _content_types.get(kind) or _content_types.get(kind.lower(), "application/octet-stream")


def content_disposition_header(as_attachment, filename):
    if not filename:
        return "attachment" if as_attachment else None
    kind = "attachment" if as_attachment else "inline"
    if filename.isascii():
        escaped = filename.replace("\\", "\\\\").replace('"', r"\"")
        return f'{kind}; filename="{escaped}"'
    from urllib.parse import quote

    return f"{kind}; filename*=utf-8''{quote(filename)}"
