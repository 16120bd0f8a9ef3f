"""Headers of responses that caches read."""

import re

from django.conf import settings

cc_delim_re = re.compile(r"\s*,\s*")


def patch_vary_headers(response, newheaders):
    vary = cc_delim_re.split(response.headers["Vary"]) if response.has_header("Vary") else []
    seen = {header.lower() for header in vary}
    vary += [header for header in newheaders if header.lower() not in seen]
    response.headers["Vary"] = "*" if "*" in vary else ", ".join(vary)


def patch_cache_control(response, **kwargs):
    directives = {}

    def put(name, value):
        # no-cache may be said of several headers, and of everything, which says it of them as well.
        if name == "no-cache":
            values = directives.setdefault(name, [])
            if value not in values:
                values.append(value)
        else:
            directives[name] = value

    for part in cc_delim_re.split(response.get("Cache-Control") or ""):
        if part:
            name, _, value = part.partition("=")
            put(name.lower(), value or True)
    if "max-age" in directives and "max_age" in kwargs:
        kwargs["max_age"] = min(int(directives["max-age"]), kwargs["max_age"])
    for one, other in ("private", "public"), ("public", "private"):
        if one in directives and other in kwargs:
            del directives[one]
            break
    for k, v in kwargs.items():
        put(k.replace("_", "-"), v)
    parts = []
    for name, value in directives.items():
        values = [True] if value == [True] or isinstance(value, list) and True in value else value if isinstance(value, list) else [value]
        parts += [name if v is True else "%s=%s" % (name, v) for v in values]
    response.headers["Cache-Control"] = ", ".join(parts)


def get_max_age(response):
    """The seconds of max-age in Cache-Control, None when it has none."""
    for part in cc_delim_re.split(response.get("Cache-Control") or ""):
        name, _, value = part.partition("=")
        if name.lower() == "max-age" and value.isdecimal():
            return int(value)


def set_response_etag(response):
    if not response.streaming and response.content:
        from hashlib import md5

        response.headers["ETag"] = '"%s"' % md5(response.content).hexdigest()
    return response


def get_conditional_response(request, etag=None, last_modified=None, response=None):
    """The answer to a request with conditions: 412 or 304 when one of them says so, otherwise the response itself."""
    from django.http import HttpResponse, HttpResponseNotModified
    from django.utils.http import parse_etags, parse_http_date_safe
    from django.utils.log import log_response

    if response and not 200 <= response.status_code < 300:
        return response
    read = request.method in ("GET", "HEAD")

    def etags(header):
        return parse_etags(request.META.get(header, ""))

    def date(header):
        value = request.META.get(header)
        return value and parse_http_date_safe(value)

    def failed():
        answer = HttpResponse(status=412)
        log_response("Precondition Failed: %s", request.path, response=answer, request=request)
        return answer

    def not_modified():
        answer = HttpResponseNotModified()
        if response:
            for header in "Cache-Control", "Content-Location", "Date", "ETag", "Expires", "Last-Modified", "Vary":
                if header in response:
                    answer.headers[header] = response.headers[header]
            answer.cookies = response.cookies
        return answer

    # The order is that of RFC 9110; a condition on dates counts only without the one on tags.
    if match := etags("HTTP_IF_MATCH"):
        if not etag or match != ["*"] and (etag.startswith("W/") or etag not in match):
            return failed()
    elif (since := date("HTTP_IF_UNMODIFIED_SINCE")) and not (last_modified and last_modified <= since):
        return failed()
    if none_match := etags("HTTP_IF_NONE_MATCH"):
        if etag and (none_match == ["*"] or etag.strip("W/") in [tag.strip("W/") for tag in none_match]):
            return not_modified() if read else failed()
    elif read and (since := date("HTTP_IF_MODIFIED_SINCE")) and last_modified and last_modified <= since:
        return not_modified()
    return response


def patch_response_headers(response, cache_timeout=None):
    import time

    from django.utils.http import http_date

    cache_timeout = max(settings.CACHE_MIDDLEWARE_SECONDS if cache_timeout is None else cache_timeout, 0)
    if not response.has_header("Expires"):
        response.headers["Expires"] = http_date(time.time() + cache_timeout)
    patch_cache_control(response, max_age=cache_timeout)


def has_vary_header(response, header_query):
    return response.has_header("Vary") and header_query.lower() in (h.lower() for h in cc_delim_re.split(response.headers["Vary"]))


def _url_hash(request):
    from hashlib import md5

    return md5(request.build_absolute_uri().encode("ascii")).hexdigest()


def _localized(request, key):
    if settings.USE_I18N:
        from django.utils.translation import get_language

        key += ".%s" % getattr(request, "LANGUAGE_CODE", get_language())
    if settings.USE_TZ:
        from django.utils.timezone import get_current_timezone_name

        key += ".%s" % get_current_timezone_name()
    return key


def _generate_cache_key(request, method, headerlist, key_prefix):
    """Under which an answer is kept: by its address and by the headers that it varies on."""
    from hashlib import md5

    seen = md5("".join(request.META.get(header) or "" for header in headerlist).encode()).hexdigest()
    return _localized(request, "views.decorators.cache.cache_page.%s.%s.%s.%s" % (key_prefix, method, _url_hash(request), seen))


def _generate_cache_header_key(key_prefix, request):
    """Under which the names of those headers are kept."""
    return _localized(request, "views.decorators.cache.cache_header.%s.%s" % (key_prefix, _url_hash(request)))


def _place(key_prefix, cache):
    from django.core.cache import caches

    return settings.CACHE_MIDDLEWARE_KEY_PREFIX if key_prefix is None else key_prefix, cache or caches[settings.CACHE_MIDDLEWARE_ALIAS]


def get_cache_key(request, key_prefix=None, method="GET", cache=None):
    """The key of an answer, None when nothing has been learned about its address."""
    key_prefix, cache = _place(key_prefix, cache)
    headerlist = cache.get(_generate_cache_header_key(key_prefix, request))
    return None if headerlist is None else _generate_cache_key(request, method, headerlist, key_prefix)


def learn_cache_key(request, response, cache_timeout=None, key_prefix=None, cache=None):
    """Remembers what an answer varies on, and gives the key to keep it under."""
    key_prefix, cache = _place(key_prefix, cache)
    headers = [h.upper().replace("-", "_") for h in cc_delim_re.split(response.headers["Vary"])] if response.has_header("Vary") else []
    # The language is in the key already.
    headerlist = sorted("HTTP_" + h for h in headers if h != "ACCEPT_LANGUAGE" or not settings.USE_I18N)
    cache.set(_generate_cache_header_key(key_prefix, request), headerlist, settings.CACHE_MIDDLEWARE_SECONDS if cache_timeout is None else cache_timeout)
    return _generate_cache_key(request, request.method, headerlist, key_prefix)


def add_never_cache_headers(response):
    from django.utils.http import http_date

    response.headers.setdefault("Expires", http_date())
    patch_cache_control(response, max_age=0, no_cache=True, no_store=True, must_revalidate=True, private=True)
