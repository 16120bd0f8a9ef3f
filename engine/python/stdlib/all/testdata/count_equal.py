import unittest


class T(unittest.TestCase):
    def runTest(self):
        pass


for a, b in (([1, 2, 2], [1, 1, 2]), ("abca", "bcdd"), ([[1], [2]], [[2], [3], [3]]), ([], [1]), ([1], []), ([1, 2], [2, 1])):
    try:
        T().assertCountEqual(a, b)
        print("equal")
    except AssertionError as e:
        print(e)
