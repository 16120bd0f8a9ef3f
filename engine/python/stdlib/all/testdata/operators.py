# The functions of operator: each does what its sign does, with the same errors.
import operator
from operator import attrgetter, itemgetter, methodcaller


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


binary = "add sub mul truediv floordiv mod pow lshift rshift and_ or_ xor lt le eq ne ge gt is_ is_not concat contains countOf indexOf getitem matmul".split()
pairs = [(7, 2), (7, 0), (2.5, 2), ("ab", "b"), ([1, 2, 1], 1), ((1, 2), (3,)), ("ab", 1), ({1, 2}, {2, 3}), (None, 1), ({"a": 1}, "a")]
for name in binary:
    f = getattr(operator, name)
    print(name, *(attempt(f, a, b) for a, b in pairs), sep=" | ")

for name in "neg pos abs invert inv not_ truth index length_hint".split():
    f = getattr(operator, name)
    print(name, *(attempt(f, x) for x in (3, -2.5, True, "x", [], None)), sep=" | ")

# In place: what can be changed is, what cannot is made anew.
for name in "iadd isub imul itruediv ifloordiv imod ipow ilshift irshift iand ior ixor iconcat imatmul".split():
    f = getattr(operator, name)
    for make in (lambda: 6, lambda: [1], lambda: {1, 3}, lambda: "s"):
        x = make()
        y = attempt(f, x, 2 if name != "iconcat" else [2])
        print(name, x, y, y is x)
x = [1, 2]
print(operator.iadd(x, (3,)) is x, operator.iconcat(x, [4]) is x, x)

# Items.
x = [1, 2, 3]
print(operator.setitem(x, 0, 9), operator.delitem(x, slice(1, 2)), x)
print(attempt(operator.setitem, (1,), 0, 2), attempt(operator.delitem, {}, "a"), sep="\n")
print(attempt(operator.indexOf, [1, 2], 3), attempt(operator.countOf, 3, 3), attempt(operator.contains, 3, 3), sep="\n")
print(attempt(operator.concat, 1, 2), attempt(operator.concat, [1], (2,)), attempt(operator.iconcat, 1, [2]), sep="\n")


class Sized:
    def __init__(self, hint):
        self.hint = hint

    def __length_hint__(self):
        return self.hint


print(operator.length_hint(Sized(5)), operator.length_hint(Sized(NotImplemented), 8), operator.length_hint(object(), 3))
print(attempt(operator.length_hint, Sized(-1)), attempt(operator.length_hint, Sized("x")), attempt(operator.length_hint, [], "x"), sep="\n")
print(operator.call(dict, a=1), operator.call(max, 1, 2), attempt(operator.call))


# Getters.
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def move(self, dx, dy=0):
        return (self.x + dx, self.y + dy)


class Line:
    def __init__(self):
        self.start, self.end = Point(1, 2), Point(3, 4)


line = Line()
print(attrgetter("start.x")(line), attrgetter("start.x", "end.y")(line))
print(attempt(attrgetter("start.z"), line), attempt(attrgetter), attempt(attrgetter, 1), attempt(attrgetter("x")), attempt(attrgetter("x"), line, line), sep="\n")
print(itemgetter(1)("abc"), itemgetter(0, -1)([1, 2, 3]), itemgetter("a")({"a": 1}), itemgetter(slice(1, None))("abc"))
print(attempt(itemgetter(5), [1]), attempt(itemgetter("a"), [1]), attempt(itemgetter), attempt(itemgetter(1), a=1), attempt(itemgetter, a=1), sep="\n")
print(methodcaller("move", 1)(line.start), methodcaller("move", 1, dy=5)(line.start))
print(attempt(methodcaller("turn"), line), attempt(methodcaller), attempt(methodcaller, 1), attempt(methodcaller("move"), line.start), sep="\n")
for g in (attrgetter("a"), attrgetter("a", "b.c"), itemgetter(1), itemgetter("a", 2), methodcaller("m"), methodcaller("m", 1, k="v")):
    print(repr(g))
    f, args = g.__reduce__()[:2]
    print(f(*args) == g, repr(f(*args)))
print(sorted([("b", 1), ("a", 2)], key=itemgetter(0)), len(operator.__all__))
print(operator.__add__ is operator.add, operator.__not__ is operator.not_, operator.__getitem__([5], 0))
