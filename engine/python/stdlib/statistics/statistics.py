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
    if n == 0:
        raise StatisticsError("mean requires at least one data point")
    return _convert(total / n, kind)


def _sized(values):
    return values if hasattr(values, "__len__") else list(values)


def fmean(data, weights=None):
    data = _sized(data)
    if weights is None:
        total, weight = fsum(data), len(data)
        if not weight:
            raise StatisticsError("fmean requires at least one data point")
    else:
        weights = _sized(weights)
        total = _products(data, weights)
        if len(weights) != len(data):
            raise StatisticsError("data and weights must be the same length")
        weight = fsum(weights)
        if not weight:
            raise StatisticsError("sum of weights must be non-zero")
    return total / weight


def geometric_mean(data):
    try:
        return exp(fmean([log(x) for x in data]))
    except ValueError:
        raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers") from None


def harmonic_mean(data, weights=None):
    data = list(data) if iter(data) is data else data
    message = "harmonic mean does not support negative values"
    n = len(data)
    if not n:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if weights is not None:
        weights = list(weights) if iter(weights) is weights else weights
        if len(weights) != n:
            raise StatisticsError("Number of weights does not match data size")
        weight = _sum(_nonnegative(weights, message))[1]
    elif n > 1:
        weights, weight = [1] * n, n
    elif isinstance(data[0], (int, float, Decimal, Fraction)):
        return next(_nonnegative(data, message))
    else:
        raise TypeError("unsupported type")
    try:
        parts = (w / x if w else 0 for w, x in zip(weights, _nonnegative(data, message)))
        kind, total, _ = _sum(parts)
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
    values = sorted(data)
    size = len(values)
    if size < 2:
        raise StatisticsError("must have at least two data points")
    if method == "inclusive":
        places = [(i * (size - 1) // n, i * (size - 1)) for i in range(1, n)]
    elif method == "exclusive":
        places = [(min(max(i * (size + 1) // n - 1, 0), size - 2), i * (size + 1) - n) for i in range(1, n)]
    else:
        raise ValueError(f"Unknown method: {method!r}")
    # A cut stands at a place that is counted in nths of a step, between the values at j and behind it.
    return [(values[j] * (n - place + j * n) + values[j + 1] * (place - j * n)) / n for j, place in places]


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
    both, alone = _products(dx, dy), _products(dx, dx) * _products(dy, dy)
    if not alone:
        raise StatisticsError("at least one of the inputs is constant")
    return both / sqrt(alone)


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


def _not_zero(value, method):
    if not value:
        raise StatisticsError(f"{method}() not defined when sigma is zero")
    return value


class NormalDist:
    """Values around mu: what of them is where."""

    __slots__ = ("_mu", "_sigma")

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu, self._sigma = float(mu), float(sigma)

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

    def zscore(self, x):
        sigma = _not_zero(self._sigma, "zscore")
        return (x - self._mu) / sigma

    def pdf(self, x):
        variance = _not_zero(self.variance, "pdf")
        d = x - self._mu
        return exp(d * d / (-2.0 * variance)) / sqrt(tau * variance)

    def cdf(self, x):
        sigma = _not_zero(self._sigma, "cdf")
        return (1.0 + erf((x - self._mu) / (sigma * sqrt(2.0)))) / 2.0

    def inv_cdf(self, p):
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        if self._sigma <= 0.0:
            raise StatisticsError("cdf() not defined when sigma at or below zero")
        return _inv_cdf(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        return [self.inv_cdf(part / n) for part in range(1, n)]

    def overlap(self, other):
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        narrow, wide = sorted((self, other), key=lambda one: (one._sigma, one._mu))
        v, w = narrow.variance, wide.variance
        _not_zero(v and w, "overlap")
        apart = fabs(wide._mu - narrow._mu)
        if v == w:
            return 1.0 - erf(apart / (2.0 * narrow._sigma * sqrt(2.0)))
        # The densities cross at two points.
        center = narrow._mu * w - wide._mu * v
        reach = narrow._sigma * wide._sigma * sqrt(apart * apart + (w - v) * log(w / v))
        crossings = (center + reach) / (w - v), (center - reach) / (w - v)
        first, second = (fabs(wide.cdf(x) - narrow.cdf(x)) for x in crossings)
        return 1.0 - (first + second)

    mean = property(lambda self: self._mu)
    median = property(lambda self: self._mu)
    mode = property(lambda self: self._mu)
    stdev = property(lambda self: self._sigma)
    variance = property(lambda self: self._sigma * self._sigma)

    def _moved(self, mu, other):
        """With another mean, and what another distribution adds to the spread."""
        return NormalDist(mu, hypot(self._sigma, other._sigma) if isinstance(other, NormalDist) else self._sigma)

    def __add__(self, other):
        return self._moved(self._mu + getattr(other, "_mu", other), other)

    def __sub__(self, other):
        return self._moved(self._mu - getattr(other, "_mu", other), other)

    __radd__ = __add__

    def __rsub__(self, other):
        return -(self - other)

    def __mul__(self, factor):
        return NormalDist(self._mu * factor, self._sigma * fabs(factor))

    def __truediv__(self, divisor):
        return NormalDist(self._mu / divisor, self._sigma / fabs(divisor))

    __rmul__ = __mul__

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    def __pos__(self):
        return NormalDist(self._mu, self._sigma)

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return (self._mu, self._sigma) == (other._mu, other._sigma)

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})"
