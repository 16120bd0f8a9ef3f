from django.test.client import AsyncClient, AsyncRequestFactory, Client, RequestFactory
from django.test.testcases import SimpleTestCase, TestCase, TransactionTestCase, skipIfDBFeature, skipUnlessAnyDBFeature, skipUnlessDBFeature
from django.test.utils import ignore_warnings, modify_settings, override_settings, override_system_checks, tag

__all__ = [
    "AsyncClient", "AsyncRequestFactory", "Client", "RequestFactory", "TestCase", "TransactionTestCase", "SimpleTestCase",
    "skipIfDBFeature", "skipUnlessAnyDBFeature", "skipUnlessDBFeature", "ignore_warnings", "modify_settings", "override_settings", "override_system_checks", "tag",
]


def __getattr__(name):
    if name in ("LiveServerTestCase",):
        raise AttributeError(f"django.test.{name} is not part of the playground: there is no network here")
    raise AttributeError(f"module 'django.test' has no attribute '{name}'")
