"""Answers that are kept: one middleware asks the cache before the view, another puts the answer into it."""

import time

from django.conf import settings
from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.utils.cache import get_cache_key, get_max_age, has_vary_header, learn_cache_key, patch_response_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import parse_http_date_safe


class _CacheMixin(MiddlewareMixin):
    def __init__(self, get_response):
        super().__init__(get_response)
        self.key_prefix, self.cache_alias = settings.CACHE_MIDDLEWARE_KEY_PREFIX, settings.CACHE_MIDDLEWARE_ALIAS

    @property
    def cache(self):
        return caches[self.cache_alias]


class UpdateCacheMiddleware(_CacheMixin):
    def __init__(self, get_response):
        super().__init__(get_response)
        self.cache_timeout, self.page_timeout = settings.CACHE_MIDDLEWARE_SECONDS, None

    def _should_update_cache(self, request, response):
        return getattr(request, "_cache_update_cache", False)

    def process_response(self, request, response):
        if self._should_update_cache(request, response) and self._for_everybody(request, response):
            timeout = self.page_timeout
            if timeout is None and (timeout := get_max_age(response)) is None:
                timeout = self.cache_timeout
            elif timeout == 0 and self.page_timeout is None:
                return response  # it says itself that it is not to be kept
            self._keep(request, response, timeout)
        return response

    @staticmethod
    def _for_everybody(request, response):
        if response.streaming or response.status_code not in (200, 304) or "private" in response.get("Cache-Control", ()):
            return False
        # An answer that gives somebody without cookies one of his own is for nobody else.
        return bool(request.COOKIES) or not (response.cookies and has_vary_header(response, "Cookie"))

    def _keep(self, request, response, timeout):
        patch_response_headers(response, timeout)
        if timeout and response.status_code == 200:
            key = learn_cache_key(request, response, timeout, self.key_prefix, cache=self.cache)
            self.cache.set(key, response, timeout)


class FetchFromCacheMiddleware(_CacheMixin):
    def process_request(self, request):
        request._cache_update_cache = False
        if request.method not in ("GET", "HEAD"):
            return None
        response = None
        if key := get_cache_key(request, self.key_prefix, "GET", cache=self.cache):
            response = self.cache.get(key)
            if response is None and request.method == "HEAD":
                response = self.cache.get(get_cache_key(request, self.key_prefix, "HEAD", cache=self.cache))
        if response is None:
            request._cache_update_cache = True
            return None
        age, expires = get_max_age(response), parse_http_date_safe(response["Expires"])
        if age is not None and expires is not None:
            response["Age"] = max(0, age - (expires - int(time.time())))
        return response


class CacheMiddleware(UpdateCacheMiddleware, FetchFromCacheMiddleware):
    def __init__(self, get_response, cache_timeout=None, page_timeout=None, **kwargs):
        super().__init__(get_response)
        # An argument that is None stands for the default of all caches, one that is missing for the setting.
        if "key_prefix" in kwargs:
            self.key_prefix = "" if kwargs["key_prefix"] is None else kwargs["key_prefix"]
        if "cache_alias" in kwargs:
            self.cache_alias = DEFAULT_CACHE_ALIAS if kwargs["cache_alias"] is None else kwargs["cache_alias"]
        if cache_timeout is not None:
            self.cache_timeout = cache_timeout
        self.page_timeout = page_timeout
