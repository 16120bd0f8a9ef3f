from django._absent import names_of
from django.test.client import ASGIRequest  # noqa: F401 (requests come from the test client alone here)

__getattr__ = names_of(__name__)
