import abc
import copy
import keyword
import sys
import types

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict", "astuple", "make_dataclass", "replace", "is_dataclass"]


class FrozenInstanceError(AttributeError):
    pass


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"


class _FIELD_BASE:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()
_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()
_FIELD, _CLASSVAR, _INITVAR = map(_FIELD_BASE, ("_FIELD", "_FIELD_CLASSVAR", "_FIELD_INITVAR"))
_FIELDS, _PARAMS, _POST_INIT = "__dataclass_fields__", "__dataclass_params__", "__post_init__"


def _repr_guard(func):
    running = set()

    def wrapper(self):
        key = id(self)
        if key in running:
            return "..."
        running.add(key)
        try:
            return func(self)
        finally:
            running.discard(key)

    wrapper.__name__, wrapper.__qualname__, wrapper.__wrapped__ = func.__name__, func.__qualname__, func
    return wrapper


def _type_text(kind):
    return kind.__name__ if isinstance(kind, type) and not isinstance(kind, types.GenericAlias) else repr(kind)


class InitVar:
    """Marks a parameter of __init__ that is no attribute."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    @classmethod
    def __class_getitem__(cls, kind):
        return InitVar(kind)

    def __repr__(self):
        return f"dataclasses.InitVar[{_type_text(self.type)}]"


class _Record:
    """Shows what its slots hold."""

    __slots__ = ()

    def __repr__(self):
        return f"{self.__class__.__name__}({','.join([f'{name}={getattr(self, name)!r}' for name in self._shown])})"


class _DataclassParams(_Record):
    __slots__ = _shown = "init", "repr", "eq", "order", "unsafe_hash", "frozen"

    def __init__(self, *values):
        for name, value in zip(self._shown, values):
            setattr(self, name, value)


class Field(_Record):
    __slots__ = _shown = (
        "name", "type", "default", "default_factory", "init", "repr", "hash", "compare", "metadata", "kw_only", "_field_type",
    )

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.default, self.default_factory, self.kw_only = default, default_factory, kw_only
        self.init, self.repr, self.hash, self.compare = init, repr, hash, compare
        self.metadata = types.MappingProxyType({} if metadata is None else metadata)
        # What the class body tells, later.
        self.name = self.type = self._field_type = None

    __repr__ = _repr_guard(_Record.__repr__)
    __class_getitem__ = classmethod(types.GenericAlias)

    def __set_name__(self, owner, name):
        # The default stands for itself in the class and may want to know where.
        if hasattr(type(self.default), "__set_name__"):
            type(self.default).__set_name__(self.default, owner, name)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING):
    if default is not MISSING is not default_factory:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _is_classvar(annotation):
    # Who has not imported typing can have no ClassVar.
    typing = sys.modules.get("typing")
    return typing is not None and (annotation is typing.ClassVar or type(annotation) is typing._GenericAlias and annotation.__origin__ is typing.ClassVar)


def _is_initvar(annotation):
    return annotation is InitVar or type(annotation) is InitVar


def _is_kw_only(annotation):
    return annotation is KW_ONLY


def _names(annotation, cls, module_name, predicate):
    """Does annotation, or the name that it begins with as text, mean what predicate knows? Names are looked up in the class's module only."""
    if not isinstance(annotation, str):
        return predicate(annotation)
    first, annotation = _identifier(annotation)
    if not first:
        return False
    namespace = getattr(sys.modules.get(cls.__module__), "__dict__", {})
    second, _ = _identifier(annotation[1:]) if annotation.startswith(".") else ("", "")
    if second:
        module = sys.modules.get(module_name)
        if module is None or namespace.get(first) is not module:
            return False
        first, namespace = second, module.__dict__
    return predicate(namespace.get(first))


def _identifier(text):
    text = text.lstrip()
    n = 0
    while n < len(text) and (text[n].isalnum() or text[n] == "_"):
        n += 1
    return text[:n], text[n:].lstrip()


def _get_field(cls, name, annotation, default_kw_only):
    """The field of one annotation of the class body."""
    value = getattr(cls, name, MISSING)
    if isinstance(value, types.MemberDescriptorType):
        value = MISSING  # a slot's
    f = value if isinstance(value, Field) else field(default=value)
    f.name, f.type = name, annotation
    if _names(annotation, cls, "typing", _is_classvar):
        f._field_type = _CLASSVAR
    elif _names(annotation, cls, "dataclasses", _is_initvar):
        f._field_type = _INITVAR
    else:
        f._field_type = _FIELD
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f"field {name} cannot have a default factory")
    if f._field_type is _CLASSVAR:
        if f.kw_only is not MISSING:
            raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
    elif f.kw_only is MISSING:
        f.kw_only = default_kw_only
    if f._field_type is _FIELD and type(f.default).__hash__ is None:
        raise ValueError(f"mutable default {type(f.default)} for field {name} is not allowed: use default_factory")
    return f


def _create_fn(name, args, body, scope, cls, returns=""):
    """Compiles a method, so that wrong calls and tracebacks are those of a handwritten one. scope are names that its body uses."""
    lines = [f"def __create_fn__({', '.join(scope)}):", f" def {name}({','.join(args)}){returns}:"]
    lines += ["  " + line for line in body]
    lines.append(f" return {name}")
    namespace = {}
    exec("\n".join(lines), getattr(sys.modules.get(cls.__module__), "__dict__", {}), namespace)
    return namespace["__create_fn__"](**scope)


def _make_init(cls, std, kw, all_fields, frozen, slots):
    seen_default = False
    for f in std:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = True
        elif seen_default:
            raise TypeError(f"non-default argument {f.name!r} follows default argument")
    self_name = "__dataclass_self__" if any(f.name == "self" for f in all_fields) else "self"
    scope = {f"_type_{f.name}": f.type for f in all_fields}
    scope.update(MISSING=MISSING, _HAS_DEFAULT_FACTORY=_FACTORY, __dataclass_builtins_object__=object)

    def param(f):
        text = f"{f.name}:_type_{f.name}"
        if f.default is not MISSING:
            return f"{text}=_dflt_{f.name}"
        return text if f.default_factory is MISSING else f"{text}=_HAS_DEFAULT_FACTORY"

    body = []
    for f in all_fields:
        default = f"_dflt_{f.name}"
        if f.default_factory is not MISSING:
            scope[default] = f.default_factory
            value = f"{default}() if {f.name} is _HAS_DEFAULT_FACTORY else {f.name}" if f.init else f"{default}()"
        elif f.init:
            value = f.name
            if f.default is not MISSING:
                scope[default] = f.default
        elif slots and f.default is not MISSING:
            scope[default] = f.default
            value = default
        else:
            continue
        if f._field_type is _FIELD:
            body.append(f"__dataclass_builtins_object__.__setattr__({self_name},{f.name!r},{value})" if frozen else f"{self_name}.{f.name}={value}")
    if hasattr(cls, _POST_INIT):
        body.append(f"{self_name}.{_POST_INIT}({','.join(f.name for f in all_fields if f._field_type is _INITVAR)})")
    args = [self_name] + [param(f) for f in std]
    if kw:
        args += ["*"] + [param(f) for f in kw]
    return _create_fn("__init__", args, body or ["pass"], scope, cls, "->None")


def _values(name, fields):
    return f"({','.join(f'{name}.{f.name}' for f in fields)},)" if fields else "()"


def _make_frozen(cls, fields):
    scope = {"cls": cls, "FrozenInstanceError": FrozenInstanceError}
    guard = f"if type(self) is cls or name in ({','.join(repr(f.name) for f in fields)},):" if fields else "if type(self) is cls:"
    for name, args, verb in (("__setattr__", ["name", "value"], "assign to"), ("__delattr__", ["name"], "delete")):
        body = [guard, f' raise FrozenInstanceError(f"cannot {verb} field {{name!r}}")', f"super(cls, self).{name}({', '.join(args)})"]
        yield _create_fn(name, ["self"] + args, body, scope, cls)


def _signature_text(cls, std, kw, own_init):
    """str(inspect.signature(cls)). For the usual class the fields tell it, without importing inspect."""
    if not own_init or type(cls).__call__ is not type.__call__ or cls.__new__ is not object.__new__:
        import inspect

        try:
            return str(inspect.signature(cls)).replace(" -> None", "")
        except (TypeError, ValueError):
            return ""

    def param(f):
        default = f" = {f.default!r}" if f.default is not MISSING else "" if f.default_factory is MISSING else " = <factory>"
        return f"{f.name}: {_annotation_text(f.type)}{default}"

    return f"({', '.join([param(f) for f in std] + (['*'] + [param(f) for f in kw] if kw else []))})"


def _annotation_text(annotation):
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation.__qualname__ if annotation.__module__ == "builtins" else f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation)


def _set_method(cls, name, func):
    """Sets a method that the class does not define itself; tells whether it does."""
    if name in cls.__dict__:
        return True
    if isinstance(func, types.FunctionType):
        func.__qualname__ = f"{cls.__qualname__}.{func.__name__}"
    setattr(cls, name, func)
    return False


def _inherited_fields(cls, frozen):
    """The fields of the bases that are dataclasses. They are all frozen or none is."""
    found, kinds = {}, set()
    for base in reversed(cls.__mro__[1:]):
        if hasattr(base, _FIELDS):
            found.update(getattr(base, _FIELDS))
            kinds.add(bool(getattr(base, _PARAMS).frozen))
    problem = None
    if True in kinds and not frozen:
        problem = "cannot inherit non-frozen dataclass from a frozen one"
    elif kinds == {False} and frozen:
        problem = "cannot inherit frozen dataclass from a non-frozen one"
    return found, problem


def _own_fields(cls, kw_only):
    """The fields that the class body annotates; their defaults become attributes."""
    annotations = cls.__dict__.get("__annotations__", {})
    found, marked = [], False
    for name, annotation in annotations.items():
        if not _names(annotation, cls, "dataclasses", _is_kw_only):
            found.append(_get_field(cls, name, annotation, kw_only))
        elif marked:
            raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
        else:
            marked = kw_only = True
    for f in found:
        if not isinstance(getattr(cls, f.name, None), Field):
            continue
        if f.default is not MISSING:
            setattr(cls, f.name, f.default)
        else:
            delattr(cls, f.name)
    for name, value in cls.__dict__.items():
        if name not in annotations and isinstance(value, Field):
            raise TypeError(f"{name!r} is a field but has no type annotation")
    return found


def _process_class(cls, params, match_args, kw_only, slots, weakref_slot):
    setattr(cls, _PARAMS, params)
    every, problem = _inherited_fields(cls, params.frozen)
    every.update({f.name: f for f in _own_fields(cls, kw_only)})
    if problem:
        raise TypeError(problem)
    setattr(cls, _FIELDS, every)
    # A class body with __eq__ has __hash__ = None without saying so.
    has_hash = "__hash__" in cls.__dict__ and not (cls.__hash__ is None and "__eq__" in cls.__dict__)
    if params.order and not params.eq:
        raise ValueError("eq must be true if order is true")
    taken = [f for f in every.values() if f._field_type is not _CLASSVAR]
    std = [f for f in taken if f.init and not f.kw_only]
    kw = [f for f in taken if f.init and f.kw_only]
    stored = [f for f in taken if f._field_type is _FIELD]
    own_init = params.init and not _set_method(cls, "__init__", _make_init(cls, std, kw, taken, params.frozen, slots))
    if params.repr:
        _set_method(cls, "__repr__", _make_repr(cls, stored))
    for func in _make_comparisons(cls, [f for f in stored if f.compare], params):
        name = func.__name__
        if _set_method(cls, name, func) and name != "__eq__":
            raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}. Consider using functools.total_ordering")
    for func in _make_frozen(cls, stored) if params.frozen else ():
        if _set_method(cls, func.__name__, func):
            raise TypeError(f"Cannot overwrite attribute {func.__name__} in class {cls.__name__}")
    if params.unsafe_hash and has_hash:
        raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    if params.unsafe_hash or params.eq and not has_hash:
        # Equal instances that can change have no hash.
        cls.__hash__ = _make_hash(cls, stored) if params.unsafe_hash or params.frozen else None
    if not cls.__doc__:
        cls.__doc__ = cls.__name__ + _signature_text(cls, std, kw, own_init)
    if match_args:
        _set_method(cls, "__match_args__", tuple([f.name for f in std]))
    if slots:
        cls = _add_slots(cls, params.frozen, weakref_slot)
    elif weakref_slot:
        raise TypeError("weakref_slot is True but slots is False")
    abc.update_abstractmethods(cls)
    return cls


def _make_repr(cls, fields):
    shown = ", ".join([f"{f.name}={{self.{f.name}!r}}" for f in fields if f.repr])
    return _repr_guard(_create_fn("__repr__", ["self"], [f'return self.__class__.__qualname__ + f"({shown})"'], {}, cls))


def _make_comparisons(cls, fields, params):
    mine, others = _values("self", fields), _values("other", fields)
    wanted = {"__eq__": "=="} if params.eq else {}
    if params.order:
        wanted |= {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}
    for name, op in wanted.items():
        body = ["if other.__class__ is self.__class__:", f" return {mine}{op}{others}", "return NotImplemented"]
        yield _create_fn(name, ["self", "other"], body, {}, cls)


def _make_hash(cls, fields):
    hashed = [f for f in fields if (f.compare if f.hash is None else f.hash)]
    func = _create_fn("__hash__", ["self"], [f"return hash({_values('self', hashed)})"], {}, cls)
    func.__qualname__ = f"{cls.__qualname__}.__hash__"
    return func


# Frozen classes with slots cannot be given their state by setattr.
def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def _slots_of(cls):
    slots = cls.__dict__.get("__slots__", ())
    if hasattr(slots, "__next__"):
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    return (slots,) if isinstance(slots, str) else slots or ()


def _add_slots(cls, frozen, weakref_slot):
    """The class made anew, with slots for its fields."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    there = {name for base in cls.__mro__[1:-1] for name in _slots_of(base)}
    names = [f.name for f in fields(cls)]
    unwanted = {*names, "__dict__", "__weakref__"}
    body = {name: value for name, value in cls.__dict__.items() if name not in unwanted}
    body["__slots__"] = tuple([name for name in names + ["__weakref__"] * weakref_slot if name not in there])
    made = type(cls)(cls.__name__, cls.__bases__, body)
    made.__qualname__ = cls.__qualname__
    if frozen:
        for name, method in ("__getstate__", _dataclass_getstate), ("__setstate__", _dataclass_setstate):
            if name not in body:
                setattr(made, name, method)
    return made


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    params = init, repr, eq, order, unsafe_hash, frozen

    def decorate(cls):
        return _process_class(cls, _DataclassParams(*params), match_args, kw_only, slots, weakref_slot)

    return decorate if cls is None else decorate(cls)


def fields(class_or_instance):
    every = getattr(class_or_instance, _FIELDS, None)
    if every is None:
        raise TypeError("must be called with a dataclass type or instance")
    return tuple([f for f in every.values() if f._field_type is _FIELD])


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def _check_instance(obj, function):
    if not hasattr(type(obj), _FIELDS):
        raise TypeError(f"{function}() should be called on dataclass instances")


def asdict(obj, *, dict_factory=dict):
    _check_instance(obj, "asdict")
    return _converted(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    _check_instance(obj, "astuple")
    return _converted(obj, lambda pairs: tuple_factory([value for name, value in pairs]))


def _converted(obj, make):
    """A copy in which the dataclass instances, at any depth, are what make gives for their names and values."""
    kind = type(obj)
    if hasattr(kind, _FIELDS):
        return make([(f.name, _converted(getattr(obj, f.name), make)) for f in fields(obj)])
    if isinstance(obj, dict):
        return kind((_converted(key, make), _converted(value, make)) for key, value in obj.items())
    if not isinstance(obj, (list, tuple)):
        return copy.deepcopy(obj)
    items = (_converted(item, make) for item in obj)
    return kind(*items) if isinstance(obj, tuple) and hasattr(obj, "_fields") else kind(items)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **kwargs):
    body, annotations = dict(namespace or {}), {}
    for item in fields:
        spec = (item, "typing.Any") if isinstance(item, str) else item
        if len(spec) not in (2, 3):
            raise TypeError(f"Invalid field: {item!r}")
        name, kind, *default = spec
        _check_name(name, annotations)
        annotations[name] = kind
        if default:
            (body[name],) = default
    body["__annotations__"] = annotations
    return dataclass(types.new_class(cls_name, bases, {}, lambda made: made.update(body)), **kwargs)


def _check_name(name, known):
    problem = None
    if not isinstance(name, str) or not name.isidentifier():
        problem = "s must be valid identifiers"
    elif keyword.iskeyword(name):
        problem = "s must not be keywords"
    elif name in known:
        problem = " duplicated"
    if problem:
        raise TypeError(f"Field name{problem}: {name!r}")


def replace(obj, /, **changes):
    _check_instance(obj, "replace")
    for f in getattr(obj, _FIELDS).values():
        name, kept = f.name, f.name not in changes
        if f._field_type is _CLASSVAR:
            continue
        if f.init and kept:
            if f._field_type is _INITVAR and f.default is MISSING:
                raise ValueError(f"InitVar {name!r} must be specified with replace()")
            changes[name] = getattr(obj, name)
        elif not f.init and not kept:
            raise ValueError(f"field {name} is declared with init=False, it cannot be specified with replace()")
    return obj.__class__(**changes)
