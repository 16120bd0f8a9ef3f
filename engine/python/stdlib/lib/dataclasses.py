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


class InitVar:
    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) and not isinstance(self.type, types.GenericAlias) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = self._field_type = None
        self.default, self.default_factory, self.init, self.repr, self.hash, self.compare = default, default_factory, init, repr, hash, compare
        self.metadata = types.MappingProxyType({} if metadata is None else metadata)
        self.kw_only = kw_only

    @_repr_guard
    def __repr__(self):
        return (
            f"Field(name={self.name!r},type={self.type!r},default={self.default!r},default_factory={self.default_factory!r},init={self.init!r},"
            f"repr={self.repr!r},hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},kw_only={self.kw_only!r},_field_type={self._field_type})"
        )

    def __set_name__(self, owner, name):
        func = getattr(type(self.default), "__set_name__", None)
        if func:
            func(self.default, owner, name)

    __class_getitem__ = classmethod(types.GenericAlias)


class _DataclassParams:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init, self.repr, self.eq, self.order, self.unsafe_hash, self.frozen = init, repr, eq, order, unsafe_hash, frozen

    def __repr__(self):
        return f"_DataclassParams(init={self.init!r},repr={self.repr!r},eq={self.eq!r},order={self.order!r},unsafe_hash={self.unsafe_hash!r},frozen={self.frozen!r})"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
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
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, types.MemberDescriptorType):
            default = MISSING
        f = field(default=default)
    f.name, f.type = name, annotation
    f._field_type = _FIELD
    if _names(annotation, cls, "typing", _is_classvar):
        f._field_type = _CLASSVAR
    elif _names(annotation, cls, "dataclasses", _is_initvar):
        f._field_type = _INITVAR
    if f._field_type in (_CLASSVAR, _INITVAR) and f.default_factory is not MISSING:
        raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type in (_FIELD, _INITVAR):
        if f.kw_only is MISSING:
            f.kw_only = default_kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory")
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


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    fields_ = {}
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen))
    has_bases, any_frozen = False, False
    for b in cls.__mro__[-1:0:-1]:
        base_fields = getattr(b, _FIELDS, None)
        if base_fields is not None:
            has_bases = True
            for f in base_fields.values():
                fields_[f.name] = f
            if getattr(b, _PARAMS).frozen:
                any_frozen = True
    annotations = cls.__dict__.get("__annotations__", {})
    own, kw_seen = [], False
    for name, annotation in annotations.items():
        if _names(annotation, cls, "dataclasses", _is_kw_only):
            if kw_seen:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            kw_seen = kw_only = True
        else:
            own.append(_get_field(cls, name, annotation, kw_only))
    for f in own:
        fields_[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if has_bases:
        if any_frozen and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not any_frozen and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, fields_)
    class_hash = cls.__dict__.get("__hash__", MISSING)
    has_explicit_hash = not (class_hash is MISSING or class_hash is None and "__eq__" in cls.__dict__)
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    all_init = [f for f in fields_.values() if f._field_type in (_FIELD, _INITVAR)]
    std = [f for f in all_init if f.init and not f.kw_only]
    kw = [f for f in all_init if f.init and f.kw_only]
    if init:
        init = not _set_method(cls, "__init__", _make_init(cls, std, kw, all_init, frozen, slots))
    flds = [f for f in fields_.values() if f._field_type is _FIELD]
    if repr:
        shown = ", ".join([f"{f.name}={{self.{f.name}!r}}" for f in flds if f.repr])
        _set_method(cls, "__repr__", _repr_guard(_create_fn("__repr__", ["self"], [f'return self.__class__.__qualname__ + f"({shown})"'], {}, cls)))
    compared = [f for f in flds if f.compare]

    def compare(name, op):
        body = ["if other.__class__ is self.__class__:", f" return {_values('self', compared)}{op}{_values('other', compared)}", "return NotImplemented"]
        return _create_fn(name, ["self", "other"], body, {}, cls)

    if eq:
        _set_method(cls, "__eq__", compare("__eq__", "=="))
    if order:
        for name, op in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            if _set_method(cls, name, compare(name, op)):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}. Consider using functools.total_ordering")
    if frozen:
        for func in _make_frozen(cls, flds):
            if _set_method(cls, func.__name__, func):
                raise TypeError(f"Cannot overwrite attribute {func.__name__} in class {cls.__name__}")
    if unsafe_hash and has_explicit_hash:
        raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    if unsafe_hash or eq and frozen and not has_explicit_hash:
        hashed = [f for f in flds if (f.compare if f.hash is None else f.hash)]
        func = _create_fn("__hash__", ["self"], [f"return hash({_values('self', hashed)})"], {}, cls)
        func.__qualname__ = f"{cls.__qualname__}.__hash__"
        cls.__hash__ = func
    elif eq and not has_explicit_hash:
        cls.__hash__ = None
    if not getattr(cls, "__doc__"):
        cls.__doc__ = cls.__name__ + _signature_text(cls, std, kw, init)
    if match_args:
        _set_method(cls, "__match_args__", tuple([f.name for f in std]))
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot)
    abc.update_abstractmethods(cls)
    return cls


# Frozen classes with slots cannot be given their state by setattr.
def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for field, value in zip(fields(self), state):
        object.__setattr__(self, field.name, value)


def _get_slots(cls):
    slots = cls.__dict__.get("__slots__")
    if slots is None:
        return ()
    if isinstance(slots, str):
        return (slots,)
    if hasattr(slots, "__next__"):
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    return slots


def _add_slots(cls, frozen, weakref_slot):
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    inherited = {name for base in cls.__mro__[1:-1] for name in _get_slots(base)}
    namespace = dict(cls.__dict__)
    names = [f.name for f in fields(cls)]
    for n in names:
        namespace.pop(n, None)
    if weakref_slot:
        names.append("__weakref__")
    namespace["__slots__"] = tuple([n for n in names if n not in inherited])
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    qualname = cls.__qualname__
    cls = type(cls)(cls.__name__, cls.__bases__, namespace)
    cls.__qualname__ = qualname
    if frozen:
        if "__getstate__" not in namespace:
            cls.__getstate__ = _dataclass_getstate
        if "__setstate__" not in namespace:
            cls.__setstate__ = _dataclass_setstate
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)

    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    try:
        fs = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in fs.values() if f._field_type is _FIELD)


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def asdict(obj, *, dict_factory=dict):
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _asdict(obj, dict_factory)


def _asdict(obj, dict_factory):
    if _is_instance(obj):
        return dict_factory([(f.name, _asdict(getattr(obj, f.name), dict_factory)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_asdict(v, dict_factory) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_asdict(v, dict_factory) for v in obj)
    if isinstance(obj, dict):
        return type(obj)((_asdict(k, dict_factory), _asdict(v, dict_factory)) for k, v in obj.items())
    return copy.deepcopy(obj)


def astuple(obj, *, tuple_factory=tuple):
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _astuple(obj, tuple_factory)


def _astuple(obj, tuple_factory):
    if _is_instance(obj):
        return tuple_factory([_astuple(getattr(obj, f.name), tuple_factory) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_astuple(v, tuple_factory) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_astuple(v, tuple_factory) for v in obj)
    if isinstance(obj, dict):
        return type(obj)((_astuple(k, tuple_factory), _astuple(v, tuple_factory)) for k, v in obj.items())
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **kwargs):
    namespace = dict(namespace or {})
    seen, annotations, defaults = set(), {}, {}
    for item in fields:
        if isinstance(item, str):
            name, tp = item, "typing.Any"
        elif len(item) == 2:
            name, tp = item
        elif len(item) == 3:
            name, tp, defaults[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if keyword.iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in seen:
            raise TypeError(f"Field name duplicated: {name!r}")
        seen.add(name)
        annotations[name] = tp
    namespace.update(defaults)
    namespace["__annotations__"] = annotations
    cls = types.new_class(cls_name, bases, {}, lambda ns: ns.update(namespace))
    return dataclass(cls, **kwargs)


def replace(obj, /, **changes):
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in getattr(obj, _FIELDS).values():
        if f._field_type is _CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if f.name not in changes:
            if f._field_type is _INITVAR and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
