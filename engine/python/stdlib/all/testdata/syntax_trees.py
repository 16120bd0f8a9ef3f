import ast
import operator
print(ast.dump(ast.parse("x = 1 + y * -2\nprint(f'{x!r:>{w}}', *a, **k)")))
print(ast.dump(ast.parse("a if b else c", mode="eval"), indent=2))
print(ast.dump(ast.parse("def f(a, /, b: int=1, *c, d, e=2, **g) -> str:\n  'doc'\n  return a"), indent=4))
OPS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow, ast.USub: operator.neg}
def ev(n):
    if isinstance(n, ast.Expression): return ev(n.body)
    if isinstance(n, ast.Num): return n.n
    if isinstance(n, ast.BinOp): return OPS[type(n.op)](ev(n.left), ev(n.right))
    if isinstance(n, ast.UnaryOp): return OPS[type(n.op)](ev(n.operand))
    raise TypeError(n)
print(ev(ast.parse("2**3 + 4*(1-5)/2", mode="eval")))
class V(ast.NodeVisitor):
    def visit_FunctionDef(self, n):
        print("func", n.name, n.lineno, n.col_offset, n.end_lineno, n.end_col_offset); self.generic_visit(n)
    def visit_Call(self, n):
        print("call", ast.unparse(n)); self.generic_visit(n)
tree = ast.parse("class A:\n    def f(self):\n        g(1)(2)\n        return h(x=3)\n")
V().visit(tree)
class T(ast.NodeTransformer):
    def visit_Constant(self, n):
        return ast.copy_location(ast.Constant(n.value * 2), n)
t = T().visit(ast.parse("print(21 + 1)"))
exec(compile(t, "<t>", "exec"))
print(eval(compile(ast.fix_missing_locations(ast.Expression(ast.BinOp(ast.Constant(3), ast.Add(), ast.Constant(4)))), "", "eval")))
try: compile(ast.Expression(ast.BinOp(ast.Constant(3), ast.Add(), ast.Constant(4))), "", "eval")
except TypeError as e: print(e)
try: compile(ast.Module([ast.Expr(ast.Constant(1, lineno=1, col_offset=0), lineno=1,col_offset=0)]), "", "exec")
except TypeError as e: print(e)
try: compile(ast.parse("1"), "", "eval")
except TypeError as e: print(e)
try: ast.parse("x = = 1")
except SyntaxError as e: print(e, e.lineno, e.offset, e.filename)
print([type(n).__name__ for n in ast.walk(ast.parse("a.b[c:d] = [i for i in x if i]"))])
print(ast.literal_eval(ast.parse("[1, {'a': (2, None)}]", mode="eval")))
try: ast.literal_eval(ast.parse("f(x)", mode="eval"))
except ValueError as e: print(str(e)[:60])
print(ast.get_docstring(ast.parse('"""Hi\n   there\n"""')))
print(ast.BinOp._fields, ast.BinOp.__doc__, ast.stmt.__doc__.split("\n")[0], ast.Name._attributes)
try: ast.Name(1, 2, 3)
except TypeError as e: print(e)
print(ast.Name("x", ast.Load()).id, isinstance(ast.Constant("a"), ast.Str), isinstance(ast.Constant(True), ast.Num), ast.Constant("q").s)
print(ast.get_source_segment("x = foo(1,\n  2)", ast.parse("x = foo(1,\n  2)").body[0].value))
n = ast.parse("é = 'ü' + b", mode="exec").body[0]
print(n.value.right.col_offset, n.value.end_col_offset)
ns = {}
exec(compile(ast.parse("def f(n):\n    return 1 if n < 2 else n * f(n - 1)"), "<ast>", "exec"), ns)
print(ns["f"](10))
try: exec(compile(ast.parse("\n\n1/0"), "<ast>", "exec"))
except ZeroDivisionError as e: print(e.__traceback__.tb_next.tb_lineno)
match ast.parse("a + 1", mode="eval").body:
    case ast.BinOp(ast.Name(id), op, ast.Constant(v)): print(id, type(op), v)
print(ast.dump(ast.Name("a"), annotate_fields=False), ast.dump(ast.parse("a", mode="eval"), include_attributes=True))
print(type(ast.parse("1;2", mode="exec")), compile("1+1", "f", "eval", ast.PyCF_ONLY_AST).body.op.__class__)
print(repr(ast.Add()).split(" at")[0], ast.Add.__mro__)
source = '''
"""Doc with 'quotes' and \\\\ backslash."""
from . import a as b, c
from ..d.e import *
import x.y as z

@deco(1)
class A(B, metaclass=M, **kw):
    "class doc"
    x: int = 1
    (y): str
    z.w: float

    async def f(self, a, /, b=1, *, c: "q" = 2, **k) -> None:
        async with a as b, c:
            async for i in d:
                await e
            else:
                return (yield)
        x = yield 1
        x += yield
        return lambda *a, b=3: (a, b)

def g(*args):
    global q, r
    nonlocal_ = -x ** -y
    del a[0], b.c
    assert (a, b), "msg"
    while (n := n - 1):
        if a and (b or c) and not d:
            break
        elif a < b <= c is not d not in e:
            continue
        else:
            pass
    else:
        raise X from Y
    try:
        a[1:2, ::3, *b] = c, d = {**e, 'f': 1}, {1, 2}
    except (A, B) as e:
        raise
    except* C:
        pass
    finally:
        (a if b else c).d(*e, **f)
''' .replace("    except* C:\n        pass\n", "") + '''
try:
    pass
except* E as g:
    pass
match a, b:
    case [1, -2, *rest] | {"k": None, **more} if x:
        1 .real
    case Point(x=0, y=A.b) as p:
        f"{x!r:>{w}}{{}} {y=} {'a' + z}" "tail\\n"
    case _:
        b'x' + u'y' + 1e999 + 2j
[i async for i in x if i if j for k in l], {i: j for i in x}, {i for i in x}
a @ b // c << d & e ^ f | ~g
(a + b) * c - (d - e) ** (f ** g) ** h
x = (a,)
x = *a, b
print((yield_ for yield_ in x), ...)
'''
tree = ast.parse(source)
print(ast.unparse(tree))
print(ast.dump(tree, include_attributes=True))
print(ast.dump(ast.parse(ast.unparse(tree))) == ast.dump(tree))
for text in ("", "1", "a.b.c", "f'{x}'"):
    print(ast.dump(ast.parse(text)), ast.dump(ast.parse(text or "0", mode="single")))
for bad in (lambda: compile(ast.Module([], []), "f", "eval"), lambda: compile(ast.Expression(ast.Name("a", ast.Load())), "f", "eval"),
            lambda: ast.dump(1), lambda: ast.get_docstring(ast.Pass()), lambda: ast.literal_eval(ast.Name("a", ast.Load(), lineno=3, col_offset=0)), lambda: ast.parse("a b", "file.py"),
            lambda: compile(ast.fix_missing_locations(ast.Expression(ast.BinOp(ast.Constant(1), ast.And(), ast.Constant(2)))), "f", "eval"),
            lambda: compile(ast.fix_missing_locations(ast.Expression(ast.Constant([1]))), "f", "eval"),
            lambda: compile(ast.fix_missing_locations(ast.Module([ast.Return(ast.Constant(1))], [])), "f", "exec"),
            lambda: ast.BinOp(1, 2, 3, 4), lambda: ast.BinOp(1, left=2)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])
