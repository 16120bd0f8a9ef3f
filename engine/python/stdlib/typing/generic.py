class Generic:
    """The base of classes with type parameters."""

    __slots__ = ()
    _is_protocol = False

    @_remembered
    def __class_getitem__(cls, params):
        params = tuple([_type_convert(param) for param in _in_tuple(params)])
        if cls is Generic or cls is Protocol:
            _check_declared(cls, params)
            return _GenericAlias(cls, params, _paramspec_tvars=True)
        own = getattr(cls, "__parameters__", ())
        if any(isinstance(param, TypeVarTuple) for param in own):
            params = _flat(own, _pack_variadic(cls, own, params))
        else:
            if any(isinstance(param, ParamSpec) for param in own):
                params = tuple([tuple(param) if isinstance(param, list) else param for param in _for_one_param_spec(own, params)])
            _check_generic(cls, params, len(own))
        return _GenericAlias(cls, params, _paramspec_tvars=True)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__")
        if bases is not None:
            plain = Generic in bases
        else:
            plain = Generic in cls.__bases__ and cls.__name__ != "Protocol" and type(cls) is not _TypedDictMeta
        if plain:
            raise TypeError("Cannot inherit from plain Generic")
        cls.__parameters__ = _declared(bases or ())


def _check_declared(cls, params):
    """Only variables may declare what a class takes, each once."""
    start = f"Parameters to {cls.__name__}[...] must all be"
    if not params:
        raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
    if not all(isinstance(param, _UnpackGenericAlias) or hasattr(param, "__typing_subst__") for param in params):
        raise TypeError(f"{start} type variables or parameter specification variables.")
    if len({*params}) < len(params):
        raise TypeError(f"{start} unique")


def _declared(bases):
    """The variables of a class with these bases. Generic[...], where it is given, says the order and must name all of them."""
    used = _collect_parameters(bases)
    said = [base.__parameters__ for base in bases if isinstance(base, _GenericAlias) and base.__origin__ is Generic]
    if not said:
        return used
    if len(said) > 1:
        raise TypeError("Cannot inherit from Generic[...] multiple times.")
    missing = [str(param) for param in used if param not in said[0]]
    if missing:
        raise TypeError(f"Some type variables ({', '.join(missing)}) are not listed in Generic[{', '.join(map(str, said[0]))}]")
    return said[0]
