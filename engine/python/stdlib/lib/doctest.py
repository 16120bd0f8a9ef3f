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


# The flag of this name, made when there is none yet: each has a bit of its own.
def register_optionflag(name):
    if name not in OPTIONFLAGS_BY_NAME:
        OPTIONFLAGS_BY_NAME[name] = 1 << len(OPTIONFLAGS_BY_NAME)
    return OPTIONFLAGS_BY_NAME[name]


# Gives the module a flag for each name, and their union.
def _flags(names):
    union = 0
    for name in names.split():
        globals()[name] = register_optionflag(name)
        union |= globals()[name]
    return union


COMPARISON_FLAGS = _flags("DONT_ACCEPT_TRUE_FOR_1 DONT_ACCEPT_BLANKLINE NORMALIZE_WHITESPACE ELLIPSIS SKIP IGNORE_EXCEPTION_DETAIL")
REPORTING_FLAGS = _flags("REPORT_UDIFF REPORT_CDIFF REPORT_NDIFF REPORT_ONLY_FIRST_FAILURE FAIL_FAST")
BLANKLINE_MARKER = "<BLANKLINE>"
ELLIPSIS_MARKER = "..."


def _indent(text):
    return "\n".join([line and "    " + line for line in text.split("\n")])


def _ended(text):
    return text + "\n" if text and text[-1] != "\n" else text


class Example:
    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        self.source, self.want, self.exc_msg = _ended(source) or "\n", _ended(want), _ended(exc_msg)
        self.lineno, self.indent = lineno, indent
        self.options = {} if options is None else options

    def _key(self):
        return self.source, self.want, self.exc_msg, self.lineno, self.indent

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self._key() == other._key() and self.options == other.options

    def __hash__(self):
        return hash(self._key())


class DocTest:
    def __init__(self, examples, globs, name, filename, lineno, docstring):
        self.name, self.filename, self.lineno = name, filename, lineno
        self.examples, self.globs, self.docstring = examples, dict(globs), docstring

    def __repr__(self):
        n = len(self.examples)
        examples = f"{n or 'no'} example{'s' * (n != 1)}"
        return f"<{type(self).__name__} {self.name} from {self.filename}:{self.lineno} ({examples})>"

    def _place(self):
        return self.name, self.filename or "", self.lineno or 0

    def __lt__(self, other):
        return self._place() < other._place() if isinstance(other, DocTest) else NotImplemented


# Code without a statement: nothing, or one comment.
def _is_empty(source):
    code = source.removesuffix("\n").lstrip(" ")
    return not code or code[0] == "#" and "\n" not in code


# What stands below the frames of a traceback: all from the first line that does not begin with a space or a sign. None when text is no traceback.
def _exception_message(text):
    header, *lines = text.split("\n")
    if header.rstrip() in ("Traceback (most recent call last):", "Traceback (innermost last):"):
        for i, line in enumerate(lines):
            if line and (line[0].isalnum() or line[0] == "_"):
                return "\n".join(lines[i:])
    return None


class DocTestParser:
    # Line by line: an example is a line with a prompt, those behind it that go on with dots, and then all up to a blank line or the next prompt.
    def parse(self, string, name="<string>"):
        lines = string.expandtabs().split("\n")
        margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")), default=0)
        lines = [line[margin:] for line in lines]
        pieces, text, here = [], "", 0

        def take(belongs):
            nonlocal here
            start = here
            while here < len(lines) and belongs(lines[here].lstrip(" ")):
                here += 1
            return lines[start:here]

        while here < len(lines):
            line, first = lines[here], here
            here += 1
            if not line.lstrip(" ").startswith(">>>"):
                text += line if here == len(lines) else line + "\n"
                continue
            source = [line] + take(lambda code: code.startswith("..."))
            want = take(lambda code: code and not code.startswith(">>>"))
            pieces.append(text)
            text = ""
            example = self._example(source, want, len(line) - len(line.lstrip(" ")), name, first)
            if example:
                example.indent += margin
                pieces.append(example)
        return pieces + [text]

    def get_examples(self, string, name="<string>"):
        return [piece for piece in self.parse(string, name) if isinstance(piece, Example)]

    def get_doctest(self, string, globs, name, filename, lineno):
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)

    def _example(self, source, want, indent, name, lineno):
        def refuse(i, fault, line):
            raise ValueError(f"line {lineno + i + 1!r} of the docstring for {name} {fault}: {line!r}")

        margin = " " * indent
        for i, line in enumerate(source):
            if line[indent + 3 : indent + 4] not in ("", " "):
                refuse(i, f"lacks blank after {line[indent:][:3]}", line)
        # CPython takes the line before for those with dots.
        for i, line in enumerate(source + want):
            dots = i < len(source)
            if i and not line.startswith(margin + "." * dots):
                refuse(i - dots, "has inconsistent leading whitespace", line)
        code = "\n".join([line[indent + 4 :] for line in source])
        output = "\n".join([line[indent:] for line in want])
        options = self._options(code, name, lineno)
        return None if _is_empty(code) else Example(code, output, _exception_message(output), lineno, indent, options)

    def _options(self, source, name, lineno):
        options = {}
        for words in re.findall(r"(?m)#\s*doctest:\s*([^\n'\"]*)$", source):
            for word in words.replace(",", " ").split():
                flag = OPTIONFLAGS_BY_NAME.get(word[1:])
                if flag is None or word[0] not in "+-":
                    raise ValueError(f"line {lineno + 1!r} of the doctest for {name} has an invalid option: {word!r}")
                options[flag] = word[0] == "+"
        if options and _is_empty(source):
            raise ValueError(f"line {lineno!r} of the doctest for {name} has an option directive on a line with no example: {source!r}")
        return options


class DocTestFinder:
    """Finds the docstrings of a module, its functions and classes."""

    def __init__(self, verbose=False, parser=DocTestParser(), recurse=True, exclude_empty=True):
        self._verbose, self._parser, self._recurse, self._exclude_empty = verbose, parser, recurse, exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        name = getattr(obj, "__name__", None) if name is None else name
        if name is None:
            raise ValueError(f"DocTestFinder.find: name must be given when obj.__name__ doesn't exist: {type(obj)!r}")
        if module is None:
            module = obj if inspect.ismodule(obj) else sys.modules.get(getattr(obj, "__module__", None))
        module = module or None  # False: there is none, and none is to be looked for
        filename = getattr(module, "__file__", None) or getattr(inspect.unwrap(obj) if callable(obj) else obj, "__code__", None) and obj.__code__.co_filename
        lines = (linecache.getlines(filename) if filename else None) or None
        if globs is None:
            globs = {} if module is None else module.__dict__
        globs = {"__name__": "__main__", **globs, **(extraglobs or {})}
        found = []
        self._find(found, obj, name, module, lines, filename, globs, set())
        return sorted(found)

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

    def _find(self, found, obj, name, module, lines, filename, globs, seen):
        if id(obj) in seen:
            return
        seen.add(id(obj))
        test = self._get_test(obj, name, filename, globs, lines)
        if test:
            found.append(test)
        if not self._recurse:
            return

        def into(value, key):
            self._find(found, value, f"{name}.{key}", module, lines, filename, globs, seen)

        if inspect.ismodule(obj):
            for key, value in list(obj.__dict__.items()):
                unwrapped = inspect.unwrap(value) if inspect.isroutine(value) else value
                if (inspect.isroutine(unwrapped) or inspect.isclass(value)) and self._from_module(module, value):
                    into(value, key)
            extra = getattr(obj, "__test__", {})
            for key, value in extra.items():
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
        doc = obj if isinstance(obj, str) else getattr(obj, "__doc__", None)
        if self._exclude_empty and not doc:
            return None
        return self._parser.get_doctest("" if doc is None else str(doc), globs, name, filename, self._find_lineno(obj, lines))

    # The line on which the docstring begins: the first one from the definition that begins with a quote, perhaps behind a colon.
    def _find_lineno(self, obj, lines):
        doc, start = getattr(obj, "__doc__", None), None
        if inspect.ismethod(obj):
            obj = obj.__func__
        if inspect.isfunction(obj):
            if doc:
                start = obj.__code__.co_firstlineno - 1
        elif doc is None:
            pass
        elif inspect.ismodule(obj):
            start = 0
        elif inspect.isclass(obj) and lines:
            head = re.compile(rf"\s*class\s*{re.escape(obj.__name__)}\b")
            start = next((i for i, line in enumerate(lines) if head.match(line)), None)
        if start is None or lines is None:
            return start if start is None else start + 1
        quote = re.compile("(.*:)?\\s*\\w*[\"']")
        return next((i for i in range(start, len(lines)) if quote.match(lines[i])), None)


class OutputChecker:
    def check_output(self, want, got, optionflags):
        want, got = [text.encode("ascii", "backslashreplace").decode() for text in (want, got)]
        if want == got or not optionflags & DONT_ACCEPT_TRUE_FOR_1 and (want, got) in (("1\n", "True\n"), ("0\n", "False\n")):
            return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want = "\n".join(["" if line.rstrip() == BLANKLINE_MARKER else line for line in want.split("\n")])
            got = "\n".join([line if line.strip() else "" for line in got.split("\n")])
        if optionflags & NORMALIZE_WHITESPACE:
            want, got = [" ".join(text.split()) for text in (want, got)]
        return want == got or bool(optionflags & ELLIPSIS) and _ellipsis_match(want, got)

    def output_difference(self, example, got, optionflags):
        want = example.want
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            *lines, last = got.split("\n")
            got = "\n".join([line if line.strip(" ") else BLANKLINE_MARKER for line in lines] + [last])
        # Differences of a line or two are seen better without a diff, but for those inside of lines.
        if optionflags & REPORT_NDIFF or optionflags & (REPORT_UDIFF | REPORT_CDIFF) and min(want.count("\n"), got.count("\n")) > 2:
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


# Whether got is want, each ... of which stands for any text.
def _ellipsis_match(want, got):
    first, *middle = want.split(ELLIPSIS_MARKER)
    if not middle:
        return want == got
    last = middle.pop()
    here, end = len(first), len(got) - len(last)
    if here > end or not (got.startswith(first) and got.endswith(last)):
        return False
    for piece in middle:
        here = got.find(piece, here, end)
        if here < 0:
            return False
        here += len(piece)
    return True


# The exception's name without its module and message.
def _strip_exception_details(msg):
    return re.match("[^\n:]*", msg)[0].rpartition(".")[2]


# A runner keeps in _name2ft for each test's name how many of its examples failed and how many were tried.
class DocTestRunner:
    DIVIDER = 70 * "*"

    def __init__(self, checker=None, verbose=None, optionflags=0):
        self._checker = OutputChecker() if checker is None else checker
        self._verbose = "-v" in sys.argv if verbose is None else verbose
        self.original_optionflags = self.optionflags = optionflags
        self._name2ft, self.tries, self.failures = {}, 0, 0

    def report_start(self, out, test, example):
        if not self._verbose:
            return
        want = f":\n{_indent(example.want)}" if example.want else " nothing\n"
        out(f"Trying:\n{_indent(example.source)}Expecting{want}")

    def report_success(self, out, test, example, got):
        if not self._verbose:
            return
        out("ok\n")

    def report_failure(self, out, test, example, got):
        difference = self._checker.output_difference(example, got, self.optionflags)
        out(self._failure_header(test, example) + difference)

    def report_unexpected_exception(self, out, test, example, exc_info):
        text = "".join(traceback.format_exception(*exc_info))
        out(f"{self._failure_header(test, example)}Exception raised:\n{_indent(text)}")

    def _failure_header(self, test, example):
        if test.filename:
            lineno = "?" if None in (test.lineno, example.lineno) else test.lineno + example.lineno + 1
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
        return _ended(got), exception

    # Whether the example did what it says.
    def _holds(self, example, got, exception):
        check, flags = self._checker.check_output, self.optionflags
        if exception is None:
            return check(example.want, got, flags)
        if example.exc_msg is None:
            return False
        kind, exc, _ = exception
        lines = traceback.format_exception_only(kind, exc)
        # Of a syntax error the place is not compared.
        names = kind.__qualname__, f"{kind.__module__}.{kind.__qualname__}"
        while isinstance(exc, SyntaxError) and lines[0].partition(":")[0] not in names:
            del lines[0]
        texts = example.exc_msg, "".join(lines)
        return check(*texts, flags) or bool(flags & IGNORE_EXCEPTION_DETAIL) and check(*map(_strip_exception_details, texts), flags)

    def _run(self, test, out, fakeout):
        failures = tries = 0
        given = self.optionflags
        for number, example in enumerate(test.examples):
            # After the first failure the rest is run, but not spoken of.
            loud = not (failures and self.optionflags & REPORT_ONLY_FIRST_FAILURE)
            self.optionflags = given
            for flag, on in example.options.items():
                self.optionflags = (self.optionflags | flag) ^ (0 if on else flag)
            if not self.optionflags & SKIP:
                tries += 1
                failures += not self._try(test, number, example, out, fakeout, loud)
                if failures and self.optionflags & FAIL_FAST:
                    break
        self.optionflags = given
        self.failures += failures
        self.tries += tries
        self._count(test.name, failures, tries)
        return TestResults(failures, tries)

    def _try(self, test, number, example, out, fakeout, loud):
        if loud:
            self.report_start(out, test, example)
        got, exception = self._run_one(test, number, example, fakeout)
        good = self._holds(example, got, exception)
        if not loud:
            return good
        expected = exception is None or example.exc_msg is not None
        if not expected:
            self.report_unexpected_exception(out, test, example, exception)
        else:
            if exception:
                got += "".join(traceback.format_exception(*exception))
            (self.report_success if good else self.report_failure)(out, test, example, got)
        return good

    def _count(self, name, failures, tries):
        before = self._name2ft.get(name, (0, 0))
        self._name2ft[name] = before[0] + failures, before[1] + tries

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        self.test = test
        saved = sys.stdout, sys.displayhook
        sys.stdout, sys.displayhook = fakeout, _ = io.StringIO(), sys.__displayhook__
        try:
            return self._run(test, out or saved[0].write, fakeout)
        finally:
            sys.stdout, sys.displayhook = saved
            if clear_globs:
                import builtins

                test.globs.clear()
                builtins._ = None

    def summarize(self, verbose=None):
        verbose = self._verbose if verbose is None else verbose
        counts = sorted(self._name2ft.items())
        notests = [name for name, (f, t) in counts if not t]
        passed = [(name, t) for name, (f, t) in counts if t and not f]
        failed = [(name, f, t) for name, (f, t) in counts if f]
        failures, tried = [sum(column) for column in zip(*self._name2ft.values())] or (0, 0)
        if verbose:
            if notests:
                print(f"{len(notests)} items had no tests:")
                for name in notests:
                    print(f"    {name}")
            if passed:
                print(f"{len(passed)} items passed all tests:")
                for name, count in passed:
                    print(f" {count:3d} tests in {name}")
        if failed:
            print(self.DIVIDER)
            print(f"{len(failed)} items had failures:")
            for name, f, t in failed:
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
        for name, counts in other._name2ft.items():
            self._count(name, *counts)


class _Failure(Exception):
    def __str__(self):
        return str(self.test)


class DocTestFailure(_Failure):
    def __init__(self, test, example, got):
        self.test, self.example, self.got = test, example, got


class UnexpectedException(_Failure):
    def __init__(self, test, example, exc_info):
        self.test, self.example, self.exc_info = test, example, exc_info


# Raises the first failure; what the examples made is there for who looks into it.
class DebugRunner(DocTestRunner):
    def run(self, test, compileflags=None, out=None, clear_globs=True):
        result = super().run(test, compileflags, out, clear_globs=False)
        if clear_globs:
            test.globs.clear()
        return result

    def report_failure(self, out, test, example, got):
        raise DocTestFailure(test, example, got)

    def report_unexpected_exception(self, out, test, example, exc_info):
        raise UnexpectedException(test, example, exc_info)


master = None  # all that testmod() has run


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None, raise_on_error=False, exclude_empty=False):
    global master
    m = sys.modules.get("__main__") if m is None else m
    if not inspect.ismodule(m):
        raise TypeError(f"testmod: module required; {m!r}")
    runner = (DebugRunner if raise_on_error else DocTestRunner)(None, verbose, optionflags)
    for test in DocTestFinder(exclude_empty=exclude_empty).find(m, m.__name__ if name is None else name, None, globs, extraglobs):
        runner.run(test)
    if report:
        runner.summarize()
    if master:
        master.merge(runner)
    else:
        master = runner
    return TestResults(runner.failures, runner.tries)


def testfile(filename, *args, **kwargs):
    raise NotImplementedError("doctest.testfile() is not supported here: there are no files in the playground")


def run_docstring_examples(f, globs, verbose=False, name="NoName", compileflags=None, optionflags=0):
    runner = DocTestRunner(None, verbose, optionflags)
    for test in DocTestFinder(verbose, recurse=False).find(f, name, globs=globs):
        runner.run(test, compileflags)


_unittest_reportflags = 0


def set_unittest_reportflags(flags):
    global _unittest_reportflags
    if flags & ~REPORTING_FLAGS:
        raise ValueError("Only reporting flags allowed", flags)
    before = _unittest_reportflags
    _unittest_reportflags = flags
    return before


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
        said = io.StringIO()
        flags = self._dt_optionflags
        if not flags & REPORTING_FLAGS:
            flags |= _unittest_reportflags
        runner = DocTestRunner(self._dt_checker, False, flags)
        runner.DIVIDER = 70 * "-"
        if runner.run(self._dt_test, out=said.write, clear_globs=False).failed:
            raise self.failureException(self.format_failure(said.getvalue()))

    def format_failure(self, err):
        name, lineno = self._dt_test.name, self._dt_test.lineno
        line = "unknown line number" if lineno is None else lineno
        return f'Failed doctest test for {name}\n  File "{self._dt_test.filename}", line {line}, in {name.rpartition(".")[2]}\n\n{err}'

    def id(self):
        return self._dt_test.name

    def shortDescription(self):
        return f"Doctest: {self.id()}"

    def __repr__(self):
        module, _, name = self.id().rpartition(".")
        return f"{name} ({module})"

    __str__ = __repr__


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


# The examples as a program, with everything else as comments.
def script_from_examples(s):
    lines = []
    for piece in DocTestParser().parse(s):
        if isinstance(piece, str):
            lines += [f"# {line}".rstrip() for line in piece.split("\n")[:-1]]
            continue
        lines.append(piece.source[:-1])
        if piece.want:
            lines += ["# Expected:"] + [f"## {line}" for line in piece.want.split("\n")[:-1]]
    kept = [i for i, line in enumerate(lines) if line != "#"] or [0]
    return "\n".join(lines[kept[0] : kept[-1] + 1]) + "\n"
