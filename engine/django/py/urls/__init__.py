from django.urls.base import NoReverseMatch, Resolver404, ResolverMatch, include, path, re_path, register_converter, resolve, reverse, reverse_lazy

__all__ = ["NoReverseMatch", "Resolver404", "ResolverMatch", "include", "path", "re_path", "register_converter", "resolve", "reverse", "reverse_lazy"]
