"""Writes the *.txt files beside it: expressions and what this Python (3.11) makes of them.

Run it with CPython 3.11:  python3 generate.py
Hand-picked expressions are in the *.list files; the rest is made here, from a fixed seed.
"""
import contextlib
import io
import itertools
import os
import random
import re
import sys
import warnings

warnings.simplefilter("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))
ADDRESS = re.compile(r"0x[0-9a-f]{8,}")


def result(src):
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            text = ascii(eval(src, {}))
    except BaseException as e:
        text = "!%s: %s" % (type(e).__name__, ascii(str(e)))
    return text


def write(name, exprs, seen=set()):
    assert name not in seen
    seen.add(name)
    with open(os.path.join(HERE, name + ".txt"), "w") as f:
        f.write("# Written by generate.py.\n")
        for src in exprs:
            assert "\n" not in src and " -> " not in src, src
            out = result(src)
            if ADDRESS.search(out):
                continue
            f.write("%s -> %s\n" % (src, out))


def hand(name):
    with open(os.path.join(HERE, name + ".list")) as f:
        write(name, [line.rstrip("\n") for line in f if line.strip() and not line.startswith("#")])


for path in sorted(os.listdir(HERE)):
    if path.endswith(".list"):
        hand(path[:-5])

rnd = random.Random(20240501)

FLOATS = [0.0, -0.0, 1.0, -1.0, 0.1, 0.5, 1.5, 2.5, 3.5, 1e-5, 1e-4, 0.0001234, 123456.789, 1e15, 1e16, 1e17, 123456789012345680.0, 1e22, 1e23,
          1.7976931348623157e308, 5e-324, 2.2250738585072014e-308, 9.999999999999999e22, 1e100, 3.14159265358979, 99.995, 0.995, 9.5, 10.5, 1e-10,
          float("inf"), float("-inf"), float("nan")]


def lit(v):
    if isinstance(v, float) and (v != v or v in (float("inf"), float("-inf"))):
        return "float(%r)" % str(v)
    if isinstance(v, complex):
        return "complex(%s, %s)" % (lit(v.real), lit(v.imag))
    return ascii(v)


# repr of floats over the whole range of exponents
exprs = []
for v in FLOATS:
    exprs += ["repr(%s)" % lit(v), "str(%s)" % lit(v), "hash(%s)" % lit(v) if v == v else "1"]
for _ in range(100):
    v = rnd.uniform(-1, 1) * 10.0 ** rnd.randint(-320, 308)
    exprs += ["repr(%s)" % lit(v), "hash(%s)" % lit(v), "(%s).hex()" % lit(v), "(%s).as_integer_ratio()" % lit(v), "float(%r)" % repr(v)]
write("float_repr", exprs)

# format()
exprs = set()
SPECS = ["", "d", "n", "b", "o", "x", "X", "c", "e", "E", "f", "F", "g", "G", "%", "s", "r", "Z", "é"]
ALIGNS = ["", "<", ">", "=", "^", "*<", "0>", "x=", "é^", "{<"]
SIGNS = ["", "+", "-", " "]
INTS = [0, 1, -1, 7, 255, -255, 1000, -1234567, 10**12, 2**64, -(10**25), True]
for v in INTS + FLOATS:
    for _ in range(30):
        spec = (rnd.choice(ALIGNS) if rnd.random() < 0.5 else "") + (rnd.choice(SIGNS) if rnd.random() < 0.5 else "") + \
            ("z" if rnd.random() < 0.05 else "") + ("#" if rnd.random() < 0.25 else "") + ("0" if rnd.random() < 0.3 else "") + \
            (str(rnd.choice([1, 2, 5, 8, 10, 15, 20, 30])) if rnd.random() < 0.6 else "") + \
            (rnd.choice([",", "_", "_", ",_"]) if rnd.random() < 0.35 else "") + \
            ("." + rnd.choice(["0", "1", "2", "3", "5", "10", "20", ""]) if rnd.random() < 0.4 else "") + rnd.choice(SPECS)
        exprs.add("format(%s, %s)" % (lit(v), ascii(spec)))
for v in ["", "a", "héllo", "x" * 30, "日本", "a\x00b"]:
    for _ in range(40):
        spec = (rnd.choice(ALIGNS) if rnd.random() < 0.6 else "") + (rnd.choice(SIGNS) if rnd.random() < 0.1 else "") + ("#" if rnd.random() < 0.05 else "") + \
            ("0" if rnd.random() < 0.2 else "") + (str(rnd.choice([1, 5, 10, 35])) if rnd.random() < 0.7 else "") + \
            (rnd.choice([",", "_"]) if rnd.random() < 0.05 else "") + ("." + rnd.choice(["0", "1", "3", "40", ""]) if rnd.random() < 0.4 else "") + rnd.choice(["", "s", "s", "", "d"])
        exprs.add("format(%s, %s)" % (lit(v), ascii(spec)))
COMPLEX = [0j, 1j, -1j, 1 + 2j, -0.0 + 0j, complex(1.5, -2.25), complex("nan+infj"), complex(1e20, 1e-10), complex(1000, 1000)]
for v in COMPLEX:
    exprs.add("repr(%s)" % lit(v))
    for _ in range(30):
        spec = (rnd.choice(ALIGNS) if rnd.random() < 0.4 else "") + (rnd.choice(SIGNS) if rnd.random() < 0.4 else "") + ("#" if rnd.random() < 0.2 else "") + \
            ("0" if rnd.random() < 0.1 else "") + (str(rnd.choice([1, 10, 30])) if rnd.random() < 0.5 else "") + (rnd.choice([",", "_"]) if rnd.random() < 0.2 else "") + \
            ("." + rnd.choice(["0", "1", "3", "10"]) if rnd.random() < 0.5 else "") + rnd.choice(["", "", "e", "f", "g", "G", "E", "n", "d", "%", "s"])
        exprs.add("format(%s, %s)" % (lit(v), ascii(spec)))
write("format", sorted(exprs))

# % formatting
exprs = set()
for v in INTS + FLOATS + ["", "a", "héllo", None, [1], b"x"]:
    for _ in range(20):
        flags = "".join(rnd.choice("-+ #0") for _ in range(rnd.choice([0, 0, 1, 1, 2, 3])))
        spec = "%" + flags + (rnd.choice(["5", "10", "3"]) if rnd.random() < 0.5 else "") + ("." + rnd.choice(["", "0", "1", "3", "10"]) if rnd.random() < 0.4 else "") + \
            rnd.choice("diouxXeEfFgGcrsaqld")
        exprs.add("%s %% (%s,)" % (ascii("[" + spec + "]"), lit(v)))
        if rnd.random() < 0.3:
            exprs.add("%r %% (%s,)" % (("[" + spec + "]").encode(), lit(v)))
write("percent", sorted(exprs))

# round
exprs = []
for _ in range(400):
    v = rnd.choice([rnd.uniform(-1000, 1000), rnd.uniform(-1, 1) * 10 ** rnd.randint(-10, 25), rnd.randint(-2000, 2000) / 8, rnd.randint(-10**6, 10**6) / 1000])
    exprs.append("round(%r, %d)" % (v, rnd.randint(-6, 12)))
    exprs.append("round(%r)" % v)
for _ in range(100):
    exprs.append("round(%d, %d)" % (rnd.randint(-10**9, 10**9), -rnd.randint(0, 10)))
for v in FLOATS:
    exprs += ["round(%s)" % lit(v), "round(%s, 1)" % lit(v), "round(%s, -1)" % lit(v), "round(%s, 400)" % lit(v), "round(%s, -400)" % lit(v)]
write("round", exprs)

# integers
exprs = []


def someint():
    k = rnd.random()
    if k < 0.4:
        return rnd.randint(-10, 10)
    if k < 0.6:
        return rnd.choice([-1, 1]) * (2 ** rnd.choice([31, 32, 62, 63, 64]) + rnd.randint(-2, 2))
    if k < 0.8:
        return rnd.randint(-2**63, 2**63)
    return rnd.randint(-10**30, 10**30)


for _ in range(500):
    a, b = someint(), someint()
    op = rnd.choice(["+", "-", "*", "//", "%", "/", "&", "|", "^", "<", "==", ">="])
    exprs.append("%d %s %d" % (a, op, b))
for _ in range(150):
    a, b = someint(), someint()
    exprs.append("divmod(%d, %d)" % (a, b))
    exprs.append("hash(%d)" % a)
    exprs.append("(%d).bit_length(), (%d).bit_count(), -(%d), ~(%d), abs(%d)" % (a, a, a, a, a))
    exprs.append("%d << %d, %d >> %d" % (a, rnd.randint(0, 100), a, rnd.randint(0, 100)))
    exprs.append("(%d) ** %d" % (a, rnd.randint(-3, 12)))
    exprs.append("pow(%d, %d, %d)" % (a, rnd.randint(-5, 10**6), someint() or 3))
    exprs.append("float(%d), %d == float(%d), %d < float(%d)" % (a, a, a, a, a))
    exprs.append("(%d).to_bytes(%d, %r, signed=%r)" % (a, rnd.randint(0, 14), rnd.choice(["big", "little"]), rnd.random() < 0.5))
    exprs.append("int.from_bytes(%r, %r, signed=%r)" % (rnd.randbytes(rnd.randint(0, 12)), rnd.choice(["big", "little"]), rnd.random() < 0.5))
for s in ["0", "00", "0b101", "0o17", "0x1F", "-0x1f", "+5", " 5 ", "5_0", "_5", "5_", "5__0", "0_0", "0_1", "1e5", "", "-", "+", "--5", "0x", "0b2", "z", "Z9", "٣", "1 2", "0xg", "\t7\n", "1_0_0", "0b1_0", "0b_1", "0x_f", "\u2003 4"]:
    for base in ["", ", 0", ", 2", ", 8", ", 10", ", 16", ", 36"]:
        exprs.append("int(%s%s)" % (ascii(s), base))
for s in ["1", "-1", "1.5", ".5", "5.", ".", "", "1e5", "1e", "e5", "1e+5", "1E-5", "+1.5", "--1", "1_0", "1__0", "_1", "1_", "1_.5", "1._5", "1e1_0", "inf", "-INF", "Infinity", "infinit", "nan", "+NaN", "-nan", " 1.5 ", "1 5", "0x1p3", "1e400", "1e-400", "٣.٥", "1,5", "1j", "\x001", "1\x00", "0.1e-6", "1d5"]:
    exprs.append("float(%s)" % ascii(s))
    exprs.append("complex(%s)" % ascii(s))
for s in ["1+2j", "1-2j", "j", "-j", "+j", "1+j", "(1+2j)", "( 1+2j )", "1 + 2j", "1e5+2e-3j", "inf+nanj", "infj", "1+2", "2j+1", "1+2J", "(1", "1)", "()", "1e+5j", "1.5e-3-1e+2j", "nan-infj"]:
    exprs.append("complex(%s)" % ascii(s))
write("integers", exprs)

# float and complex arithmetic
exprs = []
for _ in range(300):
    a = rnd.choice(FLOATS + [rnd.uniform(-100, 100), rnd.uniform(-1e-3, 1e3), 7.0, -7.0, 2.0])
    b = rnd.choice(FLOATS + [rnd.uniform(-100, 100), 3.0, -3.0, 2.0, 0.5, 3, -2, 2**70])
    op = rnd.choice(["+", "-", "*", "/", "//", "%", "<", "==", ">", "<=", "!="])
    exprs.append("%s %s %s" % (lit(a), op, lit(b)))
    exprs.append("divmod(%s, %s)" % (lit(a), lit(b)))
for a in [0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, float("inf"), float("-inf"), float("nan"), -8.0, 4.0]:
    for b in [0.0, 1.0, -1.0, 2.0, 0.5, 3.0, -3.0, float("inf"), float("-inf"), float("nan"), 1000.0]:
        if a < 0 and b == b and b not in (float("inf"), float("-inf")) and b != int(b):
            continue
        exprs.append("(%s) ** (%s)" % (lit(a), lit(b)))
for _ in range(150):
    a, b = rnd.choice(COMPLEX + [complex(rnd.randint(-5, 5), rnd.randint(-5, 5))]), rnd.choice(COMPLEX + [complex(rnd.randint(-5, 5), rnd.randint(-5, 5)), 2, 0.5])
    exprs.append("%s %s %s" % (lit(a), rnd.choice(["+", "-", "*", "/", "==", "!=", "<", "//", "%"]), lit(b)))
for a in COMPLEX:
    exprs += ["hash(%s)" % lit(a) if a == a else "1", "(%s).conjugate()" % lit(a), "-(%s)" % lit(a), "(%s) ** 2" % lit(a), "(%s) ** 0" % lit(a), "bool(%s)" % lit(a)]
for s in ["0x1p3", "0x1.8p1", "-0x1.8p-1", "1.8", "0x.8", "0x1.", "0x", "", "inf", "-nan", "0x1p", "0x1p5000", "0x1p-5000", "1p1", " 0x1 ", "0x1.fffffffffffff8p0", "0x1.fffffffffffff7p1023", "0x1.ffffffffffffffp1023", "p1", "0xg"]:
    exprs.append("float.fromhex(%r)" % s)
write("floats", exprs)

# str methods over odd inputs
TEXTS = ["", " ", "a", "ab", "Hello World", "  spaced  out  ", "aXbXc", "XX", "ß", "ŉ", "ﬁ", "İstanbul", "ΑΣ", "ΑΣ Σ ΣΑ.", "ǆ ǅ Ǆ", "日本語", "😀x", "a\tb\tc", "a\nb\r\nc\x0bd\x1ce\x85f\u2028g", "\ud800a", "½²٣", "Ⅷ", "ⓐⓑ", "they're bill's", "aé", "\x00", "_a1", "1a", "def", "ﬀ", "ΐ", "ǰ", "Ꭰꭰ", "\xa0x\u2003"]
exprs = []
NOARG = ["lower", "upper", "casefold", "capitalize", "title", "swapcase", "isalpha", "isdecimal", "isdigit", "isnumeric", "isalnum", "isspace", "islower", "isupper", "isascii", "istitle",
         "isprintable", "isidentifier", "strip", "lstrip", "rstrip", "split", "rsplit", "splitlines", "expandtabs", "__len__"]
for s in TEXTS:
    for m in NOARG:
        exprs.append("%s.%s()" % (ascii(s), m))
    exprs += ["repr(%s)" % ascii(s), "list(%s)" % ascii(s), "%s[::-1]" % ascii(s), "%s[1:3]" % ascii(s), "%s[-2:]" % ascii(s), "%s[::2]" % ascii(s), "%s.splitlines(True)" % ascii(s), "ascii(%s)" % ascii(s)]
    for sub in ["", "a", "X", "XX", " ", "b", "é", "日", "\n"]:
        for m in ["find", "rfind", "count", "startswith", "endswith", "removeprefix", "removesuffix"]:
            exprs.append("%s.%s(%s)" % (ascii(s), m, ascii(sub)))
        if rnd.random() < 0.4:
            exprs.append("%s.%s(%s, %d, %d)" % (ascii(s), rnd.choice(["find", "rfind", "count", "startswith", "endswith", "index"]), ascii(sub), rnd.randint(-4, 4), rnd.randint(-4, 8)))
            exprs.append("%s.replace(%s, %s, %d)" % (ascii(s), ascii(sub), ascii(rnd.choice(["", "-", "日"])), rnd.randint(-1, 3)))
            exprs.append("%s.%s(%s, %d)" % (ascii(s), rnd.choice(["split", "rsplit"]), ascii(sub), rnd.randint(-1, 3)))
            exprs.append("%s.%s(%s)" % (ascii(s), rnd.choice(["partition", "rpartition"]), ascii(sub)))
            exprs.append("%s.%s(%s)" % (ascii(s), rnd.choice(["strip", "lstrip", "rstrip"]), ascii(sub + "a")))
    for m in ["center", "ljust", "rjust"]:
        exprs.append("%s.%s(%d, %s)" % (ascii(s), m, rnd.randint(0, 20), ascii(rnd.choice([" ", "*", "é", "日"]))))
        exprs.append("%s.%s(%d)" % (ascii(s), m, rnd.randint(0, 20)))
    exprs.append("%s.zfill(%d)" % (ascii(s), rnd.randint(0, 12)))
    exprs.append("%s.split(None, %d)" % (ascii(s), rnd.randint(0, 2)))
    exprs.append("%s.rsplit(None, %d)" % (ascii(s), rnd.randint(0, 2)))
    exprs.append("%s.expandtabs(%d)" % (ascii(s), rnd.randint(-1, 5)))
    for enc in ["utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-32-be", "utf-8-sig", "cp1252"]:
        exprs.append("%s.encode(%r)" % (ascii(s), enc))
        exprs.append("%s.encode(%r, %r)" % (ascii(s), enc, rnd.choice(["ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogatepass", "surrogateescape", "foo"])))
write("str_methods", exprs)

# bytes
exprs = []
BYTES = [b"", b"a", b"Hello World", b"  x y ", b"a,b,,c", b"\x00\xff", b"a\r\nb\nc\rd", b"12", b"-12", b"\tx\t", b"'", b"\"'", b"ABCabc123"]
for b in BYTES:
    for m in ["lower", "upper", "capitalize", "title", "swapcase", "isalpha", "isdigit", "isalnum", "isspace", "islower", "isupper", "isascii", "istitle", "strip", "lstrip", "rstrip", "split", "rsplit",
              "splitlines", "expandtabs", "hex", "__len__"]:
        exprs.append("%r.%s()" % (b, m))
        if rnd.random() < 0.3:
            exprs.append("bytearray(%r).%s()" % (b, m))
    exprs += ["repr(%r)" % b, "list(%r)" % b, "%r[::-1]" % b, "%r[1:3]" % b, "%r.center(10, b'*')" % b, "%r.zfill(6)" % b, "%r.splitlines(True)" % b, "%r.hex(':')" % b, "%r.hex('-', -2)" % b]
    for sub in [b"", b"a", b",", b" ", 97, 300]:
        for m in ["find", "rfind", "count", "index"]:
            exprs.append("%r.%s(%r)" % (b, m, sub))
    for sub in [b"", b"a", b","]:
        exprs += ["%r.replace(%r, b'-', %d)" % (b, sub, rnd.randint(-1, 3)), "%r.split(%r, %d)" % (b, sub, rnd.randint(-1, 2)), "%r.partition(%r)" % (b, sub), "%r.startswith(%r)" % (b, sub), "%r in %r" % (sub, b)]
for b in [b"\xff", b"a\x80b", b"\xc3", b"\xc3\xa9", b"\xe1\x80", b"\xe1\x80\x80", b"\xe1a", b"\xed\xa0\x80", b"\xf0\x90\x80\x80", b"\xf0\x80\x80\x80", b"\xf4\x90\x80\x80", b"\xf5", b"\xc0\x80", b"\xe0\x80\x80", b"abc\xe1\x80xyz\xff", b"\xff\xfea\x00", b"a\x00\x00\xd8", b"a\x00b", b"\xfe\xff\x00a", b"\xef\xbb\xbfx", b"\x81\x93", b"a\x00\x00\x00", b"\x00\xd8\x00\xdc", b"\x00\xdc"]:
    for enc in ["utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-8-sig", "cp1252"]:
        for err in ["strict", rnd.choice(["ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"])]:
            exprs.append("%r.decode(%r, %r)" % (b, enc, err))
write("bytes", exprs)

# slices
exprs = []
for _ in range(250):
    part = lambda: rnd.choice(["", "", str(rnd.randint(-8, 8)), "10**30", "-10**30"])
    step = rnd.choice(["", ":", ":%d" % rnd.choice([1, 2, 3, -1, -2, -3]), ":0" if rnd.random() < 0.1 else ":-1"])
    s = "[%s:%s%s]" % (part(), part(), step)
    seq = rnd.choice(["'abcdef'", "'aé日😀z'", "[0, 1, 2, 3, 4, 5]", "(0, 1, 2, 3)", "range(10)", "range(5, 50, 7)", "range(10**25)", "b'abcdef'", "bytearray(b'abcdef')"])
    exprs.append(seq + s)
    exprs.append("slice(%s, %s, %s).indices(%d)" % (rnd.choice([None, rnd.randint(-8, 8)]), rnd.choice([None, rnd.randint(-8, 8), 10**20]), rnd.choice([None, 1, 2, -1, -3]), rnd.randint(0, 10)))
for _ in range(150):
    part = lambda: rnd.choice(["None", str(rnd.randint(-8, 8))])
    sl = "slice(%s, %s, %s)" % (part(), part(), rnd.choice(["None", "1", "2", "-1", "-2", "3"]))
    exprs.append("[l := [0, 1, 2, 3, 4, 5], l.__setitem__(%s, %r), l][2]" % (sl, list(range(100, 100 + rnd.randint(0, 4)))))
    exprs.append("[l := [0, 1, 2, 3, 4, 5], l.__delitem__(%s), l][2]" % sl)
    exprs.append("[l := bytearray(b'012345'), l.__setitem__(%s, %r), l][2]" % (sl, b"xyzw"[:rnd.randint(0, 4)]))
    exprs.append("[l := bytearray(b'012345'), l.__delitem__(%s), l][2]" % sl)
write("slices", exprs)

# the order of sets
exprs = []


def somekey():
    k = rnd.random()
    if k < 0.6:
        return rnd.randint(-5, 100)
    if k < 0.75:
        return rnd.randint(-10**6, 10**6) / 4
    if k < 0.9:
        return (rnd.randint(0, 9), rnd.randint(0, 9))
    return rnd.choice([True, False, 2**61 - 1, 2**61, -(2**61), 1e300, 10**25])


def someset(n=None):
    return [somekey() for _ in range(n if n is not None else rnd.choice([0, 1, 3, 5, 8, 20, 60]))]


for _ in range(40):
    a, b = someset(), someset()
    exprs.append("list(set(%r))" % (a,))
    exprs.append("list(set(%r) %s set(%r))" % (a, rnd.choice("|&-^"), b))
    exprs.append("list(set(%r).%s(%r))" % (a, rnd.choice(["union", "intersection", "difference", "symmetric_difference"]), b))
    exprs.append("list(frozenset(%r).%s(%r, %r))" % (a, rnd.choice(["union", "intersection", "difference"]), b, someset(3)))
    exprs.append("[s := set(%r), s.%s(%r), list(s)][2]" % (a, rnd.choice(["update", "intersection_update", "difference_update", "symmetric_difference_update"]), b))
    exprs.append("[s := set(%r), s.%s(set(%r)), list(s)][2]" % (a, rnd.choice(["update", "intersection_update", "difference_update", "symmetric_difference_update"]), b))
    exprs.append("[s := set(%r), [s.discard(x) for x in %r], [s.add(x) for x in %r], list(s)][3]" % (a, a[::2], b))
    exprs.append("[s := set(%r), [s.pop() for _ in range(len(s) // 2)], [s.add(x) for x in %r], list(s), [s.pop() for _ in range(len(s))]]" % (a, b))
    exprs.append("list(set(%r).copy()), list(frozenset(set(%r)))" % (a, a))
    exprs.append("hash(frozenset(%r))" % (a,))
    exprs.append("list(dict.fromkeys(%r).keys() %s set(%r))" % (a, rnd.choice("|&-^"), b))
    exprs.append("set(%r) %s set(%r)" % (a, rnd.choice(["<", "<=", "==", ">", ">=", "!="]), b))
for n in range(0, 40, 3):
    nums = [rnd.randint(0, 64) for _ in range(n)]
    if n:
        exprs.append("{%s}" % ", ".join(map(str, nums)))
    exprs.append("{x * 7 for x in range(%d)}" % n)
    exprs.append("list(set(range(%d)))" % (n * 50))
write("sets", exprs)

# hashes
exprs = ["hash(%s)" % e for e in ["()", "(1,)", "(1, 2, 3)", "(1, (2, 3))", "((), ())", "(0.5, 1j)", "(True, False)", "(-1,)", "(-2,)", "tuple(range(100))", "1j", "1+2j", "-1j", "complex(-1, 0)", "range(3)", "range(1, 10, 3)", "range(10**30)",
                                  "frozenset()", "frozenset([1, 2, 3])", "frozenset([frozenset([1]), frozenset([2])])", "frozenset(range(1000))", "True", "2**61 - 1", "-(2**61 - 1)", "2**100", "float('inf')", "float('-inf')", "-1", "-1.0", "0.1", "1e300"]]
write("hashes", exprs)

# str.format
exprs = []
for f in ["{}", "{} {}", "{0}", "{1} {0}", "{0.real}", "{0!r}", "{0!s:>10}", "{:{}}", "{:{w}.{p}}", "{a}", "{a[0]}", "{a[x]}", "{a.real}", "{{}}", "{{{}}}", "}{", "{", "}", "{0", "{0!", "{0!r", "{0!rx}", "{!r}", "{:", "{:{", "{:{}", "{a.}", "{a[}", "{a[]}", "{a[0]b}", "{0[0]}", "{}{1}", "{1}{}", "{:>{}}", "{-1}", "{ 0}", "{0 }", "{a!z}", "{:{:{}}}", "{0:{1:{2}}}", "{99999999999999999999}", "{0[99999999999999999999]}", "{0[-1]}", "{:}", "{!s}", "{:5}|", "{{0}}", "{{{0}}}", "{a b}", "{[0]}", "{.real}", "{0!a}", "{:%}", "{:,}", "{é}"]:
    for args in ["(1, 2, 3)", "('é', 5, 3)", "([7, 8], 4)", "()", "(1.5, 10, 2)"]:
        exprs.append("%s.format(*%s, a=%s, w=8, p=3)" % (ascii(f), args, rnd.choice(["1", "[1, 2]", "{'x': 5}"])))
    exprs.append("%s.format_map({'a': {'x': 1}, '0': 2})" % ascii(f))
write("str_format", exprs)
