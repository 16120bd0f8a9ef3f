from django.db.utils import ConnectionDoesNotExist  # noqa: F401 (Django's home of the class)
