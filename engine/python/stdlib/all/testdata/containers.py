# collections: deques, counters, dicts with an order or a default, chains and named tuples, with what they refuse.
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict, deque, namedtuple
import copy
import pickle


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


# Deques.
d = deque("abc", 4)
d.append("d"), d.appendleft("z"), d.extend("xy"), d.extendleft("12")
print(d, d.maxlen, len(d), d[0], d[-1], d.count("a"), attempt(d.index, "q"), attempt(d.index, "1", 1), "a" in d)
d = deque(range(6))
d.rotate(2), print(d), d.rotate(-3), print(d), d.rotate(0), d.rotate(13), print(d)
print(d.pop(), d.popleft(), d, attempt(deque().pop), attempt(deque().popleft), sep=" | ")
d.insert(1, "i"), d.insert(-1, "j"), d.insert(99, "k"), print(d)
print(attempt(deque([1], 1).insert, 0, 2), attempt(d.remove, 77), d.remove("i"), d)
d[1], d[-1] = "one", "last"
del d[0]
print(d, attempt(lambda: d[9]), attempt(d.__delitem__, 9), attempt(d.__setitem__, 9, 0), attempt(lambda: d[0:1]), sep="\n")
d.reverse()
print(d, list(reversed(d)), d.copy() == d, d.copy() is d, copy.copy(d), pickle.loads(pickle.dumps(deque([1, 2], 3))))
print(deque([1]) + deque([2], 5), deque([1, 2], 3) * 2, 2 * deque([1]), deque([1, 2]) < deque([1, 3]), deque([1]) == [1], attempt(lambda: deque() + [1]), attempt(lambda: deque([1]) < [1]))
d = deque([1, 2])
d += [3]
d *= 2
print(d, attempt(deque, [], -1), attempt(deque, [], "x"), attempt(deque, 5), attempt(deque, [], 1, 2), attempt(hash, d), attempt(setattr, d, "maxlen", 1), sep="\n")
d.append(d)
print(repr(d), bool(deque()), d.clear(), d)
it = iter(d := deque([1, 2]))
d.append(3)
print(attempt(next, it), attempt(lambda: [d.append(x) for x in d]))

# Counters.
c = Counter("mississippi")
print(c, c.most_common(2), c.most_common(), c["q"], c.total(), sorted(c.elements()), "q" in c)
c.update("ss", z=3), c.subtract({"i": 9})
print(c, +c, -c, c + Counter(a=1), c - Counter(s=1), c | Counter(i=5), c & Counter(i=1, s=2))
print(Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2), Counter(a=2) > Counter(a=1), Counter(a=1) != {"a": 1}, attempt(Counter.fromkeys, "ab"))
del c["nothing"]
c += Counter(i=20)
c -= Counter(s=1)
print(c, attempt(Counter, 1, 2), attempt(Counter, 5), Counter(None), Counter({"a": 2}, b=1).copy(), repr(Counter()))

# Orders.
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a"), o.move_to_end("c", last=False)
print(o, attempt(o.move_to_end, "q"), o.popitem(), o.popitem(last=False), o, attempt(OrderedDict().popitem))
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == dict(b=2, a=1), list(reversed(OrderedDict(a=1, b=2))), OrderedDict.fromkeys("ab", 0))
print(o.pop("b"), attempt(o.pop, "b"), o.pop("b", None), o.setdefault("x", 5), o | {"y": 6}, {"y": 7} | o, o.copy(), list(reversed(o.items())))

# Defaults.
dd = defaultdict(list, a=[1])
dd["b"].append(2)
print(dd, dd.get("c"), dd.default_factory, dd.copy(), dd | {"z": []}, attempt(defaultdict, 5), attempt(lambda: defaultdict()["x"]), attempt(dd.__missing__, "m"), dd)
dd.default_factory = None
print(attempt(lambda: dd["q"]), dd == {"a": [1], "b": [2], "m": []}, copy.deepcopy(dd))

# Chains.
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
m["c"] = 4
print(m, m["b"], len(m), sorted(m), attempt(lambda: m["q"]), attempt(m.__delitem__, "b"), m.new_child({"a": 0}), m.parents, m.pop("c"), m.get("a"), dict(m))

# Named tuples.
P = namedtuple("P", "x y", defaults=[0])
p = P(1)
print(p, p._replace(y=5), p._asdict(), P._fields, P._field_defaults, P._make([3, 4]), p == (1, 0), p[1], p.x, hash(p) == hash((1, 0)), [*p], P.__doc__, P.x.__doc__)
print(attempt(P), attempt(P, 1, 2, 3), attempt(P, z=1), attempt(p._replace, q=1), attempt(P._make, [1]), attempt(setattr, p, "x", 2), sep="\n")
for bad in ("a a", "_a", "class", "1a", "a b!", 5):
    print(attempt(namedtuple, "T", bad))
print(attempt(namedtuple, "class", "a"), attempt(namedtuple, "T", "a", defaults=[1, 2]), namedtuple("T", "a a class", rename=True)._fields, namedtuple("T", ["a", "b"], module="m").__module__)
print(pickle.loads(pickle.dumps(p)), copy.copy(p), repr(type("Q", (P,), {})(1)))

# What is wrapped.
u = UserDict(a=1)
u["b"] = 2
print(u, u.data, "a" in u, u.get("q"), attempt(lambda: u["q"]), u | {"c": 3}, u.copy() == u)
print(UserList([3, 1]) + [2], sorted(UserList([3, 1])), UserList([1, 2])[:1], UserList([1]) == [1], UserString("aB").lower() + "c", UserString("ab") == "ab", "a" in UserString("ab"))
