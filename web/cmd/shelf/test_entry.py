"""Runs the tests of one program or package for `shelf test`, as `manage.py test` does, and reports them line by line.

Each report is one line of JSON behind a record separator, so that what tests print themselves stays apart from it, and a report is out
before anything can end the run.
"""
import fnmatch
import io
import json
import sys
import traceback
import unittest
from unittest.loader import _make_failed_import_test
from unittest.suite import _ErrorHolder

write = sys.stdout.write


def report(kind, **fields):
    write("\x1e" + json.dumps({"kind": kind, **fields}) + "\n")


class Result(unittest.TestResult):
    """Reports every outcome of a test as it comes."""

    def describe(self, test):
        doc = test.shortDescription()
        return f"{test}\n{doc}" if doc else str(test)

    def outcome(self, kind, test, err=None, **fields):
        if err is not None:
            fields["traceback"] = self._exc_info_to_string(err, test)
        report(kind, test=self.describe(test), **fields)

    def startTest(self, test):
        super().startTest(test)
        report("start", test=self.describe(test), id=test.id())

    def addSuccess(self, test):
        self.outcome("ok", test)

    def addError(self, test, err):
        self.outcome("error", test, err)

    def addFailure(self, test, err):
        self.outcome("failure", test, err)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.outcome("failure" if issubclass(err[0], test.failureException) else "error", subtest, err, subtest=True)

    def addSkip(self, test, reason):
        self.outcome("skip", test, reason=str(reason))

    def addExpectedFailure(self, test, err):
        self.outcome("expected failure", test)

    def addUnexpectedSuccess(self, test):
        self.outcome("unexpected success", test)


def load(name):
    """The tests of a module, or one that fails with the reason why the module cannot be imported."""
    try:
        module = __import__(name, fromlist=["*"])
        return unittest.defaultTestLoader.loadTestsFromModule(module)
    except unittest.SkipTest as exc:
        return unittest.TestSuite([unittest.FunctionTestCase(unittest.skip(str(exc))(lambda: None), description=name)])
    except Exception:
        return _make_failed_import_test(name, unittest.TestSuite)[0]


def flat(suite):
    for test in suite:
        if isinstance(test, unittest.BaseTestSuite):
            yield from flat(test)
        else:
            yield test


def ordered(tests):
    """DiscoverRunner.reorder_by: what rolls back comes before what empties the tables."""
    from django.test import SimpleTestCase, TestCase

    def rank(test):
        return 0 if isinstance(test, TestCase) else 1 if isinstance(test, SimpleTestCase) else 2

    return sorted(tests, key=rank)


def load_models(modules):
    """Imports the models of the apps first, as Django's setup does. What is wrong with them is told where tests import them."""
    for app in dict.fromkeys(name.partition(".")[0] for name in modules if "." in name):
        try:
            __import__(app + ".models")
        except Exception:
            pass


def mark():
    """Marks those of Django's own tests that cannot pass on a database, as its runner does when it makes the databases."""
    if "django.db.models" in sys.modules:
        from django.db import connections

        for connection in connections.all():
            connection.creation.mark_expected_failures_and_skips()


def faults():
    """What the system checks find that no project may have, as they tell it; None when there is nothing."""
    from django.core.management.base import BaseCommand, SystemCheckError

    command = BaseCommand(io.StringIO(), io.StringIO())
    try:
        command.check(display_num_errors=True)
    except SystemCheckError as exc:
        return str(exc)


def main(modules, patterns, done, settings):
    if settings:
        from django.conf import settings as conf

        for name, value in settings.items():
            setattr(type(conf), name, value)
    if patterns:
        unittest.defaultTestLoader.testNamePatterns = patterns
    load_models(modules)
    suite = unittest.TestSuite()
    for name in modules:
        suite.addTest(load(name))
    if "django.db.models" in sys.modules and (found := faults()):
        # manage.py test does not begin then.
        report("error", test="the system checks", traceback=found + "\n")
        report("end")
        return
    mark()
    done = set(done)
    tests = [test for test in ordered(flat(suite)) if test.id() not in done]
    unittest.TestSuite(tests).run(Result())
    report("end")
