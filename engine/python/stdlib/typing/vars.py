class _Immutable:
    __slots__ = ()

    def __copy__(self, memo=None):
        return self

    __deepcopy__ = __copy__


class _Variable(_Immutable):
    """What the kinds of type variables have in common: a name, and the module that they were made in."""

    def _name_it(self, name):
        self.__name__ = name
        module = _caller(2)
        if module != "typing":
            self.__module__ = module

    __mro_entries__ = _refuse("Cannot subclass an instance of {0.__class__.__name__}")

    def __reduce__(self):
        return self.__name__


class _Limited(_Variable, _Or):
    """A variable that stands for one thing and may say which ones."""

    def _limit(self, bound, covariant, contravariant):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        self.__covariant__, self.__contravariant__ = bool(covariant), bool(contravariant)
        self.__bound__ = _type_check(bound, "Bound must be a type.") if bound else None

    def __repr__(self):
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__


class TypeVar(_Final, _Limited, _root=True):
    """A variable for one type."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self._name_it(name)
        self._limit(bound, covariant, contravariant)
        if constraints:
            if bound is not None:
                raise TypeError("Constraints cannot be combined with bound=...")
            if len(constraints) == 1:
                raise TypeError("A single constraint is not allowed")
        self.__constraints__ = _type_checks(constraints, "TypeVar(name, constraint, ...): constraints must be types.")

    def __typing_subst__(self, arg):
        arg = _type_check(arg, "Parameters to generic types must be types.")
        if isinstance(arg, _UnpackGenericAlias) or isinstance(arg, GenericAlias) and arg.__unpacked__:
            raise TypeError(f"{arg} is not valid as type argument")
        return arg


class TypeVarTuple(_Final, _Variable, _root=True):
    """A variable for any number of types."""

    def __init__(self, name):
        self._name_it(name)

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__

    __typing_subst__ = _refuse("Substitution of bare TypeVarTuple is not supported")

    def __typing_prepare_subst__(self, alias, args):
        return _pack_variadic(alias, alias.__parameters__, args)


class _ParamSpecPart(_Final, _Immutable, _root=True):
    """The half of a ParamSpec that *args or **kwargs is annotated with."""

    def __init__(self, origin):
        self.__origin__ = origin

    def __eq__(self, other):
        return self.__origin__ == other.__origin__ if isinstance(other, type(self)) else NotImplemented

    def __repr__(self):
        return f"{self.__origin__.__name__}.{self._part}"

    __mro_entries__ = _Variable.__mro_entries__


class ParamSpecArgs(_ParamSpecPart, _root=True):
    """The type of *args."""

    _part = "args"


class ParamSpecKwargs(_ParamSpecPart, _root=True):
    """The type of **kwargs."""

    _part = "kwargs"


class ParamSpec(_Final, _Limited, _root=True):
    """A variable for the parameters of a callable."""

    args = property(ParamSpecArgs)
    kwargs = property(ParamSpecKwargs)

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        self._name_it(name)
        self._limit(bound, covariant, contravariant)

    def __typing_subst__(self, arg):
        if isinstance(arg, (list, tuple)):
            return _type_checks(arg, "Expected a type.")
        if _is_param_expr(arg):
            return arg
        raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {arg}")


class ForwardRef(_Final, _Or, _root=True):
    """A type given by name, looked up when somebody asks for the hints."""

    __slots__ = tuple([f"__forward_{name}__" for name in "arg code evaluated value is_argument is_class module".split()])

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        try:
            # A starred type is an expression only within brackets.
            self.__forward_code__ = compile(f"({arg},)[0]" if arg.startswith("*") else arg, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}")
        self.__forward_arg__, self.__forward_module__ = arg, module
        self.__forward_is_argument__, self.__forward_is_class__ = is_argument, is_class
        self.__forward_evaluated__, self.__forward_value__ = False, None

    def _evaluate(self, globalns, localns, recursive_guard):
        name = self.__forward_arg__
        if name in recursive_guard:
            return self
        if self.__forward_evaluated__ and localns is globalns:
            return self.__forward_value__
        # What is missing is as the other.
        if globalns is None:
            globalns = {} if localns is None else localns
        if localns is None:
            localns = globalns
        if self.__forward_module__ is not None:
            globalns = getattr(sys.modules.get(self.__forward_module__), "__dict__", globalns)
        found = eval(self.__forward_code__, globalns, localns)
        msg, is_class = "Forward references must evaluate to types.", self.__forward_is_class__
        found = _type_check(found, msg, self.__forward_is_argument__, allow_special_forms=is_class)
        self.__forward_value__ = _eval_type(found, globalns, localns, recursive_guard | {name})
        self.__forward_evaluated__ = True
        return self.__forward_value__

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        if self.__forward_arg__ != other.__forward_arg__:
            return False
        if self.__forward_evaluated__ and other.__forward_evaluated__:
            return self.__forward_value__ == other.__forward_value__
        return self.__forward_module__ == other.__forward_module__

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __repr__(self):
        module = self.__forward_module__
        return f"ForwardRef({self.__forward_arg__!r}{'' if module is None else f', module={module!r}'})"


def _with_args(t, args):
    """The same kind of type with other arguments."""
    if args == t.__args__:
        return t
    if isinstance(t, GenericAlias):
        return GenericAlias(t.__origin__, args)
    if isinstance(t, types.UnionType):
        return functools.reduce(lambda left, right: left | right, args)
    return t.copy_with(args)


def _eval_type(t, globalns, localns, recursive_guard=frozenset()):
    """t with the forward references in it replaced by what they name."""
    if isinstance(t, ForwardRef):
        return t._evaluate(globalns, localns, recursive_guard)
    if not isinstance(t, (_GenericAlias, GenericAlias, types.UnionType)):
        return t
    args = t.__args__
    if isinstance(t, GenericAlias):
        args = [ForwardRef(arg) if isinstance(arg, str) else arg for arg in args]
    return _with_args(t, tuple([_eval_type(arg, globalns, localns, recursive_guard) for arg in args]))
