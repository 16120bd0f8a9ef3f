match a:
    case b: c
match a:
    case 1: pass
    case -1: pass
    case 1.5: pass
    case -1j: pass
    case 1 + 2j: pass
    case -1.5 - 2j: pass
    case 'a': pass
    case 'a' 'b': pass
    case b'a': pass
    case None: pass
    case True: pass
    case False: pass
match a:
    case _: pass
match a:
    case b.c: pass
    case b.c.d: pass
    case (b): pass
    case (1): pass
match a:
    case []: pass
    case [b]: pass
    case [b,]: pass
    case [b, *c, _]: pass
    case [*_]: pass
    case (): pass
    case (b,): pass
    case (b, *c): pass
    case b, c: pass
    case b,: pass
    case *b, c: pass
    case *_,: pass
match a:
    case {}: pass
    case {'b': c}: pass
    case {'b': c, 1: d,}: pass
    case {-1: b, None: c, d.e: f, 1+2j: g}: pass
    case {**b}: pass
    case {'b': c, **d,}: pass
    case {'b' 'c': _}: pass
match a:
    case B(): pass
    case B(c): pass
    case B(c,): pass
    case B(c=d): pass
    case B(c, d=e, f=_,): pass
    case b.C(D(), e=[f, *_]): pass
match a:
    case 1 | 2 | 3: pass
    case (1 | 2): pass
    case [1 | b]: pass
match a:
    case b as c: pass
    case 1 | 2 as c: pass
    case [b as c, d]: pass
    case (b as c): pass
    case {'k': (1 | 2) as n}: pass
match a:
    case b if c: pass
    case b if (c := d): pass
    case [b] if b > 1 and c:
        pass
match a, b:
    case c, d: pass
match a,:
    case _: pass
match *a, b:
    case _: pass
match (a):
    case _: pass
match [a, b]:
    case _: pass
match a := b:
    case _: pass
match -a:
    case _: pass
match match:
    case case: pass
match = {}
match[a]
match(a)
match (a), b
match * a
match - a
match.a
match: int = 1
match, case = a
case = 1
_ = 2
print(match, case, _)
def match(case, _): return match
class case: match = 1
