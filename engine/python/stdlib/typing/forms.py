@_SpecialForm
def NoReturn(self, parameters):
    """For functions that never return."""
    raise TypeError(f"{self} is not subscriptable")


@_SpecialForm
def Never(self, parameters):
    """The type without values."""
    raise TypeError(f"{self} is not subscriptable")


@_SpecialForm
def LiteralString(self, parameters):
    """A string that stands in the program."""
    raise TypeError(f"{self} is not subscriptable")


@_SpecialForm
def Self(self, parameters):
    """The class in which it is used."""
    raise TypeError(f"{self} is not subscriptable")


@_SpecialForm
def TypeAlias(self, parameters):
    """Marks an assignment that gives a type another name."""
    raise TypeError(f"{self} is not subscriptable")


def _single(name, **options):
    def getitem(self, parameters):
        item = _type_check(parameters, f"{self} accepts only single type.", **options)
        return _GenericAlias(self, (item,), name=name)

    getitem.__name__ = name
    return getitem


def _single_form(name, doc, **options):
    form = _SpecialForm(_single(name, **options))
    form.__doc__ = doc
    return form


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
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    msg = "Union[arg, ...]: each arg must be a type."
    parameters = _remove_dups_flatten(tuple(_type_check(p, msg) for p in parameters))
    if len(parameters) == 1:
        return parameters[0]
    if len(parameters) == 2 and type(None) in parameters:
        return _UnionGenericAlias(self, parameters, name="Optional")
    return _UnionGenericAlias(self, parameters, name="Union")


@_SpecialForm
def Optional(self, parameters):
    """A type or None."""
    return Union[_type_check(parameters, f"{self} requires a single type."), type(None)]


@_SpecialForm
def Literal(self, parameters):
    """One of several values."""
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for p in parameters:
        if isinstance(p, _LiteralGenericAlias):
            flat.extend(p.__args__)
        else:
            flat.append(p)
    try:
        hash(tuple(flat))
    except TypeError:
        pass
    else:
        flat = [p for p, _ in _deduplicate(list(_value_and_type_iter(flat)))]
    return _LiteralGenericAlias(self, tuple(flat), name="Literal")


@_SpecialForm
def Concatenate(self, parameters):
    """A ParamSpec with further parameters in front."""
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    if not (parameters[-1] is ... or isinstance(parameters[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    msg = "Concatenate[arg, ...]: each arg must be a type."
    parameters = (*(_type_check(p, msg) for p in parameters[:-1]), parameters[-1])
    return _ConcatenateGenericAlias(self, parameters, name="Concatenate", _paramspec_tvars=True)


@_SpecialForm
def Unpack(self, parameters):
    """The items of a TypeVarTuple or a tuple type, one by one."""
    item = _type_check(parameters, f"{self} accepts only single type.")
    return _UnpackGenericAlias(origin=self, args=(item,))


class Annotated:
    """A type with further data for whoever understands them."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise TypeError("Type Annotated cannot be instantiated.")

    @_remembered
    def __class_getitem__(cls, params):
        if not isinstance(params, tuple) or len(params) < 2:
            raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
        if isinstance(params[0], _UnpackGenericAlias):
            raise TypeError("Annotated[...] should not be used with an unpacked tuple")
        origin = _type_check(params[0], "Annotated[t, ...]: t must be a type.", allow_special_forms=True)
        return _AnnotatedAlias(origin, tuple(params[1:]))

    def __init_subclass__(cls, *args, **kwargs):
        raise TypeError(f"Cannot subclass {cls.__module__}.Annotated")
