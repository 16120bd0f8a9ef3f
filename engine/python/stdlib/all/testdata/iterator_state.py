import copy
import itertools
import pickle
from operator import length_hint


class Seq:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i


makers = [
    lambda: iter([1, 2, 3]), lambda: iter((1, 2, 3)), lambda: iter("aé\U0001f600"), lambda: iter("abc"), lambda: iter(range(3, 9, 2)),
    lambda: iter(range(10**20, 10**20 + 3)), lambda: reversed(range(3)), lambda: reversed([1, 2, 3]), lambda: iter({"a": 1, "b": 2}),
    lambda: iter({"a": 1, "b": 2}.items()), lambda: iter({"a": 1, "b": 2}.values()), lambda: reversed({"a": 1, "b": 2}), lambda: iter({5, 6}),
    lambda: enumerate("abc", 3), lambda: enumerate("abc", 2**70), lambda: zip("ab", "cd"), lambda: zip("ab", "cd", strict=True), lambda: map(str.upper, "abc"),
    lambda: filter(None, [0, 1, 2]), lambda: reversed("abc"), lambda: iter(b"abc"), lambda: iter(bytearray(b"abc")),
    lambda: itertools.repeat("x", 3),
]
for make in makers:
    it = make()
    first = next(it)
    print(type(it).__name__, first, list(copy.copy(it)), list(pickle.loads(pickle.dumps(make()))), length_hint(it, -1), list(it), list(copy.copy(it)))
it = iter(Seq())
next(it)
print(list(copy.copy(it)), it.__reduce__()[2], list(it), it.__reduce__()[1:])
it = iter([1, 2, 3])
it.__setstate__(2)
print(list(it), it.__reduce__()[1:])
it = itertools.count(3, 2)
next(it)
print(copy.copy(it), next(copy.deepcopy(it)), next(it))
calls = iter(lambda: 1, 1)
print(list(copy.copy(calls)), list(calls), calls.__reduce__()[1])

for cls, args in [
    (itertools.count, (1,)), (itertools.chain, ("ab",)), (itertools.islice, ("abc", 2)), (itertools.cycle, ("ab",)), (itertools.repeat, (1, 2)),
    (itertools.accumulate, ([1, 2],)), (itertools.takewhile, (bool, [1, 0])), (itertools.starmap, (pow, [(2, 3)])), (itertools.zip_longest, ("ab",)),
    (itertools.product, ("ab",)), (itertools.permutations, ("ab",)), (itertools.combinations, ("ab", 1)), (itertools.groupby, ("aab",)),
    (itertools.compress, ("ab", [1, 0])), (itertools.dropwhile, (bool, [0, 1])), (itertools.filterfalse, (bool, [0, 1])), (itertools.pairwise, ("abc",)),
]:
    class Sub(cls):
        def first(self):
            return next(self)

    s = Sub(*args)
    s.tag = "tag"
    print(cls.__name__, str(s.first()).split(" object")[0], s.tag, isinstance(s, cls), s.__dict__)


class Named(itertools.cycle):
    def __init__(self, items, name=None):
        self.name = name

    def __next__(self):
        return self.name, super().__next__()


n = Named("ab", name="N")
print(next(n), next(n), next(n))
