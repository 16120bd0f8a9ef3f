# The examples in docstrings, run and compared with what they say. There are no files to read here: testfile() is refused.
import inspect
import io
import linecache
import re
import sys
import traceback
import unittest
from collections import namedtuple

__all__ = [
    "register_optionflag", "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE", "NORMALIZE_WHITESPACE", "ELLIPSIS", "SKIP", "IGNORE_EXCEPTION_DETAIL",
    "COMPARISON_FLAGS", "REPORT_UDIFF", "REPORT_CDIFF", "REPORT_NDIFF", "REPORT_ONLY_FIRST_FAILURE", "REPORTING_FLAGS", "FAIL_FAST", "Example", "DocTest",
    "DocTestParser", "DocTestFinder", "DocTestRunner", "OutputChecker", "DocTestFailure", "UnexpectedException", "DebugRunner", "testmod", "testfile",
    "run_docstring_examples", "DocTestSuite", "DocFileSuite", "set_unittest_reportflags", "script_from_examples",
]

TestResults = namedtuple("TestResults", "failed attempted")
OPTIONFLAGS_BY_NAME = {}


def register_optionflag(name):
    return OPTIONFLAGS_BY_NAME.setdefault(name, 1 << len(OPTIONFLAGS_BY_NAME))


DONT_ACCEPT_TRUE_FOR_1, DONT_ACCEPT_BLANKLINE, NORMALIZE_WHITESPACE, ELLIPSIS, SKIP, IGNORE_EXCEPTION_DETAIL = map(register_optionflag, (
    "DONT_ACCEPT_TRUE_FOR_1", "DONT_ACCEPT_BLANKLINE", "NORMALIZE_WHITESPACE", "ELLIPSIS", "SKIP", "IGNORE_EXCEPTION_DETAIL",
))
COMPARISON_FLAGS = DONT_ACCEPT_TRUE_FOR_1 | DONT_ACCEPT_BLANKLINE | NORMALIZE_WHITESPACE | ELLIPSIS | SKIP | IGNORE_EXCEPTION_DETAIL
REPORT_UDIFF, REPORT_CDIFF, REPORT_NDIFF, REPORT_ONLY_FIRST_FAILURE, FAIL_FAST = map(register_optionflag, (
    "REPORT_UDIFF", "REPORT_CDIFF", "REPORT_NDIFF", "REPORT_ONLY_FIRST_FAILURE", "FAIL_FAST",
))
REPORTING_FLAGS = REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF | REPORT_ONLY_FIRST_FAILURE | FAIL_FAST
BLANKLINE_MARKER = "<BLANKLINE>"
ELLIPSIS_MARKER = "..."


def _indent(text, indent=4):
    return re.sub("(?m)^(?!$)", indent * " ", text)


class Example:
    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        def ended(text):
            return text if not text or text.endswith("\n") else text + "\n"

        self.source = source if source.endswith("\n") else source + "\n"
        self.want, self.exc_msg = ended(want), exc_msg if exc_msg is None else ended(exc_msg)
        self.lineno, self.indent, self.options = lineno, indent, options or {}

    def _values(self):
        return self.source, self.want, self.lineno, self.indent, self.options, self.exc_msg

    def __eq__(self, other):
        return self._values() == other._values() if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((self.source, self.want, self.lineno, self.indent, self.exc_msg))


class DocTest:
    def __init__(self, examples, globs, name, filename, lineno, docstring):
        self.examples, self.globs, self.name, self.filename, self.lineno, self.docstring = examples, globs.copy(), name, filename, lineno, docstring

    def __repr__(self):
        n = len(self.examples)
        examples = "no examples" if n == 0 else "1 example" if n == 1 else f"{n} examples"
        return f"<{self.__class__.__name__} {self.name} from {self.filename}:{self.lineno} ({examples})>"

    def __lt__(self, other):
        if not isinstance(other, DocTest):
            return NotImplemented
        return (self.name, self.filename or "", self.lineno or 0) < (other.name, other.filename or "", other.lineno or 0)


class DocTestParser:
    _EXAMPLE = re.compile(r"(?P<source>(?:^(?P<indent>[ ]*)>>>.*)(?:\n[ ]*\.\.\..*)*)\n?(?P<want>(?:(?![ ]*$)(?![ ]*>>>).+$\n?)*)", re.MULTILINE)
    _EXCEPTION = re.compile(r"^(?P<hdr>Traceback\ \((?:most\ recent\ call\ last|innermost\ last)\):)\s*$(?P<stack>.*?)^(?P<msg>\w+.*)", re.MULTILINE | re.DOTALL)
    _OPTION = re.compile(r"#\s*doctest:\s*([^\n'\"]*)$", re.MULTILINE)
    _BLANK_OR_COMMENT = re.compile(r"^[ ]*(#.*)?$")

    def parse(self, string, name="<string>"):
        string = string.expandtabs()
        indents = [len(line) - len(line.lstrip(" ")) for line in string.split("\n") if line.strip(" ")]
        min_indent = min(indents, default=0)
        if min_indent > 0:
            string = "\n".join([line[min_indent:] for line in string.split("\n")])
        output, charno, lineno = [], 0, 0
        for m in self._EXAMPLE.finditer(string):
            output.append(string[charno : m.start()])
            lineno += string.count("\n", charno, m.start())
            source, options, want, exc_msg = self._parse_example(m, name, lineno)
            if not self._BLANK_OR_COMMENT.match(source):
                output.append(Example(source, want, exc_msg, lineno=lineno, indent=min_indent + len(m.group("indent")), options=options))
            lineno += string.count("\n", m.start(), m.end())
            charno = m.end()
        output.append(string[charno:])
        return output

    def get_doctest(self, string, globs, name, filename, lineno):
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)

    def get_examples(self, string, name="<string>"):
        return [x for x in self.parse(string, name) if isinstance(x, Example)]

    def _parse_example(self, m, name, lineno):
        indent = len(m.group("indent"))
        lines = m.group("source").split("\n")
        for i, line in enumerate(lines):
            if len(line) >= indent + 4 and line[indent + 3] != " ":
                raise ValueError(f"line {lineno + i + 1!r} of the docstring for {name} lacks blank after {line[indent : indent + 3]}: {line!r}")
        self._check_prefix(lines[1:], " " * indent + ".", name, lineno)
        source = "\n".join([line[indent + 4 :] for line in lines])
        want_lines = m.group("want").split("\n")
        if len(want_lines) > 1 and not want_lines[-1].strip(" "):
            del want_lines[-1]
        self._check_prefix(want_lines, " " * indent, name, lineno + len(lines))
        want = "\n".join([line[indent:] for line in want_lines])
        found = self._EXCEPTION.match(want)
        return source, self._find_options(source, name, lineno), want, found.group("msg") if found else None

    def _check_prefix(self, lines, prefix, name, lineno):
        for i, line in enumerate(lines):
            if line and not line.startswith(prefix):
                raise ValueError(f"line {lineno + i + 1!r} of the docstring for {name} has inconsistent leading whitespace: {line!r}")

    def _find_options(self, source, name, lineno):
        options = {}
        for m in self._OPTION.finditer(source):
            for option in m.group(1).replace(",", " ").split():
                if option[0] not in "+-" or option[1:] not in OPTIONFLAGS_BY_NAME:
                    raise ValueError(f"line {lineno + 1!r} of the doctest for {name} has an invalid option: {option!r}")
                options[OPTIONFLAGS_BY_NAME[option[1:]]] = option[0] == "+"
        if options and self._BLANK_OR_COMMENT.match(source):
            raise ValueError(f"line {lineno!r} of the doctest for {name} has an option directive on a line with no example: {source!r}")
        return options


class DocTestFinder:
    """Finds the docstrings of a module, its functions and classes."""

    def __init__(self, verbose=False, parser=DocTestParser(), recurse=True, exclude_empty=True):
        self._verbose, self._parser, self._recurse, self._exclude_empty = verbose, parser, recurse, exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        if name is None:
            name = getattr(obj, "__name__", None)
            if name is None:
                raise ValueError(f"DocTestFinder.find: name must be given when obj.__name__ doesn't exist: {type(obj)!r}")
        if module is False:
            module = None
        elif module is None:
            module = obj if inspect.ismodule(obj) else sys.modules.get(getattr(obj, "__module__", None))
        filename = getattr(module, "__file__", None) or getattr(inspect.unwrap(obj) if callable(obj) else obj, "__code__", None) and obj.__code__.co_filename
        lines = (linecache.getlines(filename) if filename else None) or None
        globs = (module.__dict__ if module is not None else {}) if globs is None else globs
        globs = globs.copy()
        globs.update(extraglobs or {})
        globs.setdefault("__name__", "__main__")
        tests = []
        self._find(tests, obj, name, module, lines, filename, globs, set())
        tests.sort()
        return tests

    def _from_module(self, module, obj):
        """Whether obj says that it is module's: what a decorator made says so by the __module__ that it took over."""
        if module is None:
            return True
        home = inspect.getmodule(obj)
        if home is not None:
            return module is home
        if inspect.isfunction(obj):
            return module.__dict__ is obj.__globals__
        owner = getattr(obj, "__objclass__", obj)
        if hasattr(owner, "__module__"):
            return module.__name__ == owner.__module__
        return isinstance(obj, property) or inspect.ismethoddescriptor(obj)

    def _find(self, tests, obj, name, module, lines, filename, globs, seen):
        if id(obj) in seen:
            return
        seen.add(id(obj))
        test = self._get_test(obj, name, filename, globs, lines)
        if test is not None:
            tests.append(test)
        if not self._recurse:
            return

        def into(value, key):
            self._find(tests, value, f"{name}.{key}", module, lines, filename, globs, seen)

        if inspect.ismodule(obj):
            for key, value in list(obj.__dict__.items()):
                unwrapped = inspect.unwrap(value) if inspect.isroutine(value) else value
                if (inspect.isroutine(unwrapped) or inspect.isclass(value)) and self._from_module(module, value):
                    into(value, key)
            for key, value in getattr(obj, "__test__", {}).items():
                if not isinstance(key, str):
                    raise ValueError(f"DocTestFinder.find: __test__ keys must be strings: {type(key)!r}")
                if not (inspect.isroutine(value) or inspect.isclass(value) or inspect.ismodule(value) or isinstance(value, str)):
                    raise ValueError(f"DocTestFinder.find: __test__ values must be strings, functions, methods, classes, or modules: {type(value)!r}")
                into(value, f"__test__.{key}")
        elif inspect.isclass(obj):
            for key, value in list(obj.__dict__.items()):
                if isinstance(value, (staticmethod, classmethod)):
                    value = value.__func__
                if (inspect.isroutine(value) or inspect.isclass(value) or isinstance(value, property)) and self._from_module(module, value):
                    into(value, key)

    def _get_test(self, obj, name, filename, globs, lines):
        docstring = obj if isinstance(obj, str) else getattr(obj, "__doc__", None)
        docstring = "" if docstring is None else str(docstring)
        if self._exclude_empty and not docstring:
            return None
        return self._parser.get_doctest(docstring, globs, name, filename, self._find_lineno(obj, lines))

    def _find_lineno(self, obj, lines):
        """The line on which the docstring begins: the first one from the definition that begins with a quote."""
        lineno, doc = None, getattr(obj, "__doc__", None)
        if inspect.ismodule(obj) and doc is not None:
            lineno = 0
        elif inspect.isclass(obj) and doc is not None and lines:
            pattern = re.compile(rf"^\s*class\s*{re.escape(obj.__name__)}\b")
            lineno = next((i for i, line in enumerate(lines) if pattern.match(line)), None)
        if inspect.ismethod(obj):
            obj = obj.__func__
        if inspect.isfunction(obj) and doc:
            lineno = obj.__code__.co_firstlineno - 1
        if lineno is None:
            return None
        if lines is None:
            return lineno + 1
        pattern = re.compile(r"(^|.*:)\s*\w*(\"|')")
        for i in range(lineno, len(lines)):
            if pattern.match(lines[i]):
                return i
        return None


class OutputChecker:
    def check_output(self, want, got, optionflags):
        got, want = (text.encode("ASCII", "backslashreplace").decode("ASCII") for text in (got, want))
        if got == want:
            return True
        if not optionflags & DONT_ACCEPT_TRUE_FOR_1 and (got, want) in (("True\n", "1\n"), ("False\n", "0\n")):
            return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want = re.sub(rf"(?m)^{re.escape(BLANKLINE_MARKER)}\s*?$", "", want)
            got = re.sub(r"(?m)^[^\S\n]+$", "", got)
            if got == want:
                return True
        if optionflags & NORMALIZE_WHITESPACE:
            got, want = " ".join(got.split()), " ".join(want.split())
            if got == want:
                return True
        return bool(optionflags & ELLIPSIS) and _ellipsis_match(want, got)

    def output_difference(self, example, got, optionflags):
        want = example.want
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            got = re.sub("(?m)^[ ]*(?=\n)", BLANKLINE_MARKER, got)
        diffs = REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF
        if optionflags & diffs and (optionflags & REPORT_NDIFF or want.count("\n") > 2 and got.count("\n") > 2):
            return self._diff(want.splitlines(keepends=True), got.splitlines(keepends=True), optionflags)
        if want and got:
            return f"Expected:\n{_indent(want)}Got:\n{_indent(got)}"
        if want:
            return f"Expected:\n{_indent(want)}Got nothing\n"
        if got:
            return f"Expected nothing\nGot:\n{_indent(got)}"
        return "Expected nothing\nGot nothing\n"

    def _diff(self, want, got, optionflags):
        import difflib

        if optionflags & REPORT_UDIFF:
            diff, kind = list(difflib.unified_diff(want, got, n=2))[2:], "unified diff with -expected +actual"
        elif optionflags & REPORT_CDIFF:
            diff, kind = list(difflib.context_diff(want, got, n=2))[2:], "context diff with expected followed by actual"
        else:
            diff, kind = list(difflib.Differ(charjunk=difflib.IS_CHARACTER_JUNK).compare(want, got)), "ndiff with -expected +actual"
        return f"Differences ({kind}):\n" + _indent("".join(diff))


def _ellipsis_match(want, got):
    """Is got want, where each ... of want stands for any text?"""
    if ELLIPSIS_MARKER not in want:
        return want == got
    first, *middle, last = want.split(ELLIPSIS_MARKER)
    if len(first) + len(last) > len(got) or not got.startswith(first) or not got.endswith(last):
        return False
    start, end = len(first), len(got) - len(last)
    for piece in middle:
        start = got.find(piece, start, end)
        if start < 0:
            return False
        start += len(piece)
    return True


def _strip_exception_details(msg):
    """The exception's name without its module and message."""
    first = msg.partition("\n")[0]
    name = first.partition(":")[0]
    return name.rpartition(".")[2]


class DocTestRunner:
    DIVIDER = "*" * 70

    def __init__(self, checker=None, verbose=None, optionflags=0):
        self._checker = checker or OutputChecker()
        self._verbose = "-v" in sys.argv if verbose is None else verbose
        self.optionflags = self.original_optionflags = optionflags
        self.tries = self.failures = 0
        self._name2ft = {}

    def report_start(self, out, test, example):
        if self._verbose:
            expecting = f"Expecting:\n{_indent(example.want)}" if example.want else "Expecting nothing\n"
            out(f"Trying:\n{_indent(example.source)}{expecting}")

    def report_success(self, out, test, example, got):
        if self._verbose:
            out("ok\n")

    def report_failure(self, out, test, example, got):
        out(self._failure_header(test, example) + self._checker.output_difference(example, got, self.optionflags))

    def report_unexpected_exception(self, out, test, example, exc_info):
        out(f"{self._failure_header(test, example)}Exception raised:\n{_indent(''.join(traceback.format_exception(*exc_info)))}")

    def _failure_header(self, test, example):
        if test.filename:
            lineno = test.lineno + example.lineno + 1 if test.lineno is not None and example.lineno is not None else "?"
            place = f'File "{test.filename}", line {lineno}, in {test.name}'
        else:
            place = f"Line {example.lineno + 1}, in {test.name}"
        return f"{self.DIVIDER}\n{place}\nFailed example:\n{_indent(example.source)}"

    def _run_one(self, test, number, example, fakeout):
        """Gives the output and what was raised."""
        filename = f"<doctest {test.name}[{number}]>"
        # Tracebacks show the example's lines.
        linecache.cache[filename] = (len(example.source), None, example.source.splitlines(keepends=True), filename)
        exception = None
        try:
            exec(compile(example.source, filename, "single"), test.globs)
        except KeyboardInterrupt:
            raise
        except BaseException:
            exception = sys.exc_info()
        got = fakeout.getvalue()
        fakeout.truncate(0)
        fakeout.seek(0)
        return got if not got or got.endswith("\n") else got + "\n", exception

    def _run(self, test, out, fakeout):
        failures = tries = 0
        original = self.optionflags
        for number, example in enumerate(test.examples):
            quiet = self.optionflags & REPORT_ONLY_FIRST_FAILURE and failures > 0
            self.optionflags = original
            for flag, on in example.options.items():
                self.optionflags = self.optionflags | flag if on else self.optionflags & ~flag
            if self.optionflags & SKIP:
                continue
            tries += 1
            if not quiet:
                self.report_start(out, test, example)
            got, exception = self._run_one(test, number, example, fakeout)
            check = self._checker.check_output
            boom = False
            if exception is None:
                success = check(example.want, got, self.optionflags)
            else:
                message = traceback.format_exception_only(*exception[:2])[-1]
                if not quiet:
                    got += "".join(traceback.format_exception(*exception))
                if example.exc_msg is None:
                    success, boom = False, True
                else:
                    success = check(example.exc_msg, message, self.optionflags)
                    if not success and self.optionflags & IGNORE_EXCEPTION_DETAIL:
                        success = check(_strip_exception_details(example.exc_msg), _strip_exception_details(message), self.optionflags)
            if success:
                if not quiet:
                    self.report_success(out, test, example, got)
            else:
                if not quiet:
                    if boom:
                        self.report_unexpected_exception(out, test, example, exception)
                    else:
                        self.report_failure(out, test, example, got)
                failures += 1
            if failures and self.optionflags & FAIL_FAST:
                break
        self.optionflags = original
        f, t = self._name2ft.get(test.name, (0, 0))
        self._name2ft[test.name] = f + failures, t + tries
        self.failures += failures
        self.tries += tries
        return TestResults(failures, tries)

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        self.test = test
        saved, hook = sys.stdout, sys.displayhook
        fakeout = io.StringIO()
        out = out or saved.write
        sys.stdout, sys.displayhook = fakeout, sys.__displayhook__
        try:
            return self._run(test, out, fakeout)
        finally:
            sys.stdout, sys.displayhook = saved, hook
            if clear_globs:
                test.globs.clear()
                import builtins

                builtins._ = None

    def summarize(self, verbose=None):
        verbose = self._verbose if verbose is None else verbose
        notests, passed, failed = [], [], []
        tried = failures = 0
        for name, (f, t) in self._name2ft.items():
            tried, failures = tried + t, failures + f
            if t == 0:
                notests.append(name)
            elif f == 0:
                passed.append((name, t))
            else:
                failed.append((name, (f, t)))
        if verbose:
            if notests:
                print(f"{len(notests)} items had no tests:")
                for name in sorted(notests):
                    print(f"    {name}")
            if passed:
                print(f"{len(passed)} items passed all tests:")
                for name, count in sorted(passed):
                    print(f" {count:3d} tests in {name}")
        if failed:
            print(self.DIVIDER)
            print(f"{len(failed)} items had failures:")
            for name, (f, t) in sorted(failed):
                print(f" {f:3d} of {t:3d} in {name}")
        if verbose:
            print(f"{tried} tests in {len(self._name2ft)} items.")
            print(f"{tried - failures} passed and {failures} failed.")
        if failures:
            print(f"***Test Failed*** {failures} failures.")
        elif verbose:
            print("Test passed.")
        return TestResults(failures, tried)

    def merge(self, other):
        for name, (f, t) in other._name2ft.items():
            f2, t2 = self._name2ft.get(name, (0, 0))
            self._name2ft[name] = f + f2, t + t2


class DocTestFailure(Exception):
    def __init__(self, test, example, got):
        self.test, self.example, self.got = test, example, got

    def __str__(self):
        return str(self.test)


class UnexpectedException(Exception):
    def __init__(self, test, example, exc_info):
        self.test, self.example, self.exc_info = test, example, exc_info

    def __str__(self):
        return str(self.test)


class DebugRunner(DocTestRunner):
    """Raises the first failure."""

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        result = DocTestRunner.run(self, test, compileflags, out, False)
        if clear_globs:
            test.globs.clear()
        return result

    def report_unexpected_exception(self, out, test, example, exc_info):
        raise UnexpectedException(test, example, exc_info)

    def report_failure(self, out, test, example, got):
        raise DocTestFailure(test, example, got)


master = None


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None, raise_on_error=False, exclude_empty=False):
    global master
    if m is None:
        m = sys.modules.get("__main__")
    if not inspect.ismodule(m):
        raise TypeError(f"testmod: module required; {m!r}")
    runner = (DebugRunner if raise_on_error else DocTestRunner)(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(exclude_empty=exclude_empty).find(m, m.__name__ if name is None else name, globs=globs, extraglobs=extraglobs):
        runner.run(test)
    if report:
        runner.summarize()
    if master is None:
        master = runner
    else:
        master.merge(runner)
    return TestResults(runner.failures, runner.tries)


def testfile(filename, *args, **kwargs):
    raise NotImplementedError("doctest.testfile() is not supported here: there are no files in the playground")


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None, optionflags=0):
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(verbose=verbose, recurse=False).find(f, name, globs=globs):
        runner.run(test, compileflags=compileflags)


_unittest_reportflags = 0


def set_unittest_reportflags(flags):
    global _unittest_reportflags
    if flags & REPORTING_FLAGS != flags:
        raise ValueError("Only reporting flags allowed", flags)
    old, _unittest_reportflags = _unittest_reportflags, flags
    return old


class DocTestCase(unittest.TestCase):
    def __init__(self, test, optionflags=0, setUp=None, tearDown=None, checker=None):
        super().__init__()
        self._dt_optionflags, self._dt_checker, self._dt_test, self._dt_setUp, self._dt_tearDown = optionflags, checker, test, setUp, tearDown
        self._dt_globs = test.globs.copy()

    def setUp(self):
        if self._dt_setUp is not None:
            self._dt_setUp(self._dt_test)

    def tearDown(self):
        if self._dt_tearDown is not None:
            self._dt_tearDown(self._dt_test)
        self._dt_test.globs.clear()
        self._dt_test.globs.update(self._dt_globs)

    def runTest(self):
        new = io.StringIO()
        flags = self._dt_optionflags
        if not flags & REPORTING_FLAGS:
            flags |= _unittest_reportflags
        runner = DocTestRunner(optionflags=flags, checker=self._dt_checker, verbose=False)
        runner.DIVIDER = "-" * 70
        failures, _ = runner.run(self._dt_test, out=new.write, clear_globs=False)
        if failures:
            raise self.failureException(self.format_failure(new.getvalue()))

    def format_failure(self, err):
        test = self._dt_test
        lineno = "unknown line number" if test.lineno is None else str(test.lineno)
        short = ".".join(test.name.split(".")[-1:])
        return f'Failed doctest test for {test.name}\n  File "{test.filename}", line {lineno}, in {short}\n\n{err}'

    def id(self):
        return self._dt_test.name

    def __repr__(self):
        name = self._dt_test.name.split(".")
        return f"{name[-1]} ({'.'.join(name[:-1])})"

    __str__ = __repr__

    def shortDescription(self):
        return "Doctest: " + self._dt_test.name


def DocTestSuite(module=None, globs=None, extraglobs=None, test_finder=None, **options):
    finder = test_finder or DocTestFinder()
    if module is None:
        module = sys.modules["__main__"]
    elif isinstance(module, str):
        module = __import__(module, fromlist=["*"])
    suite = unittest.TestSuite()
    for test in finder.find(module, globs=globs, extraglobs=extraglobs):
        if test.examples:
            suite.addTest(DocTestCase(test, **options))
    return suite


def DocFileSuite(*paths, **kw):
    raise NotImplementedError("doctest.DocFileSuite() is not supported here: there are no files in the playground")


def script_from_examples(s):
    """The examples as a program, with everything else as comments."""
    output = []
    for piece in DocTestParser().parse(s):
        if isinstance(piece, Example):
            output.append(piece.source[:-1])
            if piece.want:
                output.append("# Expected:")
                output += ["## " + line for line in piece.want.split("\n")[:-1]]
        else:
            output += [f"# {line}".rstrip() if line.strip() else "#" for line in piece.split("\n")[:-1]]
    while output and output[-1] == "#":
        output.pop()
    while output and output[0] == "#":
        output.pop(0)
    return "\n".join(output) + "\n"
