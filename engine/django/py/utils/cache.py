"""Headers of responses that caches read."""

import re

cc_delim_re = re.compile(r"\s*,\s*")


def patch_vary_headers(response, newheaders):
    vary = cc_delim_re.split(response.headers["Vary"]) if response.has_header("Vary") else []
    seen = {header.lower() for header in vary}
    vary += [header for header in newheaders if header.lower() not in seen]
    response.headers["Vary"] = "*" if "*" in vary else ", ".join(vary)


def patch_cache_control(response, **kwargs):
    directives = {}
    for part in cc_delim_re.split(response.get("Cache-Control", "")):
        if part:
            name, _, value = part.partition("=")
            directives[name.lower()] = value or True
    if "max-age" in directives and "max_age" in kwargs:
        kwargs["max_age"] = min(int(directives["max-age"]), kwargs["max_age"])
    if "private" in directives and "public" in kwargs:
        raise ValueError("Can't set both private and public.")
    for k, v in kwargs.items():
        directives[k.replace("_", "-")] = v
    response.headers["Cache-Control"] = ", ".join(k if v is True else f"{k}={v}" for k, v in directives.items() if v is not False)


def add_never_cache_headers(response):
    from django.utils.http import http_date

    response.headers.setdefault("Expires", http_date())
    patch_cache_control(response, max_age=0, no_cache=True, no_store=True, must_revalidate=True, private=True)
