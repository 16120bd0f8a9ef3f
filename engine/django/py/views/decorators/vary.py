"""Decorators of views whose answers depend on headers."""

from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import _after


def vary_on_headers(*headers):
    return _after(lambda response: patch_vary_headers(response, headers))


vary_on_cookie = vary_on_headers("Cookie")
