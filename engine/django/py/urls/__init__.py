from django.urls.base import (
    NoReverseMatch, Resolver404, ResolverMatch, URLPattern, URLResolver, clear_script_prefix, clear_url_caches, get_callable, get_resolver,
    get_script_prefix, get_urlconf, include, is_valid_path, path, re_path, register_converter, resolve, reverse, reverse_lazy, set_script_prefix, set_urlconf,
)

__all__ = [
    "NoReverseMatch", "Resolver404", "ResolverMatch", "URLPattern", "URLResolver", "clear_script_prefix", "clear_url_caches", "get_callable",
    "get_resolver", "get_script_prefix", "get_urlconf", "include", "is_valid_path", "path", "re_path", "register_converter", "resolve", "reverse", "reverse_lazy",
    "set_script_prefix", "set_urlconf",
]
