from django.test.client import AsyncClient, AsyncRequestFactory, Client, RequestFactory

# Test cases come with unittest and all that belongs to it, and a program that makes requests needs none of them: they are imported with the first name that is asked for.
_later = {
    "testcases": ["LiveServerTestCase", "SimpleTestCase", "TestCase", "TransactionTestCase", "skipIfDBFeature", "skipUnlessAnyDBFeature", "skipUnlessDBFeature"],
    "utils": ["ignore_warnings", "modify_settings", "override_settings", "override_system_checks", "tag"],
}

__all__ = ["AsyncClient", "AsyncRequestFactory", "Client", "RequestFactory", *_later["testcases"], *_later["utils"]]


def __getattr__(name):
    for module, names in _later.items():
        if name in names or name == module:
            import importlib

            found = importlib.import_module(f"django.test.{module}")
            value = found if name == module else getattr(found, name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
