from django.urls.base import ResolverMatch, URLPattern, URLResolver  # noqa: F401 (Django's home of the classes)
