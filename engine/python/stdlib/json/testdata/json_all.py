import json, enum, collections


class Decimal:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return f"Decimal({self.text!r})"


def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


for doc in [
    "1", "-0", "-", "01", "1.5", "1.", "1e5", "1e", "1E+2", "-1.5e-3", '"a"', '"a', '"\\', '"\\x"', '"\\u12"', '"\\u0041"', '"\\ud83d\\ude00"',
    '"\\ud83dx"', '"a\nb"', "[]", "[1,]", "[1 2]", "[1,2", "[", "{}", '{"a":1}', '{"a":1,}', '{"a" 1}', '{a:1}', '{"a":}', "{", '{"a"', '{"a":1',
    "nul", "null", "true", "True", "NaN", "Infinity", "-Infinity", "", "  ", "1 2", " [1, {\"b\": [null]}] ", '{"a":1, "a":2}', "\ufeff1",
    '["é", "\\u00e9"]', '{"é": x}', "[1,\n2,\n x]", "'a'", '"\t"', "1" * 30, '"\\/\\b\\f\\n\\r\\t"', "[[[[]]]]", "-x", "[1}", '{"a":1]', "\x00",
]:
    show(json.loads, doc)
for bad in (1, None, [], b'{"a": [1, 2.5]}', bytearray(b"[1]"), '"x"'.encode("utf-16"), '"é"'.encode(), "[1]".encode("utf-32-le")):
    show(json.loads, bad)
try:
    json.loads('{"a":\n tru}')
except json.JSONDecodeError as e:
    print(e.msg, e.doc, e.pos, e.lineno, e.colno, e.args, isinstance(e, ValueError))


class Color(enum.IntEnum):
    RED = 1


class S(str):
    pass


class F(float):
    def __repr__(self):
        return "F!"


P = collections.namedtuple("P", "x y")
circle = []
circle.append(circle)
for obj in [
    1, 1.5, 1e100, 1e16, float("nan"), float("inf"), True, None, "aé😀\x7f\x00\"\\/\n\t", [], {}, (), (1, 2), [1, [2, [3]]], {"a": {"b": []}},
    {1: 2, None: 3, True: 4, 1.5: 5}, Color.RED, S("s"), F(2.5), {Color.RED: Color.RED}, P(1, 2), collections.OrderedDict(z=1, a=2),
    {(1, 2): 3}, object, {1, 2}, b"x", circle, 10**30, collections.defaultdict(list, a=[1]), collections.Counter("aab"), Decimal("1.5"),
    {"a": object()}, "\ud800",
]:
    show(json.dumps, obj)
    if obj is not circle:
        show(json.dumps, obj, indent=2, ensure_ascii=False)
data = {"b": [1, 2, {"c": None}], "a": {"x": "y", "e": []}, "f": 1.0}
for kw in [
    {"indent": 4}, {"indent": 0}, {"indent": "\t"}, {"separators": (",", ":")}, {"sort_keys": True}, {"indent": 1, "sort_keys": True, "separators": (";", "=")},
    {"indent": -1}, {"indent": True},
]:
    show(json.dumps, data, **kw)
show(json.dumps, {"b": 1, 2: 3}, sort_keys=True)
show(json.dumps, {(1,): 1, "a": 2}, skipkeys=True)
show(json.dumps, float("nan"), allow_nan=False)
show(json.dumps, [object()], default=lambda o: ["obj", 1])
show(json.dumps, [object()], default=lambda o: o)
show(json.dumps, {1, 2}, default=list)
show(json.dumps, 1, bogus=2)


class Enc(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex):
            return {"re": o.real, "im": o.imag}
        return super().default(o)


show(json.dumps, {"z": 1 + 2j}, cls=Enc)
show(json.dumps, [set()], cls=Enc)
print(list(json.JSONEncoder().iterencode([1, "a", {"b": [2, 3], "c": None}, []])))
print(list(json.JSONEncoder(indent=1).iterencode([1, {"b": [2]}])))
print(json.JSONEncoder(separators=(",", ":")).encode({"a": 1}), Enc(indent=2).encode([1j]))
print(json.loads('{"a": 1.5, "b": 2}', parse_float=Decimal, parse_int=lambda s: "i" + s))
print(json.loads("[NaN, -Infinity]", parse_constant=lambda c: "<" + c + ">"))
print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())))
print(json.loads('{"a": {"b": 1}, "a": 2}', object_pairs_hook=lambda p: p))
print(json.loads('"a\tb"', strict=False))
print(json.JSONDecoder().raw_decode("[1, 2] tail"), json.JSONDecoder().raw_decode("é 1"[2:]))
show(json.JSONDecoder().raw_decode, "  1")
import io

f = io.StringIO()
json.dump({"a": [1, 2]}, f, indent=1)
print(f.getvalue())
f.seek(0)
print(json.load(f))


class Dec(json.JSONDecoder):
    def decode(self, s):
        return ("decoded", super().decode(s))


print(json.loads("[1]", cls=Dec))
show(json.loads, "[" * 100000)
x = []
for _ in range(100000):
    x = [x]
show(lambda: json.dumps(x)[:10])

from json.decoder import scanstring

print(scanstring('née" and more', 0), scanstring('x: "\\u00e9\\n", 3', 4))
for text, at in ('ab"cd\\uZZZZ"', 3), ('"abc', 1), ('"a\tb"', 1):
    try:
        print(scanstring(text, at))
    except json.JSONDecodeError as e:
        print(e, e.pos, e.doc == text)
print(scanstring('"a\tb"', 1, False))
