from fractions import Fraction as F
from decimal import Decimal
import fractions, math
def t(s):
    try: print(s, '=>', repr(eval(s)))
    except Exception as e: print(s, '=>', type(e).__name__, e)
for s in '''F(1,2)/0
F(-3,2)/F(0)
6/F(0)
F(0)/0
F(1,2)//0
F(1,2)%0
divmod(F(1,2),0)
F(1,2)/0.0
F(0)**-1
F(-2,3)**-3
F(1,2)**0.5
F(4,9)**F(1,2)
(-1)**F(1,2)
F(-1)**F(1,2)
2**F(3)
2**F(-3)
2.0**F(-3)
2**F(1,2)
F(1,2)**Decimal(2)
F(1,2)+Decimal(1)
F(1,2)==Decimal('0.5')
F(1,2)<Decimal('0.7')
Decimal('0.5')==F(1,2), Decimal('0.7')>F(1,2), Decimal('0.333')==F(1,3)
F(1,2)+1j
F(1,2)**2j
F(1,0)
F(0,0)
F('a')
F('1/0')
F('1/2/3')
F(None)
F([1])
F(1,2.5)
F(1.5,2)
F('1',2)
F(1,'2')
F(1,2,3)
F(foo=1)
F(float('nan'))
F(float('inf'))
F(Decimal('nan'))
F(1.1), F(Decimal('1.1')), F(0.5)
F(1,2)+'a'
'a'+F(1,2)
F(1,2)<'a'
F.from_float('a')
F.from_decimal(1.5)
F.from_float(3)
F.from_decimal(3)
F.from_float(0.25), F.from_decimal(Decimal('0.25'))
F(1,2).limit_denominator(0)
F(3.14159).limit_denominator(100), F(3.141592653589793).limit_denominator(), F(-1.1).limit_denominator(10), F(1,3).limit_denominator(max_denominator=2)
round(F(7,2)), round(F(5,2)), round(F(22,7),3), round(F(12345,10),-2), round(F(-7,2)), round(F(5,3),0)
format(F(1,2),'.2f')
format(F(1,2))
hash(F(1,2))==hash(0.5), hash(F(3)), hash(F(1,3)), hash(F(2**61-1, 5)), hash(F(1, 2**61-1)), hash(F(-1,3))
F(1,2) > float('nan'), F(1,2) < float('inf'), F(1,2) == 0.5, F(1,3) == 1/3, F(1,2) == 0.5+0j, F(1,2)== 0.5+1j
int(F(-7,2)), math.floor(F(-7,2)), math.ceil(F(-7,2)), math.trunc(F(-7,2)), float(F(1,3)), complex(F(1,2)), bool(F(0))
F(1,2).foo
F(1,2).numerator, F(1,2).real, F(1,2).imag, F(1,2).conjugate()
F(1,2).__slots__
~F(1)
F(1,2) & 1
isinstance(F(1), int)
F(2**2000,3)/1.0
float(F(10**400, 3))
F(1,2).is_integer()
sum([F(1,2),F(1,3)])
sorted([F(1,2),0.3,1])
F('3.1e-2'), F(' -3/4 '), F('+.5'), F('1_000/3'), F('1e3'), F('-0'), F('5.'), F('1E5')
F('1 /2')
F('.')
F('')
F('1.5/2')
F('٣/٤')
fractions.__all__
F(1, 2).__reduce__()
F(6,4), F(-6,4), F(6,-4), F(-6,-4), F(0,5), F(True), F(F(1,2)), F(F(1,2),F(3,4)), F(3,F(1,2)), F(numerator=3, denominator=6), F(denominator=5)
F(1,2).as_integer_ratio()
max(F(1,2), 0.7), F(1,2) in [0.5], {0.5: 'x'}[F(1,2)]
str(F(3)), str(F(-1,2)), f'{F(1,2)}', '%s' % F(5,10)
F(10**50, 3) * 3, F(1, 10**30) + 1
2 * F(1,2), 1 - F(1,3), 3 / F(3,2), 7 // F(2), 7 % F(2), divmod(7, F(2)), divmod(F(7,2), F(1,3)), F(-7,2) // F(1,3), F(-7,2) % F(1,3), -7.5 % F(2), 2.5 // F(1,2)
F(1,2) == 'a', F(1,2) != 1, F(1,2) <= 0.5, F(3,2) >= 1, 1 < F(3,2)
F(2,3) ** 2, F(2,3) ** 0, F(2) ** 100, F(0) ** 0, (-F(1,2)) ** 3
-F(1,2), +F(1,2), abs(F(-1,2))'''.split('\n'): t(s)
class G(F):
    def twice(self): return self * 2
g = G(1, 3); print(g, repr(g), type(g + 1).__name__, g.twice(), G.from_float(0.5), g == F(1, 3), hash(g) == hash(F(1, 3)))
seed = 5
def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
    return (seed >> 33) % n
for i in range(150):
    a = F(rnd(2000) - 1000, rnd(60) + 1); b = F(rnd(2000) - 1000, rnd(60) + 1)
    c = rnd(20) - 10; x = (rnd(1000) - 500) / 8
    r = [a + b, a - b, a * b, a < b, a == b, hash(a), round(a), round(a, 1), a.limit_denominator(7), a + c, c - a, a * x, float(a), a ** (rnd(7))]
    if b: r += [a / b, a // b, a % b, divmod(a, b), c / b, c % b]
    print(a, b, *r)
