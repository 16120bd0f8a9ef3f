import inspect
import unittest
import warnings


class Old(unittest.TestCase):
    def test_names(self):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            self.assertEquals(1, 1)
            self.assertNotEquals(1, 2)
            self.assert_(True)
            self.failUnless(1)
            self.failIf(0)
            self.assertAlmostEquals(1.0, 1.00000001)
            self.assertNotAlmostEquals(1.0, 1.1)
            self.assertRegexpMatches("abc", "b")
            self.assertNotRegexpMatches("abc", "x")
            self.assertRaisesRegexp(ValueError, "invalid", int, "x")
            with self.assertRaisesRegexp(ValueError, "invalid"):
                int("y")
            self.failUnlessRaises(ZeroDivisionError, lambda: 1 / 0)
            self.assertDictContainsSubset({"a": 1}, {"a": 1, "b": 2})
        for w in caught:
            print(w.category.__name__, w.message)

    def test_failures(self):
        for action in (
            lambda: self.assertDictContainsSubset({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 3}),
            lambda: self.assertEquals(1, 2),
            lambda: self.assertRegexpMatches("abc", "x", "told"),
        ):
            try:
                action()
            except AssertionError as e:
                print(e)


warnings.simplefilter("ignore")
for suite in unittest.makeSuite(Old), unittest.findTestCases(__import__("__main__")):
    result = unittest.TestResult()
    suite.run(result)
    print(result)
print(unittest.getTestCaseNames(Old, "test"), unittest.makeSuite(Old, "test_f").countTestCases())


def f(a, b=2, *args, k=1, **kw):
    c = 3
    info = inspect.getargvalues(inspect.currentframe())
    print(info[:3], sorted(info.locals))
    print(inspect.formatargvalues(["a", "b", "k"], "args", "kw", {name: info.locals[name] for name in ("a", "b", "k", "args", "kw")}))
    print(inspect.getargs(f.__code__), inspect.getlineno(inspect.currentframe()))


f(1, 2, 3, z=4)


class A:
    @property
    def p(self):
        raise RuntimeError

    def m(self):
        pass


print([name for name, _ in inspect.getmembers_static(A()) if name[0] != "_"], inspect.findsource(f)[1], inspect.getfullargspec(f))
