import sys


class TestProgram:
    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None, testLoader=None, exit=True, verbosity=1, failfast=None, catchbreak=None, buffer=None, warnings=None, *, tb_locals=False):
        if testLoader is None:
            from unittest.loader import defaultTestLoader as testLoader
        argv = list(argv) if argv is not None else sys.argv
        if isinstance(module, str):
            module = __import__(module, fromlist=["*"])
        if "-v" in argv or "--verbose" in argv:
            verbosity = 2
        names = [a for a in argv[1:] if not a.startswith("-")]
        if names:
            tests = testLoader.loadTestsFromNames(names, module)
        elif defaultTest is not None:
            tests = testLoader.loadTestsFromNames([defaultTest] if isinstance(defaultTest, str) else defaultTest, module)
        else:
            tests = testLoader.loadTestsFromModule(module)
        if testRunner is None:
            from unittest.runner import TextTestRunner as testRunner
        if isinstance(testRunner, type):
            testRunner = testRunner(verbosity=verbosity, failfast=bool(failfast))
        self.result = testRunner.run(tests)
        if exit:
            sys.exit(not self.result.wasSuccessful())


main = TestProgram
