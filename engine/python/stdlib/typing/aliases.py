def _is_dunder(attr):
    return attr[:2] == attr[-2:] == "__"


class _BaseGenericAlias(_Final, _root=True):
    """A class with or without its arguments: what List and List[int] have in common."""

    # What an alias has itself; the rest is its class's.
    _own = frozenset(("_inst", "_name", "_nparams", "_paramspec_tvars", "_typevar_types"))

    def __init__(self, origin, *, inst=True, name=None):
        self.__origin__ = origin
        self._name, self._inst = name, inst
        self.__slots__ = None

    def __getattr__(self, attr):
        if attr in ("__name__", "__qualname__"):
            return self._name or self.__origin__.__name__
        # While it is copied or unpickled there is no origin yet.
        if _is_dunder(attr) or "__origin__" not in self.__dict__:
            raise AttributeError(attr)
        return getattr(self.__origin__, attr)

    def __setattr__(self, attr, val):
        if attr in self._own or _is_dunder(attr):
            object.__setattr__(self, attr, val)
        else:
            setattr(self.__origin__, attr, val)

    def __dir__(self):
        return list({*object.__dir__(self), *[attr for attr in dir(self.__origin__) if not _is_dunder(attr)]})

    def __call__(self, *args, **kwargs):
        origin = self.__origin__
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {origin.__name__}() instead")
        made = origin(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except AttributeError:
            pass  # it has slots
        return made

    def __mro_entries__(self, bases):
        later = bases[bases.index(self) + 1 :]
        generic = any(isinstance(base, _BaseGenericAlias) or isinstance(base, type) and issubclass(base, Generic) for base in later)
        return (() if self.__origin__ in bases else (self.__origin__,)) + (() if generic else (Generic,))

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    __subclasscheck__ = _refuse("Subscripted generics cannot be used with class and instance checks")

    __copy__ = _Immutable.__copy__
    __deepcopy__ = _Immutable.__deepcopy__


class _GenericAlias(_BaseGenericAlias, _Or, _root=True):
    """A class with its arguments: List[int], Node[T]."""

    def __init__(self, origin, args, *, inst=True, name=None, _paramspec_tvars=False):
        super().__init__(origin, inst=inst, name=name)
        self.__args__ = _in_tuple(args)
        self.__parameters__ = _collect_parameters(self.__args__)
        self._paramspec_tvars = _paramspec_tvars
        if not name:
            self.__module__ = origin.__module__

    def _alias_key(self):
        """What makes it equal to another one."""
        return self.__origin__, self.__args__

    def __eq__(self, other):
        return self._alias_key() == other._alias_key() if isinstance(other, _GenericAlias) else NotImplemented

    def __hash__(self):
        return hash(self._alias_key())

    def __iter__(self):
        yield Unpack[self]

    @_remembered
    def __getitem__(self, args):
        if self.__origin__ in (Generic, Protocol):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        args = tuple([_type_convert(arg) for arg in _unpack_args(_in_tuple(args))])
        return self.copy_with(self._substitute(args))

    def _substitute(self, args):
        """The arguments of the alias with args in place of the variables."""
        params = self.__parameters__
        if any(isinstance(param, TypeVarTuple) for param in params):
            args = _pack_variadic(self, params, args)
        else:
            args = _for_one_param_spec(params, args)
        _check_count(self, len(args), len(params))
        new = {param: arg if isinstance(param, TypeVarTuple) else param.__typing_subst__(arg) for param, arg in zip(params, args)}
        return tuple(self._replaced(self.__args__, new))

    def _replaced(self, args, new):
        for arg in args:
            yield from self._replacement(arg, new)

    def _replacement(self, old, new):
        """What comes for one argument: mostly one, but some variables stand for several."""
        if isinstance(old, type):
            return (old,)
        if isinstance(old, tuple):
            return (tuple(self._replaced(old, new)),)
        if isinstance(old, _UnpackGenericAlias) and isinstance(old.__args__[0], TypeVarTuple):
            (old,) = old.__args__
        if isinstance(old, TypeVarTuple):
            return new[old]
        if hasattr(old, "__typing_subst__"):
            value = new[old]
        else:
            params = getattr(old, "__parameters__", ())
            if not params:
                return (old,)
            value = old[_flat(params, [new[param] for param in params])]
            if isinstance(value, _ConcatenateGenericAlias) and not isinstance(value.__args__[-1], (ParamSpec, type(...))):
                value = value.__args__
        # The parameters of a callable stand one by one before its result.
        return value if self.__origin__ is collections.abc.Callable and isinstance(value, tuple) else (value,)

    def copy_with(self, args):
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst, _paramspec_tvars=self._paramspec_tvars)

    def __repr__(self):
        name = f"typing.{self._name}" if self._name else _type_repr(self.__origin__)
        return f"{name}[{', '.join(map(_type_repr, self.__args__)) or '()'}]"

    def __mro_entries__(self, bases):
        origin = self.__origin__
        if isinstance(origin, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return super().__mro_entries__(bases)
        if origin is Generic:
            # A protocol or a later alias brings Generic itself.
            later = bases[bases.index(self) + 1 :]
            if Protocol in bases or any(isinstance(base, _BaseGenericAlias) and base is not self for base in later):
                return ()
        return (origin,)


def _for_one_param_spec(params, args):
    """args, where X[int, str] and X[[int, str]] mean the same because a ParamSpec is the only parameter."""
    if len(params) == 1 and isinstance(params[0], ParamSpec) and not (len(args) == 1 and _is_param_expr(args[0])):
        return (args,)
    return args


def _flat(params, args):
    """The arguments one after the other, also those that a TypeVarTuple stands for."""
    out = []
    for param, arg in zip(params, args):
        out += arg if isinstance(param, TypeVarTuple) else (arg,)
    return tuple(out)


def _unpack_args(args):
    """args with those of unpacked tuple types of fixed length in place of these."""
    out = []
    for arg in args:
        inner = getattr(arg, "__typing_unpacked_tuple_args__", None)
        out += (arg,) if inner is None or inner and inner[-1] is ... else inner
    return tuple(out)


def _pack_variadic(alias, params, args):
    """args with those for the one TypeVarTuple among params put into a tuple."""
    i = next(i for i, p in enumerate(params) if isinstance(p, TypeVarTuple))
    before, after = i, len(params) - i - 1
    # An unpacked tuple of any length fills what the arguments beside it leave open.
    open_at, item = None, ()
    for k, arg in enumerate(args):
        inner = None if isinstance(arg, type) and not isinstance(arg, GenericAlias) else getattr(arg, "__typing_unpacked_tuple_args__", None)
        if inner and len(inner) == 2 and inner[1] is ...:
            if open_at is not None:
                raise TypeError("More than one unpacked arbitrary-length tuple argument")
            open_at, item = k, inner[:1]
    if open_at is not None:
        before, after = min(before, open_at), min(after, len(args) - open_at - 1)
    elif len(args) < before + after:
        raise TypeError(f"Too few arguments for {alias}; actual {len(args)}, expected at least {len(params) - 1}")
    end = len(args) - after
    return (*args[:before], *item * (i - before), tuple(args[before:end]), *item * (len(params) - i - 1 - after), *args[end:])


class _SpecialGenericAlias(_NotIterable, _BaseGenericAlias, _Or, _root=True):
    """A name of typing for a class of elsewhere: List, Dict, Iterable."""

    # The class of what a subscription gives.
    _made = _GenericAlias

    def __init__(self, origin, nparams, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name or origin.__name__)
        self._nparams = nparams
        self.__doc__ = f"A generic version of {_type_repr(origin)}."

    @_remembered
    def __getitem__(self, params):
        params = _type_checks(_unpack_args(_in_tuple(params)), "Parameters to generic types must be types.")
        _check_generic(self, params, self._nparams)
        return self.copy_with(params)

    def copy_with(self, params):
        return self._made(self.__origin__, params, name=self._name, inst=self._inst)

    def __subclasscheck__(self, cls):
        if isinstance(cls, _GenericAlias):
            return super().__subclasscheck__(cls)
        return issubclass(cls.__origin__ if isinstance(cls, _SpecialGenericAlias) else cls, self.__origin__)

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name


class _CallableGenericAlias(_NotIterable, _GenericAlias, _root=True):
    # How the name begins.
    _place = "typing"

    def __repr__(self):
        *params, result = map(_type_repr, self.__args__)
        if len(params) != 1 or not _is_param_expr(self.__args__[0]):
            params = [f"[{', '.join(params)}]"]
        return f"{self._place}.Callable[{params[0]}, {result}]"

    def copy_with(self, args):
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst)


class _CallableType(_SpecialGenericAlias, _root=True):
    _made = _CallableGenericAlias

    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        return self._of((tuple(args) if isinstance(args, list) else args, result))

    @_remembered
    def _of(self, params):
        args, result = params
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        return self.copy_with((*[_type_convert(arg) for arg in _in_tuple(args)], result))


class _abc_callable(_CallableGenericAlias, _root=True):
    """collections.abc.Callable[[int], str]."""

    _place = "collections.abc"


def _callable_alias(args, result):
    if not _is_param_expr(args):
        raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {args}")
    args = args if isinstance(args, (list, tuple)) else (args,)
    return _abc_callable(collections.abc.Callable, (*args, result), name="Callable")


class _TupleType(_SpecialGenericAlias, _root=True):
    @_remembered
    def __getitem__(self, params):
        params = _in_tuple(params)
        if len(params) > 1 and params[-1] is ...:
            return self.copy_with((*_type_checks(params[:-1], "Tuple[t, ...]: t must be a type."), ...))
        return self.copy_with(_type_checks(params, "Tuple[t0, t1, ...]: each t must be a type."))


class _UnionGenericAlias(_NotIterable, _GenericAlias, _root=True):
    def copy_with(self, params):
        return Union[params]

    def _alias_key(self):
        return frozenset(self.__args__)

    def __eq__(self, other):
        # int | str is one of the same.
        return self._alias_key() == {*other.__args__} if isinstance(other, types.UnionType) else super().__eq__(other)

    __hash__ = _GenericAlias.__hash__

    def __repr__(self):
        others = [arg for arg in self.__args__ if arg is not type(None)]
        if len(self.__args__) == 2 and len(others) == 1:
            return f"typing.Optional[{_type_repr(others[0])}]"
        return super().__repr__()

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, arg) for arg in self.__args__)


class _LiteralGenericAlias(_GenericAlias, _root=True):
    def _alias_key(self):
        # 1 and True are different.
        return Literal, frozenset([(arg, type(arg)) for arg in self.__args__])


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    def copy_with(self, params):
        *first, last = params
        if isinstance(last, (list, tuple)):
            return (*first, *last)
        if isinstance(last, _ConcatenateGenericAlias):
            params = (*first, *last.__args__)
        return super().copy_with(params)


class _UnpackGenericAlias(_GenericAlias, _root=True):
    def __repr__(self):
        return f"*{self.__args__[0]!r}"

    @property
    def __typing_unpacked_tuple_args__(self):
        (arg,) = self.__args__
        return arg.__args__ if isinstance(arg, (_GenericAlias, GenericAlias)) else None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)


class _AnnotatedAlias(_NotIterable, _GenericAlias, _root=True):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            origin, metadata = origin.__origin__, (*origin.__metadata__, *metadata)
        super().__init__(origin, origin, name="Annotated")
        self.__metadata__ = metadata

    def _alias_key(self):
        return Annotated, self.__origin__, self.__metadata__

    def copy_with(self, params):
        return _AnnotatedAlias(params[0], self.__metadata__)

    def __repr__(self):
        return f"typing.Annotated[{', '.join([_type_repr(self.__origin__), *map(repr, self.__metadata__)])}]"

    def __getattr__(self, attr):
        return "Annotated" if attr in ("__name__", "__qualname__") else super().__getattr__(attr)

    def __mro_entries__(self, bases):
        return (self.__origin__,)
