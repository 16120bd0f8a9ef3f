def cast(typ, val):
    return val


def assert_type(val, typ, /):
    return val


def assert_never(arg, /):
    text = repr(arg)
    raise AssertionError(f"Expected code to be unreachable, but got: {text if len(text) <= 100 else text[:100] + '...'}")


def reveal_type(obj, /):
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def _strip_annotations(t):
    """t without Annotated, Required and NotRequired, at any depth."""
    if isinstance(t, _AnnotatedAlias):
        return _strip_annotations(t.__origin__)
    if not isinstance(t, (_GenericAlias, GenericAlias, types.UnionType)):
        return t
    args = [_strip_annotations(arg) for arg in t.__args__]
    return args[0] if getattr(t, "__origin__", None) in (Required, NotRequired) else _with_args(t, tuple(args))


def _hints_of(annotations, globalns, localns, **where):
    """The annotations by name, those that are strings looked up; `where` says what may stand in a string."""
    hints = {}
    for name, value in annotations.items():
        if isinstance(value, str):
            value = ForwardRef(value, **where)
        hints[name] = _eval_type(type(None) if value is None else value, globalns, localns)
    return hints


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    if getattr(obj, "__no_type_check__", None):
        return {}
    hints = _class_hints(obj, globalns, localns) if isinstance(obj, type) else _other_hints(obj, globalns, localns)
    return hints if include_extras else {name: _strip_annotations(t) for name, t in hints.items()}


def _class_hints(cls, globalns, localns):
    """Those of a class and its bases, each looked up in its own module."""
    hints = {}
    for base in cls.__mro__[::-1]:
        annotations = base.__dict__.get("__annotations__", {})
        if isinstance(annotations, types.GetSetDescriptorType):
            annotations = {}
        names = getattr(sys.modules.get(base.__module__), "__dict__", {}) if globalns is None else globalns
        own = dict(vars(base)) if localns is None else localns
        if globalns is None and localns is None:
            # The names of the module come first: a field may be called like a type.
            names, own = own, names
        hints.update(_hints_of(annotations, names, own, is_argument=False, is_class=True))
    return hints


def _other_hints(obj, globalns, localns):
    is_module = isinstance(obj, types.ModuleType)
    if globalns is None:
        inner = obj
        while not is_module and hasattr(inner, "__wrapped__"):
            inner = inner.__wrapped__
        globalns = getattr(inner, "__dict__" if is_module else "__globals__", {})
    annotations = getattr(obj, "__annotations__", None)
    if annotations is None:
        if is_module or isinstance(obj, (
            types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.WrapperDescriptorType, types.MethodDescriptorType,
        )):
            return {}
        raise TypeError(f"{obj!r} is not a module, class, method, or function.")
    return _hints_of(annotations, globalns, globalns if localns is None else localns, is_argument=not is_module)


def get_origin(tp):
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if tp is Generic:
        return tp
    if isinstance(tp, types.UnionType):
        return types.UnionType
    return tp.__origin__ if isinstance(tp, (_BaseGenericAlias, GenericAlias, _ParamSpecPart)) else None


def get_args(tp):
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if not isinstance(tp, (_GenericAlias, GenericAlias, types.UnionType)):
        return ()
    args = tp.__args__
    if get_origin(tp) is not collections.abc.Callable or len(args) == 2 and _is_param_expr(args[0]):
        return args
    *params, result = args
    return params, result


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


def no_type_check(arg):
    if isinstance(arg, type):
        for value in [*vars(arg).values()]:
            if isinstance(value, (classmethod, staticmethod)):
                value = value.__func__
            # What was not made in the class's body is someone else's.
            if isinstance(value, (type, types.FunctionType)) and value.__module__ == arg.__module__:
                if value.__qualname__ == f"{arg.__qualname__}.{value.__name__}":
                    no_type_check(value)
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass  # a class that is built in
    return arg


def no_type_check_decorator(decorator):
    @functools.wraps(decorator)
    def unchecked(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))

    return unchecked


# The overloads of each function, by module, qualified name and line.
_overload_registry = collections.defaultdict(lambda: collections.defaultdict(dict))


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions outside a stub module should "
        "always be followed by an implementation that is not @overload-ed."
    )


def overload(func):
    inner = getattr(func, "__func__", func)
    try:
        _overload_registry[inner.__module__][inner.__qualname__][inner.__code__.co_firstlineno] = func
    except AttributeError:
        pass  # not a function
    return _overload_dummy


def get_overloads(func):
    inner = getattr(func, "__func__", func)
    return [*_overload_registry.get(inner.__module__, {}).get(inner.__qualname__, {}).values()]


def clear_overloads():
    _overload_registry.clear()


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass  # it has no room for it
    return f


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, field_specifiers=(), **kwargs):
    said = locals()

    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {**said}
        return cls_or_fn

    return decorator
