"""Module doc.

>>> add(1, 2)
3
"""
import contextlib
import doctest
import io
import sys

def add(a, b):
    """Adds.

    >>> add(1, 2)
    3
    >>> add(1, 1)
    5
    >>> add('a', 1)
    Traceback (most recent call last):
        ...
    TypeError: can only concatenate str (not "int") to str
    >>> for i in range(2):
    ...     print(i)
    0
    1
    >>> print("a\\n\\nb")
    a
    <BLANKLINE>
    b
    >>> x = 5
    >>> x
    >>> [1, 2,   3]  # doctest: +NORMALIZE_WHITESPACE
    [1, 2, 3]
    >>> list(range(20)) # doctest: +ELLIPSIS
    [0, 1, ..., 19]
    >>> 1/0 # doctest: +SKIP
    >>> int('z') # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    ValueError: nope
    >>> True
    1
    """
    return a + b

class C:
    """A class.

    >>> C().m()
    1
    """
    def m(self):
        """
        >>> C().m() + 1
        3
        """
        return 1

    @staticmethod
    def s():
        '''
        >>> C.s()
        2
        '''
        return 2

    @property
    def p(self):
        """
        >>> C().p
        3
        """
        return 3
def nodoc(): pass


def show(run):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        result = run()
    print(out.getvalue().replace(__file__, "main.py"), result)


show(doctest.testmod)
show(lambda: doctest.testmod(verbose=True))
show(lambda: doctest.run_docstring_examples(C.m, globals(), name="mm"))
print(doctest.script_from_examples(add.__doc__))
print([(e.source, e.want, e.exc_msg, e.lineno, e.indent, e.options) for e in doctest.DocTestParser().get_examples(add.__doc__)][:4])
for bad in (">>>x", "  >>> if 1:\n ...    2", ">>> 1 # doctest: +NOPE"):
    try:
        doctest.DocTestParser().parse(bad)
    except ValueError as e:
        print(e)
check = doctest.OutputChecker().check_output
print(check("a...c\n", "abbc\n", doctest.ELLIPSIS), check("a  b\n", "a b\n", 0), check("a  b\n", "a b\n", doctest.NORMALIZE_WHITESPACE), check("...x...x", "axbx", doctest.ELLIPSIS))
try:
    doctest.testmod(raise_on_error=True)
except doctest.DocTestFailure as failure:
    print(failure.example.source, failure.got)


# What a decorator made belongs to the module that it says, as its __module__.
import functools, types


def kept(f):
    @functools.wraps(f)
    def wrapper(*args):
        return f(*args)
    return wrapper


other = types.ModuleType("other")
exec("import functools\ndef kept(f):\n    @functools.wraps(f)\n    def wrapper(*args): return f(*args)\n    return wrapper\ndef foreign():\n    '>>> 1'", other.__dict__)
twice = other.kept(nodoc)
twice.__doc__ = ">>> 2\n2\n"
foreign = other.foreign


class Held:
    @other.kept
    def m(self):
        """
        >>> 1
        1
        """

    @property
    def p(self):
        ">>> 2"


print([(t.name, t.lineno) for t in doctest.DocTestFinder().find(sys.modules[__name__], "top")])


# Of an exception's text the notes are compared too, and of a syntax error not the place.
def noted():
    """
    >>> raise_with("one", "two")
    Traceback (most recent call last):
    ValueError: bad
    one
    two
    >>> raise_with("one")
    Traceback (most recent call last):
    ValueError: bad
    >>> 1 +
    Traceback (most recent call last):
    SyntaxError: invalid syntax
    >>>
    ...
    """


def raise_with(*notes):
    error = ValueError("bad")
    for note in notes:
        error.add_note(note)
    raise error


print(doctest.DocTestRunner(verbose=False).run(doctest.DocTestFinder().find(noted, globs={"raise_with": raise_with})[0], out=lambda s: None))
