from django.core.signing import JSONSerializer  # noqa: F401
