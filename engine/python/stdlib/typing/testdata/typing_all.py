from typing import *
import typing, collections.abc
def show(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
T = TypeVar("T"); K = TypeVar("K"); V = TypeVar("V", bound=int); C = TypeVar("C", int, str, covariant=True); P = ParamSpec("P"); Ts = TypeVarTuple("Ts")
for e in """Optional[int]; Union[int, str]; Union[int, None]; Union[int, str, None]; Union[int]; Optional["X"]; List[int]; Dict[str, List[int]]; Tuple[int, ...]; Tuple[()]; Tuple[int, str]
Callable[[int], str]; Callable[..., int]; Callable[[], None]; Callable; Any; NoReturn; ClassVar[int]; Final[int]; Literal["a", 1, True]; Literal[Literal[1], 2, 1]; Annotated[int, "x", 3]; Type[int]; Type[Any]
T; C; P; Ts; P.args; P.kwargs; List[T]; List[T][int]; Dict[K, T][str, int]; Callable[[T], K][int, str]; Union[T, K][int, str]; Union[T, int][int]; Optional[T][str]
list[T][int]; dict[str, T][int]; Iterable[int]; Generator[int, None, str]; Awaitable[int]; Coroutine[Any, Any, int]; ForwardRef("X"); Self; Never; LiteralString; TypeAlias; Concatenate[int, P]; Callable[P, int]; Callable[Concatenate[int, P], str]
Callable[P, T][[int, str], float]; TypeGuard[int]; Unpack[Ts]; Tuple[Unpack[Ts]]; Required[int]; NotRequired[str]; Deque[int]; DefaultDict[str, int]; Counter[str]; Pattern[str]; Match; Hashable; Sized; ContextManager[int]
int | None; Optional[int] == (int | None); List[int] | None; T | None; "a" | T; Union[int, str] == Union[str, int]; hash(Union[int, str]) == hash(Union[str, int]); List[int] == List[int]; List[int] == list[int]
List[int, str]; Dict[int]; Optional[int, str]; Union[()]; List[3]; Union[3, int]; Callable[int]; Callable[int, str]; List[int][str]; ClassVar[ClassVar[int]]; Optional[ClassVar[int]]; Any(); Union(); List(); isinstance(1, List[int]); isinstance(1, Any); isinstance([], List); isinstance(1, Union[int, str]); issubclass(int, Optional[str])
get_origin(List[int]); get_origin(Optional[int]); get_args(Optional[int]); get_args(Callable[[int, str], float]); get_args(Annotated[int, 1]); get_origin(Annotated[int, 1]); get_origin(list[int]); get_args(int | str); get_origin(int|str); get_origin(int); get_args(Literal[1, 2]); get_args(Callable[..., int]); get_origin(Generic[T]); get_origin(ClassVar[int])
TypeVar("X", int); TypeVar("X", int, bound=str); TypeVar("X", covariant=True, contravariant=True); T.__bound__; V.__bound__; C.__constraints__; T.__name__; List[int].__args__; List[int].__origin__; Dict[K, V].__parameters__; Optional[int].__args__; List.__name__; List[int].__name__; Optional[int].__name__; Callable[[int],str].__args__
Literal["a"].__args__; cast(int, "x"); Text; TYPE_CHECKING; AnyStr; collections.abc.Callable[[int], str]; collections.abc.Iterable[int]; Annotated[Annotated[int, 1], 2]; Annotated[int]; Annotated[List[T], 1][int]; Union[List[int], "Foo", None]; NewType("U", int); NewType("U", int)(5); Literal[1] == Literal[True]; Protocol; Generic; assert_never(3); Type; Tuple; Tuple[int].__args__; Tuple[()].__args__; SupportsInt; isinstance(3, SupportsInt); isinstance("", SupportsInt); isinstance(3, SupportsAbs); isinstance([], Iterable); isinstance(lambda: 1, Callable)""".replace("\n", ";").split(";"):
    e = e.strip()
    try: print(e, "=>", eval(e))
    except Exception as x: print(e, "=>", type(x).__name__, x)
class Node(Generic[T]):
    def __init__(self, v: T): self.v = v
class Sub(Node[int]): pass
class Two(Generic[K, T], Node[T]): pass
print(Node[int], Node[int](3).v, Node.__parameters__, Sub.__orig_bases__, Sub.__mro__, Two[int, str], Two.__parameters__, Node[int].__orig_class__ if hasattr(Node[int], "__orig_class__") else None)
print(Node[int](1).__orig_class__, Node[T][str], Node["Node"])
show(lambda: Node[int, str]); show(lambda: Sub[int]); show(lambda: Generic[int]); show(lambda: Generic[T, T]); show(lambda: type("X", (Generic,), {}))
@runtime_checkable
class Closer(Protocol):
    def close(self) -> None: ...
class Named(Protocol):
    name: str
@runtime_checkable
class Both(Closer, Protocol):
    size: int
class F:
    def close(self): pass
class G(F):
    size = 3
print(isinstance(F(), Closer), isinstance(3, Closer), issubclass(F, Closer), issubclass(int, Closer), isinstance(G(), Both), isinstance(F(), Both))
show(lambda: isinstance(3, Named)); show(lambda: Closer()); show(lambda: issubclass(G, Both)); show(lambda: issubclass(F, Named))
class Impl(Closer):
    def __init__(self, a): self.a = a
print(Impl(3).a, Impl(3).close())
class Sized2(Protocol[T]):
    def get(self) -> T: ...
print(Sized2[int], Sized2.__parameters__)
show(lambda: type("Bad", (Protocol, int), {}))
class Emp(NamedTuple):
    """doc"""
    name: str
    id: int = 3
    def hello(self): return self.name + "!"
print(Emp("a"), Emp("a").hello(), Emp._fields, Emp._field_defaults, Emp.__annotations__, Emp.__doc__, Emp.__mro__, Emp.__bases__)
show(lambda: Emp())
print(NamedTuple("Q", [("a", int), ("b", str)])(1, "x"))
def bad():
    class B(NamedTuple):
        a: int = 1
        b: str
show(bad)
class Movie(TypedDict):
    name: str
    year: NotRequired[int]
class M2(Movie, total=False):
    x: List[int]
print(Movie(name="x"), M2.__required_keys__ == {"name"}, M2.__optional_keys__ == {"year", "x"}, M2.__total__, Movie.__total__, get_type_hints(M2), get_type_hints(Movie, include_extras=True), is_typeddict(Movie), type(Movie(name="a")))
show(lambda: isinstance({}, Movie))
print(TypedDict("D", {"a": int}).__annotations__)
class A:
    x: int
    y: "Optional[A]" = None
    z: ClassVar[int] = 3
    w: Annotated[int, "meta"] = 0
    def m(self, a: "A", b: List["A"]) -> None: ...
class B(A):
    q: "list[A]"
print(get_type_hints(A), get_type_hints(B), get_type_hints(A.m), get_type_hints(A, include_extras=True)["w"])
show(lambda: get_type_hints(3)); show(lambda: get_type_hints(len))
def f(a: "Undefined"): ...
show(lambda: get_type_hints(f))
@overload
def g(a: int) -> int: ...
@overload
def g(a: str) -> str: ...
def g(a): return a
print(len(get_overloads(g)), g(3))
@final
class Fin: pass
print(Fin.__final__)
UserId = NewType("UserId", int)
print(UserId, UserId(5), UserId.__supertype__, Optional[UserId], UserId | None)
def sub():
    class X(UserId): pass
show(sub)
class Arr(Generic[Unpack[Ts]]): pass
show(lambda: Arr[int, str]); show(lambda: Arr[()])
class Pz(Generic[P]): pass
show(lambda: Pz[int, str]); show(lambda: Pz[[int, str]]); show(lambda: Pz[...])
class My(List[int]): pass
print(My.__mro__, My([1])); 
class MyD(Dict[str, T]): pass
print(MyD[int], MyD.__mro__)
class It(Iterable[T]):
    def __iter__(self): yield 1
print(list(It()), It[int])
print(typing.get_type_hints(Emp), Optional[Literal["a"]], Dict[str, Any], Union[Dict[str, int], List[int]])
import functools
@no_type_check
def nt(a: "whatever"): ...
print(get_type_hints(nt))
show(lambda: ForwardRef("a b")); show(lambda: List["int x"])
class AnyChild(Any): pass
print(AnyChild(), isinstance(AnyChild(), AnyChild)) if False else None
def deco(fn: Callable[P, T]) -> Callable[P, T]: return fn
print(deco.__annotations__, get_type_hints(deco))
class GN(NamedTuple, Generic[T]):
    a: T
print(GN[int], GN(3), GN.__mro__)
