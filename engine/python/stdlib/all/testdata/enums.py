"""enum: members, flags, checks and what dir() shows."""
import enum
import pickle
import copy
from enum import Enum, IntEnum, StrEnum, Flag, IntFlag, auto, unique, verify, CONTINUOUS, NAMED_FLAGS, UNIQUE, KEEP, CONFORM, EJECT


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
    ALL = R | W | X


print(list(Perm), Perm.RW, repr(Perm.ALL), ~Perm.R, Perm(0), list(Perm.ALL), len(Perm.RW), Perm.R in Perm.RW, Perm.__members__)
attempt(lambda: Perm(16))
attempt(lambda: Perm("x"))
attempt(lambda: Perm.R | 1)


class Kept(Flag, boundary=KEEP):
    A = 1
    B = 4


class Conform(Flag, boundary=CONFORM):
    A = 1
    B = 4


class Eject(Flag, boundary=EJECT):
    A = 1
    B = 4


print(Kept(7), repr(Kept(7)), Conform(7), Eject(7), ~Kept.A, ~Conform.A)


class Bits(IntFlag):
    A = 1
    B = 2


print(Bits.A | Bits.B, repr(Bits.A | Bits.B), repr(Bits(9)), Bits.A + 1, repr(Bits.A | 8), f"{Bits.B}", ~Bits.A, repr(~Bits.A))


class Day(IntEnum):
    MON = 1
    TUE = 2


class Name(StrEnum):
    FIRST = auto()
    SECOND = "2nd"


print(Day.MON, repr(Day.MON), f"{Day.MON:>3}", Day.MON + 1, Name.FIRST, repr(Name.SECOND), Name("2nd"), Day.MON in [1], sorted(Day))


class Coord(tuple, Enum):
    A = 1, 2
    B = 3, 4


class F(float, Enum):
    HALF = 0.5


class Planet(Enum):
    EARTH = (5.976e24, 6.37814e6)
    MARS = (6.421e23, 3.3972e6)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    @property
    def gravity(self):
        return round(6.67300e-11 * self.mass / self.radius**2, 3)

    @classmethod
    def _missing_(cls, value):
        return cls.EARTH if value == "home" else None


print(Coord.A, Coord.A[0], repr(Coord.B), F.HALF, F.HALF * 2, f"{F.HALF}", Planet.EARTH.gravity, Planet.MARS, Planet("home"))
attempt(lambda: Planet("away"))
print(dir(Planet.EARTH), dir(Day)[:5], dir(Planet))
print(pickle.loads(pickle.dumps(Perm.RW)) is Perm.RW, copy.deepcopy(Planet.MARS) is Planet.MARS)


class Base(Enum):
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        print("subclass", cls.__name__, list(cls))


class Derived(Base):
    ONE = 1
    UNO = 1
    TWO = 2


print(Derived.UNO, list(Derived.__members__), Derived["UNO"], Derived(2).name)
for bad in (
    lambda: unique(Derived), lambda: Enum("E", "a a"), lambda: Derived(9), lambda: Derived["X"], lambda: setattr(Derived, "ONE", 5), lambda: Derived.NOPE,
    lambda: setattr(Derived.ONE, "value", 3), lambda: type("Z", (Derived,), {}), lambda: delattr(Derived, "ONE"),
    lambda: verify(UNIQUE)(Derived), lambda: verify(CONTINUOUS)(IntEnum("C", {"A": 1, "B": 5})), lambda: verify(NAMED_FLAGS)(Flag("N", {"A": 1, "B": 6})),
    lambda: Derived(), lambda: int(Derived.ONE), lambda: Derived.ONE < Derived.TWO,
):
    attempt(bad)
E = Enum("E", ["X", "Y"], start=5)
print(list(E), E.X, Enum("G", {"p": 1}).p, Enum("H", [("q", "w")]).q, E.__module__, enum.show_flag_values(13))


class Temp(Enum):
    _ignore_ = ["n", "Temp"]
    Temp = vars()
    for n in range(3):
        Temp[f"t{n}"] = n


print(list(Temp), Temp.t1)


class Mixed(Enum):
    A = auto()
    B = 10
    C = auto()
    D = auto()

    @staticmethod
    def helper():
        return 1

    class_attr = enum.nonmember(5)


print([(m.name, m.value) for m in Mixed], Mixed.class_attr, Mixed.helper(), hash(Mixed.A) == hash("A"), Mixed.A == 1, bool(Perm(0)), repr(Mixed), repr(Perm))
