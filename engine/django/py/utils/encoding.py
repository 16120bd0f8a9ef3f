from django.utils.functional import Promise


class DjangoUnicodeDecodeError(UnicodeDecodeError):
    def __str__(self):
        return "%s. You passed in %r (%s)" % (super().__str__(), self.object, type(self.object))


def is_protected_type(obj):
    import datetime
    from decimal import Decimal

    return isinstance(obj, (type(None), int, float, Decimal, datetime.datetime, datetime.date, datetime.time))


def force_str(s, encoding="utf-8", strings_only=False, errors="strict"):
    if type(s) is str or strings_only and is_protected_type(s):
        return s
    if not isinstance(s, bytes):
        return str(s)
    try:
        return str(s, encoding, errors)
    except UnicodeDecodeError as e:
        raise DjangoUnicodeDecodeError(*e.args) from None


def smart_str(s, encoding="utf-8", strings_only=False, errors="strict"):
    return s if isinstance(s, Promise) else force_str(s, encoding, strings_only, errors)


def force_bytes(s, encoding="utf-8", strings_only=False, errors="strict"):
    return s if isinstance(s, bytes) else str(s).encode(encoding, errors)


smart_bytes = force_bytes


def iri_to_uri(iri):
    """An IRI with what is not ASCII in it percent-encoded."""
    from urllib.parse import quote

    if iri is None:
        return iri
    return quote(str(iri), safe="/#%[]=:;$&()+,!?*@'~")


def uri_to_iri(uri):
    """The reverse of iri_to_uri(): sequences that are UTF-8 are decoded, reserved characters stay."""
    if uri is None:
        return uri
    data = force_bytes(uri)
    out, i = bytearray(), 0
    while i < len(data):
        if data[i] == 37:
            try:
                byte = int(data[i + 1:i + 3], 16)
            except ValueError:
                byte = -1
            if byte >= 128 or byte > 0 and (chr(byte).isalpha() or byte in b"-._~"):
                out.append(byte)
                i += 3
                continue
        out.append(data[i])
        i += 1
    return _repercent(bytes(out))


def _repercent(data):
    while True:
        try:
            return data.decode()
        except UnicodeDecodeError as e:
            data = data[:e.start] + b"".join(b"%%%02X" % b for b in data[e.start:e.end]) + data[e.end:]


def escape_uri_path(path):
    from urllib.parse import quote

    return quote(path, safe="/:@&+$,-_.!~*'()")


def repercent_broken_unicode(path):
    """The bytes of a path, with what is no UTF-8 in them as percent signs and digits."""
    from urllib.parse import quote

    changed = b""
    while True:
        try:
            path.decode()
        except UnicodeDecodeError as e:
            changed += path[:e.start] + quote(path[e.start:e.end], safe=b"/#%[]=:;$&()+,!?*@'~").encode()
            path = path[e.end:]
        else:
            return changed + path


def filepath_to_uri(path):
    from urllib.parse import quote

    return path if path is None else quote(str(path).replace("\\", "/"), safe="/~!*()'")


def get_system_encoding():
    import codecs
    import locale

    try:
        encoding = locale.getlocale()[1] or "ascii"
        codecs.lookup(encoding)
    except Exception:
        encoding = "ascii"
    return encoding


def punycode(domain):
    return domain.encode("idna").decode("ascii")
