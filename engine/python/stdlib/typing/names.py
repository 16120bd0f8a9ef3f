T, KT, VT = map(TypeVar, ("T", "KT", "VT"))
T_co, V_co, VT_co = [TypeVar(name, covariant=True) for name in ("T_co", "V_co", "VT_co")]
T_contra = TypeVar("T_contra", contravariant=True)
CT_co = TypeVar("CT_co", covariant=True, bound=type)
AnyStr = TypeVar("AnyStr", bytes, str)


def _put_aliases(origins, names, **options):
    """Gives each name, which ends in the number of its parameters, an alias of what a module or dict has of that name."""
    for name in names.split():
        name, count = name[:-1], int(name[-1])
        globals()[name] = _SpecialGenericAlias(origins[name], count, name=name, **options)


_put_aliases(
    vars(collections.abc),
    "Hashable0 Awaitable1 Coroutine3 AsyncIterable1 AsyncIterator1 Iterable1 Iterator1 Reversible1 Sized0 Container1 Collection1 "
    "MutableSet1 Mapping2 MutableMapping2 Sequence1 MutableSequence1 ByteString0 MappingView1 KeysView1 ItemsView2 ValuesView1 "
    "Generator3 AsyncGenerator2",
)
_put_aliases(
    {
        "AbstractSet": collections.abc.Set, "Deque": collections.deque, "DefaultDict": collections.defaultdict,
        "OrderedDict": collections.OrderedDict, "Counter": collections.Counter, "ChainMap": collections.ChainMap,
    },
    "AbstractSet1 Deque1 DefaultDict2 OrderedDict2 Counter1 ChainMap2",
)
_put_aliases({"List": list, "Set": set, "FrozenSet": frozenset, "Dict": dict, "Type": type}, "List1 Set1 FrozenSet1 Dict2 Type1", inst=False)
Callable = _CallableType(collections.abc.Callable, 2)
Tuple = _TupleType(tuple, -1, inst=False, name="Tuple")
Text = str
TYPE_CHECKING = False


def __getattr__(name):
    # Aliases for what few programs need and what takes a while to import.
    if name in ("Pattern", "Match"):
        import re

        alias = _SpecialGenericAlias(getattr(re, name), 1)
    elif name in ("ContextManager", "AsyncContextManager"):
        import contextlib

        alias = _SpecialGenericAlias(getattr(contextlib, "Abstract" + name), 1, name=name)
    else:
        raise AttributeError(f"module 'typing' has no attribute {name!r}")
    globals()[name] = alias
    return alias


def _put_supports(what, result):
    """Makes the protocol of what has the method for one built-in function."""
    if what == "Round":
        def method(self, ndigits: int = 0): pass
    else:
        def method(self): pass
    name, protocol = f"__{what.lower()}__", f"Supports{what}"
    method.__name__, method.__qualname__ = name, f"{protocol}.{name}"
    method.__annotations__["return"] = result
    body = {"__module__": "typing", "__slots__": (), name: _abstractmethod(method)}
    base = Protocol[result] if result is T_co else Protocol
    globals()[protocol] = runtime_checkable(types.new_class(protocol, (base,), exec_body=lambda namespace: namespace.update(body)))


for _item in {"Int": int, "Float": float, "Complex": complex, "Bytes": bytes, "Index": int, "Abs": T_co, "Round": T_co}.items():
    _put_supports(*_item)
del _item


class IO(Generic[AnyStr]):
    """The type of open files, for annotations."""

    __slots__ = ()


class BinaryIO(IO[bytes]):
    __slots__ = ()


class TextIO(IO[str]):
    __slots__ = ()


__all__ = [
    "Annotated", "Any", "Callable", "ClassVar", "Concatenate", "Final", "ForwardRef", "Generic", "Literal", "Optional", "ParamSpec",
    "Protocol", "Tuple", "Type", "TypeVar", "TypeVarTuple", "Union", "AbstractSet", "ByteString", "Container", "ContextManager",
    "Hashable", "ItemsView", "Iterable", "Iterator", "KeysView", "Mapping", "MappingView", "MutableMapping", "MutableSequence",
    "MutableSet", "Sequence", "Sized", "ValuesView", "Awaitable", "AsyncIterator", "AsyncIterable", "Coroutine", "Collection",
    "AsyncGenerator", "AsyncContextManager", "Reversible", "SupportsAbs", "SupportsBytes", "SupportsComplex", "SupportsFloat",
    "SupportsIndex", "SupportsInt", "SupportsRound", "ChainMap", "Counter", "Deque", "Dict", "DefaultDict", "List", "OrderedDict",
    "Set", "FrozenSet", "NamedTuple", "TypedDict", "Generator", "BinaryIO", "IO", "Match", "Pattern", "TextIO", "AnyStr",
    "assert_type", "assert_never", "cast", "clear_overloads", "dataclass_transform", "final", "get_args", "get_origin",
    "get_overloads", "get_type_hints", "is_typeddict", "LiteralString", "Never", "NewType", "no_type_check",
    "no_type_check_decorator", "NoReturn", "NotRequired", "overload", "ParamSpecArgs", "ParamSpecKwargs", "Required",
    "reveal_type", "runtime_checkable", "Self", "Text", "TYPE_CHECKING", "TypeAlias", "TypeGuard", "Unpack",
]
