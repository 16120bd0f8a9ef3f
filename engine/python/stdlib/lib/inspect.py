import enum
import functools
import types
from collections import OrderedDict, namedtuple

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR, CO_NOFREE = 1, 2, 4, 8, 16, 32, 64
CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 128, 256, 512

GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED"


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)


def ismethoddescriptor(obj):
    if isclass(obj) or ismethod(obj) or isfunction(obj):
        return False
    kind = type(obj)
    return not hasattr(kind, "__set__") and hasattr(kind, "__get__")


def isdatadescriptor(object):
    kind = type(object)
    writes = hasattr(kind, "__set__") or hasattr(kind, "__delete__")
    return writes and not (isclass(object) or ismethod(object) or isfunction(object))


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isframe(object):
    return isinstance(object, types.FrameType)


def iscode(object):
    return isinstance(object, types.CodeType)


def isabstract(object):
    return isinstance(object, type) and bool(getattr(object, "__abstractmethods__", False))


def isawaitable(object):
    if isinstance(object, types.GeneratorType):
        return bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
    return isinstance(object, types.CoroutineType) or hasattr(type(object), "__await__")


def _has_code_flag(f, flag):
    # A method's function, a partial's, and that one's if it is a method again.
    for kind, inner in (types.MethodType, "__func__"), (functools.partial, "func"), (types.MethodType, "__func__"):
        while isinstance(f, kind):
            f = getattr(f, inner)
    return isfunction(f) and bool(f.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    return _has_code_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    return _has_code_flag(obj, CO_COROUTINE)


def isasyncgenfunction(obj):
    return _has_code_flag(obj, CO_ASYNC_GENERATOR)


def getgeneratorstate(generator):
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_frame is None:
        return GEN_CLOSED
    return GEN_SUSPENDED if generator.gi_suspended else GEN_CREATED


def getcoroutinestate(coroutine):
    if coroutine.cr_running:
        return CORO_RUNNING
    if coroutine.cr_frame is None:
        return CORO_CLOSED
    return CORO_SUSPENDED if coroutine.cr_suspended else CORO_CREATED


def getmembers(object, predicate=None):
    return _members(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    return _members(object, predicate, getattr_static)


def _members(object, predicate, get):
    out, seen = [], set()
    for name in dir(object):
        if name in seen:
            continue
        seen.add(name)
        try:
            value = get(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            out.append((name, value))
    return sorted(out, key=lambda pair: pair[0])


def getmro(cls):
    return cls.__mro__


Attribute = namedtuple("Attribute", "name kind defining_class object")


def classify_class_attrs(cls):
    """A class's attributes, each with its kind and the class that has it."""
    out = []
    for name in dir(cls):
        home = next((base for base in cls.__mro__ if name in base.__dict__), None)
        if home is None:
            continue
        own = home.__dict__[name]
        try:
            value = None if name == "__dict__" else getattr(cls, name)
        except Exception:
            value = None
        if isinstance(own, staticmethod) or isbuiltin(own):
            kind, value = "static method", own
        elif isinstance(own, (classmethod, types.ClassMethodDescriptorType)):
            kind, value = "class method", own
        elif isinstance(own, property):
            kind, value = "property", own
        else:
            value = own if value is None else value
            kind = "method" if isroutine(value) else "data"
        out.append(Attribute(name, kind, home, value))
    return out


def getclasstree(classes, unique=False):
    """Nested lists of (class, bases): each list after an entry has the subclasses of that class."""
    children, roots = {}, []
    for c in classes:
        for parent in c.__bases__:
            below = children.setdefault(parent, [])
            if c not in below:
                below.append(c)
            if unique and parent in classes:
                break
        else:
            if not c.__bases__ and c not in roots:
                roots.append(c)
    roots += [parent for parent in children if parent not in classes]
    return _tree(roots, children, None)


def _tree(classes, children, parent):
    out = []
    for c in sorted(classes, key=lambda c: (c.__module__, c.__name__)):
        out.append((c, c.__bases__))
        if c in children:
            out.append(_tree(children[c], children, c))
    return out


def getmodule(object, _filename=None):
    import sys

    if ismodule(object):
        return object
    return sys.modules.get(getattr(object, "__module__", None))


def getmodulename(path):
    name = path.rsplit("/", 1)[-1]
    return name[:-3] if name.endswith(".py") else None


def unwrap(func, *, stop=None):
    seen = {id(func)}
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f"wrapper loop when unwrapping {func!r}")
        seen.add(id(func))
    return func


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margin = None
    for line in lines[1:]:
        stripped = line.lstrip()
        if stripped:
            indent = len(line) - len(stripped)
            margin = indent if margin is None else min(margin, indent)
    if lines:
        lines[0] = lines[0].lstrip()
    if margin is not None:
        lines[1:] = [line[margin:] for line in lines[1:]]
    filled = [i for i, line in enumerate(lines) if line] or [0]
    return "\n".join(lines[filled[0] : filled[-1] + 1])


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    if doc is None:
        try:
            doc = _inherited_doc(object)
        except (AttributeError, TypeError):
            return None
    return cleandoc(doc) if isinstance(doc, str) else None


def _inherited_doc(obj):
    """The docstring of what obj overrides."""
    if isclass(obj):
        return next((base.__doc__ for base in obj.__mro__ if base.__doc__ is not None), None)
    if ismethod(obj):
        owner, name = obj.__self__, obj.__func__.__name__
        if not (isclass(owner) and getattr(getattr(owner, name, None), "__func__", None) is obj.__func__):
            owner = owner.__class__
    elif isfunction(obj) or isinstance(obj, property):
        func = obj if isfunction(obj) else obj.fget
        owner, name = _class_of(func), func.__name__
        if owner is None or getattr(owner, name) is not obj:
            return None
    elif ismethoddescriptor(obj) or isdatadescriptor(obj):
        owner, name = obj.__objclass__, obj.__name__
        slots = getattr(owner, "__slots__", None)
        if ismemberdescriptor(obj) and isinstance(slots, dict) and name in slots:
            return slots[name]
    else:
        return None
    for base in owner.__mro__:
        doc = getattr(getattr(base, name, None), "__doc__", None)
        if doc is not None:
            return doc
    return None


def _class_of(func):
    """The class that a function's qualified name says it is in."""
    import sys

    found = sys.modules.get(func.__module__)
    for name in func.__qualname__.split(".")[:-1]:
        found = getattr(found, name)
    return found if isclass(found) else None


def getcomments(object):
    """The comment above an object's definition, or the one that a module begins with."""
    try:
        if ismodule(object):
            import linecache

            lines, start = linecache.getlines(getfile(object)), 0
            if lines and lines[0].startswith("#!"):
                start = 1
            while start < len(lines) and lines[start].strip() in ("", "#"):
                start += 1
            end = start
            while end < len(lines) and lines[end].startswith("#"):
                end += 1
            return "".join(line.expandtabs() for line in lines[start:end]) or None
        lines, end = _source(object)
    except (OSError, TypeError):
        return None
    indent, start = indentsize(lines[end]), end
    while start > 0 and lines[start - 1].lstrip().startswith("#") and indentsize(lines[start - 1]) == indent:
        start -= 1
    return "".join(line.expandtabs().lstrip() for line in lines[start:end]) or None


def getfile(object):
    if ismodule(object) and getattr(object, "__file__", None):
        return object.__file__
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if iscode(object):
        return object.co_filename
    if isframe(object):
        return object.f_code.co_filename
    raise TypeError(f"module, class, method, function, traceback, frame, or code object was expected, got {type(object).__name__}")


getsourcefile = getfile


def getsourcelines(object):
    """The lines of what defines an object and the number of the first; a module has all of its file's, counted from 0."""
    object = unwrap(object)
    lines, start = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or isframe(object) and object.f_code.co_name == "<module>":
        return lines, 0
    return getblock(lines[start:]), start + 1


def _source(object):
    """The lines of the file that an object is in, and the index of its first."""
    import linecache

    if ismodule(object):
        lines = linecache.getlines(getfile(object))
        if not lines:
            raise OSError("could not get source code")
        return lines, 0
    if isclass(object):
        import sys

        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None) is None and object.__module__ != "__main__":
            raise TypeError(f"{object!r} is a built-in class")
        lines = linecache.getlines(getattr(module, "__file__", None) or "main.py")
        start = next((i for i, line in enumerate(lines) if line.lstrip().startswith(f"class {object.__name__}")), None)
        if start is None:
            raise OSError("could not find class definition")
    else:
        lines = linecache.getlines(getfile(object))
        if ismethod(object):
            object = object.__func__
        code = object if iscode(object) else object.__code__
        start = code.co_firstlineno - 1
    if not lines:
        raise OSError("could not get source code")
    return lines, start


def findsource(object):
    """The lines of the file that an object is in, and the index of the line where it begins."""
    if isframe(object) or istraceback(object):
        object = object.tb_frame.f_code if istraceback(object) else object.f_code
    return _source(object)


def getlineno(frame):
    return frame.f_lineno


def getblock(lines):
    """The lines of the block that begins with the first of them."""
    indent = len(lines[0]) - len(lines[0].lstrip())
    end, body = 1, not lines[0].lstrip().startswith("@")
    depth = lines[0].count("(") + lines[0].count("[") + lines[0].count("{") - lines[0].count(")") - lines[0].count("]") - lines[0].count("}")
    for i, line in enumerate(lines[1:], 1):
        if not line.strip():
            continue
        here = len(line) - len(line.lstrip())
        if here <= indent and depth <= 0 and body:
            break
        if here <= indent and line.lstrip().startswith(("def ", "class ", "async ")):
            body = True
        depth += line.count("(") + line.count("[") + line.count("{") - line.count(")") - line.count("]") - line.count("}")
        end = i + 1
    return lines[:end]


def getsource(object):
    return "".join(getsourcelines(object)[0])


def currentframe():
    import sys

    return sys._getframe(1)


def stack(context=1):
    import sys

    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    import sys

    return getinnerframes(sys.exc_info()[2], context)


class Traceback(namedtuple("_Traceback", "filename lineno function code_context index")):
    """Where a frame is, with the lines of source around it."""

    def __new__(cls, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, filename, lineno, function, code_context, index)
        self.positions = positions
        return self

    def __repr__(self):
        return _named(self, self._fields + ("positions",))


class FrameInfo(namedtuple("_FrameInfo", "frame filename lineno function code_context index")):
    """A frame and where it is."""

    def __new__(cls, frame, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, frame, filename, lineno, function, code_context, index)
        self.positions = positions
        return self

    def __repr__(self):
        return _named(self, self._fields + ("positions",))


def _named(self, fields):
    return f"{type(self).__name__}({', '.join(f'{field}={getattr(self, field)!r}' for field in fields)})"


# The machine tells a frame's line; a code object's table of columns is not kept.
Positions = namedtuple("Positions", "lineno end_lineno col_offset end_col_offset", defaults=(None,) * 4)


def getframeinfo(frame, context=1):
    if istraceback(frame):
        lineno, frame = frame.tb_lineno, frame.tb_frame
    elif isframe(frame):
        lineno = frame.f_lineno
    else:
        raise TypeError(f"{frame!r} is not a frame or traceback object")
    code = frame.f_code
    lines = index = None
    if context > 0:
        import linecache

        source = linecache.getlines(code.co_filename)
        if source:
            start = max(0, min(lineno - 1 - context // 2, len(source) - context))
            lines, index = source[start : start + context], lineno - 1 - start
    return Traceback(code.co_filename, lineno, code.co_name, lines, index, positions=Positions(lineno))


def getouterframes(frame, context=1):
    out = []
    while frame is not None:
        where = getframeinfo(frame, context)
        out.append(FrameInfo(frame, *where, positions=where.positions))
        frame = frame.f_back
    return out


def getinnerframes(tb, context=1):
    out = []
    while tb is not None:
        where = getframeinfo(tb, context)
        out.append(FrameInfo(tb.tb_frame, *where, positions=where.positions))
        tb = tb.tb_next
    return out


def getattr_static(obj, attr, default=...):
    for klass in (obj.__mro__ if isclass(obj) else (obj,) + type(obj).__mro__):
        d = getattr(klass, "__dict__", {})
        if attr in d:
            return d[attr]
    if default is not ...:
        return default
    raise AttributeError(attr)


class _empty:
    """Marks what is not there: a default, an annotation."""


class _ParameterKind(enum.IntEnum):
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4

    def __str__(self):
        return self._name_

    @property
    def description(self):
        return ("positional-only", "positional or keyword", "variadic positional", "keyword-only", "variadic keyword")[self]


def formatannotation(annotation, base_module=None):
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if not isinstance(annotation, type) or isinstance(annotation, types.GenericAlias):
        return repr(annotation)
    module, name = annotation.__module__, annotation.__qualname__
    return name if module in ("builtins", base_module) else f"{module}.{name}"


class Parameter:
    POSITIONAL_ONLY = _ParameterKind.POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _ParameterKind.POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _ParameterKind.VAR_POSITIONAL
    KEYWORD_ONLY = _ParameterKind.KEYWORD_ONLY
    VAR_KEYWORD = _ParameterKind.VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind") from None
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        if default is not _empty and self._kind in (self.VAR_POSITIONAL, self.VAR_KEYWORD):
            raise ValueError(f"{self._kind.description} parameters cannot have default values")
        self._name, self._default, self._annotation = name, default, annotation

    name = property(lambda self: self._name)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)
    kind = property(lambda self: self._kind)

    def replace(self, *, name=..., kind=..., annotation=..., default=...):
        return type(self)(
            self._name if name is ... else name,
            self._kind if kind is ... else kind,
            default=self._default if default is ... else default,
            annotation=self._annotation if annotation is ... else annotation,
        )

    def __str__(self):
        s = self._name
        if self._annotation is not _empty:
            s += f": {formatannotation(self._annotation)}"
        if self._default is not _empty:
            s += f" = {self._default!r}" if self._annotation is not _empty else f"={self._default!r}"
        if self._kind == self.VAR_POSITIONAL:
            s = "*" + s
        elif self._kind == self.VAR_KEYWORD:
            s = "**" + s
        return s

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def _parts(self):
        return self._name, self._kind, self._annotation, self._default

    def __hash__(self):
        return hash(self._parts())

    def __eq__(self, other):
        return self._parts() == other._parts() if isinstance(other, Parameter) else NotImplemented


class BoundArguments:
    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        out = []
        for name, p in self._signature.parameters.items():
            if p.kind in (Parameter.KEYWORD_ONLY, Parameter.VAR_KEYWORD) or name not in self.arguments:
                break
            if p.kind == Parameter.VAR_POSITIONAL:
                out.extend(self.arguments[name])
            else:
                out.append(self.arguments[name])
        return tuple(out)

    @property
    def kwargs(self):
        out, started = {}, False
        for name, p in self._signature.parameters.items():
            if not started:
                if p.kind in (Parameter.KEYWORD_ONLY, Parameter.VAR_KEYWORD):
                    started = True
                elif name not in self.arguments:
                    started = True
                    continue
            if not started or name not in self.arguments:
                continue
            if p.kind == Parameter.VAR_KEYWORD:
                out.update(self.arguments[name])
            else:
                out[name] = self.arguments[name]
        return out

    def apply_defaults(self):
        new = []
        for name, p in self._signature.parameters.items():
            if name in self.arguments:
                new.append((name, self.arguments[name]))
            elif p.default is not _empty:
                new.append((name, p.default))
            elif p.kind == Parameter.VAR_POSITIONAL:
                new.append((name, ()))
            elif p.kind == Parameter.VAR_KEYWORD:
                new.append((name, {}))
        self.arguments = dict(new)

    def __eq__(self, other):
        return isinstance(other, BoundArguments) and self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        return f"<{type(self).__name__} ({', '.join(f'{k}={v!r}' for k, v in self.arguments.items())})>"


class Signature:
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        if __validate_parameters__ and parameters is not None:
            parameters = list(parameters)
            self._validate(parameters)
        self._parameters = types.MappingProxyType(OrderedDict((p.name, p) for p in parameters or ()))
        self._return_annotation = return_annotation

    def _validate(self, parameters):
        seen, top, defaults = set(), Parameter.POSITIONAL_ONLY, False
        for p in parameters:
            if p.kind < top:
                raise ValueError(f"wrong parameter order: {top.description} parameter before {p.kind.description} parameter")
            if p.kind > top:
                top, defaults = p.kind, defaults and p.kind == Parameter.POSITIONAL_OR_KEYWORD
            if p.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD):
                if p.default is not _empty:
                    defaults = True
                elif defaults:
                    raise ValueError("non-default argument follows default argument")
            if p.name in seen:
                raise ValueError(f"duplicate parameter name: {p.name!r}")
            seen.add(p.name)

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        return signature(obj, follow_wrapped=follow_wrapped)

    def replace(self, *, parameters=..., return_annotation=...):
        return type(self)(
            self._parameters.values() if parameters is ... else parameters,
            return_annotation=self._return_annotation if return_annotation is ... else return_annotation,
        )

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return list(self._parameters.values()) == list(other._parameters.values()) and self._return_annotation == other._return_annotation

    def __hash__(self):
        return hash((tuple(self._parameters.values()), self._return_annotation))

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __str__(self):
        out, pos_only, kw_sep = [], False, True
        for p in self._parameters.values():
            if p.kind == Parameter.POSITIONAL_ONLY:
                pos_only = True
            elif pos_only:
                out.append("/")
                pos_only = False
            if p.kind == Parameter.VAR_POSITIONAL:
                kw_sep = False
            elif p.kind == Parameter.KEYWORD_ONLY and kw_sep:
                out.append("*")
                kw_sep = False
            out.append(str(p))
        if pos_only:
            out.append("/")
        s = f"({', '.join(out)})"
        if self._return_annotation is not _empty:
            s += f" -> {formatannotation(self._return_annotation)}"
        return s

    def _bind(self, args, kwargs, partial=False):
        arguments, args, kwargs = {}, list(args), dict(kwargs)
        for name, p in self._parameters.items():
            if p.kind == Parameter.VAR_POSITIONAL:
                arguments[name] = tuple(args)
                args = []
                if not arguments[name]:
                    del arguments[name]
            elif p.kind == Parameter.VAR_KEYWORD:
                continue
            elif p.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD) and args:
                if p.kind == Parameter.POSITIONAL_OR_KEYWORD and name in kwargs:
                    raise TypeError(f"multiple values for argument {name!r}")
                arguments[name] = args.pop(0)
            elif p.kind != Parameter.POSITIONAL_ONLY and name in kwargs:
                arguments[name] = kwargs.pop(name)
            elif p.kind == Parameter.POSITIONAL_ONLY and name in kwargs and p.default is _empty:
                raise TypeError(f"{name!r} parameter is positional only, but was passed as a keyword")
            elif p.default is _empty and not partial:
                kind = "keyword-only " if p.kind == Parameter.KEYWORD_ONLY else ""
                raise TypeError(f"missing a required {kind}argument: {name!r}" if not kind else f"missing a required argument: {name!r}")
        if args:
            raise TypeError("too many positional arguments")
        for name, p in self._parameters.items():
            if p.kind == Parameter.VAR_KEYWORD:
                if kwargs:
                    arguments[name] = kwargs
                kwargs = {}
        if kwargs:
            raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return BoundArguments(self, arguments)

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, partial=True)


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if isinstance(obj, types.MethodType):
        sig = signature(obj.__func__, follow_wrapped=follow_wrapped)
        return sig.replace(parameters=list(sig.parameters.values())[1:])
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__"))
    sig = getattr(obj, "__signature__", None)
    if sig is not None:
        return sig
    if isinstance(obj, functools.partial):
        bound = signature(obj.func)
        params = list(bound.parameters.values())[len(obj.args):]
        out, kw_only = [], False
        for p in params:
            if p.name in obj.keywords:
                p, kw_only = p.replace(default=obj.keywords[p.name], kind=Parameter.KEYWORD_ONLY), True
            elif kw_only and p.kind == Parameter.POSITIONAL_OR_KEYWORD:
                p = p.replace(kind=Parameter.KEYWORD_ONLY)
            out.append(p)
        return bound.replace(parameters=out)
    if isfunction(obj):
        return _from_function(obj)
    if isinstance(obj, type):
        call = getattr(type(obj), "__call__", None)
        if isfunction(call):  # the metaclass's
            sig = _from_function(call)
            return sig.replace(parameters=list(sig.parameters.values())[1:])
        for name in ("__new__", "__init__"):
            for base in obj.__mro__:
                if name in base.__dict__:
                    found = base.__dict__[name]
                    break
            else:
                continue
            if isinstance(found, staticmethod):
                found = found.__func__
            if isfunction(found):
                sig = _from_function(found)
                return sig.replace(parameters=list(sig.parameters.values())[1:])
        if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return Signature()
        sig = _described(obj, "__init__")
        if sig is not None:
            return sig
        if hasattr(obj, "_field_defaults") and issubclass(obj, tuple):  # a named tuple
            return Signature([
                Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=obj._field_defaults.get(name, _empty)) for name in obj._fields
            ])
        raise ValueError(f"no signature found for builtin type {obj!r}")
    call = getattr(type(obj), "__call__", None)
    if isfunction(call):
        sig = _from_function(call)
        return sig.replace(parameters=list(sig.parameters.values())[1:])
    text = getattr(obj, "__text_signature__", None)
    if text:
        return _from_text(text, obj)
    owner = getattr(obj, "__objclass__", None)
    if owner is not None:
        sig = _described(owner, obj.__name__)
        if sig is not None:
            return sig.replace(parameters=[Parameter("self", Parameter.POSITIONAL_OR_KEYWORD), *sig.parameters.values()])
    elif hasattr(obj, "__self__") and hasattr(obj, "__name__"):
        owner = obj.__self__ if isinstance(obj.__self__, type) else type(obj.__self__)
        sig = _described(owner, obj.__name__)
        if sig is not None:
            return sig
    raise ValueError(f"no signature found for builtin {obj!r}")


def _described(cls, name):
    """The signature of a native method, without self, that stands for one which Django has in Python."""
    if not any(base.__module__.startswith("django.") for base in cls.__mro__):
        return None
    from django import _signatures

    own = getattr(getattr(cls, "_queryset_class", None), name, None)
    if isfunction(own):  # what a manager passes on to a queryset class of the program's
        sig = _from_function(own)
        return sig.replace(parameters=list(sig.parameters.values())[1:])
    parameters = _signatures.find(cls, name)
    if parameters is None:
        return None
    namespace = {}
    exec(f"def stub{parameters}: pass", namespace)
    return _from_function(namespace["stub"])


def _from_text(text, obj):
    """The signature in a built-in function's __text_signature__, whose first parameter may stand for what it is bound to."""
    hidden = text.startswith("($")
    import sys

    namespace = {"sys": sys}
    exec(f"def stub{text.replace('($', '(', 1)}: pass", namespace)
    sig = _from_function(namespace["stub"])
    parameters = list(sig.parameters.values())
    if hidden and (isbuiltin(obj) or text.startswith("($module")):
        del parameters[0]
    elif hidden:
        parameters[0] = parameters[0].replace(kind=Parameter.POSITIONAL_ONLY)
    return sig.replace(parameters=parameters)


def _from_function(func):
    code = func.__code__
    names = code.co_varnames
    n_pos, n_kw, n_posonly = code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount
    annotations = func.__annotations__
    defaults, kwdefaults = func.__defaults__ or (), func.__kwdefaults__ or {}
    out = []
    for i, name in enumerate(names[:n_pos]):
        d = i - (n_pos - len(defaults))
        kind = Parameter.POSITIONAL_ONLY if i < n_posonly else Parameter.POSITIONAL_OR_KEYWORD
        out.append(Parameter(name, kind, default=defaults[d] if d >= 0 else _empty, annotation=annotations.get(name, _empty)))
    i = n_pos + n_kw
    if code.co_flags & CO_VARARGS:
        out.append(Parameter(names[i], Parameter.VAR_POSITIONAL, annotation=annotations.get(names[i], _empty)))
        i += 1
    for name in names[n_pos:n_pos + n_kw]:
        out.append(Parameter(name, Parameter.KEYWORD_ONLY, default=kwdefaults.get(name, _empty), annotation=annotations.get(name, _empty)))
    if code.co_flags & CO_VARKEYWORDS:
        out.append(Parameter(names[i], Parameter.VAR_KEYWORD, annotation=annotations.get(names[i], _empty)))
    return Signature(out, return_annotation=annotations.get("return", _empty))


FullArgSpec = namedtuple("FullArgSpec", "args varargs varkw defaults kwonlyargs kwonlydefaults annotations")
Arguments = namedtuple("Arguments", "args varargs varkw")
ArgInfo = namedtuple("ArgInfo", "args varargs keywords locals")


def getargs(co):
    """The names of a code object's parameters."""
    if not iscode(co):
        raise TypeError(f"{co!r} is not a code object")
    names = list(co.co_varnames)
    n = co.co_argcount + co.co_kwonlyargcount
    rest = iter(names[n:])
    varargs = next(rest) if co.co_flags & CO_VARARGS else None
    varkw = next(rest) if co.co_flags & CO_VARKEYWORDS else None
    return Arguments(names[:n], varargs, varkw)


def getargvalues(frame):
    return ArgInfo(*getargs(frame.f_code), frame.f_locals)


def formatargvalues(
    args, varargs, varkw, locals, formatarg=str, formatvarargs="*{}".format, formatvarkw="**{}".format,
    formatvalue="={!r}".format,
):
    shown = [(formatarg, name) for name in args] + [(show, name) for show, name in ((formatvarargs, varargs), (formatvarkw, varkw)) if name]
    return f"({', '.join([show(name) + formatvalue(locals[name]) for show, name in shown])})"


def getfullargspec(func):
    try:
        sig = signature(func, follow_wrapped=False)
    except Exception as e:
        raise TypeError("unsupported callable") from e
    args, kwonly, defaults, kwdefaults = [], [], [], {}
    varargs = varkw = None
    annotations = {} if sig.return_annotation is _empty else {"return": sig.return_annotation}
    for p in sig.parameters.values():
        if p.annotation is not _empty:
            annotations[p.name] = p.annotation
        if p.kind == Parameter.VAR_POSITIONAL:
            varargs = p.name
        elif p.kind == Parameter.VAR_KEYWORD:
            varkw = p.name
        elif p.kind == Parameter.KEYWORD_ONLY:
            kwonly.append(p.name)
            if p.default is not _empty:
                kwdefaults[p.name] = p.default
        else:
            args.append(p.name)
            if p.default is not _empty:
                defaults.append(p.default)
    return FullArgSpec(args, varargs, varkw, tuple(defaults) or None, kwonly, kwdefaults or None, annotations)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    if isinstance(obj, type):
        return dict(obj.__dict__.get("__annotations__", {}))
    return dict(getattr(obj, "__annotations__", None) or {})


def getcallargs(func, /, *positional, **named):
    if ismethod(func):
        positional = (func.__self__, *positional)
        func = func.__func__
    sig = _from_function(func)
    try:
        bound = sig.bind(*positional, **named)
    except TypeError:
        return _wrong_call(func, sig, positional, named)
    bound.apply_defaults()
    # Named as the code object names its variables.
    values = bound.arguments
    order = sorted(values, key=lambda name: (sig.parameters[name].kind in (Parameter.KEYWORD_ONLY, Parameter.VAR_KEYWORD), sig.parameters[name].kind == Parameter.KEYWORD_ONLY))
    return {name: values[name] for name in order}


def _wrong_call(func, sig, positional, named):
    """Has the interpreter word a call that does not fit, without a call of the function itself."""
    parts, star, slash = [], False, False
    for p in sig.parameters.values():
        if slash and p.kind != Parameter.POSITIONAL_ONLY:
            parts.append("/")
            slash = False
        slash = slash or p.kind == Parameter.POSITIONAL_ONLY
        if p.kind == Parameter.KEYWORD_ONLY and not star:
            parts.append("*")
            star = True
        star = star or p.kind == Parameter.VAR_POSITIONAL
        parts.append(str(p.replace(annotation=_empty, default=_empty)) + ("=None" if p.default is not _empty else ""))
    if slash:
        parts.append("/")
    namespace = {}
    exec(f"def stub({', '.join(parts)}): pass", namespace)
    stub = namespace["stub"]
    stub.__name__ = stub.__qualname__ = func.__name__
    return stub(*positional, **named)


def getclosurevars(func):
    from collections import namedtuple
    import builtins

    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    code = func.__code__
    nonlocals = {name: cell.cell_contents for name, cell in zip(code.co_freevars, func.__closure__ or ())}
    found, of_builtins, unbound = {}, {}, set()
    for name in code.co_names:
        if name in ("None", "True", "False"):
            continue
        if name in func.__globals__:
            found[name] = func.__globals__[name]
        elif hasattr(builtins, name):
            of_builtins[name] = getattr(builtins, name)
        else:
            unbound.add(name)
    return namedtuple("ClosureVars", "nonlocals globals builtins unbound")(nonlocals, found, of_builtins, unbound)


def getgeneratorlocals(generator):
    if not isgenerator(generator):
        raise TypeError(f"{generator!r} is not a Python generator")
    frame = generator.gi_frame
    return {} if frame is None else frame.f_locals


def getcoroutinelocals(coroutine):
    frame = getattr(coroutine, "cr_frame", None)
    return {} if frame is None else frame.f_locals


def indentsize(line):
    line = line.expandtabs()
    return len(line) - len(line.lstrip())


def ismethodwrapper(obj):
    return isinstance(obj, types.MethodWrapperType)


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)
