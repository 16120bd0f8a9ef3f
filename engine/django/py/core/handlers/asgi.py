from django.test.client import ASGIRequest  # noqa: F401 (requests come from the test client alone here)
