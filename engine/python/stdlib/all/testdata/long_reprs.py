# How unittest shortens what is too long for a line.
import unittest


class T(unittest.TestCase):
    def runTest(self):
        pass


t = T()
t.maxDiff = 10
for a, b in (({"a": [1] * 30}, {"a": [2] * 30}), ("x" * 100 + "y", "x" * 100 + "z"), ([0] * 20 + [1] * 40, [0] * 20 + [2] * 40), (list(range(60)), list(range(1, 61)))):
    try:
        t.assertEqual(a, b)
    except AssertionError as e:
        print(str(e).splitlines()[0])
