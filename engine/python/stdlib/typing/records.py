def _make_nmtuple(name, types, module, defaults=()):
    types = {field: _type_check(t, f"field {field} annotation must be a type") for field, t in types.items()}
    made = collections.namedtuple(name, types, defaults=defaults, module=module)
    made.__annotations__ = types
    return made


# What a named tuple needs for itself, and what its making takes care of.
_prohibited = frozenset("__new__ __init__ __slots__ __getnewargs__ _fields _field_defaults _field_types _make _replace _asdict _source".split())
_special = frozenset(("__module__", "__name__", "__annotations__"))


class NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        if not all(base is _NamedTuple or base is Generic for base in bases):
            raise TypeError("can only inherit from a NamedTuple type and Generic")
        fields = ns.get("__annotations__", {})
        made = _make_nmtuple(typename, fields, ns["__module__"], _defaults(fields, ns))
        if Generic in bases:
            # The class is made anew with Generic beside tuple.
            body = {name: value for name, value in vars(made).items() if name not in ("__dict__", "__weakref__")}
            body["__orig_bases__"] = ns.get("__orig_bases__", ())
            made = type(typename, tuple([tuple if base is _NamedTuple else base for base in bases]), body)
        for name, value in ns.items():
            if name in _prohibited:
                raise AttributeError(f"Cannot overwrite NamedTuple attribute {name}")
            if name not in fields and name not in _special:
                setattr(made, name, value)
        return made


def _defaults(fields, ns):
    """The values that a class body gives its last fields."""
    given = []
    for field in fields:
        if field in ns:
            given.append(field)
        elif given:
            raise TypeError(f"Non-default namedtuple field {field} cannot follow default field{'s'[:len(given) - 1]} {', '.join(given)}")
    return [ns[field] for field in given]


def NamedTuple(typename, fields=None, /, **kwargs):
    """A named tuple with types for its fields; as a base of a class, or called with (name, type) pairs."""
    if kwargs and fields is not None:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
    return _make_nmtuple(typename, kwargs if fields is None else dict(fields), _caller())


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        if not all(type(base) is _TypedDictMeta or base is Generic for base in bases):
            raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
        generic = (Generic,) if any(issubclass(base, Generic) for base in bases) else ()
        made = type.__new__(_TypedDictMeta, name, (*generic, dict), ns)
        msg = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        own = {
            key: _type_check(t, msg, module=made.__module__, allow_special_forms=True) for key, t in ns.get("__annotations__", {}).items()
        }
        # Which keys a dict of this type must have, in the order of their annotations.
        annotations, must = {}, {}
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            must.update({key: True for key in base.__dict__.get("__required_keys__", ())})
            must.update({key: False for key in base.__dict__.get("__optional_keys__", ())})
        for key, t in own.items():
            if isinstance(t, _AnnotatedAlias):
                t = t.__origin__
            must[key] = {Required: True, NotRequired: False}.get(get_origin(t), total)
        made.__annotations__ = annotations | own
        made.__required_keys__ = frozenset([key for key in must if must[key]])
        made.__optional_keys__ = frozenset([key for key in must if not must[key]])
        if not hasattr(made, "__total__"):
            made.__total__ = total
        return made

    __instancecheck__ = __subclasscheck__ = _refuse("TypedDict does not support instance and class checks")

    def __call__(cls, *args, **kwargs):
        # An instance is a plain dict.
        return dict(*args, **kwargs)


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    """A dict with a type for each of its keys; as a base of a class, or called with a dict."""
    if kwargs and fields is not None:
        raise TypeError("TypedDict takes either a dict or keyword arguments, but not both")
    module = _caller()
    where = {} if module is None else {"__module__": module}
    return _TypedDictMeta(typename, (), {"__annotations__": dict(kwargs if fields is None else fields), **where}, total=total)


def _as_base(function, meta):
    """Lets a function stand among the bases of a class: a class of the metaclass is there in its place."""
    base = type.__new__(meta, function.__name__, (), {"__module__": "typing"})
    function.__mro_entries__ = lambda bases: (base,)
    return base


_NamedTuple = _as_base(NamedTuple, NamedTupleMeta)
_TypedDict = _as_base(TypedDict, _TypedDictMeta)


class NewType(_Or):
    """A name for a type of its own; at run time, a function that gives back its argument."""

    def __init__(self, name, tp):
        self.__qualname__, self.__name__, self.__supertype__ = name, name.rpartition(".")[2], tp
        module = _caller()
        if module != "typing":
            self.__module__ = module

    def __call__(self, x, /):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __reduce__(self):
        return self.__qualname__

    def __mro_entries__(self, bases):
        asked = self.__name__

        class Dummy:
            def __init_subclass__(cls):
                name = cls.__name__
                raise TypeError(f"Cannot subclass an instance of NewType. Perhaps you were looking for: `{name} = NewType({name!r}, {asked})`")

        return (Dummy,)
