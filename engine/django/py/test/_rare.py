"""Names of django.test.utils that few tests use."""

import logging
from contextlib import contextmanager
from io import StringIO


def strip_quotes(want, got):
    """Both without the quotes around them, if both have some."""
    for mark in ("'", '"'):
        for prefix in ("", "u"):
            start = prefix + mark
            if all(s.strip().startswith(start) and s.strip().endswith(mark) and len(s.strip()) >= 2 for s in (want, got)):
                return want.strip()[len(start) : -1], got.strip()[len(start) : -1]
    return want, got


class LoggingCaptureMixin:
    """What the logger "django" says goes to logger_output during a test."""

    def setUp(self):
        self.logger = logging.getLogger("django")
        self.old_stream = self.logger.handlers[0].stream if self.logger.handlers else None
        self.logger_output = StringIO()
        if self.old_stream is None:
            self._handler = logging.StreamHandler(self.logger_output)
            self.logger.addHandler(self._handler)
        else:
            self.logger.handlers[0].stream = self.logger_output

    def tearDown(self):
        if self.old_stream is None:
            self.logger.removeHandler(self._handler)
        else:
            self.logger.handlers[0].stream = self.old_stream


class TimeKeeper:
    def __init__(self):
        self.records = {}

    @contextmanager
    def timed(self, name):
        import time

        start = time.perf_counter()
        try:
            yield
        finally:
            self.records.setdefault(name, []).append(time.perf_counter() - start)

    def print_results(self):
        import sys

        for name, times in self.records.items():
            for seconds in times:
                sys.stderr.write("%s took %.3fs\n" % (name, seconds))


class NullTimeKeeper:
    @contextmanager
    def timed(self, name):
        yield

    def print_results(self):
        pass


def iter_test_cases(tests):
    """The test methods of suites in suites."""
    if isinstance(tests, str):
        raise TypeError(f"test {tests!r} must be a test case or test suite not string (it was probably found in a module that could not be imported)")
    for test in tests:
        if isinstance(test, str):
            raise TypeError(f"test {test!r} must be a test case or test suite not string")
        if hasattr(test, "__iter__"):
            yield from iter_test_cases(test)
        else:
            yield test
