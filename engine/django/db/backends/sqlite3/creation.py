"""What Django's test runner asks of a backend before its own tests run: which of them cannot pass on it."""
import sys
import unittest


class BaseDatabaseCreation:
    def __init__(self, connection):
        self.connection = connection

    def mark_expected_failures_and_skips(self):
        """Marks what the backend's features name among the tests that have been imported."""
        features = self.connection.features
        for name in features.django_test_expected_failures:
            self._decorate(name, unittest.expectedFailure)
        for reason, names in features.django_test_skips.items():
            for name in names:
                self._decorate(name, unittest.skip(reason))

    def _decorate(self, name, decorator):
        case, _, method = name.rpartition(".")
        module, _, case = case.rpartition(".")
        case = getattr(sys.modules.get(module), case, None)
        if case is not None and hasattr(case, method):
            setattr(case, method, decorator(getattr(case, method)))


class DatabaseCreation(BaseDatabaseCreation):
    pass
