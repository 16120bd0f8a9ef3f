class Generic:
    """The base of classes with type parameters."""

    __slots__ = ()
    _is_protocol = False

    @_remembered
    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple(_type_convert(p) for p in params)
        if cls in (Generic, Protocol):
            if not params:
                raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
            if not all(hasattr(p, "__typing_subst__") or isinstance(p, _UnpackGenericAlias) for p in params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables or parameter specification variables.")
            if len(set(params)) != len(params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
            return _GenericAlias(cls, params, _paramspec_tvars=True)
        own = getattr(cls, "__parameters__", ())
        if any(isinstance(p, TypeVarTuple) for p in own):
            flat = []
            for p, a in zip(own, _pack_variadic(cls, own, params)):
                flat.extend(a if isinstance(p, TypeVarTuple) else (a,))
            return _GenericAlias(cls, tuple(flat), _paramspec_tvars=True)
        if any(isinstance(p, ParamSpec) for p in own):
            if len(own) == 1 and not (len(params) == 1 and _is_param_expr(params[0])):
                params = (params,)
            params = tuple(tuple(p) if isinstance(p, list) else p for p in params)
        _check_generic(cls, params, len(own))
        return _GenericAlias(cls, params, _paramspec_tvars=True)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        tvars = []
        if "__orig_bases__" in cls.__dict__:
            bare = Generic in cls.__orig_bases__
        else:
            bare = Generic in cls.__bases__ and cls.__name__ != "Protocol" and type(cls) is not _TypedDictMeta
        if bare:
            raise TypeError("Cannot inherit from plain Generic")
        if "__orig_bases__" in cls.__dict__:
            tvars = list(_collect_parameters(cls.__orig_bases__))
            # Generic[...], where it is given, says the order and must name all variables.
            gvars = None
            for base in cls.__orig_bases__:
                if isinstance(base, _GenericAlias) and base.__origin__ is Generic:
                    if gvars is not None:
                        raise TypeError("Cannot inherit from Generic[...] multiple times.")
                    gvars = list(base.__parameters__)
            if gvars is not None:
                if not set(tvars) <= set(gvars):
                    missing = ", ".join(str(t) for t in tvars if t not in set(gvars))
                    given = ", ".join(str(g) for g in gvars)
                    raise TypeError(f"Some type variables ({missing}) are not listed in Generic[{given}]")
                tvars = gvars
        cls.__parameters__ = tuple(tvars)
