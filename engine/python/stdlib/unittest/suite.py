import sys

from unittest import case


class _ErrorHolder:
    """Stands for a class or module whose set-up failed, in the report."""

    failureException = None

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    def shortDescription(self):
        return None

    def __repr__(self):
        return f"<ErrorHolder description={self.description!r}>"

    def __str__(self):
        return self.id()

    def countTestCases(self):
        return 0


class BaseTestSuite:
    _cleanup = True

    def __init__(self, tests=()):
        self._tests = []
        self.addTests(tests)

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__qualname__} tests={list(self)}>"

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return list(self) == list(other)

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return sum(test.countTestCases() for test in self if test)

    def addTest(self, test):
        if not callable(test):
            raise TypeError(f"{test!r} is not callable")
        if isinstance(test, type) and issubclass(test, (case.TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated before passing them to addTest()")
        self._tests.append(test)

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for test in tests:
            self.addTest(test)

    def run(self, result):
        for test in self:
            if result.shouldStop:
                break
            test(result)
        return result

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        for test in self:
            test.debug()


class TestSuite(BaseTestSuite):
    def run(self, result, debug=False):
        topLevel = not getattr(result, "_testRunEntered", False)
        if topLevel:
            result._testRunEntered = True
        for test in self:
            if result.shouldStop:
                break
            if not isinstance(test, BaseTestSuite):
                self._tearDownPreviousClass(test, result)
                self._handleModuleFixture(test, result)
                self._handleClassSetUp(test, result)
                result._previousTestClass = test.__class__
                if getattr(test.__class__, "_classSetupFailed", False) or getattr(result, "_moduleSetUpFailed", False):
                    continue
            if debug:
                test.debug()
            else:
                test(result)
        if topLevel:
            self._tearDownPreviousClass(None, result)
            self._handleModuleTearDown(result)
            result._testRunEntered = False
        return result

    def _error(self, result, exc, method_name, parent):
        holder = _ErrorHolder(f"{method_name} ({parent})")
        if isinstance(exc, case.SkipTest):
            result.addSkip(holder, str(exc))
        else:
            result.addError(holder, (type(exc), exc, exc.__traceback__))

    def _handleClassSetUp(self, test, result):
        previous, current = getattr(result, "_previousTestClass", None), test.__class__
        if current == previous or getattr(result, "_moduleSetUpFailed", False) or getattr(current, "__unittest_skip__", False):
            return
        current._classSetupFailed = False
        setUpClass = getattr(current, "setUpClass", None)
        if setUpClass is None:
            return
        try:
            setUpClass()
        except Exception as exc:
            current._classSetupFailed = True
            self._error(result, exc, "setUpClass", f"{current.__module__}.{current.__qualname__}")
            current.doClassCleanups()
            for info in current.tearDown_exceptions:
                self._error(result, info[1], "setUpClass", f"{current.__module__}.{current.__qualname__}")

    def _handleModuleFixture(self, test, result):
        previous = getattr(getattr(result, "_previousTestClass", None), "__module__", None)
        current = test.__class__.__module__
        if current == previous:
            return
        self._handleModuleTearDown(result)
        result._moduleSetUpFailed = False
        setUpModule = getattr(sys.modules.get(current), "setUpModule", None)
        if setUpModule is not None:
            try:
                setUpModule()
            except Exception as exc:
                result._moduleSetUpFailed = True
                self._error(result, exc, "setUpModule", current)

    def _handleModuleTearDown(self, result):
        previous = getattr(getattr(result, "_previousTestClass", None), "__module__", None)
        if previous is None or getattr(result, "_moduleSetUpFailed", False):
            return
        tearDownModule = getattr(sys.modules.get(previous), "tearDownModule", None)
        try:
            if tearDownModule is not None:
                tearDownModule()
            case.doModuleCleanups()
        except Exception as exc:
            self._error(result, exc, "tearDownModule", previous)

    def _tearDownPreviousClass(self, test, result):
        previous = getattr(result, "_previousTestClass", None)
        if previous is None or (test is not None and test.__class__ == previous):
            return
        if getattr(previous, "_classSetupFailed", False) or getattr(result, "_moduleSetUpFailed", False) or getattr(previous, "__unittest_skip__", False):
            return
        name = f"{previous.__module__}.{previous.__qualname__}"
        try:
            tearDownClass = getattr(previous, "tearDownClass", None)
            if tearDownClass is not None:
                tearDownClass()
        except Exception as exc:
            self._error(result, exc, "tearDownClass", name)
        if hasattr(previous, "doClassCleanups"):
            previous.doClassCleanups()
            for info in previous.tearDown_exceptions:
                self._error(result, info[1], "tearDownClass", name)
