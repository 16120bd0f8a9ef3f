def _ev(s):
    g = globals()
    try: r = eval(s, g)
    except SyntaxError as e0:
        try: exec(s, g); print(s, '-> ok'); return
        except BaseException as e: print(s, '->', type(e).__name__ + ':', e); return
    except BaseException as e: print(s, '->', type(e).__name__ + ':', e); return
    try: print(s, '->', re_sub('0x[0-9a-f]{6,}', '0x', repr(r)))
    except Exception as e: print(s, '-> repr:', type(e).__name__, e)
from re import sub as re_sub
import tomllib
doc = '''
title = "TOML \\u00e9" # c
[owner]
name = 'Tom'
dob = 1979-05-27T07:32:00-08:00
d = 1979-05-27
t = 07:32:00.5
l = 1979-05-27 07:32:00Z
[database]
enabled = true
ports = [ 8000, 8001, [1, 2,], ]
data = [ ["delta", "phi"], [3.14] ]
temp = { cpu = 79.5, "case x" = 72.0, a.b.c = 1 }
big = 1_000
h = 0xDEAD_BEEF
o = 0o755
b = 0b1101
f = [1e5, -2E-2, 6.626e-34, inf, -inf]
ml = """
Roses\\
   are red
x"""
lit = \'\'\'
C:\\path
\'\'\'
a.b = 1
a.c.d = 2
[servers]
  [servers.alpha]
  ip = "10.0.0.1"
[[products]]
name = "H"
[[products]]
[[products.sub]]
x = 1
[products.sub.deep]
y = 2
["q.r" . 's']
z = ""
'''
import pprint; pprint.pprint(tomllib.loads(doc))
_ev("tomllib.loads('')")
_ev("tomllib.loads('a = 1\\na = 2')")
_ev("tomllib.loads('a')")
_ev("tomllib.loads('a =')")
_ev("tomllib.loads('a = b')")
_ev("tomllib.loads('= 1')")
_ev("tomllib.loads('a = 1 b = 2')")
_ev("tomllib.loads('[a')")
_ev("tomllib.loads('[a]\\n[a]')")
_ev("tomllib.loads('[[a]')")
_ev('tomllib.loads(\'a = "x\')')
_ev('tomllib.loads(\'a = "\\\\q"\')')
_ev('tomllib.loads(\'a = "\\x01"\')')
_ev('tomllib.loads("a = \'x")')
_ev('tomllib.loads("a = \'\'\'x")')
_ev('tomllib.loads(\'a = """x\')')
_ev("tomllib.loads('a = [1, 2')")
_ev("tomllib.loads('a = {b = 1')")
_ev("tomllib.loads('a = {b = 1, b = 2}')")
_ev("tomllib.loads('a = {b = 1,}')")
_ev("tomllib.loads('a = {b = 1}\\na.c = 2')")
_ev("tomllib.loads('a = {b = 1}\\n[a]')")
_ev("tomllib.loads('a = [1]\\n[[a]]')")
_ev("tomllib.loads('a = 1\\n[a]')")
_ev("tomllib.loads('a = 1\\n[a.b]')")
_ev("tomllib.loads('a.b = 1\\n[a]')")
_ev("tomllib.loads('[a.b]\\n[a]\\nb.c = 1')")
_ev("tomllib.loads('[a.b]\\n[a]\\nx = 1')")
_ev("tomllib.loads('[[a]]\\n[a]')")
_ev("tomllib.loads('[a]\\n[[a]]')")
_ev("tomllib.loads('a = 01')")
_ev("tomllib.loads('a = 1979-02-30')")
_ev('tomllib.loads(\'a = "\\\\ud800"\')')
_ev('tomllib.loads(\'a = "\\\\u12"\')')
_ev("tomllib.loads('# \\x01')")
_ev("tomllib.loads('a = 1\\r\\nb = 2')")
_ev("tomllib.loads('a = 1.5', parse_float=str)")
_ev("tomllib.loads('a = 1.5', parse_float=lambda s: [])")
_ev("tomllib.loads(b'a')")
_ev('tomllib.load(5)')
_ev("tomllib.load(__import__('io').BytesIO(b'a = 1')), ")
_ev("tomllib.load(__import__('io').StringIO('a = 1'))")
_ev('tomllib.loads(\'a = """x""""\'), tomllib.loads("a = \'\'\'\'x\'\'\'\'\'")')
_ev('tomllib.loads(\'"" = 1\\n"a b".c = 2\')')
_ev("tomllib.loads('a = 1_')")
_ev("tomllib.loads('a = +0x1')")
_ev("tomllib.loads('a.b.c = 1\\na.b = 2')")
_ev("tomllib.loads('a.b = 1\\na.b.c = 2')")
