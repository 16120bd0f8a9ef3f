from django.urls.base import include, path, re_path  # noqa: F401 (Django's home of the functions)
