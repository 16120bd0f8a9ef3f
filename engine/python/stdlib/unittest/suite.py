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

    def __iter__(self):
        return iter(self._tests)

    def __eq__(self, other):
        return [*self] == [*other] if isinstance(other, type(self)) else NotImplemented

    def __repr__(self):
        return f"<{case.strclass(type(self))} tests={[*self]}>"

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def countTestCases(self):
        return sum(test.countTestCases() for test in filter(None, self))

    def addTest(self, test):
        problem = None
        if not callable(test):
            problem = f"{test!r} is not callable"
        elif isinstance(test, type) and issubclass(test, (TestSuite, case.TestCase)):
            problem = "TestCases and TestSuites must be instantiated before passing them to addTest()"
        if problem:
            raise TypeError(problem)
        self._tests.append(test)

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for one in tests:
            self.addTest(one)

    def _wanted(self, result):
        """The tests, until somebody has asked the result to stop."""
        for test in self:
            if result.shouldStop:
                return
            yield test

    def run(self, result):
        for test in self._wanted(result):
            test(result)
        return result

    def debug(self):
        for test in self:
            test.debug()


class TestSuite(BaseTestSuite):
    def run(self, result, debug=False):
        # The outermost suite sees the last class and module out.
        outermost = not getattr(result, "_testRunEntered", False)
        result._testRunEntered = True
        for test in self._wanted(result):
            if isinstance(test, BaseTestSuite) or self._enter_class(test, result):
                test.debug() if debug else test(result)
        if outermost:
            self._tearDownPreviousClass(None, result)
            self._handleModuleTearDown(result)
            result._testRunEntered = False
        return result

    def _enter_class(self, test, result):
        """Leaves the last test's class and module for this one's; False if they could not be set up."""
        self._tearDownPreviousClass(test, result)
        self._handleModuleFixture(test, result)
        self._handleClassSetUp(test, result)
        result._previousTestClass = type(test)
        return not (getattr(type(test), "_classSetupFailed", False) or getattr(result, "_moduleSetUpFailed", False))

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
            self._error(result, exc, "setUpClass", case.strclass(current))
            current.doClassCleanups()
            for info in current.tearDown_exceptions:
                self._error(result, info[1], "setUpClass", case.strclass(current))

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
        name = case.strclass(previous)
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
