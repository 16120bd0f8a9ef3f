import sys
import time

from unittest import result
from unittest.case import _SubTest


class _WritelnDecorator:
    """A stream that also ends lines."""

    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, attr):
        return getattr(self.stream, attr)

    def writeln(self, arg=None):
        self.write(f"{arg or ''}\n")


class TextTestResult(result.TestResult):
    separator1, separator2 = "=" * 70, "-" * 70

    def __init__(self, stream, descriptions, verbosity):
        super().__init__(stream, descriptions, verbosity)
        self.stream, self.descriptions = stream, descriptions
        self.showAll, self.dots = verbosity > 1, verbosity == 1
        # Whether the line of the test that was started last is over.
        self._newline = True

    def getDescription(self, test):
        doc = self.descriptions and test.shortDescription()
        return f"{test}\n{doc}" if doc else str(test)

    def _announce(self, test, indent=""):
        self.stream.write(f"{indent}{self.getDescription(test)} ... ")

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self._announce(test)
            self.stream.flush()
            self._newline = False

    def _mark(self, test, word, dot):
        if self.showAll:
            self._end_line(test, word)
        elif self.dots:
            self.stream.write(dot)
        else:
            return
        self.stream.flush()

    def _end_line(self, test, word):
        # What belongs to no test that was started, or to a part of one, has a line of its own.
        part = isinstance(test, _SubTest)
        if part and not self._newline:
            self.stream.writeln()
        if part or self._newline:
            self._announce(test, "  " if part else "")
        self.stream.writeln(word)
        self._newline = True

    def _mark_expected(self, word, dot):
        # These leave the line open, as CPython's do: what comes next without a start of its own shows no name.
        if self.showAll:
            self.stream.writeln(word)
        elif self.dots:
            self.stream.write(dot)
        self.stream.flush()

    def _mark_failed(self, test, failed):
        self._mark(test, *(("FAIL", "F") if failed else ("ERROR", "E")))

    def addSuccess(self, test):
        super().addSuccess(test)
        self._mark(test, "ok", ".")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._mark_failed(test, True)

    def addError(self, test, err):
        super().addError(test, err)
        self._mark_failed(test, False)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self._mark_failed(subtest, issubclass(err[0], subtest.failureException))
        super().addSubTest(test, subtest, err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._mark(test, f"skipped {reason!r}", "s")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._mark_expected("expected failure", "x")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._mark_expected("unexpected success", "u")

    def printErrors(self):
        line = self.stream.writeln
        if self.dots or self.showAll:
            line()
        self.printErrorList("ERROR", self.errors)
        self.printErrorList("FAIL", self.failures)
        if self.unexpectedSuccesses:
            line(self.separator1)
        for test in self.unexpectedSuccesses:
            line("UNEXPECTED SUCCESS: " + self.getDescription(test))
        self.stream.flush()

    def printErrorList(self, flavour, errors):
        for test, err in errors:
            for text in self.separator1, f"{flavour}: {self.getDescription(test)}", self.separator2, str(err):
                self.stream.writeln(text)
            self.stream.flush()


class TextTestRunner:
    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None, warnings=None, *, tb_locals=False):
        self.stream = _WritelnDecorator(sys.stderr if stream is None else stream)
        self.descriptions, self.verbosity, self.failfast, self.buffer = descriptions, verbosity, failfast, buffer
        self.resultclass = resultclass or self.resultclass

    def _makeResult(self):
        return self.resultclass(self.stream, self.descriptions, self.verbosity)

    def run(self, test):
        result = self._makeResult()
        result.failfast, result.buffer = self.failfast, self.buffer
        began = time.perf_counter()
        result.startTestRun()
        try:
            test(result)
        finally:
            result.stopTestRun()
        seconds = time.perf_counter() - began
        result.printErrors()
        count = result.testsRun
        self.stream.writeln(result.separator2)
        self.stream.writeln(f"Ran {count} test{'s' if count != 1 else ''} in {seconds:.3f}s\n")
        self.stream.writeln(_verdict(result))
        self.stream.flush()
        return result


def _verdict(result):
    """The report's last line: OK or FAILED, and how many of what."""
    passed = result.wasSuccessful()
    lists = {
        "failures": result.failures, "errors": result.errors, "skipped": result.skipped,
        "expected failures": result.expectedFailures, "unexpected successes": result.unexpectedSuccesses,
    }
    counts = ", ".join(f"{what}={len(tests)}" for what, tests in lists.items() if tests)
    return ("OK" if passed else "FAILED") + (f" ({counts})" if counts else "")
