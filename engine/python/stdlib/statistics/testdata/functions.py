from statistics import *
import statistics
from fractions import Fraction as F
from decimal import Decimal as D
import math
def t(s):
    try: print(s, '=>', repr(eval(s)))
    except Exception as e: print(s, '=>', type(e).__name__, e)
a = [1, 2, 3, 4, 4, 5.5]; fl = [0.1, 0.2, 0.3, 1e10, -1e10, 3.7]
x = [1, 2, 3, 4, 5, 6, 7, 8, 9]; y = [1, 2, 3, 1, 2, 3, 1, 2, 3]; z = [9, 8, 7, 6, 5, 4, 3, 2, 1]
inf = float('inf'); nan = float('nan')
for s in '''mean([1,2,3,4])
mean([1,2,3])
mean([1, 2])
mean([True, False])
mean([1.5, 2])
mean(fl)
mean([F(1,3), F(1,6)])
mean([F(1,3), 0.5])
mean([D('0.5'), D('0.75')])
mean([D('0.5'), 1])
mean([D('0.1'), 0.5])
mean([D('1'), F(1,2)])
mean([])
mean(iter([1,2,3]))
mean('abc')
mean([1, 'a'])
mean([1, None])
mean(5)
mean()
mean([inf, 1]), mean([inf, -inf]), mean([nan, 1])
mean([D('inf'), 1])
mean([10**30, 1]), mean([1e308, 1e308])
mean({1: 2, 3: 4}), mean({1, 2, 6}), mean(range(10))
fmean([1,2,3]), fmean(iter([1.5, 2.5])), fmean([D('1.5'), F(1,2)])
fmean([])
fmean([1,2,3], [1,0,3]), fmean([1,2,3], weights=iter([1,1,1])), fmean(iter([1,2]), [3,4])
fmean([1,2], [1])
fmean([1,2], [0,0])
fmean(['a'])
geometric_mean([54, 24, 36]), geometric_mean([1.5]), geometric_mean(range(1, 5))
geometric_mean([])
geometric_mean([0, 1])
geometric_mean([-1, 1])
harmonic_mean([40, 60]), harmonic_mean([40, 60], weights=[5, 30]), harmonic_mean([2.5, 3, 10]), harmonic_mean([5]), harmonic_mean([F(1,2), 3]), harmonic_mean([D(1), D(3)])
harmonic_mean([])
harmonic_mean([-1, 2])
harmonic_mean([-1])
harmonic_mean(['a'])
harmonic_mean([0, 1]), harmonic_mean([1,2], weights=[0,1])
harmonic_mean([1,2], [1])
harmonic_mean([1,2], [-1,1])
harmonic_mean([1,2], [0,0])
median([1,3,2]), median([1,2,3,4]), median([1.5]), median(['a','b','c']), median([F(1,2), F(1,3)]), median([D(1), D(2)])
median([])
median(['a','b'])
median_low([1,2,3,4]), median_high([1,2,3,4]), median_low([1,3,5]), median_high([3])
median_low([])
median_high([])
median_grouped([52, 52, 53, 54]), median_grouped([1,3,3,5,7], interval=2), median_grouped([1]), median_grouped([1,2,2,3,4,4,4,4,4,5])
median_grouped([])
median_grouped(['a'])
mode([1,1,2,3]), mode('abca'), mode([None, None, 1]), mode([1, 2, 2, 1])
mode([])
multimode('aabbbbccddddeeffffgg'), multimode([]), multimode([1, 1.0, 2, 2])
mode([[1]])
stdev([1.5, 2.5, 2.5, 2.75, 3.25, 4.75]), stdev([1,2,3,4]), stdev([D('1.5'), D('2.5')]), stdev([F(1,2), F(3,4)]), stdev(fl), stdev([1, 1]), stdev([D(1), D(1)])
stdev([1])
stdev([])
stdev([1,2,3], xbar=2), stdev([1,2,3], 2.5)
stdev([inf, 1])
pstdev([1.5, 2.5, 2.5, 2.75, 3.25, 4.75]), pstdev([1]), pstdev([1,2,3], mu=1)
pstdev([])
variance([2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]), variance([1,2,3,4]), variance([1, 2]), variance([D("27.5"), D("30.25"), D("30.25"), D("34.5"), D("41.75")]), variance([F(1, 6), F(1, 2), F(5, 3)]), variance([1,2,4], 2)
variance([1])
pvariance([0.0, 0.25, 0.25, 1.25, 1.5, 1.75, 2.75, 3.25]), pvariance([1]), pvariance([D("27.5"), D("30.25"), D("30.25"), D("34.5"), D("41.75")]), pvariance([F(1, 4), F(5, 4), F(1, 2)])
pvariance([])
variance([1, inf]), pvariance([nan, 1])
quantiles([1,2,3,4,5]), quantiles(range(100), n=10), quantiles([1,2,3], method='inclusive'), quantiles([1.5, 2.5, 10], n=3), quantiles([1,2], n=1), quantiles([3,1,2], n=5, method='inclusive')
quantiles([1])
quantiles([1,2], n=0)
quantiles([1,2], method='x')
quantiles([1,2], 5)
covariance(x, y), covariance(x, z), covariance(z, x)
covariance([1], [1])
covariance([1,2], [1])
correlation(x, x), correlation(x, z), correlation(x, y)
correlation([1,1], [1,2])
correlation([1], [2])
linear_regression(x, z), linear_regression([1971, 1975, 1979, 1982, 1983], [1, 2, 3, 4, 5]), linear_regression([1,2,3], [2,4.5,6], proportional=True), linear_regression(x, y).slope
linear_regression([1,1], [1,2])
linear_regression([1], [1])
linear_regression([1,2], [1])
NormalDist(), NormalDist(100, 15), NormalDist(mu=5), repr(NormalDist(1, 2.5))
NormalDist(0, -1)
NormalDist('a')
NormalDist(100, 15).cdf(120), NormalDist(100, 15).pdf(100), NormalDist(100, 15).inv_cdf(0.95), NormalDist().inv_cdf(0.5), NormalDist().inv_cdf(1e-10), NormalDist().inv_cdf(1-1e-10), NormalDist().inv_cdf(0.01), NormalDist().inv_cdf(0.999)
NormalDist().inv_cdf(0)
NormalDist(1, 0).cdf(1)
NormalDist(1, 0).pdf(1)
NormalDist(1, 0).inv_cdf(0.5)
NormalDist(1, 0).zscore(1)
NormalDist(100, 15).zscore(130), NormalDist(100, 15).quantiles(), NormalDist(100, 15).quantiles(n=10), NormalDist(2.4, 1.6).overlap(NormalDist(3.2, 2.0)), NormalDist(1, 1).overlap(NormalDist(2, 1))
NormalDist().overlap(5)
NormalDist().overlap(NormalDist(0, 0))
NormalDist(3, 2).mean, NormalDist(3, 2).median, NormalDist(3, 2).mode, NormalDist(3, 2).stdev, NormalDist(3, 2).variance
NormalDist(1, 2) + NormalDist(3, 4), NormalDist(1, 2) - NormalDist(3, 4), NormalDist(1, 2) * 3, 3 * NormalDist(1, 2), NormalDist(1, 2) / 2, NormalDist(1, 2) + 5, 5 + NormalDist(1, 2), 5 - NormalDist(1, 2), -NormalDist(1, 2), +NormalDist(1, 2), NormalDist(1,2)*-1
NormalDist(1, 2) == NormalDist(1, 2), NormalDist(1, 2) == 5, hash(NormalDist(1, 2)) == hash(NormalDist(1, 2)), NormalDist(1,2) != NormalDist(1,3)
NormalDist.from_samples([70.0, 80.0, 60.0, 90.0]), NormalDist.from_samples([1, 2])
NormalDist.from_samples([1])
NormalDist(100, 15).samples(3, seed=42), NormalDist().samples(2, seed='x')
NormalDist(1, 2) + 'a'
NormalDist(1,2).foo
NormalDist(1,2).mu
StatisticsError.__mro__
sorted(statistics.__all__)'''.split('\n'): t(s)
def f():
    n = NormalDist(); n.mean = 5
t('f()')
seed = 3
def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
    return (seed >> 33) % n
for i in range(60):
    d = [(rnd(2000000) - 1000000) / (rnd(1000) + 1) for _ in range(rnd(40) + 2)]
    e = [rnd(50) for _ in d]
    print(mean(d), fmean(d), stdev(d), pvariance(d), median(d), quantiles(d, n=5), mean(e), stdev(e), variance(e), mode(e), harmonic_mean([v + 1 for v in e]), geometric_mean([v + 1 for v in e]))
    print(correlation(d, e), linear_regression(d, e), covariance(d, e), NormalDist.from_samples(d), round(NormalDist(i, i + 1).cdf(d[0] / 1e5), 14), round(NormalDist(i, i + 1).pdf(d[0] / 1e5), 14), NormalDist(i, 2).inv_cdf((rnd(9999) + 1) / 10001))
    q = [D(v) / 7 for v in e]
    print(mean(q), stdev(q), pstdev(q), variance(q), mean([F(v, 7) for v in e]))
