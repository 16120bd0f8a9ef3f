import re

print(re.I, repr(re.I | re.M), str(re.I | re.M), re.RegexFlag(0), repr(re.RegexFlag(512)), type(re.I))
p = re.compile("a(?P<n>b)?", re.I | re.M)
print(p, repr(p.flags), p.groupindex, re.compile(b"x"), re.compile("x" * 300), re.compile("x", re.A | re.X | re.S | re.DOTALL))
m = p.search("xab")
print(m, m.regs, m.lastindex, m.lastgroup, m.groupdict(), m["n"], m.span("n"), m.pos, m.endpos, m.re is p, m.string)
for f in (
    lambda: m.group(5), lambda: m.group("q"), lambda: m.start("z"), lambda: re.compile(3), lambda: re.match("a", 3),
    lambda: re.match("a", b"x"), lambda: re.match(b"a", "x"), lambda: re.sub("a", 3, "abc"), lambda: re.sub("a", lambda m: 3, "abc"),
    lambda: re.sub("(a)", r"\2", "abc"), lambda: re.sub("(a)", r"\g<x>", "abc"), lambda: re.compile("("), lambda: re.compile("a\n(b"),
    lambda: re.compile(p, re.I), lambda: re.match(), lambda: p.match(), lambda: p.sub("a"), lambda: re.match("a", "b", 0, 1),
    lambda: p.match(string=1), lambda: p.findall("a", "b"), lambda: m.group([1]), lambda: m.expand(3), lambda: re.sub("a", b"", "abc"),
    lambda: re.split("a"), lambda: re.compile("(?<=a+)b"), lambda: re.compile("a**"), lambda: re.sub("a", r"\q", "a"), lambda: re.compile("x", re.L),
    lambda: re.compile(r"\g"), lambda: re.compile("[z-a]"), lambda: re.compile("(?P<a>x)(?P<a>y)"), lambda: re.compile("a{5,2}"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e), e, {k: v for k, v in getattr(e, "__dict__", {}).items()})
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world foo bar"), re.sub("x*", "-", "abxd"), re.subn("a", lambda m: m[0].upper(), "banana", 2))
print(re.split(r"(\W)", "a,b c"), re.split("x*", "axbc"), re.split(",", "a,b,c", maxsplit=1), re.findall(r"(\d)(\w)?", "1a 2 3c"))
print(re.escape("a.b*c [x]"), re.escape(b"a.b"), re.findall(r"é.", "éaéb"), re.search("b", "ééb").span())
print(re.fullmatch(r"\d{4}-\d\d", "2024-05"), re.match("(?x) a # c\n b", "ab"))
print([m.group() for m in re.finditer(r"(?i)[a-z]+", "Ab cD")], re.sub(r"(?P<y>a)", r"[\g<y>\g<0>\\n\n]", "bab"))
print(re.sub("(a)|b", r"<\1>", "ab"), re.match("(a)?(b)?", "b").groups("none"), re.match("(?P<x>a)?b", "b").groupdict(0))
print(p == re.compile("a(?P<n>b)?", re.I | re.M), p != re.compile("a"), hash(p) == hash(re.compile("a(?P<n>b)?", re.I | re.M)))
print(re.compile("b").match("ab", 1), re.compile("^b").match("ab", 1), re.compile("b").search("abab", 2, 3), re.compile("a$").search("ab", 0, 1))
print(re.findall("", "abc"), re.findall("a|", "aab"), [m.span() for m in re.finditer("a*", "baac")], list(re.finditer("x", "abc")))
print(re.sub(b"a", rb"\g<0>!", b"banana"), re.findall(rb"\w+", b"ab cd"), re.split(rb",", b"a,b"), re.search(rb"\xff", b"a\xff"))
TOKENS = re.compile(r"(?P<number>\d+(\.\d*)?)|(?P<name>[A-Za-z_]\w*)|(?P<op>[-+*/=()])|(?P<skip>\s+)|(?P<bad>.)")
for tok in TOKENS.finditer("total = price * (1 + 0.2) ?"):
    if tok.lastgroup != "skip":
        print(tok.lastgroup, tok.group(), tok.start(), end="; ")
print()
print(re.sub(r"(?<!^)(?=[A-Z])", "_", "camelCaseString").lower(), re.findall(r"(?i)(?<=@)\w+", "a@B c@d"))
print(re.match(r"(\w)(?:(\w)\2)*", "abbccx"), re.search(r"(?s:.)b.", "a\nb\n"), re.match(r"(?P<q>['\"]).*?(?P=q)", "'a\"b' c'"))
print(re.compile("x").__class__.__name__, re.Pattern, re.Match, isinstance(p, re.Pattern), isinstance(m, re.Match))
