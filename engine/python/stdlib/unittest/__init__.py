from unittest.async_case import IsolatedAsyncioTestCase
from unittest.case import (
    FunctionTestCase,
    SkipTest,
    TestCase,
    addModuleCleanup,
    doModuleCleanups,
    enterModuleContext,
    expectedFailure,
    skip,
    skipIf,
    skipUnless,
)
from unittest.main import TestProgram, main
from unittest.result import TestResult

__all__ = [
    "IsolatedAsyncioTestCase", "TestResult", "TestCase", "TestSuite", "TextTestRunner", "TestLoader", "FunctionTestCase", "main", "defaultTestLoader",
    "SkipTest", "skip", "skipIf", "skipUnless", "expectedFailure", "TextTestResult", "addModuleCleanup", "doModuleCleanups", "enterModuleContext",
]

# A lesson's checks are test cases that something else collects and runs: what does that here is imported with the first name that is asked for.
_later = {
    "loader": ["TestLoader", "defaultTestLoader", "findTestCases", "getTestCaseNames", "makeSuite"],
    "runner": ["TextTestResult", "TextTestRunner"],
    "suite": ["BaseTestSuite", "TestSuite"],
}


def __getattr__(name):
    for module, names in _later.items():
        if name == module or name in names:
            found = __import__("unittest." + module, fromlist=[name])
            value = globals()[name] = found if name == module else getattr(found, name)
            return value
    raise AttributeError(f"module 'unittest' has no attribute {name!r}")


def __dir__():
    return sorted({*globals(), *_later, *sum(_later.values(), [])})
