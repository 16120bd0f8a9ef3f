import functools
import sys
import traceback

from unittest import case, suite


# What stands for tests that could not be loaded: it raises what hindered that, whatever the name of its method.
class _FailedTest(case.TestCase):
    def __init__(self, method_name, exception):
        self._exception = exception
        super().__init__(method_name)

    def __getattr__(self, name):
        if name == self._testMethodName:
            return self._raise
        raise AttributeError(name)

    def _raise(self):
        raise self._exception


def _make_failed_import_test(name, suiteClass):
    message = f"Failed to import test module: {name}\n{traceback.format_exc()}"
    return suiteClass([_FailedTest(name, ImportError(message))]), message


def _is_case(obj):
    return isinstance(obj, type) and issubclass(obj, case.TestCase)


def _fnmatchcase(name, pattern):
    import fnmatch

    return fnmatch.fnmatchcase(name, pattern)


class TestLoader:
    testMethodPrefix = "test"
    sortTestMethodsUsing = staticmethod(lambda a, b: (a > b) - (a < b))
    testNamePatterns = None
    suiteClass = suite.TestSuite

    def __init__(self):
        self.errors = []

    def loadTestsFromTestCase(self, testCaseClass):
        if issubclass(testCaseClass, suite.TestSuite):
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?")
        names = self.getTestCaseNames(testCaseClass) or ["runTest"] * hasattr(testCaseClass, "runTest")
        return self.suiteClass([testCaseClass(name) for name in names])

    def loadTestsFromModule(self, module, *, pattern=None):
        members = [getattr(module, name) for name in dir(module)]
        cases = [obj for obj in members if _is_case(obj) and obj not in (case.TestCase, case.FunctionTestCase)]
        tests = self.suiteClass([self.loadTestsFromTestCase(obj) for obj in cases])
        load_tests = getattr(module, "load_tests", None)
        return tests if load_tests is None else load_tests(self, tests, pattern)

    def loadTestsFromName(self, name, module=None):
        parts = name.split(".")
        obj = module
        if obj is None:
            for n in range(len(parts), 0, -1):
                module_name = ".".join(parts[:n])
                try:
                    obj = __import__(module_name, fromlist=["*"])
                except ImportError:
                    failed, message = _make_failed_import_test(module_name, self.suiteClass)
                    continue
                parts = parts[n:]
                break
            else:
                self.errors.append(message)
                return failed
        parent = None
        for part in parts:
            try:
                parent, obj = obj, getattr(obj, part)
            except AttributeError as exc:
                return self.suiteClass([_FailedTest(part, exc)])
        if isinstance(obj, type(sys)):
            return self.loadTestsFromModule(obj)
        if _is_case(obj):
            return self.loadTestsFromTestCase(obj)
        if _is_case(parent):
            return self.suiteClass([parent(parts[-1])])
        if callable(obj):
            test = obj()
            if isinstance(test, suite.TestSuite):
                return test
            if isinstance(test, case.TestCase):
                return self.suiteClass([test])
            raise TypeError(f"calling {obj} returned {test}, not a test")
        raise TypeError(f"don't know how to make test from: {obj}")

    def loadTestsFromNames(self, names, module=None):
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def getTestCaseNames(self, testCaseClass):
        def wanted(attrname):
            if not attrname.startswith(self.testMethodPrefix) or not callable(getattr(testCaseClass, attrname)):
                return False
            full = f"{testCaseClass.__module__}.{testCaseClass.__qualname__}.{attrname}"
            return self.testNamePatterns is None or any(_fnmatchcase(full, p) for p in self.testNamePatterns)

        names = [n for n in dir(testCaseClass) if wanted(n)]
        if self.sortTestMethodsUsing:
            names.sort(key=functools.cmp_to_key(self.sortTestMethodsUsing))
        return names


defaultTestLoader = TestLoader()


def _old_loader(name, instead, prefix, sort, suite_class=None, patterns=None):
    """The loader of a function that TestLoader's methods have taken the place of."""
    import warnings

    warnings.warn(
        f"unittest.{name}() is deprecated and will be removed in Python 3.13. Please use unittest.TestLoader.{instead}() instead.",
        DeprecationWarning,
        stacklevel=3,
    )
    loader = TestLoader()
    loader.sortTestMethodsUsing = TestLoader.sortTestMethodsUsing if sort is None else sort
    loader.testMethodPrefix = prefix
    loader.testNamePatterns = patterns
    loader.suiteClass = suite_class or suite.TestSuite
    return loader


def getTestCaseNames(testCaseClass, prefix, sortUsing=None, testNamePatterns=None):
    loader = _old_loader("getTestCaseNames", "getTestCaseNames", prefix, sortUsing, patterns=testNamePatterns)
    return loader.getTestCaseNames(testCaseClass)


def makeSuite(testCaseClass, prefix="test", sortUsing=None, suiteClass=None):
    return _old_loader("makeSuite", "loadTestsFromTestCase", prefix, sortUsing, suiteClass).loadTestsFromTestCase(testCaseClass)


def findTestCases(module, prefix="test", sortUsing=None, suiteClass=None):
    return _old_loader("findTestCases", "loadTestsFromModule", prefix, sortUsing, suiteClass).loadTestsFromModule(module)
