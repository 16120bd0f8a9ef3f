"""Writes cases.json: random patterns and texts with what CPython's re makes of them. Usage: python3 gen.py [count] [seed] > cases.json"""
import json
import random
import re
import sys
import warnings

warnings.simplefilter("ignore")
count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
R = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)

ATOMS = list("aabbcAB. 1_-\n") + [
    r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", r"\b", r"\B", r"\A", r"\Z", "^", "$", ".", ".", "[ab]", "[^a]", "[a-c]", r"[\w-]", "[]a]",
    r"[^\d\s]", "[A-Z]", "é", "ß", "ı", "ſ", r"\x61", r"\u0062", r"\n", r"\101", r"\.", "K", "İ",
]
BAD = ["(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "\\", "(?", "(?P", "(?P<", "(?P<a>", "(?<", r"\8", r"\q", "[b-a]", r"[\d-a]", "(?z)",
       "{2,1}", "(?P=x)", "(?(5)a)", r"\x1", r"\400", "(?i-", "(?-", "(?a-i:", "(?#", "**", "(?P<1>a)", "(?(a)b)", "(?L)", "(?i"]


def atom(depth, names):
    k = R.random()
    if depth <= 0 or k < 0.5:
        return R.choice(ATOMS)
    body = pattern(depth - 1, names)
    if k < 0.65:
        return f"({body})"
    if k < 0.72:
        return f"(?:{body})"
    if k < 0.76:
        name = R.choice("xyz") + str(len(names))
        names.append(name)
        return f"(?P<{name}>{body})"
    if k < 0.79:
        return f"(?={body})"
    if k < 0.82:
        return f"(?!{body})"
    if k < 0.85:
        return f"(?<={R.choice(ATOMS)})"
    if k < 0.87:
        return f"(?<!{R.choice(ATOMS)}{R.choice(ATOMS)})"
    if k < 0.90:
        return rf"\{R.randrange(1, 4)}"
    if k < 0.92 and names:
        return f"(?P={R.choice(names)})"
    if k < 0.94:
        return f"(?({R.randrange(1, 3)}){R.choice(ATOMS)}|{R.choice(ATOMS)})"
    if k < 0.96:
        return f"(?>{body})"
    if k < 0.98:
        return f"(?{R.choice(['i', 's', 'm', 'x', 'a', 'i-s', '-i', 'ix'])}:{body})"
    return R.choice(BAD)


def piece(depth, names):
    a = atom(depth, names)
    if R.random() < 0.35:
        a += R.choice(["*", "+", "?", "{2}", "{1,2}", "{,2}", "{1,}", "{0}"]) + R.choice(["", "", "", "?", "+"])
    return a


def pattern(depth, names):
    parts = ["".join(piece(depth, names) for _ in range(R.randrange(0 if depth < 3 else 1, 4)))]
    while R.random() < 0.2:
        parts.append("".join(piece(depth, names) for _ in range(R.randrange(0, 3))))
    return "|".join(parts)


def text():
    return "".join(R.choice("aaabbbccAB 1_-\n\n.éßıſKİis") for _ in range(R.randrange(0, 12)))


def spans(m):
    return None if m is None else [m.lastindex or 0, [x for r in m.regs for x in r]]


cases = []
while len(cases) < count:
    p = pattern(3, [])
    if R.random() < 0.1:
        p = R.choice(["(?i)", "(?s)", "(?m)", "(?x)", "(?a)", "(?im)"]) + p
    if R.random() < 0.1:
        i = R.randrange(len(p) + 1)
        p = p[:i] + R.choice(BAD) + p[i:]
    flags = R.choice([0, 0, 0, re.I, re.M, re.S, re.X, re.A, re.I | re.A, re.I | re.M | re.S])
    as_bytes = R.random() < 0.1 and p.isascii()
    case = {"p": p, "f": int(flags), "b": as_bytes}
    try:
        c = re.compile(p.encode() if as_bytes else p, flags)
    except re.error as e:
        case["e"] = [e.msg, -1 if e.pos is None else e.pos]
    except (ValueError, OverflowError) as e:
        case["e"] = [str(e), -2]
    except RecursionError:
        continue
    else:
        case["s"] = s = text().encode("ascii", "ignore").decode() if as_bytes else text()
        t = s.encode() if as_bytes else s
        case["flags"] = c.flags
        try:
            case["search"] = spans(c.search(t))
            case["match"] = spans(c.match(t))
            case["full"] = spans(c.fullmatch(t))
            case["all"] = [list(m.span()) for m in c.finditer(t)]
        except SystemError:  # CPython's own mistake with groups in look-arounds that failed
            continue
    cases.append(case)
print("[")
print(",\n".join(json.dumps(c, ensure_ascii=False) for c in cases))
print("]")
