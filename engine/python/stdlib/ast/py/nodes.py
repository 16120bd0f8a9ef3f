# The classes of the nodes, made from the grammar: a line is a base class with its kinds, or a class that stands alone.
from enum import IntEnum as _IntEnum

PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000

_POSITIONS = ("lineno", "col_offset", "end_lineno", "end_col_offset")

_GRAMMAR = """
mod = Module(stmt* body, type_ignore* type_ignores) | Interactive(stmt* body) | Expression(expr body) | FunctionType(expr* argtypes, expr returns)
+stmt = FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment) | AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment) | ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list) | Return(expr? value) | Delete(expr* targets) | Assign(expr* targets, expr value, string? type_comment) | AugAssign(expr target, operator op, expr value) | AnnAssign(expr target, expr annotation, expr? value, int simple) | For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment) | AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment) | While(expr test, stmt* body, stmt* orelse) | If(expr test, stmt* body, stmt* orelse) | With(withitem* items, stmt* body, string? type_comment) | AsyncWith(withitem* items, stmt* body, string? type_comment) | Match(expr subject, match_case* cases) | Raise(expr? exc, expr? cause) | Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody) | TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody) | Assert(expr test, expr? msg) | Import(alias* names) | ImportFrom(identifier? module, alias* names, int? level) | Global(identifier* names) | Nonlocal(identifier* names) | Expr(expr value) | Pass | Break | Continue
+expr = BoolOp(boolop op, expr* values) | NamedExpr(expr target, expr value) | BinOp(expr left, operator op, expr right) | UnaryOp(unaryop op, expr operand) | Lambda(arguments args, expr body) | IfExp(expr test, expr body, expr orelse) | Dict(expr* keys, expr* values) | Set(expr* elts) | ListComp(expr elt, comprehension* generators) | SetComp(expr elt, comprehension* generators) | DictComp(expr key, expr value, comprehension* generators) | GeneratorExp(expr elt, comprehension* generators) | Await(expr value) | Yield(expr? value) | YieldFrom(expr value) | Compare(expr left, cmpop* ops, expr* comparators) | Call(expr func, expr* args, keyword* keywords) | FormattedValue(expr value, int conversion, expr? format_spec) | JoinedStr(expr* values) | Constant(constant value, string? kind) | Attribute(expr value, identifier attr, expr_context ctx) | Subscript(expr value, expr slice, expr_context ctx) | Starred(expr value, expr_context ctx) | Name(identifier id, expr_context ctx) | List(expr* elts, expr_context ctx) | Tuple(expr* elts, expr_context ctx) | Slice(expr? lower, expr? upper, expr? step)
expr_context = Load | Store | Del
boolop = And | Or
operator = Add | Sub | Mult | MatMult | Div | Mod | Pow | LShift | RShift | BitOr | BitXor | BitAnd | FloorDiv
unaryop = Invert | Not | UAdd | USub
cmpop = Eq | NotEq | Lt | LtE | Gt | GtE | Is | IsNot | In | NotIn
comprehension(expr target, expr iter, expr* ifs, int is_async)
+excepthandler = ExceptHandler(expr? type, identifier? name, stmt* body)
arguments(arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr* kw_defaults, arg? kwarg, expr* defaults)
+arg(identifier arg, expr? annotation, string? type_comment)
+keyword(identifier? arg, expr value)
+alias(identifier name, identifier? asname)
withitem(expr context_expr, expr? optional_vars)
match_case(pattern pattern, expr? guard, stmt* body)
+pattern = MatchValue(expr value) | MatchSingleton(constant value) | MatchSequence(pattern* patterns) | MatchMapping(expr* keys, pattern* patterns, identifier? rest) | MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns) | MatchStar(identifier? name) | MatchAs(pattern? pattern, identifier? name) | MatchOr(pattern* patterns)
type_ignore = TypeIgnore(int lineno, string tag)
"""


class AST:
    _fields = ()
    _attributes = ()
    __match_args__ = ()

    def __init__(self, *args, **kwargs):
        fields = self._fields
        if args:
            if len(args) > len(fields):
                raise TypeError(f"{type(self).__name__} constructor takes at most {len(fields)} positional argument{'' if len(fields) == 1 else 's'}")
            for name, value in zip(fields, args):
                if name in kwargs:
                    raise TypeError(f"{type(self).__name__} got multiple values for argument '{name}'")
                setattr(self, name, value)
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __reduce_ex__(self, protocol):
        return type(self), (), self.__dict__


def _define(base, text, positions=None):
    """The class for NAME(FIELDS). Fields that may be absent are None on the class."""
    name, _, rest = text.partition("(")
    fields, body = [], {"__module__": "ast", "__doc__": text}
    for part in rest.rstrip(")").split(", ") if rest else ():
        kind, field = part.split()
        fields.append(field)
        if kind.endswith("?"):
            body[field] = None
    body["_fields"] = body["__match_args__"] = tuple(fields)
    if positions:
        body.update(_attributes=_POSITIONS, end_lineno=None, end_col_offset=None)
    globals()[name] = cls = type(name, (base,), body)
    return cls


def _define_all():
    for line in _GRAMMAR.strip().split("\n"):
        positions = line.startswith("+")
        head, equals, kinds = line.lstrip("+").partition(" = ")
        if not equals:
            _define(AST, head, positions)
            continue
        kinds = kinds.split(" | ")
        base = _define(AST, head, positions)
        wide = any("(" in k for k in kinds)
        base.__doc__ = head + " = " + (("\n" + " " * len(head) + " | ") if wide else " | ").join(kinds)
        for kind in kinds:
            _define(base, kind)


AST.__module__ = "ast"
_define_all()
Constant.n = Constant.s = property(lambda self: self.value, lambda self, value: setattr(self, "value", value))


# What literals were before there was Constant.
class _OldMeta(type):
    def __instancecheck__(cls, inst):
        return isinstance(inst, Constant) and hasattr(inst, "value") and type(inst.value) in cls._kinds


_OLD_NAMES = {}


def _old(name, *kinds, defaults=()):
    def make(cls, *args, **kwargs):
        return Constant(*(args or defaults), **kwargs)

    body = {"__module__": "ast", "__doc__": "Deprecated AST node class. Use ast.Constant instead", "_kinds": kinds, "__new__": make, "_fields": ("value",)}
    globals()[name] = _OldMeta(name, (Constant,), body)
    _OLD_NAMES.update(dict.fromkeys(kinds, name))


_old("NameConstant", bool, type(None))
_old("Num", int, float, complex)
_old("Str", str)
_old("Bytes", bytes)
_old("Ellipsis", type(...), defaults=(...,))


class slice(AST):
    """Deprecated AST node class."""


class ExtSlice(slice):
    """Deprecated AST node class. Use ast.Tuple instead."""

    def __new__(cls, dims=(), **kwargs):
        return Tuple([*dims], Load(), **kwargs)


class Index(slice):
    """Deprecated AST node class. Use the index value directly instead."""

    def __new__(cls, value, **kwargs):
        return value


def parse(source, filename="<unknown>", mode="exec", *, type_comments=False, feature_version=None):
    return compile(source, filename, mode, PyCF_ONLY_AST)
