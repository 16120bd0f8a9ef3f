import functools
import re
import warnings

# What messages keep of long texts: reprs of values up to this length, and at a shortened one's ends.
_MAX_LENGTH = 80
_ENDS = 5


def safe_repr(obj, short=False):
    try:
        text = repr(obj)
    except Exception:
        text = object.__repr__(obj)
    return text[:_MAX_LENGTH] + " [truncated]..." if short and len(text) >= _MAX_LENGTH else text


def strclass(cls):
    return f"{cls.__module__}.{cls.__qualname__}"


def _shorten(text, head, tail):
    """The two ends of a text, unless what is between is no longer than the note in its place."""
    left_out = len(text) - head - tail
    return text if left_out <= 12 else f"{text[:head]}[{left_out} chars]{text[-tail:]}"


def _common_shorten_repr(*values):
    """The values' reprs, with room made at the cost of the beginning they share."""
    texts = [safe_repr(value) for value in values]
    longest = max(map(len, texts))
    if longest <= _MAX_LENGTH:
        return tuple(texts)
    shared = next((i for i, column in enumerate(zip(*texts)) if len({*column}) > 1), min(map(len, texts)))
    room = _MAX_LENGTH - 17 - (longest - shared)
    start = _shorten(texts[0][:shared], _ENDS, room if room > _ENDS else _ENDS)
    rests = [text[shared:] for text in texts]
    if room <= _ENDS:
        rests = [_shorten(rest, _MAX_LENGTH - 39, _ENDS) for rest in rests]
    return tuple(start + rest for rest in rests)


def _lines_diff(a, b, between=""):
    # The modules that show differences come with the first difference.
    import difflib

    return "\n" + between.join(difflib.ndiff(a, b))


def _values_diff(a, b):
    import pprint

    return _lines_diff(pprint.pformat(a).splitlines(), pprint.pformat(b).splitlines(), "\n")


_no_message = object()


class SkipTest(Exception):
    pass


class _ShouldStop(Exception):
    """Ends a test whose failure has been reported already."""


class _Outcome:
    """How a test goes so far, and the result that hears of it."""

    def __init__(self, result=None):
        self.result, self.success = result, True
        self.expecting_failure, self.expectedFailure = False, None
        self.subtests = hasattr(result, "addSubTest")

    def attempt(self, test, step, *args, **kwargs):
        """One of a test's parts. That another failed before does not make this one a failure, but the test."""
        before, self.success = self.success, True
        try:
            step(*args, **kwargs)
        except KeyboardInterrupt:
            raise
        except BaseException as exc:
            self.record(test, exc)
        finally:
            self.success = before and self.success

    def record(self, test, exc, case=None):
        """Reports what a part of a test raised; a subtest's is reported to its case too."""
        if isinstance(exc, _ShouldStop):
            return
        result, info = self.result, (type(exc), exc, exc.__traceback__)
        skipped = isinstance(exc, SkipTest)
        if self.expecting_failure and not skipped:
            # As it should be.
            self.expectedFailure = info
            return
        self.success = False
        if skipped:
            result.addSkip(test, str(exc))
        elif case is not None:
            result.addSubTest(case, test, info)
        elif result is not None:
            report = result.addFailure if isinstance(exc, test.failureException) else result.addError
            report(test, info)


def _unwind(cleanups, call):
    """Calls what was added for cleaning up, the last first; more may be added meanwhile."""
    while cleanups:
        function, args, kwargs = cleanups.pop()
        call(function, *args, **kwargs)


def _unwind_all(cleanups):
    """The same, to the end even when some fail: their exceptions."""
    raised = []

    def call(function, *args, **kwargs):
        try:
            function(*args, **kwargs)
        except Exception as exc:
            raised.append(exc)

    _unwind(cleanups, call)
    return raised


def _enter(cm, add_cleanup):
    cls = type(cm)
    value = cls.__enter__(cm)
    add_cleanup(cls.__exit__, cm, None, None, None)
    return value


_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs):
    _module_cleanups.append((function, args, kwargs))


def enterModuleContext(cm):
    return _enter(cm, addModuleCleanup)


def doModuleCleanups():
    for first in _unwind_all(_module_cleanups)[:1]:
        raise first


def skip(reason):
    if callable(reason):
        # @skip without a reason.
        return skip("")(reason)

    def mark(test_item):
        marked = test_item
        if not isinstance(test_item, type):
            marked = functools.wraps(test_item)(lambda *args, **kwargs: _skip_now(reason))
        marked.__unittest_skip__, marked.__unittest_skip_why__ = True, reason
        return marked

    return mark


def _skip_now(reason):
    raise SkipTest(reason)


def _as_it_is(test_item):
    return test_item


def skipIf(condition, reason):
    return _as_it_is if not condition else skip(reason)


def skipUnless(condition, reason):
    return skipIf(not condition, reason)


def expectedFailure(test_item):
    test_item.__unittest_expecting_failure__ = True
    return test_item


def _mark_of(name, *places):
    for place in places:
        if mark := getattr(place, name, None):
            return mark
    return ""


def _pattern(regex):
    return re.compile(regex) if isinstance(regex, (str, bytes)) else regex


class _BaseContext:
    msg = None

    def __init__(self, test_case):
        self.test_case = test_case

    def _raiseFailure(self, standardMsg):
        case = self.test_case
        raise case.failureException(case._formatMessage(self.msg, standardMsg))


class _Awaited(_BaseContext):
    """Something that a block or a call must cause, maybe with a text."""

    obj_name = None

    def __init__(self, expected, test_case, expected_regex=None):
        super().__init__(test_case)
        self.expected, self.expected_regex = expected, _pattern(expected_regex)

    def __enter__(self):
        return self

    def handle(self, name, args, kwargs):
        kinds = self.expected if isinstance(self.expected, tuple) else [self.expected]
        for kind in kinds:
            if not (isinstance(kind, type) and issubclass(kind, self._base)):
                raise TypeError(f"{name}() arg 1 must be {self._what}")
        if args:
            function, *args = args
            self.obj_name = getattr(function, "__name__", None) or str(function)
            with self:
                function(*args, **kwargs)
            return None
        self.msg = kwargs.pop("msg", None)
        for unknown in kwargs:
            raise TypeError(f"{unknown!r} is an invalid keyword argument for this function")
        return self

    def _missed(self):
        name = getattr(self.expected, "__name__", None) or str(self.expected)
        self._raiseFailure(f"{name} not {self._done} by {self.obj_name}" if self.obj_name else f"{name} not {self._done}")

    def _fits(self, what):
        return self.expected_regex is None or self.expected_regex.search(str(what))

    def _unfitting(self, what):
        self._raiseFailure(f'"{self.expected_regex.pattern}" does not match "{what}"')


class _AssertRaisesContext(_Awaited):
    _base, _what, _done = BaseException, "an exception type or tuple of exception types", "raised"

    def __exit__(self, exc_type, exc_value, tb):
        if exc_type is None:
            self._missed()
        if not issubclass(exc_type, self.expected):
            return False
        # Kept without what would keep the block's frames alive.
        self.exception = exc_value.with_traceback(None)
        if not self._fits(exc_value):
            self._unfitting(exc_value)
        return True


class _AssertWarnsContext(_Awaited):
    _base, _what, _done = Warning, "a warning type or tuple of warning types", "triggered"

    def __enter__(self):
        self.warnings_manager = warnings.catch_warnings(record=True)
        self.warnings = self.warnings_manager.__enter__()
        warnings.simplefilter("always", Warning if isinstance(self.expected, tuple) else self.expected)
        return self

    def __exit__(self, exc_type, exc_value, tb):
        self.warnings_manager.__exit__(exc_type, exc_value, tb)
        if exc_type is not None:
            return
        seen = [caught for caught in self.warnings if isinstance(caught.message, self.expected)]
        for caught in seen:
            if self._fits(caught.message):
                self.warning, self.filename, self.lineno = caught.message, caught.filename, caught.lineno
                return
        if seen:
            self._unfitting(seen[0].message)
        self._missed()


class _AssertLogsContext(_BaseContext):
    LOGGING_FORMAT = "%(levelname)s:%(name)s:%(message)s"

    def __init__(self, test_case, logger_name, level, no_logs):
        import logging

        super().__init__(test_case)
        self.logger_name, self.no_logs = logger_name, no_logs
        self.level = getattr(logging, level) if isinstance(level, str) else level or logging.INFO

    def __enter__(self):
        import collections
        import logging

        Watched = collections.namedtuple("_LoggingWatcher", "records output")
        named = self.logger_name
        self.logger = logger = named if isinstance(named, logging.Logger) else logging.getLogger(named)
        self.watcher = watcher = Watched([], [])
        formatter = logging.Formatter(self.LOGGING_FORMAT)
        handler = logging.Handler(self.level)

        def keep(record):
            watcher.records.append(record)
            watcher.output.append(formatter.format(record))

        handler.emit = keep
        self.before = logger.level, logger.handlers[:], logger.propagate
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(self.level)
        return None if self.no_logs else watcher

    def __exit__(self, exc_type, exc_value, tb):
        level, self.logger.handlers, self.logger.propagate = self.before
        self.logger.setLevel(level)
        if exc_type is not None:
            return False
        logged = self.watcher.output
        if self.no_logs and logged:
            self._raiseFailure(f"Unexpected logs found: {logged!r}")
        if not (self.no_logs or logged):
            import logging

            self._raiseFailure(f"no logs of level {logging.getLevelName(self.level)} or higher triggered on {self.logger.name}")


class TestCase:
    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8
    _diffThreshold = 2**16
    _class_cleanups = []

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        cls._class_cleanups, cls._classSetupFailed = [], False

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName  # first of all: a __getattr__ of the class may ask for it
        method = getattr(self, methodName, None)
        # Without a name a case without tests can be made too, for its assertions.
        if method is None and methodName != "runTest":
            raise ValueError(f"no such test method in {self.__class__}: {methodName}")
        self._testMethodDoc = "No test" if method is None else method.__doc__
        self._outcome = self._subtest = None
        self._cleanups = []
        self._type_equality_funcs = {}
        for kind, method in _EQUAL_BY_TYPE.items():
            self.addTypeEqualityFunc(kind, method)

    def addTypeEqualityFunc(self, typeobj, function):
        self._type_equality_funcs[typeobj] = function

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        return _enter(cm, self.addCleanup)

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        cls._class_cleanups.append((function, args, kwargs))

    @classmethod
    def enterClassContext(cls, cm):
        return _enter(cm, cls.addClassCleanup)

    def setUp(self):
        """Before each test."""

    def tearDown(self):
        """After each test whose setUp() succeeded."""

    @classmethod
    def setUpClass(cls):
        """Before the class's first test."""

    @classmethod
    def tearDownClass(cls):
        """After the class's last test."""

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        from unittest import result

        return result.TestResult()

    def shortDescription(self):
        return _first_line(self._testMethodDoc)

    def id(self):
        return f"{strclass(type(self))}.{self._testMethodName}"

    def __eq__(self, other):
        if type(other) is type(self):
            return other._testMethodName == self._testMethodName
        return NotImplemented

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def __str__(self):
        name = self._testMethodName
        return f"{name} ({strclass(type(self))}.{name})"

    def __repr__(self):
        return f"<{strclass(type(self))} testMethod={self._testMethodName}>"

    def subTest(self, msg=_no_message, **params):
        return _SubTestBlock(self, msg, params)

    # The steps of a test, which a case with an event loop takes in there.
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
        if result is not None:
            return self._report_to(result)
        result = self.defaultTestResult()
        getattr(result, "startTestRun", _nothing)()
        try:
            return self._report_to(result)
        finally:
            getattr(result, "stopTestRun", _nothing)()

    def _report_to(self, result):
        result.startTest(self)
        try:
            method = getattr(self, self._testMethodName)
            if _mark_of("__unittest_skip__", type(self), method):
                result.addSkip(self, _mark_of("__unittest_skip_why__", type(self), method))
            else:
                self._go_through(method, result)
            return result
        finally:
            result.stopTest(self)

    def _go_through(self, method, result):
        must_fail = bool(_mark_of("__unittest_expecting_failure__", self, method))
        self._outcome = outcome = _Outcome(result)
        try:
            outcome.attempt(self, self._callSetUp)
            if outcome.success:
                outcome.expecting_failure = must_fail
                outcome.attempt(self, self._callTestMethod, method)
                outcome.expecting_failure = False
                outcome.attempt(self, self._callTearDown)
            self.doCleanups()
            if not outcome.success:
                return
            if outcome.expectedFailure:
                result.addExpectedFailure(self, outcome.expectedFailure)
            else:
                (result.addUnexpectedSuccess if must_fail else result.addSuccess)(self)
        finally:
            # It holds on to a traceback, and that to this case.
            self._outcome = outcome.expectedFailure = None

    def doCleanups(self):
        outcome = self._outcome or _Outcome()
        _unwind(self._cleanups, functools.partial(outcome.attempt, self, self._callCleanup))
        return outcome.success

    @classmethod
    def doClassCleanups(cls):
        cls.tearDown_exceptions = [(type(exc), exc, exc.__traceback__) for exc in _unwind_all(cls._class_cleanups)]

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        self._callSetUp()
        self._callTestMethod(getattr(self, self._testMethodName))
        self._callTearDown()
        _unwind(self._cleanups, self._callCleanup)

    def skipTest(self, reason):
        _skip_now(reason)

    def fail(self, msg=None):
        raise self.failureException(msg)

    def _formatMessage(self, msg, standardMsg):
        if self.longMessage:
            return standardMsg if msg is None else f"{standardMsg} : {msg}"
        return msg or standardMsg

    # Most assertions are a condition and a sentence for when it does not hold, with %s for each value.

    def _hold(self, condition, msg, sentence, *values):
        if not condition:
            self.fail(self._formatMessage(msg, sentence % tuple(map(safe_repr, values))))

    def _insist(self, condition, msg, sentence, *texts):
        """The same for texts that are ready, past a fail() of the case's own."""
        if not condition:
            raise self.failureException(self._formatMessage(msg, sentence % texts))

    def assertFalse(self, expr, msg=None):
        self._insist(not expr, msg, "%s is not false", _Shown(expr))

    def assertTrue(self, expr, msg=None):
        self._insist(expr, msg, "%s is not true", _Shown(expr))

    def assertIn(self, member, container, msg=None):
        self._hold(member in container, msg, "%s not found in %s", member, container)

    def assertNotIn(self, member, container, msg=None):
        self._hold(member not in container, msg, "%s unexpectedly found in %s", member, container)

    def assertIs(self, expr1, expr2, msg=None):
        self._hold(expr1 is expr2, msg, "%s is not %s", expr1, expr2)

    def assertIsNot(self, expr1, expr2, msg=None):
        self._hold(expr1 is not expr2, msg, "unexpectedly identical: %s", expr1)

    def assertIsNone(self, obj, msg=None):
        self._hold(obj is None, msg, "%s is not None", obj)

    def assertIsNotNone(self, obj, msg=None):
        self._hold(obj is not None, msg, "unexpectedly None")

    def assertIsInstance(self, obj, cls, msg=None):
        self._hold(isinstance(obj, cls), msg, "%s is not an instance of %s", obj, cls)

    def assertNotIsInstance(self, obj, cls, msg=None):
        self._hold(not isinstance(obj, cls), msg, "%s is an instance of %s", obj, cls)

    def assertLess(self, a, b, msg=None):
        self._hold(a < b, msg, "%s not less than %s", a, b)

    def assertLessEqual(self, a, b, msg=None):
        self._hold(a <= b, msg, "%s not less than or equal to %s", a, b)

    def assertGreater(self, a, b, msg=None):
        self._hold(a > b, msg, "%s not greater than %s", a, b)

    def assertGreaterEqual(self, a, b, msg=None):
        self._hold(a >= b, msg, "%s not greater than or equal to %s", a, b)

    def assertRaises(self, expected_exception, *args, **kwargs):
        return _AssertRaisesContext(expected_exception, self).handle("assertRaises", args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        return _AssertWarnsContext(expected_warning, self).handle("assertWarns", args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        return _AssertRaisesContext(expected_exception, self, expected_regex).handle("assertRaisesRegex", args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        return _AssertWarnsContext(expected_warning, self, expected_regex).handle("assertWarnsRegex", args, kwargs)

    def assertLogs(self, logger=None, level=None):
        return _AssertLogsContext(self, logger, level, no_logs=False)

    def assertNoLogs(self, logger=None, level=None):
        return _AssertLogsContext(self, logger, level, no_logs=True)

    def _baseAssertEqual(self, first, second, msg=None):
        if first == second:
            return
        self._insist(False, msg, "%s != %s", *_common_shorten_repr(first, second))

    def assertEqual(self, first, second, msg=None):
        compare = self._type_equality_funcs.get(type(first)) if type(first) is type(second) else None
        if isinstance(compare, str):
            compare = getattr(self, compare)
        (compare or self._baseAssertEqual)(first, second, msg=msg)

    def assertNotEqual(self, first, second, msg=None):
        self._insist(first != second, msg, "%s == %s", _Shown(first), _Shown(second))

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first != second:
            near, within, diff = _nearness(first, second, places, delta)
            self._insist(near, msg, "%s != %s within %s (%s difference)", _Shown(first), _Shown(second), within, _Shown(diff))

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        near, within, diff = _nearness(first, second, places, delta)
        text = "%s == %s within %s" + ("" if delta is None else f" ({_Shown(diff)} difference)")
        self._insist(not near and first != second, msg, text, _Shown(first), _Shown(second), within)

    def _differ(self, msg, sentence, diff):
        self.fail(self._formatMessage(msg, self._truncateMessage(sentence, diff)))

    def _truncateMessage(self, message, diff):
        if self.maxDiff is not None and len(diff) > self.maxDiff:
            diff = f"\nDiff is {len(diff)} characters long. Set self.maxDiff to None to see it."
        return message + diff

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        name = "sequence" if seq_type is None else seq_type.__name__
        for which, seq in ("First", seq1), ("Second", seq2):
            if seq_type is not None and not isinstance(seq, seq_type):
                raise self.failureException(f"{which} sequence is not a {name}: {safe_repr(seq)}")
        difference = _sequences_difference(seq1, seq2, name, seq_type is None)
        if difference is not None:
            self._differ(msg, difference, _values_diff(seq1, seq2))

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def _minus(self, a, b, which):
        try:
            return a.difference(b)
        except TypeError as why:
            self.fail(f"invalid type when attempting set difference: {why}")
        except AttributeError as why:
            self.fail(f"{which} argument does not support set difference: {why}")

    def assertSetEqual(self, set1, set2, msg=None):
        only = {"first set but not the second": self._minus(set1, set2, "first"), "second set but not the first": self._minus(set2, set1, "second")}
        lines = [line for where, items in only.items() if items for line in (f"Items in the {where}:", *map(repr, items))]
        if lines:
            self.fail(self._formatMessage(msg, "\n".join(lines)))

    def assertDictEqual(self, d1, d2, msg=None):
        for which, d in ("First", d1), ("Second", d2):
            self.assertIsInstance(d, dict, which + " argument is not a dictionary")
        if d1 != d2:
            self._differ(msg, "%s != %s" % _common_shorten_repr(d1, d2), _values_diff(d1, d2))

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
        self._differ(msg, "Element counts were not equal:\n", "\n".join(lines))

    def assertMultiLineEqual(self, first, second, msg=None):
        for which, text in ("First", first), ("Second", second):
            self.assertIsInstance(text, str, which + " argument is not a string")
        if first == second:
            return
        if max(len(first), len(second)) > self._diffThreshold:
            # Comparing their lines would take too long.
            self._baseAssertEqual(first, second, msg)
        lines = [text.splitlines(True) for text in (first, second)]
        if len(lines[0]) == 1 and first.strip("\r\n") == first:
            # One line alone is shown whole, against all of the other.
            lines = [[text + "\n"] for text in (first, second)]
        self._differ(msg, "%s != %s" % _common_shorten_repr(first, second), _lines_diff(*lines))

    def assertRegex(self, text, expected_regex, msg=None):
        pattern = _pattern(expected_regex)
        self._insist(pattern.search(text), msg, "Regex didn't match: %r not found in %r", pattern.pattern, text)

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        pattern = _pattern(unexpected_regex)
        match = pattern.search(text)
        self._insist(not match, msg, "Regex matched: %r matches %r in %r", match and match[0], pattern.pattern, text)

    def assertDictContainsSubset(self, subset, dictionary, msg=None):
        warnings.warn("assertDictContainsSubset is deprecated", DeprecationWarning)
        missing, mismatched = [], []
        for key, value in subset.items():
            if key not in dictionary:
                missing.append(safe_repr(key))
            elif value != dictionary[key]:
                mismatched.append(f"{safe_repr(key)}, expected: {safe_repr(value)}, actual: {safe_repr(dictionary[key])}")
        parts = [f"{what}: {','.join(items)}" for what, items in (("Missing", missing), ("Mismatched values", mismatched)) if items]
        if parts:
            self.fail(self._formatMessage(msg, "; ".join(parts)))


class _Shown:
    """A value of a message, shown only if there is one."""

    def __init__(self, value):
        self.value = value

    def __str__(self):
        return safe_repr(self.value)


_EQUAL_BY_TYPE = {
    dict: "assertDictEqual", list: "assertListEqual", tuple: "assertTupleEqual",
    set: "assertSetEqual", frozenset: "assertSetEqual", str: "assertMultiLineEqual",
}


def _nothing():
    """For a result without that method."""


def _first_line(doc):
    return doc.strip().partition("\n")[0].strip() if doc else None


def _nearness(a, b, places, delta):
    """Whether two numbers are near enough, how near that is in words, and how far apart they are."""
    if None not in (places, delta):
        raise TypeError("specify delta or places not both")
    diff = abs(a - b)
    if delta is not None:
        return diff <= delta, f"{safe_repr(delta)} delta", diff
    digits = 7 if places is None else places
    return round(diff, digits) == 0, f"{digits!r} places", diff


class _NoItem(Exception):
    pass


def _item(seq, i, which, name):
    try:
        return seq[i]
    except (TypeError, IndexError, NotImplementedError):
        raise _NoItem(f"Unable to index element {i} of {which} {name}\n")


def _sequences_difference(seq1, seq2, name, any_type):
    """What is different about two sequences, or None."""
    lengths = []
    for which, seq in ("First", seq1), ("Second", seq2):
        try:
            lengths.append(len(seq))
        except (TypeError, NotImplementedError):
            return f"{which} {name} has no length.    Non-sequence?"
    if seq1 == seq2:
        return None
    common = min(lengths)
    text = f"{name.capitalize()}s differ: %s != %s\n" % _common_shorten_repr(seq1, seq2)
    try:
        pairs = ((i, _item(seq1, i, "first", name), _item(seq2, i, "second", name)) for i in range(common))
        found = next((pair for pair in pairs if pair[1] != pair[2]), None)
        if found:
            text += f"\nFirst differing element {found[0]}:\n%s\n%s\n" % _common_shorten_repr(*found[1:])
        elif any_type and lengths == [common, common] and type(seq1) != type(seq2):
            return None  # alike but for their types
    except _NoItem as no_item:
        text += f"\n{no_item}"
    for which, seq, length in ("First", seq1, lengths[0]), ("Second", seq2, lengths[1]):
        if length > common:
            text += f"\n{which} {name} contains {length - common} additional elements.\n"
            try:
                text += f"First extra element {common}:\n{safe_repr(_item(seq, common, which.lower(), name))}\n"
            except _NoItem as no_item:
                text += str(no_item)
    return text


def _old_name(method):
    """A method under an old name, which still works and warns."""

    def deprecated(*args, **kwargs):
        warnings.warn(f"Please use {method.__name__} instead.", DeprecationWarning, 2)
        return method(*args, **kwargs)

    return deprecated


for _name, _old_names in {
    "assertEqual": "failUnlessEqual assertEquals",
    "assertNotEqual": "failIfEqual assertNotEquals",
    "assertAlmostEqual": "failUnlessAlmostEqual assertAlmostEquals",
    "assertNotAlmostEqual": "failIfAlmostEqual assertNotAlmostEquals",
    "assertTrue": "failUnless assert_",
    "assertFalse": "failIf",
    "assertRaises": "failUnlessRaises",
    "assertRaisesRegex": "assertRaisesRegexp",
    "assertRegex": "assertRegexpMatches",
    "assertNotRegex": "assertNotRegexpMatches",
}.items():
    for _old in _old_names.split():
        setattr(TestCase, _old, _old_name(getattr(TestCase, _name)))
del _name, _old, _old_names


class _SubTest:
    """A subtest as results hear of it."""

    def __init__(self, test_case, message, params):
        self.test_case, self._message, self.params = test_case, message, params
        self.failureException = test_case.failureException

    def _subDescription(self):
        words = [f"[{self._message}]"] if self._message is not _no_message else []
        if self.params:
            words.append("(" + ", ".join(f"{name}={value!r}" for name, value in self.params.items()) + ")")
        return " ".join(words) or "(<subtest>)"

    def id(self):
        return f"{self.test_case.id()} {self._subDescription()}"

    def shortDescription(self):
        return self.test_case.shortDescription()

    def __str__(self):
        return f"{self.test_case} {self._subDescription()}"


class _SubTestBlock:
    """The block under subTest(): its failure does not end the test."""

    subtest = None

    def __init__(self, case, msg, params):
        self.case, self.msg, self.params = case, msg, params

    def __enter__(self):
        case, outcome = self.case, self.case._outcome
        if outcome is None or not outcome.subtests:
            return
        self.outer = case._subtest
        params = self.params if self.outer is None else self.params | self.outer.params | self.params
        self.subtest = case._subtest = _SubTest(case, self.msg, params)
        self.before, outcome.success = outcome.success, True

    def __exit__(self, exc_type, exc, tb):
        case, outcome = self.case, self.case._outcome
        if self.subtest is None:
            return False
        case._subtest = self.outer
        try:
            if isinstance(exc, KeyboardInterrupt):
                return False
            if exc is not None:
                outcome.record(self.subtest, exc, case)
            elif outcome.success:
                outcome.result.addSubTest(case, self.subtest, None)
        finally:
            outcome.success = outcome.success and self.before
        # Nothing further is wanted of a test that failed as expected, nor of one whose failure ends them all.
        if outcome.expectedFailure if outcome.success else outcome.result.failfast:
            raise _ShouldStop
        return True


class FunctionTestCase(TestCase):
    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._parts = setUp or _nothing, testFunc, tearDown or _nothing
        self._testFunc, self._description = testFunc, description

    def setUp(self):
        self._parts[0]()

    def runTest(self):
        self._parts[1]()

    def tearDown(self):
        self._parts[2]()

    def id(self):
        return self._testFunc.__name__

    def shortDescription(self):
        return self._description if self._description is not None else _first_line(self._testFunc.__doc__)

    def __eq__(self, other):
        if isinstance(other, type(self)):
            return self._parts == other._parts and self._description == other._description
        return NotImplemented

    def __hash__(self):
        return hash((type(self), self._parts, self._description))

    def __str__(self):
        return f"{strclass(type(self))} ({self.id()})"

    def __repr__(self):
        return f"<{strclass(type(self))} tec={self._testFunc}>"
