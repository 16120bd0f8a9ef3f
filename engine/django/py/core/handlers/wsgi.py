from django.test.client import WSGIRequest  # noqa: F401 (requests come from the test client alone here)
