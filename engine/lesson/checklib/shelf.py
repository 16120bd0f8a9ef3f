"""What a lesson's checks may use.

A check is a unittest class that inherits from Check. Its tests run after the
learner's program has ended, in the same process, one after the other as they
stand in the file; the first that fails ends the step's checking, so later
tests may rely on earlier ones. The docstring of a test is its name on the page.

    import shelf

    class Threshold(shelf.Check):
        def test_exists(self):
            "There is a variable `min_pages`"
            if not self.program.has("min_pages"):
                self.wrong("There is no `min_pages` yet.")

self.program is the learner's program: its source as facts (functions, calls,
assignments, ...), its values after the run, and the record of the run (stdout,
queries, error, warnings, and how it spent its time).
"""

import json
import sys
import unittest

import shelf_explain
from shelf_record import RECORD


class Fact:
    """A piece of the learner's source. Its attributes depend on its kind (see
    the lists of Program); file and line are always there."""

    def __init__(self, data):
        for name, value in data.items():
            setattr(self, name, value)

    def __repr__(self):
        return f"<{self.file}:{self.line}>"


class Query(Fact):
    """A statement that the run sent: sql, params, file, line, func, thread,
    awaited, row_count."""


class Error(Fact):
    """The exception that ended the run: type, name, message, file, line."""

    hint = ""

    def __init__(self, data):
        super().__init__(data)
        self.name = self.type.rsplit(".", 1)[-1]

    def is_a(self, *names):
        return self.name in names

    def explained(self):
        """One or two sentences: what happened and what it means."""
        text = self.name
        if self.message:
            text = f"{self.name}: {shelf_explain.steady(self.message)}"
        return shelf_explain.stopped(self.file, self.line, text, explain(self))


def explain(error):
    """What an error means, in plain words; "" when there is nothing to add."""
    return shelf_explain.explain(error, program) or error.hint


class Time(Fact):
    """How the run spent its simulated time, in milliseconds: total; db (what
    its statements took), statements, awaited and blocking (how many of them);
    blocked (how long the event loop could do nothing else) and longest (the
    longest time at a stretch, by blocked_by, at file and line); overlap (how
    long at least two waits were under way at once) and serial (what all waits
    would take one after the other); tasks."""

    file, line, blocked_by = "", 0, ""
    total = db = blocked = longest = overlap = serial = 0
    statements = awaited = blocking = tasks = 0


class Wrong(AssertionError):
    """A check's verdict: a sentence, and the place that it is about."""

    def __init__(self, message, file="", line=0):
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line


def _is_code(line):
    for rest in ("", " pass"):
        try:
            compile(f"async def f():\n    {line}{rest}\n", "<comment>", "exec")
        except SyntaxError:
            continue
        return True
    return False


class Program:
    """The learner's program, as written and as it ran."""

    def __init__(self, record):
        self.files = record["sources"]
        outline = record["outline"]
        self.functions = [Fact(d) for d in outline["functions"]]
        self.classes = [Fact(d) for d in outline["classes"]]
        self.assignments = [Fact(d) for d in outline["assignments"]]
        self.calls = [Fact(d) for d in outline["calls"]]
        self.loops = [Fact(d) for d in outline["loops"]]
        self.awaits = [Fact(d) for d in outline["awaits"]]
        self.returns = [Fact(d) for d in outline["returns"]]
        self.imports = [Fact(d) for d in outline["imports"]]
        self.comments = [Fact(d) for d in outline["comments"]]
        run = record["run"]
        self.stdout = run["stdout"]
        self.queries = [Query(d) for d in run["queries"]]
        self.warnings = [Fact(d) for d in run["warnings"]]
        self.time = Time(run["time"] or {})
        self.error = Error(run["error"]) if run["error"] else None
        self.syntax_error = None
        if self.error and self.error.is_a("SyntaxError", "IndentationError", "TabError"):
            self.syntax_error = self.error
        elif outline["errors"]:
            self.syntax_error = Error(outline["errors"][0])

    # Source.

    def text(self, place):
        """The source line of a fact, without its indentation."""
        lines = self.files.get(place.file, "").split("\n")
        if 1 <= place.line <= len(lines):
            return lines[place.line - 1].strip()
        return ""

    def function(self, name):
        """The last definition of a function at module level; None without."""
        found = None
        for f in self.functions:
            if f.name == name and not f.scope:
                found = f
        return found

    def class_(self, name):
        """The last definition of a class; None without."""
        found = None
        for c in self.classes:
            if c.name == name:
                found = c
        return found

    def assigned(self, name, scope=None):
        """Where a name is assigned; scope limits it to one function or class."""
        return [a for a in self.assignments if a.name == name and (scope is None or a.scope == scope)]

    def within(self, facts, function):
        """Those of the facts that lie inside a function (or class)."""
        return [f for f in facts if f.file == function.file and function.line <= f.line <= function.end_line]

    def calls_of(self, *names):
        """The calls of functions or methods with one of these names."""
        return [c for c in self.calls if c.name in names]

    def comment_with(self, text):
        """The first comment that is a line of code with a text in it; None without. A sentence that happens to name something is not code."""
        for c in self.comments:
            if text in c.text and _is_code(c.text.lstrip("# ")):
                return c
        return None

    def names(self):
        """Every name that the program binds at module level."""
        found = []
        for facts in (self.functions, self.classes, self.assignments):
            for fact in facts:
                if not fact.scope and fact.name not in found:
                    found.append(fact.name)
        return found

    def nearest(self, name, names=None):
        """The name that was probably meant to be this one; None when none is near."""
        best, least = None, 3
        for other in self.names() if names is None else names:
            if other != name:
                d = distance(plain(other), plain(name))
                if d < least and d < len(name) / 2:
                    best, least = other, d
        return best

    # Values.

    def modules(self):
        """The learner's modules as they are after the run: main.py first. A
        file that the program did not import is imported now."""
        found = []
        if "__main__" in sys.modules:
            found.append(sys.modules["__main__"])
        for name in self.files:
            if name == "main.py" or not name.endswith(".py"):
                continue
            module = self._module("books." + name[:-3].replace("/", "."))
            if module is not None:
                found.append(module)
        return found

    def _module(self, name):
        if name in sys.modules:
            return sys.modules[name]
        if self.error is not None:
            return None
        try:
            __import__(name)
        except Exception as e:
            error = raised(e)
            raise Wrong(error.explained(), error.file, error.line) from None
        return sys.modules.get(name)

    def module_with(self, name):
        """The module that has a name; None without. A module that defines it
        itself goes before one that only imports it."""
        found = None
        for module in self.modules():
            if hasattr(module, name):
                value = getattr(module, name)
                if getattr(value, "__module__", None) == module.__name__:
                    return module
                if found is None:
                    found = module
        return found

    def has(self, name):
        return self.module_with(name) is not None

    def value(self, name, default=None):
        module = self.module_with(name)
        if module is None:
            return default
        return getattr(module, name)

    def set(self, name, value):
        """Gives a name another value wherever the program has it, and returns
        what restore() needs to undo that."""
        old = []
        for module in self.modules():
            if hasattr(module, name):
                old.append((module, name, getattr(module, name)))
                setattr(module, name, value)
        return old

    def restore(self, old):
        for module, name, value in old:
            setattr(module, name, value)

    # The run.

    def never_awaited(self, name=None):
        """The warning that a coroutine was never awaited; None without."""
        for w in self.warnings:
            if "was never awaited" in w.message and (name is None or f"'{name}'" in w.message):
                return w
        return None


def plain(name):
    return name.lower().replace("_", "")


def distance(a, b):
    """How many letters must be added, removed, changed or swapped."""
    before, row = None, list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        next_row = [i]
        for j, y in enumerate(b, 1):
            d = min(row[j] + 1, next_row[j - 1] + 1, row[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                d = min(d, before[j - 2] + 1)
            next_row.append(d)
        before, row = row, next_row
    return row[-1]


def kind(value):
    """What a value is, as one says it: "a list", "an int", "None"."""
    if value is None:
        return "`None`"
    return a(type(value).__name__)


def a(word):
    article = "an" if word[:1].lower() in "aeiou" else "a"
    return f"{article} {word}"


class Check(unittest.IsolatedAsyncioTestCase):
    """The base of a lesson's checks. Tests may be async."""

    longMessage = False  # a message given to an assert stands alone

    @property
    def program(self):
        return program

    def wrong(self, message, where=None):
        """Fails the test with a sentence for the learner. where is a fact, an
        error, a query, or a pair of file and line."""
        file, line = "", 0
        if isinstance(where, tuple):
            file, line = where
        elif where is not None:
            file, line = where.file, where.line
        raise Wrong(message, file, line)

    def parses(self):
        """Fails when a file of the learner is not Python."""
        error = program.syntax_error
        if error is not None:
            self.wrong(error.explained(), error)

    def runs(self):
        """Fails when an exception ended the learner's program."""
        if program.error is not None:
            self.wrong(program.error.explained(), program.error)

    def takes_at_most(self, ms):
        """Fails when the run took more simulated time."""
        time = program.time
        if time.total > ms:
            self.wrong(f"Your program takes {plain_ms(time.total)} ms of simulated time; it can be done in {plain_ms(ms)} ms.")

    def never_blocks(self, ms=0):
        """Fails when the event loop was blocked for longer than ms at a stretch."""
        time = program.time
        if time.longest > ms:
            what = {"sleep": "`time.sleep`", "query": "a synchronous query", "work": "a long computation"}.get(time.blocked_by, "waiting for a thread")
            self.wrong(f"{what[0].upper() + what[1:]} blocks the event loop for {plain_ms(time.longest)} ms here: no other task can go on meanwhile.", time)

    def awaits_queries(self):
        """Fails when the run sent no statement, or one that nobody awaited."""
        if not program.queries:
            self.wrong("Your program sends nothing to the database yet.")
        for q in program.queries:
            if not q.awaited:
                self.wrong("This line asks the database without `await`, so everything else has to wait for it.", q)

    def overlaps(self, ms):
        """Fails when waits were under way at once for less than ms."""
        time = program.time
        if time.overlap < ms:
            self.wrong(f"The waits of your program overlap for {plain_ms(time.overlap)} ms; {plain_ms(ms)} ms are possible. One after the other they take {plain_ms(time.serial)} ms.")

    async def calling(self, function, *args, **kwargs):
        """Calls a function of the learner and returns what it gives; awaits it
        when it must be awaited. An exception becomes the verdict."""
        try:
            result = function(*args, **kwargs)
            if hasattr(result, "__await__"):
                result = await result
            return result
        except Exception as e:
            error = raised(e)
            self.wrong(error.explained(), error)


def plain_ms(ms):
    """A number of milliseconds without decimals that say nothing."""
    return f"{ms:.1f}".removesuffix(".0")


def raised(e):
    """The Error of an exception that a check caught: its place is the innermost
    line of the learner's files."""
    cls = type(e)
    name = cls.__qualname__
    if cls.__module__ not in ("builtins", "__main__"):
        name = cls.__module__ + "." + name
    file, line, checks = "", 0, 0
    tb = e.__traceback__
    while tb is not None:
        base = tb.tb_frame.f_code.co_filename.replace("\\", "/").rsplit("/", 1)[-1]
        if base in program.files:
            file, line = base, tb.tb_lineno
        elif base == "shelf_checks.py":
            checks = tb.tb_lineno
        tb = tb.tb_next
    if file == "" and isinstance(e, SyntaxError):
        file, line = (e.filename or "").rsplit("/", 1)[-1], e.lineno or 0
    return Error({"type": name, "message": e.msg if isinstance(e, SyntaxError) else str(e), "file": file, "line": line or checks})


class _Result(unittest.TestResult):
    """Keeps the outcome of one test."""

    def __init__(self):
        super().__init__()
        self.outcome = None

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.outcome = err[1]

    def addError(self, test, err):
        super().addError(test, err)
        self.outcome = err[1]


def _tests(module):
    """The tests of a module as pairs of class and method name, as written."""
    for value in list(vars(module).values()):
        if isinstance(value, type) and issubclass(value, unittest.TestCase) and value.__module__ == module.__name__:
            for name in list(vars(value)):
                if name.startswith("test") and callable(getattr(value, name)):
                    yield value, name


def _check(cls, name):
    doc = getattr(cls, name).__doc__ or name
    item = {"name": doc.strip().split("\n")[0].strip(), "passed": True, "message": "", "file": "", "line": 0}
    result = _Result()
    cls(name).run(result)
    e = result.outcome
    if e is None:
        return item
    item["passed"] = False
    if isinstance(e, Wrong):
        item["message"], item["file"], item["line"] = e.message, e.file, e.line
    elif isinstance(e, AssertionError):
        item["message"] = str(e)
    else:
        error = raised(e)
        if error.file:
            item["message"], item["file"], item["line"] = error.explained(), error.file, error.line
        else:
            item["message"] = f"The check itself failed ({error.name}: {error.message})."
            item["line"], item["broken"] = error.line, True
    return item


def run_checks(module):
    """Runs a module's checks up to the first that fails; returns them all."""
    items = []
    failed = False
    for cls, name in _tests(module):
        if failed:
            doc = getattr(cls, name).__doc__ or name
            items.append({"name": doc.strip().split("\n")[0].strip(), "passed": False, "message": "", "skipped": True})
            continue
        item = _check(cls, name)
        failed = not item["passed"]
        items.append(item)
    return items


def report(name):
    """Runs the checks in a module and prints what they found, on a line that
    CheckWith (in Go) looks for."""
    try:
        items = run_checks(__import__(name))
    except Exception as e:
        # The checks import the learner's models, which may not be there.
        items = [_not_importable(e)]
    print()
    print("\x1eshelf:" + json.dumps(items))


def _not_importable(e):
    error = program.error or program.syntax_error or raised(e)
    item = {"name": "The program runs without an error", "passed": False, "message": error.explained()}
    item["file"], item["line"] = error.file, error.line
    if not error.file:
        item["broken"] = True
    return item


program = Program(json.loads(RECORD))
