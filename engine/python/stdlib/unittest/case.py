import functools
import re
import traceback
import warnings

_MAX_LENGTH = 80


def safe_repr(obj, short=False):
    try:
        result = repr(obj)
    except Exception:
        result = object.__repr__(obj)
    if not short or len(result) < _MAX_LENGTH:
        return result
    return result[:_MAX_LENGTH] + " [truncated]..."


# The modules that show differences come with the first difference.


def _pformat(obj):
    import pprint

    return pprint.pformat(obj)


def _ndiff(a, b):
    import difflib

    return difflib.ndiff(a, b)


def _shorten(s, prefixlen, suffixlen):
    skip = len(s) - prefixlen - suffixlen
    if skip > 12:
        s = f"{s[:prefixlen]}[{skip} chars]{s[len(s) - suffixlen:]}"
    return s


def _common_prefix(a, b):
    n = 0
    for x, y in zip(a, b):
        if x != y:
            break
        n += 1
    return n


def _common_shorten_repr(*args):
    reprs = [safe_repr(a) for a in args]
    maxlen = max(map(len, reprs))
    if maxlen <= _MAX_LENGTH:
        return tuple(reprs)
    prefix = reprs[0][: _common_prefix(*reprs)]
    prefixlen = len(prefix)
    common_len = _MAX_LENGTH - (maxlen - prefixlen + 5 + 12)
    if common_len > 5:
        prefix = _shorten(prefix, 5, common_len)
        return tuple(prefix + s[prefixlen:] for s in reprs)
    prefix = _shorten(prefix, 5, 5)
    return tuple(prefix + _shorten(s[prefixlen:], _MAX_LENGTH - 39, 5) for s in reprs)


class SkipTest(Exception):
    pass


class _ShouldStop(Exception):
    pass


class _UnexpectedSuccess(Exception):
    pass


class _Outcome:
    def __init__(self, result=None):
        self.result = result
        self.success = True
        self.expecting_failure = False
        self.expectedFailure = None
        self.subtests = hasattr(result, "addSubTest")

    class _Part:
        def __init__(self, outcome, case, subTest):
            self.outcome, self.case, self.subTest = outcome, case, subTest

        def __enter__(self):
            self.old, self.outcome.success = self.outcome.success, True

        def __exit__(self, et, exc, tb):
            outcome, case = self.outcome, self.case
            try:
                if et is None:
                    if self.subTest and outcome.success:
                        outcome.result.addSubTest(case.test_case, case, None)
                    return False
                if issubclass(et, KeyboardInterrupt):
                    return False
                if issubclass(et, SkipTest):
                    outcome.success = False
                    outcome.result.addSkip(case, str(exc))
                elif issubclass(et, _ShouldStop):
                    pass
                elif outcome.expecting_failure:
                    outcome.expectedFailure = (et, exc, tb)
                    outcome.success = False
                else:
                    outcome.success = False
                    if self.subTest:
                        outcome.result.addSubTest(case.test_case, case, (et, exc, tb))
                    elif issubclass(et, case.failureException):
                        outcome.result.addFailure(case, (et, exc, tb))
                    else:
                        outcome.result.addError(case, (et, exc, tb))
                return True
            finally:
                outcome.success = outcome.success and self.old

    def testPartExecutor(self, test_case, subTest=False):
        return self._Part(self, test_case, subTest)


def _id(obj):
    return obj


_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs):
    _module_cleanups.append((function, args, kwargs))


def enterModuleContext(cm):
    result = cm.__enter__()
    addModuleCleanup(cm.__exit__, None, None, None)
    return result


def doModuleCleanups():
    errors = []
    while _module_cleanups:
        function, args, kwargs = _module_cleanups.pop()
        try:
            function(*args, **kwargs)
        except Exception as exc:
            errors.append(exc)
    if errors:
        raise errors[0]


def skip(reason):
    def decorator(test_item):
        if not isinstance(test_item, type):
            @functools.wraps(test_item)
            def skip_wrapper(*args, **kwargs):
                raise SkipTest(reason)

            test_item = skip_wrapper
        test_item.__unittest_skip__ = True
        test_item.__unittest_skip_why__ = reason
        return test_item

    if callable(reason):
        test_item, reason = reason, ""
        return decorator(test_item)
    return decorator


def skipIf(condition, reason):
    return skip(reason) if condition else _id


def skipUnless(condition, reason):
    return _id if condition else skip(reason)


def expectedFailure(test_item):
    test_item.__unittest_expecting_failure__ = True
    return test_item


class _BaseContext:
    def __init__(self, test_case):
        self.test_case = test_case

    def _raiseFailure(self, standardMsg):
        raise self.test_case.failureException(self.test_case._formatMessage(self.msg, standardMsg))


class _RaisesContext(_BaseContext):
    _base = BaseException
    _what = "an exception type or tuple of exception types"

    def __init__(self, expected, test_case, expected_regex=None):
        super().__init__(test_case)
        self.expected = expected
        self.expected_regex = re.compile(expected_regex) if expected_regex is not None and isinstance(expected_regex, (str, bytes)) else expected_regex
        self.obj_name = None
        self.msg = None

    def handle(self, name, args, kwargs):
        kinds = self.expected if isinstance(self.expected, tuple) else (self.expected,)
        if not all(isinstance(k, type) and issubclass(k, self._base) for k in kinds):
            raise TypeError(f"{name}() arg 1 must be {self._what}")
        if not args:
            self.msg = kwargs.pop("msg", None)
            if kwargs:
                raise TypeError(f"{next(iter(kwargs))!r} is an invalid keyword argument for this function")
            return self
        callable_obj, *args = args
        self.obj_name = getattr(callable_obj, "__name__", str(callable_obj))
        with self:
            callable_obj(*args, **kwargs)
        return None

    def _expected_name(self):
        return getattr(self.expected, "__name__", str(self.expected))


class _AssertRaisesContext(_RaisesContext):
    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, tb):
        if exc_type is None:
            if self.obj_name:
                self._raiseFailure(f"{self._expected_name()} not raised by {self.obj_name}")
            self._raiseFailure(f"{self._expected_name()} not raised")
        if not issubclass(exc_type, self.expected):
            return False
        self.exception = exc_value.with_traceback(None)
        if self.expected_regex is not None and not self.expected_regex.search(str(exc_value)):
            self._raiseFailure(f'"{self.expected_regex.pattern}" does not match "{exc_value}"')
        return True


class _AssertWarnsContext(_RaisesContext):
    _base = Warning
    _what = "a warning class or tuple of warning classes"

    def __enter__(self):
        self.warnings_manager = warnings.catch_warnings(record=True)
        self.warnings = self.warnings_manager.__enter__()
        warnings.simplefilter("always", self.expected if not isinstance(self.expected, tuple) else Warning)
        return self

    def __exit__(self, exc_type, exc_value, tb):
        self.warnings_manager.__exit__(exc_type, exc_value, tb)
        if exc_type is not None:
            return
        first = None
        for m in self.warnings:
            w = m.message
            if not isinstance(w, self.expected):
                continue
            if first is None:
                first = w
            if self.expected_regex is not None and not self.expected_regex.search(str(w)):
                continue
            self.warning, self.filename, self.lineno = w, m.filename, m.lineno
            return
        if first is not None:
            self._raiseFailure(f'"{self.expected_regex.pattern}" does not match "{first}"')
        if self.obj_name:
            self._raiseFailure(f"{self._expected_name()} not triggered by {self.obj_name}")
        self._raiseFailure(f"{self._expected_name()} not triggered")


class _AssertLogsContext(_BaseContext):
    LOGGING_FORMAT = "%(levelname)s:%(name)s:%(message)s"

    def __init__(self, test_case, logger_name, level, no_logs):
        import logging

        super().__init__(test_case)
        self.logger_name, self.no_logs, self.msg = logger_name, no_logs, None
        self.level = getattr(logging, level) if isinstance(level, str) else level or logging.INFO

    def __enter__(self):
        import collections
        import logging

        Watched = collections.namedtuple("_LoggingWatcher", ["records", "output"])
        logger = self.logger = self.logger_name if isinstance(self.logger_name, logging.Logger) else logging.getLogger(self.logger_name)
        formatter = logging.Formatter(self.LOGGING_FORMAT)
        watcher = self.watcher = Watched([], [])

        class Handler(logging.Handler):
            def emit(self, record):
                watcher.records.append(record)
                watcher.output.append(formatter.format(record))

        handler = Handler()
        handler.setLevel(self.level)
        self.old = logger.handlers[:], logger.level, logger.propagate
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(self.level)
        return None if self.no_logs else watcher

    def __exit__(self, exc_type, exc_value, tb):
        self.logger.handlers, level, self.logger.propagate = self.old
        self.logger.setLevel(level)
        if exc_type is not None:
            return False
        import logging

        if self.no_logs:
            if self.watcher.records:
                self._raiseFailure(f"Unexpected logs found: {self.watcher.output!r}")
        elif not self.watcher.records:
            self._raiseFailure(f"no logs of level {logging.getLevelName(self.level)} or higher triggered on {self.logger.name}")


class _SubTest:
    failureException = AssertionError

    def __init__(self, test_case, message, params):
        self.test_case, self._message, self.params = test_case, message, params
        self.failureException = test_case.failureException

    def _subDescription(self):
        parts = []
        if self._message is not _subtest_msg_sentinel:
            parts.append(f"[{self._message}]")
        if self.params:
            parts.append(f"({', '.join(f'{k}={v!r}' for k, v in self.params.items())})")
        return " ".join(parts) or "(<subtest>)"

    def id(self):
        return f"{self.test_case.id()} {self._subDescription()}"

    def shortDescription(self):
        return self.test_case.shortDescription()

    def __str__(self):
        return f"{self.test_case} {self._subDescription()}"


_subtest_msg_sentinel = object()


class TestCase:
    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8
    _diffThreshold = 2**16
    _class_cleanups = []

    def __init_subclass__(cls, *args, **kwargs):
        cls._classSetupFailed = False
        cls._class_cleanups = []
        super().__init_subclass__(*args, **kwargs)

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._outcome = None
        self._testMethodDoc = "No test"
        try:
            testMethod = getattr(self, methodName)
        except AttributeError:
            if methodName != "runTest":
                raise ValueError(f"no such test method in {self.__class__}: {methodName}") from None
        else:
            self._testMethodDoc = testMethod.__doc__
        self._cleanups = []
        self._subtest = None
        self._type_equality_funcs = {}
        self.addTypeEqualityFunc(dict, "assertDictEqual")
        self.addTypeEqualityFunc(list, "assertListEqual")
        self.addTypeEqualityFunc(tuple, "assertTupleEqual")
        self.addTypeEqualityFunc(set, "assertSetEqual")
        self.addTypeEqualityFunc(frozenset, "assertSetEqual")
        self.addTypeEqualityFunc(str, "assertMultiLineEqual")

    def addTypeEqualityFunc(self, typeobj, function):
        self._type_equality_funcs[typeobj] = function

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        result = type(cm).__enter__(cm)
        self.addCleanup(type(cm).__exit__, cm, None, None, None)
        return result

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        cls._class_cleanups.append((function, args, kwargs))

    @classmethod
    def enterClassContext(cls, cm):
        result = type(cm).__enter__(cm)
        cls.addClassCleanup(type(cm).__exit__, cm, None, None, None)
        return result

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        from unittest import result

        return result.TestResult()

    def shortDescription(self):
        doc = self._testMethodDoc
        return doc.strip().split("\n")[0].strip() if doc else None

    def id(self):
        return f"{self.__class__.__module__}.{self.__class__.__qualname__}.{self._testMethodName}"

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._testMethodName == other._testMethodName

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def __str__(self):
        return f"{self._testMethodName} ({self.__class__.__module__}.{self.__class__.__qualname__}.{self._testMethodName})"

    def __repr__(self):
        return f"<{self.__class__.__module__}.{self.__class__.__qualname__} testMethod={self._testMethodName}>"

    def subTest(self, msg=_subtest_msg_sentinel, **params):
        return _SubTestContext(self, msg, params)

    def _callSetUp(self):
        self.setUp()

    def _callTestMethod(self, method):
        if method() is not None:
            warnings.warn(f"It is deprecated to return a value that is not None from a test case ({method})", DeprecationWarning, stacklevel=3)

    def _callTearDown(self):
        self.tearDown()

    def _callCleanup(self, function, /, *args, **kwargs):
        function(*args, **kwargs)

    def run(self, result=None):
        if result is None:
            result = self.defaultTestResult()
            startTestRun = getattr(result, "startTestRun", None)
            stopTestRun = getattr(result, "stopTestRun", None)
            if startTestRun is not None:
                startTestRun()
        else:
            stopTestRun = None
        result.startTest(self)
        try:
            testMethod = getattr(self, self._testMethodName)
            if getattr(self.__class__, "__unittest_skip__", False) or getattr(testMethod, "__unittest_skip__", False):
                why = getattr(self.__class__, "__unittest_skip_why__", "") or getattr(testMethod, "__unittest_skip_why__", "")
                result.addSkip(self, why)
                return result
            expecting_failure = getattr(self, "__unittest_expecting_failure__", False) or getattr(testMethod, "__unittest_expecting_failure__", False)
            outcome = _Outcome(result)
            try:
                self._outcome = outcome
                with outcome.testPartExecutor(self):
                    self._callSetUp()
                if outcome.success:
                    outcome.expecting_failure = expecting_failure
                    with outcome.testPartExecutor(self):
                        self._callTestMethod(testMethod)
                    outcome.expecting_failure = False
                    with outcome.testPartExecutor(self):
                        self._callTearDown()
                self.doCleanups()
                if outcome.success:
                    if expecting_failure:
                        result.addUnexpectedSuccess(self)
                    else:
                        result.addSuccess(self)
                elif outcome.expectedFailure:
                    result.addExpectedFailure(self, outcome.expectedFailure)
                return result
            finally:
                outcome.expectedFailure = None
                outcome = None
                self._outcome = None
        finally:
            result.stopTest(self)
            if stopTestRun is not None:
                stopTestRun()

    def doCleanups(self):
        outcome = self._outcome or _Outcome()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            with outcome.testPartExecutor(self):
                self._callCleanup(function, *args, **kwargs)
        return outcome.success

    @classmethod
    def doClassCleanups(cls):
        cls.tearDown_exceptions = []
        while cls._class_cleanups:
            function, args, kwargs = cls._class_cleanups.pop()
            try:
                function(*args, **kwargs)
            except Exception as exc:
                cls.tearDown_exceptions.append((type(exc), exc, exc.__traceback__))

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        self._callSetUp()
        self._callTestMethod(getattr(self, self._testMethodName))
        self._callTearDown()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            self._callCleanup(function, *args, **kwargs)

    def skipTest(self, reason):
        raise SkipTest(reason)

    def fail(self, msg=None):
        raise self.failureException(msg)

    def _formatMessage(self, msg, standardMsg):
        if not self.longMessage:
            return msg or standardMsg
        if msg is None:
            return standardMsg
        return f"{standardMsg} : {msg}"

    def assertFalse(self, expr, msg=None):
        if expr:
            raise self.failureException(self._formatMessage(msg, f"{safe_repr(expr)} is not false"))

    def assertTrue(self, expr, msg=None):
        if not expr:
            raise self.failureException(self._formatMessage(msg, f"{safe_repr(expr)} is not true"))

    def assertRaises(self, expected_exception, *args, **kwargs):
        return _AssertRaisesContext(expected_exception, self).handle("assertRaises", args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        return _AssertRaisesContext(expected_exception, self, expected_regex).handle("assertRaisesRegex", args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        return _AssertWarnsContext(expected_warning, self).handle("assertWarns", args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        return _AssertWarnsContext(expected_warning, self, expected_regex).handle("assertWarnsRegex", args, kwargs)

    def assertLogs(self, logger=None, level=None):
        return _AssertLogsContext(self, logger, level, no_logs=False)

    def assertNoLogs(self, logger=None, level=None):
        return _AssertLogsContext(self, logger, level, no_logs=True)

    def _baseAssertEqual(self, first, second, msg=None):
        if not first == second:
            raise self.failureException(self._formatMessage(msg, "%s != %s" % _common_shorten_repr(first, second)))

    def assertEqual(self, first, second, msg=None):
        func = self._baseAssertEqual
        if type(first) is type(second):
            named = self._type_equality_funcs.get(type(first))
            if named is not None:
                func = getattr(self, named) if isinstance(named, str) else named
        func(first, second, msg=msg)

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            raise self.failureException(self._formatMessage(msg, f"{safe_repr(first)} == {safe_repr(second)}"))

    def _almost(self, first, second, places, delta):
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        diff = abs(first - second)
        if delta is not None:
            return diff, diff <= delta, f"{safe_repr(delta)} delta"
        if places is None:
            places = 7
        return diff, round(diff, places) == 0, f"{places!r} places"

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        diff, near, within = self._almost(first, second, places, delta)
        if not near:
            raise self.failureException(self._formatMessage(msg, f"{safe_repr(first)} != {safe_repr(second)} within {within} ({safe_repr(diff)} difference)"))

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        diff, near, within = self._almost(first, second, places, delta)
        if first == second or near:
            tail = f" ({safe_repr(diff)} difference)" if delta is not None else ""
            raise self.failureException(self._formatMessage(msg, f"{safe_repr(first)} == {safe_repr(second)} within {within}{tail}"))

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        if seq_type is not None:
            name = seq_type.__name__
            if not isinstance(seq1, seq_type):
                raise self.failureException(f"First sequence is not a {name}: {safe_repr(seq1)}")
            if not isinstance(seq2, seq_type):
                raise self.failureException(f"Second sequence is not a {name}: {safe_repr(seq2)}")
        else:
            name = "sequence"
        lengths = []
        for seq, which in ((seq1, "First"), (seq2, "Second")):
            try:
                lengths.append(len(seq))
            except (TypeError, NotImplementedError):
                self.fail(self._formatMessage(msg, f"{which} {name} has no length.    Non-sequence?"))
        len1, len2 = lengths
        if seq1 == seq2:
            return
        differing = f"{name.capitalize()}s differ: %s != %s\n" % _common_shorten_repr(seq1, seq2)
        for i in range(min(len1, len2)):
            if seq1[i] != seq2[i]:
                differing += f"\nFirst differing element {i}:\n%s\n%s\n" % _common_shorten_repr(seq1[i], seq2[i])
                break
        else:
            if len1 == len2 and seq_type is None and type(seq1) != type(seq2):
                return  # alike but for their types
        if len1 > len2:
            differing += f"\nFirst {name} contains {len1 - len2} additional elements.\nFirst extra element {len2}:\n{safe_repr(seq1[len2])}\n"
        elif len1 < len2:
            differing += f"\nSecond {name} contains {len2 - len1} additional elements.\nFirst extra element {len1}:\n{safe_repr(seq2[len1])}\n"
        diff = "\n" + "\n".join(_ndiff(_pformat(seq1).splitlines(), _pformat(seq2).splitlines()))
        self.fail(self._formatMessage(msg, self._truncateMessage(differing, diff)))

    def _truncateMessage(self, message, diff):
        if self.maxDiff is None or len(diff) <= self.maxDiff:
            return message + diff
        return message + f"\nDiff is {len(diff)} characters long. Set self.maxDiff to None to see it."

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        try:
            difference1 = set1.difference(set2)
        except TypeError as e:
            self.fail(f"invalid type when attempting set difference: {e}")
        except AttributeError as e:
            self.fail(f"first argument does not support set difference: {e}")
        try:
            difference2 = set2.difference(set1)
        except TypeError as e:
            self.fail(f"invalid type when attempting set difference: {e}")
        except AttributeError as e:
            self.fail(f"second argument does not support set difference: {e}")
        if not (difference1 or difference2):
            return
        lines = []
        if difference1:
            lines.append("Items in the first set but not the second:")
            lines.extend(repr(item) for item in difference1)
        if difference2:
            lines.append("Items in the second set but not the first:")
            lines.extend(repr(item) for item in difference2)
        self.fail(self._formatMessage(msg, "\n".join(lines)))

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self.fail(self._formatMessage(msg, f"{safe_repr(member)} not found in {safe_repr(container)}"))

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self.fail(self._formatMessage(msg, f"{safe_repr(member)} unexpectedly found in {safe_repr(container)}"))

    def assertIs(self, expr1, expr2, msg=None):
        if expr1 is not expr2:
            self.fail(self._formatMessage(msg, f"{safe_repr(expr1)} is not {safe_repr(expr2)}"))

    def assertIsNot(self, expr1, expr2, msg=None):
        if expr1 is expr2:
            self.fail(self._formatMessage(msg, f"unexpectedly identical: {safe_repr(expr1)}"))

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, "First argument is not a dictionary")
        self.assertIsInstance(d2, dict, "Second argument is not a dictionary")
        if d1 != d2:
            standardMsg = "%s != %s" % _common_shorten_repr(d1, d2)
            diff = "\n" + "\n".join(_ndiff(_pformat(d1).splitlines(), _pformat(d2).splitlines()))
            self.fail(self._formatMessage(msg, self._truncateMessage(standardMsg, diff)))

    def assertCountEqual(self, first, second, msg=None):
        first_seq, second_seq = list(first), list(second)
        left, rest, more = second_seq[:], [], []
        for item in first_seq:
            if item in left:
                left.remove(item)
            else:
                rest.append(item)
        if not rest and not left:
            return
        differences = []
        for item in first_seq + second_seq:
            if not any(item == d[2] for d in differences):
                a, b = first_seq.count(item), second_seq.count(item)
                if a != b:
                    differences.append((a, b, item))
        lines = [f"First has {a}, Second has {b}:  {item!r}" for a, b, item in differences]
        self.fail(self._formatMessage(msg, self._truncateMessage("Element counts were not equal:\n", "\n".join(lines))))

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first == second:
            return
        if len(first) > self._diffThreshold or len(second) > self._diffThreshold:
            self._baseAssertEqual(first, second, msg)
        a, b = first, second
        if first and first[-1] not in "\n" or second and second[-1] not in "\n":
            if len(first.splitlines(True)) == 1 and first.strip("\r\n") == first:
                a, b = first + "\n", second + "\n"
        standardMsg = "%s != %s" % _common_shorten_repr(first, second)
        diff = "\n" + "".join(_ndiff(a.splitlines(keepends=True), b.splitlines(keepends=True)))
        self.fail(self._formatMessage(msg, self._truncateMessage(standardMsg, diff)))

    def _order(self, a, b, ok, words, msg):
        if not ok:
            self.fail(self._formatMessage(msg, f"{safe_repr(a)} not {words} {safe_repr(b)}"))

    def assertLess(self, a, b, msg=None):
        self._order(a, b, a < b, "less than", msg)

    def assertLessEqual(self, a, b, msg=None):
        self._order(a, b, a <= b, "less than or equal to", msg)

    def assertGreater(self, a, b, msg=None):
        self._order(a, b, a > b, "greater than", msg)

    def assertGreaterEqual(self, a, b, msg=None):
        self._order(a, b, a >= b, "greater than or equal to", msg)

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self.fail(self._formatMessage(msg, f"{safe_repr(obj)} is not None"))

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self.fail(self._formatMessage(msg, "unexpectedly None"))

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            self.fail(self._formatMessage(msg, f"{safe_repr(obj)} is not an instance of {cls!r}"))

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            self.fail(self._formatMessage(msg, f"{safe_repr(obj)} is an instance of {cls!r}"))

    def assertRegex(self, text, expected_regex, msg=None):
        if isinstance(expected_regex, (str, bytes)):
            expected_regex = re.compile(expected_regex)
        if not expected_regex.search(text):
            raise self.failureException(self._formatMessage(msg, f"Regex didn't match: {expected_regex.pattern!r} not found in {text!r}"))

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        if isinstance(unexpected_regex, (str, bytes)):
            unexpected_regex = re.compile(unexpected_regex)
        match = unexpected_regex.search(text)
        if match:
            found = text[match.start():match.end()]
            raise self.failureException(self._formatMessage(msg, f"Regex matched: {found!r} matches {unexpected_regex.pattern!r} in {text!r}"))

    def assertDictContainsSubset(self, subset, dictionary, msg=None):
        warnings.warn("assertDictContainsSubset is deprecated", DeprecationWarning)
        missing = [safe_repr(key) for key in subset if key not in dictionary]
        mismatched = [
            f"{safe_repr(key)}, expected: {safe_repr(value)}, actual: {safe_repr(dictionary[key])}"
            for key, value in subset.items()
            if key in dictionary and value != dictionary[key]
        ]
        parts = ["Missing: " + ",".join(missing)] if missing else []
        if mismatched:
            parts.append("Mismatched values: " + ",".join(mismatched))
        if parts:
            self.fail(self._formatMessage(msg, "; ".join(parts)))

    def _deprecated(method):
        """A method under an old name, which still works and warns."""

        def deprecated_func(*args, **kwargs):
            warnings.warn(f"Please use {method.__name__} instead.", DeprecationWarning, 2)
            return method(*args, **kwargs)

        return deprecated_func

    failUnlessEqual = assertEquals = _deprecated(assertEqual)
    failIfEqual = assertNotEquals = _deprecated(assertNotEqual)
    failUnlessAlmostEqual = assertAlmostEquals = _deprecated(assertAlmostEqual)
    failIfAlmostEqual = assertNotAlmostEquals = _deprecated(assertNotAlmostEqual)
    failUnless = assert_ = _deprecated(assertTrue)
    failIf = _deprecated(assertFalse)
    failUnlessRaises = _deprecated(assertRaises)
    assertRaisesRegexp = _deprecated(assertRaisesRegex)
    assertRegexpMatches = _deprecated(assertRegex)
    assertNotRegexpMatches = _deprecated(assertNotRegex)
    del _deprecated


class _SubTestContext:
    def __init__(self, case, msg, params):
        self.case, self.msg, self.params = case, msg, params

    def __enter__(self):
        case = self.case
        self.part = None
        if case._outcome is None or not case._outcome.subtests:
            return
        self.parent = case._subtest
        params = self.params if self.parent is None else {**self.parent.params, **self.params}
        case._subtest = _SubTest(case, self.msg, params)
        self.part = case._outcome.testPartExecutor(case._subtest, subTest=True)
        self.part.__enter__()

    def __exit__(self, *exc_info):
        if self.part is None:
            return False
        case = self.case
        try:
            handled = self.part.__exit__(*exc_info)
            if not case._outcome.success:
                result = case._outcome.result
                if result is not None and result.failfast:
                    raise _ShouldStop
            elif case._outcome.expectedFailure:
                raise _ShouldStop
            return handled
        finally:
            case._subtest = self.parent


class FunctionTestCase(TestCase):
    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._setUpFunc, self._tearDownFunc, self._testFunc, self._description = setUp, tearDown, testFunc, description

    def setUp(self):
        if self._setUpFunc is not None:
            self._setUpFunc()

    def tearDown(self):
        if self._tearDownFunc is not None:
            self._tearDownFunc()

    def runTest(self):
        self._testFunc()

    def id(self):
        return self._testFunc.__name__

    def __str__(self):
        return f"{self.__class__.__qualname__} ({self._testFunc.__name__})"
