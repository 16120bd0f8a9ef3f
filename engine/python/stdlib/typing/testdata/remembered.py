# The same subscription gives the same object, and unpacked tuples of any length fill what is left open.
from typing import *
T=TypeVar('T'); P=ParamSpec('P'); Ts=TypeVarTuple('Ts')
class A(Generic[T]): pass
class B(Generic[P]): pass
class Pr(Protocol[T]): pass
for s in ("List[int]","Optional[int]","Union[int,str]","Dict[str,int]","Callable[[int],str]","Callable[...,int]","Callable[P,T]","Tuple[int,str]","Tuple[()]","Literal[1]","Literal[1,'a']","Annotated[int,1]","ClassVar[int]","Final[int]","Type[int]","A[int]","A[T]","B[int,str]","B[[int]]","Pr[int]","List[T]","List[T][int]","Dict[str,T][int]","Callable[[T],int][str]","Union[T,int][str]","Concatenate[int,P]","Required[int]","NotRequired[int]","TypeGuard[int]","Unpack[Ts]","Tuple[Unpack[Ts]]","List['X']","Optional['X']","int|str","list[int]","Optional[List[int]]","Generic[T]","Iterable[int]","ForwardRef('a')","Union[None,int]", "Annotated[int,[1]]", "Literal[[1]]"):
    try: print(s, eval(s) is eval(s), eval(s)==eval(s))
    except TypeError as e: print(s, e)
print(Literal[0] is Literal[False], Literal[0]==Literal[False], List[Union[int,str]] is List[Union[str,int]], Union[int,str] is Union[str,int])
class V(Generic[T, *Ts]): pass
for alias in (Tuple[T, *Ts], tuple[int, *Ts, T], V, Dict[str, Tuple[T, *Ts]]):
    for args in ((int,), (int, str), (int, str, float), (int, *tuple[str, ...]), (*tuple[int, ...],), (*tuple[int, ...], str), (*tuple[int, ...], *tuple[str, ...]), (*tuple[int, str],)):
        try: print(alias[args])
        except TypeError as e: print(type(e).__name__, e)
class W(Generic[T, P]): pass
class X(Generic[T], List[T]): pass
K = TypeVar("K", bound=int)
class Y(Generic[T, K]): pass
for e in ("Y[*tuple[int, str]]", "Y[*tuple[int, str], int]", "V[int, *tuple[int, str]]", "B[*tuple[int, str]]", "Generic[*tuple[T, K]]", "A[1]", "A['x']", "A[None]", "A[ClassVar[int]]", "A[Generic]", "Y[1, 2]", "Y[int]", "Y[int, str, str]", "W[int, [str, int]]",
          "W[int, ...]", "W[int, P]", "W[int, str]", "X[1]", "X[int]", "Y[T, int][str]", "Y[T, K][str, 1]", "V[1]", "V[()]"):
    try: print(e, eval(e))
    except TypeError as x: print(e, x)
