from dataclasses import *
import typing, datetime, abc
from typing import *
@dataclass
class A:
    a: int
    b: 'str' = 'x'
    c: List[int] = field(default_factory=list)
    d: Optional[int] = None
    e: list[int] | None = None
    f: datetime.date = datetime.date(2020,1,1)
    g: Callable[[int], str] = print
    _: KW_ONLY
    h: Dict[str, Any]
    i: float = 1.5
    j: ClassVar[int] = 3
    k: InitVar[int] = 4
print(A.__doc__)
@dataclass
class B(abc.ABC):
    x: "A"
    y: typing.Union[int,str]
    z: Any
print(B.__doc__)
@dataclass
class C:
    x: int
    def __init__(self, q): pass
print(C.__doc__)
@dataclass
class E:
    x: int
    def __new__(cls, *a): return super().__new__(cls)
print(E.__doc__)
@dataclass
class F(Generic[TypeVar('T')]):
    x: int
    y: A = None
    q: type = int
print(F.__doc__)
@dataclass(init=False)
class G: x: int
print(G.__doc__)
@dataclass
class H: pass
print(H.__doc__)
