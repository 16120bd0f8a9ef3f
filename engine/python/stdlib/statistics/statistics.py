from bisect import bisect_left, bisect_right
from collections import namedtuple
from decimal import Decimal
from fractions import Fraction
from math import erf, exp, fabs, fsum, hypot, log, sqrt, tau

from _statistics import _count, _float_sqrt, _inv_cdf, _ss, _sum

__all__ = [
    "NormalDist",
    "StatisticsError",
    "correlation",
    "covariance",
    "fmean",
    "geometric_mean",
    "harmonic_mean",
    "linear_regression",
    "mean",
    "median",
    "median_grouped",
    "median_high",
    "median_low",
    "mode",
    "multimode",
    "pstdev",
    "pvariance",
    "quantiles",
    "stdev",
    "variance",
]


class StatisticsError(ValueError):
    pass


def _convert(value, kind):
    """Gives an exact result the type of the data."""
    if type(value) is kind:
        return value
    if issubclass(kind, int) and value.denominator != 1:
        kind = float
    try:
        return kind(value)
    except TypeError:
        if not issubclass(kind, Decimal):
            raise
    return kind(value.numerator) / kind(value.denominator)


def _root(value, kind):
    """The square root of an exact variance, rounded once."""
    n, d = value.numerator, value.denominator
    if not issubclass(kind, Decimal):
        return _float_sqrt(n, d)
    if n == 0:
        return Decimal("0.0")
    guess = (Decimal(n) / Decimal(d)).sqrt()
    for other in (guess.next_plus(), guess.next_minus()):
        middle = (Fraction(guess) + Fraction(other)) / 2
        square = middle * middle
        if value > square if other > guess else value < square:
            return other
    return guess


def _nonnegative(values, message):
    for x in values:
        if x < 0:
            raise StatisticsError(message)
        yield x


def mean(data):
    kind, total, n = _sum(data)
    if n < 1:
        raise StatisticsError("mean requires at least one data point")
    return _convert(total / n, kind)


def fmean(data, weights=None):
    if not hasattr(data, "__len__"):
        data = list(data)
    n = len(data)
    if weights is None:
        total = fsum(data)
        if not n:
            raise StatisticsError("fmean requires at least one data point")
        return total / n
    if not hasattr(weights, "__len__"):
        weights = list(weights)
    top = fsum(x * w for x, w in zip(data, weights))
    if len(weights) != n:
        raise StatisticsError("data and weights must be the same length")
    bottom = fsum(weights)
    if not bottom:
        raise StatisticsError("sum of weights must be non-zero")
    return top / bottom


def geometric_mean(data):
    try:
        return exp(fmean([log(x) for x in data]))
    except ValueError:
        raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers") from None


def harmonic_mean(data, weights=None):
    if iter(data) is data:
        data = list(data)
    message = "harmonic mean does not support negative values"
    n = len(data)
    if n < 1:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if n == 1 and weights is None:
        only = data[0]
        if not isinstance(only, (int, float, Decimal, Fraction)):
            raise TypeError("unsupported type")
        if only < 0:
            raise StatisticsError(message)
        return only
    if weights is None:
        weights, weight = [1] * n, n
    else:
        if iter(weights) is weights:
            weights = list(weights)
        if len(weights) != n:
            raise StatisticsError("Number of weights does not match data size")
        weight = _sum(_nonnegative(weights, message))[1]
    try:
        kind, total, _ = _sum(w / x if w else 0 for w, x in zip(weights, _nonnegative(data, message)))
    except ZeroDivisionError:
        return 0
    if total <= 0:
        raise StatisticsError("Weighted sum must be positive")
    return _convert(weight / total, kind)


def _in_order(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data, len(data)


def median(data):
    data, n = _in_order(data)
    if n % 2:
        return data[n // 2]
    return (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    data, n = _in_order(data)
    return data[(n - 1) // 2]


def median_high(data):
    data, n = _in_order(data)
    return data[n // 2]


def median_grouped(data, interval=1.0):
    data, n = _in_order(data)
    x = data[n // 2]
    below = bisect_left(data, x)
    inside = bisect_right(data, x, lo=below) - below
    try:
        interval, x = float(interval), float(x)
    except ValueError:
        raise TypeError("Value cannot be converted to a float")
    return x - interval / 2.0 + interval * (n / 2 - below) / inside


def mode(data):
    counts = _count(data)
    if not counts:
        raise StatisticsError("no mode for empty data")
    return max(counts, key=counts.get)


def multimode(data):
    counts = _count(data)
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    size = len(data)
    if size < 2:
        raise StatisticsError("must have at least two data points")
    cuts = []
    if method == "inclusive":
        for i in range(1, n):
            j, part = divmod(i * (size - 1), n)
            cuts.append((data[j] * (n - part) + data[j + 1] * part) / n)
    elif method == "exclusive":
        for i in range(1, n):
            j = min(max(i * (size + 1) // n, 1), size - 1)
            part = i * (size + 1) - j * n
            cuts.append((data[j - 1] * (n - part) + data[j] * part) / n)
    else:
        raise ValueError(f"Unknown method: {method!r}")
    return cuts


def _spread(data, center, least, name):
    """The sum of squared deviations over n - 1 (for samples) or n, and the type of the data."""
    kind, squares, _, n = _ss(data, center)
    if n < least:
        points = "at least two data points" if least == 2 else "at least one data point"
        raise StatisticsError(f"{name} requires {points}")
    return squares / (n - least + 1), kind


def variance(data, xbar=None):
    return _convert(*_spread(data, xbar, 2, "variance"))


def pvariance(data, mu=None):
    return _convert(*_spread(data, mu, 1, "pvariance"))


def stdev(data, xbar=None):
    return _root(*_spread(data, xbar, 2, "stdev"))


def pstdev(data, mu=None):
    return _root(*_spread(data, mu, 1, "pstdev"))


def _pairs(x, y, name):
    n = len(x)
    if len(y) != n:
        raise StatisticsError(f"{name} requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError(f"{name} requires at least two data points")
    return n


def _deviations(values, n):
    center = fsum(values) / n
    return [v - center for v in values], center


def _products(a, b):
    return fsum(p * q for p, q in zip(a, b))


def covariance(x, y, /):
    n = _pairs(x, y, "covariance")
    return _products(_deviations(x, n)[0], _deviations(y, n)[0]) / (n - 1)


def correlation(x, y, /):
    n = _pairs(x, y, "correlation")
    dx, dy = _deviations(x, n)[0], _deviations(y, n)[0]
    try:
        return _products(dx, dy) / sqrt(_products(dx, dx) * _products(dy, dy))
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant")


LinearRegression = namedtuple("LinearRegression", ("slope", "intercept"))


def linear_regression(x, y, /, *, proportional=False):
    n = _pairs(x, y, "linear regression")
    if proportional:
        dx, dy = x, y
    else:
        dx, xbar = _deviations(x, n)
        dy, ybar = _deviations(y, n)
    try:
        slope = _products(dx, dy) / _products(dx, dx)
    except ZeroDivisionError:
        raise StatisticsError("x is constant")
    return LinearRegression(slope, 0.0 if proportional else ybar - slope * xbar)


class NormalDist:
    __slots__ = ("_mu", "_sigma")

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data):
        kind, squares, center, n = _ss(data, None)
        if n < 2:
            raise StatisticsError("stdev requires at least two data points")
        squares /= n - 1
        if isinstance(squares, Fraction):
            return cls(float(center), _float_sqrt(squares.numerator, squares.denominator))
        return cls(float(center), float(center) / float(squares))

    def samples(self, n, *, seed=None):
        import random

        gauss = random.gauss if seed is None else random.Random(seed).gauss
        return [gauss(self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        variance = self.variance
        if not variance:
            raise StatisticsError("pdf() not defined when sigma is zero")
        d = x - self._mu
        return exp(d * d / (-2.0 * variance)) / sqrt(tau * variance)

    def cdf(self, x):
        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * (1.0 + erf((x - self._mu) / (self._sigma * sqrt(2.0))))

    def inv_cdf(self, p):
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        if self._sigma <= 0.0:
            raise StatisticsError("cdf() not defined when sigma at or below zero")
        return _inv_cdf(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        a, b = self, other
        if (b._sigma, b._mu) < (a._sigma, a._mu):
            a, b = b, a
        va, vb = a.variance, b.variance
        if not va or not vb:
            raise StatisticsError("overlap() not defined when sigma is zero")
        more = vb - va
        apart = fabs(b._mu - a._mu)
        if not more:
            return 1.0 - erf(apart / (2.0 * a._sigma * sqrt(2.0)))
        # The densities cross at two points.
        center = a._mu * vb - b._mu * va
        reach = a._sigma * b._sigma * sqrt(apart * apart + more * log(vb / va))
        x1, x2 = (center + reach) / more, (center - reach) / more
        return 1.0 - (fabs(b.cdf(x1) - a.cdf(x1)) + fabs(b.cdf(x2) - a.cdf(x2)))

    def zscore(self, x):
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    mean = property(lambda self: self._mu)
    median = property(lambda self: self._mu)
    mode = property(lambda self: self._mu)
    stdev = property(lambda self: self._sigma)
    variance = property(lambda self: self._sigma * self._sigma)

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __rsub__(self, other):
        return -(self - other)

    def __mul__(self, factor):
        return NormalDist(self._mu * factor, self._sigma * fabs(factor))

    __rmul__ = __mul__

    def __truediv__(self, divisor):
        return NormalDist(self._mu / divisor, self._sigma / fabs(divisor))

    def __pos__(self):
        return NormalDist(self._mu, self._sigma)

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return (self._mu, self._sigma) == (other._mu, other._sigma)

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})"
