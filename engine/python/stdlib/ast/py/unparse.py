class _Level(_IntEnum):
    """How tightly an expression binds, from the loosest."""

    NAMED, TUPLE, YIELD, TEST, OR, AND, NOT, CMP, BOR, BXOR, BAND, SHIFT, ARITH, TERM, FACTOR, POWER, AWAIT, ATOM = range(18)


_BINARY = {
    "Add": ("+", _Level.ARITH), "Sub": ("-", _Level.ARITH), "Mult": ("*", _Level.TERM), "MatMult": ("@", _Level.TERM), "Div": ("/", _Level.TERM), "Mod": ("%", _Level.TERM),
    "FloorDiv": ("//", _Level.TERM), "LShift": ("<<", _Level.SHIFT), "RShift": (">>", _Level.SHIFT), "BitOr": ("|", _Level.BOR), "BitXor": ("^", _Level.BXOR),
    "BitAnd": ("&", _Level.BAND), "Pow": ("**", _Level.POWER),
}
_UNARY = {"Invert": ("~", _Level.FACTOR), "Not": ("not ", _Level.NOT), "UAdd": ("+", _Level.FACTOR), "USub": ("-", _Level.FACTOR)}
_COMPARE = {"Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in"}
_HUGE = "1e309"


def _next(level):
    return _Level(min(level + 1, _Level.ATOM))


class _Unparser:
    """Writes expressions as strings and statements as lines."""

    def __init__(self):
        self.lines = []
        self.depth = 0

    # Expressions.

    def expr(self, node, level=_Level.TEST):
        return getattr(self, "e_" + type(node).__name__)(node, level)

    def exprs(self, nodes, level=_Level.TEST):
        return ", ".join(self.expr(n, level) for n in nodes)

    @staticmethod
    def within(text, level, own):
        return f"({text})" if level > own else text

    def e_Name(self, n, level):
        return n.id

    def e_Constant(self, n, level):
        if isinstance(n.value, tuple):
            items = [repr(v) for v in n.value]
            return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"
        if n.value is ...:
            return "..."
        text = repr(n.value)
        if isinstance(n.value, (float, complex)):
            text = text.replace("inf", _HUGE).replace("nan", f"({_HUGE}-{_HUGE})")
        return ("u" if n.kind == "u" else "") + text

    def e_NamedExpr(self, n, level):
        return self.within(f"{self.expr(n.target, _Level.ATOM)} := {self.expr(n.value, _Level.ATOM)}", level, _Level.NAMED)

    def e_BoolOp(self, n, level):
        word, own = ("and", _Level.AND) if isinstance(n.op, And) else ("or", _Level.OR)
        parts, inner = [], own
        for v in n.values:
            inner = _next(inner)
            parts.append(self.expr(v, inner))
        return self.within(f" {word} ".join(parts), level, own)

    def e_BinOp(self, n, level):
        symbol, own = _BINARY[type(n.op).__name__]
        left, right = own, _next(own)
        if symbol == "**":
            left, right = right, left
        return self.within(f"{self.expr(n.left, left)} {symbol} {self.expr(n.right, right)}", level, own)

    def e_UnaryOp(self, n, level):
        symbol, own = _UNARY[type(n.op).__name__]
        return self.within(symbol + self.expr(n.operand, own), level, own)

    def e_Compare(self, n, level):
        text = self.expr(n.left, _next(_Level.CMP))
        for op, right in zip(n.ops, n.comparators):
            text += f" {_COMPARE[type(op).__name__]} {self.expr(right, _next(_Level.CMP))}"
        return self.within(text, level, _Level.CMP)

    def e_IfExp(self, n, level):
        text = f"{self.expr(n.body, _next(_Level.TEST))} if {self.expr(n.test, _next(_Level.TEST))} else {self.expr(n.orelse)}"
        return self.within(text, level, _Level.TEST)

    def e_Lambda(self, n, level):
        params = self.arguments(n.args)
        return self.within(f"lambda{' ' if params else ''}{params}: {self.expr(n.body)}", level, _Level.TEST)

    def e_Await(self, n, level):
        return self.within(f"await {self.expr(n.value, _Level.ATOM)}" if n.value else "await", level, _Level.AWAIT)

    def e_Yield(self, n, level):
        return self.within(f"yield {self.expr(n.value, _Level.ATOM)}" if n.value else "yield", level, _Level.YIELD)

    def e_YieldFrom(self, n, level):
        return self.within(f"yield from {self.expr(n.value, _Level.ATOM)}", level, _Level.YIELD)

    def e_Starred(self, n, level):
        return "*" + self.expr(n.value, _Level.BOR)

    def e_Tuple(self, n, level):
        text = self.exprs(n.elts) + ("," if len(n.elts) == 1 else "")
        return f"({text})" if not n.elts or level > _Level.TUPLE else text

    def e_List(self, n, level):
        return f"[{self.exprs(n.elts)}]"

    def e_Set(self, n, level):
        return f"{{{self.exprs(n.elts)}}}" if n.elts else "{*()}"

    def e_Dict(self, n, level):
        parts = [f"**{self.expr(v, _Level.BOR)}" if k is None else f"{self.expr(k)}: {self.expr(v)}" for k, v in zip(n.keys, n.values)]
        return f"{{{', '.join(parts)}}}"

    def generators(self, n):
        text = ""
        for c in n.generators:
            text += f"{' async' if c.is_async else ''} for {self.expr(c.target, _Level.TUPLE)} in {self.expr(c.iter, _next(_Level.TEST))}"
            text += "".join(f" if {self.expr(i, _next(_Level.TEST))}" for i in c.ifs)
        return text

    def e_ListComp(self, n, level):
        return f"[{self.expr(n.elt)}{self.generators(n)}]"

    def e_SetComp(self, n, level):
        return f"{{{self.expr(n.elt)}{self.generators(n)}}}"

    def e_DictComp(self, n, level):
        return f"{{{self.expr(n.key)}: {self.expr(n.value)}{self.generators(n)}}}"

    def e_GeneratorExp(self, n, level):
        return f"({self.expr(n.elt)}{self.generators(n)})"

    def e_Attribute(self, n, level):
        text = self.expr(n.value, _Level.ATOM)
        if isinstance(n.value, Constant) and isinstance(n.value.value, int):
            text += " "
        return f"{text}.{n.attr}"

    def keywords(self, keywords):
        return [f"**{self.expr(k.value)}" if k.arg is None else f"{k.arg}={self.expr(k.value)}" for k in keywords]

    def e_Call(self, n, level):
        return f"{self.expr(n.func, _Level.ATOM)}({', '.join([self.expr(a) for a in n.args] + self.keywords(n.keywords))})"

    def e_Subscript(self, n, level):
        inner = n.slice
        if isinstance(inner, Tuple) and inner.elts:
            text = self.exprs(inner.elts) + ("," if len(inner.elts) == 1 else "")
        else:
            text = self.expr(inner)
        return f"{self.expr(n.value, _Level.ATOM)}[{text}]"

    def e_Slice(self, n, level):
        lower, upper, step = (self.expr(p) if p else "" for p in (n.lower, n.upper, n.step))
        return f"{lower}:{upper}" + (f":{step}" if n.step else "")

    def e_JoinedStr(self, n, level):
        quotes, out = ("'", '"', '"""', "'''"), ""
        for v in n.values:
            text, quotes = self.quotable("".join(self.piece(v)), quotes, isinstance(v, Constant))
            out += text
        return f"f{quotes[0]}{out}{quotes[0]}"

    def e_FormattedValue(self, n, level):
        return self.e_JoinedStr(JoinedStr([n]), level)

    def piece(self, v):
        """The texts of which a part of an f-string consists."""
        if isinstance(v, Constant):
            yield v.value.replace("{", "{{").replace("}", "}}")
        elif isinstance(v, JoinedStr):
            for inner in v.values:
                yield from self.piece(inner)
        else:
            text = self.expr(v.value, _next(_Level.TEST))
            if "\\" in text:
                raise ValueError("Unable to avoid backslash in f-string expression part")
            yield ("{ " if text.startswith("{") else "{") + text
            if v.conversion != -1:
                yield "!" + chr(v.conversion)
            if v.format_spec:
                yield ":"
                yield from self.piece(v.format_spec)
            yield "}"

    @staticmethod
    def quotable(text, quotes, escape_whitespace):
        """A text as it stands between quotes, and those of the quotes that it may stand between, the best first."""
        out = "".join(c if c in "\n\t" and not escape_whitespace else _Unparser.escaped(c) for c in text)
        possible = [q for q in quotes if q not in out and (len(q) == 3 or "\n" not in out)]
        if not possible:
            text = repr(text)
            return text[1:-1], [next((q for q in quotes if text[0] in q), text[0])]
        if out:
            possible.sort(key=lambda q: q[0] == out[-1])
            if possible[0][0] == out[-1]:
                out = out[:-1] + "\\" + out[-1]
        return out, possible

    @staticmethod
    def escaped(c):
        if c == "\\" or not c.isprintable():
            return c.encode("unicode_escape").decode("ascii")
        return c

    # Statements.

    def line(self, text):
        self.lines.append("    " * self.depth + text if text else "")

    def blank(self):
        if self.lines:
            self.lines.append("")

    def block(self, head, body):
        self.line(head + ":")
        self.depth += 1
        self.body(body)
        self.depth -= 1

    def body(self, statements):
        for s in statements:
            getattr(self, "s_" + type(s).__name__)(s)

    def documented(self, head, n):
        self.line(head + ":")
        self.depth += 1
        self.with_docstring(n)
        self.depth -= 1

    def with_docstring(self, n):
        doc, body = get_docstring(n, clean=False), n.body
        if doc is not None:
            self.line(self.docstring(doc))
            body = body[1:]
        self.body(body)

    @staticmethod
    def docstring(doc):
        text, quotes = _Unparser.quotable(doc, ('"""', "'''"), False)
        return quotes[0] + text + quotes[0]

    def s_Expr(self, n):
        self.line(self.expr(n.value, _Level.YIELD))

    def s_Assign(self, n):
        self.line("".join(f"{self.expr(t, _Level.TUPLE)} = " for t in n.targets) + self.expr(n.value))

    def s_AugAssign(self, n):
        self.line(f"{self.expr(n.target)} {_BINARY[type(n.op).__name__][0]}= {self.expr(n.value)}")

    def s_AnnAssign(self, n):
        target = self.expr(n.target)
        if not n.simple and isinstance(n.target, Name):
            target = f"({target})"
        self.line(f"{target}: {self.expr(n.annotation)}" + (f" = {self.expr(n.value)}" if n.value else ""))

    def s_Return(self, n):
        self.line("return" + (f" {self.expr(n.value)}" if n.value else ""))

    def s_Pass(self, n):
        self.line("pass")

    def s_Break(self, n):
        self.line("break")

    def s_Continue(self, n):
        self.line("continue")

    def s_Delete(self, n):
        self.line("del " + self.exprs(n.targets))

    def s_Assert(self, n):
        self.line(f"assert {self.expr(n.test)}" + (f", {self.expr(n.msg)}" if n.msg else ""))

    def s_Global(self, n):
        self.line("global " + ", ".join(n.names))

    def s_Nonlocal(self, n):
        self.line("nonlocal " + ", ".join(n.names))

    def s_Raise(self, n):
        self.line("raise" + (f" {self.expr(n.exc)}" if n.exc else "") + (f" from {self.expr(n.cause)}" if n.cause else ""))

    def aliases(self, names):
        return ", ".join(a.name + (f" as {a.asname}" if a.asname else "") for a in names)

    def s_Import(self, n):
        self.line("import " + self.aliases(n.names))

    def s_ImportFrom(self, n):
        self.line(f"from {'.' * (n.level or 0)}{n.module or ''} import {self.aliases(n.names)}")

    def s_If(self, n):
        word = "if"
        while True:
            self.block(f"{word} {self.expr(n.test, _Level.TEST)}", n.body)
            if len(n.orelse) != 1 or not isinstance(n.orelse[0], If):
                break
            n, word = n.orelse[0], "elif"
        if n.orelse:
            self.block("else", n.orelse)

    def otherwise(self, n):
        if n.orelse:
            self.block("else", n.orelse)

    def s_While(self, n):
        self.block(f"while {self.expr(n.test)}", n.body)
        self.otherwise(n)

    def s_For(self, n, word="for"):
        self.block(f"{word} {self.expr(n.target, _Level.TUPLE)} in {self.expr(n.iter)}", n.body)
        self.otherwise(n)

    def s_AsyncFor(self, n):
        self.s_For(n, "async for")

    def s_With(self, n, word="with"):
        items = [self.expr(i.context_expr) + (f" as {self.expr(i.optional_vars)}" if i.optional_vars else "") for i in n.items]
        self.block(f"{word} {', '.join(items)}", n.body)

    def s_AsyncWith(self, n):
        self.s_With(n, "async with")

    def s_Try(self, n, star=""):
        self.block("try", n.body)
        for h in n.handlers:
            what = f" {self.expr(h.type)}" if h.type else ""
            self.block(f"except{star}{what}" + (f" as {h.name}" if h.name else ""), h.body)
        self.otherwise(n)
        if n.finalbody:
            self.block("finally", n.finalbody)

    def s_TryStar(self, n):
        self.s_Try(n, "*")

    def arguments(self, a):
        out, positional = [], a.posonlyargs + a.args
        defaults = [None] * (len(positional) - len(a.defaults)) + a.defaults
        for i, (p, default) in enumerate(zip(positional, defaults), 1):
            out.append(self.arg(p) + (f"={self.expr(default)}" if default else ""))
            if i == len(a.posonlyargs):
                out.append("/")
        if a.vararg or a.kwonlyargs:
            out.append("*" + (self.arg(a.vararg) if a.vararg else ""))
        for p, default in zip(a.kwonlyargs, a.kw_defaults):
            out.append(self.arg(p) + (f"={self.expr(default)}" if default else ""))
        if a.kwarg:
            out.append("**" + self.arg(a.kwarg))
        return ", ".join(out)

    def arg(self, a):
        return a.arg + (f": {self.expr(a.annotation)}" if a.annotation else "")

    def decorators(self, n):
        self.blank()
        for d in n.decorator_list:
            self.line("@" + self.expr(d))

    def s_FunctionDef(self, n, word="def"):
        self.decorators(n)
        self.documented(f"{word} {n.name}({self.arguments(n.args)})" + (f" -> {self.expr(n.returns)}" if n.returns else ""), n)

    def s_AsyncFunctionDef(self, n):
        self.s_FunctionDef(n, "async def")

    def s_ClassDef(self, n):
        self.decorators(n)
        bases = ", ".join([self.expr(b) for b in n.bases] + self.keywords(n.keywords))
        self.documented(f"class {n.name}" + (f"({bases})" if bases else ""), n)

    def s_Match(self, n):
        self.line(f"match {self.expr(n.subject)}:")
        self.depth += 1
        for c in n.cases:
            self.block(f"case {self.pattern(c.pattern)}" + (f" if {self.expr(c.guard)}" if c.guard else ""), c.body)
        self.depth -= 1

    # Patterns.

    def pattern(self, n, level=_Level.TEST):
        return getattr(self, "p_" + type(n).__name__)(n, level)

    def p_MatchValue(self, n, level):
        return self.expr(n.value)

    def p_MatchSingleton(self, n, level):
        return repr(n.value)

    def p_MatchSequence(self, n, level):
        return f"[{', '.join(self.pattern(p) for p in n.patterns)}]"

    def p_MatchStar(self, n, level):
        return "*" + (n.name or "_")

    def p_MatchMapping(self, n, level):
        parts = [f"{self.expr(k)}: {self.pattern(p)}" for k, p in zip(n.keys, n.patterns)]
        return f"{{{', '.join(parts + ([f'**{n.rest}'] if n.rest else []))}}}"

    def p_MatchClass(self, n, level):
        parts = [self.pattern(p) for p in n.patterns] + [f"{a}={self.pattern(p)}" for a, p in zip(n.kwd_attrs, n.kwd_patterns)]
        return f"{self.expr(n.cls, _Level.ATOM)}({', '.join(parts)})"

    def p_MatchAs(self, n, level):
        if n.name is None:
            return "_"
        if n.pattern is None:
            return n.name
        return self.within(f"{self.pattern(n.pattern, _Level.BOR)} as {n.name}", level, _Level.TEST)

    def p_MatchOr(self, n, level):
        return self.within(" | ".join(self.pattern(p, _next(_Level.BOR)) for p in n.patterns), level, _Level.BOR)


def unparse(ast_obj):
    u = _Unparser()
    if isinstance(ast_obj, Module):
        u.with_docstring(ast_obj)
    elif isinstance(ast_obj, Interactive):
        u.body(ast_obj.body)
    elif isinstance(ast_obj, Expression):
        return u.expr(ast_obj.body)
    elif isinstance(ast_obj, expr):
        return u.expr(ast_obj)
    elif isinstance(ast_obj, pattern):
        return u.pattern(ast_obj)
    elif isinstance(ast_obj, list):
        u.body(ast_obj)
    elif isinstance(ast_obj, arguments):
        return u.arguments(ast_obj)
    elif isinstance(ast_obj, arg):
        return u.arg(ast_obj)
    elif isinstance(ast_obj, keyword):
        return u.keywords([ast_obj])[0]
    elif isinstance(ast_obj, alias):
        return u.aliases([ast_obj])
    elif isinstance(ast_obj, comprehension):
        return u.generators(ListComp(None, [ast_obj]))
    elif isinstance(ast_obj, stmt):
        u.body([ast_obj])
    else:
        raise TypeError(f"cannot unparse {type(ast_obj).__name__}")
    return "\n".join(u.lines)
