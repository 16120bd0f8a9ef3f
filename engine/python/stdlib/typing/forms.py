def _bare_form(name, doc):
    """A form that is used as it is."""

    def getitem(self, parameters):
        raise TypeError(f"{self} is not subscriptable")

    form = _form_of(getitem, name, doc)
    form._alone = True
    return form


def _single_form(name, doc, **options):
    """A form around one type."""

    def getitem(self, parameters):
        return _GenericAlias(self, (_type_check(parameters, f"{self} accepts only single type.", **options),), name=name)

    return _form_of(getitem, name, doc)


def _form_of(getitem, name, doc):
    getitem.__name__, getitem.__doc__ = name, doc
    return _SpecialForm(getitem)


NoReturn = _bare_form("NoReturn", "For functions that never return.")
Never = _bare_form("Never", "The type without values.")
LiteralString = _bare_form("LiteralString", "A string that stands in the program.")
Self = _bare_form("Self", "The class in which it is used.")
TypeAlias = _bare_form("TypeAlias", "Marks an assignment that gives a type another name.")
ClassVar = _single_form("ClassVar", "An attribute of the class, not of its instances.")
Final = _single_form("Final", "A name that is not assigned again.")
TypeGuard = _single_form("TypeGuard", "The result of a function that narrows the type of its argument.")
Required = _single_form("Required", "A key of a TypedDict that must be there.", allow_special_forms=True)
NotRequired = _single_form("NotRequired", "A key of a TypedDict that may be missing.", allow_special_forms=True)


@_SpecialForm
def Union(self, parameters):
    """One of several types."""
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    flat = []
    for arg in _type_checks(_in_tuple(parameters), "Union[arg, ...]: each arg must be a type."):
        flat += arg.__args__ if isinstance(arg, (_UnionGenericAlias, types.UnionType)) else (arg,)
    flat = tuple(dict.fromkeys(flat))
    if len(flat) == 1:
        return flat[0]
    return _UnionGenericAlias(self, flat, name="Optional" if len(flat) == 2 and type(None) in flat else "Union")


@_SpecialForm
def Optional(self, parameters):
    """A type or None."""
    return Union[_type_check(parameters, f"{self} requires a single type."), None]


@_SpecialForm
def Literal(self, parameters):
    """One of several values."""
    flat = []
    for value in _in_tuple(parameters):
        flat += value.__args__ if isinstance(value, _LiteralGenericAlias) else (value,)
    try:
        flat = [value for value, kind in dict.fromkeys([(value, type(value)) for value in flat])]
    except TypeError:
        pass  # a value cannot be hashed
    return _LiteralGenericAlias(self, tuple(flat), name="Literal")


@_SpecialForm
def Concatenate(self, parameters):
    """A ParamSpec with further parameters in front."""
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    *first, last = _in_tuple(parameters)
    if last is not ... and not isinstance(last, ParamSpec):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    args = *_type_checks(first, "Concatenate[arg, ...]: each arg must be a type."), last
    return _ConcatenateGenericAlias(self, args, name="Concatenate", _paramspec_tvars=True)


@_SpecialForm
def Unpack(self, parameters):
    """The items of a TypeVarTuple or a tuple type, one by one."""
    return _UnpackGenericAlias(self, _type_check(parameters, f"{self} accepts only single type."))


class Annotated:
    """A type with further data for whoever understands them."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise TypeError("Type Annotated cannot be instantiated.")

    def __init_subclass__(cls, *args, **kwargs):
        raise TypeError(f"Cannot subclass {cls.__module__}.Annotated")

    @_remembered
    def __class_getitem__(cls, params):
        if not isinstance(params, tuple) or len(params) < 2:
            raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
        origin, *metadata = params
        if isinstance(origin, _UnpackGenericAlias):
            raise TypeError("Annotated[...] should not be used with an unpacked tuple")
        return _AnnotatedAlias(_type_check(origin, "Annotated[t, ...]: t must be a type.", allow_special_forms=True), tuple(metadata))
