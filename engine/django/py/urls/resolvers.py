from django.urls.base import RegexPattern, ResolverMatch, RoutePattern, URLPattern, URLResolver, get_resolver  # noqa: F401 (Django's home of the classes)
