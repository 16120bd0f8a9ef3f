def _is_dunder(attr):
    return attr.startswith("__") and attr.endswith("__")


class _BaseGenericAlias(_Final, _root=True):
    """A class with or without its arguments: what List and List[int] have in common."""

    def __init__(self, origin, *, inst=True, name=None):
        self._inst = inst
        self._name = name
        self.__origin__ = origin
        self.__slots__ = None

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(
                f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead"
            )
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except AttributeError:
            pass
        return result

    def __mro_entries__(self, bases):
        res = []
        if self.__origin__ not in bases:
            res.append(self.__origin__)
        i = bases.index(self)
        if not any(isinstance(b, _BaseGenericAlias) or (isinstance(b, type) and issubclass(b, Generic)) for b in bases[i + 1 :]):
            res.append(Generic)
        return tuple(res)

    def __getattr__(self, attr):
        if attr in {"__name__", "__qualname__"}:
            return self._name or self.__origin__.__name__
        if "__origin__" in self.__dict__ and not _is_dunder(attr):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __setattr__(self, attr, val):
        if _is_dunder(attr) or attr in {"_name", "_inst", "_nparams", "_paramspec_tvars", "_typevar_types"}:
            super().__setattr__(attr, val)
        else:
            setattr(self.__origin__, attr, val)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __dir__(self):
        return list(set(super().__dir__() + [attr for attr in dir(self.__origin__) if not _is_dunder(attr)]))


class _GenericAlias(_BaseGenericAlias, _root=True):
    """A class with its arguments: List[int], Node[T]."""

    def __init__(self, origin, args, *, inst=True, name=None, _paramspec_tvars=False):
        super().__init__(origin, inst=inst, name=name)
        if not isinstance(args, tuple):
            args = (args,)
        self.__args__ = args
        self.__parameters__ = _collect_parameters(args)
        self._paramspec_tvars = _paramspec_tvars
        if not name:
            self.__module__ = origin.__module__

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]

    @_remembered
    def __getitem__(self, args):
        if self.__origin__ in (Generic, Protocol):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        args = tuple(_type_convert(p) for p in _unpack_args(args))
        return self.copy_with(self._substitute(args))

    def _substitute(self, args):
        params = self.__parameters__
        if any(isinstance(p, TypeVarTuple) for p in params):
            args = _pack_variadic(self, params, args)
        elif len(params) == 1 and isinstance(params[0], ParamSpec):
            # X[int, str] and X[[int, str]] mean the same where a ParamSpec is the only parameter.
            if not (len(args) == 1 and _is_param_expr(args[0])):
                args = (args,)
        if len(args) != len(params):
            raise TypeError(
                f"Too {'many' if len(args) > len(params) else 'few'} arguments for {self}; actual {len(args)}, expected {len(params)}"
            )
        new = {p: a if isinstance(p, TypeVarTuple) else p.__typing_subst__(a) for p, a in zip(params, args)}
        return tuple(self._make_args(self.__args__, new))

    def _make_args(self, args, new):
        out = []
        for old in args:
            if isinstance(old, type):
                out.append(old)
            elif isinstance(old, tuple):
                out.append(tuple(self._make_args(old, new)))
            elif isinstance(old, TypeVarTuple):
                out.extend(new[old])
            elif isinstance(old, ParamSpec):
                value = new[old]
                if self.__origin__ is collections.abc.Callable and isinstance(value, tuple):
                    out.extend(value)
                else:
                    out.append(value)
            elif hasattr(old, "__typing_subst__"):
                out.append(new[old])
            elif isinstance(old, _UnpackGenericAlias) and isinstance(old.__args__[0], TypeVarTuple):
                out.extend(new[old.__args__[0]])
            else:
                params = getattr(old, "__parameters__", ())
                if not params:
                    out.append(old)
                    continue
                given = []
                for p in params:
                    if isinstance(p, TypeVarTuple):
                        given.extend(new[p])
                    else:
                        given.append(new[p])
                value = old[tuple(given)]
                if isinstance(value, _ConcatenateGenericAlias) and not isinstance(value.__args__[-1], (ParamSpec, type(...))):
                    value = value.__args__
                if self.__origin__ is collections.abc.Callable and isinstance(value, tuple):
                    out.extend(value)
                else:
                    out.append(value)
        return out

    def __iter__(self):
        yield Unpack[self]

    def copy_with(self, args):
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst, _paramspec_tvars=self._paramspec_tvars)

    def __repr__(self):
        name = "typing." + self._name if self._name else _type_repr(self.__origin__)
        args = ", ".join(_type_repr(a) for a in self.__args__) if self.__args__ else "()"
        return f"{name}[{args}]"

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return super().__mro_entries__(bases)
        if self.__origin__ is Generic:
            if Protocol in bases:
                return ()
            i = bases.index(self)
            for b in bases[i + 1 :]:
                if isinstance(b, _BaseGenericAlias) and b is not self:
                    return ()
        return (self.__origin__,)


def _unpack_args(args):
    """args with those of unpacked tuple types of fixed length in place of these."""
    out = []
    for arg in args:
        inner = getattr(arg, "__typing_unpacked_tuple_args__", None)
        if inner is None or inner and inner[-1] is ...:
            out.append(arg)
        else:
            out.extend(inner)
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


class _SpecialGenericAlias(_NotIterable, _BaseGenericAlias, _root=True):
    """A name of typing for a class of elsewhere: List, Dict, Iterable."""

    def __init__(self, origin, nparams, *, inst=True, name=None):
        if name is None:
            name = origin.__name__
        super().__init__(origin, inst=inst, name=name)
        self._nparams = nparams
        self.__doc__ = f"A generic version of {origin.__module__}.{origin.__qualname__}."

    @_remembered
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        msg = "Parameters to generic types must be types."
        params = tuple(_type_check(p, msg) for p in _unpack_args(params))
        _check_generic(self, params, self._nparams)
        return self.copy_with(params)

    def copy_with(self, params):
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __repr__(self):
        return "typing." + self._name

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        if not isinstance(cls, _GenericAlias):
            return issubclass(cls, self.__origin__)
        return super().__subclasscheck__(cls)

    def __reduce__(self):
        return self._name

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]


class _CallableGenericAlias(_NotIterable, _GenericAlias, _root=True):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _is_param_expr(args[0]):
            return super().__repr__()
        params = ", ".join(_type_repr(a) for a in args[:-1])
        return f"typing.Callable[[{params}], {_type_repr(args[-1])}]"

    def copy_with(self, args):
        return _CallableGenericAlias(self.__origin__, args, name=self._name, inst=self._inst)


class _CallableType(_SpecialGenericAlias, _root=True):
    def copy_with(self, params):
        return _CallableGenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        return self._of((tuple(args) if isinstance(args, list) else args, result))

    @_remembered
    def _of(self, params):
        args, result = params
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        if args is ...:
            return self.copy_with((..., result))
        if not isinstance(args, tuple):
            args = (args,)
        return self.copy_with((*(_type_convert(a) for a in args), result))


class _abc_callable(_CallableGenericAlias, _root=True):
    """collections.abc.Callable[[int], str]."""

    def __repr__(self):
        return super().__repr__().replace("typing.Callable", "collections.abc.Callable", 1)

    def copy_with(self, args):
        return _abc_callable(self.__origin__, args, name=self._name)


def _callable_alias(args, result):
    if isinstance(args, list):
        args = tuple(args)
    elif _is_param_expr(args) and not isinstance(args, tuple):
        args = (args,)
    else:
        raise TypeError(
            f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {args}"
        )
    return _abc_callable(collections.abc.Callable, (*args, result), name="Callable")


class _TupleType(_SpecialGenericAlias, _root=True):
    @_remembered
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        if len(params) >= 2 and params[-1] is ...:
            msg = "Tuple[t, ...]: t must be a type."
            params = tuple(_type_check(p, msg) for p in params[:-1])
            return self.copy_with((*params, ...))
        msg = "Tuple[t0, t1, ...]: each t must be a type."
        return self.copy_with(tuple(_type_check(p, msg) for p in params))


class _UnionGenericAlias(_NotIterable, _GenericAlias, _root=True):
    def copy_with(self, params):
        return Union[params]

    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, types.UnionType)):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2:
            if args[0] is type(None):
                return f"typing.Optional[{_type_repr(args[1])}]"
            if args[1] is type(None):
                return f"typing.Optional[{_type_repr(args[0])}]"
        return super().__repr__()

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, arg) for arg in self.__args__)


def _value_and_type_iter(parameters):
    return ((a, type(a)) for a in parameters)


class _LiteralGenericAlias(_GenericAlias, _root=True):
    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return set(_value_and_type_iter(self.__args__)) == set(_value_and_type_iter(other.__args__))

    def __hash__(self):
        return hash(frozenset(_value_and_type_iter(self.__args__)))

    def __repr__(self):
        return f"typing.Literal[{', '.join(map(_type_repr, self.__args__))}]"


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    def copy_with(self, params):
        if isinstance(params[-1], (list, tuple)):
            return (*params[:-1], *params[-1])
        if isinstance(params[-1], _ConcatenateGenericAlias):
            params = (*params[:-1], *params[-1].__args__)
        return super().copy_with(params)


class _UnpackGenericAlias(_GenericAlias, _root=True):
    def __repr__(self):
        return "*" + repr(self.__args__[0])

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)

    @property
    def __typing_unpacked_tuple_args__(self):
        (arg,) = self.__args__
        if isinstance(arg, (_GenericAlias, GenericAlias)):
            return arg.__args__
        return None


class _AnnotatedAlias(_NotIterable, _GenericAlias, _root=True):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, origin, name="Annotated")
        self.__metadata__ = metadata

    def copy_with(self, params):
        return _AnnotatedAlias(params[0], self.__metadata__)

    def __repr__(self):
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {', '.join(repr(a) for a in self.__metadata__)}]"

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __getattr__(self, attr):
        if attr in {"__name__", "__qualname__"}:
            return "Annotated"
        return super().__getattr__(attr)

    def __mro_entries__(self, bases):
        return (self.__origin__,)
