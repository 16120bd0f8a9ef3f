"""The abstract classes of numbers: each names what its numbers must do, and does by that what it can."""
from abc import ABCMeta, abstractmethod
import sys as _sys

__all__ = ["Number", "Complex", "Real", "Rational", "Integral"]


def _ask_for(body, methods, operators="", properties=""):
    """Puts what is to be defined into a class's body: methods without arguments, operators with another operand, properties."""

    def put(name, kind, function):
        function.__name__, function.__qualname__ = name, f"{body['__qualname__']}.{name}"
        body[name] = kind(abstractmethod(function))

    def one():
        def method(self):
            raise NotImplementedError

        return method

    def two():
        def method(self, other):
            raise NotImplementedError

        return method

    for name in methods.split():
        put(f"__{name}__", lambda function: function, one())
    for name in operators.split():
        put(f"__{name}__", lambda function: function, two())
    for name in properties.split():
        put(name, property, one())


class Number(metaclass=ABCMeta):
    __slots__ = ()
    __hash__ = None


class Complex(Number):
    __slots__ = ()
    _ask_for(locals(), "complex neg pos abs", "add radd mul rmul truediv rtruediv pow rpow eq", "real imag")

    @abstractmethod
    def conjugate(self):
        raise NotImplementedError

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other

    def __bool__(self):
        return self != 0


class Real(Complex):
    __slots__ = ()
    _ask_for(locals(), "float trunc floor ceil", "floordiv rfloordiv mod rmod lt le")

    @abstractmethod
    def __round__(self, ndigits=None):
        raise NotImplementedError

    # As a complex number it has no imaginary part.
    imag = property(lambda self: 0)
    real = property(lambda self: +self)

    def conjugate(self):
        return self.real

    def __complex__(self):
        return complex(float(self))

    def __divmod__(self, other):
        return self // other, self % other

    def __rdivmod__(self, other):
        return other // self, other % self


class Rational(Real):
    __slots__ = ()
    _ask_for(locals(), "", properties="numerator denominator")

    def __float__(self):
        top, bottom = int(self.numerator), int(self.denominator)
        return top / bottom


class Integral(Rational):
    __slots__ = ()
    _ask_for(locals(), "int invert", "lshift rlshift rshift rrshift and rand xor rxor or ror")

    @abstractmethod
    def __pow__(self, exponent, modulus=None):
        raise NotImplementedError

    denominator = property(lambda self: 1)
    numerator = property(lambda self: +self)

    def __float__(self):
        return float(int(self))

    def __index__(self):
        return int(self)


# decimal and fractions register their classes themselves when they are imported after this module.
for _kind, _module, _name in (
    (Complex, "builtins", "complex"), (Real, "builtins", "float"), (Integral, "builtins", "int"),
    (Number, "decimal", "Decimal"), (Rational, "fractions", "Fraction"),
):
    if _module in _sys.modules:
        _kind.register(getattr(_sys.modules[_module], _name))
