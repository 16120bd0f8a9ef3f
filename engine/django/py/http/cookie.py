from http import cookies

SimpleCookie = cookies.SimpleCookie


def parse_cookie(cookie):
    """The values of a Cookie header. Where it is malformed, what can be read of it."""
    found = {}
    for chunk in cookie.split(";"):
        key, eq, val = chunk.partition("=") if "=" in chunk else ("", "=", chunk)
        key, val = key.strip(), val.strip()
        if key or val:
            found[key] = cookies._unquote(val)
    return found
